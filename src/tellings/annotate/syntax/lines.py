"""A sentence as one line of characters, with the way back to its tokens.

Times and quantities are easiest to recognise in running characters, but the text as it came in may hold line breaks,
junk and broken characters between two words.  A line is the tokens joined by single blanks where anything stood
between them; a match in it goes back to whole tokens, or to part of one that was not repaired.

Most sentences lie in a stretch of text that nothing had to be repaired in: their line is that stretch itself, which
costs nothing a token.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from tellings.annotate.syntax.parsing import Parse
from tellings.records import Document, Span, Token

T = TypeVar("T")
_ABBREVIATED = frozenset({"Jan.", "Feb.", "Mar.", "Apr.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec."})
_BLANK = re.compile(r"[^\S ]")
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence's characters, and its tokens `[first, last)` of the document's.

    `base` is where the line stands in the document if it is that stretch of it, else None; `starts` then says where
    each token begins in `text`.
    """

    text: str
    first: int
    last: int
    tokens: Sequence[Token]
    base: int | None = None
    starts: Sequence[int] = ()

    def token(self, offset: int) -> int:
        """Index, in the document, of the token at or before an offset of the line."""
        if self.base is None:
            return self.first + bisect.bisect_right(self.starts, offset) - 1
        return bisect.bisect_right(self.tokens, self.base + offset, self.first + 1, self.last, key=_START) - 1

    def span(self, start: int, end: int) -> Span:
        """The original text behind the line's `[start, end)`: exact inside unrepaired tokens, else whole tokens."""
        if self.base is not None:
            return Span(self.base + start, self.base + end)
        left, right = self.token(start), self.token(end - 1)
        return Span(self._offset(left, start, first=True), self._offset(right, end, first=False))

    def _offset(self, index: int, offset: int, *, first: bool) -> int:
        token = self.tokens[index]
        into = offset - self.starts[index - self.first]
        if len(token.text) == token.end - token.start and 0 <= into <= len(token.text):
            return token.start + into
        return token.start if first else token.end


def lines(document: Document, parse: Parse, wanted: Callable[[str], T]) -> Iterator[tuple[Line, T]]:
    """The sentences of a parse as lines, in order; a sentence cut after "Jan." is put together again.

    Args:
        document: The document of the parse.
        parse: Its words and sentences.
        wanted: What makes a line's text worth having; lines for which it is false are left out.

    Yields:
        A line and what `wanted` made of it.
    """
    whole = [(p.text.start, p.text.end) for p in document.view.pieces if p.verbatim]
    piece = 0
    for first, last in _sentences(parse):
        start, end = parse.tokens[first].start, parse.tokens[last - 1].end
        while piece + 1 < len(whole) and whole[piece][1] <= start:
            piece += 1
        text = document.text[start:end]
        if not whole or not whole[piece][0] <= start <= end <= whole[piece][1] or "  " in (text := _flat(text)):
            line = _built(parse.tokens, first, last)
        else:
            line = Line(text, first, last, parse.tokens, start)
        if worth := wanted(line.text):
            yield line, worth


def _flat(text: str) -> str:
    """The text with every kind of blank as a space, so that offsets stay."""
    return _BLANK.sub(" ", text)


def _sentences(parse: Parse) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for sentence in parse.sentences:
        first = sentence.first if first is None else first
        if not _cut_short(parse.tokens, sentence.last):
            if first < sentence.last:
                yield first, sentence.last
            first = None


def _cut_short(tokens: Sequence[Token], last: int) -> bool:
    if not 0 < last < len(tokens) or not tokens[last].text[:1].isdigit():
        return False
    return tokens[last - 1].text in _ABBREVIATED or (
        tokens[last - 1].text == "." and tokens[last - 2].text + "." in _ABBREVIATED
    )


def _built(tokens: Sequence[Token], first: int, last: int) -> Line:
    """The line of a sentence that holds repairs, junk or wide gaps."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for index in range(first, last):
        if index > first and tokens[index].start > tokens[index - 1].end:
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(tokens[index].text)
        length += len(tokens[index].text)
    return Line("".join(parts), first, last, tokens, None, starts)
