"""What a head says by itself, held against gold: readings made by hand, in which one head errs at a time."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

BENCHMARKS = str(Path(__file__).parents[2] / "benchmarks")
TEXT = "Ada left Oslo. Bo ran."
WORDS = [(0, 3), (4, 8), (9, 13), (13, 14), (15, 17), (18, 21), (21, 22)]
HEADS = (1, 1, 1, 1, 5, 5, 5)
LABELS = SimpleNamespace(
    paths={},
    types={"entity": ("PER", "LOC")},
    sets={"upos": ("PROPN", "VERB", "PUNCT"), "xpos": ("X",), "lemma": ("d0",), "rel": ("nsubj", "root", "obj")},
)


@pytest.fixture(scope="module")
def heads() -> ModuleType:
    sys.path.insert(0, BENCHMARKS)
    module = importlib.import_module("heads")
    sys.path.remove(BENCHMARKS)
    return module


def example(**layers: object) -> SimpleNamespace:
    bare = {"spans": {}, "tags": {}, "judged": {}, "heads": (), "words": (), "sentences": (), "annotated": ()}
    return SimpleNamespace(text=TEXT, **{**bare, **layers})


def reading(**scores: list) -> SimpleNamespace:
    rows = {name: np.array(values, np.float32) for name, values in scores.items() if name != "pairs"}
    pairs = (
        {"arc": (_heads_as_queries(scores["pairs"]), np.eye(len(WORDS), dtype=np.float32))} if "pairs" in scores else {}
    )
    return SimpleNamespace(words=WORDS, windows=[(0, len(WORDS))], scores=rows, pairs=pairs)


def _heads_as_queries(heads: list) -> np.ndarray:
    return 9 * np.eye(len(WORDS), dtype=np.float32)[heads]


def rows(size: int, best: list[int]) -> list[list[float]]:
    return [[9.0 if i == b else 0.0 for i in range(size)] for b in best]


def figures(heads: ModuleType, *arguments: object) -> dict[str, tuple[int, int, int]]:
    return {s.figure: (s.counts.right, s.counts.found, s.counts.gold) for s in heads.said(*arguments)}


def test_entities_count_by_span_and_type_and_by_word(heads: ModuleType) -> None:
    gold = example(spans={"entity": ((0, 3, "PER"), (9, 13, "LOC"), (15, 17, "PER"))})
    said = reading(entity=rows(5, [1, 0, 1, 0, 0, 0, 0]))  # Oslo a person, Bo overlooked
    assert figures(heads, gold, said, LABELS) == {"entity: spans F1": (1, 2, 3), "entity: words F1": (2, 2, 3)}


def test_nothing_counts_outside_what_was_annotated(heads: ModuleType) -> None:
    gold = example(spans={"event": ((4, 8, "EVENT"),)}, annotated=((0, 14),))
    said = reading(event=rows(3, [0, 1, 0, 0, 0, 1, 0]))
    assert figures(heads, gold, said, LABELS) == {"event: spans F1": (1, 1, 1), "event: words F1": (1, 1, 1)}


def test_marked_words_come_with_their_probabilities(heads: ModuleType) -> None:
    gold = example(spans={"loaded": ((4, 8, "LOADED"),)})
    (said,) = heads.said(gold, reading(loaded=[[-9], [0.1], [1], [-9], [-9], [-9], [-9]]), LABELS)
    assert (said.counts.right, said.counts.found, said.counts.gold) == (1, 2, 1)
    assert said.judged[1] == (pytest.approx(0.525, abs=1e-3), True)


def test_labels_that_the_corpus_leaves_open_do_not_count(heads: ModuleType) -> None:
    upos = ("PROPN", "VERB", "PROPN", "PUNCT", None, "VERB", "PUNCT")
    gold = example(words=WORDS, tags={"upos": upos})
    said = reading()
    said.tags = {"upos": np.array([0, 1, 1, 2, 0, 1, 2])}
    assert figures(heads, gold, said, LABELS) == {"upos: accuracy": (5, 6, 6)}


def test_heads_are_looked_for_within_the_sentence(heads: ModuleType) -> None:
    rel = ("nsubj", "root", "obj", "nsubj", "nsubj", "root", "nsubj")
    gold = example(words=WORDS, sentences=((0, 14), (15, 22)), heads=HEADS, tags={"rel": rel})
    said = reading(
        pairs=[1, 1, 0, 1, 5, 5, 5],  # Oslo under Ada
        rel=rows(3, [0, 1, 2, 2, 0, 1, 0]),  # the full stop an object
        rel_head=rows(3, [0] * 7),
        sentence=[[9], [-9], [-9], [-9], [9], [-9], [9]],  # one beginning too many
    )
    said.scores["rel_head"] *= 0
    assert figures(heads, gold, said, LABELS) == {
        "arc: UAS, greedy": (6, 7, 7),
        "rel: LAS, greedy": (5, 7, 7),
        "rel: LAS with subtypes, greedy": (5, 7, 7),
        "sentence: words F1": (2, 3, 2),
    }


def test_slant_and_sentiment_are_those_of_the_words_concerned(heads: ModuleType) -> None:
    said = reading(slant=[[9], [9], [9], [9], [-9], [-9], [-9]], sentiment=rows(3, [2, 1, 0, 1, 1, 1, 1]))
    assert heads.slant(said, (0, 14)) > 0.99
    assert heads.slant(said, (15, 22)) < 0.01
    assert heads.feeling(said, (0, 3))[0] == 2
    assert heads.feeling(said, (9, 13))[0] == 0
    assert heads.feeling(said, (14, 15)) == (1, 0.0)


def test_figures_of_several_texts_add_up(heads: ModuleType) -> None:
    gold = example(spans={"loaded": ((4, 8, "LOADED"),)})
    one = list(heads.said(gold, reading(loaded=[[9]] * 7), LABELS))
    counts, judged = heads.summed(one + one)
    assert counts["loaded: words F1"].found == 14
    assert len(judged["loaded"]) == 14
