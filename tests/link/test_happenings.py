"""Happenings: which accounts tell of one event, and when it was, as far as they say."""

import itertools

import pytest

from tellings.annotate import annotate
from tellings.link.happenings import find_happenings
from tellings.link.happenings.dates import apart_in_time, as_day, days_apart, occasion_of, spelled
from tellings.records import Dateline, Derived, Document, Piece, Span, View

FERRY = (
    "A ferry ran aground off the island of Tarn on Tuesday night and all 84 people on board were rescued. "
    "Lifeboats brought the passengers of the ferry to the harbour of Tarn before dawn."
)
FERRY_TOO = (
    "All 84 passengers were rescued on Tuesday night when a ferry ran aground near the island of Tarn. "
    "The coastguard said lifeboats took them to the harbour."
)
BANK = (
    "The central bank of Estmark cut its main interest rate to 3 percent on Wednesday. "
    "Inflation has fallen faster than the bank expected, its governor said."
)


def document(key, text, published=None, dateline=None):
    whole = Span(0, len(text))
    return Document(
        key,
        text,
        View(text, (Piece(whole, whole, True),)),
        language=Derived("en", "field", 1.0),
        published=Derived(published, "field", 1.0) if published else None,
        dateline=Derived(Dateline("Oslo", dateline, Span(0, 4)), "dateline", 0.9) if dateline else None,
    )


def accounts(*documents):
    return list(annotate(documents))


def account(*arguments, **options):
    return accounts(document(*arguments, **options))[0]


def test_one_event_told_twice_is_one_happening_on_the_day_it_happened():
    (found,) = find_happenings(accounts(document("a", FERRY, "2024-03-06"), document("b", FERRY_TOO, "2024-03-06")), ())
    assert found.documents == ("a", "b")
    assert found.date is not None
    assert found.date.value == "2024-03-05"
    assert "Tuesday" in found.date.method
    assert {m.document for m in found.members} == {"a", "b"}


def test_two_stories_are_two_happenings():
    found = find_happenings(
        accounts(
            document("a", FERRY, "2024-03-06"),
            document("b", BANK, "2024-03-06"),
            document("c", FERRY_TOO, "2024-03-06"),
        ),
        (),
    )
    assert [h.documents for h in found] == [("a", "c"), ("b",)]


def test_a_year_is_taken_over_from_the_account_that_knows_it():
    (found,) = find_happenings(
        accounts(
            document("a", FERRY.replace("on Tuesday night", "on March 5"), dateline="XXXX-03-05"),
            document("b", FERRY_TOO.replace("on Tuesday night", "on March 5, 2024,"), "2024-03-06"),
        ),
        (),
    )
    assert found.date is not None
    assert found.date.value == "2024-03-05"


def test_a_weekday_that_tense_put_a_week_off_is_the_day_that_the_others_name():
    text = (
        "A steering failure appears to have caused Tuesday’s accident off the island of Tarn, in which a ferry ran "
        "aground. All 84 passengers of the ferry were rescued by lifeboats and taken to the harbour."
    )
    (found,) = find_happenings(
        accounts(
            document("a", FERRY, "2024-03-06"),
            document("b", FERRY_TOO, "2024-03-06"),
            document("c", text, "2024-03-06"),
        ),
        (),
    )
    assert found.documents == ("a", "b", "c")
    assert found.date is not None
    assert found.date.value == "2024-03-05"


def test_the_day_of_a_picture_is_no_happening_of_its_own():
    caption = "FILE - In this Monday, March 4, 2024 file photo, the ferry leaves the harbour of Tarn. "
    found = find_happenings(
        accounts(document("a", caption + FERRY, "2024-03-06"), document("b", FERRY_TOO, "2024-03-06")), ()
    )
    assert len(found) == 1


def test_what_an_account_opens_with_on_another_day_is_a_happening_of_its_own():
    later = "The owner of the ferry resigned on Wednesday. " + FERRY
    found = find_happenings(accounts(document("a", later, "2024-03-07"), document("b", FERRY_TOO, "2024-03-06")), ())
    assert [h.date.value for h in found if h.date] == ["2024-03-05", "2024-03-06"]
    assert found[1].documents == ("a",)


TOLD_BELOW = (
    " Passengers praised the crew. The weather was calm. The ferry is 20 years old. It belongs to the island. "
    "The crossing takes an hour. "
)


def steps_of(text, published="2024-03-07"):
    """The further happenings of two accounts of one event, one of which goes on with a text."""
    given = [document("a", FERRY + TOLD_BELOW + text, published), document("b", FERRY_TOO, "2024-03-06")]
    _, *found = find_happenings(accounts(*given), ())
    return [(h.date.value, h.what, h.documents) for h in found if h.date]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Wednesday, the owner of the ferry apologised to the passengers.", "2024-03-06"),
        ("The harbour office warned all captains of fog on Monday.", "2024-03-04"),
        ("The minister of transport said Thursday that the rocks would be marked.", "2024-03-07"),
    ],
)
def test_what_an_account_tells_further_down_of_a_day_nearby_is_a_step_of_the_news(text, day):
    ((found, what, documents),) = steps_of(text)
    assert (found, documents) == (day, ("a",))
    assert what == text.rstrip(".")


@pytest.mark.parametrize(
    "text",
    [
        "On Feb. 21, the owner of the ferry replaced its engine.",
        "The owner will meet the passengers on Friday.",
        "The owner declined to comment on Wednesday.",
        "The family could not be reached on Wednesday.",
        "The owner, who had bought the ferry on Monday, wept.",
        "“We sailed back on Wednesday and saw nothing of it,” the captain said.",
        "The death toll rose to three on Wednesday.",
        "The crews of the other ferries threatened to strike from Wednesday.",
        "The harbour is seen on Wednesday in this photo.",
        "She left the hospital on Wednesday.",
        "Tarn Harbour (@tarnharbour) spoke on Wednesday.",
        "It rained on Monday. The owner sold his house two days later.",
    ],
)
def test_what_is_no_step_of_the_news(text):
    assert [s for s in steps_of(text) if "rained" not in s[1]] == []


def test_sentences_of_one_day_are_one_step_where_they_are_alike_and_the_event_stands_first():
    text = "On Wednesday, the owner of the ferry apologised to the passengers."
    given = [
        document("a", FERRY + TOLD_BELOW + text, "2024-03-07"),
        document("b", FERRY_TOO + TOLD_BELOW + "The owner apologised to all passengers on Wednesday.", "2024-03-07"),
        document("c", FERRY_TOO + TOLD_BELOW + "On Wednesday, a court in Oslo jailed the pilot.", "2024-03-07"),
    ]
    main, *steps = find_happenings(accounts(*given), ())
    assert main.documents == ("a", "b", "c")
    assert [s.documents for s in steps] == [("a", "b"), ("c",)]
    assert [s.part_of for s in steps] == [main.id, main.id]
    assert main.part_of is None
    assert all("Wednesday" in s.why and "after the main event" in s.why for s in steps)


def test_a_month_with_a_weekday_says_which_days_are_possible():
    text = "Ministers met in Oslo on Tuesday, nearly four years into the war. It began with an invasion in March 2011."
    (found,) = find_happenings(accounts(document("a", text)), ())
    assert found.date is not None
    assert found.date.value == "2015-02"
    assert "about February 2015" in found.date.method
    assert "3, 10, 17 or 24 February 2015" in found.date.method


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-03-05", "5 March 2024"),
        ("XXXX-09-04", "4 September, year not given"),
        ("2026-01", "January 2026"),
        ("2026", "2026"),
        ("2024-13-05", "2024-13-05"),
        ("soon", "soon"),
    ],
)
def test_dates_in_words(value, words):
    assert spelled(value) == words


def test_the_place_is_the_town_before_its_country():
    text = "Ministers of four states met in Madrid on Tuesday to talk about fishing in Spain. They left Spain at night."
    (found,) = find_happenings(accounts(document("a", text, "2024-03-06")), ())
    assert found.place == "Madrid"


def test_an_undated_account_is_placed_by_the_length_of_a_war():
    text = "Ministers met on Tuesday, nearly four years into the war. The war began with an invasion in March 2011."
    about = occasion_of(account("a", text)).about
    assert about is not None
    assert about.value == "2015-02"
    assert about.confidence <= 0.5
    assert "nearly four years" in about.method


def test_accounts_whose_own_words_put_them_in_different_months_are_kept_apart():
    early = document("a", "Ministers met in Oslo on Monday to talk about fishing rights in the north.", "2014-06-03")
    late = document("b", "As winter approaches, ministers met in Oslo to talk about fishing rights in the north.")
    one, two = (occasion_of(a) for a in accounts(early, late))
    assert "winter" in apart_in_time(one, two)
    found = find_happenings(accounts(early, late), ())
    assert [h.documents for h in found] == [("a",), ("b",)]
    assert "winter" in found[0].why
    assert "3 June 2014" in found[0].why or "2 June 2014" in found[0].why


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2024-03-05", "2024-03-06", 1),
        ("XXXX-03-05", "2024-03-05", 0),
        ("XXXX-12-31", "2024-01-01", 1),
        ("2024-03", "2024-03-05", None),
        ("XXXX-02-29", "2024-02-29", None),
    ],
)
def test_days_apart_never_guesses_a_year(one, other, days):
    assert days_apart(one, other) == days


def test_a_day_that_does_not_exist_is_no_day():
    assert as_day("2024-02-30") is None
    assert as_day("2024-02-29") is not None


def test_the_result_does_not_depend_on_the_order_of_accounts():
    given = accounts(
        document("a", FERRY, "2024-03-06"), document("b", BANK, "2024-03-06"), document("c", FERRY_TOO, "2024-03-06")
    )
    assert len({find_happenings(order, ()) for order in itertools.permutations(given)}) == 1


def test_nothing_and_empty_texts_give_no_happenings():
    assert find_happenings([], ()) == ()
    assert find_happenings(accounts(document("a", "")), ()) == ()
