"""Stories for people and for machines: the list in a terminal, the names of reports, and the JSON contract.

The contract's fixed keys come first in each story (`id`, `title`, `documents`); those after them explain it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tellings.present.contract import failure_records
from tellings.present.dates import in_words
from tellings.present.labels import clip
from tellings.records import Failure, Story

if TYPE_CHECKING:  # rich is loaded when something is printed: it would be a twentieth of `import tellings`
    from rich.console import Console, Group

CONTRACT = "1.0"
_TITLE = 110  # characters of a title in the list
_IDS = 12  # ids of one story that are listed
_ALONE = 20  # articles that no other goes with, up to which each is listed
_NAME = 60  # characters of a title in a file name


def stories_record(stories: Iterable[Story], failures: Iterable[Failure] = ()) -> dict[str, Any]:
    """The third contract: which documents cover the same news.

    Args:
        stories: What `tellings.stories` returned.
        failures: What could not be read.
    """
    return {
        "version": CONTRACT,
        "stories": [_record(s) for s in stories],
        "failures": failure_records(failures),
    }


def print_stories(stories: Sequence[Story], console: Console) -> None:
    """List the stories that several articles cover, then those of one article if they are few.

    Args:
        stories: What `tellings.stories` returned.
        console: Where to; markup in titles is never interpreted, and control characters never reach the terminal.
    """
    from rich.text import Text

    several = [s for s in stories if len(s.documents) > 1]
    alone = [s for s in stories if len(s.documents) == 1]
    shown = several + (alone if len(alone) <= _ALONE else [])
    for story in shown:
        console.print(_entry(story))
    articles = sum(len(s.documents) for s in stories)
    counts = [_count(articles, "article"), f"{len(several)} told by several", f"{len(alone)} by one alone"]
    more = " (--json lists those as well)" if len(alone) > _ALONE else ""
    console.print(Text(f"{counts[0]}, {_count(len(stories), 'story')}: {counts[1]}, {counts[2]}{more}", style="bold"))


def report_name(story: Story) -> str:
    """The name of the report on a story: its id, and what of its title a file system takes."""
    plain = unicodedata.normalize("NFKD", story.title[: 2 * _NAME]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join([story.id, *words])[:_NAME].rstrip("-") + ".html"


def _record(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "documents": list(story.documents),
        "outlets": list(story.outlets),
        "first": story.first,
        "last": story.last,
        "score": story.score,
        "why": story.why,
    }


def _entry(story: Story) -> Group:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    outlets = [_count(len(story.outlets), "outlet")] if story.outlets else []
    told = [_count(len(story.documents), "article"), *outlets, _dates(story)]
    rest = len(story.documents) - _IDS
    ids = ", ".join(story.documents[:_IDS]) + (f" … and {rest} more" if rest > 0 else "")
    lines = [(", ".join(told), ""), (story.why, "dim"), (ids, "dim")]
    head = Text.assemble((story.id, "cyan"), "  ", (_clean(clip(story.title, _TITLE)) or "(no title)", "bold"))
    return Group(head, *(Padding(Text(_line(line), style=style), (0, 0, 0, 4)) for line, style in lines))


def _line(text: str) -> str:
    return _clean(text).replace("\n", " ")


def _clean(text: str) -> str:
    from tellings.present.terminal import clean

    return clean(text)


def _count(number: int, what: str) -> str:
    many = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number:,} {what if number == 1 else many}"


def _dates(story: Story) -> str:
    if story.first is None or story.last is None:
        return "undated"
    return in_words(story.first if story.first == story.last else f"{story.first}/{story.last}")
