"""A sentence as one line of characters, with the way back to its tokens.

Times and quantities are easiest to recognise in running characters, but the text as it came in may hold line breaks,
junk and broken characters between two words.  A line is the tokens joined by single blanks where anything stood
between them; a match in it goes back to whole tokens, or to part of one that was not repaired.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.annotate.syntax import Parse
from tellings.records import Span, Token

_ABBREVIATED = frozenset({"Jan.", "Feb.", "Mar.", "Apr.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec."})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence's characters; `starts` is where each token begins in `text`, `first` the first token's index."""

    text: str
    starts: tuple[int, ...]
    first: int
    tokens: Sequence[Token]

    def token(self, offset: int) -> int:
        """Index, in the document, of the token at or before an offset of the line."""
        return self.first + bisect.bisect_right(self.starts, offset) - 1

    def span(self, start: int, end: int) -> Span:
        """The original text behind the line's `[start, end)`: exact inside unrepaired tokens, else whole tokens."""
        left, right = self.token(start), self.token(end - 1)
        return Span(self._offset(left, start, first=True), self._offset(right, end, first=False))

    def _offset(self, index: int, offset: int, *, first: bool) -> int:
        token = self.tokens[index]
        into = offset - self.starts[index - self.first]
        if len(token.text) == token.end - token.start and 0 <= into <= len(token.text):
            return token.start + into
        return token.start if first else token.end


def lines(parse: Parse) -> Iterator[Line]:
    """The sentences of a parse as lines, in order; a sentence cut after "Jan." is put together again."""
    first: int | None = None
    for sentence in parse.sentences:
        first = sentence.first if first is None else first
        if not _cut_short(parse.tokens, sentence.last):
            yield _line(parse.tokens, first, sentence.last)
            first = None


def _cut_short(tokens: Sequence[Token], last: int) -> bool:
    if not 0 < last < len(tokens) or not tokens[last].text[:1].isdigit():
        return False
    return tokens[last - 1].text in _ABBREVIATED or (
        tokens[last - 1].text == "." and tokens[last - 2].text + "." in _ABBREVIATED
    )


def _line(tokens: Sequence[Token], first: int, last: int) -> Line:
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
    return Line("".join(parts), tuple(starts), first, tokens)
