"""The day of a happening, from what all its accounts say, and dates in words for people.

Accounts date one event in several ways: a weekday, a date without a year, nothing.  What one lacks, another supplies:
a year, or which of two Tuesdays is meant.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tellings.link.happenings.dates import OPENING, Occasion, Said, as_day, spelled
from tellings.records import Derived

__all__ = ["days_named", "happened"]

_LATER = 0.05  # how much less each further day of one account counts
_FILED = 0.15  # weight of a publication date beside a day named in the first sentence
_WEEK = 7
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def days_named(occasions: Sequence[Occasion]) -> list[tuple[Said, ...]]:
    """The days of the news that each account names, read in the light of the others.

    A year that one account knows holds for all.  A weekday that one account's tense put a week off ("Tuesday's
    accident appears to …") is the day on which the openings of more of the others agree.

    Args:
        occasions: Accounts of one event.

    Returns:
        One tuple an account, in their order.
    """
    years = _years(occasions)
    dated = [tuple(replace(s, value=_with_year(s.value, years)) for s in o.named) for o in occasions]
    told = Counter(value for said in dated for value in sorted({s.value for s in _opening(said) if _names_weekday(s)}))
    return [tuple(_agreed(s, told) for s in said) for said in dated]


def happened(occasions: Sequence[Occasion]) -> Derived[str] | None:
    """The day that the openings name most, the first sentence counting most; else the day of the first report.

    Args:
        occasions: Accounts of one event.

    Returns:
        EDTF, to the day or the month, or None where nothing says when.
    """
    votes: dict[str, float] = defaultdict(float)
    words: dict[str, str] = {}
    years = _years(occasions)
    for occasion, named in zip(occasions, days_named(occasions), strict=True):
        said = _opening(named)
        for value, weight in _weights(said).items():
            votes[value] += weight
        for s in said:
            words.setdefault(s.value, f"the openings say “{s.words}”: {s.method}")
        if occasion.filed:
            votes[_with_year(occasion.filed.value[:10], years)] += _FILED
    return _dated(votes, words) if votes else _about(occasions)


def _opening(named: Sequence[Said]) -> list[Said]:
    return [s for s in named if s.sentence < OPENING]


def _weights(said: Sequence[Said]) -> dict[str, float]:
    own: dict[str, float] = {}
    for order, s in enumerate(said):
        own[s.value] = max(own.get(s.value, 0.0), s.confidence / (1 + 0.5 * s.sentence + _LATER * order))
    return own


def _dated(votes: dict[str, float], words: dict[str, str]) -> Derived[str]:
    value = min(votes, key=lambda v: (-round(votes[v], 4), v))
    share = votes[value] / sum(votes.values())
    if value in words:
        return Derived(value, words[value], round(0.5 + share / 2, 2))
    return Derived(value, "day of the first report" if as_day(value) else "dateline, year not given", round(share, 2))


def _about(occasions: Sequence[Occasion]) -> Derived[str] | None:
    """A month worked out from a span of years; where a weekday is named too, with the days that it can be."""
    found = next((o for o in occasions if o.about), None)
    if found is None or found.about is None:
        return None
    method = f"about {spelled(found.about.value)}: {found.about.method}"
    weekday = next((o.weekday for o in occasions if o.weekday), None)
    days = _possible(found.about.value, weekday) if weekday else ""
    return replace(found.about, method=f"{method}; {days}" if days else method)


def _possible(month: str, weekday: int) -> str:
    """Which days of a month fall on a weekday (1 Monday to 7 Sunday), in words."""
    met = _MONTH.match(month)
    if not met:
        return ""
    year, number = int(met[1]), int(met[2])
    last = calendar.monthrange(year, number)[1]
    days = [str(d) for d in range(1, last + 1) if datetime.date(year, number, d).isoweekday() == weekday]
    return f"a {_WEEKDAYS[weekday - 1].capitalize()}, so perhaps {', '.join(days[:-1])} or {days[-1]} {spelled(month)}"


def _years(occasions: Sequence[Occasion]) -> dict[str, str]:
    """Month and day → the year that some account gives it."""
    known = {s.value for o in occasions for s in o.said} | {o.filed.value[:10] for o in occasions if o.filed}
    return {v[4:]: v[:4] for v in sorted(known) if not v.startswith("XXXX")}


def _with_year(value: str, years: dict[str, str]) -> str:
    return years.get(value[4:], "XXXX") + value[4:] if value.startswith("XXXX") else value


def _names_weekday(said: Said) -> bool:
    return any(day in said.words.lower() for day in _WEEKDAYS)


def _agreed(said: Said, told: Counter[str]) -> Said:
    """The same weekday a week off, where more accounts mean that one."""
    day = as_day(said.value)
    if day is None or not _names_weekday(said):
        return said
    near = [(day + datetime.timedelta(days=d)).isoformat() for d in (-_WEEK, _WEEK)]
    best = min(near, key=lambda v: (-told[v], v))
    if told[best] <= told[said.value]:
        return said
    return replace(said, value=best, method="weekday, of the week that more accounts mean")
