"""The model's scores → who is said to have said what, as word ranges: contents and sources put with their cues.

Sources, cues and contents are spans of three label layers.  Links are pointers between words: a content and a source
point at their cue, a cue at its source or, if it has none, at itself.  A span's vote is the mean of its words' votes.
Where a span points surely at a word that its layer left out, the word is looked at once more, with that in its favour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from tellings.annotate.model.reader import Reading, labels
from tellings.annotate.model.scores import softmax
from tellings.annotate.model.spans import best_paths, spans
from tellings.records import Vectors

Range = tuple[int, int]
_BEHIND = 1  # words between a cue and a content that it borrows: a comma or a colon
# What the first word of a span is raised by.  Training weighs a span missed and one too many alike word by word, which
# leaves the model careful; these balance the two on PolNeAR's development articles.
_BEGUN = {"source": 1.0, "cue": 1.0, "content": 0.5}
_SURE = 0.75  # share of a span's vote from which a word that it points at is looked at again; 0.7 to 0.8 do as well
_ASKED = 6.0  # what raises such a word then
ROLES = ("source", "cue", "content")
_POINTED = {"source": "cue", "cue": "source", "content": "cue"}


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution in words `[first, last)`; `source` is None where none is told."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]


def said(reading: Reading, lends: Callable[[Range], bool] = lambda _: False) -> list[Said]:
    """Attributions of one text, in the order of their cues.

    Args:
        reading: The model's scores.
        lends: Whether what a cue introduces may be another speaker's as well ("according to AFP, X said …").

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
    holders = {c: o for c, o in zip(found["content"], owner, strict=True) if o >= 0 and lends(cues[o])}
    contents = [c or (_borrowed(n, cues, holders) if sources[n] else ()) for n, c in enumerate(contents)]
    return [Said(s, cue, c) for s, cue, c in zip(sources, cues, contents, strict=True) if c]


def _borrowed(number: int, cues: Sequence[Range], holders: dict[Range, int]) -> tuple[Range, ...]:
    """The content right behind a cue, where an earlier cue holds it: "according to AFP, X said …" has two holders."""
    end = cues[number][1]
    return tuple(c for c, holder in holders.items() if holder < number and 0 <= c[0] - end <= _BEHIND)


def _ranges(reading: Reading) -> dict[str, list[Range]]:
    """The spans of every role, as words."""
    scores = np.stack([reading.scores[role] for role in ROLES])
    scores[:, :, 1] += [[_BEGUN[role]] for role in ROLES]
    found = _spans(scores, reading)
    asked = sorted(set(_left_out(reading, found)))
    if not asked:
        return found
    layers, words = zip(*asked, strict=True)
    scores[layers, words, 1] += _ASKED
    return _spans(scores, reading)


def _spans(scores: Vectors, reading: Reading) -> dict[str, list[Range]]:
    paths = best_paths(scores, reading.windows, [labels().paths.get(role) for role in ROLES])
    return {role: [(a, b) for a, b, _ in spans(path)] for role, path in zip(ROLES, paths, strict=True)}


def _left_out(reading: Reading, found: dict[str, list[Range]]) -> Iterator[tuple[int, int]]:
    """Words, each with the number of its layer, that a span points at surely and that no span of that layer holds."""
    held = {role: {word for span in found[role] for word in range(*span)} for role in ROLES}
    window = _window_of(reading)
    pointing = sorted((int(window[span[0]]), span, to) for role, to in _POINTED.items() for span in found[role])
    for number, group in groupby(pointing, key=lambda one: one[0]):
        of_window = [(span, to) for _, span, to in group]
        first, last = reading.windows[number]
        votes = softmax(_votes(reading, [span for span, _ in of_window], slice(first, last)))
        for (span, to), word, share in zip(of_window, votes.argmax(axis=1) + first, votes.max(axis=1), strict=True):
            if share >= _SURE and word not in held[to] and not span[0] <= word < span[1]:
                yield ROLES.index(to), int(word)


def _window_of(reading: Reading) -> Vectors:
    """The number of the window that each word was read in."""
    return np.repeat(np.arange(len(reading.windows)), [b - a for a, b in reading.windows])


def _near(spans_: Sequence[Range], at: int, window: Vectors) -> list[int]:
    """Spans of a word's own window, or where it has none, of those beside it."""
    own = [n for n, s in enumerate(spans_) if window[s[0]] == window[at]]
    return own or [n for n, s in enumerate(spans_) if abs(window[s[0]] - window[at]) <= 1]


def _votes(reading: Reading, given: Sequence[Range], to: Sequence[int] | slice) -> Vectors:
    """What spans think of words: (spans, words)."""
    query, key = reading.pairs["attribution"]
    votes: Vectors = np.stack([query[a:b].sum(axis=0) / (b - a) for a, b in given]) @ key[to].T
    return votes


def _best(reading: Reading, span: Range, cues: Sequence[Range], window: Vectors) -> int:
    """The cue that a content points at, or -1."""
    near = _near(cues, span[0], window)
    if not near:
        return -1
    return near[int(_votes(reading, [span], [cues[n][0] for n in near]).argmax())]


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
    best = int(_votes(reading, [cue], [cue[0], *(sources[n][0] for n in near)]).argmax())
    return sources[near[best - 1]] if best else None
