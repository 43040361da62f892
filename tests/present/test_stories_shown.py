"""The list of stories: on a terminal, as JSON by its schema, and the names of reports."""

import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.console import Console

from tellings.present.contract import dumps, schema
from tellings.present.stories import print_stories, report_name, stories_record
from tellings.records import Failure, Story

FERRY = Story(
    "s1", "Ferry runs aground off Tarn", ("a", "b"), ("Echo", "Lamp"), "2024-03-06", "2024-03-07", 0.9, "ferry"
)
ALONE = Story("s2", "", ("c",), (), None, None, 1.0, "alone")
BAD = Failure("bad.txt", "empty", "give text")


def shown(stories, width=100):
    out = io.StringIO()
    print_stories(stories, Console(file=out, width=width))
    return out.getvalue()


def test_the_list_names_title_counts_dates_and_ids():
    text = shown([FERRY, ALONE])
    for part in (
        "Ferry runs aground off Tarn",
        "2 articles, 2 outlets, 6 March 2024 to 7 March 2024",
        "a, b",
        "undated",
    ):
        assert part in text
    assert "3 articles, 2 stories: 1 told by several, 1 by one alone" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_it_fits_the_width(width):
    assert max(map(len, shown([FERRY, ALONE], width).splitlines())) <= width


def test_many_that_stand_alone_are_only_counted():
    text = shown([FERRY, *(ALONE for _ in range(30))])
    assert text.count("undated") == 0
    assert "30 by one alone (--json lists those as well)" in text


def test_titles_cannot_steer_the_terminal():
    text = shown([Story("s1", "[bold]x[/]\x1b[31my", ("\x1b[2J", "b"), (), None, None, 0.5, "w")])
    assert "[bold]x[/]" in text
    assert "\x1b" not in text


def test_keys_stand_in_the_order_of_the_design():
    record = stories_record([FERRY], [BAD])
    assert list(record)[:2] == ["version", "stories"]
    assert list(record["stories"][0])[:3] == ["id", "title", "documents"]


def test_schema_holds_and_bites():
    validator = Draft202012Validator(schema("stories"))
    record = json.loads(dumps(stories_record([FERRY, ALONE], [BAD])))
    assert [e.message for e in validator.iter_errors(record)] == []
    record["stories"][0]["documents"] = []
    assert not validator.is_valid(record)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ferry: 84 saved!", "s1-ferry-84-saved.html"),
        ("", "s1.html"),
        ("渡轮搁浅", "s1.html"),
        ("Élan ../x", "s1-elan-x.html"),
    ],
)
def test_report_names(title, name):
    assert report_name(Story("s1", title, ("a",), (), None, None, 1.0, "")) == name


@given(st.text())
def test_report_names_are_safe_anywhere(title):
    assert re.fullmatch(r"[a-z0-9-]{2,60}\.html", report_name(Story("s7", title, ("a",), (), None, None, 1.0, "")))
