"""Raw accounts → documents: metadata, view, junk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tellings.read import metadata
from tellings.read.credits import find_credits
from tellings.read.datelines import find_dateline
from tellings.read.junk import find_junk
from tellings.read.raw import Raw
from tellings.read.repair import JUNK, LAYOUT, Edit, build_view, find_repairs
from tellings.records import Derived, Document, Junk, Span

_PARAGRAPH = "\n\n"
_ENDED = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")
_HEADING_MARK = re.compile(r"(?m)^#{1,6} (?=\S)")
_REPEATS = 6  # lines within which a second copy of the title is looked for


def build(raw: Raw, *, id: str) -> Document:  # noqa: A002 the record's own name for it
    """Work out everything about one account.

    Args:
        raw: The account as it came.
        id: Its id, distinct in the run.

    Returns:
        The document; the text is untouched.
    """
    dateline, credit, filed = find_dateline(metadata.paragraphs(raw.text))
    author, byline = metadata.find_author(raw)
    stamp = metadata.find_day_line(raw.text)
    junk = _with_line(find_junk(raw.text), byline, "byline")
    junk = _with_line(junk, stamp[1] if stamp else None, "time stamp")
    title = metadata.find_title(raw, junk)
    edits = [
        *find_repairs(raw.text),
        *_cuts(raw.text, filed),
        *_repeated(raw.text, title),
        *_junk_edits(raw.text, junk),
    ]
    view, repairs = build_view(raw.text, _prefer_junk(edits))
    return Document(
        id=id,
        text=raw.text,
        view=view,
        path=raw.path,
        format=raw.format,
        url=raw.given.url,
        title=title,
        outlet=metadata.find_outlet(raw),
        author=author,
        published=metadata.find_published(raw, dateline),
        language=metadata.find_language(raw, view.text),
        dateline=dateline,
        credits=find_credits(raw, credit),
        repairs=repairs,
        junk=junk,
    )


def _with_line(junk: tuple[Junk, ...], line: Span | None, reason: str) -> tuple[Junk, ...]:
    if line is None or any(j.span.shared(line) for j in junk):
        return junk
    return tuple(sorted((*junk, Junk(line, reason)), key=lambda j: j.span))


def _cuts(text: str, filed: Span | None) -> Iterator[Edit]:
    """A dateline, a glued date and the marks of Markdown headings are not part of a sentence."""
    if filed:
        yield Edit(filed.start, filed.end, "", "dateline")
    if glued := metadata.find_glued_date(text):
        yield Edit(glued[1].start, glued[1].end, "", "glued date")
    yield from (Edit(m.start(), m.end(), "", LAYOUT) for m in _HEADING_MARK.finditer(text))


def _repeated(text: str, title: Derived[str] | None) -> Iterator[Edit]:
    """Second and later copies of the title among the first lines."""
    if title is None:
        return
    wanted, met = _folded(title.value), 0
    for offset, line in metadata.paragraphs(text, most=_REPEATS):
        if wanted and _folded(line) == wanted:
            met += 1
            if met > 1:
                yield Edit(offset, offset + len(line), "", "repeated title")


def _folded(line: str) -> str:
    return re.sub(r"\W+", " ", line).strip().lower()


def _junk_edits(text: str, junk: tuple[Junk, ...]) -> Iterator[Edit]:
    """Junk leaves the end of a paragraph, except inside a sentence, which goes on after it."""
    for j in junk:
        before, after = (
            text[max(0, j.span.start - 80) : j.span.start].rpartition("\n")[2],
            text[j.span.end : j.span.end + 80].partition("\n")[0],
        )
        inside = before.strip() and after.strip() and not _ENDED.search(before)
        yield Edit(j.span.start, j.span.end, "" if inside else _PARAGRAPH, JUNK)


def _prefer_junk(edits: list[Edit]) -> list[Edit]:
    """Drop edits that junk swallows or cuts into, so that junk is left out whole."""
    junk = sorted(e for e in edits if e.reason == JUNK)
    kept: list[Edit] = list(junk)
    at = 0
    for edit in sorted(e for e in edits if e.reason != JUNK):
        while at < len(junk) and junk[at].end <= edit.start:
            at += 1
        if at == len(junk) or junk[at].start >= edit.end:
            kept.append(edit)
    return kept
