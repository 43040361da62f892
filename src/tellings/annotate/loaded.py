"""Words in the outlet's own voice that judge or colour, and how far each sentence is slanted.

A logistic regression over the encoder's state of each word, its syntax and its place gives the probability that a
careful reader would mark it.  Marked neighbours join into spans; words of quotations are never marked, for they are
not the outlet's.  Careful readers agree only in part on what is loaded: treat the spans as pointers, best by score.

Weights: `training/loaded.py`, which says what they were learnt from and how well they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from tellings.annotate.attribution_quotes import quoted
from tellings.annotate.syntax import Parse
from tellings.records import Attribution, Document, Loaded, Token, Vectors

_POS = ("ADJ", "ADV", "NOUN", "PROPN", "VERB", "AUX", "ADP", "DET", "PRON", "NUM", "PUNCT")
_DEP = (
    "amod", "advmod", "ROOT", "compound", "dobj", "pobj", "nsubj", "nsubjpass", "ccomp", "xcomp", "conj", "acomp",
    "attr", "advcl", "acl", "relcl", "prep", "det",
)  # fmt: skip
_CONTENT = frozenset({"ADJ", "ADV", "NOUN", "VERB"})
_GROWTH = 0.4  # a content word beside a marked one joins it at this share of the threshold
_REPORTED = 0.7  # words of reported speech are marked 0.6 times as often; 0.7 was the best of 1, 0.7, 0.5, 0.3 and 0
_MOST = 10  # spans an account; what a reader is asked to name, and the best of 6, 8, 10 and no bound
_SCALE = 4.9  # brings unit rows of 384 to the size of the other features
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Probe:
    """Weights (features,) with their bias, the threshold for a word, and slope and bias for a sentence."""

    weights: Vectors
    bias: float
    threshold: float
    sentence: tuple[float, float]


def find(
    document: Document, parse: Parse, words: Vectors, attributions: Sequence[Attribution]
) -> tuple[tuple[Loaded, ...], tuple[float, ...]]:
    """Loaded words, and for each sentence the probability that its own voice is slanted.

    Args:
        document: Its quotations are left out.
        parse: Its words.
        words: (tokens, 384): the encoder's state for each token, unit rows.
        attributions: Directly quoted content is left out even where its marks were lost; reported speech counts less.

    Returns:
        Spans by start, each with the probability of its surest word, at most ten an account (more for long ones); and
        one probability a sentence.
    """
    if not parse.tokens:
        return (), tuple(0.0 for _ in parse.sentences)
    probe = _probe()
    scores = sigmoid(features(parse, words) @ probe.weights + probe.bias)
    scores *= own_voice(document, parse.tokens, attributions)
    spans = spans_of(parse, marked(parse, scores, probe.threshold), scores)
    return surest(spans, len(parse.tokens)), tuple(_slanted(scores[s.first : s.last], probe) for s in parse.sentences)


def sigmoid(x: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The logistic function, safe at both ends."""
    return (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)


def features(parse: Parse, words: Vectors) -> Vectors:
    """What the probe looks at: (tokens, features), float32."""
    tokens = parse.tokens
    place = np.zeros((len(tokens), 2), np.float32)
    for number, sentence in enumerate(parse.sentences):
        place[sentence.first : sentence.last] = min(1.0, number / 30), float(number < 3)
    own = np.array([_own(t) for t in tokens], np.float32)
    return np.hstack([words * _SCALE, place, own])


def _own(token: Token) -> list[float]:
    pos = [float(token.pos == p) for p in _POS]
    dep = [float(token.dep == d) for d in _DEP]
    return [*pos, *dep, float(token.text[:1].isupper()), float("-" in token.text[1:]), min(3.0, len(token.text) / 10)]


def own_voice(document: Document, tokens: Sequence[Token], attributions: Sequence[Attribution]) -> Vectors:
    """How far each token is the outlet's own: 0 in quotations, `_REPORTED` in reported speech, else 1; (tokens,)."""
    share = np.ones(len(tokens), np.float32)
    starts = np.array([t.start for t in tokens])
    reported = [s for a in attributions if a.kind != "outlet" and a.source for s in a.content]
    direct = [s for a in attributions if a.quotation == "direct" for s in a.content]
    for spans, value in ((reported, _REPORTED), ((*quoted(document), *direct), 0.0)):
        for span in spans:
            share[np.searchsorted(starts, span.start) : np.searchsorted(starts, span.end)] = value
    return share


def marked(parse: Parse, scores: Vectors, threshold: float) -> Flags:
    """The tokens above the threshold, with content words beside them that come near, and single words between two."""
    tokens, sure = parse.tokens, scores >= threshold
    content = np.array([t.pos in _CONTENT for t in tokens]) & (scores >= _GROWTH * threshold)
    keep, inside = sure.copy(), np.array([s > 0 and t.pos != "PUNCT" for s, t in zip(scores, tokens, strict=True)])
    for sentence in parse.sentences:
        here = slice(sentence.first, sentence.last)
        keep[here] |= content[here] & _beside(sure[here])
        keep[here] |= inside[here] & _between(keep[here])
    return keep


def _beside(flags: Flags) -> Flags:
    out = np.zeros_like(flags)
    out[1:] |= flags[:-1]
    out[:-1] |= flags[1:]
    return out


def _between(flags: Flags) -> Flags:
    out = np.zeros_like(flags)
    out[1:-1] = flags[:-2] & flags[2:]
    return out


def spans_of(parse: Parse, keep: Flags, scores: Vectors) -> Iterator[Loaded]:
    """Marked neighbours of one sentence as spans, each with its highest score."""
    for sentence in parse.sentences:
        first = sentence.first
        while first < sentence.last:
            last = first
            while last < sentence.last and keep[last]:
                last += 1
            if last > first:
                score = float(scores[first:last].max())
                yield Loaded(parse.tokens[first].start, parse.tokens[last - 1].end, round(score, 3))
            first = max(last, first + 1)


def surest(spans: Iterable[Loaded], tokens: int) -> tuple[Loaded, ...]:
    """The best spans of an account, in its order: ten, or one for each 200 words if it is long."""
    best = sorted(spans, key=lambda s: (-s.score, s.start))[: max(_MOST, tokens // 200)]
    return tuple(sorted(best, key=lambda s: s.start))


def _slanted(scores: Vectors, probe: _Probe) -> float:
    """Probability that a reader marks something in the sentence: its words' chances together, calibrated."""
    slope, bias = probe.sentence
    return round(float(sigmoid(np.array(slope * evidence(scores) + bias, np.float32))), 3)


def evidence(scores: Vectors) -> float:
    """Log of the expected number of marked words of a sentence, at least e⁻⁸."""
    return float(np.log(max(float(scores.sum()), 3.4e-4)))


@lru_cache(maxsize=1)
def _probe() -> _Probe:
    with as_file(files("tellings.annotate") / "weights/loaded.npz") as path, np.load(path) as stored:
        slope, bias = stored["sentence"].tolist()
        weights = stored["weights"].astype(np.float32)
        return _Probe(weights, float(stored["bias"]), float(stored["threshold"]), (slope, bias))
