"""An account's own text cut into paragraphs, sentences and stretches, each stretch with everything that marks it.

Findings overlap freely, and HTML elements may not: so the text is cut at every boundary of every mark, and each
stretch between two cuts carries the classes of all marks that cover it.  The characters are those of the document, all
of them and in their order; nothing is repaired here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tellings.present.html.findings import Finding, Index, sentence_anchor
from tellings.records import Account, Citation, Comparison, Span

_BLANK_LINE = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)+")
_PAINTED = {"F": "f", "C": "c", "U": "u", "V": "v"}  # the other kinds only get markers


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to be shown in a way of its own; `href` makes it a link, `label` a visible note before it."""

    start: int
    end: int
    style: str
    href: str = ""
    title: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that is marked alike from end to end."""

    text: str
    style: str
    href: str
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, or what stands between two (`anchor` empty), with the markers of the findings that cite it."""

    anchor: str
    number: int
    stretches: tuple[Stretch, ...]
    markers: tuple[Finding, ...]


def paragraphs(account: Account, index: Index, inline: Sequence[Mark]) -> list[list[Line]]:
    """The whole text of one account as paragraphs of lines.

    Args:
        account: The account.
        index: Findings and labels.
        inline: Marks besides findings: names, loaded words, and so on.

    Returns:
        Paragraphs, the blank lines between them as paragraphs of their own; the texts of all stretches, joined, are the
        document's text.
    """
    text = account.document.text
    cited = index.within(account.id)
    marks = [*_painted(cited), *_document_marks(account), *inline]
    sentences = [s.span for s in account.annotations.sentences]
    breaks = _breaks(text, sentences)
    stretches = _stretches(text, marks, [*breaks, *(x for s in sentences for x in (s.start, s.end))])
    lines = _lines(stretches, sentences, breaks)
    markers = _markers(cited, index)
    letter = index.labels[account.id].letter
    return [[_line(letter, n, run, markers) for n, run in paragraph] for paragraph in lines]


def is_gap(paragraph: Sequence[Line]) -> bool:
    """Whether a paragraph is only the blank lines between two others."""
    return all(x.text.isspace() for line in paragraph for x in line.stretches)


def inline_marks(comparison: Comparison, names: Mapping[str, str]) -> dict[str, list[Mark]]:
    """Names, loaded and distinctive words of every account, each linked to its row.

    Args:
        comparison: The comparison.
        names: Anchor of each entity's row, by entity id.
    """
    out: dict[str, list[Mark]] = defaultdict(list)
    for label in comparison.wording.labels:
        if label.entity in names:
            for m in label.members:
                out[m.document].append(Mark(m.start, m.end, "n", f"#{names[label.entity]}"))
    for word in comparison.wording.distinctive:
        for m in word.members:
            out[m.document].append(Mark(m.start, m.end, "d", "#distinctive"))
    for account in comparison.accounts:
        for x in account.annotations.loaded:
            title = f"judges or colours, in the account's own voice (probability {x.score:.2f})"
            out[account.id].append(Mark(x.start, x.end, "w", "#loaded", title))
    return out


def _painted(cited: Iterable[tuple[Citation, Finding]]) -> Iterator[Mark]:
    return (Mark(c.start, c.end, _PAINTED[f.kind]) for c, f in cited if f.kind in _PAINTED)


def _document_marks(account: Account) -> Iterator[Mark]:
    for junk in account.document.junk:
        yield Mark(junk.span.start, junk.span.end, "j", label=junk.reason)
    for repair in account.document.repairs:
        read = f"read as “{repair.replacement}”" if repair.replacement.strip() else "not read"
        yield Mark(repair.span.start, repair.span.end, "r", title=f"{read} ({repair.reason})")


def _breaks(text: str, sentences: Sequence[Span]) -> list[int]:
    """Where paragraphs and the blank lines between them begin; a line that a sentence runs across divides nothing."""
    inside = iter(sentences)
    current = next(inside, None)
    out = [0]
    for found in _BLANK_LINE.finditer(text):
        while current and current.end <= found.start():
            current = next(inside, None)
        if not current or current.start >= found.end():
            out.extend((found.start(), found.end()))
    return out


def _stretches(text: str, marks: Sequence[Mark], cuts: Iterable[int]) -> Iterator[tuple[int, Stretch]]:
    """Every stretch with its offset, in order and without gaps."""
    edges = sorted({0, len(text), *cuts, *(x for m in marks for x in (m.start, m.end))})
    edges = [e for e in edges if 0 <= e <= len(text)]
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for n, mark in enumerate(marks):
        if mark.start < mark.end:
            opening[mark.start].append(n)
            closing[mark.end].append(n)
    active: set[int] = set()
    for start, end in pairwise(edges):
        active.difference_update(closing[start])
        active.update(opening[start])
        yield start, _stretch(text[start:end], [marks[n] for n in sorted(active)], start)


def _stretch(text: str, marks: Sequence[Mark], start: int) -> Stretch:
    link = next((m for style in "wnd" for m in marks if m.style == style), None)
    titles = dict.fromkeys(m.title for m in marks if m.title and (m is link or not m.href))
    label = next((m.label for m in marks if m.label and m.start == start), "")
    styles = " ".join(sorted({m.style for m in marks}))
    return Stretch(text, styles, link.href if link else "", "; ".join(titles), label)


_Run = tuple[int | None, list[Stretch]]


def _lines(
    stretches: Iterable[tuple[int, Stretch]], sentences: Sequence[Span], breaks: Sequence[int]
) -> list[list[_Run]]:
    """Stretches gathered by sentence (None: between sentences), and those by paragraph."""
    out: list[list[_Run]] = []
    starts, n = set(breaks), 0
    for at, stretch in stretches:
        if at in starts:
            out.append([])
        while n < len(sentences) and sentences[n].end <= at:
            n += 1
        sentence = n if n < len(sentences) and sentences[n].start <= at else None
        paragraph = out[-1]
        if not paragraph or paragraph[-1][0] != sentence:
            paragraph.append((sentence, []))
        paragraph[-1][1].append(stretch)
    return out


def _markers(cited: Iterable[tuple[Citation, Finding]], index: Index) -> dict[int, tuple[Finding, ...]]:
    """The findings that cite each sentence, one marker a finding."""
    out: dict[int, dict[str, Finding]] = defaultdict(dict)
    for place, finding in cited:
        sentence = index.sentence_of(place)
        if sentence is not None:
            out[sentence].setdefault(finding.label, finding)
    return {n: tuple(found.values()) for n, found in out.items()}


def _line(letter: str, sentence: int | None, run: list[Stretch], markers: Mapping[int, tuple[Finding, ...]]) -> Line:
    if sentence is None:
        return Line("", 0, tuple(run), ())
    return Line(sentence_anchor(letter, sentence), sentence + 1, tuple(run), markers.get(sentence, ()))
