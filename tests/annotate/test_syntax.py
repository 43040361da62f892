"""Words, sentences and names: offsets, paragraphs, datelines, hostile text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate.model import reader
from tellings.annotate.syntax import parsing
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Piece, Span, View


def parse(text: str) -> Parse:
    whole = Span(0, len(text))
    return parsing.parse(View(text, (Piece(whole, whole, True),) if text else ()), reader.read(text))


def sentences(text: str) -> list[str]:
    return [s.span.of(text) for s in parse(text).sentences]


def test_tokens_stand_where_they_say() -> None:
    text = "The mayor spoke.\n\nNobody   listened, she said."
    assert all(t.span.of(text) == t.text for t in parse(text).tokens)


def test_no_sentence_crosses_a_blank_line() -> None:
    assert sentences("A title without a stop\n\nThe mayor spoke.") == ["A title without a stop", "The mayor spoke."]


@pytest.mark.parametrize(
    "line",
    [
        "PORTHAVEN, May 3 — Mayor Anna Lind opened the bridge.",
        "PORTHAVEN (AP) — Mayor Anna Lind opened the bridge.",
        "NEW PORTHAVEN, Norland — Mayor Anna Lind opened the bridge.",
        "By Sven Olt\nPORTHAVEN - Mayor Anna Lind opened the bridge.",
    ],
)
def test_a_dateline_stays_in_its_sentence_but_is_not_its_subject(line: str) -> None:
    parsed = parse(line)
    verb = next(i for i, t in enumerate(parsed.tokens) if t.text == "opened")
    subject = next(t for t in parsed.tokens if t.dep == "nsubj" and t.head == verb)
    assert subject.text == "Lind"
    assert parsed.sentences[-1].span.of(line).startswith(line.splitlines()[-1].split()[0])
    assert [a.last for a in parsed.sentences[:-1]] == [b.first for b in parsed.sentences[1:]]


def test_views_map_back_to_the_original() -> None:
    text, view = "Itâ€™s Anna.", "It’s Anna."
    pieces = (
        Piece(Span(0, 2), Span(0, 2), True),
        Piece(Span(2, 3), Span(2, 5), False),
        Piece(Span(3, 10), Span(5, 12), True),
    )
    parsed = parsing.parse(View(view, pieces), reader.read(view))
    assert [t.span.of(text) for t in parsed.tokens if t.text == "Anna"] == ["Anna"]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_parses_into_ordered_tokens_and_sentences(text: str) -> None:
    parsed = parse(text)
    assert all(a.end <= b.start for a, b in zip(parsed.tokens, parsed.tokens[1:], strict=False))
    assert all(a.last == b.first for a, b in zip(parsed.sentences, parsed.sentences[1:], strict=False))
    assert sum(s.last - s.first for s in parsed.sentences) == len(parsed.tokens)
    assert all(0 <= t.head < len(parsed.tokens) for t in parsed.tokens)
