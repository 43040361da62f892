"""Whether two numbers answer one question: the same thing counted, in the same scope, of the same event.

Two sentences on one matter hold many numbers, and most of them count different things: the dead and the hurt, the
children among the hurt, those of another attack last year, a price a share and the price of the whole.  A wrong pair
costs a reader's trust, so every test here fails closed: what is not seen to be the same is not held against each other.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, takewhile

from tellings.annotate.quantities import name_before
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import lexicon, same_act, synonyms
from tellings.compare.conflict.pairs import Pair
from tellings.compare.conflict.same import clause_at, same_thing, tokens_in
from tellings.compare.conflict.values import Range, stretch
from tellings.records import Quantity

_RATE = re.compile(
    r"\s*[-–]?\s*(?:(?:per|apiece|each|every|an?(?= \w)|daily|weekly|monthly|annually|yearly)\b"
    r"|(?:\w+ ){1,2}(?:per|an?|each|every) (?:second|minute|hour|day|night|week|month|quarter|year)\b)",
    re.IGNORECASE,
)
_RATED_BEFORE = re.compile(r"\b(?:each|every|apiece|per)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_PARTITIVE = re.compile(
    r"\s*of (?:the|his|her|its|their|our|my|them|whom|which|these|those|us|\w+['’]s?)\b", re.IGNORECASE
)
_ADDED_BEFORE = re.compile(r"\b(?:another|additional|further|other|extra|first|last|next)\s*$", re.IGNORECASE)
_INCLUDED_BEFORE = re.compile(r"\b(?:including|among(?: them)?|of whom|of them|besides)[,:]?\s*$", re.IGNORECASE)
_GIVEN_UP = re.compile(
    r"\b(?:earlier|previous|initial|first|former|prior|preliminary)(?: \w+)? "
    r"(?:count|estimate|figure|number|report|tally|toll)s? (?:of|that) $",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\bto (?:(?:just|only|nearly|about|almost) )?$", re.IGNORECASE)
_RANGED = re.compile(r"\brang\w+ from \S+(?: \S+)? to $", re.IGNORECASE)
_ADDED_AFTER = re.compile(r"\s*(?:more|fewer|less|additional|further|extra|other)\b", re.IGNORECASE)
_MOST_DATES = 16  # of a sentence
_LOOKED_BACK, _LOOKED_ON = 48, 24  # code points beside a number
_APART, _LONG_APART = 5.0, 60.0  # days from which two dates are those of two events; the same for a date just before
_NEAR = 0.6  # similarity of two members of a fact from which a measure of one noun is taken for that of one thing
_NAMED = frozenset({"compound", "poss", "nmod", "amod", "appos"})
_OUTCOMES = frozenset({"oprd", "acomp", "xcomp"})
_ONLY_OF_THE_LIVING = frozenset({"dead", "hurt", "held"})
_TALLIES = frozenset(
    {"number", "total", "half", "majority", "part", "rest", "share", "percent", "group", "list", "series"}
)
_INCLUDING = frozenset({"include", "including", "among", "besides", "except"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What one number counts.

    `noun` is the token of the counted noun (None: not expressed), `lemma` its lemma.  `fate` is what became of the
    persons counted ("dead", "hurt", …), "" where nothing is said.  `names` are the capitalised words that belong to
    the noun.  `part`: only a part of something, more beside it, the end of a range, or a count given up; `rate`: for
    each of something; `code`: a number that names and counts nothing.
    """

    noun: int | None
    lemma: str
    fate: str
    names: frozenset[str]
    part: bool
    rate: bool
    code: bool
    clause: Clause | None


def counted(reader: Reader, quantity: Quantity) -> Counted:
    """Read what a number counts off the words around it."""
    noun = noun_of(reader, quantity) if quantity.of else _what(reader, quantity)
    before, after = _around(reader, quantity)
    inside = tokens_in(reader, quantity.span)
    clause = clause_at(reader, inside[-1]) if inside else None
    fate = _fate(reader, quantity, noun, clause)
    added = bool(_ADDED_BEFORE.search(before) or _ADDED_AFTER.match(after)) and fate in ("", "dead")
    return Counted(
        noun=noun,
        lemma=quantity.of or (reader.tokens[noun].lemma if noun is not None else ""),
        fate=fate,
        names=_names(reader, noun, inside) if noun is not None else frozenset(),
        part=added
        or bool(_GIVEN_UP.search(before) or _RANGED.search(before))
        or bool(_PARTITIVE.match(after) and not (fate or quantity.unit))
        or _among(reader, quantity, noun, before),
        rate=bool(_RATE.match(after) or _RATED_BEFORE.search(before)),
        code=_is_code(reader, quantity, noun, after),
        clause=clause,
    )


def comparable(pair: Pair, one: tuple[Quantity, Counted], other: tuple[Quantity, Counted], who: Identity) -> bool:
    """Whether two numbers that are not `barred` surely count the same thing of the same event."""
    (left, mine), (right, theirs) = one, other
    if mine.rate or theirs.rate:
        return False
    if not mine.fate and reaches(pair.a, left) != reaches(pair.b, right):
        return False
    if "age" in (left.of, right.of):
        return left.of == right.of and _one_of_age(pair, mine, theirs, who)
    if mine.fate or theirs.fate:
        return mine.fate == theirs.fate and not left.unit and _same_people(mine, theirs)
    if mine.names != theirs.names and mine.names and theirs.names and not mine.names & theirs.names:
        return False
    return _same_thing(left.unit, mine, theirs) and _same_role(pair, (left, mine), (right, theirs), who)


def barred(pair: Pair, one: tuple[Quantity, Counted], other: tuple[Quantity, Counted]) -> bool:
    """Whether two numbers cannot count the same: part, rate, a model's name, another unit, version, day or place."""
    (left, mine), (right, theirs) = one, other
    if mine.part or theirs.part or mine.rate != theirs.rate or mine.code or theirs.code or left.unit != right.unit:
        return True
    if _version(pair.a, mine) != _version(pair.b, theirs):
        return True
    return _other_time(pair, mine.clause, theirs.clause) or elsewhere(pair, left, right)


def kind(noun: str) -> str:
    """The counted noun, one for all kinds of persons."""
    return "person" if noun.rpartition(" ")[2] in lexicon().persons else noun


def noun_of(reader: Reader, quantity: Quantity) -> int | None:
    """The token that the quantity counts, or whose age it is: the governing noun, else the subject."""
    index = head_of(reader, quantity)
    if quantity.of == "age":
        return _aged(reader, index)
    for _ in range(4):
        if reader.tokens[index].pos in ("NOUN", "PROPN") and not quantity.span.holds(reader.tokens[index].span):
            return index
        index = reader.tokens[index].head
    return None


def _aged(reader: Reader, last: int) -> int | None:
    """Whose age it is: the name before it, the noun that follows, or the subject of "is three years old"."""
    name = name_before(reader.tokens, last)
    found = reader.named_at(name) if name is not None else None
    if found is not None:
        return found
    for index in range(last + 1, min(last + 5, len(reader.tokens))):
        token = reader.tokens[index]
        if token.pos in ("NOUN", "PROPN"):
            found = index
        elif found is not None or token.pos != "ADJ":
            break
    clause = clause_at(reader, last) if found is None else None
    return clause.subject if clause and clause.lemma == "be" else found


def _what(reader: Reader, quantity: Quantity) -> int | None:
    """The noun that a sum of money is in, or a share of: "$3 million in fines"."""
    if not quantity.unit:
        return None
    for token in reversed(tokens_in(reader, quantity.span)):
        below = (c for c in reader.children[token] if reader.tokens[c].lemma in ("in", "of"))
        found = next((o for c in below if (o := reader.first(c, "pobj")) is not None), None)
        if found is not None and reader.tokens[found].pos == "NOUN":
            return found
    return None


def reaches(reader: Reader, quantity: Quantity) -> bool:
    """Whether a figure is where something came to, and not by how much: "fell to $65"."""
    return bool(_REACHED.search(_around(reader, quantity)[0]))


def head_of(reader: Reader, quantity: Quantity) -> int:
    """The last token of a quantity."""
    inside = tokens_in(reader, quantity.span)
    return inside[-1] if inside else 0


def _around(reader: Reader, quantity: Quantity) -> tuple[str, str]:
    text = reader.account.document.text
    return text[max(0, quantity.start - _LOOKED_BACK) : quantity.start], text[quantity.end : quantity.end + _LOOKED_ON]


# ------------------------------------------------------------------ what is counted


def _fate(reader: Reader, quantity: Quantity, noun: int | None, clause: Clause | None) -> str:
    """What became of those counted: by the word after the number, the noun and what describes it, then the verb."""
    last = head_of(reader, quantity)
    words = [reader.tokens[i].lemma for i in range(last + 1, min(last + 3, len(reader.tokens)))][: 1 if noun else 2]
    if noun is not None:
        words += [reader.tokens[c].lemma for c in reader.children[noun] if reader.tokens[c].dep in ("amod", "acl")]
        words.append(reader.tokens[noun].lemma)
    words.append(quantity.of)
    if clause is not None:
        outcomes = (c for c in reader.children[clause.head] if reader.tokens[c].dep in _OUTCOMES)
        lost = clause.lemma in ("lose", "claim") and any(
            reader.tokens[c].lemma == "life" for c in reader.children[clause.head]
        )
        words += (
            ["die"] if lost else [reader.tokens[c].lemma for c in outcomes if reader.tokens[c].tag in ("JJ", "VBN")]
        )
    words.append(quantity.verb)
    fate = next((lexicon().fate_words[w] for w in words if w in lexicon().fate_words), "")
    counted = quantity.of.rpartition(" ")[2]
    known = not counted or counted in lexicon().persons or counted in lexicon().fate_words
    return fate if known or fate in _ONLY_OF_THE_LIVING else ""


def _names(reader: Reader, noun: int, inside: Iterable[int]) -> frozenset[str]:
    """The capitalised words that belong to a noun: "German soldiers", "the purchase of Velmark"."""
    own = set(inside)
    found = {reader.tokens[noun].lemma} if reader.tokens[noun].pos == "PROPN" else set()
    for child in reader.children[noun]:
        token = reader.tokens[child]
        at = child if token.dep in _NAMED else reader.first(child, "pobj") if token.dep == "prep" else None
        if (
            at is not None
            and at not in own
            and reader.tokens[at].text[:1].isupper()
            and reader.tokens[at].text.isalpha()
        ):
            found.add(reader.tokens[at].lemma)
    return frozenset(found)


def _among(reader: Reader, quantity: Quantity, noun: int | None, before: str) -> bool:
    """Whether the number is one of a part: "100 wounded, including at least 10 children"."""
    top = reader.tokens[noun if noun is not None else head_of(reader, quantity)].head
    return (
        bool(_INCLUDED_BEFORE.search(before)) or quantity.verb in _INCLUDING or reader.tokens[top].lemma in _INCLUDING
    )


def _is_code(reader: Reader, quantity: Quantity, noun: int | None, after: str) -> bool:
    """Whether the number names a model ("a 737 aircraft"): an article of the singular before it, and no hyphen."""
    if noun is None or quantity.unit or after.startswith(("-", "–", "‑")) or (quantity.low or 0) <= 1:
        return False
    text = quantity.span.of(reader.account.document.text)
    return not any(w in text for w in "-–") and any(
        reader.tokens[c].lemma in ("a", "an") for c in reader.children[noun]
    )


# ------------------------------------------------------------------ of the same


def elsewhere(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether persons are counted, and both sentences name places, and no place in common: two tolls of two events."""
    if kind(one.of or other.of) != "person":
        return False
    sides = ((r, r.notes.sentences[s.sentence]) for r, s in ((pair.a, pair.left), (pair.b, pair.right)))
    left, right = ({r.tokens[i].lemma for i in r.places if place.first <= i < place.last} for r, place in sides)
    return bool(left and right) and not left & right


def _other_time(pair: Pair, one: Clause | None, other: Clause | None) -> bool:
    """Whether both sentences name days, and no two of them lie near each other: two events."""
    left, right = _days(pair.a, pair.left.sentence, one), _days(pair.b, pair.right.sentence, other)
    gaps = [max(0.0, x.low - y.high, y.low - x.high) for x in left[0] for y in right[0]]
    return bool(gaps) and min(gaps) > (_APART if left[1] and right[1] else _LONG_APART)


def _days(reader: Reader, sentence: int, clause: Clause | None) -> tuple[list[Range], bool]:
    """When what a clause tells happened, and whether its own sentence says so: else the one before it does."""
    found = _dated(reader, sentence, clause)
    return (found, True) if found or not sentence else (_dated(reader, sentence - 1, None), False)


def _dated(reader: Reader, sentence: int, clause: Clause | None) -> list[Range]:
    place = reader.notes.sentences[sentence].span
    every = reader.notes.times
    first = bisect.bisect_left(every, place.start, key=lambda t: t.start)
    inside = takewhile(lambda t: t.end <= place.end, islice(every, first, first + _MOST_DATES))
    dates = [t for t in inside if t.type in ("DATE", "TIME")]
    own = [t for t in dates if clause and (at := tokens_in(reader, t.span)) and reader.clause_of(at[0]) == clause.head]
    return [s for t in own or dates if (s := stretch(t)) is not None]


def _one_of_age(pair: Pair, one: Counted, other: Counted, who: Identity) -> bool:
    """Whether two ages are those of one person or animal."""
    if one.noun is None or other.noun is None or not pair.facts:
        return False
    left, right = pair.a.tokens[one.noun], pair.b.tokens[other.noun]
    if "PROPN" in (left.pos, right.pos):
        return who.same(pair.a, one.noun, pair.b, other.noun)
    return left.lemma == right.lemma or synonyms(left.lemma, right.lemma)


def _same_people(one: Counted, other: Counted) -> bool:
    """Whether all or none of the counted belong to a group: the children among the dead are not the dead."""
    nouns = {one.lemma.rpartition(" ")[2], other.lemma.rpartition(" ")[2]}
    wide = nouns <= lexicon().anyone | {""}
    return one.names == other.names and (wide or len(nouns) == 1)


def same_noun(one: Counted, other: Counted) -> bool:
    """Whether two counted nouns are one word or synonyms; not where one is not expressed."""
    return bool(one.lemma and other.lemma) and (one.lemma == other.lemma or synonyms(one.lemma, other.lemma))


def _same_thing(unit: str, one: Counted, other: Counted) -> bool:
    return same_noun(one, other) or bool(unit and not one.lemma and not other.lemma)


def _same_role(pair: Pair, one: tuple[Quantity, Counted], other: tuple[Quantity, Counted], who: Identity) -> bool:
    """Whether the counted things do, or have done to them, the same by the same; or belong to the same thing."""
    (left, mine), (right, theirs) = one, other
    if mine.clause is None or theirs.clause is None:
        return False
    owners = _own(pair.a, mine), _own(pair.b, theirs)
    if None not in owners and mine.noun != mine.clause.subject:
        return pair.a.tokens[owners[0] or 0].lemma == pair.b.tokens[owners[1] or 0].lemma
    if left.unit and mine.lemma:
        near = bool(mine.names & theirs.names) or (bool(pair.facts) and pair.similarity >= _NEAR)
        return near and _one_party(pair, (mine.noun, theirs.noun), (mine.clause, theirs.clause), who)
    if not left.verb or not right.verb or {left.verb, right.verb} & (lexicon().support - {"have"}):
        return False
    if not same_act(left.verb, right.verb):
        return _one_among(pair, mine, theirs) and _one_party(
            pair, (mine.noun, theirs.noun), (mine.clause, theirs.clause), who, both=True
        )
    return _one_party(pair, (mine.noun, theirs.noun), (mine.clause, theirs.clause), who)


def _version(reader: Reader, counted: Counted) -> frozenset[str]:
    """What says which of several it is: "the initial offer"."""
    below = reader.children[counted.noun] if counted.noun is not None else ()
    return frozenset(reader.tokens[c].lemma for c in below) & lexicon().versions


def _own(reader: Reader, counted: Counted) -> int | None:
    return owner(reader, counted.noun) if counted.noun is not None else None


def _one_among(pair: Pair, one: Counted, other: Counted) -> bool:
    """Whether the counted nouns of two members of a fact are each other's nearest words."""
    return bool(pair.facts) and one.noun is not None and pair.partner.get(one.noun, (-1, 0.0))[0] == other.noun


def owner(reader: Reader, noun: int) -> int | None:
    """The noun that a measure or number belongs to: "a 48-page indictment", "an exchange of 40 prisoners"."""
    token = reader.tokens[noun]
    head = token.head
    if token.dep == "pobj" and reader.tokens[head].lemma == "of":
        head = reader.tokens[head].head
    elif token.dep not in ("compound", "nmod", "amod", "nummod"):
        return None
    return head if reader.tokens[head].pos == "NOUN" and reader.tokens[head].lemma not in _TALLIES else None


def _one_party(
    pair: Pair,
    nouns: tuple[int | None, int | None],
    clauses: tuple[Clause, Clause],
    who: Identity,
    *,
    both: bool = False,
) -> bool:
    """Whether the other party to both acts is one: who posted the photos, what was signed by the people."""
    one, other = clauses
    sides = ((one.subject, other.subject), (one.object, other.object))
    rest = [(x, y) for x, y in sides if x not in (nouns[0], None) and y not in (nouns[1], None)]
    missing = any((x in (nouns[0], None)) != (y in (nouns[1], None)) for x, y in sides)
    if missing and (both or not pair.facts):
        return False
    return all(same_thing(pair, x or 0, y or 0, who) for x, y in rest) and (
        bool(rest) or (bool(pair.facts) and not both)
    )
