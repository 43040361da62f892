"""From candidate lines to the ten of the brief: each kind has its share, and no two lines say the same.

Every kind gets its quota before any gets more, so that a story rich in disputes still tells what is agreed and what is
not known.  Disputes choose first, because both of their sentences must stand; then comes an event that no agreement
tells of.  Candidates come ranked: whatever says something new is taken in that order, and nothing is weighed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.compare.brief.desk import Desk, likeness
from tellings.records import Citation

LONGEST = 10
_QUOTA = {"agreed": 3, "disputed": 4, "single-source": 2, "unknown": 1}
_MOST = {"agreed": 6, "disputed": 6, "single-source": 5, "unknown": 2}
_ORDER = ("agreed", "disputed", "single-source", "unknown")
_NEAR = 0.75  # cosine from which two sentences say the same to a reader
_STATED = 0.6  # the same of two that state one fact
_MOST_OPENINGS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A candidate: the cited sentence comes first among the members."""

    kind: str
    members: tuple[Citation, ...]
    pair: int = -1
    happening: str | None = None


def choose(desk: Desk, candidates: dict[str, list[Line]]) -> list[Line]:
    """Fill each kind's quota, then the rest of the ten from whatever is left, in the order of the kinds."""
    chosen: list[Line] = []
    _take(desk, chosen, candidates["disputed"], _QUOTA["disputed"])
    openings = [line for line in candidates["single-source"] if line.happening is not None]
    _take(desk, chosen, openings, _MOST_OPENINGS)
    for kind in _ORDER:
        had = sum(line.kind == kind for line in chosen)
        _take(desk, chosen, candidates[kind], min(_QUOTA[kind] - had, LONGEST - len(chosen)))
    for kind in _ORDER:
        had = sum(line.kind == kind for line in chosen)
        _take(desk, chosen, candidates[kind], min(_MOST[kind] - had, LONGEST - len(chosen)))
    return sorted(chosen, key=lambda line: _ORDER.index(line.kind))


def _take(desk: Desk, chosen: list[Line], candidates: Sequence[Line], room: int) -> None:
    """Add lines that say something new, up to `room` of them; the sides of a dispute come together or not at all."""
    for group in _together(candidates):
        if len(group) <= room and all(_is_new(desk, chosen, line) for line in group):
            chosen.extend(group)
            room -= len(group)


def _together(candidates: Sequence[Line]) -> Iterator[list[Line]]:
    pairs: dict[int, list[Line]] = {}
    for line in candidates:
        if line.pair >= 0:
            pairs.setdefault(line.pair, []).append(line)
        else:
            yield [line]
    yield from (pairs[number] for number in sorted(pairs))


def _is_new(desk: Desk, chosen: Sequence[Line], line: Line) -> bool:
    """Whether no chosen line says the same; what tells of two events may read alike, and is not."""
    others = (o for o in chosen if None in (o.happening, line.happening) or o.happening == line.happening)
    return not any(_says_the_same(desk, line.members[0], other.members[0]) for other in others)


def _says_the_same(desk: Desk, one: Citation, other: Citation) -> bool:
    """Whether two sentences read alike, or state one fact and are near: each may say other things besides."""
    stated = desk.facts.get(one, frozenset()) & desk.facts.get(other, frozenset())
    return likeness(desk, one, other) >= (_STATED if stated else _NEAR)
