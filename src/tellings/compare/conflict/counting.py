"""How likely two numbers count the same thing: a small logistic model over what stands around them.

The tests of `comparable` are one of its signals, and what they bar stays barred: where they see no sameness, nearness
of the words in their context may still show it ("was carrying 214 passengers", "crammed with 240 passengers"), and
where the values lie far apart their word alone is not enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import product

import numpy as np

from tellings.compare.conflict.comparable import Counted, barred, comparable, counted, head_of, reaches, same_noun
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.pairs import Pair
from tellings.compare.conflict.values import amount, point
from tellings.link import logistic
from tellings.records import Quantity, Vectors

_UNKNOWN = 0.3  # cosine assumed of words of which one is missing
_FARTHEST, _NEAR = 5.0, 0.2  # logarithms of the ratio of two values


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against two numbers counting the same, as the model weighs it.

    `thing`: the counted nouns are one word or synonyms; `unsaid`: how many sides name none.  `figures` and `clauses`:
    cosines of contextual states, of the figures and of the governing verbs.  `nearest`: on how many sides no other
    figure of that unit is nearer.  `reached`: only one is where something came to, and it is no toll.  `distance`:
    logarithm of the values' ratio, at most five; `near`: within a fifth.  `about`: how many are vague.  `tests`:
    `comparable` vouches for them; `toll`: for those of the dead, the hurt, the missing.
    """

    thing: float
    unsaid: float
    figures: float
    nearest: float
    clauses: float
    unit: float
    percent: float
    reached: float
    fact: float
    distance: float
    near: float
    about: float
    tests: float
    toll: float


FEATURES = tuple(field.name for field in fields(Signals))
Numbers = Sequence[Quantity]


def likely(pair: Pair, left: Numbers, right: Numbers, who: Identity) -> Iterator[tuple[Quantity, Quantity, float]]:
    """The pairs of numbers that likely count the same, each number once, the likeliest first, with the probability.

    Tolls of one event always do: they are revised, and may lie far apart.
    """
    model = logistic.load("counting", FEATURES, "tellings.compare")
    found = [
        (round(model.probability(astuple(s)), 4), -i, -j, bool(s.toll)) for i, j, s in measured(pair, left, right, who)
    ]
    used: set[tuple[str, int]] = set()
    for probability, i, j, toll in sorted(found, reverse=True):
        if (toll or probability >= model.threshold) and not {("left", i), ("right", j)} & used:
            used |= {("left", i), ("right", j)}
            yield left[-i], right[-j], probability


def measured(pair: Pair, left: Numbers, right: Numbers, who: Identity) -> Iterator[tuple[int, int, Signals]]:
    """The pairs of numbers of one unit that nothing bars, by index, with what speaks for and against them."""
    if not left or not right:
        return
    mine, theirs = [counted(pair.a, q) for q in left], [counted(pair.b, q) for q in right]
    units = np.array([[one.unit == other.unit for other in right] for one in left])
    heads = _states(pair, [head_of(pair.a, q) for q in left], [head_of(pair.b, q) for q in right])
    cosines = np.where(units, heads, -1)
    for i, j in product(range(len(left)), range(len(right))):
        one, other = (left[i], mine[i]), (right[j], theirs[j])
        if not barred(pair, one, other):
            nearest = int(cosines[i, j] >= cosines[i].max()) + int(cosines[i, j] >= cosines[:, j].max())
            yield i, j, _signals(pair, one, other, (float(cosines[i, j]), nearest), who)


def _states(pair: Pair, left: Sequence[int], right: Sequence[int]) -> Vectors:
    cosines: Vectors = (pair.a.notes.words[list(left)] @ pair.b.notes.words[list(right)].T).round(5)
    return cosines


def _signals(
    pair: Pair,
    one: tuple[Quantity, Counted],
    other: tuple[Quantity, Counted],
    figures: tuple[float, int],
    who: Identity,
) -> Signals:
    (left, mine), (right, theirs) = one, other
    distance, tests = _distance(left, right), comparable(pair, one, other, who)
    return Signals(
        thing=same_noun(mine, theirs),
        unsaid=(not mine.lemma) + (not theirs.lemma),
        figures=figures[0],
        nearest=figures[1],
        clauses=_cosine(pair, *(c.head if c else None for c in (mine.clause, theirs.clause))),
        unit=bool(left.unit),
        percent="percent" in left.unit,
        reached=not mine.fate and reaches(pair.a, left) != reaches(pair.b, right),
        fact=bool(pair.facts),
        distance=distance,
        near=distance < _NEAR,
        about=left.vague + right.vague,
        tests=tests,
        toll=tests and bool(mine.fate),
    )


def _cosine(pair: Pair, left: int | None, right: int | None) -> float:
    return _UNKNOWN if left is None or right is None else pair.cosine(left, right)


def _distance(one: Quantity, other: Quantity) -> float:
    low, high = sorted(point(amount(q)) for q in (one, other))
    return min(_FARTHEST, math.log(high / low)) if low > 0 and math.isfinite(high) else _FARTHEST
