#!/usr/bin/env python3
"""How well a comparison matches hand-made gold: facts, conflicts, happenings, lineage, entities, loaded words.

    python benchmarks/accounts.py [SHARED_DIR] [--set gold|gold_train] [--json] [--write DIR] [--check]

Prints a line a cluster and the mean.  `--check` fails (exit status 1) where the mean is below `floors.json`; the
floors only ever go up.  The scorer and the gold lie in the development data beside the checkout (default `../shared`).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from statistics import mean
from types import ModuleType

import tellings

HERE = Path(__file__).parent
COLUMNS = {
    "facts": lambda s: s["facts"]["pairs"]["f"],
    "facts_found": lambda s: s["facts"]["facts_found"],
    "conflicts": lambda s: s["conflicts"]["f"],
    "hard_recall": lambda s: s["conflicts"]["hard_recall"],
    "happenings": lambda s: s["happenings"]["b3_f"],
    "dates": lambda s: s["happenings"]["dates"],
    "lineage": lambda s: s["lineage"]["f"],
    "entities": lambda s: s["entities"]["f"],
    "loaded": lambda s: s["loaded"]["f"],
}


def scorer(shared: Path, name: str = "accounts") -> ModuleType:
    """A scoring script of the development data, as a module."""
    path = shared / f"score/{name}.py"
    if not path.exists():
        raise SystemExit(f"{path}: no scorer there; give the folder that holds score/{name}.py")
    spec = importlib.util.spec_from_file_location(f"{name}_scorer", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def comparison_of(cluster: Path) -> dict:
    """What `tellings compare --json` prints for the accounts of a cluster."""
    records = json.loads((cluster / "docs.json").read_text("utf-8"))["documents"]
    fields = ("id", "title", "outlet", "published", "url", "text")
    reading = tellings.read_records([{k: r.get(k) for k in fields} for r in records])
    return tellings.comparison_record(tellings.compare(reading))


def measure(shared: Path, name: str, write: Path | None = None) -> dict[str, dict[str, float]]:
    """Scores by cluster name and column."""
    score, out = scorer(shared).score, {}
    for gold in sorted((shared / name).glob("*/gold.json")):
        record = comparison_of(gold.parent)
        if write:
            write.mkdir(parents=True, exist_ok=True)
            (write / f"{gold.parent.name}.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
        scored = score(gold.parent, record)
        out[gold.parent.name] = {column: pick(scored) for column, pick in COLUMNS.items()}
    return out


def means(rows: dict[str, dict[str, float]]) -> dict[str, float]:
    return {column: mean(row[column] for row in rows.values()) for column in COLUMNS}


def table(rows: dict[str, dict[str, float]], floors: dict[str, float]) -> str:
    """The scores as text, the mean last, the floors under it."""
    lines = [f"{'cluster':24}" + "".join(f"{c:>12}" for c in COLUMNS)]
    lines += [f"{name:24}" + "".join(f"{row[c]:12.3f}" for c in COLUMNS) for name, row in rows.items()]
    lines += [f"{'mean':24}" + "".join(f"{v:12.3f}" for v in means(rows).values())]
    lines += [f"{'lowest':24}" + "".join(f"{min(r[c] for r in rows.values()):12.3f}" for c in COLUMNS)]
    lines += [f"{'floor':24}" + "".join(f"{floors[c]:12.3f}" if c in floors else " " * 12 for c in COLUMNS)]
    return "\n".join(lines)


def below(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A sentence for each column whose mean is below its floor."""
    return [f"{c}: {found[c]:.3f} is below the floor {v:.3f}" for c, v in floors.items() if found[c] < v]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--set", default="gold", choices=["gold", "gold_train"])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, help="keep each comparison here")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    floors = json.loads((HERE / "floors.json").read_text("utf-8"))
    rows = measure(options.shared, options.set, options.write)
    print(json.dumps(rows) if options.json else table(rows, floors))
    missed = below(means(rows), floors) if options.check else []
    print(*missed, sep="\n", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
