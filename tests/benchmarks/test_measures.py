"""The figures that the benchmarks print, on cases small enough to count by hand."""

from __future__ import annotations

import pytest
from by_path import load
from hypothesis import given
from hypothesis import strategies as st

m = load("measures")
places = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)


def test_counts_add_up_over_texts() -> None:
    both = m.total([m.Counts(1, 2, 4), m.Counts(2, 2, 2)])
    assert (both.precision, both.recall, both.f1) == (3 / 4, 3 / 6, 6 / 10)
    assert (m.Counts().precision, m.Counts().recall, m.Counts().f1) == (0, 0, 0)


def test_exact_spans_need_the_same_label() -> None:
    assert m.exact([(0, 4, "PER"), (6, 9, "LOC")], [(0, 4, "PER"), (6, 9, "ORG"), (6, 9, "ORG")]) == m.Counts(1, 2, 2)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ([(0, 4)], [(3, 6)], 1),
        ([(0, 4)], [(4, 6)], 0),
        ([(0, 9)], [(0, 2), (3, 5)], 1),
        ([(0, 2), (3, 5)], [(1, 4)], 1),
        ([(0, 2), (3, 5)], [(1, 4), (4, 6)], 2),
        ([], [(0, 1)], 0),
    ],
)
def test_overlapping_spans_are_matched_one_to_one(gold: list, found: list, right: int) -> None:
    assert m.overlapping(gold, found) == m.Counts(right, len(found), len(gold))


@given(places, places)
def test_overlap_is_the_same_from_either_side_and_no_less_than_exact(one: list, other: list) -> None:
    there, back = m.overlapping(one, other), m.overlapping(other, one)
    assert there.right == back.right
    assert there.found == back.gold
    if all(a[1] <= b[0] for spans in (one, other) for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False)):
        assert there.right >= m.exact(one, other).right


@given(places, places)
def test_touched_words_are_those_that_share_a_character(words: list, spans: list) -> None:
    ordered, end = [], 0
    for start, stop in sorted(words):
        if start >= end:
            ordered.append((start, stop))
            end = stop
    expected = [any(s < b and a < e for a, b in spans) for s, e in ordered]
    assert m.touched(ordered, spans) == expected


def test_spans_outside_what_was_annotated_do_not_count() -> None:
    assert m.within([(0, 2), (4, 6), (5, 9)], [(0, 3), (4, 7)]) == [(0, 2), (4, 6)]
    assert m.within([(0, 2)], []) == [(0, 2)]


def test_macro_f1_is_the_mean_over_the_classes_of_the_gold() -> None:
    assert m.macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert m.macro_f1(["a", "a"], ["a", "c"]) == pytest.approx(2 / 3)


WORDS = [(0, 3), (4, 8), (8, 9)]  # "Ada left."
GOLD = m.Tree(WORDS, [1, 1, 1], {"rel": ["nsubj:pass", "root", "punct"], "upos": ["PROPN", "VERB", None]})


def tree(words: list, heads: list, rel: list, upos: list) -> object:
    return m.Tree(words, heads, {"rel": rel, "upos": upos})


def test_a_parse_is_right_with_itself() -> None:
    full = m.Tree(WORDS, [1, 1, 1], {"rel": ["nsubj", "root", "punct"], "upos": ["PROPN", "VERB", "PUNCT"]})
    assert {name: c.f1 for name, c in m.syntax(full, full).items()} == dict.fromkeys(
        ("words", "UAS", "LAS", "LAS, subtypes", "upos"), 1
    )


def test_subtypes_and_open_labels() -> None:
    found = m.syntax(GOLD, tree(WORDS, [1, 1, 0], ["nsubj", "root", "punct"], ["NOUN", "VERB", "PUNCT"]))
    assert found["UAS"] == m.Counts(2, 3, 3)
    assert found["LAS"] == m.Counts(2, 3, 3)
    assert found["LAS, subtypes"] == m.Counts(1, 3, 3)
    assert found["upos"] == m.Counts(1, 2, 2)


def test_words_cut_otherwise_are_wrong_on_both_sides_and_so_is_what_hangs_from_them() -> None:
    found = m.syntax(GOLD, tree([(0, 3), (4, 9)], [1, 1], ["nsubj", "root"], ["PROPN", "VERB"]))
    assert found["words"] == m.Counts(1, 2, 3)
    assert found["UAS"] == m.Counts(0, 2, 3)  # its head is another stretch of characters
    assert found["upos"] == m.Counts(1, 1, 2)


def test_without_heads_only_layers_are_compared() -> None:
    assert set(m.syntax(GOLD, m.Tree(WORDS, [], {"upos": ["PROPN", "VERB", "PUNCT"]}))) == {"words", "upos"}


@pytest.mark.parametrize(
    ("one", "other", "rho"),
    [
        ([1, 2, 3], [10, 20, 90], 1),
        ([1, 2, 3], [3, 2, 1], -1),
        ([1, 1, 2], [1, 2, 3], 0.8660254),
        ([5, 5, 5], [1, 2, 3], 0),
    ],
)
def test_rank_correlation(one: list, other: list, rho: float) -> None:
    assert m.spearman(one, other) == pytest.approx(rho)


def test_reliability_of_a_forecaster() -> None:
    table = m.reliability([(0.95, True), (1.0, True), (0.91, False), (0.05, False)])
    assert [b.count for b in table] == [1, 3]
    assert table[1].right == pytest.approx(2 / 3)
    assert m.calibration_error(table) == pytest.approx((0.05 + 3 * abs(2.86 / 3 - 2 / 3)) / 4)
    assert m.calibration_error([]) == 0
