"""EDTF dates in words, and as the days that they span.

Only the part of EDTF that the reader and the linker write: years, months, days, an unknown year (`XXXX-03-09`), a mark
of doubt (`~`, `?`, `%`) and intervals (`2025-12-01/2025-12-07`).  What is not understood is shown as it is.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

_DATE = re.compile(r"(\d{4}|X{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.Z+-]{0,20})?([~?%]?)")
_MONTHS = tuple(calendar.month_name)


def days(edtf: str) -> tuple[date, date] | None:
    """First and last day of a date or interval, or None when the year is not known or the value is not a date."""
    first, _, last = edtf.partition("/")
    opened, closed = _days_of(first), _days_of(last or first)
    if opened is None or closed is None or closed[1] < opened[0]:
        return None
    return opened[0], closed[1]


def in_words(edtf: str) -> str:
    """`2025-09-04` → "4 September 2025"; `XXXX-09-04` → "4 September, year unknown"."""
    first, _, last = edtf.partition("/")
    return f"{_words_of(first)} to {_words_of(last)}" if last else _words_of(first)


def _days_of(edtf: str) -> tuple[date, date] | None:
    found = _DATE.fullmatch(edtf)
    if not found or found[1] == "XXXX":
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:  # a month or day that no calendar has
        return None
    return first, last


def _words_of(edtf: str) -> str:
    found = _DATE.fullmatch(edtf)
    if not found or not 0 <= int(found[2] or 0) <= 12:
        return edtf
    month = _MONTHS[int(found[2] or 0)]
    day = f"{int(found[3])} " if found[3] else ""
    year = "year unknown" if found[1] == "XXXX" else found[1]
    comma = ", " if found[1] == "XXXX" and month else " "
    about = "about " if found[4] else ""
    return about + f"{day}{month}{comma}{year}".strip()
