"""How likely two articles tell the same news: a small logistic model over signals that can be named.

Fitted by `training/stories.py`; see `docs/stories.md` for what each signal is worth.
"""

from __future__ import annotations

import numpy as np

from tellings.link.logistic import Logistic, load
from tellings.link.passages import Floats, Integers
from tellings.link.stories.shelf import Rows, Shelf

FEATURES = ("body", "names", "told", "foretold", "rivals")
_SPREAD = 4_000_000  # numbers in the rows that are spread out at once


def probabilities(shelf: Shelf, left: Integers, right: Integers, model: Logistic) -> Floats:
    """The probability that two articles tell the same news, for many pairs.

    Args:
        shelf: The articles.
        left: Rows of the first articles, ascending.
        right: Rows of the second.
        model: Weights over `FEATURES`.

    Returns:
        float64 (pairs,), rounded so that the order of summing leaves no trace.
    """
    z = features(shelf, left, right) @ np.array(model.weights) + model.intercept
    found: Floats = (1 / (1 + np.exp(-z))).round(6)
    return found


def fitted() -> Logistic:
    """The model of the package."""
    return load("stories", FEATURES)


def features(shelf: Shelf, left: Integers, right: Integers) -> Floats:
    """The signals of many pairs, float64 (pairs, features), in the order of `FEATURES`; all symmetric.

    body, names: Cosine of the weighted terms of title and opening, and of the names there.
    told, foretold: How much of what the one title says (by weight) the other article says: the lesser and the greater
        of the two ways round.  This alone speaks where the text is a stub or a caption.
    rivals: Logarithm of how many articles lie as near in time as these two: the less of a coincidence that is, the
        more it says.  All articles where a date is missing.
    """
    views, size = shelf.views, shelf.size
    body, names, one, other = (
        _common(views[ours], views[theirs], size, left, right)
        for ours, theirs in (("body", "body"), ("names", "names"), ("head", "told"), ("told", "head"))
    )
    columns = [body, names, np.minimum(one, other), np.maximum(one, other), _rivals(shelf.days, left, right)]
    return np.stack(columns, axis=1).round(6)


def _rivals(days: Floats, left: Integers, right: Integers) -> Floats:
    known = np.sort(days[~np.isnan(days)])
    gap = np.abs(days[left] - days[right])
    near = sum(
        np.searchsorted(known, days[side] + gap, "right") - np.searchsorted(known, days[side] - gap, "left")
        for side in (left, right)
    )
    return np.log(np.where(np.isnan(gap), len(days), near / 2))


def _common(ours: Rows, theirs: Rows, size: int, left: Integers, right: Integers) -> Floats:
    """Inner products of sparse rows: some left rows at a time are spread out, for all their right ones together."""
    out = np.zeros(len(left))
    rows, local = np.unique(left, return_inverse=True)
    at_once = max(1, _SPREAD // max(1, size))
    for first in range(0, len(rows), at_once):
        some = rows[first : first + at_once]
        spread = np.zeros((len(some), size), np.float32)
        for at, row in enumerate(some.tolist()):
            terms, weights = ours.row(row)
            spread[at, terms] = weights
        here = slice(*np.searchsorted(local, [first, first + at_once]))
        out[here] = _products(theirs, spread, local[here] - first, right[here])
    return out


def _products(rows: Rows, spread: Floats, left: Integers, right: Integers) -> Floats:
    """Row sums of products: `spread[left]` with the sparse rows `right`."""
    counts = rows.starts[right + 1] - rows.starts[right]
    ends = np.cumsum(counts)
    inside = np.arange(int(ends[-1])) - np.repeat(ends - counts, counts) + np.repeat(rows.starts[right], counts)
    product = spread[np.repeat(left, counts), rows.terms[inside]] * rows.weights[inside]
    sums: Floats = np.bincount(np.repeat(np.arange(len(left)), counts), product, minlength=len(left)).astype(np.float64)
    return sums
