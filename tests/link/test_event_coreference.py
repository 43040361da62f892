"""Event mentions joined across accounts: what is one event, what is not, and how groups are formed."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain import accounts

from tellings.link.events.coreference import average_linkage, join_events, measure, network, read
from tellings.link.events.signals import stem
from tellings.records import Citation

FERRY = (
    "A ferry sank off Norhaven on Monday. Twelve people drowned when the ferry sank, the coastguard said. "
    "Police arrested the captain on Tuesday."
)
OTHER = "The Norhaven ferry sank on Monday and twelve people drowned. The captain was arrested a day later by police."


def words(chain, texts):
    return {(m.document, texts[m.document][m.start : m.end]) for m in chain.members}


def test_one_event_of_two_accounts_is_one_chain_and_two_events_are_two():
    texts = {"a1": FERRY, "a2": OTHER}
    chains = join_events(accounts(FERRY, OTHER))
    sank = next(c for c in chains if ("a2", "sank") in words(c, texts))
    arrest = next(c for c in chains if ("a2", "arrested") in words(c, texts))
    assert ("a1", "sank") in words(sank, texts)
    assert ("a1", "arrested") in words(arrest, texts)
    assert sank != arrest
    assert sank.name == "sink"


def test_every_mention_is_in_exactly_one_chain():
    given_accounts = accounts(FERRY, OTHER)
    members = [m for c in join_events(given_accounts) for m in c.members]
    assert len(members) == len(set(members))
    assert set(members) == {Citation(a.id, e.start, e.end) for a in given_accounts for e in a.annotations.events}


def test_the_result_does_not_depend_on_the_order_of_accounts():
    given_accounts = accounts(FERRY, OTHER, "The captain will be tried in May.")
    assert len({join_events(order) for order in itertools.permutations(given_accounts)}) == 1


def test_given_mentions_are_joined_and_those_that_cover_no_word_left_out():
    given_accounts = accounts(FERRY, OTHER)
    own = [Citation("a1", FERRY.index("sank"), FERRY.index("sank") + 4), Citation("a1", 7, 8), Citation("b9", 0, 4)]
    own.append(Citation("a2", OTHER.index("sank"), OTHER.index("sank") + 4))
    assert [c.members for c in join_events(given_accounts, own)] == [(own[0], own[3])]


def test_no_accounts_no_events_and_one_event():
    assert join_events([]) == ()
    assert join_events(accounts("", "Oslo.")) == ()
    alone = Citation("a1", FERRY.index("sank"), FERRY.index("sank") + 4)
    assert [(c.members, c.score) for c in join_events(accounts(FERRY), [alone])] == [((alone,), 1.0)]


def test_signals_are_finite_and_those_the_network_knows():
    pairs = measure(read(accounts(FERRY, OTHER)))
    assert np.isfinite(pairs.signals).all()
    assert pairs.names == network().names
    assert (pairs.left < pairs.right).all()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("nominate", "nomination", True), ("arrest", "arrests", True), ("sink", "sail", False), ("die", "dig", False)],
)
def test_stems(one, other, same):
    assert (stem(one) == stem(other)) is same


def linked(count, pairs, least=0.5):
    left, right = (np.array([p[side] for p in pairs], np.intp) for side in (0, 1))
    return average_linkage(count, left, right, np.array([p[2] for p in pairs]), least)


def test_one_doubtful_pair_does_not_chain():
    assert [m for m, _ in linked(3, [(0, 1, 0.9), (1, 2, 0.6)])] == [(0, 1), (2,)]
    assert linked(3, [(0, 1, 0.9), (1, 2, 0.6), (0, 2, 0.6)]) == [((0, 1, 2), 0.7)]


def test_the_best_fit_is_joined_first():
    assert [m for m, _ in linked(4, [(0, 1, 0.6), (1, 2, 0.8), (2, 3, 0.7), (1, 3, 0.7)])] == [(0,), (1, 2, 3)]


pairs = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(0, 1), max_size=20
)


@given(pairs, st.floats(0.1, 0.9))
def test_groups_part_the_items_and_hold_together(found, least):
    groups = linked(8, [(a, b, p) for (a, b), p in found.items()], least)
    assert sorted(i for members, _ in groups for i in members) == list(range(8))
    for members, mean in groups:
        within = [found.get(p, 0.0) for p in itertools.combinations(members, 2)]
        assert mean == pytest.approx(np.mean(within) if within else 1.0, abs=1e-3)
        assert mean >= least - 0.01
