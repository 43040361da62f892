"""Fit what says whether two numbers count the same, so that they can be held against each other by name.

    python training/counting.py SHARED_DIR

Data: the 65 clusters of `gold_train/` (annotations: the project's own; the texts stay with their publishers and nothing
of them is in the weights).  Two numbers of sentences on one matter (`tellings.compare.conflict.counting`) count the
same if annotators have a conflict over a number that gives the one as one answer and the other as another.  They do not
list every such conflict, so the share that is right is higher than what is printed.  What several accounts copy counts
by its root.  Logistic regression, standardised for fitting and folded back; the threshold is set by hand, where the
cross-validated share turns.  Deterministic.  Needs scikit-learn.  Run before `conflict.py`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from conflict import read
from facts import numbered
from logistic_fit import fit, probability, write
from sklearn.model_selection import GroupKFold

from tellings.compare.conflict.counting import FEATURES, measured
from tellings.compare.conflict.counts import figures
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.pairs import Pair, Site, candidate_pairs
from tellings.link import link
from tellings.records import Account, Quantity

FOLDS, THRESHOLD = 10, 0.55
TARGET = Path(__file__).parents[1] / "src/tellings/compare/weights/counting.json"


@dataclass(frozen=True)
class Row:
    """Two numbers: their cluster, the signals, the conflict that annotators have of them, and how both are written."""

    cluster: str
    values: tuple[float, ...]
    conflict: int | None
    written: tuple[str, ...]


class Gold:
    """The conflicts over numbers that annotators have in a cluster."""

    def __init__(self, folder: Path, accounts: Sequence[Account]) -> None:
        records = json.loads((folder / "docs.json").read_text("utf-8"))["documents"]
        self._bounds = {r["id"]: r["sentences"] for r in records}
        self._accounts = accounts
        found = json.loads((folder / "gold.json").read_text("utf-8"))["conflicts"]
        self.conflicts: list[list[dict[str, Any]]] = [c["answers"] for c in found if c["nature"] == "number"]

    def over(self, pair: Pair, one: Quantity, other: Quantity) -> int | None:
        """The conflict that gives two numbers of a pair as two answers, if any."""
        left, right = self._sentences(pair.left), self._sentences(pair.right)
        for number, answers in enumerate(self.conflicts):
            mine = _giving(answers, left, one, pair.a.written(one.span))
            theirs = _giving(answers, right, other, pair.b.written(other.span))
            if mine is not None and theirs is not None and mine != theirs:
                return number
        return None

    def _sentences(self, site: Site) -> set[str]:
        return set(numbered(self._accounts[site.account].sentence(site.sentence), self._bounds))


def _giving(answers: list[dict[str, Any]], sentences: set[str], quantity: Quantity, written: str) -> int | None:
    """The first answer that cites one of the sentences and gives the number, in words or in digits."""
    digits = {re.sub(r"[^\d.]", "", word) for word in written.split()} - {""}
    if quantity.low is not None and quantity.low == quantity.high:
        digits.add(f"{quantity.low:g}")
    for number, answer in enumerate(answers):
        told = answer["answer"].lower().replace(",", "")
        words = re.search(rf"(?<!\w){re.escape(written.lower().replace(',', ''))}(?!\w)", told)
        given = words or digits & set(re.findall(r"\d+(?:\.\d+)?", told))
        if given and not sentences.isdisjoint(answer["members"]):
            return number
    return None


def rows_of(folder: Path) -> Iterator[Row]:
    """The pairs of numbers of a cluster, as the comparison meets them."""
    accounts = read(folder)
    gold, links = Gold(folder, accounts), link(accounts)
    who = Identity(links)
    for pair in candidate_pairs(accounts, links):
        if pair.apart:
            continue
        left, right = figures(pair)
        for i, j, signals in measured(pair, left, right, who):
            written = sorted((pair.a.written(left[i].span), pair.b.written(right[j].span)))
            values = tuple(float(v) for v in astuple(signals))
            yield Row(folder.name, values, gold.over(pair, left[i], right[j]), tuple(written))


def report(rows: Sequence[Row], x: np.ndarray, y: np.ndarray, counts: np.ndarray) -> None:
    """How many pairs are right from each probability on, cross-validated by cluster, and what they ask."""
    found = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, [r.cluster for r in rows]):
        found[test] = probability(x[test], fit(x[train], y[train], counts[train]))
    vouched = x[:, FEATURES.index("tests")] > 0
    chosen = [("tests alone", vouched), *((f"from {t:.2f} on", found >= t) for t in np.arange(0.3, 0.75, 0.05))]
    for name, held in chosen:
        asked = {(r.cluster, r.conflict) for r, h in zip(rows, held, strict=True) if h and r.conflict is not None}
        right = np.average(y[held], weights=counts[held])
        print(f"  {name}: {int(held.sum())} pairs, {right:.2f} right, {len(asked)} conflicts asked")


def main(shared: Path) -> None:
    """Read, report, fit, write."""
    rows = [row for path in sorted((shared / "gold_train").glob("*/gold.json")) for row in rows_of(path.parent)]
    x, y = np.array([r.values for r in rows]), np.array([r.conflict is not None for r in rows])
    copies = Counter((r.cluster, r.written) for r in rows)
    counts = np.array([copies[r.cluster, r.written] ** -0.5 for r in rows])
    print(f"{len(rows)} pairs of numbers, {int(y.sum())} in conflict")
    report(rows, x, y, counts)
    print(write(TARGET, FEATURES, fit(x, y, counts), THRESHOLD))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
