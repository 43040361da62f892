"""Descriptions without a name: relations, offices, kinds of body; and people who share a surname."""

import pytest
from plain import accounts, together

from tellings.link.entities import link_entities
from tellings.link.entities.names import body_key, role_class


def test_a_relation_is_one_person_wherever_its_owner_is_one():
    found = link_entities(
        accounts(
            "Ada Holm was sentenced on Monday. Her father, Bo Lind, was in court. Holm wept.",
            "Ada Holm will appeal. Holm's father was in court.",
        )
    )
    assert together(found, "Bo Lind", "Holm's father")
    assert not together(found, "Ada Holm", "Holm's father")


def test_a_son_without_a_name_need_not_be_the_one_whom_another_account_names():
    found = link_entities(
        accounts(
            "Ada Holm spoke on Monday. Her son, Bo Holm, was in court.",
            "Ada Holm will appeal. Holm's son was charged.",
            "Ada Holm wept. Holm's son pleaded guilty.",
        )
    )
    assert not together(found, "Bo Holm", "Holm's son")
    assert [len(e.mentions) for e in found if "Holm's son" in e.names] == [2]


def test_relations_to_two_people_are_two_people():
    found = link_entities(
        accounts("Ada Holm met Bo Lind. Holm's father stayed away.", "Bo Lind left early. Lind's father was ill.")
    )
    assert not together(found, "Holm's father", "Lind's father")


def test_father_and_son_of_one_name_stay_two():
    found = link_entities(
        accounts(
            "Rep. Jesse Lind Jr. was sentenced on Monday. His father, the Rev. Jesse Lind, was in court.",
            "Jesse Lind Jr. pleaded guilty. Lind's father was there.",
        )
    )
    assert not together(found, "Jesse Lind Jr.", "Jesse Lind")
    assert together(found, "Jesse Lind", "Lind's father")


def test_a_son_of_whom_no_account_names_the_father_is_the_man_without_his_suffix():
    found = link_entities(accounts("Jesse Lind Jr. spoke on Monday.", "Jesse Lind spoke in Oslo."))
    assert together(found, "Jesse Lind Jr.", "Jesse Lind")


def test_an_office_finds_its_only_holder_in_the_account():
    found = link_entities(
        accounts("Sen. Ada Holm voted no. Sen. Bo Lind voted yes.", "Ada Holm was firm. The senator spoke for hours.")
    )
    assert together(found, "Ada Holm", "The senator")
    both = link_entities(
        accounts(
            "Sen. Ada Holm voted no. Sen. Bo Lind voted yes.",
            "Ada Holm and Bo Lind met in Oslo, and the senator spoke for hours.",
        )
    )
    assert not together(both, "Ada Holm", "the senator")
    assert not together(both, "Bo Lind", "the senator")


def test_the_company_is_the_company_and_never_a_ministry():
    text = "Veltran Corp. cut jobs after the Finance Ministry raised taxes. The company said it would hire again."
    found = link_entities(accounts(text))
    assert together(found, "Veltran Corp.", "The company")
    assert not together(found, "Finance Ministry", "The company")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Department of Justice", "Justice Department"),
        ("Marsh & Holm", "Marsh and Holm"),
        ("Veltran (VLT", "Veltran"),
        ("US Department of Labor", "United States Labor Department"),
        ("Tarn Space Centre", "Tarn Space Center"),
    ],
)
def test_bodies_written_two_ways_have_one_key(one, other):
    assert body_key(one) == body_key(other)


def test_words_for_one_role_share_a_class_and_others_do_not():
    assert role_class("attorney") == role_class("lawyer")
    assert role_class("dictator") == role_class("leader")
    assert role_class("president") != role_class("senator")


def test_slanted_and_plain_labels_of_one_office_are_one_person():
    found = link_entities(
        accounts("Veldorian leader Ada Holm spoke in Oslo.", "Ada Holm spoke. North Korean leader Bo Lind listened."),
    )
    assert not together(found, "Ada Holm", "Bo Lind")
    slanted = link_entities(
        accounts("North Korean leader Bo Lind spoke in Oslo.", "The North Korean dictator spoke in Oslo on Monday.")
    )
    assert together(slanted, "Bo Lind", "The North Korean dictator")


def test_a_bare_word_that_begins_a_body_s_name_is_the_body():
    found = link_entities(accounts("Burrano Holdings paid him.", "Lind had investigated Burrano. Burrano denied it."))
    assert together(found, "Burrano Holdings", "Burrano")


def test_a_shorter_description_is_the_longer_one_where_only_one_fits():
    found = link_entities(
        accounts("The Norland military court met on Monday.", "The military court will meet again, lawyers said.")
    )
    assert together(found, "The Norland military court", "The military court")


def test_names_written_together_or_apart_are_one():
    found = link_entities(accounts("The airline SkyLarn lost money.", "Shares in Sky Larn fell. Sky Larn cut jobs."))
    assert together(found, "SkyLarn", "Sky Larn")
