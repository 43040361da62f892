"""Accounts made of nothing but their text, for what links them."""

from tellings.annotate import annotate
from tellings.records import Derived, Document, Piece, Span, View


def document(key, text):
    whole = Span(0, len(text))
    view = View(text, (Piece(whole, whole, True),) if text else ())
    return Document(key, text, view, language=Derived("en", "field", 1.0))


def accounts(*texts):
    """Annotated accounts "a1", "a2", …"""
    return list(annotate(document(f"a{n}", text) for n, text in enumerate(texts, 1)))


def together(entities, one, other):
    """Whether some entity has both names."""
    return any({one, other} <= set(e.names) for e in entities)
