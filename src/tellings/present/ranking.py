"""Which findings come first, and how sure they are, the same in every form of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tellings.records import BriefLine, Comparison, Conflict, Corroboration, Fact

_SURE, _FAIRLY = 0.8, 0.6
_FINAL = tuple('.!”"’»')

Ranked = tuple[int, Fact, Corroboration | None]


def ranked_facts(comparison: Comparison) -> list[Ranked]:
    """Facts with their numbers and origins, best first.

    What the brief tells as agreed leads, since that was held against what the others say; then come facts by
    independent origins times sureness of the link, whole sentences before headlines and fragments.  Where the accounts
    give different answers on a fact, its origins confirm nothing: it counts as if it had one.
    """
    origins: Mapping[str, Corroboration] = {c.fact: c for c in comparison.corroboration}
    told = list(told_as(comparison))
    facts = [(n, f, origins.get(f.id)) for n, f in enumerate(comparison.links.facts, 1)]
    disputes = [c for c in comparison.conflicts if c.named and c.is_hard]
    return sorted(facts, key=lambda r: (_place(r[1], told), not _is_whole(r[1]), *_support(r, disputes)))


def told_as(comparison: Comparison) -> dict[str, BriefLine]:
    """The agreed lines of the brief by the fact that each tells: its sentence is what the accounts confirm."""
    lines = [line for line in comparison.brief if line.kind == "agreed"]
    out: dict[str, BriefLine] = {}
    for line in lines:
        found = (f.id for f in comparison.links.facts if set(line.members) <= set(f.members) and f.id not in out)
        if (fact := next(found, None)) is not None:
            out[fact] = line
    return out


def origins_of(corroboration: Corroboration, line: BriefLine | None) -> int:
    """How many independent origins stand behind a fact, or behind those accounts that an agreed line cites."""
    if line is None:
        return corroboration.origins
    cited = {m.document for m in line.members}
    return sum(not cited.isdisjoint(group) for group in corroboration.groups)


def likelihood(fact: Fact, line: BriefLine | None) -> float:
    """How likely the sentences of a fact state the same; those that an agreed line cites, what its first states."""
    others = [m for m in line.members[1:] if m.document != line.members[0].document] if line else []
    return sum(fact.states(line.members[0], m) for m in others) / len(others) if line and others else fact.score


def _place(fact: Fact, told: list[str]) -> int:
    return told.index(fact.id) if fact.id in told else len(told)


def _is_whole(fact: Fact) -> bool:
    return fact.statement.rstrip().endswith(_FINAL)


def _support(ranked: Ranked, disputes: Sequence[Conflict]) -> tuple[float, int]:
    number, fact, corroboration = ranked
    origins = corroboration.origins if corroboration else 0
    if any(c.divides(fact.members) for c in disputes):
        origins = min(1, origins)
    return -round(origins * fact.score, 4), number


def sureness(probability: float) -> str:
    """A probability in words, with the figure: "fairly sure (0.72)"."""
    word = "sure" if probability >= _SURE else "fairly sure" if probability >= _FAIRLY else "unsure"
    return f"{word} ({probability:.2f})"
