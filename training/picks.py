"""Fit what says which facts are left out, and which sentences one account alone is worth reading for.

    python training/picks.py SHARED_DIR

Data: the 65 clusters of `gold_train/` (annotations: the project's own; the texts stay with their publishers and
nothing of them is in the weights).  A fact that an account seems to leave out (`tellings.compare.omission`) is an
omission if annotators have such a fact, of two accounts at least, and none of its members in that account.  A sentence
that no other account tells (`tellings.compare.unique`) is worth reading if annotators picked it.  Logistic regression
over the features of each, standardised for fitting and folded back; thresholds are set by hand: seven of ten omissions
shown are to be ones; of sentences half of what is picked has a fifth.  Run after `facts.py` and `conflict.py`.
Deterministic.  Needs scikit-learn.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from conflict import read
from facts import numbered
from logistic_fit import fit, probability, write

from tellings.compare import omission, unique
from tellings.compare.agreement import corroborate
from tellings.compare.conflict import find_conflicts
from tellings.link import link
from tellings.records import Citation

FOLDS = 10
THRESHOLDS = {"omission": 0.7, "unique": 0.2}
TARGET = Path(__file__).parents[1] / "src/tellings/compare/weights"


@dataclass(frozen=True)
class Row:
    """A candidate: its cluster, its features, and whether annotators have it."""

    cluster: int
    values: tuple[float, ...]
    right: bool


class Gold:
    """What annotators say of a cluster, by the sentences that they numbered ("d1:7")."""

    def __init__(self, folder: Path) -> None:
        records = json.loads((folder / "docs.json").read_text("utf-8"))["documents"]
        self._bounds = {r["id"]: r["sentences"] for r in records}
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        self._facts = [set(fact["members"]) for fact in gold["facts"]]
        self._picked = {item["sentence"] for item in gold["unique"]}

    def leaves_out(self, members: Iterable[Citation], document: str) -> bool:
        """Whether a gold fact that two of the members' accounts tell has no member in the document."""
        said = {s for m in members for s in numbered(m, self._bounds)}
        shared = [fact for fact in self._facts if len({_document(s) for s in fact & said}) > 1]
        return any(document not in {_document(s) for s in fact} for fact in shared)

    def picks(self, citation: Citation) -> bool:
        """Whether the sentence was picked."""
        return not self._picked.isdisjoint(numbered(citation, self._bounds))


def _document(sentence: str) -> str:
    return sentence.rpartition(":")[0]


def rows_of(number: int, folder: Path) -> dict[str, list[Row]]:
    """The candidates of a cluster."""
    gold, accounts = Gold(folder), read(folder)
    links = link(accounts)
    left = omission.candidates(accounts, links, corroborate(accounts, links))
    alone = unique.candidates(accounts, links, find_conflicts(accounts, links))
    return {
        "omission": [Row(number, c.values, gold.leaves_out(c.told.fact.members, c.account.id)) for c in left],
        "unique": [Row(number, astuple(s), gold.picks(account.sentence(i))) for account, i, s in alone],
    }


def cross_validated(rows: list[Row]) -> Iterator[tuple[float, bool]]:
    """Each candidate's probability under the model that did not see its cluster, and whether it is right."""
    for fold in range(FOLDS):
        train, test = ([r for r in rows if (r.cluster % FOLDS == fold) == held] for held in (False, True))
        fitted = fit(np.array([r.values for r in train], float), np.array([r.right for r in train]))
        for row in test:
            yield float(probability(np.array(row.values, float), fitted)), row.right


def report(name: str, rows: list[Row]) -> None:
    """How many candidates of each probability are right."""
    print(f"{name}: {len(rows)} candidates, {sum(r.right for r in rows)} right")
    found = list(cross_validated(rows))
    for least in np.arange(0.1, 0.95, 0.1):
        here = [right for p, right in found if least <= p < least + 0.1]
        above = [right for p, right in found if p >= least]
        if here:
            shares = f"{np.mean(here):.2f}, of {len(above)} from there on {np.mean(above):.2f}"
            print(f"  probability {least:.1f}: of {len(here)} right {shares}")


def main(shared: Path) -> None:
    """Read, report, fit, write."""
    folders = sorted(p.parent for p in (shared / "gold_train").glob("*/gold.json"))
    found = [rows_of(number, folder) for number, folder in enumerate(folders)]
    for name, features in (("omission", omission.FEATURES), ("unique", unique.FEATURES)):
        rows = [row for of_one in found for row in of_one[name]]
        report(name, rows)
        fitted = fit(np.array([r.values for r in rows], float), np.array([r.right for r in rows]))
        write(TARGET / f"{name}.json", features, fitted, THRESHOLDS[name])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
