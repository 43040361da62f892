"""Meaning, wording and place of two sentences: what can be read off matrices over all sentences at once."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tellings.link.passages import Floats, Integers, Passages, shared

_TINY = np.float32(1e-6)


@dataclass(frozen=True, eq=False)
class Columns:
    """Collects the values of the pairs, column by column, from matrices over all sentences."""

    left: Integers
    right: Integers
    values: dict[str, Floats]

    def take(self, name: str, matrix: Floats) -> None:
        """The value of each pair in a symmetric matrix."""
        self.values[name] = matrix[self.left, self.right].astype(np.float32)

    def both(self, name: str, matrix: Floats) -> None:
        """The lower and the higher of the two directions."""
        one, other = matrix[self.left, self.right], matrix[self.right, self.left]
        self.values[f"{name}_min"] = np.minimum(one, other).astype(np.float32)
        self.values[f"{name}_max"] = np.maximum(one, other).astype(np.float32)

    def ends(self, name: str, values: npt.NDArray[np.generic]) -> None:
        """The lower and the higher value of the two sentences."""
        one, other = values[self.left], values[self.right]
        self.values[f"{name}_min"] = np.minimum(one, other).astype(np.float32)
        self.values[f"{name}_max"] = np.maximum(one, other).astype(np.float32)

    def overlap(self, name: str, common: Floats, own: Floats) -> None:
        """Containment both ways, likeness and sum of what two sentences share."""
        both, one, other = common[self.left, self.right], own[self.left], own[self.right]
        self.values[f"{name}_in_min"] = both / (np.maximum(one, other) + _TINY)
        self.values[f"{name}_in_max"] = both / (np.minimum(one, other) + _TINY)
        self.values[f"{name}_like"] = both / np.sqrt(one * other + _TINY)
        self.values[f"{name}_sum"] = both


def likeness(common: Floats, own: Floats) -> Floats:
    """Shared weight over the geometric mean of the two sentences' own."""
    like: Floats = common / np.sqrt(np.outer(own, own) + _TINY)
    return like


def compare_meaning(passages: Passages) -> dict[str, Floats]:
    """Cosine of the sentence vectors: plain, from the centre of these accounts, and in standard deviations."""
    vectors = passages.embeddings
    cosine: Floats = vectors @ vectors.T
    centred = vectors - vectors.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9
    elsewhere = passages.document[:, None] != passages.document[None, :]
    count = elsewhere.sum(axis=1, keepdims=True) + 1e-9
    mean = (cosine * elsewhere).sum(axis=1, keepdims=True) / count
    spread = np.sqrt((((cosine - mean) ** 2) * elsewhere).sum(axis=1, keepdims=True) / count) + 1e-6
    stands_out = (cosine - mean) / spread
    return {
        "cos": cosine,
        "cosc": centred @ centred.T,
        "stands_out_min": np.minimum(stands_out, stands_out.T),
        "stands_out_max": np.maximum(stands_out, stands_out.T),
    }


def compare_wording(passages: Passages, columns: Columns) -> None:
    """Shared words, runs of words and pieces of words, the rare ones counting for more."""
    weight = passages.weight
    surface = [[t.text.lower() for t in ts if any(c.isalnum() for c in t.text)] for ts in passages.tokens]
    columns.overlap("words", *shared(passages.terms, weight.__getitem__))
    columns.overlap("rare_words", *shared(passages.terms, passages.rarity.__getitem__))
    two = [list(pairwise(terms)) for terms in passages.terms]
    columns.overlap("word_pairs", *shared(two, lambda pair: weight[pair[0]] + weight[pair[1]]))
    columns.overlap("runs_of_3", *shared([_runs(s, 3) for s in surface], _one))
    columns.take("runs_of_5", shared([_runs(s, 5) for s in surface], _one)[0])
    pieces = [[p for term in terms for p in _pieces(term)] for terms in passages.terms]
    frequency = Counter(p for found in pieces for p in set(found))
    columns.overlap("letters", *shared(pieces, lambda p: math.log((passages.size + 1) / frequency[p])))
    _compare_kinds(passages, columns)


def _compare_kinds(passages: Passages, columns: Columns) -> None:
    """Names, numbers, verbs and nouns, each for itself."""

    def weight(term: str) -> float:
        return passages.weight.get(term, 0.5)

    names = [[t.text.lower() for t in ts if t.pos == "PROPN"] for ts in passages.tokens]
    common, own = shared(names, weight)
    columns.overlap("names", common, own)
    columns.ends("names", own)
    numbers = [[t.lemma for t in ts if t.pos == "NUM" or any(c.isdigit() for c in t.text)] for ts in passages.tokens]
    common, own = shared(numbers, _one)
    columns.take("numbers", common)
    columns.ends("numbers", own)
    for name, pos in (("verbs", "VERB"), ("nouns", "NOUN")):
        columns.take(name, shared([[t.lemma for t in ts if t.pos == pos] for ts in passages.tokens], weight)[0])


def _one(_: object) -> float:
    return 1.0


def _runs(words: list[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[k:] for k in range(length)), strict=False))


def _pieces(term: str) -> list[str]:
    padded = f" {term[:40]} "
    return [padded[k : k + 4] for k in range(max(1, len(padded) - 3))]


def compare_places(passages: Passages, columns: Columns) -> None:
    """Where the sentences stand, how long they are, and how alike the accounts are as wholes."""
    columns.ends("length", np.array([len(t) for t in passages.terms]))
    columns.ends("position", passages.position)
    share = passages.position / passages.lengths
    columns.ends("share", share)
    columns.values["share_apart"] = np.abs(share[columns.left] - share[columns.right]).astype(np.float32)
    whole = np.add.reduceat(passages.embeddings, passages.starts, axis=0)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True) + 1e-9
    alike = whole @ whole.T
    columns.values["accounts_alike"] = alike[passages.document[columns.left], passages.document[columns.right]]


def compare_rivals(passages: Passages, columns: Columns, name: str, closeness: Floats) -> None:
    """How much closer a pair is than the best rival of the same account, and how many rivals are closer."""
    margin, rank = np.zeros_like(closeness), np.zeros_like(closeness)
    ends = np.append(passages.starts[1:], passages.size)
    for start, end in zip(passages.starts, ends, strict=True):
        block = closeness[:, start:end]
        order = np.argsort(-block, axis=1, kind="stable")
        places = np.empty_like(order)
        np.put_along_axis(places, order, np.arange(end - start)[None, :].repeat(len(block), 0), 1)
        best = np.take_along_axis(block, order[:, :1], 1)
        second = np.take_along_axis(block, order[:, 1:2], 1) if end - start > 1 else np.zeros_like(best)
        margin[:, start:end] = block - np.where(places == 0, second, best)
        rank[:, start:end] = places
    columns.both(f"{name}_margin", margin)
    columns.both(f"{name}_rank", rank)


def compare_neighbours(passages: Passages, columns: Columns, closeness: Floats) -> None:
    """How alike the sentences before and after are, along and across."""

    def at(left: int, right: int) -> Floats:
        return _shifted(passages, closeness, columns, (left, right))

    before, after = at(-1, -1), at(1, 1)
    across = np.stack([at(-1, 0), at(1, 0), at(0, -1), at(0, 1)])
    columns.values["neighbours_max"] = np.maximum(before, after)
    columns.values["neighbours_sum"] = before + after
    columns.values["across_max"] = across.max(axis=0)
    columns.values["across_mean"] = across.mean(axis=0)


def _shifted(passages: Passages, matrix: Floats, columns: Columns, by: tuple[int, int]) -> Floats:
    left, right = columns.left + by[0], columns.right + by[1]
    last = passages.size - 1
    inside = (left >= 0) & (right <= last)
    left, right = left.clip(0, last), right.clip(0, last)
    inside &= passages.document[left] == passages.document[columns.left]
    inside &= passages.document[right] == passages.document[columns.right]
    return np.where(inside, matrix[left, right], 0).astype(np.float32)
