"""Which people of different accounts are one person.

Full names are joined first, by surname and given name in any transliteration or short form; then the bare surnames,
each to the one full name it can stand for.  Two people of one surname are never joined: given names or genders that
conflict block, and a bare surname that fits several goes to one of them only if that one is named far more often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tellings.link.entities.chains import Group, Link, by_size, gathered
from tellings.link.entities.names import same_person, same_surname

_DOMINANT = 4  # times as many mentions as the next bearer of the surname


def join_people(links: Sequence[Link]) -> list[Group]:
    """Groups of the chains of people that have names.

    Args:
        links: Chains of type PER with at least one mention by name.

    Returns:
        Groups in no particular order; every chain is in exactly one.
    """
    full = _full(by_size(gathered((x for x in links if len(x.words) > 1), lambda x: (x.words, x.gender)).values()))
    bare = by_size(gathered((x for x in links if len(x.words) <= 1), lambda x: (x.words, x.gender)).values())
    return _short(full, bare)


def _full(groups: list[Group]) -> list[Group]:
    """Join groups of full names; the most mentioned comes first and draws in the others."""
    homes: list[Group] = []
    blocks: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        words = group.links[0].words
        keys = sorted({words[-1][:1], words[0][:1]})
        options = {id(h): h for k in keys for h in blocks[k] if _one_person(h, group)}
        home = next(iter(options.values()), None)
        if home is None:
            homes.append(group)
            for k in keys:
                blocks[k].append(group)
        else:
            home.absorb(group, "full name")
    return homes


def _one_person(home: Group, group: Group) -> bool:
    words = group.links[0].words
    if _conflict(home, group) and words != home.links[0].words:
        return False
    known = {x.words for x in home.links if len(x.words) > 1}
    return all(same_person(k, words) for k in known)


def _conflict(one: Group, other: Group) -> bool:
    genders = {x.gender for g in (one, other) for x in g.links} - {""}
    return len(genders) > 1


def _short(homes: list[Group], bare: list[Group]) -> list[Group]:
    left: list[Group] = []
    for group in bare:
        home, why = _home(homes, group), "surname"
        if home is None:
            home, why = next((g for g in left if _same_bare(g, group)), None), "same surname"
        if home is None:
            left.append(group)
        else:
            home.absorb(group, why)
    return homes + left


def _same_bare(one: Group, other: Group) -> bool:
    a, b = one.links[0].words, other.links[0].words
    return bool(a and b) and same_surname(a[0], b[0]) and not _conflict(one, other)


def _home(homes: list[Group], group: Group) -> Group | None:
    """The one person that a bare name can mean, by surname or else by the name in front."""
    if not group.links[0].words:
        return None
    word = group.links[0].words[0]
    for place in (-1, 0):
        options = [h for h in homes if _bears(h, word, place) and not _conflict(h, group)]
        if options:
            return _dominant(options)
    return None


def _bears(home: Group, word: str, place: int) -> bool:
    return any(len(x.words) > 1 and same_surname(x.words[place], word) for x in home.links)


def _dominant(options: list[Group]) -> Group | None:
    ranked = by_size(options)
    if len(ranked) == 1 or ranked[0].size >= _DOMINANT * ranked[1].size:
        return ranked[0]
    return None
