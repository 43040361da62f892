"""The record that comparators yield: two sentences, one question, two answers."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.compare.conflict.pairs import Pair


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences that answer one question differently.

    `kind` names the comparator.  `topic` groups differences that ask the same thing within a fact.  `keys` are the
    normalised answers, `answers` the answers as written (left, right).  `strength` in [0, 1] says how surely both
    sentences speak of the same thing.
    """

    kind: str
    nature: str
    why: str
    topic: str
    question: str
    keys: tuple[str, str]
    answers: tuple[str, str]
    strength: float
    pair: Pair
