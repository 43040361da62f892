"""Where a happening took place: the place that openings and datelines name, the town before its country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tellings.link.entities.bodies import is_country, place_key
from tellings.link.entities.chains import stands_in_place
from tellings.records import Account, LinkedEntity

__all__ = ["place_of"]

_SENTENCES = 3  # of an opening
_AWAY = frozenset(("from", "to", "toward", "towards", "through"))  # where somebody or something goes
_FILED = 6  # weight of a dateline's town; the first place that an opening names weighs 10, the next 9
_SMALLER = 0.34  # share of a country's votes from which a place inside goes before it


def place_of(accounts: Sequence[Account], entities: Sequence[LinkedEntity]) -> str | None:
    """The place that most openings name after a preposition of place.

    Args:
        accounts: Accounts of one event.
        entities: Entities across them, which tell a place from a person named after one.

    Returns:
        The name as most accounts write it, or None.
    """
    kinds = {chain: e.type for e in entities for chain in e.chains}
    votes: Counter[str] = Counter()
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for account in accounts:
        names = [*_named(account, kinds), *_filed(account)]
        for key, (name, weight) in {place_key(n): (n, w) for n, w in reversed(names)}.items():
            votes[key] += weight
            written[key][name] += 1
    best = _best(votes)
    return min(written[best], key=lambda n: (-written[best][n], n)) if best else None


def _named(account: Account, kinds: dict[tuple[str, str], str]) -> Iterator[tuple[str, int]]:
    notes = account.annotations
    end = notes.sentences[min(_SENTENCES, len(notes.sentences)) - 1].end
    weight = 10
    for m in notes.mentions:
        if m.type != "LOC" or m.form != "name" or m.start >= end or not stands_in_place(account, m):
            continue
        kind = kinds.get((account.id, m.entity), "LOC") if m.entity else "LOC"
        if kind == "LOC" and notes.tokens[notes.tokens[m.head].head].text.lower() not in _AWAY:
            yield _cased(account.quote(m.span)), weight
            weight = max(1, weight - 1)


def _filed(account: Account) -> Iterator[tuple[str, int]]:
    if account.document.dateline and account.document.dateline.value.place:
        yield _cased(account.document.dateline.value.place.split(",")[0]), _FILED


def _cased(name: str) -> str:
    """A name on one line, in ordinary letters."""
    line = " ".join(name.split())
    return line.title() if line.isupper() and len(line) > 4 else line


def _best(votes: Counter[str]) -> str | None:
    ranked = sorted(votes, key=lambda k: (-votes[k], k))
    if not ranked:
        return None
    towns = [k for k in ranked if not is_country(k) and votes[k] >= _SMALLER * votes[ranked[0]]]
    return towns[0] if is_country(ranked[0]) and towns else ranked[0]
