"""Event mentions on invented sentences."""

from __future__ import annotations

import pytest

from tellings.annotate import events
from tellings.annotate.syntax import SpacySyntax
from tellings.records import Document, Event, Piece, Span, Token, View


def found(text: str) -> tuple[Event, ...]:
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, True),)))
    (parse,) = SpacySyntax().parse([document.view])
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


def test_a_word_that_is_said_to_carry_an_event_is_read_like_any_other() -> None:
    """`told` takes the carriers from anywhere: here "blaze", which no lexicon needs to hold."""
    words = [("No", "no", "det", 1), ("blaze", "blaze", "nsubj", 2), ("spread", "spread", "ROOT", 2)]
    tokens = [
        Token(i * 10, i * 10 + len(t), t, lemma, "X", "X", dep, head) for i, (t, lemma, dep, head) in enumerate(words)
    ]
    assert events.told(tokens, [[], [0], [1]], [1, 2]) == (
        Event(10, 15, "blaze", 1, negated=True),
        Event(20, 26, "spread", 2, negated=True),
    )
    assert events.told(tokens, [[], [0], [1]], []) == ()
