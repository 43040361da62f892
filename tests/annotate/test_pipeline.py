"""One document is drawn ahead of the one that is annotated; order and errors stay where they were."""

import pytest

from tellings.annotate import annotate
from tellings.annotate.model import reader
from tellings.records import Derived, Document, Piece, Span, View

TEXTS = ("The harbourmaster said that the quay was unsafe.", "", "Nobody listened.", "They closed it on Monday.")


def document(number: int) -> Document:
    text = TEXTS[number]
    whole = Span(0, len(text))
    return Document(f"d{number}", text, View(text, (Piece(whole, whole, True),) if text else ()))


def test_accounts_come_in_the_order_of_their_documents():
    accounts = list(annotate(map(document, range(4))))
    assert [a.id for a in accounts] == ["d0", "d1", "d2", "d3"]
    for account in accounts:
        (alone,) = annotate([account.document])
        assert alone.annotations.tokens == account.annotations.tokens


def test_one_document_is_drawn_ahead_and_no_more():
    drawn = []

    def drawing():
        for number in range(4):
            drawn.append(number)
            yield document(number)

    accounts = annotate(drawing())
    assert next(accounts).id == "d0"
    assert drawn == [0, 1]


def test_an_error_in_drawing_does_not_swallow_the_document_before():
    def failing():
        yield document(0)
        raise OSError("gone")

    accounts = annotate(failing())
    assert next(accounts).id == "d0"
    with pytest.raises(OSError, match="gone"):
        next(accounts)


def test_no_document_gives_no_account():
    assert list(annotate([])) == []


def test_on_one_core_nothing_runs_before_it_is_asked_for(monkeypatch):
    ran = []
    monkeypatch.setattr(reader, "threads", lambda: 1)
    run = reader._run
    monkeypatch.setattr(reader, "_run", lambda inputs: ran.append(1) or run(inputs))
    finish = reader.begin(TEXTS[0])
    assert ran == []
    assert len(finish().words) == 9
    assert ran == [1]


def test_another_language_is_not_attempted_between_others():
    text = "Der Hafenmeister sagte, der Kai sei unsicher."
    whole = Span(0, len(text))
    view = View(text, (Piece(whole, whole, True),))
    foreign = Document("de", text, view, language=Derived("de", "words", 0.99))
    accounts = list(annotate([document(0), foreign, document(2)]))
    assert [a.annotations.attempted for a in accounts] == [True, False, True]
