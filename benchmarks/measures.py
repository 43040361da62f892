"""Figures from gold and found annotations: pure functions, for any benchmark.

Spans are half-open and count code points of one text; a labelled span is (start, end, label).  Nothing here knows of a
corpus or of the package.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Place = tuple[int, int]


@dataclass(frozen=True)
class Counts:
    """What was right of what was found, and of what there was to find; counts of several texts add up."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what there was that was found; 0 where there was nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def total(counts: Iterable[Counts]) -> Counts:
    """Counts of several texts together (micro average)."""
    return sum(counts, Counts())


def exact(gold: Iterable[Hashable], found: Iterable[Hashable]) -> Counts:
    """Spans, labelled or not, that agree in everything; each counts once."""
    ours, theirs = set(found), set(gold)
    return Counts(len(ours & theirs), len(ours), len(theirs))


def overlapping(gold: Sequence[Place], found: Sequence[Place]) -> Counts:
    """Spans that share a character, matched one to one from left to right.

    That is the most there can be where neither side overlaps itself.
    """
    ours, theirs = sorted(set(found)), sorted(set(gold))
    right = i = j = 0
    while i < len(ours) and j < len(theirs):
        if ours[i][0] < theirs[j][1] and theirs[j][0] < ours[i][1]:
            right, i, j = right + 1, i + 1, j + 1
        elif ours[i][1] <= theirs[j][1]:
            i += 1
        else:
            j += 1
    return Counts(right, len(ours), len(theirs))


def within(spans: Iterable[Place], stretches: Sequence[Place]) -> list[Place]:
    """The spans that lie wholly inside one of the stretches; all of them where there are no stretches."""
    return [s for s in spans if not stretches or any(a <= s[0] and s[1] <= b for a, b in stretches)]


def touched(words: Sequence[Place], spans: Iterable[Place]) -> list[bool]:
    """For each word whether it shares a character with a span; words and spans may come in any number."""
    marks = sorted(spans)
    joined: list[Place] = []
    for start, end in marks:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return _met(words, joined)


def _met(words: Sequence[Place], spans: Sequence[Place]) -> list[bool]:
    out, at = [], 0
    for start, end in words:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        out.append(at < len(spans) and spans[at][0] < end)
    return out


def flags(gold: Sequence[bool], found: Sequence[bool]) -> Counts:
    """Marked items of two rows of the same length."""
    return Counts(sum(g and f for g, f in zip(gold, found, strict=True)), sum(found), sum(gold))


def macro_f1(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Mean of the F1 of each class that is in the gold."""
    pairs = Counter(zip(gold, found, strict=True))
    of_gold, of_found = Counter(gold), Counter(found)
    return sum(Counts(pairs[c, c], of_found[c], n).f1 for c, n in of_gold.items()) / max(1, len(of_gold))


def accuracy(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Share that agrees."""
    return sum(g == f for g, f in zip(gold, found, strict=True)) / max(1, len(gold))


# --- syntax


@dataclass(frozen=True)
class Tree:
    """Words with their heads (a root is its own) and any number of layers of one label a word ("rel", "upos", …)."""

    words: Sequence[Place]
    heads: Sequence[int]
    layers: Mapping[str, Sequence[str | None]]


def syntax(gold: Tree, found: Tree) -> dict[str, Counts]:
    """Words, UAS, LAS and every layer of the gold, over words of the same characters, as CoNLL 2018 scores them.

    A head is right when both heads are the same characters, or both words are roots.  "LAS" compares relations without
    their subtypes ("nmod:poss" is nmod), "LAS, subtypes" with them.  Punctuation counts.  Words that one side does not
    have as such are wrong on both sides; a label that the gold leaves open counts on neither.

    Source: Zeman et al. 2018, section 3 (without their alignment of multi-word tokens: here every word is written).
    """
    ours = {place: i for i, place in enumerate(found.words)}
    pairs = [(i, ours[place]) for i, place in enumerate(gold.words) if place in ours]
    out = {"words": Counts(len(pairs), len(found.words), len(gold.words))}
    attached = [(g, f) for g, f in pairs if _parent(gold, g) == _parent(found, f)] if found.heads else []
    if found.heads:
        related = [(gold.layers["rel"][g] or "", found.layers["rel"][f] or "") for g, f in attached]
        right = {"UAS": len(attached), "LAS": sum(g.split(":")[0] == f.split(":")[0] for g, f in related)}
        right["LAS, subtypes"] = sum(g == f for g, f in related)
        out |= {name: Counts(n, len(found.words), len(gold.words)) for name, n in right.items()}
    for name in (n for n in gold.layers if n != "rel" and n in found.layers):
        out[name] = _layer(gold, found, pairs, name)
    return out


def _parent(tree: Tree, word: int) -> Place | None:
    head = tree.heads[word]
    return None if head == word else tree.words[head]


def _layer(gold: Tree, found: Tree, pairs: Sequence[tuple[int, int]], name: str) -> Counts:
    theirs, ours = gold.layers[name], found.layers[name]
    unknown = sum(label is None for label in theirs)
    right = sum(theirs[g] is not None and theirs[g] == ours[f] for g, f in pairs)
    return Counts(right, len(found.words) - unknown, len(gold.words) - unknown)


# --- order and certainty


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Rank correlation; equal values share their mean rank.  0 where one side does not vary."""
    a, b = _ranks(one), _ranks(other)
    mean = (len(a) - 1) / 2
    both = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = math.sqrt(sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b))
    return both / spread if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    starts = [i for i, k in enumerate(order) if i == 0 or values[k] != values[order[i - 1]]]
    ranks = [0.0] * len(values)
    for first, last in pairwise([*starts, len(order)]):
        for k in order[first:last]:
            ranks[k] = (first + last - 1) / 2
    return ranks


@dataclass(frozen=True)
class Bin:
    """Judgements of about the same probability: how many, their mean probability, and the share that was right."""

    count: int
    said: float
    right: float


def reliability(judged: Iterable[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Judgements as (probability, was it so) in bins of equal width; empty bins are left out."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for probability, so in judged:
        held.setdefault(min(bins - 1, int(probability * bins)), []).append((probability, so))
    return [_bin(held[k]) for k in sorted(held)]


def _bin(rows: Sequence[tuple[float, bool]]) -> Bin:
    return Bin(len(rows), sum(p for p, _ in rows) / len(rows), sum(so for _, so in rows) / len(rows))


def calibration_error(table: Sequence[Bin]) -> float:
    """Expected calibration error: how far probability and share lie apart, weighted by the bins' sizes.

    Source: Naeini et al. 2015.
    """
    size = sum(b.count for b in table)
    return sum(b.count * abs(b.said - b.right) for b in table) / size if size else 0.0
