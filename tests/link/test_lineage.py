"""Lineage: shared runs of words, upstreams credited, and what follows for a pair of accounts."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.link.lineage import find_lineage
from tellings.link.lineage.copying import WIDTH, candidates, containment, shared_runs, words_of
from tellings.link.lineage.upstream import credited, normalise, outlet_of
from tellings.records import (
    Account,
    Annotations,
    Attribution,
    Derived,
    Document,
    Entity,
    Piece,
    Sentence,
    Span,
    Token,
    View,
)

STORY = (
    "The ferry Marigold ran aground off the island of Tarn on Tuesday night with 84 people on board. "
    "Lifeboats brought all passengers to the harbour before dawn, the coastguard said. "
    "The cause of the accident is not yet known, and the captain is being questioned by police. "
    "A spokeswoman for the shipping line said that two people had been treated for shock."
)
OTHER = (
    "Marigold, a ferry with dozens on board, hit rocks near Tarn late on Tuesday. "
    "Everybody was taken to safety by lifeboats, rescuers said."
)


def account(key, text, *, outlet=None, published="2024-03-06", shift=0):
    """An account made by hand: words split at spaces, sentences at full stops, one vector for every sentence."""
    tokens, sentences, start, first = [], [], None, 0
    for word in _words(text):
        start = word[0] if start is None else start
        tokens.append(
            Token(*word, text[word[0] : word[1]], text[word[0] : word[1]].lower(), "NOUN", "NN", "dep", len(tokens))
        )
        if text[word[0] : word[1]].endswith((".", "”")):
            sentences.append(Sentence(start, word[1], first, len(tokens)))
            start, first = None, len(tokens)
    vectors = np.zeros((len(sentences), 384), np.float32)
    vectors[:, shift] = 1
    notes = Annotations(
        key,
        tuple(sentences),
        tuple(tokens),
        (),
        (),
        (),
        (),
        (),
        (),
        (),
        (),
        vectors,
        np.zeros((len(tokens), 384), np.float32),
        "hand",
    )
    whole = Span(0, len(text))
    given_outlet = Derived(outlet, "field", 1.0) if outlet else None
    day = Derived(published, "field", 1.0) if published else None
    return Account(
        Document(key, text, View(text, (Piece(whole, whole, True),)), outlet=given_outlet, published=day), notes
    )


def _words(text):
    at = 0
    for word in text.split(" "):
        yield at, at + len(word)
        at += len(word) + 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("www.nytimes.com", "The New York Times"),
        ("New York Times - News", "The New York Times"),
        ("NYT", "The New York Times"),
        ("AP", "Associated Press"),
        ("edition.cnn.com", "CNN"),
        ("Tarn Gazette", "Tarn Gazette"),
    ],
)
def test_an_outlet_has_one_name(name, expected):
    assert normalise(name) == expected


@pytest.mark.parametrize(
    ("sentence", "outlets"),
    [
        ("A source told Reuters that the ship was safe.", ["Reuters"]),
        ("The ship was safe, the Harbour Gazette reported.", ["Harbour Gazette"]),
        ("The captain spoke to WKRT on Monday.", ["WKRT"]),
        ("She once was a Fox News host.", []),
        ("Time is short, and People know it.", []),
        ("The ship was safe, according to a report in The Guardian.", ["The Guardian"]),
        ("The Associated Press contributed to this report.", ["Associated Press"]),
    ],
)
def test_outlets_are_credited_only_beside_a_cue(sentence, outlets):
    assert [c.outlet for c in credited(account("a", sentence))] == outlets


def test_the_outlet_of_a_document_is_normalised():
    assert outlet_of(account("a", STORY, outlet="www.reuters.com").document) == "Reuters"


def test_a_copy_is_found_with_evidence_on_both_sides():
    (found,) = find_lineage(
        [account("a", STORY), account("b", STORY + " Ferries are running again.", published="2024-03-07")]
    )
    assert (found.relation, found.source, found.target) == ("copy", "a", "b")
    assert {c.document for c in found.evidence} == {"a", "b"}


def test_a_cut_and_reordered_copy_is_still_found():
    parts = STORY.split(". ")
    cut = f"{parts[1]}. {parts[0]}. Nothing more was known on Wednesday morning when the harbour opened."
    (found,) = find_lineage([account("a", STORY), account("b", cut)])
    assert found.relation in ("copy", "rewrite", "shared-wire")


def test_two_tellings_in_different_words_are_independent():
    assert find_lineage([account("a", STORY), account("b", OTHER)]) == ()


def test_a_credit_to_the_other_outlet_makes_that_one_the_source():
    citing = account(
        "b", "The ferry was old, officials told the Tarn Gazette.", outlet="Coast Post", published="2024-03-05"
    )
    (found,) = find_lineage([account("a", OTHER, outlet="Tarn Gazette"), citing])
    assert (found.source, found.target, found.relation) == ("a", "b", "cites")
    assert "Tarn Gazette" in found.why


def test_a_common_upstream_does_not_link_accounts_of_different_stories():
    one = account("a", "The ferry ran aground, Reuters reported.", shift=0)
    two = account("b", "The bank cut its rates, Reuters reported.", shift=1)
    assert find_lineage([one, two]) == ()


def test_lineage_does_not_depend_on_the_order_of_accounts():
    accounts = [account("a", STORY), account("b", STORY), account("c", STORY[:200] + ".")]
    results = {find_lineage(list(order)) for order in itertools.permutations(accounts)}
    assert len(results) == 1


words = st.lists(
    st.sampled_from(["ferry", "aground", "lifeboat", "harbour", "captain", "island", "storm", "rocks"]),
    min_size=0,
    max_size=60,
)


@given(words, words)
def test_shared_runs_are_what_they_claim(one, other):
    a, b = words_of(account("a", " ".join(one) + " end.")), words_of(account("b", " ".join(other) + " end."))
    for run in shared_runs(a, b):
        assert run.length >= WIDTH
        assert a.text[run.a : run.a + run.length] == b.text[run.b : run.b + run.length]
    assert bool(shared_runs(a, b)) == ((0, 1) in candidates([a, b]))
    assert 0 <= containment(a, b) <= 1


QUOTE = "“We did all that anybody could do for the people on board that night,” the captain said."


def test_words_that_somebody_said_to_all_are_no_dependence():
    one = account("a", f"The ferry Marigold ran aground on Tuesday. {QUOTE} He told reporters that he was tired.")
    two = account("b", f"Nobody died when a ship struck rocks near Tarn. {QUOTE} He spoke to reporters at the harbour.")
    assert find_lineage([one, two]) == ()


def test_the_reason_shows_the_words_in_which_both_credit_their_upstream():
    one = account("a", "A source told Reuters that the ship was safe. The ferry had run aground near Tarn.")
    two = account("b", "The ship was safe, Reuters reported, citing a source. Nobody was hurt on the ferry.")
    (found,) = find_lineage([one, two])
    assert found.relation == "cites"
    assert found.why.startswith("Both rest on Reuters: “A source told Reuters")
    assert "The ship was safe, Reuters reported" in found.why


def test_the_reason_for_a_copy_shows_what_runs_alike():
    (found,) = find_lineage([account("a", STORY), account("b", STORY)])
    assert "100% of the shorter account" in found.why
    assert "“The ferry Marigold ran aground" in found.why


def spoken(key, who, sentence):
    made = account(key, sentence)
    source = Span(0, len(who))
    told = Attribution(source, None, (), "c1", "named", (), "indirect")
    notes = replace(made.annotations, attributions=(told,), entities=(Entity("c1", who, "PER", (who,)),))
    return Account(made.document, notes)


def test_two_people_who_spoke_to_one_broadcaster_are_no_common_upstream():
    low = spoken("a", "Ann Low", "Ann Low told WKRT that the ferry was safe.")
    hill = spoken("b", "Bo Hill", "Bo Hill told WKRT that he had resigned.")
    assert find_lineage([low, hill]) == ()
    again = spoken("b", "Low", "Low told WKRT that the ship had been safe.")
    assert [x.relation for x in find_lineage([low, again])] == ["cites"]
