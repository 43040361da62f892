"""Which bodies and places of different accounts are one: equal names, acronyms, shortened names, seats of power.

A capital that acts ("Beijing said") stands for its country, as desks write it; a capital where something takes place
("in Paris") is a city.  Which of the two it is in these accounts is read off the prepositions in front of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files

from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.link.entities.chains import Group, Link, by_size, gathered, locative_share
from tellings.link.entities.names import american, body_key, initials, same_surname, seat_of, spelled_out
from tellings.link.lineage.upstream import normalise

_ACTS = 0.5  # a capital that stands after a preposition of place less often than this is a government
_TIMES = 4  # times as many mentions as the next body that a shorter name may stand for
_NOT_A_FORM = frozenset(
    {"committee", "subcommittee", "party", "department", "court", "association", "caucus", "council", "commission",
     "school", "university", "street", "foundation", "union", "police", "bridge", "times", "post", "news", "journal",
     "republicans", "democrats", "correspondents", "office"}
)  # fmt: skip
_KINDS_OF_PLACE = frozenset(
    {"city", "province", "county", "district", "region", "town", "village", "state", "airport", "prison"}
)

Key = tuple[str, ...]


def join_bodies(links: Sequence[Link]) -> list[Group]:
    """Groups of the chains of organisations that have names."""
    groups = gathered(links, lambda x: _body(x.entity.name))
    keyed = {_as_key(k): g for k, g in groups.items()}
    steps = (
        (_by_spacing, "spelling"),
        (_by_acronym, "acronym"),
        (_by_tail, "shorter name"),
        (_by_head, "shorter name"),
    )
    for link, other in steps:
        keyed = _joined(keyed, link, other)
    return list(keyed.values())


def join_works(links: Sequence[Link]) -> list[Group]:
    """Groups of the chains of all else that has a name: works, laws, peoples; with their acronyms."""
    keyed = {_as_key(k): g for k, g in gathered(links, _work).items()}
    for link, other in ((_by_acronym, "acronym"), (_by_last, "shorter name")):
        keyed = _joined(keyed, link, other)
    return list(keyed.values())


def _work(link: Link) -> tuple[str, ...]:
    """The key of a law, work or people; "Ukrainian" and "Ukrainians" are one people."""
    name = fold(link.entity.name).removeprefix("the ")
    if name.removesuffix("s") in lexicon().peoples:
        return (name.removesuffix("s"),)
    return tuple((spelled_out(name) or name).split())


def join_places(links: Sequence[Link]) -> list[Group]:
    """Groups of the chains of places that have names; capitals that act are joined with their countries."""
    keyed = {_as_key(k): g for k, g in gathered(links, lambda x: (place_key(x.entity.name),)).items()}
    keyed = _joined(keyed, _by_kind, "same place")
    keyed = _joined(keyed, _by_spelling, "spelling")
    for key in sorted(keyed):
        country = country_of(key[0])
        home = keyed.setdefault((country,), Group()) if country and locative_share(keyed[key]) < _ACTS else None
        if home is not None and home is not keyed[key]:
            home.absorb(keyed[key], "capital for country")
    return [g for g in keyed.values() if g.links]


def country_of(place: str) -> str:
    """The folded country that a folded capital or seat of power speaks for; empty for any other place."""
    return _capitals().get(place) or seat_of(place)


def is_country(place: str) -> bool:
    """Whether a place's standard name (`place_key`) is that of a country."""
    return place in _countries()


def place_key(name: str) -> str:
    """A place's standard name, folded."""
    bare = american(fold(name).removeprefix("the ").removesuffix("'s"))
    return lexicon().places.get(bare) or (seat_of(bare) if "republic" in bare or len(bare) < 5 else "") or bare


def _as_key(key: object) -> Key:
    return tuple(str(k) for k in key) if isinstance(key, tuple) else (str(key),)


def _body(name: str) -> Key:
    """A body's key: spelled out where it is a well-known acronym, the outlet's one name where it is an outlet."""
    key = body_key(name)
    if len(key) == 1 and spelled_out(key[0]):
        return body_key(spelled_out(key[0]))
    outlet = normalise(" ".join(name.split()).removeprefix("the ").removeprefix("The "))
    return body_key(outlet) if key and outlet != name else key


def _joined(keyed: dict[Key, Group], stands_for: Callable[[Key, Key, Group], bool], why: str) -> dict[Key, Group]:
    """Join each group, shortest key first, to the only longer one that it stands for."""
    order = sorted(keyed, key=lambda k: (len(k), k))
    index: dict[str, list[Key]] = defaultdict(list)
    for key in order:
        for handle in sorted({*_ends(key), f"={''.join(key)}", *(f"@{a}" for a in _acronyms(key))}):
            index[handle].append(key)
    for key in order:
        near = dict.fromkeys(k for handle in (*_ends(key), f"={''.join(key)}", f"@{key[0]}") for k in index[handle])
        longer = [k for k in near if k != key and keyed[k].links and len(k) >= len(key)]
        options = [k for k in longer if stands_for(key, k, keyed[key])]
        home = _dominant([keyed[k] for k in options])
        if home is not None and keyed[key].links:
            home.absorb(keyed[key], why)
    return {k: g for k, g in keyed.items() if g.links}


def _dominant(options: list[Group]) -> Group | None:
    """The only option, or the one that is told of far more than the others."""
    ranked = by_size(options)
    if len(ranked) > 1 and ranked[0].size < _TIMES * ranked[1].size:
        return None
    return ranked[0] if ranked else None


def _ends(key: Key) -> tuple[str, str]:
    """The first and the last word of a key: whatever stands for it begins or ends like it, or is its acronym."""
    words = " ".join(key).split() or [""]
    return f"<{words[0]}", f">{words[-1]}"


def _by_spacing(short: Key, long: Key, _: Group) -> bool:
    """As "SkyLine" and "Sky Line"."""
    return len("".join(short)) > 3 and "".join(short) == "".join(long)


def _by_acronym(short: Key, long: Key, group: Group) -> bool:
    if len(short) != 1 or len(long) < 2 or not group.links[0].entity.name.replace(".", "").isupper():
        return False
    return short[0] in _acronyms(long)


def _acronyms(key: Key) -> tuple[str, str]:
    """The letters of a key as it stands, and with a field's department put in front again."""
    return initials(key), initials((key[-1:] or ("",)) + key[:-1])


def _by_tail(short: Key, long: Key, _: Group) -> bool:
    if len(short) >= len(long) or long[-len(short) :] != short:
        return False
    return len(short) > 1 or _is_club(short[0], " ".join(long[:-1]))


def _by_last(short: Key, long: Key, _: Group) -> bool:
    """As "the Meteor" for the ship "Calder Meteor"; never a people for what is called after it."""
    return len(short) < len(long) and long[-len(short) :] == short and " ".join(short) not in lexicon().peoples


def _is_club(name: str, place: str) -> bool:
    """Whether a body is called after its place and something that is no common word ("Fairport Kestrels")."""
    common = name in lexicon().organisation_words | lexicon().group_nouns | _NOT_A_FORM
    return not common and (place in lexicon().places or place in lexicon().peoples)


def _by_head(short: Key, long: Key, _: Group) -> bool:
    """As "Delta" for "Delta Air Lines"; never "Senate" for one of its committees."""
    name = " ".join(short)
    known = (
        name in lexicon().organisations
        or name in lexicon().places
        or name in lexicon().peoples
        or name in lexicon().outlets
    )
    rest = long[len(short) :]
    return not known and long[: len(short)] == short and 0 < len(rest) <= 2 and not set(rest) & _NOT_A_FORM


def _by_kind(short: Key, long: Key, _: Group) -> bool:
    """Whether the longer names the kind of place too ("Tarn", "Tarn province")."""
    words = long[0].split()
    return len(words) > 1 and words[-1] in _KINDS_OF_PLACE and " ".join(words[:-1]) == short[0]


def _by_spelling(short: Key, long: Key, _: Group) -> bool:
    if short[0] in lexicon().places and long[0] in lexicon().places:
        return False
    return " " in short[0] and len(short[0]) > 7 and same_surname(short[0], long[0])


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    """Folded capital → folded country."""
    countries = json.loads((files("tellings.annotate") / "lexicons/places.json").read_text("utf-8"))["countries"]
    return {fold(c): fold(country) for country, entry in countries.items() for c in entry["capitals"]}


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(_capitals().values())
