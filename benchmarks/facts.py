"""Facts against gold: pair F1 by cluster, what each family of signals is worth, and the time that linking takes.

Run: python benchmarks/facts.py SHARED_DIR [--ablation]

Pair F1 counts pairs of sentences of different accounts, as `SHARED_DIR/score/accounts.py` does.  Beside it: cosine
similarity of the same encoder over the same candidate pairs, at the threshold that is best on the training clusters.
The ablation trains on `gold_train` without one family of signals at a time, cross-validated by cluster; it needs
scikit-learn and takes some minutes.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))
from facts import Cluster, accounts_of, cluster_of, cross_validate, pair_f1  # noqa: E402

from tellings.link.entities import link_entities  # noqa: E402
from tellings.link.facts import link_facts  # noqa: E402
from tellings.link.facts.alignment import ALIGNED, PARTS  # noqa: E402
from tellings.link.happenings import events_of, find_happenings  # noqa: E402
from tellings.records import Account, Fact  # noqa: E402

THRESHOLDS = np.arange(0.2, 0.5, 0.025)
COSINE = 0.5  # best on `gold_train`, as `--ablation` prints
COSINES = np.arange(0.4, 0.8, 0.02)
FAMILIES = {
    "sentence vectors": ("cos", "cosc", "stands_out"),
    "shared words": ("words", "rare_words", "word_pairs", "runs_of", "letters", "verbs", "nouns"),
    "names and numbers": ("names", "numbers", "value", "count"),
    "people and speakers": ("cast", "unnamed", "speaker", "said", "quoted"),
    "times": ("time", "month"),
    "events and happenings": ("event", "same_news", "tell_"),
    "word alignment": ALIGNED,
    "parts of sentences": PARTS,
    "rivals and neighbours": ("cos_margin", "cos_rank", "lex_", "neighbours", "across"),
    "place and length": ("length", "position", "share", "accounts_alike"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--ablation", action="store_true")
    options = parser.parse_args()
    measure_gold(options.shared / "gold")
    if options.ablation:
        ablate(
            [cluster_of(p.parent, accounts_of(p.parent)) for p in sorted(options.shared.glob("gold_train/*/gold.json"))]
        )


def measure_gold(folder: Path) -> None:
    """Print one line a cluster, and the means."""
    rows = []
    print(f"{'cluster':20} {'facts':>5} {'pair F1':>8} {'cosine':>7} {'seconds':>8}")
    for path in sorted(folder.glob("*/gold.json")):
        accounts = accounts_of(path.parent)
        entities = link_entities(accounts)
        happenings = events_of(find_happenings(accounts, entities))
        started = time.process_time()
        facts = link_facts(accounts, entities, happenings)
        seconds = time.process_time() - started
        cluster = cluster_of(path.parent, accounts)
        rows.append((of_facts(cluster, accounts, facts), by_cosine(cluster, COSINE)))
        print(f"{path.parent.name:20} {len(facts):5} {rows[-1][0]:8.3f} {rows[-1][1]:7.3f} {seconds:8.2f}")
    print(f"{'mean':26} {np.mean([r[0] for r in rows]):8.3f} {np.mean([r[1] for r in rows]):7.3f}")


def of_facts(cluster: Cluster, accounts: list[Account], facts: tuple[Fact, ...]) -> float:
    """Pair F1 of facts."""
    ordered = sorted((a for a in accounts if a.annotations.sentences and a.annotations.attempted), key=lambda a: a.id)
    places = [a.sentence(k) for a in ordered for k in range(len(a.annotations.sentences))]
    index = {place: n for n, place in enumerate(places)}
    found = {p for f in facts for p in itertools.combinations(sorted(index[m] for m in f.members), 2)}
    return pair_f1(cluster, [i for i, _ in found], [j for _, j in found])


def by_cosine(cluster: Cluster, threshold: float) -> float:
    """Pair F1 of all pairs whose sentence vectors are near enough."""
    return at(cluster, cluster.pairs.signals[:, cluster.pairs.names.index("cos")], threshold)


def at(cluster: Cluster, values: np.ndarray, threshold: float) -> float:
    chosen = values >= threshold
    return pair_f1(cluster, cluster.pairs.left[chosen].tolist(), cluster.pairs.right[chosen].tolist())


def ablate(clusters: list[Cluster]) -> None:
    """Print cross-validated pair F1 (before grouping) with all signals, and without each family."""
    cosine = max((np.mean([by_cosine(c, t) for c in clusters]), t) for t in COSINES)
    print(f"\ncosine alone, at its best threshold {cosine[1]:.2f}: {cosine[0]:.3f}")
    everything = validated(clusters, ())
    print(f"{'all signals':26} {everything[0]:.3f} ± {everything[1]:.3f} over {len(clusters)} clusters")
    for family, prefixes in FAMILIES.items():
        mean, _ = validated(clusters, tuple(prefixes))
        print(f"without {family:26} {mean:.3f} ({mean - everything[0]:+.3f})")


def validated(clusters: list[Cluster], without: tuple[str, ...]) -> tuple[float, float]:
    """Mean and spread of pair F1 at the best common threshold, without the signals that begin so."""
    names = clusters[0].pairs.names
    keep = [k for k, name in enumerate(names) if not name.startswith(without)] if without else list(range(len(names)))
    fewer = [dataclasses.replace(c, pairs=chosen(c, keep)) for c in clusters]
    found = cross_validate(fewer)
    results = [[at(c, found[c.name], t) for c in fewer] for t in THRESHOLDS]
    best = max(results, key=np.mean)
    return float(np.mean(best)), float(np.std(best))


def chosen(cluster: Cluster, keep: list[int]):
    pairs = cluster.pairs
    names = tuple(pairs.names[k] for k in keep)
    return dataclasses.replace(pairs, names=names, signals=np.ascontiguousarray(pairs.signals[:, keep]))


if __name__ == "__main__":
    main()
