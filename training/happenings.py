"""Fit the model that says whether two accounts tell of one event: `python training/happenings.py SHARED_DIR`.

Data: the 65 clusters of `gold_train/` (annotations: the project's own; the texts stay with their publishers and
nothing of them is in the weights).  Two accounts are together where gold gives them a happening in common.  Logistic
regression over the five features of `tellings.link.happenings`; the threshold for average linkage is set by hand on
the flat part of the cross-validated B³ (0.4 to 0.6).  Deterministic.  Needs scikit-learn.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from lineage import accounts_of
from logistic_fit import fit, write

from tellings.link.happenings import FEATURES, cosines, features
from tellings.link.happenings.dates import occasion_of

THRESHOLD = 0.4
TARGET = Path(__file__).parents[1] / "src/tellings/link/weights/happenings.json"


def rows_of(cluster: Path) -> list[tuple[tuple[float, ...], bool]]:
    """Features of every pair of a cluster, and whether gold puts the two together."""
    gold = json.loads((cluster / "gold.json").read_text("utf-8"))["happenings"]
    told = {h["id"]: set(h["accounts"]) for h in gold}
    accounts = [a for a in accounts_of(cluster) if a.annotations.sentences]
    read = [occasion_of(a) for a in accounts]
    return [
        (features(read[i], read[j], near), any({accounts[i].id, accounts[j].id} <= ids for ids in told.values()))
        for i, j, near in cosines(accounts)
    ]


def main(shared: Path) -> None:
    """Fit, report, write."""
    rows = [r for c in sorted((shared / "gold_train").iterdir()) if c.is_dir() for r in rows_of(c)]
    fitted = fit(np.array([r[0] for r in rows]), np.array([r[1] for r in rows]))
    named = write(TARGET, FEATURES, fitted, THRESHOLD)
    print({"pairs": len(rows), "together": sum(r[1] for r in rows), "weights": named})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
