"""What stands inside an article's text and is no part of the account: captions, buttons, forms, adverts, link lists.

Crawlers leave them in.  A lost lede is far worse than a surviving share bar, so every rule asks for the form of the
junk, not for its subject; whatever a caption tells stays, and only its label and credit go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tellings.read.galleries import find_galleries
from tellings.read.junk_rules import (
    LINES,
    LIST_HEAD,
    LONGEST_LINE,
    LONGEST_PROMOTION,
    PHRASES,
    PROMOTION_HINTS,
    STRONG_PROMOTION,
    WEAK_PROMOTION,
)
from tellings.records import Junk, Span

_MOSTLY = 0.75  # share of a line that promotes, from which on the whole line does
_TAIL = 25  # lines at the end within which a list of links may begin
_SENTENCE = re.compile(r"\S(?:[^.!?]|[.!?](?!\s))*[.!?]*")
_BLOCK = 8  # links below a heading in the middle of the text
_TITLE = 110  # code points of a headline
_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{2,30}:")
_NAME = 90  # code points within which a name is repeated
_INSIDE = 450  # code points from a repeated name to the "MORE" that ends a list of links inside a sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its place without surrounding space, and its characters."""

    span: Span
    text: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    for match in re.finditer(r"[^\n\r\x85\u2028\u2029]+", text):
        if plain := match[0].strip():
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Line(Span(start, start + len(plain)), plain))
    return found


def find_junk(text: str) -> tuple[Junk, ...]:
    """Mark junk.

    Args:
        text: The document's text.

    Returns:
        Stretches in order, none overlapping another.  Nothing is marked where all would be: without an account
        around it, nothing is foreign to it.
    """
    lines = lines_of(text)
    galleries = find_galleries(text, [line.span for line in lines])
    found = _merged([*galleries, *_whole_lines(lines), *_in_lines(lines), *_tail(lines), *_blocks(lines)])
    left = sum(len(line.text) for line in lines) - sum(len(j.span.of(text).strip()) for j in found)
    return found if left > 0 else ()


def _merged(found: Iterable[Junk]) -> tuple[Junk, ...]:
    kept: list[Junk] = []
    for junk in sorted(found, key=lambda j: (j.span.start, -j.span.end, j.reason)):
        if kept and junk.span.start < kept[-1].span.end:
            end = max(junk.span.end, kept[-1].span.end)
            kept[-1] = Junk(Span(kept[-1].span.start, end), kept[-1].reason)
        else:
            kept.append(junk)
    return tuple(kept)


# ------------------------------------------------------------------ whole lines


def _whole_lines(lines: list[Line]) -> Iterator[Junk]:
    for line in lines:
        if reason := line_reason(line.text):
            yield Junk(line.span, reason)


def line_reason(text: str) -> str | None:
    """Why a whole line is junk, or None."""
    if len(text) > LONGEST_LINE:
        return None
    return next((reason for form, reason in LINES if form.fullmatch(text)), None)


# ------------------------------------------------------------------ inside lines


def _in_lines(lines: list[Line]) -> Iterator[Junk]:
    for line in lines:
        for start, end, reason in (*_phrases(line.text), *_promotions(line.text), *_name_links(line.text)):
            yield Junk(Span(line.span.start + start, line.span.start + end), reason)


def _phrases(line: str) -> Iterator[tuple[int, int, str]]:
    lower = line.lower()
    for hint, form, reason in PHRASES:
        if hint in lower:
            yield from ((found.start(), found.end(), reason) for found in form.finditer(line))


def _promotions(line: str) -> Iterator[tuple[int, int, str]]:
    """Sentences that ask the reader to subscribe: the whole line where they make up most of it, else those alone."""
    lower = line.lower() if len(line) <= LONGEST_PROMOTION else ""
    if not any(hint in lower for hint in PROMOTION_HINTS) or not STRONG_PROMOTION.search(line):
        return
    sentences = [(m.start(), m.end()) for m in _SENTENCE.finditer(line)]
    cued = [(s, e) for s, e in sentences if STRONG_PROMOTION.search(line, s, e) or WEAK_PROMOTION.search(line, s, e)]
    if sum(e - s for s, e in cued) > _MOSTLY * len(line):
        cued = [(0, len(line))]
    else:
        cued = [(s, e) for s, e in cued if STRONG_PROMOTION.search(line, s, e)]
    yield from ((s, e, "newsletter sign-up") for s, e in cued)


def _name_links(line: str) -> Iterator[tuple[int, int, str]]:
    """Links poured in after a name: "Ann Low Ann Mary LowFirst headline Second headline MORE"."""
    at = 0
    for more in re.finditer(r" MORE\b", line):
        low = max(at, more.start() - _INSIDE)
        start = _repeated_name(line, low, more.start())
        if start is not None:
            yield start, more.end(), "list of links"
            at = more.end()


def _repeated_name(line: str, low: int, high: int) -> int | None:
    """Where a name begins anew that is then glued to a headline: the end of its first mention."""
    for token in re.finditer(r"[^\W\d_][\w’'-]*[a-z.][A-Z‘'“\"]", line[low:high]):
        name, place = token[0][:-1], low + token.start()
        first = max(0, place - _NAME)
        before = f" {line[first:place]} ".rfind(f" {name} ")
        if before >= 0:
            return first + before + len(name) + 1
    return None


# ------------------------------------------------------------------ the end


def _tail(lines: list[Line]) -> Iterator[Junk]:
    """A heading such as "Read more:" near the end, followed by nothing but short lines without a full stop."""
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _TAIL), -1):
        if LIST_HEAD.fullmatch(lines[i].text) and all(_link_like(x.text) for x in lines[i + 1 :]):
            yield from (Junk(x.span, "list of links") for x in lines[i:])
            return


def _blocks(lines: list[Line]) -> Iterator[Junk]:
    """The links below a heading such as "Related stories" in the middle of the text, up to the next sentence."""
    at = 0
    while at < len(lines):
        head, at = at, at + 1
        if LIST_HEAD.fullmatch(lines[head].text):
            while at < len(lines) and at - head <= _BLOCK and _title_like(lines[at].text):
                at += 1
            alone = at - head == 2 and lines[head + 1].text.endswith("?")  # prose may go on with a question
            if at - head > 1 and at < len(lines) and not alone:
                yield from (Junk(x.span, "list of links") for x in lines[head:at])


def _title_like(text: str) -> bool:
    """Whether a line is written as a headline: some words, no full stop, and no speaker before a colon."""
    return (
        4 <= len(text.split()) <= 20
        and len(text) <= _TITLE
        and not text.endswith((".", "”", '"', ":", ",", "!", "…"))
        and not _SPEAKER.match(text)
    )


def _link_like(text: str) -> bool:
    return (len(text) < 160 and not text.endswith((".", "”", '"'))) or line_reason(text) is not None
