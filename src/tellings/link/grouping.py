"""From likely pairs to groups: each group is a set of sentences of at least two accounts, every one like the others.

A sentence may say several things and so belong to several groups.  The groups cover all pairs that are likely enough:
starting from the likeliest pair that no group holds yet, a group takes in whatever sentence fits it best for as long as
one fits (a greedy cover of the graph's edges by cliques in the wide sense).  Order of accounts plays no part: ties are
broken by where the sentences stand in the sorted accounts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tellings.link.passages import Floats, Integers

LIKELY = 0.35  # least probability of a pair that founds a group
FITTING = 0.35  # least mean probability with which a sentence joins one
WEAKEST = 0.25  # least probability against each single member of another account


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences, sorted, with the probability of the weakest link and the pair that has it."""

    members: tuple[int, ...]
    weakest: float
    link: tuple[int, int]


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
    apart = documents[:, None] != documents[None, :]
    covered = likely < LIKELY
    order = np.lexsort((right, left, -probability.round(6)))
    groups = []
    for i, j in zip(left[order].tolist(), right[order].tolist(), strict=True):
        if not covered[i, j]:
            members = _grow(likely, apart, [i, j])
            covered[np.ix_(members, members)] = True
            groups.append(_group(likely, apart, members))
    return groups


def _grow(likely: Floats, apart: np.ndarray[tuple[int, int], np.dtype[np.bool_]], members: list[int]) -> list[int]:
    total = likely[members].sum(axis=0)
    count = apart[members].sum(axis=0)
    least = np.where(apart[members], likely[members], 1).min(axis=0)
    while True:
        fit = np.where((least >= WEAKEST) & (count > 0), total / np.maximum(count, 1), 0)
        fit[members] = 0
        best = int(np.argmax(fit.round(6)))
        if fit[best] < FITTING:
            return sorted(members)
        members = [*members, best]
        total = total + likely[best]
        count = count + apart[best]
        least = np.minimum(least, np.where(apart[best], likely[best], 1))


def _group(likely: Floats, apart: np.ndarray[tuple[int, int], np.dtype[np.bool_]], members: list[int]) -> Group:
    inner = np.ix_(members, members)
    values = np.where(apart[inner], likely[inner], 2).round(6)
    row, column = divmod(int(np.argmin(values)), len(members))
    return Group(tuple(members), float(values[row, column]), (members[row], members[column]))
