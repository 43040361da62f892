"""Which numbers of two sentences on one matter count the same."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from test_conflict import one_fact, told

from tellings.compare.conflict import find_conflicts
from tellings.compare.conflict.counting import likely, measured
from tellings.compare.conflict.counts import figures
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.pairs import Pair, candidate_pairs
from tellings.records import Quantity


def pair_of(one: str, other: str) -> Pair:
    """Two sentences of one fact, as the comparison meets them."""
    accounts = [told("d1", one), told("d2", other)]
    (pair,) = candidate_pairs(accounts, one_fact(accounts))
    return pair


def counted_alike(one: str, other: str) -> list[tuple[str, str]]:
    """The numbers that likely count the same, as written."""
    pair = pair_of(one, other)

    def written(quantities: tuple[Quantity, Quantity]) -> tuple[str, str]:
        return pair.a.written(quantities[0].span), pair.b.written(quantities[1].span)

    return [written((x, y)) for x, y, _ in likely(pair, *figures(pair), Identity(one_fact(())))]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "The ferry was carrying 214 passengers when it left the island.",
            "The ferry, crammed with 240 passengers, struck the wall.",
            [("214", "240")],
        ),
        ("The strike has halted work at 31 mills.", "The strike has affected 30 mills in the valley.", [("31", "30")]),
        ("The flood killed two people and hurt nine.", "The flood killed four people.", [("two", "four")]),
        (
            "Six people died, the coastguard said, revising an earlier count of four dead.",
            "At least four people died.",
            [("Six", "At least four")],
        ),
        ("The mine was sold for $40 million.", "The bank lent the mine $3 billion in March.", []),
        ("The flood killed two people in May 2019.", "A flood in June 2024 killed four people.", []),
        ("It made a first $40 million bid.", "It made a final $52 million bid.", []),
        ("The court heard two of the women.", "The court heard four women.", []),
        ("The mill added 146,000 jobs.", "The mill added 158,000 jobs a month.", []),
        ("The rate stood at 7.7 percent.", "The rate ranged from 7.1 to 8.1 percent.", []),
    ],
)
def test_what_counts_the_same(one: str, other: str, expected: list[tuple[str, str]]) -> None:
    assert counted_alike(one, other) == expected
    assert counted_alike(other, one) == [(y, x) for x, y in expected]


def test_each_number_is_held_against_one_other() -> None:
    found = counted_alike("Some 40 boats and 12 boats sailed.", "About 44 boats sailed, and 13 boats returned.")
    assert len({x for x, _ in found}) == len({y for _, y in found}) == len(found)


def test_numbers_that_both_sentences_have_answer_no_question() -> None:
    pair = pair_of("The mine employs 30 men and 12 boys.", "The mine employs 30 men and 14 boys.")
    assert [[q.low for q in side] for side in figures(pair)] == [[12], [14]]


def test_signals_of_two_numbers() -> None:
    pair = pair_of("The ferry was carrying 214 passengers.", "The ferry was carrying about 240 passengers.")
    ((_, _, signals),) = measured(pair, *figures(pair), Identity(one_fact(())))
    found = {name: round(float(value), 2) for name, value in asdict(signals).items()}
    for name, value in {
        "thing": 1, "unsaid": 0, "nearest": 2, "unit": 0, "percent": 0, "reached": 0, "fact": 1, "near": 0, "about": 1,
        "tests": 1, "toll": 0,
    }.items():  # fmt: skip
        assert found[name] == value, name
    assert 0.1 < found["distance"] < 0.25
    assert found["clauses"] > 0.5


def test_nothing_to_hold_against_nothing() -> None:
    pair = pair_of("The ferry sank.", "The ferry carried 240 passengers.")
    assert list(measured(pair, *figures(pair), Identity(one_fact(())))) == []


def test_a_number_after_a_preposition_is_asked_for_by_the_other_sentence() -> None:
    accounts = [
        told("d1", "The ferry was carrying 214 passengers when it left the island."),
        told("d2", "The rusty ferry, crammed with 240 passengers, struck the wall."),
    ]
    asked = [c.question for c in find_conflicts(accounts, one_fact(accounts)) if c.named]
    assert asked == ["How many passengers did the ferry carry?"]
