"""Fitting the second opinion on loaded words: what is read, and what is learnt from invented accounts."""

from __future__ import annotations

import importlib
import json

import numpy as np
import pytest

pytest.importorskip("sklearn")


@pytest.fixture(scope="module")
def fitting():
    return importlib.import_module("loaded")


OPENING = "The harbour council of Velmark met on Monday to talk about the new pier."


def article(**changes):
    bias = [
        {"bias": "lex", "id": "title", "start": 0, "end": 7},
        {"bias": "inf", "id": "p0", "start": 0, "end": 3},
        {"bias": "lex", "id": "p1", "start": 4, "end": 13},
    ]
    return {
        "uuid": "a",
        "title": "Furious council meets",
        "body-paragraphs": [[OPENING], ["Its shameless mayor left."]],
        "annotations": {"phrase-level-annotations": bias},
    } | changes


def test_lexical_bias_is_found_where_it_stands(fitting, tmp_path):
    (tmp_path / "basil").mkdir()
    (tmp_path / "basil/triples.jsonl").write_text(json.dumps({"articles": [article()]}) + "\n", "utf-8")
    (one,) = fitting.basil(tmp_path, [])
    assert [one.text[s:e] for s, e, _ in one.spans["loaded"]] == ["Furious", "shameless"]


@pytest.mark.parametrize(
    ("other", "left"), [(OPENING, 0), ("A storm hit Orlu on Friday, and many roofs were lost.", 1)]
)
def test_articles_of_the_clusters_are_left_out(fitting, tmp_path, other, left):
    (tmp_path / "basil").mkdir()
    (tmp_path / "basil/triples.jsonl").write_text(json.dumps({"articles": [article()]}) + "\n", "utf-8")
    known = fitting.Example("c/d", "gold_loaded", other)
    assert len(list(fitting.basil(tmp_path, [known]))) == left


def account(fitting, cluster, coloured):
    text = f"The council met.\n\nThe {coloured} mayor of the town left early. The clerk wrote a report about the pier."
    at = text.index(coloured)
    spans = {"loaded": ((at, at + len(coloured), "LOADED"),)}
    return fitting.read(fitting.Example(f"{cluster}/d", "gold_loaded", text, spans=spans))


@pytest.fixture(scope="module")
def accounts(fitting):
    words = ("shameless", "vicious", "cowardly", "reckless", "disgraced", "ruthless", "brutal", "pathetic")
    return [account(fitting, f"c{i}", word) for i, word in enumerate(words)]


def test_what_is_fitted_tells_coloured_words_of_other_accounts(fitting, accounts):
    second = fitting.fit(accounts[:6])
    opinion = fitting.blend(second, fitting.Weights(0.0, 0.0, 1.0))
    for one in accounts[6:]:
        chances = fitting.judging.chances(one.parse, one.reading, opinion)
        assert one.marked[int(chances.argmax())]


def test_weighing_without_the_opinion_leaves_it_out(fitting, accounts):
    second = fitting.fit(accounts[:6])
    assert fitting.weigh(accounts, second, alone=True).share == 0
    assert fitting.weigh(accounts, second).share > 0


def test_a_threshold_is_taken_with_its_neighbours(fitting):
    right = [0, 9, 0, 0, 5, 5, 5, 5]
    counts = np.array([[n, 10, 10] for n in right], float)
    assert fitting.choose([counts]) == 6


def test_nothing_marked_and_nothing_found_is_whole(fitting):
    assert fitting.f1(np.array([[0, 0, 0], [0, 2, 0], [1, 2, 2]])).tolist() == [1, 0, 0.5]


def test_what_is_written_is_read_back(fitting, accounts, tmp_path, monkeypatch):
    monkeypatch.setattr(fitting, "OUT", tmp_path / "loaded.json")
    opinion = fitting.blend(fitting.fit(accounts), fitting.Weights(-1.0, 0.5, 0.25))
    fitting.write(opinion)
    told = json.loads((tmp_path / "loaded.json").read_text("utf-8"))
    assert set(told) == set(fitting.Opinion.__slots__)
    assert np.allclose(told["vectors"], opinion.vectors, atol=1e-4)
