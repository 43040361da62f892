"""The standing example: five real accounts of meetings in Paris, where the development data lies beside the checkout.

What must be got right there is written down in the design; no text of the accounts stands here.
"""

from pathlib import Path

import pytest
from test_end_to_end import citations

import tellings as api

SEEDS = Path(__file__).parents[2] / "shared/seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.exists(), reason="the development data is not beside this checkout"),
]


@pytest.fixture(scope="module")
def seeds():
    return api.compare(api.read(*sorted(SEEDS.glob("*.txt"))))


@pytest.fixture(scope="module")
def wire(seeds):
    """Ids of the five accounts, in the order of their file names."""
    return [a.id for a in seeds.accounts]


def happenings_of(seeds, document):
    return {h.id for h in seeds.links.happenings if document in h.documents}


def test_three_meetings_are_kept_apart(seeds, wire):
    first, second, third = ({wire[0], wire[1], wire[4]}, {wire[2]}, {wire[3]})
    for one, other in ((first, second), (first, third), (second, third)):
        for a in one:
            for b in other:
                assert not happenings_of(seeds, a) & happenings_of(seeds, b)
    assert happenings_of(seeds, wire[0]) & happenings_of(seeds, wire[1]) & happenings_of(seeds, wire[4])


def test_no_fact_joins_what_is_told_of_different_meetings(seeds):
    told = {m for h in seeds.links.happenings for m in h.members}
    for fact in seeds.links.facts:
        documents = {m.document for m in fact.members}
        if not any(documents <= set(h.documents) for h in seeds.links.happenings):
            assert told.isdisjoint(fact.members), fact.statement


def test_the_dates_are_derived_as_far_as_the_texts_allow(seeds, wire):
    dates = {d: h.date for h in seeds.links.happenings for d in h.documents}
    assert dates[wire[0]].value == "2025-09-04"
    assert dates[wire[2]].value.startswith("2026-01")
    assert dates[wire[2]].confidence < 0.9
    assert all(d is None or d.method for d in dates.values())


def test_no_account_is_held_against_one_of_another_meeting_on_the_meeting(seeds, wire):
    """Background may be compared across meetings: what the war is called, and how long it has lasted."""
    for conflict in seeds.conflicts:
        told = {m.document for a in conflict.answers for m in a.members}
        if not set.intersection(*(happenings_of(seeds, d) for d in told)):
            assert any(w in conflict.question.lower() for w in ("war", "conflict", "government", "called")), conflict


def test_how_long_the_war_has_lasted_is_compared(seeds):
    assert any(c.nature == "time" and "how long" in c.question.lower() for c in seeds.conflicts)


def test_who_convened_the_september_meeting_is_in_dispute(seeds, wire):
    found = [c for c in seeds.conflicts if c.nature == "actor" and c.question.startswith("Who")]
    answers = [{a.answer.split()[-1]: {m.document for m in a.members} for a in c.answers} for c in found]
    assert any(wire[0] in a.get("Zelenskiy", ()) and wire[1] in a.get("Macron", ()) for a in answers), answers


def test_two_accounts_of_one_agency_report_are_one_origin(seeds, wire):
    pairs = {frozenset((x.source, x.target)) for x in seeds.links.lineage}
    assert pairs == {frozenset((wire[0], wire[1]))}
    for c in seeds.corroboration:
        if any({wire[0], wire[1]} <= set(group) for group in c.groups):
            break
    else:
        pytest.fail("no fact counts the two as one origin")


def test_all_spellings_of_the_president_are_one_person(seeds):
    (president,) = [e for e in seeds.links.entities if "Volodymyr Zelensky" in e.names]
    spellings = {"Vladimir Zelenskiy", "Volodymyr Zelenskiy", "Zelenskiy", "Zelensky"}
    assert spellings <= set(president.names)
    assert not any("Putin" in n or "Lavrov" in n for n in president.names)
    called = {x.label for x in seeds.wording.labels if x.entity == president.id}
    assert len(called & (spellings | {"Volodymyr Zelensky"})) >= 3


def test_regime_and_government_stand_side_by_side(seeds, wire):
    labels = {x.label.lower(): x.document for x in seeds.wording.labels}
    assert labels[next(x for x in labels if "regime" in x)] == wire[4]
    assert any("government" in x for x in labels)


def test_unnamed_sources_are_marked(seeds):
    anonymous = {v.document for v in seeds.voices if v.kind == "anonymous"}
    assert len(anonymous) == 5


def test_junk_is_in_no_finding(seeds):
    for c in citations(seeds):
        quote = seeds.quote(c)
        for junk in ("Leave a comment", "Trending", "date 2025"):
            assert junk not in quote
