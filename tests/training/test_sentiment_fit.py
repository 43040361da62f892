"""Fitting the temperature of sentiment on invented scores."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

pytest.importorskip("scipy")


@pytest.fixture(scope="module")
def fitting():
    return importlib.import_module("sentiment")


def thrice_too_sure(size=3000):
    """Scores of which the thirds tell the truth, and classes drawn by it."""
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 2, (size, 3))
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return 3 * logits, np.array([rng.choice(3, p=row) for row in chances])


def test_the_temperature_undoes_too_much_certainty(fitting):
    assert fitting.fit(*thrice_too_sure()) == pytest.approx(3, rel=0.1)


def test_the_error_is_small_where_probabilities_hold(fitting):
    logits, gold = thrice_too_sure()
    assert fitting.error(fitting.softmax(logits / 3), gold) < 0.03
    assert fitting.error(fitting.softmax(logits), gold) > 0.1


def test_a_target_is_scored_over_its_own_words(fitting):
    text = "Lind is a corrupt liar."
    example = fitting.Example("a", "newsmtsc", text, judged={"sentiment": ((0, 4, 0.0), (4, 5, 2.0))})
    rows, gold = fitting.scores(example)
    assert gold.tolist() == [0]
    assert rows.shape == (1, 3)
    assert rows[0].argmax() == 0
