"""The benchmark of event coreference on an invented topic: what each setting reads together, and the baseline."""

from __future__ import annotations

import pytest
from by_path import load

from tellings.annotate import annotate
from tellings.read import documents_from_records

bench = load("coreference")
TEXTS = {
    "1_1ecb": "A ferry sank off Norhaven. The ferry sank quickly.",
    "1_2ecb": "The ferry sank on Monday.",
    "1_1ecbplus": "A tanker sank off Kalvik.",
}


@pytest.fixture(scope="module")
def parts() -> list:
    mentions, checked = [], []
    for name, text in TEXTS.items():
        chain = "tanker" if name.endswith("plus") else "ferry"
        first = text.index("sank")
        mentions.append(bench.topics.__globals__["Mention"](name, first, first + 4, chain))
        checked.append((name, 0, text.index(".") + 1))
    records = tuple({"id": name, "text": text} for name, text in TEXTS.items())
    topic = bench.Topic("1", records, tuple(mentions), tuple(checked))
    return [(topic, list(annotate(documents_from_records(list(records)))))]


def test_settings_read_together_what_they_say(parts: list) -> None:
    assert [len(t.accounts) for t in bench.sets(parts, "story")] == [2, 1]
    assert [len(t.accounts) for t in bench.sets(parts, "topic")] == [3]
    assert [len(t.mentions) for t in bench.sets(parts, "none")] == [3]


def test_the_baseline_joins_by_lemma_within_its_set(parts: list) -> None:
    apart = bench.measured(list(bench.sets(parts, "story")), bench.by_lemma)
    assert apart["CoNLL"] == pytest.approx(1)
    mixed = bench.measured(list(bench.sets(parts, "topic")), bench.by_lemma)
    assert mixed["B3"] == pytest.approx(2 * (5 / 9) / (5 / 9 + 1))


def test_own_mentions_are_those_of_checked_sentences(parts: list) -> None:
    (told,) = bench.sets(parts, "none", found=True)
    places = {(m.document, TEXTS[m.document][m.start : m.end]) for m in told.mentions}
    assert places == {(name, "sank") for name in TEXTS}
    assert len(told.mentions) == 3
