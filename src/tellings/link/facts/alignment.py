"""Word by word and stretch by stretch: how much of one sentence the other one says.

Long sentences state several facts, so two of them may share one and differ in the rest: besides the likeness of whole
sentences this measures the best-matching part.  All partners of a sentence are handled at once: their words lie side by
side as columns, and a reduction over the columns of each partner gives its value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tellings.link.passages import Floats, Integers, Passages

_STRETCH = 5  # content words that a clause is taken to have
_WINDOW = 8  # words of a window whose mean vector stands for a part of a sentence
_STEP = 4
_CLOSE = 0.5  # cosine from which two words in context count as near
_COMMON = 0.8  # share of the mean sentence of these accounts that is taken out of a window
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_TINY = np.float32(1e-6)

ALIGNED = (
    "aligned_min", "aligned_max", "aligned", "plain_min", "plain_max", "close_min", "close_max",
    "stretch", "verb", "nominal_min", "nominal_max",
)  # fmt: skip
PARTS = ("part", "part_raw", "part_whole_min", "part_whole_max", "parts_min", "parts_max")


@dataclass(frozen=True, eq=False)
class _Rows:
    """Vectors of all sentences end to end; those of sentence i are `[first[i], first[i + 1])`."""

    vectors: Floats
    first: Integers

    def of(self, sentences: Integers) -> tuple[Integers, Integers]:
        """Rows of some sentences one after another, and where each one's begin among them."""
        counts = self.first[sentences + 1] - self.first[sentences]
        begins = np.cumsum(counts) - counts
        return np.arange(counts.sum()) + np.repeat(self.first[sentences] - begins, counts), begins


def align(passages: Passages, left: Integers, right: Integers) -> dict[str, Floats]:
    """Match every content word with the nearest of the other sentence, in context.

    Args:
        passages: The sentences.
        left: First sentences of the pairs, ascending.
        right: Second sentences.

    Returns:
        A column of values for each name in `ALIGNED`; a pair without content words on both sides has zeros.

    Source: Zhang et al. 2020, BERTScore, section 3 (greedy matching with rarity weights); ours adds the best stretch
    and the parts of speech.
    """
    rows = _Rows(_stacked(passages.words), _offsets([len(t) for t in passages.terms]))
    weight = np.array([passages.weight[t] for terms in passages.terms for t in terms], np.float32)
    pos = [passages.tokens[i][k].pos for i, content in enumerate(passages.content) for k in content]
    verb, nominal = np.array([p == "VERB" for p in pos], bool), np.array([p in _NOMINAL for p in pos], bool)
    out = np.zeros((len(left), len(ALIGNED)), np.float32)
    for i, where in _partners(left, right, rows):
        own = slice(rows.first[i], rows.first[i + 1])
        columns, begins = rows.of(right[where])
        near = rows.vectors[own] @ rows.vectors[columns].T
        words = _Words(near, begins, (weight[own], weight[columns]))
        kinds = (verb[own], verb[columns]), (nominal[own], nominal[columns])
        out[where] = np.stack([*words.greedy(), *words.close(), words.stretch(), *words.kinds(*kinds)], axis=1)
    return dict(zip(ALIGNED, out.T, strict=True))


@dataclass(frozen=True, eq=False)
class _Words:
    """Nearness of one sentence's words (rows) to those of its partners (columns; each partner begins at `begins`)."""

    near: Floats
    begins: Integers
    weight: tuple[Floats, Floats]

    @cached_property
    def ours(self) -> Floats:
        """(words, partners) nearest of each partner to each of our words."""
        return np.maximum.reduceat(self.near, self.begins, axis=1)

    @cached_property
    def theirs(self) -> Floats:
        """(partners' words,) nearest of our words to each of theirs."""
        nearest: Floats = self.near.max(axis=0)
        return nearest

    def greedy(self) -> Iterator[Floats]:
        ours, theirs = self._means(self.ours, self.theirs, self.weight)
        yield from (np.minimum(ours, theirs), np.maximum(ours, theirs), 2 * ours * theirs / (ours + theirs + _TINY))
        even = np.ones_like(self.weight[0]), np.ones_like(self.weight[1])
        plain = self._means(self.ours, self.theirs, even)
        yield from (np.minimum(*plain), np.maximum(*plain))

    def close(self) -> Iterator[Floats]:
        """The summed weight of what is near."""
        ours = self.weight[0] @ np.clip(self.ours - _CLOSE, 0, 1)
        theirs = np.add.reduceat(self.weight[1] * np.clip(self.theirs - _CLOSE, 0, 1), self.begins)
        yield from (np.minimum(ours, theirs), np.maximum(ours, theirs))

    def stretch(self) -> Floats:
        """The best run of words, mean of both sides."""
        mean: Floats = (_best_rows(self.ours, self.weight[0]) + self._best_columns()) / 2
        return mean

    def _best_columns(self) -> Floats:
        return _best_run(self.theirs, self.weight[1], self.begins)

    def kinds(self, verbs: tuple[np.ndarray, np.ndarray], nominals: tuple[np.ndarray, np.ndarray]) -> Iterator[Floats]:
        """The nearest two verbs, and the nominal words against the nominal words."""
        masked = np.where(np.outer(*verbs), self.near, 0)
        yield np.maximum.reduceat(masked.max(axis=0), self.begins)
        masked = np.where(np.outer(*nominals), self.near, 0)
        weight = self.weight[0] * nominals[0], self.weight[1] * nominals[1]
        ours, theirs = self._means(np.maximum.reduceat(masked, self.begins, axis=1), masked.max(axis=0), weight)
        yield from (np.minimum(ours, theirs), np.maximum(ours, theirs))

    def _means(self, ours: Floats, theirs: Floats, weight: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
        one: Floats = weight[0] @ ours / (weight[0].sum() + _TINY)
        other: Floats = np.add.reduceat(theirs * weight[1], self.begins) / (
            np.add.reduceat(weight[1], self.begins) + _TINY
        )
        return one, other


def _best_run(values: Floats, weight: Floats, begins: Integers) -> Floats:
    """The highest weighted mean of `_STRETCH` neighbours (or of all, where there are fewer) in each segment."""
    ends = np.append(begins[1:], values.size)
    last = np.repeat(ends, ends - begins)
    start = np.arange(values.size)
    stop = np.minimum(start + _STRETCH, last)
    total, mass = _running(values * weight), _running(weight)
    mean = (total[stop] - total[start]) / (mass[stop] - mass[start] + _TINY)
    whole = stop - start == _STRETCH
    whole[begins] = True
    best: Floats = np.maximum.reduceat(np.where(whole, mean, 0), begins).astype(np.float32)
    return best


def _best_rows(values: Floats, weight: Floats) -> Floats:
    """The same down the rows of a matrix, for each column."""
    width = min(_STRETCH, len(weight))
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values * weight[:, None], axis=0)])
    mass = _running(weight)
    mean = (total[width:] - total[:-width]) / (mass[width:] - mass[:-width] + _TINY)[:, None]
    best: Floats = mean.max(axis=0).astype(np.float32)
    return best


def _running(values: Floats) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.concatenate([np.zeros(1), np.cumsum(values, dtype=np.float64)])


# ------------------------------------------------------------------ parts


def compare_parts(passages: Passages, left: Integers, right: Integers) -> dict[str, Floats]:
    """Compare windows of a few words with each other, and with the whole other sentence.

    Args:
        passages: The sentences.
        left: First sentences of the pairs, ascending.
        right: Second sentences.

    Returns:
        A column of values for each name in `PARTS`.
    """
    centre = passages.embeddings.mean(axis=0) * _COMMON
    windows = [_windows(passages, i) for i in range(passages.size)]
    first = _offsets([len(w) for w in windows])
    raw, special = _Rows(_stacked(windows), first), _Rows(_unit(_stacked(windows) - centre), first)
    whole = passages.embeddings - centre
    out = np.zeros((len(left), len(PARTS)), np.float32)
    for i, where in _partners(left, right, raw):
        own, others = slice(first[i], first[i + 1]), right[where]
        columns, begins = raw.of(others)
        beside = special.vectors[columns]
        near = special.vectors[own] @ beside.T
        best = np.maximum.reduceat(near, begins, axis=1)
        counts = np.diff(np.append(begins, columns.size))
        ours = best.mean(axis=0), (special.vectors[own] @ whole[others].T).max(axis=0)
        theirs = (
            np.add.reduceat(near.max(axis=0), begins) / counts,
            np.maximum.reduceat(beside @ whole[i], begins),
        )
        plain = np.maximum.reduceat((raw.vectors[own] @ raw.vectors[columns].T).max(axis=0), begins)
        values = (best.max(axis=0), plain, *_ends(ours[1], theirs[1]), *_ends(ours[0], theirs[0]))
        out[where] = np.stack(values, axis=1)
    return dict(zip(PARTS, out.T, strict=True))


def _ends(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    return np.minimum(one, other), np.maximum(one, other)


def _windows(passages: Passages, index: int) -> Floats:
    """Unit mean vectors of the windows of a sentence."""
    sentence = passages.sentence(index)
    words = passages.account(index).annotations.words[sentence.first : sentence.last]
    width = min(_WINDOW, len(words))
    starts = np.array(sorted({*range(0, len(words) - width + 1, _STEP), len(words) - width}), np.intp)
    total = np.concatenate([np.zeros((1, words.shape[1]), np.float32), np.cumsum(words, axis=0)])
    return _unit(total[starts + width] - total[starts])


# ------------------------------------------------------------------ laying out


def _partners(left: Integers, right: Integers, rows: _Rows) -> Iterator[tuple[int, Integers]]:
    """Each left sentence with the numbers of its pairs; pairs with a side that has no vectors are left out."""
    counts = np.diff(rows.first)
    usable = np.flatnonzero((counts[left] > 0) & (counts[right] > 0))
    if usable.size:
        cuts = np.flatnonzero(np.diff(left[usable])) + 1
        for where in np.split(usable, cuts):
            yield int(left[where[0]]), where


def _offsets(counts: list[int]) -> Integers:
    return np.concatenate([np.zeros(1, np.intp), np.cumsum(np.array(counts, np.intp))])


def _stacked(rows: tuple[Floats, ...] | list[Floats]) -> Floats:
    return np.concatenate(rows)


def _unit(rows: Floats) -> Floats:
    unit: Floats = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + _TINY)
    return unit
