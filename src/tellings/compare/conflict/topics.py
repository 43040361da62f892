"""What two sentences have in common: the thing that a question can name when no clause of it can be asked for."""

from __future__ import annotations

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.pairs import Pair

_SAME = 0.7
_DEEPEST = 12


def topic_of(pair: Pair, *, most: int = 2) -> str:
    """What both sentences are about: the shared noun nearest to the top of the left one, and the next."""
    shared = [
        (left, right)
        for left, right, cosine in pair.aligned
        if _thing(pair.a, left) and _thing(pair.b, right)
        and (cosine >= _SAME or pair.a.tokens[left].lemma == pair.b.tokens[right].lemma)
    ]  # fmt: skip
    ordered = sorted(shared, key=lambda p: (_depth(pair.a, p[0]), p[0]))
    names: list[str] = []
    for left, right in ordered:
        name = min((n for n in (ask.thing(pair.a, left), ask.thing(pair.b, right)) if n), key=len, default="")
        if name and not any(name.lower() in n.lower() or n.lower() in name.lower() for n in names):
            names.append(name)
    return " and ".join(names[:most])


def _thing(reader: Reader, index: int) -> bool:
    return reader.tokens[index].pos in ("NOUN", "PROPN") and not reader.dated(index)


def _depth(reader: Reader, index: int) -> int:
    for depth in range(_DEEPEST):
        if reader.tokens[index].head == index:
            return depth
        index = reader.tokens[index].head
    return _DEEPEST
