"""How well the conflicts of hand-made clusters are found, and how fast.

    python benchmarks/conflict.py SHARED_DIR

For each cluster of `SHARED_DIR/gold`: precision, recall, F1 and hard recall (contradictions, updates, denials) of the
conflicts, as `SHARED_DIR/score/accounts.py` counts them, the number shown, and the seconds that finding them took.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import time
from types import ModuleType

from accounts import scorer

from tellings.annotate import annotate
from tellings.compare.conflict import find_conflicts
from tellings.link import link
from tellings.read import documents_from_records
from tellings.records import Conflict


def main() -> None:
    """Print one line a cluster, and the mean."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=pathlib.Path)
    shared = parser.parse_args().shared
    scoring = scorer(shared)
    rows = [_measured(path.parent, scoring) for path in sorted((shared / "gold").glob("*/gold.json"))]
    print(f"{'cluster':20}      p      r     f1   hard  shown seconds")
    for name, *figures in [*rows, ("mean", *(sum(c) / len(c) for c in zip(*(r[1:] for r in rows), strict=True)))]:
        print(f"{name:20}" + "".join(f"{f:7.3f}" for f in figures))


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
