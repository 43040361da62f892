"""The quality gate: figures on gold may not fall below the pinned floors, and the floors may only go up."""

import importlib.util
import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "benchmarks/floors.json"


def benchmark():
    spec = importlib.util.spec_from_file_location("benchmark_accounts", ROOT / "benchmarks/accounts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "gold").exists(), reason="the development data is not beside this checkout")
def test_figures_stay_above_their_floors():
    accounts = benchmark()
    rows = accounts.measure(SHARED, "gold")
    print(accounts.table(rows, json.loads(FLOORS.read_text())))
    assert accounts.below(accounts.means(rows), json.loads(FLOORS.read_text())) == []


def test_below_names_what_fell():
    accounts = benchmark()
    assert accounts.below({"facts": 0.4, "loaded": 0.5}, {"facts": 0.45, "loaded": 0.5}) == [
        "facts: 0.400 is below the floor 0.450"
    ]


def test_floors_only_go_up():
    now = json.loads(FLOORS.read_text())
    for commit in _git("log", "--format=%H", "--", "benchmarks/floors.json").split():
        before = json.loads(_git("show", f"{commit}:benchmarks/floors.json"))
        assert {k: v for k, v in before.items() if now.get(k, -1) < v} == {}, commit


def _git(*arguments):
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no git history here: {done.stderr.strip()}")
    return done.stdout
