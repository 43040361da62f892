"""How words become sentences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.text.sentences import LONGEST, likely_starts, sentences
from tellings.annotate.text.words import words


def cut(text: str, begins: list[str] | None = None) -> list[str]:
    """The sentences of a text; where `begins` is given the model begins one at each of these words."""
    spans = words(text)
    said = None if begins is None else [0.9 if text[a:b] in begins else 0.1 for a, b in spans]
    return [text[spans[first][0] : spans[last - 1][1]] for first, last in sentences(text, spans, said)]


@pytest.mark.parametrize(
    "parts",
    [
        ["It rained.", "The mayor left!", "Why?", "“No idea,” she said.", "1,000 people stayed."],
        ["Mr. Hale met J. Doe of the U.S. Senate at 6 p.m. Tuesday.", "He smiled."],
        ["They met at 6 p.m.", "The talks failed."],
        ["She said: “We won.”", "“We won,” he said."],
        ["He waited (for hours.)", "Nothing came…", "She left."],
        ["The rate rose, e.g. in May, etc. and so on."],
        ["Один.", "Два."],
    ],
)
def test_without_a_model_stops_and_capitals_tell(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "begins", "expected"),
    [
        ("One two three", ["two"], ["One", "two three"]),
        ("A headline\n\nthe story.", [], ["A headline", "the story."]),
        ("A headline\nThe story.", [], ["A headline", "The story."]),
        ("broken\nfor its width", [], ["broken\nfor its width"]),
        ("John,\nYour order is here", [], ["John,\nYour order is here"]),
        ("He said. ” Then", ["”"], ["He said.", "” Then"]),
        ("He said.” Then", ["”", "Then"], ["He said.”", "Then"]),
        ("PARIS, May 1 (Wire) — The mayor left.", ["PARIS", "May", "The"], ["PARIS, May 1 (Wire) — The mayor left."]),
        ("PARIS —\n\nThe mayor left.", ["The"], ["PARIS —", "The mayor left."]),
    ],
)
def test_layout_stands_above_the_model(text: str, begins: list[str], expected: list[str]) -> None:
    assert cut(text, begins) == expected


def test_a_full_line_goes_on_unless_it_ends_with_a_stop() -> None:
    line = "The council of the town by the river met on Monday to speak of Mr"
    assert len(cut(f"{line}\nHale and his plans for it.", [])) == 1
    assert len(cut(f"{line}.\nHale and his plans for it.", [])) == 2


def test_no_sentence_begins_with_an_abbreviation_at_the_first_word() -> None:
    text = "Dr. Hale spoke. Sen. Doe left."
    spans = words(text)
    assert [text[slice(*spans[i])] for i in likely_starts(text, spans)] == ["Sen."]


@pytest.mark.parametrize(("mark", "first"), [(";", 150), (",", 150), ("", LONGEST)])
def test_a_long_sentence_is_cut_at_a_mark(mark: str, first: int) -> None:
    text = "word " * 149 + mark + " word" * 149
    found = sentences(text, words(text), np.zeros(len(words(text))))
    assert found[0] == (0, first)
    assert max(last - first for first, last in found) <= LONGEST


def test_nothing_gives_nothing() -> None:
    assert sentences(" \n ", []) == []


@given(st.text(st.sampled_from('aB .,;\n"”1'), max_size=60), st.data())
def test_sentences_hold_every_word_once(text: str, data: st.DataObject) -> None:
    spans = words(text)
    said = data.draw(st.lists(st.floats(0, 1), min_size=len(spans), max_size=len(spans)) | st.none())
    found = sentences(text, spans, said)
    assert [i for first, last in found for i in range(first, last)] == list(range(len(spans)))
