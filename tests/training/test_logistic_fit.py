"""A small logistic model: fitted in the features' own units, stored, and read by the package as it was fitted."""

import importlib
import json

import numpy as np
import pytest

from tellings.link.logistic import Logistic

pytest.importorskip("sklearn")


def test_what_is_stored_gives_the_probabilities_that_were_fitted(tmp_path):
    fitting = importlib.import_module("logistic_fit")
    rng = np.random.default_rng(3)
    x = rng.normal(size=(400, 2)) * [1, 50] + [0, 7]
    y = x[:, 0] + x[:, 1] / 50 + 0.5 * rng.normal(size=400) > 0
    weights, intercept = fitting.fit(x, y)
    named = fitting.write(tmp_path / "model.json", ("near", "far"), (weights, intercept), 0.6)
    told = json.loads((tmp_path / "model.json").read_text("utf-8"))
    assert told["weights"] == named
    assert list(named) == ["near", "far"]
    model = Logistic(tuple(named.values()), told["intercept"], told["threshold"])
    expected = 1 / (1 + np.exp(-(x @ weights + intercept)))
    assert [model.probability(row) for row in x] == pytest.approx(expected, abs=0.01)
    assert model.threshold == 0.6
