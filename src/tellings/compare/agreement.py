"""How many independent origins stand behind each fact.

Ten accounts that copy one agency are one origin, and so are four that all quote the same police chief.  Accounts are
joined for a fact when one is made from the other or both from one wire text, when one cites the other and nothing shows
that it has this fact from elsewhere (unsure means not independent), when their sentences credit the same source or
quote the same words, and when most of them credit one source and the others name none.  An account whose sentence is
not likely to state what the statement does is no origin: it is named beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tellings.annotate.attributions import quoted
from tellings.compare.reading import bare, shown, token_range
from tellings.records import Account, Attribution, Citation, Corroboration, Fact, Lineage, Links, Span

_DEPENDENT = ("copy", "rewrite", "shared-wire")
_CREDITED = ("named", "described", "institution", "document", "outlet")
_FEWEST_WORDS = 4  # quoted words of more than three letters that two accounts must share
_SAME_WORDS = 0.6  # share of the shorter quotation's words
_SHORT_WORD = 3
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class _Join:
    """Two accounts that are one origin for a fact, and why: a verb phrase of which the accounts are the subject."""

    one: str
    other: str
    reason: str


def corroborate(accounts: Sequence[Account], links: Links) -> tuple[Corroboration, ...]:
    """Count the independent origins of each fact.

    Args:
        accounts: Annotated accounts, sorted by id.
        links: Facts, entities and lineage across them.

    Returns:
        One entry a fact, in the order of the facts.  `groups` are sorted, largest first; an account that only may tell
        the fact stands in none.
    """
    by_id = {a.id: a for a in accounts}
    sources = _Sources(by_id, links)
    quotes = {a.id: quoted(a.document) for a in accounts}
    return tuple(_corroboration(fact, links.lineage, sources, by_id, quotes) for fact in links.facts)


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
        if attribution.source and not attribution.speaker and attribution.kind in _CREDITED:
            name = bare(shown(self._accounts[document], attribution.source))
            yield name.lower(), name
        for source in (*credited, *attribution.via):
            entity = self._linked.get((document, source))
            name = entity.name if entity else self._chains.get((document, source), source)
            yield (entity.id if entity else name.lower()), name


def _rests_on(attribution: Attribution, member: Span) -> bool:
    """Whether a sentence lies, at least in good part, inside what is attributed."""
    covered = sum(c.shared(member) for c in attribution.content)
    return covered >= 0.3 * max(1, member.end - member.start)


def _corroboration(
    fact: Fact,
    lineage: Sequence[Lineage],
    sources: _Sources,
    accounts: Mapping[str, Account],
    quotes: Mapping[str, Sequence[Span]],
) -> Corroboration:
    documents = sorted({m.document for m in fact.likely})
    unsure = sorted({m.document for m in fact.members} - set(documents))
    credited = {d: _credits(d, fact, sources) for d in documents}
    said = {d: _quoted_words(accounts[d], quotes[d], [m for m in fact.members if m.document == d]) for d in documents}
    joins = [*_by_lineage(set(documents), lineage, credited), *_by_source(documents, credited), *_by_words(said)]
    joins += _by_majority(documents, credited, said)
    groups = _groups(documents, joins)
    why = _why(documents, groups, joins, accounts)
    if unsure:
        why += f"; {_listed(unsure, accounts)} may tell it too"
    return Corroboration(fact.id, len(groups), groups, why)


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
            yield _Join(link.source, link.target, _upstream(link.why))


_RELATIONS = {
    "copy": "carry the same text",
    "rewrite": "are one text rewritten",
    "shared-wire": "carry the same agency text",
}


def _upstream(why: str) -> str:
    """On what accounts rest that cite, as the lineage names it."""
    found = _CREDIT.search(why)
    return f"rest on one {found[1].strip()} report" if found else "have a passage in common"


_CREDIT = re.compile(r"(?i)\b(?:both (?:rest on|credit)|credits) ([^:;.,“]+)")


def _own_source(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether both accounts credit somebody for the fact, and nobody in common."""
    return bool(one) and bool(other) and not set(one) & set(other)


def _by_source(documents: Sequence[str], credited: Mapping[str, Mapping[str, str]]) -> Iterator[_Join]:
    for i, one in enumerate(documents):
        for other in documents[i + 1 :]:
            shared = sorted(set(credited[one]) & set(credited[other]))
            if shared:
                yield _Join(one, other, f"credit {credited[one][shared[0]]}")


def _by_majority(
    documents: Sequence[str], credited: Mapping[str, Mapping[str, str]], said: Mapping[str, frozenset[str]]
) -> Iterator[_Join]:
    """Accounts that name no source for a statement that most of the others credit to one speaker, in quoted words."""
    for key in sorted({k for d in documents for k in credited[d]}):
        crediting = [d for d in documents if key in credited[d]]
        if 2 * len(crediting) > len(documents) and any(said[d] for d in crediting):
            reason = f"credit {credited[crediting[0]][key]}"
            yield from (_Join(crediting[0], d, reason) for d in documents if not credited[d])


def _by_words(said: Mapping[str, frozenset[str]]) -> Iterator[_Join]:
    """Accounts that quote the same words have them from one mouth, whoever that is."""
    for one, other in combinations(sorted(said), 2):
        shared = len(said[one] & said[other])
        if shared >= _FEWEST_WORDS and shared >= _SAME_WORDS * min(len(said[one]), len(said[other])):
            yield _Join(one, other, "quote the same words")


def _quoted_words(account: Account, quotes: Sequence[Span], members: Sequence[Citation]) -> frozenset[str]:
    """The words, in lower case, that stand inside quotation marks in some sentences."""
    spans = [q for q in quotes if any(q.shared(m.span) for m in members)]
    inside = {i for q in spans for i in token_range(account, q)}
    tokens = account.annotations.tokens
    kept = (tokens[i] for i in inside if any(m.span.holds(tokens[i].span) for m in members))
    return frozenset(t.text.casefold() for t in kept if t.text.isalpha() and len(t.text) > _SHORT_WORD)


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
    joined = [g for g in groups if len(g) > 1]
    if not joined:
        return "nothing shows that one rests on another" if len(documents) > 1 else "one account"
    parts = [_reasons(g, joins, accounts) for g in joined]
    alone = len(groups) - len(joined)
    others = {0: [], 1: ["nothing shows that the other rests on them"]}
    return "; ".join([*parts, *others.get(alone, ["nothing shows that the others rest on them"])])


def _reasons(group: Sequence[str], joins: Sequence[_Join], accounts: Mapping[str, Account]) -> str:
    """Why the accounts of a group are one origin: the reasons that together reach all of them, the widest first."""
    reached: dict[str, set[str]] = {}
    for join in joins:
        if join.one in group:
            reached.setdefault(join.reason, set()).update((join.one, join.other))
    told: list[str] = []
    known: set[str] = set()
    for reason in sorted(reached, key=lambda r: (-len(reached[r]), r not in _RELATIONS.values(), r)):
        if not reached[reason] <= known:
            known |= reached[reason]
            told.append(_told(sorted(reached[reason]), reason, accounts))
    return ", ".join(told[:_MOST_REASONS])


def _told(documents: Sequence[str], reason: str, accounts: Mapping[str, Account]) -> str:
    both = "both " if len(documents) == 2 and reason.startswith(("credit", "carry", "quote", "rest")) else ""
    return f"{_listed(documents, accounts)} {both}{reason}"


def _listed(group: Sequence[str], accounts: Mapping[str, Account]) -> str:
    *names, last = (_name(d, accounts) for d in group)
    return f"{', '.join(names)} and {last}" if names else last


def _name(document: str, accounts: Mapping[str, Account]) -> str:
    account = accounts.get(document)
    outlet = account.document.outlet if account else None
    return outlet.value if outlet else document
