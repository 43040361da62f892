"""The terminal summary: readable at any width, and deaf to what articles try."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tellings.present.terminal import clean, print_summary


def shown(comparison, width):
    out = io.StringIO()
    print_summary(comparison, Console(file=out, width=width))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_it_fits_the_width(comparison, width):
    text = shown(comparison, width)
    assert max(len(line) for line in text.splitlines()) <= width


def test_a_step_is_marked_as_one(comparison):
    event, other = comparison.links.happenings
    links = replace(comparison.links, happenings=(event, replace(other, part_of=event.id)))
    assert f"↳ {other.what}" in shown(replace(comparison, links=links), 160)
    assert "↳" not in shown(comparison, 160)


def test_it_answers_first_what_they_agree_and_differ_on(comparison):
    text = shown(comparison, 120)
    assert text.index("They agree") < text.index("They differ") < text.index("Who speaks")
    assert comparison.conflicts[0].question in text


def test_what_is_only_told_differently_is_counted_not_shown(comparison):
    first, *others = comparison.conflicts
    assert first.named
    assert others
    unnamed = tuple(replace(c, named=False) for c in comparison.conflicts)
    text = shown(replace(comparison, conflicts=unnamed), 200)
    assert "No question was found to which they give different answers." in text
    assert f"{len(unnamed)} passages are told differently" in text
    assert not any(c.question in text for c in unnamed)
    text = shown(replace(comparison, conflicts=(first, unnamed[1])), 200)
    assert first.question in text
    assert unnamed[1].question not in text
    assert "1 passage is told differently" in text
    assert "No question" not in text


@given(st.text())
def test_control_characters_never_pass(text):
    assert all(c == "\n" or c.isprintable() for c in clean(text))


def test_markup_is_shown_not_obeyed():
    assert clean("[bold red]x[/]\x1b[31m") == "[bold red]x[/][31m"
