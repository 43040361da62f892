"""Title, outlet, author, dateline, credits, publication date and language, each with its method and confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from tellings.read.agencies import agencies_in, agency_of
from tellings.read.dates import MONTH, month_number, parse_date
from tellings.read.raw import Raw
from tellings.records import Credit, Dateline, Derived, Span

_DASH = r"(?:[-–—―]{1,2}|--)"
_PLACE = r"(?P<place>[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]{1,30}(?: [A-Z\u00c0-\u00de.'’\-]{2,30}){0,3}(?:/[A-Z]{3,20})?(?:, [A-Z][\w.'’\-]{1,25}(?: [A-Z][\w.'’\-]{1,25}){0,2}){0,2})"
_SOFT_PLACE = r"(?P<place>[A-Z][\w.'’\-]{2,25}(?: [A-Z][\w.'’\-]{1,25}){0,2}(?:, [A-Z][\w.'’\-]{1,25}(?: [A-Z][\w.'’\-]{1,25}){0,1})?)"
_DATE = rf"(?:,? (?P<date>{MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?))"
_AGENCY = r"(?: ?\((?P<agency>[A-Z][\w .,/&\-]{1,40})\))"
_HARD = re.compile(rf"{_PLACE}{_DATE}?{_AGENCY}?,? ?{_DASH}\s{{1,3}}(?=\S)")
_COLON = re.compile(rf"{_PLACE}{_DATE}?{_AGENCY}?:\s{{1,3}}(?=\S)")
_SOFT = re.compile(rf"{_SOFT_PLACE}{_DATE}?{_AGENCY},? ?(?:{_DASH}\s{{0,3}})?(?=\S)")
_BARE = re.compile(rf"\((?P<agency>[A-Z][\w .,/&\-]{{1,40}})\)\s?{_DASH}?\s{{1,3}}(?=\S)")
_NOT_PLACES = frozenset(
    "AT A AN BREAKING UPDATE UPDATED UPDATES EXCLUSIVE WATCH VIDEO PHOTOS PHOTO OPINION ANALYSIS LIVE READ MORE NEW NOW JUST IN "
    "FACTBOX TIMELINE EXPLAINER CORRECTION ALERT WARNING EDITORIAL COMMENT REVIEW INTERVIEW THE FULL TEXT TRANSCRIPT CLOSE "
    "ON BY FOR FROM TO AND OR BUT IT IS WE HE SHE I YES NO NOTE FILE PLAY LISTEN SPORTS NEWS WORLD BUSINESS POLITICS".split()
)
_HEADLINE_END = re.compile(r"[.!?:;,…]['\"’”)\]]*$")
_GLUED = re.compile(
    r"\s{0,20}(?:date|published|updated)[:\s]\s{0,3}(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?(?=\s|$)",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:(?:first |last |originally )?(?:published|posted|updated|modified|created)(?: on| at)?:?\s{1,3}|date:\s{0,3})(.{6,60})",
    re.IGNORECASE,
)
_URL_DATE = re.compile(
    r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)|/(\d{4})/([a-z]{3})/(\d{1,2})/|[/-](20\d{2})(\d{2})(\d{2})(?:[/_.-]|$)"
)
_BYLINE = re.compile(
    r"(?:By|BY|by) (?P<name>[A-Z][\w.'’\-]{0,25}(?:,? (?:and |& )?[A-Z][\w.'’\-]{0,25}){1,8})(?:,? (?:for|of|in|at) .{2,40}|[,|].{2,60})?$"
)
_SHORTEST = 20  # letters; below this language identification is guesswork
_SAMPLE = 3000

Paragraph = tuple[int, str]


def paragraphs(text: str, *, most: int = 12) -> list[Paragraph]:
    """The first lines that hold anything: (offset of the line's first visible character, the line stripped)."""
    found: list[Paragraph] = []
    for match in re.finditer(r"[^\n]+", text):
        line = match[0]
        if plain := line.strip():
            found.append((match.start() + len(line) - len(line.lstrip()), plain))
        if len(found) == most:
            break
    return found


# ------------------------------------------------------------------ dateline


def find_dateline(text: str) -> tuple[Derived[Dateline] | None, Credit | None, Span | None]:
    """The dateline, the agency in it, and the span that both take up, to be cut from the view.

    Looked for at the head of each of the first paragraphs: titles, bylines and captions often come before.
    """
    for offset, line in paragraphs(text):
        found = _match_dateline(line[:200])
        if found:
            return _dateline(found, offset)
    return None, None, None


def _match_dateline(line: str) -> re.Match[str] | None:
    for form in (_HARD, _COLON, _SOFT, _BARE):
        found = form.match(line)
        if found and _plausible(found):
            return found
    return None


def _plausible(found: re.Match[str]) -> bool:
    parts = found.groupdict()
    if found.re in (_SOFT, _BARE) and not _agency(parts.get("agency")):
        return False
    if found.re is _COLON and not (parts.get("date") or _agency(parts.get("agency"))):
        return False
    place = parts.get("place")
    return place is None or place.split(",")[0].split()[0].strip(".") not in _NOT_PLACES


def _agency(name: str | None) -> str | None:
    if not name:
        return None
    return agency_of(name) or next((a for part in re.split(r"[/,&]| and ", name) if (a := agency_of(part))), None)


def _dateline(found: re.Match[str], offset: int) -> tuple[Derived[Dateline] | None, Credit | None, Span]:
    parts = found.groupdict()
    whole = Span(offset, offset + found.end())
    agency = _agency(parts.get("agency"))
    credit = (
        Credit(agency, Span(offset + found.start("agency"), offset + found.end("agency")), "dateline")
        if agency
        else None
    )
    if not parts.get("place"):
        return None, credit, whole
    span = Span(offset, offset + len(found[0].rstrip()))
    when = _dateline_date(parts.get("date"))
    method = "place and date before the first sentence" if when else "place before the first sentence"
    confidence = 0.95 if found.re is _HARD else 0.85
    return Derived(Dateline(_cased(found["place"]), when, span), method, confidence), credit, whole


def _dateline_date(text: str | None) -> str | None:
    if not text:
        return None
    month = re.search(MONTH, text)
    day = re.search(r"\b\d{1,2}\b", text)
    year = re.search(r"\b\d{4}\b", text)
    if not month or not day or not 1 <= int(day[0]) <= 31:
        return None
    return f"{year[0] if year else 'XXXX'}-{month_number(month[0]):02}-{int(day[0]):02}"


def _cased(place: str) -> str:
    """ "OFER PRISON, West Bank" → "Ofer Prison, West Bank"; initials keep their capitals."""
    words = re.split(r"([ ,/\-])", place)
    return "".join(w.capitalize() if w.isupper() and "." not in w and len(w) > 2 else w for w in words)


# ------------------------------------------------------------------ title, outlet, author


def find_title(raw: Raw, repaired: str) -> Derived[str] | None:
    """The title: given, a Markdown heading, or a first line that looks like a headline."""
    if raw.given.title:
        return raw.given.title
    lines = paragraphs(repaired, most=3)
    if not lines:
        return None
    first = lines[0][1]
    if heading := re.match(r"#{1,2} (.{3,300})$", first):
        return Derived(heading[1].strip(" #"), "Markdown heading", 0.95)
    if len(lines) > 1 and _is_headline(first) and len(lines[1][1]) > len(first) // 2:
        ended = bool(re.search(r"[.!?]$", first))
        return Derived(first, "first line, looks like a headline", 0.6 if ended else 0.8)
    return None


def _is_headline(line: str) -> bool:
    words = line.split()
    if not 3 <= len(words) <= 30 or len(line) > 200 or line.startswith(("(", "By ", "“", '"', "«")):
        return False
    return not _HEADLINE_END.search(line) and not _match_dateline(line)


def find_outlet(raw: Raw) -> Derived[str] | None:
    """The outlet: given, or the domain of the address."""
    given = raw.given.outlet
    if given and not re.search(r"\.(?:txt|html?|jsonl?|md)$", given.value.lower()):
        return (
            Derived(_site(given.value), given.method, given.confidence) if _site(given.value) != given.value else given
        )
    if raw.given.url and (host := _host(raw.given.url)):
        return Derived(_site(host), "domain of the address", 0.9)
    return None


def _site(name: str) -> str:
    return (
        re.sub(r"^(?:https?://)?(?:www\d?|edition|amp|m|mobile)\.(?=[\w-]+\.)", "", name).rstrip("/")
        if re.fullmatch(r"\S+\.\S+", name)
        else name
    )


def _host(url: str) -> str | None:
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None


def find_author(raw: Raw) -> tuple[Derived[str] | None, Span | None]:
    """The author: given, or a byline among the first lines (with its place)."""
    for offset, line in paragraphs(raw.text, most=8):
        if len(line) < 150 and (found := _BYLINE.match(line)):
            byline = Derived(found["name"], "byline", 0.9)
            return raw.given.author or byline, Span(offset, offset + len(line))
    return raw.given.author, None


# ------------------------------------------------------------------ credits


_FORMS = (
    (re.compile(r"(?:^|[(•*—-] ?)[^.\n]{0,160}\bcontribut(?:ed|ing)\b(?: reporting)?(?: to (?:this|the) (?:report|story|article|piece))?\b", re.IGNORECASE), "contribution line"),
    (re.compile(r"(?:additional|further|with) reporting (?:by|from)[^\n]{0,160}", re.IGNORECASE), "additional reporting"),
    (re.compile(r"^Contributing:[^\n]{0,160}", re.IGNORECASE), "contribution line"),
    (re.compile(r"(?:copyright|©|\(c\))[^\n]{0,80}", re.IGNORECASE), "copyright line"),
    (re.compile(r"(?:with|based (?:in part )?on)(?: \w+){0,3} (?:inputs?|wire service reports|reports|material|files) ?(?:from|by)?[^\n]{0,100}", re.IGNORECASE), "wire material"),
    (re.compile(r"^(?:source|from|via):? [^\n]{2,60}$", re.IGNORECASE), "source line"),
)  # fmt: skip
_REUTERS_FORM = re.compile(r"\((?:Additional r|R)eporting by [^)]{3,300}(?:[Ee]diting|[Ww]riting) by [^)]{3,200}\)")
_SIGNED = re.compile(r"(?:[—–-] ?|\()([A-Z][\w ./-]{1,40})\)?\.?$")
_URL_HINTS = (
    (re.compile(r"/aponline/|/ap/|apnews|[/_-]associated-press[/_-]"), "AP"),
    (re.compile(r"/reuters/|[/_-]reuters[/_-]"), "Reuters"),
    (re.compile(r"/afp/|[/_-]afp[/_-]"), "AFP"),
    (re.compile(r"/pa/"), "PA"),
)


def find_credits(raw: Raw, dateline: Credit | None) -> tuple[Credit, ...]:
    """Every agency that the account says it carries, each once, the surest place first."""
    found = [dateline] if dateline else []
    found.extend(_credit_lines(raw.text))
    if raw.given.author:
        found.extend(Credit(a, None, raw.given.author.method) for a, _, _ in agencies_in(raw.given.author.value))
    found.extend(
        Credit(a, None, f"address has `{m[0]}`")
        for form, a in _URL_HINTS
        if (m := form.search((raw.given.url or "").lower()))
    )
    first: dict[str, Credit] = {}
    for credit in found:
        first.setdefault(credit.agency, credit)
    return tuple(sorted(first.values(), key=lambda c: (c.span is None, c.span or Span(0, 0), c.agency)))


def _credit_lines(text: str) -> Iterator[Credit]:
    for match in re.finditer(r"[^\n]+", text):
        line = match[0][-700:]
        yield from _in_line(line, match.end() - len(line))


def _in_line(line: str, offset: int) -> Iterator[Credit]:
    if reporting := _REUTERS_FORM.search(line):
        yield Credit(
            "Reuters", Span(offset + reporting.start(), offset + reporting.end()), "reporting line in the Reuters form"
        )
    if len(line) > 400:
        return
    for form, method in _FORMS:
        if stated := form.search(line):
            for agency, start, end in agencies_in(stated[0]):
                yield Credit(agency, Span(offset + stated.start() + start, offset + stated.start() + end), method)
    if (
        len(line) < 60
        and (signed := _SIGNED.search(line))
        and (agency := agency_of(signed[1]))
        and len(line.split()) < 6
    ):
        yield Credit(agency, Span(offset + signed.start(1), offset + signed.end(1)), "signature line")


# ------------------------------------------------------------------ dates


def find_glued_date(text: str) -> tuple[str, Span] | None:
    """`date 2025-09-01` at the head of the text: the date, and the span to cut."""
    found = _GLUED.match(text)
    return (found[1], Span(0, found.end())) if found else None


def find_published(raw: Raw, dateline: Derived[Dateline] | None, latest: date) -> Derived[str] | None:
    """When it was published, from the surest statement there is.

    Order: field or page metadata, a date glued to the text, a "Published …" line, the address, the dateline.
    """
    given = raw.given.published
    if given and (met := parse_date(given.value, latest=latest)):
        return Derived(
            met[0],
            given.method + (", day and month uncertain" if met[1] <= 0.5 else ""),
            round(given.confidence * met[1], 3),
        )
    if (glued := find_glued_date(raw.text)) and (met := parse_date(glued[0], latest=latest)):
        return Derived(met[0], "date at the head of the text", 0.9)
    return _stamped(raw.text, latest) or _from_url(raw.given.url, latest) or _from_dateline(dateline)


def _stamped(text: str, latest: date) -> Derived[str] | None:
    for _, line in paragraphs(text, most=8):
        if len(line) < 120 and (found := _STAMP.match(line)) and (met := parse_date(found[1], latest=latest)):
            return Derived(met[0], "date line in the text", round(0.85 * met[1], 3))
    return None


def _from_url(url: str | None, latest: date) -> Derived[str] | None:
    found = _URL_DATE.search(url or "")
    if not found:
        return None
    parts = [g for g in found.groups() if g]
    if not parts[1].isdigit():
        parts[1] = str(month_number(parts[1])) if re.fullmatch(MONTH, parts[1], re.IGNORECASE) else "0"
    met = parse_date("{:04}-{:02}-{:02}".format(*map(int, parts)), latest=latest)
    return Derived(met[0], "date in the address", 0.85) if met else None


def _from_dateline(dateline: Derived[Dateline] | None) -> Derived[str] | None:
    if not dateline or not dateline.value.date:
        return None
    unknown = dateline.value.date.startswith("XXXX")
    return Derived(dateline.value.date, "dateline, year unknown" if unknown else "dateline", 0.6 if unknown else 0.8)


# ------------------------------------------------------------------ language


def find_language(raw: Raw, text: str) -> Derived[str] | None:
    """The language, identified from the text; a field is believed only where the text is too short to tell."""
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < _SHORTEST:
        given = raw.given.language
        return Derived(given.value.lower()[:2], given.method, 0.7) if given else None
    code, probability = _identifier().classify(sample)
    return Derived(str(code), "py3langid", round(float(probability), 3))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
