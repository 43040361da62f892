"""The command line: what it prints, where, and how it ends, on good input and bad."""

import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
GOOD = "The ferry Marlow struck a pier in Eastholm on Monday, and two people were killed, police said."
OTHER = "Police said two passengers died when the Marlow hit a pier at Eastholm on Monday."


@pytest.fixture
def pair(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(OTHER)
    return tmp_path


def test_version(tellings):
    status, out, _ = tellings("--version")
    assert status == 0
    assert out.startswith("tellings")


@pytest.mark.parametrize("arguments", [["--help"], ["compare", "--help"], ["annotate", "-h"]])
def test_help_documents_the_exit_statuses(tellings, arguments):
    status, out, _ = tellings(*arguments)
    assert status == 0
    assert "Exit status" in out
    assert "130  interrupted" in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(tellings, shell):
    status, out, _ = tellings("completion", shell)
    assert status == 0
    assert "_TELLINGS_COMPLETE" in out


def test_json_alone_goes_to_standard_output(tellings, pair):
    (pair / "bad.txt").write_bytes(b"")
    status, out, err = tellings("compare", pair, "--json")
    assert status == 0
    record = json.loads(out)
    assert [d["id"] for d in record["documents"]] == ["a.txt", "b.txt"]
    assert "bad.txt" in err
    assert record["failures"][0]["where"].endswith("bad.txt")


def test_summary_names_the_accounts(tellings, pair):
    status, out, err = tellings("compare", pair)
    assert (status, err) == (0, "")
    assert "a.txt" in out
    assert "b.txt" in out


def test_quiet_prints_nothing(tellings, pair):
    assert tellings("compare", pair, "-q", "-o", pair / "out.html") == (0, "", "")
    assert (pair / "out.html").read_text().startswith("<!doctype html>")


def test_strict_tells_partial_success(tellings, pair):
    (pair / "bad.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    assert tellings("compare", pair, "-q", "--strict")[0] == 4
    assert tellings("compare", pair, "-q")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["compare"], 2, "INPUT"),
        (["compare", "x", "--nonsense"], 2, "--nonsense"),
        (["compare", "no/such/file.txt"], 3, "no/such/file.txt"),
        (["annotate", "no/such/file.txt", "--json"], 3, "no/such/file.txt"),
        (["compare", "x.txt", "-o", "report.docx"], 2, ".docx"),
    ],
)
def test_errors_are_one_clear_line(tellings, arguments, status, says):
    found, out, err = tellings(*arguments)
    assert found == status
    assert out == ""
    assert says in err
    assert "Traceback" not in err


def test_a_report_that_cannot_be_written(tellings, pair):
    status, _, err = tellings("compare", pair, "-o", pair / "missing/report.md")
    assert status == 5
    assert "missing/report.md" in err


def test_one_good_file_among_bad_ones(tellings, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.md").write_text(" \n\n ")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "half.jsonl").write_text('{"id": "x", "text": "Cut o')
    (tmp_path / "list.json").write_text("[1, 2, 3]")
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "no-text.jsonl").write_text('{"id": "y"}\n')
    (tmp_path / "page.html").write_text("<html></html>")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 500)
    status, out, err = tellings("compare", tmp_path, "--json")
    assert status == 0
    record = json.loads(out)
    assert [d["id"] for d in record["documents"]] == ["good.txt"]
    for name in ("empty", "blank", "binary", "half", "list", "broken", "no-text", "page", "picture"):
        assert name in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "text",
    [
        "Fire.",
        "a" * 5000,
        "שלום עולם, זו כתבה קצרה על העיר.",
        "zero\u200bwidth\u200d \ufeffmarks\u2060 here.",
        "\u202etfel ot thgir",
        "“” «» ''",
        "1 2 3 4 5",
    ],
)
def test_odd_texts_still_give_a_result(tellings, tmp_path, text):
    (tmp_path / "odd.txt").write_text(text)
    (tmp_path / "good.txt").write_text(GOOD)
    status, out, _ = tellings("compare", tmp_path, "--json", "-o", tmp_path / "r.html", "-o", tmp_path / "r.md")
    assert status == 0
    assert {d["id"] for d in json.loads(out)["documents"]} == {"odd.txt", "good.txt"}


def test_a_single_document(tellings, tmp_path):
    (tmp_path / "one.txt").write_text(GOOD)
    status, out, _ = tellings("compare", tmp_path / "one.txt", "--json", "-o", tmp_path / "r.html")
    assert status == 0
    record = json.loads(out)
    assert record["facts"] == record["conflicts"] == record["lineage"] == []


def test_two_identical_documents_are_one_origin(tellings, tmp_path):
    text = (EXAMPLES / "harbour").glob("*.txt")
    text = sorted(text)[0].read_text()
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text(text)
    status, out, _ = tellings("compare", tmp_path, "--json")
    assert status == 0
    record = json.loads(out)
    assert [x["relation"] for x in record["lineage"]] == ["copy"]
    assert record["facts"]
    assert {f["origins"] for f in record["facts"]} == {1}
    assert record["conflicts"] == record["omissions"] == []


def test_ten_thousand_documents_by_mistake(tellings, tmp_path):
    lines = (json.dumps({"id": f"d{n}", "text": f"Report number {n}. {GOOD}"}) for n in range(10_000))
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    status, out, err = tellings("compare", tmp_path / "many.jsonl")
    assert status == 3
    assert out == ""
    assert "--max-accounts" in err


def test_annotate_prints_a_line_a_document(tellings, pair):
    status, out, err = tellings("annotate", pair, "--json")
    assert (status, err) == (0, "")
    records = [json.loads(line) for line in out.splitlines()]
    assert [r["id"] for r in records] == ["a.txt", "b.txt"]
    assert records[0]["text"] == GOOD


def test_annotate_without_json_summarises(tellings, pair):
    status, out, _ = tellings("annotate", pair)
    assert status == 0
    assert "a.txt" in out
