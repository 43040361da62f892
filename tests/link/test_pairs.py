"""Pairs of sentences: candidates, signals, alignment, the network, and the words behind the weights."""

import dataclasses

import numpy as np
import pytest
from plain import accounts, document

from tellings.annotate import annotate
from tellings.link import network as network_module
from tellings.link.facts import pairs as pairs_module
from tellings.link.facts.alignment import ALIGNED, PARTS, _best_rows, _best_run, align, compare_parts
from tellings.link.facts.pairs import measure, network, score
from tellings.link.network import Network, Pairs
from tellings.link.passages import Passages, background, gather, shared
from tellings.records import Happening

TEXTS = (
    "Two ferries collided off Port Anders on 3 May. Captain Ilse Brandt said she saw 40 people in the water. "
    "Nobody had expected fog.",
    "On 3 May, two ferries ran into each other near Port Anders. She saw 40 people in the water, Ilse Brandt said. "
    "The company sells bread, too. Rescuers came from three towns.",
    "Brandt. Bread prices rose by four percent.",
)


@pytest.fixture(scope="module")
def passages():
    return gather(accounts(*TEXTS))


@pytest.fixture(scope="module")
def measured(passages):
    return measure(passages)


def value(measured, name, left, right):
    (row,) = np.flatnonzero((measured.left == left) & (measured.right == right))
    return float(measured.signals[row, measured.names.index(name)])


def test_pairs_are_of_different_accounts_and_in_order(passages, measured):
    assert (measured.left < measured.right).all()
    assert (passages.document[measured.left] != passages.document[measured.right]).all()
    listed = list(zip(measured.left.tolist(), measured.right.tolist(), strict=True))
    assert listed == sorted(set(listed))


def test_a_sentence_is_held_against_the_best_of_each_account_only(monkeypatch, passages, measured):
    monkeypatch.setattr(pairs_module, "_BEST", 1)
    fewer = measure(passages)
    assert len(fewer.left) < len(measured.left)
    assert {(0, 3), (1, 4)} <= set(zip(fewer.left.tolist(), fewer.right.tolist(), strict=True))


def plain_passages(accounts, each):
    """So many accounts of so many sentences, of which only the places are looked at."""
    return Passages((), np.repeat(np.arange(accounts), each), np.tile(np.arange(each), accounts))


def listed(passages, closeness):
    left, right = pairs_module._candidates(passages, closeness)
    return set(zip(left.tolist(), right.tolist(), strict=True))


@pytest.mark.parametrize("far", [-0.5, 0.2])
def test_of_many_accounts_the_nearest_and_the_near_are_kept(monkeypatch, far):
    monkeypatch.setattr(pairs_module, "_MANY", 2)
    monkeypatch.setattr(pairs_module, "_NEAREST", 1)
    closeness = np.full((6, 6), far) - np.abs(np.subtract.outer(range(6), range(6))) / 100
    closeness[0, 4] = closeness[4, 0] = 0.9
    closeness[0, 2] = closeness[2, 0] = pairs_module._NEAR
    found = listed(plain_passages(3, 2), closeness)
    assert found == {(0, 2), (0, 4), (1, 2), (3, 4), (3, 5)}


def test_few_accounts_are_held_against_all_their_best(monkeypatch):
    closeness = -np.ones((6, 6))
    every = {(i, j) for i in range(6) for j in range(i + 1, 6) if i // 2 != j // 2}
    assert listed(plain_passages(3, 2), closeness) == every
    monkeypatch.setattr(pairs_module, "_NEAREST", 1)
    assert listed(plain_passages(3, 2), closeness) == every


def test_signals_are_finite_and_named_once(measured):
    assert np.isfinite(measured.signals).all()
    assert len(set(measured.names)) == len(measured.names) == measured.signals.shape[1]


@pytest.mark.parametrize(
    ("name", "likelier", "other"),
    [
        ("cos", (0, 3), (0, 5)),
        ("words_like", (1, 4), (1, 5)),
        ("runs_of_5", (1, 4), (0, 3)),
        ("names_sum", (0, 3), (0, 5)),
        ("numbers", (1, 4), (1, 6)),
        ("aligned", (0, 3), (0, 5)),
        ("part", (1, 4), (1, 5)),
        ("cast", (1, 4), (1, 3)),
        ("time", (0, 3), (0, 4)),
        ("speaker", (1, 4), (0, 4)),
    ],
)
def test_a_signal_tells_the_likelier_pair(measured, name, likelier, other):
    assert value(measured, name, *likelier) > value(measured, name, *other)


def test_the_same_fact_is_likelier_than_the_same_topic(passages):
    found, probability = score(passages, ())
    by_pair = dict(zip(zip(found.left.tolist(), found.right.tolist(), strict=True), probability.tolist(), strict=True))
    assert by_pair[0, 3] > 0.5
    assert by_pair[1, 4] > 0.5
    assert by_pair[2, 5] < 0.2


def test_events_of_the_accounts_become_signals(passages):
    one = Happening("h1", "a collision", None, None, ("a1", "a2"), (passages.accounts[0].sentence(0),), "by hand")
    found = measure(passages, [one])
    assert value(found, "same_news", 0, 3) == 1
    assert value(found, "same_news", 0, 7) == 0
    assert value(found, "tell_either", 0, 3) == 1
    assert value(found, "tell_either", 1, 4) == 0


# ------------------------------------------------------------------ alignment


def test_alignment_of_one_pair_does_not_depend_on_the_other_pairs(passages, measured):
    for compare, names in ((align, ALIGNED), (compare_parts, PARTS)):
        together = compare(passages, measured.left, measured.right)
        assert tuple(together) == names
        for row in range(0, len(measured.left), 3):
            alone = compare(passages, measured.left[[row]], measured.right[[row]])
            for name in names:
                assert alone[name][0] == pytest.approx(together[name][row], abs=1e-5), name


def test_a_sentence_is_wholly_aligned_with_itself():
    twice = gather(list(annotate([document("a", TEXTS[0]), document("b", TEXTS[0])])))
    own = align(twice, np.array([0, 1]), np.array([3, 4]))
    assert own["aligned_min"] == pytest.approx([1, 1], abs=1e-3)
    assert own["stretch"] == pytest.approx([1, 1], abs=1e-3)


@pytest.mark.parametrize(
    ("values", "weight", "best"),
    [
        ([1.0], [2.0], 1.0),
        ([0.0, 1.0], [1.0, 1.0], 0.5),
        ([0, 0, 1, 1, 1, 1, 1, 0], [1] * 8, 1.0),
        ([1, 0, 0, 0, 0, 0], [4, 1, 1, 1, 1, 1], 0.5),
    ],
)
def test_the_best_run_of_words(values, weight, best):
    values, weight = np.array(values, np.float32), np.array(weight, np.float32)
    assert _best_run(values, weight, np.array([0]))[0] == pytest.approx(best, abs=1e-5)
    assert _best_rows(values[:, None], weight)[0] == pytest.approx(best, abs=1e-5)
    doubled = _best_run(np.tile(values, 2), np.tile(weight, 2), np.array([0, len(values)]))
    assert doubled == pytest.approx([best, best], abs=1e-5)


# ------------------------------------------------------------------ the network


def test_the_network_is_the_sum_it_says_it_is():
    layers = ((np.array([[1.0], [2.0]]), np.array([-1.0])), (np.array([[3.0]]), np.array([0.5])))
    small = Network(("a", "b"), np.array([1.0, 0.0]), np.array([2.0, 1.0]), layers)
    two = Pairs(np.array([0, 0]), np.array([1, 2]), ("a", "b"), np.array([[3.0, 1.0], [1.0, 0.0]], np.float32))
    assert small.probability(two) == pytest.approx([1 / (1 + np.exp(-6.5)), 1 / (1 + np.exp(-0.5))])


@pytest.mark.parametrize("rows", [0, 1, 3, 4, 7])
def test_slices_are_judged_as_the_whole_is(monkeypatch, measured, rows):
    assert len(measured.left) > 7
    some = Pairs(measured.left[:rows], measured.right[:rows], measured.names, measured.signals[:rows])
    whole = network().probability(some)
    monkeypatch.setattr(network_module, "_SLICE", 3)
    assert network().probability(some) == pytest.approx(whole, abs=1e-6)
    assert network().probability(some).shape == (rows,)


def test_weights_and_signals_must_match(measured):
    other = dataclasses.replace(measured, names=(*measured.names[:-1], "unknown"))
    with pytest.raises(ValueError, match="retrain"):
        network().probability(other)


def test_the_stored_network_knows_the_signals(measured):
    assert network().names == measured.names


# ------------------------------------------------------------------ words


def test_common_words_weigh_little(passages):
    assert passages.rarity["ferry"] > passages.rarity["say"]
    documents, frequency = background()
    assert 0 < frequency["ferry"] < frequency["said"] <= documents


@pytest.mark.parametrize(
    ("lists", "common", "own"),
    [
        ([["a", "b"], ["b", "c"]], 2.0, [3.0, 5.0]),
        ([["b", "b"], ["b"]], 2.0, [2.0, 2.0]),
        ([["a"], []], 0.0, [1.0, 0.0]),
    ],
)
def test_shared_items_count_once(lists, common, own):
    both, alone = shared(lists, {"a": 1.0, "b": 2.0, "c": 3.0}.__getitem__)
    assert both[0, 1] == both[1, 0] == common
    assert alone.tolist() == own
