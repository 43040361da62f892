"""Which accounts are not independent, and what shows it: shared runs of words, shared upstreams, one citing another.

A small logistic model weighs what can be seen of a pair (weights: `training/lineage.py`, calibrated on clusters it had
not seen).  The relation is then read off the evidence, not off the model: a copy runs word for word through most of the
shorter text, a rewrite or shared wire through a part of it, and everything else is citing.  Pairs that share no run and
no upstream are never compared, so the work grows with what accounts have in common.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tellings.link import logistic
from tellings.link.happenings.dates import Occasion, apart_in_time, called, occasion_of
from tellings.link.lineage.copying import (
    WIDTH,
    Run,
    Words,
    candidates,
    containment,
    sentences_of,
    shared_runs,
    words_of,
)
from tellings.link.lineage.upstream import Credited, credited, outlet_of, released, spoken_to, words_around
from tellings.records import Account, Citation, Lineage, Span, Vectors

__all__ = ["FEATURES", "Pair", "features", "find_lineage", "pairs"]

FEATURES = ("shingles", "longest", "released", "early", "earliest", "cites", "cites_like", "alike", "gap")
_READ = 400  # sentences of an account that are compared
_COPY, _PART = 0.75, 0.15  # share of the shorter text that runs word for word
_FADE = 8.0  # sentences: an upstream named later than this is hardly what the account rests on
_LATE = 12  # sentences: upstreams that neither names before this make no pair by themselves
_OPENING, _RELATED = 4, 0.35  # sentences; cosine (accounts of one story: 0.38 and up; of two: hardly ever above 0.3)
_SHOWN = 3  # runs shown as evidence
_NAMED = 2  # upstreams named in the reason
_WORDS = 10  # of a shared run shown in the reason
_UNKNOWN_GAP, _LONGEST_GAP = 1.0, 5.0  # days between publications


@dataclass(frozen=True, slots=True)
class Side:
    """One account, read for lineage."""

    account: Account
    words: Words
    credits: tuple[Credited, ...]
    outlet: str | None
    occasion: Occasion


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts and what they have in common: runs of words, upstreams that both credit, credits for each other."""

    a: Side
    b: Side
    runs: tuple[Run, ...]
    shared: tuple[tuple[Credited, Credited], ...]
    cited: tuple[tuple[Side, Credited], ...]

    @property
    def cover(self) -> float:
        """Share of the shorter account's words that stand in shared runs."""
        return sum(r.length for r in self.runs) / max(1, min(len(self.a.words.text), len(self.b.words.text)))


def find_lineage(accounts: Sequence[Account]) -> tuple[Lineage, ...]:
    """Find the pairs of accounts that depend on each other or on one upstream.

    Args:
        accounts: Annotated accounts, in any order.

    Returns:
        One entry a pair, sorted by account ids; `score` is the calibrated probability that the pair is dependent.
    """
    threshold = logistic.load("lineage", FEATURES).threshold
    found = ((pair, probability(features(pair))) for pair in pairs(accounts))
    return tuple(_lineage(pair, score) for pair, score in found if score >= threshold)


def pairs(accounts: Sequence[Account]) -> Iterator[Pair]:
    """Every pair of accounts that shares a run of its own words or an upstream, or of which one credits the other."""
    sides = [_side(a) for a in sorted(accounts, key=lambda a: a.id)]
    copied = candidates([s.words for s in sides])
    for i, j in combinations(range(len(sides)), 2):
        shared = tuple(s for s in _shared_upstreams(sides[i], sides[j]) if min(c.sentence for c in s) < _LATE)
        cited = _cites(sides[i], sides[j])
        if (shared or cited or (i, j) in copied) and _related(sides[i], sides[j]):
            runs = shared_runs(sides[i].words, sides[j].words) if (i, j) in copied else ()
            if shared or cited or _own_words(runs) >= WIDTH:
                yield Pair(sides[i], sides[j], runs, shared, cited)


def _own_words(runs: Sequence[Run]) -> int:
    """Words of runs outside quotation marks: what somebody said to all who asked, two accounts may quote alike."""
    return sum(r.length - r.quoted for r in runs)


def _related(a: Side, b: Side) -> bool:
    """Whether each opens with something the other tells too, at a time that can be the same.

    A footer or an outlet in common links no two stories, and two accounts whose own words put them months apart do not
    rest on one report.
    """
    near = _cosines(a.account, b.account)
    alike = bool(near.size) and float(min(near[:_OPENING].max(), near[:, :_OPENING].max())) >= _RELATED
    return alike and not apart_in_time(a.occasion, b.occasion)


def features(pair: Pair) -> tuple[float, ...]:
    """What the model sees of a pair, in the order of `FEATURES`."""
    near = _cosines(pair.a.account, pair.b.account)
    first = [(x.sentence, y.sentence) for x, y in pair.shared]
    cited = [_likeness(pair, near, side, credit) for side, credit in pair.cited]
    return (
        containment(pair.a.words, pair.b.words),
        math.log1p(max((r.length - r.quoted for r in pair.runs), default=0)),
        _released(pair),
        max((math.exp(-max(p) / _FADE) for p in first), default=0.0),
        max((math.exp(-min(p) / _FADE) for p in first), default=0.0),
        float(bool(cited)),
        max(cited, default=0.0),
        float(near.max(axis=1).mean()) if near.size else 0.0,
        _gap(pair),
    )


def probability(values: Iterable[float]) -> float:
    """The model's probability that a pair with these features is dependent."""
    return round(logistic.load("lineage", FEATURES).probability(tuple(values)), 4)


def _side(account: Account) -> Side:
    return Side(account, words_of(account), credited(account), outlet_of(account.document), occasion_of(account))


def _shared_upstreams(a: Side, b: Side) -> tuple[tuple[Credited, Credited], ...]:
    """For each outlet that both credit, the first credit in each; not where it carried different speakers only."""
    first_a, first_b = _first(a.credits), _first(b.credits)
    outlets = sorted(first_a.keys() & first_b.keys())
    return tuple((first_a[o], first_b[o]) for o in outlets if not _different_speakers(a, b, o))


def _different_speakers(a: Side, b: Side, outlet: str) -> bool:
    """Whether all that each account has from an outlet is what somebody told it, and never the same person."""
    told = [[spoken_to(s.account, c) for c in s.credits if c.outlet == outlet] for s in (a, b)]
    return all(told[0]) and all(told[1]) and not set(told[0]) & set(told[1])


def _first(found: Sequence[Credited]) -> dict[str, Credited]:
    return {c.outlet: c for c in sorted(found, key=lambda c: -c.sentence)}


def _cites(a: Side, b: Side) -> tuple[tuple[Side, Credited], ...]:
    """Credits that one account gives to the outlet of the other."""
    if a.outlet == b.outlet:
        return ()
    return tuple((x, c) for x, y in ((a, b), (b, a)) for c in x.credits if c.outlet == y.outlet)


def _cosines(a: Account, b: Account) -> Vectors:
    return a.annotations.embeddings[:_READ] @ b.annotations.embeddings[:_READ].T


def _likeness(pair: Pair, near: Vectors, side: Side, credit: Credited) -> float:
    """How close the crediting sentence comes to any sentence of the credited account."""
    row = near[credit.sentence :] if side is pair.a else near[:, credit.sentence :].T
    return float(row[0].max()) if row.size else 0.0


def _released(pair: Pair) -> float:
    """How many of the two accounts, as a share, put shared words beside a statement, report, interview or filing."""
    told = [r for r in pair.runs if r.quoted < r.length]  # a bare quotation may have been heard by both
    in_a = any(released(pair.a.account, pair.a.words.sentence[r.a]) for r in told)
    in_b = any(released(pair.b.account, pair.b.words.sentence[r.b]) for r in told)
    return (in_a + in_b) / 2


def _gap(pair: Pair) -> float:
    days = [_day(side.account) for side in (pair.a, pair.b)]
    if days[0] is None or days[1] is None:
        return _UNKNOWN_GAP
    return min(_LONGEST_GAP, float(abs((days[0] - days[1]).days)))


def _day(account: Account) -> datetime.date | None:
    published = account.document.published
    try:
        return datetime.date.fromisoformat(published.value) if published else None
    except ValueError:  # EDTF with an unknown part: no day to count from
        return None


def _lineage(pair: Pair, score: float) -> Lineage:
    relation = _relation(pair)
    source, target = _direction(pair)
    citing = relation == "cites" and (pair.shared or pair.cited)
    evidence = _credit_evidence(pair) if citing else _run_evidence(pair)
    return Lineage(source.account.id, target.account.id, relation, tuple(evidence), score, _why(pair, relation))


def _relation(pair: Pair) -> str:
    agency = any(x.agency for x, _ in pair.shared)
    if pair.cover >= _COPY:
        return "copy"
    if agency and pair.runs:
        return "shared-wire"
    if pair.cover >= _PART:
        return "rewrite" if pair.cited or pair.shared else "shared-wire"
    return "cites"


def _direction(pair: Pair) -> tuple[Side, Side]:
    """The source first: the account that is cited, else the earlier, else the longer."""
    if pair.cited:
        citing = pair.cited[0][0]
        return (pair.b, pair.a) if citing is pair.a else (pair.a, pair.b)
    return (pair.a, pair.b) if _order(pair.a) <= _order(pair.b) else (pair.b, pair.a)


def _order(side: Side) -> tuple[str, int, str]:
    published = side.account.document.published
    return (published.value if published else "9999", -len(side.words.text), side.account.id)


def _run_evidence(pair: Pair) -> list[Citation]:
    longest = sorted(pair.runs, key=lambda r: (-r.length, r.a))[:_SHOWN]
    found = [c for r in longest for c in sentences_of(pair.a.words, r.a, r.length)]
    found += [c for r in longest for c in sentences_of(pair.b.words, r.b, r.length)]
    return sorted(set(found)) or _credit_evidence(pair)


def _credit_evidence(pair: Pair) -> list[Citation]:
    found = [side.account.sentence(c.sentence) for side, c in pair.cited]
    for x, y in pair.shared:
        found += [pair.a.account.sentence(x.sentence), pair.b.account.sentence(y.sentence)]
    return sorted(set(found))


def _why(pair: Pair, relation: str) -> str:
    """One or two short sentences: what runs alike, whom both credit and in which words, who credits whom."""
    reasons = []
    if pair.runs and (relation != "cites" or not (pair.shared or pair.cited)):
        reasons.append(_alike(pair))
    for side in dict.fromkeys(side.account.id for side, _ in pair.cited):
        x, credit = next((s, c) for s, c in pair.cited if s.account.id == side)
        said = words_around(x.account, credit)
        shown = f" (“{said}”)" if said else ""
        reasons.append(f"{called(x.account)} credits {credit.outlet}, which published the other{shown}.")
    reasons += [_both_rest(pair, x, y) for x, y in pair.shared[:_NAMED]]
    return " ".join(reasons)


def _alike(pair: Pair) -> str:
    words = sum(r.length for r in pair.runs)
    longest = min(pair.runs, key=lambda r: (-r.length, r.a))
    places = pair.a.words.places[longest.a : longest.a + longest.length]
    said = _clipped(pair.a.account.quote(Span(places[0].start, places[-1].end)))
    share = f"{pair.cover:.0%} of the shorter account" if pair.cover >= _PART else "a small part of both"
    return f"{words} words run alike in stretches of {WIDTH} or more ({share}), such as “{said}”."


def _both_rest(pair: Pair, x: Credited, y: Credited) -> str:
    said = dict.fromkeys(w for w in (words_around(pair.a.account, x), words_around(pair.b.account, y)) if w)
    shown = f": {', '.join(f'“{w}”' for w in said)}" if said else ""
    return f"Both rest on {x.outlet}{shown}."


def _clipped(text: str) -> str:
    """At most ten words of a run, with the mark that it goes on."""
    words = text.split()
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
