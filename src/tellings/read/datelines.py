"""Datelines: `KUNDUZ, Afghanistan (AP) —`, `PARIS, September 1 —`, `Washington (CNN)`, `(Reuters) -`.

A town in capitals before a dash is one by its form.  A town in ordinary letters, or none at all, is one only with an
agency in brackets after it.
"""

from __future__ import annotations

import re

from tellings.read.agencies import agency_of
from tellings.read.dates import MONTH, month_number
from tellings.records import Credit, Dateline, Derived, Span

_DASH = r"(?:[-–—―]{1,2}|\u00e2\u20ac[\u201c\u201d\u2022])"  # the last: a dash of UTF-8 that was read as Windows-1252
_TOWN = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]{1,30}(?: [A-Z\u00c0-\u00de.'’\-]{2,30}){0,3}(?:/[A-Z]{3,20}){0,2}"
_REGION = r"(?:, [A-Z][\w.'’\-]{1,25}(?: [A-Z][\w.'’\-]{1,25}){0,2})"
_SOFT_TOWN = r"[A-Z][\w.'’\-]{2,25}(?: [A-Z][\w.'’\-]{1,25}){0,2}"
_DATE = rf"(?:,? (?P<date>{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?))"
_AGENCY = r"(?:,? ?\((?P<agency>[A-Z][\w .,/&\-]{1,40})\))"
_HARD = re.compile(rf"(?P<place>{_TOWN}{_REGION}{{0,2}}){_DATE}?{_AGENCY}?,? ?{_DASH}\s{{1,3}}(?=\S)")
_COLON = re.compile(rf"(?P<place>{_TOWN}{_REGION}{{0,2}}){_DATE}?{_AGENCY}?:\s{{1,3}}(?=\S)")
_SOFT = re.compile(rf"(?P<place>{_SOFT_TOWN}{_REGION}?){_DATE}?{_AGENCY},? ?(?:{_DASH}\s{{0,3}})?(?=\S)")
_BARE = re.compile(rf"{_AGENCY}\s?(?:{_DASH})?\s{{1,3}}(?=\S)")
_FORMS = (_HARD, _COLON, _SOFT, _BARE)
_NOT_TOWNS = frozenset(
    """
    AT A AN BREAKING UPDATE UPDATED UPDATES EXCLUSIVE WATCH VIDEO PHOTOS PHOTO OPINION ANALYSIS LIVE READ MORE
    NOW JUST IN FACTBOX TIMELINE EXPLAINER CORRECTION ALERT WARNING EDITORIAL COMMENT REVIEW INTERVIEW THE
    FULL TEXT TRANSCRIPT CLOSE WOW ON BY FOR FROM TO AND OR BUT IT IS WE HE SHE I YES NO NOTE FILE PLAY LISTEN
    SPORTS NEWS WORLD BUSINESS POLITICS TUNE OMG FACT CLAIM QUESTION ANSWER HOST GUEST MODERATOR REPORTER
    ANCHOR VOICE UNIDENTIFIED OH WELL SO WHAT WHY HOW WHO WHEN WHERE
    """.split()
)
_BARE_LINES = 4  # a bare "PARIS —" is a dateline this near the head; further down it may be an exclamation


def match_dateline(line: str) -> re.Match[str] | None:
    """The dateline that a line begins with."""
    for form in _FORMS:
        found = form.match(line[:200])
        if found and _plausible(found):
            return found
    return None


def find_dateline(paragraphs: list[tuple[int, str]]) -> tuple[Derived[Dateline] | None, Credit | None, Span | None]:
    """The dateline, the agency in it, and the span that both take up, to be cut from the view.

    Args:
        paragraphs: The first lines with their offsets; titles, bylines and captions often come before the dateline.
    """
    for number, (offset, line) in enumerate(paragraphs):
        found = match_dateline(line)
        if found and (number < _BARE_LINES or _supported(found)):
            return _dateline(found, offset)
    return None, None, None


def agency_in(name: str | None) -> str | None:
    """The agency that a bracket names, alone or among others ("Reuters/AFP")."""
    if not name:
        return None
    return agency_of(name) or next((a for part in re.split(r"[/,&]| - | and ", name) if (a := agency_of(part))), None)


def _supported(found: re.Match[str]) -> bool:
    parts = found.groupdict()
    return bool(parts.get("date") or parts.get("agency") or "," in (parts.get("place") or ""))


def _plausible(found: re.Match[str]) -> bool:
    parts = found.groupdict()
    agency = agency_in(parts.get("agency"))
    if found.re in (_SOFT, _BARE) and not agency:
        return False
    if found.re is _COLON and not (parts.get("date") or agency):
        return False
    place = parts.get("place")
    return place is None or not {w.strip(".") for w in place.split(",")[0].split()} & _NOT_TOWNS


def _dateline(found: re.Match[str], offset: int) -> tuple[Derived[Dateline] | None, Credit | None, Span]:
    parts = found.groupdict()
    whole = Span(offset, offset + found.end())
    agency = agency_in(parts.get("agency"))
    credit = _credit(found, offset, agency) if agency else None
    if not parts.get("place"):
        return None, credit, whole
    span = Span(offset, offset + len(found[0].rstrip()))
    when = _date(parts.get("date"))
    method = "place and date before the first sentence" if when else "place before the first sentence"
    confidence = 0.95 if found.re is _HARD and _supported(found) else 0.85
    return Derived(Dateline(_cased(found["place"]), when, span), method, confidence), credit, whole


def _credit(found: re.Match[str], offset: int, agency: str) -> Credit:
    return Credit(agency, Span(offset + found.start("agency"), offset + found.end("agency")), "dateline")


def _date(text: str | None) -> str | None:
    month, day, year = (re.search(form, text or "") for form in (MONTH, r"\b\d{1,2}\b", r"\b\d{4}\b"))
    if not month or not day or not 1 <= int(day[0]) <= 31:
        return None
    return f"{year[0] if year else 'XXXX'}-{month_number(month[0]):02}-{int(day[0]):02}"


def _cased(place: str) -> str:
    """Write a town in capitals as usual ("Ofer Prison, West Bank"); initials ("U.N.", "VA") keep their capitals."""
    town, comma, rest = place.partition(",")
    words = (w.capitalize() if w.isupper() and w.count(".") < 2 else w for w in re.split(r"([ /\-])", town))
    return "".join(words) + comma + rest
