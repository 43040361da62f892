"""Train the model that tells which candidates are attributions: `python training/cues.py SHARED_DIR`.

Writes `src/tellings/annotate/weights/cues.json`: one weight a feature of `attribution_scores.evidence`, and "bias".
Data: PolNeAR (Newell, Margolin and Ruths 2018), 840 training articles; its licence is not stated, so only weights are
kept, no text.  A candidate is a right one if its content shares half with a gold attribution's and its source touches
the gold source (or both have none).  Logistic regression with an L1 penalty, so that most features drop out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tellings.annotate.attribution_candidates import Candidate, candidates
from tellings.annotate.attribution_quotes import quoted
from tellings.annotate.attribution_scores import evidence
from tellings.annotate.attribution_tree import Tree, tree_of
from tellings.annotate.mentions import find
from tellings.annotate.syntax import Parse, SpacySyntax
from tellings.records import Document, Piece, Span, View

OUT = Path(__file__).parent.parent / "src/tellings/annotate/weights/cues.json"
RAREST = 4  # a feature seen less often is not learnt
STRENGTH = 0.5  # scikit-learn's C: keeps some 1,600 features
Example = tuple[list[str], bool]


def main(shared: Path) -> None:
    """Parse, extract, fit, write."""
    records = [json.loads(line) for line in (shared / "data/polnear/train.jsonl").read_text("utf-8").splitlines()]
    syntax = SpacySyntax()
    parsed = ((r, plain(r["id"], r["text"])) for r in records)
    examples = [e for r, d in parsed for e in examples_of(r, d, next(syntax.parse([d.view])))]
    OUT.write_text(json.dumps(fit(examples), ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")


def plain(name: str, text: str) -> Document:
    """A document whose view is its text."""
    whole = Span(0, len(text))
    return Document(name, text, View(text, (Piece(whole, whole, True),)))


def examples_of(record: dict, document: Document, parse: Parse) -> Iterator[Example]:
    """The candidates of one article, each with whether gold has it."""
    mentions, _ = find(document, parse)
    tree, quotes = tree_of(document.text, parse, mentions), quoted(document)
    gold = [(inked(document.text, a["content"]), inked(document.text, a["source"])) for a in record["attributions"]]
    for candidate in candidates(tree, quotes):
        content = inked(document.text, [(s.start, s.end) for s in candidate.content])
        source = inked(document.text, source_spans(tree, candidate))
        right = any(by_half(c, content) and (bool(s & source) or not (s or source)) for c, s in gold)
        yield evidence(tree, candidate, quotes), right


def source_spans(tree: Tree, candidate: Candidate) -> list[tuple[int, int]]:
    """The source's place in the text, as a list of at most one."""
    if candidate.source is None:
        return []
    return [(tree.tokens[candidate.source[0]].start, tree.tokens[candidate.source[1] - 1].end)]


def inked(text: str, spans: Iterable[tuple[int, int]] | None) -> frozenset[int]:
    """The offsets of letters and digits in spans."""
    return frozenset(i for start, end in spans or () for i in range(start, end) if text[i].isalnum())


def by_half(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two sets share at least half of the larger."""
    return bool(one) and 2 * len(one & other) >= max(len(one), len(other))


def fit(examples: list[Example]) -> dict[str, float]:
    """Weights by feature, rounded; those that the penalty drove to nothing are left out."""
    counts: dict[str, int] = {}
    for features, _ in examples:
        for f in features:
            counts[f] = counts.get(f, 0) + 1
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}
    rows = [(r, index[f]) for r, (features, _) in enumerate(examples) for f in features if f in index]
    matrix = csr_matrix(([1.0] * len(rows), tuple(zip(*rows, strict=True))), shape=(len(examples), len(index)))
    model = LogisticRegression(C=STRENGTH, l1_ratio=1.0, solver="liblinear", random_state=0, max_iter=400)
    model.fit(matrix, [right for _, right in examples])
    kept = {f: round(float(model.coef_[0][i]), 3) for f, i in index.items()}
    return {"bias": round(float(model.intercept_[0]), 3)} | {f: w for f, w in kept.items() if w}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
