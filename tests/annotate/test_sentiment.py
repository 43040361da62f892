"""Sentiment towards mentions: which mentions get one, and that the reading model tells praise from blame."""

from __future__ import annotations

import numpy as np
import pytest

from tellings.annotate.model import reader
from tellings.annotate.syntax import parsing
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.tone import sentiment
from tellings.records import Document, Mention, Piece, Sentence, Sentiment, Span, Token, View


def found(text: str, name: str, entity: str | None = "e1") -> tuple[Sentiment, ...]:
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, True),)))
    reading = reader.read(document.view.text)
    parse = parsing.parse(document.view, reading)
    start = text.find(name)
    mentions = [Mention(start, start + len(name), "PER", entity)] if name else []
    return sentiment.find(parse, mentions, reading)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Everybody admires Halvorsen, a brilliant and generous mayor.", "positive"),
        ("Halvorsen is a corrupt liar and a disgrace to the town.", "negative"),
        ("Halvorsen will travel to the town on Monday.", "neutral"),
    ],
)
def test_the_colour_of_a_sentence(text: str, label: str) -> None:
    (one,) = found(text, "Halvorsen")
    assert one.label == label
    assert text[one.start : one.end] == "Halvorsen"
    assert 1 / 3 <= one.score <= 1


def test_a_mention_without_an_entity_gets_none() -> None:
    assert found("Halvorsen lied.", "Halvorsen", None) == ()


def test_no_mentions_no_sentiment() -> None:
    assert found("It rained.", "") == ()


NEGATIVE, NEUTRAL, POSITIVE = [4.0, 0.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 4.0]


def words(text: str) -> Parse:
    """One sentence of words between blanks."""
    starts = [i for i in range(len(text)) if text[i] != " " and (i == 0 or text[i - 1] == " ")]
    tokens = tuple(
        Token(i, i + len(w), w, w.lower(), "X", "X", "dep", 0) for i, w in zip(starts, text.split(), strict=True)
    )
    return Parse(tokens, (Sentence(0, len(text), 0, len(tokens)),), ())


def coloured(mentions: list[Mention], rows: list[list[float]]) -> list[tuple[int, str]]:
    parse = words("Dr Ek thanked Lind warmly")
    return [(s.start, s.label) for s in sentiment.at_mentions(parse, mentions, np.array(rows, np.float32))]


def test_each_mention_has_the_colour_of_its_own_words() -> None:
    rows = [NEUTRAL, POSITIVE, NEUTRAL, NEGATIVE, POSITIVE]
    lind, ek = Mention(14, 18, "PER", "e2"), Mention(3, 5, "PER", "e1")
    assert coloured([lind, ek], rows) == [(3, "positive"), (14, "negative")]


def test_one_word_of_a_mention_does_not_decide_against_the_others() -> None:
    rows = [[0.0, 1.0, 0.0], POSITIVE, NEUTRAL, NEUTRAL, NEUTRAL]
    assert coloured([Mention(0, 5, "PER", "e1")], rows) == [(0, "positive")]


def test_mentions_without_entity_or_words_get_no_colour() -> None:
    assert coloured([Mention(3, 5, "PER", None), Mention(5, 6, "PER", "e1")], [NEUTRAL] * 5) == []


def test_an_entity_has_one_colour_in_a_sentence() -> None:
    rows = [NEUTRAL, [0.0, 1.0, 0.0], NEUTRAL, [9.0, 0.0, 0.0], NEUTRAL]
    ek, again, lind = Mention(3, 5, "PER", "e1"), Mention(14, 18, "PER", "e1"), Mention(0, 2, "PER", "e2")
    assert coloured([ek, again, lind], rows) == [(0, "neutral"), (3, "negative"), (14, "negative")]
