"""Sentiment towards mentions: which mentions get one, and that the shipped probe tells praise from blame."""

from __future__ import annotations

import numpy as np
import pytest

from tellings.annotate import encoder, sentiment
from tellings.annotate.syntax import SpacySyntax
from tellings.records import Document, Mention, Piece, Sentiment, Span, View


def found(text: str, name: str, entity: str | None = "e1") -> tuple[Sentiment, ...]:
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, True),)))
    (parse,) = SpacySyntax().parse([document.view])
    texts = [s.span.of(text) for s in parse.sentences]
    places = [[(t.start - s.start, t.end - s.start) for t in parse.tokens[s.first : s.last]] for s in parse.sentences]
    start = text.find(name)
    mentions = [Mention(start, start + len(name), "PER", entity)] if name else []
    return sentiment.find(document, parse, mentions, (), encoder.encode(texts, places)[1])


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


def test_chances_are_probabilities() -> None:
    rows = sentiment.chances(np.array([[1000, 0, -1000], [0, 0, 0]], np.float32))
    assert np.allclose(rows.sum(axis=1), 1)
    assert np.allclose(rows[0], [1, 0, 0])
