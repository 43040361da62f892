"""All sketches laid side by side as arrays: the terms of every article, weighted by how rare they are.

A shared word says much when it is rare.  How rare it is comes from news at large and from the articles at hand
together: the first knows that "president" says little where only two articles stand, the second learns what an archive
repeats.
What an outlet prints under articles that have nothing else in common ("Sign up for …"), or over them ("Morning
briefing"), is not counted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tellings.link.passages import Floats, Integers, background
from tellings.link.stories.sketch import Sketch, Terms, term

LEAD = 60  # words after the title that count as the lead
_SHORTEST = 4  # terms of a sentence that may be standing text
_SHARED = 0.2  # share of their names that articles of the same title have in common, unless the title is a column's


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A sparse matrix by rows: row r holds `terms[starts[r]:starts[r + 1]]`, ascending, with their `weights`."""

    starts: Integers
    terms: Integers
    weights: Floats

    def row(self, at: int) -> tuple[Integers, Floats]:
        """Terms and weights of one row."""
        inside = slice(self.starts[at], self.starts[at + 1])
        return self.terms[inside], self.weights[inside]


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """The articles, sorted by id.

    Attributes:
        sketches: One an article.
        days: Ordinal days, NaN where unknown.
        terms: The terms, sorted.
        views: "lead", "body" and "names" → unit rows of term weights; "head" → rows that sum to one; "told" → rows
            with 1 for each term of title and opening.
    """

    sketches: tuple[Sketch, ...]
    days: Floats
    terms: Terms
    views: Mapping[str, Rows]

    @property
    def size(self) -> int:
        """How many different terms there are."""
        return len(self.terms)


def shelve(sketches: Iterable[Sketch]) -> Shelf:
    """Lay sketches side by side; their order plays no part.

    Args:
        sketches: With ids that differ.
    """
    ordered = tuple(sorted(sketches, key=lambda s: s.id))
    recurring = _recurring(ordered)
    titles = [s.head if s.titled and (s.outlet, s.head) not in recurring else () for s in ordered]
    texts = _texts(ordered, _standing(ordered, titles))
    heads = [title or (text[0] if text else ()) for title, text in zip(titles, texts, strict=True)]
    bodies = [(*title, *(t for s in text for t in s)) for title, text in zip(titles, texts, strict=True)]
    frequency = Counter(t for body in bodies for t in sorted(set(body)))
    numbers = {t: n for n, t in enumerate(sorted(frequency))}
    rarity = np.array([_rarity(t, frequency[t], len(ordered)) for t in numbers], np.float32)
    views: dict[str, list[Sequence[str]]] = {
        "lead": [body[: len(title) + LEAD] for title, body in zip(titles, bodies, strict=True)],
        "body": list(bodies),
        "names": [sorted(set(s.names).intersection(body)) for s, body in zip(ordered, bodies, strict=True)],
    }
    rows = {name: _unit(_rows(lists, numbers, rarity)) for name, lists in views.items()}
    rows["head"] = _shares(_rows([sorted(set(head)) for head in heads], numbers, rarity))
    rows["told"] = _ones(rows["body"])
    days = np.array([math.nan if s.day is None else s.day for s in ordered], np.float64)
    return Shelf(ordered, days, tuple(numbers), rows)


def _recurring(sketches: Sequence[Sketch]) -> frozenset[tuple[str, Terms]]:
    """Titles that one outlet prints over texts that hardly share a name: a column's, a briefing's."""
    common: dict[tuple[str, Terms], tuple[frozenset[str], int]] = {}
    for s in sketches:
        if s.outlet and s.titled:
            names = frozenset(s.names)
            before, least = common.get((s.outlet, s.head), (names, len(names)))
            common[s.outlet, s.head] = before & names, min(least, len(names))
    return frozenset(key for key, (names, least) in common.items() if len(names) < _SHARED * least)


def _standing(sketches: Sequence[Sketch], titles: Sequence[Terms]) -> frozenset[tuple[str, Terms]]:
    """Sentences that one outlet prints under titles that have no word in common, with the outlet."""
    heads: dict[tuple[str, Terms], frozenset[str]] = {}
    found = set()
    for s, title in zip(sketches, titles, strict=True):
        for sentence in dict.fromkeys(s.sentences if s.outlet and s.titled else ()):
            if len(sentence) >= _SHORTEST:
                key = (s.outlet, sentence)
                if key in heads and heads[key].isdisjoint(title):
                    found.add(key)
                heads[key] = heads.get(key, frozenset(title)).intersection(title)
    return frozenset(found)


def _texts(sketches: Sequence[Sketch], standing: frozenset[tuple[str, Terms]]) -> list[list[Terms]]:
    """The sentences of each opening that are not standing text."""
    return [[sentence for sentence in s.sentences if (s.outlet, sentence) not in standing] for s in sketches]


def _rarity(word: str, here: int, articles: int) -> float:
    documents, known = _known()
    return max(0.0, math.log((documents + articles) / (known.get(word, 0) + here + 1)))


@lru_cache(maxsize=1)
def _known() -> tuple[int, dict[str, int]]:
    """Document frequencies in news at large, of the commonest word behind each term."""
    documents, frequencies = background()
    known: dict[str, int] = {}
    for word, count in frequencies.items():
        known[term(word)] = max(count, known.get(term(word), 0))
    return documents, known


def spelled(word: str) -> str:
    """How a term is best shown: as news mostly writes it, "vegas" for "vega"."""
    _, frequencies = background()
    return max((word, word + "s"), key=lambda form: (frequencies.get(form, 0), form == word))


def _rows(lists: Sequence[Sequence[str]], numbers: Mapping[str, int], rarity: Floats) -> Rows:
    """Damped counts times rarity."""
    counted = [sorted((numbers[t], n) for t, n in Counter(terms).items() if t in numbers) for terms in lists]
    starts = np.cumsum([0, *map(len, counted)])
    terms = np.fromiter((t for row in counted for t, _ in row), np.intp, int(starts[-1]))
    damped = np.fromiter((1 + math.log(n) for row in counted for _, n in row), np.float32, int(starts[-1]))
    return Rows(starts, terms, damped * rarity[terms])


def _sums(rows: Rows, values: Floats) -> Floats:
    """For each value the sum over its row; 1 where that is 0."""
    counts = np.diff(rows.starts)
    whole = np.bincount(np.repeat(np.arange(len(counts)), counts), values, minlength=len(counts))
    return np.repeat(np.where(whole > 0, whole, 1), counts)


def _unit(rows: Rows) -> Rows:
    return Rows(rows.starts, rows.terms, (rows.weights / np.sqrt(_sums(rows, rows.weights**2))).astype(np.float32))


def _shares(rows: Rows) -> Rows:
    return Rows(rows.starts, rows.terms, (rows.weights / _sums(rows, rows.weights)).astype(np.float32))


def _ones(rows: Rows) -> Rows:
    return Rows(rows.starts, rows.terms, np.ones(len(rows.terms), np.float32))
