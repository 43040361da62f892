"""Spans, citations and the view's map back."""

from hypothesis import given
from hypothesis import strategies as st

from tellings.records import Piece, Span, View

# "A1 cafÃ© [AD] ok" → "A1 café ok": a repair in the middle, then junk cut out
TEXT = "A1 cafÃ© [AD]ok"
VIEW = View(
    "A1 café ok",
    (
        Piece(Span(0, 6), Span(0, 6), True),
        Piece(Span(6, 7), Span(6, 8), False),
        Piece(Span(7, 8), Span(8, 9), True),
        Piece(Span(8, 10), Span(13, 15), True),
    ),
)


def test_original_and_reading_answer_each_other():
    assert VIEW.original(3, 7) == Span(3, 8)
    assert VIEW.reading(Span(3, 8)) == "café"
    assert VIEW.reading(Span(0, len(TEXT))) == VIEW.text


def test_a_span_of_junk_alone_reads_as_nothing():
    assert VIEW.reading(Span(9, 13)) == ""


@given(st.integers(0, 9), st.integers(1, 10))
def test_reading_an_original_span_gives_back_at_least_the_view(start, length):
    end = min(len(VIEW.text), start + length)
    if start < end:
        assert VIEW.text[start:end] in VIEW.reading(VIEW.original(start, end))


def test_spans():
    assert Span(2, 5).shared(Span(4, 9)) == 1
    assert Span(2, 5).shared(Span(5, 9)) == 0
    assert Span(2, 5).holds(Span(2, 5))
    assert not Span(2, 5).holds(Span(1, 3))
