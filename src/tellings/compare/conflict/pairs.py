"""Which sentences are held against each other: members of one fact, and near neighbours across accounts.

Comparing every sentence with every other would find chance differences.  Only sentences about the same thing can
conflict, so the pairs are those that `link` put into one fact, and pairs whose embeddings are close.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.lexicon import lexicon
from tellings.records import Account, Citation, Links, Token, Vectors

NEAR = 0.45  # cosine above which sentences outside a common fact are still compared
_NEIGHBOURS = 3
_MOST_PAIRS = 4_000
_MOST_TELLING = 12  # sentences with one act and object: beyond that it is a commonplace
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})


@dataclass(frozen=True, slots=True, order=True)
class Site:
    """A sentence: index of its account, index of the sentence."""

    account: int
    sentence: int


@dataclass(frozen=True)
class Pair:
    """Two sentences of different accounts, `left` the one of the earlier account.

    `similarity` is the cosine of their embeddings; `facts` index the facts that hold both; `apart` says that the two
    accounts report different happenings, so that only shared background may be compared.
    """

    left: Site
    right: Site
    similarity: float
    facts: tuple[int, ...]
    apart: bool
    readers: Sequence[Reader] = field(repr=False, compare=False, hash=False)

    @property
    def a(self) -> Reader:
        """Reader of the left account."""
        return self.readers[self.left.account]

    @property
    def b(self) -> Reader:
        """Reader of the right account."""
        return self.readers[self.right.account]

    @cached_property
    def left_words(self) -> tuple[int, ...]:
        """Content tokens of the left sentence."""
        return content(self.a, self.left.sentence)

    @cached_property
    def right_words(self) -> tuple[int, ...]:
        """Content tokens of the right sentence."""
        return content(self.b, self.right.sentence)

    @cached_property
    def grid(self) -> Vectors:
        """Cosines of contextual states, (left content tokens, right content tokens)."""
        left = self.a.notes.words[list(self.left_words)]
        right = self.b.notes.words[list(self.right_words)]
        cosines: Vectors = left @ right.T
        return cosines

    @cached_property
    def aligned(self) -> tuple[tuple[int, int, float], ...]:
        """Mutually best content tokens: (left token, right token, cosine)."""
        if not self.grid.size:
            return ()
        across, down = self.grid.argmax(axis=1), self.grid.argmax(axis=0)
        return tuple(
            (self.left_words[i], self.right_words[j], float(self.grid[i, j]))
            for i, j in enumerate(across)
            if down[j] == i
        )

    @cached_property
    def partner(self) -> dict[int, tuple[int, float]]:
        """Left token → its mutually best right token, with the cosine."""
        return {i: (j, cosine) for i, j, cosine in self.aligned}

    def cosine(self, left: int, right: int) -> float:
        """Cosine of two tokens' states."""
        return float(self.a.notes.words[left] @ self.b.notes.words[right])


def content(reader: Reader, sentence: int) -> tuple[int, ...]:
    """Indices of the content tokens of a sentence."""
    place = reader.notes.sentences[sentence]
    return tuple(i for i in range(place.first, place.last) if is_content(reader.tokens[i]))


def is_content(token: Token) -> bool:
    """Whether a token carries meaning of its own."""
    return token.pos in _CONTENT and token.text[:1].isalnum()


def candidate_pairs(accounts: Sequence[Account], links: Links) -> tuple[Pair, ...]:
    """The pairs worth comparing, in a fixed order.

    Args:
        accounts: Sorted by id.
        links: Their facts and happenings.
    """
    readers = tuple(Reader(a) for a in accounts)
    facts = fact_sites(accounts, links)
    shared: dict[tuple[Site, Site], list[int]] = {}
    for number, sites in enumerate(facts):
        for pair in _cross(sites):
            shared.setdefault(pair, []).append(number)
    near = [p for p in _near(accounts) if p not in shared]
    told = set(shared) | set(near)
    ordered = sorted(shared) + near + [p for p in _deeds(readers) if p not in told]
    apart = _apart(accounts, links)
    return tuple(
        Pair(x, y, _cosine(readers, x, y), tuple(shared.get((x, y), ())), (x.account, y.account) in apart, readers)
        for x, y in ordered[:_MOST_PAIRS]
    )


def fact_sites(accounts: Sequence[Account], links: Links) -> tuple[tuple[Site, ...], ...]:
    """For each fact, the sentences that its members cover."""
    index = {a.id: n for n, a in enumerate(accounts)}
    return tuple(tuple(sorted(_sites(accounts, index, f.members))) for f in links.facts)


def _sites(accounts: Sequence[Account], index: dict[str, int], members: Iterable[Citation]) -> set[Site]:
    out = set()
    for member in members:
        number = index.get(member.document)
        if number is None:
            continue
        found = accounts[number].annotations.sentence_at((member.start + member.end) // 2)
        found = accounts[number].annotations.sentence_at(member.start) if found is None else found
        if found is not None:
            out.add(Site(number, found))
    return out


def _cross(sites: Sequence[Site]) -> Iterable[tuple[Site, Site]]:
    for i, x in enumerate(sites):
        for y in sites[i + 1 :]:
            if x.account != y.account:
                yield x, y


def _near(accounts: Sequence[Account]) -> list[tuple[Site, Site]]:
    """Close sentences of different accounts, closest first; a few for each sentence and account."""
    found: dict[tuple[Site, Site], float] = {}
    for i, one in enumerate(accounts):
        for j in range(i + 1, len(accounts)):
            grid = one.annotations.embeddings @ accounts[j].annotations.embeddings.T
            for x, y in _close(grid):
                found[Site(i, x), Site(j, y)] = round(float(grid[x, y]), 5)
    return sorted(found, key=lambda p: (-found[p], p))


def _deeds(readers: Sequence[Reader]) -> list[tuple[Site, Site]]:
    """Sentences, however different, that tell one act on one thing with an agent ("… convened the meeting")."""
    told: dict[tuple[int, str], set[Site]] = {}
    for number, reader in enumerate(readers):
        for sentence in range(len(reader.notes.sentences)):
            for clause in reader.clauses(sentence):
                if clause.subject is None or clause.object is None or clause.lemma in lexicon().support:
                    continue
                noun = reader.tokens[clause.object].lemma.lower()
                groups = sorted(lexicon().synonyms.get(noun, ()))
                if reader.tokens[clause.object].pos == "NOUN" or groups:
                    for act in lexicon().acts.get(clause.lemma, ()):
                        key = act, str(groups[0]) if groups else noun
                        told.setdefault(key, set()).add(Site(number, sentence))
    return sorted({pair for sites in told.values() if len(sites) <= _MOST_TELLING for pair in _cross(sorted(sites))})


def _close(grid: npt.NDArray[np.float32]) -> set[tuple[int, int]]:
    if not grid.size:
        return set()
    out: set[tuple[int, int]] = set()
    rows = np.argsort(-grid, axis=1, kind="stable")[:, :_NEIGHBOURS]
    columns = np.argsort(-grid, axis=0, kind="stable")[:_NEIGHBOURS]
    out.update((x, int(y)) for x in range(len(grid)) for y in rows[x])
    out.update((int(x), y) for y in range(grid.shape[1]) for x in columns[:, y])
    return {(x, y) for x, y in out if grid[x, y] >= NEAR}


def _cosine(readers: Sequence[Reader], x: Site, y: Site) -> float:
    left = readers[x.account].notes.embeddings[x.sentence]
    return round(float(left @ readers[y.account].notes.embeddings[y.sentence]), 5)


def _apart(accounts: Sequence[Account], links: Links) -> set[tuple[int, int]]:
    told = [{h.id for h in links.happenings if a.id in h.documents} for a in accounts]
    return {
        (i, j)
        for i, one in enumerate(told)
        for j, other in enumerate(told)
        if i != j and one and other and not one & other
    }
