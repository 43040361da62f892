"""Facts across accounts: what is linked, what is not, whom the members credit, and how groups are made."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain import accounts, document

from tellings.annotate import annotate
from tellings.link.facts import MIXED, OWN_VOICE, _likelihood, choose_statements, grouping, link_facts, stricter_across
from tellings.link.network import Pairs
from tellings.link.passages import gather
from tellings.records import Derived, Document, Happening

FIRE = (
    "A fire destroyed the old customs house in Lindholm on Monday night, killing three guards. "
    "The mayor, Greta Olsson, said the building would be rebuilt within two years. "
    "Tickets for the summer fair go on sale in May.",
    "Three guards died on Monday night when fire destroyed Lindholm's old customs house. "
    "Mayor Greta Olsson promised that the customs house would be rebuilt within two years. "
    "The harbour railway has carried no passengers since 1974.",
    "Lindholm's customs house burned down on Monday night and three guards were killed. "
    "A local baker offered free bread to the families of the dead.",
)


@pytest.fixture(scope="module")
def fire():
    return accounts(*FIRE)


def happening(key, *documents, members=()):
    return Happening(key, "what", None, None, documents, tuple(members), "by hand")


def quoted(account_list, fact):
    by_id = {a.id: a for a in account_list}
    return [by_id[m.document].quote(m) for m in fact.members]


def linked(account_list, facts, one, other):
    return any(
        any(one in q for q in found) and any(other in q for q in found)
        for found in (quoted(account_list, f) for f in facts)
    )


def test_the_same_fact_in_other_words_is_linked(fire):
    facts = link_facts(fire, (), ())
    assert linked(fire, facts, "killing three guards", "Three guards died")
    assert linked(fire, facts, "Three guards died", "burned down")
    assert linked(fire, facts, "said the building would be rebuilt", "promised")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tickets for", "harbour railway"),
        ("free bread", "Tickets for"),
        ("harbour railway", "three guards were killed"),
    ],
)
def test_other_matters_are_not_linked(fire, one, other):
    assert not linked(fire, link_facts(fire, (), ()), one, other)


def test_facts_are_ordered_numbered_and_traced(fire):
    facts = link_facts(fire, (), ())
    assert [f.id for f in facts] == [f"f{n}" for n in range(1, len(facts) + 1)]
    width = [len({m.document for m in f.members}) for f in facts]
    assert width == sorted(width, reverse=True)
    assert width[0] == 3
    for fact in facts:
        assert len({m.document for m in fact.members}) >= 2
        assert fact.statement in [" ".join(q.split()) for q in quoted(fire, fact)]
        assert list(fact.members) == sorted(fact.members)
        assert 0 < fact.score <= 1
        assert "alike" in fact.why
        assert " ".join(quoted(fire, fact)[fact.clearest].split()) == fact.statement
        for one, other in itertools.product(fact.members, repeat=2):
            assert fact.states(one, other) == fact.states(other, one)
            assert (fact.states(one, other) > 0) == (one.document != other.document)


def test_the_reason_names_what_is_shared(fire):
    why = next(f.why for f in link_facts(fire, (), ()) if "rebuilt" in f.statement)
    assert "Greta Olsson" in why
    assert "two" in why


def test_no_two_facts_carry_one_statement(fire):
    passages = gather(fire)
    voices = dict.fromkeys(range(passages.size), OWN_VOICE)
    words = dict(enumerate(passages.account(i).quote(passages.sentence(i).span) for i in range(passages.size)))
    wide = grouping.Group((0, 3, 6), np.full((3, 3), 0.9, np.float32), (0, 3))
    (first,) = choose_statements(passages, [wide], voices, words)
    needs_it = grouping.Group((first,), np.full((1, 1), 0.9, np.float32), (first, first))
    moved, kept = choose_statements(passages, [wide, needs_it], voices, words)
    assert kept == first
    assert moved in {0, 3, 6} - {first}
    assert len({f.statement for f in link_facts(fire, (), ())}) == len(link_facts(fire, (), ()))


def test_the_order_of_accounts_plays_no_part(fire):
    expected = link_facts(fire, (), ())
    for order in itertools.permutations(fire):
        assert link_facts(order, (), ()) == expected


@pytest.mark.parametrize("texts", [(), ("",), ("Rain.",), ("", ""), ("Rain.", ""), (FIRE[0],)])
def test_nothing_to_link(texts):
    assert link_facts(accounts(*texts), (), ()) == ()


def test_a_document_in_a_foreign_language_is_left_out():
    text = "Ein Brand hat am Montag das alte Zollhaus zerstört."
    foreign = Document("z", text, document("z", text).view, language=Derived("de", "field", 1.0))
    assert link_facts([*annotate([foreign]), *accounts(text)], (), ()) == ()


def test_two_copies_are_linked_sentence_by_sentence():
    copies = accounts(FIRE[0], FIRE[0])
    facts = link_facts(copies, (), ())
    assert all(linked(copies, facts, part, part) for part in ("customs house", "rebuilt", "summer fair"))
    assert all(f.score > 0.8 for f in facts)


def test_holder_is_the_one_whom_all_members_credit():
    said = "The dam will hold through the winter without any repair"
    both = accounts(f'"{said}," said Anna Berg.', f'Anna Berg said: "{said}."')
    assert {f.holder for f in link_facts(both, (), ())} <= {"Anna Berg"}
    mixed = accounts(f'"{said}," said Anna Berg.', f"{said}.")
    assert {f.holder for f in link_facts(mixed, (), ())} == {MIXED}
    plain = accounts(f"{said}.", f"{said}, the fourth in a row.")
    assert {f.holder for f in link_facts(plain, (), ())} == {OWN_VOICE}


def test_happening_is_that_of_all_its_documents(fire):
    own = [happening("h1", "a1", "a2"), happening("h2", "a3")]
    found = {frozenset(m.document for m in f.members): f.happening for f in link_facts(fire, (), own)}
    assert found[frozenset({"a1", "a2"})] == "h1"
    assert all(h is None for documents, h in found.items() if "a3" in documents)


OSLO = (
    "The ministers held talks in Oslo on Monday. The dispute over the fishing grounds has lasted four years.",
    "Envoys gathered for talks in Oslo in March. The quarrel about the fishing grounds is four years old.",
)


@pytest.mark.parametrize(
    ("probability", "sentence", "common", "kept"),
    [
        (0.3, 1, False, False),  # background, not sure enough
        (0.4, 1, False, True),
        (0.4, 0, False, False),  # the talks of another day
        (0.9, 0, False, False),
        (0.97, 0, False, True),
        (0.3, 0, True, True),
    ],
)
def test_links_across_happenings_must_be_surer(probability, sentence, common, kept):
    both = accounts(*OSLO)
    passages = gather(both)
    one = Pairs(np.array([sentence]), np.array([2 + sentence]), (), np.zeros((1, 0), np.float32))
    events = [happening("h1", "a1", "a2")] if common else [happening("h1", "a1"), happening("h2", "a2")]
    placed = [replace(h, place="Oslo") for h in events]
    strict = stricter_across(passages, one, np.array([probability], np.float32), placed)
    assert bool(strict[0] > 0) is kept


def test_the_statement_is_of_the_member_that_describes_least():
    told = accounts(
        "The hapless minister stubbornly ruled out a public inquiry into the ferry accident on Tuesday.",
        "The minister ruled out a public inquiry into the ferry accident on Tuesday.",
        "A public inquiry into the ferry accident was ruled out by the minister on Tuesday.",
    )
    (fact,) = link_facts(told, (), ())
    assert "hapless" not in fact.statement


# ------------------------------------------------------------------ how sure a fact is


@pytest.mark.parametrize(
    ("words", "likely"),
    [
        (("It fell.", "It has fallen.", "Down it came."), 0.6),  # the mean of its links
        (("It fell.", "“It fell.”", "Down it came."), 0.4),  # a copy makes it no surer
        (("It fell.", "It fell.", "It fell!"), 0.6),  # nothing but copies
    ],
)
def test_a_fact_is_as_sure_as_its_links_are_on_average(words, likely):
    links = np.array([[np.nan, 0.9, 0.4], [0.9, np.nan, 0.5], [0.4, 0.5, np.nan]], np.float32)
    found = grouping.Group((3, 5, 8), links, (3, 8))
    assert _likelihood(found, dict(zip((3, 5, 8), words, strict=True))) == pytest.approx(likely)


# ------------------------------------------------------------------ grouping


def test_a_group_takes_in_what_is_like_all_its_members():
    documents = np.array([0, 1, 2, 3])
    left, right = np.array([0, 0, 1, 0]), np.array([1, 2, 2, 3])
    groups = grouping.group(documents, left, right, np.array([0.9, 0.8, 0.7, 0.6], np.float32))
    assert [g.members for g in groups] == [(0, 1, 2), (0, 3)]
    assert (np.nanmin(groups[0].links), groups[0].link) == (pytest.approx(0.7), (1, 2))


def test_two_sentences_of_one_account_may_stand_in_one_group():
    groups = grouping.group(np.array([0, 0, 1]), np.array([0, 1]), np.array([2, 2]), np.array([0.9, 0.9], np.float32))
    assert [g.members for g in groups] == [(0, 1, 2)]


@st.composite
def graphs(draw):
    documents = np.array(sorted(draw(st.lists(st.integers(0, 4), min_size=2, max_size=12))))
    left, right = np.nonzero(np.triu(documents[:, None] != documents[None, :]))
    numbers = st.floats(0, 1, width=32)
    return documents, left, right, np.array(draw(st.lists(numbers, min_size=len(left), max_size=len(left))), np.float32)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_groups_are_coherent_and_do_not_repeat_each_other(graph):
    documents, left, right, probability = graph
    likely = {(i, j): p for i, j, p in zip(left.tolist(), right.tolist(), probability.tolist(), strict=True)}
    groups = grouping.group(documents, left, right, probability)
    for found in groups:
        inner = [likely[p] for p in itertools.combinations(found.members, 2) if p in likely]
        assert np.nanmin(found.links) == pytest.approx(min(inner), abs=1e-5)
        assert np.nanmin(found.links) >= grouping.WEAKEST - 1e-6
        assert max(inner) >= grouping.LIKELY - 1e-6
    for one, other in itertools.combinations(groups, 2):
        shared = len(set(one.members) & set(other.members))
        assert shared <= 0.5 * min(len(one.members), len(other.members))


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_sentence_with_a_likely_partner_is_in_a_group(graph):
    documents, left, right, probability = graph
    inside = {m for g in grouping.group(documents, left, right, probability) for m in g.members}
    likely = probability >= grouping.LIKELY
    assert inside >= {*left[likely].tolist(), *right[likely].tolist()}
