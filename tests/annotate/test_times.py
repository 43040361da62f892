"""Time expressions on invented sentences, and invariants."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate import times
from tellings.annotate.model import reader
from tellings.annotate.syntax import parsing
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.times.anchor import anchor_of
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
    parse = parsing.parse(d.view, reader.read(d.view.text))
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
        ("The fire began at 18:00 UTC on Tuesday.", [("18:00 UTC on Tuesday", "TIME", "2025-09-02T18:00Z")]),
        ("The fire began at 18:00 GMT+8 on Tuesday.",
         [("18:00 GMT", "TIME", "2025-09-02T18:00"), ("Tuesday", "DATE", "2025-09-02")]),
        ("Sales rose in August from the same month last year.",
         [("August", "DATE", "2025-08"), ("the same month last year", "DATE", "2024-08")]),
        ("It fell on Monday. That night it rained.",
         [("Monday", "DATE", "2025-09-01"), ("That night", "TIME", "2025-09-01TNI")]),
        ("He arrived on Sunday night.", [("Sunday night", "TIME", "2025-08-31TNI")]),
        ("Sales rose in the third quarter of 2019.", [("the third quarter of 2019", "DATE", "2019-Q3")]),
        ("It rained in summer 2014.", [("summer 2014", "DATE", "2014-SU")]),
        ("The ferry sank in the summer.", [("the summer", "DATE", "2025-SU")]),
        ("The plant opened in the winter of nineteen ninety-four.",
         [("the winter of nineteen ninety-four", "DATE", "1994-WI")]),
        ("The mill closed in January nineteen ninety-seven.", [("January nineteen ninety-seven", "DATE", "1997-01")]),
        ("The pact of February of last year failed.", [("February of last year", "DATE", "2024-02")]),
        ("Output has fallen since October 2011.", [("October 2011", "DATE", "2011-10")]),
        ("He led the club in 2018-2019.", [("2018", "DATE", "2018"), ("2019", "DATE", "2019")]),
        ("In March, the club hired a coach.", [("March", "DATE", "2025-03")]),
        ("A May storm broke the dam.", [("May", "DATE", "2025-05")]),
        ("THE FERRY SANK ON MONDAY.", [("MONDAY", "DATE", "2025-09-01")]),
        ("The siege lasted two and a half years.", [("two and a half years", "DURATION", "P2Y6M")]),
        ("They met after months of talks.", [("months", "DURATION", "PXM")]),
        ("They talked over the next couple of years.", [("the next couple of years", "DURATION", "P2Y")]),
        ("Talks dragged on in recent weeks.", [("recent weeks", "DURATION", "PXW")]),
        ("They camped there for a long time.", [("a long time", "DURATION", "PXX")]),
        ("They train twice a week.", [("twice a week", "SET", "P1W")]),
        ("They print a daily bulletin.", [("daily", "SET", "P1D")]),
        ("He will resign soon.", [("soon", "DATE", "FUTURE_REF")]),
        ("At the time, the harbour was empty.", [("the time", "DATE", "PAST_REF")]),
        ("The current mayor resigned.", [("current", "DATE", "PRESENT_REF")]),
        ("Net income rose in the year ended March 31.",
         [("the year", "DURATION", "P1Y"), ("March 31", "DATE", "2025-03-31")]),
        ("The firm closes the deal by year-end.", [("year-end", "DATE", "2025-12-31")]),
        ("The shops were shut on Thanksgiving 2019.", [("Thanksgiving 2019", "DATE", "2019-11-28")]),
        ("The parade was held on Memorial Day.", [("Memorial Day", "DATE", "2025-05-26")]),
        ("The line carries nine million people a year.", [("a year", "SET", "P1Y")]),
        ("Sales have fallen for three quarters.", [("three quarters", "DURATION", "P3Q")]),
        ("The club was founded in mid-2011.", [("mid-2011", "DATE", "2011")]),
        ("Rain is expected in the coming weeks.", [("the coming weeks", "DURATION", "PXW")]),
        ("They ended a decades-long feud.", [("decades-long", "DURATION", "PXY")]),
        ("The trees have grown over the years.", [("the years", "DURATION", "PXY")]),
        ("The port was shut in the months that followed.", [("the months that followed", "DURATION", "PXM")]),
        ("A recent storm broke the dam.", [("recent", "DATE", "PAST_REF")]),
        ("The fire was out two hours later.", [("two hours later", "DURATION", "PT2H")]),
        ("A day after the fire, it rained.", [("A day after", "DURATION", "P1D")]),
        ("It is taller than any other tower standing today.", [("today", "DATE", "PRESENT_REF")]),
        ("As of today, the mill is shut.", [("today", "DATE", "2025-09-03")]),
        ("It fell on Monday. A day later it rained.",
         [("Monday", "DATE", "2025-09-01"), ("A day later", "DATE", "2025-09-02")]),
        ("It fell on Tuesday from the previous Tuesday.",
         [("Tuesday", "DATE", "2025-09-02"), ("the previous Tuesday", "DATE", "2025-08-26")]),
        ("He spoke on Monday. Later in the day he left.",
         [("Monday", "DATE", "2025-09-01"), ("Later in the day", "DATE", "2025-09-01")]),
        ("It is on Sunday, March eighth.", [("Sunday, March eighth", "DATE", "2025-03-08")]),
        ("The court sat in the week of March 6.", [("the week of March 6", "DATE", "2025-W10")]),
        ("The berries ripen in the early summer.", [("the early summer", "DATE", "2025-SU")]),
        ("The price has doubled since year-end.", [("year-end", "DATE", "2024-12-31")]),
        ("The mill will be ready by year end.", [("year end", "DATE", "2025")]),
        ("The robot will one day swim.", [("one day", "DATE", "FUTURE_REF")]),
        ("The strike lasted one day.", [("one day", "DURATION", "P1D")]),
        ("The bus left at 4 in the morning.", [("4 in the morning", "TIME", "2025-09-03T04:00")]),
        ("By mid afternoon the town was empty.", [("mid afternoon", "TIME", "2025-09-03TAF")]),
        ("Sales rose in the second half of 2019.", [("the second half of 2019", "DATE", "2019-H2")]),
        ("Sales rose in the first half of last year.", [("the first half of last year", "DATE", "2024-H1")]),
    ],
)  # fmt: skip
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
        "The screw of Harbour Today says nothing.",
        "He fled the day before the vote.",
        "She woke up one day without a voice.",
        "The host of This Week resigned.",
        "The Daily Herald said so.",
        "The future of the harbour is open.",
        "Handsome years followed.",
        "The shops open early on Black Friday.",
    ],
)
def test_what_is_no_time_expression(text: str) -> None:
    assert found(document(text, "2025-09-03")) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tuesday's accident appears to have been caused by ice.", "2025-09-02"),
        ("They met on Friday.", "2025-08-29"),
        ("The clubs play on Thursday.", "2025-09-04"),
        ("Fans queued ahead of Thursday's match.", "2025-09-04"),
        ("They met last Thursday.", "2025-08-28"),
        ("They will meet on Friday.", "2025-09-05"),
        ("They are scheduled to meet on Friday.", "2025-09-05"),
        ("The vote is set for Friday.", "2025-09-05"),
        ("The price was set on Friday.", "2025-08-29"),
        ("It had been due to expire on Friday.", "2025-08-29"),
        ("She said the talks would start on Friday.", "2025-09-05"),
        ("The harbour was closed until Friday.", "2025-08-29"),
        ("They postponed the vote until Friday.", "2025-09-05"),
        ("The court gave him until noon Friday.", "2025-09-05T12:00"),
        ("They will appeal against Friday's ruling.", "2025-08-29"),
        ("They will attend Friday's hearing.", "2025-09-05"),
        ("They will be ready in time for Friday's vote.", "2025-09-05"),
        ("The stock stood at nine dollars as of Friday.", "2025-08-29"),
        ("Sales before Friday's fire were good.", "2025-08-29"),
        ("The mill closed in December.", "2024-12"),
        ("The mayor was sworn in on Oct. 20.", "2024-10-20"),
        ("The mill will close in December.", "2025-12"),
        ("The mill should close in December.", "2025-12"),
        ("The bank has extended the loan through January.", "2026-01"),
        ("The mill has been shut since October.", "2024-10"),
        ("The board declared a dividend, payable Dec. 1.", "2025-12-01"),
    ],
)
def test_tense_and_the_words_before_say_whether_a_date_lies_behind_or_ahead(text: str, value: str) -> None:
    assert [v for _, _, v in found(document(text, "2025-09-03"))] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Profit rose in the third quarter, from a loss a year earlier.", ["2025-Q3", "2024-Q3"]),
        ("Profit rose in the second quarter. In the year-ago quarter it fell.", ["2025-Q2", "2024-Q2"]),
        ("Profit rose in the second quarter. In the same period last year it fell.", ["2025-Q2", "2024-Q2"]),
        ("Profit rose in the second quarter. In the 2021 period it fell.", ["2025-Q2", "2021-Q2"]),
        ("Profit rose in the latest quarter.", ["2025-Q2"]),
        ("In the first quarter it fell; in the nine months it rose from a year earlier.", ["2025-Q1", "P9M", "2024"]),
    ],
)
def test_a_business_report_counts_from_the_quarter_that_it_named(text: str, values: list[str]) -> None:
    assert [v for _, _, v in found(document(text, "2025-09-03"))] == values


def glued(parse: Parse) -> Parse:
    """The parse as a tokeniser gives it that never cuts at a hyphen; a word is what its last part was."""
    groups: list[list[int]] = []
    for i, t in enumerate(parse.tokens):
        before = parse.tokens[i - 1] if i else None
        joined = before and before.end == t.start and "-" in (before.text[-1], t.text[0])
        groups[-1].append(i) if joined else groups.append([i])
    place = {i: n for n, group in enumerate(groups) for i in group}
    tokens = []
    for group in groups:
        parts = [parse.tokens[i] for i in group]
        text = "".join(t.text for t in parts)
        tokens.append(replace(parts[-1], start=parts[0].start, text=text, head=place[parts[-1].head]))
    sentences = tuple(replace(s, first=place[s.first], last=place[s.last - 1] + 1) for s in parse.sentences)
    return Parse(tuple(tokens), sentences, ())


@pytest.mark.parametrize(
    "text",
    [
        "The two-week strike began in mid-May and ended 3-4 days later.",
        "A 22-year-old ran the 10-hour race on June 3-5.",
        "Third-quarter net rose from year-ago levels; the ferry sails at 6:40 a.m. on Tuesday.",
        "It was built in the mid-1990s and twenty-one years later it fell.",
    ],
)
def test_how_a_tokeniser_cuts_hyphens_is_all_one(text: str) -> None:
    d = document(text, "2025-09-03")
    parse = parsing.parse(d.view, reader.read(d.view.text))
    assert len(glued(parse).tokens) < len(parse.tokens)
    assert times.find(d, glued(parse)) == times.find(d, parse)


def test_a_repaired_text_gives_the_same_dates_at_the_offsets_of_the_original() -> None:
    text = "They met on Sep-\ntember 4, 2025, in Oslo."
    view = "They met on September 4, 2025, in Oslo."
    pieces = (
        Piece(Span(0, 12), Span(0, 12), True),
        Piece(Span(12, 21), Span(12, 23), False),
        Piece(Span(21, 39), Span(23, 41), True),
    )
    d = Document("d", text, View(view, pieces))
    assert found(d) == [("Sep-\ntember 4, 2025", "DATE", "2025-09-04")]


def test_an_undated_account_keeps_its_weekdays_open() -> None:
    parse = parsing.parse(
        document("They met on Tuesday.").view, reader.read(document("They met on Tuesday.").view.text)
    )
    (time,) = times.find(document("They met on Tuesday."), parse)
    assert time.value == "XXXX-WXX-2"
    assert time.confidence <= 0.5


def test_a_dateline_without_a_year_gives_days_without_a_year() -> None:
    assert found(document("The bridge fell yesterday.", filed="XXXX-09-01")) == [("yesterday", "DATE", "XXXX-08-31")]


def test_a_date_without_its_year_takes_it_from_the_publication_and_says_so() -> None:
    d = document("They met on September 1.", "2025-09-03")
    parse = parsing.parse(d.view, reader.read(d.view.text))
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
    assert anchor_of(document("x", published, filed)).value == expected


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
    parse = parsing.parse(d.view, reader.read(d.view.text))
    result = times.find(d, parse)
    assert all(0 <= t.start < t.end <= len(d.text) for t in result)
    assert all(a.end <= b.start for a, b in pairwise(result))
