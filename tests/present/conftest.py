"""A comparison of five invented accounts, annotated by the pipeline and linked by hand, for every presenter's tests."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tellings.annotate import annotate
from tellings.records import (
    Account,
    Answer,
    BriefLine,
    Citation,
    Comparison,
    Conflict,
    Corroboration,
    Credit,
    Dateline,
    Derived,
    Distinctive,
    Document,
    Fact,
    Failure,
    Happening,
    Junk,
    Label,
    Lineage,
    LinkedEntity,
    Links,
    Loaded,
    Moment,
    Naming,
    Omission,
    Piece,
    Position,
    QuoteDrift,
    Repair,
    Span,
    Tone,
    Unique,
    View,
    Voice,
    Wording,
)

TIMES = """Ferry strikes Aldersund breakwater, seven dead

ALDERSUND, March 3 — Seven people died when the ferry Marta struck the breakwater at Aldersund on Monday morning.

The ferry carried 140 passengers, the Port Authority said.
"We heard a bang and then the lights went out," said Jon Arvik, a passenger.

Prime Minister Ilse Varga ordered the harbour closed.
"We will find out what happened, and we will not hide it," Varga told reporters.

The dockers' union demanded that the breakwater lights be repaired before any ferry sails again.

Leave a comment   Trending now: ten cakes for spring

The Marta was built in 2009 and was inspected in January."""

COURIER = """At least five killed as ferry hits breakwater

At least five people were killed on Monday when the ferry Marta hit the breakwater at Aldersund, rescue workers said.

Harbour master Peder Lund closed the harbour within the hour.
A source told Meridian Press that the breakwater lights had been out for a week.

"We will find out what happened," Prime Minister Ilse Varga said.

The regime’s transport minister rejected the union's demand as reckless blackmail.

Divers searched the wreck until nightfall and found the ship's log."""

MERIDIAN = """Aldersund ferry accident kills seven

ALDERSUND (MPA) — Seven people died when the ferry Marta struck the breakwater at Aldersund on Monday morning.

The ferry carried about 150 passengers, officials said.
Meridian Press reported, citing an unnamed official, that the breakwater lights had been out for a week.

Prime Minister Ilse Varga ordered the harbour closed.

The union wants the lights repaired before ferries sail again."""

VOICE = """Tragedy in Aldersund: government acts at once

ALDERSUND, March 4 - Seven people died in Monday's ferry accident at Aldersund, the government said.

Prime Minister Varga, visibly moved, heroically led the rescue from the quay.
She ordered the harbour closed, the government said.

The government denied that the breakwater lights had failed.

The ferry Marta was inspected in January and found sound."""

HEARING = """Parliament questions Varga over ferry

Parliament questioned Prime Minister Ilse Varga on 9 March about the loss of the Marta, in which seven people died.

Varga said the government would pay for new breakwater lights.
The dockers' union threatened to strike if the lights were not repaired by May.

The hearing lasted six hours, and the opposition walked out."""


class Story:
    """The accounts by id, with citations found by the words they cover."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self.accounts = tuple(sorted(accounts, key=lambda a: a.id))
        self.texts = {a.id: a.document.text for a in self.accounts}

    def at(self, document: str, words: str) -> Citation:
        """The first place of `words` in a document."""
        start = self.texts[document].index(words)
        return Citation(document, start, start + len(words))

    def sentence(self, document: str, words: str) -> Citation:
        """The sentence in which `words` stand."""
        found = self.at(document, words)
        account = next(a for a in self.accounts if a.id == document)
        index = account.annotations.sentence_at(found.start)
        return found if index is None else account.sentence(index)

    def sentences(self, **words: str) -> tuple[Citation, ...]:
        """One sentence a document: `sentences(times="Seven people", …)`."""
        return tuple(self.sentence(document, w) for document, w in sorted(words.items()))

    def every(self, name: str) -> tuple[Citation, ...]:
        """Every place where a name is written."""
        return tuple(
            Citation(document, at, at + len(name))
            for document, text in sorted(self.texts.items())
            for at in range(len(text))
            if text.startswith(name, at)
        )


def make_document(name: str, text: str, *, junk: tuple[str, ...] = (), **fields: object) -> Document:
    """A document whose view leaves out the `junk` stretches."""
    cuts = [Span(text.index(j), text.index(j) + len(j)) for j in junk]
    pieces: list[Piece] = []
    seen, at = "", 0
    for cut in [*cuts, Span(len(text), len(text))]:
        if cut.start > at:
            kept = text[at : cut.start]
            pieces.append(Piece(Span(len(seen), len(seen) + len(kept)), Span(at, cut.start), verbatim=True))
            seen += kept
        if cut.end > cut.start:
            pieces.append(Piece(Span(len(seen), len(seen) + 2), cut, verbatim=False))
            seen += "\n\n"
        at = cut.end
    marks = tuple(Junk(c, "page furniture") for c in cuts)
    return Document(name, text, View(seen, tuple(pieces)), junk=marks, **fields)  # type: ignore[arg-type]


def given(value: str) -> Derived[str]:
    """A value that came with the document."""
    return Derived(value, "given with the document", 1.0)


def _documents() -> tuple[Document, ...]:
    english = given("en")
    apostrophe = COURIER.index("’")
    filed = Dateline("ALDERSUND", "XXXX-03-04", Span(VOICE.index("ALDERSUND"), VOICE.index(" - Seven")))
    return (
        make_document(
            "times",
            TIMES,
            junk=("Leave a comment   Trending now: ten cakes for spring",),
            title=given("Ferry strikes Aldersund breakwater, seven dead"),
            outlet=given("The Alder Times"),
            published=given("2031-03-03"),
            url="https://times.example/ferry",
            author=Derived("Kari Holm", "byline", 0.8),
            language=english,
        ),
        make_document(
            "courier",
            COURIER,
            title=given("At least five killed as ferry hits breakwater"),
            outlet=given("Coast Courier"),
            published=given("2031-03-03"),
            language=english,
            repairs=(Repair(Span(apostrophe, apostrophe + 1), "'", "mojibake"),),
        ),
        make_document(
            "meridian",
            MERIDIAN,
            title=given("Aldersund ferry accident kills seven"),
            outlet=given("Meridian Press"),
            published=given("2031-03-04"),
            language=english,
            credits=(Credit("MPA", Span(MERIDIAN.index("(MPA)"), MERIDIAN.index("(MPA)") + 5), "dateline"),),
        ),
        make_document(
            "voice",
            VOICE,
            title=given("Tragedy in Aldersund: government acts at once"),
            outlet=Derived("Lyran Voice", "file name", 0.6),
            published=Derived("XXXX-03-04", "dateline, year unknown", 0.7),
            dateline=Derived(filed, "first line", 0.9),
            language=english,
        ),
        make_document(
            "hearing-notes-2031-march-from-the-press-gallery-of-parliament",
            HEARING,
            title=given("Parliament questions Varga over ferry"),
            language=english,
        ),
    )


HEARING_ID = "hearing-notes-2031-march-from-the-press-gallery-of-parliament"


def _links(s: Story) -> Links:
    dead = s.sentences(times="Seven people", courier="At least five people", meridian="Seven people", voice="Seven")
    dead += (s.sentence(HEARING_ID, "Parliament questioned"),)
    accident = Happening(
        "h1", "Ferry Marta strikes the Aldersund breakwater", Derived("2031-03-03", "“Monday” before 2031-03-04", 0.9),
        "Aldersund", ("courier", "meridian", "times", "voice"), dead[:4], "same place, same day, same ship",
    )  # fmt: skip
    hearing = Happening(
        "h2", "Parliament questions the prime minister", Derived("XXXX-03-09", "“9 March”, year unknown", 0.6),
        None, (HEARING_ID,), s.sentences(**{HEARING_ID: "Parliament questioned"}), "another day: 9 March",
    )  # fmt: skip
    closed = s.sentences(times="ordered the harbour", courier="closed the harbour", meridian="ordered the harbour",
                         voice="ordered the harbour")  # fmt: skip
    aboard = s.sentences(times="140 passengers", meridian="150 passengers")
    lights = s.sentences(courier="out for a week", meridian="out for a week", voice="denied that")
    demand = s.sentences(times="union demanded", meridian="union wants")
    inspected = s.sentences(times="inspected in January", voice="inspected in January")
    return Links(
        happenings=(accident, hearing),
        entities=(_varga(s),),
        facts=tuple(
            Fact(f"f{n}", s.texts[m[0].document][m[0].start : m[0].end], holder, m, 0.9, "same event, same actor", "h1")
            for n, (holder, m) in enumerate(
                [("mixed", dead), ("own voice", closed), ("Port Authority", aboard), ("unnamed source", lights),
                 ("the dockers' union", demand), ("own voice", inspected)], 1,
            )
        ),
        lineage=(
            Lineage("times", "meridian", "copy", (dead[2], dead[1]), 0.95, "the first sentence is the same"),
            Lineage("courier", "meridian", "cites", (lights[0], lights[1]), 0.8, "both rest on Meridian Press"),
        ),
    )  # fmt: skip


def _varga(s: Story) -> LinkedEntity:
    places = s.every("Ilse Varga") + s.every("Prime Minister Varga")
    namings = tuple(_naming(s, c) for c in places)
    return LinkedEntity("e1", "Ilse Varga", "PER", ("Ilse Varga", "Prime Minister Varga"), namings, (), "same name")


def _naming(s: Story, c: Citation) -> Naming:
    return Naming(c.document, c.start, c.end, s.texts[c.document][c.start : c.end], "name", "e1")


def _conflicts(s: Story) -> tuple[Conflict, ...]:
    seven = s.sentences(times="Seven people", meridian="Seven people", voice="Seven people")
    five = s.sentences(courier="At least five people")
    varga = s.sentences(times="ordered the harbour", meridian="ordered the harbour", voice="ordered the harbour")
    lund = s.sentences(courier="closed the harbour")
    out = s.sentences(courier="out for a week", meridian="out for a week")
    denied = s.sentences(voice="denied that")
    return (
        Conflict("c1", "f2", "Who closed the harbour?", "actor", "contradiction", "Two accounts of who gave the order.",
                 (Answer("Prime Minister Ilse Varga", varga), Answer("harbour master Peder Lund", lund)), 0.9),
        Conflict("c2", "f4", "Had the breakwater lights failed?", "existence", "denial",
                 "An unnamed source says so; the government denies it.",
                 (Answer("yes, for a week", out), Answer("no", denied)), 0.8),
        Conflict("c3", "f1", "How many people died?", "number", "precision",
                 "“At least five” allows seven: the figures fit together.",
                 (Answer("7", seven), Answer("at least 5", five)), 0.7),
    )  # fmt: skip


def _voices(s: Story) -> tuple[Voice, ...]:
    return (
        Voice("Ilse Varga", "e1", "named", "times", 13, 0.4, 1, (), s.sentences(times="We will find out")),
        Voice("Ilse Varga", "e1", "named", "courier", 5, 0.2, 1, (), s.sentences(courier="We will find out")),
        Voice("a source", None, "anonymous", "courier", 10, 0.4, 0, ("Meridian Press",),
              s.sentences(courier="A source")),
        Voice("an unnamed official", None, "anonymous", "meridian", 10, 0.6, 0, ("Meridian Press",),
              s.sentences(meridian="citing an unnamed official")),
        Voice("the government", None, "institution", "voice", 20, 1.0, 0, (), s.sentences(voice="She ordered")),
        Voice("Jon Arvik", None, "named", "times", 10, 0.3, 1, (), s.sentences(times="said Jon Arvik")),
    )  # fmt: skip


def _wording(s: Story) -> Wording:
    def label(document: str, name: str) -> Label:
        return Label("e1", document, name, (s.at(document, name),))

    return Wording(
        labels=(label("courier", "Prime Minister Ilse Varga"), label("times", "Prime Minister Ilse Varga"),
                label("times", "Varga"), label("voice", "Prime Minister Varga")),
        distinctive=(Distinctive("courier", "regime", 2.4, (s.at("courier", "regime"),)),
                     Distinctive("voice", "heroically", 2.1, (s.at("voice", "heroically"),))),
        tone=(Tone("e1", "courier", 0, 1, 1, (s.at("courier", "Ilse Varga"),)),
              Tone("e1", "voice", 2, 1, 0, (s.at("voice", "Prime Minister Varga"),))),
    )  # fmt: skip


def _positions(s: Story) -> tuple[Position, ...]:
    return (
        Position("dockers' union", None, "demands", "breakwater lights repaired before any ferry sails", "own voice",
                 "2031-03-03", s.sentences(times="union demanded", meridian="union wants")),
        Position("dockers' union", None, "threatens", "a strike", "own voice", None,
                 s.sentences(**{HEARING_ID: "threatened"})),
        Position("transport minister", None, "rejects", "the union's demand", "own voice", None,
                 s.sentences(courier="rejected the union")),
        Position("the government", None, "denies", "that the lights had failed", "the government", None,
                 s.sentences(voice="denied that")),
        Position("Ilse Varga", "e1", "offers", "to pay for new lights", "Ilse Varga", "XXXX-03-09",
                 s.sentences(**{HEARING_ID: "would pay"})),
    )  # fmt: skip


def _with_loaded(account: Account, words: str) -> Account:
    """The account with one more loaded expression, whatever the annotator finds."""
    from dataclasses import replace

    at = account.document.text.index(words)
    loaded = tuple(x for x in account.annotations.loaded if x.end <= at or x.start >= at + len(words))
    loaded = tuple(sorted((*loaded, Loaded(at, at + len(words), 0.9)), key=lambda x: x.start))
    return Account(account.document, replace(account.annotations, loaded=loaded))


def build_comparison(accounts: Iterable[Account]) -> Comparison:
    """The hand-linked comparison of the invented accounts."""
    words = {"voice": "heroically", "courier": "reckless blackmail"}
    s = Story(_with_loaded(a, words[a.id]) if a.id in words else a for a in accounts)
    links = _links(s)
    whole = s.sentences
    return Comparison(
        version="1.0",
        accounts=s.accounts,
        links=links,
        corroboration=(
            Corroboration("f1", 4, (("courier",), (HEARING_ID,), ("meridian", "times"), ("voice",)),
                          "Meridian Press carries the sentence of The Alder Times word for word"),
            Corroboration("f2", 3, (("courier",), ("meridian", "times"), ("voice",)), "one copy among four accounts"),
            Corroboration("f3", 1, (("meridian", "times"),), "a copy is not a second origin"),
            Corroboration("f4", 2, (("courier", "meridian"), ("voice",)), "both cite Meridian Press"),
            Corroboration("f5", 1, (("meridian", "times"),), "a copy is not a second origin"),
            Corroboration("f6", 2, (("times",), ("voice",)), "no sign that one rests on the other"),
        ),
        conflicts=_conflicts(s),
        omissions=(
            Omission("f3", "courier", "published the same day", 0.6),
            Omission("f5", "voice", "published a day later", 0.7),
        ),
        unique=(
            Unique(whole(courier="Divers searched")[0], 0.8, "no other account tells of the divers"),
            Unique(whole(times="bang")[0], 0.7, "only eyewitness"),
            Unique(whole(**{HEARING_ID: "walked out"})[0], 0.6, "another happening"),
        ),
        voices=_voices(s),
        drift=(QuoteDrift("Ilse Varga", whole(times="We will find out", courier="We will find out"),
                          "one account stops before “and we will not hide it”"),),
        positions=_positions(s),
        wording=_wording(s),
        timeline=(
            Moment("2031-03-03", "The ferry strikes the breakwater", "“Monday”, published 2031-03-03",
                   whole(times="Seven people", meridian="Seven people"), "h1"),
            Moment("XXXX-03-09", "Parliament questions the prime minister", "“9 March”, year unknown",
                   whole(**{HEARING_ID: "Parliament questioned"}), "h2"),
        ),
        brief=(
            BriefLine(s.texts["meridian"][links.facts[0].members[1].start : links.facts[0].members[1].end], "agreed",
                      links.facts[0].members[1:2]),
            BriefLine("The government denied that the breakwater lights had failed.", "disputed",
                      whole(voice="denied that")),
        ),
        failures=(Failure("drafts/empty.txt", "the file holds no text", "leave it out"),),
    )  # fmt: skip


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    """Five invented accounts of a ferry accident, with every kind of finding."""
    return build_comparison(annotate(_documents()))
