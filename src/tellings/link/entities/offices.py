"""Who "the senator" or "the former congressman" is: the one person of the account who holds such an office.

Which office a person holds may be told by any account; that the person is meant here, only by the account itself, which
must name nobody else who could be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.link.entities.chains import Group, Link
from tellings.link.entities.names import is_lawmaker, role_class

_ANYBODY = frozenset(
    "man woman boy girl child friend resident official source expert analyst witness member person aide adviser worker "
    "employee leader ally critic supporter colleague author lawyer spokesman reporter policeman judge chief candidate "
    "nominee contender player guest".split()
)  # nouns that many in a story answer to
_OTHERS = frozenset("second third fourth fifth other another next new".split())  # words that tell one from the first
_RANKS = frozenset({"vice", "deputy", "under", "assistant", "acting", "undersecretary"})  # such a one is not the head


class Offices:
    """The named people of each account by the offices that any account gives them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._holders: dict[tuple[str, str], list[Group]] = defaultdict(list)
        for group in (g for g in groups if g.type == "PER"):
            offices = _offices(group)
            for document in sorted({x.account.id for x in group.links if x.named}):
                for office in offices:
                    self._holders[document, office].append(group)

    def holder(self, link: Link) -> Group | None:
        """The only named person of a chain's account who can be what its descriptions say."""
        head = link.mentions[0].head
        tokens = link.account.annotations.tokens
        if not 0 <= head < len(tokens) or tokens[head].tag in ("NNS", "NNPS"):
            return None
        office = role_class(tokens[head].lemma.lower())
        if office in _ANYBODY or any(_OTHERS & set(fold(n).split()) for n in link.nominals):
            return None
        found = [g for g in self._holders.get((link.account.id, office), []) if _may_be(g, link)]
        return found[0] if len(found) == 1 else None


def _offices(group: Group) -> list[str]:
    """The nouns of a person's titles, roles and descriptions, one word for those that mean the same."""
    told = (r for x in group.links for r in (*x.entity.roles, *x.nominals))
    found = {role_class(w) for r in told for w in _nouns(r)}
    return sorted(found | ({"lawmaker"} if any(is_lawmaker(w) for w in found) else set()))


def _nouns(role: str) -> Iterable[str]:
    """The words of a role that may be its noun: those before "of", "for" or "at" that titles and roles are told by."""
    front = fold(role).split(" of ")[0].split(" for ")[0].split(" at ")[0]
    words = [w.strip("\"'“”,") for w in front.replace("-", " ").split()]
    if not _RANKS.isdisjoint(words):
        return ()
    return (w for w in words[-1:] if w in lexicon().roles or w in lexicon().titles or w in lexicon().persons)


def _may_be(group: Group, link: Link) -> bool:
    """Whether nothing in the descriptions speaks against a person: another gender, another country."""
    genders = {x.gender for x in group.links} - {""}
    told = {lexicon().gender(w) for n in link.nominals for w in fold(n).split()} - {""}
    if genders and told and not genders & told:
        return False
    countries = {c for n in link.nominals for c in _countries(n)}
    own = {c for x in group.links for r in (*x.entity.roles, *x.nominals) for c in _countries(r)}
    return not (countries and own) or bool(countries & own)


def _countries(phrase: str) -> Iterable[str]:
    return (c for w in fold(phrase).split() if (c := lexicon().peoples.get(w.removesuffix("'s"), "")))
