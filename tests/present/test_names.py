"""Names side by side."""

from dataclasses import replace

from tellings.present.names import names_side_by_side
from tellings.records import Citation, Label, Wording


def test_forms_are_grouped_with_the_accounts_that_use_them(comparison):
    first, second = (a.id for a in comparison.accounts[:2])

    def label(entity, document, form):
        return Label(entity, document, form, (Citation(document, 0, 3),))

    labels = (
        label("the port", first, "the port"),
        label("the war", first, "the war"),
        label("the war", second, "the war"),
        label("the war", second, "the conflict"),
    )
    war, port = names_side_by_side(replace(comparison, wording=Wording(labels, (), ())))
    assert war.name == "the war"
    assert war.forms == (("the war", ("A", "B")), ("the conflict", ("B",)))
    assert war.differs
    assert not port.differs
