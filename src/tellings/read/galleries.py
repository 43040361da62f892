"""Picture galleries that a crawler poured into the middle of the text.

Two shapes are common: numbered items, one a line ("3/16 …"), and captions that end in "Hide Caption 3 of 16".  One
about the story itself is left in, and only its labels are marked; one about something else is marked whole.  Which of
the two it is shows in its words: captions of the story share most of their content words with the article around them.
A third, a line of captions that each end in an agency's bare name, has no labels, nor stops between the captions: it is
always marked whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.records import Junk, Span

RELATED = 0.42
_NUMBERED = re.compile(
    r"(?:(?:play slideshow|prev image|next image)\b.{0,40}? )?(\d{1,3}) ?(?:/|of) ?(\d{1,3})\s", re.IGNORECASE
)
_SHOW_ALL = re.compile(r"\d{1,3} show all\b.{0,150}", re.IGNORECASE)
_HIDE = re.compile(r"\s*Hide Caption (\d{1,3}) of (\d{1,3})\s*")
_CREDIT = re.compile(
    r"(?<=[\w.,”\"'’)!?]) (?:REUTERS|Reuters|AP|AFP|EPA|Getty(?: Images)?|Associated Press|Shutterstock|WireImage)"
    r"(?:/(?:REUTERS|Reuters|AP|AFP|EPA|Getty Images))?(?= {1,3}[A-Z“\"]|\s*$)"
)
_CAPTION_WORDS = 45  # between two credits of a gallery, on average; an account names agencies more rarely
_HEADING = re.compile(r"(?:Photos: )+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FEW = 3
_BODY = 5  # content words; a document with fewer outside its gallery is its gallery
_COMMON = frozenset(
    """
    that with from this they their have were been after before while during which into over under about when
    where other more than also some will would could there what your years year photo shows seen file image
    images
    """.split()
)


@dataclass(frozen=True, slots=True)
class Item:
    """One picture of a gallery: everything of it, and its caption alone."""

    whole: Span
    caption: Span


def find_galleries(text: str, lines: Sequence[Span]) -> Iterator[Junk]:
    """Mark galleries, or where they tell of the story, their labels.

    Args:
        text: The document's text.
        lines: Its lines that are not blank.
    """
    items = [i for group in (*_numbered(text, lines), *_hidden(text, lines)) for i in group]
    if items:
        body = _words(_without(text, items))
        for group in (*_numbered(text, lines), *_hidden(text, lines)):
            yield from _marked(text, group, body)
    yield from _headings(text, lines)
    yield from _credited(text, lines)


def _marked(text: str, group: list[Item], body: frozenset[str]) -> Iterator[Junk]:
    if len(body) < _BODY or _related(text, group, body):
        for item in group:
            yield from (Junk(s, "gallery label") for s in _around(item))
    else:
        yield from (Junk(item.whole, "gallery caption") for item in group)


def _around(item: Item) -> Iterator[Span]:
    if item.whole.start < item.caption.start:
        yield Span(item.whole.start, item.caption.start)
    if item.caption.end < item.whole.end:
        yield Span(item.caption.end, item.whole.end)


def _related(text: str, group: list[Item], body: frozenset[str]) -> bool:
    shares = [len(w & body) / len(w) for item in group if (w := _words(item.caption.of(text)))]
    return bool(shares) and sum(shares) / len(shares) >= RELATED


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in map(str.lower, _WORD.findall(text)) if w not in _COMMON)


def _without(text: str, items: list[Item]) -> str:
    parts, at = [], 0
    for item in sorted(items, key=lambda i: i.whole):
        parts.append(text[at : max(at, item.whole.start)])
        at = max(at, item.whole.end)
    return " ".join([*parts, text[at:]])


# ------------------------------------------------------------------ "3/16 …", one a line


def _numbered(text: str, lines: Sequence[Span]) -> list[list[Item]]:
    """Runs of at least three lines whose numbers rise, of one and the same total."""
    groups: list[list[Item]] = []
    last = (0, 0)
    for span in lines:
        found = _NUMBERED.match(text, span.start, span.end)
        number, total = (int(found[1]), int(found[2])) if found else (0, 0)
        if found and 1 <= number <= total:
            if not (groups and total == last[1] and number == last[0] + 1):
                groups.append([])
            groups[-1].append(Item(span, Span(found.end(), span.end)))
            last = number, total
    return [g for g in groups if len(g) >= _FEW]


def _headings(text: str, lines: Sequence[Span]) -> Iterator[Junk]:
    """The line "16 show all TITLE", and TITLE alone on the line before."""
    for before, span in zip((None, *lines), lines, strict=False):
        if found := _SHOW_ALL.fullmatch(text, span.start, span.end):
            yield Junk(span, "gallery heading")
            title = re.split("show all", found[0], maxsplit=1, flags=re.IGNORECASE)[1].strip().lower()
            if before and title and before.of(text).lower() == title:
                yield Junk(before, "gallery heading")


# ------------------------------------------------------------------ "… Hide Caption 3 of 16 …"


def _hidden(text: str, lines: Sequence[Span]) -> list[list[Item]]:
    """One group a gallery: captions that follow each other, of one and the same total."""
    groups: list[list[Span]] = []
    last = ""
    for whole, total in _captions(text, lines):
        if not groups or total != last:
            groups.append([])
        groups[-1].append(whole)
        last = total
    return [_items(text, group) for group in groups]


def _captions(text: str, lines: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    for line in lines:
        start = line.start
        for found in _HIDE.finditer(text, line.start, line.end):
            yield Span(start, found.end()), found[2]
            start = found.end()


def _items(text: str, wholes: list[Span]) -> list[Item]:
    """Each picture with its caption alone: the gallery's title stands before every one."""
    parts = [_HIDE.split(w.of(text), maxsplit=1)[0] for w in wholes]
    title = _title(parts)
    heads = [_head(part, title) for part in parts]
    return [
        Item(w, Span(w.start + head, w.start + max(head, len(part))))
        for w, part, head in zip(wholes, parts, heads, strict=True)
    ]


def _title(parts: list[str]) -> str:
    """The words that every caption of a gallery begins with."""
    bare = [_HEADING.sub("", p).split(" ") for p in parts if p.startswith("Photos: ")]
    if len(bare) < 2:
        return ""
    shared = 0
    while shared < min(map(len, bare)) and len({w[shared] for w in bare}) == 1:
        shared += 1
    return " ".join(bare[0][:shared])


def _head(part: str, title: str) -> int:
    """Length of "Photos: TITLE Photos: TITLE – " at the head of a caption."""
    at = 0
    while found := _HEADING.match(part, at):
        at = found.end()
        if title and part.startswith(title, at):
            at += len(title) + (part[at + len(title) : at + len(title) + 1] == " ")
    return at


# ------------------------------------------------------------------ "… Reuters … REUTERS …", in one line


def _credited(text: str, lines: Sequence[Span]) -> Iterator[Junk]:
    """Lines of at least three captions that end in an agency's name, up to the last such name."""
    for line in lines:
        ends = [found.end() for found in _CREDIT.finditer(text, line.start, line.end)]
        if len(ends) >= _FEW and text.count(" ", line.start, ends[-1]) <= _CAPTION_WORDS * len(ends):
            yield Junk(Span(line.start, ends[-1]), "gallery caption")
