"""HTML → main text and what the page says of itself (trafilatura, htmldate), without any network and within bounds.

trafilatura's time grows with the square of the size on pages of a hostile shape (100,000 links, or attributes in one
tag, take minutes), and nothing can stop it from outside.  So a page of such a shape is read by a process of its own,
which can be ended:
`python -m tellings.read.web` reads a page from standard input and writes JSON.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TypedDict

from tellings.errors import NothingToRead, TooLarge, UnreadableInput
from tellings.read.limits import Limits
from tellings.read.raw import Given
from tellings.records import Derived

_TAG = re.compile(r"<[A-Za-z]")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{5000}")
_FEW_ELEMENTS = 5_000  # at most about a second, whatever their order
_NO_TEXT = "save the article's text as .txt"


class Page(TypedDict):
    """What was found in a page; empty strings where nothing was."""

    text: str
    title: str
    outlet: str
    author: str
    published: str
    language: str
    url: str


def extract(page: str, *, where: str, limits: Limits) -> tuple[str, Given]:
    """The main text of a page, and its metadata.

    Args:
        page: The page's characters.
        where: Names the input in errors.
        limits: Bounds on elements and time.

    Raises:
        TooLarge: the page has too many elements, or takes too long.
        NothingToRead: no main text was found.
    """
    elements = sum(1 for _ in _TAG.finditer(page))
    if elements > limits.html_elements:
        what = f"{elements:,} HTML elements, more than the bound of {limits.html_elements:,}"
        raise TooLarge(what, where=where, remedy=_NO_TEXT)
    hostile = elements > _FEW_ELEMENTS or _LONG_TAG.search(page)
    found = _apart(page, where, limits.html_seconds) if hostile else find(page)
    if not found["text"].strip():
        raise NothingToRead("no main text was found in the page", where=where, remedy=_NO_TEXT)
    return found["text"], _given(found)


def find(page: str) -> Page:
    """What trafilatura and htmldate find in a page, in this process and without a bound on time."""
    import htmldate
    import trafilatura

    met = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    if not isinstance(met, trafilatura.settings.Document):
        return Page(text="", title="", outlet="", author="", published="", language="", url="")
    return Page(
        text=met.text or "",
        title=met.title or "",
        outlet=met.sitename or "",
        author=met.author or "",
        published=htmldate.find_date(page, url=met.url, original_date=True) or "",
        language=met.language or "",
        url=met.url or "",
    )


def _apart(page: str, where: str, seconds: float) -> Page:
    """The same in a process that is ended when its time is up."""
    command = [sys.executable, "-m", "tellings.read.web"]
    try:
        done = subprocess.run(command, input=page.encode(), capture_output=True, timeout=seconds, check=True)  # noqa: S603 our own module
    except subprocess.TimeoutExpired as error:
        raise TooLarge(f"took more than {seconds:g} s to read", where=where, remedy=_NO_TEXT) from error
    except subprocess.CalledProcessError as error:
        raise UnreadableInput("the page could not be read", where=where, remedy=_NO_TEXT) from error
    found: Page = json.loads(done.stdout)
    return found


def _given(found: Page) -> Given:
    return Given(
        title=_derived(found["title"], "HTML title", 0.95),
        outlet=_derived(found["outlet"], "HTML site name", 0.9),
        author=_derived(found["author"], "HTML author", 0.8),
        published=_derived(found["published"], "HTML date (htmldate)", 0.85),
        language=_derived(found["language"], "HTML language", 0.9),
        url=found["url"] or None,
    )


def _derived(value: str, method: str, confidence: float) -> Derived[str] | None:
    text = " ".join(value.split())
    return Derived(text, method, confidence) if text else None


if __name__ == "__main__":
    sys.stdout.write(json.dumps(find(sys.stdin.buffer.read().decode())))
