"""Lines: the characters of a sentence, and the way back to the original text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.lines import Line, lines
from tellings.annotate.syntax import Parse
from tellings.records import Document, Piece, Sentence, Span, Token, View

Word = tuple[int, str, int]


def parse_of(*sentences: tuple[Word, ...]) -> Parse:
    """A parse from (start, text, end) of each word, sentence by sentence."""
    tokens: list[Token] = []
    marked = []
    for words in sentences:
        first = len(tokens)
        tokens += [Token(start, end, text, text.lower(), "X", "X", "dep", first) for start, text, end in words]
        marked.append(Sentence(words[0][0], words[-1][2], first, len(tokens)))
    return Parse(tuple(tokens), tuple(marked), ())


def words_at(text: str) -> tuple[Word, ...]:
    out, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        out.append((start, word, at))
    return tuple(out)


def read(text: str, *sentences: tuple[Word, ...], verbatim: bool = True) -> list[Line]:
    """The lines of a text, as it stands or as if something in it had been repaired."""
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, verbatim),)))
    return list(lines(document, parse_of(*sentences), lambda _: True))


def line_of(text: str, *, verbatim: bool = True) -> Line:
    (line,) = read(text, words_at(text), verbatim=verbatim)
    return line


@pytest.mark.parametrize("verbatim", [True, False])
def test_whatever_stood_between_two_words_becomes_one_blank(verbatim: bool) -> None:
    assert line_of("on \n\n Monday   night", verbatim=verbatim).text == "on Monday night"
    assert line_of("on\nMonday", verbatim=verbatim).text == "on Monday"


@pytest.mark.parametrize("verbatim", [True, False])
def test_words_without_anything_between_them_stay_together(verbatim: bool) -> None:
    (line,) = read("ten%", ((0, "ten", 3), (3, "%", 4)), verbatim=verbatim)
    assert line.text == "ten%"


@pytest.mark.parametrize(
    ("text", "cut", "joined"),
    [
        ("Jan. 12", 4, ["Jan. 12"]),
        ("Jan . 12", 5, ["Jan . 12"]),
        ("Jan. Then", 4, ["Jan.", "Then"]),
        ("noon. 12", 5, ["noon.", "12"]),
    ],
)
def test_a_sentence_cut_after_a_month_is_put_together(text: str, cut: int, joined: list[str]) -> None:
    words = words_at(text)
    sentences = tuple(w for w in words if w[0] < cut), tuple(w for w in words if w[0] >= cut)
    assert [line.text for line in read(text, *sentences)] == joined


def test_a_repaired_word_is_taken_whole() -> None:
    (line,) = read("in DecÃ©mber", ((0, "in", 2), (3, "Decémber", 12)), verbatim=False)
    assert line.text == "in Decémber"
    assert line.span(3, 6) == Span(3, 12)
    assert line.span(0, 2) == Span(0, 2)


def test_lines_that_nobody_wants_are_left_out() -> None:
    document = Document("d", "one two", View("one two", (Piece(Span(0, 7), Span(0, 7), True),)))
    parse = parse_of(((0, "one", 3),), ((4, "two", 7),))
    assert [line.text for line in lines(document, parse, lambda text: "w" in text)] == ["two"]


@given(st.lists(st.text("abcdé1", min_size=1, max_size=6), min_size=1, max_size=12), st.booleans(), st.data())
def test_a_match_in_the_line_reads_the_same_in_the_text(words: list[str], verbatim: bool, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["\n", " ", "\n "])).join(words)
    line = line_of(text, verbatim=verbatim)
    start = data.draw(st.integers(0, len(line.text) - 1))
    end = data.draw(st.integers(start + 1, len(line.text)))
    found = line.span(start, end).of(text)
    assert " ".join(found.split()) == line.text[start:end].strip()
    assert line.tokens[line.token(start)].start <= line.span(start, end).start
