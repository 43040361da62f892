"""Whether two clauses of different accounts tell one act, and two words stand for one thing.

Word for word where the lemmas agree, else by the cosine of contextual states.  Pronouns count as what they stand for:
one that nobody resolved, or that belongs to the speaker of a quotation, is never taken for another.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from itertools import product, takewhile
from typing import TypeVar

from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import lexicon, same_act, synonyms
from tellings.compare.conflict.pairs import Pair
from tellings.records import Span

_Read = TypeVar("_Read")
_SAME_WORD = 0.6  # cosine of contextual states from which two different words are taken for the same thing


def tokens_in(reader: Reader, span: Span) -> list[int]:
    """Indices of the tokens that lie inside a span."""
    sentence = reader.notes.sentence_at(span.start)
    if sentence is None:
        return []
    place, tokens = reader.notes.sentences[sentence], reader.tokens
    first = bisect.bisect_left(tokens, span.start, place.first, place.last, key=lambda t: t.start)
    return list(takewhile(lambda i: tokens[i].end <= span.end, range(first, place.last)))


def clause_at(reader: Reader, index: int) -> Clause | None:
    """The clause whose verb governs a token."""
    head = reader.clause_of(index)
    sentence = reader.notes.sentence_at(reader.tokens[head].start)
    if sentence is None:
        return None
    return next((c for c in reader.clauses(sentence) if c.head == head), None)


def clause_pairs(pair: Pair) -> Iterator[tuple[Clause, Clause]]:
    """Every clause of the left sentence with every clause of the right."""
    yield from product(pair.a.clauses(pair.left.sentence), pair.b.clauses(pair.right.sentence))


def read_pairs(
    pair: Pair, read: Callable[[Reader, Clause], _Read | None]
) -> Iterator[tuple[tuple[Clause, _Read], tuple[Clause, _Read]]]:
    """`clause_pairs` of those clauses that something can be read off, with what it is."""
    sides = ((pair.a, pair.left), (pair.b, pair.right))
    left, right = ([(c, what) for c in r.clauses(s.sentence) if (what := read(r, c))] for r, s in sides)
    yield from product(left, right)


def infinitive(reader: Reader, clause: Clause) -> bool:
    """Whether a clause is a bare "to do"."""
    return any(reader.tokens[c].tag == "TO" for c in reader.children[clause.head])


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


def same_parties(pair: Pair, one: Clause, other: Clause, who: Identity) -> bool:
    """Whether all that both clauses name, doer and done-to, is the same, word for word or by linked name; at least one.

    Much stricter than `same_clause`: what this holds of can be asked for in one question.
    """
    named = [
        (x, y) for x, y in ((one.subject, other.subject), (one.object, other.object)) if x is not None and y is not None
    ]
    return bool(named) and all(same_thing(pair, x, y, who) for x, y in named)


def same_thing(pair: Pair, one: int, other: int, who: Identity) -> bool:
    """Whether two words stand for one thing by name or by plain words for it, nothing guessed."""
    if not pair.a.word(one) or not pair.b.word(other):
        return False
    left, right = pair.a.tokens[one], pair.b.tokens[other]
    if "PRON" in (left.pos, right.pos) or "PROPN" in (left.pos, right.pos):
        known = who.of(pair.a, one), who.of(pair.b, other)
        if None not in known:
            return known[0] == known[1]
        return "NOUN" not in (left.pos, right.pos) and pair.a.word(one) == pair.b.word(other)
    return synonyms(left.lemma, right.lemma)


def same_token(pair: Pair, one: int | None, other: int | None) -> float | None:
    """Cosine of two argument tokens, None where one is missing or an unresolved pronoun; 1 for equal words."""
    if one is None or other is None:
        return None
    left, right = pair.a.word(one), pair.b.word(other)
    if not left or not right:
        return None
    if left == right:
        return 1.0
    pronoun = "PRON" in (pair.a.tokens[one].pos, pair.b.tokens[other].pos)
    return 0.0 if pronoun else pair.cosine(one, other)
