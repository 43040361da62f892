"""Dates, clock times and lengths of one event held against each other, by value."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import product

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import lexicon, same_act
from tellings.compare.conflict.pairs import Pair, Site
from tellings.compare.conflict.same import clause_at, same_clause, same_parties, same_token, tokens_in
from tellings.compare.conflict.values import EQUAL, EXCLUDE, HOLDS, relation, stretch
from tellings.compare.reading import starting_in
from tellings.records import Time

_SAME_WORD = 0.6  # cosine of contextual states from which two different words are taken for the same thing
_LONE = 0.4  # strength of two times that are the only ones of two members of a fact
_SAME_TARGET = 0.8
_SAME_CONTEXT = 0.45
_CLOCK = re.compile(r"T\d{2}:\d{2}$")
_LOOSE_WEEK = 7.0  # days
_ONE_EVENT = 10.0  # days up to which the dates of an act that can be done again may be those of one event
_SURE = 0.6  # confidence of a date that may be held against another by name
_BOUNDS = frozenset(
    {"from", "after", "before", "since", "until", "till", "by", "within", "than", "to", "through", "of"}
)
_VAGUE_TIMES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
_ZONE = re.compile(r"\b(?:GMT|UTC|[ECMP][SD]?T|local time)\b")


def compare_times(pair: Pair, who: Identity) -> Iterator[Difference]:
    """Dates, clock times and lengths of the same event that differ."""
    left, right = times(pair.a, pair.left), times(pair.b, pair.right)
    said = {t.value for t in left} & {t.value for t in right}
    for one, other in product(left, right):
        if (one.type == "DURATION") != (other.type == "DURATION") or one.value in said or other.value in said:
            continue
        events = clause_at(pair.a, _first(pair.a, one)), clause_at(pair.b, _first(pair.b, other))
        strength = _same_event(pair, events[0], events[1]) if events[0] and events[1] else 0.0
        if not strength and pair.facts and pair.similarity >= _SAME_WORD and _lone(left, one) and _lone(right, other):
            strength = _LONE if _alike(pair, events) and not {one.value, other.value} & set(_VAGUE_TIMES) else 0.0
        if strength:
            yield from _time(pair, (one, other), events, strength, who)


def _same_event(pair: Pair, one: Clause, other: Clause) -> float:
    """How surely two clauses tell one event: as `same_clause`, or members of a fact with near verbs and one object."""
    strength = same_clause(pair, one, other)
    if strength or not pair.facts or pair.cosine(one.head, other.head) < _SAME_CONTEXT:
        return strength
    target = same_token(pair, one.object, other.object) or 0.0
    return _LONE if target >= _SAME_TARGET and not {one.lemma, other.lemma} & lexicon().support else 0.0


def _alike(pair: Pair, events: tuple[Clause | None, Clause | None]) -> bool:
    one, other = events
    return one is not None and other is not None and pair.cosine(one.head, other.head) >= _SAME_CONTEXT


def _lone(said: Sequence[Time], time: Time) -> bool:
    """Whether a sentence has no other time of this kind: then it is the fact's."""
    return sum((t.type == "DURATION") == (time.type == "DURATION") for t in said) == 1


def times(reader: Reader, site: Site) -> tuple[Time, ...]:
    """The time expressions of one sentence that can be compared."""
    place = reader.notes.sentences[site.sentence].span
    return tuple(t for t in starting_in(reader.notes.times, place) if place.holds(t.span) and t.type != "SET")


def _first(reader: Reader, time: Time) -> int:
    inside = tokens_in(reader, time.span)
    return inside[0] if inside else 0


def _time(
    pair: Pair, said: tuple[Time, Time], events: tuple[Clause | None, Clause | None], strength: float, who: Identity
) -> Iterator[Difference]:
    why = _why_time(*said)
    if any("-W" in t.value for t in said) and why == "contradiction" and _adjoining(*said):
        why = "precision"
    if not why:
        return
    phrases = pair.a.written(said[0].span), pair.b.written(said[1].span)
    if why == "contradiction" and any("ago" in p.lower().split() for p in phrases):
        why = "precision"
    if why == "contradiction" and any(_ZONE.search(p) for p in phrases):
        return
    sure = why == "contradiction" and _one_event(pair, said, events, who)
    question = _ask_time(pair, said[0], events) if sure else ""
    word = "length" if said[0].type == "DURATION" else "date"
    topic = min((e.lemma for e in events if e), default="")
    yield Difference(
        "time", "time", why, f"{word}:{topic}", question, (said[0].value, said[1].value),
        phrases, strength, pair,
    )  # fmt: skip


def _one_event(pair: Pair, said: tuple[Time, Time], events: tuple[Clause | None, Clause | None], who: Identity) -> bool:
    """Whether two times must be those of one event: one act by one party, days apart at most or done only once."""
    one, other = events
    if one is None or other is None or any(t.confidence < _SURE for t in said):
        return False
    idle = {one.lemma, other.lemma} & (lexicon().support | lexicon().speech)
    if idle or not same_act(one.lemma, other.lemma) or not same_parties(pair, one, other, who):
        return False
    if _bounded(pair.a, said[0]) or _bounded(pair.b, said[1]):
        return False
    left, right = stretch(said[0]), stretch(said[1])
    gap = max(left.low - right.high, right.low - left.high) if left and right else math.inf
    once = {one.lemma, other.lemma} <= lexicon().once
    return said[0].type == "DURATION" or once or (bool(pair.facts) and gap <= _ONE_EVENT)


def _bounded(reader: Reader, time: Time) -> bool:
    """Whether a time is only where something else ends or begins: "60 days from Friday", "before May"."""
    first = _first(reader, time)
    return first > 0 and reader.tokens[first - 1].lemma in _BOUNDS


def _ask_time(pair: Pair, time: Time, events: tuple[Clause | None, Clause | None]) -> str:
    word = "How long" if time.type == "DURATION" else "When"
    for reader, event in zip((pair.a, pair.b), events, strict=True):
        question = ask.when(reader, event, word) if event else ""
        if question:
            return question
    return ""


def _why_time(one: Time, other: Time) -> str:
    """precision, contradiction, or "" where the two say the same."""
    clocks = _CLOCK.search(one.value), _CLOCK.search(other.value)
    if one.value == other.value or (clocks[0] and clocks[1] and clocks[0][0] == clocks[1][0]):
        return ""
    if one.value in _VAGUE_TIMES or other.value in _VAGUE_TIMES:
        return "precision"
    left, right = stretch(one), stretch(other)
    if left is None or right is None:
        return ""
    how = relation(left, right)
    return {EXCLUDE: "contradiction", HOLDS: "precision", EQUAL: ""}.get(how, "precision")


def _adjoining(one: Time, other: Time) -> bool:
    """Whether two dates lie within a week of each other: "last week" is a loose word."""
    left, right = stretch(one), stretch(other)
    return left is not None and right is not None and max(left.low - right.high, right.low - left.high) <= _LOOSE_WEEK
