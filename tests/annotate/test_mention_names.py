"""Names, their types and what stands beside them, on words written by hand: no model decides what is tested."""

from __future__ import annotations

import pytest

from tellings.annotate import mentions
from tellings.annotate.syntax.parsing import Named, Parse
from tellings.records import Dateline, Derived, Document, Entity, Mention, Piece, Sentence, Span, Token, View

Told = tuple[str, str, float]  # a name as written (its words apart), the tagger's type, its probability

POS = {"DT": "DET", "IN": "ADP", "JJ": "ADJ", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN"}
POS |= {"VBD": "VERB", "VBN": "VERB", "POS": "PART", "PRP$": "PRON", "HYPH": "PUNCT", ",": "PUNCT", ".": "PUNCT"}
DEPS = {"DT": "det", "JJ": "amod", "PRP$": "poss", "NNP": "compound"}
POS |= {"CC": "CCONJ", "RB": "ADV", "CD": "NUM"}


def parsed(text: str, told: list[Told], dateline: str = "") -> tuple[Document, Parse]:
    """Document and parse of "word/TAG word/TAG …"; "~" joins a word to the one before.

    Small words hang on the word behind them, names on a name or noun behind them, and all else on nothing.
    """
    tokens: list[Token] = []
    parts = text.split()
    for i, part in enumerate(parts):
        word, tag = part.lstrip("~").rsplit("/", 1)
        start = (tokens[-1].end if tokens else 0) + (bool(tokens) and not part.startswith("~"))
        hangs = tag in DEPS and i + 1 < len(parts) and (tag != "NNP" or parts[i + 1].rsplit("/", 1)[1] in {"NN", "NNP"})
        dep, head = (DEPS[tag], i + 1) if hangs else ("nsubj", i)
        tokens.append(Token(start, start + len(word), word, word.lower(), POS[tag], tag, dep, head))
    written = "".join(" " * (t.start - (tokens[i - 1].end if i else 0)) + t.text for i, t in enumerate(tokens))
    whole = Span(0, len(written))
    filed = Derived(Dateline(dateline, None, Span(0, len(dateline))), "dateline", 0.9) if dateline else None
    document = Document("d", written, View(written, (Piece(whole, whole, True),)), dateline=filed)
    names = sorted((n for one in told for n in _named(tokens, *one)), key=lambda n: n.first)
    return document, Parse(tuple(tokens), (Sentence(0, len(written), 0, len(tokens)),), tuple(names))


def _named(tokens: list[Token], name: str, kind: str, sure: float) -> list[Named]:
    words = name.split()
    places = [i for i in range(len(tokens)) if [t.text for t in tokens[i : i + len(words)]] == words]
    return [Named(Span(tokens[i].start, tokens[i + len(words) - 1].end), kind, i, i + len(words), sure) for i in places]


def find(text: str, *told: Told, dateline: str = "") -> tuple[str, tuple[Mention, ...], tuple[Entity, ...]]:
    document, parse = parsed(text, list(told), dateline)
    return document.text, *mentions.find(document, parse)


def names(text: str, *told: Told, dateline: str = "") -> list[tuple[str, str]]:
    """Mentions by name with their types."""
    written, found, _ = find(text, *told, dateline=dateline)
    return [(m.span.of(written), m.type) for m in found if m.form == "name"]


def chains(text: str, *told: Told) -> list[list[str]]:
    """Chains of more than one mention, as written."""
    written, found, entities = find(text, *told)
    groups = [[m.span.of(written) for m in found if m.entity == e.id] for e in entities]
    return [group for group in groups if len(group) > 1]


@pytest.mark.parametrize(
    ("sure", "expected"),
    [(0.9, [("All Greys", "ORG")]), (0.4, [("Greys", "ORG")])],
)
def test_edges_stand_where_the_tagger_is_sure(sure: float, expected: list[tuple[str, str]]) -> None:
    assert names("All/DT Greys/NNPS won/VBD ./.", ("All Greys", "ORG", sure)) == expected


@pytest.mark.parametrize(("sure", "kind"), [(0.99, "ORG"), (0.5, "LOC")])
def test_the_tables_yield_where_the_tagger_is_sure(sure: float, kind: str) -> None:
    assert names("Liverpool/NNP won/VBD ./.", ("Liverpool", "ORG", sure)) == [("Liverpool", kind)]


@pytest.mark.parametrize(("name", "kind"), [("Liverpool", "ORG"), ("Oslo", "LOC"), ("Norway", "LOC")])
def test_a_state_or_capital_that_acts_is_a_place_sooner_than_another_city(name: str, kind: str) -> None:
    assert names(f"{name}/NNP paid/VBD ./.", (name, "ORG", 0.75)) == [(name, kind)]


def test_one_mention_differs_only_where_the_tagger_is_certain() -> None:
    text = "Ferrin/NNP left/VBD Ferrin/NNP and/CC Ferrin/NNP left/VBD ./."
    document, parse = parsed(text, [("Ferrin", "LOC", 0.9)])

    def kinds(sure: float) -> list[str]:
        first, *rest = parse.names
        told = (Named(first.span, "PER", first.first, first.last, sure), *rest)
        return [m.type for m in mentions.find(document, Parse(parse.tokens, parse.sentences, told))[0]]

    assert kinds(0.98) == ["PER", "LOC", "LOC"]
    assert kinds(0.6) == ["LOC", "LOC", "LOC"]


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("The/DT Norway/NNP ~-/HYPH ~Sweden/NNP border/NN", ("Norway - Sweden", "LOC", 0.6), ["Norway", "Sweden"]),
        ("Lind/NNP ,/, R/NNP ~-/HYPH ~Ohio/NNP ,/, left/VBD", ("R - Ohio", "LOC", 0.4), ["Ohio"]),
        ("The/DT Oslo/NNP ~-/HYPH ~based/VBN firm/NN", ("Oslo - based", "MISC", 0.5), ["Oslo"]),
        ("He/NNP left/VBD Arkady/NNP ~'s/POS Inn/NNP", ("Arkady 's Inn", "ORG", 0.9), ["Arkady's Inn"]),
        ("He/NNP left/VBD Norway/NNP ~'s/POS Bank/NNP", ("Norway 's Bank", "ORG", 0.5), ["Norway", "Bank"]),
    ],
)
def test_joined_names(text: str, told: Told, expected: list[str]) -> None:
    assert [name for name, _ in names(text, told)] == expected


def test_the_datelines_place_is_a_name() -> None:
    text = "VARDEN/NNP ,/, Norway/NNP ,/, March/NNP 3/CD ./."
    assert names(text, ("Norway", "LOC", 0.9), dateline="Varden, Norway")[0] == ("VARDEN", "LOC")
    assert names(text, ("Norway", "LOC", 0.9)) == [("Norway", "LOC")]


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("local/JJ police/NN chief/NN Reth/NNP spoke/VBD", ("Reth", "PER", 0.9), "local police chief Reth"),
        ("Holt/NNP ~'s/POS lawyer/NN Gil/NNP Reth/NNP spoke/VBD", ("Gil Reth", "PER", 0.9), "Holt's lawyer Gil Reth"),
        ("the/DT then/RB ~-/HYPH ~President/NNP Reth/NNP left/VBD", ("Reth", "PER", 0.9), "then-President Reth"),
        ("a/DT statement/NN President/NNP Reth/NNP made/VBD", ("Reth", "PER", 0.9), "President Reth"),
        ("near/IN Bergen/NNP prison/NN ./.", ("Bergen", "LOC", 0.9), "Bergen prison"),
        ("the/DT old/JJ port/NN of/IN Bergen/NNP fell/VBD", ("Bergen", "LOC", 0.9), "the old port of Bergen"),
    ],
)  # fmt: skip
def test_names_are_also_kept_with_what_stands_before_them(text: str, told: Told, expected: str) -> None:
    (entity,) = [e for e in find(text, told)[2] if any(expected.endswith(n) or expected.startswith(n) for n in e.names)]
    assert expected in entity.names


def test_a_chairman_of_a_body_is_none_of_its_name() -> None:
    text = "Lind/NNP ,/, chairman/NN of/IN the/DT Skippers/NNPS Club/NNP ,/, left/VBD"
    found = find(text, ("Skippers Club", "ORG", 0.9), ("Lind", "PER", 0.9))[2]
    assert [n for e in found if e.type == "ORG" for n in e.names] == ["Skippers Club", "the Skippers Club"]


LEVIN = ("Gila Levin", "PER", 0.9)


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("his/PRP$ lawyer/NN ,/, Gila/NNP Levin/NNP ,/, left/VBD", LEVIN, ["Gila Levin", "lawyer"]),
        ("Gila/NNP Levin/NNP ,/, the/DT lawyer/NN ,/, left/VBD", LEVIN, ["Gila Levin", "lawyer"]),
        ("the/DT newspaper/NN Varsel/NNP wrote/VBD", ("Varsel", "ORG", 0.9), ["Varsel", "newspaper"]),
        ("the/DT Varsel/NNP newspaper/NN wrote/VBD", ("Varsel", "ORG", 0.9), ["Varsel", "newspaper"]),
    ],
)
def test_what_stands_beside_a_name_on_the_page_is_of_its_chain(text: str, told: Told, expected: list[str]) -> None:
    (found,) = chains(text, told)
    assert {word for mention in found for word in expected if word in mention} == set(expected)


def test_a_list_is_no_apposition() -> None:
    assert chains("the/DT lawyer/NN ,/, Gila/NNP Levin/NNP ,/, and/CC Holt/NNP left/VBD", LEVIN) == []


@pytest.mark.parametrize(
    ("long", "short"),
    [("Oslo Herald", "Herald"), ("Veltran Corp", "Veltran"), ("Harbour Safety Agency", "Safety Agency")],
)
def test_short_names_of_bodies(long: str, short: str) -> None:
    words = " ".join(f"{w}/NNP" for w in long.split()), " ".join(f"{w}/NNP" for w in short.split())
    text = f"{words[0]} met/VBD ./. the/DT {words[1]} left/VBD"
    found = chains(text, (long, "ORG", 0.9), (short, "ORG", 0.6))
    assert [long, short] in found


def test_what_stands_behind_the_is_no_person() -> None:
    told = ("Orlin Marsh", "PER", 0.5)
    assert names("The/DT Orlin/NNP Marsh/NNP sank/VBD ./.", told)[0][1] != "PER"
    assert names("The/DT Orlin/NNP Marsh/NNP report/NN came/VBD ./.", told) == [("Orlin Marsh", "PER")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about/IN Vice/NNP President/NNP Pelk/NNP ./.", [("Pelk", "PER")]),
        ("about/IN Senator/NNP Pelk/NNP Monday/NNP ./.", [("Pelk", "PER")]),
        ("about/IN President/NNP ./.", []),
    ],
)
def test_a_title_tells_a_name_that_the_tagger_passed_over(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


def test_a_name_said_twice_is_two() -> None:
    text = "Oslo/NNP Harbour/NNP Oslo/NNP Harbour/NNP"
    assert names(text, ("Oslo Harbour Oslo Harbour", "LOC", 0.9)) == [("Oslo Harbour", "LOC")] * 2


def test_a_description_is_kept_together_with_its_name() -> None:
    (entity,) = find("his/PRP$ lawyer/NN ~,/, Gila/NNP Levin/NNP ~,/, left/VBD", LEVIN)[2]
    assert "his lawyer, Gila Levin" in entity.names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zarkan/NNP militants/NNS attacked/VBD ./.", "ORG"),
        ("the/DT movement/NN Zarkan/NNP denied/VBD ./.", "ORG"),
        ("he/NN saw/VBD Zarkan/NNP ./.", "PER"),
    ],
)
def test_the_word_beside_a_name_says_what_it_is(text: str, kind: str) -> None:
    assert names(text, ("Zarkan", "PER", 0.4)) == [("Zarkan", kind)]


@pytest.mark.parametrize(("word", "expected"), [("UN", [("UN", "ORG")]), ("Un", [])])
def test_initials_of_the_tables_stand_in_capitals(word: str, expected: list[tuple[str, str]]) -> None:
    assert names(f"the/DT {word}/NN paid/VBD ./.") == expected


def test_a_body_named_after_a_place_is_the_body() -> None:
    told = ("Calder Strait", "LOC", 0.9)
    assert names("Calder/NNP Strait/NNP Lines/NNP denied/VBD all/RB ./.", told) == [("Calder Strait Lines", "ORG")]
    assert names("Calder/NNP Strait/NNP froze/VBD ./.", told) == [("Calder Strait", "LOC")]


def test_a_land_and_its_people_say_what_the_other_is() -> None:
    told = [("Veldoria", "PER", 0.7), ("Veldorian", "PER", 0.7)]
    text = "Veldoria/NNP sent/VBD troops/NNS ./. The/DT Veldorian/NNP troops/NNS left/VBD ./."
    assert names(text, *told) == [("Veldoria", "LOC"), ("Veldorian", "MISC")]
    assert names("Veldoria/NNP sent/VBD troops/NNS ./.", told[0]) == [("Veldoria", "PER")]


def test_a_president_is_of_a_land() -> None:
    text = "President/NNP Ada/NNP Holt/NNP of/IN Veldor/NNP left/VBD ./."
    told = [("Ada Holt", "PER", 0.9), ("Veldor", "PER", 0.7)]
    assert names(text, *told) == [("Ada Holt", "PER"), ("Veldor", "LOC")]
