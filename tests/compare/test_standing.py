"""Whether a sentence can be shown by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_hand import account, said

from tellings.compare.standing import admits, is_notice, is_pictured, is_unclaimed, is_whole, leans
from tellings.records import Derived


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The ferry hit the breakwater on Tuesday evening.", True),
        ("“We saw it burn,” the captain said.", True),
        ("The ferry hit the breakwater", False),
        ("are services that the harbour offers to the town.", False),
        ("The captain, 52, from the town of Tarrow on Monday for sinking the ferry.", False),
        ("FERRY SINKS IN HARBOUR OF TARROW, MANY DEAD.", False),
        ("Orr, the mayor of Tarrow, said on Tuesday night.", False),
        ("He added.", False),
    ],
)
def test_fragments_are_told_from_sentences(text, whole):
    assert is_whole(account("a", text), 0) is whole


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("The mayor opened the bridge.", False),
        ("It was not clear whether the mayor opened the bridge.", False),
        ("Three of the boats sank.", False),
        ("He opened the bridge.", True),
        ("However, the mayor opened the bridge.", True),
        ("The following month the mayor opened the bridge.", True),
        ("A few days later, the mayor opened the bridge.", True),
        ("In that year the mayor opened the bridge.", True),
        ("All were freed by the mayor on Friday.", True),
        ("In turn, the mayor opened the bridge.", True),
    ],
)
def test_first_words_that_lean_on_what_came_before(text, leaning):
    assert leans(account("a", text), 0) is leaning


def test_a_pronoun_needs_its_name_in_the_sentence():
    named = account("a", "Anna Kresh said he lied.", mentions=[("Anna Kresh", "e1", "PER"), ("he", "e2", "PER")])
    same = account("a", "Anna Kresh knows she lied.", mentions=[("Anna Kresh", "e1", "PER"), ("she", "e1", "PER")])
    quoted = account(
        "a", "Anna Kresh said: “Our boy says he lied.”", mentions=[("Anna Kresh", "e1", "PER"), ("he", "e2", "PER")]
    )
    assert [leans(a, 0) for a in (named, same, quoted)] == [True, False, False]


def test_words_of_nobody_are_unclaimed():
    assert is_unclaimed(account("a", "We will never leave the harbour."), 0)
    assert not is_unclaimed(account("a", "The US navy will never leave the harbour."), 0)
    assert not is_unclaimed(account("a", "The army left the harbour of Bar-i-Sahel on Friday."), 0)
    assert not is_unclaimed(account("a", "The coal mine will never be opened again, the town said."), 0)
    assert not is_unclaimed(account("a", "“We will never leave the harbour,” the captain said."), 0)


def test_a_quotation_is_claimed_by_a_source_in_its_sentence():
    text = "“The harbour will never be left by anybody who was born in this town,” Orr said."
    speech = [said("Orr", "“The harbour will never be left by anybody who was born in this town,”", None)]
    for claimed, loose in ((speech, False), ((), True)):
        of = account("a", text, speech=claimed)
        all_quoted = tuple(replace(s, quoted=0.95) for s in of.annotations.sentences)
        assert is_unclaimed(replace(of, annotations=replace(of.annotations, sentences=all_quoted)), 0) is loose


@pytest.mark.parametrize(
    ("text", "pictured"),
    [
        ("File - In this photo of 4 May the ferry leaves the harbour.", True),
        ("Divers search the harbour on Sunday.", True),
        ("Debris is scattered on the pier on Sunday.", True),
        ("Divers searched the harbour on Sunday.", False),
        ("Divers search the harbour.", False),
        ("The ferry is seen in waters off the harbour.", True),
        ("The plan is seen as a threat to the harbour.", False),
        ("Police say that divers searched the harbour on Sunday.", False),
    ],
)
def test_the_present_tense_for_a_past_day_is_that_of_captions(text, pictured):
    of = account("a", text, times=[("Sunday", "2024-05-05")] if "Sunday" in text else [])
    dated = replace(of, document=replace(of.document, published=Derived("2024-05-06", "given", 1.0)))
    assert is_pictured(dated, 0) is pictured


def test_what_is_not_known_or_not_said():
    of = account("a", "It is not clear who rang the bell. The mayor declined to comment.")
    assert [[admits(of, i, kind) for kind in ("unclear", "silent")] for i in (0, 1)] == [[True, False], [False, True]]


def test_what_a_page_says_of_itself_is_no_news():
    assert is_notice(account("a", "Sign up for our daily letter from the harbour."), 0)
    assert not is_notice(account("a", "The harbour will open on Friday."), 0)
