"""Omissions: what could have been known, and what stands there in other words."""

from __future__ import annotations

from dataclasses import replace

import by_hand
import pytest

from tellings.compare.omission import find_omissions
from tellings.records import Account, Corroboration, Derived, Fact, Happening, Links, Omission

FIRE = "Two people died when a ferry burnt in the harbour."
CREW = "The captain had been warned about faulty engines in March, inspectors said."
SEVEN = (
    "The mayor resigned on the spot.",
    "Divers found a third body in the hold.",
    "Shares of the shipping line fell by a tenth.",
    "A monument will stand on the pier.",
    "Parliament voted for tighter rules.",
    "The insurer refused to pay anybody.",
    "Fishermen towed the wreck ashore at dawn.",
)
OTHER = "Schools in the town will remain closed until Friday because of the smoke."


def account(name: str, *sentences: str, published: str = "") -> Account:
    made = by_hand.account(name, " ".join(sentences))
    date = Derived(published, "given", 1.0) if published else None
    return replace(made, document=replace(made.document, published=date))


def omissions(
    accounts: list[Account], happenings: tuple[Happening, ...] = (), origins: int = 2
) -> tuple[Omission, ...]:
    """Omissions of the fact that the captain had been warned, which the first two accounts tell."""
    members = tuple(by_hand.sentence(a, "The captain") for a in accounts[:2])
    links = Links(happenings, (), (Fact("f1", CREW, "own voice", members, 0.9, ""),), ())
    return find_omissions(accounts, links, [Corroboration("f1", origins, (("d1",), ("d2",)), "")])


def test_what_two_others_carry_is_an_omission() -> None:
    (found,) = omissions([account("d1", FIRE, CREW), account("d2", CREW), account("d3", FIRE, OTHER)])
    assert (found.fact, found.document) == ("f1", "d3")
    assert found.why.startswith(
        "two other accounts have it, though which came first is not known; the nearest sentence"
    )
    assert "has none of the 6 words that they share; probability 0.9" in found.why


def test_one_origin_is_not_enough() -> None:
    assert omissions([account("d1", CREW), account("d2", CREW), account("d3", FIRE)], origins=1) == ()


def test_the_same_in_other_words_is_no_omission() -> None:
    near = "Inspectors said that the captain was warned in March about faulty engines."
    assert omissions([account("d1", CREW), account("d2", CREW), account("d3", FIRE, near)]) == ()


@pytest.mark.parametrize(("day", "expected"), [("2024-05-01", 0), ("2024-05-02", 1), ("2024-05-03", 1), ("2024-05", 1)])
def test_only_what_was_known(day: str, expected: int) -> None:
    tellers = [account("d1", CREW, published="2024-05-01"), account("d2", CREW, published="2024-05-02")]
    assert len(omissions([*tellers, account("d3", FIRE, published=day)])) == expected


def test_other_happenings_are_not_left_out() -> None:
    accounts = [account("d1", CREW), account("d2", CREW), account("d3", FIRE)]
    apart = (
        Happening("h1", "fire", None, None, ("d1", "d2"), (), ""),
        Happening("h2", "trial", None, None, ("d3",), (), ""),
    )
    assert omissions(accounts, apart) == ()


def test_background_of_several_happenings_is_not_left_out() -> None:
    accounts = [account("d1", CREW), account("d2", CREW), account("d3", FIRE)]
    shared = (
        Happening("h1", "fire", None, None, ("d1", "d3"), (), ""),
        Happening("h2", "trial", None, None, ("d2", "d3"), (), ""),
    )
    assert omissions(accounts, shared) == ()


def test_one_omission_for_facts_that_are_told_alike() -> None:
    tellers = [account(d, CREW) for d in ("d1", "d2")]
    members = tuple(t.sentence(0) for t in tellers)
    facts = tuple(Fact(f, CREW, "own voice", members, 0.9, "") for f in ("f1", "f2"))
    corroborated = [Corroboration(f.id, 2, (("d1",), ("d2",)), "") for f in facts]
    found = find_omissions([*tellers, account("d3", OTHER)], Links((), (), facts, ()), corroborated)
    assert [o.fact for o in found] == ["f1"]


def test_at_most_five_omissions_an_account() -> None:
    tellers = [account(d, *SEVEN) for d in ("d1", "d2")]
    facts = [
        Fact(f"f{i}", told, "own voice", tuple(t.sentence(i) for t in tellers), 0.9, "") for i, told in enumerate(SEVEN)
    ]
    corroborated = [Corroboration(f.id, 2, (("d1",), ("d2",)), "") for f in facts]
    found = find_omissions([*tellers, account("d3", OTHER)], Links((), (), tuple(facts), ()), corroborated)
    assert len(found) == 5


@pytest.mark.parametrize(
    "caption", ["Captain and engines, file photo.", "CAPTAIN WARNED ABOUT FAULTY ENGINES IN MARCH"]
)
def test_captions_and_rows_of_capitals_are_not_left_out(caption: str) -> None:
    tellers = [account(d, caption) for d in ("d1", "d2")]
    fact = Fact("f1", caption, "own voice", tuple(t.sentence(0) for t in tellers), 0.9, "")
    corroborated = [Corroboration("f1", 2, (("d1",), ("d2",)), "")]
    assert find_omissions([*tellers, account("d3", FIRE)], Links((), (), (fact,), ()), corroborated) == ()


def test_what_most_of_the_words_tell_is_no_omission() -> None:
    scattered = "Faulty engines worried the captain. Inspectors warned about them, and March was the worst month."
    accounts = [account("d1", CREW), account("d2", CREW)]
    assert omissions([*accounts, account("d3", FIRE, scattered)]) == ()
    assert len(omissions([*accounts, account("d3", FIRE)])) == 1


@pytest.mark.parametrize(("score", "expected"), [(0.05, 0), (0.95, 1)])
def test_a_doubtful_link_makes_no_omission(score: float, expected: int) -> None:
    tellers = [account("d1", CREW), account("d2", "Inspectors had warned the captain about the engines.")]
    fact = Fact("f1", CREW, "own voice", tuple(t.sentence(0) for t in tellers), score, "")
    corroborated = [Corroboration("f1", 2, (("d1",), ("d2",)), "")]
    told_in_part = account("d3", FIRE, "The engines were old.")
    found = find_omissions([*tellers, told_in_part], Links((), (), (fact,), ()), corroborated)
    assert len(found) == expected
