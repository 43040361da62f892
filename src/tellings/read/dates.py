"""Publication dates in any usual written form → EDTF, with how surely the form says what it seems to say.

Whether a date can be true is judged by the calendar alone, never by the clock of the machine: an account must read the
same today and in ten years, here and where the day has not yet begun.  What a check against today would catch, the
bounds catch too: placeholders lie far off ("2999-12-31", "0001-01-01"), and so does a number that is no time stamp.  A
date that is merely wrong by a year passes either way as soon as that year has come, so it is not asked about; it
shows, since every date says where it was found.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?$")
_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})(?!\d)")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ \-]({MONTH})[ \-,]{{1,2}}(\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"\b({MONTH}),? (\d{{4}})\b", re.IGNORECASE)
_EPOCH = re.compile(r"-?\d{9,13}(?:\.\d+)?$")
_EARLIEST, _LATEST = 1600, 2099  # years


def month_number(name: str) -> int:
    """1 to 12 for an English month's name or abbreviation."""
    return _MONTHS.index(name[:3].lower()) + 1


def parse_date(text: str) -> tuple[str, float] | None:
    """The date that a string says, as EDTF.

    A time of day is dropped; the date is the one written, in the writer's own zone.  "03/04/2019" is read
    month first, and its confidence says that it might be otherwise.

    Args:
        text: A short string: a field's value, or a line of a page.

    Returns:
        The date ("2019-03-04" or "2019-03") and a confidence in [0, 1], or None: also for days that do not exist and
        for years before 1600 or after 2099.
    """
    for form in (_iso, _compact, _epoch, _written, _slashed, _month_only):
        if found := form(text.strip()[:200]):
            year, month, day, confidence = found
            return _checked(year, month, day, confidence)
    return None


def _checked(year: int, month: int, day: int | None, confidence: float) -> tuple[str, float] | None:
    try:
        met = date(year, month, day or 1)
    except ValueError:
        return None
    if not _EARLIEST <= year <= _LATEST:
        return None
    return (met.isoformat() if day else f"{year:04}-{month:02}"), confidence


_Parts = tuple[int, int, int | None, float]


def _iso(text: str) -> _Parts | None:
    found = _ISO.search(text)
    return (int(found[1]), int(found[2]), int(found[3]) if found[3] else None, 1.0) if found else None


def _compact(text: str) -> _Parts | None:
    found = _COMPACT.match(text)
    return (int(found[1]), int(found[2]), int(found[3]), 0.95) if found and 1 <= int(found[2]) <= 12 else None


def _epoch(text: str) -> _Parts | None:
    if not _EPOCH.match(text):
        return None
    seconds = float(text)
    seconds = seconds / 1000 if abs(seconds) > 1e11 else seconds
    met = datetime.fromtimestamp(seconds, UTC)
    return met.year, met.month, met.day, 0.9


def _written(text: str) -> _Parts | None:
    if found := _MONTH_FIRST.search(text):
        return int(found[3]), month_number(found[1]), int(found[2]), 1.0
    if found := _DAY_FIRST.search(text):
        return int(found[3]), month_number(found[2]), int(found[1]), 1.0
    return None


def _slashed(text: str) -> _Parts | None:
    found = _SLASHED.search(text)
    if not found:
        return None
    first, second, third = (int(g) for g in found.groups())
    if len(found[1]) == 4:
        return first, second, third, 0.95
    if len(found[3]) != 4:
        return None
    if first > 12 or "." in found[0]:
        return third, second, first, 0.95
    return third, first, second, 0.95 if second > 12 or first == second else 0.5


def _month_only(text: str) -> _Parts | None:
    found = _MONTH_ONLY.search(text)
    return (int(found[2]), month_number(found[1]), None, 0.9) if found else None
