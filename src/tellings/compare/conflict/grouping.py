"""From differences between two sentences to one conflict for each question.

Differences that ask the same thing of the same fact are one conflict: its answers are the classes of equal value, its
members every sentence that gives one.  Conflicts with the same question and a sentence in common are one, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tellings.compare.conflict import ask
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.pairs import Pair, Site
from tellings.compare.conflict.tellings import KIND, WHOLE, cut
from tellings.compare.conflict.topics import topic_of

_JOINED = (
    "number",
    "time",
    "actor",
    "action",
    "person",
    "place",
    "name",
    "identity",
    "term",
    "length",
)  # kinds whose topics mean the same in another fact
_SCOPED = (KIND, WHOLE)  # kinds whose topic says all: which fact
_VALUES = ("number", "time")
_ALIKE = 0.95
_ORDER = ("update", "denial", "contradiction", "framing", "precision")


Answers = tuple[tuple[str, tuple[Site, ...]], ...]
Topic = tuple[str, str, bool, tuple[int, ...]]  # kind, topic, whether named, scope
Twins = Mapping[Site, Sequence[Site]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conflict before it is ranked.  `answers` are (phrase, sites), the one with most accounts first."""

    kind: str
    nature: str
    why: str
    question: str
    fact: int | None
    answers: Answers
    differences: tuple[Difference, ...]
    named: bool = True

    @property
    def is_count(self) -> bool:
        """Whether a count is asked for by name: the dead and the hurt of the same two sentences are two questions."""
        return self.named and self.kind == "number"

    @property
    def sites(self) -> frozenset[Site]:
        """Every member sentence."""
        return frozenset(s for _, sites in self.answers for s in sites)


def group(differences: Iterable[Difference], pairs: Sequence[Pair]) -> tuple[Candidate, ...]:
    """Group differences into candidates, in a fixed order.

    Args:
        differences: What the comparators found.
        pairs: All pairs that were compared: near-identical sentences give the same answer.
    """
    twins = _twins(pairs)
    by_topic: dict[Topic, list[Difference]] = {}
    for d in differences:
        for scope in [()] if d.kind in _SCOPED else _scopes(d.pair):
            by_topic.setdefault((d.kind, d.topic, d.named, scope), []).append(d)
    merged = _merge([_plain(by_topic, key) for key in sorted(by_topic)])
    candidates = (_candidate(ds, twins) for ds in merged if ds)
    return tuple(_distinct(c for c in candidates if c is not None))


def _plain(by_topic: Mapping[Topic, list[Difference]], key: Topic) -> list[Difference]:
    """The differences of a topic, without the accounts that give several values for it, by name or not."""
    kind, topic, named, scope = key
    if kind not in _VALUES:
        return by_topic[key]
    said: dict[int, set[str]] = {}
    for d in (*by_topic[key], *by_topic.get((kind, topic, not named, scope), ())):
        for site, value in zip((d.pair.left, d.pair.right), d.keys, strict=True):
            said.setdefault(site.account, set()).add(_figure(value))
    return [d for d in by_topic[key] if max(len(said[d.pair.left.account]), len(said[d.pair.right.account])) == 1]


def _figure(value: str) -> str:
    """What a value is counted as in one account: "at least four" and "four" are one figure there."""
    low, _, high = value.rstrip("~").partition("..")
    return low if low != "None" else high


def _scopes(pair: Pair) -> list[tuple[int, ...]]:
    """The facts that the pair belongs to; outside of facts, the pair itself."""
    if pair.facts:
        return [(f,) for f in pair.facts]
    return [(-1, pair.left.account, pair.left.sentence, pair.right.account, pair.right.sentence)]


def _merge(groups: Sequence[list[Difference]]) -> list[list[Difference]]:
    """Join groups with the same kind and question that share a sentence."""
    out: list[list[Difference]] = []
    home: dict[tuple[str, str, bool, Site, str], int] = {}
    for differences in groups:
        keys = sorted({k for d in differences if d.kind in _JOINED for k in _given(d)})
        known = next((home[k] for k in keys if k in home), None)
        if known is None:
            known = len(out)
            out.append([])
        out[known].extend(d for d in differences if d not in out[known])
        home.update((k, known) for k in keys)
    return out


def _given(d: Difference) -> Iterator[tuple[str, str, bool, Site, str]]:
    for site, key in zip((d.pair.left, d.pair.right), d.keys, strict=True):
        yield d.kind, d.topic, d.named, site, key


def _candidate(differences: list[Difference], twins: Twins) -> Candidate | None:
    valued = _valued(differences)
    answers = _with_twins(_single_valued(valued) if differences[0].kind in _VALUES else valued, twins)
    if len(answers) < 2 or not _between_accounts(answers):
        return None
    best = max(differences, key=lambda d: (round(d.strength, 4), _fitting(d), d.question))
    why = min((d.why for d in differences), key=_ORDER.index)
    facts = Counter(f for d in differences for f in d.pair.facts)
    fact = min(facts, key=lambda f: (-facts[f], f)) if facts else None
    named = best.named and best.kind != KIND
    if not named and best.kind not in _SCOPED:
        answers = tuple((cut(best.pair.readers[sites[0].account], sites[0]), sites) for _, sites in answers)
    question = best.question or _told(best.pair)
    return (
        Candidate(best.kind, best.nature, why, question, fact, answers, tuple(differences), named) if question else None
    )


def _fitting(d: Difference) -> int:
    """How well a question is put: for numbers the fuller names the event, else the shorter reads better."""
    return len(d.question) if d.kind == "number" else -len(d.question)


def _told(pair: Pair) -> str:
    """The plain question for what cannot be asked for by name."""
    topic = topic_of(pair, most=1)
    return f"How do the accounts tell of {ask.decapitalised(topic)}?" if topic else ""


def _between_accounts(answers: Answers) -> bool:
    """Whether two answers stand in different accounts: nobody is held against himself alone."""
    told = [{s.account for s in sites} for _, sites in answers]
    return any(len(one | other) > 1 and one != other for one, other in combinations(told, 2))


def _twins(pairs: Sequence[Pair]) -> Twins:
    """For each sentence, those of other accounts that are word for word the same, or nearly."""
    out: dict[Site, list[Site]] = {}
    for pair in pairs:
        if pair.similarity >= _ALIKE:
            out.setdefault(pair.left, []).append(pair.right)
            out.setdefault(pair.right, []).append(pair.left)
    return out


def _with_twins(answers: Answers, twins: Twins) -> Answers:
    """Answers with the twins of their sentences, where these do not give another answer already."""
    given = {s for _, sites in answers for s in sites}
    return _ordered(
        (phrase, {*sites, *(t for s in sites for t in twins.get(s, ()) if t not in given)}) for phrase, sites in answers
    )


def _valued(differences: Sequence[Difference]) -> Answers:
    """Answers by their key, each shown as it is most often written; a sentence that gives two answers gives none."""
    phrases: dict[str, Counter[str]] = {}
    sites: dict[str, set[Site]] = {}
    same = _one_figure(differences)
    for d in differences:
        for given_key, phrase, site in zip(d.keys, d.answers, (d.pair.left, d.pair.right), strict=True):
            key = same.get(given_key, given_key)
            phrases.setdefault(key, Counter())[phrase] += 1
            sites.setdefault(key, set()).add(site)
    given = Counter(s for members in sites.values() for s in members)
    shown: dict[str, tuple[str, set[Site]]] = {}
    for key in sorted(sites):
        sites[key] = {s for s in sites[key] if given[s] == 1}
        if not sites[key]:
            continue
        phrase = _commonest(phrases[key])
        shown.setdefault(" ".join(phrase.casefold().replace("’", "'").split()), (phrase, set()))[1].update(sites[key])
    return _ordered(shown.values())


def _one_figure(differences: Sequence[Difference]) -> dict[str, str]:
    """Of the keys with one figure that some account gives side by side: each → the first of them."""
    given: dict[tuple[int, str], set[str]] = {}
    for d in differences:
        if d.kind in _VALUES:
            for key, site in zip(d.keys, (d.pair.left, d.pair.right), strict=True):
                given.setdefault((site.account, _figure(key)), set()).add(key)
    together = [keys for keys in given.values() if len(keys) > 1]
    return {key: min(set().union(*(k for k in together if k & keys))) for keys in together for key in keys}


def _single_valued(answers: Answers) -> Answers:
    """Answers without the accounts that give several values: these tell of several things."""
    told = Counter(account for _, sites in answers for account in {s.account for s in sites})
    kept = ((phrase, {s for s in sites if told[s.account] == 1}) for phrase, sites in answers)
    return _ordered((phrase, sites) for phrase, sites in kept if sites)


def _ordered(answers: Iterable[tuple[str, set[Site]]]) -> Answers:
    listed = [(phrase, tuple(sorted(sites))) for phrase, sites in answers]
    return tuple(sorted(listed, key=lambda a: (-len({s.account for s in a[1]}), a[1], a[0])))


def _commonest(phrases: Counter[str]) -> str:
    return min(phrases, key=lambda p: (-phrases[p], len(p), p))


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Without candidates of one kind whose answers have the same members, unless they count different things."""
    seen: set[tuple[str, bool, str, tuple[tuple[Site, ...], ...]]] = set()
    out = []
    for candidate in candidates:
        members = tuple(sorted(sites for _, sites in candidate.answers))
        key = candidate.kind, candidate.named, candidate.question if candidate.is_count else "", members
        if key not in seen:
            seen.add(key)
            out.append(candidate)
    return out
