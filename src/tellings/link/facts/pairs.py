"""How likely two sentences of different accounts state the same specific fact.

Two steps.  `_candidates` keeps, for every sentence, the few likeliest of each other account; then some hundred signals
of each pair are measured (meaning and wording in `wording`, alignment in `alignment`, people, times, numbers,
speakers and events in `annotations`) and weighed by a small network whose output is calibrated
(`training/facts.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tellings.link.facts import wording
from tellings.link.facts.alignment import align, compare_parts
from tellings.link.facts.annotations import compare_annotations
from tellings.link.network import Network, Pairs, stored
from tellings.link.passages import Floats, Integers, Passages, Truths, shared
from tellings.records import Happening

_BEST = 4  # sentences of each other account that a sentence is held against
_MANY = 8  # accounts beyond which most of those are too far off to be worth measuring
_NEAREST = _BEST * _MANY  # of all accounts: they are kept then
_NEAR = 0.25  # closeness from which others are, too: what all of forty accounts say has more than so many


def measure(passages: Passages, happenings: Sequence[Happening] = ()) -> Pairs:
    """Find the candidate pairs and measure every signal of each.

    Args:
        passages: The sentences of all accounts.
        happenings: The events that the accounts report.

    Returns:
        The pairs in order, with the signals in a fixed order of names.
    """
    meaning = wording.compare_meaning(passages)
    worded = wording.likeness(*shared(passages.terms, passages.weight.__getitem__))
    left, right = _candidates(passages, meaning["cosc"] + worded)
    columns = wording.Columns(left, right, {})
    for name, matrix in meaning.items():
        columns.take(name, matrix)
    wording.compare_wording(passages, columns)
    wording.compare_places(passages, columns)
    for name, matrix in (("cos", meaning["cos"]), ("lex", worded)):
        wording.compare_rivals(passages, columns, name, matrix)
    wording.compare_neighbours(passages, columns, meaning["cos"] + worded)
    columns.values.update(align(passages, left, right))
    columns.values.update(compare_parts(passages, left, right))
    columns.values.update(compare_annotations(passages, left, right, happenings))
    return Pairs(left, right, tuple(columns.values), np.stack(list(columns.values.values()), axis=1))


def _candidates(passages: Passages, closeness: Floats) -> tuple[Integers, Integers]:
    """The pairs in which one sentence is among the `_BEST` of its account for the other.

    With more than `_MANY` accounts it has to be among the `_NEAREST` of all accounts as well, or near.  Of 40 accounts
    that leaves a fifth of the pairs, and 99.5 % of those that are linked.
    """
    keep = np.zeros(closeness.shape, bool)
    ends = np.append(passages.starts[1:], passages.size)
    for start, end in zip(passages.starts, ends, strict=True):
        keep[:, start:end] = _nearest(closeness[:, start:end], _BEST)
    apart = passages.document[:, None] != passages.document[None, :]
    if len(passages.starts) > _MANY:
        keep &= (closeness >= _NEAR) | _nearest(np.where(keep & apart, closeness, -np.inf), _NEAREST)
    keep |= keep.T
    keep &= passages.document[:, None] < passages.document[None, :]
    left, right = np.nonzero(keep)
    return left, right


def _nearest(closeness: Floats, count: int) -> Truths:
    """Which columns of each row are among its so many highest; where several are equal, all of them."""
    last = min(count, closeness.shape[1]) - 1
    among: Truths = closeness >= -np.partition(-closeness, last, axis=1)[:, last : last + 1]
    return among


# ------------------------------------------------------------------ the network


def network() -> Network:
    """The network that comes with the package."""
    return stored("facts_pairs")


def score(passages: Passages, happenings: Sequence[Happening]) -> tuple[Pairs, Floats]:
    """Candidate pairs with the probability that they state the same specific fact."""
    pairs = measure(passages, happenings)
    return pairs, network().probability(pairs)
