"""Fit the temperature of sentiment: `python training/sentiment.py SHARED_DIR`.

Writes `src/tellings/annotate/weights/sentiment.json`: the one number that the reading model's scores are divided by to
be probabilities.  Of the articles of NewsMTSC it takes the sixth that the reading model has not learnt from, since of
those that it has it is surer than of any other.  One number changes no label.  Printed: the expected calibration error
before and after, the latter with the number fitted on the other half of these articles.  Deterministic; half a minute.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from reading.corpora_spans import newsmtsc
from reading.examples import Example
from scipy.optimize import minimize_scalar

from tellings.annotate.model import reader
from tellings.annotate.model.scores import softmax

OUT = Path(__file__).parents[1] / "src/tellings/annotate/weights/sentiment.json"
BOUNDS = (0.2, 5.0)
BINS = 10


def main(shared: Path) -> None:
    """Read, report, fit to all of it, write."""
    examples = newsmtsc(shared / "data")["dev"]
    read = [scores(example) for example in examples]
    half = np.concatenate([np.full(len(gold), i % 2) for i, (_, gold) in enumerate(read)])
    logits, gold = (np.concatenate(part) for part in zip(*read, strict=True))
    fitted = [fit(logits[half != part], gold[half != part]) for part in (0, 1)]
    after = softmax(logits / np.array(fitted)[half][:, None])
    print(f"calibration error {error(softmax(logits), gold):.3f}, with a temperature {error(after, gold):.3f}")
    OUT.write_text(json.dumps({"temperature": round(fit(logits, gold), 3)}) + "\n", "utf-8")


def scores(example: Example) -> tuple[np.ndarray, np.ndarray]:
    """The scores of each target, (targets, 3), and its class."""
    reading = reader.read(example.text)
    rows, gold = [], []
    for start, end, value in example.judged["sentiment"]:
        inside = [i for i, (s, e) in enumerate(reading.words) if s < end and e > start]
        if inside:
            rows.append(reading.scores["sentiment"][inside].mean(axis=0))
            gold.append(int(value))
    return np.array(rows, np.float32).reshape(-1, 3), np.array(gold, int)


def fit(logits: np.ndarray, gold: Sequence[int] | np.ndarray) -> float:
    """The temperature under which the gold classes are likeliest."""

    def loss(temperature: float) -> float:
        return float(-np.log(softmax(logits / temperature)[np.arange(len(gold)), gold]).mean())

    return float(minimize_scalar(loss, bounds=BOUNDS, method="bounded").x)


def error(chances: np.ndarray, gold: np.ndarray) -> float:
    """Mean distance between what the likeliest class was said to be and how often it was so, by tenths."""
    said, right = chances.max(axis=1), chances.argmax(axis=1) == gold
    tenth = np.minimum((said * BINS).astype(int), BINS - 1)
    inside = [tenth == n for n in range(BINS)]
    return float(sum(abs(said[i].mean() - right[i].mean()) * i.mean() for i in inside if i.any()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
