"""What an account leaves out that others carry, and what it alone has.

An omission is only one if the account could have known: the fact must belong to a happening that the account reports,
must have been published by then, and must not stand in the account in other words (its nearest sentence is checked, so
that a link that `link` missed does not become a reproach).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tellings.records import Account, Citation, Corroboration, Fact, Links, Omission, Unique, Vectors

COVERED = 0.6  # cosine from which a sentence is taken to tell the fact in other words
ALONE = 0.7  # cosine below which no other account has a sentence's content
_ORIGINS = 2
_MOST_OMISSIONS = 12
_MOST_UNIQUE = 8
_SHOUTED = 0.25  # share of words in capitals from which a sentence is a row of headlines
_SHORTEST = 6  # words of a sentence that says something
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def find_omissions(
    accounts: Sequence[Account], links: Links, corroboration: Sequence[Corroboration]
) -> tuple[Omission, ...]:
    """Find the facts that each account leaves out although independent others carry them.

    Args:
        accounts: Annotated accounts, sorted by id.
        links: Facts and happenings across them.
        corroboration: Independent origins of the facts.

    Returns:
        At most twelve omissions a document, weightiest first, documents by id.
    """
    origins = {c.fact: c.origins for c in corroboration}
    by_id = {a.id: a for a in accounts}
    facts = [f for f in links.facts if origins.get(f.id, 0) >= _ORIGINS]
    told = {f.id: _Told.of(f, by_id) for f in facts}
    out: list[Omission] = []
    for account in accounts:
        found = [o for f in facts if (o := _omission(account, told[f.id], links, origins[f.id]))]
        out.extend(sorted(found, key=lambda o: (-o.score, o.fact))[:_MOST_OMISSIONS])
    return tuple(out)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A fact with its members' embeddings, the accounts that tell it, and how early in them it comes (0 to 1)."""

    fact: Fact
    vectors: Vectors
    accounts: tuple[Account, ...]
    early: float

    @classmethod
    def of(cls, fact: Fact, accounts: dict[str, Account]) -> _Told:
        """Look the members up."""
        sites = [(accounts[m.document], i) for m in fact.members if (i := _index(accounts, m)) is not None]
        rows = [a.annotations.embeddings[i] for a, i in sites]
        vectors = np.stack(rows) if rows else np.zeros((0, 1), np.float32)
        places = [i / max(1, len(a.annotations.sentences)) for a, i in sites]
        tellers = {a.id: a for a, _ in sites}
        return cls(fact, vectors, tuple(tellers[k] for k in sorted(tellers)), 1 - min(places, default=1.0))


def _index(accounts: dict[str, Account], member: Citation) -> int | None:
    account = accounts.get(member.document)
    return account.annotations.sentence_at(member.start) if account else None


def _omission(account: Account, told: _Told, links: Links, origins: int) -> Omission | None:
    if not account.annotations.attempted or account.id in {m.document for m in told.fact.members}:
        return None
    if not _same_happening(account, told, links) or not told.accounts:
        return None
    known, when = _known(account, told.accounts)
    nearest = _nearest(account, told.vectors)
    if not known or nearest >= COVERED:
        return None
    score = round(min(1.0, origins / 4) * (0.4 + 0.6 * told.early) * (1 - nearest) * told.fact.score, 4)
    others = len(told.accounts)
    why = f"{_number(others)} other accounts of {_number(origins)} independent origins carry it; {when}"
    return Omission(told.fact.id, account.id, why, score)


def _same_happening(account: Account, told: _Told, links: Links) -> bool:
    """Whether the account reports a happening that the fact's tellers report."""
    mine = {h.id for h in links.happenings if account.id in h.documents}
    if told.fact.happening is not None:
        return told.fact.happening in mine
    theirs = {h.id for h in links.happenings for a in told.accounts if a.id in h.documents}
    return bool(mine & theirs) or not links.happenings


def _known(account: Account, tellers: Sequence[Account]) -> tuple[bool, str]:
    """Whether the fact had been published by then, and what to say of it.

    The second oldest telling counts: what one account alone had was not yet common knowledge.
    """
    mine = _published(account)
    theirs = sorted(d for d in map(_published, tellers) if d)
    if not mine or len(theirs) < _ORIGINS:
        return True, "it is not known which was published first"
    if theirs[_ORIGINS - 1][: len(mine)] > mine[: len(theirs[_ORIGINS - 1])]:
        return False, ""
    return True, f"it was known by {theirs[_ORIGINS - 1]}, and this account is of {mine}"


def _published(account: Account) -> str:
    published = account.document.published
    return published.value if published and published.value[:4].isdigit() else ""


def _nearest(account: Account, vectors: Vectors) -> float:
    own = account.annotations.embeddings
    if not len(own) or not len(vectors):
        return 0.0
    return float((own @ vectors.T).max())


# ------------------------------------------------------------------ what one account alone has


def find_unique(accounts: Sequence[Account], links: Links) -> tuple[Unique, ...]:
    """Find the sentences whose content no other account has, the newsworthiest first.

    Args:
        accounts: Annotated accounts, sorted by id.
        links: Their facts: a member of one is never unique.

    Returns:
        At most eight sentences a document, documents by id.  Nothing when there is only one account.
    """
    if len(accounts) < 2:
        return ()
    shared = {m for f in links.facts for m in f.members}
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
    if title and text.rstrip(".") == title.value.strip().rstrip("."):
        return False
    shouted = sum(len(t.text) > 1 and t.text.isupper() for t in words) >= _SHOUTED * max(1, len(words))
    spoken = len(words) >= _SHORTEST and any(t.pos in ("VERB", "AUX") for t in tokens)
    return spoken and not shouted and not text.endswith("?")


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


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
