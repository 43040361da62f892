"""Event mentions on invented sentences."""

from __future__ import annotations

import pytest

from tellings.annotate import events
from tellings.annotate.model import reader
from tellings.annotate.syntax import parsing
from tellings.records import Document, Event, Piece, Span, Token, View


def found(text: str) -> tuple[Event, ...]:
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, True),)))
    parse = parsing.parse(document.view, reader.read(document.view.text))
    result = events.find(document, parse)
    assert all(parse.tokens[e.token].span == e.span for e in result)
    return result


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("The storm destroyed the harbour.", ["storm", "destroy"]),
        ("She has a red boat.", []),
        ("He is a baker.", []),
        ("Talks began after the election.", ["talk", "begin", "election"]),
        ("They have been arrested.", ["arrest"]),
        ("", []),
    ],
)
def test_what_carries_a_happening(text: str, lemmas: list[str]) -> None:
    assert [e.lemma for e in found(text)] == lemmas


@pytest.mark.parametrize(
    ("text", "lemma", "negated"),
    [
        ("The miners did not strike.", "strike", True),
        ("The miners walked out.", "walk", False),
        ("No attack was reported.", "attack", True),
        ("Nobody died.", "die", True),
        ("Officials refused to comment.", "comment", True),
        ("He left without paying.", "pay", True),
        ("They paid.", "pay", False),
    ],
)
def test_negation(text: str, lemma: str, negated: bool) -> None:
    assert {e.lemma: e.negated for e in found(text)}[lemma] is negated


@pytest.mark.parametrize(
    ("text", "lemma", "hedged"),
    [
        ("Troops may arrive.", "arrive", True),
        ("Troops arrived.", "arrive", False),
        ("The dam reportedly collapsed.", "collapse", True),
        ("Police looked into a suspected bombing.", "bombing", True),
        ("They will leave if talks fail.", "fail", True),
        ("She plans to resign.", "resign", True),
        ("They will leave.", "leave", False),
    ],
)
def test_hedging(text: str, lemma: str, hedged: bool) -> None:
    assert {e.lemma: e.hedged for e in found(text)}[lemma] is hedged


def words(*rows: tuple[str, str, int]) -> list[Token]:
    """Tokens of five code points each, from (lemma, relation, head)."""
    return [Token(i * 6, i * 6 + 5, r[0], r[0], "X", "X", r[1], r[2]) for i, r in enumerate(rows)]


def test_a_word_that_is_said_to_carry_an_event_is_read_like_any_other() -> None:
    """`told` takes the carriers from anywhere: here "blaze", which no lexicon needs to hold."""
    tokens = words(("no", "det", 1), ("blaze", "nsubj", 2), ("spread", "ROOT", 2))
    assert events.told(tokens, [[], [0], [1]], [(1, 2), (2, 3)]) == (
        Event(6, 11, "blaze", 1, negated=True),
        Event(12, 17, "spread", 2, negated=True),
    )
    assert events.told(tokens, [[], [0], [1]], []) == ()


def test_an_event_of_several_words_has_the_syntax_of_the_one_that_governs_them() -> None:
    tokens = words(("it", "nsubj", 3), ("may", "aux", 3), ("not", "neg", 3), ("take", "ROOT", 3), ("place", "dobj", 3))
    children = [[], [], [], [0, 1, 2, 4], []]
    assert events.told(tokens, children, [(3, 5)]) == (Event(18, 29, "take", 3, negated=True, hedged=True),)
    below = words(("to", "mark", 2), ("short", "amod", 2), ("notice", "pobj", 3), ("act", "ROOT", 3))
    assert events.told(below, [[], [], [0, 1], [2]], [(1, 3)])[0].token == 2
