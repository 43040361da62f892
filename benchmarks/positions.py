#!/usr/bin/env python3
"""Whether a stance has the right sign: positions against SEESAW's hand-made stances.

    python benchmarks/positions.py SHARED_DIR [--articles N]

SEESAW says, sentence by sentence, who is for or against whom.  A position is comparable where its actor and a holder
there share a word, and so do its object and that holder's target; it is right where the signs are the same: supports
and offers are for, rejects, threatens and denies are against (a demand is neither, and is only counted).  The data is
for measuring only (CC BY-NC-SA 4.0).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tellings
from tellings.compare.positions import STANCES, find_positions
from tellings.link import link
from tellings.records import Position

SIGNS = {"supports": "POS", "offers": "POS", "rejects": "NEG", "threatens": "NEG", "denies": "NEG"}
_WORD = re.compile(r"[^\W\d_]{3,40}")
_LIGHT = frozenset({"the", "and", "for", "that", "with", "from", "his", "her", "their", "united", "states"})


def main() -> int:
    """Print one line a stance, and their sum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--articles", type=int, default=10_000, help="how many articles to read (default: all)")
    given = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    with gzip.open(given.shared / "data/seesaw.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line, _ in zip(lines, range(given.articles), strict=False)]
    for article in articles:
        counts.update(judged(article))
    print(f"{len(articles)} articles\n{'stance':10}  found  comparable  right  share")
    for stance in STANCES:
        print(row(stance, *(counts[stance, what] for what in ("found", "comparable", "right"))))
    signed = [s for s in STANCES if s in SIGNS]
    print(row("signed", *(sum(counts[s, what] for s in signed) for what in ("found", "comparable", "right"))))
    return 0


def row(name: str, found: int, comparable: int, right: int) -> str:
    """One line of the table."""
    share = f"{right / comparable:6.2f}" if comparable else "     –"
    return f"{name:10} {found:6} {comparable:11} {right:6} {share}"


def judged(article: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(stance, "found" | "comparable" | "right") of each sentence of each position of one article."""
    sentences = {s["id"]: s["text"] for s in article["article"]["text"]}
    stances = article["annotation"]["sentence-level stances"]
    starts, text = joined(sentences)
    accounts = tellings.annotate(tellings.read_records([{"id": "a", "text": text, "language": "en"}]))
    for position in find_positions(accounts, link(accounts)):
        for member in position.members:
            yield position.stance, "found"
            at = max((number for number, start in starts.items() if start <= member.start), default=-1)
            signs = {s["sentiment"] for s in stances.get(str(at), ()) if same(position, s)}
            if signs and position.stance in SIGNS:
                yield position.stance, "comparable"
                if SIGNS[position.stance] in signs:
                    yield position.stance, "right"


def joined(sentences: dict[int, str]) -> tuple[dict[int, int], str]:
    """Where each sentence begins in the text that they make up, and that text."""
    starts, text = dict[int, int](), ""
    for number in sorted(sentences):
        starts[number] = len(text)
        text += f"{sentences[number]}\n"
    return starts, text


def same(position: Position, stance: dict[str, Any]) -> bool:
    """Whether a position and a gold stance are of the same holder towards the same target."""
    return bool(words(position.actor) & words(stance["subject"]) and words(position.what) & words(stance["object"]))


def words(name: str) -> set[str]:
    """The words of a name by which it can be known again, shortened so that "Republicans" is "republican"."""
    return {w.casefold()[:7] for w in _WORD.findall(name)} - _LIGHT


if __name__ == "__main__":
    sys.exit(main())
