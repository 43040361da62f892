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
    labels: Ints = best_paths(scores[None], windows, [path])[0]
    return labels


def best_paths(scores: Vectors, windows: Sequence[tuple[int, int]], paths: Sequence[Vectors | None]) -> Ints:
    """`best_path` of several heads with equally many labels, all at once.

    Args:
        scores: (heads, words, labels).
        windows: As for `best_path`.
        paths: One a head.

    Returns:
        (heads, words) labels.
    """
    heads, words, width = scores.shape
    if not words:
        return np.zeros((heads, 0), np.int64)
    step = np.stack([_steps(width) + (0 if path is None else path) for path in paths]).repeat(len(windows), axis=0)
    padded, lengths = _padded(scores, windows)
    back = np.zeros(padded.shape, np.int64)
    total = padded[0] + step[:, -1]
    between = step[:, :-1]
    for at in range(1, len(padded)):
        through = total[:, :, None] + between
        back[at] = through.argmax(1)
        live = (lengths > at)[:, None]
        total = np.where(live, through.max(1) + padded[at], total)
    return _traced(back, total.argmax(1), lengths).reshape(-1, heads, len(windows))[_places(windows)].T


def _steps(labels: int) -> Vectors:
    """0 where one label may follow another, else very little; (labels + 1, labels), last row: the start."""
    step = np.zeros((labels + 1, labels), np.float32)
    for inside in range(2, labels, 2):
        step[:labels, inside] = _NEVER
        step[[inside - 1, inside], inside] = 0
    return step


def _padded(scores: Vectors, windows: Sequence[tuple[int, int]]) -> tuple[Vectors, Ints]:
    """(longest, heads × windows, labels) and the lengths of these rows."""
    lengths = np.array([b - a for a, b in windows])
    out = np.zeros((int(lengths.max()), len(scores), len(windows), scores.shape[2]), np.float32)
    for n, (a, b) in enumerate(windows):
        out[: b - a, :, n] = scores[:, a:b].swapaxes(0, 1)
    return out.reshape(len(out), -1, scores.shape[2]), np.tile(lengths, len(scores))


def _traced(back: Ints, last: Ints, lengths: Ints) -> Ints:
    rows = np.arange(len(lengths))
    label, path = last, np.zeros(back.shape[:2], np.int64)
    for at in range(len(back) - 1, -1, -1):
        path[at] = label
        label = np.where(lengths > at, back[at][rows, label], label)
    return path


def _places(windows: Sequence[tuple[int, int]]) -> tuple[Ints, slice, Ints]:
    """Where every word lies in (place in its window, heads, windows)."""
    inside = np.concatenate([np.arange(b - a) for a, b in windows])
    return inside, slice(None), np.repeat(np.arange(len(windows)), [b - a for a, b in windows])


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
