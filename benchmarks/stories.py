#!/usr/bin/env python3
"""How well articles are grouped by the news they cover, beside plain baselines, and how the time grows.

    python benchmarks/stories.py [SHARED_DIR] [--no-vectors] [--no-times]

B³ (Bagga and Baldwin 1998) over the articles of `data/stories.jsonl.gz`, grouped together as one archive; nothing of
that file is in the weights (`training/stories.py`).  Then the same without dates, without titles too, and amid articles
of `data/articles.jsonl.gz`, which count as wrong wherever they join an event (a few do tell it).  BASIL is in the
weights: its figure is a check, no result.

Baselines: average linkage at one threshold over the cosine of TF-IDF vectors of title and opening (our weights, without
standing text), and over the cosine of the reading model's vectors of the same.  The threshold is the best on BASIL; "at
best" is the best on the very articles that are scored, which no user can choose.  Times are processor seconds of
one process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from tellings.annotate.model import reader
from tellings.annotate.text.words import words
from tellings.link.stories import find_stories, groups_of
from tellings.link.stories.pairs import fitted
from tellings.link.stories.shelf import Shelf, shelve
from tellings.link.stories.sketch import sketch
from tellings.read import documents_from_records
from tellings.records import Document

GRID = [round(float(t), 3) for t in np.arange(0.04, 0.9, 0.02)]
SIZES = (1000, 2000, 4000, 8000)
FEW = 1000  # other articles that a baseline can still be run among
SEEN = 120  # words that the reading model sees: a window
Labels = Mapping[str, str]
Set = tuple[list[Document], Labels]
Similar = Callable[[Sequence[Document]], tuple[list[str], np.ndarray]]


def records(path: Path) -> list[dict[str, Any]]:
    """The records of a compressed JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def labelled(given: Sequence[Mapping[str, Any]]) -> Set:
    """Documents, and the event of each."""
    documents = documents_from_records([{k: v for k, v in r.items() if k != "event"} for r in given])
    return documents, {d.id: r["event"] for d, r in zip(documents, given, strict=True)}


def basil(path: Path) -> Set:
    """The articles of BASIL; a triple is an event."""
    triples = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return labelled(
        [
            {
                "title": a["title"],
                "outlet": a["source"],
                "published": a["date"],
                "text": "\n\n".join(" ".join(p) for p in a["body-paragraphs"]),
                "event": t["triple"],
            }
            for t in triples
            for a in t["articles"]
        ]
    )


def b3(gold: Labels, found: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 of the articles that have an event; another in a group with them is wrong there."""
    sizes, groups = Counter(gold.values()), Counter(found.values())
    both = Counter((gold[d], found[d]) for d in gold)
    precision = float(np.mean([both[gold[d], found[d]] / groups[found[d]] for d in gold]))
    recall = float(np.mean([both[gold[d], found[d]] / sizes[gold[d]] for d in gold]))
    return round(precision, 3), round(recall, 3), round(2 * precision * recall / (precision + recall), 3)


def ours(documents: Sequence[Document]) -> dict[str, str]:
    """The story of each document."""
    return {d: story.id for story in find_stories(documents) for d in story.documents}


def average_linkage(similarity: np.ndarray, least: float) -> list[int]:
    """Groups joined while two have a mean similarity of at least `least`; the number of each article's group."""
    mean = similarity.astype(np.float64).copy()
    np.fill_diagonal(mean, -1)
    size = np.ones(len(mean))
    group = np.arange(len(mean))
    while len(mean) and mean.max() >= least:
        a, b = sorted(int(x) for x in np.unravel_index(np.argmax(mean), mean.shape))
        joined = (mean[a] * size[a] + mean[b] * size[b]) / (size[a] + size[b])
        mean[a], mean[:, a] = joined, joined
        mean[a, a], mean[b], mean[:, b] = -1, -1, -1
        size[a] += size[b]
        group[group == b] = a
    return group.tolist()


def by_words(shelf: Shelf) -> np.ndarray:
    """Cosine of TF-IDF vectors of title and opening."""
    dense = np.zeros((len(shelf.sketches), shelf.size), np.float32)
    for at in range(len(dense)):
        terms, weights = shelf.views["body"].row(at)
        dense[at, terms] = weights
    return dense @ dense.T


def by_vectors(documents: Sequence[Document]) -> np.ndarray:
    """Cosine of the reading model's vectors of title and lead."""
    rows = []
    for d in documents:
        text = f"{d.title.value if d.title else ''}\n{d.view.text[:2000]}"
        reading = reader.read_words(text, words(text)[:SEEN])
        rows.append(reader.sentence_vectors(reading, [(0, len(reading.words))])[0])
    return np.stack(rows) @ np.stack(rows).T


def scored(ids: Sequence[str], gold: Labels, similarity: np.ndarray, least: float) -> tuple[float, float, float]:
    """B³ of average linkage at a threshold; articles without an event are in the way only."""
    return b3(gold, dict(zip(ids, average_linkage(similarity, least), strict=True)))


def best(ids: Sequence[str], gold: Labels, similarity: np.ndarray) -> float:
    """The threshold with the best F1."""
    return max(GRID, key=lambda least: scored(ids, gold, similarity, least)[2])


def lexical(documents: Sequence[Document]) -> tuple[list[str], np.ndarray]:
    """Ids and similarities of the baseline over words."""
    shelf = shelve(sketch(d) for d in documents)
    return [s.id for s in shelf.sketches], by_words(shelf)


def neural(documents: Sequence[Document]) -> tuple[list[str], np.ndarray]:
    """Ids and similarities of the baseline over vectors."""
    return [d.id for d in documents], by_vectors(documents)


def show(name: str, figures: Sequence[object]) -> None:
    """Print one line of the table."""
    print(f"{name:48}", *figures, flush=True)


def baselines(name: str, similar: Similar, known: Set, tested: Set) -> float:
    """Print a baseline at BASIL's threshold and at its best; gives the former."""
    ids, similarity = similar(tested[0])
    names, likeness = similar(known[0])
    least, most = best(names, known[1], likeness), best(ids, tested[1], similarity)
    show(name, [*scored(ids, tested[1], similarity, least), f"at {least}"])
    show("  at best", [*scored(ids, tested[1], similarity, most), f"at {most}"])
    return least


def times(given: Sequence[Mapping[str, Any]]) -> None:
    """Print processor seconds for growing numbers of articles."""
    print("articles     read  sketches  grouping   stories")
    for size in SIZES:
        start = time.process_time()
        documents = documents_from_records(islice(given, size))
        read = time.process_time()
        sketches = [sketch(d) for d in documents]
        seen = time.process_time()
        found = len(groups_of(shelve(sketches), fitted()))
        done = time.process_time()
        print(f"{size:8} {read - start:8.1f} {seen - read:9.1f} {done - seen:9.1f} {found:9}", flush=True)


def among(tested: Set, background: Sequence[Mapping[str, Any]]) -> list[Document]:
    """The documents of a set, and others."""
    return [*tested[0], *documents_from_records([{**r, "id": f"other/{r['id']}"} for r in background])]


def main(shared: Path, vectors: bool, timed: bool) -> None:
    """Print every figure."""
    given = records(shared / "data/stories.jsonl.gz")
    others = records(shared / "data/articles.jsonl.gz")
    tested, known = labelled(given), basil(shared / "data/basil/triples.jsonl")
    gold = tested[1]
    undated, _ = labelled([{k: v for k, v in r.items() if k != "published"} for r in given])
    bare, _ = labelled([{k: r[k] for k in ("id", "text", "event")} for r in given])
    few, many = among(tested, others[:FEW]), among(tested, others)
    print(f"B³ precision, recall, F1 on {len(given)} articles of {len(set(gold.values()))} events")
    show("tellings stories", b3(gold, ours(tested[0])))
    show("  without dates", b3(gold, ours(undated)))
    show("  text alone: no title, outlet or date", b3(gold, ours(bare)))
    show(f"  among {FEW:,} other articles", b3(gold, ours(few)))
    show(f"  among {len(others):,} other articles", b3(gold, ours(many)))
    show("  BASIL (seen in fitting)", b3(known[1], ours(known[0])))
    least = baselines("TF-IDF cosine, average linkage", lexical, known, tested)
    ids, similarity = lexical(few)
    show(f"  among {FEW:,} other articles", [*scored(ids, gold, similarity, least), f"at {least}"])
    if vectors:
        baselines("model cosine, average linkage", neural, known, tested)
    if timed:
        times(others)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--no-vectors", action="store_true", help="leave out the baseline that runs the model")
    parser.add_argument("--no-times", action="store_true", help="leave out the times")
    options = parser.parse_args()
    main(options.shared, not options.no_vectors, not options.no_times)
