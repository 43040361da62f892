"""Numbers and times held against each other, by value."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import product

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.english import plural
from tellings.compare.conflict.lexicon import lexicon, same_act
from tellings.compare.conflict.pairs import Pair, Site
from tellings.compare.conflict.topics import topic_of
from tellings.compare.conflict.values import EQUAL, EXCLUDE, HOLDS, Range, amount, relation, rounded, stretch
from tellings.records import Quantity, Sentence, Span, Time

_SAME_WORD = 0.6  # cosine of contextual states from which two different words are taken for the same thing
_LONE = 0.4  # strength of two times that are the only ones of two members of a fact
_SAME_AGED = 0.45  # the same for those whose age is given: "boy", "child"
_SAME_SENTENCE = 0.6
_SAME_TARGET = 0.8
_SAME_DOER = 0.3
_SAME_CONTEXT = 0.45  # cosine of the words that two numbers hang on
_CLOCK = re.compile(r"T\d{2}:\d{2}$")
_LOOSE_WEEK = 7.0  # days
_SCORE = re.compile(r"\d+\s*[-–]\s*\d+$")
_VAGUE_TIMES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
_UNITS = {"km": "kilometre", "m": "metre", "ft": "foot", "kg": "kilogram", "lb": "pound", "sq km": "square kilometre"}
_ANYONE = frozenset({"person", "people", "other", "victim", "casualty", "fatality", "death"})
_ZONE = re.compile(r"\b(?:GMT|UTC|[ECMP][SD]?T|local time)\b")
_VICTIMS = frozenset("death casualty fatality injury victim body toll".split())
_MONEY = frozenset({"USD", "EUR", "GBP", "JPY", "CNY", "INR", "RUB", "AUD", "CAD", "CHF", "ILS", "KRW", "UAH"})


def compare_numbers(pair: Pair) -> Iterator[Difference]:
    """Quantities of the same thing whose ranges differ."""
    left, right = quantities(pair.a, pair.left), quantities(pair.b, pair.right)
    said = {_class(q) for q in left} & {_class(q) for q in right}
    matches = [
        (strength, -i, -j)
        for (i, one), (j, other) in product(enumerate(left), enumerate(right))
        if not {_class(one), _class(other)} & said and (strength := _same_count(pair, one, other)) > 0
    ]
    used: set[tuple[str, int]] = set()
    for strength, i, j in sorted(matches, reverse=True):
        if not {("left", i), ("right", j)} & used:
            used |= {("left", i), ("right", j)}
            yield from _number(pair, left[-i], right[-j], strength)


def quantities(reader: Reader, site: Site) -> tuple[Quantity, ...]:
    """The quantities of one sentence."""
    place = reader.notes.sentences[site.sentence].span
    held = (q for q in reader.notes.quantities if place.holds(q.span))
    return tuple(q for q in held if not _SCORE.fullmatch(_written(reader, q.span)))


def _class(quantity: Quantity) -> tuple[str, float | None, float | None]:
    return quantity.unit, quantity.low, quantity.high


def _number(pair: Pair, one: Quantity, other: Quantity, strength: float) -> Iterator[Difference]:
    values = amount(one), amount(other)
    how = relation(*values)
    if how == EQUAL:
        return
    close = rounded(*values)
    counted = one.of or other.of
    toll = _thing(counted) == "person" and not (one.vague or other.vague)
    why = _why_number(pair, (how == EXCLUDE and not close) or (toll and values[0].low != values[1].low), values)
    if why == "update" and not _counts_victims(one, other):
        why = "contradiction"
    if why == "contradiction" and how != EXCLUDE:
        why = "precision"
    question = _ask_number(pair, one, other)
    if not question:
        return
    yield Difference(
        "number", "number", why, f"{one.unit}:{_thing(counted)}:{_deed(one, other)}", question,
        (_number_key(one), _number_key(other)), (_written(pair.a, one.span), _written(pair.b, other.span)),
        strength, pair,
    )  # fmt: skip


def _deed(one: Quantity, other: Quantity) -> str:
    """What was done to the persons counted; other things are told apart by their noun."""
    if _thing(one.of or other.of) != "person":
        return ""
    verbs = sorted(v for v in (one.verb, other.verb) if v)
    return min((str(act) for v in verbs for act in lexicon().acts.get(v, ())), default=verbs[0] if verbs else "")


def _number_key(quantity: Quantity) -> str:
    return f"{quantity.low}..{quantity.high}{'~' if quantity.vague else ''}"


def _thing(noun: str) -> str:
    return "person" if noun.rpartition(" ")[2] in lexicon().persons else noun


def _same_count(pair: Pair, one: Quantity, other: Quantity) -> float:
    """How surely two quantities count the same thing, 0 when they do not.

    Counted noun, what was done to it, and the words around must agree; an age must be that of the same noun.
    """
    if one.unit != other.unit:
        return 0.0
    left, right = _noun_of(pair.a, one), _noun_of(pair.b, other)
    nouns = _same_noun(pair, one, other, left, right)
    if not nouns or _other_deed(pair, one, other) or not (pair.facts or pair.similarity >= _SAME_SENTENCE):
        return 0.0
    if _thing(one.of) == "person" and (_other_doer(pair, one, other) or _elsewhere(pair)):
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
    if _thing(one.of) == "person":
        return bool({left, right} & lexicon().fates)
    return not (one.of or other.of)


def _fate(reader: Reader, quantity: Quantity) -> str:
    """The verb that governs a quantity; to lose one's life is to die."""
    clause = clause_at(reader, _head(reader, quantity)) if quantity.verb == "lose" else None
    lost = clause is not None and clause.object is not None and reader.tokens[clause.object].lemma == "life"
    return "die" if lost else quantity.verb


def _other_doer(pair: Pair, one: Quantity, other: Quantity) -> bool:
    """Whether the clauses of two tolls name different doers: the dead of a raid are not those of the air strikes."""
    left, right = clause_at(pair.a, _head(pair.a, one)), clause_at(pair.b, _head(pair.b, other))
    if left is None or right is None or left.subject is None or right.subject is None:
        return False
    if left.subject == _noun_of(pair.a, one) or right.subject == _noun_of(pair.b, other):
        return False
    return (same_token(pair, left.subject, right.subject) or 0.0) < _SAME_DOER


def _elsewhere(pair: Pair) -> bool:
    """Whether both sentences name places, and no place in common: two tolls of two events."""
    left, right = (
        {r.tokens[i].lemma for i in r.places if place.first <= i < place.last}
        for r, place in ((pair.a, _sentence(pair.a, pair.left)), (pair.b, _sentence(pair.b, pair.right)))
    )
    return bool(left and right) and not left & right


def _sentence(reader: Reader, site: Site) -> Sentence:
    return reader.notes.sentences[site.sentence]


def _above(reader: Reader, quantity: Quantity) -> int:
    """The token that the quantity, or the noun it counts, hangs on."""
    noun = _noun_of(reader, quantity)
    return reader.tokens[noun if noun is not None else _head(reader, quantity)].head


def _head(reader: Reader, quantity: Quantity) -> int:
    """The last token of a quantity."""
    inside = tokens_in(reader, quantity.span)
    return inside[-1] if inside else 0


def _noun_of(reader: Reader, quantity: Quantity) -> int | None:
    """The token that the quantity counts, or whose age it is: the governing noun, else the subject."""
    index = _head(reader, quantity)
    for _ in range(4):
        if reader.tokens[index].pos in ("NOUN", "PROPN") and not quantity.span.holds(reader.tokens[index].span):
            return index
        index = reader.tokens[index].head
    clause = clause_at(reader, _head(reader, quantity)) if quantity.of == "age" else None
    return clause.subject if clause else None


def tokens_in(reader: Reader, span: Span) -> list[int]:
    """Indices of the tokens that lie inside a span."""
    sentence = reader.notes.sentence_at(span.start)
    if sentence is None:
        return []
    place = reader.notes.sentences[sentence]
    return [i for i in range(place.first, place.last) if span.holds(reader.tokens[i].span)]


def _why_number(pair: Pair, excludes: bool, values: tuple[Range, Range]) -> str:
    if not excludes:
        return "precision"
    return "update" if superseded(pair, _change(values)) else "contradiction"


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
    """Whether the account published later gives the larger figure: tolls are revised, mostly upwards."""
    left, right = _published(pair.a), _published(pair.b)
    if not left or not right or left == right:
        return False
    return (change > 0) == (right > left)


def _published(reader: Reader) -> str:
    published = reader.account.document.published
    return published.value if published and published.value[:1].isdigit() else ""


def _written(reader: Reader, span: Span) -> str:
    return " ".join(reader.account.quote(span).split())


def _ask_number(pair: Pair, one: Quantity, other: Quantity) -> str:
    reader, quantity = (pair.a, one) if one.of else (pair.b, other)
    if quantity.of == "age":
        return _ask_age(reader, quantity)
    spent = _ask_amount(reader, quantity)
    if spent:
        return spent
    if quantity.of and quantity.unit == "percent" and quantity.of != "percent":
        return f"What percentage of {plural(quantity.of)}?"
    if quantity.of and quantity.unit in _MONEY and quantity.of != "dollar":
        return f"How much money is the {quantity.of}?"
    if quantity.of == "time":
        clause = clause_at(reader, _head(reader, quantity))
        return ask.when(reader, clause, "How many times") if clause else ""
    if quantity.of and not quantity.unit:
        shared = quantity.verb if same_act(one.verb or quantity.verb, other.verb or quantity.verb) else ""
        return ask.how_many(quantity.of, shared, acted_upon=_acted_upon(reader, quantity))
    return _ask_plainly(pair, quantity)


def _ask_plainly(pair: Pair, quantity: Quantity) -> str:
    """A question by what both sentences are about: "How many metres are given for the fall?"."""
    topic = topic_of(pair, most=1)
    if not topic:
        return ""
    if quantity.unit == "percent":
        return f"What percentage is given for {topic}?"
    if quantity.unit in _MONEY:
        return f"How much money is named for {topic}?"
    if quantity.unit:
        return f"How many {plural(_UNITS.get(quantity.unit, quantity.unit))} are given for {topic}?"
    return f"What number is given for {topic}?"


def _ask_age(reader: Reader, quantity: Quantity) -> str:
    noun = _noun_of(reader, quantity)
    return f"How old is the {reader.tokens[noun].lemma}?" if noun is not None else ""


def _ask_amount(reader: Reader, quantity: Quantity) -> str:
    """The question "How much did X spend?", where the quantity is the object of a verb with a subject."""
    clause = clause_at(reader, _head(reader, quantity))
    if clause is None or clause.passive or clause.object is None or clause.lemma in ("be", "have"):
        return ""
    inside = tokens_in(reader, quantity.span)
    noun = _noun_of(reader, quantity)
    if clause.object not in inside and clause.object != noun:
        return ""
    what = f"How many {plural(quantity.of)}" if quantity.of and not quantity.unit else "How much"
    bare = Clause(clause.head, clause.lemma, clause.subject, None, False, False, clause.modal, noun=False)
    return ask.when(reader, bare, what)


def _acted_upon(reader: Reader, quantity: Quantity) -> bool:
    noun = _noun_of(reader, quantity)
    token = reader.tokens[noun if noun is not None else _head(reader, quantity)]
    return token.dep != "nsubj" or quantity.verb in lexicon().undergone


def clause_at(reader: Reader, index: int) -> Clause | None:
    """The clause whose verb governs a token."""
    head = reader.clause_of(index)
    sentence = reader.notes.sentence_at(reader.tokens[head].start)
    if sentence is None:
        return None
    return next((c for c in reader.clauses(sentence) if c.head == head), None)


# ------------------------------------------------------------------ times


def compare_times(pair: Pair) -> Iterator[Difference]:
    """Dates, clock times and lengths of the same event that differ."""
    left, right = times(pair.a, pair.left), times(pair.b, pair.right)
    said = {t.value for t in left} & {t.value for t in right}
    for one, other in product(left, right):
        if (one.type == "DURATION") != (other.type == "DURATION") or one.value in said or other.value in said:
            continue
        events = clause_at(pair.a, _first(pair.a, one)), clause_at(pair.b, _first(pair.b, other))
        strength = _same_event(pair, events[0], events[1]) if events[0] and events[1] else 0.0
        if not strength and pair.facts and pair.similarity >= _SAME_WORD and _lone(left, one) and _lone(right, other):
            strength = _LONE if _alike(pair, events) and not {one.value, other.value} & set(_VAGUE_TIMES) else 0.0
        if strength:
            yield from _time(pair, (one, other), events, strength)


def _same_event(pair: Pair, one: Clause, other: Clause) -> float:
    """How surely two clauses tell one event: as `same_clause`, or members of a fact with near verbs and one object."""
    strength = same_clause(pair, one, other)
    if strength or not pair.facts or pair.cosine(one.head, other.head) < _SAME_CONTEXT:
        return strength
    target = same_token(pair, one.object, other.object) or 0.0
    return _LONE if target >= _SAME_TARGET and not {one.lemma, other.lemma} & lexicon().support else 0.0


def _alike(pair: Pair, events: tuple[Clause | None, Clause | None]) -> bool:
    one, other = events
    return one is not None and other is not None and pair.cosine(one.head, other.head) >= _SAME_CONTEXT


def _lone(said: Sequence[Time], time: Time) -> bool:
    """Whether a sentence has no other time of this kind: then it is the fact's."""
    return sum((t.type == "DURATION") == (time.type == "DURATION") for t in said) == 1


def times(reader: Reader, site: Site) -> tuple[Time, ...]:
    """The time expressions of one sentence that can be compared."""
    place = reader.notes.sentences[site.sentence].span
    return tuple(t for t in reader.notes.times if place.holds(t.span) and t.type != "SET")


def _first(reader: Reader, time: Time) -> int:
    inside = tokens_in(reader, time.span)
    return inside[0] if inside else 0


def _time(
    pair: Pair, said: tuple[Time, Time], events: tuple[Clause | None, Clause | None], strength: float
) -> Iterator[Difference]:
    why = _why_time(*said)
    if any("-W" in t.value for t in said) and why == "contradiction" and _adjoining(*said):
        why = "precision"
    question = _ask_time(pair, said[0], events)
    if not why or not question:
        return
    phrases = _written(pair.a, said[0].span), _written(pair.b, said[1].span)
    if why == "contradiction" and any("ago" in p.lower().split() for p in phrases):
        why = "precision"
    if why == "contradiction" and any(_ZONE.search(p) for p in phrases):
        return
    word = "length" if said[0].type == "DURATION" else "date"
    topic = min((e.lemma for e in events if e), default="")
    yield Difference(
        "time", "time", why, f"{word}:{topic}", question, (said[0].value, said[1].value),
        phrases, strength, pair,
    )  # fmt: skip


def _ask_time(pair: Pair, time: Time, events: tuple[Clause | None, Clause | None]) -> str:
    word = "How long" if time.type == "DURATION" else "When"
    for reader, event in zip((pair.a, pair.b), events, strict=True):
        question = ask.when(reader, event, word) if event else ""
        if question:
            return question
    return ""


def _why_time(one: Time, other: Time) -> str:
    """precision, contradiction, or "" where the two say the same."""
    clocks = _CLOCK.search(one.value), _CLOCK.search(other.value)
    if one.value == other.value or (clocks[0] and clocks[1] and clocks[0][0] == clocks[1][0]):
        return ""
    if one.value in _VAGUE_TIMES or other.value in _VAGUE_TIMES:
        return "precision"
    left, right = stretch(one), stretch(other)
    if left is None or right is None:
        return ""
    how = relation(left, right)
    return {EXCLUDE: "contradiction", HOLDS: "precision", EQUAL: ""}.get(how, "precision")


def _adjoining(one: Time, other: Time) -> bool:
    """Whether two dates lie within a week of each other: "last week" is a loose word."""
    left, right = stretch(one), stretch(other)
    return left is not None and right is not None and max(left.low - right.high, right.low - left.high) <= _LOOSE_WEEK


def same_clause(pair: Pair, one: Clause, other: Clause) -> float:
    """How surely two clauses tell the same act, 0 when they do not: verb, subject and object."""
    verb = pair.cosine(one.head, other.head)
    if one.lemma in lexicon().support and one.lemma != other.lemma:
        return 0.0
    if not same_act(one.lemma, other.lemma) and verb < _SAME_WORD:
        return 0.0
    arguments = [same_token(pair, x, y) for x, y in ((one.subject, other.subject), (one.object, other.object))]
    swapped = [same_token(pair, one.subject, other.object), same_token(pair, one.object, other.subject)]
    shared = max([a for a in (*arguments, *swapped) if a is not None], default=0.0)
    return round(0.5 * max(0.0, verb) + 0.5 * shared, 4) if shared >= 0.5 or verb >= 0.75 else 0.0


def same_token(pair: Pair, one: int | None, other: int | None) -> float | None:
    """Cosine of two argument tokens, None where one is missing; 1 for equal lemmas."""
    if one is None or other is None:
        return None
    if pair.a.tokens[one].lemma == pair.b.tokens[other].lemma:
        return 1.0
    return pair.cosine(one, other)
