"""Train the probe for how a sentence colours an entity: `python training/sentiment.py SHARED_DIR`.

Writes `src/tellings/annotate/weights/sentiment.npz`.  Data: the training part of NewsMTSC (Hamborg and Donnay 2021;
licence: see its repository; only weights are kept).  A sixth of its articles is held out for the printed figures, then
the probe is fitted on all of it.

NewsMTSC was chosen to hold few neutral sentences (34 %); in news most mentions are neutral.  The biases are therefore
shifted from the shares of the training data to `SHARES`, an assumption, so that the probabilities are not inflated.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score

from tellings.annotate import encoder
from tellings.annotate.sentiment import features
from tellings.annotate.syntax import Parse, SpacySyntax
from tellings.records import Piece, Sentence, Span, Vectors, View

OUT = Path(__file__).parent.parent / "src/tellings/annotate/weights/sentiment.npz"
STRENGTH = 0.01  # scikit-learn's C; 0.003, 0.01 and 0.03 were tried
SHARES = np.array([0.20, 0.65, 0.15])  # negative, neutral, positive, as expected in news
Row = tuple[str, Vectors, int]


def main(shared: Path) -> None:
    """Read, measure on held-out articles, fit on everything, write."""
    records = [json.loads(line) for line in (shared / "data/newsmtsc/train.jsonl").read_text("utf-8").splitlines()]
    rows = [row for record in records for row in examples(record)]
    report(rows)
    model = fit(rows)
    seen = np.bincount([label for _, _, label in rows], minlength=3) / len(rows)
    bias = model.intercept_ + np.log(SHARES / seen)
    np.savez_compressed(OUT, weights=model.coef_.T.astype(np.float16), bias=bias.astype(np.float32))


def examples(record: dict) -> Iterator[Row]:
    """The targets of one sentence: article, features, class (0 negative, 1 neutral, 2 positive)."""
    text = record["sentence_normalized"]
    whole = Span(0, len(text))
    (parse,) = SpacySyntax().parse([View(text, (Piece(whole, whole, True),))])
    texts = [s.span.of(text) for s in parse.sentences]
    places = [[(t.start - s.start, t.end - s.start) for t in parse.tokens[s.first : s.last]] for s in parse.sentences]
    words = encoder.encode(texts, places)[1]
    yield from rows_of(record["targets"], parse, words)


def rows_of(targets: list[dict], parse: Parse, words: Vectors) -> Iterator[Row]:
    """One row a target that stands on tokens; the sentence is taken whole, however the parser splits it."""
    whole = Sentence(0, parse.tokens[-1].end, 0, len(parse.tokens))
    for target in targets:
        inside = [i for i, t in enumerate(parse.tokens) if t.start < target["to"] and t.end > target["from"]]
        if inside:
            label = 0 if target["polarity"] < 3.5 else 2 if target["polarity"] > 4.5 else 1
            row = features(parse.tokens, whole, range(inside[0], inside[-1] + 1), words)
            yield "_".join(target["Input.gid"].split("_")[:3]), row, label


def fit(rows: list[Row]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=300).fit(np.stack([r for _, r, _ in rows]), [y for _, _, y in rows])


def report(rows: list[Row]) -> None:
    """Macro-F1 and accuracy on a sixth of the articles, beside always saying the commonest class."""
    articles = sorted({a for a, _, _ in rows})
    np.random.default_rng(0).shuffle(articles)
    held = set(articles[: len(articles) // 6])
    test = [r for r in rows if r[0] in held]
    gold = [y for _, _, y in test]
    found = fit([r for r in rows if r[0] not in held]).predict(np.stack([x for _, x, _ in test]))
    common = [max(set(gold), key=gold.count)] * len(gold)
    print(f"{len(test)} held-out targets; commonest class: F1m {f1_score(gold, common, average='macro'):.3f}")
    print(f"probe: F1m {f1_score(gold, found, average='macro'):.3f}, accuracy {accuracy_score(gold, found):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
