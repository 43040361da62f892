"""Which of many articles tell the same news: `Document`s → `Story`s, near-linear, in any order.

Articles stream through and leave a sketch each; the sketches are laid side by side, likely pairs are found by what they
share, judged by a small model, and grouped.  No annotation is needed for it, so that an archive can be cut into stories
before any of them is compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from tellings.link.logistic import Logistic
from tellings.link.stories.candidates import candidates
from tellings.link.stories.grouping import Group, group
from tellings.link.stories.pairs import fitted, probabilities
from tellings.link.stories.shelf import Shelf, shelve, spelled
from tellings.link.stories.sketch import sketch
from tellings.records import Document, Story

__all__ = ["find_stories", "groups_of"]

_NEVER = date.max.toordinal()
_LAST = date.max.isoformat()
_MOST = 0.5  # share of a story's articles that have a word that explains it
_NAMED = 6  # words that explain a story


def find_stories(documents: Iterable[Document]) -> tuple[Story, ...]:
    """Group articles by the news they cover.

    Args:
        documents: With ids that differ; consumed lazily, and not kept.

    Returns:
        Every article in one story; those with most articles first, then by first day, title and id.
    """
    shelf = shelve(sketch(d) for d in documents)
    found = [_story(shelf, g) for g in groups_of(shelf, fitted())]
    ordered = sorted(found, key=lambda s: (-len(s.documents), s.first or _LAST, s.title, s.documents))
    return tuple(replace(s, id=f"s{n}") for n, s in enumerate(ordered, 1))


def groups_of(shelf: Shelf, model: Logistic) -> list[Group]:
    """The articles of each story, by a model of pairs."""

    def judge(pairs: Sequence[tuple[int, int]]) -> list[float]:
        ordered = np.array(sorted(set(pairs)), np.intp).reshape(-1, 2)
        found = probabilities(shelf, ordered[:, 0], ordered[:, 1], model).tolist()
        known = {(a, b): p for (a, b), p in zip(ordered.tolist(), found, strict=True)}
        return [known[p] for p in pairs]

    left, right = candidates(shelf)
    return group(len(shelf.sketches), left, right, probabilities(shelf, left, right, model), judge)


def _story(shelf: Shelf, group: Group) -> Story:
    articles = sorted((shelf.sketches[m] for m in group.members), key=lambda s: (s.day or _NEVER, s.id))
    days = [s.day for s in articles if s.day is not None]
    shares = _shares(shelf, group.members)
    return Story(
        id="",
        title=_title(shelf, group.members, shares),
        documents=tuple(s.id for s in articles),
        outlets=tuple(sorted({s.outlet for s in articles if s.outlet})),
        first=_iso(min(days)) if days else None,
        last=_iso(max(days)) if days else None,
        score=group.mean,
        why=_why(shelf, group.members, shares),
    )


def _shares(shelf: Shelf, members: Sequence[int]) -> Mapping[int, float]:
    """For each term, the share of the articles that have it."""
    counts = Counter(t for m in members for t in shelf.views["told"].row(m)[0].tolist())
    return {t: n / len(members) for t, n in counts.items()}


def _title(shelf: Shelf, members: Sequence[int], shares: Mapping[int, float]) -> str:
    """The title whose words most articles have; the earlier one where two are equal."""

    def key(member: int) -> tuple[bool, float, int, str]:
        terms, weights = shelf.views["head"].row(member)
        typical = sum(w * shares.get(t, 0.0) for t, w in zip(terms.tolist(), weights.tolist(), strict=True))
        s = shelf.sketches[member]
        return not s.titled, -round(typical, 6), s.day or _NEVER, s.id

    return shelf.sketches[min(members, key=key)].title


def _why(shelf: Shelf, members: Sequence[int], shares: Mapping[int, float]) -> str:
    """The telling words that most of the articles have."""
    if len(members) == 1:
        return "shares its news with no other article"
    weights: Counter[int] = Counter()
    for m in members:
        terms, values = shelf.views["body"].row(m)
        weights.update(dict(zip(terms.tolist(), values.tolist(), strict=True)))
    common = [(-round(w, 4), shelf.terms[t]) for t, w in weights.items() if shares[t] > _MOST]
    return "shared words: " + ", ".join(spelled(term) for _, term in sorted(common)[:_NAMED])


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
