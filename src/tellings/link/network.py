"""Pairs of things with their signals, and the small network that judges them, kept as an array file.

Two sentences may state one fact (`facts`), two mentions may mean one event (`events`): both are measured by named
signals and weighed the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np

from tellings.link.passages import Floats, Integers

_SLICE = 2048  # pairs judged at once: what stands between the layers stays in the processor's cache


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs by number, `left` before `right`; `signals` is (pairs, names)."""

    left: Integers
    right: Integers
    names: tuple[str, ...]
    signals: Floats


@dataclass(frozen=True, eq=False)
class Network:
    """A small feed-forward network on standardised signals; `layers` are (weights, bias), rectified between."""

    names: tuple[str, ...]
    mean: Floats
    scale: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def probability(self, pairs: Pairs) -> Floats:
        """Calibrated probability of each pair.

        Raises:
            ValueError: the signals are not those that the network was trained on.
        """
        if pairs.names != self.names:
            raise ValueError(f"the network knows {self.names}, the pairs carry {pairs.names}: retrain it")
        slices = [pairs.signals[n : n + _SLICE] for n in range(0, len(pairs.signals), _SLICE)]
        return np.concatenate([self._judge(s) for s in slices]) if slices else np.zeros(0, np.float32)

    def _judge(self, signals: Floats) -> Floats:
        state = np.clip((signals - self.mean) / self.scale, -4, 4)
        for weights, bias in self.layers[:-1]:
            state = np.maximum(state @ weights + bias, 0)
        weights, bias = self.layers[-1]
        out: Floats = 1 / (1 + np.exp(-(state @ weights + bias)))
        return out[:, 0]


@lru_cache(maxsize=2)
def stored(name: str) -> Network:
    """The network of `weights/NAME.npz`."""
    with as_file(files("tellings.link") / f"weights/{name}.npz") as path, np.load(path) as arrays:
        depth = sum(key.startswith("weights") for key in arrays.files)
        layers = tuple((arrays[f"weights{k}"], arrays[f"bias{k}"]) for k in range(depth))
        return Network(tuple(arrays["names"].tolist()), arrays["mean"], arrays["scale"], layers)
