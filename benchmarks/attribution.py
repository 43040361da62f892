#!/usr/bin/env python3
"""How well attributions are found: source, cue and content on PolNeAR's development articles.

    python benchmarks/attribution.py [SHARED_DIR]

Prints the scorer's table: labels character by character, spans exactly and by overlap, and whole attributions
("relation").  Data and scorer lie in the development data beside the checkout (default `../shared`).
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from accounts import scorer

import tellings


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared"
    scoring = scorer(shared, "attribution")
    gold = shared / "data/polnear/dev.jsonl"
    records = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    reading = tellings.read_records([{"id": r["id"], "text": r["text"], "language": "en"} for r in records])
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for account in tellings.annotate(reading):
            out.write(json.dumps(tellings.annotation_record(account)) + "\n")
        out.flush()
        print(*scoring.table(scoring.score(scoring.load(gold, out.name))), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
