"""One line for people on what sets the answers of a conflict apart."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.compare.conflict.english import number_word
from tellings.records import Answer

_REASONS = {
    "contradiction": "they cannot all be true",
    "update": "the later accounts may supersede the earlier",
    "precision": "they can all be true; some are more exact",
    "denial": "one side says so, another denies it",
    "framing": "the same thing in different words, which leave different pictures",
}
_SHOWN = 4


def explain(why: str, answers: Sequence[Answer]) -> str:
    """Who says what, and what follows: "four accounts say “two”, one says “six”; they cannot all be true"."""
    parts = [_part(a, first=n == 0) for n, a in enumerate(answers[:_SHOWN])]
    more = len(answers) - _SHOWN
    if more > 0:
        parts.append(f"{number_word(more)} more answer{'s' if more > 1 else ''}")
    return f"{', '.join(parts)}; {_REASONS[why]}"


def _part(answer: Answer, *, first: bool) -> str:
    count = len({m.document for m in answer.members})
    noun = (" account" if count == 1 else " accounts") if first else ""
    return f"{number_word(count)}{noun} say{'s' if count == 1 else ''} “{answer.answer}”"
