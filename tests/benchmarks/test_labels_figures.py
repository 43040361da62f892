"""NewsWCL50's format, and how gold mentions find the package's entities, on invented sentences."""

from __future__ import annotations

import pytest
from by_path import load

from tellings.annotate import annotate
from tellings.read import documents_from_records
from tellings.records import Citation

bench = load("labels")

ROWS = """0/-/0_L	0	0	Prime	(0_Lind_ACTOR
0/-/0_L	0	1	Minister	0_Lind_ACTOR)
0/-/0_L	0	2	Ada	(0_Lind_ACTOR
0/-/0_L	0	3	Holm	-
0/-/0_L	0	4	-	-
0/-/0_L	0	5	Lind	0_Lind_ACTOR)
0/-/0_L	0	6	met	(0_Talks_EVENT
0/-/0_L	0	7	Bo	(0_Berg_ACTOR| (0_Oslo_COUNTRY)
0/-/0_L	0	8	Berg	0_Berg_ACTOR)|0_Talks_EVENT)
0/-/0_L	0	9	.	-
0/-/0_L	0	10	\\n	-"""


def article() -> object:
    return bench.article([line.split("\t") for line in ROWS.splitlines()])


def test_hyphens_are_closed_and_labels_may_nest() -> None:
    found = article()
    assert found.text == "Prime Minister Ada Holm-Lind met Bo Berg."
    assert (found.event, found.id) == ("0", "0_L")
    shown = sorted((found.text[a:b], label) for a, b, label in found.labelled)
    assert shown == [
        ("Ada Holm-Lind", "0_Lind_ACTOR"),
        ("Bo", "0_Oslo_COUNTRY"),
        ("Bo Berg", "0_Berg_ACTOR"),
        ("Prime Minister", "0_Lind_ACTOR"),
        ("met Bo Berg", "0_Talks_EVENT"),
    ]
    assert [bench.kind(label) for _, label in shown] == ["ACTOR", "COUNTRY", "ACTOR", "ACTOR", "EVENT"]


@pytest.mark.parametrize("cells", [["(A"], ["A)"], ["-", "B)", "(A"]])
def test_labels_that_never_close_are_passed_over(cells: list) -> None:
    assert list(bench.runs(cells)) == []


def test_a_title_and_its_name_find_one_entity_and_the_rest_stays_alone_or_goes_by_lemma() -> None:
    found = article()
    accounts = {a.id: a for a in annotate(documents_from_records([{"id": found.id, "text": found.text}]))}
    gold = {Citation(found.id, a, b): label for a, b, label in found.labelled if "EVENT" not in label}
    gold[Citation(found.id, found.text.index("met"), found.text.index("met") + 3)] = "act"
    by_text = {found.text[p.start : p.end]: chain for p, chain in bench.by_links(accounts, gold, back_off=True).items()}
    assert by_text["Prime Minister"] == by_text["Ada Holm-Lind"] != by_text["Bo Berg"]
    assert by_text["met"] == ("lemma", "meet")
    alone = bench.by_links(accounts, gold, back_off=False)
    assert any(isinstance(chain, Citation) for chain in alone.values())
