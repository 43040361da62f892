"""Coreference figures, on cases counted by hand (the second is the example of Luo 2005, section 2)."""

from __future__ import annotations

import pytest
from by_path import load
from hypothesis import given
from hypothesis import strategies as st

c = load("chains")


def sets(*words: str) -> list:
    return [frozenset(w) for w in words]


@pytest.mark.parametrize(
    ("gold", "found", "measure", "precision", "recall"),
    [
        (sets("abc", "de"), sets("abc", "de"), "MUC", 1, 1),
        (sets("abc", "de"), sets("ab", "cde"), "MUC", 2 / 3, 2 / 3),
        (sets("abc", "de"), sets("ab", "cde"), "B3", (2 + 1 / 3 + 2 * 2 / 3) / 5, (2 * 2 / 3 + 1 / 3 + 2) / 5),
        (sets("abc", "de"), sets("ab", "cde"), "CEAF-e", 0.8, 0.8),
        (sets("12345", "67", "89ABC"), sets("12345", "6789ABC"), "MUC", 9 / 10, 1),
        (sets("12345", "67", "89ABC"), sets("12345", "6789ABC"), "B3", (5 + 4 / 7 + 25 / 7) / 12, 1),
        (sets("12345", "67", "89ABC"), sets("12345", "6789ABC"), "CEAF-e", (1 + 10 / 12) / 2, (1 + 10 / 12) / 3),
        (sets("abc"), sets("abx"), "MUC", 1 / 2, 1 / 2),
        (sets("abc"), sets("abx"), "B3", (2 / 3 + 2 / 3 + 0) / 3, (2 / 3 + 2 / 3 + 0) / 3),
        (sets("abc"), sets("abx"), "CEAF-e", 2 / 3, 2 / 3),
        (sets("abc"), [], "CEAF-e", 0, 0),
        (sets("abc"), sets("a", "b", "c"), "MUC", 0, 0),
    ],
)
def test_by_hand(gold: list, found: list, measure: str, precision: float, recall: float) -> None:
    score = c.MEASURES[measure](gold, found)
    assert (score.precision, score.recall) == (pytest.approx(precision), pytest.approx(recall))


labels = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=20)


@given(labels)
def test_changing_sides_exchanges_precision_and_recall(pairs: list) -> None:
    gold, found = (c.clusters({i: p[side] for i, p in enumerate(pairs)}) for side in (0, 1))
    there, back = c.scores(gold, found), c.scores(found, gold)
    for name in c.MEASURES:
        assert there[name].precision == pytest.approx(back[name].recall)
        assert 0 <= there[name].f1 <= 1 + 1e-9


@given(labels)
def test_what_agrees_scores_one(pairs: list) -> None:
    gold = c.clusters({i: p[0] for i, p in enumerate(pairs)})
    scores = c.scores(gold, gold)
    assert scores["B3"].f1 == pytest.approx(1)
    assert scores["CEAF-e"].f1 == pytest.approx(1)
    assert scores["MUC"].f1 == pytest.approx(1 if any(len(g) > 1 for g in gold) else 0)


def test_singletons_may_be_left_out() -> None:
    assert c.clusters({1: "x", 2: "y", 3: "x"}) == [{1, 3}, {2}]
    assert c.clusters({1: "x", 2: "y", 3: "x"}, singletons=False) == [{1, 3}]


def test_conll_is_the_mean_of_the_three() -> None:
    assert c.conll(c.scores(sets("abc", "de"), sets("ab", "cde"))) == pytest.approx((2 / 3 + (2 + 5 / 3) / 5 + 0.8) / 3)
