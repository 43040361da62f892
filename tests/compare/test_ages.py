"""How old two accounts say that somebody is."""

import pytest

from tellings.annotate import annotate
from tellings.compare.conflict import find_conflicts
from tellings.compare.conflict.ages import compare_ages
from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.identity import Identity
from tellings.link import link
from tellings.records import Derived, Document, Piece, Span, View


def accounts(*texts):
    wholes = [Span(0, len(text)) for text in texts]
    views = [View(text, (Piece(whole, whole, True),)) for text, whole in zip(texts, wholes, strict=True)]
    known = Derived("en", "field", 1.0)
    return list(annotate(Document(f"a{n}", v.text, v, language=known) for n, v in enumerate(views)))


def asked(*texts):
    """Questions and answers about ages, of accounts that were linked as always."""
    read = accounts(*texts)
    links = link(read)
    found = compare_ages([Reader(a) for a in read], links, Identity(links))
    return [(d.question, d.answers, d.why) for d in found]


SAID = "Police in Northport said that Tomas Rusk, 52, was driving the lorry that hit the bridge on Monday."


@pytest.mark.parametrize(
    "other",
    [
        "The lorry that hit the bridge on Monday was driven by Tomas Rusk, 54, police in Northport said.",
        "The lorry that hit the bridge on Monday was driven by Tomas Rusk (54), police in Northport said.",
        "The lorry that hit the bridge was driven by Tomas Rusk, a 54-year-old father of two, police said.",
        "Police said that 54-year-old Tomas Rusk drove the lorry that hit the bridge on Monday.",
        "Tomas Rusk drove the lorry that hit the bridge on Monday. Tomas Rusk is 54 years old.",
        "Tomas Rusk drove the lorry that hit the bridge on Monday. He is 54 years old.",
    ],
)
def test_ages_of_one_person_are_compared_wherever_they_stand(other):
    ((question, answers, why),) = asked(SAID, other)
    assert question == "How old is Tomas Rusk?"
    assert answers[0] == "52"
    assert answers[1].startswith("54")
    assert why == "contradiction"


@pytest.mark.parametrize(
    "other",
    [
        "The lorry that hit the bridge on Monday was driven by Tomas Rusk, 52, police in Northport said.",
        "The lorry was driven by Tomas Rusk, 12, police said.",  # too far off to be one person's
        "Ada Lind, 54, saw the lorry of Tomas Rusk hit the bridge on Monday, police in Northport said.",
        "The lorry of Tomas Rusk, 54, hit the bridge. Tomas Rusk, 55, was unhurt, police said.",  # which of the two?
        "Tomas Rusk, 54 miles from home, hit the bridge on Monday, police in Northport said.",
        "Tomas Rusk met Ada Lind before the lorry hit the bridge. He said it. She is 54 years old.",
    ],
)
def test_what_is_no_other_age_of_that_person_is_not_asked(other):
    assert asked(SAID, other) == []


def test_an_age_is_a_conflict_that_is_named():
    read = accounts(SAID, "Tomas Rusk, 54, drove the lorry that hit the bridge in Northport.")
    found = [c for c in find_conflicts(read, link(read)) if c.question == "How old is Tomas Rusk?"]
    assert [(c.nature, c.why, c.named, [a.answer for a in c.answers]) for c in found] == [
        ("number", "contradiction", True, ["52", "54"])
    ]
