#!/usr/bin/env python3
"""How many third-person pronouns are put with the right entity, on GUM's news, interviews and speeches.

    python benchmarks/pronouns.py [DATA_DIR]

Asked are all of "he she it they him her them his hers its their" that the gold puts in a chain with at least one
mention that is no pronoun; what the gold leaves out ("it rained") is not asked.  A pronoun is right

- *leniently* where any mention of our chain, pronouns aside, overlaps any mention of the gold chain, pronouns aside;
- *strictly* where that holds for our chain's nearest such mention before the pronoun (else the first one behind), and
  of all the gold's mentions the one that it matches best, by Dice over characters, is of the pronoun's chain.

"entities" are the pronouns that mean a person, an organisation or a place by the gold's own types; "others" mean
things, events and ideas, which are no entities here, so that the right answer is mostly none: `none` is the share of
pronouns that were left alone.  The baseline takes the nearest name before that is compatible: a person's of no other
gender for "he" and "she", any other name for "it" and "they".

The weights were fitted on GUM, these genres included; with weights from other documents only (five folds) the same
figures are 0.01 lower at most, see `training/pronouns.py`.
The readers of the corpus lie in `training/`; DATA_DIR (default `../shared/data`) holds `ud/`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import tellings
from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.records import Account, Mention

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from gum_types import entity_types
from reading.corpora_words import gum, gum_clusters

GENRES = ("news", "interview", "speech")
ENTITIES = ("person", "organization", "place")
HE, SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
ASKED = HE | SHE | {"it", "its", "they", "them", "their"}
PRONOUNS = ASKED | frozenset(
    "i me my mine we us our ours you your yours theirs who whom whose which that this these those what one myself "
    "yourself himself herself itself ourselves yourselves themselves themself".split()
)
Place = tuple[int, int]
Verdict = tuple[bool, bool, bool]  # strict, lenient, left alone


@dataclass(frozen=True)
class Gold:
    """One document: its text, its mentions that are no pronouns with the numbers of their chains, and the questions."""

    id: str
    text: str
    mentions: tuple[tuple[int, int, int], ...]
    asked: tuple[tuple[Place, int, str], ...]


def read(data: Path) -> Iterator[Gold]:
    """The documents of the three genres, by name; a question is a pronoun's place, its chain and its entity's type."""
    clusters, types = gum_clusters(data), entity_types(data)
    examples = sorted((e for split in gum(data).values() for e in split), key=lambda e: e.id)
    for example in (e for e in examples if e.id.split("_")[1] in GENRES):
        chains = [(start, end, n) for n, chain in enumerate(clusters[example.id]) for start, end in chain]
        text, kinds = example.text, {example.words[w]: kind for w, kind in types[example.id].items()}
        mentions = tuple(m for m in chains if not PRONOUNS.issuperset(text[m[0] : m[1]].lower().split()))
        answerable = {n for _, _, n in mentions}
        asked = tuple(
            ((start, end), n, kinds.get((start, end), ""))
            for start, end, n in sorted(chains)
            if text[start:end].lower() in ASKED and n in answerable
        )
        yield Gold(example.id, text, mentions, asked)


def judged(gold: Gold, chain: int, place: Place, ours: Sequence[Mention]) -> Verdict:
    """Whether our chain for a pronoun, given without its pronouns, is the gold's."""
    if not ours:
        return False, False, True
    right = [(start, end) for start, end, n in gold.mentions if n == chain]
    lenient = any(m.start < end and start < m.end for m in ours for start, end in right)
    before = [m for m in ours if m.start < place[0]]
    near = max(before, key=lambda m: m.start) if before else min(ours, key=lambda m: m.start)
    best = max(gold.mentions, key=lambda m: (_dice(near, m), m[2] == chain))
    return _dice(near, best) > 0 and best[2] == chain, lenient, False


def _dice(ours: Mention, theirs: tuple[int, int, int]) -> float:
    shared = min(ours.end, theirs[1]) - max(ours.start, theirs[0])
    return 2 * max(0, shared) / (ours.end - ours.start + theirs[1] - theirs[0])


def chain_of(account: Account, place: Place) -> list[Mention]:
    """Our chain for the pronoun at a place, without its pronouns."""
    mentions = account.annotations.mentions
    entities = [m.entity for m in mentions if m.form == "pronoun" and (m.start, m.end) == place]
    return [m for m in mentions if m.entity in entities and m.form != "pronoun"]


def nearest_name(account: Account, place: Place, word: str) -> list[Mention]:
    """The baseline's answer: the nearest compatible name before the pronoun."""
    names = [m for m in account.annotations.mentions if m.form == "name" and m.end <= place[0]]
    return [m for m in names if _compatible(account.quote(m.span), m.type, word)][-1:]


def _compatible(name: str, kind: str, word: str) -> bool:
    if word not in HE | SHE:
        return kind != "PER"
    told = lexicon().gender(fold(name.split(maxsplit=1)[0]))
    return kind == "PER" and told != ("f" if word in HE else "m")


def main() -> int:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared/data"
    golds = {g.id: g for g in read(data)}
    rows: dict[str, list[tuple[Verdict, Verdict]]] = defaultdict(list)
    reading = tellings.read_records([{"id": g.id, "text": g.text, "language": "en"} for g in golds.values()])
    for account in tellings.annotate(reading):
        gold = golds[account.id]
        for place, chain, kind in gold.asked:
            word = gold.text[slice(*place)].lower()
            ours = judged(gold, chain, place, chain_of(account, place))
            base = judged(gold, chain, place, nearest_name(account, place, word))
            what = "entities" if kind in ENTITIES else "others"
            for group in ("all", what, f"{what}, {gold.id.split('_')[1]}", f"{what}, {word}"):
                rows[group].append((ours, base))
    print(f"{'pronouns':20}{'n':>6}{'strict':>9}{'lenient':>9}{'none':>9}   baseline: strict, lenient")
    for group in sorted(rows):
        ours, base = zip(*rows[group], strict=True)
        figures = [mean(v[i] for v in ours) for i in range(3)] + [mean(v[i] for v in base) for i in range(2)]
        print(f"{group:20}{len(ours):6}" + "".join(f"{f:9.3f}" for f in figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
