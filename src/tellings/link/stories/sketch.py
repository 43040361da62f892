"""What grouping needs of an article, and nothing more: the words of its title and its opening, a day, an outlet.

News says what it is about in its title and first sentences, so some hundred words suffice.  A sketch takes a few kB,
whatever the length of the article: an archive streams through, and only its sketches stay.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.records import Document

WORDS = 400  # of the text that are looked at
_CHARACTERS = 3000  # of the text that are cut into words: enough for WORDS, and a bound for texts without spaces
_TITLE = 200  # characters of a title
_LONGEST = 40  # characters of a term; what is longer is an address or a script without spaces
_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*|[.?!:;…“”\"‘’'–—|•*-]")
_POSSESSIVE = ("'s", "’s")
_HISSING = ("sses", "shes", "ches", "xes", "zzes")
_ENDS = frozenset(".?!")

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sketch:
    """One article as grouping sees it.

    Attributes:
        id: The document's id.
        title: Its title, or its first words where it has none.
        titled: Whether it has one.
        outlet: The outlet's name, or "".
        day: Proleptic ordinal of the day of publication; None where the full date is not known.
        head: Terms of the title; of the first sentence where there is no title.
        sentences: Terms of the opening, sentence by sentence.
        names: Terms that stand with a capital inside a sentence, sorted.
    """

    id: str
    title: str
    titled: bool
    outlet: str
    day: int | None
    head: Terms
    sentences: tuple[Terms, ...]
    names: Terms


def sketch(document: Document) -> Sketch:
    """Look at the title and the opening of an article.

    Args:
        document: Of any length, language and make; the work is bounded.
    """
    title = _flat(document.title.value) if document.title else ""
    text = document.view.text[:_CHARACTERS]
    tokens = _tokens(text)[:WORDS]
    sentences = tuple(_sentences(tokens))
    head = tuple(t for t in map(term, _tokens(title)) if t)
    return Sketch(
        id=document.id,
        title=title or _flat(text),
        titled=bool(title),
        outlet=document.outlet.value if document.outlet else "",
        day=_day(document),
        head=head or (sentences[0] if sentences else ()),
        sentences=sentences,
        names=tuple(sorted({term(tokens[i]) for i in range(1, len(tokens)) if _is_name(tokens, i)} - {""})),
    )


def term(token: str) -> str:
    """The form under which a word is counted, plurals and possessives with the rest; "" for one that is not."""
    folded = token.casefold()
    if folded.endswith(_POSSESSIVE):
        folded = folded[:-2]
    if len(folded) > _LONGEST or not folded[:1].isalnum():
        return ""
    return _singular(folded.rstrip("."))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(_HISSING):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word


def _flat(text: str) -> str:
    return " ".join(text[: 2 * _TITLE].split())[:_TITLE]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _sentences(tokens: Sequence[str]) -> list[Terms]:
    found: list[list[str]] = [[]]
    for token in tokens:
        if token in _ENDS:
            found.append([])
        elif counted := term(token):
            found[-1].append(counted)
    return [tuple(s) for s in found if s]


def _is_name(tokens: Sequence[str], at: int) -> bool:
    """Whether a word has a capital that no beginning of a sentence and no mark before it explains."""
    return tokens[at][0].isupper() and tokens[at - 1][0].isalnum()


def _day(document: Document) -> int | None:
    given = document.published.value if document.published else ""
    if len(given) < 10 or not given[:4].isdigit():
        return None
    try:
        return datetime.date.fromisoformat(given[:10]).toordinal()
    except ValueError:
        return None
