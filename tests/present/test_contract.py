"""The JSON contracts: the keys of the design stand first, and offsets mean what they say."""

import json

import pytest
from jsonschema import Draft202012Validator

from tellings.present.contract import annotation_record, comparison_record, dumps, schema

ANNOTATION = ["id", "title", "published", "outlet", "language", "text", "sentences", "mentions", "times", "events",
              "attributions", "loaded", "sentiment"]  # fmt: skip
COMPARISON = ["version", "documents", "happenings", "entities", "facts", "conflicts", "omissions", "unique", "lineage",
              "attributions", "loaded", "wording", "voices", "positions", "timeline", "brief"]  # fmt: skip
INNER = {
    "documents": ["id", "outlet", "published", "title", "language"],
    "happenings": ["id", "what", "date", "place", "documents"],
    "entities": ["id", "name", "type", "names", "mentions"],
    "facts": ["id", "statement", "holder", "members", "origins"],
    "conflicts": ["id", "fact", "question", "nature", "why", "answers"],
    "omissions": ["fact", "document"],
    "unique": ["document", "start", "end"],
    "lineage": ["from", "to", "relation", "evidence"],
    "loaded": ["document", "start", "end"],
    "positions": ["actor", "stance", "what", "holder", "members"],
    "brief": ["text", "members"],
}


def test_comparison_keys(comparison):
    record = comparison_record(comparison)
    assert list(record)[: len(COMPARISON)] == COMPARISON
    for key, keys in INNER.items():
        for item in record[key]:
            assert list(item)[: len(keys)] == keys, key


def test_annotation_keys(comparison):
    for account in comparison.accounts:
        assert list(annotation_record(account))[: len(ANNOTATION)] == ANNOTATION


@pytest.mark.parametrize(("name", "make"), [("comparison", comparison_record)])
def test_schema_holds_and_bites(comparison, name, make):
    validator = Draft202012Validator(schema(name))
    record = json.loads(dumps(make(comparison)))
    assert [e.message for e in validator.iter_errors(record)] == []
    record["facts"][0]["members"] = []
    assert not validator.is_valid(record)


def test_spans_are_offsets_into_the_text_that_is_carried(comparison):
    for account in comparison.accounts:
        record = annotation_record(account)
        for key in ("sentences", "mentions", "times", "events", "loaded"):
            for span in record[key]:
                assert 0 <= span["start"] < span["end"] <= len(record["text"])
