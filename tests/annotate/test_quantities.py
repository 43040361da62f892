"""Quantities on invented sentences, and invariants."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate import quantities, times
from tellings.annotate.model import reader
from tellings.annotate.quantities import numbers
from tellings.annotate.syntax import parsing
from tellings.records import Document, Piece, Quantity, Span, View


def document(text: str) -> Document:
    whole = Span(0, len(text))
    return Document("d", text, View(text, (Piece(whole, whole, True),)))


def found(text: str) -> tuple[Quantity, ...]:
    d = document(text)
    parse = parsing.parse(d.view, reader.read(d.view.text))
    return quantities.find(d, parse, times.find(d, parse))


@pytest.mark.parametrize(
    ("text", "written", "low", "high", "vague", "unit", "of", "verb"),
    [
        ("Two people were hurt.", "Two", 2, 2, False, "", "people", "hurt"),
        ("At least five people were killed.", "At least five", 5, None, False, "", "people", "kill"),
        ("Up to 32 boats sank.", "Up to 32", None, 32, False, "", "boat", "sink"),
        ("More than 100 homes burned.", "More than 100", 100, None, False, "", "home", "burn"),
        ("Fewer than 40 voters came.", "Fewer than 40", None, 40, False, "", "voter", "come"),
        ("Nearly 1,000 cars burned.", "Nearly 1,000", 1000, 1000, True, "", "car", "burn"),
        ("Some 30 sheep drowned.", "Some 30", 30, 30, True, "", "sheep", "drown"),
        ("Between 5 and 10 soldiers died.", "Between 5 and 10", 5, 10, False, "", "soldier", "die"),
        ("The blast killed 12-15 miners.", "12-15", 12, 15, False, "", "miner", "kill"),
        ("Rockets killed three Veldorians on Monday.", "three", 3, 3, False, "", "Veldorian", "kill"),
        ("Dozens were wounded.", "Dozens", 24, 120, True, "", "", "wound"),
        ("Hundreds of thousands of people marched.", "Hundreds of thousands", 2e5, 1e6, True, "", "people", "march"),
        ("The death toll rose to six.", "six", 6, 6, False, "", "death", "rise"),
        ("The deal cost $5bn.", "$5bn", 5e9, 5e9, False, "USD", "", "cost"),
        ("It cost them €3 million.", "€3 million", 3e6, 3e6, False, "EUR", "", "cost"),
        ("They sent 600 tons of rice.", "600 tons", 600, 600, False, "ton", "rice", "send"),
        ("Turnout was 90 percent.", "90 percent", 90, 90, False, "percent", "turnout", "be"),
        ("Two-thirds of voters stayed away.", "Two-thirds", 66.7, 66.7, False, "percent", "voter", "stay"),
        ("The 45-year-old farmer won.", "45-year-old", 45, 45, False, "year", "age", ""),
        ("The captain, Tomas Rusk, 52, was hurt.", "52", 52, 52, False, "year", "age", ""),
        ("The captain, Tomas Rusk (52), was hurt.", "52", 52, 52, False, "year", "age", ""),
        ("Tomas Rusk, aged 52, was hurt.", "52", 52, 52, False, "year", "age", ""),
        ("They crossed 1.2 million acres.", "1.2 million acres", 1.2e6, 1.2e6, False, "acre", "", "cross"),
        ("The visitors won 3-1.", "3-1", 1, 3, False, "score", "", "win"),
    ],
)
def test_one_quantity(
    text: str, written: str, low: float | None, high: float | None, vague: bool, unit: str, of: str, verb: str
) -> None:
    (q,) = found(text)
    assert text[q.start : q.end] == written
    assert (q.low, q.high, q.vague, q.unit, q.of, q.verb) == (low, high, vague, unit, of, verb)


@pytest.mark.parametrize(
    "text",
    [
        "No one spoke.",
        "One of the guests left.",
        "They met on March 5, 2011.",
        "They talked for eight years.",
        "Flight 370 vanished.",
        "He lives at 10 Downing Street.",
        "She came third, on the 21st.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert found(text) == ()


def test_a_change_is_two_quantities_and_no_range() -> None:
    assert [(q.low, q.high) for q in found("The price rose from $3 to $5.")] == [(3, 3), (5, 5)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("five", 5),
        ("twenty-five", 25),
        ("three hundred and twenty-five", 325),
        ("one hundred thousand", 100_000),
        ("two thousand and ten", 2010),
        ("half a dozen", 6),
        ("three dozen", 36),
        ("1.2 million", 1_200_000),
        ("3,000,000", 3_000_000),
        ("5bn", 5e9),
        ("2 1/2", 2.5),
        ("1½", 1.5),
    ],
)
def test_the_value_of_a_number(text: str, value: float) -> None:
    assert numbers.cardinal(text) == value


def test_a_text_without_a_number_has_no_value() -> None:
    with pytest.raises(ValueError, match="no number"):
        numbers.cardinal("sheep")


@given(st.integers(0, 10**9))
def test_grouped_digits_mean_the_same(value: int) -> None:
    assert numbers.cardinal(f"{value:,}") == numbers.cardinal(str(value)) == value


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "at",
                "least",
                "five",
                "12-15",
                "$",
                "3",
                "million",
                "people",
                "and",
                "to",
                "between",
                "1,000",
                "half",
                "of",
                "dozens",
                "-",
                "%",
                "No.",
                "1/2",
                "0/0",
                "99999999999999999999",
                "killed",
                "1.",
                "hundred",
                "€",
                "K",
                "2-",
            ]
        ),
        max_size=14,
    )
)
def test_any_words_give_quantities_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    result = found(text)
    assert all(0 <= q.start < q.end <= len(text) for q in result)
    assert all(q.low is None or q.high is None or q.low <= q.high for q in result)
    assert all(a.end <= b.start for a, b in pairwise(result))
