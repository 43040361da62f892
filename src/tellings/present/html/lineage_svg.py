"""The picture of where the accounts come from: accounts on a line, an arc for every two that are not independent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.present.html.findings import Index
from tellings.present.labels import clip
from tellings.records import Comparison, Lineage

DIRECTED = frozenset({"copy", "rewrite"})
_STEP, _EDGE = 136, 70  # pixels between accounts, and beside the first and last
_RISE, _MORE, _HIGHEST = 34, 46, 264  # height of an arc to the next account, for each further one, and at most
_RADIUS = 15
_NAME = 19
_ALL = 12  # with more accounts than this, only those with a link are drawn


@dataclass(frozen=True, slots=True)
class Node:
    """An account: its letter, short name, and the x of its circle."""

    letter: str
    name: str
    x: int


@dataclass(frozen=True, slots=True)
class Arc:
    """One link: the path to draw, where its word stands, and the three corners of its arrow head ("" for none)."""

    number: int
    relation: str
    path: str
    x: int
    y: int
    head: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw; `alone` are the letters of accounts that are left out because nothing links them."""

    width: int
    height: int
    base: int
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    alone: tuple[str, ...]


def picture(comparison: Comparison, index: Index) -> Picture | None:
    """Lay the accounts out, linked ones beside each other, or None where no two are linked."""
    lineage = comparison.links.lineage
    if not lineage:
        return None
    order = _order(list(index.accounts), lineage)
    linked = {d for x in lineage for d in (x.source, x.target)}
    shown = order if len(order) <= _ALL else [d for d in order if d in linked]
    at = {d: _EDGE + _STEP * n for n, d in enumerate(shown)}
    top = max(_rise(abs(at[x.source] - at[x.target]), 0) for x in lineage) + 26 + 16 * _most_parallel(lineage)
    nodes = tuple(Node(index.labels[d].letter, clip(index.labels[d].name, _NAME), x) for d, x in at.items())
    alone = tuple(index.labels[d].letter for d in order if d not in at)
    width = 2 * _EDGE + _STEP * (len(shown) - 1)
    return Picture(width, top + 56, top, nodes, tuple(_arcs(lineage, at, top)), alone)


def _order(documents: Sequence[str], lineage: Sequence[Lineage]) -> list[str]:
    """Documents with those that are linked, directly or not, beside each other; the largest such group first."""
    beside: Mapping[str, set[str]] = defaultdict(set)
    for x in lineage:
        beside[x.source].add(x.target)
        beside[x.target].add(x.source)
    groups: list[list[str]] = []
    seen: set[str] = set()
    for document in documents:
        group = _reached(document, beside, seen)
        if group:
            groups.append(group)
    return [d for group in sorted(groups, key=lambda g: (-len(g), documents.index(g[0]))) for d in group]


def _reached(document: str, beside: Mapping[str, set[str]], seen: set[str]) -> list[str]:
    waiting, group = [document], []
    while waiting:
        here = waiting.pop(0)
        if here not in seen:
            seen.add(here)
            group.append(here)
            waiting.extend(sorted(beside.get(here, ())))
    return group


def _arcs(lineage: Sequence[Lineage], at: Mapping[str, int], base: int) -> Iterator[Arc]:
    parallel: dict[tuple[int, int], int] = defaultdict(int)
    for n, x in enumerate(lineage, 1):
        start, end = at[x.source], at[x.target]
        pair = (min(start, end), max(start, end))
        rise = _rise(pair[1] - pair[0], parallel[pair])
        parallel[pair] += 1
        y = base - _RADIUS
        control = y - 2 * rise + _RADIUS
        path = f"M{start},{y} Q{(start + end) // 2},{control} {end},{y}"
        head = f"{end - 5},{y - 8} {end + 5},{y - 8} {end},{y}" if x.relation in DIRECTED else ""
        yield Arc(n, x.relation, path, (start + end) // 2, (y + control) // 2 - 4, head)


def _rise(width: int, level: int) -> int:
    return min(_HIGHEST, _RISE + _MORE * (max(1, width // _STEP) - 1)) + 16 * level


def _most_parallel(lineage: Sequence[Lineage]) -> int:
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    for x in lineage:
        counts[tuple(sorted((x.source, x.target)))] += 1
    return max(counts.values()) - 1
