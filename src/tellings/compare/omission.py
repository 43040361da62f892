"""What an account leaves out that others carry, and what it alone has.

An omission is only one if the account could have known: the fact must belong to a happening that the account reports,
must have been published by then, and must not stand in the account in other words (its nearest sentence is checked, so
that a link that `link` missed does not become a reproach).  Background that accounts of several happenings share is
never an omission.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tellings.compare.conflict.english import number_word
from tellings.link.captions import is_caption
from tellings.records import (
    Account,
    Citation,
    Conflict,
    Corroboration,
    Fact,
    Happening,
    Links,
    Omission,
    Time,
    Unique,
    Vectors,
)

COVERED = 0.6  # cosine from which a sentence is taken to tell the fact in other words
ALONE = 0.7  # cosine below which no other account has a sentence's content
_ORIGINS = 2
_DAY = len("2025-01-01")
_MOST_OMISSIONS = 5
_MOST_UNIQUE = 5
_SAME = 0.9  # cosine from which two tellings are one
_ONLY_QUOTED = 0.9  # quoted share of a sentence that is nothing but quotation
_SHOUTED = 0.25  # share of words in capitals from which a sentence is a row of headlines
_SHORTEST = 6  # words of a sentence that says something


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
    by_id = {a.id: a for a in accounts}
    facts = [f for f in links.facts if origins.get(f.id, 0) >= _ORIGINS and not is_caption(f.statement)]
    told = {f.id: _Told.of(f, by_id) for f in facts}
    out: list[Omission] = []
    for account in accounts:
        found = [o for f in facts if (o := _omission(account, told[f.id], links, origins[f.id]))]
        out.extend(_once(sorted(found, key=lambda o: (-o.score, o.fact)), told)[:_MOST_OMISSIONS])
    return tuple(out)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A fact with its members' embeddings, the accounts that tell it, how early (0 to 1), and the days they name."""

    fact: Fact
    vectors: Vectors
    accounts: tuple[Account, ...]
    early: float
    dates: tuple[str, ...]

    @classmethod
    def of(cls, fact: Fact, accounts: dict[str, Account]) -> _Told:
        """Look the members up."""
        sites = [(accounts[m.document], i) for m in fact.members if (i := _index(accounts, m)) is not None]
        rows = [a.annotations.embeddings[i] for a, i in sites]
        vectors = np.stack(rows) if rows else np.zeros((0, 1), np.float32)
        places = [i / max(1, len(a.annotations.sentences)) for a, i in sites]
        tellers = {a.id: a for a, _ in sites}
        dates = tuple(t.value[:10] for m in fact.members for t in _times(accounts[m.document], m))
        return cls(fact, vectors, tuple(tellers[k] for k in sorted(tellers)), 1 - min(places, default=1.0), dates)


def _times(account: Account, member: Citation) -> list[Time]:
    """The days that a sentence names."""
    times = (t for t in account.annotations.times if member.span.holds(t.span))
    return [t for t in times if t.type in {"DATE", "TIME"} and t.value[:4].isdigit() and len(t.value) >= _DAY]


_NONE = Happening("", "", None, None, (), (), "")


def _once(found: Sequence[Omission], told: dict[str, _Told]) -> list[Omission]:
    """The omissions without those of facts that share a telling with one before, or nearly do."""
    kept: list[Omission] = []
    for omission in found:
        mine = told[omission.fact].vectors
        if all(float((mine @ told[o.fact].vectors.T).max()) < _SAME for o in kept):
            kept.append(omission)
    return kept


def _index(accounts: dict[str, Account], member: Citation) -> int | None:
    account = accounts.get(member.document)
    return account.annotations.sentence_at(member.start) if account else None


def _omission(account: Account, told: _Told, links: Links, origins: int) -> Omission | None:
    if not account.annotations.attempted or account.id in {m.document for m in told.fact.members}:
        return None
    happening = _shared_happening(account, told, links)
    if happening is _NONE or not told.accounts:
        return None
    known = _known(account, told, happening)
    nearest = _nearest(account, told.vectors)
    if not known or nearest >= COVERED:
        return None
    score = round(min(1.0, origins / 4) * (0.4 + 0.6 * told.early) * (1 - nearest) * told.fact.score, 4)
    return Omission(
        told.fact.id, account.id, f"{number_word(len(told.accounts))} other accounts have it, {known}", score
    )


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


# ------------------------------------------------------------------ what one account alone has


def find_unique(accounts: Sequence[Account], links: Links, conflicts: Sequence[Conflict] = ()) -> tuple[Unique, ...]:
    """Find the sentences whose content no other account has, the newsworthiest first.

    Args:
        accounts: Annotated accounts, sorted by id.
        links: Their facts: a member of one is never unique.
        conflicts: What they answer differently: nor is a sentence that gives an answer.

    Returns:
        At most five sentences a document, documents by id.  Nothing when there is only one account.
    """
    if len(accounts) < 2:
        return ()
    shared = {m for f in links.facts for m in f.members} | {m for c in conflicts for a in c.answers for m in a.members}
    out: list[Unique] = []
    for account in accounts:
        others = [a for a in accounts if a.id != account.id]
        found = list(_alone(account, others, {(m.start, m.end) for m in shared if m.document == account.id}))
        out.extend(sorted(found, key=lambda u: (-u.score, u.citation))[:_MOST_UNIQUE])
    return tuple(out)


def _alone(account: Account, others: Sequence[Account], shared: set[tuple[int, int]]) -> Iterable[Unique]:
    rows = [a.annotations.embeddings for a in others if len(a.annotations.embeddings)]
    if not rows or not account.annotations.sentences:
        return
    nearest = (account.annotations.embeddings @ np.concatenate(rows).T).max(axis=1)
    for index, cosine in enumerate(nearest):
        place = account.sentence(index)
        told = any(start < place.end and place.start < end for start, end in shared)
        if cosine < ALONE and not told and _says_something(account, index):
            yield _unique(account, index, float(cosine))


def _says_something(account: Account, index: int) -> bool:
    """Whether a sentence is news text: long enough, with a verb, not the title, a question or a row of teasers."""
    tokens = account.annotations.tokens_of(index)
    words = [t for t in tokens if t.text[:1].isalnum()]
    text = account.quote(account.sentence(index)).strip()
    title = account.document.title
    if is_caption(text) or _is_unclaimed(account, index):
        return False
    if title and text.rstrip(".") == title.value.strip().rstrip("."):
        return False
    shouted = sum(len(t.text) > 1 and t.text.isupper() for t in words) >= _SHOUTED * max(1, len(words))
    spoken = len(words) >= _SHORTEST and any(t.pos in ("VERB", "AUX") for t in tokens)
    return spoken and not shouted and not text.endswith("?")


def _is_unclaimed(account: Account, index: int) -> bool:
    """Whether a sentence is nothing but quotation, and nobody is credited with it."""
    sentence = account.annotations.sentences[index]
    spoken = any(c.shared(sentence.span) and a.source for a in account.annotations.attributions for c in a.content)
    return sentence.quoted >= _ONLY_QUOTED and not spoken


def _unique(account: Account, index: int, cosine: float) -> Unique:
    """Rank by what editors picked: figures and names, length, and closeness to the story that the others tell.

    The weights are those of a logistic regression on hand-made choices (precision 0.48 at three a document).
    """
    sentence, notes = account.annotations.sentences[index], account.annotations
    named = [m.type for m in notes.mentions if m.form == "name" and sentence.span.holds(m.span)]
    people, bodies = min(2, named.count("PER")), min(2, named.count("ORG") + named.count("LOC"))
    numbers = min(2, sum(sentence.span.holds(q.span) for q in notes.quantities))
    spoken = any(c.shared(sentence.span) for a in notes.attributions for c in a.content)
    length = min(1.0, (sentence.last - sentence.first) / 30)
    early = 1 - index / max(1, len(notes.sentences))
    logit = 0.25 * people + 0.2 * bodies + 0.4 * numbers + 0.15 * spoken + 1.3 * length + 0.15 * early + cosine - 2.9
    parts = [w for w, there in (("names", people or bodies), ("figures", numbers), ("a statement", spoken)) if there]
    why = f"no other account tells it{f'; it has {_joined(parts)}' if parts else ''}"
    return Unique(account.sentence(index), round(1 / (1 + math.exp(-logit)), 4), why)


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
