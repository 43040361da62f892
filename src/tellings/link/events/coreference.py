"""Which event mentions mean one event: "the quake struck", "the tremor" and "Tuesday's disaster" of several accounts.

Each mention is held against the few that are likest; `events.signals` measures what the two have in common, a small
network weighs it (`training/event_coreference.py`), and the likeliest mentions are joined by average linkage, so that
one doubtful pair does not chain two events together.  A chain may lie within one account or run through many.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tellings.link.events.signals import Act, Acts, compare
from tellings.link.network import Network, Pairs, stored
from tellings.link.passages import Floats, Integers, gather
from tellings.records import Account, Citation, Span

__all__ = ["EventChain", "join_events"]

THRESHOLD = 0.3  # mean probability from which two groups of mentions are joined
_BEST = 100  # mentions that each mention is held against
_BLOCK = 1024  # mentions whose likeness to all others is held at once
_SAME = 1.0  # what the same lemma or stem adds to likeness when the likest are chosen


@dataclass(frozen=True, slots=True)
class EventChain:
    """Mentions of one event, in the order of accounts and text; `score` is the mean probability of their pairs."""

    name: str
    members: tuple[Citation, ...]
    score: float


def join_events(accounts: Sequence[Account], mentions: Sequence[Citation] | None = None) -> tuple[EventChain, ...]:
    """Join event mentions within and across accounts.

    Args:
        accounts: Annotated accounts, in any order.
        mentions: The mentions to join; those of the annotations where None.  One that covers no word is left out.

    Returns:
        Every mention in exactly one chain; chains by size, then by their first members.
    """
    acts = read(accounts, mentions)
    if not acts.items:
        return ()
    pairs = measure(acts)
    probability = network().probability(pairs)
    groups = average_linkage(len(acts.items), pairs.left, pairs.right, probability, THRESHOLD)
    chains = [_chain(acts, members, score) for members, score in groups]
    return tuple(sorted(chains, key=lambda c: (-len(c.members), c.members)))


def read(accounts: Sequence[Account], mentions: Sequence[Citation] | None = None) -> Acts:
    """Lay out the mentions with the words that carry them, sorted by document and place, each place once."""
    passages = gather(accounts)
    starts = dict(zip((a.id for a in passages.accounts), passages.starts.tolist(), strict=True))
    found = _annotated(passages.accounts) if mentions is None else sorted(set(mentions))
    by_id = {a.id: a for a in passages.accounts}
    items = (_act(by_id[m.document], m, starts[m.document]) for m in found if m.document in by_id)
    return Acts(passages, tuple(a for a in items if a is not None))


def _annotated(accounts: Sequence[Account]) -> list[Citation]:
    return sorted({Citation(a.id, e.start, e.end) for a in accounts for e in a.annotations.events})


def _act(account: Account, place: Citation, first: int) -> Act | None:
    made = account.annotations
    sentence = made.sentence_at(place.start)
    if sentence is None:
        return None
    bounds = made.sentences[sentence]
    inside = [i for i in range(bounds.first, bounds.last) if place.span.shared(made.tokens[i].span)]
    if not inside:
        return None
    outer = [i for i in inside if made.tokens[i].head == i or made.tokens[i].head not in inside]
    return Act(account.id, place.span, outer[0], first + sentence)


# ------------------------------------------------------------------ pairs


def measure(acts: Acts) -> Pairs:
    """Choose the candidate pairs and measure their signals."""
    left, right = _candidates(acts)
    columns = compare(acts, left, right)
    return Pairs(left, right, tuple(columns), np.stack(list(columns.values()), axis=1))


def _candidates(acts: Acts) -> tuple[Integers, Integers]:
    """The pairs in which one mention is among the likest of the other, by word and by sentence."""
    size = len(acts.items)
    stems = np.unique(acts.stems, return_inverse=True)[1]
    sentences = acts.passages.embeddings[acts.sentence]
    found: set[int] = set()
    for start in range(0, size, _BLOCK):
        rows = slice(start, start + _BLOCK)
        likeness = acts.vectors[rows] @ acts.vectors.T + sentences[rows] @ sentences.T
        likeness += _SAME * (stems[rows, None] == stems[None, :])
        found.update(_pairs(likeness.round(5), start, size))
    codes = np.array(sorted(found), np.intp)
    return codes // size, codes % size


def _pairs(likeness: Floats, start: int, size: int) -> Iterator[int]:
    """The best of each row, as `smaller * size + larger`."""
    rows = np.arange(len(likeness))
    likeness[rows, start + rows] = -np.inf
    best = np.argsort(-likeness, axis=1, kind="stable")[:, : min(_BEST, size - 1)]
    for row, others in zip((start + rows).tolist(), best.tolist(), strict=True):
        yield from (min(row, o) * size + max(row, o) for o in others)


def network() -> Network:
    """The network that comes with the package."""
    return stored("events_pairs")


# ------------------------------------------------------------------ groups


def average_linkage(
    count: int, left: Integers, right: Integers, probability: Floats, least: float
) -> list[tuple[tuple[int, ...], float]]:
    """Join what fits best for as long as the mean probability between two groups is at least `least`.

    Args:
        count: How many items there are.
        left: First items of the pairs; a pair that is not given has probability 0.
        right: Second items.
        probability: That the two are one.
        least: In (0, 1].

    Returns:
        Groups with the mean probability of their pairs (1 for one item alone), by first members.
    """
    groups = _Groups(count)
    for a, b, p in zip(left.tolist(), right.tolist(), probability.tolist(), strict=True):
        groups.links[a][b] = groups.links[b][a] = p
    queue = [(-round(p, 6), a, b) for a, near in groups.links.items() for b, p in near.items() if a < b and p >= least]
    heapq.heapify(queue)
    while queue:
        negative, a, b = heapq.heappop(queue)
        if a in groups.members and b in groups.members and round(groups.mean(a, b), 6) == -negative:
            for other in groups.join(a, b):
                if (mean := groups.mean(a, other)) >= least:
                    heapq.heappush(queue, (-round(mean, 6), min(a, other), max(a, other)))
    return [(tuple(sorted(m)), groups.own(g)) for g, m in sorted(groups.members.items())]


class _Groups:
    """Groups under way, each called by its first member: summed probabilities between two, and within one."""

    def __init__(self, count: int) -> None:
        self.members = {at: [at] for at in range(count)}
        self.within = dict.fromkeys(range(count), 0.0)
        self.links: defaultdict[int, dict[int, float]] = defaultdict(dict)

    def mean(self, a: int, b: int) -> float:
        """Mean probability between two groups."""
        return self.links[a].get(b, 0.0) / (len(self.members[a]) * len(self.members[b]))

    def own(self, g: int) -> float:
        """Mean probability within a group."""
        size = len(self.members[g])
        return round(self.within[g] / (size * (size - 1) / 2), 4) if size > 1 else 1.0

    def join(self, a: int, b: int) -> list[int]:
        """Put group `b` into group `a`, which has the smaller name; the groups that are linked with the whole."""
        of_b = self.links.pop(b)
        self.within[a] += self.within.pop(b) + of_b.pop(a, 0.0)
        self.links[a].pop(b, None)
        for other, total in of_b.items():
            del self.links[other][b]
            self.links[a][other] = self.links[other][a] = self.links[a].get(other, 0.0) + total
        self.members[a] += self.members.pop(b)
        return sorted(self.links[a])


def _chain(acts: Acts, members: Sequence[int], score: float) -> EventChain:
    """A chain, named after the commonest of its lemmas."""
    lemmas = [acts.lemmas[i] for i in members]
    name = min(lemmas, key=lambda w: (-lemmas.count(w), w))
    places = (_citation(acts.items[i].document, acts.items[i].span) for i in members)
    return EventChain(name, tuple(places), score)


def _citation(document: str, span: Span) -> Citation:
    return Citation(document, span.start, span.end)
