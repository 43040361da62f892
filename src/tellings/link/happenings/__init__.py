"""Which real-world events the accounts report as news, when, where, and which account reports which.

Two accounts tell of one event when their openings say the same and nothing keeps their times apart.  A small model
(weights: `training/happenings.py`) gives the probability for a pair from the sentence vectors and the days between
publications; average linkage turns pairs into groups, so that one misleading pair does not chain two stories together.
Clues inside the text overrule it: accounts whose own words put them in different months are never joined.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from tellings.link import logistic
from tellings.link.happenings.dates import OPENING, Occasion, Said, apart_in_time, days_apart, occasion_of
from tellings.link.happenings.days import happened
from tellings.link.happenings.places import place_of
from tellings.link.happenings.steps import further
from tellings.link.happenings.titles import name_of
from tellings.records import Account, Citation, Happening, LinkedEntity, Vectors

__all__ = ["FEATURES", "events_of", "features", "find_happenings"]

FEATURES = ("least", "openings", "alike", "gap", "other_day")
_READ = 400  # sentences of an account that are compared
_LEDE = 4  # sentences compared as the opening
_FIRST = 3  # sentences in which a day belongs to what the account opens with
_SAME = 0.5  # cosine from which an opening sentence tells the event
_UNDATED = 0.15  # how much surer a pair must be for each of the two that has no date at all
_LONGEST_GAP = 365  # days


@dataclass(frozen=True, slots=True)
class _Group:
    occasions: tuple[Occasion, ...]
    why: str


def find_happenings(accounts: Sequence[Account], entities: Sequence[LinkedEntity]) -> tuple[Happening, ...]:
    """Find the events that accounts report as their main news.

    Args:
        accounts: Annotated accounts, in any order.
        entities: Entities across them; their names of places say where.

    Returns:
        Happenings "h1", "h2", …: the events that accounts report, then the steps told beside them; the most told
        first, then by date.  Every account with a sentence is in one.
    """
    occasions = [occasion_of(a) for a in sorted(accounts, key=lambda a: a.id) if a.annotations.sentences]
    main = [(g, _happening(g, entities)) for g in _grouped(occasions)]
    main.sort(key=lambda m: _place(m[1]))
    events = [(g, replace(h, id=f"h{n}")) for n, (g, h) in enumerate(main, 1)]
    steps = sorted((replace(s, part_of=h.id) for g, h in events for s in further(g.occasions, h)), key=_place)
    return (*(h for _, h in events), *(replace(s, id=f"h{n}") for n, s in enumerate(steps, len(events) + 1)))


def events_of(happenings: Sequence[Happening]) -> list[Happening]:
    """The events without the steps told beside them: by these facts are linked, and their network is trained."""
    return [h for h in happenings if h.part_of is None]


def _place(happening: Happening) -> tuple[int, str, tuple[str, ...], tuple[Citation, ...]]:
    """Where a happening stands: the most told first, then by date."""
    date = happening.date.value if happening.date else "9999"
    return -len(happening.documents), date, happening.documents, happening.members


def features(one: Occasion, other: Occasion, near: Vectors) -> tuple[float, ...]:
    """What the model sees of two accounts, in the order of `FEATURES`.

    Args:
        one: An account with at least one sentence.
        other: Another.
        near: Cosines of their sentences, (sentences of one, sentences of other).
    """
    a, b = near[:_LEDE], near[:, :_LEDE]
    return (
        float(min(a.max(), b.max())),
        float(a.max(axis=1).mean() + b.max(axis=0).mean()) / 2,
        float(near.max(axis=1).mean() + near.max(axis=0).mean()) / 2,
        math.log1p(_gap(one, other)),
        float(_other_day(one, other)),
    )


def cosines(accounts: Sequence[Account]) -> Iterator[tuple[int, int, Vectors]]:
    """The cosines of the sentences of every two accounts: indices, lower first, and the matrix.

    One product an account, not one a pair: small products cost more in calls than in arithmetic.
    """
    rows = [a.annotations.embeddings[:_READ] for a in accounts]
    ends = np.cumsum([len(r) for r in rows])
    for i, row in enumerate(rows[:-1]):
        near = row @ np.concatenate(rows[i + 1 :]).T
        for j in range(i + 1, len(rows)):
            yield i, j, near[:, ends[j - 1] - ends[i] : ends[j] - ends[i]]


def probability(values: Sequence[float]) -> float:
    """The model's probability that two accounts with these features tell of one event."""
    return round(logistic.load("happenings", FEATURES).probability(tuple(values)), 4)


def _other_day(one: Occasion, other: Occasion) -> bool:
    """Whether both open with a day, and not with the same."""
    a, b = _first_day(one), _first_day(other)
    return bool(a and b and days_apart(a.value, b.value))


def _first_day(occasion: Occasion) -> Said | None:
    return next((s for s in occasion.said if s.sentence < _FIRST), None)


def _gap(one: Occasion, other: Occasion) -> float:
    gap = days_apart(one.filed.value, other.filed.value) if one.filed and other.filed else None
    return min(_LONGEST_GAP, 1.0 if gap is None else gap)


# ------------------------------------------------------------------ grouping


def _grouped(occasions: list[Occasion]) -> list[_Group]:
    """Average linkage over pair probabilities, best pair of groups first, ties by the order of ids."""
    count = len(occasions)
    likely, apart = _pairwise(occasions)
    groups = {i: [i] for i in range(count)}
    sums = likely.copy()
    while len(groups) > 1:
        keys = sorted(groups)
        sizes = np.array([len(groups[k]) for k in keys])
        mean = np.round(sums[np.ix_(keys, keys)] / np.outer(sizes, sizes), 6)
        mean[np.tril_indices(len(keys))] = -1.0
        best = int(mean.argmax())
        i, j = keys[best // len(keys)], keys[best % len(keys)]
        if mean.flat[best] < logistic.load("happenings", FEATURES).threshold:
            break
        groups[i] += groups.pop(j)
        sums[i] += sums[j]
        sums[:, i] += sums[:, j]
    members = sorted(sorted(g) for g in groups.values())
    return [_group(occasions, members, n, apart, likely) for n in range(len(members))]


def _pairwise(occasions: list[Occasion]) -> tuple[Vectors, dict[tuple[int, int], str]]:
    """Probabilities of all pairs; a pair that cannot be of one time weighs so much that no group holds both."""
    count = len(occasions)
    likely = np.zeros((count, count), np.float32)
    apart: dict[tuple[int, int], str] = {}
    for i, j, near in cosines([o.account for o in occasions]):
        value = probability(features(occasions[i], occasions[j], near))
        value -= _UNDATED * sum(not occasions[k].dated for k in (i, j))
        if reason := apart_in_time(occasions[i], occasions[j]):
            value = -float(count * count)
            apart[i, j] = reason
        likely[i, j] = likely[j, i] = value
    return likely, apart


def _group(
    occasions: list[Occasion], groups: list[list[int]], number: int, apart: dict[tuple[int, int], str], likely: Vectors
) -> _Group:
    """A group with its reasons: what joins it, and for each group kept apart in time, one pair that shows it."""
    members = groups[number]
    pairs = [float(likely[i, j]) for i, j in combinations(members, 2)]
    told = (
        f"The openings agree (mean probability {np.mean(pairs):.2f})." if pairs else "No other account opens with it."
    )
    others = (g for n, g in enumerate(groups) if n != number)
    reasons = (next((apart[p] for p in sorted(_between(members, g)) if p in apart), "") for g in others)
    why = " ".join([told, *(f"Kept apart in time: {r}." for r in reasons if r)])
    return _Group(tuple(occasions[m] for m in members), why)


def _between(one: list[int], other: list[int]) -> Iterator[tuple[int, int]]:
    return ((min(i, j), max(i, j)) for i in one for j in other)


# ------------------------------------------------------------------ describing


def _happening(group: _Group, entities: Sequence[LinkedEntity]) -> Happening:
    accounts = [o.account for o in group.occasions]
    centre = _centre(accounts)
    return Happening(
        id="",
        what=name_of(accounts),
        date=happened(group.occasions),
        place=place_of(accounts, entities),
        documents=tuple(a.id for a in accounts),
        members=tuple(c for a in accounts for c in _tellers(a, centre)),
        why=group.why,
    )


def _centre(accounts: Sequence[Account]) -> Vectors:
    """Mean direction of the openings, each account counting once."""
    means = [a.annotations.embeddings[:_LEDE].mean(axis=0) for a in accounts]
    centre: Vectors = np.mean(means, axis=0)
    return centre / max(1e-9, float(np.linalg.norm(centre)))


def _tellers(account: Account, centre: Vectors) -> list[Citation]:
    """The opening sentences that tell the event; the closest one where none comes close."""
    near = account.annotations.embeddings[:OPENING] @ centre
    chosen = [i for i, n in enumerate(near) if n >= _SAME] or [int(near.argmax())]
    return [account.sentence(i) for i in chosen]
