"""The figures of `benchmarks/stories.py`: counted by hand on small cases, and held above their floor where data is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from by_path import load

m = load("stories")
SHARED = Path(__file__).parents[3] / "shared"
FLOOR = 0.95


def test_b3_by_hand() -> None:
    gold = {"a": "x", "b": "x", "c": "y"}
    assert m.b3(gold, {"a": 1, "b": 1, "c": 2}) == (1, 1, 1)
    assert m.b3(gold, {"a": 1, "b": 2, "c": 3}) == (1, round(2 / 3, 3), 0.8)
    assert m.b3(gold, {"a": 1, "b": 1, "c": 1})[:2] == (round(5 / 9, 3), 1)


def test_an_article_without_an_event_is_wrong_in_a_story_of_one_that_has() -> None:
    gold = {"a": "x", "b": "x"}
    assert m.b3(gold, {"a": 1, "b": 1, "other": 2})[0] == 1
    assert m.b3(gold, {"a": 1, "b": 1, "other": 1})[0] == round(2 / 3, 3)


def test_average_linkage_does_not_chain() -> None:
    similarity = np.array([[1, 0.9, 0], [0.9, 1, 0.7], [0, 0.7, 1]])
    assert m.average_linkage(similarity, 0.5) == [0, 0, 2]
    assert m.average_linkage(similarity, 0.3) == [0, 0, 0]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "data").exists(), reason="the development data is not beside this checkout")
def test_stories_stay_above_their_floor() -> None:
    documents, gold = m.labelled(m.records(SHARED / "data/stories.jsonl.gz"))
    assert m.b3(gold, m.ours(documents))[2] >= FLOOR
