"""What each actor demands, offers, rejects, threatens, denies or supports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_hand import NOTHING, account, links, said, sentence

from tellings.compare.positions import find_positions
from tellings.records import Links


def _found(text: str, *names: str, **more):
    of = account("a", text, mentions=[(n, f"e{i}", "ORG") for i, n in enumerate(names)], **more)
    entities = links(*((f"p{i}", n, [(of, f"e{i}")]) for i, n in enumerate(names)))
    return [(p.actor, p.stance, p.what) for p in find_positions([of], entities)]


@pytest.mark.parametrize(
    ("text", "stance", "what"),
    [
        ("Veldoria demands the withdrawal of all troops.", "demands", "the withdrawal of all troops"),
        ("Veldoria called for an early vote.", "demands", "an early vote"),
        ("Veldoria urged the neighbours to open the bridge.", "demands", "the neighbours to open the bridge"),
        ("Veldoria insisted that the troops leave the valley.", "demands", "the troops leave the valley"),
        ("Veldoria has offered to send observers.", "offers", "send observers"),
        ("Veldoria pledged two million crowns in aid.", "offers", "two million crowns in aid"),
        ("Veldoria is ready to sign the draft.", "offers", "sign the draft"),
        ("Veldoria rejected the plan.", "rejects", "the plan"),
        ("The plan was rejected by Veldoria.", "rejects", "The plan"),
        ("Veldoria refused to sign the draft.", "rejects", "sign the draft"),
        ("Veldoria ruled out a ceasefire.", "rejects", "a ceasefire"),
        ("Veldoria will never accept foreign soldiers.", "rejects", "foreign soldiers"),
        ("Veldoria does not support the plan.", "rejects", "the plan"),
        ("The envoy spoke of Veldoria’s opposition to the plan.", "rejects", "the plan"),
        ("Veldoria voiced its support for the plan.", "supports", "the plan"),
        ("Veldoria threatened to close the bridge.", "threatens", "close the bridge"),
        ("Veldoria vowed to retaliate against the council.", "threatens", "retaliate against the council"),
        ("Veldoria vowed to rebuild the village.", "offers", "rebuild the village"),
        ("Veldoria denied that it had shelled the village.", "denies", "it had shelled the village"),
        ("Veldoria rejected the allegations of the council.", "denies", "the allegations of the council"),
        ("Veldoria welcomed the inquiry.", "supports", "the inquiry"),
        ("Veldoria pledged support for the treaty.", "supports", "support for the treaty"),
        ("Veldoria rejects a deal that leaves out the islands.", "rejects", "a deal that leaves out the islands"),
        ("Veldoria rejects the plan, which leaves out the islands.", "rejects", "the plan"),
        ("The envoy spoke of Veldoria’s opposition to what it calls foreign meddling.", "rejects", "foreign meddling"),
    ],
)
def test_a_stance_is_read_off_the_syntax(text, stance, what):
    assert _found(text, "Veldoria") == [("Veldoria", stance, what)]


@pytest.mark.parametrize(
    "text",
    [
        "Veldoria might reject the plan.",
        "Nobody knows whether Veldoria supports the plan.",
        "Veldoria is expected to reject the plan.",
        "Veldoria did not reject the plan.",
        "Does Veldoria support the plan?",
        "Veldoria declined to comment.",
        "Veldoria denied the reporter access to the camp.",
        "Veldoria insisted that it was innocent.",
        "Veldoria denies this.",
        "Veldoria demanded his head.",
        "Veldoria warned that the speech will be a destructive force.",
        "The visa was denied by Veldoria.",
        "Veldoria is ready to attack the valley.",
        "Veldoria called out the council for lying about the bridge.",
        "Veldoria agreed that the bridge was old.",
        "Veldoria condemned the attack on the market.",
        "Veldoria offered its condolences to the families.",
        "Veldoria vowed to continue the search.",
        "Veldoria declined immediate comment.",
        "Veldoria would support the plan if the council paid.",
        "The court denied reports that Veldoria had threatened to close the bridge.",
    ],
)
def test_what_is_possible_expected_or_something_else_is_no_position(text):
    assert [p for p in _found(text, "Veldoria") if p[0] == "Veldoria"] == []


def test_the_weather_takes_no_position():
    assert _found("The rain threatened the harvest. The report supports the claim.") == []


def test_a_time_is_nothing_to_insist_on():
    text = "Veldoria insisted on Wednesday that the company was innocent."
    assert _found(text, "Veldoria", times=[("Wednesday", "2025-03-19")]) == []


def test_a_person_who_is_dismissed_is_not_a_proposal():
    of = account(
        "a", "Veldoria dismissed Anna Kresh.", mentions=[("Veldoria", "e0", "LOC"), ("Anna Kresh", "e1", "PER")]
    )
    assert find_positions([of], links(("p0", "Veldoria", [(of, "e0")]))) == ()


def test_must_is_a_demand_of_whoever_speaks():
    text = "Veldoria said that the troops must leave the valley."
    assert _found(text, "Veldoria") == [("Veldoria", "demands", "the troops must leave the valley")]


def test_we_is_whoever_is_quoted():
    text = "“We will never accept foreign soldiers,” Anna Kresh said."
    speech = [said("Anna Kresh", "“We will never accept foreign soldiers,”", "e0", quotation="direct")]
    assert _found(text, "Anna Kresh", speech=speech) == [("Anna Kresh", "rejects", "foreign soldiers")]


def test_an_institution_without_a_name_acts_too_but_a_thing_does_not():
    assert _found("The angry opposition demanded a vote. The situation demanded patience.") == [
        ("opposition", "demands", "a vote")
    ]


def test_the_holder_is_who_says_so_and_the_outlet_otherwise():
    text = "Veldoria rejects the plan. Officials said that Veldoria supports the treaty."
    speech = [said("Officials", "that Veldoria supports the treaty", None, "anonymous")]
    of = account("a", text, mentions=[("Veldoria", "e0", "LOC")], speech=speech)
    again = links(("p0", "Veldoria", [(of, "e0")]))
    holders = {p.what: p.holder for p in find_positions([of], again)}
    assert holders == {"the plan": "own voice", "the treaty": "unnamed officials"} or holders == {
        "the plan": "own voice"
    }


def test_the_date_is_that_of_the_stance_and_not_of_its_object():
    of = account(
        "a",
        "On Monday Veldoria rejected the plan. Veldoria demands an end to the truce of May 3.",
        mentions=[("Veldoria", "e0", "LOC")],
        times=[("Monday", "2025-05-12"), ("May 3", "2025-05-03")],
    )
    dates = {p.stance: p.date for p in find_positions([of], links(("p0", "Veldoria", [(of, "e0")])))}
    assert dates["rejects"] == "2025-05-12"
    assert dates.get("demands") is None


def test_accounts_that_tell_one_position_share_it():
    a = account("a", "Veldoria rejects foreign troops in the valley.", mentions=[("Veldoria", "e1", "LOC")])
    b = account("b", "Karst again rejected any foreign troops.", mentions=[("Karst", "e2", "LOC")])
    c = account("c", "Karst rejects the tax on fish.", mentions=[("Karst", "e3", "LOC")])
    entities = links(("p1", "Veldoria", [(a, "e1"), (b, "e2"), (c, "e3")]))
    positions = find_positions([a, b, c], entities)
    assert [p.members for p in positions] == [
        (sentence(a, "rejects"), sentence(b, "rejected")),
        (sentence(c, "rejects"),),
    ]
    assert find_positions([c, b, a], entities) == positions


@pytest.mark.parametrize("nobody", ["analysts", "Analysts", "spokeswoman", "critics"])
def test_people_who_stand_for_nobody_take_no_position(nobody):
    of = account("a", f"The {nobody} rejected the plan.", mentions=[(nobody, "e0", "PER")])
    described = replace(links(("p0", nobody, [(of, "e0")])).entities[0], mentions=())
    assert find_positions([of], Links((), (described,), (), ())) == ()


def test_no_text_no_positions():
    assert find_positions([account("a", ""), account("b", "Rain.")], NOTHING) == ()


def test_the_words_that_say_so_are_named():
    of = account("a", "Veldoria will never accept foreign soldiers.", mentions=[("Veldoria", "e0", "LOC")])
    (found,) = find_positions([of], links(("p0", "Veldoria", [(of, "e0")])))
    assert found.why == "read off “will never accept”"


def test_a_group_is_named_by_what_it_is_of():
    assert _found("A group of retailers demanded a vote.") == [("group of retailers", "demands", "a vote")]


def test_a_claim_that_says_nothing_yields_to_one_that_does():
    text = "Veldoria denied the claims and disputed that it had shelled the village."
    assert [what for _, _, what in _found(text, "Veldoria")] == ["it had shelled the village"]
    assert [what for _, _, what in _found("Veldoria denied the claims.", "Veldoria")] == ["the claims"]
