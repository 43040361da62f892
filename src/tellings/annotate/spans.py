"""Scores of begin–inside–outside labels → spans, by the best path in which no span begins inside.

All windows step together, so the cost is that of the longest window, not of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tellings.records import Vectors

_NEVER = -1e4
Ints = npt.NDArray[np.int64]


def best_path(scores: Vectors, windows: Sequence[tuple[int, int]], path: Vectors | None = None) -> Ints:
    """The best label of every word; label 0 is outside, 1 + 2t begins type t, 2 + 2t goes on with it.

    Args:
        scores: (words, labels), unnormalised.
        windows: Word ranges that were scored together; a window may begin inside a span.
        path: (labels + 1, labels): what a label after a label adds; last row: at the first word of a window.

    Returns:
        (words,) labels.
    """
    if not len(scores):
        return np.zeros(0, np.int64)
    step = _steps(scores.shape[1])
    if path is not None:
        step = step + path
    padded, lengths = _padded(scores, windows)
    back = np.zeros(padded.shape, np.int64)
    total = padded[0] + step[-1]
    for at in range(1, len(padded)):
        through = total[:, :, None] + step[:-1]
        back[at] = through.argmax(1)
        live = (lengths > at)[:, None]
        total = np.where(live, through.max(1) + padded[at], total)
    return _traced(back, total.argmax(1), lengths, windows)


def _steps(labels: int) -> Vectors:
    """0 where one label may follow another, else very little; (labels + 1, labels), last row: the start."""
    step = np.zeros((labels + 1, labels), np.float32)
    for inside in range(2, labels, 2):
        step[:labels, inside] = _NEVER
        step[[inside - 1, inside], inside] = 0
    return step


def _padded(scores: Vectors, windows: Sequence[tuple[int, int]]) -> tuple[Vectors, Ints]:
    lengths = np.array([b - a for a, b in windows])
    out = np.zeros((int(lengths.max()), len(windows), scores.shape[1]), np.float32)
    for n, (a, b) in enumerate(windows):
        out[: b - a, n] = scores[a:b]
    return out, lengths


def _traced(back: Ints, last: Ints, lengths: Ints, windows: Sequence[tuple[int, int]]) -> Ints:
    rows = np.arange(len(windows))
    label, path = last, np.zeros(back.shape[:2], np.int64)
    for at in range(len(back) - 1, -1, -1):
        path[at] = label
        label = np.where(lengths > at, back[at][rows, label], label)
    return np.concatenate([path[: b - a, n] for n, (a, b) in enumerate(windows)])


def spans(labels: Ints) -> list[tuple[int, int, int]]:
    """Word ranges `[first, last)` with their type; a span goes on over the edge of a window where it may.

    Args:
        labels: (words,), as `best_path` gives them.
    """
    found: list[tuple[int, int, int]] = []
    for at in np.flatnonzero(labels):
        kind, inside = divmod(int(labels[at]) - 1, 2)
        if inside and found and found[-1][1] == at and found[-1][2] == kind:
            found[-1] = (found[-1][0], int(at) + 1, kind)
        else:
            found.append((int(at), int(at) + 1, kind))
    return found
