"""Which pairs of articles are worth a closer look, found in near-linear time.

Two articles meet where they share a telling word, or two that are telling together.  The articles under one such key
stand in the order of their days, and each is compared with its neighbours only (the sorted neighbourhood), so that a
name that an archive repeats for years costs no more than a rare one.  Of all that it met, an article keeps those with
which it shares most.

Source: Hernández and Stolfo 1995, "The merge/purge problem for large databases", sorted neighbourhood with several
passes; ours takes its keys from the words of each article, and weighs what two articles share.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from tellings.link.passages import Floats, Integers
from tellings.link.stories.shelf import Shelf

SINGLE = 24  # telling words of each article that serve as keys
PAIRED = 8  # of these, how many serve as keys two by two
WINDOW = 12  # neighbours on either side
KEPT = 40  # pairs of each article

Pairs = tuple[Integers, Integers]


def candidates(shelf: Shelf) -> Pairs:
    """Pairs of articles that may tell the same news.

    Args:
        shelf: The articles.

    Returns:
        Two arrays of rows, the first below the second; sorted, each pair once.  At most `KEPT` pairs an article, and
        work that grows as the number of articles times its logarithm.
    """
    keys, articles, weights = _keys(shelf)
    order = np.lexsort((articles, _ages(shelf)[articles], keys))
    left, right, shared = _meetings(keys[order], articles[order], weights[order])
    return _kept(len(shelf.sketches), left, right, shared)


def _ages(shelf: Shelf) -> Floats:
    return np.where(np.isnan(shelf.days), np.inf, shelf.days)


def _keys(shelf: Shelf) -> tuple[Integers, Integers, Floats]:
    """For each key of each article: the key, the article, and its weight there."""
    lead = shelf.views["lead"]
    keys: list[Integers] = []
    weights: list[Floats] = []
    for at in range(len(shelf.sketches)):
        terms, values = lead.row(at)
        best = np.lexsort((terms, -values.round(6)))[:SINGLE]
        first = np.sort(best[:PAIRED])
        a, b = np.array(list(combinations(first, 2)), np.intp).reshape(-1, 2).T
        keys.append(np.concatenate([terms[best], (terms[a] + 1) * shelf.size + terms[b]]))
        weights.append(np.concatenate([values[best], np.sqrt(values[a] * values[b])]))
    articles = np.repeat(np.arange(len(keys)), [len(k) for k in keys])
    return _joined(keys, np.intp), articles, _joined(weights, np.float32)


def _joined(parts: list[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _meetings(keys: Integers, articles: Integers, weights: Floats) -> tuple[Integers, Integers, Floats]:
    """Neighbours under the same key, with what each meeting says; pairs may come several times."""
    left, right, shared = [], [], []
    for step in range(1, WINDOW + 1):
        near = np.flatnonzero(keys[:-step] == keys[step:])
        left.append(articles[near])
        right.append(articles[near + step])
        shared.append(weights[near] * weights[near + step])
    return np.concatenate(left), np.concatenate(right), np.concatenate(shared)


def _kept(count: int, left: Integers, right: Integers, shared: Floats) -> Pairs:
    """The pairs that are among the best of at least one of their two articles."""
    pair, where = np.unique(np.minimum(left, right) * count + np.maximum(left, right), return_inverse=True)
    said = np.bincount(where, shared, minlength=len(pair)).round(6)
    low, high = pair // max(1, count), pair % max(1, count)
    best = np.zeros(len(pair), np.bool_)
    for mine, other in ((low, high), (high, low)):
        order = np.lexsort((other, -said, mine))
        place = np.arange(len(order)) - np.searchsorted(mine[order], mine[order])
        best[order[place < KEPT]] = True
    return low[best], high[best]
