"""Names, types, chains, descriptions and pronouns on small invented accounts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate import annotate
from tellings.records import Document, Entity, Mention, Piece, Span, View


def find(text: str) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    whole = Span(0, len(text))
    document = Document("d", text, View(text, (Piece(whole, whole, True),)))
    (account,) = annotate([document])
    return account.annotations.mentions, account.annotations.entities


def entity(text: str, name: str) -> Entity:
    """The one entity that has a name."""
    (found,) = [e for e in find(text)[1] if name in e.names]
    return found


def chain(text: str, name: str) -> list[str]:
    """All mentions of the entity that has a name, as written."""
    key = entity(text, name).id
    return [m.span.of(text) for m in find(text)[0] if m.entity == key]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Aid for Kyiv has stalled, and Kyiv is worried.", "Kyiv", "LOC"),
        ("Talks in Mazar-i-Sharif failed.", "Mazar-i-Sharif", "LOC"),
        ("They fled the village of Orsk Dol at night.", "Orsk Dol", "LOC"),
        ("President Brankov left early. Brankov’s regime said nothing.", "Brankov", "PER"),
        ("Brankov’s government fell. Brankov’s leadership was weak.", "Brankov", "PER"),
        ("The Harbour Safety Agency closed the pier.", "Harbour Safety Agency", "ORG"),
        ("AFP and Reuters carried the story.", "AFP", "ORG"),
        ("The Russians left, the Germans stayed.", "Germans", "MISC"),
        ("Her brother Orlin said he was glad.", "Orlin", "PER"),
        ("General Motors closed a plant.", "General Motors", "ORG"),
    ],
)
def test_types(text: str, name: str, kind: str) -> None:
    assert entity(text, name).type == kind


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "Norwegian Prime Minister Anna Lind spoke first. Lind’s aides nodded. Ms. Lind left.",
            "Anna Lind",
            ["Anna Lind", "Lind", "Lind"],
        ),
        ("John A. Weller won. Weller smiled.", "Weller", ["John A. Weller", "Weller"]),
        (
            "The World Trade Organization (WTO) met. The WTO agreed.",
            "WTO",
            ["World Trade Organization", "WTO", "WTO"],
        ),
        ("The U.S. agreed, and the United States paid.", "U.S.", ["U.S.", "United States"]),
    ],
)
def test_chains(text: str, name: str, expected: list[str]) -> None:
    assert chain(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orlin Marsh of the Seafarers’ League welcomed the inquiry.", "Seafarers’ League"),
        ("The captain left St Brannoc's Hospital on Monday.", "St Brannoc's Hospital"),
        ("The Teachers' Union called a strike.", "Teachers' Union"),
    ],
)
def test_names_with_a_possessive_inside(text: str, name: str) -> None:
    assert name in entity(text, name).names


def test_a_country_before_a_possessive_is_a_name_of_its_own() -> None:
    text = "Russia's Central Bank and Germany's Bundestag met."
    assert entity(text, "Russia").type == "LOC"
    assert entity(text, "Bundestag").type == "ORG"


def test_two_people_of_one_surname_stay_apart() -> None:
    text = "Peter Lind met Maria Lind. Mr. Lind smiled. Mrs. Lind did not."
    assert chain(text, "Mr. Lind") == ["Peter Lind", "Lind"]
    assert chain(text, "Mrs. Lind") == ["Maria Lind", "Lind"]


def test_a_masculine_and_a_feminine_surname_stay_apart() -> None:
    found = find("Sergei Orlov spoke. Marina Orlova listened. Orlov left, Orlova stayed.")[1]
    assert [e.name for e in found] == ["Sergei Orlov", "Marina Orlova"]


def test_a_people_is_not_its_country() -> None:
    found = find("France agreed. The French were glad. French ministers met.")[1]
    assert {e.name: e.type for e in found}["France"] == "LOC"
    assert "French" not in entity("France agreed. The French were glad.", "France").names


def test_titled_names_and_roles() -> None:
    found = entity("French President Luc Moreau arrived. Moreau waved.", "Luc Moreau")
    assert found.name == "Luc Moreau"
    assert found.names == ("Luc Moreau", "French President Luc Moreau", "Moreau")
    assert found.roles == ("French President",)


@pytest.mark.parametrize(
    ("text", "name", "nominal"),
    [
        ("French President Luc Moreau arrived. The French president waved.", "Luc Moreau", "The French president"),
        ("Tamar’s lawyer, Gila Levin, appealed.", "Gila Levin", "Tamar’s lawyer"),
        ("Luc Moreau, the mayor of Tours, resigned.", "Luc Moreau", "the mayor of Tours"),
        ("The Foreign Ministry objected. The ministry gave no reason.", "Foreign Ministry", "The ministry"),
    ],
)
def test_descriptions_join_their_chain(text: str, name: str, nominal: str) -> None:
    assert nominal in chain(text, name)


def test_the_president_of_another_country_is_another_man() -> None:
    text = "French President Luc Moreau arrived. The Polish president stayed at home."
    assert "The Polish president" not in chain(text, "Luc Moreau")


def test_a_mans_government_is_a_body_of_its_own() -> None:
    found = entity("President Brankov spoke. Brankov’s government fell.", "Brankov’s government")
    assert found.type == "ORG"


@pytest.mark.parametrize(
    ("text", "name", "pronoun"),
    [
        ("Anna Lind resigned on Monday. She gave no reason.", "Anna Lind", "She"),
        ("Anna Lind met Peter Holt. He thanked Anna Lind.", "Peter Holt", "He"),
        ("Peter Holt lost his seat.", "Peter Holt", "his"),
    ],
)
def test_pronouns(text: str, name: str, pronoun: str) -> None:
    assert pronoun in chain(text, name)


@pytest.mark.parametrize(
    "text", ["It rained. He left.", "Anna Lind said: “He lied to us.”", "Anna Lind arrived. He was late."]
)
def test_pronouns_without_a_plain_choice_are_left_alone(text: str) -> None:
    assert [m for m in find(text)[0] if m.form == "pronoun"] == []


def test_entities_are_numbered_by_first_mention() -> None:
    found, entities = find("Anna Lind met Peter Holt in Oslo. Holt paid.")
    assert [e.id for e in entities] == ["e1", "e2", "e3"]
    firsts = [min(m.start for m in found if m.entity == e.id) for e in entities]
    assert firsts == sorted(firsts)


def test_short_lines_end_names() -> None:
    assert "Photo KUNDUZ" not in [n for e in find("Photo\nKUNDUZ, Afghanistan — Troops left.")[1] for n in e.names]


WORDS = ["Anna", "Lind", "Mr.", "Holt", "he", "she", "Oslo", "’s", "-", "/", "“", "”", "\n", "\n\n", "the"]
WORDS += ["president", "NATO", "(", ")", "said", "."]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_text_gives_mentions_inside_it_with_known_entities(words: list[str]) -> None:
    text = " ".join(words)
    found, entities = find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert {m.entity for m in found} == {e.id for e in entities}
    assert list(found) == sorted(found, key=lambda m: (m.start, -m.end))
