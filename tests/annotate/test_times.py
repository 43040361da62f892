"""Time expressions on invented sentences, and invariants."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate import time_anchor, times
from tellings.annotate.syntax import SpacySyntax
from tellings.records import Dateline, Derived, Document, Piece, Span, View


def document(text: str, published: str | None = None, filed: str | None = None) -> Document:
    whole = Span(0, len(text))
    return Document(
        "d",
        text,
        View(text, (Piece(whole, whole, True),)),
        published=Derived(published, "field `date`", 1.0) if published else None,
        dateline=Derived(Dateline("OSLO", filed, Span(0, 1)), "dateline", 0.9) if filed else None,
    )


def found(d: Document) -> list[tuple[str, str, str]]:
    (parse,) = SpacySyntax().parse([d.view])
    return [(t.span.of(d.text), t.type, t.value) for t in times.find(d, parse)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on September 4, 2025.", [("September 4, 2025", "DATE", "2025-09-04")]),
        ("They met on 4 September 2025.", [("4 September 2025", "DATE", "2025-09-04")]),
        ("The mill closed in March 2003.", [("March 2003", "DATE", "2003-03")]),
        ("They met on Tuesday.", [("Tuesday", "DATE", "2025-09-02")]),
        ("The council will meet on Friday.", [("Friday", "DATE", "2025-09-05")]),
        ("The bridge fell yesterday.", [("yesterday", "DATE", "2025-09-02")]),
        ("The mayor left last week.", [("last week", "DATE", "2025-W35")]),
        ("The mayor left two weeks ago.", [("two weeks ago", "DATE", "2025-W34")]),
        ("He resigned nearly four years ago.", [("nearly four years ago", "DATE", "2021")]),
        ("Prices rose earlier this month.", [("earlier this month", "DATE", "2025-09")]),
        ("The law was passed last year.", [("last year", "DATE", "2024")]),
        ("Harvests failed in the late 1970s.", [("the late 1970s", "DATE", "197")]),
        ("They have talked for eight years.", [("eight years", "DURATION", "P8Y")]),
        ("The siege lasted 45 minutes.", [("45 minutes", "DURATION", "PT45M")]),
        ("The strike lasted a year and a half.", [("a year and a half", "DURATION", "P1Y6M")]),
        ("The drought is in its third year.", [("its third year", "DURATION", "P3Y")]),
        ("The two-week strike ended.", [("two-week", "DURATION", "P2W")]),
        ("The ferry sails every week.", [("every week", "SET", "P1W")]),
        ("The market opens every Tuesday.", [("every Tuesday", "SET", "XXXX-WXX-2")]),
        ("The fire began at 11pm local time on Tuesday.", [("11pm local time on Tuesday", "TIME", "2025-09-02T23:00")]),
        ("He arrived on Sunday night.", [("Sunday night", "TIME", "2025-08-31TNI")]),
        ("Sales rose in the third quarter of 2019.", [("the third quarter of 2019", "DATE", "2019-Q3")]),
        ("It rained in summer 2014.", [("summer 2014", "DATE", "2014-SU")]),
    ],
)
def test_values_of_an_account_published_on_a_wednesday(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(document(text, "2025-09-03")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 32-year-old driver was unhurt.",
        "Crowds march through the town.",
        "You may go.",
        "About 2000 people came.",
        "The home side led after the third quarter of the game.",
    ],
)
def test_what_is_no_time_expression(text: str) -> None:
    assert found(document(text, "2025-09-03")) == []


def test_an_undated_account_keeps_its_weekdays_open() -> None:
    (parse,) = SpacySyntax().parse([document("They met on Tuesday.").view])
    (time,) = times.find(document("They met on Tuesday."), parse)
    assert time.value == "XXXX-WXX-2"
    assert time.confidence <= 0.5


def test_a_dateline_without_a_year_gives_days_without_a_year() -> None:
    assert found(document("The bridge fell yesterday.", filed="XXXX-09-01")) == [("yesterday", "DATE", "XXXX-08-31")]


def test_a_date_without_its_year_takes_it_from_the_publication_and_says_so() -> None:
    d = document("They met on September 1.", "2025-09-03")
    (parse,) = SpacySyntax().parse([d.view])
    (time,) = times.find(d, parse)
    assert time.value == "2025-09-01"
    assert "publication date" in time.method


def test_the_following_day_counts_from_the_date_named_before() -> None:
    d = document("The dam broke on March 5, 2011. The following day the valley was empty.", "2025-09-03")
    assert found(d)[1] == ("The following day", "DATE", "2011-03-06")


@pytest.mark.parametrize(
    ("published", "filed", "expected"),
    [
        ("2025-09-03", None, "2025-09-03"),
        ("2025-09-03", "XXXX-09-02", "2025-09-02"),
        ("2026-01-02", "XXXX-12-31", "2025-12-31"),
        ("2025-09-03", "2019-05-05", "2025-09-03"),
        (None, "XXXX-09-02", "XXXX-09-02"),
        (None, None, "XXXX"),
    ],
)
def test_the_day_that_an_account_speaks_from(published: str | None, filed: str | None, expected: str) -> None:
    assert time_anchor.anchor_of(document("x", published, filed)).value == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "on",
                "Tuesday",
                "last",
                "the",
                "third",
                "quarter",
                "10",
                "Sept.",
                "may",
                "5",
                "years",
                "ago",
                "earlier",
                "1998",
                "'98",
                "noon",
                "every",
                "night",
                "and",
                "half",
                "a",
                ",",
                "to",
                "-",
                "first",
                "century",
                "9:30",
                "31",
                "February",
                "2/30/99",
                "weekend",
                "this",
                "99999999999",
                "months",
                "later",
                "thousand",
                "½",
                "\n\n",
            ]
        ),
        max_size=14,
    ),
    st.sampled_from([None, "2025-09-03", "XXXX-02-28", "0001-01-01", "9999-12-31", "2024-02"]),
)
def test_any_words_give_times_inside_the_text_that_do_not_overlap(words: list[str], published: str | None) -> None:
    d = document(" ".join(words), published)
    (parse,) = SpacySyntax().parse([d.view])
    result = times.find(d, parse)
    assert all(0 <= t.start < t.end <= len(d.text) for t in result)
    assert all(a.end <= b.start for a, b in pairwise(result))
