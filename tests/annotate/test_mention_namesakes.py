"""People who share a surname, or a name with a month; and whom a bare title means.  The model reads, as at run time."""

from tellings.annotate import annotate
from tellings.records import Derived, Document, Piece, Span, View


def chains_of(text):
    """The names and descriptions of each chain of a text."""
    whole = Span(0, len(text))
    view = View(text, (Piece(whole, whole, True),))
    (account,) = annotate([Document("d", text, view, language=Derived("en", "field", 1.0))])
    made = account.annotations
    return [{text[m.start : m.end] for m in made.mentions if m.entity == e.id} for e in made.entities]


def test_somebody_s_wife_does_not_take_over_his_surname():
    found = chains_of("Rep. Dan Hammond and his wife, Sue Hammond, were charged on Monday. Hammond denied it.")
    assert "Hammond" in next(names for names in found if "Dan Hammond" in names)


def test_a_surname_that_was_in_use_before_a_relative_came_up_is_not_hers():
    found = chains_of("Hammond spoke on Monday. Hammond smiled. His wife, Sue Hammond, listened. Hammond left.")
    assert "Hammond" not in next(names for names in found if "Sue Hammond" in names)


def test_a_surname_that_one_bore_alone_stays_his():
    found = chains_of("Dan Hammond spoke. Hammond smiled. Sue Hammond listened. Hammond left.")
    assert "Hammond" not in next(names for names in found if "Sue Hammond" in names)


def test_father_and_son_of_one_name_are_two_chains():
    found = chains_of("Jesse Lind Jr. was sentenced on Monday. The Rev. Jesse Lind was in court.")
    assert len([names for names in found if any("Lind" in n for n in names)]) == 2


def test_months_may_be_people_beside_a_title_or_a_full_name_and_else_are_not():
    found = chains_of("Prime Minister Tessa May spoke in May. Mrs. May smiled. May left on May 3.")
    assert [names for names in found if any("May" in n for n in names)] == [{"Tessa May", "May"}]
    text = "Prime Minister Tessa May spoke in May. Mrs. May smiled."
    whole = Span(0, len(text))
    (account,) = annotate([Document("d", text, View(text, (Piece(whole, whole, True),)))])
    assert text.index("May.") not in {m.start for m in account.annotations.mentions}


def test_a_bare_title_means_the_one_that_the_text_is_about():
    found = chains_of(
        "President Dan Hammond spoke in Oslo. Hammond met Bo Lind. Hammond was late. Hammond praised Norwegian "
        "President Kari Solberg. The president left on Monday."
    )
    assert "The president" in next(names for names in found if "Dan Hammond" in names)
