"""Scores of begin–inside–outside labels → spans, by the best path in which no span begins inside.

Many windows step together, so the cost is that of the longest windows, not of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tellings.records import Vectors

_NEVER = -1e4
_TOGETHER = 64  # windows that step together; all of a long text would not fit into memory
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
    step = np.stack([_steps(width) + (0 if path is None else path) for path in paths], axis=-1)
    found = np.zeros((heads, words), np.int64)
    for first in range(0, len(windows), _TOGETHER):
        part = windows[first : first + _TOGETHER]
        padded, lengths = _padded(scores, part)
        path = _walked(padded, step.repeat(len(part), axis=-1), lengths)
        found[:, part[0][0] : part[-1][1]] = path.reshape(-1, heads, len(part))[_places(part)].T
    return found


def _walked(padded: Vectors, step: Vectors, lengths: Ints) -> Ints:
    """The best path of every row, (longest, rows); a row keeps its last label after its end."""
    reached = np.empty_like(padded)
    np.add(padded[0], step[-1], out=reached[0])
    between = step[:-1]
    for at in range(1, len(padded)):
        np.maximum.reduce(reached[at - 1, :, None] + between, axis=0, out=reached[at])
        reached[at] += padded[at]
    back = (reached[:-1, :, None] + between).argmax(axis=1)
    rows, labels = np.arange(len(lengths)), np.arange(len(between))
    np.copyto(back, labels[:, None], where=(np.arange(1, len(padded))[:, None] >= lengths)[:, None])
    path = np.empty((len(padded), len(lengths)), np.int64)
    path[-1] = reached[lengths - 1, :, rows].argmax(axis=1)
    for at in range(len(back) - 1, -1, -1):
        path[at] = back[at, path[at + 1], rows]
    return path


def _steps(labels: int) -> Vectors:
    """0 where one label may follow another, else very little; (labels + 1, labels), last row: the start."""
    step = np.zeros((labels + 1, labels), np.float32)
    for inside in range(2, labels, 2):
        step[:labels, inside] = _NEVER
        step[[inside - 1, inside], inside] = 0
    return step


def _padded(scores: Vectors, windows: Sequence[tuple[int, int]]) -> tuple[Vectors, Ints]:
    """(longest, labels, heads × windows) and the lengths of these rows."""
    lengths = np.array([b - a for a, b in windows])
    out = np.zeros((int(lengths.max()), scores.shape[2], len(scores), len(windows)), np.float32)
    for n, (a, b) in enumerate(windows):
        out[: b - a, :, :, n] = scores[:, a:b].transpose(1, 2, 0)
    return out.reshape(*out.shape[:2], -1), np.tile(lengths, len(scores))


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
