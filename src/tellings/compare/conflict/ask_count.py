"""Questions for numbers: "How many people were killed in the fire?", "How old is the boy?", "How tall is the tower?".

A question is built from the words of one of the two sentences, and only where it names what is counted, and of what;
else there is none ("").
"""

from __future__ import annotations

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.comparable import Counted, head_of, owner, reaches
from tellings.compare.conflict.english import past, plural
from tellings.compare.conflict.lexicon import lexicon
from tellings.records import Quantity

MONEY = frozenset({"USD", "EUR", "GBP", "JPY", "CNY", "INR", "RUB", "AUD", "CAD", "CHF", "ILS", "KRW", "UAH"})
_UNITS = {"km": "kilometre", "m": "metre", "ft": "foot", "kg": "kilogram", "lb": "pound", "sq km": "square kilometre"}
_UNNAMED_UNITS = ("percentage point", "basis point", "score", "year")
_ASKED = {
    "dead": "were killed", "hurt": "were injured", "held": "were arrested", "missing": "are missing",
    "trapped": "were trapped", "rescued": "were rescued", "displaced": "were displaced",
    "treated": "were taken to hospital", "alive": "survived",
}  # fmt: skip
_EXTENTS = frozenset({"tall", "long", "wide", "deep", "high", "heavy", "thick", "old"})
_MOVES = frozenset(
    {"rise", "fall", "drop", "climb", "jump", "decline", "gain", "lose", "slip", "soar", "grow", "plunge"}
)


def ask_number(reader: Reader, quantity: Quantity, what: Counted, *, people: bool) -> str:
    """The question that a number answers.

    Args:
        reader: The account.
        quantity: The number.
        what: What it counts.
        people: Whether to ask for people, whatever the persons counted are called.
    """
    if quantity.of == "age":
        return _age(reader, what)
    if what.fate:
        return _fate(reader, what, people=people)
    if quantity.unit in _UNNAMED_UNITS:
        return ""
    return (
        _owned(reader, quantity, what)
        or _extent(reader, quantity, what)
        or _change(reader, quantity, what)
        or _worth(reader, quantity, what)
        or _handled(reader, quantity, what)
    )


def _age(reader: Reader, what: Counted) -> str:
    if what.noun is None:
        return ""
    token = reader.tokens[what.noun]
    name = reader.name(what.noun) if token.pos == "PROPN" else f"the {token.lemma}"
    return f"How old is {name}?" if name else ""


def _fate(reader: Reader, what: Counted, *, people: bool) -> str:
    last = what.lemma.rpartition(" ")[2]
    things = "people" if people or not last or last in lexicon().anyone else plural(what.lemma)
    return f"How many {things} {_ASKED[what.fate]}{_event(reader, what.clause)}?"


def _event(reader: Reader, clause: Clause | None) -> str:
    """The event that a fate was met in: " in the fire", or "" where the clause does not name it."""
    if clause is None:
        return ""
    inner = [reader.first(c, "pobj") for c in reader.children[clause.head] if reader.tokens[c].lemma in ("in", "by")]
    found = [clause.subject, *inner]
    events = (i for i in found if i is not None and reader.tokens[i].lemma in lexicon().events)
    name = next((_plainly(reader, i) for i in events), "")
    return f" in the {name}" if name else ""


def _plainly(reader: Reader, index: int) -> str:
    """An event with the nouns that name it ("ferry fire"), without what an account thinks of it ("horrific")."""
    kinds = [c for c in reader.children[index] if c < index and reader.tokens[c].dep in ("compound", "nmod")]
    return " ".join(reader.tokens[i].text for i in (*kinds, index))


def _owned(reader: Reader, quantity: Quantity, what: Counted) -> str:
    """Asks "How many pages is the indictment?" of "a 48-page indictment"."""
    if what.noun is None or not quantity.of or quantity.unit:
        return ""
    head = owner(reader, what.noun)
    if head is None:
        return ""
    things, whole = plural(quantity.of), reader.tokens[head].lemma
    if reader.tokens[what.noun].dep == "pobj":
        return f"How many {things} does the {whole} involve?"
    return f"How many {things} is the {whole}?"


def _extent(reader: Reader, quantity: Quantity, what: Counted) -> str:
    """Asks "How tall is the tower?" of "the tower, 230 feet tall"."""
    governor = reader.tokens[reader.tokens[head_of(reader, quantity)].head]
    clause = what.clause
    if governor.lemma not in _EXTENTS or clause is None:
        return ""
    subject = ask.thing(reader, clause.subject)
    return f"How {governor.lemma} is {ask.decapitalised(subject)}?" if subject else ""


def _change(reader: Reader, quantity: Quantity, what: Counted) -> str:
    """Asks "By how much did the shares fall?"."""
    clause = what.clause
    if clause is None or clause.lemma not in _MOVES or quantity.unit not in ("percent", *MONEY):
        return ""
    subject = ask.thing(reader, clause.subject)
    how = "To what figure" if reaches(reader, quantity) else "By how much"
    return f"{how} did {ask.decapitalised(subject)} {clause.lemma}?" if subject and not clause.passive else ""


def _worth(reader: Reader, quantity: Quantity, what: Counted) -> str:
    """Asks "How large is the fine, in dollars?" of "a $2 million fine"."""
    if quantity.unit not in MONEY or what.noun is None or what.lemma in ("", "dollar"):
        return ""
    names = " ".join(reader.tokens[c].text for c in reader.children[what.noun] if reader.tokens[c].lemma in what.names)
    verb = "are" if what.lemma.endswith("ings") else "is"  # earnings, savings, holdings
    return f"How large {verb} the {f'{names} ' if names else ''}{what.lemma}, in money?"


def _handled(reader: Reader, quantity: Quantity, what: Counted) -> str:
    """What was done with the counted things, or what they did: "How many photos did she post?"."""
    clause = what.clause
    if clause is None or clause.noun or clause.lemma in lexicon().speech:
        return ""
    if quantity.unit == "percent" or (what.noun is not None and reader.tokens[what.noun].dep == "pobj"):
        return ""  # "crammed with 240 passengers"
    things = f"many {plural(quantity.of)}" if quantity.of and not quantity.unit else _measure(quantity)
    if what.noun is not None and what.noun == clause.subject and not clause.passive:
        return _did(reader, clause, things)
    bare = Clause(clause.head, clause.lemma, clause.subject, None, False, False, clause.modal, noun=False)
    if clause.passive:
        return f"How {things} were {ask.done(reader, clause)}?" if clause.object == what.noun and quantity.of else ""
    if clause.object is not None and clause.object not in (what.noun, head_of(reader, quantity)):
        return ""
    return ask.when(reader, bare, f"How {things}")


def _did(reader: Reader, clause: Clause, things: str) -> str:
    target = ask.thing(reader, clause.object)
    if not target and clause.lemma not in lexicon().intransitive:
        return ""
    return f"How {things} {past(clause.lemma)}{f' {target}' if target else ''}?"


def _measure(quantity: Quantity) -> str:
    if quantity.unit in MONEY:
        return "much money"
    return f"many {plural(_UNITS.get(quantity.unit, quantity.unit))}" if quantity.unit else "many"
