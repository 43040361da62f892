"""Title, outlet, author, publication date and language, each with its method and confidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from tellings.read.datelines import match_dateline
from tellings.read.dates import MONTH, month_number, parse_date
from tellings.read.raw import Raw
from tellings.read.repair import mended
from tellings.records import Dateline, Derived, Junk, Span

_NOT_HEADLINES = ("(", "By ", "“", '"', "«", "File ", "FILE ")
_SENTENCE_END = re.compile(r"[a-z]{3}[.!] [A-Z]|\b(?:19|20)\d\d\.")
_HEADLINE_END = re.compile(r"[.!?:;,…]['\"’”)\]]*$")
_GLUED = re.compile(
    r"\s{0,20}(?:date|published|updated)[:\s]\s{0,3}(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?(?=\s|$)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:https?://)?(?:(?:www\d?|edition|amp|m|mobile)\.(?=[\w-]+\.))?")
_STAMP = re.compile(
    r"(?:(?:first |last |originally )?(?:published|posted|updated|modified|created)(?: on| at)?:?\s{1,3}|date:\s{0,3})"
    r"(.{6,60})",
    re.IGNORECASE,
)
_URL_DATE = re.compile(
    r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)|/(\d{4})/([a-z]{3})/(\d{1,2})/"
    r"|[/-](20\d{2})(\d{2})(\d{2})(?:[/_.-]|$)"
)
_BYLINE = re.compile(
    r"(?:By|BY|by) (?P<name>[A-Z][\w.'’\-]{0,25}(?:,? (?:and |& )?[A-Z][\w.'’\-]{0,25}){1,8})"
    r"(?:,? (?:for|of|in|at) .{2,40}|[,|].{2,60})?$"
)
_DAY = rf"(?:\d{{1,2}} {MONTH},? \d{{4}}|{MONTH} \d{{1,2}}, \d{{4}})"
_WRITTEN = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
_DAY_LINE = re.compile(
    rf"[*_]{{0,3}}(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?{_DAY}"
    r"(?:,?(?: at)? \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?[*_]{0,3}",
    re.IGNORECASE,
)
_HEAD = 8  # lines among which a byline, a date line or a glued date stands
_SHORTEST = 20  # letters; below this language identification is guesswork
_SAMPLE = 1000
_ENGLISH = 0.25  # share of function words from which a text is English
_FUNCTION_WORDS = frozenset(
    "the of and to a in that is was for on with as by at from it its be are were has have had but not an or this which "
    "who he she they his her their will would been said after when than about into over".split()
)

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


# ------------------------------------------------------------------ title, outlet, author


def find_title(raw: Raw, junk: Sequence[Junk]) -> Derived[str] | None:
    """The title: given, a Markdown heading, or a first line (junk and bylines aside) that looks like a headline."""
    if given := raw.given.title:
        return Derived(mended(given.value), given.method, given.confidence)
    lines = [p for p in paragraphs(raw.text, most=8) if not _touched(p, junk)][:2]
    if not lines:
        return None
    first = lines[0][1]
    if heading := re.match(r"#{1,2} (.{3,300})$", first):
        return Derived(mended(heading[1]).strip(" #"), "Markdown heading", 0.95)
    if len(lines) > 1 and _is_headline(first) and len(lines[1][1]) > len(first) // 2:
        return Derived(mended(first), "first line, looks like a headline", 0.7)
    return None


def _touched(paragraph: Paragraph, junk: Sequence[Junk]) -> bool:
    span = Span(paragraph[0], paragraph[0] + len(paragraph[1]))
    return any(span.shared(j.span) for j in junk[:50])


def _is_headline(line: str) -> bool:
    if not 3 <= len(line.split()) <= 25 or len(line) > 160 or line.startswith(_NOT_HEADLINES):
        return False
    return not _HEADLINE_END.search(line) and not _SENTENCE_END.search(line) and not match_dateline(line)


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
    """A domain without the parts that say nothing ("www.", "edition."); a name as it is."""
    if not re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?", name):
        return name
    return _PREFIX.sub("", name).rstrip("/")


def _host(url: str) -> str | None:
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None


def find_author(raw: Raw) -> tuple[Derived[str] | None, Span | None]:
    """The author: given, or a byline among the first lines (with its place)."""
    for offset, line in paragraphs(raw.text, most=_HEAD):
        if len(line) < 150 and (found := _BYLINE.match(line.strip("*_"))):
            byline = Derived(found["name"], "byline", 0.9)
            return raw.given.author or byline, Span(offset, offset + len(line))
    return raw.given.author, None


# ------------------------------------------------------------------ dates


def find_glued_date(text: str) -> tuple[str, Span] | None:
    """`date 2025-09-01` at the head of the text, or of a line below title and byline: the date, and the span to cut."""
    for offset, _ in paragraphs(text, most=_HEAD):
        if found := _GLUED.match(text, offset):
            return found[1], Span(offset if text[:offset].strip() else 0, found.end())
    return None


def find_day_line(text: str) -> tuple[str, Span] | None:
    """A line at the head that is a date and nothing else; of several, none, since they date parts of a chronology."""
    found = [(line, offset) for offset, line in paragraphs(text, most=_HEAD) if _DAY_LINE.fullmatch(line)]
    return (found[0][0], Span(found[0][1], found[0][1] + len(found[0][0]))) if len(found) == 1 else None


def find_published(raw: Raw, dateline: Derived[Dateline] | None) -> Derived[str] | None:
    """When it was published, from the surest statement there is.

    Order: field or page metadata, a date glued to the text, a "Published …" line, a line that is a date, the byline,
    the address, the dateline.
    """
    given = raw.given.published
    if given and (met := parse_date(given.value)):
        return Derived(
            met[0],
            given.method + (", day and month uncertain" if met[1] <= 0.5 else ""),
            round(given.confidence * met[1], 3),
        )
    if (glued := find_glued_date(raw.text)) and (met := parse_date(glued[0])):
        return Derived(met[0], "date at the head of the text", 0.9)
    return _from_lines(raw) or _from_url(raw.given.url) or _from_dateline(dateline)


def _from_lines(raw: Raw) -> Derived[str] | None:
    """A "Published …" line, a line that is a date, or the date in the byline, in this order."""
    if stamped := _stamped(raw.text):
        return stamped
    if (line := find_day_line(raw.text)) and (met := parse_date(line[0])):
        return Derived(met[0], "date line in the text", round(0.85 * met[1], 3))
    _, byline = find_author(raw)
    dated = _WRITTEN.search(byline.of(raw.text)) if byline else None
    met = parse_date(dated[0]) if dated else None
    return Derived(met[0], "date in the byline", 0.85) if met else None


def _stamped(text: str) -> Derived[str] | None:
    for _, line in paragraphs(text, most=_HEAD):
        if len(line) < 120 and (found := _STAMP.match(line)) and (met := parse_date(found[1])):
            return Derived(met[0], "date line in the text", round(0.85 * met[1], 3))
    return None


def _from_url(url: str | None) -> Derived[str] | None:
    found = _URL_DATE.search(url or "")
    if not found:
        return None
    parts = [g for g in found.groups() if g]
    if not parts[1].isdigit():
        parts[1] = str(month_number(parts[1])) if re.fullmatch(MONTH, parts[1], re.IGNORECASE) else "0"
    met = parse_date("{:04}-{:02}-{:02}".format(*map(int, parts)))
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
    if _reads_as_english(sample):
        return Derived("en", "share of English function words", 0.99)
    code, probability = _identifier().classify(sample)
    return Derived(str(code), "py3langid", round(float(probability), 3))


def _reads_as_english(text: str) -> bool:
    """Whether so many words are English function words that no other language can be meant.

    English news has 30 to 45 % of them, its nearest relatives under 10 %.  Most texts are decided here, which spares
    the half second that the identifier takes to load.
    """
    words = text.lower().split()
    return sum(w in _FUNCTION_WORDS for w in words) >= _ENGLISH * len(words)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
