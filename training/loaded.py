"""Fit what stands behind tone: `python training/loaded.py SHARED_DIR`.

That is the second opinion on loaded words, here, and the temperature of sentiment (`training/sentiment.py`).

Writes `src/tellings/annotate/weights/loaded.json`.  Data: the clusters of `gold_train/`, and the articles of BASIL with
their lexical bias that are in no cluster (neither of `gold_train/` nor of `gold/`, which measures).

The reading model has itself been trained on four fifths of the clusters, and knows the words marked there too well.  So
three things are kept apart.  The second opinion speaks of vectors and shapes alone; it is fitted to the clusters that
the reading model has seen, and to BASIL.  How much it weighs beside the reading model's score, and from what
probability a word is marked, is chosen on the fifth that neither has seen.  Then the opinion is fitted once more, to
all of them, and weighs what was chosen.

Printed: the mean over the unseen clusters of the F1 of marked characters, as the comparison is scored, of the reading
model's score alone and of both, with weights and threshold chosen on the other unseen clusters each time.  Logistic
regression; deterministic; four minutes on one core.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import sentiment
from reading.corpora_spans import Place, gold_loaded, lines
from reading.examples import Example
from sklearn.linear_model import LogisticRegression

from tellings.annotate import attributions, mentions
from tellings.annotate.mentions import coreference
from tellings.annotate.model import reader
from tellings.annotate.model.reader import Reading
from tellings.annotate.syntax import parsing
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.tone import judging, loaded
from tellings.annotate.tone.judging import Opinion
from tellings.records import Document, Piece, Span, View

OUT = Path(__file__).parents[1] / "src/tellings/annotate/weights/loaded.json"
SCALE = 3.0  # of unit vectors beside signs that are 0 or 1
PENALTY = 0.3  # `C`; 0.03 was as good
EVERY = 4  # one plain word of four is learnt from, and counts for four
OTHERS = 0.5  # weight of a word of BASIL, where fewer are marked
THRESHOLDS = (0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.14)
NEAR = 2  # thresholds on either side that are taken together with one
RUN = 6  # words in a row that two texts share ...
SHARED = 0.3  # ... in this part of the shorter: they are one article
Cells = set[int]


@dataclass(frozen=True, eq=False)
class Read:
    """One account, read: whose it is, and what was marked in it.

    Attributes:
        group: Its cluster; "" for BASIL.
        parse: Its words.
        reading: The model's scores and vectors.
        own: (tokens,): how far each word is the outlet's own.
        gold: Characters that were marked.
        weight: Of its words in the fit.
    """

    group: str
    parse: Parse
    reading: Reading
    own: np.ndarray
    gold: Cells
    weight: float = 1.0

    @property
    def marked(self) -> np.ndarray:
        """Which tokens hold a marked character."""
        return np.array([not self.gold.isdisjoint(range(t.start, t.end)) for t in self.parse.tokens], bool)


def main(shared: Path) -> None:
    """Read, choose on what is unseen, report, fit to everything, write."""
    splits = gold_loaded(shared / "gold_train")
    seen, unseen = ([read(e) for e in splits[name] if "loaded" in e.spans] for name in ("train", "dev"))
    known = [e for name in ("gold", "gold_train") for part in gold_loaded(shared / name).values() for e in part]
    others = [replace(read(e), weight=OTHERS) for e in basil(shared / "data", known)]
    second = fit([*seen, *others])
    report(unseen, second)
    weights = weigh(unseen, second)
    best = choose(by_cluster(unseen, blend(second, weights)).values())
    final = fit([*seen, *others, *unseen])
    write(replace(blend(final, weights), threshold=THRESHOLDS[best]))


def write(opinion: Opinion) -> None:
    """Write the opinion where the package reads it."""
    told = {
        "offset": round(opinion.offset, 4),
        "head": round(opinion.head, 4),
        "threshold": opinion.threshold,
        "shapes": {sign: round(weight, 4) for sign, weight in sorted(opinion.shapes.items())},
        "vectors": [[round(float(x), 4) for x in row] for row in opinion.vectors],
    }
    OUT.write_text(json.dumps(told) + "\n", "utf-8")


# --- data


def read(example: Example) -> Read:
    """One account as the package reads it, with whose voice each word is."""
    whole = Span(0, len(example.text))
    document = Document(example.id, example.text, View(example.text, (Piece(whole, whole, True),)))
    reading = reader.read(document.text)
    parse = parsing.parse(document.view, reading)
    found, entities = mentions.find(document, parse, antecedents=coreference.antecedents(parse, reading))
    said = attributions.find(document, parse, reading, found, entities)
    own = loaded.own_voice(document, parse.tokens, said)
    gold = {at for start, end, _ in example.spans["loaded"] for at in range(start, end)}
    return Read(example.id.rpartition("/")[0], parse, reading, own, gold)


def basil(data: Path, known: Sequence[Example]) -> Iterator[Example]:
    """The articles of BASIL that are not among `known`, with their lexical bias."""
    runs = [_runs(e.text) for e in known]
    for triple in lines(data / "basil/triples.jsonl"):
        for article in triple["articles"]:
            example = _biased(article)
            mine = _runs(example.text)
            if all(len(mine & other) <= SHARED * min(len(mine), len(other)) for other in runs):
                yield example


def _biased(article: dict[str, Any]) -> Example:
    """A line is a paragraph, the title first; its annotations name a line and places in it."""
    parts = [article["title"], *(line for part in article["body-paragraphs"] for line in part)]
    starts = np.cumsum([0, *(len(part) + 2 for part in parts)]).tolist()
    places: list[Place] = []
    for marked in article["annotations"]["phrase-level-annotations"]:
        if marked["bias"] == "lex":
            start = starts[0 if marked["id"] == "title" else int(marked["id"][1:]) + 1]
            places.append((start + marked["start"], start + marked["end"]))
    spans = {"loaded": tuple((*place, "LOADED") for place in places)}
    return Example(article["uuid"], "basil", "\n\n".join(parts), spans=spans)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return set(zip(*(words[k:] for k in range(RUN)), strict=False))


# --- the second opinion


@dataclass(frozen=True, eq=False)
class Second:
    """What was fitted: a linear score over vectors (3, width) and shapes."""

    vectors: np.ndarray
    shapes: dict[str, float]


def fit(accounts: Sequence[Read]) -> Second:
    """Logistic regression of marked words on vectors and shapes, among the outlet's own."""
    names = sorted({sign for a in accounts for _, signs in judging.shapes(a.parse) for sign in signs})
    column = {sign: i for i, sign in enumerate(names)}
    parts = [_rows(a, column) for a in accounts]
    x, y, weight = (np.concatenate(part) for part in zip(*parts, strict=True))
    model = LogisticRegression(C=PENALTY, max_iter=100).fit(x, y, weight)
    size = (x.shape[1] - len(names)) // 3
    found = model.coef_[0]
    return Second(SCALE * found[: 3 * size].reshape(3, size), dict(zip(names, found[3 * size :].tolist(), strict=True)))


def _rows(account: Read, column: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Signs, whether marked, and weight of the words that are learnt from."""
    marked = account.marked
    kept = (account.own > 0) & (marked | (np.arange(len(marked)) % EVERY == 0))
    spread = judging.spread(SCALE * reader.unit(account.reading.vectors), account.parse)
    signs = np.zeros((len(marked), len(column)), np.float32)
    for i, found in judging.shapes(account.parse):
        signs[i, [column[sign] for sign in found]] = 1
    weight = account.weight * np.where(marked, 1, EVERY)
    return np.hstack([*spread, signs])[kept], marked[kept], weight[kept]


# --- how much it weighs, and from where a word is marked


class Weights(NamedTuple):
    """How the two scores are added: they make a logit."""

    offset: float
    head: float
    share: float


def weigh(accounts: Sequence[Read], second: Second, *, alone: bool = False) -> Weights:
    """The weights that best tell what was marked in these accounts; `alone`: of the reading model's score only.

    By likelihood: that is steadier than trying weights by the F1 that they lead to.
    """
    plain = blend(second, Weights(0.0, 0.0, 1.0))
    told = [_logit(judging.chances(a.parse, a.reading, plain)) for a in accounts]
    rows = [np.stack([a.reading.scores["loaded"][:, 0], t], 1) for a, t in zip(accounts, told, strict=True)]
    x = np.concatenate([row[a.own > 0] for a, row in zip(accounts, rows, strict=True)])
    y = np.concatenate([a.marked[a.own > 0] for a in accounts])
    model = LogisticRegression(C=100.0).fit(x * [1, not alone], y)
    return Weights(float(model.intercept_[0]), *model.coef_[0].tolist())


def blend(second: Second, weights: Weights) -> Opinion:
    """The opinion as the package reads it; its threshold is still to be set."""
    offset, head, share = weights
    shapes = {sign: share * weight for sign, weight in second.shapes.items()}
    return Opinion(offset, head, share * second.vectors.astype(np.float32), shapes, 0.0)


def _logit(chance: np.ndarray) -> np.ndarray:
    held = np.clip(chance, 1e-9, 1 - 1e-9)
    return np.log(held / (1 - held))


def counted(account: Read, opinion: Opinion) -> np.ndarray:
    """For each threshold the characters that are rightly found, found, and marked: (thresholds, 3)."""
    scores = judging.chances(account.parse, account.reading, opinion) * account.own
    return np.array([_counts(account, scores, threshold) for threshold in THRESHOLDS], float)


def _counts(account: Read, scores: np.ndarray, threshold: float) -> tuple[int, int, int]:
    spans = loaded.assembled(account.parse, scores, threshold)
    found = {at for s in spans for at in range(s.start, s.end)}
    return len(found & account.gold), len(found), len(account.gold)


def f1(counts: np.ndarray) -> np.ndarray:
    """F1 of (…, 3) counts; where nothing was marked nor found it is whole."""
    both = counts[..., 1] + counts[..., 2]
    return np.where(both > 0, 2 * counts[..., 0] / np.maximum(both, 1), 1.0)


def choose(counts: Iterable[np.ndarray]) -> int:
    """The number of the threshold with the best mean F1 over clusters, each taken together with its four neighbours.

    The figure jumps by a hundredth from one threshold to the next, so that the best by itself is luck.
    """
    value = np.mean([f1(of_one) for of_one in counts], axis=0)
    framed = np.pad(value, NEAR, mode="edge")
    sums = [framed[i : i + len(value)] for i in range(2 * NEAR + 1)]
    return int(np.argmax(np.round(np.sum(sums, axis=0), 9)))


def by_cluster(accounts: Sequence[Read], opinion: Opinion) -> dict[str, np.ndarray]:
    """The counts of each cluster."""
    out: dict[str, np.ndarray] = defaultdict(lambda: np.zeros((len(THRESHOLDS), 3)))
    for account in accounts:
        out[account.group] += counted(account, opinion)
    return dict(out)


def report(accounts: Sequence[Read], second: Second) -> None:
    """Print the figures on clusters that neither the reading model nor the opinion nor the choice has seen."""
    groups = sorted({a.group for a in accounts})
    for name, alone in (("reading model alone", True), ("with the second opinion", False)):
        values = []
        for group in groups:
            rest, mine = ([a for a in accounts if (a.group == group) == same] for same in (False, True))
            opinion = blend(second, weigh(rest, second, alone=alone))
            best = choose(by_cluster(rest, opinion).values())
            values.append(float(f1(by_cluster(mine, opinion)[group])[best]))
        mean, lowest = np.mean(values), min(values)
        print(f"{name}: F1 of characters, {len(groups)} unseen clusters, mean {mean:.3f}, lowest {lowest:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    sentiment.main(Path(sys.argv[1]))
