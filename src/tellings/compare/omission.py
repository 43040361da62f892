"""What an account leaves out that independent others carry.

An omission is only one if the account could have known: the fact must belong to a happening that the account reports,
must have been published by then, and must not stand in the account in other words.  Whether it does is a question of
degree, so every omission has a probability: from how surely its tellers tell the same, from the words that they share,
and from how many of those words, and how much of the meaning, one place of the account has.  Background that accounts
of several happenings share is never an omission.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tellings.compare.conflict.english import number_word
from tellings.compare.reading import listed
from tellings.compare.standing import is_pictured, is_whole
from tellings.link import logistic
from tellings.records import Account, Citation, Corroboration, Fact, Happening, Links, Omission, Time, Vectors

COVERED = 0.7  # cosine from which a sentence tells the fact in other words, whatever its words
_ORIGINS = 2
_MOST_ORIGINS = 4
_DAY = len("2025-01-01")
_MOST_OMISSIONS = 5
_MOST_WORDS = 5
_ALIKE = 0.5  # cosine from which a member of a fact tells what the statement does
_CONFIRMED = 0.3  # share of the statement's words that others must have
_SAME = 0.9  # cosine from which two tellings are one
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
FEATURES = ("link", "tellers", "nearest", "words", "told")


def find_omissions(
    accounts: Sequence[Account], links: Links, corroboration: Sequence[Corroboration]
) -> tuple[Omission, ...]:
    """Find the facts that each account leaves out although independent others carry them.

    Args:
        accounts: Annotated accounts, sorted by id.
        links: Facts and happenings across them.
        corroboration: Independent origins of the facts.

    Returns:
        At most five omissions a document, weightiest first, documents by id.
    """
    origins = {c.fact: c.origins for c in corroboration}
    found: dict[str, list[tuple[Omission, _Told]]] = {a.id: [] for a in accounts}
    for candidate in candidates(accounts, links, corroboration):
        if omission := _omission(candidate, origins[candidate.told.fact.id]):
            found[candidate.account.id].append((omission, candidate.told))
    return tuple(o for of_one in found.values() for o in _once(of_one)[:_MOST_OMISSIONS])


def candidates(
    accounts: Sequence[Account], links: Links, corroboration: Sequence[Corroboration]
) -> Iterator[Candidate]:
    """What each account may leave out, however likely: what `training/picks.py` learns from."""
    groups = {c.fact: c.groups for c in corroboration if c.origins >= _ORIGINS}
    words = {a.id: _Words(a) for a in accounts}
    told = [t for f in links.facts if f.id in groups and (t := _told(f, words, groups[f.id]))]
    for account in accounts:
        for one in told:
            if candidate := _candidate(words[account.id], one, links):
                yield candidate


# ------------------------------------------------------------------ what is told


class _Words:
    """The content words of an account's sentences, and the sentences of each word."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.of = [_content(account, i) for i in range(len(account.annotations.sentences))]
        self._places: dict[str, list[int]] = {}
        for index, found in enumerate(self.of):
            for word in sorted(found):
                self._places.setdefault(word, []).append(index)

    def most_told(self, words: frozenset[str]) -> int:
        """How many of some words stand in one sentence and the next, at most."""
        near = Counter[int]()
        for word in words:
            near.update({at for i in self._places.get(word, ()) for at in (i, i - 1)})
        return max(near.values(), default=0)


def _content(account: Account, index: int) -> frozenset[str]:
    tokens = account.annotations.tokens_of(index)
    return frozenset(t.lemma.casefold() for t in tokens if t.pos in _CONTENT) - listed("omission", "light")


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A fact as its statement tells it: the members that come near to it, and the words that they share with it.

    `early` is how early it is told (0 to 1), `dates` are the days that it names.
    """

    fact: Fact
    vectors: Vectors
    accounts: tuple[Account, ...]
    shared: frozenset[str]
    early: float
    dates: tuple[str, ...]


def _told(fact: Fact, words: dict[str, _Words], groups: Sequence[Sequence[str]]) -> _Told | None:
    """Who tells the statement of a fact; None where it is no sentence to show, or no two origins tell it.

    Members of a fact need not all say the same (each shares something with some other), so those count that likely
    state what the statement does, and whose meaning is near.
    """
    sites = [(words[m.document].account, i) for m in fact.likely if (i := _index(words, m)) is not None]
    if not sites or not is_whole(*sites[0]) or is_pictured(*sites[0]):
        return None
    stated, *others = sites
    near = [stated, *(s for s in others if _alike(stated, s))]
    tellers = {a.id: a for a, _ in near}
    shared = _shared_words(stated, near, words)
    several = sum(not set(tellers).isdisjoint(group) for group in groups) >= _ORIGINS
    if not several or len(shared) < _CONFIRMED * len(words[stated[0].id].of[stated[1]]):
        return None
    return _Told(
        fact=fact,
        vectors=np.stack([a.annotations.embeddings[i] for a, i in near]),
        accounts=tuple(tellers[k] for k in sorted(tellers)),
        shared=shared,
        early=1 - min(i / len(a.annotations.sentences) for a, i in near),
        dates=tuple(t.value[:10] for a, i in near for t in _times(a, a.sentence(i))),
    )


_Site = tuple[Account, int]


def _alike(one: _Site, other: _Site) -> bool:
    return float(one[0].annotations.embeddings[one[1]] @ other[0].annotations.embeddings[other[1]]) >= _ALIKE


def _shared_words(stated: _Site, near: Sequence[_Site], words: dict[str, _Words]) -> frozenset[str]:
    others = (words[a.id].of[i] for a, i in near if a.id != stated[0].id)
    return words[stated[0].id].of[stated[1]] & frozenset[str]().union(*others)


def _times(account: Account, member: Citation) -> list[Time]:
    """The days that a sentence names."""
    times = (t for t in account.annotations.times if member.span.holds(t.span))
    return [t for t in times if t.type in {"DATE", "TIME"} and t.value[:4].isdigit() and len(t.value) >= _DAY]


_NONE = Happening("", "", None, None, (), (), "")


def _once(found: Sequence[tuple[Omission, _Told]]) -> list[Omission]:
    """Weightiest first, without those of facts that share a telling with one before, or nearly do."""
    kept: list[tuple[Omission, _Told]] = []
    for omission, told in sorted(found, key=lambda one: (-one[0].score, one[0].fact)):
        if all(float((told.vectors @ other.vectors.T).max()) < _SAME for _, other in kept):
            kept.append((omission, told))
    return [omission for omission, _ in kept]


def _index(words: dict[str, _Words], member: Citation) -> int | None:
    own = words.get(member.document)
    return own.account.annotations.sentence_at(member.start) if own else None


# ------------------------------------------------------------------ what is left out


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A fact that an account may leave out: when it was known, and what comes nearest to it in the account.

    `nearest` is a cosine, `here` how many of the tellers' words one place has.
    """

    account: Account
    told: _Told
    known: str
    nearest: float
    here: int

    @property
    def values(self) -> tuple[float, ...]:
        """What the model weighs, in the order of `FEATURES`."""
        shared = len(self.told.shared)
        tellers = math.log(len(self.told.accounts))
        words = float(min(_MOST_WORDS, shared))
        return (self.told.fact.score, tellers, self.nearest, words, self.here / max(1, shared))


def _candidate(own: _Words, told: _Told, links: Links) -> Candidate | None:
    account = own.account
    if not account.annotations.attempted or account.id in {m.document for m in told.fact.members}:
        return None
    happening = _shared_happening(account, told, links)
    if happening is _NONE:
        return None
    known = _known(account, told, happening)
    nearest = _nearest(account, told.vectors)
    if not known or nearest >= COVERED:
        return None
    return Candidate(account, told, known, nearest, own.most_told(told.shared))


def _omission(candidate: Candidate, origins: int) -> Omission | None:
    model = logistic.load("omission", FEATURES, "tellings.compare")
    probability = round(model.probability(candidate.values), 4)
    if probability < model.threshold:
        return None
    told = candidate.told
    matters = (0.5 + 0.5 * told.early) * min(1.0, (1 + origins) / _MOST_ORIGINS)
    why = _why(told, candidate.known, candidate.nearest, candidate.here, probability)
    return Omission(told.fact.id, candidate.account.id, why, round(probability * matters, 4))


def _why(told: _Told, known: str, nearest: float, here: int, probability: float) -> str:
    """One line: who tells it, what comes nearest to it here, and how sure that is."""
    carried = f"{number_word(len(told.accounts))} other accounts have it, {known}"
    alike = f"the nearest sentence here is {max(0, round(100 * nearest))} % alike in meaning"
    words = f" and has {here or 'none'} of the {len(told.shared)} words that they share" if told.shared else ""
    return f"{carried}; {alike}{words}; probability {probability:.2f}"


def _shared_happening(account: Account, told: _Told, links: Links) -> Happening | None:
    """The happening that the fact belongs to and the account reports too; `_NONE` where there is no such happening.

    None stands for accounts that report no happening at all.  What accounts of several happenings share is background,
    which nobody need repeat.
    """
    if not links.happenings:
        return None
    found = (h for h in links.happenings if h.id == told.fact.happening and account.id in h.documents)
    return next(found, _NONE)


def _known(account: Account, told: _Told, happening: Happening | None) -> str:
    """What to say of when the fact was known, or "" where the account was too early for it or may have been.

    The second oldest telling counts: what one account alone had was not yet common knowledge.
    """
    mine = _published(account, happening)
    theirs = sorted(d for d in (_published(a, happening) for a in told.accounts) if d)
    if not mine or len(theirs) < _ORIGINS:
        return "" if _is_of_later(told, happening) else "though which came first is not known"
    known = theirs[_ORIGINS - 1]
    if known[: len(mine)] > mine[: len(known)]:
        return ""
    return "the second on the same day" if known == mine else f"the second by {known}; this one is of {mine}"


def _published(account: Account, happening: Happening | None) -> str:
    """The day of an account; where the year is unknown, that of the happening it reports."""
    value = account.document.published.value if account.document.published else ""
    year = happening.date.value[:4] if happening and happening.date else ""
    if value.startswith("XXXX-") and year.isdigit():
        return f"{year}{value[4:]}"
    return value if value[:4].isdigit() else ""


def _is_of_later(told: _Told, happening: Happening | None) -> bool:
    """Whether the tellers date a fact after the happening, so that an account of unknown date may be too early."""
    day = happening.date.value[:10] if happening and happening.date else ""
    return bool(day) and any(t > day for t in told.dates)


def _nearest(account: Account, vectors: Vectors) -> float:
    own = account.annotations.embeddings
    if not len(own) or not len(vectors):
        return 0.0
    return float((own @ vectors.T).max())
