"""What annotators left out or picked, looked up for what the comparison found."""

import importlib
import json

import numpy as np
import pytest

from tellings.records import Citation

pytest.importorskip("sklearn")


@pytest.fixture(scope="module")
def picks():
    return importlib.import_module("picks")


@pytest.fixture
def gold(picks, tmp_path):
    documents = [{"id": d, "text": "It rained. It fell.", "sentences": [[0, 10], [11, 19]]} for d in ("d1", "d2", "d3")]
    facts = [{"members": ["d1:0", "d2:0"]}, {"members": ["d1:1", "d2:1", "d3:1"]}]
    (tmp_path / "docs.json").write_text(json.dumps({"documents": documents}), "utf-8")
    (tmp_path / "gold.json").write_text(json.dumps({"facts": facts, "unique": [{"sentence": "d3:0"}]}), "utf-8")
    return picks.Gold(tmp_path)


@pytest.mark.parametrize(
    ("places", "document", "left_out"),
    [
        ([("d1", 0), ("d2", 0)], "d3", True),  # two accounts have the fact, and the third has it nowhere
        ([("d1", 11), ("d2", 11)], "d3", False),  # the third has it too
        ([("d1", 0), ("d2", 11)], "d3", False),  # no fact is told by both
        ([("d1", 0), ("d2", 0), ("d2", 11)], "d3", True),  # a sentence too many does no harm
    ],
)
def test_a_fact_is_left_out_where_annotators_have_it_of_two_others_alone(gold, places, document, left_out):
    members = [Citation(d, start, start + 8) for d, start in places]
    assert gold.leaves_out(members, document) is left_out


def test_a_sentence_is_picked_where_it_is_mostly_the_annotators(gold):
    assert gold.picks(Citation("d3", 0, 10))
    assert gold.picks(Citation("d3", 1, 9))
    assert not gold.picks(Citation("d3", 11, 19))
    assert not gold.picks(Citation("d1", 0, 10))


def test_probabilities_come_from_other_clusters(picks):
    rng = np.random.default_rng(5)
    values = rng.normal(size=(600, 2))
    right = values[:, 0] + 0.3 * rng.normal(size=600) > 0
    rows = [picks.Row(n % 30, tuple(v), bool(r)) for n, (v, r) in enumerate(zip(values, right, strict=True))]
    found = list(picks.cross_validated(rows))
    assert len(found) == 600
    assert np.mean([(p >= 0.5) == r for p, r in found]) > 0.85
