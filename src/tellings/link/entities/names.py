"""How the names of people, bodies and places are compared across spellings.

Names reach English along several roads: Zelenskiy, Zelensky and Zelenskyy are one transliteration each.  So a name is
compared by a key in which the usual variants fall together, then by edit distance; given names also by what they are
short for or the same as in another language.  The tables are general (`lexicons/names.json`).
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from tellings.annotate.mentions.lexicon import fold, lexicon

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    {"al", "el", "de", "der", "den", "van", "von", "bin", "ibn", "ben", "abu", "la", "le", "di", "da", "du", "dos"}
)
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "de", "du", "des", "la", "le", "&"})
_POSSESSIVE = re.compile(r"'s?$")
_HONORIFICS = frozenset(
    {
        "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "rev", "sen", "rep", "gov", "gen",
        "col", "lt", "capt", "sgt", "maj", "adm", "prof", "president", "senator", "representative",
        "governor", "judge", "justice", "king", "queen", "prince", "princess", "pope"
    }
)  # fmt: skip
_PREFIXES = {
    "un": ["united", "nations"],
    "us": ["united", "states"],
    "uk": ["united", "kingdom"],
    "eu": ["european", "union"],
}
_SOUND = (
    ("zh", "j"), ("kh", "h"), ("ph", "f"), ("ks", "x"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ck", "k"), ("qu", "k"), ("q", "k"), ("tch", "ch"), ("tsch", "ch"), ("cz", "ch"), ("sz", "sh"),
    ("w", "v"), ("dj", "j"), ("gh", "g"), ("ya", "ia"), ("yu", "iu"), ("yo", "io"), ("ei", "i"),
    ("ey", "i"), ("ai", "i"), ("ay", "i"), ("ij", "i"), ("iy", "i"), ("yi", "i"), ("yy", "i"),
    ("y", "i"), ("e", "i"), ("o", "u"),
)  # fmt: skip
_SPELLINGS = {
    "centre": "center", "defence": "defense", "harbour": "harbor", "theatre": "theater",
    "organisation": "organization", "programme": "program", "honour": "honor", "licence": "license",
}  # fmt: skip
_FIELDS = frozenset({"department", "ministry"})
_CLOSE, _NEAR = 88.0, 80.0  # rapidfuzz ratio: surnames, given names
_LONG = 5  # letters from which one slip may be a spelling


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, without honorifics in front, possessive endings and "Jr"."""
    words = [_POSSESSIVE.sub("", w) for w in re.split(r"[\s\-]+", fold(name).replace(",", " "))]
    kept = [w for w in words if w and w not in _SUFFIXES]
    while len(kept) > 1 and kept[0] in _HONORIFICS:
        kept = kept[1:]
    return tuple(kept)


def is_honorific(word: str) -> bool:
    """Whether a folded word may stand before a name on its own ("Sen", "President"), unlike "Minister" or "Chief"."""
    return word in _HONORIFICS


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The key under which transliterations of one word fall together; "zelenskiy" and "zelensky" share one."""
    for variant, plain in _SOUND:
        word = word.replace(variant, plain)
    return re.sub(r"(.)\1+", r"\1", word)


def same_surname(one: str, other: str) -> bool:
    """Whether two surnames are spellings of one; never "Lavrov" and "Lavrova", where the ending tells the gender."""
    if one == other:
        return True
    if _gendered(one, other):
        return False
    shorter = min(len(one), len(other))
    return (shorter >= _LONG - 1 and sound(one) == sound(other)) or (shorter >= _LONG and _one_slip(one, other))


def same_given(one: str, other: str) -> bool:
    """Whether two given names can be one person's: equal, an initial, a short form, or another language's form."""
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    if _forms().get(one, frozenset()) & _forms().get(other, frozenset()):
        return True
    if lexicon().is_given_name(one) and lexicon().is_given_name(other):
        return sound(one) == sound(other)
    return sound(one) == sound(other) or (min(len(one), len(other)) >= _LONG and ratio(one, other) >= _NEAR)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names (`words_of`, two words or more) can be one person's."""
    if "".join(one) == "".join(other):
        return True
    if _family(one) == _family(other) or same_surname(one[-1], other[-1]):
        return _givens_agree(one, other)
    return False


def body_key(name: str) -> tuple[str, ...]:
    """A body's name as it is compared: no article, no full stops, no legal form ("Inc", "Ltd") at its end."""
    bare = fold(name).replace(",", " ")
    words = [w for w in (_POSSESSIVE.sub("", w) for w in (bare.split(" (")[0] or bare).split()) if w]
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    words = ["and" if w == "&" else american(w) for w in words]
    words = [*_PREFIXES.get(words[0], words[:1]), *words[1:]] if len(words) > 1 else words
    while len(words) > 1 and words[-1] in _table("company"):
        words = words[:-1]
    return tuple(_turned(words))


def american(words: str) -> str:
    """Folded words of a name in American spelling, so that "Space Centre" and "Space Center" are one."""
    return " ".join(_SPELLINGS.get(w, w) for w in words.split())


def _turned(words: list[str]) -> list[str]:
    """Put a department's field first: "Department of Justice" is the "Justice Department"."""
    for place, word in enumerate(words[:-2]):
        if word in _FIELDS and words[place + 1] == "of":
            return [*words[:place], *words[place + 2 :], word]
    return words


def role_class(word: str) -> str:
    """The word that stands for a folded role and those that mean the same ("attorney": "lawyer")."""
    return _role_classes().get(word, word)


def is_lawmaker(role: str) -> bool:
    """Whether a role, as `role_class` gives it, is that of a member of a parliament."""
    return role in _table("lawmakers")


def is_event_role(role: str) -> bool:
    """Whether a role, as `role_class` gives it, is one that mostly one person has in an event ("gunman", "driver")."""
    return role in _table("event_roles")


def is_company_word(word: str) -> bool:
    """Whether a folded noun means some company ("the automaker")."""
    return word in _table("companies")


def is_agency_word(word: str) -> bool:
    """Whether a folded word in the name of a public body makes it what texts call an agency."""
    return word in _table("agencies")


def initials(words: tuple[str, ...]) -> str:
    """The letters an acronym of these words would have."""
    return "".join(part[0] for w in words if w not in _SMALL for part in w.split("-") if part)


def spelled_out(acronym: str) -> str:
    """What a well-known acronym stands for, folded; empty where it is not known."""
    known: str = _names()["acronyms"].get(acronym, "")
    return known


def seat_of(place: str) -> str:
    """The country, folded, that a seat of power speaks for ("kremlin"); empty for any other name."""
    country: str = _names()["seats"].get(place, "")
    return country


def is_government(word: str) -> bool:
    """Whether a folded noun means those who govern ("regime", "authorities")."""
    return word in _table("government")


def act_of(lemma: str) -> str:
    """The kind of act that a noun means ("war" for "invasion"); empty for other nouns."""
    kind: str = _names()["acts"].get(lemma, "")
    return kind


def is_military(word: str) -> bool:
    """Whether a folded noun means a country's armed forces."""
    return word in _table("military")


def is_militant(name: str) -> bool:
    """Whether a folded name is that of a known armed movement."""
    return name in _table("militants")


def means_fighters(phrase: str) -> bool:
    """Whether a folded description, without its article, means the members of an armed movement."""
    return phrase in _table("fighters")


def _gendered(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long in (short + "a", short + "ova", short + "na") or (
        short[-1:] in "iy" and long[:-2] == short[:-1] and long.endswith("aya")
    )


def _one_slip(one: str, other: str) -> bool:
    return (
        one[0] == other[0]
        and ratio(one, other) >= _CLOSE
        and DamerauLevenshtein.distance(one, other) <= 1 + (min(len(one), len(other)) > 8)
    )


def _family(words: tuple[str, ...]) -> tuple[str, ...]:
    """The surname with its particles ("van der leyen")."""
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return words[start:]


def _givens_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if same_given(one[0], other[0]):
        return True
    middles = [w for w in (*one[1:-1], *other[1:-1]) if len(w) > 2]
    return (one[0] in other[1:-1] or other[0] in one[1:-1]) and bool(middles)


@lru_cache(maxsize=1)
def _forms() -> dict[str, frozenset[int]]:
    """Given name → the groups of forms it belongs to."""
    forms: dict[str, set[int]] = {}
    for group, names in enumerate(_names()["nicknames"]):
        for name in names.split():
            forms.setdefault(fold(name), set()).add(group)
    return {n: frozenset(g) for n, g in forms.items()}


@lru_cache(maxsize=1)
def _role_classes() -> dict[str, str]:
    rows = (row.split() for row in _names()["same_role"])
    return {word: row[0] for row in rows for word in row}


@lru_cache(maxsize=16)
def _table(name: str) -> frozenset[str]:
    return frozenset(_names()[name])


@lru_cache(maxsize=1)
def _names() -> dict[str, Any]:
    names: dict[str, Any] = json.loads((files("tellings.link") / "lexicons/names.json").read_text("utf-8"))
    return names
