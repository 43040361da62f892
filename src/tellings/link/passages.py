"""The sentences of all accounts laid end to end, with the words that count in each and how much they count.

A shared word says much when it is rare, in news at large and among these very accounts: its weight is the product of
the two.  The background frequencies come with the package (`weights/facts_words.npz`: document frequencies of the
commoner words in a sample of news; nothing but the counts).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import numpy.typing as npt

from tellings.records import Account, Sentence, Token, Vectors

Floats = npt.NDArray[np.floating[Any]]  # float32, unless a sum made it wider
Integers = npt.NDArray[np.intp]
Truths = npt.NDArray[np.bool_]

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_LONGEST = 80  # content words of one sentence that are looked at; longer "sentences" are lists
_UNSEEN = 3  # document frequency assumed of a word that the background table lacks
_FLOOR = 0.05  # least weight of a content word


@dataclass(frozen=True, eq=False)
class Passages:
    """Every sentence of every account.

    `document` and `position` number each sentence's account and its place there; `starts` are the first sentences of
    the accounts, which are those that have sentences at all.
    """

    accounts: tuple[Account, ...]
    document: Integers
    position: Integers

    @property
    def size(self) -> int:
        """How many sentences there are."""
        return len(self.document)

    def account(self, index: int) -> Account:
        """The account of a sentence."""
        return self.accounts[int(self.document[index])]

    def sentence(self, index: int) -> Sentence:
        """The sentence itself."""
        return self.account(index).annotations.sentences[int(self.position[index])]

    @cached_property
    def starts(self) -> Integers:
        """Index of the first sentence of each account."""
        return np.flatnonzero(np.diff(self.document, prepend=-1))

    @cached_property
    def lengths(self) -> Integers:
        """For each sentence, how many its account has."""
        return np.bincount(self.document)[self.document]

    @cached_property
    def embeddings(self) -> Vectors:
        """(sentences, 384), unit rows."""
        return np.concatenate([a.annotations.embeddings for a in self.accounts])

    @cached_property
    def tokens(self) -> tuple[tuple[Token, ...], ...]:
        """Each sentence's tokens."""
        return tuple(a.annotations.tokens_of(i) for a in self.accounts for i in range(len(a.annotations.sentences)))

    @cached_property
    def content(self) -> tuple[tuple[int, ...], ...]:
        """Each sentence's content words, as positions in its tokens."""
        return tuple(_content(tokens) for tokens in self.tokens)

    @cached_property
    def words(self) -> tuple[Vectors, ...]:
        """Each sentence's content words' vectors, (content words, 384)."""
        return tuple(
            self.account(i).annotations.words[[self.sentence(i).first + k for k in content]]
            for i, content in enumerate(self.content)
        )

    @cached_property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """Each sentence's content words: lemmas, names as written but in lower case."""
        return tuple(
            tuple(_term(tokens[k]) for k in content) for tokens, content in zip(self.tokens, self.content, strict=True)
        )

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How rare each term is in news at large, 0.05 to about 1."""
        return {term: _rarity(term) for term in set().union(*self.terms)}

    @cached_property
    def weight(self) -> dict[str, float]:
        """How much a shared term says: its rarity at large times its rarity among these sentences."""
        frequency = Counter(term for terms in self.terms for term in set(terms))
        whole = math.log(self.size + 1)
        return {t: self.rarity[t] * math.log((self.size + 1) / n) / whole for t, n in frequency.items()}


def gather(accounts: Sequence[Account]) -> Passages:
    """Lay the sentences of the accounts that have any end to end, sorted by the accounts' ids."""
    told = tuple(a for a in sorted(accounts, key=lambda a: a.id) if a.annotations.sentences and a.annotations.attempted)
    counts = [len(a.annotations.sentences) for a in told]
    position = np.concatenate([np.arange(n) for n in counts]) if told else np.zeros(0, np.intp)
    return Passages(told, np.repeat(np.arange(len(told)), counts), position)


def shared(lists: Sequence[Iterable[Hashable]], weight: Callable[..., float]) -> tuple[Floats, Floats]:
    """What each two sentences have in common, counted once each and weighted.

    Args:
        lists: The items of each sentence.
        weight: The weight of an item.

    Returns:
        (sentences, sentences) summed weights of the common items, and each sentence's own summed weights.  The work
        grows with the square of an item's frequency, which is small for all but a few.
    """
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, items in enumerate(lists):
        for item in dict.fromkeys(items):
            places[item].append(index)
    common = np.zeros((len(lists), len(lists)), np.float32)
    own = np.zeros(len(lists), np.float32)
    for item, indices in places.items():
        value = weight(item)
        own[indices] += value
        if len(indices) > 1:
            rows = np.array(indices)
            common[rows[:, None], rows] += value
    return common, own


def _content(tokens: Sequence[Token]) -> tuple[int, ...]:
    found = (k for k, t in enumerate(tokens) if t.pos in _CONTENT and any(c.isalnum() for c in t.text))
    return tuple(k for _, k in zip(range(_LONGEST), found, strict=False))


def _term(token: Token) -> str:
    return token.text.lower() if token.pos == "PROPN" else token.lemma


def _rarity(term: str) -> float:
    documents, frequency = background()
    value = math.log(documents / (1 + frequency.get(term, _UNSEEN))) / math.log(documents / (1 + _UNSEEN))
    return max(_FLOOR, value)


@lru_cache(maxsize=1)
def background() -> tuple[int, dict[str, int]]:
    """How many documents the background has, and in how many of them each word stands."""
    with as_file(files("tellings.link") / "weights/facts_words.npz") as path, np.load(path) as table:
        words = bytes(table["words"]).decode("utf-8").split("\n")
        return int(table["documents"]), dict(zip(words, table["frequencies"].tolist(), strict=True))


def described_alone(tokens: Sequence[Token], others: Iterable[Sequence[Token]]) -> int:
    """How many words of a sentence describe a thing or an act ("hapless", "stubbornly") and stand in no other one."""
    theirs = frozenset(t.lemma for other in others for t in other)
    return sum(_describes(t) and t.lemma not in theirs for t in tokens)


def _describes(token: Token) -> bool:
    return (token.pos == "ADJ" and token.dep == "amod") or (token.pos == "ADV" and token.lemma.endswith("ly"))
