"""When an account's news took place, as far as the account itself lets one say.

Days named in the opening sentences come first, then the day of publication or the dateline.  An undated account may
still bound its time: "nearly four years into" a war that began "in February 2022" is around January 2026; "as winter
approaches" is late in a year.  Seasons are read as the northern hemisphere has them.  What stays unknown stays open.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tellings.records import Account, Derived, Time

OPENING = 5  # sentences in which an account says what happened
_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?$")
_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?!\d)")
_YEARS = re.compile(r"P(\d{1,2})Y$")
_NEWS = 14  # days before publication, or after it, in which a day named in the opening is news
_SURE = 0.6  # a clock time that borrows its day from elsewhere is less sure than this
_BEGAN = re.compile(
    r"\b(?:since|began|begun|beginning|start(?:ed|ing)?|launch(?:ed|ing)?|invasion|invaded|invading|outbreak|ignited|"
    r"erupted|broke out|annexed|annexation|seized|took power|took office)\b",
    re.I,
)
_AFTER_IT = re.compile(r"^\s*(?:into|after|since|of|in|on from|following|later)\b", re.I)
_SHORT_OF = re.compile(r"\b(?:nearly|almost|close to|just under|approaching)\s*$", re.I)
_BEYOND = re.compile(r"\b(?:more than|over|just over|beyond)\s*$", re.I)
_APPROACH = re.compile(
    r"\b(?:as|with|before|ahead of) (?:the )?(?:coming )?(winter|spring|summer|autumn|fall)(?:'s|’s)? "
    r"(?:approach(?:es|ing)?|nears|nearing|looms?|looming|closes in|closing in|draws near|sets in|setting in)\b",
    re.I,
)
# The two months before a season begins, as meteorologists count: winter on 1 December.
_BEFORE_SEASON = {"winter": (10, 11), "spring": (1, 2), "summer": (4, 5), "autumn": (7, 8), "fall": (7, 8)}


@dataclass(frozen=True, slots=True)
class Said:
    """A day that a sentence names: EDTF, the year perhaps unknown; the words, where they start, how they were read."""

    sentence: int
    value: str
    words: str
    confidence: float
    start: int
    method: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an account says of its own time.

    `filed` is the day it was published or filed (EDTF, perhaps without a year); `named` are the days of the news that
    it names anywhere; `months` are the months of the year it can be from (empty: any); `about` is a month worked out
    from a span of years, with its evidence.
    """

    account: Account
    filed: Derived[str] | None
    named: tuple[Said, ...]
    weekday: int | None
    months: frozenset[int]
    about: Derived[str] | None
    clue: str = ""

    @property
    def said(self) -> tuple[Said, ...]:
        """The days that the opening names."""
        return tuple(s for s in self.named if s.sentence < OPENING)

    @property
    def dated(self) -> bool:
        """Whether the account names any day of the calendar, be it without a year."""
        return self.filed is not None or bool(self.said)

    @property
    def day(self) -> datetime.date | None:
        """The day of publication or filing, where it is fully known."""
        return as_day(self.filed.value) if self.filed else None


def occasion_of(account: Account) -> Occasion:
    """Read off an account what it says of its own time."""
    document = account.document
    filed = document.published
    if filed is None and document.dateline and document.dateline.value.date:
        line = document.dateline
        filed = Derived(str(line.value.date), "dateline", line.confidence)
    if filed is not None and not _DAY.match(filed.value):
        filed = None
    named = tuple(_named(account, filed))
    season, months = _season(account)
    return Occasion(account, filed, named, _weekday(account), months, _about(account), season)


def as_day(value: str) -> datetime.date | None:
    """The day of an EDTF or TIMEX3 value that begins with one, or None."""
    found = _DAY.match(value)
    try:
        return datetime.date.fromisoformat(found.group()) if found and found[1] != "XXXX" else None
    except ValueError:  # a date such as 30 February, as written
        return None


def days_apart(one: str, other: str) -> int | None:
    """Days between two EDTF days; where a year is unknown, between the same days of one year; None if not days."""
    a, b = _DAY.match(one), _DAY.match(other)
    if not a or not b:
        return None
    years = (2001, 2001) if "XXXX" in (a[1], b[1]) else (int(a[1]), int(b[1]))
    try:
        days = [datetime.date(y, int(m[2]), int(m[3])) for y, m in zip(years, (a, b), strict=True)]
    except ValueError:  # 29 February of a year that has none
        return None
    gap = abs((days[0] - days[1]).days)
    return min(gap, 365 - gap) if "XXXX" in (a[1], b[1]) and gap <= 365 else gap


def apart_in_time(one: Occasion, other: Occasion) -> str:
    """Why two accounts cannot be of one time, in words; empty where they can be, as far as is known."""
    a, b = _months(one), _months(other)
    if a and b and not a & b and _far(one, other):
        return f"{_told(one)}, while {_told(other)}"
    return ""


def _far(one: Occasion, other: Occasion) -> bool:
    """Publication dates alone do not keep accounts apart: news is told for weeks; a clue inside the text does."""
    return bool(one.clue or other.clue or one.about or other.about)


def _told(occasion: Occasion) -> str:
    name = called(occasion.account)
    if occasion.about:
        return f"{name} is from about {spelled(occasion.about.value)} ({occasion.about.method})"
    if occasion.clue:
        return f"{name} says “{occasion.clue}”"
    day = occasion.said[0].value if occasion.said else occasion.filed.value if occasion.filed else ""
    return f"{name} has {spelled(day)}" if day else f"{name} has no date"


def called(account: Account) -> str:
    """An account's outlet, or where that is not known, its id."""
    return account.document.outlet.value if account.document.outlet else account.id


def spelled(value: str) -> str:
    """An EDTF day, month or year in words ("4 September, year not given"); any other value as it is."""
    found = _EDTF.match(value)
    if not found or not 1 <= int(found[2] or 1) <= 12:
        return value
    month = calendar.month_name[int(found[2])] if found[2] else ""
    day = " ".join(x for x in (found[3].lstrip("0") if found[3] else "", month) if x)
    return f"{day}, year not given" if found[1] == "XXXX" else f"{day} {found[1]}".strip()


def _months(occasion: Occasion) -> frozenset[int]:
    """The months of the year that an account can be from; empty: any."""
    if occasion.about:
        middle = int(occasion.about.value[5:7])
        return frozenset((middle + d - 1) % 12 + 1 for d in (-1, 0, 1))
    days = [occasion.filed.value] if occasion.filed else [s.value for s in occasion.said]
    named = {int(m[2]) for d in days if (m := _DAY.match(d))}
    spread = {(m + d - 1) % 12 + 1 for m in named for d in (-1, 0, 1)} if occasion.filed is None else named
    return frozenset(spread) or occasion.months


def _named(account: Account, filed: Derived[str] | None) -> Iterator[Said]:
    for time in account.annotations.times:
        index = account.annotations.sentence_at(time.start)
        if index is None or time.type not in ("DATE", "TIME") or not _DAY.match(time.value):
            continue
        value = time.value[:10]
        words = account.quote(time.span)
        gap = days_apart(value, filed.value) if filed else 0
        if gap is not None and gap <= _NEWS and time.confidence >= _SURE and not words.isupper():
            yield Said(index, value, words, time.confidence, time.start, time.method)


def _weekday(account: Account) -> int | None:
    """The first weekday of the opening that nothing anchors, 1 Monday to 7 Sunday."""
    for time in account.annotations.times:
        index = account.annotations.sentence_at(time.start)
        if index is not None and index < OPENING and (found := _WEEKDAY.match(time.value)):
            return int(found[1])
    return None


def _season(account: Account) -> tuple[str, frozenset[int]]:
    found = _APPROACH.search(account.document.view.text)
    if not found:
        return "", frozenset()
    return " ".join(found.group().split()), frozenset(_BEFORE_SEASON[found[1].lower()])


def _about(account: Account) -> Derived[str] | None:
    """The month that "nearly N years into" and the month of the beginning give together."""
    if account.document.published is not None:
        return None
    begun = _beginning(account)
    for time in account.annotations.times:
        years = _YEARS.match(time.value) if time.type == "DURATION" else None
        shift = _shift(account, time) if years else None
        if begun and years and shift is not None:
            month = int(begun.value[:4]) * 12 + int(begun.value[5:7]) - 1 + int(years[1]) * 12 + shift
            words, start = account.quote(time.span), account.quote(begun.span)
            method = f"“{words}” counted from “{start}”"
            return Derived(f"{month // 12:04d}-{month % 12 + 1:02d}", method, 0.4)
    return None


def _beginning(account: Account) -> Time | None:
    """The first month with its year that stands in a sentence about a beginning."""
    notes, text = account.annotations, account.document.text
    for time in notes.times:
        index = notes.sentence_at(time.start)
        if index is None or not _MONTH.match(time.value):
            continue
        sentence = notes.sentences[index]
        if _BEGAN.search(text, max(sentence.start, time.start - 200), min(sentence.end, time.end + 60)):
            return time
    return None


def _shift(account: Account, time: Time) -> int | None:
    """Months to add for "nearly" and "more than"; None where the span does not count from a beginning."""
    text = account.document.text
    if not _AFTER_IT.match(text[time.end : time.end + 12]):
        return None
    before = text[max(0, time.start - 14) : time.start]
    words = account.quote(time.span).lower()
    if _SHORT_OF.search(before) or words.startswith(("nearly", "almost", "close to", "just under")):
        return -1
    return 2 if _BEYOND.search(before) or words.startswith(("more than", "over", "just over")) else 0
