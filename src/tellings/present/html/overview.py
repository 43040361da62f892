"""The figures of the first screen: how many of what, over all accounts and account by account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tellings.records import Account, Comparison, Lineage, Omission, Unique

_UNNAMED = "anonymous"
_CARRIED = frozenset({"copy", "rewrite", "shared-wire"})


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the whole comparison; `corroborated` facts stand on at least two independent origins."""

    accounts: int
    happenings: int
    facts: int
    corroborated: int
    conflicts: int
    unique: int


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """Counts of one account; `unnamed` is the share of its attributed words that has no named or described speaker."""

    account: Account
    words: int
    happenings: tuple[int, ...]
    facts: int
    conflicts: int
    unique: int
    omissions: int
    loaded: int
    unnamed: float | None


@dataclass(frozen=True, slots=True)
class Origin:
    """Accounts that are tied to one another: numbers of the links between them, and the reason of the surest.

    `carried` says whether they share text; else they only share a source for part of what they tell.
    """

    documents: tuple[str, ...]
    links: tuple[int, ...]
    why: str
    carried: bool


def figures(comparison: Comparison) -> Figures:
    """Counts over the whole comparison."""
    return Figures(
        accounts=len(comparison.accounts),
        happenings=len(comparison.links.happenings),
        facts=len(comparison.links.facts),
        corroborated=sum(c.origins > 1 for c in comparison.corroboration),
        conflicts=sum(c.named for c in comparison.conflicts),
        unique=len(comparison.unique),
    )


def account_figures(comparison: Comparison) -> list[AccountFigures]:
    """Counts of every account, in the order of the accounts."""
    facts = Counter(d for f in comparison.links.facts for d in {m.document for m in f.members})
    conflicts = Counter(d for c in comparison.conflicts for d in {m.document for a in c.answers for m in a.members})
    unique = Counter(u.citation.document for u in comparison.unique)
    omissions = Counter(o.document for o in comparison.omissions)
    unnamed = unnamed_shares(comparison)
    return [
        AccountFigures(
            account=a,
            words=len(a.document.view.text.split()),
            happenings=tuple(n for n, h in enumerate(comparison.links.happenings, 1) if a.id in h.documents),
            facts=facts[a.id],
            conflicts=conflicts[a.id],
            unique=unique[a.id],
            omissions=omissions[a.id],
            loaded=len(a.annotations.loaded),
            unnamed=unnamed.get(a.id),
        )
        for a in comparison.accounts
    ]


def unnamed_shares(comparison: Comparison) -> dict[str, float]:
    """Share of attributed words given to unnamed speakers, by document; documents without voices are absent."""
    words: Counter[str] = Counter()
    unnamed: Counter[str] = Counter()
    for voice in comparison.voices:
        words[voice.document] += voice.words
        unnamed[voice.document] += voice.words if voice.kind == _UNNAMED else 0
    return {document: unnamed[document] / total for document, total in words.items() if total}


def origins(comparison: Comparison) -> list[Origin]:
    """What ties accounts to one another: groups that share text, the largest first, then pairs that share a source."""
    numbered = list(enumerate(comparison.links.lineage, 1))
    carried = [(n, x) for n, x in numbered if x.relation in _CARRIED]
    parent = {a.id: a.id for a in comparison.accounts}
    for _, link in carried:
        one, other = sorted((_root(parent, link.source), _root(parent, link.target)))
        parent[other] = one
    groups: dict[str, list[tuple[int, Lineage]]] = {}
    for n, link in carried:
        groups.setdefault(_root(parent, link.source), []).append((n, link))
    texts = sorted(
        (_origin(links, carried=True) for links in groups.values()), key=lambda o: (-len(o.documents), o.links)
    )
    pairs = sorted(
        ((n, x) for n, x in numbered if x.relation not in _CARRIED), key=lambda p: (-round(p[1].score, 4), p[0])
    )
    return [*texts, *(_origin([pair], carried=False) for pair in pairs)]


def _origin(links: Sequence[tuple[int, Lineage]], *, carried: bool) -> Origin:
    documents = sorted({d for _, x in links for d in (x.source, x.target)})
    surest = min(links, key=lambda link: (-round(link[1].score, 4), link[0]))
    return Origin(tuple(documents), tuple(n for n, _ in links), surest[1].why, carried)


def unlinked(comparison: Comparison) -> list[str]:
    """The accounts that nothing ties to another."""
    linked = {d for x in comparison.links.lineage for d in (x.source, x.target)}
    return [a.id for a in comparison.accounts if a.id not in linked]


def _root(parent: Mapping[str, str], document: str) -> str:
    while parent[document] != document:
        document = parent[document]
    return document


def left_out(comparison: Comparison) -> list[Omission]:
    """For each account the weightiest thing that it leaves out, the weightiest first."""
    first: dict[str, Omission] = {}
    for omission in comparison.omissions:
        first.setdefault(omission.document, omission)
    return sorted(first.values(), key=lambda o: (-o.score, o.document))


def numbers(items: Iterable[_Identified]) -> dict[str, int]:
    """The place of each item in the comparison's own order, from one, by its id."""
    return {item.id: n for n, item in enumerate(items, 1)}


def conflicts_of_facts(comparison: Comparison) -> dict[str, list[int]]:
    """Numbers of the conflicts on each fact that can be named: sharing a fact does not mean agreeing on all of it."""
    out: dict[str, list[int]] = {f.id: [] for f in comparison.links.facts}
    for n, conflict in enumerate(comparison.conflicts, 1):
        if conflict.named and conflict.fact in out:
            out[conflict.fact].append(n)
    return out


def uniques(comparison: Comparison) -> dict[str, list[tuple[int, Unique]]]:
    """What each account alone tells, numbered, by document; every document has a list."""
    out: dict[str, list[tuple[int, Unique]]] = {a.id: [] for a in comparison.accounts}
    for n, unique in enumerate(comparison.unique, 1):
        out[unique.citation.document].append((n, unique))
    return out


def omissions(comparison: Comparison) -> dict[str, list[Omission]]:
    """What each account leaves out, by document; every document has a list."""
    out: dict[str, list[Omission]] = {a.id: [] for a in comparison.accounts}
    for omission in comparison.omissions:
        out[omission.document].append(omission)
    return out
