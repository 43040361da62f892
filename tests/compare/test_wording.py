"""Names for the same actor or act, distinctive words, tone."""

from __future__ import annotations

import pytest
from by_hand import NOTHING, account, links

from tellings.compare.wording import compare_wording
from tellings.records import Happening, Links

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


def test_names_and_the_words_of_others_are_not_its_own_words():
    quoted = account("a", f"“{_RAID} It was a brutal, brutal day,” he said.{_PLAIN}")
    assert "brutal" not in {d.word for d in compare_wording([quoted, CALM], NOTHING).distinctive}
    named = account("a", BRUTAL.document.text, mentions=[(BRUTAL.document.text, "e1", "ORG")])
    assert compare_wording([named, CALM], NOTHING).distinctive == ()


def test_one_account_has_nothing_to_stand_out_from():
    assert compare_wording([BRUTAL], NOTHING).distinctive == ()


def test_tone_counts_by_account_and_cites_the_mentions():
    tones = {(t.document, t.positive, t.neutral, t.negative) for t in compare_wording([A, B2], BOTH).tone}
    assert tones == {("a", 0, 0, 1), ("b", 0, 1, 0)}


def test_the_order_of_accounts_does_not_matter():
    assert compare_wording([A, B2], BOTH) == compare_wording([B2, A], BOTH)


def test_empty_accounts_word_nothing():
    wording = compare_wording([account("a", ""), account("b", "Rain.")], NOTHING)
    assert (wording.labels, wording.distinctive, wording.tone) == ((), (), ())
