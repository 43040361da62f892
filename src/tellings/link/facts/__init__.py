"""Which sentences of different accounts state the same specific fact, although worded differently.

`passages` lays the sentences out, `pairs` says how likely two of them state one fact, `grouping` makes groups of the
likely pairs; here the groups become facts: a statement to show, whom the members credit, and why they were linked.
Accounts of different happenings share background only, so a link across happenings has to be surer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import numpy as np

from tellings.link.acts import kinds_of_act
from tellings.link.captions import is_caption
from tellings.link.facts.grouping import Group, group
from tellings.link.facts.pairs import score
from tellings.link.network import Pairs
from tellings.link.passages import Floats, Passages, Truths, described_alone, gather
from tellings.records import Account, Attribution, Fact, Happening, LinkedEntity, Span, Token

__all__ = ["MIXED", "OWN_VOICE", "link_facts"]

OWN_VOICE = "own voice"
MIXED = "mixed"
_ACROSS = 0.35  # least probability of a link between accounts of different happenings, which share background only
_ACROSS_EVENT = 0.95  # the same where a sentence is about the event of its day: then it must be nearly word for word
_OPENING = 2  # sentences that open an account: headline and first sentence, or the first two
_COVERED = 0.5  # share of a sentence that reported speech must cover for the sentence to be its speaker's
_READABLE = 30  # words beyond which a sentence is long for a statement
_FRAGMENT = 5  # words below which a sentence is a poor statement
_COLOUR = 0.05  # what each word of description takes off that no other member has
_LABEL, _LABELS = 4, 3  # letters of a word in capitals, and how many such make a sentence a map's or a headline's
_SHOWN = 3  # shared names or numbers that are named in a reason
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})


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
    probability = stricter_across(passages, pairs, probability, happenings)
    groups = group(passages.document, pairs.left, pairs.right, probability)
    words = {i: _text(passages, i) for g in groups for i in g.members}
    sure = {g.members: _likelihood(g, words) for g in groups}
    ordered = sorted(groups, key=lambda g: (-len(_documents(passages, g)), -sure[g.members], g.members))
    holders = _holders(passages, sorted(words), entities)
    statements = choose_statements(passages, ordered, holders, words)
    return tuple(
        Fact(
            id=f"f{number}",
            statement=words[clearest],
            holder=_common_holder([holders[i] for i in found.members]),
            members=tuple(passages.account(i).sentence(int(passages.position[i])) for i in found.members),
            score=sure[found.members],
            why=_why(passages, pairs, found),
            happening=_happening(passages, found, happenings),
            clearest=found.members.index(clearest),
            links=tuple(tuple(row) for row in np.nan_to_num(found.links.astype(float)).round(4).tolist()),
        )
        for number, (found, clearest) in enumerate(zip(ordered, statements, strict=True), 1)
    )


def _documents(passages: Passages, found: Group) -> set[int]:
    return set(passages.document[list(found.members)].tolist())


def _likelihood(found: Group, words: Mapping[int, str]) -> float:
    """How likely two of its sentences, of different accounts and in different words, state the same: the mean.

    Copies of a sentence count once, so that one text carried by many does not make it sure what another says.
    """
    plain = ["".join(filter(str.isalnum, words[i].casefold())) for i in found.members]
    distinct = [n for n, text in enumerate(plain) if text not in plain[:n]]
    between = found.links[np.ix_(distinct, distinct)]
    links = found.links if np.isnan(between).all() else between
    return round(float(np.nanmean(links)), 4)


def _text(passages: Passages, index: int) -> str:
    return " ".join(passages.account(index).quote(passages.sentence(index).span).split())


def stricter_across(passages: Passages, pairs: Pairs, probability: Floats, happenings: Sequence[Happening]) -> Floats:
    """Strike out the links between accounts that report no common event, unless they are sure."""
    report = np.array([[a.id in h.documents for h in happenings] for a in passages.accounts], np.float32)
    together = report @ report.T > 0
    across = ~together[passages.document[pairs.left], passages.document[pairs.right]]
    news = of_the_day(passages, happenings)
    telling = news[pairs.left] | news[pairs.right]
    needed = np.where(across & bool(happenings), np.where(telling, _ACROSS_EVENT, _ACROSS), 0)
    kept: Floats = np.where(probability < needed, 0, probability).astype(np.float32)
    return kept


def of_the_day(passages: Passages, happenings: Sequence[Happening]) -> Truths:
    """Which sentences are about the event that their account reports as news: (sentences,).

    They tell it, or name where it took place, or an act of its kind ("the summit", where the news is of talks).
    """
    out = np.zeros(passages.size, bool)
    for happening in happenings:
        for account, first in zip(passages.accounts, passages.starts.tolist(), strict=True):
            if account.id in happening.documents:
                opening = _opening(account, happening)
                marks = frozenset(kind for index in opening for kind in _kinds(account, index))
                for index in range(len(account.annotations.sentences)):
                    out[first + index] |= index in opening or _about(account, index, marks, happening.place)
    return out


def _opening(account: Account, happening: Happening) -> list[int]:
    """The first sentences of an account that tell an event."""
    told = {m.start for m in happening.members if m.document == account.id}
    return [i for i, s in enumerate(account.annotations.sentences) if s.start in told][:_OPENING]


def _kinds(account: Account, index: int) -> frozenset[str]:
    """The kinds of act that a sentence names; a war is background, whoever tells it."""
    nouns = kinds_of_act()
    named = (t for t in account.annotations.tokens_of(index) if t.pos in _NOUNS)
    words = (w for t in named for w in (t.text.lower(), t.lemma))
    return frozenset(nouns[w] for w in words if w in nouns) - {"war"}


def _about(account: Account, index: int, marks: frozenset[str], place: str | None) -> bool:
    words = account.quote(account.sentence(index))
    return bool(place and place in words) or not marks.isdisjoint(_kinds(account, index))


def _happening(passages: Passages, found: Group, happenings: Sequence[Happening]) -> str | None:
    """The one happening that all the accounts of a fact report."""
    told_by = {passages.account(i).id for i in found.members}
    return next((h.id for h in happenings if told_by <= set(h.documents)), None)


# ------------------------------------------------------------------ the statement


def choose_statements(
    passages: Passages, groups: Sequence[Group], holders: Mapping[int, str], words: Mapping[int, str]
) -> list[int]:
    """For each group its clearest member whose words head no other group, as far as there is one.

    A later group that finds all its members taken asks the groups that took them to make do with another of theirs.
    """
    awkward = {i: _awkward(passages, i, holders[i], words[i]) for i in holders}
    ranked = [_by_clarity(passages, found.members, awkward) for found in groups]
    owner: dict[str, int] = {}
    chosen = [members[0] for members in ranked]
    for number, members in enumerate(ranked):
        free = _free(members, words, owner)
        for i in members if free is None else ():
            other = owner[words[i]]
            instead = _free(ranked[other], words, owner)
            if instead is not None:
                chosen[other], owner[words[instead]] = instead, other
                free = i
                break
        chosen[number] = members[0] if free is None else free
        owner[words[chosen[number]]] = number
    return chosen


def _free(members: Sequence[int], words: Mapping[int, str], owner: dict[str, int]) -> int | None:
    return next((i for i in members if words[i] not in owner), None)


def _by_clarity(passages: Passages, members: Sequence[int], awkward: Mapping[int, float]) -> list[int]:
    """Members, clearest first: near to all others, easy to quote, and without description that they alone have."""
    vectors = passages.embeddings[list(members)]
    central = (vectors @ vectors.T).mean(axis=1)
    alone = {i: described_alone(passages.tokens[i], (passages.tokens[j] for j in members if j != i)) for i in members}
    merit = {i: float(c) - awkward[i] - _COLOUR * alone[i] for i, c in zip(members, central, strict=True)}
    return sorted(members, key=lambda i: (-round(merit[i], 6), i))


def _awkward(passages: Passages, index: int, holder: str, text: str) -> float:
    """What makes a sentence a poor statement: length, another's voice, colour, a question, a caption, a fragment."""
    tokens = passages.tokens[index]
    words = [t for t in tokens if t.text[:1].isalnum()]
    return (
        0.02 * max(0, len(tokens) - _READABLE)
        + 0.1 * (holder != OWN_VOICE)
        + 0.2 * (not any(t.pos in _VERBS for t in tokens))
        + 0.1 * any(t.text == "?" for t in tokens)
        + 0.15 * min(3, _loaded(passages, index))
        + 0.3 * is_caption(text)
        + 0.3 * (sum(t.text.isupper() and len(t.text) >= _LABEL for t in words) >= _LABELS)
        + 0.3 * (len(words) < _FRAGMENT)
        + 0.2 * (tokens[-1].text[-1:] not in tuple('.!”"’»'))
        + 0.2 * (words[:1] != [] and words[0].text[0].islower() and words[0].pos != "PROPN")
        + 0.25 * (words[:1] != [] and words[0].pos in {"PRON", "CCONJ"})
    )


def _loaded(passages: Passages, index: int) -> int:
    """How many loaded words a sentence has: what several accounts share is better told by the plainest."""
    place = passages.sentence(index).span
    return sum(place.holds(w.span) for w in passages.account(index).annotations.loaded)


# ------------------------------------------------------------------ the holder


def _common_holder(holders: Sequence[str]) -> str:
    return holders[0] if len(set(holders)) == 1 else MIXED


def _holders(passages: Passages, members: Sequence[int], entities: Sequence[LinkedEntity]) -> dict[int, str]:
    """Who is credited with each of these sentences."""
    said = [_said(account) for account in passages.accounts]
    return {
        i: _holder(passages, i, said[int(passages.document[i])].get(int(passages.position[i]), ()), entities)
        for i in members
    }


def _said(account: Account) -> dict[int, list[tuple[Attribution, int]]]:
    """For each sentence what is attributed in it, and how many of its characters that covers, in order."""
    sentences = account.annotations.sentences
    starts = [s.start for s in sentences]
    found: dict[int, list[tuple[Attribution, int]]] = defaultdict(list)
    for said in account.annotations.attributions:
        covered: Counter[int] = Counter()
        for place in said.content:
            for index in range(max(0, bisect_right(starts, place.start) - 1), bisect_left(starts, place.end)):
                covered[index] += sentences[index].span.shared(place)
        for index, length in covered.items():
            found[index].append((said, length))
    return found


def _holder(
    passages: Passages, index: int, said: Sequence[tuple[Attribution, int]], entities: Sequence[LinkedEntity]
) -> str:
    """The speaker whose reported words cover most of a sentence, else the outlet itself."""
    sentence = passages.sentence(index)
    least = _COVERED * (sentence.end - sentence.start)
    widest = max((length for _, length in said), default=0)
    if widest <= least:
        return OWN_VOICE
    most = next(attribution for attribution, length in said if length == widest)
    return _speaker(passages.account(index), most.speaker, most.source, entities)


def _speaker(account: Account, chain: str | None, source: Span | None, entities: Sequence[LinkedEntity]) -> str:
    linked = next((e.name for e in entities if chain and (account.id, chain) in e.chains), None)
    own = next((e.name for e in account.annotations.entities if e.id == chain), None)
    return linked or own or (" ".join(account.quote(source).split()) if source else "an unnamed source")


# ------------------------------------------------------------------ the reason


def _why(passages: Passages, pairs: Pairs, found: Group) -> str:
    """The signals of the weakest link, in plain words."""
    rows = np.flatnonzero((pairs.left == found.link[0]) & (pairs.right == found.link[1]))
    value = dict(zip(pairs.names, pairs.signals[rows[0]].tolist(), strict=True))
    names = _common(passages, found.link, _is_name)
    numbers = _common(passages, found.link, _is_number)
    verbs = _common(passages, found.link, lambda t: t.pos == "VERB")
    parts = [
        f"same names ({', '.join(names)})" if names else "",
        f"same number {', '.join(numbers)}" if numbers else "",
        f"same act ({', '.join(verbs)})" if verbs else "",
        f"wording {_percent(value['words_like'])} alike",
        f"meaning {_percent(value['cos'])} alike",
    ]
    return ", ".join(p for p in parts if p)


def _percent(share: float) -> str:
    return f"{max(0, min(100, round(100 * share)))} %"


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN"


def _is_number(token: Token) -> bool:
    return token.pos == "NUM"


def _common(passages: Passages, link: tuple[int, int], wanted: Callable[[Token], bool]) -> list[str]:
    """Runs of wanted words of the first sentence that the second has too, as written."""
    one, other = (passages.tokens[i] for i in link)
    there = {t.lemma for t in other if wanted(t)}
    runs = groupby(one, key=lambda t: wanted(t) and t.lemma in there)
    found = (" ".join(t.text for t in run) for shared, run in runs if shared)
    return list(dict.fromkeys(found))[:_SHOWN]
