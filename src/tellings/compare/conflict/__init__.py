"""Questions that the accounts answer differently.

Sentences on the same thing are paired (`pairs`), read as clauses (`clauses`), and held against each other by
comparators that each know one kind of answer: numbers and times by value (`counts`, `background`), agents, deeds,
places, reasons and denials by their clauses (`deeds`), names and descriptions by contextual word vectors and word lists
(`labels`, `terms`).  What they find is grouped into one conflict for each question (`grouping`), and a small trained
model (`ranking`) keeps what people would call a conflict.
Nothing is decided about who is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tellings.compare.conflict.ages import compare_ages
from tellings.compare.conflict.background import compare_lengths
from tellings.compare.conflict.counts import compare_numbers
from tellings.compare.conflict.deeds import (
    compare_actions,
    compare_actors,
    compare_causes,
    compare_departures,
    compare_objects,
    compare_places,
    compare_predicates,
)
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.grouping import Candidate, group
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.labels import compare_descriptions, compare_identities, compare_names
from tellings.compare.conflict.moments import compare_times
from tellings.compare.conflict.pairs import Pair, candidate_pairs
from tellings.compare.conflict.ranking import features, forest
from tellings.compare.conflict.telling import explain
from tellings.compare.conflict.tellings import compare_tellings
from tellings.compare.conflict.terms import compare_terms
from tellings.compare.conflict.whether import compare_denials, compare_existence, compare_stages
from tellings.records import Account, Answer, Conflict, Links

__all__ = ["candidates", "find_conflicts", "rank", "select", "worth"]

_MOST, _MOST_EACH, _AT_ALL = 6, 2, 30  # conflicts shown, and for each account more: beyond that nobody reads
_NAMED = 0.5  # what a difference is worth at least that passed the tests for a name
_GRAVE = {"dead": 1.0, "missing": 0.97, "trapped": 0.97, "hurt": 0.96}
_MATTERS = {
    "actor": 0.95, "person": 0.95, "existence": 0.95, "denial": 0.9, "action": 0.9, "object": 0.9, "stage": 0.85,
    "number": 0.85, "time": 0.85, "length": 0.8, "cause": 0.8,
}  # fmt: skip
_BY_TOPIC = ("action", "name")
_PASSING = 0.3  # what a question loses that hardly any account answers
_LESSER, _EXACTER = 0.6, 0.7  # other words for a thing, and values that can all be true, matter less
_UNNAMED = "sentences on one matter that do not say the same; how they differ is for the reader to see"
_TOLD = 0.1  # puts what is only told differently below all that can be named
_COVERED = 0.5  # share of a candidate's opposed pairs that conflicts above it may already have


def find_conflicts(accounts: Sequence[Account], links: Links) -> tuple[Conflict, ...]:
    """Find the questions that the accounts answer differently.

    Args:
        accounts: Sorted by id.
        links: Facts, entities and happenings across them.  Accounts of different happenings are compared on shared
            background only.

    Returns:
        Conflicts, the most important first.  `score` is the probability that people would call it one, less by how
        little it matters, and a tenth of that where the difference cannot be named, so that those come last.
    """
    pairs = candidate_pairs(accounts, links)
    found = candidates(pairs, links)
    if not found:
        return ()
    model = forest()
    scores = rank(found, pairs, links)
    chosen = select(found, scores, model.threshold)
    return tuple(_conflict(n, c, score, accounts, links) for n, (c, score) in enumerate(chosen, start=1))


def candidates(pairs: Sequence[Pair], links: Links) -> tuple[Candidate, ...]:
    """Every difference that a comparator finds, grouped, before ranking."""
    who = Identity(links)
    found = [d for pair in pairs for d in _differences(pair, who)]
    readers = pairs[0].readers if pairs else ()
    whole = [*compare_terms(readers, who), *compare_lengths(readers, links), *compare_ages(readers, links, who)]
    whole += compare_tellings(pairs)
    return group([*found, *whole], pairs)


def rank(found: Sequence[Candidate], pairs: Sequence[Pair], links: Links) -> list[float]:
    """Probability that people would call each candidate a conflict; at least a half where it can be named."""
    learnt = forest().probability(features(found, pairs, links.facts))
    return [worth(c, float(p)) for c, p in zip(found, learnt, strict=True)]


def worth(candidate: Candidate, probability: float) -> float:
    """The probability of a candidate, with a floor for what passed the tests for a name: they are the stricter."""
    return round(max(probability, _NAMED if candidate.named else 0.0), 4)


def select(found: Sequence[Candidate], scores: Sequence[float], threshold: float) -> list[tuple[Candidate, float]]:
    """The candidates to show, the most important first, without those that repeat what stands above them.

    What can be named is shown, the dead and the hurt first, other words for a thing last, what many accounts answer
    before what two do.  What is only told differently must reach the threshold, stands below everything else, and once
    for each fact.
    """
    accounts = max((s.account + 1 for c in found for s in c.sites), default=0)
    most = _MOST + _MOST_EACH * accounts
    weights = [s * _weight(c) * _breadth(c, accounts) for c, s in zip(found, scores, strict=True)]
    order = sorted(
        (i for i, c in enumerate(found) if c.named or scores[i] >= threshold),
        key=lambda i: (-weights[i], i),
    )
    taken: set[tuple[object, object]] = set()
    asked: set[object] = set()
    facts: set[int | None] = set()
    out: list[tuple[Candidate, float]] = []
    for i in order:
        opposed = _opposed(found[i])
        again = found[i].fact in facts if not found[i].named else any(_repeats(found[i], c) for c, _ in out)
        covered = not found[i].is_count and len(opposed & taken) > _COVERED * len(opposed)
        if not again and not asked & _asked(found[i]) and not covered:
            facts |= {found[i].fact} - {None} if not found[i].named else set()
            asked |= _asked(found[i])
            out.append((found[i], round(weights[i], 4)))
            taken |= opposed
    return out[: min(most, _AT_ALL)]


def _repeats(candidate: Candidate, shown: Candidate) -> bool:
    """Whether a count asks again what stands above it: the same thing counted, and half of the answers the same."""
    if not candidate.kind == shown.kind == "number" or _counted(candidate).isdisjoint(_counted(shown)):
        return False
    phrases = {phrase.casefold() for phrase, _ in candidate.answers}
    return len(phrases & {phrase.casefold() for phrase, _ in shown.answers}) >= _COVERED * len(phrases)


def _counted(candidate: Candidate) -> set[str]:
    """What is counted; of the dead and the hurt, whether they are called people, bodies or victims is all one."""
    ends = ((topic, topic.rpartition(":")[2]) for topic in _topics(candidate))
    return {end if end in _GRAVE else topic for topic, end in ends}


def _topics(candidate: Candidate) -> set[str]:
    return {d.topic for d in candidate.differences}


def _asked(candidate: Candidate) -> set[object]:
    """What a reader would take for the same question again: its words, and for deeds and names the two that differ."""
    topics = _topics(candidate) if candidate.kind in _BY_TOPIC else set()
    return {candidate.question, *((candidate.kind, t, candidate.named) for t in topics)}


def _weight(candidate: Candidate) -> float:
    if not candidate.named:
        return _TOLD
    fates = {d.topic.rpartition(":")[2] for d in candidate.differences} if candidate.kind == "number" else set()
    grave = max((_GRAVE[fate] for fate in fates & set(_GRAVE)), default=0.0)
    weight = grave or _MATTERS.get(candidate.kind, _LESSER)
    return weight * (_EXACTER if candidate.why == "precision" else 1.0)


def _breadth(candidate: Candidate, accounts: int) -> float:
    """What many accounts answer matters more than what two of them touch in passing."""
    answering = len({s.account for s in candidate.sites})
    return 1 - _PASSING * (1 - answering / accounts) if candidate.named else 1.0


def _opposed(candidate: Candidate) -> set[tuple[object, object]]:
    listed = [sites for _, sites in candidate.answers]
    return {
        (min(x, y), max(x, y)) for i, one in enumerate(listed) for other in listed[i + 1 :] for x in one for y in other
    }


def _differences(pair: Pair, who: Identity) -> Iterator[Difference]:
    if pair.apart:
        return
    yield from compare_numbers(pair, who)
    yield from compare_times(pair, who)
    yield from compare_actors(pair, who)
    yield from compare_existence(pair, who)
    yield from compare_denials(pair)
    yield from compare_actions(pair, who)
    yield from compare_departures(pair, who)
    yield from compare_stages(pair, who)
    yield from compare_objects(pair, who)
    yield from compare_places(pair, who)
    yield from compare_predicates(pair, who)
    yield from compare_causes(pair, who)
    yield from compare_names(pair)
    yield from compare_identities(pair, who)
    yield from compare_descriptions(pair)


def _conflict(number: int, candidate: Candidate, score: float, accounts: Sequence[Account], links: Links) -> Conflict:
    answers = tuple(
        Answer(phrase, tuple(accounts[s.account].sentence(s.sentence) for s in sites))
        for phrase, sites in candidate.answers
    )
    fact = links.facts[candidate.fact].id if candidate.fact is not None else None
    named = candidate.named
    return Conflict(
        f"c{number}",
        fact,
        candidate.question,
        candidate.nature,
        candidate.why if named else "framing",
        explain(candidate.why, answers) if named else _UNNAMED,
        answers,
        score,
        named=named,
    )
