"""The record that comparators yield: two sentences, two answers, and the question that both answer."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.compare.conflict.pairs import Pair


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sentences that answer one question differently.

    `kind` names the comparator.  `topic` groups differences that ask the same thing within a fact.  `keys` are the
    normalised answers, `answers` the answers as written (left, right).  `question` is "" where what they differ in is
    not sure enough, or too small, to be asked for by name.  `strength` in [0, 1] says how surely both
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

    @property
    def named(self) -> bool:
        """Whether a question asks for it by name; else both sides are only shown beside each other."""
        return bool(self.question)
