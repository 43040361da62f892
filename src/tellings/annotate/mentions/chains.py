"""Names of one document joined into chains: which names are one person, body or place.

People are joined by surname, and kept apart by first names ("Bill Clinton", "Hillary Clinton") and by titles that tell
the gender.  A bare surname that several people share goes to the one named last before it.  Bodies are joined by equal
names, by acronyms and by the tail of a longer name; places by the gazetteer's spellings.  Peoples are never joined
with their country.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from tellings.annotate.mentions.lexicon import Lexicon, fold, lexicon, listed
from tellings.annotate.mentions.voting import COMPANIES, POSSESSIVES, Name
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Token

_SMALL = listed("of the and for on in to de du des la le")
_MOST_RIVALS = 50  # people of one surname that are told apart
_KINDS = listed("city province town district")
_KIN = listed("wife husband father mother son daughter brother sister widow widower grandfather grandmother uncle aunt")
_KIN_NEAR = 5  # words before and behind a name
_SUFFIXES = listed("jr sr ii iii iv")


@dataclass(slots=True)
class Chain:
    """The names of one entity while they are gathered.

    `gender` is m, f or empty; `places` are the names' first tokens; `alone` is that of a person's first bare surname,
    -1 where there is none; `relative` tells that a person was brought in as somebody's wife, father and so on.
    """

    type: str
    names: list[Name] = field(default_factory=list)
    gender: str = ""
    places: list[int] = field(default_factory=list)
    alone: int = -1
    relative: bool = False

    @property
    def fullest(self) -> Name:
        """The name with most words; of those the first."""
        return max(self.names, key=lambda n: (len(n.words), -n.first))


def chains(parse: Parse, names: tuple[Name, ...]) -> tuple[Chain, ...]:
    """Join names into chains, in the order of their first mentions.

    Args:
        parse: Tokens, for titles and acronyms in parentheses.
        names: The document's names with their types.

    Returns:
        Chains; every name is in exactly one.
    """
    words = lexicon()
    found = [
        *_people(parse.tokens, [n for n in names if n.type == "PER"], words),
        *_bodies([n for n in names if n.type == "ORG"], words),
        *_places([n for n in names if n.type == "LOC"], words),
        *_keyed([n for n in names if n.type == "MISC"], lambda n: _people_key(n.key, words)),
    ]
    return tuple(sorted(found, key=lambda c: c.names[0].first))


def _keyed(names: list[Name], key: Callable[[Name], str]) -> list[Chain]:
    groups: dict[str, Chain] = {}
    for name in names:
        groups.setdefault(key(name), Chain(name.type)).names.append(name)
    return list(groups.values())


def _places(names: list[Name], words: Lexicon) -> list[Chain]:
    """One chain a place; "Springfield city" is Springfield where that is named alone."""
    alone = {words.places.get(n.key, n.key) for n in names}

    def key(name: Name) -> str:
        base = " ".join(name.words[:-1])
        return base if base in alone and name.words[-1] in _KINDS else words.places.get(name.key, name.key)

    return _keyed(names, key)


def _people_key(key: str, words: Lexicon) -> str:
    """Both "Russians" and "Russian" are one people."""
    return key[:-1] if key.endswith("s") and key[:-1] in words.peoples else key


# ------------------------------------------------------------------ people


def _people(tokens: tuple[Token, ...], names: list[Name], words: Lexicon) -> list[Chain]:
    """Full names first, then the short ones, each to the nearest full name before it that it can shorten."""
    found: list[Chain] = []
    by_surname: dict[tuple[str, str], list[Chain]] = defaultdict(list)
    namesakes = _namesakes(names)
    for name in (n for n in names if len(_bare(n)) > 1):
        bare = _bare(name)
        near = by_surname[bare[-1], bare[0][:1]]
        apart = (bare[0], bare[-1]) in namesakes
        alike = (c for c in near[:_MOST_RIVALS] if not apart or is_junior(c.names[0].words) == is_junior(name.words))
        home = next((c for c in alike if _same_person(_bare(c.names[0]), bare)), None)
        near.extend([] if home else [_join(found, None, name, tokens, words)])
        if home:
            _join(found, home, name, tokens, words)
    by_part = _by_part(found)
    for name in (n for n in names if len(_bare(n)) == 1):
        options = [c for c in by_part.get(_bare(name)[0], []) if _agrees(c.gender, _gender(tokens, name, words))]
        home = _nearest(_rivals(options, name.first), name.first)
        known = len(found)
        _join(found, home, name, tokens, words)
        if len(found) > known:
            by_part[_bare(name)[0]].append(found[-1])
    for chain in found:
        chain.names.sort(key=lambda n: n.first)
    return found


def is_junior(words: tuple[str, ...]) -> bool:
    """Whether a person's folded name ends in "Jr"."""
    return words[-1] == "jr"


def _namesakes(names: list[Name]) -> frozenset[tuple[str, str]]:
    """First and last words of the full names that a text gives both with "Jr" and without: two people."""
    full = [(_bare(n), is_junior(n.words)) for n in names if len(_bare(n)) > 1]
    with_it, without = ({(b[0], b[-1]) for b, junior in full if junior is kind} for kind in (True, False))
    return frozenset(with_it & without)


def _join(found: list[Chain], home: Chain | None, name: Name, tokens: tuple[Token, ...], words: Lexicon) -> Chain:
    if home is None:
        home = Chain("PER", relative=len(_bare(name)) > 1 and _is_relative(tokens, name))
        found.append(home)
    home.names.append(name)
    bisect.insort(home.places, name.first)
    if home.alone < 0 and len(_bare(name)) == 1:
        home.alone = name.first
    home.gender = home.gender or _gender(tokens, name, words)
    return home


def _bare(name: Name) -> tuple[str, ...]:
    """A person's name without "Jr" and the like."""
    bare = tuple(w for w in name.words if w not in _SUFFIXES)
    return bare or name.words


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names can be one person's: same surname, and first names that agree or abbreviate."""
    if one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    return first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])


def _by_part(found: list[Chain]) -> dict[str, list[Chain]]:
    """Chains by the words that may stand for them alone: the surname, or else the given name."""
    parts: dict[str, list[Chain]] = defaultdict(list)
    for chain in found:
        bare = _bare(chain.fullest)
        for word in dict.fromkeys((bare[-1], bare[0])):
            parts[word].append(chain)
    surnames = {_bare(c.fullest)[-1] for c in found}
    return defaultdict(list, {w: _by_surname(w, cs) if w in surnames else cs for w, cs in parts.items()})


def _by_surname(word: str, found: list[Chain]) -> list[Chain]:
    return [c for c in found if _bare(c.fullest)[-1] == word]


def _rivals(options: list[Chain], place: int) -> list[Chain]:
    """The people that a bare surname at a place may mean: one who bore it before the others came up keeps it.

    A text that has called one man by his surname alone names his relatives in full, and one that brings somebody in as
    his wife goes on to call him, not her, by the surname; nor is it hers before she comes up.
    """
    options = options[:_MOST_RIVALS]
    ordered = sorted([c for c in options if not c.relative] or options, key=lambda c: c.places[0])
    if len(ordered) < 2:
        return [c for c in ordered if not c.relative or c.places[0] < place]
    first, arrival = ordered[0], ordered[1].places[0]
    return ordered[:1] if 0 <= first.alone < arrival else ordered


def _is_relative(tokens: tuple[Token, ...], name: Name) -> bool:
    """Whether a name stands beside a word of kinship that belongs to somebody: "his wife Ada Holm"."""
    before = tokens[max(0, name.first - _KIN_NEAR) : name.first]
    behind = tokens[name.last : name.last + _KIN_NEAR]
    follows = bool(behind) and behind[0].text == ","
    return _tells_kin(before) or (follows and _tells_kin(behind))


def _tells_kin(near: tuple[Token, ...]) -> bool:
    owned = [i for i, t in enumerate(near) if t.tag == "PRP$" or t.text in POSSESSIVES]
    return bool(owned) and any(t.lemma in _KIN for t in near[owned[0] :])


def _nearest(options: list[Chain], place: int) -> Chain | None:
    """The chain named last before a place, else the one named first after it."""
    if len(options) < 2:
        return options[0] if options else None
    return min(options[:_MOST_RIVALS], key=lambda c: _distance(c.places, place))


def _distance(named: list[int], place: int) -> int:
    """How far back a chain was last named; chains named only later count as further than all others."""
    index = bisect.bisect_right(named, place) - 1
    return place - named[index] if index >= 0 else 10**9 + named[0] - place


def _agrees(one: str, other: str) -> bool:
    return not one or not other or one == other


def _gender(tokens: tuple[Token, ...], name: Name, words: Lexicon) -> str:
    """The gender that the title or role in front tells, else the given name."""
    for token in reversed(tokens[name.titled : name.first]):
        told = words.gender(fold(token.text)) if fold(token.text) in words.titles | words.roles else ""
        if told:
            return told
    return words.gender(name.words[0]) if len(name.words) > 1 else ""


# ------------------------------------------------------------------ bodies


def _bodies(names: list[Name], words: Lexicon) -> list[Chain]:
    """Equal names first; then acronyms and tails find the one longer name that they stand for."""
    found = sorted(_keyed(names, lambda n: n.key), key=lambda c: (-len(c.fullest.words), c.names[0].first))
    homes: list[Chain] = []
    by_short: dict[str, list[Chain]] = defaultdict(list)
    for chain in found:
        options = by_short.get(chain.fullest.key, [])
        if len(options) == 1:
            options[0].names.extend(chain.names)
            continue
        homes.append(chain)
        for short in _shorts(chain.fullest, words):
            by_short[short].append(chain)
    for home in homes:
        home.names.sort(key=lambda n: n.first)
    return homes


def _shorts(name: Name, words: Lexicon) -> tuple[str, ...]:
    """What may stand for a longer name.

    Its initials; its tails of at least two words, or of one behind a place or people ("the Herald" of the Boston
    Herald); and what is left without "Inc" and the like.
    """
    if len(name.words) < 2:
        return ()
    tails = [" ".join(name.words[i:]) for i in range(1, len(name.words) - 1)]
    if any(" ".join(name.words[:-1]) in table for table in (words.places, words.peoples)):
        tails.append(name.words[-1])
    plain = next((i for i, w in enumerate(name.words) if i and COMPANIES.issuperset(name.words[i:])), 0)
    return tuple(dict.fromkeys([_initials(name), *tails, *([" ".join(name.words[:plain])] if plain else [])]))


def _initials(name: Name) -> str:
    words = [w for part in name.words for w in part.split("-")]
    return "".join(w[0] for w in words if w and w not in _SMALL and w not in POSSESSIVES)
