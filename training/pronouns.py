"""Fit the weights by which a pronoun's antecedent is chosen: `python training/pronouns.py SHARED_DIR`.

Writes `src/tellings/annotate/weights/pronouns.json`.  Data: the coreference of English GUM (annotations CC BY 4.0).
Each third-person pronoun gives one example: the antecedents that are possible, of which those of its own chain are
right, and nobody, which is right where none is.  Earlier pronouns stand with what the gold says they mean.  The model
is log-linear, one weight a sign and class of pronoun (he, it, they), each the sum of a shared and an own part so that
the classes learn from each other; the likelihood is that of all right antecedents together.  What the reading model
thinks stands beside the signs as it is, so that they learn what it does not see.

A pronoun that means a person, an organisation or a place, but has no right antecedent among those found, is left out:
it would teach silence where only a noun phrase was missed.  `SILENCE` then makes nobody dearer: the weights are meant
for readers who ask of whom a text speaks.

The printed figures are those of five-fold cross-validation by document.  Deterministic; a minute on one core.
"""

from __future__ import annotations

import bisect
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from gum_types import entity_types
from reading.corpora_words import gum, gum_clusters
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tellings.annotate.mentions import coreference, parties
from tellings.annotate.mentions.lexicon import lexicon
from tellings.annotate.mentions.nominals import root_of
from tellings.annotate.mentions.nouns import Noun
from tellings.annotate.mentions.pronouns import Antecedents, Option, Reader, view
from tellings.annotate.model.reader import read as read_words
from tellings.annotate.syntax.parsing import Parse, parse
from tellings.annotate.text.quotes import quoted
from tellings.records import Document, Piece, Span, View

OUT = Path(__file__).parent.parent / "src/tellings/annotate/weights/pronouns.json"
CLASSES = ("he", "it", "they")
PRIOR = 6.0  # strength of the Gaussian prior; 1, 3, 6, 12 and 20 were tried
SILENCE = {"he": 2.0, "it": 0.5, "they": 1.0}  # taken off the weight of "nobody"
FOLDS = 5
ENTITIES = ("person", "organization", "place")
Weights = dict[str, dict[str, float]]
Place = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """One pronoun: its class, and for each possible antecedent, and last for nobody, three things.

    Its signs, what the reading model's view adds to it, and whether it is right.
    """

    kind: str
    signs: list[list[str]]
    seen: list[float]
    right: list[bool]


def main(data: Path) -> None:
    """Read, cross-validate, fit on everything, write."""
    rows = {document: list(found) for document, found in read(data)}
    report(rows)
    fitted = fit([r for found in rows.values() for r in found])
    OUT.write_text(json.dumps(fitted, indent=0, sort_keys=True) + "\n", "utf-8")


# --- examples


def read(data: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    """Each document of GUM with its examples."""
    clusters, types = gum_clusters(data), entity_types(data)
    texts = {e.id: e for split in gum(data).values() for e in split}
    for name, example in sorted(texts.items()):
        whole = Span(0, len(example.text))
        document = Document(name, example.text, View(example.text, (Piece(whole, whole, True),)))
        reading = read_words(document.text)
        parsed = parse(document.view, reading)
        entities = {example.words[word] for word, kind in types[name].items() if kind in ENTITIES}
        gold = Gold(clusters[name], entities)
        yield name, iter(examples(document, parsed, gold, coreference.antecedents(parsed, reading)))


@dataclass(frozen=True)
class Gold:
    """A document's chains, and the places of its one-word mentions of people, organisations and places."""

    clusters: Sequence[Sequence[Place]]
    entities: set[Place]


def examples(document: Document, parse: Parse, known: Gold, antecedents: Antecedents) -> list[Row]:
    """The examples of one document, read with the gold's own antecedents."""
    gold, rows = _by_head(parse, known.clusters), []

    def choose(i: int, kind: str, options: list[Option], nobody: list[str]) -> Noun | None:
        mine = min(gold[i])[1] if i in gold else -1
        right = [mine >= 0 and _chain(gold, noun) == mine for noun, _ in options]
        if any(right) or parse.tokens[i].span not in spans:
            signs = [[*n.traits, *s] for n, s in options] + [nobody]
            rows.append(Row(kind, signs, view(antecedents.get(i, ()), options), [*right, not any(right)]))
        return next((noun for (noun, _), fits in zip(options, right, strict=True) if fits), None)

    spans = {Span(*place) for place in known.entities if any(place in chain for chain in known.clusters)}
    for _ in Reader(parse, parties(document, parse), quoted(document), lexicon()).read(choose):
        pass
    return rows


def _by_head(parse: Parse, clusters: Sequence[Sequence[Place]]) -> dict[int, list[tuple[int, int]]]:
    """Head token → the lengths and the chains of the mentions that it heads."""
    starts = [t.start for t in parse.tokens]
    out: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for chain, mentions in enumerate(clusters):
        for start, end in mentions:
            first, last = bisect.bisect_right(starts, start) - 1, bisect.bisect_left(starts, end)
            if 0 <= first < last:
                out[root_of(parse.tokens, first, last)].append((last - first, chain))
    return out


def _chain(gold: Mapping[int, list[tuple[int, int]]], noun: Noun) -> int:
    """The chain of a noun phrase: of the mentions with its head the shortest, or for "A and B" the longest."""
    found = gold.get(noun.head, [])
    if noun.form == "group":
        return max(found)[1] if len(found) > 1 else -2
    return min(found)[1] if found else -2


# --- the model


def fit(rows: Sequence[Row]) -> Weights:
    """The weights by class and sign."""
    names: dict[str, int] = {}
    matrix, groups, right = _matrix(rows, names)
    starts = np.r_[0, np.flatnonzero(np.diff(groups)) + 1]
    seen = np.concatenate([row.seen for row in rows])

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = matrix @ w + seen
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[groups])
        all_, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        value = (np.log(all_) - np.log(good)).sum() + PRIOR / 2 * w @ w
        return value, matrix.T @ (powers / all_[groups] - powers * right / good[groups]) + PRIOR * w

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    out: Weights = {kind: {} for kind in CLASSES}
    for name in sorted(n for n in names if not n.startswith("*")):
        kind, sign = name.split(":", 1)
        out[kind][sign] = round(float(w[names[name]] + w[names["*" + sign]]), 3)
    for kind in CLASSES:
        out[kind]["nobody"] = round(out[kind]["nobody"] - SILENCE[kind], 3)
    return out


def _matrix(
    rows: Sequence[Row], names: dict[str, int]
) -> tuple[csr_matrix, npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Antecedents × signs, which row each belongs to, and which are right; `names` is filled."""
    at, columns, groups, right = [], [], [], []
    for number, row in enumerate(rows):
        for signs, fits in zip(row.signs, row.right, strict=True):
            for sign in signs:
                at += [len(groups)] * 2
                columns += [names.setdefault(n, len(names)) for n in ("*" + sign, f"{row.kind}:{sign}")]
            groups.append(number)
            right.append(float(fits))
    matrix = csr_matrix((np.ones(len(at)), (at, columns)), shape=(len(groups), len(names)))
    return matrix, np.array(groups), np.array(right)


# --- how good


def report(rows: Mapping[str, Sequence[Row]]) -> None:
    """Print the share of pronouns that get a right antecedent, or rightly none, by class, in cross-validation."""
    hits: dict[str, list[bool]] = defaultdict(list)
    names = sorted(rows)
    for fold in range(FOLDS):
        weights = fit([r for n in names for r in rows[n] if names.index(n) % FOLDS != fold])
        for row in (r for n in names[fold::FOLDS] for r in rows[n]):
            given = zip(row.signs, row.seen, strict=True)
            scores = [sum(weights[row.kind].get(s, 0.0) for s in signs) + seen for signs, seen in given]
            hits[row.kind].append(row.right[int(np.argmax(scores))])
    for kind in CLASSES:
        print(f"{kind:5} {len(hits[kind]):5}  right {np.mean(hits[kind]):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "data")
