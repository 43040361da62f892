"""The comparison as flat tables: one row for each sentence that a finding cites.

They serve spreadsheets (`-o findings.csv`) and data frames (`pandas.DataFrame(tellings.table(comparison))`), without
making a data-frame library a dependency.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tellings.records import Citation, Comparison

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """One cited sentence of one finding.

    `finding` is fact, conflict, omission, unique, lineage, voice, drift, position, label, distinctive, loaded, moment,
    brief, happening or failure; `id` repeats over the rows of one finding.  `said` is the statement, question or label,
    `answer` one side of a conflict or a stance, `start` and `end` are offsets (-1 where a finding is an absence).
    """

    finding: str
    id: str
    said: str
    answer: str
    document: str
    outlet: str
    start: int
    end: int
    text: str
    explanation: str


def table(comparison: Comparison) -> list[Row]:
    """All findings as rows, in the order of the report.

    Args:
        comparison: What `tellings.compare` returned.

    Returns:
        Named tuples, which data-frame libraries take as they are.
    """
    return [row for rows in (_links(comparison), _findings(comparison), _words(comparison)) for row in rows]


def to_csv(comparison: Comparison) -> str:
    """The rows as CSV with a header; cells that a spreadsheet would run as a formula get an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows([_harmless(cell) for cell in row] for row in table(comparison))
    return out.getvalue()


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _joined(*reasons: str) -> str:
    return "; ".join(r for r in reasons if r)


class _Maker:
    """Builds rows that know the outlet and the words of each citation."""

    def __init__(self, comparison: Comparison) -> None:
        self.accounts = {a.id: a for a in comparison.accounts}
        self.outlets = {a.id: a.document.outlet.value if a.document.outlet else "" for a in comparison.accounts}

    def rows(
        self, finding: str, key: str, said: str, members: Iterable[Citation], answer: str = "", why: str = ""
    ) -> Iterator[Row]:
        for c in members:
            words = " ".join(self.accounts[c.document].quote(c).split())
            yield Row(finding, key, said, answer, c.document, self.outlets[c.document], c.start, c.end, words, why)

    def absence(self, finding: str, key: str, said: str, document: str, why: str) -> Row:
        return Row(finding, key, said, "", document, self.outlets.get(document, ""), -1, -1, "", why)


def _links(comparison: Comparison) -> Iterator[Row]:
    make, links = _Maker(comparison), comparison.links
    independence = {c.fact: f"{c.origins} independent: {c.why}" for c in comparison.corroboration}
    for h in links.happenings:
        yield from make.rows("happening", h.id, h.what, h.members, h.date.value if h.date else "", h.why)
    for f in links.facts:
        yield from make.rows("fact", f.id, f.statement, f.members, f.holder, _joined(independence.get(f.id, ""), f.why))
    for n, x in enumerate(links.lineage, 1):
        yield from make.rows("lineage", f"l{n}", f"{x.source} → {x.target}", x.evidence, x.relation, x.why)


def _findings(comparison: Comparison) -> Iterator[Row]:
    make = _Maker(comparison)
    statements = {f.id: f.statement for f in comparison.links.facts}
    for c in comparison.conflicts:
        for a in c.answers:
            yield from make.rows("conflict", c.id, c.question, a.members, a.answer, f"{c.why}: {c.explanation}")
    for o in comparison.omissions:
        yield make.absence("omission", o.fact, statements.get(o.fact, ""), o.document, o.why)
    for n, u in enumerate(comparison.unique, 1):
        yield from make.rows("unique", f"u{n}", "", [u.citation], "", u.why)
    for n, p in enumerate(comparison.positions, 1):
        yield from make.rows("position", f"p{n}", f"{p.actor}: {p.what}", p.members, p.stance, _joined(p.holder, p.why))
    for n, m in enumerate(comparison.timeline, 1):
        yield from make.rows("moment", f"m{n}", m.what, m.members, m.date, m.method)
    for n, b in enumerate(comparison.brief, 1):
        yield from make.rows("brief", f"b{n}", b.text, b.members, b.kind)
    for n, x in enumerate(comparison.failures, 1):
        yield make.absence("failure", f"x{n}", x.what, x.where, x.remedy)


def _words(comparison: Comparison) -> Iterator[Row]:
    make = _Maker(comparison)
    names = {e.id: e.name for e in comparison.links.entities}
    for n, v in enumerate(comparison.voices, 1):
        share = f"{v.words} words, {v.share:.0%} of all attributed"
        yield from make.rows("voice", f"v{n}", v.speaker, v.members, v.kind, share)
    for n, d in enumerate(comparison.drift, 1):
        yield from make.rows("drift", f"d{n}", d.speaker, d.members, "", _joined(d.difference, d.why))
    for n, x in enumerate(comparison.wording.labels, 1):
        yield from make.rows("label", f"n{n}", names.get(x.entity, x.entity), x.members, x.label)
    for n, w in enumerate(comparison.wording.distinctive, 1):
        yield from make.rows("distinctive", f"w{n}", w.word, w.members, "", f"z = {w.z:.2f}")
    for a in comparison.accounts:
        places = (Citation(a.id, x.start, x.end) for x in a.annotations.loaded)
        yield from make.rows("loaded", a.id, "", places)
