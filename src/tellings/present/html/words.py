"""The report's own words for what the records call by short codes.  None of them says who is right."""

from __future__ import annotations

from collections.abc import Mapping

from tellings.present.labels import clip

_LONGEST = 60

NATURES: Mapping[str, str] = {
    "number": "a number",
    "time": "a time or date",
    "place": "a place",
    "actor": "who did it",
    "action": "what was done",
    "cause": "why it happened",
    "characterisation": "how it is described",
    "existence": "whether it is so",
}
REASONS: Mapping[str, str] = {
    "contradiction": "the answers cannot all be true",
    "update": "a later report may replace an earlier one",
    "precision": "compatible, but not equally exact",
    "denial": "one side asserts it, another denies it",
    "framing": "the same thing, described differently",
}
RELATIONS: Mapping[str, str] = {
    "copy": "carries the text of the other",
    "rewrite": "retells the text of the other",
    "shared-wire": "both rest on the same agency report",
    "cites": "one names the other, or both name one upstream",
}
SPEAKERS: Mapping[str, str] = {
    "named": "",
    "described": "described, not named",
    "institution": "institution",
    "document": "document",
    "outlet": "outlet",
    "anonymous": "unnamed",
}
LINES: Mapping[str, str] = {
    "agreed": "Agreed",
    "disputed": "Disputed",
    "single-source": "One origin only",
    "unknown": "Not known",
}
HOLDERS: Mapping[str, str] = {
    "own voice": "in the accounts' own voice",
    "mixed": "credited to different people, or to no one",
}
TYPES: Mapping[str, str] = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


def told(code: str, words: Mapping[str, str]) -> str:
    """The words for a code; a code without words stands for itself, shortened where it is long."""
    return words.get(code, clip(code, _LONGEST))


def count(number: int, one: str, many: str = "") -> str:
    """`1 account`, `2 accounts`, `no accounts`."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"
