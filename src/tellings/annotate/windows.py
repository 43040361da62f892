"""A document's words, cut into windows for the encoder: as long as allowed, ending where sentences do.

Attributions cross sentences, so a window holds several; it ends at a paragraph if one ends late in it, else at
a sentence, else (a list, a text without stops) after any word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_STOPS = frozenset(".?!…:;")
_CLOSERS = frozenset("”’\"')]»")
_TITLE = re.compile(r"^(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|No|vs|Jr|Sr)\.?$")
PARAGRAPH, SENTENCE = 2, 1


def breaks(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word whether a window may begin there: 2 at a paragraph, 1 at what looks like a sentence, else 0."""
    found: list[int] = []
    stopped = False
    end, before = 0, ""
    for start, stop in words:
        word = text[start:stop]
        if "\n" in text[end:start] or not found:
            found.append(PARAGRAPH)
        elif stopped and end < start and not (word[0].islower() or word[0] in ".,;:)"):
            found.append(SENTENCE)
        else:
            found.append(0)
        if word[-1] in _STOPS and word[-1] not in ":;":
            stopped = len(word) == 1 and not _TITLE.match(before)
        elif word[0] not in _CLOSERS:
            stopped = False
        end, before = stop, word
    return found


def windows(sizes: Sequence[int], starts: Sequence[int], longest: int) -> list[tuple[int, int]]:
    """Word ranges `[first, last)` that hold at most `longest` pieces each and together every word once, in order.

    Args:
        sizes: Pieces of each word, each at most `longest`.
        starts: For each word, `breaks`.
        longest: Pieces a window.
    """
    found = []
    first = 0
    total = 0
    best = {PARAGRAPH: -1, SENTENCE: -1}
    half = longest // 2
    at = 0
    while at < len(sizes):
        if starts[at] and at > first and (total >= half or starts[at] == SENTENCE):
            best[starts[at]] = at
        if total + sizes[at] > longest:
            cut = max(best[PARAGRAPH], first) if best[PARAGRAPH] > first else best[SENTENCE]
            cut = cut if cut > first else at
            found.append((first, cut))
            first = at = cut
            total, best = 0, {PARAGRAPH: -1, SENTENCE: -1}
            continue
        total += sizes[at]
        at += 1
    if first < len(sizes):
        found.append((first, len(sizes)))
    return found
