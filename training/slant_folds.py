"""Cross-validate biased wording on BABE: `python training/slant_folds.py SHARED_DIR RUN_DIR [--pieces 1.2e6]`.

The reading model is trained on four fifths of BABE, so that one fifth measures it.  To measure on every sentence, five
small models are trained here from the published encoder, each without one fifth: on BABE, NewsMTSC and the clusters'
loaded words only, since five whole trainings would take a day.  Each fold leaves `fold_K/figure.json` in RUN_DIR and is
not done again.  Prints macro-F1 of each fold, then mean and spread.  Nothing of it goes into the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch
from reading import corpora_spans
from reading.batches import Window, batches, collate, encode, pieces_of
from reading.examples import Example
from reading.network import Reader, Tagset, pretrained
from reading_model import BATCH, SEED, Run
from tokenizers import Tokenizer

FOLDS = 5
SHARES = {"babe": 0.55, "newsmtsc": 0.2, "gold_loaded": 0.2, "titles": 0.05}
TAGS = Tagset(("X",), ("X",), ("",), ("root",))
TOGETHER = 64  # sentences that are read at once


def macro_f1(model: Reader, held: list[Example], tokenizer: Tokenizer) -> float:
    """Mean of the F1 of both classes; a sentence is biased where the mean score of its words is above zero."""
    docs = sorted((encode(e, tokenizer, TAGS) for e in held), key=lambda d: len(d.words))
    said = np.concatenate([_scores(model, docs[k : k + TOGETHER]) for k in range(0, len(docs), TOGETHER)]) > 0
    was = np.array([d.example.judged["slant"][0][2] > 0.5 for d in docs])
    return float(np.mean([2 * (a & b).sum() / (a.sum() + b.sum()) for a, b in ((said, was), (~said, ~was))]))


def _scores(model: Reader, docs) -> np.ndarray:
    batch = collate([Window(d, 0, len(d.words)) for d in docs])
    with torch.no_grad():
        scores, _, _ = model(batch.ids, batch.mask, batch.shapes, batch.first)
    present = batch.present.float()
    return ((scores["slant"][..., 0] * present).sum(1) / present.sum(1)).numpy()


def train(folder: Path, teaching: dict[str, list[Example]], pieces: int, threads: int) -> tuple[Reader, Tokenizer]:
    """Train one model from the published encoder; its averaged weights."""
    config, weights, source = pretrained()
    tokenizer = pieces_of(source / "tokenizer.json")
    run = Run(folder, TAGS, pieces, config=config, weights=weights, threads=threads)
    encoded = {n: [encode(e, tokenizer, TAGS) for e in docs] for n, docs in teaching.items()}
    run.train(batches(encoded, SHARES, BATCH, SEED))
    run.model.load_state_dict(run.average)
    return run.model.eval(), tokenizer


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--pieces", type=float, default=1.2e6, help="pieces to train each fold on")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    data = options.shared / "data"
    split = corpora_spans.babe(data)
    babe = sorted(split["train"] + split["dev"], key=lambda e: e.id)  # by hash of the text: a fixed, mixed order
    others = {
        "newsmtsc": corpora_spans.newsmtsc(data)["train"],
        "gold_loaded": corpora_spans.gold_loaded(options.shared / "gold_train")["train"],
        "titles": list(corpora_spans.titles(data, 2000)),
    }
    for k in range(FOLDS):
        folder = options.run / f"fold_{k}"
        if not (folder / "figure.json").exists():
            folder.mkdir(parents=True, exist_ok=True)
            teaching = {"babe": [e for n, e in enumerate(babe) if n % FOLDS != k], **others}
            model, tokenizer = train(folder, teaching, int(options.pieces), options.threads)
            (folder / "figure.json").write_text(json.dumps(macro_f1(model, babe[k::FOLDS], tokenizer)))
            (folder / "last.pt").unlink()
    figures = [json.loads((options.run / f"fold_{k}/figure.json").read_text()) for k in range(FOLDS)]
    print(f"macro-F1 {np.round(figures, 3).tolist()}: mean {np.mean(figures):.3f} ± {np.std(figures):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
