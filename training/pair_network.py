"""Fit the network of `tellings.link.network` and store it: for facts and for events the same way.

An ensemble of small networks with one hidden layer each, so that their mean is again one network.  Needs scikit-learn.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.neural_network import MLPClassifier

from tellings.link.network import Network, Pairs

WEIGHTS = Path(__file__).parents[1] / "src/tellings/link/weights"
SEED = 20


@dataclass(frozen=True)
class Recipe:
    """How large the ensemble is and how long it learns: networks, units of each, rounds, pairs a step."""

    members: int
    hidden: int
    rounds: int
    batch: int


def fit(measured: Sequence[Pairs], labels: Sequence[np.ndarray], recipe: Recipe) -> Network:
    """Fit the ensemble and fold it into one network (uncalibrated).

    Args:
        measured: Pairs with the same signals.
        labels: Whether each pair belongs together, as `measured`.
        recipe: Size and length.
    """
    signals, together = np.concatenate([p.signals for p in measured]), np.concatenate(labels)
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-6
    inputs = np.clip((signals - mean) / scale, -4, 4)
    ensemble = [_train(inputs, together, recipe, SEED + k) for k in range(recipe.members)]
    first = (
        np.concatenate([m.coefs_[0] for m in ensemble], axis=1),
        np.concatenate([m.intercepts_[0] for m in ensemble]),
    )
    last = (
        np.concatenate([m.coefs_[1] for m in ensemble]) / recipe.members,
        sum(m.intercepts_[1] for m in ensemble) / recipe.members,
    )
    layers = tuple((w.astype(np.float32), b.astype(np.float32)) for w, b in (first, last))
    return Network(measured[0].names, mean, scale, layers)


def _train(inputs: np.ndarray, labels: np.ndarray, recipe: Recipe, seed: int) -> MLPClassifier:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fixed number of rounds is wanted
        return MLPClassifier(
            (recipe.hidden,),
            alpha=1.0,
            max_iter=recipe.rounds,
            batch_size=recipe.batch,
            learning_rate_init=2e-3,
            random_state=seed,
        ).fit(inputs, labels)


def write(network: Network, name: str) -> None:
    """Store a network as `weights/NAME.npz`."""
    arrays = {f"weights{k}": w for k, (w, _) in enumerate(network.layers)}
    arrays |= {f"bias{k}": b for k, (_, b) in enumerate(network.layers)}
    names = np.array(network.names)
    np.savez_compressed(WEIGHTS / f"{name}.npz", names=names, mean=network.mean, scale=network.scale, **arrays)
