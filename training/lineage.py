"""Fit the model that says whether two accounts depend on each other: `python training/lineage.py SHARED_DIR`.

Data: the 65 clusters of `gold_train/` (annotations: the project's own; the texts stay with their publishers and
nothing of them is in the weights).  Logistic regression over the nine features of `tellings.link.lineage`,
standardised for fitting and folded back.  The threshold is set by hand where precision costs little: mean F1 a
cluster, cross-validated by cluster, is flat from 0.4 to 0.6 (about 0.63) and a little higher below 0.3, where eight
words in common would be enough.  Deterministic: fixed fold seed.  Needs scikit-learn.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from logistic_fit import fit, probability, write

from tellings.annotate import annotate
from tellings.link.lineage import FEATURES, features, pairs
from tellings.records import Account, Derived, Document, Piece, Span, View

FOLDS, SEED, THRESHOLD = 10, 0, 0.6
TARGET = Path(__file__).parents[1] / "src/tellings/link/weights/lineage.json"


def document(record: dict[str, str]) -> Document:
    """A gold record as a document, without the reader's repairs."""
    text = record["text"]
    given = {k: Derived(record[k], "field", 1.0) if record.get(k) else None for k in ("title", "outlet", "published")}
    whole = Span(0, len(text))
    return Document(record["id"], text, View(text, (Piece(whole, whole, True),)), **given)


def accounts_of(cluster: Path) -> list[Account]:
    """The annotated accounts of a gold cluster."""
    return list(annotate(document(d) for d in json.loads((cluster / "docs.json").read_text("utf-8"))["documents"]))


def rows_of(cluster: Path) -> list[tuple[str, tuple[float, ...] | None, bool]]:
    """Every pair of a cluster: its cluster, its features (None where nothing is shared) and whether gold links it."""
    gold = json.loads((cluster / "gold.json").read_text("utf-8"))["lineage"]
    linked = {frozenset((x["a"], x["b"])) for x in gold}
    accounts = accounts_of(cluster)
    seen = {frozenset((p.a.account.id, p.b.account.id)): features(p) for p in pairs(accounts)}
    keys = (frozenset((a.id, b.id)) for a, b in combinations(accounts, 2))
    return [(cluster.name, seen.get(k), k in linked) for k in keys]


def mean_f1(rows: list[tuple[str, tuple[float, ...] | None, bool]], scores: np.ndarray, threshold: float) -> float:
    """F1 of linked pairs, averaged over clusters; a cluster without links scores 1 if none is predicted."""
    values = []
    for cluster in sorted({r[0] for r in rows}):
        here = [i for i, r in enumerate(rows) if r[0] == cluster]
        predicted, gold = [scores[i] >= threshold for i in here], [rows[i][2] for i in here]
        total = sum(predicted) + sum(gold)
        values.append(2 * sum(p and g for p, g in zip(predicted, gold, strict=True)) / total if total else 1.0)
    return float(np.mean(values))


def cross_validated(rows: list[tuple[str, tuple[float, ...] | None, bool]]) -> np.ndarray:
    """Probability of each pair under the model that did not see its cluster; 0 where the pair shares nothing."""
    names = sorted({r[0] for r in rows})
    np.random.RandomState(SEED).shuffle(names)
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    scores = np.zeros(len(rows))
    seen = [i for i, r in enumerate(rows) if r[1] is not None]
    for f in range(FOLDS):
        train = [i for i in seen if fold[rows[i][0]] != f]
        fitted = fit(np.array([rows[i][1] for i in train]), np.array([rows[i][2] for i in train]))
        for i in seen:
            if fold[rows[i][0]] == f:
                scores[i] = probability(np.array(rows[i][1]), fitted)
    return scores


def main(shared: Path) -> None:
    """Fit, report, write."""
    rows = [r for c in sorted((shared / "gold_train").iterdir()) if c.is_dir() for r in rows_of(c)]
    scores = cross_validated(rows)
    grid = [round(float(t), 2) for t in np.arange(0.2, 0.71, 0.02)]
    f1 = {t: mean_f1(rows, scores, t) for t in grid}
    seen = [r for r in rows if r[1] is not None]
    fitted = fit(np.array([r[1] for r in seen]), np.array([r[2] for r in seen]))
    named = write(TARGET, FEATURES, fitted, THRESHOLD)
    print({"pairs": len(rows), "linked": sum(r[2] for r in rows), "mean_f1": f1, "weights": named})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
