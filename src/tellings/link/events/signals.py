"""What two event mentions have in common: the words that carry them, who takes part, when, and what stands around them.

One row a pair, one column a signal.  Everything is read off the annotations; the vectors are those of the reading
model, so that "died" near "crash" and "death" near "accident" come close although no letter is shared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from tellings.link.passages import Floats, Integers, Passages, shared
from tellings.records import Account, Span, Token, Vectors

_LEAD = 2  # sentences that open an account
_STEM = 4  # letters that a stem has at least
_LEAST = 1e-6
_CHUNK = 65536  # pairs whose vectors are held at once
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "obj", "iobj", "poss", "compound", "amod", "nmod", "attr", "acl"})
_LINKS = frozenset({"prep", "agent"})
_DEEDS = frozenset({"acl", "relcl", "amod"})  # "the man who was shot": the verb hangs on the one concerned
_ENDINGS = re.compile(r"(ations?|ates?|itions?|ions?|ments?|ings?|als?|ers?|ors?|ures?|ances?|ences?|ed|es|s|e|y)$")


@dataclass(frozen=True, slots=True)
class Act:
    """One event mention: its place, its head word in its account, and the sentence it stands in, among all."""

    document: str
    span: Span
    token: int
    sentence: int


@dataclass(frozen=True, eq=False)
class Acts:
    """Event mentions of several accounts with what is known of each, in the order of `items`."""

    passages: Passages
    items: tuple[Act, ...]

    @cached_property
    def account(self) -> Integers:
        """The number of each mention's account."""
        return self.passages.document[self.sentence]

    @cached_property
    def sentence(self) -> Integers:
        """The number of each mention's sentence among all."""
        return np.array([a.sentence for a in self.items], np.intp)

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Each mention's head word."""
        return tuple(self._of(a).annotations.tokens[a.token] for a in self.items)

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """Each mention's lemma, in lower case."""
        return tuple(t.lemma.lower() for t in self.words)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Each mention's stem: "nominat" for "nominate" and "nomination"."""
        return tuple(stem(lemma) for lemma in self.lemmas)

    @cached_property
    def vectors(self) -> Vectors:
        """Each head word's vector in its sentence: (mentions, width)."""
        return np.stack([self._of(a).annotations.words[a.token] for a in self.items])

    @cached_property
    def partakers(self) -> tuple[tuple[str, ...], ...]:
        """The words for what takes part in each event; names in place of pronouns and descriptions."""
        named = {a.id: _named(a) for a in self.passages.accounts}
        children = {a.id: _children(a.annotations.tokens) for a in self.passages.accounts}
        return tuple(
            _partakers(self._of(a).annotations.tokens, children[a.document], a.token, named[a.document])
            for a in self.items
        )

    def _of(self, act: Act) -> Account:
        return self.passages.account(act.sentence)


def stem(lemma: str) -> str:
    """A word without its usual endings; never shorter than four letters unless the word is."""
    bare = _ENDINGS.sub("", lemma)
    return bare if len(bare) >= _STEM else lemma


def _named(account: Account) -> dict[int, tuple[str, ...]]:
    """Token → the words of the entity of which a mention has its head there."""
    names = {e.id: tuple(w.strip(".,'’").lower() for w in e.name.split()) for e in account.annotations.entities}
    return {m.head: names[m.entity] for m in account.annotations.mentions if m.entity in names}


def _children(tokens: Sequence[Token]) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            out[token.head].append(i)
    return out


def _partakers(
    tokens: Sequence[Token], children: Sequence[Sequence[int]], word: int, named: dict[int, tuple[str, ...]]
) -> tuple[str, ...]:
    direct = [c for c in children[word] if tokens[c].dep in _PARTS]
    through = [g for c in children[word] if tokens[c].dep in _LINKS for g in children[c]]
    above = [tokens[word].head] if tokens[word].dep in _DEEDS else []
    found = (w for i in (*direct, *through, *above) for w in named.get(i, (tokens[i].lemma.lower(),)))
    return tuple(dict.fromkeys(found))


# ------------------------------------------------------------------ pairs


def compare(acts: Acts, left: Integers, right: Integers) -> dict[str, Floats]:
    """Measure every signal of pairs of event mentions.

    Args:
        acts: The mentions.
        left: First mentions of the pairs, by their places in `acts`.
        right: Second mentions.

    Returns:
        Columns of float32 by name, in a fixed order.
    """
    columns = _wording(acts, left, right)
    columns |= _sentences(acts, left, right)
    columns |= _accounts(acts, left, right)
    return {name: np.asarray(column, np.float32) for name, column in columns.items()}


def _wording(acts: Acts, left: Integers, right: Integers) -> dict[str, Floats]:
    """The event words themselves, and who takes part."""
    lemmas, stems = _numbered(acts.lemmas), _numbered(acts.stems)
    near = _cosines(acts.vectors, left, right)
    rare = np.array([_rarity(acts.passages, lemma) for lemma in acts.lemmas], np.float32)
    verb = np.array([t.pos == "VERB" for t in acts.words])
    parts = _overlaps(acts.partakers, left, right)
    return {
        "same_lemma": lemmas[left] == lemmas[right],
        "same_stem": stems[left] == stems[right],
        "word": near,
        "word_of_lemma": _cosines(_centres(acts.vectors, lemmas), left, right),
        "rarity_min": np.minimum(rare[left], rare[right]),
        "rarity_max": np.maximum(rare[left], rare[right]),
        "verbs": verb[left].astype(np.float32) + verb[right],
        **{f"parts_{name}": column for name, column in parts.items()},
    }


def _sentences(acts: Acts, left: Integers, right: Integers) -> dict[str, Floats]:
    """What the sentences around two mentions share."""
    passages = acts.passages
    one, other = acts.sentence[left], acts.sentence[right]
    lead = passages.position[acts.sentence] < _LEAD
    columns: dict[str, Floats] = {
        "sentence": _cosines(passages.embeddings, one, other),
        "lead": lead[left].astype(np.float32) + lead[right],
        "same_sentence": (one == other).astype(np.float32),
    }
    for name, items in (("terms", passages.terms), ("cast", _cast(passages)), ("times", _times(passages))):
        columns |= {f"{name}_{k}": v for k, v in _shares(items, passages, one, other).items()}
    numbers = _numbers(passages)
    columns |= {f"numbers_{k}": v for k, v in _shares(numbers, passages, one, other).items()}
    return columns


def _accounts(acts: Acts, left: Integers, right: Integers) -> dict[str, Floats]:
    """How alike two mentions' accounts are: the events of two stories are two."""
    passages = acts.passages
    one, other = acts.account[left], acts.account[right]
    vectors = np.stack([a.annotations.embeddings.mean(axis=0) for a in passages.accounts])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + _LEAST
    leads = np.stack([a.annotations.embeddings[:_LEAD].mean(axis=0) for a in passages.accounts])
    leads /= np.linalg.norm(leads, axis=1, keepdims=True) + _LEAST
    texts: list[list[Hashable]] = [[] for _ in passages.accounts]
    for sentence, terms in enumerate(passages.terms):
        texts[passages.document[sentence]] += terms
    common, own = shared(texts, passages.rarity.__getitem__)
    return {
        "account": _cosines(vectors, one, other),
        "account_lead": _cosines(leads, one, other),
        "account_words": common[one, other] / (np.sqrt(own[one] * own[other]) + _LEAST),
        "same_account": one == other,
    }


def _numbered(values: Sequence[Hashable]) -> Integers:
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(v, len(known)) for v in values], np.intp)


def _rarity(passages: Passages, item: Hashable) -> float:
    """How rare a word is in news at large; 1 for what is no content word of these accounts (times, numbers)."""
    return passages.rarity.get(item, 1.0) if isinstance(item, str) else 1.0


def _centres(vectors: Vectors, groups: Integers) -> Vectors:
    """For each row the mean direction of all rows of its group."""
    sums = np.zeros((groups.max(initial=-1) + 1, vectors.shape[1]), np.float32)
    np.add.at(sums, groups, vectors)
    sums /= np.linalg.norm(sums, axis=1, keepdims=True) + _LEAST
    return sums[groups]


def _cosines(vectors: Vectors, left: Integers, right: Integers) -> Floats:
    out = np.empty(len(left), np.float32)
    for at in range(0, len(left), _CHUNK):
        chosen = slice(at, at + _CHUNK)
        out[chosen] = np.einsum("ij,ij->i", vectors[left[chosen]], vectors[right[chosen]])
    return out


def _overlaps(items: Sequence[tuple[str, ...]], left: Integers, right: Integers) -> dict[str, Floats]:
    sets = [frozenset(i) for i in items]
    common = np.array([len(sets[i] & sets[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True)], np.float32)
    size = np.array([len(s) for s in sets], np.float32)
    return _ratios(common, size[left], size[right])


def _shares(
    items: Sequence[Iterable[Hashable]], passages: Passages, one: Integers, other: Integers
) -> dict[str, Floats]:
    common, own = shared(items, partial(_rarity, passages))
    return _ratios(common[one, other], own[one], own[other])


def _ratios(common: Floats, one: Floats, other: Floats) -> dict[str, Floats]:
    """What is shared, as shares of the smaller and the larger side; whether both say something, yet nothing alike."""
    apart = (one > 0) & (other > 0) & (common <= 0)
    small, large = np.minimum(one, other) + _LEAST, np.maximum(one, other) + _LEAST
    return {"in_min": common / small, "in_max": common / large, "apart": apart.astype(np.float32)}


def _by_sentence(
    passages: Passages, found: Callable[[Account], Iterable[tuple[int, Hashable]]]
) -> list[list[Hashable]]:
    """Items by the sentence in which they start."""
    out: list[list[Hashable]] = []
    for account in passages.accounts:
        rows: list[list[Hashable]] = [[] for _ in account.annotations.sentences]
        for start, item in found(account):
            index = account.annotations.sentence_at(start)
            if index is not None:
                rows[index].append(item)
        out += rows
    return out


def _cast(passages: Passages) -> list[list[Hashable]]:
    """The words of the names of all that a sentence mentions, be it by pronoun."""

    def of(account: Account) -> Iterable[tuple[int, Hashable]]:
        names = {e.id: [w.strip(".,'’").lower() for w in e.name.split()] for e in account.annotations.entities}
        return ((m.start, w) for m in account.annotations.mentions for w in names.get(m.entity or "", ()))

    return _by_sentence(passages, of)


def _times(passages: Passages) -> list[list[Hashable]]:
    return _by_sentence(passages, lambda a: ((t.start, t.value) for t in a.annotations.times))


def _numbers(passages: Passages) -> list[list[Hashable]]:
    return _by_sentence(passages, lambda a: ((q.start, (q.low, q.high)) for q in a.annotations.quantities))
