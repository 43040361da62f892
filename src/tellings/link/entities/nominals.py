"""Descriptions that stand without a name in their own account, given to the entity that they mean.

"The Ukrainian president" is the person whose role that is in any account; "the Beijing government" and "Xi's regime"
are a country; "the airline" is the airline, where another account says which.  An indefinite description ("a source")
means nobody in particular and stays alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.link.entities.bodies import place_key
from tellings.link.entities.chains import Group, Link, by_size
from tellings.link.entities.kin import Kin
from tellings.link.entities.kinds import Kinds
from tellings.link.entities.names import (
    body_key,
    is_event_role,
    is_government,
    is_militant,
    is_military,
    means_fighters,
    role_class,
)
from tellings.link.entities.offices import Offices

_OPEN = frozenset(
    {"a", "an", "some", "several", "many", "other", "another", "two", "three", "one", "any", "key", "senior"}
)
_EMPTY = frozenset(
    {
        "the",
        "this",
        "that",
        "of",
        "his",
        "her",
        "its",
        "their",
        "former",
        "then",
        "s",
        "for",
        "in",
        "at",
        "by",
        "and",
        "current",
        "own",
    }
)

_WIDER = {"child": ("boy", "girl", "baby"), "attacker": ("gunman", "bomber"), "teenager": ("boy", "girl")}
_SHORT = 3  # words
_MOST = 50  # descriptions with one noun that are held against each other

Words = frozenset[str]
K = TypeVar("K")


def join_nominals(groups: list[Group], loose: Sequence[Link]) -> list[Group]:
    """Give chains without a name to the groups they mean; what is left is grouped by its words.

    Args:
        groups: Groups of named chains; they take up what is theirs.
        loose: Chains that have only descriptions.

    Returns:
        All groups, the given ones and new ones.
    """
    homes, kin = _Homes(groups), Kin(groups)
    armies = {c for link in loose if (c := _army(link))}
    army = min(armies) if len(armies) == 1 else ""
    new: dict[object, Group] = {}
    for link in sorted(loose, key=lambda x: (kin.is_possessed(x), x.key)):
        home, why = kin.home(link), "relation"
        if home is None:
            home, why = homes.of(link)
        if home is None:
            home, why = new.setdefault(kin.key(link) or _own_key(link, army), Group()), "same description"
        if home.links:
            home.why.append(why)
        home.links.append(link)
        kin.add(link, home)
    return [*groups, *_introduced(_widened(list(new.values())), groups)]


def _has_name(group: Group) -> bool:
    return any(x.named for x in group.links)


def _introduced(groups: list[Group], named: Sequence[Group]) -> list[Group]:
    """Join "a gunman" with the only one whom the accounts call "the gunman"."""
    called: dict[str, dict[int, Group]] = defaultdict(dict)
    for group in (*named, *groups):
        for name in _definites(group) if group.type == "PER" else []:
            called[_last(name)][id(group)] = group
    for role, others in _WIDER.items():
        narrow = [g for other in others for g in called.get(other, {}).values()]
        wide = [g for g in called.get(role, {}).values() if g.links]
        if len({id(g) for g in narrow}) == len(wide) == 1 and wide[0] is not narrow[0] and not _has_name(wide[0]):
            narrow[0].absorb(wide[0], "wider word")
            called[role] = {id(narrow[0]): narrow[0]}
    for group in groups:
        roles = {_last(n) for x in group.links for n in x.nominals if _indefinite(n)}
        role = min(roles) if len(roles) == 1 and group.type == "PER" else ""
        homes = [g for g in called.get(role, {}).values() if g.links] if is_event_role(role) else []
        if len(homes) == 1 and homes[0] is not group:
            homes[0].absorb(group, "brought in")
    return [g for g in groups if g.links]


def _widened(groups: list[Group]) -> list[Group]:
    """Join what one account calls "the court" or "the military court" to the only "Veldorian military court" of all."""
    told: dict[tuple[str, str], list[tuple[Words, Group]]] = defaultdict(list)
    for group in by_size(groups):
        for name in _definites(group):
            told[group.type, _last(name)].append((frozenset(_content(name)), group))
    for rows in told.values():
        for words, group in sorted(rows[:_MOST], key=lambda r: (len(r[0]), sorted(r[0]))):
            wider = {id(g): g for more, g in rows[:_MOST] if g.links and g is not group and words < more}
            if group.links and len(wider) == 1:
                next(iter(wider.values())).absorb(group, "shorter description")
    return [g for g in groups if g.links]


def _definites(group: Group) -> list[str]:
    """The definite descriptions of a group of one thing each, in the singular."""
    return sorted({n for x in group.links for n in x.nominals if _definite(n) and not n.endswith("s")})


def _last(phrase: str) -> str:
    words = _content(phrase)
    return words[-1] if words else ""


class _Homes:
    """Where descriptions may belong: by role, by leader or people, by a shared phrase."""

    def __init__(self, groups: list[Group]) -> None:
        ranked = by_size(groups)
        self.roles = _unique((frozenset(_content(r)), g) for g in ranked if g.type == "PER" for r in _roles(g))
        self.names = _unique((body_key(n), g) for g in ranked if g.type == "ORG" for x in g.links for n in x.names)
        self.phrases = _unique((_phrase(n), g) for g in ranked for x in g.links for n in x.nominals if _definite(n))
        self.countries = {k: g for g in reversed(ranked) if g.type in ("LOC", "ORG") for k in _countries(g)}
        self.leads = {w: c for g in reversed(ranked) if g.type == "PER" for c in _led(g) for w in _surnames(g)}
        self.armed = _only(g for g in ranked if any(is_militant(fold(x.entity.name)) for x in g.links))
        self.tails = _unique((t, g) for g in ranked if g.type in ("ORG", "LOC") for t in _tails(g))
        self.offices, self.kinds = Offices(ranked), Kinds(ranked)
        self.house = next((g for g in ranked if any(fold(x.entity.name) == "white house" for x in g.links)), None)

    def of(self, link: Link) -> tuple[Group | None, str]:
        """The entity that a chain's descriptions mean, by the fullest of them or else by a definite one; and why."""
        for name in dict.fromkeys((link.entity.name, *sorted(n for n in link.nominals if _definite(n)))):
            home, why = self._called(link, name)
            if home is not None:
                return home, why
        return None, ""

    def _called(self, link: Link, name: str) -> tuple[Group | None, str]:
        words = _content(name)
        if link.type == "PER" and not _indefinite(name) and (home := self._by_role(frozenset(words))):
            return home, "role"
        if words and any(is_government(w) for w in words[-1:] + words[:1]) and (home := self._government(name, words)):
            return home, "government"
        if link.type == "ORG" and (home := self.names.get(body_key(name.replace("“", "").replace("”", "")))):
            return home, "same name"
        if _definite(name) and (home := self.phrases.get(_phrase(name))):
            return home, "same description"
        if _definite(name) and means_fighters(_phrase(name)) and self.armed:
            return self.armed, "the only armed movement"
        if _definite(name) and len(words) == 1 and (home := self.tails.get(words[0])):
            return home, "kind of body"
        if _definite(name) and link.type == "PER" and (home := self.offices.holder(link)):
            return home, "office"
        if _definite(name) and link.type == "ORG" and (home := self.kinds.body(link)):
            return home, "kind of body"
        return None, ""

    def _by_role(self, words: Words) -> Group | None:
        if words in self.roles:
            return self.roles[words]
        wider = {id(g): g for r, g in self.roles.items() if g and len(words) > 1 and words < r}
        return next(iter(wider.values())) if len(wider) == 1 else None

    def _government(self, name: str, words: list[str]) -> Group | None:
        """The White House for an administration; otherwise the country, by its name, its people or its leader."""
        if "administration" in words and (len(words) <= 2 or "officials" in words) and self.house:
            return self.house
        for word in words:
            country = word if word in self.countries else self.leads.get(word, "")
            if country in self.countries and len(words) <= 3 and not _indefinite(name):
                return self.countries[country]
        return None


def _only(groups: Iterable[Group]) -> Group | None:
    found = list(groups)
    return found[0] if len(found) == 1 else None


def _tails(group: Group) -> list[str]:
    """What kind of body a name says it is: "airline" for "American Airlines", "consulate" for "German consulate"."""
    last = {fold(n).split()[-1] for x in group.links for n in (*x.names, *x.nominals) if len(n.split()) > 1}
    return sorted({w for t in last for w in (t, t.removesuffix("s"))} - lexicon().place_words)


def _unique(pairs: Iterable[tuple[K, Group]]) -> dict[K, Group | None]:
    """Key → the one group that it leads to, or None where several do."""
    out: dict[K, Group | None] = {}
    for key, group in pairs:
        out[key] = group if out.get(key, group) is group else None
    return out


def _roles(group: Group) -> list[str]:
    return [r for x in group.links for r in (*x.entity.roles, *x.nominals) if not _indefinite(r)]


def _content(phrase: str) -> list[str]:
    """The words of a description that tell: peoples turned into countries, words for one role into one of them."""
    words = [w.removesuffix("'s").removesuffix("'").strip('"“”,.') for w in fold(phrase).split()]
    told = [lexicon().peoples.get(w) or lexicon().places.get(w) or w for w in words if w and w not in _EMPTY]
    return [role_class(w) for w in told]


def _phrase(phrase: str) -> str:
    return " ".join(_content(phrase))


def _definite(phrase: str) -> bool:
    return fold(phrase).split()[:1] == ["the"]


def _indefinite(phrase: str) -> bool:
    return bool(set(fold(phrase).split()[:1]) & _OPEN)


def _countries(group: Group) -> list[str]:
    keys = {place_key(x.entity.name) for x in group.links}
    return sorted(k for k in keys if k in _known_countries())


def _known_countries() -> frozenset[str]:
    return frozenset(c for c in lexicon().peoples.values() if c)


def _led(group: Group) -> list[str]:
    """The countries that a person's roles say they lead."""
    heads = {"president", "prime", "premier", "chancellor", "leader", "king", "emir", "sultan"}
    return sorted(
        {w for r in _roles(group) if heads & set(words := _content(r)) for w in words if w in _known_countries()}
    )


def _surnames(group: Group) -> list[str]:
    return sorted({x.words[-1] for x in group.links if x.words})


def _army(link: Link) -> str:
    """The country whose armed forces a description means; empty where it means none or does not say."""
    words = _content(link.entity.name)
    of = [w for w in words[:-1] if w in _known_countries()]
    return of[0] if words and is_military(words[-1]) and len(of) == 1 and len(words) <= _SHORT else ""


def _own_key(link: Link, army: str) -> object:
    """What descriptions that belong to no named entity must share to be one; a long one may be indefinite."""
    definite = min((n for n in link.nominals if _definite(n)), key=lambda n: (len(n), n), default="")
    name = definite or link.entity.name
    words = _content(name)
    if _army(link) or (army and len(words) == 1 and is_military(words[0]) and definite):
        return ("military", _army(link) or army)
    if words and (definite or len(words) >= _SHORT):
        return (link.type, " ".join(words))
    return link.key
