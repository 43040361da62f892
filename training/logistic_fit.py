"""Fit the small logistic models of `tellings.link.logistic` and store them.  Needs scikit-learn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

STRENGTH = 0.3


def fit(x: np.ndarray, y: np.ndarray, counts: np.ndarray | None = None) -> tuple[np.ndarray, float]:
    """Weights and intercept in the features' own units; `counts` is how much each row counts (all the same)."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit((x - mean) / spread, y, sample_weight=counts)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def probability(x: np.ndarray, fitted: tuple[np.ndarray, float]) -> np.ndarray:
    """Probability of each row, or of one, under weights and intercept."""
    weights, intercept = fitted
    return 1 / (1 + np.exp(-(x @ weights + intercept)))


def write(target: Path, names: Sequence[str], fitted: tuple[np.ndarray, float], threshold: float) -> dict[str, float]:
    """Store weights and intercept, with the probability from which the answer is yes; the weights by name."""
    weights, intercept = fitted
    named = {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}
    told = {"weights": named, "intercept": round(intercept, 4), "threshold": threshold}
    target.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return named
