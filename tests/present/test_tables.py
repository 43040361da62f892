"""Flat rows: every cited sentence, and no cell that a spreadsheet would run."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from tellings.present.tables import _harmless, table, to_csv
from tellings.records import Span


def test_every_member_of_every_fact_is_a_row(comparison):
    rows = [r for r in table(comparison) if r.finding == "fact"]
    assert rows
    assert len(rows) == sum(len(f.members) for f in comparison.links.facts)
    for r in rows:
        assert r.text == " ".join(comparison.account(r.document).quote(Span(r.start, r.end)).split())


def test_csv_reads_back(comparison):
    rows = list(csv.DictReader(io.StringIO(to_csv(comparison))))
    assert len(rows) == len(table(comparison))
    assert {r["finding"] for r in rows} >= {"fact", "conflict", "happening"}


@given(st.text())
def test_no_cell_begins_a_formula(text):
    cell = _harmless(text)
    assert not str(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert str(cell).endswith(text)
