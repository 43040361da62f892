"""The whole way, from files to findings: traceable, deterministic, offline."""

import json
import os
import socket
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import tellings as api
from tellings.present import FORMATS, render
from tellings.present.contract import annotation_record, comparison_record, dumps, schema
from tellings.records import Citation, Comparison

EXAMPLES = Path(__file__).parent.parent / "examples"


def citations(thing):
    """Every citation inside a record, however deep."""
    if isinstance(thing, Citation):
        yield thing
    elif isinstance(thing, tuple):
        for x in thing:
            yield from citations(x)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for f in fields(thing):
            if f.name != "accounts":
                yield from citations(getattr(thing, f.name))


def test_every_finding_leads_to_text(example: Comparison):
    texts = {a.id: a.document.text for a in example.accounts}
    found = list(citations(example))
    assert len(found) > 50
    for c in found:
        assert 0 <= c.start < c.end <= len(texts[c.document]), c
        assert texts[c.document][c.start : c.end].strip(), c


def test_no_finding_touches_junk(example: Comparison):
    junk = [(a.id, j.span) for a in example.accounts for j in a.document.junk]
    assert junk
    for c in citations(example):
        covered = sum(c.span.shared(span) for document, span in junk if document == c.document)
        assert covered == 0, example.quote(c)


def test_json_follows_its_schema(example: Comparison):
    Draft202012Validator.check_schema(schema("comparison"))
    record = json.loads(dumps(comparison_record(example)))
    assert [e.message for e in Draft202012Validator(schema("comparison")).iter_errors(record)] == []


def test_annotation_follows_its_schema(example: Comparison):
    Draft202012Validator.check_schema(schema("annotation"))
    for account in example.accounts:
        record = json.loads(dumps(annotation_record(account)))
        assert [e.message for e in Draft202012Validator(schema("annotation")).iter_errors(record)] == []


def test_references_between_findings_hold(example: Comparison):
    r = comparison_record(example)
    documents = {d["id"] for d in r["documents"]}
    facts, entities, happenings = ({x["id"] for x in r[k]} for k in ("facts", "entities", "happenings"))
    assert {f["happening"] for f in r["facts"]} - {None} <= happenings
    assert {c["fact"] for c in r["conflicts"]} - {None} <= facts
    assert {o["fact"] for o in r["omissions"]} <= facts
    assert {p["actor"] for p in r["positions"]} - {None} <= entities
    assert {v["entity"] for v in r["voices"]} - {None} <= entities
    assert {x for h in r["happenings"] for x in h["documents"]} <= documents
    for fact in r["facts"]:
        assert len({m["document"] for m in fact["members"]}) >= 2
    for key in ("facts", "entities", "happenings", "conflicts"):
        assert len({x["id"] for x in r[key]}) == len(r[key])


def test_order_of_the_inputs_does_not_matter(tmp_path):
    paths = sorted(p for p in (EXAMPLES / "harbour").iterdir() if p.suffix != ".json")
    forward, backward = (api.compare(api.read(*ps)) for ps in (paths, paths[::-1]))
    for ending in FORMATS:
        assert render(forward, ending) == render(backward, ending)


def test_two_runs_are_byte_identical(tmp_path):
    """Two processes, whose sets and dictionaries hash differently."""
    reports = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        out.mkdir()
        outputs = [x for e in FORMATS for x in ("-o", str(out / f"report{e}"))]
        command = [sys.executable, "-m", "tellings.cli", "compare", str(EXAMPLES / "talks"), "-q", *outputs]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        reports.append([(out / f"report{e}").read_bytes() for e in FORMATS])
    assert reports[0] == reports[1]


def test_everything_works_with_the_network_cut(monkeypatch, tellings, tmp_path):
    def refuse(*args, **kwargs):
        raise AssertionError("the network was used")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    outputs = [x for e in FORMATS for x in ("-o", tmp_path / f"report{e}")]
    status, _, err = tellings("compare", EXAMPLES / "harbour", *outputs)
    assert (status, err) == (0, "")
    assert all((tmp_path / f"report{e}").stat().st_size > 1000 for e in FORMATS)


@pytest.mark.parametrize("story", ["harbour", "talks"])
def test_python_example_from_the_package_docstring(story):
    comparison = api.compare(api.read(EXAMPLES / story))
    rows = api.table(comparison)
    assert {"fact", "conflict", "happening", "voice"} <= {r.finding for r in rows}
    assert rows[0]._fields[0] == "finding"
