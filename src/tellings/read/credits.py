"""Credits: an outlet's own word that it carries an agency's text, wherever it stands.

Only lines that speak of the article count ("contributed to this report", "Copyright 2018 The Associated Press"): a
sentence that an official told AFP is news, and a picture credit says nothing of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tellings.read.agencies import agencies_in
from tellings.read.datelines import agency_in
from tellings.read.raw import Raw
from tellings.records import Credit, Span

_FORMS = tuple(
    (re.compile(form, re.IGNORECASE), method)
    for form, method in (
        (r"(?:^|[(•*—-] ?)[^.\n]{0,250}\bcontribut(?:ed|ing)\b(?: reporting)?(?: (?:from|in) [^.\n]{2,40})?"
         r"(?: to (?:this|the) (?:report|story|article|piece))", "contribution line"),
        (r"(?:additional|further|with) reporting (?:by|from)[^\n]{0,160}|^contributing:[^\n]{0,200}",
         "additional reporting"),
        (r"(?<!image )(?:\bcopyright (?:©|\(c\))? ?\d{4}|©)[^\n]{0,80}", "copyright line"),
        (r"\b(?:with|based (?:in part )?on|contains|includes)(?: \w+){0,3} "
         r"(?:inputs?|wire service reports|reports|material|files)(?: from| by)?[^\n.]{0,100}", "wire material"),
    )
)  # fmt: skip
_HINTS = ("contribut", "reporting", "copyright", "©", "based", "input", "material", "files")
_LONGEST = 500
_REUTERS_FORM = re.compile(r"\((?:Additional r|R)eporting by [^)]{3,300}(?:[Ee]diting|[Ww]riting) by [^)]{3,200}\)")
_SOURCE_LINE = re.compile(r"(?:source|via):? (.{2,40})", re.IGNORECASE)
_SIGNED = re.compile(r"(?:[—–-] ?|\()?([A-Z][\w ./-]{1,40}?)\)?\.?")
_FOOT = 400  # code points at the end that can hold a signature
_ADDRESSES = (
    (re.compile(r"/aponline/|/ap/|\bapnews\b|[/_-]associated-press[/_-]"), "AP"),
    (re.compile(r"/reuters/|\breuters\.com\b|[/_-]reuters[/_-]"), "Reuters"),
    (re.compile(r"/afp/|[/_-]afp[/_-]"), "AFP"),
)


def find_credits(raw: Raw, dateline: Credit | None) -> tuple[Credit, ...]:
    """Every agency that the account says it carries, each once, at its first place; places before metadata."""
    found = [*([dateline] if dateline else []), *_lines(raw.text), *_signatures(raw.text), *_metadata(raw)]
    first: dict[str, Credit] = {}
    for credit in found:
        first.setdefault(credit.agency, credit)
    return tuple(sorted(first.values(), key=lambda c: (c.span is None, c.span or Span(0, 0), c.agency)))


def _metadata(raw: Raw) -> Iterator[Credit]:
    if author := raw.given.author:
        yield from (Credit(agency, None, author.method) for agency, _, _ in agencies_in(author.value))
    address = (raw.given.url or "").lower()
    for form, agency in _ADDRESSES:
        if found := form.search(address):
            yield Credit(agency, None, f"address has `{found[0]}`")


def _lines(text: str) -> Iterator[Credit]:
    for match in re.finditer(r"[^\n]+", text):
        lower = match[0].lower()
        if any(hint in lower for hint in _HINTS):
            line = match[0][-_LONGEST:]
            yield from _in_line(line, match.end() - len(line), whole=len(line) == len(match[0]))


def _in_line(line: str, offset: int, *, whole: bool) -> Iterator[Credit]:
    if found := _REUTERS_FORM.search(line):
        yield Credit(
            "Reuters", Span(offset + found.start(), offset + found.end()), "reporting line in the Reuters form"
        )
    for form, method in _FORMS if whole else ():
        if stated := form.search(line):
            base = offset + stated.start()
            yield from (Credit(a, Span(base + s, base + e), method) for a, s, e in agencies_in(stated[0]))


def _signatures(text: str) -> Iterator[Credit]:
    """A line at the end that is nothing but an agency: "AP", "(Reuters)", "Source: AFP"."""
    base = max(0, len(text) - _FOOT)
    for match in list(re.finditer(r"[^\n]+", text[base:]))[-3:]:
        line = match[0].strip()
        for form, method in ((_SOURCE_LINE, "source line"), (_SIGNED, "signature line")):
            found = form.fullmatch(line)
            if found and (agency := agency_in(found[1])):
                start = base + match.start() + match[0].index(line) + found.start(1)
                yield Credit(agency, Span(start, start + len(found[1])), method)
