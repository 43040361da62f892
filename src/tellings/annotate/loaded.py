"""Words in the outlet's own voice that judge or colour, and how far each sentence is slanted.

A logistic regression over the encoder's state of each word, its syntax and its place gives the probability that a
careful reader would mark it.  What is made of such probabilities, wherever they come from, is a chain of pure functions
over arrays of one number a word: `own_voice` (words of quotations are never marked, for they are not the outlet's),
`marked`, `spans_of` and `surest`.  Careful readers agree only in part on what is loaded: treat the spans as pointers,
best by score.

Weights: `training/loaded.py`, which says what they were learnt from and how well they do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from tellings.annotate.attribution_quotes import quoted
from tellings.annotate.syntax import Parse
from tellings.records import Attribution, Document, Loaded, Sentence, Span, Token, Vectors

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
_POS_COLUMN = {name: i for i, name in enumerate(_POS)}
_DEP_COLUMN = {name: len(_POS) + i for i, name in enumerate(_DEP)}
_OWN = len(_POS) + len(_DEP) + 3  # columns that a word has of its own: part of speech, relation, and its spelling
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
    return assembled(parse, scores, probe.threshold), tuple(
        _slanted(scores[s.first : s.last], probe) for s in parse.sentences
    )


def assembled(parse: Parse, scores: Vectors, threshold: float) -> tuple[Loaded, ...]:
    """The loaded words of an account.

    Args:
        parse: Its words.
        scores: (tokens,): each word's probability to be loaded, times how far it is the outlet's own (`own_voice`).
        threshold: From where a word is marked.

    Returns:
        Spans by start, each with the probability of its surest word, at most ten an account (more for long ones).
    """
    return surest(spans_of(parse, marked(parse, scores, threshold), scores), len(parse.tokens))


def sigmoid(x: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The logistic function, safe at both ends."""
    return (1 / (1 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)


def features(parse: Parse, words: Vectors) -> Vectors:
    """What the probe looks at: (tokens, features), float32."""
    place = np.zeros((len(parse.tokens), 2), np.float32)
    for number, sentence in enumerate(parse.sentences):
        place[sentence.first : sentence.last] = min(1.0, number / 30), float(number < 3)
    return np.hstack([words * _SCALE, place, _own(parse.tokens)])


def _own(tokens: Sequence[Token]) -> Vectors:
    """Part of speech and relation, one column each, then capital, hyphen and length: (tokens, `_OWN`)."""
    out = np.zeros((len(tokens), _OWN + 1), np.float32)  # the last column takes what has none, and is cut off
    rows = np.arange(len(tokens))
    out[rows, [_POS_COLUMN.get(t.pos, _OWN) for t in tokens]] = 1
    out[rows, [_DEP_COLUMN.get(t.dep, _OWN) for t in tokens]] = 1
    texts = [t.text for t in tokens]
    out[:, _OWN - 3] = [t[:1].isupper() for t in texts]
    out[:, _OWN - 2] = [t.find("-", 1) > 0 for t in texts]
    out[:, _OWN - 1] = np.minimum(3.0, np.array(list(map(len, texts))) / 10)
    return out[:, :_OWN]


def own_voice(document: Document, tokens: Sequence[Token], attributions: Sequence[Attribution]) -> Vectors:
    """How far each token is the outlet's own: 0 in quotations, `_REPORTED` in reported speech, else 1; (tokens,)."""
    share = np.ones(len(tokens), np.float32)
    starts = np.array([t.start for t in tokens])
    reported = [s for a in attributions if a.kind != "outlet" and a.source for s in a.content]
    direct = [s for a in attributions if a.quotation == "direct" for s in a.content]
    for spans, value in ((reported, _REPORTED), ((*quoted(document), *direct), 0.0)):
        for first, last in _covered(starts, spans):
            share[first:last] = value
    return share


def _covered(starts: npt.NDArray[np.int_], spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """For each span, the tokens `[first, last)` that begin inside it."""
    edges = np.searchsorted(starts, [(s.start, s.end) for s in spans] or np.zeros((0, 2), int))
    return ((first, last) for first, last in edges.tolist())


def marked(parse: Parse, scores: Vectors, threshold: float) -> Flags:
    """The tokens above the threshold, with content words beside them that come near, and single words between two."""
    tokens, sure, opens = parse.tokens, scores >= threshold, _opens(parse.sentences, len(scores))
    near = scores >= _GROWTH * threshold
    near[near] = [tokens[i].pos in _CONTENT for i in np.flatnonzero(near)]
    keep = sure | (near & _beside(sure, opens))
    gaps = _between(keep, opens) & (scores > 0)
    gaps[gaps] = [tokens[i].pos != "PUNCT" for i in np.flatnonzero(gaps)]
    return keep | gaps


def _opens(sentences: Sequence[Sentence], tokens: int) -> Flags:
    """Which tokens open a sentence: nothing is joined over such a one's beginning."""
    out = np.zeros(tokens, np.bool_)
    out[[s.first for s in sentences]] = True
    return out


def _beside(flags: Flags, opens: Flags) -> Flags:
    out = np.zeros_like(flags)
    out[1:] |= flags[:-1] & ~opens[1:]
    out[:-1] |= flags[1:] & ~opens[1:]
    return out


def _between(flags: Flags, opens: Flags) -> Flags:
    out = np.zeros_like(flags)
    out[1:-1] = flags[:-2] & flags[2:] & ~opens[1:-1] & ~opens[2:]
    return out


def spans_of(parse: Parse, keep: Flags, scores: Vectors) -> Iterator[Loaded]:
    """Marked neighbours of one sentence as spans, each with its highest score."""
    follows = np.zeros_like(keep)
    follows[1:] = keep[1:] & keep[:-1] & ~_opens(parse.sentences, len(keep))[1:]
    firsts = np.flatnonzero(keep & ~follows)
    lasts = np.flatnonzero(keep & ~np.append(follows[1:], False))
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        score = float(scores[first : last + 1].max())
        yield Loaded(parse.tokens[first].start, parse.tokens[last].end, round(score, 3))


def surest(spans: Iterable[Loaded], tokens: int) -> tuple[Loaded, ...]:
    """The best spans of an account, in its order: ten, or one for each 200 words if it is long."""
    best = sorted(spans, key=lambda s: (-s.score, s.start))[: max(_MOST, tokens // 200)]
    return tuple(sorted(best, key=lambda s: s.start))


def _slanted(scores: Vectors, probe: _Probe) -> float:
    """Probability that a reader marks something in the sentence: its words' chances together, calibrated."""
    slope, bias = probe.sentence
    logit = min(30.0, max(-30.0, slope * evidence(scores) + bias))
    return round(1 / (1 + math.exp(-logit)), 3)


def evidence(scores: Vectors) -> float:
    """Log of the expected number of marked words of a sentence, at least e⁻⁸."""
    return math.log(max(float(scores.sum()), 3.4e-4))


@lru_cache(maxsize=1)
def _probe() -> _Probe:
    with as_file(files("tellings.annotate") / "weights/loaded.npz") as path, np.load(path) as stored:
        slope, bias = stored["sentence"].tolist()
        weights = stored["weights"].astype(np.float32)
        return _Probe(weights, float(stored["bias"]), float(stored["threshold"]), (slope, bias))
