"""The view: a document's text as analysis reads it, with a map back to every character it came from.

Whatever finds something to mend or to leave out says so as an `Edit` on the original text; `build_view` applies them
all at once, so that the map is right by construction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tellings.records import Piece, Repair, Span, View

LAYOUT = "layout"
JUNK = "junk"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace a stretch of the text.  Where edits overlap, the one that starts first wins, then the longer one."""

    start: int
    end: int
    replacement: str
    reason: str


def build_view(text: str, edits: Iterable[Edit]) -> tuple[View, tuple[Repair, ...]]:
    """Apply edits.

    Returns:
        The view, and the repairs that change words (layout and junk are not among them).
    """
    pieces: list[Piece] = []
    parts: list[str] = []
    repairs: list[Repair] = []
    at = place = 0
    for edit in _disjoint(edits):
        place = _append(pieces, parts, text[at : edit.start], Span(at, edit.start), place, True)
        place = _append(pieces, parts, edit.replacement, Span(edit.start, edit.end), place, False)
        at = edit.end
        if edit.reason not in (LAYOUT, JUNK):
            repairs.append(Repair(Span(edit.start, edit.end), edit.replacement, edit.reason))
    _append(pieces, parts, text[at:], Span(at, len(text)), place, True)
    return View("".join(parts), tuple(pieces)), tuple(repairs)


def _append(pieces: list[Piece], parts: list[str], part: str, source: Span, place: int, verbatim: bool) -> int:
    if part:
        pieces.append(Piece(Span(place, place + len(part)), source, verbatim))
        parts.append(part)
    return place + len(part)


def _disjoint(edits: Iterable[Edit]) -> Iterator[Edit]:
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end, e.reason, -len(e.replacement), e.replacement)):
        if edit.start >= at and edit.end > edit.start:
            yield edit
            at = edit.end


def find_repairs(text: str) -> list[Edit]:
    """Everything in a text that is broken and can be mended without knowing what it says."""
    wrapped = _is_wrapped(text)
    edits = [*_mojibake(text), *_odd_characters(text), *_line_breaks(text, wrapped)]
    if wrapped:
        edits.extend(_hyphens(text))
    return edits


# ------------------------------------------------------------------ characters

_SUSPECT = re.compile(
    "[\u00c2\u00c3\u00c4\u00c5\u00cb\u00ce\u00cf\u00d0\u00d1\u00d7\u00d8\u00d9\u00e2\u00e3\u00ef\u0432\u0420\u0421][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u0400-\u045f\u2013-\u2122]"
)
_RUN = re.compile(r"[^\x00-\x7f]+(?: (?=[^\x00-\x7f]))?[^\x00-\x7f]*")
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c"
_LINES = "\x85\u2028\u2029"
_NOTHING = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
_JOINERS = "\u200c\u200d"  # letters of Persian and Indic scripts need them; dropped only beside Latin ones
_ODD = re.compile(
    f"[{_SPACES}]|\r\n?|[{_LINES}]|[{_NOTHING}]+|(?<![\u0300-\U0010ffff])[{_JOINERS}]+|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"
)


def _odd_characters(text: str) -> Iterator[Edit]:
    for found in _ODD.finditer(text):
        first = found[0][0]
        if first in _SPACES:
            yield Edit(found.start(), found.end(), " ", LAYOUT)
        elif first == "\r" or first in _LINES:
            yield Edit(found.start(), found.end(), "\n", LAYOUT)
        else:
            yield Edit(found.start(), found.end(), "", "invisible character")


def mended(text: str) -> str:
    """A short text without mojibake, for what no span points into, such as a title."""
    if not _SUSPECT.search(text):
        return text
    from ftfy import fix_encoding

    return fix_encoding(text)


def _mojibake(text: str) -> Iterator[Edit]:
    """Text that was decoded with the wrong encoding once: each broken run is mended apart, so the map stays exact."""
    if not _SUSPECT.search(text):
        return
    from ftfy import fix_encoding

    for found in _RUN.finditer(text):
        if _SUSPECT.search(found[0]) and len(found[0]) < 2000:
            mended = fix_encoding(found[0])
            if mended != found[0] and not any(unicodedata.category(c) == "Cc" for c in mended):
                yield Edit(found.start(), found.end(), mended, "mojibake")


# ------------------------------------------------------------------ lines

_BREAK = re.compile(r"(?<=\S)[ \t\r]*\n[ \t]*(?=\S)")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-[ \t\r]*\n[ \t]*(?=[a-z])")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_SHORT_LINE = 35  # code points; a shorter line of wrapped text is a heading, or the last of its paragraph
_FINAL = frozenset(".!?:;”\"»’')]…")
_COMPOUNDS = frozenset(
    """
    self well ex non anti half pro co vice mid post pre cross all long short high low one two three four five six seven
    eight nine ten so by far first second third full part right left north south east west
    """.split()
)


def _is_wrapped(text: str) -> bool:
    """Whether single line breaks fall inside paragraphs: most lines are about as long, and few end a sentence."""
    lines = [s for line in text.split("\n")[:400] if (s := line.strip())]
    if len(lines) < 4 or max(map(len, lines)) > 120:
        return False
    width = sorted(map(len, lines))[int(len(lines) * 0.9)]
    full = [line for line in lines if len(line) > width * 0.7]
    if width < 40 or len(full) < len(lines) * 0.5:
        return False
    return sum(line[-1] not in _FINAL for line in full) > len(full) * 0.6


def _line_breaks(text: str, wrapped: bool) -> Iterator[Edit]:
    """A line break is a space after a full line of wrapped text, and the end of a paragraph elsewhere."""
    for found in _BREAK.finditer(text):
        full = wrapped and found.start() - (text.rfind("\n", 0, found.start()) + 1) > _SHORT_LINE
        yield Edit(found.start(), found.end(), " " if full else "\n\n", LAYOUT)


def _hyphens(text: str) -> Iterator[Edit]:
    compounds = frozenset(_COMPOUND.findall(text))
    for found in _HYPHEN.finditer(text):
        before = re.search(r"[^\W\d_]+$", text[max(0, found.start() - 30) : found.start()])
        after = re.match(r"[^\W\d_]+", text[found.end() : found.end() + 30])
        if not before or not after:
            continue
        keep = before[0].lower() in _COMPOUNDS or f"{before[0]}-{after[0]}" in compounds
        yield Edit(found.start(), found.end(), "-" if keep else "", "hyphenation")
