"""What the encoder's vocabulary throws away, given back to it: case, quotation, and where a line begins.

The pieces are lower-cased and know nothing of the text around their window.  Each word therefore carries a small class,
embedded and added to its pieces at the input: its case, whether it stands inside quotation marks, and whether it is
the first of its line.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from tellings.annotate.text.quotes import quotations

CASES = 5  # no letters or lower case, Capitalised, one capital alone, ALL CAPITALS, miXed
COUNT = CASES * 4
SPECIAL = COUNT  # the class of the pieces that frame a window


def shapes(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """The class of every word, in `range(COUNT)`.

    Args:
        text: The text as analysis reads it.
        words: `[start, end)` of its words, in order, in code points of `text`.
    """
    quotes = list(quotations(text))
    starts = [q[0] for q in quotes]
    found = []
    end = 0
    for at, (start, stop) in enumerate(words):
        n = bisect.bisect_right(starts, start) - 1
        inside = n >= 0 and start < quotes[n][1]
        first = at == 0 or "\n" in text[end:start]
        found.append(_case(text[start:stop]) + CASES * (inside + 2 * first))
        end = stop
    return found


def _case(word: str) -> int:
    if word.islower() or not word[0].isalpha():
        return 0 if not word.isupper() else 3
    if len(word) == 1:
        return 2 if word.isupper() else 0
    if word.isupper():
        return 3
    return (
        1 if word[0].isupper() and (word[1:].islower() or not word[1:].isalpha()) else 4 if word != word.lower() else 0
    )
