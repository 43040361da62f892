"""Independent origins: lineage, shared sources, and when unsure, not independent."""

from __future__ import annotations

from dataclasses import replace

import by_hand
import pytest

from tellings.compare.agreement import corroborate
from tellings.records import Account, Corroboration, Fact, Lineage, Links

PLAIN = "Two people died in the fire."
QUOTED = "Two people died in the fire, Chief Lena Moss said."


def quoting(name: str) -> Account:
    """An account that credits the police chief."""
    speech = [by_hand.said("Chief Lena Moss", "Two people died in the fire", "c")]
    return by_hand.account(name, QUOTED, mentions=[("Lena Moss", "c", "PER")], speech=speech)


def origins(accounts: list[Account], *lineage: Lineage) -> Corroboration:
    """Corroboration of the one fact that all accounts tell."""
    fact = Fact("f1", PLAIN, "own voice", tuple(a.sentence(0) for a in accounts), 0.9, "")
    (found,) = corroborate(accounts, Links((), (), (fact,), lineage))
    return found


def made(source: str, target: str, relation: str) -> Lineage:
    return Lineage(source, target, relation, (), 0.9, "")


def plain(name: str) -> Account:
    return by_hand.account(name, PLAIN)


def test_accounts_that_share_nothing_are_independent() -> None:
    found = origins([plain("d1"), plain("d2"), plain("d3")])
    assert found.origins == 3
    assert found.groups == (("d1",), ("d2",), ("d3",))
    assert found.why == "nothing shows that one rests on another"


@pytest.mark.parametrize("relation", ["copy", "rewrite", "shared-wire", "cites"])
def test_lineage_joins(relation: str) -> None:
    found = origins([plain("d1"), plain("d2"), plain("d3")], made("d1", "d3", relation))
    assert found.groups == (("d1", "d3"), ("d2",))
    assert found.why.startswith("d1 and d3 ")
    assert found.why.endswith("; nothing shows that the other rests on them")


def test_a_shared_source_joins() -> None:
    found = origins([quoting("d1"), quoting("d2"), quoting("d3")])
    assert found.origins == 1
    assert found.why == "d1, d2 and d3 credit Lena Moss"


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("Both rest on AFP: “a source told AFP”.", "d1 and d2 both rest on one AFP report"),
        ("40 words run alike.", "d1 and d2 have a passage in common"),
    ],
)
def test_the_upstream_is_named(why: str, told: str) -> None:
    assert origins([plain("d1"), plain("d2")], Lineage("d1", "d2", "cites", (), 0.9, why)).why == told


def test_each_reason_names_its_accounts() -> None:
    found = origins([quoting("d1"), quoting("d2"), plain("d3")], made("d2", "d3", "copy"))
    assert found.why == "d2 and d3 both carry the same text, d1 and d2 both credit Lena Moss"


def test_an_account_without_a_source_is_not_independent_of_most_others_for_quoted_words() -> None:
    text = "Two people died and “nobody warned the captain about engines,” Chief Lena Moss said."
    speech = [by_hand.said("Chief Lena Moss", "Two people died and “nobody warned the captain about engines,”", "c")]
    quoted = [by_hand.account(d, text, mentions=[("Lena Moss", "c", "PER")], speech=speech) for d in ("d1", "d2")]
    assert origins([*quoted, plain("d3")]).groups == (("d1", "d2", "d3"),)
    assert origins([quoted[0], plain("d2"), plain("d3")]).origins == 3
    assert origins([quoting("d1"), quoting("d2"), plain("d3")]).origins == 2


def test_the_same_quotation_is_one_origin_whoever_said_it() -> None:
    quotation = "“Nobody warned the captain about the engines,” the inquiry heard."
    assert origins([by_hand.account(d, quotation) for d in ("d1", "d2")]).origins == 1


def test_citing_does_not_join_where_each_has_its_own_source() -> None:
    other = by_hand.account(
        "d2",
        "Two people died in the fire, doctor Ivo Hale said.",
        mentions=[("Ivo Hale", "h", "PER")],
        speech=[by_hand.said("doctor Ivo Hale", "Two people died in the fire", "h")],
    )
    assert origins([quoting("d1"), other], made("d1", "d2", "cites")).origins == 2
    assert origins([quoting("d1"), other], made("d1", "d2", "copy")).origins == 1


def test_joining_is_transitive() -> None:
    found = origins([plain("d1"), plain("d2"), plain("d3")], made("d1", "d2", "copy"), made("d2", "d3", "rewrite"))
    assert found.origins == 1


def test_no_facts_no_corroboration() -> None:
    assert corroborate([plain("d1")], by_hand.NOTHING) == ()


def test_an_account_that_more_likely_says_something_else_is_no_origin() -> None:
    accounts = [plain("d1"), plain("d2"), plain("d3")]
    links = ((0.0, 0.9, 0.49), (0.9, 0.0, 0.7), (0.49, 0.7, 0.0))
    fact = Fact("f1", PLAIN, "own voice", tuple(a.sentence(0) for a in accounts), 0.7, "", links=links)
    (found,) = corroborate(accounts, Links((), (), (fact,), ()))
    assert (found.groups, found.why) == (
        (("d1",), ("d2",)),
        "nothing shows that one rests on another; d3 may tell it too",
    )
    (by_the_second,) = corroborate(accounts, Links((), (), (replace(fact, clearest=1),), ()))
    assert by_the_second.origins == 3
