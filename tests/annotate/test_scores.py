"""Scores as probabilities."""

from __future__ import annotations

import numpy as np

from tellings.annotate.model.scores import sigmoid, softmax


def test_rows_become_probabilities_however_far_apart() -> None:
    rows = softmax(np.array([[1000, 0, -1000], [0, 0, 0]], np.float32))
    assert np.allclose(rows.sum(axis=1), 1)
    assert np.allclose(rows[0], [1, 0, 0])
    assert softmax(np.zeros((0, 3), np.float32)).shape == (0, 3)


def test_single_scores_become_probabilities_without_overflow() -> None:
    found = sigmoid(np.array([-1000, 0, 1000], np.float32))
    assert np.allclose(found, [0, 0.5, 1])
    assert found.dtype == np.float32
