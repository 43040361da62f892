"""Scores of the reading model as probabilities."""

from __future__ import annotations

import numpy as np

from tellings.records import Vectors

_FAR = 30  # scores beyond it are as good as certain


def sigmoid(scores: Vectors) -> Vectors:
    """Single scores as probabilities, float32 of the same shape."""
    out: Vectors = (1 / (1 + np.exp(-np.clip(scores, -_FAR, _FAR)))).astype(np.float32)
    return out


def softmax(scores: Vectors) -> Vectors:
    """Rows of scores (along the last axis) as rows of probabilities; there may be no rows."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    out: Vectors = raised / raised.sum(axis=-1, keepdims=True)
    return out
