"""Entities across accounts: what is joined, what never is, and how names are compared."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain import accounts, together

from tellings.link.entities import link_entities
from tellings.link.entities.names import body_key, initials, same_given, same_person, same_surname, words_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("petrenkiy", "petrenky", True),
        ("petrenky", "petrenkyy", True),
        ("faiz", "fayez", True),
        ("orlov", "orlova", False),
        ("tolskoy", "tolskaya", False),
        ("marsh", "march", False),
        ("lee", "les", False),
        ("hansen", "jansen", False),
    ],
)
def test_surnames(one, other, same):
    assert same_surname(one, other) is same
    assert same_surname(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("vladimir", "volodymyr", True),
        ("mike", "michael", True),
        ("j", "john", True),
        ("mohammad", "muhammad", True),
        ("bassem", "ahed", False),
        ("maria", "mario", False),
    ],
)
def test_given_names(one, other, same):
    assert same_given(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Lim Dae Ho", "Lim Dae-ho", True),
        ("Robert S. Mill III", "Robert Mill", True),
        ("Senator Dick Varney", "Richard J. Varney", True),
        ("Anna Berg", "Paul Berg", False),
        ("Sara van der Berg", "Sara Berg", True),
    ],
)
def test_people(one, other, same):
    assert same_person(words_of(one), words_of(other)) is same


def test_legal_forms_and_articles_do_not_tell_bodies_apart():
    assert body_key("The Harbour Lines Ltd.") == body_key("Harbour Lines") == ("harbor", "lines")
    assert initials(("federal", "office", "of", "fisheries")) == "fof"


names = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@given(names, names)
def test_comparison_of_surnames_has_no_order_and_knows_itself(one, other):
    assert same_surname(one, other) == same_surname(other, one)
    assert same_surname(one, one)


def test_transliterations_titles_and_surnames_are_one_person():
    found = link_entities(
        accounts(
            "President Vladimir Petrenkiy met ministers in Oslo on Monday. Petrenkiy left early.",
            "Volodymyr Petrenky met ministers in Oslo. The visit was short.",
            "Mr. Petrenky was late, officials said.",
        )
    )
    assert together(found, "Vladimir Petrenkiy", "Volodymyr Petrenky")
    assert together(found, "President Vladimir Petrenkiy", "Petrenky")


def test_relatives_are_never_one_person():
    found = link_entities(
        accounts(
            "Foreign Minister Sergey Orlov spoke in Oslo. His daughter Irina Orlova listened.",
            "Sergey Orlov spoke. Bill Hammond and Susan Hammond were in the hall.",
        )
    )
    assert not together(found, "Sergey Orlov", "Irina Orlova")
    assert not together(found, "Bill Hammond", "Susan Hammond")


def test_a_role_finds_its_person_in_another_account():
    found = link_entities(
        accounts(
            "Norwegian Prime Minister Kari Solberg opened the bridge on Friday.",
            "The bridge was opened on Friday. The Norwegian prime minister cut the ribbon.",
        )
    )
    assert together(found, "Kari Solberg", "The Norwegian prime minister")


def test_a_capital_that_acts_is_its_country_and_a_capital_where_things_happen_is_a_city():
    acting = link_entities(
        accounts("China rejected the report. Beijing denied it again.", "Beijing said China was surprised.")
    )
    assert together(acting, "China", "Beijing")
    staying = link_entities(accounts("The talks took place in Paris. France was host.", "Ministers met in Paris."))
    assert not together(staying, "France", "Paris")


def test_every_chain_is_in_exactly_one_entity_and_every_name_is_as_written():
    texts = ("Anna Berg met Paul Holm in Oslo. Berg smiled.", "The minister Anna Berg spoke to Reuters in Oslo.")
    given_accounts = accounts(*texts)
    found = link_entities(given_accounts)
    chains = [c for e in found for c in e.chains]
    wanted = {(a.id, e.id) for a in given_accounts for e in a.annotations.entities}
    assert len(chains) == len(set(chains))
    assert set(chains) == wanted
    assert all(any(name in " ".join(t.split()) for t in texts) for e in found for name in e.names)
    assert [e.id for e in found] == [f"e{n}" for n in range(1, len(found) + 1)]


def test_wars_are_one_act_under_all_their_names():
    found = link_entities(
        accounts(
            "The war has cost many lives. Ministers want the war to end.", "Norland’s invasion of Estmark must stop."
        )
    )
    assert any(e.type == "MISC" and "The war" in e.names and len(e.mentions) >= 2 for e in found)


def test_the_result_does_not_depend_on_the_order_of_accounts():
    given_accounts = accounts("Anna Berg met Paul Holm.", "Berg left Oslo.", "Paul Holm and the minister met in Oslo.")
    assert len({link_entities(order) for order in itertools.permutations(given_accounts)}) == 1


def test_no_accounts_and_empty_accounts_give_no_entities():
    assert link_entities([]) == ()
    assert link_entities(accounts("")) == ()


def test_the_wars_of_two_unrelated_stories_are_two():
    estmark = (
        "Soldiers shelled a village in Estmark on Monday. Two children died. The mayor wept. Houses burnt all night. "
        "The war has cost many lives. Ministers want the war to end."
    )
    cakes = (
        "Bakers in Norland sell smaller cakes. A bun has lost a gram of sugar. Jam is dear. Cream is cheap again. "
        "The war on sweetness began in spring. Confectioners say the war is lost."
    )
    found = [e for e in link_entities(accounts(estmark, cakes)) if e.type == "MISC" and "the war" in e.names]
    assert [{m.document for m in e.mentions} for e in found] == [{"a1"}, {"a2"}]


def test_words_for_peoples_come_last():
    found = link_entities(
        accounts("Russian ships left. Russian tanks stayed. Russian sailors sang. Anna Lind went home.")
    )
    assert found[-1].name == "Russian"


def test_a_capital_where_those_sit_who_speak_for_it_is_its_country():
    found = link_entities(accounts("Government sources in Seoul denied it. South Korea seized the ship."))
    assert together(found, "Seoul", "South Korea")
