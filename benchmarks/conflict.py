"""How well the conflicts of hand-made clusters are found, and how fast.

    python benchmarks/conflict.py SHARED_DIR [--ablation]

For each cluster of `SHARED_DIR/gold`: precision, recall, F1 and hard recall (contradictions, updates, denials) of the
conflicts, as `SHARED_DIR/score/accounts.py` counts them, the number shown, and the seconds that finding them took.

With `--ablation` instead: means over the clusters of `SHARED_DIR/gold_train` when one kind of comparator is left out.
Each cluster is ranked by a model that has not seen it, which is not fitted anew for what is missing.  It needs
scikit-learn and takes two minutes.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import pathlib
import sys
import time
from collections.abc import Callable
from functools import partial
from types import ModuleType

from accounts import scorer

from tellings.annotate import annotate
from tellings.compare.conflict import find_conflicts
from tellings.compare.conflict.grouping import Candidate
from tellings.compare.conflict.ranking import forest
from tellings.link import link
from tellings.read import documents_from_records
from tellings.records import Conflict

ROOT = pathlib.Path(__file__).parents[1]
KINDS = {
    "clauses told differently": ("telling",),
    "whole sentences told differently": ("sentence",),
    "numbers and lengths": ("number", "length"),
    "names, descriptions and terms": ("name", "identity", "description", "term"),
    "deeds": ("action", "object", "predicate", "stage"),
    "places": ("place",),
    "causes": ("cause",),
    "denials and existence": ("denial", "existence"),
    "times": ("time",),
    "agents and persons": ("actor", "person"),
}


def main() -> None:
    """Print one line a cluster and the mean, or the ablation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--ablation", action="store_true", help="what each kind of comparator is worth")
    options = parser.parse_args()
    (ablate if options.ablation else measure)(options.shared)


def measure(shared: pathlib.Path) -> None:
    """Print one line a cluster, and the mean."""
    scoring = scorer(shared)
    rows = [_measured(path.parent, scoring) for path in sorted((shared / "gold").glob("*/gold.json"))]
    print(f"{'cluster':20}      p      r     f1   hard  shown seconds")
    for name, *figures in [*rows, ("mean", *(sum(c) / len(c) for c in zip(*(r[1:] for r in rows), strict=True)))]:
        print(f"{name:20}" + "".join(f"{f:7.3f}" for f in figures))


def ablate(shared: pathlib.Path) -> None:
    """Print the means over the training clusters without one kind of comparator at a time."""
    sys.path.insert(0, str(ROOT / "training"))
    import conflict as training
    import numpy as np

    folders = [path.parent for path in sorted((shared / "gold_train").glob("*/gold.json"))]
    read = ((folder, training.read(folder)) for folder in folders)
    clusters = [training.load(folder, accounts, link(accounts)) for folder, accounts in read]
    scores = training.out_of_fold(clusters)

    def show(name: str, kept: Callable[[Candidate], bool], cut: float = forest().threshold) -> None:
        rows = [_without(training, c, s, kept, cut) for c, s in zip(clusters, scores, strict=True)]
        print(f"{name:34}" + "".join(f"{f:7.3f}" for f in np.mean(rows, axis=0)[:4]))

    print(f"{'left out':34}      p      r     f1   hard")
    show("nothing", bool)
    for name, kinds in KINDS.items():
        show(name, partial(_is_other, kinds))
    show("all that is only told differently", lambda c: c.named)
    show("the cut of the ranking", bool, 0.0)


def _is_other(kinds: tuple[str, ...], candidate: Candidate) -> bool:
    return candidate.kind not in kinds


def _without(training: ModuleType, cluster, scores, kept: Callable[[Candidate], bool], cut: float):
    left = [i for i, candidate in enumerate(cluster.found) if kept(candidate)]
    found, hits = tuple(cluster.found[i] for i in left), [cluster.hits[i] for i in left]
    return training.measure(
        dataclasses.replace(cluster, found=found, hits=hits, rows=cluster.rows[left]), scores[left], cut
    )


def _measured(folder: pathlib.Path, scoring: ModuleType) -> tuple[str, float, float, float, float, float, float]:
    records = json.loads((folder / "docs.json").read_text("utf-8"))["documents"]
    accounts = sorted(annotate(documents_from_records(records)), key=lambda a: a.id)
    links = link(accounts)
    start = time.perf_counter()
    conflicts = find_conflicts(accounts, links)
    seconds = time.perf_counter() - start
    documents, gold = scoring.load(folder)
    found = scoring.conflicts(documents, gold, {"conflicts": [_as_json(c) for c in conflicts]})
    return folder.name, found["p"], found["r"], found["f"], found["hard_recall"], float(len(conflicts)), seconds


def _as_json(conflict: Conflict) -> dict[str, object]:
    return {
        "answers": [
            {"members": [{"document": m.document, "start": m.start, "end": m.end} for m in answer.members]}
            for answer in conflict.answers
        ]
    }


if __name__ == "__main__":
    main()
