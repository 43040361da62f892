"""Which real-world events the accounts report as news, when, where, and which account reports which.

Two accounts tell of one event when their openings say the same and nothing keeps their times apart.  A small model
(weights: `training/happenings.py`) gives the probability for a pair from the sentence vectors and the days between
publications; average linkage turns pairs into groups, so that one misleading pair does not chain two stories together.
Clues inside the text overrule it: accounts whose own words put them in different months are never joined.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import combinations

import numpy as np

from tellings.errors import ConfigurationError
from tellings.link.entity_chains import stands_in_place
from tellings.link.happening_dates import OPENING, Occasion, Said, apart_in_time, as_day, days_apart, occasion_of
from tellings.records import Account, Citation, Derived, Happening, LinkedEntity, Vectors

__all__ = ["FEATURES", "features", "find_happenings"]

FEATURES = ("least", "openings", "alike", "gap", "other_day")
_READ = 400  # sentences of an account that are compared
_LEDE = 4  # sentences compared as the opening
_FIRST = 3  # sentences in which a day belongs to what the account opens with
_SAME = 0.5  # cosine from which an opening sentence tells the event
_UNDATED = 0.15  # how much surer a pair must be for each of the two that has no date at all
_LONGEST_GAP = 30  # days
_LONGEST_WHAT = 110  # code points


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
        Happenings "h1", "h2", …, the most told first, then by date.  Every account with a sentence is in one.
    """
    occasions = [occasion_of(a) for a in sorted(accounts, key=lambda a: a.id) if a.annotations.sentences]
    main = [(g, _happening(g, entities)) for g in _grouped(occasions)]
    found = [h for _, h in main] + [f for g, h in main for f in _further(g, h)]
    found.sort(key=lambda h: (-len(h.documents), h.date.value if h.date else "9999", h.documents))
    return tuple(
        Happening(f"h{n}", h.what, h.date, h.place, h.documents, h.members, h.why) for n, h in enumerate(found, 1)
    )


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
    model = _model()
    z = model.intercept + sum(w * v for w, v in zip(model.weights, values, strict=True))
    return round(1 / (1 + math.exp(-z)), 4)


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
        if mean.flat[best] < _model().threshold:
            break
        groups[i] += groups.pop(j)
        sums[i] += sums[j]
        sums[:, i] += sums[:, j]
    return [_group(occasions, sorted(g), apart, likely) for g in groups.values()]


def _pairwise(occasions: list[Occasion]) -> tuple[Vectors, dict[int, list[str]]]:
    """Probabilities of all pairs; a pair that cannot be of one time weighs so much that no group holds both."""
    count = len(occasions)
    likely = np.zeros((count, count), np.float32)
    apart: dict[int, list[str]] = defaultdict(list)
    for i, j, near in cosines([o.account for o in occasions]):
        value = probability(features(occasions[i], occasions[j], near))
        value -= _UNDATED * sum(not occasions[k].dated for k in (i, j))
        if reason := apart_in_time(occasions[i], occasions[j]):
            value = -float(count * count)
            apart[i].append(reason)
            apart[j].append(reason)
        likely[i, j] = likely[j, i] = value
    return likely, apart


def _group(occasions: list[Occasion], members: list[int], apart: dict[int, list[str]], likely: Vectors) -> _Group:
    pairs = [float(likely[i, j]) for i, j in combinations(members, 2)]
    told = f"the openings agree (mean probability {np.mean(pairs):.2f})" if pairs else "no other account opens with it"
    reasons = list(dict.fromkeys(r for m in members for r in apart[m]))
    why = "; ".join([told, *(f"kept apart: {r}" for r in reasons[:2])])
    return _Group(tuple(occasions[m] for m in members), why)


# ------------------------------------------------------------------ describing


def _happening(group: _Group, entities: Sequence[LinkedEntity]) -> Happening:
    accounts = [o.account for o in group.occasions]
    centre = _centre(accounts)
    return Happening(
        id="",
        what=_what(accounts, centre),
        date=_date(group.occasions),
        place=_place(accounts, entities),
        documents=tuple(a.id for a in accounts),
        members=tuple(c for a in accounts for c in _tellers(a, centre)),
        why=group.why,
    )


def _further(group: _Group, main: Happening) -> list[Happening]:
    """What single accounts of a group open with on another day than the group's: an earlier step or a follow-up."""
    years = _years(group.occasions)
    by_day: dict[str, list[tuple[Account, Said]]] = defaultdict(list)
    for occasion in group.occasions:
        first = _first_day(occasion)
        value = _with_year(first.value, years) if first else None
        if (
            first
            and value
            and main.date
            and value != main.date.value
            and as_day(value)
            and not _caption(occasion, first)
        ):
            by_day[value].append((occasion.account, first))
    return [_step(day, told) for day, told in sorted(by_day.items()) if len(told) < len(group.occasions)]


def _caption(occasion: Occasion, said: Said) -> bool:
    """Whether a day is that of a picture from the files."""
    return bool(_FILE_PICTURE.search(occasion.account.quote(occasion.account.sentence(said.sentence))))


_FILE_PICTURE = re.compile(
    r"\bfile (?:photo|picture|image|pic)\b|^\s*(?:FILE|File) ?[-–—]|\((?:AP )?Photo\b|\bpictured\b", re.I
)


def _step(day: str, told: Sequence[tuple[Account, Said]]) -> Happening:
    account, said = told[0]
    text = _trimmed(account.quote(account.sentence(said.sentence)))
    names = tuple(a.id for a, _ in told)
    members = tuple(a.sentence(s.sentence) for a, s in told)
    why = f"opens with another day than the main event: “{said.words}”"
    return Happening("", text, Derived(day, f"the opening says “{said.words}”", 0.7), None, names, members, why)


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


def _what(accounts: Sequence[Account], centre: Vectors) -> str:
    """The opening sentence nearest to what all openings say, trimmed to its first clauses."""
    best: tuple[float, str, str] | None = None
    for account in accounts:
        near = account.annotations.embeddings[:2] @ centre
        for i, value in enumerate(near):
            text = _trimmed(account.quote(account.sentence(i)))
            key = (-round(float(value), 4) + (len(text) < 25), account.id, text)
            best = min(best, key) if best else key
    return best[2] if best else ""


def _trimmed(sentence: str) -> str:
    """A sentence on one line without its dateline, cut after a clause where it is long."""
    text = _DATELINE.sub("", " ".join(sentence.split()))
    if len(text) <= _LONGEST_WHAT:
        return text.rstrip(" .")
    cut = max(text.rfind(mark, 40, _LONGEST_WHAT) for mark in (", ", "; ", " – ", " — "))
    return text[: cut if cut > 0 else text.rfind(" ", 0, _LONGEST_WHAT)].rstrip(" ,;–—")


_DATELINE = re.compile(r"^[A-Z][A-Za-z .,’'-]{2,40}(?:\([^)]{2,30}\) ?)?(?:—|–|--| - ) ?(?=[A-Z“\"])")


def _place(accounts: Sequence[Account], entities: Sequence[LinkedEntity]) -> str | None:
    """The place that most openings name after a preposition of place."""
    linked = {chain: e for e in entities for chain in e.chains}
    votes: Counter[str] = Counter()
    for account in accounts:
        notes = account.annotations
        end = notes.sentences[min(3, len(notes.sentences)) - 1].end
        opening = [m for m in notes.mentions if m.type == "LOC" and m.form == "name" and m.start < end]
        here = [m for m in opening if stands_in_place(account, m)]
        names = {
            _called(account, m.entity, account.quote(m.span), linked): n for n, m in reversed(list(enumerate(here)))
        }
        votes.update({name: 10 - min(9, n) for name, n in names.items()})
    if votes:
        return min(votes, key=lambda p: (-votes[p], p))
    lines = Counter(a.document.dateline.value.place for a in accounts if a.document.dateline)
    return min(lines, key=lambda p: (-lines[p], p)) if lines else None


def _called(account: Account, chain: str | None, name: str, linked: dict[tuple[str, str], LinkedEntity]) -> str:
    entity = linked.get((account.id, chain)) if chain else None
    return entity.name if entity and entity.type == "LOC" else " ".join(name.split())


# ------------------------------------------------------------------ dating


def _date(occasions: Sequence[Occasion]) -> Derived[str] | None:
    """The day that the openings name most, the first sentence counting most; else the day of the first report."""
    votes: dict[str, float] = defaultdict(float)
    words: dict[str, str] = {}
    years = _years(occasions)
    for occasion in occasions:
        own: dict[str, float] = {}
        for order, said in enumerate(occasion.said):
            value = _with_year(said.value, years)
            own[value] = max(own.get(value, 0.0), said.confidence / (1 + 0.5 * said.sentence + _LATER * order))
            words.setdefault(value, said.words)
        for value, weight in own.items():
            votes[value] += weight
        if occasion.filed:
            votes[_with_year(occasion.filed.value[:10], years)] += _FILED
    if votes:
        return _dated(votes, words)
    about = [o.about for o in occasions if o.about]
    return about[0] if about else None


_LATER = 0.05  # how much less each further day of one account counts
_FILED = 0.15  # weight of a publication date beside a day named in the first sentence


def _years(occasions: Sequence[Occasion]) -> dict[str, str]:
    """Month and day → the year that some account gives it."""
    known = {s.value for o in occasions for s in o.said} | {o.filed.value[:10] for o in occasions if o.filed}
    return {v[4:]: v[:4] for v in sorted(known) if not v.startswith("XXXX")}


def _with_year(value: str, years: dict[str, str]) -> str:
    return years.get(value[4:], "XXXX") + value[4:] if value.startswith("XXXX") else value


def _dated(votes: dict[str, float], words: dict[str, str]) -> Derived[str]:
    value = min(votes, key=lambda v: (-round(votes[v], 4), v))
    share = votes[value] / sum(votes.values())
    if value in words:
        return Derived(value, f"the openings say “{words[value]}”", round(0.5 + share / 2, 2))
    return Derived(value, "day of the first report" if as_day(value) else "dateline, year unknown", round(share, 2))


# ------------------------------------------------------------------ model


@dataclass(frozen=True, slots=True)
class _Model:
    weights: tuple[float, ...]
    intercept: float
    threshold: float


@lru_cache(maxsize=1)
def _model() -> _Model:
    path = files("tellings.link") / "weights/happenings.json"
    given = json.loads(path.read_text("utf-8"))
    if set(given["weights"]) != set(FEATURES):
        raise ConfigurationError(f"{path}: weights for {sorted(given['weights'])}, expected {sorted(FEATURES)}")
    return _Model(tuple(given["weights"][n] for n in FEATURES), given["intercept"], given["threshold"])
