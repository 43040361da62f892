"""Fitting the model of pairs of articles: which pairs count, and what is learnt from invented news."""

from __future__ import annotations

import importlib

import pytest

pytest.importorskip("sklearn")
PLACES = ("Orlu", "Velmark", "Tarn", "Eastholm", "Karsen", "Sandahl", "Osterby", "Brandtown")


@pytest.fixture(scope="module")
def fitting():
    return importlib.import_module("stories")


def news():
    for n, place in enumerate(PLACES):
        for outlet, words in (("lamp", "A storm hit"), ("echo", "Storm damage in"), ("wire", "Heavy winds struck")):
            text = f"{words} {place} on Monday. Mayor {place}son of {place} said {n + 2} roofs were lost in the gale."
            yield {"id": f"{place}-{outlet}", "text": text, "published": f"2024-0{n + 1}-05", "story": f"s/{place}"}


BACKGROUND = [
    {"id": "near", "text": "Storm over Orlu ends. The gale took roofs.", "published": "2024-01-06", "story": ""},
    {"id": "far", "text": "Storm over Orlu ends. The gale took roofs.", "published": "2026-01-06", "story": ""},
]


def test_pairs_of_which_nothing_is_known_are_left_out(fitting):
    pool = fitting.pool(fitting.sketches([*news(), *BACKGROUND]))
    ids = [s.id.split("#")[1] for s in pool.shelf.sketches]
    known = {frozenset((ids[a], ids[b])): k for a, b, k in zip(*pool.pairs, pool.known, strict=True)}
    assert not known[frozenset(("near", "far"))]
    assert not known[frozenset(("near", "Orlu-lamp"))]
    assert known[frozenset(("far", "Orlu-lamp"))]
    assert known[frozenset(("Orlu-lamp", "Orlu-echo"))]


def test_a_story_counts_as_often_as_it_has_articles(fitting):
    pool = fitting.pool(fitting.sketches(news()))
    assert pool.weight[pool.y].sum() == pytest.approx(fitting.POSITIVE * len(PLACES) * 3 / 2)


def test_what_is_fitted_tells_the_stories_apart(fitting):
    pool = fitting.pool(fitting.sketches(news()))
    models = [fitting.fit([pool], fold) for fold in range(fitting.FOLDS)]
    assert len(models[0].weights) == len(fitting.FEATURES)
    assert models[0] == fitting.fit([pool], 0)
    assert fitting.cross_validated(pool, models)[2] > 0.9
