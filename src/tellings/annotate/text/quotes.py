"""Where quotation marks open and close.

Curly marks, straight ones, guillemets and, where it is safe, single curly marks.  A quotation may run over paragraphs,
each of which opens again without closing.  A mark that is never closed ends with its paragraph; nothing runs on to the
end of the text.  Offsets are those of the original text, not of the repaired view, so that every mark can be traced.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from functools import lru_cache

from tellings.records import Document, Span

_MARK = re.compile(r"[“”„«»‹›\"]|``|''|‘|’|\n[ \t]*\n")
_CLOSER = {"“": "”", "„": "”", "«": "»", "»": "«", "‹": "›", '"': '"', "``": "''"}
_INDENT = 60  # code points of white space looked through for a paragraph's first mark
_LONGEST = 6000  # code points between marks; beyond it a mark was lost


def quoted(document: Document) -> tuple[Span, ...]:
    """The quotations of a document, marks included, in order and without overlaps.

    Args:
        document: Its original text is searched; junk is not.

    Returns:
        Spans; one a paragraph where a quotation runs over several.
    """
    return _quoted(document.text, tuple(j.span for j in document.junk))


@lru_cache(maxsize=8)
def _quoted(text: str, junk: tuple[Span, ...]) -> tuple[Span, ...]:
    cut = sorted(junk)
    starts = [j.start for j in cut]
    return tuple(s for s in (Span(*found) for found in quotations(text)) if not _junked(s, cut, starts))


def _junked(quote: Span, junk: list[Span], starts: list[int]) -> bool:
    """Whether a quotation shares a character with junk; stretches of junk do not overlap."""
    last = bisect.bisect_left(starts, quote.end) - 1
    return last >= 0 and junk[last].shared(quote) > 0


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Walk over the marks with one open quotation at a time; inner quotations belong to the outer one."""
    opened, mark, resumes = -1, "", False
    for found in _MARK.finditer(text):
        at, sign = found.start(), found.group()
        if opened >= 0 and at - opened > _LONGEST:
            opened, resumes = -1, False
        if sign.startswith("\n"):
            if opened >= 0:
                resumes = _reopens(text, found.end(), mark)
                if resumes or mark not in {'"', "''"} or _plausible(text, opened, at):
                    yield opened, at
            opened = -1
        elif opened >= 0 and _closes(text, at, sign, mark):
            yield opened, found.end()
            opened = -1
        elif opened < 0 and _opens(text, at, sign):
            opened, mark = at, sign


def _reopens(text: str, at: int, mark: str) -> bool:
    """Whether the next paragraph begins with the mark that is still open."""
    return text[at : at + _INDENT].lstrip().startswith(mark)


def _plausible(text: str, opened: int, end: int) -> bool:
    """Whether an unclosed straight mark begins a quotation: it stands at a paragraph's or word's beginning."""
    return end - opened > 20 and (opened == 0 or text[opened - 1].isspace())


def _closes(text: str, at: int, sign: str, mark: str) -> bool:
    """Whether a mark ends the open quotation; single marks must not be apostrophes."""
    if mark == "‘":
        return sign == "’" and not text[at + 1 : at + 2].isalnum()
    if mark == "“":
        return sign in {"”", '"'} or (sign == "''" and not text[at + 2 : at + 3].isalnum())
    if mark == "''":
        return sign == "''" and not text[at + 2 : at + 3].isalnum()
    if mark == "„":
        return sign in {"”", "“", '"'}
    return sign == _CLOSER.get(mark, "") or (mark == '"' and sign == "”")


def _opens(text: str, at: int, sign: str) -> bool:
    """Whether a mark begins a quotation."""
    before, after = text[at - 1 : at], text[at + len(sign) : at + len(sign) + 1]
    if sign == "‘":
        return not before.isalnum() and after.isalnum() and _single_closes(text, at)
    if sign in {'"', "''"}:
        return not after.isspace() and after != "" and not (before.isdigit() and not after.isalpha())
    return sign in {"“", "„", "«", "‹", "``"} and after != ""


def _single_closes(text: str, at: int) -> bool:
    """Whether a single mark is closed in its own paragraph after at least two words."""
    line = text[at + 1 : at + 600].split("\n", 1)[0]
    closing = re.search(r"[\w.,!?…]’(?![\w])", line)
    return bool(closing) and " " in line[: closing.start()] if closing else False
