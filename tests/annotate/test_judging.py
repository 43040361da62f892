"""The second opinion on loaded words: what it looks at, and how it is added to the reading model's score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tellings.annotate.model import reader
from tellings.annotate.model.reader import Reading
from tellings.annotate.syntax import parsing
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.tone import judging
from tellings.annotate.tone.judging import Opinion
from tellings.records import Document, Piece, Sentence, Span, Token, View

TEXT = "A reckless mayor spoke.\n\nThe clerk wrote it down on Monday. It rained."
SILENT = Opinion(0.0, 0.0, np.zeros((3, reader.WIDTH), np.float32), {}, 0.1)


def read(text: str) -> tuple[Parse, Reading]:
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, True),)))
    reading = reader.read(text)
    return parsing.parse(document.view, reading), reading


def sentences(*sizes: int) -> Parse:
    """Sentences of so many one-letter words."""
    ends = np.cumsum(sizes).tolist()
    tokens = tuple(Token(2 * i, 2 * i + 1, "a", "a", "X", "X", "dep", i) for i in range(sum(sizes)))
    spans = (Sentence(2 * (e - n), 2 * e - 1, e - n, e) for n, e in zip(sizes, ends, strict=True))
    return Parse(tokens, tuple(spans), ())


def test_a_word_is_seen_with_its_neighbours_and_its_sentence_only() -> None:
    values = np.array([[2.0], [4.0], [6.0], [100.0]], np.float32)
    own, near, whole = judging.spread(values, sentences(3, 1))
    assert own.tolist() == values.tolist()
    assert near[:, 0].tolist() == [2, 4, 2, 0]
    assert whole[:, 0].tolist() == [4, 4, 4, 100]


@given(
    arrays(np.float32, (5, 3), elements=st.floats(-9, 9, width=32)),
    arrays(np.float32, (3, 2), elements=st.floats(-2, 2, width=32)),
)
def test_products_are_spread_as_vectors_are(vectors: np.ndarray, weights: np.ndarray) -> None:
    parse = sentences(2, 3)
    for before, after in zip(judging.spread(vectors, parse), judging.spread(vectors @ weights, parse), strict=True):
        assert np.allclose(before @ weights, after, atol=1e-3)


def test_an_opinion_without_weights_is_undecided() -> None:
    assert judging.chances(*read(TEXT), SILENT).tolist() == pytest.approx([0.5] * len(read(TEXT)[0].tokens))


def test_the_heads_score_counts_by_its_weight() -> None:
    parse, reading = read(TEXT)
    score = reading.scores["loaded"][:, 0]
    alone = judging.chances(parse, reading, replace(SILENT, head=2.0, offset=-1.0))
    assert np.allclose(np.log(alone / (1 - alone)), 2 * score - 1, atol=1e-2)


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("pos=ADJ", {"reckless"}),
        ("sentence=0", {"A", "reckless", "mayor", "spoke", "."}),
        ("capital", {"Monday"}),
        ("letters=8", {"reckless"}),
    ],
)
def test_signs_of_words(sign: str, words: set[str]) -> None:
    parse, reading = read(TEXT)
    chances = judging.chances(parse, reading, replace(SILENT, shapes={sign: 1.0}))
    assert {t.text for t, p in zip(parse.tokens, chances.tolist(), strict=True) if p > 0.6} == words


def test_sentences_are_told_apart_by_powers_of_two() -> None:
    numbered = dict(judging.shapes(sentences(*[1] * 9)))
    assert [numbered[i][-1] for i in range(9)] == [f"sentence={n}" for n in (0, 1, 2, 2, 4, 4, 4, 4, 8)]


def test_an_empty_text_has_no_chances() -> None:
    assert judging.chances(*read(""), judging.fitted()).shape == (0,)


def test_what_the_package_brings_prefers_the_coloured_word() -> None:
    parse, reading = read(TEXT)
    chances = judging.chances(parse, reading, judging.fitted())
    assert parse.tokens[int(chances.argmax())].text == "reckless"
    assert 0 < judging.fitted().threshold < 0.5
