"""The view: whatever is mended or left out, every character can be traced to where it came from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.errors import InputError
from tellings.read import documents_from_records, documents_from_texts
from tellings.read.junk import find_junk
from tellings.read.repair import Edit, build_view, find_repairs
from tellings.records import Document, Span

BODY = "The harbour was closed on Friday after a crane fell, the port authority said.\n\nNobody was hurt."


def one(text: str, **fields: str) -> Document:
    (document,) = documents_from_records([{"id": "d", "text": text, **fields}])
    return document


def assert_exact(document: Document) -> None:
    place = 0
    for piece in document.view.pieces:
        assert piece.view.start == place
        assert piece.view.end > piece.view.start
        assert 0 <= piece.text.start < piece.text.end <= len(document.text)
        if piece.verbatim:
            assert piece.view.of(document.view.text) == piece.text.of(document.text)
        place = piece.view.end
    assert place == len(document.view.text)
    for at in range(0, len(document.view.text), 7):
        span = document.view.original(at, min(len(document.view.text), at + 9))
        assert 0 <= span.start <= span.end <= len(document.text)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("The minister said â€œnoâ€\x9d to it.", "The minister said “no” to it."),
        ("CafÃ© owners met.", "Café owners met."),
        ("A\u00a0narrow\u200b gap\ufeff here.", "A narrow gap here."),
        ("soft\u00adware", "software"),
        ("One.\r\nTwo.", "One.\n\nTwo."),
        ("One.\nTwo.", "One.\n\nTwo."),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (" date 2021-03-04 The mayor spoke of it.", " The mayor spoke of it."),
        ("OLDPORT, Norland, March 4 — The mayor spoke of it.", "The mayor spoke of it."),
    ],
)
def test_repairs(text: str, view: str) -> None:
    document = one(text)
    assert document.view.text == view
    assert document.text == text
    assert_exact(document)


def test_wrapped_lines_are_joined_and_words_mended() -> None:
    text = (
        "The council of Oldport decided late on Monday that the old har-\n"
        "bour would be closed for two years while the quay is rebuilt at\n"
        "a cost that nobody wanted to name before the vote was taken and\n"
        "that the well-known ferry to the islands would sail from Newport\n"
        "until the work is done.\n\n"
        "Nobody spoke against it."
    )
    view = one(text).view.text
    assert "the old harbour would be closed" in view
    assert "rebuilt at a cost" in view
    assert view.endswith("until the work is done.\n\nNobody spoke against it.")


def test_second_copy_of_the_title_is_dropped() -> None:
    document = one(f"Crane falls in Oldport\n\nCrane falls in Oldport\n\n{BODY}", title="Crane falls in Oldport")
    assert document.view.text.count("Crane falls") == 1
    assert [r.reason for r in document.repairs] == ["repeated title"]


def test_repairs_say_what_they_replace() -> None:
    document = one("CafÃ© owners met.")
    (repair,) = document.repairs
    assert (repair.span.of(document.text), repair.replacement, repair.reason) == ("Ã©", "é", "mojibake")


def test_junk_is_out_of_the_view_and_sentences_do_not_meet_across_it() -> None:
    document = one("First of all.\nAdvertisement\nSecond of all.")
    assert document.view.text == "First of all.\n\n\n\n\n\nSecond of all."
    assert [j.span.of(document.text) for j in document.junk] == ["Advertisement"]


def test_a_sentence_goes_on_after_junk_inside_it() -> None:
    document = one(
        "Mayor Ann Low Ann Mary LowTen things to know Cranes everywhere MORE closed the harbour.\n\nNobody was hurt."
    )
    assert document.view.text == "Mayor Ann Low  closed the harbour.\n\nNobody was hurt."
    assert_exact(document)


MESSY = st.lists(
    st.sampled_from(
        [
            "The mayor spoke. ",
            "Ã©",
            "â€™",
            "\n",
            "\n\n",
            "\r\n",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\u202e",
            "-\n",
            "Advertisement\n",
            "Read more:\n",
            "1/3 one\n",
            "2/3 two\n",
            "3/3 three\n",
            "Photos: A Photos: A – x Hide Caption 1 of 2 ",
            "PARIS, May 3 — ",
            "Ann Low Ann Mary LowHeadline one MORE ",
            "Sign up here for our newsletter. ",
            "مرحبا",
            "x" * 200,
            "\x00",
            "\x85",
            "By Ann Low\n",
            " date 2021-03-04 ",
            "(AP Photo/Ann Low)",
            "JUST WATCHED a Replay More Videos ... MUST WATCH a 01:02\n",
        ]
    )
    | st.text(max_size=12),
    max_size=30,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(MESSY)
def test_any_text_gives_an_exact_view_or_a_clear_refusal(text: str) -> None:
    try:
        (document,) = documents_from_texts([text])
    except InputError:
        return
    assert document.text == text
    assert_exact(document)
    places = [j.span for j in document.junk]
    assert all(a.end <= b.start for a, b in pairwise(places))
    assert all(0 <= s.start < s.end <= len(text) for s in places)
    assert documents_from_texts([text])[0] == document


@settings(max_examples=150, deadline=None)
@given(MESSY)
def test_mending_twice_is_mending_once(text: str) -> None:
    once, _ = build_view(text, (e for e in find_repairs(text) if e.reason == "invisible character"))
    twice, _ = build_view(once.text, (e for e in find_repairs(once.text) if e.reason == "invisible character"))
    assert twice.text == once.text


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 9), st.text(max_size=3)), max_size=8)
)
def test_any_edits_give_an_exact_map(text: str, wanted: list[tuple[int, int, str]]) -> None:
    edits = [Edit(s, min(len(text), s + n), r, "x") for s, n, r in wanted if s < len(text)]
    view, repairs = build_view(text, edits)
    assert build_view(text, reversed(edits))[0] == view
    assert all(r.span.end <= len(text) for r in repairs)
    kept = "".join(p.text.of(text) for p in view.pieces if p.verbatim)
    cut = sum(r.span.end - r.span.start for r in repairs)
    assert len(kept) == len(text) - cut


@given(st.text(max_size=300))
def test_junk_never_takes_everything(text: str) -> None:
    found = find_junk(text)
    assert not found or any(c for c in _outside(text, [j.span for j in found]) if not c.isspace())


def _outside(text: str, spans: list[Span]) -> str:
    out, at = "", 0
    for span in spans:
        out, at = out + text[at : span.start], span.end
    return out + text[at:]
