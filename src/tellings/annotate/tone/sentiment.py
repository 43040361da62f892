"""How a sentence colours each entity that it mentions: positive, neutral or negative.

The reading model scores every word as if it were the one asked about; a mention's scores are the mean of its words'.
An entity that is named several times in a sentence ("she … her party … Lind") has one colour there, the mean over its
mentions, since the colour is the sentence's.  What people are quoted as saying counts too: it is the sentence's colour,
not the outlet's opinion.

The probabilities are those of sentences like the ones that the model learnt from, chosen to hold few neutral ones
(34 %); among all sentences of the news neutral is commoner, and a coloured label of little certainty is often neutral.
"""

from __future__ import annotations

import bisect
import json
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np

from tellings.annotate.model.reader import Reading
from tellings.annotate.model.scores import softmax
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Mention, Sentence, Sentiment, Token, Vectors

LABELS = ("negative", "neutral", "positive")


def find(parse: Parse, mentions: Sequence[Mention], reading: Reading) -> tuple[Sentiment, ...]:
    """The colour of each mention that belongs to an entity.

    Args:
        parse: A document's words.
        mentions: Its mentions; those without an entity are left out.
        reading: The model's scores of the same words.

    Returns:
        One a mention, by start; `score` is the probability of the label.
    """
    return at_mentions(parse, mentions, reading.scores["sentiment"] / temperature())


def at_mentions(parse: Parse, mentions: Sequence[Mention], logits: Vectors) -> tuple[Sentiment, ...]:
    """The colour of each mention that belongs to an entity, read off scores of the words.

    Args:
        parse: A document's words.
        mentions: Its mentions; those without an entity, or that stand on no word of their sentence, are left out.
        logits: (tokens, 3): how far each word, as a target, is coloured each way, in the order of `LABELS`.

    Returns:
        One a mention, by start: the mean over the mention's words, so that a title or a stray bracket does not decide,
        and over the entity's mentions in the sentence.
    """
    places = _places(parse, mentions)
    if not places:
        return ()
    rows: dict[tuple[str | None, int], list[Vectors]] = defaultdict(list)
    keys = [(mention.entity, sentence.start) for mention, sentence, _ in places]
    for key, (_, _, inside) in zip(keys, places, strict=True):
        rows[key].append(_mean(logits[inside.start : inside.stop]))
    means = {key: np.mean(found, axis=0) for key, found in rows.items()}
    return labelled([m for m, _, _ in places], np.stack([means[key] for key in keys]))


def labelled(mentions: Sequence[Mention], logits: Vectors) -> tuple[Sentiment, ...]:
    """Mentions with the likeliest label of their rows of logits, by start."""
    rows = softmax(logits)
    found = zip(mentions, rows.argmax(axis=1).tolist(), rows.max(axis=1).tolist(), strict=True)
    return tuple(
        Sentiment(mention.start, mention.end, mention.entity or "", LABELS[best], round(score, 3))
        for mention, best, score in sorted(found, key=lambda row: (row[0].start, row[0].end))
    )


def _mean(rows: Vectors) -> Vectors:
    out: Vectors = np.add.reduce(rows) / len(rows)  # a fifth of the time of `rows.mean(axis=0)`
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


@lru_cache(maxsize=1)
def temperature() -> float:
    """What scores are divided by to be probabilities; fitted by `training/sentiment.py`."""
    told = json.loads((files("tellings.annotate") / "weights/sentiment.json").read_text("utf-8"))
    return float(told["temperature"])
