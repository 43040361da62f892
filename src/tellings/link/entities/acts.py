"""Wars and investigations as entities: what accounts call the same act ("war", "conflict", "aggression").

Only acts of which a story tells one at a time are joined: a definite "the war" or "Russia's invasion of Ukraine" is the
war of the story, while two attacks in one story may well be two attacks.  Wars that have names of their own are
mentions by name already and stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tellings.link.entities.chains import named_tokens
from tellings.link.entities.names import act_of
from tellings.link.happenings import cosines
from tellings.records import Account, LinkedEntity, Naming, Token

_ELSEWHERE = frozenset(
    {
        "world",
        "cold",
        "trade",
        "civil",
        "gulf",
        "culture",
        "price",
        "bidding",
        "star",
        "internal",
        "first",
        "second",
        "another",
    }
)
_OPENING, _RELATED = 4, 0.35  # sentences; cosine of openings (accounts of one story: 0.38 and up; of two: below 0.3)
_LONGEST = 9  # words of a description


def find_acts(accounts: Sequence[Account], story: Mapping[str, int]) -> tuple[LinkedEntity, ...]:
    """One entity for each kind of act that at least two mentions in the accounts of one story mean.

    Args:
        accounts: Annotated accounts, in any order.
        story: Document → the number of its story (`stories`).

    Returns:
        Entities without ids and without chains, since no in-document chain holds them; sorted by kind.
    """
    found: dict[tuple[str, int], list[Naming]] = defaultdict(list)
    for account in sorted(accounts, key=lambda a: a.id):
        for kind, naming in _of(account):
            found[kind, story[account.id]].append(naming)
    return tuple(_entity(found[key]) for key in sorted(found) if len(found[key]) > 1)


def stories(accounts: Sequence[Account]) -> dict[str, int]:
    """Document → the number of its story: the war of one story is not that of an unrelated one."""
    ordered = sorted(accounts, key=lambda a: a.id)
    story = list(range(len(ordered)))
    for i, j, near in cosines(ordered):
        if near.size and min(near[:_OPENING].max(), near[:, :_OPENING].max()) >= _RELATED and story[i] != story[j]:
            story = [story[i] if s == story[j] else s for s in story]
    return {a.id: number for a, number in zip(ordered, story, strict=True)}


def _entity(namings: list[Naming]) -> LinkedEntity:
    counts = Counter(n.name for n in namings)
    names = tuple(sorted(counts, key=lambda n: (-counts[n], n)))
    ordered = tuple(sorted(namings, key=lambda n: (n.document, n.start)))
    return LinkedEntity("", names[0], "MISC", names, ordered, (), "the one act of its kind told of")


def _of(account: Account) -> Iterator[tuple[str, Naming]]:
    tokens = account.annotations.tokens
    covered = named_tokens(account)
    for index, token in enumerate(tokens):
        kind = act_of(token.lemma) if token.pos in ("NOUN", "PROPN") and index not in covered else ""
        start = _start(tokens, index) if kind else index
        if kind and start < index and not {t.lemma for t in tokens[start:index]} & _ELSEWHERE:
            end = _end(tokens, index)
            span = tokens[start].start, tokens[end].end
            yield (
                kind,
                Naming(account.id, *span, " ".join(account.document.text[span[0] : span[1]].split()), "nominal", ""),
            )


def _start(tokens: Sequence[Token], head: int) -> int:
    """Where a definite or possessive phrase begins; the head itself where it is neither."""
    start = head
    definite = False
    while start > 0 and head - start < _LONGEST and _leads_to(tokens, start - 1, head):
        start -= 1
        definite = definite or tokens[start].lemma == "the" or tokens[start].text in ("'s", "’s")
    return start if definite else head


def _leads_to(tokens: Sequence[Token], index: int, head: int) -> bool:
    at = index
    for _ in range(_LONGEST):
        if at == head:
            return True
        if tokens[at].pos in ("VERB", "ADP", "SCONJ") or not index < tokens[at].head <= head:
            return False
        at = tokens[at].head
    return False


def _end(tokens: Sequence[Token], head: int) -> int:
    """The phrase with what it is against, in or of; without clauses."""
    if (
        head + 2 < len(tokens)
        and tokens[head + 1].lemma in ("against", "in", "of", "on", "with")
        and tokens[head + 1].head == head
    ):
        end = head + 2
        while end + 1 < len(tokens) and end - head < 4 and tokens[end].dep in ("compound", "det", "amod"):
            end += 1
        if tokens[end].pos == "PROPN":
            return end
    return head
