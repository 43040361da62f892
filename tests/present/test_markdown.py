"""Markdown: complete, and harmless whatever an article says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.present.markdown import escape, to_markdown

SECTIONS = ("In brief", "Happenings", "What they agree on", "Where they differ", "Who speaks", "Time line")


def test_all_sections_in_the_readers_order(comparison):
    text = to_markdown(comparison)
    places = [text.index(f"## {title}") for title in SECTIONS]
    assert places == sorted(places)


def test_each_conflict_shows_both_answers(comparison):
    text = to_markdown(comparison)
    assert comparison.conflicts
    for c in comparison.conflicts:
        assert escape(c.question) in text
        for a in c.answers:
            assert escape(a.answer) in text


def test_a_step_names_the_event_that_it_is_part_of(comparison):
    event, other = comparison.links.happenings
    step = replace(other, part_of=event.id)
    links = replace(comparison.links, happenings=(event, step))
    assert f"A step of “{escape(event.what)}”" in to_markdown(replace(comparison, links=links))
    assert "A step of" not in to_markdown(comparison)


def test_empty_sections_say_so(comparison):
    text = to_markdown(replace(comparison, conflicts=()))
    assert "## Where they differ\n\nNone found." in text


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert\(1\)\</script\>"),
        ("[click](javascript:alert(1))", r"\[click\]\(javascript\:alert\(1\)\)"),
        ("![x](http://evil.example/p.png)", r"\!\[x\]\(http\://evil.example/p.png\)"),
        ("# Not a heading", r"\# Not a heading"),
        ("- not a list", r"\- not a list"),
        ("1. not a list", r"\1. not a list"),
        ("a | b", r"a \| b"),
        ("two\nlines", "two lines"),
        ("`code` *bold* _it_", r"\`code\` \*bold\* \_it\_"),
        ("www.evil.example", r"www\.evil.example"),
    ],
)
def test_escape(hostile, harmless):
    assert escape(hostile) == harmless


@given(st.text())
def test_escaped_text_is_one_line_without_bare_markup(text):
    escaped = escape(text)
    assert "\n" not in escaped
    bare = escaped.replace("\\\\", "")
    for mark in "`*_[]<>|":
        assert all(bare[i - 1] == "\\" for i, c in enumerate(bare) if c == mark)
