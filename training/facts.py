"""Train the pair network of `tellings.link.facts.pairs`, and count the background words of `tellings.link.passages`.

    python training/facts.py SHARED_DIR

Reads `gold_train/` (65 clusters of news accounts, annotations ours; cross-validated by cluster) and, for the word
counts, `data/articles.jsonl.gz` (8,000 articles, Apache-2.0 repository; only document frequencies of words are kept).
Writes `src/tellings/link/weights/facts_pairs.npz` and `facts_words.npz`.  Needs scikit-learn.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pair_network
from sklearn.linear_model import LogisticRegression

from tellings.annotate import annotate
from tellings.link.entities import link_entities
from tellings.link.facts.pairs import measure
from tellings.link.happenings import events_of, find_happenings
from tellings.link.network import Network, Pairs
from tellings.link.passages import gather
from tellings.read import documents_from_records
from tellings.records import Account, Citation

RECIPE = pair_network.Recipe(members=6, hidden=32, rounds=10, batch=256)
LEAST_DOCUMENTS = 8
Links = set[tuple[tuple[str, int], tuple[str, int]]]


@dataclass(frozen=True)
class Cluster:
    """A cluster's pairs, whether annotators link them, and what the scorer needs."""

    name: str
    pairs: Pairs
    linked: np.ndarray
    places: list[list[tuple[str, int]]]
    links: Links


def accounts_of(folder: Path) -> list[Account]:
    """Read and annotate a cluster's documents."""
    records = json.loads((folder / "docs.json").read_text("utf-8"))["documents"]
    return list(annotate(documents_from_records(records)))


def cluster_of(folder: Path, accounts: list[Account]) -> Cluster:
    """Measure a cluster's pairs, as at run time, and look up the annotators' links."""
    records = json.loads((folder / "docs.json").read_text("utf-8"))["documents"]
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    passages = gather(accounts)
    pairs = measure(passages, events_of(find_happenings(accounts, link_entities(accounts))))
    bounds = {r["id"]: r["sentences"] for r in records}
    places = [sentences_of(passages.account(i).id, passages.sentence(i), bounds) for i in range(passages.size)]
    links = _links(gold["facts"])
    linked = np.array([
        any((min(a, b), max(a, b)) in links for a in places[i] for b in places[j])
        for i, j in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    ])  # fmt: skip
    return Cluster(folder.name, pairs, linked, places, links)


def sentences_of(document: str, sentence, bounds) -> list[tuple[str, int]]:
    """The annotators' sentences that are the same as ours: they share at least half of the shorter."""

    def same(a: int, b: int) -> bool:
        overlap = min(b, sentence.end) - max(a, sentence.start)
        return overlap > 0 and overlap >= 0.5 * min(b - a, sentence.end - sentence.start)

    return [(document, n) for n, (a, b) in enumerate(bounds[document]) if same(a, b)]


def numbered(citation: Citation, bounds) -> list[str]:
    """The annotators' sentences that a cited one is, as they number them: "d1:7"."""
    return [f"{document}:{n}" for document, n in sentences_of(citation.document, citation, bounds)]


def _links(facts) -> Links:
    found = set()
    for fact in facts:
        members = sorted((m.split(":")[0], int(m.split(":")[1])) for m in set(fact["members"]))
        found |= {(a, b) for n, a in enumerate(members) for b in members[n + 1 :] if a[0] != b[0]}
    return found


def pair_f1(cluster: Cluster, left, right) -> float:
    """F1 of predicted pairs against the annotators' links, as the scorer counts them."""
    predicted = {
        (min(a, b), max(a, b))
        for i, j in zip(left, right, strict=True)
        for a in cluster.places[i]
        for b in cluster.places[j]
        if a[0] != b[0]
    }
    return 2 * len(predicted & cluster.links) / ((len(predicted) + len(cluster.links)) or 1)


def fit(clusters: list[Cluster]) -> Network:
    """Fit the ensemble and fold it into one network (uncalibrated)."""
    return pair_network.fit([c.pairs for c in clusters], [c.linked for c in clusters], RECIPE)


def folds(clusters: list[Cluster], count: int = 5) -> list[list[Cluster]]:
    """Whole clusters dealt to folds."""
    order = np.random.default_rng(pair_network.SEED).permutation(len(clusters))
    return [[clusters[i] for i in order[k::count]] for k in range(count)]


def cross_validate(clusters: list[Cluster]) -> dict[str, np.ndarray]:
    """Out-of-fold probabilities (uncalibrated) of every cluster."""
    found = {}
    for held in folds(clusters):
        names = {c.name for c in held}
        network = fit([c for c in clusters if c.name not in names])
        found.update((c.name, network.probability(c.pairs)) for c in held)
    return found


def calibrated(network: Network, probability: np.ndarray, linked: np.ndarray) -> Network:
    """Fold a Platt scaling, fitted on out-of-fold probabilities, into the last layer."""
    logit = np.log(probability / (1 - probability)).clip(-12, 12)[:, None]
    platt = LogisticRegression(C=1e6).fit(logit, linked)
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    weights, bias = network.layers[-1]
    layers = (*network.layers[:-1], ((weights * slope).astype(np.float32), (bias * slope + shift).astype(np.float32)))
    return Network(network.names, network.mean, network.scale, layers)


def count_words(articles: Path) -> tuple[int, dict[str, int]]:
    """Document frequencies of the commoner words."""
    frequency: Counter[str] = Counter()
    documents = 0
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"].lower().replace("’", "'")
            frequency.update({w.removesuffix("'s") for w in re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text)})
            documents += 1
    return documents, {w: n for w, n in sorted(frequency.items()) if n >= LEAST_DOCUMENTS}


def write_words(articles: Path) -> None:
    """Count the background words and store them."""
    documents, frequency = count_words(articles)
    words = np.frombuffer("\n".join(frequency).encode("utf-8"), np.uint8)
    counts = np.array(list(frequency.values()), np.uint16)
    np.savez_compressed(pair_network.WEIGHTS / "facts_words.npz", words=words, frequencies=counts, documents=documents)


def main(shared: Path) -> None:
    """Count, measure, cross-validate, fit, store."""
    write_words(shared / "data/articles.jsonl.gz")
    clusters = [
        cluster_of(p.parent, accounts_of(p.parent)) for p in sorted((shared / "gold_train").glob("*/gold.json"))
    ]
    found = cross_validate(clusters)
    for threshold in np.arange(0.15, 0.5, 0.05):
        values = [_at(c, found[c.name], threshold) for c in clusters]
        print(f"pairs at {threshold:.2f}: F1 {np.mean(values):.3f} ± {np.std(values):.3f}")
    together = np.concatenate([found[c.name] for c in clusters])
    linked = np.concatenate([c.linked for c in clusters])
    pair_network.write(calibrated(fit(clusters), together, linked), "facts_pairs")


def _at(cluster: Cluster, probability: np.ndarray, threshold: float) -> float:
    chosen = probability >= threshold
    return pair_f1(cluster, cluster.pairs.left[chosen].tolist(), cluster.pairs.right[chosen].tolist())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
