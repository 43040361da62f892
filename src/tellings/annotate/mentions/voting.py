"""The type of a name, by vote.

The reading model's view counts as the logarithm of its odds, so that it wins where it is sure; the tables, titles,
given names, telling words and what stands beside a name speak where it is not.  All mentions of one name vote
together.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tellings.annotate.mentions.lexicon import Lexicon, fold, listed
from tellings.records import Token

POSSESSIVES = frozenset({"'s", "’s", "'", "’", "`s"})
# words that say what the name beside them is: "the Haaretz newspaper", "Hamas militants", "Veltran Corp."
BARE_OUTLETS = listed("newspaper paper magazine broadcaster network channel station website outlet publication")
KINDS_OF_BODY = BARE_OUTLETS | listed("agency group movement organisation organization company firm airline bank")
FIGHTERS = listed("insurgents militants fighters forces troops soldiers rebels gunmen guerrillas extremists jihadists")
COMPANIES = listed(
    "inc corp corporation co company ltd limited plc llc llp lp nv sa ag se gmbh spa ab oy as holding holdings group "
    "industries technologies semiconductor semiconductors motors airlines airways"
)
PARTIES = frozenset("RDI")  # "R-Ohio"
CERTAIN = 0.85  # probability from which one mention has another type than the others of its name
COMMON = listed(
    "male nice post time times mirror observer mail independent guardian sun hill fox slate salon vox dawn "
    "parliament senate treasury fed ice duma sec us pa rt ap ft turkey chad georgia jordan victoria florence darwin "
    "orthodox conservative labour democratic republican republic telegraph economist intercept sputnik queens buffalo "
    "kent essex phoenix salvador medina mobile reading bath pole dane swede finn lao scot brit turk male polish "
    "emirates pacific atlantic arctic western fars mehr hoy rio cali nice perth porto taiwan's"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name in the text: its tokens `[first, last)`, its text as written, its folded words, and those joined.

    `told` is the type that the tagger tells ("" where it passed over the name), `sure` the probability of that.
    `titled` is the token where the name begins when the title and description before it are counted in.
    """

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    told: str
    titled: int
    key: str
    sure: float = 1.0
    type: str = ""


_ORDER = ("PER", "ORG", "LOC", "MISC")
_Votes = dict[str, float]
_SURNAME = 3.0  # what the full name of a person elsewhere says of its last word
_LAND = 4.0  # what "Veldorian" elsewhere says of "Veldoria", and the other way round
_COMPANY = 6.0  # what "Veltran Corp." elsewhere says of "Veltran"
_KIN = listed("wife husband father mother son daughter brother sister lawyer aide spokesman spokeswoman")
_HELD = listed("regime leadership government administration presidency refusal insistence remarks tweet intransigence")
_SPEAKING = listed("say tell add ask reply wish want hope think believe know meet marry resign")


def typed(tokens: tuple[Token, ...], found: list[Name], words: Lexicon) -> tuple[Name, ...]:
    """Each name with the type that most speaks for, on average over its mentions.

    A single mention differs from the others of its name only where the reading model is certain that the word stands
    for something else there ("Washington" the player, and the city).
    """
    own = [_tally(_context(tokens, name, words)) for name in found]
    shared = _shared(found, own, words)
    firms = frozenset(" ".join(n.words[:-1]) for n in found if n.words[-1] in COMPANIES)
    surnames = _surnames(found, [_winner(shared[n.key]) for n in found])
    told = dict.fromkeys(sorted(firms), ("ORG", _COMPANY)) | _lands(tokens, found, words)
    told |= {n.key: ("PER", _SURNAME) for n in found if _shortens(n, surnames, words)}
    return tuple(_settled(n, one, shared[n.key], told) for n, one in zip(found, own, strict=True))


def _lands(tokens: tuple[Token, ...], found: list[Name], words: Lexicon) -> dict[str, tuple[str, float]]:
    """What a land and its people say of each other, where a text has both: "Veldoria", "Veldorian"."""
    forms = {fold(t.text) for t in tokens if t.text[:1].isupper()}
    single = [n.key for n in found if len(n.words) == 1 and not words.is_given_name(n.key)]
    pairs = [(key, key + ("n" if key.endswith("a") else "ian")) for key in single]
    lands = {land: ("LOC", _LAND) for land, people in pairs if people in forms}
    return lands | {people: ("MISC", _LAND) for _, people in pairs if people in forms}


def _settled(name: Name, own: _Votes, shared: _Votes, told: dict[str, tuple[str, float]]) -> Name:
    """A name with its type; `told` says what other names of the text say of it."""
    short = dict([told[name.key]]) if name.key in told else {}
    usual = _winner(shared, short)
    single = _winner(own, shared, short)
    apart = name.sure >= CERTAIN and "MISC" not in (usual, single) and single == name.told
    return replace(name, type=single if apart else usual)


def _shared(found: list[Name], own: list[_Votes], words: Lexicon) -> dict[str, _Votes]:
    """For each name what its form, and on average all its mentions, vote for; the mentions count double."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(found):
        groups[name.key].append(i)
    return {
        key: _sum([_tally(_form(found[group[0]], words)), *(_scaled(own[i], 2 / len(group)) for i in group)])
        for key, group in groups.items()
    }


def _tally(votes: Iterable[tuple[str, float]]) -> _Votes:
    total: _Votes = {}
    for kind, weight in votes:
        total[kind] = total.get(kind, 0.0) + weight
    return total


def _scaled(votes: _Votes, by: float) -> _Votes:
    return {kind: weight * by for kind, weight in votes.items()}


def _sum(tallies: Iterable[_Votes]) -> _Votes:
    total: _Votes = {}
    for votes in tallies:
        for kind, weight in votes.items():
            total[kind] = total.get(kind, 0.0) + weight
    return total


def _winner(*tallies: _Votes) -> str:
    votes = _sum(tallies)
    return max(_ORDER, key=lambda kind: round(votes.get(kind, 0.0), 6))  # of equals the first


def _surnames(found: list[Name], decided: list[str]) -> frozenset[str]:
    """Last words of the people's full names, and given names that begin one."""
    full = [n.words for n, kind in zip(found, decided, strict=True) if len(n.words) > 1 and kind == "PER"]
    given = [w[0] for w in full if len(w[0]) > 2]
    return frozenset([w[-1] for w in full] + given + [" ".join(w[-2:]) for w in full if len(w) > 2])


def _shortens(name: Name, surnames: frozenset[str], words: Lexicon) -> bool:
    """Whether a name is a person's surname: not where it is a place that the tagger, too, calls a place."""
    place = name.key in words.places or name.key in words.organisations or name.key in words.peoples
    return name.key in surnames and (not place or (name.told == "PER" and name.titled < name.first))


def _context(tokens: tuple[Token, ...], name: Name, words: Lexicon) -> Iterator[tuple[str, float]]:
    """What one mention's surroundings say: the tagger's type, a title in front, kin or speech behind."""
    if name.told:
        yield name.told, _weight(name.sure)
    if name.titled < name.first and _person_title(tokens, name, words):
        yield "PER", 5.0 if tokens[name.first - 1].text[:1].isupper() else 3.0
    if _definite(tokens, name):
        yield "PER", -3.0
    yield from _place_context(tokens, name, words)
    yield from _kind_beside(tokens, name)
    after = tokens[name.last : name.last + 3]
    head = tokens[tokens[name.last - 1].head]
    if len(after) > 1 and after[0].text in POSSESSIVES and (after[1].lemma in _KIN or after[1].lemma in _HELD):
        yield "PER", 1.5
    if tokens[name.last - 1].dep == "appos" and head.lemma in words.roles:
        yield "PER", 3.0
    if tokens[name.last - 1].dep == "conj" and fold(head.text) in words.outlets:
        yield "ORG", 2.0
    if after and after[0].text == "," and len(after) > 1 and after[1].tag in {"CD", "WP"}:
        yield "PER", 1.0
    if tokens[name.last - 1].dep == "nsubj" and head.lemma in _SPEAKING:
        yield "PER", 0.6


def _kind_beside(tokens: tuple[Token, ...], name: Name) -> Iterator[tuple[str, float]]:
    """Find "the newspaper X", "the X newspaper", "X militants"."""
    before = tokens[name.first - 1].lemma if name.first else ""
    behind = tokens[name.last] if name.last < len(tokens) else None
    if before in KINDS_OF_BODY or (behind and (behind.lemma in KINDS_OF_BODY or behind.text in FIGHTERS)):
        yield "ORG", 2.0


def _definite(tokens: tuple[Token, ...], name: Name) -> bool:
    """Whether "the" stands right before a singular name and no noun behind it ("the Lind report"): it is no person."""
    if not name.first or tokens[name.first - 1].text.lower() != "the" or name.key.endswith("s"):
        return False
    return name.last == len(tokens) or tokens[name.last].pos not in {"NOUN", "PROPN", "ADJ", "PART"}


def _weight(sure: float) -> float:
    """The logarithm of the odds of a type against another one, which share what is left; at most that of 0.99."""
    sure = min(max(sure, 0.3), 0.99)
    return math.log(3 * sure / (1 - sure))


def _place_context(tokens: tuple[Token, ...], name: Name, words: Lexicon) -> Iterator[tuple[str, float]]:
    """Find "the village of X" and "in X"."""
    if name.first < 2:
        return
    two, one = tokens[name.first - 2], tokens[name.first - 1]
    if one.text == "-" and two.text in PARTIES:
        yield "LOC", 6.0
    elif one.text == "of" and (two.lemma in words.place_words or two.lemma in _SETTLEMENTS):
        yield "LOC", 4.0
    elif one.text == "of" and _leads(tokens, name.first - 2):
        yield "LOC", 3.0
    elif one.text.lower() == "in" and name.told != "ORG":
        yield "LOC", 1.6


def _leads(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a name with the title of one who leads a state ends here: "President Ada Holt" (of Veldoria)."""
    for token in tokens[max(0, index - _TITLED) : index]:
        if fold(token.text) in _HEADS_OF_STATE and tokens[index].tag.startswith("NNP"):
            return True
    return False


_TITLED = 4  # words between a title and the end of the name
_HEADS_OF_STATE = listed("president premier minister chancellor king queen emperor emir sultan ambassador")
_SETTLEMENTS = listed("city town village province region state island country capital suburb hamlet port")


def _person_title(tokens: tuple[Token, ...], name: Name, words: Lexicon) -> bool:
    before = tokens[name.first - 1]
    if name.told == "ORG" and ("of" in name.words or name.words[-1] in words.organisation_words):
        return False
    return fold(before.text) in words.titles or before.lemma in words.roles


def _form(name: Name, words: Lexicon) -> Iterator[tuple[str, float]]:
    """What the words of a name say: the tables, telling last words, a given name in front."""
    yield "MISC", 0.1  # where nothing else speaks
    yield from _tables(name, words)
    last, many = name.words[-1], len(name.words) > 1
    if many and (last in words.organisation_words or name.words[0] in words.organisation_words):
        yield "ORG", 2.5
    if "of" in name.words:
        yield "ORG", 0.8
    if many and (last in words.place_words or name.words[0] in {"mount", "lake", "cape", "fort", "port", "gulf"}):
        yield "LOC", 2.5
    if many and words.is_given_name(name.words[0]) and name.key not in words.places and len(name.words) < 5:
        yield "PER", 2.5
    if not many and words.is_given_name(name.key) and name.key not in words.places:
        yield "PER", 1.2
    if not many and len(name.text) > 1 and name.text.isupper() and len(name.text) <= 5:
        yield "ORG", 0.6


def _tables(name: Name, words: Lexicon) -> Iterator[tuple[str, float]]:
    initials = name.text.isupper() and len(name.text) < 4
    common = words.is_given_name(name.key) or (name.key in COMMON and not initials)
    doubtful = 0.4 if len(name.words) == 1 and common else 1.0
    if name.key in words.places:
        yield "LOC", (6.0 if name.key in words.states else 4.0) * doubtful
    if name.key in words.organisations or name.key in words.outlets or f"the {name.key}" in words.outlets:
        yield "ORG", 8.0 * doubtful
    if name.key in words.peoples or (name.key.endswith("s") and name.key[:-1] in words.peoples):
        yield "MISC", 4.0
