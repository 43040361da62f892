"""Loaded words: what is never marked, how spans are made, and that the reading model tells plain from coloured."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.model import reader
from tellings.annotate.model.reader import Reading
from tellings.annotate.syntax import parsing
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.tone import loaded
from tellings.records import Attribution, Document, Loaded, Piece, Sentence, Span, Token, View


def read(text: str) -> tuple[Document, Parse, Reading]:
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, True),)))
    reading = reader.read(document.view.text)
    return document, parsing.parse(document.view, reading), reading


def found(text: str) -> list[str]:
    document, parse, words = read(text)
    return [text[s.start : s.end] for s in loaded.find(document, parse, words, ())[0]]


COLOURED = "The disgraced tycoon unleashed a vicious, shameless tirade against his cowardly critics."
PLAIN = "The committee will meet at the town hall on Monday to read the report."


def test_coloured_words_are_marked_and_plain_ones_are_not() -> None:
    assert found(COLOURED)
    assert found(PLAIN) == []


def test_a_coloured_sentence_is_likelier_slanted_than_a_plain_one() -> None:
    document, parse, words = read(f"{COLOURED}\n\n{PLAIN}")
    _, (first, second) = loaded.find(document, parse, words, ())
    assert 0 <= second < first <= 1


def test_words_inside_quotation_marks_are_never_marked() -> None:
    assert found(f"“{COLOURED}”") == []


def test_directly_quoted_content_is_never_marked() -> None:
    document, parse, words = read(COLOURED)
    said = Attribution(None, None, (Span(0, len(COLOURED)),), None, "anonymous", (), "direct")
    assert loaded.find(document, parse, words, (said,))[0] == ()


def test_an_empty_document_has_nothing() -> None:
    document, parse, words = read("")
    assert loaded.find(document, parse, words, ()) == ((), ())


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0, 0, 0, 0, 0, 0], []),
        ([0, 0.9, 0, 0, 0, 0], ["stormy"]),
        ([0, 0.9, 0.5, 0, 0, 0], ["stormy session"]),
        ([0, 0.9, 0.1, 0, 0, 0], ["stormy"]),
        ([0, 0, 0, 0.9, 0.1, 0.9], ["ended in disarray"]),
        ([0, 0.9, 0, 0, 0.9, 0], ["stormy", "in"]),
    ],
)
def test_marked_words_join_with_near_neighbours_and_over_single_gaps(scores: list[float], expected: list[str]) -> None:
    text = "A stormy session ended in disarray."
    _, parse, _ = read(text)
    row = np.array([*scores, 0], np.float32)
    spans = loaded.spans_of(parse, loaded.marked(parse, row, 0.8), row)
    assert [text[s.start : s.end] for s in spans] == expected


@pytest.mark.parametrize(("tokens", "kept"), [(100, 10), (1_600, 10), (4_000, 20)])
def test_an_account_keeps_its_surest_spans_in_order(tokens: int, kept: int) -> None:
    spans = [Loaded(i, i + 1, i / 100) for i in range(40)]
    assert loaded.surest(spans, tokens) == tuple(spans[-kept:])


def words(*sentences: str) -> Parse:
    """Sentences of adjectives between blanks; a full stop is a word of its own."""
    tokens: list[Token] = []
    marked: list[Sentence] = []
    at = 0
    for sentence in sentences:
        first = len(tokens)
        for word in sentence.split():
            tokens.append(Token(at, at + len(word), word, word, "PUNCT" if word == "." else "ADJ", "X", "dep", first))
            at += len(word) + 1
        marked.append(Sentence(tokens[first].start, at - 1, first, len(tokens)))
    return Parse(tuple(tokens), tuple(marked), ())


def test_nothing_is_joined_over_the_end_of_a_sentence() -> None:
    parse = words("grim vile", "foul mean")
    found = loaded.assembled(parse, np.array([0.1, 0.9, 0.9, 0.5], np.float32), 0.8)
    assert [(s.start, s.end) for s in found] == [(5, 9), (10, 19)]


def test_a_sentence_end_between_two_marked_words_parts_them() -> None:
    parse = words("grim vile .", "foul mean")
    found = loaded.assembled(parse, np.array([0.0, 0.9, 0.3, 0.9, 0.0], np.float32), 0.8)
    assert [(s.start, s.end) for s in found] == [(5, 9), (12, 16)]


def test_a_marked_full_stop_between_two_marked_words_is_no_gap() -> None:
    parse = words("grim . vile")
    found = loaded.assembled(parse, np.array([0.9, 0.3, 0.9], np.float32), 0.8)
    assert [(s.start, s.end) for s in found] == [(0, 4), (7, 11)]


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=8), max_size=6), st.floats(0.05, 0.95))
def test_every_word_that_is_sure_is_in_exactly_one_span_of_its_sentence(rows: list[list[float]], at: float) -> None:
    parse = words(*(" ".join("grim" for _ in row) for row in rows))
    scores = np.array([x for row in rows for x in row], np.float32)
    spans = list(loaded.spans_of(parse, loaded.marked(parse, scores, at), scores))
    for token, score in zip(parse.tokens, scores, strict=True):
        holding = [s for s in spans if s.span.holds(token.span)]
        assert len(holding) <= 1
        assert holding or score < np.float32(at)
    for span in spans:
        assert any(s.span.holds(span.span) for s in parse.sentences)


def test_quotations_and_direct_speech_are_not_the_outlets_and_reported_speech_is_half() -> None:
    text = "vile “grim foul” mean bad sad"
    document, parse, _ = read(text)
    said = Attribution(Span(0, 4), None, (Span(17, 21),), None, "named", (), "indirect")
    cried = Attribution(None, None, (Span(26, 29),), None, "anonymous", (), "direct")
    own = loaded.own_voice(document, parse.tokens, (said, cried))
    shares = {t.text: float(s) for t, s in zip(parse.tokens, own, strict=True)}
    assert shares["vile"] == shares["bad"] == 1
    assert shares["grim"] == shares["foul"] == shares["sad"] == 0
    assert 0 < shares["mean"] < 1


@pytest.mark.parametrize(
    ("text", "scores", "expected"),
    [
        ("a war-torn, grim land.", [0, 0, 0, 0.9, 0, 0, 0, 0], ["war-torn"]),
        ("an all-too-easy win.", [0, 0, 0, 0, 0, 0.9, 0, 0], ["all-too-easy"]),
        ("vile, it was.", [0.9, 0.9, 0, 0, 0], ["vile"]),
        ("vile, mean men.", [0.9, 0.9, 0.9, 0, 0], ["vile, mean"]),
        ("nine - ten men.", [0.9, 0, 0, 0, 0], ["nine"]),
    ],
)
def test_compounds_are_whole_and_punctuation_stays_inside(text: str, scores: list[float], expected: list[str]) -> None:
    _, parse, _ = read(text)
    assert len(parse.tokens) == len(scores)
    found = loaded.assembled(parse, np.maximum(np.array(scores, np.float32), 0.01), 0.8)
    assert [text[s.start : s.end] for s in found] == expected


def test_a_compound_does_not_reach_into_a_quotation() -> None:
    _, parse, _ = read("a war-torn land.")
    found = loaded.assembled(parse, np.array([0.1, 0.0, 0.0, 0.9, 0.1, 0.1], np.float32), 0.8)
    assert [s.start for s in found] == [6]


@pytest.mark.parametrize(
    ("own", "chance"),
    [([1, 1, 1, 1], 0.5), ([1, 1, 0, 0], 0.881), ([0.7, 0.7, 0.7, 0.7], 0.5), ([1, 0, 0, 0], 0.44), ([0, 0, 0, 0], 0)],
)
def test_a_sentence_is_judged_by_its_own_words_and_by_their_share(own: list[float], chance: float) -> None:
    scores = np.array([2, 2, -2, -2], np.float32)
    assert loaded.slanted(scores, np.array(own, np.float32)) == pytest.approx(chance, abs=0.002)
