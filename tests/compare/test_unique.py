"""Unique sentences: what no other account has, and what of it an editor would pick."""

from __future__ import annotations

from dataclasses import replace

import by_hand
import pytest

from tellings.compare.unique import find_unique
from tellings.records import Account, Answer, Conflict, Fact, Links

FIRE = "Two people died when a ferry burnt in the harbour."
OTHER = "Schools in the town will remain closed until Friday because of the smoke."


def account(name: str, *sentences: str) -> Account:
    return by_hand.account(name, " ".join(sentences))


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


def test_the_reason_names_the_signals_and_how_sure_it_is() -> None:
    (found,) = find_unique([account("d1", FIRE, OTHER), account("d2", FIRE)], by_hand.NOTHING)
    assert "the nearest sentence elsewhere is" in found.why
    assert found.why.endswith(f"{found.score:.2f}")


def test_slant_and_fragments_come_last() -> None:
    slanted = account("d1", OTHER)
    sentences = tuple(replace(s, biased=1.0) for s in slanted.annotations.sentences)
    slanted = replace(slanted, annotations=replace(slanted.annotations, sentences=sentences))
    assert "d1" not in {u.citation.document for u in find_unique([slanted, account("d2", FIRE)], by_hand.NOTHING)}
    fragment = account("d1", "because the schools of the town and the whole harbour district remained closed.")
    assert "d1" not in {u.citation.document for u in find_unique([fragment, account("d2", FIRE)], by_hand.NOTHING)}
