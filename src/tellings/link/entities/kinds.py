"""Which body "the company", "the agency" or "the paper" is: the last of that kind of those that an account is about.

A body is of a kind by a word of its name, spelled out where it is an acronym, or by what some account calls it ("the
airline Veltran").  Any body that is nothing else may be a company.
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.link.entities.chains import Group, Link
from tellings.link.entities.names import body_key, is_agency_word, is_company_word, is_militant, spelled_out
from tellings.records import Token

_PAPERS = frozenset({"paper", "newspaper", "daily", "tabloid"})
_PUBLIC = frozenset(
    "department ministry committee subcommittee commission council court senate house congress parliament assembly "
    "police agency bureau administration service office party government authority union university school college "
    "church army navy force forces association league federation society institute foundation hospital team club "
    "nations guard board bank white times post news herald journal workers teachers "
    "organization organisation republicans democrats".split()
)  # words that make a body no company
_PLAIN = frozenset({"federal", "national", "big", "large", "huge", "small", "new", "same", "powerful", "giant"})
_NEAR = 30  # mentions of bodies, or words of a description, that are looked back through
_TIMES = 3  # a body told of that many times less than another of its kind is not what "the company" means
_NEVER = frozenset({"government", "administration", "military", "army", "police", "team", "family", "crowd", "public"})


class Kinds:
    """The named bodies of each account by what they may be called, with the places where they are named."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._bodies: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._groups = [g for g in groups if g.type == "ORG"]
        self._called = [_called(g) for g in self._groups]
        self._plain = [_may_be_company(g, called) for g, called in zip(self._groups, self._called, strict=True)]
        self._counts: dict[str, Counter[int]] = defaultdict(Counter)
        for number, group in enumerate(self._groups):
            for link in (x for x in group.links if x.named):
                self._bodies[link.account.id] += [(m.start, number) for m in link.mentions]
                self._counts[link.account.id][number] += len(link.mentions)
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
        """The body that a description at a place means; -1 where it means none that is known."""
        tokens = link.account.annotations.tokens
        if not 0 <= head < len(tokens) or tokens[head].tag in ("NNS", "NNPS"):
            return -1
        modifiers = _modifiers(tokens, start, head)
        if modifiers is None:
            return -1
        noun, places = tokens[head].lemma.lower(), self._bodies.get(link.account.id, [])
        here = bisect.bisect_left(places, (start, -1))
        before = [n for _, n in places[max(0, here - _NEAR) : here] if self._is(n, noun, modifiers)]
        counts = self._counts[link.account.id]
        most = max((counts[n] for n in before), default=0)
        return next((n for n in reversed(before) if _TIMES * counts[n] >= most), -1)

    def _is(self, number: int, noun: str, modifiers: frozenset[str]) -> bool:
        called = self._called[number]
        if noun in _NEVER:
            return False
        if is_company_word(noun) and self._plain[number]:
            return True
        alike = noun in called or (noun in _PAPERS and not called.isdisjoint(_PAPERS))
        public = noun == "agency" and any(is_agency_word(w) for w in called)
        return (alike or public) and modifiers <= called | _PLAIN


def _modifiers(tokens: Sequence[Token], start: int, head: int) -> frozenset[str] | None:
    """The words of a description before its noun; None where one of them is a name or an owner."""
    found = set()
    for index in range(head - 1, max(-1, head - _NEAR), -1):
        token = tokens[index]
        if token.start < start:
            break
        if token.pos in ("PROPN", "PRON") or token.dep == "poss" or token.text in ("'s", "’s"):
            return None
        if token.pos in ("NOUN", "ADJ", "VERB"):
            found.add(token.text.lower())
    return frozenset(found)


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
    armed = any(is_militant(fold(x.entity.name)) for x in group.links)
    return not armed and not frozenset(called) & (_PUBLIC | _PAPERS)
