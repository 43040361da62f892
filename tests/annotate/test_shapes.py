"""What the vocabulary throws away: case, quotation, the beginning of a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.model.shapes import CASES, COUNT, shapes
from tellings.annotate.text.words import words

LOWER, TITLE, ONE, ALL, MIXED = range(CASES)


def told(text):
    """Case, whether it is quoted, and whether it opens a line, of every word."""
    return [(n % CASES, n // CASES % 2 == 1, n // CASES >= 2) for n in shapes(text, words(text))]


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("harbour", LOWER),
        ("Harbour", TITLE),
        ("X-rays", TITLE),
        ("A", ONE),
        ("a", LOWER),
        ("UN", ALL),
        ("U.S.", ALL),
        ("McIvor", MIXED),
        ("iPier", MIXED),
        ("5th", LOWER),
        ("5G", ALL),
        ("1999", LOWER),
        ("—", LOWER),
        ("😀", LOWER),
        ("港", LOWER),
        ("港口", LOWER),
        ("Élan", TITLE),
        ("Гавань", TITLE),
    ],
)
def test_case(word, case):
    assert shapes(f"so {word}", [(0, 2), (3, 3 + len(word))])[1] == case


def test_words_between_marks_are_quoted_and_the_closing_mark_ends_it():
    quoted = [q for _, q, _ in told("He said: “It rains,” and left.")]
    assert quoted == [False, False, False, True, True, True, True, True, False, False, False]


def test_a_mark_that_is_never_closed_quotes_no_further_than_its_paragraph():
    assert [q for _, q, _ in told("“It rains\n\nHe left")] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("One two", [True, False]),
        ("One\ntwo three", [True, True, False]),
        ("\n\nOne \n two", [True, True]),
        ("One\ttwo", [True, False]),
    ],
)
def test_the_first_word_of_a_line_is_told(text, opens):
    assert [first for _, _, first in told(text)] == opens


@given(st.text(max_size=60))
def test_every_word_of_any_text_has_a_class(text):
    found = words(text)
    classes = shapes(text, found)
    assert len(classes) == len(found)
    assert all(0 <= c < COUNT for c in classes)
    assert all(c >= 2 * CASES for c in classes[:1])
