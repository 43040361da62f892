"""Comparing values: amounts as ranges, times as stretches of days.

Two values can be equal, one may hold the other ("dozens" / 50, "September" / "4 September"), they may overlap, or
exclude each other.
"""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from tellings.records import Quantity, Time

_YEAR = re.compile(r"(\d{4})$")
_DECADE = re.compile(r"(\d{3})X$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE)?$")
_CLOCK = re.compile(r"T(\d{2})(?::(\d{2}))?")
_PARTS = {"TMO": (5, 12), "TAF": (12, 18), "TEV": (17, 22), "TNI": (19, 28), "TDT": (6, 18), "TMI": (11, 14)}
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)([YMWDHS])$")
_DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0}
_HOURS = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}
_LOOSE = 0.03  # what rounding may take from a number without making it another number

EQUAL, HOLDS, OVERLAP, EXCLUDE = "equal", "holds", "overlap", "exclude"


@dataclass(frozen=True, slots=True)
class Range:
    """`low ≤ value ≤ high`; infinities where a side is open."""

    low: float
    high: float


def relation(one: Range, other: Range) -> str:
    """How two ranges stand to each other: equal, holds (either way), overlap or exclude."""
    if one == other:
        return EQUAL
    if one.high < other.low or other.high < one.low:
        return EXCLUDE
    if (one.low <= other.low and other.high <= one.high) or (other.low <= one.low and one.high <= other.high):
        return HOLDS
    return OVERLAP


def amount(quantity: Quantity) -> Range:
    """A quantity as a range; a vague one is given a tenth to either side."""
    low = -float("inf") if quantity.low is None else quantity.low
    high = float("inf") if quantity.high is None else quantity.high
    if quantity.vague and low == high:
        return Range(low - abs(low) * 0.1, high + abs(high) * 0.1)
    return Range(low, high)


def point(value: Range) -> float:
    """The one value that stands for a range: its upper end, or the lower where it is open above."""
    return value.low if value.low > -math.inf and value.high == math.inf else value.high


def rounded(one: Range, other: Range) -> bool:
    """Whether two exact amounts differ by no more than rounding (140,660 and 141,000)."""
    if one.low != one.high or other.low != other.high:
        return False
    return 0 < abs(one.low - other.low) <= _LOOSE * max(abs(one.low), abs(other.low)) and abs(one.low) >= 100


def stretch(time: Time) -> Range | None:
    """The days that a DATE or TIME value covers, or the length in days of a DURATION; None when it cannot be placed."""
    if time.type == "DURATION":
        return _length(time.value)
    return _clock(time.value) or _days(time.value)


def _days(value: str) -> Range | None:
    try:
        first, last = _calendar(value)
    except (ValueError, TypeError):
        return None
    return Range(float(first.toordinal()), float(last.toordinal()) + 0.999)


def _calendar(value: str) -> tuple[date, date]:
    """First and last day of a TIMEX3 calendar value.

    Raises:
        ValueError: the value is not a calendar value.
    """
    if found := _DAY.match(value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := _MONTH.match(value):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if found := _WEEK.match(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + timedelta(5) if found[3] else monday), monday + timedelta(6)
    if found := _YEAR.match(value):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    if found := _DECADE.match(value):
        return date(int(found[1]) * 10, 1, 1), date(int(found[1]) * 10 + 9, 12, 31)
    raise ValueError(f"not a calendar value: {value!r}")


def _clock(value: str) -> Range | None:
    day = _days(value[:10]) if _DAY.match(value) else None
    if day is None or "T" not in value:
        return None
    part = _PARTS.get(value[10:])
    if part:
        return Range(day.low + part[0] / 24, day.low + part[1] / 24)
    found = _CLOCK.search(value)
    if not found:
        return None
    at = day.low + int(found[1]) / 24 + int(found[2] or 0) / 1440
    return Range(at, at)


def _length(value: str) -> Range | None:
    found = _DURATION.match(value)
    if not found:
        return None
    unit = (_HOURS if found[1] else _DAYS).get(found[3], 0.0)
    low, high = (2.0, 12.0) if found[2] == "X" else (float(found[2]), float(found[2]))
    return Range(low * unit, high * unit) if unit and high else None
