"""The best path through scores of begin–inside–outside labels, and the spans that it tells."""

from itertools import accumulate, pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.model.spans import best_path, best_paths, spans

O, B, I, B2, I2 = range(5)  # noqa: E741 (as the labels are called everywhere)


@st.composite
def scored(draw):
    """Scores in whole numbers, so that sums are exact, and windows that hold every word once."""
    labels = draw(st.sampled_from([3, 5]))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    rows = st.lists(st.integers(-9, 9), min_size=labels, max_size=labels)
    scores = draw(st.lists(rows, min_size=sum(sizes), max_size=sum(sizes)))
    return np.array(scores, np.float32), list(pairwise(accumulate([0, *sizes])))


def may_follow(one, other):
    return other in (O, B, B2) or one in (other - 1, other)


def total(scores, path):
    return sum(float(row[label]) for row, label in zip(scores, path, strict=True))


def best_total(scores):
    paths = product(range(scores.shape[1]), repeat=len(scores))
    return max(total(scores, p) for p in paths if all(may_follow(a, b) for a, b in pairwise(p)))


@given(scored())
def test_the_path_is_the_best_of_all_that_are_allowed(case):
    scores, windows = case
    path = best_path(scores, windows)
    assert path.shape == (len(scores),)
    for first, last in windows:
        part = path[first:last].tolist()
        assert all(may_follow(a, b) for a, b in pairwise(part))
        assert total(scores[first:last], part) == best_total(scores[first:last])


@given(scored())
def test_a_window_is_read_as_if_it_stood_alone(case):
    scores, windows = case
    alone = [best_path(scores[a:b], [(0, b - a)]) for a, b in windows]
    assert best_path(scores, windows).tolist() == np.concatenate(alone).tolist()


def test_one_label_may_be_given_up_for_the_whole_path():
    scores = np.array([[2, 1, 0], [0, 0, 5], [9, 0, 0]], np.float32)
    assert best_path(scores, [(0, 3)]).tolist() == [B, I, O]


def test_a_window_may_begin_inside():
    scores = np.array([[0, 0, 5]] * 2, np.float32)
    assert best_path(scores, [(0, 2)]).tolist() == [I, I]


def test_no_words_have_no_path():
    assert best_path(np.zeros((0, 3), np.float32), []).tolist() == []


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], []),
        ([O, O], []),
        ([O, B, I, O, B], [(1, 3, 0), (4, 5, 0)]),
        ([B, B], [(0, 1, 0), (1, 2, 0)]),
        ([B, I, B2, I2], [(0, 2, 0), (2, 4, 1)]),
    ],
)
def test_spans(labels, expected):
    assert spans(np.array(labels, np.int64)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([O, B], [I, O], [(1, 3, 0)]),  # goes on
        ([B, I], [I, I], [(0, 4, 0)]),
        ([B, O], [I, O], [(0, 1, 0), (2, 3, 0)]),  # nothing there to go on with
        ([O, B], [I2, O], [(1, 2, 0), (2, 3, 1)]),  # another type
    ],
)
def test_a_span_goes_on_over_the_edge_of_a_window_where_it_may(before, after, expected):
    scores = np.eye(5, dtype=np.float32)[before + after] * 20
    path = best_path(scores, [(0, 2), (2, 4)])
    assert spans(path) == expected


@given(scored())
def test_spans_tell_every_word_that_is_not_outside(case):
    labels = best_path(*case)
    found = spans(labels)
    assert [i for first, last, _ in found for i in range(first, last)] == np.flatnonzero(labels).tolist()
    assert all(set(((labels[a:b] - 1) // 2).tolist()) == {kind} for a, b, kind in found)


def test_heads_read_at_once_are_as_each_by_itself():
    rng = np.random.default_rng(4)
    scores = rng.normal(size=(3, 17, 5)).astype(np.float32)
    windows, path = [(0, 4), (4, 5), (5, 17)], rng.normal(size=(6, 5)).astype(np.float32)
    paths = [None, path, None]
    each = [best_path(one, windows, p).tolist() for one, p in zip(scores, paths, strict=True)]
    assert best_paths(scores, windows, paths).tolist() == each
    assert best_paths(scores[:, :0], [], paths).shape == (3, 0)
