"""Independent origins: lineage, shared sources, and when unsure, not independent."""

from __future__ import annotations

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
    assert found.why == "three accounts, three independent origins: nothing shows that one rests on another"


@pytest.mark.parametrize("relation", ["copy", "rewrite", "shared-wire", "cites"])
def test_lineage_joins(relation: str) -> None:
    found = origins([plain("d1"), plain("d2"), plain("d3")], made("d1", "d3", relation))
    assert found.groups == (("d1", "d3"), ("d2",))
    assert "d1 and d3 count as one" in found.why


def test_a_shared_source_joins() -> None:
    found = origins([quoting("d1"), quoting("d2"), quoting("d3")])
    assert found.origins == 1
    assert found.why == "three accounts, one origin: all credit Lena Moss"


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
