"""How likely each word would be marked as loaded: the reading model's score, and a second opinion beside it.

The model's own head has learnt from few words (some two thousand), so it knows them too well and their like too little.
The second opinion is linear in what is less easily learnt by heart: the vectors of the word, of its neighbours and of
its sentence, and the word's shape (part of speech, relation, place in the account).  The two are added; on clusters
that the reading model has not seen the sum ranks words better than either (`training/loaded.py`, which fits it).
Lemmas counted in marked texts, the crime and war vocabulary among them, added nothing to the vectors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from tellings.annotate.model.reader import Reading, unit
from tellings.annotate.model.scores import sigmoid
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Sentence, Token, Vectors

_NEIGHBOURS = 0.5  # weight of a neighbour's values beside the word's own
_OPENING = 2  # sentences that are told apart; the others count in steps
_LONG = 12  # letters from where all words are long


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """The fitted second opinion.

    Attributes:
        offset: Logit of a word of which nothing speaks for or against.
        head: Weight of the reading model's own score.
        vectors: (3, width): weights of a word's own vector, its neighbours' and its sentence's mean.
        shapes: Weight of each sign of `shapes`; others weigh nothing.
        threshold: Probability from where a word is marked.
    """

    offset: float
    head: float
    vectors: Vectors
    shapes: Mapping[str, float]
    threshold: float


def chances(parse: Parse, reading: Reading, opinion: Opinion) -> Vectors:
    """Probability of each word to be marked if it is the outlet's own, float32 (tokens,).

    Args:
        parse: A document's words and sentences.
        reading: The model's scores and vectors of the same words.
        opinion: Usually `fitted()`.
    """
    own, near, whole = spread(unit(reading.vectors) @ opinion.vectors.T, parse)
    told = own[:, 0] + near[:, 1] + whole[:, 2] + _weighed(parse, opinion.shapes)
    return sigmoid(opinion.offset + opinion.head * reading.scores["loaded"][:, 0] + told)


def spread(values: Vectors, parse: Parse) -> tuple[Vectors, Vectors, Vectors]:
    """Values of words, of their neighbours in the sentence, and the mean over the sentence.

    Training spreads vectors; reading spreads their products with the weights, which is the same and needs no memory.

    Args:
        values: (tokens, n).
        parse: The tokens' sentences.

    Returns:
        Three of the same shape.
    """
    near, whole = np.zeros_like(values), np.zeros_like(values)
    for s in parse.sentences:
        inside = values[s.first : s.last]
        near[s.first + 1 : s.last] += _NEIGHBOURS * inside[:-1]
        near[s.first : s.last - 1] += _NEIGHBOURS * inside[1:]
        whole[s.first : s.last] = inside.mean(axis=0) if len(inside) else 0.0
    return values, near, whole


def shapes(parse: Parse) -> Iterator[tuple[int, tuple[str, ...]]]:
    """For each token that stands in a sentence its number and its signs."""
    for number, sentence in enumerate(parse.sentences):
        where = _where(number)
        for i in range(sentence.first, sentence.last):
            yield i, (*_shape(parse.tokens[i], sentence), where)


def _shape(token: Token, sentence: Sentence) -> tuple[str, str, str, str]:
    capital = "capital" if token.text[:1].isupper() and token.start > sentence.start else "small"
    return f"pos={token.pos}", f"rel={token.dep}", f"letters={min(len(token.text), _LONG)}", capital


def _where(number: int) -> str:
    """The headline and the sentence after it by themselves; then in powers of two."""
    return f"sentence={number if number < _OPENING else 1 << (number.bit_length() - 1)}"


def _weighed(parse: Parse, weights: Mapping[str, float]) -> Vectors:
    out = np.zeros(len(parse.tokens), np.float32)
    for i, signs in shapes(parse):
        out[i] = sum([weights.get(sign, 0.0) for sign in signs])
    return out


@lru_cache(maxsize=1)
def fitted() -> Opinion:
    """The opinion that comes with the package."""
    told = json.loads((files("tellings.annotate") / "weights/loaded.json").read_text("utf-8"))
    return Opinion(**(told | {"vectors": np.array(told["vectors"], np.float32)}))
