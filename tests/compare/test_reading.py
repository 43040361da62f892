"""Tokens of spans, sentences of spans, noun phrases, clusters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_hand import account, links, place
from hypothesis import given
from hypothesis import strategies as st

from tellings.compare.reading import (
    bare,
    chains_of,
    cite_sentences,
    clusters,
    head_of,
    mention_at,
    phrase_start,
    sentences_under,
    shown,
    token_range,
    tokens_in,
)
from tellings.records import Repair, Span

TEXT = "The old ferry struck the wall. Russia’s long war goes on. Nobody knows why."
A = account("a", TEXT, mentions=[("Russia", "e1", "LOC")])


def test_tokens_of_a_span_are_those_that_begin_in_it():
    assert [t.text for t in tokens_in(A, place(TEXT, "old ferry"))] == ["old", "ferry"]
    assert len(token_range(A, Span(0, len(TEXT)))) == len(A.annotations.tokens)
    assert tokens_in(A, Span(len(TEXT), len(TEXT))) == ()


def test_sentences_under_spans_are_those_that_they_touch():
    assert sentences_under(A, [place(TEXT, "wall. Russia"), place(TEXT, "old")]) == (0, 1)
    assert sentences_under(A, []) == ()
    assert [A.quote(c) for c in cite_sentences(A, [place(TEXT, "why")])] == ["Nobody knows why."]


@pytest.mark.parametrize(
    ("noun", "phrase"), [("ferry", "The old ferry"), ("war", "Russia’s long war"), ("wall", "the wall")]
)
def test_a_noun_phrase_begins_at_its_article_or_owner(noun, phrase):
    head = token_range(A, place(TEXT, noun)).start
    first = phrase_start(A.annotations.tokens, head)
    assert TEXT[A.annotations.tokens[first].start :].startswith(phrase)


def test_the_head_of_a_stretch_hangs_on_something_outside():
    inside = token_range(A, place(TEXT, "The old ferry"))
    head = head_of(A.annotations.tokens, inside)
    assert head is not None
    assert A.annotations.tokens[head].text == "ferry"
    assert head_of(A.annotations.tokens, range(0)) is None


def test_mentions_and_chains_are_found_by_token_and_id():
    mention = mention_at(A, token_range(A, place(TEXT, "Russia")).start)
    assert mention is not None
    assert mention.entity == "e1"
    assert mention_at(A, 0) is None
    assert chains_of(links(("p1", "Russia", [(A, "e1")])))["a", "e1"].name == "Russia"


def test_repairs_are_made_in_what_is_shown_and_only_there():
    broken = place(TEXT, "old ferry")
    repaired = replace(A, document=replace(A.document, repairs=(Repair(broken, "new\n ferry", "mojibake"),)))
    assert shown(repaired, place(TEXT, "The old ferry struck")) == "The new ferry struck"
    assert shown(repaired, place(TEXT, "struck the wall")) == "struck the wall"
    assert repaired.quote(broken) == "old ferry"


@pytest.mark.parametrize(
    ("name", "without"), [("the union", "union"), ("A Nato man", "Nato man"), ("The", "The"), ("Theo", "Theo")]
)
def test_a_bare_name_has_no_article(name, without):
    assert bare(name) == without


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12))
def test_clusters_part_everything_and_keep_pairs_together(pairs):
    groups = clusters(9, pairs)
    assert sorted(i for g in groups for i in g) == list(range(9))
    assert all(any(a in g and b in g for g in groups) for a, b in pairs)
    assert groups == clusters(9, [(b, a) for a, b in reversed(pairs)])
