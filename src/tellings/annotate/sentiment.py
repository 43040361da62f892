"""How a sentence colours each entity that it mentions: positive, neutral or negative.

A multinomial logistic regression looks at the mention, the words around it, the verb and the word above it, and the
whole sentence, all as the encoder sees them, and at the mention's place in the syntax.  What people are quoted as
saying counts too: it is the sentence's colour, not the outlet's opinion.

Weights: `training/sentiment.py`, which says what they were learnt from and how well they do.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
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
    places = _places(parse, mentions)
    if not places:
        return ()
    rows = np.stack([features(parse.tokens, s, inside, words) for _, s, inside in places])
    probe = _probe()
    return labelled([m for m, _, _ in places], rows @ probe.weights + probe.bias)


def at_mentions(parse: Parse, mentions: Sequence[Mention], logits: Vectors) -> tuple[Sentiment, ...]:
    """The colour of each mention that belongs to an entity, read off scores of the words.

    Args:
        parse: A document's words.
        mentions: Its mentions; those without an entity, or that stand on no word of their sentence, are left out.
        logits: (tokens, 3): how far each word, as a target, is coloured each way, in the order of `LABELS`.

    Returns:
        One a mention, by start: the mean over the mention's words, so that a title or a stray bracket does not decide.
    """
    places = _places(parse, mentions)
    if not places:
        return ()
    rows = np.stack([_mean(logits[inside.start : inside.stop]) for _, _, inside in places])
    return labelled([m for m, _, _ in places], rows)


def labelled(mentions: Sequence[Mention], logits: Vectors) -> tuple[Sentiment, ...]:
    """Mentions with the likeliest label of their rows of logits, by start."""
    rows = chances(logits)
    found = zip(mentions, rows.argmax(axis=1).tolist(), rows.max(axis=1).tolist(), strict=True)
    return tuple(
        Sentiment(mention.start, mention.end, mention.entity or "", LABELS[best], round(score, 3))
        for mention, best, score in sorted(found, key=lambda row: (row[0].start, row[0].end))
    )


def _mean(rows: Vectors) -> Vectors:
    out: Vectors = np.add.reduce(rows) / len(rows)  # a fifth of the time of `rows.mean(axis=0)`
    return out


def chances(logits: Vectors) -> Vectors:
    """Rows of logits as rows of probabilities."""
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    out: Vectors = shifted / shifted.sum(axis=1, keepdims=True)
    return out


def _places(parse: Parse, mentions: Sequence[Mention]) -> list[tuple[Mention, Sentence, range]]:
    """The mentions that belong to an entity, each with its sentence and the tokens that it has there."""
    starts = [s.start for s in parse.sentences]
    out = []
    for mention in mentions:
        index = bisect.bisect_right(starts, mention.start) - 1
        if mention.entity and index >= 0:
            sentence = parse.sentences[index]
            inside = _tokens(parse.tokens, sentence, mention)
            if inside:
                out.append((mention, sentence, inside))
    return out


def _tokens(tokens: Sequence[Token], sentence: Sentence, mention: Mention) -> range:
    """The mention's tokens in a sentence; empty when it has none there."""
    first = bisect.bisect_right(tokens, mention.start, sentence.first, sentence.last, key=lambda t: t.end)
    last = bisect.bisect_left(tokens, mention.end, first, sentence.last, key=lambda t: t.start)
    return range(first, last)


def features(tokens: Sequence[Token], sentence: Sentence, inside: range, words: Vectors) -> Vectors:
    """What the probe looks at for one mention: (features,), float32."""
    head = next((i for i in inside if tokens[i].head not in inside or tokens[i].head == i), inside[-1])
    first, last = max(sentence.first, head - _LONGEST), min(sentence.last, head + _LONGEST)
    near = _mean(words[max(first, head - _NEAR) : min(last, head + _NEAR + 1)])
    place = np.array([float(tokens[head].dep == d) for d in _DEP], np.float32)
    states = (_mean(words[inside.start : inside.stop]), words[_verb(tokens, head)], words[tokens[head].head])
    context = (_mean(words[first:last]) * 1.6, near * 1.2)
    return np.concatenate([np.concatenate([*states, *context]) * _SCALE, place], dtype=np.float32)


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
