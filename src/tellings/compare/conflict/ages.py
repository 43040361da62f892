"""How old the accounts say that somebody is.

An age is said wherever a person is brought in, not only in sentences that tell one fact, so the ages of each person
are gathered over whole accounts: "Ada Lind, 52,", "52-year-old Ada Lind", "Lind is 52 years old".  An account that
gives a person two ages is left out, since one of them is somebody else's, and so are ages so far apart that they
are hardly one person's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.comparable import noun_of
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.pairs import Pair, Site
from tellings.records import Links, Mention, Quantity

_BESIDE = re.compile(r"(?:,| \(| —| –) ?(?:the |an? )?(\d{1,2})-year-old\b")
_NAME = re.compile(r"(?!(?:The|An?|One|Two)\b)[A-Z]\w")
_LOOKED_ON = 24  # code points behind a name in which its age may stand
_APART = 5  # years by which two ages of one person may differ
_OLDEST = 110
_PRONOUNS = frozenset({"he", "she"})

Said = tuple[str, int, Site, str]  # linked entity, age, where, and the words that say it


def compare_ages(readers: Sequence[Reader], links: Links, who: Identity) -> Iterator[Difference]:
    """Ages of one person that differ from account to account.

    Args:
        readers: The accounts, in their order.
        links: Whose names are asked for.
        who: Which mentions are one person's.
    """
    names = {e.id: e.name for e in links.entities if e.type == "PER" and _NAME.match(e.name)}
    told: dict[str, dict[int, list[Said]]] = defaultdict(dict)
    for number, reader in enumerate(readers):
        for person, said in _ages(number, reader, who, names).items():
            told[person][number] = said
    for person in sorted(told):
        for one, other in combinations(sorted(told[person]), 2):
            left, right = told[person][one][0], told[person][other][0]
            if 0 < abs(left[1] - right[1]) <= _APART:
                yield _difference(readers, names[person], left, right)


def _difference(readers: Sequence[Reader], name: str, left: Said, right: Said) -> Difference:
    (person, age, site, words), (_, other_age, other_site, other_words) = left, right
    one, other = readers[site.account].notes, readers[other_site.account].notes
    cosine = float(one.embeddings[site.sentence] @ other.embeddings[other_site.sentence])
    pair = Pair(site, other_site, round(cosine, 5), (), False, readers)
    return Difference(
        "number", "number", "contradiction", f"age of {person}", f"How old is {name}?", (str(age), str(other_age)),
        (words, other_words), 1.0, pair,
    )  # fmt: skip


def _ages(number: int, reader: Reader, who: Identity, names: dict[str, str]) -> dict[str, list[Said]]:
    """The ages that an account gives, by person; those of whom it gives one age only."""
    found: dict[str, list[Said]] = defaultdict(list)
    for said in (*_beside(number, reader, who), *_counted(number, reader, who)):
        if said[0] in names and said[1] <= _OLDEST:
            found[said[0]].append(said)
    return {person: said for person, said in sorted(found.items()) if len({age for _, age, _, _ in said}) == 1}


def _beside(number: int, reader: Reader, who: Identity) -> Iterator[Said]:
    """Ages in a phrase behind a name: "Ada Lind, a 52-year-old nurse"."""
    text = reader.account.document.text
    for mention in reader.notes.mentions:
        if mention.type == "PER" and mention.form == "name" and mention.head >= 0:
            found = _BESIDE.match(text, mention.end, mention.end + _LOOKED_ON)
            person, site = who.of(reader, mention.head), _site(number, reader, mention)
            if found and person and site:
                yield person, int(found[1]), site, found[1]


def _counted(number: int, reader: Reader, who: Identity) -> Iterator[Said]:
    """Ages of a name or a noun: "Ada Lind, 52,", "52-year-old Ada Lind", "Lind is 52 years old"."""
    for quantity in reader.notes.quantities:
        noun = noun_of(reader, quantity) if quantity.of == "age" and quantity.low == quantity.high else None
        site = _site(number, reader, quantity)
        if noun is None or site is None or quantity.low is None or not quantity.low.is_integer():
            continue
        person = who.of(reader, noun) if _is_sure(reader, noun, site) else None
        if person:
            yield person, int(quantity.low), site, reader.written(quantity.span)


def _is_sure(reader: Reader, noun: int, site: Site) -> bool:
    """Whether whose age it is goes without guessing: a name, or "he" where only one person was named before."""
    token = reader.tokens[noun]
    if token.pos != "PRON":
        return reader.type_of(noun) == "PER"
    first = reader.notes.sentences[max(0, site.sentence - 1)].start
    near = (m for m in reader.notes.mentions if first <= m.start < token.start and m.type == "PER" and m.form == "name")
    return token.text.lower() in _PRONOUNS and {m.entity for m in near} == {reader.chain(noun)}


def _site(number: int, reader: Reader, place: Mention | Quantity) -> Site | None:
    sentence = reader.notes.sentence_at(place.start)
    return Site(number, sentence) if sentence is not None else None
