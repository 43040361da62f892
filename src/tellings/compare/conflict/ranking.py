"""How likely people would call a candidate a conflict: features and a small boosted-tree model.

The model is trained by `training/conflict.py` on hand-made conflicts; its trees lie in `weights/conflict.json`, and
numpy walks them.  It ranks; it never changes what a conflict says.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import combinations

import numpy as np
import numpy.typing as npt

from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.counts import quantities
from tellings.compare.conflict.grouping import Candidate
from tellings.compare.conflict.lexicon import lexicon
from tellings.compare.conflict.moments import times
from tellings.compare.conflict.pairs import Pair, Site
from tellings.compare.conflict.whether import denial
from tellings.errors import ConfigurationError
from tellings.records import Fact

Features = npt.NDArray[np.float64]

KINDS = (
    "number", "time", "actor", "person", "existence", "denial", "action", "place", "cause", "object", "name",
    "identity", "predicate", "term", "length", "description", "telling", "sentence", "stage",
)  # fmt: skip
_WHYS = ("contradiction", "update", "precision", "denial", "framing")
_LOOKED_AT = 24  # pairs of a candidate that are looked at
_MATCHED = 0.6

NAMES = (
    "named", *(f"kind={k}" for k in KINDS), *(f"why={w}" for w in _WHYS),
    "answers", "members", "documents", "pairs", "strongest", "mean strength", "in a fact", "fact members",
    "closest", "mean cosine", "farthest", "words matched", "least matched", "mean alignment", "different numbers",
    "different times", "negation", "denial", "quoted", "biased", "earliest", "published apart", "length",
    "length ratio", "conditional", "cluster documents", "loaded",
    "contested", "contested by one", "turned", "two speakers", "one speaker", "other candidates here",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted regression trees: one row of arrays a tree, `feature` −1 at leaves.

    `threshold` is the decision cut for what is only told differently.
    """

    prior: float
    feature: npt.NDArray[np.int64]
    cut: Features
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    value: Features
    threshold: float

    def probability(self, rows: Features) -> Features:
        """Probability of a conflict for each row (candidates, features)."""
        logits = np.full(len(rows), self.prior)
        index = np.arange(len(rows))
        for feature, cut, left, right, value in zip(
            self.feature, self.cut, self.left, self.right, self.value, strict=True
        ):
            node = np.zeros(len(rows), np.int64)
            while (inner := (split := feature[node]) >= 0).any():
                goes_left = rows[index, split] <= cut[node]
                node = np.where(inner, np.where(goes_left, left[node], right[node]), node)
            logits += value[node]
        probabilities: Features = 1 / (1 + np.exp(-logits))
        return probabilities


@lru_cache(maxsize=1)
def forest() -> Forest:
    """The shipped model.

    Raises:
        ConfigurationError: the weight file does not fit the features of this version.
    """
    raw = json.loads((files("tellings.compare") / "weights/conflict.json").read_text("utf-8"))
    if raw["features"] != list(NAMES):
        raise ConfigurationError("weights/conflict.json is for other features: run training/conflict.py again")
    trees = raw["trees"]
    return Forest(
        raw["prior"], np.array(trees["feature"]), np.array(trees["cut"]), np.array(trees["left"]),
        np.array(trees["right"]), np.array(trees["value"]), raw["threshold"],
    )  # fmt: skip


def features(candidates: Sequence[Candidate], pairs: Sequence[Pair], facts: Sequence[Fact]) -> Features:
    """One row a candidate, columns as `NAMES`."""
    by_sites = {(p.left, p.right): p for p in pairs}
    crowd = _crowd(candidates)
    rows = [[*_row(c, by_sites, facts), float(crowd[c.fact] if c.fact is not None else 0)] for c in candidates]
    return np.array(rows, np.float64).reshape(len(rows), len(NAMES))


def _crowd(candidates: Sequence[Candidate]) -> dict[int | None, int]:
    out: dict[int | None, int] = {}
    for candidate in candidates:
        out[candidate.fact] = out.get(candidate.fact, 0) + candidate.named
    return out


def _row(candidate: Candidate, by_sites: dict[tuple[Site, Site], Pair], facts: Sequence[Fact]) -> list[float]:
    pairs = _across(candidate, by_sites)
    strengths = [d.strength for d in candidate.differences]
    fact = facts[candidate.fact] if candidate.fact is not None else None
    cosines = [p.similarity for p in pairs]
    return [
        float(candidate.named), *(float(candidate.kind == k) for k in KINDS),
        *(float(candidate.why == w) for w in _WHYS),
        len(candidate.answers), len(candidate.sites), len({s.account for s in candidate.sites}),
        len(candidate.differences),
        max(strengths), float(np.mean(strengths)), float(fact is not None),
        len(fact.members) if fact else 0,
        max(cosines), float(np.mean(cosines)), min(cosines), *_matching(pairs), *_contrasts(pairs),
        *_places(candidate, pairs), len(pairs[0].readers), _loaded(candidate), *_disputed(pairs),
    ]  # fmt: skip


def _across(candidate: Candidate, by_sites: dict[tuple[Site, Site], Pair]) -> list[Pair]:
    """The pairs of members of different answers, at most a bounded number."""
    out = []
    for (_, one), (_, other) in combinations(candidate.answers, 2):
        for x in one:
            for y in other:
                pair = by_sites.get((min(x, y), max(x, y)))
                if pair is not None:
                    out.append(pair)
    return out[:_LOOKED_AT] or [d.pair for d in candidate.differences][:1]


def _matching(pairs: Sequence[Pair]) -> list[float]:
    """Share of content words with a match in the other sentence: mean and least over pairs; mean aligned cosine."""
    shares, cosines = [], []
    for pair in pairs:
        if not pair.grid.size:
            continue
        across, down = pair.grid.max(axis=1), pair.grid.max(axis=0)
        shares.append(float((across >= _MATCHED).mean() + (down >= _MATCHED).mean()) / 2)
        cosines.append(float(across.mean() + down.mean()) / 2)
    if not shares:
        return [0.0, 0.0, 0.0]
    return [float(np.mean(shares)), min(shares), float(np.mean(cosines))]


def _contrasts(pairs: Sequence[Pair]) -> list[float]:
    """Shares of pairs that differ in numbers, times, negation; with a denial; quoted, biased."""
    sides = [((p.a, p.left), (p.b, p.right)) for p in pairs]
    return [
        _share(
            _differ({(q.low, q.high) for q in quantities(*x)}, {(q.low, q.high) for q in quantities(*y)})
            for x, y in sides
        ),
        _share(_differ({t.value for t in times(*x)}, {t.value for t in times(*y)}) for x, y in sides),
        _share(_negated(*x) != _negated(*y) for x, y in sides),
        _share((denial(*x) is None) != (denial(*y) is None) for x, y in sides),
        float(np.mean([max(r.notes.sentences[s.sentence].quoted for r, s in pair) for pair in sides])),
        float(np.mean([max(r.notes.sentences[s.sentence].biased for r, s in pair) for pair in sides])),
    ]


def _share(values: object) -> float:
    return float(np.mean([float(v) for v in values]))  # type: ignore[attr-defined]  # any iterable of truth values


def _differ(one: set[object], other: set[object]) -> bool:
    return bool(one and other and one != other)


def _negated(reader: Reader, site: Site) -> bool:
    return any(c.negated for c in reader.clauses(site.sentence))


def _places(candidate: Candidate, pairs: Sequence[Pair]) -> list[float]:
    """How early in the articles; whether published on different days; lengths; share with a modal on one side only."""
    earliest = min(s.sentence / max(1, len(pairs[0].readers[s.account].notes.sentences)) for s in candidate.sites)
    days = {_day(pairs[0].readers[s.account]) for s in candidate.sites} - {""}
    lengths = [(len(p.left_words), len(p.right_words)) for p in pairs]
    ratio = [min(x, y) / max(1, x, y) for x, y in lengths]
    modal = _share(_modal(p.a, p.left) != _modal(p.b, p.right) for p in pairs)
    return [
        earliest, float(len(days) > 1), float(np.mean([x + y for x, y in lengths])), float(np.mean(ratio)), modal
    ]  # fmt: skip


def _loaded(candidate: Candidate) -> float:
    """The highest probability of a loaded word that stands in a phrase of an answer."""
    best = 0.0
    for d in candidate.differences[:_LOOKED_AT]:
        for reader, site, answer in ((d.pair.a, d.pair.left, d.answers[0]), (d.pair.b, d.pair.right, d.answers[1])):
            place = reader.notes.sentences[site.sentence].span
            inside = [w for w in reader.notes.loaded if place.holds(w.span)]
            best = max([best, *(w.score for w in inside if reader.account.quote(w.span) in answer)])
    return best


def _disputed(pairs: Sequence[Pair]) -> list[float]:
    """Shares of pairs with words of dispute on both sides or on one, with a turn ("but"), with two speakers or one."""
    sides = [((p.a, p.left), (p.b, p.right)) for p in pairs]
    contested = [[_has(*s, lexicon().contesting) for s in side] for side in sides]
    speakers = [[s[0].speaker(s[1].sentence) for s in side] for side in sides]
    return [
        _share(any(c) for c in contested), _share(c[0] != c[1] for c in contested),
        _share(any(_has(*s, lexicon().turning) for s in side) for side in sides),
        _share(bool(x and y and x != y) for x, y in speakers), _share(bool(x) != bool(y) for x, y in speakers),
    ]  # fmt: skip


def _has(reader: Reader, site: Site, words: frozenset[str]) -> bool:
    return any(t.lemma.lower() in words for t in reader.notes.tokens_of(site.sentence))


def _day(reader: Reader) -> str:
    published = reader.account.document.published
    return published.value if published else ""


def _modal(reader: Reader, site: Site) -> bool:
    return any(c.modal for c in reader.clauses(site.sentence))
