"""Small logistic models, kept as JSON: a weight for each feature, an intercept, a threshold."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tellings.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Logistic:
    """A trained model; `threshold` is the probability from which its answer is yes."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float

    def probability(self, values: Sequence[float]) -> float:
        """The probability for one row of features, in the order of the model."""
        z = self.intercept + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return 1 / (1 + math.exp(-z))


@lru_cache(maxsize=8)
def load(name: str, features: tuple[str, ...], package: str = "tellings.link") -> Logistic:
    """The model of `weights/NAME.json` in a package.

    Raises:
        ConfigurationError: the file holds weights for other features.
    """
    path = files(package) / f"weights/{name}.json"
    given = json.loads(path.read_text("utf-8"))
    if set(given["weights"]) != set(features):
        raise ConfigurationError(f"{path}: weights for {sorted(given['weights'])}, expected {sorted(features)}")
    return Logistic(tuple(given["weights"][n] for n in features), given["intercept"], given["threshold"])
