"""Omissions and unique sentences: what could have been known, and what stands there in other words."""

from __future__ import annotations

from dataclasses import replace

import by_hand
import pytest

from tellings.compare.omission import find_omissions
from tellings.compare.unique import find_unique
from tellings.records import Account, Answer, Conflict, Corroboration, Derived, Fact, Happening, Links, Omission

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
    assert found.why == "two other accounts have it, though which came first is not known"


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
    facts = [Fact(f"f{i}", "", "own voice", tuple(t.sentence(i) for t in tellers), 0.9, "") for i in range(len(SEVEN))]
    corroborated = [Corroboration(f.id, 2, (("d1",), ("d2",)), "") for f in facts]
    found = find_omissions([*tellers, account("d3", OTHER)], Links((), (), tuple(facts), ()), corroborated)
    assert len(found) == 5


def test_sentences_in_conflicts_captions_and_unclaimed_quotations_are_not_unique() -> None:
    quotation, caption = "“The smoke was black and thick as tar all night.”", "File - In this photo the ferry burns."
    accounts = [account("d1", OTHER, caption, quotation), account("d2", FIRE)]
    sides = (Answer("closed", (accounts[0].sentence(0),)), Answer("open", (accounts[1].sentence(0),)))
    conflict = Conflict("c1", None, "?", "action", "contradiction", "", sides, 0.9)
    quoted = tuple(
        replace(s, quoted=float(accounts[0].quote(s.span) == quotation)) for s in accounts[0].annotations.sentences
    )
    accounts[0] = replace(accounts[0], annotations=replace(accounts[0].annotations, sentences=quoted))
    assert find_unique(accounts, by_hand.NOTHING, [conflict]) == ()
    assert [u.citation.start for u in find_unique(accounts, by_hand.NOTHING)][:1] == [0]


def test_unique_is_what_no_other_account_has() -> None:
    found = find_unique([account("d1", FIRE, OTHER), account("d2", FIRE)], by_hand.NOTHING)
    assert [(u.citation.document, u.citation.start) for u in found] == [("d1", len(FIRE) + 1)]
    assert 0 <= found[0].score <= 1


@pytest.mark.parametrize(
    "junk", ["MOST READ CRUEL MUM says PARTY ROW is over NOW", "Who set the ferry in the harbour on fire?", "Smoke."]
)
def test_teasers_questions_and_stubs_are_not_news(junk: str) -> None:
    assert find_unique([account("d1", FIRE, junk), account("d2", FIRE)], by_hand.NOTHING) == ()


def test_members_of_facts_are_never_unique() -> None:
    accounts = [account("d1", OTHER), account("d2", FIRE)]
    fact = Fact("f1", OTHER, "own voice", (accounts[0].sentence(0), accounts[1].sentence(0)), 0.9, "")
    assert find_unique(accounts, Links((), (), (fact,), ())) == ()


def test_one_account_has_nothing_to_be_compared_with() -> None:
    assert find_unique([account("d1", FIRE)], by_hand.NOTHING) == ()
    assert find_unique([account("d1", FIRE), account("d2", "")], by_hand.NOTHING) == ()
