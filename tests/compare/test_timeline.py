"""When what happened, as far as the accounts say."""

from __future__ import annotations

import pytest
from by_hand import NOTHING, account, sentence
from hypothesis import given
from hypothesis import strategies as st

from tellings.compare.timeline import build_timeline, edtf
from tellings.records import Derived, Fact, Happening, Links, Time

A = account(
    "a",
    "The ferry hit the breakwater on Tuesday. It failed an inspection in November. The minister spoke for two hours.",
    times=[("Tuesday", "2025-03-11T18:40"), ("November", "2024-11"), ("two hours", "PT2H")],
)
B = account(
    "b",
    "On March 11 the ferry struck the breakwater of the harbour. A judge will begin her work soon.",
    times=[("March 11", "2025-03-11"), ("soon", "FUTURE_REF")],
)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2025-03-11", "2025-03-11"),
        ("2025-03-11T18:40", "2025-03-11"),
        ("2025-03", "2025-03"),
        ("2025", "2025"),
        ("2025-W11", "2025-03-10/2025-03-16"),
        ("2025-W11-WE", "2025-03-15/2025-03-16"),
        ("2025-SP", "2025-21"),
        ("2025-Q2", "2025-34"),
        ("PRESENT_REF", None),
        ("P2Y", None),
        ("XXXX-03-11", None),
        ("2025-W99", None),
        ("", None),
    ],
)
def test_a_time_value_becomes_an_edtf_date(value, date):
    assert edtf(value) == date


@given(st.text(alphabet="0123456789-WXTSPQE", max_size=12))
def test_any_value_is_a_date_or_nothing(value):
    date = edtf(value)
    assert date is None or date[:4].isdigit()


def test_moments_stand_in_order_and_accounts_that_tell_the_same_share_one():
    moments = build_timeline([A, B], NOTHING)
    assert [m.date for m in moments] == ["2024-11", "2025-03-11"]
    assert moments[1].members == (sentence(A, "ferry"), sentence(B, "ferry"))


def test_one_fact_is_one_moment_even_in_other_words():
    a = account("a", "Six people lost their lives on Tuesday.", times=[("Tuesday", "2025-03-11")])
    b = account("b", "On Tuesday the dead were counted: six bodies.", times=[("Tuesday", "2025-03-11")])
    fact = Fact("f1", "", "own voice", (sentence(a, "Six"), sentence(b, "six")), 0.9, "")
    assert len(build_timeline([a, b], NOTHING)) == 2
    assert len(build_timeline([a, b], Links((), (), (fact,), ()))) == 1


def test_one_fact_with_two_dates_stays_two_moments():
    a = account("a", "The ferry hit the breakwater on Tuesday.", times=[("Tuesday", "2025-03-11")])
    b = account("b", "The ferry hit the breakwater on Monday.", times=[("Monday", "2025-03-10")])
    fact = Fact("f1", "", "own voice", (sentence(a, "ferry"), sentence(b, "ferry")), 0.9, "")
    assert [m.date for m in build_timeline([a, b], Links((), (), (fact,), ()))] == ["2025-03-10", "2025-03-11"]


def test_a_sentence_with_two_dates_gives_each_its_clause():
    text = "Venn resigned on Wednesday after the Courier published a memo on Tuesday."
    of = account("a", text, times=[("Wednesday", "2025-03-19"), ("Tuesday", "2025-03-18")])
    told = {m.date: m.what for m in build_timeline([of], NOTHING)}
    assert told["2025-03-18"] == "after the Courier published a memo on Tuesday"
    assert told["2025-03-19"].startswith("Venn resigned")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "The council said on Tuesday that it wanted to open the old stone bridge on Friday.",
            "it wanted to open the old stone bridge on Friday",
        ),
        (
            "The council decided on Tuesday to close the bridge that was opened by the king on Friday.",
            "the bridge that was opened by the king on Friday",
        ),
    ],
)
def test_a_clause_is_told_with_what_it_says_something_of(text, clause):
    of = account("a", text, times=[("Tuesday", "2025-03-18"), ("Friday", "2025-03-21")])
    told = {m.date: m.what for m in build_timeline([of], NOTHING)}["2025-03-21"]
    assert told in {clause, f"that {clause}"}


def test_a_sentence_stands_under_one_date_only():
    text = "On Tuesday and Friday they met."
    of = account("a", text, times=[("Tuesday", "2025-03-18"), ("Friday", "2025-03-21")])
    assert [m.date for m in build_timeline([of], NOTHING)] == ["2025-03-18"]


def test_a_year_that_says_which_one_dates_nothing():
    of = account("a", "He lost the 2016 election to the other candidate.", times=[("2016", "2016")])
    assert build_timeline([of], NOTHING) == ()


def test_captions_are_no_moments():
    of = account("a", "File - In this photo of May 4 the ferry leaves the harbour.", times=[("May 4", "2025-05-04")])
    assert build_timeline([of], NOTHING) == ()


def test_a_long_time_line_keeps_what_most_accounts_tell():
    days = [f"May {i}" for i in range(1, 31)]
    text = " ".join(f"The {'old ' * (i % 3)}ferry left the harbour of Tarrow on {d}." for i, d in enumerate(days))
    times = [(f"{d}.", f"2025-05-{i:02}") for i, d in enumerate(days, 1)]
    a = account("a", text, times=times)
    b = account("b", "The ferry left the harbour of Tarrow on May 30.", times=[("May 30", "2025-05-30")])
    moments = build_timeline([a, b], NOTHING)
    assert len(moments) == 25
    assert moments[-1].date == "2025-05-30"


def test_happenings_are_moments_and_undated_ones_stand_last():
    dated = Happening(
        "h1", "Ferry accident", Derived("2025-03-11", "weekday", 0.9), None, ("a", "b"), (sentence(A, "ferry"),), ""
    )
    undated = Happening("h2", "Second meeting", None, None, ("b",), (sentence(B, "judge"),), "")
    moments = build_timeline([A, B], Links((dated, undated), (), (), ()))
    assert moments[-1].date == "XXXX"
    assert moments[-1].happening == "h2"
    day = [m for m in moments if m.date == "2025-03-11"]
    assert [m.happening for m in day] == ["h1", "h1"]
    assert day[0].what == "Ferry accident"


def test_doubtful_times_and_times_inside_names_date_nothing():
    of = account(
        "a",
        "Kresh told Port Today that he would come again.",
        mentions=[("Port Today", "e1", "ORG")],
        times=[("Today", "2025-03-11")],
    )
    assert build_timeline([of], NOTHING) == ()
    unsure = A.annotations.times[0]
    assert unsure.confidence > 0.5
    from dataclasses import replace

    weak = tuple(Time(t.start, t.end, t.type, t.value, t.method, 0.2) for t in A.annotations.times)
    assert build_timeline([replace(A, annotations=replace(A.annotations, times=weak))], NOTHING) == ()


def test_the_order_of_accounts_does_not_matter():
    assert build_timeline([A, B], NOTHING) == build_timeline([B, A], NOTHING)
