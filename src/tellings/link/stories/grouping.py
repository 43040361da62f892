"""From likely pairs to stories: the two groups that fit best are joined, for as long as two fit.

How well two groups fit is the mean probability over all pairs between them (average linkage), so that one article that
resembles two stories, a digest of the day or a look back, does not chain them together.  Two groups that each hang
together well are moreover kept apart where they fit each other much worse than each fits itself: that is how two
affairs of the same people look.  Two articles alone need better ground to begin a story than a third needs to join
it, since nothing else speaks for them.  Neither the order of the articles nor that of the pairs plays a part: ties are
broken by the articles' places.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from tellings.link.passages import Floats, Integers

LEAST = 0.2  # least mean probability with which two groups are joined
FOUNDING = 0.4  # least probability of two articles alone: a story needs better ground to begin than to grow
COHERENT = 0.5  # least share that it must be of the mean probability within the looser of the two
_NOTHING = 0.01  # probability below which a pair counts as unlike
_SMALL = 10  # a group that many times smaller than another hardly changes what that is linked with
_SAMPLED = 2  # members of each of two groups that stand for it where pairs are judged that were no candidates

Judge = Callable[[Sequence[tuple[int, int]]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Group:
    """Articles, ascending, with the mean probability of their pairs; 1 for one article alone."""

    members: tuple[int, ...]
    mean: float


def group(count: int, left: Integers, right: Integers, probability: Floats, judge: Judge) -> list[Group]:
    """Group articles by average linkage over the candidates.

    Args:
        count: How many articles there are.
        left: First articles of the candidate pairs.
        right: Second articles.
        probability: That the two tell the same news.
        judge: Gives the probability of pairs that are no candidates.

    Returns:
        Every article in one group; groups by their first members.
    """
    groups = _Groups(count, judge)
    for a, b, p in zip(left.tolist(), right.tolist(), probability.tolist(), strict=True):
        if p >= _NOTHING:
            groups.link(a, b, p)
    queue = [(-p, a, b) for a, near in groups.links.items() for b, p in near.items() if a < b and p >= LEAST]
    heapq.heapify(queue)
    while queue:
        p, a, b = heapq.heappop(queue)
        if groups.links[a].get(b) == -p and groups.fit(a, b):
            joined, changed = groups.join(a, b)
            for other, mean in changed:
                if mean >= LEAST:
                    heapq.heappush(queue, (-mean, min(joined, other), max(joined, other)))
    found = (Group(tuple(sorted(members)), round(groups.mean(g), 4)) for g, members in groups.members.items())
    return sorted(found, key=lambda g: g.members)


class _Groups:
    """Groups under way, each called by one of its members.

    `links` holds the mean probability between two groups, `within` the summed probability between the members of one.
    """

    def __init__(self, count: int, judge: Judge) -> None:
        self.members = {at: [at] for at in range(count)}
        self.within = dict.fromkeys(range(count), 0.0)
        self.links: defaultdict[int, dict[int, float]] = defaultdict(dict)
        self._judge = judge

    def link(self, a: int, b: int, mean: float) -> None:
        self.links[a][b] = self.links[b][a] = mean

    def fit(self, a: int, b: int) -> bool:
        """Whether two groups fit each other well enough, beside how each fits itself where both are more than one."""
        small, large = sorted((len(self.members[a]), len(self.members[b])))
        if large == 1:
            return self.links[a][b] >= FOUNDING
        return small == 1 or self.links[a][b] >= COHERENT * min(self.mean(a), self.mean(b))

    def mean(self, g: int) -> float:
        """Mean probability of the pairs within a group; 1 for one article."""
        size = len(self.members[g])
        return self.within[g] / (size * (size - 1) / 2) if size > 1 else 1.0

    def join(self, a: int, b: int) -> tuple[int, list[tuple[int, float]]]:
        """Join the smaller of two groups to the larger.

        Returns:
            What the joint group is called, and those of its links that have changed.  A much smaller group changes no
            more than the links that it has itself: so the work stays bounded where one story is very large.
        """
        a, b = sorted((a, b), key=lambda g: (-len(self.members[g]), g))
        size_a, size_b = len(self.members[a]), len(self.members[b])
        of_a, of_b = self.links[a], self.links.pop(b)
        self.within[a] += self.within.pop(b) + of_b.pop(a) * size_a * size_b
        for other in (a, *of_b):
            del self.links[other][b]
        touched = sorted(of_a.keys() | of_b.keys()) if size_b * _SMALL >= size_a else sorted(of_b)
        lacking = [(b, o, of_a[o]) for o in touched if o not in of_b]
        lacking += [(a, o, of_b[o]) for o in touched if o not in of_a]
        judged = self._judged(lacking)
        changed = []
        for other in touched:
            one, two = (near.get(other, judged.get((g, other), 0.0)) for g, near in ((a, of_a), (b, of_b)))
            changed.append((other, round((one * size_a + two * size_b) / (size_a + size_b), 6)))
        for other, mean in changed:
            self.link(a, other, mean)
        self.members[a] += self.members.pop(b)
        return a, changed

    def _judged(self, lacking: list[tuple[int, int, float]]) -> dict[tuple[int, int], float]:
        """Mean probabilities of two groups without a link, where what one joins is likely to go with the other.

        Many articles cannot all be one another's candidates.  What is likely of neither stays so.

        Args:
            lacking: The two groups, and the probability for the one that the first is joined with.
        """
        likely = [(g, other) for g, other, mean in lacking if mean >= LEAST]
        pairs = [self._sample(g, other) for g, other in likely]
        told = iter(self._judge([p for some in pairs for p in some]))
        return {key: sum(next(told) for _ in some) / len(some) for key, some in zip(likely, pairs, strict=True)}

    def _sample(self, a: int, b: int) -> list[tuple[int, int]]:
        return [(min(p), max(p)) for p in product(_spread(self.members[a]), _spread(self.members[b]))]


def _spread(members: list[int]) -> list[int]:
    """Some members, evenly spaced in the order in which they joined."""
    return members[:: max(1, len(members) // _SAMPLED)][:_SAMPLED]
