"""Fit the network of `tellings.link.events.coreference`: `python training/event_coreference.py SHARED_DIR`.

Data: the 25 training topics of ECB+ (CC BY 3.0); the development topics take no part.  A pair is two event mentions
that are candidates at run time, of the same topic, and together where gold gives them one chain; each topic is read as
a whole (two stories of one kind) and story by story, since both occur.  Cross-validated by topic.  Deterministic.
Needs scikit-learn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pair_network
from ecbplus import Topic, topics

from tellings.annotate import annotate
from tellings.link.events.coreference import measure, read
from tellings.link.network import Network, Pairs
from tellings.read import documents_from_records
from tellings.records import Account, Citation

RECIPE = pair_network.Recipe(members=4, hidden=24, rounds=6, batch=512)


@dataclass(frozen=True)
class Sample:
    """The candidate pairs of one set of accounts, and whether gold puts the two together."""

    topic: str
    pairs: Pairs
    together: np.ndarray


def samples_of(topic: Topic, accounts: Sequence[Account]) -> Iterable[Sample]:
    """The whole topic, and each of its stories."""
    stories = sorted({topic.story(a.id) for a in accounts})
    for part in (accounts, *([a for a in accounts if topic.story(a.id) == s] for s in stories)):
        if part:
            yield sample_of(topic, part)


def sample_of(topic: Topic, accounts: Sequence[Account]) -> Sample:
    """The pairs of some accounts of a topic."""
    chain = {Citation(m.document, m.start, m.end): m.chain for m in topic.mentions}
    acts = read(accounts, list(chain))
    pairs = measure(acts)
    names = np.unique([chain[Citation(a.document, a.span.start, a.span.end)] for a in acts.items], return_inverse=True)
    return Sample(topic.name, pairs, names[1][pairs.left] == names[1][pairs.right])


def fit(samples: Sequence[Sample]) -> Network:
    """Fit the ensemble and fold it into one network."""
    return pair_network.fit([s.pairs for s in samples], [s.together for s in samples], RECIPE)


def folds(names: Sequence[str], count: int = 5) -> list[set[str]]:
    """Whole topics dealt to folds."""
    order = np.random.default_rng(pair_network.SEED).permutation(len(names))
    return [{names[i] for i in order[k::count]} for k in range(count)]


def annotated(topic: Topic) -> list[Account]:
    """Read and annotate a topic's documents."""
    return list(annotate(documents_from_records(list(topic.records))))


def main(shared: Path) -> None:
    """Measure, cross-validate, fit, store."""
    samples = [s for t in topics(shared / "data", "train") for s in samples_of(t, annotated(t))]
    names = sorted({s.topic for s in samples})
    for held in folds(names):
        network = fit([s for s in samples if s.topic not in held])
        report(network, [s for s in samples if s.topic in held])
    pair_network.write(fit(samples), "events_pairs")


def report(network: Network, samples: Sequence[Sample]) -> None:
    """Print how well pairs are told apart, at an even chance."""
    said = np.concatenate([network.probability(s.pairs) for s in samples]) >= 0.5
    so = np.concatenate([s.together for s in samples])
    right = int((said & so).sum())
    print(f"{len(so)} pairs, {so.sum()} together: F1 {2 * right / max(1, said.sum() + so.sum()):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
