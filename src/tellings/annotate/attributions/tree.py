"""A parse with what attribution asks of it: children, the edges of subtrees, noun phrases, sentences by token."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.annotate.syntax.parsing import Parse
from tellings.records import Mention, Sentence, Span, Token


@dataclass(frozen=True, slots=True)
class Tree:
    """Tokens with their children, and for each the first and last token of its subtree.

    `types` gives the entity type of tokens that head a mention.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    number: list[int]
    types: dict[int, str]

    def span(self, first: int, last: int) -> Span:
        """The place of the tokens `[first, last)`, commas and the like cut from its edges."""
        while first < last - 1 and self.tokens[first].text in {",", ";", "—", "–", "-", ":", "."}:
            first += 1
        while last - 1 > first and self.tokens[last - 1].text in {",", ";", "—", "–", "-", ":"}:
            last -= 1
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def tells(self, first: int, last: int) -> bool:
        """Whether any of the tokens is a word."""
        return any(t.pos not in {"PUNCT", "SPACE", "SYM"} for t in self.tokens[first:last])

    def phrase(self, head: int, *, before: int | None = None) -> tuple[int, int]:
        """The noun phrase of a token, without a relative clause behind it; it ends before the token `before`."""
        last = self.right[head] + 1
        for child in self.children[head]:
            if child > head and self.tokens[child].dep == "relcl":
                last = min(last, self.left[child])
        if before is not None:
            last = min(last, max(head + 1, self.left[before]))
        while last > head + 1 and self.tokens[last - 1].text in {",", "(", "-", "—", "'s", "’s", "'", "’"}:
            last -= 1
        return self.left[head], last

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that a token stands in."""
        return self.sentences[self.number[token]]

    def blank(self, start: int, end: int) -> bool:
        """Whether nothing but white space stands in `[start, end)`."""
        return not self.text[start:end].strip()

    def paragraphs_between(self, start: int, end: int) -> bool:
        """Whether `[start, end)` holds a blank line."""
        return self.text[start:end].count("\n") > 1

    def token_at(self, offset: int) -> int | None:
        """The token that begins at an offset, if one does."""
        index = bisect.bisect_left(self.tokens, offset, key=lambda t: t.start)
        return index if index < len(self.tokens) and self.tokens[index].start == offset else None

    def around(self, spans: Sequence[Span], at: int) -> Sequence[Span]:
        """Of some ordered spans the one that begins last before a place, as a sequence of at most one."""
        index = bisect.bisect_right(spans, at, key=lambda s: s.start) - 1
        return spans[index : index + 1] if index >= 0 else ()

    def between(self, spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
        """Those of some ordered spans that begin inside `[start, end)`."""
        first = bisect.bisect_left(spans, start, key=lambda s: s.start)
        return spans[first : bisect.bisect_left(spans, end, key=lambda s: s.start)]


def tree_of(text: str, parse: Parse, mentions: Sequence[Mention]) -> Tree:
    """Build the tree in time linear in the number of tokens."""
    size = len(parse.tokens)
    children: list[list[int]] = [[] for _ in range(size)]
    for i, token in enumerate(parse.tokens):
        if token.head != i:
            children[token.head].append(i)
    left, right = list(range(size)), list(range(size))
    for i in reversed(_downwards(parse, children)):
        head = parse.tokens[i].head
        if left[i] < left[head]:
            left[head] = left[i]
        if right[i] > right[head]:
            right[head] = right[i]
    number = [0] * size
    for n, sentence in enumerate(parse.sentences):
        number[sentence.first : sentence.last] = [n] * (sentence.last - sentence.first)
    return Tree(text, parse.tokens, parse.sentences, children, left, right, number, {m.head: m.type for m in mentions})


def _downwards(parse: Parse, children: list[list[int]]) -> list[int]:
    """Token indices with every head before its children."""
    order = [i for i, t in enumerate(parse.tokens) if t.head == i]
    for i in order:
        order.extend(children[i])
    return order
