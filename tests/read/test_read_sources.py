"""Files, folders, patterns and bad inputs: good ones are read, each bad one is a failure that says where and why."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.errors import NothingToRead, TooLarge
from tellings.read import Limits, documents_from_records, documents_from_texts, iter_documents, read
from tellings.records import Document, Failure

WESTERN = (
    "“Naïve” – the mayor’s café in the old town was full of people who had come a long way to see it, "
    "and to hear what would become of it."
)
STORY = "The harbour of Oldport was closed on Friday after a crane fell.\n\nNobody was hurt, the port authority said.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_folder_is_read_in_depth_and_hidden_files_are_not(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", STORY)
    write(tmp_path, "deep/er/a.md", "# Crane falls\n\n" + STORY)
    write(tmp_path, ".hidden.txt", STORY)
    write(tmp_path, ".git/c.txt", STORY)
    write(tmp_path, "picture.png", b"\x89PNG")
    found = read([tmp_path])
    assert [d.id for d in found.documents] == ["a.md", "b.txt"]
    assert found.failures == ()


def test_text_is_kept_as_it_came(tmp_path: Path) -> None:
    text = "\ufeff  Two\u00a0words\r\nand more.\r\n"
    path = write(tmp_path, "a.txt", text)
    assert read(path).documents[0].text == text


@pytest.mark.parametrize("order", [1, -1])
def test_order_of_inputs_changes_nothing_and_a_path_twice_is_read_once(tmp_path: Path, order: int) -> None:
    a, b = write(tmp_path, "x/story.txt", STORY), write(tmp_path, "y/story.txt", STORY)
    found = read([a, b, a, tmp_path / "x" / ".." / "x" / "story.txt"][::order])
    assert [d.id for d in found.documents] == ["x/story.txt", "y/story.txt"]


def test_pattern(tmp_path: Path) -> None:
    write(tmp_path, "a1.txt", STORY)
    write(tmp_path, "a2.txt", STORY)
    write(tmp_path, "b.txt", STORY)
    assert [d.id for d in read(str(tmp_path / "a*.txt")).documents] == ["a1.txt", "a2.txt"]


def test_colliding_record_ids_are_made_distinct(tmp_path: Path) -> None:
    line = json.dumps({"id": "n1", "text": STORY}) + "\n"
    write(tmp_path, "a.jsonl", line + line)
    write(tmp_path, "b.jsonl", line)
    assert [d.id for d in read(tmp_path).documents] == ["a.jsonl#n1", "b.jsonl#n1", "n1"]


def test_records_without_id_are_named_by_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", "\n" + json.dumps({"text": STORY}) + "\n")
    assert read(tmp_path).documents[0].id == "a.jsonl#2"


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ({"id": 7, "maintext": STORY}, ["7"]),
        ([{"id": "a", "content": STORY}, {"id": "b", "content_original": STORY}], ["a", "b"]),
        ({"documents": [{"id": "a", "text": STORY}]}, ["a"]),
        ({"articles": [{"text": STORY}]}, ["x.json#1"]),
    ],
)
def test_shapes_of_json(tmp_path: Path, value: object, ids: list[str]) -> None:
    path = write(tmp_path, "x.json", json.dumps(value))
    assert [d.id for d in read(path).documents] == ids


def test_gzip(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl.gz", gzip.compress(json.dumps({"id": "z", "text": STORY}).encode()))
    write(tmp_path, "b.txt.gz", gzip.compress(STORY.encode()))
    assert [d.id for d in read(tmp_path).documents] == ["b.txt.gz", "z"]


BAD: list[tuple[str, bytes, str, str]] = [
    ("empty.txt", b"", "empty.txt", "empty"),
    ("blank.txt", b" \n\xe2\x80\x8b\n", "blank.txt", "blank"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "picture.txt", "PNG"),
    ("noise.txt", bytes(range(256)) * 40, "noise.txt", "binary"),
    ("half.jsonl", b'{"id": "a", "text": "cut o', "half.jsonl:1", "not JSON"),
    ("latin.jsonl", b'{"text": "caf\xe9"}', "latin.jsonl:1", "UTF-8"),
    ("list.jsonl", b"[1, 2]\n", "list.jsonl:1", "array"),
    ("fields.jsonl", b'{"headline": "x"}\n', "fields.jsonl:1", "headline"),
    ("number.jsonl", b'{"text": 5}\n', "number.jsonl:1", "number"),
    ("deep.json", b"[" * 200_000, "deep.json", "nested"),
    ("deeper.jsonl", b'{"text":' * 90_000, "deeper.jsonl:1", "nested"),
    ("broken.txt.gz", b"\x1f\x8bnot gzip", "broken.txt.gz", "compressed"),
    ("cut.txt.gz", gzip.compress(STORY.encode() * 50)[:-20], "cut.txt.gz", "compressed"),
    ("page.html", b"<html><body></body></html>", "page.html", "main text"),
    ("surrogate.jsonl", b'{"text": "half \\ud800 a character"}', "surrogate.jsonl:1", "surrogate"),
]


def test_one_good_file_among_many_bad_ones(tmp_path: Path) -> None:
    write(tmp_path, "good.txt", STORY)
    for name, content, _, _ in BAD:
        write(tmp_path, name, content)
    found = read([tmp_path, tmp_path / "missing.txt"])
    assert [d.id for d in found.documents] == ["good.txt"]
    assert len(found.failures) == len(BAD) + 1


@pytest.mark.parametrize(("name", "content", "place", "what"), BAD, ids=[b[0] for b in BAD])
def test_failure_says_where_what_and_remedy(tmp_path: Path, name: str, content: bytes, place: str, what: str) -> None:
    write(tmp_path, "good.txt", STORY)
    write(tmp_path, name, content)
    (failure,) = read(tmp_path).failures
    assert failure.where.endswith(place)
    assert what in failure.what
    assert failure.remedy


def test_good_lines_of_a_bad_file_are_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "text": STORY}).encode()
    path = write(tmp_path, "a.jsonl", good + b"\n{oops\n" + good.replace(b'"a"', b'"b"') + b"\n")
    found = read(path)
    assert [d.id for d in found.documents] == ["a", "b"]
    assert [f.where for f in found.failures] == [f"{path}:2"]


@pytest.mark.parametrize("given", ["no/such/file.txt", "no*such?pattern.txt", "", "nul\0byte"])
def test_nothing_to_read_is_raised_with_the_reason(given: str) -> None:
    with pytest.raises(NothingToRead):
        read([given])


def test_no_input_at_all() -> None:
    with pytest.raises(NothingToRead):
        read([])


def test_bounds(tmp_path: Path) -> None:
    write(tmp_path, "big.txt", "word " * 500)
    write(tmp_path, "bomb.txt.gz", gzip.compress(b"x " * 1_000_000))
    write(tmp_path, "many.jsonl", (json.dumps({"text": "y" * 300}) + "\n") * 5)
    write(tmp_path, "good.txt", STORY)
    found = read(tmp_path, limits=Limits(file_bytes=2000, line_bytes=200, code_points=1500))
    assert [d.id for d in found.documents] == ["good.txt"]
    assert len([f for f in found.failures if "many.jsonl" in f.where]) == 5
    assert {Path(f.where).name for f in found.failures if "many" not in f.where} == {"big.txt", "bomb.txt.gz"}


def test_too_many_documents_stop_the_run(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", "".join(json.dumps({"id": n, "text": STORY}) + "\n" for n in range(4)))
    with pytest.raises(TooLarge):
        read(tmp_path, limits=Limits(documents=3))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, ids in ((STORY, ["stdin"]), (json.dumps({"id": "q", "text": STORY}), ["q"])):
        stream = io.TextIOWrapper(io.BytesIO(content.encode()))
        monkeypatch.setattr("sys.stdin", stream)
        assert [d.id for d in read("-").documents] == ids


def test_documents_stream(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl", json.dumps({"id": "1", "text": STORY}) + "\nbroken\n")
    first, second = iter_documents(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(second, Failure)


def test_records_and_texts_from_memory() -> None:
    (record,) = documents_from_records([{"id": "r", "text": STORY, "source_domain": "www.example.org"}])
    assert record.outlet is not None
    assert record.outlet.value == "example.org"
    assert [d.id for d in documents_from_texts([STORY, STORY])] == ["text#1", "text#2"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("naïve café".encode("utf-16"), "naïve café"),
        (WESTERN.encode("cp1252"), WESTERN),
        ("\ufeffPlain".encode(), "\ufeffPlain"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    (document,) = read(write(tmp_path, "a.txt", data)).documents
    assert text in document.text


def test_html_page(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Crane falls in Oldport</title><meta property='og:site_name' content='The Oldport Bell'>"
        "<meta property='article:published_time' content='2021-03-04T08:00:00Z'></head><body><nav>Home</nav><article>"
        "<h1>Crane falls in Oldport</h1><p>" + STORY.replace("\n\n", "</p><p>") * 4 + "</p></article></body></html>"
    )
    (document,) = read(write(tmp_path, "a.html", page)).documents
    assert "crane fell" in document.text
    assert "<p>" not in document.text
    assert (document.title and document.title.value) == "Crane falls in Oldport"
    assert (document.outlet and document.outlet.value) == "The Oldport Bell"
    assert (document.published and document.published.value) == "2021-03-04"
    assert document.format == "html"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "title", "date", "url", "documents"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300) | JSON.map(lambda v: json.dumps(v).encode()),
    name=st.sampled_from(["a.txt", "a.json", "a.jsonl", "a.md", "a.txt.gz"]),
)
def test_any_bytes_give_documents_or_failures(tmp_path: Path, data: bytes, name: str) -> None:
    met = list(iter_documents(write(tmp_path, name, data)))
    assert met
    assert all(isinstance(m, Document) or (m.where and m.what and m.remedy) for m in met)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.lists(
        st.sampled_from(
            [
                "<p>",
                "<div>",
                "</p>",
                "<a href='javascript:x'>",
                "&amp;",
                "\x00",
                "<!--",
                "<script>",
                STORY,
                "<table><tr>",
            ]
        )
        | st.text(max_size=9),
        max_size=12,
    ).map("".join)
)
def test_any_page_gives_a_document_or_a_failure(tmp_path: Path, body: str) -> None:
    (met,) = iter_documents(write(tmp_path, "a.html", f"<html><body>{body}".encode(errors="ignore")))
    assert isinstance(met, Document) or met.remedy


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    heavy = "{'trafilatura', 'htmldate', 'ftfy', 'py3langid'}"
    code = f"import sys, tellings.read.reading; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
