"""The picture of the happenings on a line of time, with the days on which the accounts came out.

Places are percentages of the picture's width, so that it fits a phone and a wide screen with letters of one size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tellings.present.dates import days, in_words
from tellings.present.html.findings import Index
from tellings.present.labels import clip
from tellings.records import Comparison

_ROW, _TOP, _BADGE = 60, 6, 20  # heights in pixels
_LEFT, _RIGHT = 7.0, 93.0  # per cent: room for half a label on a phone
_NAME, _SHORT = 88, 33  # characters that fit a wide screen, and a phone
_NEAR = 5.0  # per cent: badges closer than this are stacked
_TICKS = 5
_STEPS = (1, 2, 5, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652, 18262, 36524, 365242, 1826211)  # days


@dataclass(frozen=True, slots=True)
class Row:
    """One happening: `left` and `right` in per cent, or None where the day is not known."""

    number: int
    name: str
    short: str
    when: str
    y: int
    left: float | None
    right: float | None
    letters: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """On which side of its mark the date is written, so that it stays inside the picture."""
        return "end" if self.right is not None and self.right > 60 else "start"


@dataclass(frozen=True, slots=True)
class Badge:
    """An account at the day it came out."""

    letter: str
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw; `undated` are the letters of accounts whose day of publication is not known."""

    height: int
    axis: int
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    badges: tuple[Badge, ...]
    undated: tuple[str, ...]


def picture(comparison: Comparison, index: Index) -> Picture | None:
    """Lay the happenings out, or None where there are none or no day at all is known.

    A happening whose year is not known gets a row without a place on the line: nothing is guessed.
    """
    happenings = comparison.links.happenings
    if not happenings:
        return None
    told = [days(h.date.value) if h.date else None for h in happenings]
    out = {a.id: days(p.value) if (p := a.document.published) else None for a in comparison.accounts}
    known = [d for d in (*told, *out.values()) if d]
    if not known:
        return None
    scale = _Scale(known)
    rows = tuple(
        Row(
            number=n,
            name=clip(h.what, _NAME),
            short=clip(h.what, _SHORT),
            when=clip(in_words(h.date.value), _SHORT) if h.date else "day unknown",
            y=_TOP + _ROW * (n - 1),
            left=scale.at(d[0]) if d else None,
            right=scale.at(d[1]) if d else None,
            letters=tuple(index.labels[x].letter for x in h.documents),
        )
        for n, (h, d) in enumerate(zip(happenings, told, strict=True), 1)
    )
    axis = _TOP + _ROW * len(rows)
    badges = tuple(_stacked(((index.labels[a].letter, scale.at(d[0])) for a, d in out.items() if d), axis + 34))
    height = max([axis + 28, *(b.y + _BADGE + 4 for b in badges)])
    undated = tuple(index.labels[a].letter for a, d in out.items() if not d)
    return Picture(height, axis, rows, tuple(scale.ticks()), badges, undated)


class _Scale:
    """Days to per cent of the width; there is at least one span."""

    def __init__(self, spans: Sequence[tuple[date, date]]) -> None:
        self.first = min(s[0] for s in spans)
        self.length = (max(s[1] for s in spans) - self.first).days

    def at(self, day: date) -> float:
        if not self.length:
            return (_LEFT + _RIGHT) / 2
        return round(_LEFT + (_RIGHT - _LEFT) * (day - self.first).days / self.length, 2)

    def ticks(self) -> Iterator[tuple[float, str]]:
        step = next((s for s in _STEPS if self.length / s <= _TICKS), _STEPS[-1])
        for n in range(0, self.length + 1, step):
            day = self.first + timedelta(days=n)
            yield self.at(day), _tick(day, step)


def _tick(day: date, step: int) -> str:
    if step < 30:
        return f"{day.day} {day:%b}"
    return f"{day:%b} {day.year}" if step < 365 else str(day.year)


def _stacked(badges: Iterable[tuple[str, float]], top: int) -> Iterator[Badge]:
    """Badges that would cover one another, one below the other."""
    columns: dict[int, int] = {}
    for letter, x in sorted(badges, key=lambda b: (b[1], len(b[0]), b[0])):
        column = int(x // _NEAR)
        level = max(columns.get(column, 0), columns.get(column - 1, 0))
        columns[column] = level + 1
        yield Badge(letter, x, top + level * (_BADGE + 2))
