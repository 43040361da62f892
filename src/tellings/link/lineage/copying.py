"""Where two accounts run word for word: shared runs of words, found through an inverted index of shingles.

A run of eight words or more hardly ever arises twice by chance, and it survives cutting and reordering, which a
whole-text similarity does not.  Source: the shingling of Broder (1997), with the runs grown by alignment instead of
sampled, because a few hundred accounts can be compared exactly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.records import Account, Citation, Span

WIDTH = 8  # words a shingle
_SHORT = 3
_BOILERPLATE = 64  # a shingle in more accounts than this is a footer, and pairs nobody
_QUOTED = re.compile(r"[“\"][^“”\"\n]{1,600}[”\"]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one account, lower-cased, with each one's sentence, place, and whether it stands inside quotes."""

    account: Account
    text: tuple[str, ...]
    sentence: tuple[int, ...]
    quoted: tuple[bool, ...]
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words `[a, a + length)` of one account that are `[b, b + length)` of another; `quoted` of them inside quotes."""

    a: int
    b: int
    length: int
    quoted: int


def words_of(account: Account) -> Words:
    """Read an account as a sequence of words, without punctuation."""
    notes, text = account.annotations, account.document.text
    marks = [m.span() for m in _QUOTED.finditer(text)]
    rows: list[tuple[str, int, bool, Span]] = []
    mark = 0
    for index, sentence in enumerate(notes.sentences):
        for token in notes.tokens[sentence.first : sentence.last]:
            while mark < len(marks) and marks[mark][1] <= token.start:
                mark += 1
            if token.text[:1].isalnum():
                inside = mark < len(marks) and marks[mark][0] <= token.start
                rows.append((token.text.lower(), index, inside, token.span))
    text_of, sentence_of, quoted, places = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Words(account, text_of, sentence_of, quoted, places)


def candidates(texts: Sequence[Words]) -> set[tuple[int, int]]:
    """Pairs of texts that share at least one shingle of `WIDTH` words; indices, lower first."""
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for i, words in enumerate(texts):
        for gram in _grams(words.text, WIDTH):
            holders[gram].add(i)
    alike = {frozenset(h) for h in holders.values() if 1 < len(h) <= _BOILERPLATE}
    return {(i, j) for held in alike for i in held for j in held if i < j}


def shared_runs(a: Words, b: Words) -> tuple[Run, ...]:
    """Maximal runs of at least `WIDTH` words that both texts hold, in the order of `a`, without overlap in `a`."""
    where = {gram: j for j, gram in reversed(list(enumerate(_grams(b.text, WIDTH))))}
    runs: list[Run] = []
    i, last = 0, len(a.text) - WIDTH
    while i <= last:
        j = where.get(a.text[i : i + WIDTH])
        if j is None:
            i += 1
            continue
        length = _grown(a.text, b.text, i, j)
        runs.append(Run(i, j, length, sum(a.quoted[i : i + length])))
        i += length
    return tuple(runs)


def containment(a: Words, b: Words, width: int = _SHORT) -> float:
    """Share of the shorter text's distinct shingles that the other text holds too, 0 to 1; bare quotations left out."""
    x, y = _told(a, width), _told(b, width)
    return len(x & y) / max(1, min(len(x), len(y)))


def _told(words: Words, width: int) -> set[tuple[str, ...]]:
    """Shingles with at least one word of the account's own: two reporters may hear the same words said."""
    grams = enumerate(_grams(words.text, width))
    return {gram for i, gram in grams if not all(words.quoted[i : i + width])}


def sentences_of(words: Words, first: int, length: int) -> list[Citation]:
    """The sentences that hold a stretch of words."""
    return [words.account.sentence(i) for i in sorted(set(words.sentence[first : first + length]))]


def _grams(text: tuple[str, ...], width: int) -> list[tuple[str, ...]]:
    return [text[i : i + width] for i in range(len(text) - width + 1)]


def _grown(a: tuple[str, ...], b: tuple[str, ...], i: int, j: int) -> int:
    length = WIDTH
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length
