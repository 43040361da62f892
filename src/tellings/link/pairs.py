"""How likely two sentences of different accounts state the same specific fact.

Two steps.  `candidates` keeps, for every sentence, the few likeliest of each other account; `score` then measures some
seventy signals of each pair (meaning, wording, names, numbers, word-by-word alignment, place in the story, how much
better than the alternatives) and weighs them with a small network whose output is calibrated (`training/facts.py`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tellings.link.passages import Floats, Integers, Passages, shared

_BEST = 4  # sentences of each other account that a sentence is held against
_STRETCH = 5  # content words that a clause is taken to have
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of sentences, `left` before `right`, of different accounts; `signals` is (pairs, names)."""

    left: Integers
    right: Integers
    names: tuple[str, ...]
    signals: Floats

    def signal(self, name: str) -> Floats:
        """One signal of all pairs."""
        column: Floats = self.signals[:, self.names.index(name)]
        return column


def measure(passages: Passages) -> Pairs:
    """Find the candidate pairs and measure every signal of each.

    Args:
        passages: The sentences of all accounts.

    Returns:
        The pairs in order, with the signals in a fixed order of names.
    """
    meaning = _meaning(passages)
    wording = _likeness(*shared(passages.terms, passages.weight.__getitem__))
    left, right = _candidates(passages, meaning["cosc"] + wording)
    dense = _Dense(left, right, {})
    for name, matrix in meaning.items():
        dense.take(name, matrix)
    _compare_wording(passages, dense)
    _compare_places(passages, dense)
    for name, matrix in (("cos", meaning["cos"]), ("lex", wording)):
        _compare_rivals(passages, dense, name, matrix)
    _compare_neighbours(passages, dense, meaning["cos"] + wording)
    _align(passages, dense)
    return Pairs(left, right, tuple(dense.columns), np.stack(list(dense.columns.values()), axis=1))


@dataclass(frozen=True, eq=False)
class _Dense:
    """Collects columns of the candidate pairs from matrices over all sentences."""

    left: Integers
    right: Integers
    columns: dict[str, Floats]

    def take(self, name: str, matrix: Floats) -> None:
        self.columns[name] = matrix[self.left, self.right].astype(np.float32)

    def both(self, name: str, matrix: Floats) -> None:
        """The lower and the higher of the two directions."""
        one, other = matrix[self.left, self.right], matrix[self.right, self.left]
        self.columns[f"{name}_min"] = np.minimum(one, other).astype(np.float32)
        self.columns[f"{name}_max"] = np.maximum(one, other).astype(np.float32)

    def ends(self, name: str, values: npt.NDArray[np.generic]) -> None:
        """The lower and the higher value of the two sentences."""
        one, other = values[self.left], values[self.right]
        self.columns[f"{name}_min"] = np.minimum(one, other).astype(np.float32)
        self.columns[f"{name}_max"] = np.maximum(one, other).astype(np.float32)

    def overlap(self, name: str, common: Floats, own: Floats) -> None:
        """Containment both ways, likeness and sum of what two sentences share."""
        self.both(f"{name}_in", common / (own[:, None] + 1e-6))
        self.take(f"{name}_like", _likeness(common, own))
        self.take(f"{name}_sum", common)


def _likeness(common: Floats, own: Floats) -> Floats:
    like: Floats = common / np.sqrt(np.outer(own, own) + 1e-6)
    return like


# ------------------------------------------------------------------ which pairs


def _candidates(passages: Passages, closeness: Floats) -> tuple[Integers, Integers]:
    """The pairs in which one sentence is among the `_BEST` of its account for the other."""
    keep = np.zeros(closeness.shape, bool)
    ends = np.append(passages.starts[1:], passages.size)
    for start, end in zip(passages.starts, ends, strict=True):
        block = closeness[:, start:end]
        best = min(_BEST, end - start)
        keep[:, start:end] = block >= -np.partition(-block, best - 1, axis=1)[:, best - 1 : best]
    keep |= keep.T
    keep &= passages.document[:, None] < passages.document[None, :]
    left, right = np.nonzero(keep)
    return left, right


# ------------------------------------------------------------------ signals


def _meaning(passages: Passages) -> dict[str, Floats]:
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


def _compare_wording(passages: Passages, dense: _Dense) -> None:
    weight = passages.weight
    surface = [[t.text.lower() for t in ts if any(c.isalnum() for c in t.text)] for ts in passages.tokens]
    dense.overlap("words", *shared(passages.terms, weight.__getitem__))
    dense.overlap("rare_words", *shared(passages.terms, passages.rarity.__getitem__))
    two = [list(pairwise(terms)) for terms in passages.terms]
    dense.overlap("word_pairs", *shared(two, lambda pair: weight[pair[0]] + weight[pair[1]]))
    dense.overlap("runs_of_3", *shared([_runs(s, 3) for s in surface], _one))
    dense.take("runs_of_5", shared([_runs(s, 5) for s in surface], _one)[0])
    pieces = [[p for term in terms for p in _pieces(term)] for terms in passages.terms]
    frequency = Counter(p for found in pieces for p in set(found))
    dense.overlap("letters", *shared(pieces, lambda p: math.log((passages.size + 1) / frequency[p])))
    _compare_kinds(passages, dense)


def _compare_kinds(passages: Passages, dense: _Dense) -> None:
    """Names, numbers, verbs and nouns, each for itself."""

    def weight(term: str) -> float:
        return passages.weight.get(term, 0.5)

    names = [[t.text.lower() for t in ts if t.pos == "PROPN"] for ts in passages.tokens]
    common, own = shared(names, weight)
    dense.overlap("names", common, own)
    dense.ends("names", own)
    numbers = [[t.lemma for t in ts if t.pos == "NUM" or any(c.isdigit() for c in t.text)] for ts in passages.tokens]
    common, own = shared(numbers, _one)
    dense.take("numbers", common)
    dense.ends("numbers", own)
    for name, pos in (("verbs", "VERB"), ("nouns", "NOUN")):
        dense.take(name, shared([[t.lemma for t in ts if t.pos == pos] for ts in passages.tokens], weight)[0])


def _one(_: object) -> float:
    return 1.0


def _runs(words: list[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[k:] for k in range(length)), strict=False))


def _pieces(term: str) -> list[str]:
    padded = f" {term[:40]} "
    return [padded[k : k + 4] for k in range(max(1, len(padded) - 3))]


def _compare_places(passages: Passages, dense: _Dense) -> None:
    """Where the sentences stand, how long they are, and how alike the accounts are as wholes."""
    dense.ends("length", np.array([len(t) for t in passages.terms]))
    dense.ends("position", passages.position)
    share = passages.position / passages.lengths
    dense.ends("share", share)
    dense.columns["share_apart"] = np.abs(share[dense.left] - share[dense.right]).astype(np.float32)
    whole = np.add.reduceat(passages.embeddings, passages.starts, axis=0)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True) + 1e-9
    alike = whole @ whole.T
    dense.columns["accounts_alike"] = alike[passages.document[dense.left], passages.document[dense.right]]


def _compare_rivals(passages: Passages, dense: _Dense, name: str, closeness: Floats) -> None:
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
    dense.both(f"{name}_margin", margin)
    dense.both(f"{name}_rank", rank)


def _compare_neighbours(passages: Passages, dense: _Dense, closeness: Floats) -> None:
    """How alike the sentences before and after are, along and across."""

    def at(left: int, right: int) -> Floats:
        return _shifted(passages, closeness, dense, (left, right))

    before, after = at(-1, -1), at(1, 1)
    across = np.stack([at(-1, 0), at(1, 0), at(0, -1), at(0, 1)])
    dense.columns["neighbours_max"] = np.maximum(before, after)
    dense.columns["neighbours_sum"] = before + after
    dense.columns["across_max"] = across.max(axis=0)
    dense.columns["across_mean"] = across.mean(axis=0)


def _shifted(passages: Passages, matrix: Floats, dense: _Dense, by: tuple[int, int]) -> Floats:
    left, right = dense.left + by[0], dense.right + by[1]
    last = passages.size - 1
    inside = (left >= 0) & (right <= last)
    left, right = left.clip(0, last), right.clip(0, last)
    inside &= passages.document[left] == passages.document[dense.left]
    inside &= passages.document[right] == passages.document[dense.right]
    return np.where(inside, matrix[left, right], 0).astype(np.float32)


# ------------------------------------------------------------------ alignment

_ALIGNED = (
    "aligned_min", "aligned_max", "aligned", "aligned_plain_min", "aligned_plain_max",
    "aligned_verb", "aligned_nouns", "aligned_stretch", "aligned_close_min", "aligned_close_max",
)  # fmt: skip


def _align(passages: Passages, dense: _Dense) -> None:
    """Match every content word with the nearest of the other sentence, in context.

    Source: Zhang et al. 2020, BERTScore, section 3 (greedy matching with rarity weights); ours adds the best stretch
    of words, because long sentences state more than one fact.
    """
    weights = [np.array([passages.weight[t] for t in terms], np.float32) for terms in passages.terms]
    verbs, nominals = _of_pos(passages, frozenset({"VERB"})), _of_pos(passages, _NOMINAL)
    out = np.zeros((len(dense.left), len(_ALIGNED)), np.float32)
    for row, (i, j) in enumerate(zip(dense.left.tolist(), dense.right.tolist(), strict=True)):
        if weights[i].size and weights[j].size:
            near = passages.words[i] @ passages.words[j].T
            out[row] = (
                *_greedy(near, weights[i], weights[j]),
                _highest(near[np.ix_(verbs[i], verbs[j])], 1),
                _highest(near[np.ix_(nominals[i], nominals[j])], 3),
                *_partial(near, weights[i], weights[j]),
            )
    dense.columns.update(zip(_ALIGNED, out.T, strict=True))


def _of_pos(passages: Passages, kinds: frozenset[str]) -> list[Integers]:
    return [
        np.array([n for n, k in enumerate(content) if tokens[k].pos in kinds], np.intp)
        for tokens, content in zip(passages.tokens, passages.content, strict=True)
    ]


def _greedy(near: Floats, one: Floats, other: Floats) -> tuple[float, ...]:
    best_one, best_other = near.max(axis=1), near.max(axis=0)
    a = float(best_one @ one / (one.sum() + 1e-6))
    b = float(best_other @ other / (other.sum() + 1e-6))
    plain = float(best_one.mean()), float(best_other.mean())
    return min(a, b), max(a, b), 2 * a * b / (a + b + 1e-6), min(plain), max(plain)


def _highest(near: Floats, count: int) -> float:
    """Mean of the `count` best matches from each side."""
    if not near.size:
        return 0.0
    sides = (np.sort(near.max(axis=axis))[-count:].mean() for axis in (0, 1))
    return float(sum(sides)) / 2


def _partial(near: Floats, one: Floats, other: Floats) -> tuple[float, float, float]:
    """The best stretch, and the weight of what is closely matched on each side."""
    best = near.max(axis=1), near.max(axis=0)
    stretch = (_stretch(best[0], one) + _stretch(best[1], other)) / 2
    close = [float(np.clip(b - 0.5, 0, 1) @ w) for b, w in zip(best, (one, other), strict=True)]
    return stretch, min(close), max(close)


def _stretch(best: Floats, weight: Floats) -> float:
    window = np.ones(min(_STRETCH, best.size), np.float32)
    return float((np.convolve(best * weight, window, "valid") / (np.convolve(weight, window, "valid") + 1e-6)).max())


# ------------------------------------------------------------------ the network


@dataclass(frozen=True, eq=False)
class Network:
    """A small feed-forward network on standardised signals; `layers` are (weights, bias), rectified between."""

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def probability(self, pairs: Pairs) -> Floats:
        """Calibrated probability of each pair.

        Raises:
            ValueError: the signals are not those that the network was trained on.
        """
        if pairs.names != self.names:
            raise ValueError(f"the network knows {self.names}, the pairs carry {pairs.names}: retrain it")
        state = np.clip((pairs.signals - self.mean) / self.scale, -4, 4)
        for weights, bias in self.layers[:-1]:
            state = np.maximum(state @ weights + bias, 0)
        weights, bias = self.layers[-1]
        out: Floats = 1 / (1 + np.exp(-(state @ weights + bias)))
        return out[:, 0]


@lru_cache(maxsize=1)
def network() -> Network:
    """The network that comes with the package."""
    with as_file(files("tellings.link") / "weights/facts_pairs.npz") as path, np.load(path) as stored:
        depth = sum(key.startswith("weights") for key in stored.files)
        layers = tuple((stored[f"weights{k}"], stored[f"bias{k}"]) for k in range(depth))
        return Network(tuple(stored["names"].tolist()), stored["mean"], stored["scale"], layers)


def score(passages: Passages, *, probability: Callable[[Pairs], Floats] | None = None) -> tuple[Pairs, Floats]:
    """Candidate pairs with the probability that they state the same specific fact."""
    pairs = measure(passages)
    return pairs, (probability or network().probability)(pairs)
