"""Words into sentences: what the layout settles, and where it does not, what the reading model says.

A model alone puts a headline and the paragraph below it into one sentence, and takes a dateline for a sentence of its
own or for the subject of the next.  Layout is cheaper and surer there, so its rules stand above the probabilities.
`likely_starts` needs no model: it is where a text may be cut before the model has read it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike

LONGEST = 200  # words; longer ones are lists and tables, and a tree costs the square of its words

_THRESHOLD = 0.5
_BREAK = re.compile(r"\n\s*")
# "PARIS, September 1 — ": belongs to the sentence after it.
_DATELINE = re.compile(
    r"^[A-Z][A-Z'’.\-]{2,40}(?: [A-Z'’.\-]{2,40}){0,3}"
    r"(?:[,/] ?[^—–\n()]{1,40})?(?: ?\([^()\n]{1,40}\))? ?(?:—|–|--|-)[ \t]+(?=\S)",
    re.MULTILINE,
)
_FULL_LINE = range(50, 121)  # code points of a line that was broken only because it was full
_STOP = re.compile(r"[.?!…][.?!…]{0,20}[\"'”’)\]»]{0,4}\s+(?=[\"'“‘(\[«—–\-•]{0,3}\s?[^\W_a-z])")
_STOPPED = re.compile(r"[.?!…:][\"'”’)\]»]{0,4}$")
_UNFINISHED = frozenset(",;-–—(&/")
_CLOSERS = frozenset(".,;:?!…)]}”’»%")
# Abbreviations that also end sentences; what follows must be a word that opens one.
_ENDING = re.compile(r"(?i)^(?:(?:[a-z]\.){2,}[a-z]?|inc\.|corp\.|co\.|ltd\.|jr\.|sr\.|etc\.|al\.|ave\.|st\.)$")
_OPENERS = frozenset(
    "The A An This That These Those He She It They We You I His Her Its Their Our My There Here In On At By For From "
    "With After Before As If When While Although But And Or So Yet However Since Because Despite During Under What Who "
    "Why How Where Some Many Most Several All Both Each One Two According Meanwhile Still Then Now No Not".split()
)


def sentences(
    text: str, words: Sequence[tuple[int, int]], probabilities: ArrayLike | None = None
) -> list[tuple[int, int]]:
    """Cut words into sentences.

    A blank line always ends a sentence; so does a line break, unless the line was only full; a dateline never does.

    Args:
        text: The text that the words are of.
        words: Code-point spans, in order; see `words`.
        probabilities: For each word, that a sentence begins there: adds to what `likely_starts` is sure of.

    Returns:
        Half-open word ranges (first, last), in order, that together hold every word; none longer than `LONGEST`.
    """
    if not words:
        return []
    begins = [start for start, _ in words]
    hard, soft = _lines(text, begins)
    likely = likely_starts(text, words)
    read = () if probabilities is None else _read(text, words, probabilities)
    bound = {at for first, last in datelines(text, words) for at in range(first + 1, last + 1)}
    starts = sorted(({*likely, *read, *soft} - bound) | set(hard) | {0})
    return [
        part
        for first, last in zip(starts, [*starts[1:], len(words)], strict=True)
        for part in _short(text, words, first, last)
    ]


def likely_starts(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """Words at which a sentence most likely begins, told by stops and capitals alone.

    Args:
        text: The text that the words are of.
        words: Code-point spans, in order.

    Returns:
        Indices into `words`, ascending, without those that only a line break makes.
    """
    begins = [start for start, _ in words]
    return [
        at
        for found in _STOP.finditer(text)
        if 0 < (at := bisect_left(begins, found.end())) < len(words) and _ends(text, words, begins, found.start(), at)
    ]


def _ends(text: str, words: Sequence[tuple[int, int]], begins: list[int], stop: int, at: int) -> bool:
    """Whether a stop ends a sentence: not when it is part of an abbreviation, unless one that may."""
    holder = bisect_left(begins, stop + 1) - 1
    first, last = words[holder]
    if text[stop] != "." or last - first == 1 or text[first] == ".":
        return True
    return bool(_ENDING.match(text[first:last])) and text[slice(*words[at])] in _OPENERS


def _read(text: str, words: Sequence[tuple[int, int]], probabilities: ArrayLike) -> Iterator[int]:
    """Where the model begins a sentence: never with a closing sign that touches the word before it."""
    for at in np.flatnonzero(np.asarray(probabilities) >= _THRESHOLD).tolist():
        start = words[at][0]
        if not at or start > words[at - 1][1] or text[start] not in _CLOSERS:
            yield at


def _lines(text: str, begins: list[int]) -> tuple[list[int], list[int]]:
    """Words that begin a paragraph, and words that begin a line that looks like one."""
    hard: list[int] = []
    soft: list[int] = []
    above = 0
    for found in _BREAK.finditer(text):
        at = bisect_left(begins, found.end())
        if at == len(begins):
            break
        if found.group().count("\n") > 1:
            hard.append(at)
        elif not text[found.end()].islower() and _looks_whole(text[above : found.start()].rstrip()):
            soft.append(at)
        above = found.end()
    return hard, soft


def _looks_whole(line: str) -> bool:
    """Whether a line is a paragraph rather than one broken for its width."""
    if not line or line[-1] in _UNFINISHED:
        return False
    return len(line) not in _FULL_LINE or bool(_STOPPED.search(line, len(line) - 8))


def datelines(text: str, words: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Word ranges `[first, last)` of "PARIS, September 1 — ", the dash included; no sentence begins in one."""
    begins = [start for start, _ in words]
    for found in _DATELINE.finditer(text):
        yield bisect_left(begins, found.start()), bisect_left(begins, found.end())


def _short(text: str, words: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """A sentence, or where it is too long its parts, cut after the last semicolon that fits, else comma, else word."""
    while last - first > LONGEST:
        marks = [text[words[i][0]] for i in range(first + LONGEST // 2, first + LONGEST)]
        cut = first + LONGEST
        for mark in ";,":
            if mark in marks:
                cut -= marks[::-1].index(mark)
                break
        yield first, cut
        first = cut
    yield first, last
