"""What the world is called: places, organisations, titles and given names, read once from the files in `lexicons/`.

Everything is compared folded: lower case, straight quotation marks, no full stops, no accents, so that "U.S." and
"US", "Nicolás" and "Nicolas" are one.  The tables are general knowledge; they mend a statistical tagger's types, they
do not replace it.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', ".": None, "‑": "-", "–": "-"})


def listed(words: str) -> frozenset[str]:
    """The words of a text as a set: how the short lists in the code are written."""
    return frozenset(words.split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name as it is compared: lower case, one kind of quotation mark, no full stops, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables, folded.

    `places` gives each name of a place its standard name ("kiev" → "kyiv", "us" → "united states"); `peoples` gives
    each demonym its country, or "" where it has none; `states` are the countries and capitals, which texts also let act
    ("Kyiv said"), and are places all the same.
    """

    places: dict[str, str]
    peoples: dict[str, str]
    states: frozenset[str]
    place_words: frozenset[str]
    organisations: frozenset[str]
    outlets: frozenset[str]
    organisation_words: frozenset[str]
    group_nouns: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    persons: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    either: frozenset[str]

    def is_given_name(self, word: str) -> bool:
        """Whether a folded word is a common given name."""
        return word in self.men or word in self.women or word in self.either

    def gender(self, word: str) -> str:
        """The gender that a folded word tells: m, f, or empty."""
        return "m" if word in self.men or word in _HE else "f" if word in self.women or word in _SHE else ""


_HE = listed(
    "mr sir lord king prince duke baron spokesman chairman congressman policeman businessman father brother son "
    "husband uncle nephew grandfather boyfriend man boy pope archbishop emperor sultan emir monsieur herr widower actor"
)
_SHE = listed(
    "mrs ms miss dame lady queen princess duchess baroness spokeswoman chairwoman congresswoman policewoman "
    "businesswoman mother sister daughter wife widow aunt niece grandmother girlfriend woman girl actress madame frau"
)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The tables of `lexicons/`."""
    places, organisations, people = (_table(n) for n in ("places", "organisations", "people"))
    return Lexicon(
        places=_places(places),
        peoples=_peoples(places),
        states=frozenset(fold(n) for c, e in _countries(places) for n in (c, *e["aliases"], *e["capitals"])),
        place_words=_folded(places["words"]),
        organisations=_folded(organisations["organisations"]),
        outlets=_folded(organisations["outlets"]),
        organisation_words=_folded(organisations["words"]),
        group_nouns=_folded(organisations["group_nouns"]),
        titles=_folded(people["titles"]),
        roles=_folded(people["roles"]),
        persons=_folded(people["persons"]),
        men=_folded(people["men"]),
        women=_folded(people["women"]),
        either=_folded(people["either"]),
    )


def _table(name: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = json.loads((files("tellings.annotate") / f"lexicons/{name}.json").read_text("utf-8"))
    return table


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _places(table: dict[str, list[str]]) -> dict[str, str]:
    """Every place name → its standard name; spellings of one capital stand together, first spelling first."""
    out = {fold(n): fold(n) for n in (*table["cities"], *table["regions"])}
    for country, entry in _countries(table):
        out.update({fold(n): fold(country) for n in (country, *entry["aliases"])})
        out.update({fold(n): fold(n) for n in entry["capitals"]})
    out.update(_SPELLINGS)
    return out


# Two spellings of one place; the standard one is the first in the tables.
_SPELLINGS = {
    "kiev": "kyiv", "peking": "beijing", "teheran": "tehran", "bombay": "mumbai", "calcutta": "kolkata",
    "kharkov": "kharkiv", "odessa": "odesa", "lugansk": "luhansk", "mazar-e-sharif": "mazar-i-sharif",
    "donbass": "donbas", "rangoon": "yangon", "saigon": "ho chi minh city", "bangalore": "bengaluru",
    "delhi": "new delhi", "washington dc": "washington", "saint petersburg": "st petersburg", "gaza strip": "gaza",
    "sanaa": "sana'a", "macao": "macau", "new york city": "new york", "rio": "rio de janeiro",
}  # fmt: skip


def _peoples(table: dict[str, list[str]]) -> dict[str, str]:
    out = {fold(n): "" for n in table["peoples"]}
    for country, entry in _countries(table):
        out.update({fold(n): fold(country) for n in entry["demonyms"]})
    return out


def _countries(table: dict[str, list[str]]) -> list[tuple[str, dict[str, list[str]]]]:
    countries: dict[str, dict[str, list[str]]] = table["countries"]  # type: ignore[assignment]  # the one nested table
    return list(countries.items())
