"""The desk that the brief is chosen at, and what can be asked of a sentence on it.

How near two sentences are, how much of one the others confirm, which figures, loaded words and colours it has, whether
it can be read alone.  Every answer is a plain fact of the sentence: what speaks for or against it in a line is judged
where the candidates are made.  What is compared is rounded, so that the last bits of a float decide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tellings.compare.reading import Chains, starting_in
from tellings.compare.standing import is_notice, is_pictured, is_unclaimed, is_whole, leans
from tellings.link.passages import described_alone
from tellings.records import Account, Citation, Token, Vectors

_WORD_CLASSES = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_WORDS = range(8, 46)


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """What choosing needs: accounts by id, linked entities, which sentences conflict, which facts each one states."""

    accounts: dict[str, Account]
    chains: Chains
    disputed: frozenset[Citation]
    facts: dict[Citation, frozenset[str]]


def index_of(desk: Desk, place: Citation) -> int:
    """Which sentence of its account a cited place is.

    Raises:
        ValueError: The place lies in no sentence: a finding cites what no annotation covers.
    """
    found = desk.accounts[place.document].annotations.sentence_at(place.start)
    if found is None:
        raise ValueError(f"{place} is cited, but lies in no sentence")
    return found


def row_of(desk: Desk, place: Citation) -> Vectors:
    """The vector of a sentence, of unit length."""
    row: Vectors = desk.accounts[place.document].annotations.embeddings[index_of(desk, place)]
    return row


def _tokens(desk: Desk, place: Citation) -> Sequence[Token]:
    return desk.accounts[place.document].annotations.tokens_of(index_of(desk, place))


# ------------------------------------------------------------------ how near sentences are


def likeness(desk: Desk, one: Citation, other: Citation) -> float:
    """Cosine of two sentences, to four decimals."""
    return round(float(np.dot(row_of(desk, one), row_of(desk, other))), 4)


def nearest(desk: Desk, place: Citation, others: Sequence[Citation]) -> float:
    """Cosine with the nearest of some sentences; 0.0 where there is none."""
    return max((likeness(desk, place, c) for c in others), default=0.0)


def closeness(desk: Desk, place: Citation, others: Sequence[Citation]) -> float:
    """Mean cosine with the members of other accounts, to one decimal: finer differences decide nothing."""
    if not others:
        return 0.0
    return round(float(np.mean([np.dot(row_of(desk, place), row_of(desk, c)) for c in others])), 1)


def confirmed_share(desk: Desk, place: Citation, others: Sequence[Citation]) -> float:
    """Share of a sentence's content words that sentences of other accounts have."""
    words = _content(desk, place)
    known = frozenset[str]().union(*(_content(desk, c) for c in others))
    return round(len(words & known) / max(1, len(words)), 2)


def _content(desk: Desk, place: Citation) -> frozenset[str]:
    """The content words of a sentence, with one key for each linked entity, whatever it is called."""
    account = desk.accounts[place.document]
    inside = starting_in(account.annotations.mentions, place.span)
    named = [m for m in inside if m.entity and place.span.holds(m.span)]
    linked = [(m, desk.chains[chain]) for m in named if (chain := (account.id, m.entity or "")) in desk.chains]
    tokens = account.annotations.tokens_of(index_of(desk, place))
    plain_words = (t for t in tokens if t.pos in _WORD_CLASSES and not any(m.span.holds(t.span) for m, _ in linked))
    return frozenset(t.lemma.casefold() for t in plain_words) | {f"entity {e.id}" for _, e in linked}


def meant(desk: Desk, place: Citation, *, by_name: bool) -> frozenset[str]:
    """Whom and what a sentence is about, linked entities by their id, others by their words; or those it names only."""
    account = desk.accounts[place.document]
    inside = [m for m in starting_in(account.annotations.mentions, place.span) if m.form == "name" or not by_name]
    linked = {m: desk.chains.get((account.id, m.entity or "")) for m in inside}
    return frozenset(f"entity {e.id}" if e else account.quote(m.span).casefold() for m, e in linked.items())


# ------------------------------------------------------------------ how a sentence is worded


def figures(desk: Desk, place: Citation) -> frozenset[str]:
    """The numbers that a sentence has, in digits or in words."""
    return frozenset(t.lemma for t in _tokens(desk, place) if t.pos == "NUM")


def loaded(desk: Desk, place: Citation) -> int:
    """How many loaded words a sentence has."""
    return sum(place.span.holds(x.span) for x in desk.accounts[place.document].annotations.loaded)


def coloured(desk: Desk, place: Citation, others: Sequence[Citation]) -> int:
    """How many words describe a thing or an act in this sentence alone: "hapless", "stubbornly".

    The model knows few of the words that colour; what an account adds to what all tell is its own either way.
    """
    return described_alone(_tokens(desk, place), (_tokens(desk, c) for c in others))


def stands_alone(desk: Desk, place: Citation) -> bool:
    """Whether a sentence can be read by itself: neither fragment nor caption nor question, and nothing is missing."""
    account, index = desk.accounts[place.document], index_of(desk, place)
    words = [t for t in account.annotations.tokens_of(index) if any(c.isalnum() for c in t.text)]
    if len(words) not in _WORDS or account.quote(place).rstrip('”"’» ').endswith("?"):
        return False
    if leans(account, index) or is_notice(account, index) or not is_whole(account, index):
        return False
    return not is_unclaimed(account, index) and not is_pictured(account, index)
