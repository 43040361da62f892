"""At most ten sentences, each word for word from an account: agreed, disputed, told by one alone, not known.

Nothing is written here, only chosen.  A sentence serves the brief when it stands by itself (`standing`) and is of
moderate length.  What the accounts are said to agree on must be what the sentence says: most of its words stand in a
sentence of another account too.  `desk` answers what is asked of a sentence, here the candidates of each kind are
found and ranked, and `choosing` fills the ten from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from tellings.compare.brief.choosing import LONGEST, Line, choose
from tellings.compare.brief.desk import (
    Desk,
    closeness,
    coloured,
    confirmed_share,
    figures,
    index_of,
    likeness,
    loaded,
    meant,
    nearest,
    row_of,
    stands_alone,
)
from tellings.compare.reading import chains_of, plain
from tellings.compare.standing import admits
from tellings.records import Account, BriefLine, Citation, Conflict, Corroboration, Fact, Happening, Links, Unique

__all__ = ["LONGEST", "write_brief"]

_TYPED = frozenset({"number", "time", "place", "actor"})
_FIGURES = frozenset({"number", "time"})
_TOO_NEAR = 0.85  # cosine from which the two sides of a dispute read as one
_NEAR_ENOUGH = 0.6  # cosine below which a sentence is no good witness for what other accounts are said to agree on
_ALIKE = 0.5  # cosine from which a member of a fact is cited for what another of its members says
_SURE = 0.6  # probability from which it is
_CONFIRMED = 0.5  # share of content words that other accounts must have for a sentence to tell what they agree on
_NEARER = 0.7  # cosine from which `_PARTLY` of the words is enough
_PARTLY = 0.35
_OPENINGS = 4  # sentences of an account's opening among which a happening's sentence is chosen
_LOADED = 2  # loaded words from which a sentence tells no agreement


def write_brief(
    accounts: Sequence[Account],
    links: Links,
    corroboration: Sequence[Corroboration],
    conflicts: Sequence[Conflict],
    unique: Sequence[Unique],
) -> tuple[BriefLine, ...]:
    """Choose the sentences of the brief.

    Args:
        accounts: Annotated accounts.
        links: Their links; facts and happenings are used.
        corroboration: How many independent origins stand behind each fact.
        conflicts: Ranked by score.
        unique: Ranked by score.

    Returns:
        At most ten lines: agreed (most independent origins first, times how sure the fact is), disputed (a sentence for
        each side), single-source, unknown; every event at least once, as far as ten lines reach.  The first member
        of a line is the sentence that its text is; no two lines say the same, except the two sides of a dispute.
    """
    desk = Desk({a.id: a for a in accounts}, chains_of(links), _disputed_sentences(conflicts), _stated(links))
    agreed = list(_agreed(desk, links, corroboration, conflicts))
    candidates = {
        "agreed": agreed,
        "disputed": list(_disputed(desk, links.happenings, conflicts)),
        "single-source": list(_single(desk, _uncovered(links, agreed), unique)),
        "unknown": list(_unknown(desk)),
    }
    return tuple(_written(desk, line) for line in choose(desk, candidates))


def _written(desk: Desk, line: Line) -> BriefLine:
    first = line.members[0]
    return BriefLine(plain(desk.accounts[first.document].quote(first)), line.kind, line.members)


def _disputed_sentences(conflicts: Iterable[Conflict]) -> frozenset[Citation]:
    return frozenset(m for c in conflicts if c.is_hard for a in c.answers for m in a.members)


def _stated(links: Links) -> dict[Citation, frozenset[str]]:
    stated: dict[Citation, set[str]] = {}
    for fact in links.facts:
        for member in fact.members:
            stated.setdefault(member, set()).add(fact.id)
    return {member: frozenset(ids) for member, ids in stated.items()}


# ------------------------------------------------------------------ candidates


def _agreed(
    desk: Desk, links: Links, corroboration: Sequence[Corroboration], conflicts: Sequence[Conflict]
) -> Iterator[Line]:
    """Facts of several origins, told by a sentence that is not in dispute: the best of each happening come first.

    A happening of which no sentence is confirmed in most of its words is told by the first that comes near and names
    nobody and nothing that the others do not.
    """
    origins = {c.fact: c for c in corroboration}
    several = {f.id: c.origins for f in links.facts if (c := origins.get(f.id)) and c.origins > 1}
    ranked = sorted(
        (f for f in links.facts if f.id in several and not any(c.is_hard and c.divides(f.members) for c in conflicts)),
        key=lambda f: (-round(2 * several[f.id] * f.score), _depth(desk, f), -round(f.score, 4), f.id),
    )
    lines = [line for f in _one_each_first(ranked) if (line := _agreed_line(desk, f, origins[f.id].groups))]
    sure = [line for line in lines if _is_confirmed(desk, line)]
    told = {line.happening for line in sure}
    bare = [line for line in reversed(lines) if line.happening not in told and not _adds_names(desk, line)]
    near = {line.happening: line for line in bare if line.happening}
    yield from (near[h] for h in sorted(near, key=str))
    yield from sure


def _agreed_line(desk: Desk, fact: Fact, groups: Sequence[Sequence[str]]) -> Line | None:
    line = _line(desk, "agreed", fact.members, happening=fact.happening)
    if line is None:
        return None
    agreeing = _agreeing(desk, fact, line)
    if not desk.disputed.isdisjoint(agreeing.members):
        return None
    return agreeing if _of_several(agreeing, groups) and _speaks_for_all(desk, agreeing) else None


def _agreeing(desk: Desk, fact: Fact, line: Line) -> Line:
    """The line with those members only that come near to what its sentence says, and surely state the same."""
    first = line.members[0]
    sure = [c for c in line.members[1:] if c.document == first.document or fact.states(first, c) >= _SURE]
    return replace(line, members=(first, *(c for c in sure if likeness(desk, first, c) >= _ALIKE)))


def _of_several(line: Line, groups: Sequence[Sequence[str]]) -> bool:
    """Whether the cited accounts stand for at least two origins."""
    documents = {c.document for c in line.members}
    return sum(not documents.isdisjoint(group) for group in groups) > 1


def _speaks_for_all(desk: Desk, line: Line) -> bool:
    """Whether a sentence is plain in its words, comes near to another account's, and has no figure of its own."""
    first = line.members[0]
    others = [c for c in line.members if c.document != first.document]
    shared = frozenset[str]().union(*(figures(desk, c) for c in others))
    if loaded(desk, first) >= _LOADED or not figures(desk, first) <= shared:
        return False
    return nearest(desk, first, others) >= _NEAR_ENOUGH


def _adds_names(desk: Desk, line: Line) -> bool:
    """Whether a sentence names somebody or something that no other account's sentence does."""
    first = line.members[0]
    others = (meant(desk, c, by_name=False) for c in line.members if c.document != first.document)
    return not meant(desk, first, by_name=True) <= frozenset[str]().union(*others)


def _is_confirmed(desk: Desk, line: Line) -> bool:
    """Whether other accounts have most of the words of a sentence; fewer are enough where one says much the same."""
    first = line.members[0]
    others = [c for c in line.members if c.document != first.document]
    confirmed = confirmed_share(desk, first, others)
    return confirmed >= _CONFIRMED or (confirmed >= _PARTLY and nearest(desk, first, others) >= _NEARER)


def _one_each_first(ranked: Sequence[Fact]) -> list[Fact]:
    """The same facts, with the first of every happening in front."""
    seen: set[str | None] = set()
    first: list[Fact] = []
    for fact in ranked:
        if fact.happening is not None and fact.happening not in seen:
            seen.add(fact.happening)
            first.append(fact)
    return first + [f for f in ranked if f not in first]


def _depth(desk: Desk, fact: Fact) -> float:
    """How far down the accounts tell a fact, 0 to 1: news comes first, background after."""
    depths = [index_of(desk, m) / len(desk.accounts[m.document].annotations.sentences) for m in fact.members]
    return round(float(np.mean(depths)), 1)


def _disputed(desk: Desk, happenings: Sequence[Happening], conflicts: Sequence[Conflict]) -> Iterator[Line]:
    """Both sides of each conflict, contradictions before differences of exactness; a framing is no dispute."""
    events = {a: [h.id for h in happenings if a in h.documents] for a in desk.accounts}
    factual = (c for c in conflicts if c.why != "framing")
    ranked = sorted(factual, key=lambda c: (not c.is_hard, c.nature not in _TYPED, -round(c.score, 4), c.id))
    for number, conflict in enumerate(ranked):
        sides = [line for a in conflict.answers[:3] if (line := _line(desk, "disputed", a.members, pair=number))]
        sentences = {line.members[0] for line in sides}
        if len(sides) > 1 and len(sentences) == len(sides) and _differ(desk, conflict, sides):
            for line in sides[:2]:
                told = events[line.members[0].document]
                yield replace(line, happening=told[0] if len(told) == 1 else None)


def _differ(desk: Desk, conflict: Conflict, sides: Sequence[Line]) -> bool:
    """Whether a reader sees the dispute in the two sentences: figures apart, they must not say the same."""
    one, other = (row_of(desk, line.members[0]) for line in sides[:2])
    return conflict.nature in _FIGURES or round(float(np.dot(one, other)), 4) < _TOO_NEAR


def _uncovered(links: Links, agreed: Sequence[Line]) -> list[Happening]:
    """The happenings of which no agreed fact tells."""
    told = {line.happening for line in agreed}
    return [h for h in links.happenings if h.id not in told]


def _single(desk: Desk, happenings: Sequence[Happening], unique: Sequence[Unique]) -> Iterator[Line]:
    """A plain sentence from the opening of every event that no agreement tells of, then what one account has.

    Steps of an event come last: what they are steps of is told first.
    """
    yield from (line for h in happenings if h.part_of is None and (line := _opening(desk, h)))
    for found in _in_turn(unique):
        line = _line(desk, "single-source", (found.citation,))
        if line and not any(_admits(desk, found.citation, kind) for kind in ("unclear", "silent")):
            yield line
    steps = (line for h in happenings if h.part_of is not None and (line := _opening(desk, h)))
    yield from (replace(line, happening=None) for line in steps)


def _opening(desk: Desk, happening: Happening) -> Line | None:
    opening = [c for c in sorted(happening.members)[: _OPENINGS * len(happening.documents)] if stands_alone(desk, c)]
    if not opening:
        return None
    first = min(opening, key=lambda c: (loaded(desk, c) >= _LOADED, *_drawbacks(desk, "opening", c, ()), c))
    return Line("single-source", (first,), happening=happening.id)


def _in_turn(unique: Sequence[Unique]) -> list[Unique]:
    """The best of each account, then the second best of each, and so on."""
    by_document: dict[str, list[Unique]] = {}
    for found in unique:
        by_document.setdefault(found.citation.document, []).append(found)
    ranked = ((rank, u) for own in by_document.values() for rank, u in enumerate(own))
    return [u for _, u in sorted(ranked, key=lambda r: (r[0], -r[1].score, r[1].citation))]


def _unknown(desk: Desk) -> Iterator[Line]:
    """Sentences in which an account itself says what is not known, before those in which somebody will not say."""
    for kind in ("unclear", "silent"):
        for document in sorted(desk.accounts):
            for citation in _sentences(desk.accounts[document]):
                if _admits(desk, citation, kind) and stands_alone(desk, citation):
                    yield Line("unknown", (citation,))


def _admits(desk: Desk, place: Citation, kind: str) -> bool:
    return admits(desk.accounts[place.document], index_of(desk, place), kind)


def _sentences(account: Account) -> Iterator[Citation]:
    return (account.sentence(i) for i in range(len(account.annotations.sentences)))


# ------------------------------------------------------------------ which sentence


def _line(
    desk: Desk, kind: str, members: Iterable[Citation], *, pair: int = -1, happening: str | None = None
) -> Line | None:
    """The clearest of some sentences, with the others as further members."""
    given = sorted(set(members))
    fit = [c for c in given if stands_alone(desk, c)]
    if not fit:
        return None
    best = min(fit, key=lambda c: (*_drawbacks(desk, kind, c, given), c.end - c.start, c))
    return Line(kind, (best, *(c for c in given if c != best)), pair, happening)


def _drawbacks(desk: Desk, kind: str, place: Citation, given: Sequence[Citation]) -> tuple[bool | float, ...]:
    """What speaks against a sentence, the worst first.

    An agreement must not be told by a sentence that is in dispute, or has figures that no other member has.  Broken
    characters, slanted wording, and sentences that are mostly quotation come after plain ones, then those that describe
    what the others name bare; last count how much of the sentence the others have, and how far it is from them.
    """
    account = desk.accounts[place.document]
    sentence = account.annotations.sentences[index_of(desk, place)]
    others = [c for c in given if c.document != place.document]
    alone = bool(others) and bool(figures(desk, place) - frozenset[str]().union(*(figures(desk, c) for c in others)))
    repaired = any(place.span.holds(r.span) for r in account.document.repairs)
    agreed = kind == "agreed"
    return (
        agreed and place in desk.disputed,
        agreed and alone,
        repaired,
        agreed and loaded(desk, place) >= _LOADED,
        sentence.biased >= 0.5,
        agreed and loaded(desk, place) > 0,
        sentence.quoted >= 0.5,
        coloured(desk, place, others) if agreed else 0,
        -round(confirmed_share(desk, place, others), 1) if agreed else 0.0,
        -closeness(desk, place, others) if agreed else 0.0,
    )
