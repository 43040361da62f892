"""From words to arrays and back, with a stand-in for the network that says which pieces it was shown."""

import os
import threading
import time
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate.model import reader
from tellings.annotate.model.shapes import SPECIAL, shapes
from tellings.annotate.text.words import words

HEADS = (("upos", 3), ("xpos", 5), ("lemma", 4), ("rel", 2), ("loaded", 1))
PAIRS = (("arc", 2), ("attribution", 3))
LABELS = reader.Labels(HEADS, PAIRS, {}, {}, {})
TEXT = "The harbourmaster said on Monday that the unrepaired quay was unsafe.\n“Nobody listened,” she added. " * 40


class Echo:
    """Its scores are made of each word's first piece, its vectors of the pieces themselves."""

    def __init__(self):
        self.sizes = []

    def run(self, names, inputs):
        assert names is None
        ids, first = inputs["ids"], inputs["first"]
        self.sizes.append(len(ids))
        scores = np.zeros((len(first), 15), np.float32)
        for at, (begin, labels) in enumerate([(0, 3), (3, 5), (8, 4)]):
            scores[np.arange(len(first)), begin + (ids[first] + at) % labels] = 1
        scores[:, 12:14] = ids[first, None] + [0, 0.5]
        scores[:, 14] = inputs["shapes"][first]
        pairs = ids[first, None] + np.arange(10) / 100
        vectors = np.repeat(ids[:, None], reader.WIDTH, axis=1)
        return scores, pairs.astype(np.float32), vectors.astype(np.float32)


@pytest.fixture
def echo(monkeypatch):
    session = Echo()
    monkeypatch.setattr(reader, "_session", lambda: session)
    monkeypatch.setattr(reader, "labels", lambda: LABELS)
    return session


def pieces(text):
    return list(reader._pieces([text[s:e] for s, e in words(text)]))


def test_a_window_is_framed_and_its_words_are_found_by_their_first_piece():
    inputs = reader._input([[7, 8], [9], [10, 11, 12]], [1, 0, 14])
    assert inputs["ids"].tolist() == [101, 7, 8, 9, 10, 11, 12, 102]
    assert inputs["shapes"].tolist() == [SPECIAL, 1, 1, 0, 14, 14, 14, SPECIAL]
    assert inputs["first"].tolist() == [1, 3, 4]
    assert {a.dtype for a in inputs.values()} == {np.dtype(np.int64)}


def test_words_have_pieces_even_where_the_vocabulary_has_none():
    found = list(reader._pieces(["quay", "\u200d", "zqx" * 30]))
    assert len(found[0]) == 1
    assert found[1] == [100]
    assert len(found[2]) == 24


def test_many_words_are_cut_into_pieces_as_few_are(monkeypatch):
    some = ["The", "harbourmaster", "said", "unrepaired", "quays"]
    whole = list(reader._pieces(some))
    monkeypatch.setattr(reader, "_CHUNK", 2)
    assert list(reader._pieces(some)) == whole


def test_arrays_speak_of_the_words_in_order_over_all_windows(echo):
    found = reader.read(TEXT)
    said = pieces(TEXT)
    first = np.array([p[0] for p in said])
    assert len(echo.sizes) == len(found.windows) > 4
    assert max(echo.sizes) <= reader.LONGEST + 2
    assert found.words == words(TEXT)
    assert found.sizes.tolist() == [len(p) for p in said]
    assert found.vectors[:, 0].tolist() == [sum(p) for p in said]
    assert found.tags["upos"].tolist() == (first % 3).tolist()
    assert found.tags["xpos"].tolist() == ((first + 1) % 5).tolist()
    assert found.tags["lemma"].tolist() == ((first + 2) % 4).tolist()
    assert found.scores["rel"].tolist() == [[i, i + 0.5] for i in first]
    assert found.scores["loaded"][:, 0].tolist() == shapes(TEXT, found.words)


def test_every_head_gets_its_own_columns(echo):
    found = reader.read("The quay flooded")
    first = np.array([p[0] for p in pieces("The quay flooded")])
    assert list(found.tags) == ["upos", "xpos", "lemma"]
    assert {head: s.shape for head, s in found.scores.items()} == {"rel": (3, 2), "loaded": (3, 1)}
    assert found.scores["loaded"][:, 0].tolist() == [11, 0, 0]  # a capital that opens a line; the others plain
    columns = {name: [part[0] - first[0] for part in both] for name, both in found.pairs.items()}
    assert np.concatenate(columns["arc"] + columns["attribution"]) == pytest.approx(np.arange(10) / 100, abs=1e-3)
    assert [len(part) for part in columns["arc"] + columns["attribution"]] == [2, 2, 3, 3]


def test_an_empty_text_has_arrays_of_the_same_shape_without_rows(echo):
    found = reader.read("")
    assert echo.sizes == []
    assert len(found.words) == len(found.windows) == 0
    assert {k: s.shape for k, s in found.scores.items()} == {"rel": (0, 2), "loaded": (0, 1)}
    assert {k: (q.shape, p.shape) for k, (q, p) in found.pairs.items()} == {
        "arc": ((0, 2), (0, 2)),
        "attribution": ((0, 3), (0, 3)),
    }
    assert found.vectors.shape == (0, reader.WIDTH)
    assert [t.shape for t in found.tags.values()] == [(0,)] * 3


def test_kinds_of_numbers_are_the_same_with_and_without_words(echo):
    def kinds(found):
        arrays = [*found.tags.values(), *found.scores.values(), *(a for both in found.pairs.values() for a in both)]
        return [a.dtype for a in [*arrays, found.vectors, found.sizes]]

    assert kinds(reader.read("")) == kinds(reader.read("The quay flooded"))


def test_words_may_be_given(echo):
    found = reader.read_words("quayside", [(0, 4), (4, 8)])
    assert found.words == [(0, 4), (4, 8)]
    assert len(found.vectors) == 2


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_can_be_read(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_session", Echo)
        patch.setattr(reader, "labels", lambda: LABELS)
        found = reader.read(text)
    assert len(found.vectors) == len(found.sizes) == len(words(text))
    assert [i for a, b in found.windows for i in range(a, b)] == list(range(len(found.words)))


def test_a_long_run_without_a_space_stays_bounded(echo):
    found = reader.read("a" * 100_000)
    assert max(found.sizes) <= 24
    assert max(echo.sizes) <= reader.LONGEST + 2


# ------------------------------------------------------------------ vectors


def some(rows, sizes):
    return reader.Reading([], [], [], {}, {}, {}, np.array(rows, np.float32), np.array(sizes, np.int64))


def test_a_sentence_is_the_direction_of_the_mean_of_its_pieces():
    found = reader.sentence_vectors(some([[3, 0], [0, 4], [0, -5]], [1, 2, 1]), [(0, 2), (2, 3)])
    assert found == pytest.approx(np.array([[0.6, 0.8], [0, -1]]))
    assert found.dtype == np.float32


def test_no_sentences_have_no_vectors():
    assert reader.sentence_vectors(some(np.zeros((0, reader.WIDTH)), []), []).shape == (0, reader.WIDTH)


def test_rows_are_scaled_to_one_and_zero_stays():
    found = reader.unit(np.array([[3, 4], [0, 0], [-2, 0]], np.float32))
    assert found == pytest.approx(np.array([[0.6, 0.8], [0, 0], [-1, 0]]))
    assert found.dtype == np.float32
    assert reader.unit(np.zeros((0, 5), np.float32)).shape == (0, 5)


# ------------------------------------------------------------------ cores


@pytest.mark.parametrize(
    ("limit", "expected"), [("", 6), ("1", 1), ("4", 4), ("32", 6), ("0", 1), ("4,2", 6), ("x", 6)]
)
def test_threads_are_the_cores_it_is_bound_to_or_fewer_where_told(monkeypatch, limit, expected):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(6)), raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", limit)
    assert reader.threads() == expected


def test_without_bounds_all_cores_are_used(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert reader.threads() == 3


def ran_by(echo, monkeypatch, cores):
    """The names of the threads that ran the model for a long text and a short one."""
    names = set()
    run = echo.run

    def told(*arguments):
        names.add(threading.current_thread().name)
        return run(*arguments)

    monkeypatch.setattr(echo, "run", told)
    monkeypatch.setattr(reader, "threads", lambda: cores)
    reader.read(TEXT)
    reader.read("One window")
    return names


def test_windows_run_on_the_threads_of_one_pool(echo, monkeypatch):
    names = ran_by(echo, monkeypatch, 2)
    assert all(name.startswith("tellings-reader") for name in names)
    assert 1 <= len(names) <= reader._MOST_THREADS


def test_on_one_core_windows_run_where_they_are_asked_for(echo, monkeypatch):
    assert ran_by(echo, monkeypatch, 1) == {threading.current_thread().name}


def test_windows_that_run_side_by_side_load_the_model_once(monkeypatch):
    loads = []
    together = threading.Barrier(2)

    def loading():
        loads.append(1)
        time.sleep(0.05)
        return Echo()

    monkeypatch.setattr(reader, "_session", lru_cache(maxsize=1)(loading))

    def ask():
        together.wait()
        reader._loaded()

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert loads == [1]
