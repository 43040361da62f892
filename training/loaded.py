"""Train the probe that marks loaded words: `python training/loaded.py SHARED_DIR`.

Writes `src/tellings/annotate/weights/loaded.npz`.  Data: the loaded words of the 65 annotated clusters in `gold_train`
(annotations ours; of the texts nothing is kept but weights).  Logistic regression without class weights, so that its
output stays a probability.  The threshold is the one with the best mean F1 over clusters (character cells) when each
fifth of the clusters is scored by a probe that did not see it; the calibration of the sentence probability is fitted on
those same out-of-fold scores.

Tried and not better on those folds: the biased words of BABE as further training data (F1 0.31 to 0.30), neighbouring
words' states (0.305), word rarity and valence tables (no change), a second layer over the first one's scores, a cap on
the number of spans by length.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from tellings.annotate import attributions, encoder, mentions
from tellings.annotate.loaded import evidence, features, marked, own_voice, spans_of, surest
from tellings.annotate.syntax import Parse, SpacySyntax
from tellings.records import Document, Piece, Span, View

OUT = Path(__file__).parent.parent / "src/tellings/annotate/weights/loaded.npz"
STRENGTH = 0.015  # scikit-learn's C; 0.006 to 0.03 are alike on the folds (0.33), 0.003 and 0.1 are worse
FOLDS = 5
THRESHOLDS = (0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2)


@dataclass(frozen=True)
class Example:
    """One account: what the probe sees of its words, how far they are its own, and which are marked in the gold."""

    cluster: str
    parse: Parse
    features: np.ndarray
    own: np.ndarray
    gold: tuple[Span, ...]

    @property
    def labels(self) -> np.ndarray:
        return np.array([any(t.span.shared(g) for g in self.gold) for t in self.parse.tokens])


def main(shared: Path) -> None:
    """Read, cross-validate, fit on everything, write."""
    examples = [e for path in sorted((shared / "gold_train").glob("*/gold.json")) for e in accounts(path.parent)]
    scores = out_of_fold(examples)
    figures = {t: mean_f1(examples, scores, t) for t in THRESHOLDS}
    threshold = max(THRESHOLDS, key=lambda t: figures[t])
    print("mean F1 over held-out clusters by threshold:", {t: round(f, 3) for t, f in figures.items()})
    model = fit(examples)
    np.savez_compressed(
        OUT,
        weights=model.coef_[0].astype(np.float16),
        bias=np.float32(model.intercept_[0]),
        threshold=np.float32(threshold),
        sentence=np.array(calibration(examples, scores), np.float32),
    )


def accounts(cluster: Path) -> Iterator[Example]:
    """The annotated accounts of one cluster."""
    documents = json.loads((cluster / "docs.json").read_text("utf-8"))["documents"]
    loaded = json.loads((cluster / "gold.json").read_text("utf-8"))["loaded"]
    for d in documents:
        own = [x for x in loaded if x["sentence"].split(":")[0] == d["id"]]
        yield example(cluster.name, d, tuple(s for x in own if (s := place(d, x)) is not None))


def place(document: dict, item: dict) -> Span | None:
    """Where the marked words stand; None where the sentence does not hold them as written."""
    start, end = document["sentences"][int(item["sentence"].split(":")[1])]
    at = document["text"].find(item["text"], start, end)
    return Span(at, at + len(item["text"])) if at >= 0 else None


def example(cluster: str, record: dict, gold: tuple[Span, ...]) -> Example:
    """Parse and encode one account."""
    text = record["text"]
    whole = Span(0, len(text))
    document = Document(record["id"], text, View(text, (Piece(whole, whole, True),)))
    (parse,) = SpacySyntax().parse([document.view])
    texts = [s.span.of(text) for s in parse.sentences]
    words = [[(t.start - s.start, t.end - s.start) for t in parse.tokens[s.first : s.last]] for s in parse.sentences]
    states = encoder.encode(texts, words)[1]
    said = attributions.find(document, parse, *mentions.find(document, parse))
    return Example(cluster, parse, features(parse, states), own_voice(document, parse.tokens, said), gold)


def fit(examples: Sequence[Example]) -> LogisticRegression:
    """One probe over the words that stand in the outlets' own voice."""
    rows = np.vstack([e.features[e.own > 0] for e in examples])
    labels = np.concatenate([e.labels[e.own > 0] for e in examples])
    return LogisticRegression(C=STRENGTH, max_iter=300).fit(rows, labels)


def out_of_fold(examples: Sequence[Example]) -> list[np.ndarray]:
    """Each account's scores by a probe that saw no account of its cluster."""
    clusters = sorted({e.cluster for e in examples})
    np.random.default_rng(0).shuffle(clusters)
    fold = {name: i % FOLDS for i, name in enumerate(clusters)}
    models = [fit([e for e in examples if fold[e.cluster] != f]) for f in range(FOLDS)]
    return [e.own * models[fold[e.cluster]].predict_proba(e.features)[:, 1] for e in examples]


def mean_f1(examples: Sequence[Example], scores: Sequence[np.ndarray], threshold: float) -> float:
    """Mean over clusters of the F1 over marked characters, as `score/accounts.py` counts."""
    cells: dict[str, list[int]] = {}
    for e, s in zip(examples, scores, strict=True):
        spans = surest(spans_of(e.parse, marked(e.parse, s, threshold), s), len(s))
        found = {c for span in spans for c in range(span.start, span.end)}
        gold = {c for g in e.gold for c in range(g.start, g.end)}
        counts = cells.setdefault(e.cluster, [0, 0])
        counts[0] += 2 * len(found & gold)
        counts[1] += len(found) + len(gold)
    return float(np.mean([same / both if both else 1.0 for same, both in cells.values()]))


def calibration(examples: Sequence[Example], scores: Sequence[np.ndarray]) -> tuple[float, float]:
    """Slope and bias that turn a sentence's evidence into the probability that a reader marks something in it."""
    rows, labels = [], []
    for e, s in zip(examples, scores, strict=True):
        for sentence in e.parse.sentences:
            rows.append([evidence(s[sentence.first : sentence.last])])
            labels.append(any(sentence.span.shared(g) for g in e.gold))
    model = LogisticRegression(C=1e3).fit(np.array(rows), np.array(labels))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
