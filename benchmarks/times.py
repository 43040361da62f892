"""Time expressions against TimeBank and AQUAINT: spans (strict and relaxed), type and value, as TempEval-3 scores them.

Run: python benchmarks/times.py SHARED_DIR [--errors] [--set TimeBank]

Each document is annotated as an account published on its creation time.  A found expression is right when it overlaps a
gold one (relaxed) or is the same span (strict); value F1 counts overlapping pairs whose value is also the same.  The
creation time itself is not scored.
"""

from __future__ import annotations

import argparse
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tellings.annotate import times
from tellings.annotate.syntax import SpacySyntax
from tellings.records import Derived, Document, Piece, Span, Time, View


@dataclass(frozen=True)
class Gold:
    """One TIMEX3 of the gold."""

    span: Span
    type: str
    value: str


@dataclass
class Counts:
    """What was found, what there was, and how much of it agreed."""

    found: int = 0
    gold: int = 0
    strict: int = 0
    relaxed: int = 0
    type: int = 0
    value: int = 0

    def f1(self, right: int) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * right / max(1, self.found + self.gold)


def load(path: Path) -> tuple[Document, list[Gold]]:
    root = ET.parse(path).getroot()
    created = root.find("DCT/TIMEX3")
    parts: list[str] = []
    gold: list[Gold] = []
    _walk(root.find("TEXT"), parts, gold)
    text = "".join(parts)
    whole = Span(0, len(text))
    published = Derived(created.get("value", "")[:10], "creation time", 1.0)
    return Document(path.stem, text, View(text, (Piece(whole, whole, True),)), published=published), gold


def _walk(node: ET.Element, parts: list[str], gold: list[Gold]) -> None:
    start = sum(map(len, parts))
    parts.append(node.text or "")
    for child in node:
        _walk(child, parts, gold)
        parts.append(child.tail or "")
    if node.tag == "TIMEX3":
        gold.append(Gold(Span(start, sum(map(len, parts))), node.get("type", ""), node.get("value", "")))


def annotated(folder: Path) -> Iterator[tuple[Document, list[Gold], tuple[Time, ...]]]:
    syntax = SpacySyntax()
    for path in sorted(folder.glob("*.tml")):
        document, gold = load(path)
        yield document, gold, times.find(document, next(iter(syntax.parse([document.view]))))


def score(folder: Path, *, errors: bool) -> Counts:
    counts = Counts()
    for document, gold, found in annotated(folder):
        counts.found += len(found)
        counts.gold += len(gold)
        used: set[int] = set()
        for g in gold:
            hit = next((i for i, t in enumerate(found) if i not in used and t.span.shared(g.span)), None)
            if hit is None:
                _show(errors, "missed", document, g.span, f"{g.type} {g.value}")
                continue
            used.add(hit)
            _compare(counts, document, g, found[hit], errors=errors)
        for i, t in enumerate(found):
            if i not in used:
                _show(errors, "extra", document, t.span, f"{t.type} {t.value}")
    return counts


def _compare(counts: Counts, document: Document, g: Gold, t: Time, *, errors: bool) -> None:
    counts.relaxed += 1
    counts.strict += g.span == t.span
    counts.type += g.type == t.type
    counts.value += g.value == t.value
    if g.value != t.value:
        _show(errors, "value", document, g.span, f"{g.type} {g.value} got {t.value} [{t.span.of(document.text)}]")


def _show(errors: bool, what: str, document: Document, span: Span, detail: str) -> None:
    if errors:
        around = document.text[max(0, span.start - 40) : span.start] + "[" + span.of(document.text) + "]"
        around += document.text[span.end : span.end + 25]
        print(f"{what:7}{detail:45}{re.sub(chr(10), ' ', around)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--set", action="append", default=None)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    heads = f"{'strict F1':>11}{'relaxed F1':>12}{'type F1':>9}{'value F1':>10}{'seconds':>9}"
    print(f"{'set':12}{'gold':>6}{'found':>7}{heads}")
    for name in options.set or ["TimeBank", "AQUAINT"]:
        started = time.perf_counter()
        c = score(options.shared / "data/tempeval3" / name, errors=options.errors)
        figures = f"{c.f1(c.strict):>11.3f}{c.f1(c.relaxed):>12.3f}{c.f1(c.type):>9.3f}{c.f1(c.value):>10.3f}"
        print(f"{name:12}{c.gold:>6}{c.found:>7}{figures}{time.perf_counter() - started:>9.1f}")


if __name__ == "__main__":
    main()
