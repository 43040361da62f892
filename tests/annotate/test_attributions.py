"""Quotation marks, and who is said to have said what, on small invented accounts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate import attributions, mentions
from tellings.annotate.model import reader
from tellings.annotate.syntax import parsing
from tellings.records import Attribution, Document, Entity, Junk, Piece, Span, View


def document(text: str, *, junk: tuple[Junk, ...] = ()) -> Document:
    whole = Span(0, len(text))
    return Document("d", text, View(text, (Piece(whole, whole, True),)), junk=junk)


def read(text: str) -> tuple[tuple[Attribution, ...], dict[str, Entity]]:
    read_in = document(text)
    reading = reader.read(read_in.view.text)
    parse = parsing.parse(read_in.view, reading)
    found, entities = mentions.find(read_in, parse)
    return attributions.find(read_in, parse, reading, found, entities), {e.id: e for e in entities}


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution, as written."""
    return [
        (
            a.source.of(text) if a.source else "",
            a.cue.of(text) if a.cue else "",
            " … ".join(s.of(text) for s in a.content),
        )
        for a in read(text)[0]
    ]


# ------------------------------------------------------------------ quotation marks


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said “yes, we can” twice.", ["“yes, we can”"]),
        ('He said "yes, we can" twice.', ['"yes, we can"']),
        ("He said «yes, we can» twice.", ["«yes, we can»"]),
        ("He said ''yes, we can'' twice.", ["''yes, we can''"]),
        ("He said ‘yes, we can’ twice.", ["‘yes, we can’"]),
        ("The boys’ mother’s car", []),
        ("“She said ‘no’ to me,” he said.", ["“She said ‘no’ to me,”"]),
        ('A 6" pipe and a 4" pipe.', []),
        ("“One.\n\n“Two.”", ["“One.", "“Two.”"]),
        ("“Never closed\n\nNext paragraph.", ["“Never closed"]),
        ("", []),
        ("”", []),
    ],
)
def test_quotes(text: str, quotes: list[str]) -> None:
    assert [s.of(text) for s in attributions.quoted(document(text))] == quotes


def test_a_lost_mark_does_not_swallow_the_text() -> None:
    text = "“" + "word " * 3000
    assert sum(s.end - s.start for s in attributions.quoted(document(text))) < len(text)


def test_quotes_in_junk_are_left_out() -> None:
    text = "“Share this now” He left."
    assert attributions.quoted(document(text, junk=(Junk(Span(0, 16), "share bar"),))) == ()


# ------------------------------------------------------------------ attributions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that the bridge was safe.", ("The mayor", "said", "that the bridge was safe")),
        ("“The bridge is safe,” said Anna Lind.", ("Anna Lind", "said", "“The bridge is safe,”")),
        ("“The bridge is safe,” Anna Lind said.", ("Anna Lind", "said", "“The bridge is safe,”")),
        (
            "The bridge is safe, according to the port authority.",
            ("the port authority", "according to", "The bridge is safe"),
        ),
        ("According to the police, two men fled.", ("the police", "According to", "two men fled")),
        ("The minister warned that prices would rise.", ("The minister", "warned", "that prices would rise")),
        ("Officials told reporters that the talks had failed.", ("Officials", "told", "that the talks had failed")),
        ("The minister denied the allegations.", ("The minister", "denied", "the allegations")),
        ("A spokesman declined to comment.", ("A spokesman", "declined", "to comment")),
    ],
)
def test_one_sentence(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_a_quotation_goes_on_behind_the_cue() -> None:
    text = "“We will not pay,” said Anna Lind. “Not this year. Not ever.”"
    assert told(text) == [("Anna Lind", "said", "“We will not pay,” … “Not this year. Not ever.”")]


def test_a_quotation_that_follows_a_statement_is_of_the_same_speaker() -> None:
    text = "Anna Lind said that the talks were over. “We will go on without them.”"
    found, _ = read(text)
    assert {a.speaker for a in found} == {found[0].speaker} != {None}
    assert any("on without" in text[c.start : c.end] for a in found for c in a.content)


def test_a_quotation_in_a_paragraph_of_its_own_is_not() -> None:
    assert len(read("Anna Lind said that the talks were over.\n\n“We will go on without them.”")[0]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The summit highlighted that peace was far away.",
        "Renewed focus on the border suggests that the talks will fail.",
        "Yielding ground would suggest that the war was lost.",
        "Any resolution must acknowledge that the border is closed.",
    ],
)
def test_what_cannot_speak_is_no_source(text: str) -> None:
    assert told(text) == []


def test_a_verb_joined_to_a_clause_by_mistake_is_the_outer_speakers() -> None:
    text = (
        "Anna Lind has cautioned that yielding ground would embolden Moravia and stated that it would sign no treaty."
    )
    assert told(text) == [
        ("Anna Lind", "has cautioned", "that yielding ground would embolden Moravia"),
        ("Anna Lind", "stated", "that it would sign no treaty"),
    ]


def test_a_quotation_after_a_colon() -> None:
    text = "Anna Lind was angry. She added: “We will not pay for this bridge.”"
    found, entities = read(text)
    (said,) = [a for a in found if a.quotation == "direct"]
    assert said.speaker is not None
    assert entities[said.speaker].name == "Anna Lind"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Anna Lind said that the bridge was safe.", "named"),
        ("The police chief said that the bridge was safe.", "described"),
        ("The ministry said that the bridge was safe.", "institution"),
        ("Moscow said that the bridge was safe.", "institution"),
        ("The report said that the bridge was safe.", "document"),
        ("The diagram shows that the bridge was safe.", "document"),
        ("Reuters said that the bridge was safe.", "outlet"),
        ("The chipmaker said that the bridge was safe.", "institution"),
        ("Local media said that the bridge was safe.", "outlet"),
        ("A source said that the bridge was safe.", "anonymous"),
        ("Analysts said that the bridge was safe.", "anonymous"),
        ("Officials familiar with the talks said that the bridge was safe.", "anonymous"),
        ("A senior official said that the bridge was safe.", "anonymous"),
        ("A crew member who asked not to be named said that the bridge was safe.", "anonymous"),
        ("The engineer, speaking on condition of anonymity, said that the bridge was safe.", "anonymous"),
        ("European leaders said that the bridge was safe.", "described"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [a.kind for a in read(text)[0]][:1] == [kind]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Velmark Airlines chief executive Ada Lind said that the flights would go on.", "Ada Lind"),
        ("Environmental Protection Agency Secretary Gina Halvorsen said that the water was safe.", "Gina Halvorsen"),
        ("Sen. Carl Brandt, D-Va., said that he would vote against the bill.", "Carl Brandt"),
        ("A spokesman for Carl Brandt said that he would vote against the bill.", None),
        ("Carl Brandt’s office said that he would vote against the bill.", None),
        ("The Brandt campaign said that he would vote against the bill.", None),
        ("Four lawmakers — Carl Brandt of Iowa, Ada Lind and two more — said that they would vote.", None),
    ],
)
def test_the_speaker_is_the_person_that_titles_lead_to(text: str, speaker: str | None) -> None:
    found, entities = read(text)
    names = [entities[a.speaker].name for a in found if a.speaker]
    assert [n for n in names if n in {"Ada Lind", "Gina Halvorsen", "Carl Brandt"}] == ([speaker] if speaker else [])


@pytest.mark.parametrize(
    ("text", "kind", "via"),
    [
        ("The talks have failed, a source told AFP.", "anonymous", ["AFP"]),
        ("Anna Lind told NBC News that the talks had failed.", "named", ["NBC News"]),
        ("AFP reported that the talks had failed, citing undisclosed sources.", "anonymous", ["AFP"]),
        (
            "President Anna Berg plans to meet with envoys in Oslo on May 4, "
            "AFP and Norpline reported, citing undisclosed sources.",
            "anonymous",
            ["AFP", "Norpline"],
        ),
        ("According to Reuters, Anna Lind said that the talks had failed.", "named", ["Reuters"]),
    ],
)
def test_relays(text: str, kind: str, via: list[str]) -> None:
    found, entities = read(text)
    assert (kind, via) in [(a.kind, [entities[v].name for v in a.via]) for a in found]


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        ("The mayor said that the bridge was safe.", "indirect"),
        ("“The bridge is safe,” said Anna Lind.", "direct"),
        ("The mayor said that the bridge was “as safe as a house” in winter.", "mixed"),
    ],
)
def test_quotation(text: str, quotation: str) -> None:
    assert [a.quotation for a in read(text)[0]] == [quotation]


def test_who_means_the_noun_before_it() -> None:
    found, entities = read("Anna Lind, who said that the bridge was safe, has resigned.")
    assert [entities[a.speaker].name for a in found if a.speaker] == ["Anna Lind"]


@pytest.mark.parametrize("text", ["", "Rain.", "The bridge fell on Sunday.", "The harbour froze, and ships waited."])
def test_own_voice_has_no_attribution(text: str) -> None:
    assert read(text)[0] == ()


WORDS = ["Anna", "Lind", "said", "“", "”", "that", ":", "the", "mayor", "told", "AFP", "according", "to", ",", "."]
WORDS += ["\n\n", "citing", "sources", "who", "and", "not"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_text_gives_attributions_inside_it(words: list[str]) -> None:
    text = " ".join(words)
    found, entities = read(text)
    spans = [s for a in found for s in (a.source, a.cue, *a.content) if s]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.content for a in found)
    assert {a.speaker for a in found if a.speaker} <= set(entities)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab “”\"«»‘’'\n.", max_size=120))
def test_quotes_are_ordered_and_do_not_overlap(text: str) -> None:
    found = attributions.quoted(document(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(s.start < s.end <= len(text) for s in found)
