"""Names for the same actor or act, distinctive words, tone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_hand import NOTHING, account, links

from tellings.compare.wording import compare_wording
from tellings.records import Happening, Links, Sentiment

A = account(
    "a",
    "Terzhin’s regime began the war. The war goes on, and Terzhin’s regime is weak. Veldoria’s aggression is old.",
    mentions=[("Terzhin", "e1", "PER"), ("Veldoria", "e2", "LOC")],
    tone=[("Terzhin", "e1", "negative")],
)
B = account(
    "b",
    "President Terzhyn spoke. Terzhyn’s government wants the conflict to end. The conflict has cost much.",
    mentions=[("Terzhyn", "e5", "PER"), ("President Terzhyn", "e5", "PER")],
    tone=[("Terzhyn", "e5", "neutral")],
)
# The possessor before "government" is a mention of its own.
B2 = account(
    "b",
    "Terzhyn’s government wants the conflict to end. The conflict has cost much.",
    mentions=[("Terzhyn", "e5", "PER")],
    tone=[("Terzhyn", "e5", "neutral")],
)
BOTH = links(("p1", "Mykola Terzhyn", [(A, "e1"), (B2, "e5")]), ("p2", "Veldoria", [(A, "e2")]))


def _labels(wording, entity):
    return {(label.document, label.label): len(label.members) for label in wording.labels if label.entity == entity}


def test_names_of_one_person_stand_side_by_side_as_written():
    wording = compare_wording([A, B], links(("p1", "Mykola Terzhyn", [(A, "e1"), (B, "e5")])))
    assert _labels(wording, "p1") == {("a", "Terzhin"): 1, ("b", "Terzhyn"): 1, ("b", "President Terzhyn"): 1}


def test_an_entity_that_only_one_account_names_is_not_compared():
    assert _labels(compare_wording([A, B2], BOTH), "p2") == {}


def test_a_full_name_and_a_surname_are_no_difference():
    one = account("a", "Mira Holt left. Holt ran.", mentions=[("Mira Holt", "e1", "PER")])
    two = account("b", "Ms Holt left at noon.", mentions=[("Ms Holt", "e1", "PER")])
    assert compare_wording([one, two], links(("p1", "Mira Holt", [(one, "e1"), (two, "e1")]))).labels == ()


@pytest.mark.parametrize(
    ("kind", "one", "two"),
    [
        ("ORG", "Norlund Rail Ltd", "Norlund Rail"),
        ("ORG", "Norlund Rail", "Norlund"),
        ("ORG", "Council of Ports", "council of ports"),
        ("ORG", "N.R.", "NR"),
        ("PER", "Kim Ulvang Jr.", "Ulvang"),
    ],
)
def test_names_that_differ_in_form_only_come_after_those_that_differ_in_sense(kind, one, two):
    a = account("a", f"{one} lost. Veld won.", mentions=[(one, "e1", kind), ("Veld", "e2", "LOC")])
    b = account("b", f"{two} lost. Oru won.", mentions=[(two, "e1", kind), ("Oru", "e2", "LOC")])
    both = links(("p1", one, [(a, "e1"), (b, "e1")]), ("p2", "Veld", [(a, "e2"), (b, "e2")]))
    both = replace(both, entities=(replace(both.entities[0], type=kind), both.entities[1]))
    assert {label.entity for label in compare_wording([a, b], both).labels} == {"p2"}


def test_descriptions_that_lead_up_to_a_name_are_cut():
    one = account("a", "Holt, then a judge, left.", mentions=[("then a judge", "e1", "PER"), ("Holt", "e1", "PER")])
    two = account("b", "The envoy left.", mentions=[("The envoy", "e1", "PER")])
    wording = compare_wording([one, two], links(("p1", "Holt", [(one, "e1"), (two, "e1")])))
    assert {label.label for label in wording.labels} == {"judge", "Holt", "envoy"}


def test_nationalities_are_neither_labelled_nor_coloured():
    told = [
        account(d, f"The {n} plan failed.", mentions=[(n, "e1", "ORG")], tone=[(n, "e1", "negative")])
        for d, n in (("a", "Russian"), ("b", "European"))
    ]
    wording = compare_wording(told, links(("p1", "Russian", [(a, "e1") for a in told])))
    assert (wording.labels, wording.tone) == ((), ())


def test_a_title_in_capitals_does_not_make_another_word():
    told = [account("a", "Hope Fades In The Long Conflict. It is late."), account("b", "The war has cost much.")]
    assert {label.label for label in compare_wording(told, NOTHING).labels} <= {"Long conflict", "conflict", "war"}


def test_regime_and_government_of_one_owner_stand_side_by_side():
    found = _labels(compare_wording([A, B2], BOTH), "Mykola Terzhyn: regime") or _labels(
        compare_wording([A, B2], BOTH), "Mykola Terzhyn: government"
    )
    assert {label for _, label in found} == {"Terzhin’s regime", "Terzhyn’s government"}


def test_regime_and_government_of_different_owners_are_not_compared():
    apart = links(("p1", "Nikolai Terzhin", [(A, "e1")]), ("p2", "Mykola Terzhyn", [(B2, "e5")]))
    assert not [label for label in compare_wording([A, B2], apart).labels if "regime" in label.label]


def test_words_for_one_act_stand_side_by_side():
    labels = {
        (label.document, label.label) for label in compare_wording([A, B2], BOTH).labels if label.entity[:4] == "the "
    }
    assert {("a", "war"), ("b", "conflict")} <= labels


@pytest.mark.parametrize("other", ["Future wars may be worse.", "A war is bad.", "Wars are bad."])
def test_acts_that_are_no_certain_ones_are_not_compared(other):
    one = account("a", "The conflict has cost much.")
    assert compare_wording([one, account("b", other)], NOTHING).labels == ()


def test_acts_of_different_happenings_are_kept_apart():
    one = account("a", "The attack killed two men. The attack came at noon.")
    two = account("b", "The assault killed two men. The assault came at noon.")
    together = compare_wording([one, two], NOTHING).labels
    happenings = tuple(Happening(f"h{d}", d, None, None, (d,), (), "") for d in ("a", "b"))
    assert {label.label for label in together} == {"attack", "assault"}
    assert compare_wording([one, two], Links(happenings, (), (), ())).labels == ()


def test_every_label_cites_the_very_words():
    by_id = {"a": A, "b": B2}
    for label in compare_wording([A, B2], BOTH).labels:
        for member in label.members:
            assert label.label.split()[-1] in by_id[label.document].quote(member)


# ------------------------------------------------------------------ distinctive words and tone

_PLAIN = " The ferry left the island late, crossed the cold strait and met the wall. Divers searched; boats came."
_RAID = "The brutal raid shocked the town. A brutal crowd came. Brutal men struck. A brutal night. A brutal end."
BRUTAL = account("a", f"{_RAID} It was a brutal, brutal day.{_PLAIN}")
CALM = account(
    "b", "The raid shocked the town. A crowd came. Armed men struck. A long and cold winter night." + _PLAIN * 3
)


def test_a_word_that_one_account_repeats_sets_it_apart():
    (found,) = compare_wording([BRUTAL, CALM], NOTHING).distinctive
    assert (found.document, found.word, len(found.members)) == ("a", "brutal", 6)
    assert found.z >= 1.96
    assert found.why.startswith("7 of its ")
    assert f"z = {found.z:.1f}" in found.why


def test_names_and_the_words_of_others_are_not_its_own_words():
    quoted = account("a", f"“{_RAID} It was a brutal, brutal day,” he said.{_PLAIN}")
    assert "brutal" not in {d.word for d in compare_wording([quoted, CALM], NOTHING).distinctive}
    named = account("a", BRUTAL.document.text, mentions=[(BRUTAL.document.text, "e1", "ORG")])
    assert compare_wording([named, CALM], NOTHING).distinctive == ()


def test_a_capital_makes_a_word_of_somebodys_name_a_name():
    grey = account("a", BRUTAL.document.text.replace("brutal", "Grey"))
    other = account("b", CALM.document.text + " Grey rowed.", mentions=[("Grey", "e1", "PER")])
    assert "grey" not in {d.word for d in compare_wording([grey, other], NOTHING).distinctive}


@pytest.mark.parametrize(("word", "times", "apart"), [("brutal", 6, True), ("brutal", 2, False), ("major", 6, False)])
def test_a_distinctive_word_is_used_more_than_twice_and_is_not_everybodys(word, times, apart):
    one = account("a", f"The {word} raid came. " * times + _PLAIN)
    assert (word in {d.word for d in compare_wording([one, CALM], NOTHING).distinctive}) == apart


def test_one_account_has_nothing_to_stand_out_from():
    assert compare_wording([BRUTAL], NOTHING).distinctive == ()


def _coloured(name, *colours, score=0.9):
    """An account whose sentences colour Holt one after another."""
    text = " ".join(f"Holt left {n}." for n in ("early", "late", "alone")[: len(colours)])
    told = account(name, text, mentions=[("Holt", "e1", "PER")])
    starts = [s.start for s in told.annotations.sentences]
    tone = tuple(Sentiment(at, at + 4, "e1", c, score) for at, c in zip(starts, colours, strict=True))
    return replace(told, annotations=replace(told.annotations, sentiment=tone))


def _tones(*accounts, kind="PER"):
    linked = links(("p1", "Mira Holt", [(a, "e1") for a in accounts]))
    linked = replace(linked, entities=tuple(replace(e, type=kind) for e in linked.entities))
    return compare_wording(accounts, linked).tone


def test_tone_counts_by_account_and_cites_the_mentions():
    one, two = _tones(_coloured("a", "negative", "negative", "neutral"), _coloured("b", "positive"))
    assert (one.document, one.positive, one.neutral, one.negative) == ("a", 0, 1, 2)
    assert (two.document, two.positive, two.neutral, two.negative) == ("b", 1, 0, 0)
    assert [m.start for m in one.members] == [0, 17, 33]
    assert one.why == "2 of 3 mentions stand in a sentence that colours them, on average 90% sure"


def test_a_colour_that_is_not_sure_counts_as_neutral():
    one, _ = _tones(_coloured("a", "negative", "negative"), _coloured("b", "positive"))
    unsure = _tones(_coloured("a", "negative", "negative", score=0.6), _coloured("b", "positive"))
    assert one.negative == 2
    assert [(t.neutral, t.negative) for t in unsure] == [(2, 0), (0, 0)]


def test_tone_is_told_of_main_actors_only():
    often = _coloured("a", "negative", "negative")
    assert _tones(often) == ()
    assert _tones(_coloured("a", "negative"), _coloured("b", "positive")) == ()
    assert _tones(often, _coloured("b", "neutral"), kind="MISC") == ()
    assert _tones(_coloured("a", "neutral", "neutral"), _coloured("b", "neutral")) == ()


def test_the_order_of_accounts_does_not_matter():
    assert compare_wording([A, B2], BOTH) == compare_wording([B2, A], BOTH)


def test_empty_accounts_word_nothing():
    wording = compare_wording([account("a", ""), account("b", "Rain.")], NOTHING)
    assert (wording.labels, wording.distinctive, wording.tone) == ((), (), ())
