"""The model's scores → who is said to have said what, as word ranges: contents and sources put with their cues.

Sources, cues and contents are spans of three independent label layers.  Links are pointers between words: a content
and a source point at their cue, a cue at its source or, if it has none, at itself.  A span's vote is the mean of its
words' votes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tellings.annotate.model.reader import Reading, labels
from tellings.annotate.model.spans import best_paths, spans
from tellings.records import Vectors

Range = tuple[int, int]
_BEHIND = 1  # words between a cue and a content that it borrows: a comma or a colon
# What the first word of a span is raised by.  Training weighs a span missed and one too many alike word by word, which
# leaves the model careful; these balance the two on PolNeAR's development articles.
_BEGUN = {"source": 1.5, "cue": 1.0, "content": 0.5}
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution in words `[first, last)`; `source` is None where none is told."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]


def said(reading: Reading) -> list[Said]:
    """Attributions of one text, in the order of their cues.

    Args:
        reading: The model's scores.

    Returns:
        One for each cue that has content.
    """
    found = _ranges(reading)
    cues = found["cue"]
    if not cues:
        return []
    window = _window_of(reading)
    owner = [_best(reading, span, cues, window) for span in found["content"]]
    sources = _sources(reading, found["source"], cues, window)
    contents = [tuple(c for c, o in zip(found["content"], owner, strict=True) if o == n) for n in range(len(cues))]
    holders = dict(zip(found["content"], owner, strict=True))
    contents = [c or (_borrowed(n, cues, holders) if sources[n] else ()) for n, c in enumerate(contents)]
    return [Said(s, cue, c) for s, cue, c in zip(sources, cues, contents, strict=True) if c]


def _borrowed(number: int, cues: Sequence[Range], holders: dict[Range, int]) -> tuple[Range, ...]:
    """The content right behind a cue, where an earlier cue holds it: "according to AFP, X said …" has two holders."""
    end = cues[number][1]
    return tuple(c for c, holder in holders.items() if 0 <= holder < number and 0 <= c[0] - end <= _BEHIND)


def _ranges(reading: Reading) -> dict[str, list[Range]]:
    """The spans of every role, as words."""
    scores = np.stack([reading.scores[role] for role in ROLES])
    scores[:, :, 1] += [[_BEGUN[role]] for role in ROLES]
    paths = best_paths(scores, reading.windows, [labels().paths.get(role) for role in ROLES])
    return {role: [(a, b) for a, b, _ in spans(path)] for role, path in zip(ROLES, paths, strict=True)}


def _window_of(reading: Reading) -> Vectors:
    """The number of the window that each word was read in."""
    return np.repeat(np.arange(len(reading.windows)), [b - a for a, b in reading.windows])


def _near(spans_: Sequence[Range], at: int, window: Vectors) -> list[int]:
    """Spans of a word's own window, or where it has none, of those beside it."""
    own = [n for n, s in enumerate(spans_) if window[s[0]] == window[at]]
    return own or [n for n, s in enumerate(spans_) if abs(window[s[0]] - window[at]) <= 1]


def _votes(reading: Reading, span: Range, to: Sequence[int]) -> Vectors:
    query, key = reading.pairs["attribution"]
    votes: Vectors = query[span[0] : span[1]].mean(axis=0) @ key[list(to)].T
    return votes


def _best(reading: Reading, span: Range, cues: Sequence[Range], window: Vectors) -> int:
    """The cue that a content points at, or -1."""
    near = _near(cues, span[0], window)
    if not near:
        return -1
    return near[int(_votes(reading, span, [cues[n][0] for n in near]).argmax())]


def _sources(reading: Reading, sources: Sequence[Range], cues: Sequence[Range], window: Vectors) -> list[Range | None]:
    """Each cue's source: the one that it points at, else one that points at it."""
    chosen = [_pointed(reading, cue, sources, window) for cue in cues]
    for source in sources:
        if source not in chosen and (n := _best(reading, source, cues, window)) >= 0 and chosen[n] is None:
            chosen[n] = source
    return chosen


def _pointed(reading: Reading, cue: Range, sources: Sequence[Range], window: Vectors) -> Range | None:
    near = [n for n in _near(sources, cue[0], window) if window[sources[n][0]] == window[cue[0]]]
    if not near:
        return None
    best = int(_votes(reading, cue, [cue[0], *(sources[n][0] for n in near)]).argmax())
    return sources[near[best - 1]] if best else None
