"""From likely pairs to groups: each group is a set of sentences of at least two accounts, every one like the others.

A sentence may say several things and so belong to several groups.  The groups cover all pairs that are likely enough:
starting from the likeliest pair that no group holds yet, a group takes in whatever sentence fits it best for as long as
one fits (a greedy cover of the graph's edges by near-cliques).  No group may share more than half of the smaller one
with an earlier group, so that a reader meets each fact once: this costs 0.002 of pair F1, while merging such groups
costs 0.035.  Order of accounts plays no part: ties are broken by where the sentences stand in the sorted accounts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tellings.link.passages import Floats, Integers

LIKELY = 0.35  # least probability of a pair that founds a group
FITTING = 0.35  # least mean probability with which a sentence joins one
WEAKEST = 0.25  # least probability against each single member of another account
_ALONE = 0.45  # least probability of a group of two whose sentences both stand in groups already
_SHARED = 0.5  # most of the smaller of two groups that they may share


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Sentences, sorted, with the probability of each link between them, and the pair that has the weakest.

    `links` is (members, members), symmetric; not a number between sentences of one account.
    """

    members: tuple[int, ...]
    links: Floats
    link: tuple[int, int]


@dataclass(frozen=True, eq=False)
class _Graph:
    """Probability of each two sentences, and whether they are of different accounts."""

    likely: Floats
    apart: npt.NDArray[np.bool_]

    def fit(self, members: list[int]) -> Floats:
        """Mean probability of each sentence against the members of other accounts; 0 where it does not fit."""
        count = self.apart[members].sum(axis=0)
        least = np.where(self.apart[members], self.likely[members], 1).min(axis=0)
        mean = self.likely[members].sum(axis=0) / np.maximum(count, 1)
        mean[(least < WEAKEST) | (count == 0)] = 0
        mean[members] = 0
        rounded: Floats = mean.round(6)
        return rounded


class _Kept:
    """The groups so far, looked up by member."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._of: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, members: list[int]) -> None:
        for member in members:
            self._of[member].append(len(self._sizes))
        self._sizes.append(len(members))

    def holds(self, members: list[int]) -> bool:
        """Whether each of these members is in some group."""
        return all(member in self._of for member in members)

    def allows(self, members: list[int]) -> bool:
        """Whether these members would repeat no earlier group by more than `_SHARED`."""
        common = Counter(group for member in members for group in self._of.get(member, ()))
        return all(n <= _SHARED * min(len(members), self._sizes[group]) for group, n in common.items())


def group(documents: Integers, left: Integers, right: Integers, probability: Floats) -> list[Group]:
    """Cover the likely pairs with coherent groups.

    Args:
        documents: The number of each sentence's account.
        left: First sentences of the pairs.
        right: Second sentences.
        probability: That the two state the same fact; pairs that are not listed have none.

    Returns:
        The groups in the order in which they were founded, likeliest pair first.
    """
    likely = np.zeros((len(documents), len(documents)), np.float32)
    likely[left, right] = likely[right, left] = probability
    graph = _Graph(likely, documents[:, None] != documents[None, :])
    covered = likely < LIKELY
    kept = _Kept()
    groups = []
    founding = np.flatnonzero(probability >= LIKELY)
    order = founding[np.lexsort((right[founding], left[founding], -probability[founding].round(6)))]
    for i, j in zip(left[order].tolist(), right[order].tolist(), strict=True):
        if not covered[i, j]:
            members = _grow(graph, kept, [i, j])
            covered[np.ix_(members, members)] = True
            if len(members) > 2 or graph.likely[i, j] >= _ALONE or not kept.holds(members):
                kept.add(members)
                groups.append(_group(graph, members))
    return groups


def _grow(graph: _Graph, kept: _Kept, members: list[int]) -> list[int]:
    fit = graph.fit(members)
    while True:
        best = int(np.argmax(fit))
        if fit[best] < FITTING:
            return sorted(members)
        if kept.allows([*members, best]):
            members = [*members, best]
            fit = graph.fit(members)
        else:
            fit[best] = 0


def _group(graph: _Graph, members: list[int]) -> Group:
    inner = np.ix_(members, members)
    links = np.where(graph.apart[inner], graph.likely[inner], np.float32("nan")).round(6)
    row, column = divmod(int(np.nanargmin(links)), len(members))
    link = (members[min(row, column)], members[max(row, column)])
    return Group(tuple(members), links, link)
