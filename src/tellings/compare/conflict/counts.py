"""Numbers held against each other, by value."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice, product, takewhile

from tellings.compare.conflict.ask_count import ask_number
from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.comparable import counted, elsewhere, head_of, kind, noun_of
from tellings.compare.conflict.counting import likely
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import lexicon, same_act
from tellings.compare.conflict.pairs import Pair, Site
from tellings.compare.conflict.same import clause_at, same_token
from tellings.compare.conflict.values import EQUAL, EXCLUDE, Range, amount, point, relation, rounded
from tellings.records import Quantity

_SAME_WORD = 0.6  # cosine of contextual states from which two different words are taken for the same thing
_SAME_AGED = 0.45  # the same for those whose age is given: "boy", "child"
_SAME_SENTENCE = 0.6
_SAME_DOER = 0.3
_SAME_CONTEXT = 0.45  # cosine of the words that two numbers hang on
_SCORE = re.compile(r"\d+\s*[-–]\s*\d+$")
_ANYONE = frozenset({"person", "people", "other", "victim", "casualty", "fatality", "death"})
_VICTIMS = frozenset("death casualty fatality injury victim body toll".split())
_FALLING = frozenset({"missing", "trapped"})  # whose number falls as those are found who make up the toll
_ABOUT, _TOO_FAR = 1.1, 20.0  # ratios between which a reader wants to know of two figures, one of them not exact
_OLDER = 3.0  # years by which two ages of one person may differ
_MOST = 16  # numbers of a sentence
_LONGEST = 110  # code points of a question


def compare_numbers(pair: Pair, who: Identity) -> Iterator[Difference]:
    """Quantities of the same thing whose ranges differ.

    Those that likely count the same are asked for by name; those that only look alike are told beside each other.
    """
    left, right = figures(pair)
    known: set[int] = set()
    for one, other, probability in likely(pair, left, right, who):
        known |= {id(one), id(other)}
        yield from _number(pair, (one, other), probability, named=True)
    for one, other, strength in _alike(pair, left, right):
        if not {id(one), id(other)} & known:
            yield from _number(pair, (one, other), strength, named=False)


def figures(pair: Pair) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """What can be held against each other: the numbers of two sentences on one matter, without those that both have."""
    if not (pair.facts or pair.similarity >= _SAME_SENTENCE):
        return (), ()
    left, right = quantities(pair.a, pair.left), quantities(pair.b, pair.right)
    said = {_class(q) for q in left} & {_class(q) for q in right}
    return tuple(q for q in left if _class(q) not in said), tuple(q for q in right if _class(q) not in said)


def _alike(
    pair: Pair, left: Sequence[Quantity], right: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity, float]]:
    """The pairs of numbers that may count the same by the words around them, the likeliest first."""
    matches = [
        (strength, -i, -j)
        for (i, one), (j, other) in product(enumerate(left), enumerate(right))
        if (strength := _same_count(pair, one, other)) > 0
    ]
    used: set[tuple[str, int]] = set()
    for strength, i, j in sorted(matches, reverse=True):
        if not {("left", i), ("right", j)} & used:
            used |= {("left", i), ("right", j)}
            yield left[-i], right[-j], strength


def quantities(reader: Reader, site: Site) -> tuple[Quantity, ...]:
    """The quantities of one sentence: as many as a sentence has, for what has more is a table."""
    place = reader.notes.sentences[site.sentence].span
    every = reader.notes.quantities
    first = bisect.bisect_left(every, place.start, key=lambda q: q.start)
    held = takewhile(lambda q: q.end <= place.end, islice(every, first, first + _MOST))
    return tuple(q for q in held if not _SCORE.fullmatch(reader.written(q.span)))


def _class(quantity: Quantity) -> tuple[str, float | None, float | None]:
    return quantity.unit, quantity.low, quantity.high


def _number(pair: Pair, said: tuple[Quantity, Quantity], strength: float, *, named: bool) -> Iterator[Difference]:
    one, other = said
    values = amount(one), amount(other)
    if relation(*values) == EQUAL:
        return
    question = _question(pair, said) if named and _worth_asking(values, said) else ""
    deed = _deed(pair, said)
    yield Difference(
        "number", "number", _why(pair, said, values, deed),
        f"{one.unit}:{_counted(pair, said)}:{deed}", question,
        (_number_key(one), _number_key(other)), (pair.a.written(one.span), pair.b.written(other.span)),
        strength, pair,
    )  # fmt: skip


def _question(pair: Pair, said: tuple[Quantity, Quantity]) -> str:
    """The better of the questions that the two sentences give: the one that says more."""
    what = [counted(r, q) for r, q in zip((pair.a, pair.b), said, strict=True)]
    people = len({w.lemma for w in what}) > 1
    found = [ask_number(r, q, w, people=people) for r, q, w in zip((pair.a, pair.b), said, what, strict=True)]
    return max((q for q in found if q and len(q) <= _LONGEST), key=lambda q: (len(q), q), default="")


def _worth_asking(values: tuple[Range, Range], said: tuple[Quantity, Quantity]) -> bool:
    """Whether two values are apart by more than rounding, and not so far that they must count different things."""
    near = [point(v) for v in values]
    if any(q.low != q.high and q.vague for q in said):
        return relation(*values) == EXCLUDE or _counts_victims(*said)
    low, high = min(near), max(near)
    if not 0 < low < high <= _TOO_FAR * low:
        return False
    if said[0].of == "age":
        return high - low <= _OLDER
    if all(q.low == q.high and not q.vague for q in said):
        return not same_rounded(low, high)
    return high > _ABOUT * low


def same_rounded(one: float, other: float) -> bool:
    """Whether one of two exact figures is the other rounded: 43,350 and 43,000."""
    return any(x == float(f"{y:.{n}g}") for x, y in ((one, other), (other, one)) for n in range(2, 6))


def _why(pair: Pair, said: tuple[Quantity, Quantity], values: tuple[Range, Range], deed: str) -> str:
    how = relation(*values)
    toll = kind(said[0].of or said[1].of) == "person" and not any(q.vague for q in said)
    apart = how == EXCLUDE and not rounded(*values)
    rise = -_change(values) if deed in _FALLING else _change(values)
    why = _why_number(pair, apart or (toll and values[0].low != values[1].low), rise)
    if why == "update" and not _counts_victims(*said):
        why = "contradiction"
    return "precision" if why == "contradiction" and how != EXCLUDE else why


def _counted(pair: Pair, said: tuple[Quantity, Quantity]) -> str:
    """What is counted, or whose age it is."""
    one, other = said
    if one.of != "age":
        return kind(one.of or other.of)
    aged = [r.tokens[n].lemma for r, q in zip((pair.a, pair.b), said, strict=True) if (n := noun_of(r, q)) is not None]
    return f"age of {min(aged, default='')}"


def _deed(pair: Pair, said: tuple[Quantity, Quantity]) -> str:
    """What became of the persons counted, or was done to them; other things are told apart by their noun."""
    one, other = said
    fate = counted(pair.a, one).fate or counted(pair.b, other).fate
    if fate or kind(one.of or other.of) != "person":
        return fate
    verbs = sorted(v for v in (one.verb, other.verb) if v)
    return min((str(act) for v in verbs for act in lexicon().acts.get(v, ())), default=verbs[0] if verbs else "")


def _number_key(quantity: Quantity) -> str:
    return f"{quantity.low}..{quantity.high}{'~' if quantity.vague else ''}"


def _same_count(pair: Pair, one: Quantity, other: Quantity) -> float:
    """How surely two quantities count the same thing, 0 when they do not.

    Counted noun, what was done to it, and the words around must agree; an age must be that of the same noun.
    """
    if one.unit != other.unit:
        return 0.0
    left, right = noun_of(pair.a, one), noun_of(pair.b, other)
    nouns = _same_noun(pair, one, other, left, right)
    if not nouns or _other_deed(pair, one, other) or not (pair.facts or pair.similarity >= _SAME_SENTENCE):
        return 0.0
    if elsewhere(pair, one, other) or (kind(one.of) == "person" and _other_doer(pair, one, other)):
        return 0.0
    around = max(0.0, pair.cosine(_above(pair.a, one), _above(pair.b, other)))
    same_verb = bool(one.verb and other.verb and same_act(one.verb, other.verb))
    alike = pair.similarity >= _SAME_SENTENCE
    trusted = bool(pair.facts) and (nouns >= _SAME_WORD or (alike and _only(pair, one, other)))
    if around < _SAME_CONTEXT and not same_verb and not trusted:
        return 0.0
    return round(0.4 * nouns + 0.3 * same_verb + 0.3 * around, 4)


def _only(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether each sentence has just one quantity of this unit."""
    sides = ((pair.a, pair.left, one), (pair.b, pair.right, other))
    return all(sum(q.unit == own.unit for q in quantities(r, s)) == 1 for r, s, own in sides)


def _same_kind(one: str, other: str) -> bool:
    """Whether two counted nouns are one: the same lemma, or persons of whom one side says no more ("people")."""
    last = one.rpartition(" ")[2], other.rpartition(" ")[2]
    both = {*last} <= lexicon().persons
    return one == other or (both and bool({*last} & _ANYONE))


def _same_noun(pair: Pair, one: Quantity, other: Quantity, left: int | None, right: int | None) -> float:
    """How surely the counted nouns are one: 1 for the same lemma, the cosine for near words, else 0."""
    near = (same_token(pair, left, right) or 0.0) if left is not None and right is not None else 0.0
    if "age" in (one.of, other.of):
        return near if one.of == other.of and near >= _SAME_AGED else 0.0
    if one.of and other.of and _same_kind(one.of, other.of):
        return 1.0
    if near >= _SAME_WORD:
        return near
    named = bool(one.of and other.of)
    return 0.5 if one.unit and (not named or (bool(pair.facts) and _only(pair, one, other))) else 0.0


def _other_deed(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether something else was done to the persons counted: the killed are not the wounded, nor all on board."""
    left, right = _fate(pair.a, one), _fate(pair.b, other)
    if not (left and right) or same_act(left, right):
        return False
    if kind(one.of) == "person":
        return bool({left, right} & lexicon().fates)
    return not (one.of or other.of)


def _fate(reader: Reader, quantity: Quantity) -> str:
    """The verb that governs a quantity; to lose one's life is to die."""
    clause = clause_at(reader, head_of(reader, quantity)) if quantity.verb == "lose" else None
    lost = clause is not None and clause.object is not None and reader.tokens[clause.object].lemma == "life"
    return "die" if lost else quantity.verb


def _other_doer(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether the clauses of two tolls name different doers: the dead of a raid are not those of the air strikes."""
    left, right = clause_at(pair.a, head_of(pair.a, one)), clause_at(pair.b, head_of(pair.b, other))
    if left is None or right is None or left.subject is None or right.subject is None:
        return False
    if left.subject == noun_of(pair.a, one) or right.subject == noun_of(pair.b, other):
        return False
    return (same_token(pair, left.subject, right.subject) or 0.0) < _SAME_DOER


def _above(reader: Reader, quantity: Quantity) -> int:
    """The token that the quantity, or the noun it counts, hangs on."""
    noun = noun_of(reader, quantity)
    return reader.tokens[noun if noun is not None else head_of(reader, quantity)].head


def _why_number(pair: Pair, excludes: bool, rise: float) -> str:
    if not excludes:
        return "precision"
    return "update" if superseded(pair, rise) else "contradiction"


def _counts_victims(one: Quantity, other: Quantity) -> bool:
    """Whether the figures are of a kind that is revised: the dead, the hurt, the missing, the held."""
    words = {one.verb, other.verb, *one.of.split(), *other.of.split()}
    return bool(words & (lexicon().fates | _VICTIMS))


def _change(values: tuple[Range, Range]) -> float:
    """By how much the right figure is the larger: by their lower bounds where both have one."""
    one, other = values
    if one.low > -math.inf and other.low > -math.inf:
        return other.low - one.low
    return other.high - one.high


def superseded(pair: Pair, change: float) -> bool:
    """Whether the figure of the account published later has moved the way such figures do: tolls mostly rise.

    `change` is by how much the right figure lies that way.
    """
    left, right = _published(pair.a), _published(pair.b)
    if not left or not right or left == right:
        return False
    return (change > 0) == (right > left)


def _published(reader: Reader) -> str:
    published = reader.account.document.published
    return published.value if published and published.value[:1].isdigit() else ""
