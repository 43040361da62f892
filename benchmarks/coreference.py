"""Cross-document event coreference on the development topics of ECB+: CoNLL F1, beside the same-head-lemma baseline.

    python benchmarks/coreference.py SHARED_DIR [--found]

The setting: the eight development topics (2, 5, 12, 18, 21, 23, 34, 35), documents with checked sentences, mentions of
the checked sentences only, singletons counted.  Gold mentions, unless `--found` is given: then the package's own event
mentions of those sentences.  What is known of the topics is a row each:

- story: one half of a topic at a time, since accounts of one story is what the package compares;
- topic: both halves together, two events of one kind that have to be told apart;
- none: all eight topics together.

The baseline joins mentions of one set whose head words have the same lemma; lemmas and heads are the package's.  The
network was trained on the training topics alone, its threshold chosen there by cross-validation.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "benchmarks")]
from chains import Chain, clusters, conll, joined, scores  # noqa: E402
from ecbplus import Topic, topics  # noqa: E402

from tellings.annotate import annotate  # noqa: E402
from tellings.link.events.coreference import join_events, read  # noqa: E402
from tellings.read import documents_from_records  # noqa: E402
from tellings.records import Account, Citation  # noqa: E402

SETTINGS = ("story", "topic", "none")
Joiner = Callable[[Sequence[Account], Sequence[Citation]], list[Chain]]


@dataclass(frozen=True)
class Told:
    """Accounts that are read together, the mentions to join, and their gold chains."""

    accounts: tuple[Account, ...]
    mentions: tuple[Citation, ...]
    gold: tuple[Chain, ...]


def by_lemma(accounts: Sequence[Account], mentions: Sequence[Citation]) -> list[Chain]:
    """The baseline: one chain for each lemma of a head word."""
    acts = read(accounts, mentions)
    places = [Citation(a.document, a.span.start, a.span.end) for a in acts.items]
    return clusters(dict(zip(places, acts.lemmas, strict=True)))


def by_network(accounts: Sequence[Account], mentions: Sequence[Citation]) -> list[Chain]:
    """The package's own way."""
    return [frozenset(c.members) for c in join_events(accounts, mentions)]


JOINERS: dict[str, Joiner] = {"same head lemma": by_lemma, "tellings": by_network}


def sets(parts: Sequence[tuple[Topic, list[Account]]], setting: str, *, found: bool = False) -> Iterator[Told]:
    """The sets of accounts that a setting reads together."""
    groups: dict[str, list[tuple[Topic, Account]]] = {}
    for topic, accounts in parts:
        for account in accounts:
            name = {"story": topic.story(account.id), "topic": topic.name, "none": ""}[setting]
            groups.setdefault(name, []).append((topic, account))
    for name in sorted(groups):
        yield _told(groups[name], found)


def _told(given: Sequence[tuple[Topic, Account]], found: bool) -> Told:
    ids = {a.id for _, a in given}
    told = {t.name: t for t, _ in given}.values()
    gold = {Citation(m.document, m.start, m.end): m.chain for t in told for m in t.mentions if m.document in ids}
    accounts = tuple(a for _, a in given)
    own = [m for t in told for m in _own(t, accounts)] if found else list(gold)
    return Told(accounts, tuple(own), tuple(clusters(gold)))


def _own(topic: Topic, accounts: Sequence[Account]) -> Iterator[Citation]:
    """The package's event mentions in the checked sentences of a topic."""
    for account in accounts:
        inside = [(a, b) for document, a, b in topic.checked if document == account.id]
        for event in account.annotations.events:
            if any(a <= event.start and event.end <= b for a, b in inside):
                yield Citation(account.id, event.start, event.end)


def measured(told: Sequence[Told], join: Joiner) -> dict[str, float]:
    """F1 by measure, and their mean, over all sets."""
    gold = joined(t.gold for t in told)
    figures = scores(gold, joined(join(t.accounts, t.mentions) for t in told))
    return {**{name: s.f1 for name, s in figures.items()}, "CoNLL": conll(figures)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--found", action="store_true", help="the package's own mentions, not the gold ones")
    options = parser.parse_args()
    parts = [
        (t, list(annotate(documents_from_records(list(t.records))))) for t in topics(options.shared / "data", "dev")
    ]
    table(parts, found=options.found)


def table(parts: Sequence[tuple[Topic, list[Account]]], *, found: bool) -> None:
    """Print a line for each setting and system."""
    print(f"{'topics known':14}{'mentions':>9}{'chains':>8}  {'system':18}{'MUC':>7}{'B3':>7}{'CEAF-e':>8}{'CoNLL':>7}")
    for setting in SETTINGS:
        told = list(sets(parts, setting, found=found))
        size = sum(len(t.mentions) for t in told), sum(len(t.gold) for t in told)
        for name, join in JOINERS.items():
            f = measured(told, join)
            row = f"{f['MUC']:7.3f}{f['B3']:7.3f}{f['CEAF-e']:8.3f}{f['CoNLL']:7.3f}"
            print(f"{setting:14}{size[0]:9}{size[1]:8}  {name:18}{row}", flush=True)


if __name__ == "__main__":
    main()
