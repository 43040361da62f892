"""What the reading model thinks a pronoun means: a probability for each earlier word of its window.

The rules of `pronouns` weigh it together with grammar and salience; the model alone knows no chains.
"""

from __future__ import annotations

from tellings.annotate.mentions.pronouns import Antecedents
from tellings.annotate.model.reader import Reading
from tellings.annotate.model.scores import softmax
from tellings.annotate.syntax.parsing import Parse

_PRONOUNS = frozenset({"PRP", "PRP$"})
_MOST = 6  # antecedents kept a pronoun
_LEAST = 0.02


def antecedents(parse: Parse, reading: Reading) -> Antecedents:
    """For each personal pronoun, by token, the likeliest earlier words with their probabilities.

    Args:
        parse: A document's words.
        reading: The model's scores of the same words.
    """
    query, key = reading.pairs["coreference"]
    found = {}
    for first, last in reading.windows:
        for i in range(first + 1, last):
            if parse.tokens[i].tag in _PRONOUNS:
                shares = softmax(key[first : i + 1] @ query[i])
                best = shares.argsort()[::-1][:_MOST].tolist()
                told = [(first + j, round(float(shares[j]), 4)) for j in best if shares[j] >= _LEAST]
                found[i] = [pair for pair in told if pair[0] < i]  # what is left stands for "nothing before it"
    return found
