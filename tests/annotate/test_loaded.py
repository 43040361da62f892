"""Loaded words: what is never marked, how spans are made, and that the shipped probe tells plain from coloured."""

from __future__ import annotations

import numpy as np
import pytest

from tellings.annotate import encoder, loaded
from tellings.annotate.syntax import Parse, SpacySyntax
from tellings.records import Attribution, Document, Loaded, Piece, Span, Vectors, View


def read(text: str) -> tuple[Document, Parse, Vectors]:
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, True),)))
    (parse,) = SpacySyntax().parse([document.view])
    texts = [s.span.of(text) for s in parse.sentences]
    places = [[(t.start - s.start, t.end - s.start) for t in parse.tokens[s.first : s.last]] for s in parse.sentences]
    return document, parse, encoder.encode(texts, places)[1]


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


@pytest.mark.parametrize(("tokens", "kept"), [(100, 10), (2_000, 10), (4_000, 20)])
def test_an_account_keeps_its_surest_spans_in_order(tokens: int, kept: int) -> None:
    spans = [Loaded(i, i + 1, i / 100) for i in range(40)]
    assert loaded.surest(spans, tokens) == tuple(spans[-kept:])
