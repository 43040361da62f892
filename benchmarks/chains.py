"""Coreference figures: MUC, B³, CEAF-e and their mean, CoNLL F1.  Pure functions; nothing here knows of a corpus.

A clustering is a sequence of sets of mentions, disjoint within itself.  Gold and found may hold different mentions: one
that the other side lacks counts against its own side, as in the reference scorer (version 8).

Source: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B³), Luo 2005 (CEAF-e), Pradhan et al. 2014 (mentions that one
side lacks).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Chain = frozenset[Hashable]


@dataclass(frozen=True)
class Score:
    """Precision and recall, each a share of its own whole."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def clusters(labels: Mapping[Hashable, Hashable], *, singletons: bool = True) -> list[Chain]:
    """Mentions grouped by their label, in the order of the first of each; singletons may be left out."""
    groups: dict[Hashable, set[Hashable]] = {}
    for mention, label in labels.items():
        groups.setdefault(label, set()).add(mention)
    return [frozenset(g) for g in groups.values() if singletons or len(g) > 1]


def muc(gold: Sequence[Chain], found: Sequence[Chain]) -> Score:
    """Links that are kept: how few links would join again what the other side cut."""
    return Score(_links(found, gold), _links(gold, found))


def _links(whole: Sequence[Chain], cut: Sequence[Chain]) -> float:
    at = {m: i for i, chain in enumerate(cut) for m in chain}
    kept = sum(len(chain) - len({at.get(m, m) if m in at else ("alone", m) for m in chain}) for chain in whole)
    return kept / max(1, sum(len(chain) - 1 for chain in whole))


def b3(gold: Sequence[Chain], found: Sequence[Chain]) -> Score:
    """For each mention the share of its chain that is right, on average over the mentions."""
    return Score(_by_mention(found, gold), _by_mention(gold, found))


def _by_mention(own: Sequence[Chain], other: Sequence[Chain]) -> float:
    there = {m: chain for chain in other for m in chain}
    shares = [len(chain & there[m]) / len(chain) if m in there else 0.0 for chain in own for m in chain]
    return sum(shares) / max(1, len(shares))


def ceaf_e(gold: Sequence[Chain], found: Sequence[Chain]) -> Score:
    """Chains matched one to one so that they share the most, by the entity measure (Luo's φ4)."""
    if not gold or not found:
        return Score(0.0, 0.0)
    total = _best(_likeness(gold, found))
    return Score(total / len(found), total / len(gold))


def _likeness(gold: Sequence[Chain], found: Sequence[Chain]) -> np.ndarray:
    out = np.zeros((len(gold), len(found)))
    at = {m: j for j, chain in enumerate(found) for m in chain}
    for i, chain in enumerate(gold):
        for j in {at[m] for m in chain if m in at}:
            out[i, j] = 2 * len(chain & found[j]) / (len(chain) + len(found[j]))
    return out


def _best(likeness: np.ndarray) -> float:
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    return float(likeness[rows, columns].sum())


MEASURES = {"MUC": muc, "B3": b3, "CEAF-e": ceaf_e}


def scores(gold: Sequence[Chain], found: Sequence[Chain]) -> dict[str, Score]:
    """All three measures by name."""
    return {name: measure(gold, found) for name, measure in MEASURES.items()}


def conll(found: Mapping[str, Score]) -> float:
    """CoNLL F1: the mean of the three F1 figures."""
    return sum(s.f1 for s in found.values()) / len(found)


def joined(parts: Iterable[Sequence[Chain]]) -> list[Chain]:
    """Clusterings of several, separate sets of documents as one."""
    return [chain for part in parts for chain in part]
