"""How long something has lasted, read at each account's own time of writing.

"Nearly four years" said in January and "its third year" said four months earlier are compared by the beginnings that
they imply: if these cannot be the same, the accounts contradict each other.  This holds also across accounts of
different happenings, since a war is background to all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.lexicon import lexicon
from tellings.compare.conflict.pairs import Pair, Site
from tellings.compare.conflict.values import EXCLUDE, Range, relation, stretch
from tellings.records import Links, Time

_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_NTH_YEAR = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+year\b", re.IGNORECASE)
_YEARS = re.compile(
    r"\b(?P<about>nearly|almost|more than|over|about|around)?\s*"
    r"(?P<count>one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[\s-]years?\b(?=\s+(?:into|of|after|since)\b|-old\b|\s+war\b|\s+conflict\b)",
    re.IGNORECASE,
)
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_YEAR = 365.25
_BOUNDS = {"nearly": (-0.4, 0.0), "almost": (-0.4, 0.0), "more than": (0.0, 0.9), "over": (0.0, 0.9)}
_AROUND = (-0.4, 0.6)


@dataclass(frozen=True, slots=True)
class _Length:
    """A length as said: where, the words, the thing that lasts, and the beginnings (days) that it allows."""

    site: Site
    phrase: str
    thing: str
    begun: Range


def compare_lengths(readers: Sequence[Reader], links: Links) -> Iterator[Difference]:
    """Lengths of one lasting thing that imply different beginnings."""
    said = [length for number, reader in enumerate(readers) for length in _lengths(number, reader, links)]
    for one, other in combinations(said, 2):
        if one.site.account == other.site.account or not _same_thing(one.thing, other.thing):
            continue
        if relation(one.begun, other.begun) != EXCLUDE:
            continue
        left, right = readers[one.site.account].notes, readers[other.site.account].notes
        cosine = float(left.embeddings[one.site.sentence] @ right.embeddings[other.site.sentence])
        pair = Pair(one.site, other.site, round(cosine, 5), (), False, readers)
        yield Difference(
            "length", "time", "contradiction", f"lasts:{min(one.thing, other.thing)}",
            f"How long has the {min(one.thing, other.thing)} lasted?",
            (one.phrase.lower(), other.phrase.lower()), (one.phrase, other.phrase), 1.0, pair,
        )  # fmt: skip


def _same_thing(one: str, other: str) -> bool:
    terms = lexicon().terms
    return one == other or bool(terms.get(one, frozenset()) & terms.get(other, frozenset()))


def _lengths(number: int, reader: Reader, links: Links) -> Iterator[_Length]:
    written = _written(reader, links)
    if written is None:
        return
    for sentence, place in enumerate(reader.notes.sentences):
        text = reader.account.quote(place.span)
        thing = next((t.lemma for t in reader.notes.tokens_of(sentence) if t.lemma in lexicon().lasting), "")
        found = _years(text) if thing else None
        if found:
            phrase, years = found
            begun = Range(written.low - years.high * _YEAR, written.high - years.low * _YEAR)
            yield _Length(Site(number, sentence), phrase, thing, begun)


def _years(text: str) -> tuple[str, Range] | None:
    """The words that say how many years something has lasted, and the years they allow."""
    nth = _NTH_YEAR.search(text)
    if nth:
        years = _ORDINALS.index(nth[1].lower())
        return nth[0], Range(years - 0.1, years + 1.0)
    counted = _YEARS.search(text)
    if not counted:
        return None
    word = counted["count"].lower()
    years = int(word) if word.isdigit() else _COUNTS.index(word)
    less, more = _BOUNDS.get((counted["about"] or "").lower(), _AROUND)
    return " ".join(counted[0].split()), Range(years + less, years + more)


def _written(reader: Reader, links: Links) -> Range | None:
    """The days on which the account can have been written: its date, else that of the happening it reports."""
    published = reader.account.document.published
    dates = [published.value] if published else []
    dates += [h.date.value for h in links.happenings if h.date and reader.account.id in h.documents]
    days = (stretch(Time(0, 0, "DATE", d.rstrip("~?"), "")) for d in dates)
    return next((d for d in days if d is not None), None)
