"""What one account alone has: the sentences whose content no other account tells, the newsworthiest first.

That nobody else has it is judged by meaning (cosine with the nearest sentence elsewhere) and by the facts and conflicts
that were found; which of those sentences matter is ranked by what editors picked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np

from tellings.compare.reading import sentences_under, starting_in
from tellings.compare.standing import is_notice, is_pictured, is_unclaimed, is_whole, leans
from tellings.link import logistic
from tellings.records import Account, Conflict, Links, Unique

ALONE = 0.7  # cosine below which no other account has a sentence's content
_MOST = 5
_SHORTEST = 6  # words of a sentence that says something


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a sentence."""

    people: int
    bodies: int
    figures: int
    statement: bool
    length: float
    nearest: float
    stands: bool
    quoted: float
    slant: float
    date: bool


FEATURES = tuple(f.name for f in fields(Signals))


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
    model = logistic.load("unique", FEATURES, "tellings.compare")
    found: dict[str, list[Unique]] = {a.id: [] for a in accounts}
    for account, index, signals in candidates(accounts, links, conflicts):
        probability = round(model.probability(astuple(signals)), 4)
        if probability >= model.threshold:
            found[account.id].append(Unique(account.sentence(index), probability, _why(signals, probability)))
    return tuple(u for of_one in found.values() for u in sorted(of_one, key=lambda u: (-u.score, u.citation))[:_MOST])


def candidates(
    accounts: Sequence[Account], links: Links, conflicts: Sequence[Conflict]
) -> Iterator[tuple[Account, int, Signals]]:
    """The sentences that no other account tells, however likely to be picked: what `training/picks.py` learns from."""
    shared = {m for f in links.facts for m in f.members} | {m for c in conflicts for a in c.answers for m in a.members}
    for account in accounts:
        others = [a for a in accounts if a.id != account.id]
        yield from _alone(account, others, {(m.start, m.end) for m in shared if m.document == account.id})


def _alone(
    account: Account, others: Sequence[Account], shared: set[tuple[int, int]]
) -> Iterator[tuple[Account, int, Signals]]:
    rows = [a.annotations.embeddings for a in others if len(a.annotations.embeddings)]
    if not rows or not account.annotations.sentences:
        return
    nearest = (account.annotations.embeddings @ np.concatenate(rows).T).max(axis=1)
    contents = [c for a in account.annotations.attributions for c in a.content]
    spoken = frozenset(sentences_under(account, contents))
    for index, cosine in enumerate(nearest):
        place = account.sentence(index)
        told = any(start < place.end and place.start < end for start, end in shared)
        if cosine < ALONE and not told and _says_something(account, index):
            yield account, index, _signals(account, index, float(cosine), spoken=index in spoken)


def _says_something(account: Account, index: int) -> bool:
    """Whether a sentence is news text: long enough, whole, not the title, a question or a caption."""
    words = [t for t in account.annotations.tokens_of(index) if t.text[:1].isalnum()]
    text = account.quote(account.sentence(index)).strip()
    title = account.document.title
    if title and text.rstrip(".") == title.value.strip().rstrip("."):
        return False
    if len(words) < _SHORTEST or text.endswith("?"):
        return False
    if is_notice(account, index) or is_pictured(account, index) or is_unclaimed(account, index):
        return False
    return is_whole(account, index)


def _signals(account: Account, index: int, cosine: float, *, spoken: bool) -> Signals:
    sentence, notes = account.annotations.sentences[index], account.annotations
    named = [m.type for m in starting_in(notes.mentions, sentence.span) if m.form == "name"]
    return Signals(
        people=min(2, named.count("PER")),
        bodies=min(2, named.count("ORG") + named.count("LOC")),
        figures=min(2, len(starting_in(notes.quantities, sentence.span))),
        statement=spoken,
        length=min(1.0, (sentence.last - sentence.first) / 30),
        nearest=cosine,
        stands=not leans(account, index),
        quoted=sentence.quoted,
        slant=sentence.biased,
        date=any(t.type == "DATE" for t in starting_in(notes.times, sentence.span)),
    )


def _why(signals: Signals, probability: float) -> str:
    """One line: how near others come, what makes it news, and how sure that is."""
    parts = [
        ("names", signals.people or signals.bodies),
        ("figures", signals.figures),
        ("a date", signals.date),
        ("a statement", signals.statement),
    ]
    has = [word for word, there in parts if there]
    alike = max(0, round(100 * signals.nearest))
    near = f"no other account tells it: the nearest sentence elsewhere is {alike} % alike in meaning"
    news = f"it has {_joined(has)}" if has else "it has no name, figure or date"
    return f"{near}; {news}; probability that an editor would pick it {probability:.2f}"


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
