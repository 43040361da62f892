"""Things without a name: which nouns qualify, what they are joined with, and that nothing else is."""

from plain import accounts

from tellings.link.entities import link_entities

BARGE = (
    "A barge full of fireworks caught fire off Kalvik on Sunday. The barge drifted for an hour. "
    "Divers found the barge on Monday."
)
AGAIN = "The barge burned all night off Kalvik. The barge had been inspected. It was a small barge."


def called(entities, name):
    return [e for e in entities if name in e.names]


def test_the_thing_of_a_story_is_one_under_all_its_descriptions():
    (barge,) = called(link_entities(accounts(BARGE, AGAIN)), "the barge")
    assert {"The barge", "a small barge", "A barge full of fireworks"} <= set(barge.names)
    assert barge.type == "MISC"
    assert {m.document for m in barge.mentions} == {"a1", "a2"}
    assert barge.chains == ()


def test_a_noun_that_only_one_account_uses_or_that_says_nothing_is_no_thing():
    assert called(link_entities(accounts(BARGE, "Kalvik slept. Nobody was hurt off Kalvik.")), "the barge") == []
    day = "The day was long in Kalvik. The day was hot. The day ended."
    assert called(link_entities(accounts(day, day.replace("long", "short"))), "The day") == []


def test_things_of_unrelated_stories_stay_apart():
    cakes = (
        "Bakers in Norland sell smaller cakes. A bun has lost a gram of sugar. Jam is dear. Cream is cheap again. "
        "Confectioners say that the barge, a long bun, sells best. Children love the barge."
    )
    found = called(link_entities(accounts(BARGE, AGAIN, cakes)), "the barge")
    assert [{m.document for m in e.mentions} for e in found] == [{"a1", "a2"}]


def test_a_noun_in_which_one_name_ends_means_what_is_named():
    zoo = "Marlow Zoo closed on Monday. The zoo said the zoo would open soon. The zoo is old."
    more = "The zoo in Marlow was shut. Visitors to the zoo were sent home. The zoo gave no reason."
    found = link_entities(accounts(zoo, more))
    (home,) = called(found, "Marlow Zoo")
    assert "the zoo" in home.names


def test_the_police_of_a_story_are_one_body_with_or_without_article():
    found = link_entities(accounts("Police searched the harbour of Kalvik.", "The police found nothing in Kalvik."))
    (police,) = called(found, "The police")
    assert {"Police", "The police"} <= set(police.names)
    assert police.type == "ORG"


def test_whom_an_event_has_one_of_is_brought_in_once():
    found = link_entities(
        accounts(
            "A gunman shot at a crowd in Kalvik. The gunman fled.",
            "The gunman was seen in Kalvik. A lone gunman had fired, witnesses said.",
        )
    )
    (gunman,) = called(found, "The gunman")
    assert {"A gunman", "A lone gunman"} <= set(gunman.names)
