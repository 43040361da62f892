"""Which body "the company", "the agency" or "the paper" is: the one of that kind that the account spoke of last.

A body is of a kind by a word of its name, spelled out where it is an acronym, or by what some account calls it ("the
airline Veltran").  Any body that is nothing else may be a company.
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.link.entity_chains import Group, Link
from tellings.link.entity_names import body_key, is_agency_word, is_company_word, spelled_out

_PAPERS = frozenset({"paper", "newspaper", "daily", "tabloid"})
_PUBLIC = frozenset(
    "department ministry committee subcommittee commission council court senate house congress parliament assembly "
    "police agency bureau administration service office party government authority union university school college "
    "church army navy force forces association league federation society institute foundation hospital team club "
    "nations guard board bank white times post news herald journal union workers teachers court police".split()
)  # words that make a body no company
_NEVER = frozenset({"government", "administration", "military", "army", "police", "team", "family", "crowd", "public"})


class Kinds:
    """The named bodies of each account by what they may be called, with the places where they are named."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._bodies: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._groups = [g for g in groups if g.type == "ORG"]
        self._called = [_called(g) for g in self._groups]
        self._plain = [_may_be_company(g, called) for g, called in zip(self._groups, self._called, strict=True)]
        for number, group in enumerate(self._groups):
            for link in (x for x in group.links if x.named):
                self._bodies[link.account.id] += [(m.start, number) for m in link.mentions]
        for places in self._bodies.values():
            places.sort()

    def body(self, link: Link) -> Group | None:
        """The body that most descriptions of a chain mean: each the last one of its kind before it."""
        votes = Counter(
            n for m in link.mentions if m.form == "nominal" if (n := self._last(link, m.start, m.head)) >= 0
        )
        if not votes:
            return None
        best = min(votes, key=lambda n: (-votes[n], n))
        return self._groups[best] if 2 * votes[best] > sum(votes.values()) else None

    def _last(self, link: Link, start: int, head: int) -> int:
        tokens = link.account.annotations.tokens
        if not 0 <= head < len(tokens) or tokens[head].tag in ("NNS", "NNPS"):
            return -1
        noun = tokens[head].lemma.lower()
        places = self._bodies.get(link.account.id, [])
        before = places[
            max(0, bisect.bisect_left(places, (start, -1)) - _NEAR) : bisect.bisect_left(places, (start, -1))
        ]
        return next((n for _, n in reversed(before) if self._is(n, noun)), -1)

    def _is(self, number: int, noun: str) -> bool:
        called = self._called[number]
        if noun in _NEVER:
            return False
        if noun in called:
            return True
        if noun in ("agency", "bureau", "department") and not called.isdisjoint(_PUBLIC):
            return noun == "agency" and any(is_agency_word(w) for w in called)
        if noun in _PAPERS:
            return not called.isdisjoint(_PAPERS)
        return is_company_word(noun) and self._plain[number]


_NEAR = 30  # mentions of bodies that are looked back through


def _called(group: Group) -> frozenset[str]:
    """The words of a body's names, spelled out, and the nouns of what accounts call it."""
    names = {n for x in group.links for n in (x.entity.name, *x.names)}
    words = {
        w for n in names for w in (*" ".join(body_key(n)).replace("-", " ").split(), *spelled_out(fold(n)).split())
    }
    nouns = {fold(n).split()[-1] for x in group.links for n in (*x.nominals, *x.entity.roles) if n.strip()}
    outlet = any(fold(n) in lexicon().outlets or f"the {fold(n)}" in lexicon().outlets for n in names)
    return frozenset(words | nouns | (_PAPERS if outlet else set()))


def _may_be_company(group: Group, called: Iterable[str]) -> bool:
    """Whether nothing says that a body is a public one, a party, an outlet or a club."""
    known = any(fold(x.entity.name) in lexicon().organisations for x in group.links)
    return not known and not frozenset(called) & (_PUBLIC | _PAPERS)
