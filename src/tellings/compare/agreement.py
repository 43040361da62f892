"""How many independent origins stand behind each fact.

Ten accounts that copy one agency are one origin, and so are four that all quote the same police chief.  Accounts are
joined for a fact when one is made from the other or both from one wire text, when one cites the other and nothing shows
that it has this fact from elsewhere (unsure means not independent), and when their sentences credit the same source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.records import Account, Attribution, Citation, Corroboration, Fact, Lineage, Links, Span

_DEPENDENT = ("copy", "rewrite", "shared-wire")
_CREDITED = ("named", "described", "institution", "document", "outlet")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class _Join:
    """Two accounts that are one origin for a fact, and why."""

    one: str
    other: str
    reason: str


def corroborate(accounts: Sequence[Account], links: Links) -> tuple[Corroboration, ...]:
    """Count the independent origins of each fact.

    Args:
        accounts: Annotated accounts, sorted by id.
        links: Facts, entities and lineage across them.

    Returns:
        One entry a fact, in the order of the facts.  `groups` are sorted, largest first.
    """
    by_id = {a.id: a for a in accounts}
    sources = _Sources(by_id, links)
    return tuple(_corroboration(fact, links.lineage, sources, by_id) for fact in links.facts)


class _Sources:
    """Whom the sentences of a fact credit, as keys that are the same across accounts."""

    def __init__(self, accounts: Mapping[str, Account], links: Links) -> None:
        self._accounts = accounts
        self._linked = {chain: e for e in links.entities for chain in e.chains}
        self._chains = {(a.id, e.id): e.name for a in accounts.values() for e in a.annotations.entities}

    def of(self, member: Citation) -> dict[str, str]:
        """Credited sources of one member: key → name for people."""
        account = self._accounts.get(member.document)
        if account is None:
            return {}
        found = (
            k for a in account.annotations.attributions if _rests_on(a, member.span) for k in self._keys(account.id, a)
        )
        return dict(found)

    def _keys(self, document: str, attribution: Attribution) -> Iterator[tuple[str, str]]:
        credited = [attribution.speaker] if attribution.speaker and attribution.kind in _CREDITED else []
        for source in (*credited, *attribution.via):
            entity = self._linked.get((document, source))
            name = entity.name if entity else self._chains.get((document, source), source)
            yield (entity.id if entity else name.lower()), name


def _rests_on(attribution: Attribution, member: Span) -> bool:
    """Whether a sentence lies, at least in good part, inside what is attributed."""
    covered = sum(c.shared(member) for c in attribution.content)
    return covered >= 0.3 * max(1, member.end - member.start)


def _corroboration(
    fact: Fact, lineage: Sequence[Lineage], sources: _Sources, accounts: Mapping[str, Account]
) -> Corroboration:
    documents = sorted({m.document for m in fact.members})
    credited = {d: _credits(d, fact, sources) for d in documents}
    joins = [*_by_lineage(set(documents), lineage, credited), *_by_source(documents, credited)]
    groups = _groups(documents, joins)
    return Corroboration(fact.id, len(groups), groups, _why(documents, groups, joins, accounts))


def _credits(document: str, fact: Fact, sources: _Sources) -> dict[str, str]:
    out: dict[str, str] = {}
    for member in fact.members:
        if member.document == document:
            out.update(sources.of(member))
    return out


def _by_lineage(
    documents: set[str], lineage: Sequence[Lineage], credited: Mapping[str, Mapping[str, str]]
) -> Iterator[_Join]:
    for link in lineage:
        if link.source not in documents or link.target not in documents:
            continue
        if link.relation in _DEPENDENT:
            yield _Join(link.source, link.target, _RELATIONS[link.relation])
        elif not _own_source(credited[link.source], credited[link.target]):
            yield _Join(link.source, link.target, "one cites the other, or both the same report")


_RELATIONS = {"copy": "the same text", "rewrite": "one rewritten from the other", "shared-wire": "the same wire text"}


def _own_source(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether both accounts credit somebody for the fact, and nobody in common."""
    return bool(one) and bool(other) and not set(one) & set(other)


def _by_source(documents: Sequence[str], credited: Mapping[str, Mapping[str, str]]) -> Iterator[_Join]:
    for i, one in enumerate(documents):
        for other in documents[i + 1 :]:
            shared = sorted(set(credited[one]) & set(credited[other]))
            if shared:
                yield _Join(one, other, f"both credit {credited[one][shared[0]]}")


def _groups(documents: Sequence[str], joins: Sequence[_Join]) -> tuple[tuple[str, ...], ...]:
    parent = {d: d for d in documents}
    for join in joins:
        one, other = sorted((_root(parent, join.one), _root(parent, join.other)))
        parent[other] = one
    groups: dict[str, list[str]] = {}
    for document in documents:
        groups.setdefault(_root(parent, document), []).append(document)
    return tuple(sorted((tuple(g) for g in groups.values()), key=lambda g: (-len(g), g)))


def _root(parent: Mapping[str, str], document: str) -> str:
    while parent[document] != document:
        document = parent[document]
    return document


def _why(
    documents: Sequence[str], groups: Sequence[tuple[str, ...]], joins: Sequence[_Join], accounts: Mapping[str, Account]
) -> str:
    head = f"{_number(len(documents))} account{'s' if len(documents) > 1 else ''}, "
    head += f"{_number(len(groups))} independent origin{'s' if len(groups) > 1 else ''}"
    if len(groups) == 1 and len(documents) > 1:
        return f"{head.replace(' independent', '')}: {_reasons(joins)}"
    joined = [g for g in groups if len(g) > 1]
    if not joined:
        return f"{head}: nothing shows that one rests on another"
    parts = [f"{_listed(g, accounts)} count as one ({_reasons(_within(g, joins))})" for g in joined]
    return f"{head}: {'; '.join(parts)}"


def _within(group: Sequence[str], joins: Sequence[_Join]) -> list[_Join]:
    return [j for j in joins if j.one in group and j.other in group]


def _reasons(joins: Sequence[_Join]) -> str:
    reasons = sorted({j.reason for j in joins})
    if len(reasons) == 1 and len(joins) > 1:
        return reasons[0].replace("both credit", "all credit")
    return ", ".join(reasons[:3])


def _listed(group: Sequence[str], accounts: Mapping[str, Account]) -> str:
    names = [_name(d, accounts) for d in group]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _name(document: str, accounts: Mapping[str, Account]) -> str:
    account = accounts.get(document)
    outlet = account.document.outlet if account else None
    return outlet.value if outlet else document


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
