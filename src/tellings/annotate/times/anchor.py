"""The day a document speaks from, and the calendar arithmetic on it, where any part of the date may be unknown.

Values are written as TIMEX3 writes them ("1998-02-11", "1998-W07", "1998-SU", "P3Y"); an unknown part is X, as in EDTF
("XXXX-09-01").  Arithmetic that needs an unknown part gives a value with that part unknown; it never guesses a year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tellings.records import Derived, Document

_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?")
_NEUTRAL = 2001  # a year without a leap day, to count days in when the year is not known
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of which any part may be unknown (None), with how it was derived and how surely."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    method: str = "no date known"
    confidence: float = 0.3

    @property
    def date(self) -> date | None:
        """The day, if year, month and day are known and make one."""
        return _day(self.year, self.month, self.day)

    @property
    def value(self) -> str:
        """The date as TIMEX3 and EDTF write it, down to what is known."""
        return written(self.year, self.month, self.day)


def anchor_of(document: Document) -> Anchor:
    """The day a document speaks from: its dateline, with the year of its publication date, or that date itself.

    A dateline says when the account was written; the publication date may be a day later, so the dateline goes first
    when both are known and not more than ten days apart.
    """
    published = _read(document.published, "publication date")
    line = document.dateline
    filed = _read(
        Derived(line.value.date, line.method, line.confidence) if line and line.value.date else None, "dateline"
    )
    if published is None or filed is None:
        return published or filed or Anchor()
    return _joined(published, filed)


def _joined(published: Anchor, filed: Anchor) -> Anchor:
    if filed.day is None:
        return published if published.day is not None or filed.month is None else filed
    if filed.year is not None:
        far = published.date and filed.date and abs((published.date - filed.date).days) > 10
        return published if far else filed
    if published.year is None:
        return filed
    for year in (published.year, published.year - 1):
        day = _day(year, filed.month, filed.day)
        if day and published.date and 0 <= (published.date - day).days <= 10:
            return replace(filed, year=year, method="dateline, year of the publication date")
    return published if published.day is not None else replace(filed, year=published.year, confidence=0.7)


def _read(derived: Derived[str] | None, what: str) -> Anchor | None:
    match = _EDTF.match(derived.value) if derived else None
    if derived is None or match is None:
        return None
    year, month, day = (int(p) if p and p.isdigit() else None for p in match.groups())
    known = what if year is not None else f"{what}, year unknown"
    return Anchor(year, month, day, known, derived.confidence)


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    if not year or not month or not day:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """A date with X for what is not known; trailing unknown parts are left off."""
    head = "XXXX" if year is None else f"{year:04d}"
    if day is not None:
        return f"{head}-{'XX' if month is None else f'{month:02d}'}-{day:02d}"
    return head if month is None else f"{head}-{month:02d}"


def read(value: str) -> Anchor | None:
    """A value that begins with a date as an anchor; None for durations, weeks, quarters and the like."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\dWQSFWX-])", value)
    if not match:
        return None
    year, month, day = (int(p) if p else None for p in match.groups())
    return Anchor(year, month, day, "the date named before", 0.8)


def shifted_days(anchor: Anchor, days: int) -> str:
    """The day so many days off; where the year is unknown, the month and day alone."""
    if anchor.date:
        return _shift(anchor.date, days).isoformat()
    neutral = _day(_NEUTRAL, anchor.month, anchor.day)
    if neutral is None or anchor.year is not None:
        return "XXXX-XX-XX"
    moved = neutral + timedelta(days=max(-3000, min(3000, days)))
    return written(None, moved.month, moved.day)


def _shift(day: date, days: int) -> date:
    """Days off, held inside the calendar that Python knows."""
    return date.fromordinal(max(1, min(date.max.toordinal(), day.toordinal() + days)))


def shifted_weeks(anchor: Anchor, weeks: int) -> str:
    """The ISO week so many weeks off."""
    if not anchor.date:
        return "XXXX-WXX"
    year, week, _ = _shift(anchor.date, 7 * weeks).isocalendar()
    return f"{year:04d}-W{week:02d}"


def shifted_months(anchor: Anchor, months: int) -> str:
    """The month so many months off."""
    if anchor.month is None:
        return "XXXX-XX"
    index = anchor.month - 1 + months
    return written(None if anchor.year is None else max(1, anchor.year + index // 12), index % 12 + 1)


def shifted_years(anchor: Anchor, years: int) -> str:
    """The year so many years off."""
    return "XXXX" if anchor.year is None else f"{max(1, anchor.year + years):04d}"


def shifted_quarters(anchor: Anchor, quarters: int) -> str:
    """The quarter so many quarters off."""
    if anchor.year is None or anchor.month is None:
        return "XXXX-QX"
    index = anchor.year * 4 + (anchor.month - 1) // 3 + quarters
    return f"{index // 4:04d}-Q{index % 4 + 1}"


def weekday(anchor: Anchor, number: int, direction: int) -> str:
    """The day of the week (1 Monday … 7 Sunday) nearest to the anchor, the anchor's own day included.

    Args:
        anchor: Where to count from.
        number: ISO day of the week.
        direction: -1 looks back, 1 looks ahead.
    """
    if not anchor.date:
        return f"XXXX-WXX-{number}"
    gap = number - anchor.date.isoweekday()
    return _shift(anchor.date, -(-gap % 7) if direction < 0 else gap % 7).isoformat()


def month(anchor: Anchor, number: int, direction: int, day: int | None = None) -> str:
    """A month, or a day of one, named without its year: the nearest to the anchor in that direction."""
    if anchor.year is None or anchor.month is None:
        return written(anchor.year, number, day)
    here, there = (anchor.month, anchor.day or 15), (number, day or anchor.day or 15)
    if direction < 0:
        return written(anchor.year - (there > here), number, day)
    return written(anchor.year + (there < here), number, day)


def nearest(anchor: Anchor, number: int, day: int, direction: int) -> str:
    """A day of a month named without its year: the nearest to the anchor that suits the tense.

    What lies ahead counts as further off than what lies behind, unless the sentence speaks of the future.
    """
    here = anchor.date
    if here is None:
        return written(anchor.year, number, day)
    found = [d for y in (-1, 0, 1) if (d := _day(here.year + y, number, day))]
    return _nearest(here, found, direction).isoformat() if found else written(None, number, day)


def nth_weekday(year: int, number: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, -1 for the last: Thanksgiving is weekday 4, nth 4, of month 11."""
    if nth < 0:
        last = date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, number, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def nearest_weekday(anchor: Anchor, place: tuple[int, int, int], direction: int) -> str:
    """`nth_weekday` of the year nearest to the anchor that suits the tense; the month alone where it has no day."""
    here = anchor.date
    if here is None or not 2 < here.year < 9998:
        return written(anchor.year, place[0])
    return _nearest(here, [nth_weekday(here.year + y, *place) for y in (-1, 0, 1)], direction).isoformat()


def _nearest(here: date, found: Sequence[date], direction: int) -> date:
    return min(found, key=lambda d: _cost((d - here).days, direction))


def near_month(anchor: Anchor, number: int, direction: int) -> str:
    """A month named without its year: the nearest to the anchor that suits the tense, as `nearest`."""
    if anchor.year is None or anchor.month is None:
        return written(anchor.year, number)
    months = [(y - anchor.year) * 12 + number - anchor.month for y in (anchor.year - 1, anchor.year, anchor.year + 1)]
    return shifted_months(anchor, min(months, key=lambda n: _cost(n, direction)))


_AHEAD = {-2: 8.0, -1: 3.0, 0: 1.5, 1: 1.0}  # what a step ahead costs, by direction
_BACK = {-2: 1.0, -1: 1.0, 0: 1.0, 1: 3.0}


def _cost(steps: int, direction: int) -> float:
    return steps * _AHEAD[direction] if steps > 0 else -steps * _BACK[direction]
