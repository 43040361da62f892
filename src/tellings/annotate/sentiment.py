"""How a sentence colours each entity that it mentions: positive, neutral or negative.

A multinomial logistic regression looks at the mention, the words around it, the verb and the word above it, and the
whole sentence, all as the encoder sees them, and at the mention's place in the syntax.  What people are quoted as
saying counts too: it is the sentence's colour, not the outlet's opinion.

Weights: `training/sentiment.py`, which says what they were learnt from and how well they do.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np

from tellings.annotate.syntax import Parse
from tellings.records import Attribution, Document, Mention, Sentence, Sentiment, Token, Vectors

LABELS = ("negative", "neutral", "positive")
_DEP = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "compound", "conj", "appos", "ROOT", "agent")
_NEAR = 5  # words on either side that count as around the mention
_STEPS = 6  # how far up the parse the verb is looked for
_LONGEST = 200  # words of a sentence that are looked at, around the mention
_SCALE = 4.9  # brings unit rows of 384 to the size of the other features


@dataclass(frozen=True, slots=True)
class _Probe:
    """Weights (features, 3) and biases (3,)."""

    weights: Vectors
    bias: Vectors


def find(
    document: Document,  # noqa: ARG001 - the shape of the flow
    parse: Parse,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],  # noqa: ARG001 - the shape of the flow
    words: Vectors,
) -> tuple[Sentiment, ...]:
    """The colour of each mention that belongs to an entity.

    Args:
        document: The document.
        parse: Its words.
        mentions: Its mentions; those without an entity are left out.
        attributions: Its attributions.
        words: (tokens, 384): the encoder's state for each token, unit rows.

    Returns:
        One a mention, by start; `score` is the probability of the label.
    """
    places = [
        (m, s, inside) for m in mentions if m.entity and (s := _sentence(parse, m)) and (inside := _tokens(parse, s, m))
    ]
    if not places:
        return ()
    rows = np.stack([features(parse.tokens, s, inside, words) for _, s, inside in places])
    probe = _probe()
    return tuple(_labelled([m for m, _, _ in places], chances(rows @ probe.weights + probe.bias)))


def _labelled(mentions: Sequence[Mention], chances: Vectors) -> Iterator[Sentiment]:
    for mention, row in sorted(zip(mentions, chances, strict=True), key=lambda pair: (pair[0].start, pair[0].end)):
        best = int(row.argmax())
        yield Sentiment(mention.start, mention.end, mention.entity or "", LABELS[best], round(float(row[best]), 3))


def chances(logits: Vectors) -> Vectors:
    """Rows of logits as rows of probabilities."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    out: Vectors = shifted / shifted.sum(axis=1, keepdims=True)
    return out


def _sentence(parse: Parse, mention: Mention) -> Sentence | None:
    index = bisect.bisect_right(parse.sentences, mention.start, key=lambda s: s.start) - 1
    return parse.sentences[index] if index >= 0 else None


def _tokens(parse: Parse, sentence: Sentence, mention: Mention) -> range:
    """The mention's tokens in a sentence; empty when it has none there."""
    inside = parse.tokens[sentence.first : sentence.last]
    first = bisect.bisect_right(inside, mention.start, key=lambda t: t.end)
    last = bisect.bisect_left(inside, mention.end, key=lambda t: t.start)
    return range(sentence.first + first, sentence.first + max(first, last))


def features(tokens: Sequence[Token], sentence: Sentence, inside: range, words: Vectors) -> Vectors:
    """What the probe looks at for one mention: (features,), float32."""
    head = next((i for i in inside if tokens[i].head not in inside or tokens[i].head == i), inside[-1])
    first, last = max(sentence.first, head - _LONGEST), min(sentence.last, head + _LONGEST)
    near = words[max(first, head - _NEAR) : min(last, head + _NEAR + 1)].mean(axis=0)
    place = np.array([float(tokens[head].dep == d) for d in _DEP], np.float32)
    states = (words[inside.start : inside.stop].mean(axis=0), words[_verb(tokens, head)], words[tokens[head].head])
    context = (words[first:last].mean(axis=0) * 1.6, near * 1.2)
    return np.concatenate([*(s * _SCALE for s in (*states, *context)), place]).astype(np.float32)


def _verb(tokens: Sequence[Token], index: int) -> int:
    for _ in range(_STEPS):
        if tokens[index].pos == "VERB" or tokens[index].head == index:
            return index
        index = tokens[index].head
    return index


@lru_cache(maxsize=1)
def _probe() -> _Probe:
    with as_file(files("tellings.annotate") / "weights/sentiment.npz") as path, np.load(path) as stored:
        return _Probe(stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))
