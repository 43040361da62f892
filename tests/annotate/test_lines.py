"""Lines: the characters of a sentence, and the way back to the original text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.lines import Line, lines
from tellings.annotate.syntax import Parse
from tellings.records import Sentence, Token


def parse_of(*sentences: tuple[tuple[int, str, int], ...]) -> Parse:
    """A parse from (start, text, end) of each word, sentence by sentence."""
    tokens: list[Token] = []
    marked = []
    for words in sentences:
        first = len(tokens)
        tokens += [Token(start, end, text, text.lower(), "X", "X", "dep", first) for start, text, end in words]
        marked.append(Sentence(words[0][0], words[-1][2], first, len(tokens)))
    return Parse(tuple(tokens), tuple(marked), ())


def words_at(text: str) -> tuple[tuple[int, str, int], ...]:
    out, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        out.append((start, word, at))
    return tuple(out)


def line_of(text: str) -> Line:
    (line,) = lines(parse_of(words_at(text)))
    return line


def test_whatever_stood_between_two_words_becomes_one_blank() -> None:
    assert line_of("on \n\n Monday   night").text == "on Monday night"


def test_words_without_anything_between_them_stay_together() -> None:
    (line,) = lines(parse_of(((0, "ten", 3), (3, "%", 4))))
    assert line.text == "ten%"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (((0, "Jan.", 4),), ((5, "12", 7),), ["Jan. 12"]),
        (((0, "Jan", 3), (3, ".", 4)), ((5, "12", 7),), ["Jan. 12"]),
        (((0, "Jan.", 4),), ((5, "Then", 9),), ["Jan.", "Then"]),
        (((0, "noon.", 5),), ((6, "12", 8),), ["noon.", "12"]),
    ],
)
def test_a_sentence_cut_after_a_month_is_put_together(first: object, second: object, joined: list[str]) -> None:
    assert [line.text for line in lines(parse_of(first, second))] == joined  # type: ignore[arg-type]


def test_a_repaired_word_is_taken_whole() -> None:
    (line,) = lines(parse_of(((0, "in", 2), (3, "December", 14))))  # three code points more in the original
    assert line.span(3, 6).start == 3
    assert line.span(3, 6).end == 14


@given(st.lists(st.text("abcdé1", min_size=1, max_size=6), min_size=1, max_size=12), st.data())
def test_a_match_in_the_line_reads_the_same_in_the_text(words: list[str], data: st.DataObject) -> None:
    text = "\n ".join(words)
    line = line_of(text)
    start = data.draw(st.integers(0, len(line.text) - 1))
    end = data.draw(st.integers(start + 1, len(line.text)))
    found = line.span(start, end).of(text)
    assert " ".join(found.split()) == line.text[start:end].strip()
