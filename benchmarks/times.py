"""Time expressions against TimeBank, AQUAINT and MEANTIME: spans, type and value, as TempEval-3 scores them.

Run: python benchmarks/times.py SHARED_DIR [--errors] [--set TimeBank]

Each document is annotated as an account published on its creation time.  A found expression is right when it overlaps a
gold one (relaxed) or is the same span (strict); value F1 counts overlapping pairs whose value is also the same.  The
creation time itself is not scored.

The rules are written while reading errors.  At first those of "TimeBank-read" (folds 0 to 2 of 5, by the order of the
document names) and MEANTIME alone had been read; since then those of all three sets have been, so that nothing here is
unseen any more.  What speaks against fitting to one corpus is that all three rise together.
MEANTIME annotates the first sentences of a document only, and those alone are scored.
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
from tellings.annotate.model import reader
from tellings.annotate.syntax.parsing import parse
from tellings.records import Derived, Document, Piece, Span, Time, View

SETS = ["TimeBank", "TimeBank-read", "TimeBank-held", "AQUAINT", "MEANTIME"]
FOLDS, READ = 5, (0, 1, 2)
MEANTIME_SENTENCES = 7  # the title, the date line and the five sentences that are annotated
_LEANS = re.compile(r"[.,;:!?)%]|['’](?:s|ve|re|ll|d|m)\b|n't\b")  # tokens that stand against the one before


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


def load_meantime(path: Path) -> tuple[Document, list[Gold]]:
    """The annotated first sentences of a MEANTIME document; its own date line is not scored."""
    root = ET.parse(path).getroot()
    text, places = _written([t for t in root.iter("token") if int(t.get("sentence", "")) < MEANTIME_SENTENCES])
    created, gold = "", []
    for node in root.iter("TIMEX3"):
        ids = [a.get("t_id") for a in node.iter("token_anchor")]
        if node.get("functionInDocument") == "CREATION_TIME":
            created = node.get("value", "")[:10]
            text = _blanked(text, [places[i] for i in ids if i in places])
        elif ids and all(i in places for i in ids):
            span = Span(min(places[i].start for i in ids), max(places[i].end for i in ids))
            gold.append(Gold(span, node.get("type", ""), node.get("value", "")))
    whole = Span(0, len(text))
    published = Derived(created, "creation time", 1.0) if created else None
    view = View(text, (Piece(whole, whole, True),))
    return Document(path.stem, text, view, published=published), sorted(gold, key=lambda g: g.span)


def _written(tokens: list[ET.Element]) -> tuple[str, dict[str, Span]]:
    """Tokens as running text, a paragraph a sentence, with where each token stands."""
    text, places, sentence = "", {}, ""
    for token in tokens:
        word, here = token.text or "", token.get("sentence", "")
        if text:
            text += "\n\n" if here != sentence else "" if _LEANS.match(word) else " "
        places[token.get("t_id", "")] = Span(len(text), len(text) + len(word))
        text, sentence = text + word, here
    return text, places


def _blanked(text: str, spans: list[Span]) -> str:
    for span in spans:
        text = text[: span.start] + "." * (span.end - span.start) + text[span.end :]
    return text


def documents(shared: Path, name: str) -> Iterator[tuple[Document, list[Gold]]]:
    """The documents of a set, in the order of their names."""
    if name == "MEANTIME":
        yield from map(load_meantime, sorted((shared / "data/meantime/intra_cross-doc_annotation").rglob("*.xml")))
        return
    corpus, _, part = name.partition("-")
    for n, path in enumerate(sorted((shared / "data/tempeval3" / corpus).glob("*.tml"))):
        if not part or (n % FOLDS in READ) == (part == "read"):
            yield load(path)


def score(shared: Path, name: str, *, errors: bool) -> Counts:
    counts = Counts()
    for document, gold in documents(shared, name):
        found = times.find(document, parse(document.view, reader.read(document.view.text)))
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
    parser.add_argument("--set", action="append", choices=SETS, default=None)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    heads = f"{'strict F1':>11}{'relaxed F1':>12}{'type F1':>9}{'value F1':>10}{'seconds':>9}"
    print(f"{'set':14}{'gold':>6}{'found':>7}{heads}")
    for name in options.set or SETS:
        started = time.perf_counter()
        c = score(options.shared, name, errors=options.errors)
        figures = f"{c.f1(c.strict):>11.3f}{c.f1(c.relaxed):>12.3f}{c.f1(c.type):>9.3f}{c.f1(c.value):>10.3f}"
        print(f"{name:14}{c.gold:>6}{c.found:>7}{figures}{time.perf_counter() - started:>9.1f}")


if __name__ == "__main__":
    main()
