"""`tellings stories`: what it lists, writes and tells, on good input and bad, and the same from Python."""

import json

import pytest

import tellings as package
from tellings import cli

FERRY = "The ferry Marlow struck a pier in Eastholm on Monday, and two people were killed, police said."
FERRY_TOO = "Police said two passengers died when the ferry Marlow hit a pier at Eastholm on Monday."
CHESS = "Ilse Montag won the chess title in Orlu, beating Bram Teller in the ninth game."


@pytest.fixture
def news(tmp_path):
    (tmp_path / "in").mkdir()
    for name, text in (("a", FERRY), ("b", FERRY_TOO), ("c", CHESS)):
        (tmp_path / f"in/{name}.txt").write_text(text)
    return tmp_path / "in"


def documents(out):
    return [s["documents"] for s in json.loads(out)["stories"]]


def test_json_alone_goes_to_standard_output(tellings, news):
    (news / "bad.txt").write_bytes(b"")
    status, out, err = tellings("stories", news, "--json")
    assert status == 0
    assert documents(out) == [["a.txt", "b.txt"], ["c.txt"]]
    assert "bad.txt" in err
    assert json.loads(out)["failures"][0]["where"].endswith("bad.txt")


def test_the_list(tellings, news):
    status, out, err = tellings("stories", news)
    assert (status, err) == (0, "")
    assert "a.txt, b.txt" in out
    assert "3 articles, 2 stories" in out


def test_order_of_inputs_plays_no_part(tellings, news):
    files = [news / f"{n}.txt" for n in "abc"]
    assert tellings("stories", *files, "--json")[1] == tellings("stories", *files[::-1], "--json")[1]


def test_a_report_for_each_story_that_several_tell(tellings, news, tmp_path):
    reports = tmp_path / "some/where"
    status, out, _ = tellings("stories", news, "--compare", reports)
    assert status == 0
    (report,) = reports.iterdir()
    assert report.name.startswith("s1-")
    assert report.read_text().startswith("<!doctype html>")
    assert f"Written: {report}" in out.replace("\n", "")


def test_a_story_with_too_many_is_told_and_the_rest_goes_on(tellings, news, tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "MOST_ACCOUNTS", 1)
    status, _, err = tellings("stories", news, "--compare", tmp_path / "out", "--strict")
    assert status == 4
    assert "2 articles; compare takes at most 1" in err


def test_a_folder_that_cannot_be_made(tellings, news):
    status, _, err = tellings("stories", news, "--compare", news / "a.txt/reports")
    assert status == 5
    assert "cannot be made" in err


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["stories"], 2, "INPUT"),
        (["stories", "no/such.txt"], 3, "no/such.txt"),
        (["stories", "x", "--csv"], 2, "--csv"),
    ],
)
def test_errors_are_one_clear_line(tellings, arguments, status, says):
    found, out, err = tellings(*arguments)
    assert (found, out) == (status, "")
    assert says in err
    assert "Traceback" not in err


def test_quiet_and_strict(tellings, news):
    assert tellings("stories", news, "-q") == (0, "", "")
    (news / "bad.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    assert tellings("stories", news, "-q", "--strict")[0] == 4


def test_from_python(news):
    found = package.stories(package.read(news))
    assert [s.documents for s in found] == [("a.txt", "b.txt"), ("c.txt",)]
    assert package.stories_record(found)["stories"][0]["documents"] == ["a.txt", "b.txt"]
