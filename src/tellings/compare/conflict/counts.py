"""Numbers and times held against each other, by value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.english import plural
from tellings.compare.conflict.lexicon import lexicon, same_act
from tellings.compare.conflict.pairs import Pair, Site
from tellings.compare.conflict.values import EQUAL, EXCLUDE, HOLDS, Range, amount, relation, rounded, stretch
from tellings.records import Quantity, Span, Time

_SAME_WORD = 0.6  # cosine of contextual states from which two different words are taken for the same thing
_SAME_CONTEXT = 0.35
_VAGUE_TIMES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")
_MONEY = frozenset("USD EUR GBP JPY CNY INR RUB AUD CAD CHF ILS KRW UAH".split())


def compare_numbers(pair: Pair) -> Iterator[Difference]:
    """Quantities of the same thing whose ranges differ."""
    left, right = quantities(pair.a, pair.left), quantities(pair.b, pair.right)
    said = {_class(q) for q in left} & {_class(q) for q in right}
    for one, other in product(left, right):
        if _class(one) in said or _class(other) in said:
            continue
        strength = _same_count(pair, one, other)
        if strength > 0:
            yield from _number(pair, one, other, strength)


def quantities(reader: Reader, site: Site) -> tuple[Quantity, ...]:
    """The quantities of one sentence."""
    place = reader.notes.sentences[site.sentence].span
    return tuple(q for q in reader.notes.quantities if place.holds(q.span))


def _class(quantity: Quantity) -> tuple[str, float | None, float | None]:
    return quantity.unit, quantity.low, quantity.high


def _number(pair: Pair, one: Quantity, other: Quantity, strength: float) -> Iterator[Difference]:
    values = amount(one), amount(other)
    how = relation(*values)
    if how == EQUAL and one.vague == other.vague:
        return
    close = rounded(*values)
    why = _why_number(pair, how == EXCLUDE and not close, values)
    counted = one.of or other.of
    yield Difference(
        "number", "number", why, f"{one.unit}:{_thing(counted)}:{_deed(one, other)}", _ask_number(pair, one, other),
        (_number_key(one), _number_key(other)), (_written(pair.a, one.span), _written(pair.b, other.span)), strength, pair,
    )  # fmt: skip


def _deed(one: Quantity, other: Quantity) -> str:
    """What was done to the persons counted; other things are told apart by their noun."""
    return min(one.verb or other.verb, other.verb or one.verb) if _thing(one.of or other.of) == "person" else ""


def _number_key(quantity: Quantity) -> str:
    return f"{quantity.low}..{quantity.high}{'~' if quantity.vague else ''}"


def _thing(noun: str) -> str:
    return "person" if noun.split(" ")[-1] in lexicon().persons else noun


def _same_count(pair: Pair, one: Quantity, other: Quantity) -> float:
    """How surely two quantities count the same thing, 0 when they do not."""
    if one.unit != other.unit:
        return 0.0
    same_noun = bool(one.of) and _thing(one.of) == _thing(other.of)
    left, right = _noun_of(pair.a, one), _noun_of(pair.b, other)
    if not same_noun and (one.of and other.of):
        if left is None or right is None or pair.cosine(left, right) < _SAME_WORD:
            return 0.0
    if one.verb and other.verb and not same_act(one.verb, other.verb) and one.of in lexicon().persons:
        return 0.0
    if not same_noun and not one.unit and not (one.of or other.of):
        return 0.0
    context = pair.cosine(_head(pair.a, one), _head(pair.b, other))
    score = 0.4 * same_noun + 0.3 * bool(one.verb and same_act(one.verb, other.verb)) + 0.3 * max(0.0, context)
    return score if context >= _SAME_CONTEXT or same_noun else 0.0


def _head(reader: Reader, quantity: Quantity) -> int:
    """The last token of a quantity."""
    inside = tokens_in(reader, quantity.span)
    return inside[-1] if inside else 0


def _noun_of(reader: Reader, quantity: Quantity) -> int | None:
    """The token that the quantity counts: the governing noun."""
    index = _head(reader, quantity)
    for _ in range(4):
        if reader.tokens[index].pos in ("NOUN", "PROPN") and not quantity.span.holds(reader.tokens[index].span):
            return index
        index = reader.tokens[index].head
    return None


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
    return "update" if superseded(pair, values[1].low - values[0].high) else "contradiction"


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
    if quantity.unit == "percent":
        return f"What percentage{f' of {plural(quantity.of)}' if quantity.of else ''}?"
    if quantity.unit in _MONEY:
        return f"How much money{f': the {quantity.of}' if quantity.of else ''}?"
    if quantity.unit:
        return f"How much{f' {quantity.of}' if quantity.of else ''}, in {plural(quantity.unit)}?"
    if not quantity.of:
        return "What is the number?"
    return ask.how_many(quantity.of, quantity.verb, acted_upon=_acted_upon(reader, quantity))


def _ask_age(reader: Reader, quantity: Quantity) -> str:
    noun = _noun_of(reader, quantity)
    who = ask.thing(reader, noun)
    return f"How old is {who}?" if who else "What is the age?"


def _ask_amount(reader: Reader, quantity: Quantity) -> str:
    """ "How much did X spend?" where the quantity is the object of a verb with a subject."""
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
    return token.dep in ("nsubjpass", "dobj", "pobj")


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
        if events[0] and events[1] and (strength := same_clause(pair, events[0], events[1])):
            yield from _time(pair, (one, other), (events[0], events[1]), strength)


def times(reader: Reader, site: Site) -> tuple[Time, ...]:
    """The time expressions of one sentence that can be compared."""
    place = reader.notes.sentences[site.sentence].span
    return tuple(t for t in reader.notes.times if place.holds(t.span) and t.type != "SET")


def _first(reader: Reader, time: Time) -> int:
    inside = tokens_in(reader, time.span)
    return inside[0] if inside else 0


def _time(pair: Pair, said: tuple[Time, Time], events: tuple[Clause, Clause], strength: float) -> Iterator[Difference]:
    why = _why_time(*said)
    if not why:
        return
    word = "How long" if said[0].type == "DURATION" else "When"
    question = ask.when(pair.a, events[0], word) or ask.when(pair.b, events[1], word) or f"{word} was this?"
    yield Difference(
        "time", "time", why, f"{word}:{events[0].lemma}", question, (said[0].value, said[1].value),
        (_written(pair.a, said[0].span), _written(pair.b, said[1].span)), strength, pair,
    )  # fmt: skip


def _why_time(one: Time, other: Time) -> str:
    """precision, contradiction, or "" where the two say the same."""
    if one.value == other.value:
        return ""
    if one.value in _VAGUE_TIMES or other.value in _VAGUE_TIMES:
        return "precision"
    left, right = stretch(one), stretch(other)
    if left is None or right is None:
        return ""
    how = relation(left, right)
    return {EXCLUDE: "contradiction", HOLDS: "precision", EQUAL: ""}.get(how, "precision")


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
