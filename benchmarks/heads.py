"""What each head of the reading model says by itself, before anything is assembled from it, held against a corpus.

The figures of a head are an upper bound on what the assemblers can make of it, and tell a bad head from a bad
assembler.  `reading.py` prints them; everything here is a pure function of one example and its `Reading`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from measures import Counts, Place, Tree, exact, flags, syntax, touched, within

from tellings.annotate.model.scores import sigmoid, softmax
from tellings.annotate.model.spans import best_path, spans
from tellings.annotate.syntax import lemmas

WORD_HEADS = ("upos", "xpos", "lemma")
MARKS = ("loaded", "slanted")  # one score a word: is it marked
Judged = tuple[float, bool]
Labelled = tuple[int, int, str]


@dataclass(frozen=True)
class Said:
    """One figure of one text: counts that add up, and (probability, was it so) for each judgement behind it."""

    figure: str
    counts: Counts
    judged: Sequence[Judged] = ()


def said(example: Any, reading: Any, labels: Any) -> Iterator[Said]:
    """Every figure that an example has gold for.

    Args:
        example: An example of `training/reading`.  Where it has words of its own, `reading` must be over those.
        reading: What the model says of its text.
        labels: What the model's scores mean.
    """
    for layer, gold in example.spans.items():
        if layer in MARKS:
            yield marked(example, reading, layer)
        elif layer in reading.scores:
            found = found_spans(reading, layer, labels.types.get(layer, (_only(gold),)), labels.paths.get(layer))
            yield from spanned(example, reading, layer, found)
    for layer in (name for name in WORD_HEADS if name in example.tags):
        yield tagged(example, reading, layer, labels.sets[layer])
    if example.heads:
        yield from attached(example, reading, labels.sets["rel"])
    if "slant" in example.judged:
        yield slanted(example, reading)
    if example.words and example.sentences:
        yield begun(example, reading)


def _only(gold: Sequence[Labelled]) -> str:
    """The label of a layer that has one; any will do where nothing was marked."""
    return gold[0][2] if gold else ""


def found_spans(reading: Any, layer: str, types: Sequence[str], path: Any = None) -> list[Labelled]:
    """The spans of the best path through a head's labels, in code points."""
    words = reading.words
    ranges = spans(best_path(reading.scores[layer], reading.windows, path))
    return [(words[a][0], words[b - 1][1], types[kind]) for a, b, kind in ranges]


def spanned(example: Any, reading: Any, layer: str, found: Sequence[Labelled]) -> Iterator[Said]:
    """Exact spans with their labels, and words inside any span; only in what was annotated."""
    gold = example.spans[layer]
    kept = set(within([(s, e) for s, e, _ in found], example.annotated))
    yield Said(f"{layer}: spans F1", exact(gold, [x for x in found if x[:2] in kept]))
    words = [i for i, inside in enumerate(_annotated(reading.words, example.annotated)) if inside]
    are = touched([reading.words[i] for i in words], _bare(gold))
    inside = 1 - softmax(reading.scores[layer])[words, 0]
    judged = list(zip(inside.tolist(), are, strict=True))
    yield Said(f"{layer}: words F1", flags(are, [p >= 0.5 for p, _ in judged]), judged)


def _annotated(words: Sequence[Place], stretches: Sequence[Place]) -> list[bool]:
    return touched(words, stretches) if stretches else [True] * len(words)


def _bare(gold: Iterable[Labelled]) -> list[Place]:
    return [(start, end) for start, end, _ in gold]


def marked(example: Any, reading: Any, layer: str) -> Said:
    """Words that one score marks."""
    are = touched(reading.words, _bare(example.spans[layer]))
    chance = sigmoid(reading.scores[layer][:, 0])
    judged = list(zip(chance.tolist(), are, strict=True))
    return Said(f"{layer}: words F1", flags(are, [p >= 0.5 for p, _ in judged]), judged)


def tagged(example: Any, reading: Any, layer: str, names: Sequence[str]) -> Said:
    """Share of the corpus's own words whose label is right; a label of lemma is a script, applied to the form."""
    told = [names[best] for best in reading.tags[layer].tolist()]
    if layer == "lemma":
        forms = [example.text[s:e] for s, e in example.words]
        told = [lemmas.apply(script, form).lower() for script, form in zip(told, forms, strict=True)]
    gold = [g and (g.lower() if layer == "lemma" else g) for g in example.tags[layer]]
    known = [t == g for t, g in zip(told, gold, strict=True) if g is not None]
    return Said(f"{layer}: accuracy", Counts(sum(known), len(known), len(known)))


def attached(example: Any, reading: Any, names: Sequence[str]) -> Iterator[Said]:
    """UAS and LAS with the corpus's words and sentences, each word's head taken by itself: no tree is enforced."""
    heads: list[int] = []
    chance: list[float] = []
    for first, last in _ranges(example.words, example.sentences):
        queries, keys = (side[first:last] for side in reading.pairs["arc"])
        rows = softmax(queries @ keys.T)
        heads += (rows.argmax(axis=1) + first).tolist()
        chance += rows.max(axis=1).tolist()
    related = reading.scores["rel"] + reading.scores["rel_head"][heads]
    rels = [names[b] for b in related.argmax(axis=1).tolist()]
    gold = Tree(example.words, example.heads, {"rel": example.tags["rel"]})
    figures = syntax(gold, Tree(example.words, heads, {"rel": rels}))
    right = [(p, h == g) for p, h, g in zip(chance, heads, example.heads, strict=True)]
    yield Said("arc: UAS, greedy", figures["UAS"], right)
    yield Said("rel: LAS, greedy", figures["LAS"])
    yield Said("rel: LAS with subtypes, greedy", figures["LAS, subtypes"])


def _ranges(words: Sequence[Place], sentences: Sequence[Place]) -> Iterator[Place]:
    """The words `[first, last)` of each sentence."""
    starts = [s for s, _ in words]
    for start, end in sentences:
        first, last = np.searchsorted(starts, [start, end]).tolist()
        yield first, last


def begun(example: Any, reading: Any) -> Said:
    """Words that begin a sentence, by the model alone."""
    begins = {start for start, _ in example.sentences}
    are = [start in begins for start, _ in example.words]
    judged = list(zip(sigmoid(reading.scores["sentence"][:, 0]).tolist(), are, strict=True))
    return Said("sentence: words F1", flags(are, [p >= 0.5 for p, _ in judged]), judged)


def slanted(example: Any, reading: Any) -> Said:
    """Slanted stretches: their words' scores together."""
    judged = [(slant(reading, (s, e)), value >= 0.5) for s, e, value in example.judged["slant"]]
    return Said("slant: F1", flags([g for _, g in judged], [p >= 0.5 for p, _ in judged]), judged)


def slant(reading: Any, place: Place) -> float:
    """Probability that a stretch is slanted: of the mean of its words' scores."""
    rows = reading.scores["slant"][touched(reading.words, [place]), 0]
    return float(sigmoid(rows.mean(keepdims=True))[0]) if len(rows) else 0.0


def feeling(reading: Any, target: Place) -> tuple[int, float]:
    """Class of a target (0 negative, 1 neutral, 2 positive) with its probability; (1, 0) where it is on no word."""
    rows = reading.scores["sentiment"][touched(reading.words, [target])]
    if not len(rows):
        return 1, 0.0
    row = softmax(rows.mean(axis=0, keepdims=True))[0]
    return int(row.argmax()), float(row.max())


def summed(found: Iterable[Said]) -> tuple[Mapping[str, Counts], Mapping[str, list[Judged]]]:
    """Figures of several texts together."""
    counts: dict[str, Counts] = {}
    judged: dict[str, list[Judged]] = {}
    for one in found:
        counts[one.figure] = counts.get(one.figure, Counts()) + one.counts
        if one.judged:
            judged.setdefault(one.figure.split(":")[0], []).extend(one.judged)
    return counts, judged
