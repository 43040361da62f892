"""A document's words, cut into windows for the encoder: as long as allowed, ending where sentences do.

Attributions cross sentences, so a window holds several; it ends at a line's end if one comes late in it, else at
a sentence's, else (a list, a text without stops) after any word.
"""

from __future__ import annotations

from collections.abc import Sequence

from tellings.annotate.text.sentences import likely_starts

LINE, SENTENCE = 2, 1


def breaks(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """For each word whether a window may begin there: 2 at a line, 1 at what looks like a sentence, else 0."""
    found = [0] * len(words)
    for at in likely_starts(text, words):
        found[at] = SENTENCE
    end = 0
    for at, (start, stop) in enumerate(words):
        if at == 0 or (start - end > 0 and "\n" in text[end:start]):
            found[at] = LINE
        end = stop
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
    best = {LINE: -1, SENTENCE: -1}
    half = longest // 2
    at = 0
    while at < len(sizes):
        if starts[at] and at > first:
            best[LINE if starts[at] == LINE and total >= half else SENTENCE] = at
        if total + sizes[at] > longest:
            cut = max(best[LINE], first) if best[LINE] > first else best[SENTENCE]
            cut = cut if cut > first else at
            found.append((first, cut))
            first = at = cut
            total, best = 0, {LINE: -1, SENTENCE: -1}
            continue
        total += sizes[at]
        at += 1
    if first < len(sizes):
        found.append((first, len(sizes)))
    return found
