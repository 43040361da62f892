"""HTML → main text and what the page says of itself (trafilatura, htmldate), without any network and within bounds."""

from __future__ import annotations

import re
from typing import Any

from tellings.errors import NothingToRead, TooLarge, UnreadableInput
from tellings.read.limits import Limits
from tellings.read.raw import Given
from tellings.records import Derived

_TAG = re.compile(r"<[A-Za-z]")


def extract(page: str, *, where: str, limits: Limits) -> tuple[str, Given]:
    """The main text of a page, and its metadata.

    Args:
        page: The page's characters.
        where: Names the input in errors.
        limits: Bounds on elements and time.

    Raises:
        TooLarge: the page has too many elements.
        NothingToRead: no main text was found.
    """
    elements = sum(1 for _ in _TAG.finditer(page))
    if elements > limits.html_elements:
        what = f"{elements:,} HTML elements, more than the bound of {limits.html_elements:,}"
        raise TooLarge(what, where=where, remedy="save the article's text alone")
    found = _main(page)
    if found is None or not (found.text or "").strip():
        raise NothingToRead("no main text was found in the page", where=where, remedy="save the article's text as .txt")
    return str(found.text), _given(found, page)


def _main(page: str) -> Any:
    import trafilatura
    from lxml.etree import LxmlError

    try:
        return trafilatura.bare_extraction(page, with_metadata=True, include_comments=False, include_tables=False)
    except (LxmlError, ValueError) as error:
        raise UnreadableInput(
            f"not HTML that can be parsed: {error}", remedy="save the article's text as .txt"
        ) from error


def _given(found: Any, page: str) -> Given:
    return Given(
        title=_derived(found.title, "HTML title", 0.95),
        outlet=_derived(found.sitename, "HTML og:site_name", 0.9),
        author=_derived(found.author, "HTML author", 0.8),
        published=_derived(_date(page, found), "HTML date (htmldate)", 0.85),
        language=_derived(found.language, "HTML lang", 0.9),
        url=found.url or None,
    )


def _date(page: str, found: Any) -> str | None:
    import htmldate

    return htmldate.find_date(page, url=found.url or None, original_date=True, extensive_search=True) or None


def _derived(value: Any, method: str, confidence: float) -> Derived[str] | None:
    text = " ".join(str(value or "").split())
    return Derived(text, method, confidence) if text else None
