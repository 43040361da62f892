"""Fit the model that says whether two articles tell the same news: `python training/stories.py SHARED_DIR`.

Data: BASIL (70 events, three outlets each), ECB+ (the two events of each topic are two stories, which makes them hard
to tell apart), the clusters of `gold_train/` that are neither of these nor of `stories.jsonl.gz`, and articles of
`articles.jsonl.gz` as a background (only pairs of a labelled article and one published at least three weeks before or
after it, which are of different news).  **Nothing of `stories.jsonl.gz` is used**: `benchmarks/stories.py` measures on
it.

How telling a signal is depends on how many articles there are, so the pairs come from the whole pool, from each set by
itself and from random shares of the pool.  Logistic regression, standardised for fitting and folded back; the positive
pairs of one story count together as often as it has articles.  Prints B³ cross-validated by story.  Deterministic.
Needs scikit-learn; a minute.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import xml.etree.ElementTree as ET
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from tellings.link.logistic import Logistic
from tellings.link.stories import groups_of
from tellings.link.stories.candidates import candidates
from tellings.link.stories.pairs import FEATURES, features
from tellings.link.stories.shelf import Shelf, shelve
from tellings.link.stories.sketch import Sketch, sketch
from tellings.read import documents_from_records

TARGET = Path(__file__).parents[1] / "src/tellings/link/weights/stories.json"
FOLDS = 5
POSITIVE = 4.0  # weight of an article's positive pairs together
APART = 21  # days from which a background article is taken to tell other news
BACKGROUND = 3000  # articles in the whole pool
SHARES = ((12, 0), (25, 20), (50, 0), (50, 100), (100, 0), (100, 300))  # stories, background articles
Record = dict[str, Any]


@dataclass(frozen=True)
class Pool:
    """Articles laid side by side: the story of each ("" for background), its fold, the pairs and what is known of them.

    `x` and `y` are the signals of the candidate pairs and whether both are of one story; `known` leaves out pairs of
    which that is not known; `weight` is theirs in the fit.
    """

    shelf: Shelf
    stories: list[str]
    folds: np.ndarray
    pairs: tuple[np.ndarray, np.ndarray]
    x: np.ndarray
    y: np.ndarray
    known: np.ndarray
    weight: np.ndarray


def basil(shared: Path) -> Iterator[Record]:
    """The articles of BASIL; a triple is a story."""
    for line in (shared / "data/basil/triples.jsonl").read_text("utf-8").splitlines():
        triple = json.loads(line)
        for a in triple["articles"]:
            text = "\n\n".join(" ".join(p) for p in a["body-paragraphs"])
            given = {"title": a["title"], "outlet": a["source"].lower(), "published": a["date"]}
            yield {**given, "id": a["uuid"], "text": text, "story": f"basil/{triple['triple']}"}


def ecb(shared: Path) -> Iterator[Record]:
    """The articles of ECB+, without the address that many begin with; each half of a topic is a story."""
    for path in sorted((shared / "data/ecbplus").glob("*/*/*.xml")):
        lines: defaultdict[int, list[str]] = defaultdict(list)
        for token in ET.parse(path).getroot().iter("token"):
            lines[int(token.get("sentence", "0"))].append(token.text or "")
        text = "\n".join(" ".join(line) for line in lines.values() if line[0] != "http")
        half = "plus" if path.stem.endswith("plus") else "core"
        if text.strip():
            yield {"id": path.stem, "text": text, "story": f"ecb/{path.parent.name}/{half}"}


def gold_train(shared: Path, taken: set[str]) -> Iterator[Record]:
    """The clusters no article of which has a title that another set has."""
    for path in sorted((shared / "gold_train").glob("*/docs.json")):
        documents = json.loads(path.read_text("utf-8"))["documents"]
        if not any(_key(d) in taken for d in documents):
            for d in documents:
                yield {**d, "id": f"{path.parent.name}/{d['id']}", "story": f"gold/{path.parent.name}"}


def lines(path: Path) -> Iterator[Record]:
    """The records of a compressed JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _key(record: Record) -> str:
    return " ".join((record.get("title") or "").casefold().split())


def sketches(records: Iterable[Record]) -> list[tuple[Sketch, str]]:
    """Records as sketches, each with its story."""
    given = list(records)
    documents = documents_from_records([{k: v for k, v in r.items() if k != "story"} for r in given])
    return [
        (replace(sketch(d), id=f"{r.get('story', '')}#{d.id}"), r.get("story", ""))
        for r, d in zip(given, documents, strict=True)
    ]


def pool(articles: Sequence[tuple[Sketch, str]]) -> Pool:
    """Lay articles side by side and measure their candidate pairs."""
    shelf = shelve(s for s, _ in articles)
    story_of = {s.id: story for s, story in articles}
    stories = [story_of[s.id] for s in shelf.sketches]
    left, right = candidates(shelf)
    labelled = np.array([bool(s) for s in stories])
    numbers = np.unique(stories, return_inverse=True)[1]
    y = (numbers[left] == numbers[right]) & labelled[left]
    far = np.abs(shelf.days[left] - shelf.days[right]) > APART
    sizes = Counter(stories)
    others = np.array([max(1, sizes[s] - 1) for s in stories])
    return Pool(
        shelf,
        stories,
        np.array([zlib.crc32(s.encode()) % FOLDS if s else -1 for s in stories]),
        (left, right),
        features(shelf, left, right),
        y,
        np.where(labelled[left] & labelled[right], True, (labelled[left] | labelled[right]) & far),
        np.where(y, POSITIVE / others[left], 1.0),
    )


def pools(shared: Path) -> dict[str, Pool]:
    """The whole pool, each set by itself, and random shares of the pool."""
    own = [*basil(shared), *ecb(shared)]
    taken = {_key(r) for r in [*own, *lines(shared / "data/stories.jsonl.gz")]} - {""}
    articles = sketches([*own, *gold_train(shared, taken)])
    background = sketches({**r, "story": ""} for r in islice(lines(shared / "data/articles.jsonl.gz"), 2 * BACKGROUND))
    found = {"all": pool([*articles, *background[:BACKGROUND]])}
    for name in ("basil", "ecb", "gold"):
        found[name] = pool([a for a in articles if a[1].startswith(name)])
    names = sorted({story for _, story in articles})
    for n, (count, behind) in enumerate(SHARES):
        chance = random.Random(n)
        chosen = set(chance.sample(names, count))
        found[f"share {n}"] = pool(
            [*(a for a in articles if a[1] in chosen), *chance.sample(background[BACKGROUND:], behind)]
        )
    return found


def fit(given: Iterable[Pool], without: int | None = None) -> Logistic:
    """The model from the pairs of some pools, those that touch one fold left out."""
    rows, truths, weights = [], [], []
    for p in given:
        left, right = p.pairs
        used = p.known if without is None else p.known & (p.folds[left] != without) & (p.folds[right] != without)
        rows.append(p.x[used])
        truths.append(p.y[used])
        weights.append(p.weight[used])
    x = np.concatenate(rows)
    mean, spread = x.mean(0), x.std(0) + 1e-9
    model = LogisticRegression(max_iter=2000)
    model.fit((x - mean) / spread, np.concatenate(truths), sample_weight=np.concatenate(weights))
    scaled = model.coef_[0] / spread
    return Logistic(tuple(scaled.round(4).tolist()), round(float(model.intercept_[0] - scaled @ mean), 4), 0.5)


def cross_validated(tested: Pool, models: Sequence[Logistic]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 of the articles of each fold, grouped by the model that did not see their stories."""
    precision, recall = [], []
    for fold, model in enumerate(models):
        for group in groups_of(tested.shelf, model):
            inside = Counter(tested.stories[m] for m in group.members)
            for m in group.members:
                if tested.folds[m] == fold:
                    right = inside[tested.stories[m]]
                    precision.append(right / len(group.members))
                    recall.append(right / tested.stories.count(tested.stories[m]))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    return round(p, 3), round(r, 3), round(2 * p * r / (p + r), 3)


def main(shared: Path) -> None:
    """Fit, report, write."""
    given = pools(shared)
    models = [fit(given.values(), fold) for fold in range(FOLDS)]
    for name, tested in given.items():
        print(name, len(tested.stories), "articles", len(tested.y), "pairs", "B³", *cross_validated(tested, models))
    model = fit(given.values())
    weights = dict(zip(FEATURES, model.weights, strict=True))
    print(weights, model.intercept)
    record = {"weights": weights, "intercept": model.intercept, "threshold": model.threshold}
    TARGET.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
