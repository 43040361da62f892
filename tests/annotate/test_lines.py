"""Sentences as lines of characters, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.syntax.lines import Line, lines
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Document, Piece, Sentence, Span, Token, View


def token(start: int, text: str, head: int, *, end: int | None = None) -> Token:
    return Token(start, start + len(text) if end is None else end, text, text.lower(), "X", "X", "dep", head)


def parsed(text: str, *cuts: int) -> tuple[Document, Parse]:
    """A text cut at its blanks; sentences end before the tokens named."""
    words, place = [], 0
    for word in text.split():
        place = text.index(word, place)
        words.append(token(place, word, len(words)))
        place += len(word)
    ends = [*cuts, len(words)]
    sentences = tuple(
        Sentence(words[a].start, words[b - 1].end, a, b) for a, b in zip([0, *cuts], ends, strict=True) if a < b
    )
    whole = Span(0, len(text))
    return Document("d", text, View(text, (Piece(whole, whole, True),) if text else ())), Parse(
        tuple(words), sentences, ()
    )


def made(text: str, *cuts: int) -> list[Line]:
    return [line for line, _ in lines(*parsed(text, *cuts), bool)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Two boats sank.", "Two boats sank."),
        ("Two\nboats\u00a0sank.", "Two boats sank."),
        ("Two\n\nboats   sank.", "Two boats sank."),
        ("", None),
    ],
)
def test_a_line_has_single_blanks(text: str, line: str | None) -> None:
    assert [found.text for found in made(text)] == ([line] if line else [])


def test_a_sentence_cut_after_an_abbreviated_month_is_put_together_again() -> None:
    assert [line.text for line in made("They met on Jan. 13 in Oslo. It rained.", 4, 7)] == [
        "They met on Jan. 13 in Oslo.",
        "It rained.",
    ]


def test_only_wanted_lines_come_and_bring_what_made_them_wanted() -> None:
    document, parse = parsed("It rained. Two boats sank.", 2)
    assert [(line.text, worth) for line, worth in lines(document, parse, lambda t: t.count("boats"))] == [
        ("Two boats sank.", 1)
    ]


def test_a_repaired_word_goes_back_to_the_whole_of_what_it_was() -> None:
    text = "Two bo\u00ad\u00adats sank."
    pieces = (
        Piece(Span(0, 4), Span(0, 4), True),
        Piece(Span(4, 9), Span(4, 11), False),
        Piece(Span(9, 15), Span(11, 17), True),
    )
    document = Document("d", text, View("Two boats sank.", pieces))
    tokens = (token(0, "Two", 0), token(4, "boats", 0, end=11), token(12, "sank.", 0))
    ((line, _),) = lines(document, Parse(tokens, (Sentence(0, 17, 0, 3),), ()), bool)
    assert line.text == "Two boats sank."
    assert line.span(5, 7) == Span(4, 11)
    assert line.span(10, 14) == Span(12, 16)


@given(st.lists(st.sampled_from(["a", "boats", " ", "\n", "  ", "\t", "9,000"]), min_size=1, max_size=20))
def test_every_word_of_a_line_leads_back_to_itself(parts: list[str]) -> None:
    text = " ".join(parts)
    for line in made(text):
        for n, word in enumerate(line.text.split(" ")):
            start = sum(len(w) + 1 for w in line.text.split(" ")[:n])
            assert line.span(start, start + len(word)).of(text) == word
            assert line.tokens[line.token(start)].text == word
