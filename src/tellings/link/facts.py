"""Which sentences of different accounts state the same specific fact, although worded differently.

`passages` lays the sentences out, `pairs` says how likely two of them state one fact, `grouping` makes groups of the
likely pairs; here the groups become facts: a statement to show, whom the members credit, and why they were linked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tellings.link.grouping import Group, group
from tellings.link.pairs import Pairs, score
from tellings.link.passages import Floats, Passages, gather
from tellings.records import Account, Fact, Happening, LinkedEntity, Span, Token

OWN_VOICE = "own voice"
MIXED = "mixed"
_COVERED = 0.5  # share of a sentence that reported speech must cover for the sentence to be its speaker's
_READABLE = 30  # words beyond which a sentence is long for a statement


def link_facts(
    accounts: Sequence[Account], entities: Sequence[LinkedEntity], happenings: Sequence[Happening]
) -> tuple[Fact, ...]:
    """Find the facts that at least two accounts state.

    Args:
        accounts: The accounts, in any order.
        entities: The entities linked across them.
        happenings: The events that they report.

    Returns:
        Facts, widest first: by number of accounts, then by score, then by first member.
    """
    passages = gather(accounts)
    if len(passages.accounts) < 2:
        return ()
    pairs, probability = score(passages, happenings)
    groups = group(passages.document, pairs.left, pairs.right, probability)
    ordered = sorted(groups, key=lambda g: (-len(_documents(passages, g)), -g.weakest, g.members))
    return tuple(
        _fact(f"f{number}", passages, g, _why(pairs, passages, g), _happening(passages, g, happenings), entities)
        for number, g in enumerate(ordered, 1)
    )


def _documents(passages: Passages, found: Group) -> set[int]:
    return set(passages.document[list(found.members)].tolist())


def _fact(
    name: str, passages: Passages, found: Group, why: str, happening: str | None, entities: Sequence[LinkedEntity]
) -> Fact:
    holders = [_holder(passages, i, entities) for i in found.members]
    clearest = _clearest(passages, found.members, holders)
    return Fact(
        id=name,
        statement=" ".join(passages.account(clearest).quote(passages.sentence(clearest).span).split()),
        holder=holders[0] if len(set(holders)) == 1 else MIXED,
        members=tuple(passages.account(i).sentence(int(passages.position[i])) for i in found.members),
        score=round(found.weakest, 4),
        why=why,
        happening=happening,
    )


def _clearest(passages: Passages, members: Sequence[int], holders: Sequence[str]) -> int:
    """The member nearest to all others, less what makes a sentence hard to quote: length, and another's voice."""
    vectors = passages.embeddings[list(members)]
    central = (vectors @ vectors.T).mean(axis=1)

    def merit(k: int) -> float:
        words = len(passages.tokens[members[k]])
        return round(float(central[k]) - 0.02 * max(0, words - _READABLE) - 0.1 * (holders[k] != OWN_VOICE), 6)

    return members[max(range(len(members)), key=lambda k: (merit(k), -k))]


def _holder(passages: Passages, index: int, entities: Sequence[LinkedEntity]) -> str:
    """Who is credited with a sentence: the speaker whose reported words cover most of it, else the outlet itself."""
    account, sentence = passages.account(index), passages.sentence(index)
    best, holder = _COVERED * (sentence.end - sentence.start), OWN_VOICE
    for said in account.annotations.attributions:
        covered = sum(sentence.span.shared(c) for c in said.content)
        if covered > best:
            best, holder = covered, _speaker(account, said.speaker, said.source, entities)
    return holder


def _speaker(account: Account, chain: str | None, source: Span | None, entities: Sequence[LinkedEntity]) -> str:
    linked = next((e.name for e in entities if chain and (account.id, chain) in e.chains), None)
    own = next((e.name for e in account.annotations.entities if e.id == chain), None)
    return linked or own or (" ".join(account.quote(source).split()) if source else "an unnamed source")


def _happening(passages: Passages, found: Group, happenings: Sequence[Happening]) -> str | None:
    told_by = {passages.account(i).id for i in found.members}
    ids = [h.id for h in happenings if told_by <= set(h.documents)]
    return ids[0] if len(ids) == 1 else None


def _why(pairs: Pairs, passages: Passages, found: Group) -> str:
    """The signals of the weakest link, in plain words."""
    i, j = found.link
    rows = np.flatnonzero((pairs.left == i) & (pairs.right == j))
    if not rows.size:
        return "linked through the other members"
    return "; ".join(_signals(passages, pairs.signals[rows[0]], pairs.names, (i, j)))


def _signals(passages: Passages, values: Floats, names: tuple[str, ...], pair: tuple[int, int]) -> list[str]:
    value = dict(zip(names, values.tolist(), strict=True))
    shared_names = _common(passages, pair, lambda t: t.pos == "PROPN")
    numbers = _common(passages, pair, lambda t: t.pos == "NUM")
    parts = [f"meaning {max(0, value['cos']):.0%} alike", f"wording {value['words_like']:.0%} alike"]
    parts += [f"same names ({', '.join(shared_names[:3])})"] if shared_names else []
    parts += [f"same number ({', '.join(numbers[:3])})"] if numbers else []
    return parts


def _common(passages: Passages, pair: tuple[int, int], wanted: Callable[[Token], bool]) -> list[str]:
    one, other = ([t.text for t in passages.tokens[k] if wanted(t)] for k in pair)
    return list(dict.fromkeys(t for t in one if t in other))
