"""What several comparisons need to read off an account: tokens of a span, sentences of spans, entities of chains.

Kept together because each is a bisection or a dictionary that must not be written five slightly different ways.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from tellings.records import Account, Citation, LinkedEntity, Links, Mention, Quantity, Span, Time, Token

_PREMODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "advmod", "punct"})
_LONGEST_MENTION = 400  # code points


Placed = TypeVar("Placed", Mention, Time, Quantity, Span)
Chains = dict[tuple[str, str], LinkedEntity]


def chains_of(links: Links) -> Chains:
    """The linked entity behind each (document, chain id)."""
    return {chain: entity for entity in links.entities for chain in entity.chains}


def token_range(account: Account, span: Span) -> range:
    """Indices of the tokens that lie inside a span."""
    tokens = account.annotations.tokens
    first = bisect.bisect_left(tokens, span.start, key=lambda t: t.start)
    last = bisect.bisect_left(tokens, span.end, key=lambda t: t.start)
    return range(first, last)


def tokens_in(account: Account, span: Span) -> Sequence[Token]:
    """The tokens that begin inside a span."""
    inside = token_range(account, span)
    return account.annotations.tokens[inside.start : inside.stop]


def sentences_under(account: Account, spans: Iterable[Span]) -> tuple[int, ...]:
    """Indices, in order, of the sentences that any of the spans touches."""
    sentences = account.annotations.sentences
    found: set[int] = set()
    for span in spans:
        first = bisect.bisect_right(sentences, span.start, key=lambda s: s.end)
        last = bisect.bisect_left(sentences, span.end, key=lambda s: s.start)
        found.update(range(first, last))
    return tuple(sorted(found))


def cite_sentences(account: Account, spans: Iterable[Span]) -> tuple[Citation, ...]:
    """The sentences that any of the spans touches, as citations."""
    return tuple(account.sentence(i) for i in sentences_under(account, spans))


def shown(account: Account, span: Span) -> str:
    """The words of a span as people should read them: repairs made, white space single."""
    text, out, at = account.document.text, [], span.start
    for repair in sorted(account.document.repairs, key=lambda r: r.span):
        if at <= repair.span.start and repair.span.end <= span.end:
            out += [text[at : repair.span.start], repair.replacement]
            at = repair.span.end
    return plain("".join([*out, text[at : span.end]]))


def bare(name: str) -> str:
    """A name or description without the article in front of it."""
    first, _, rest = name.strip('“”"«» ').partition(" ")
    return rest if rest and first.casefold() in {"a", "an", "the"} else name.strip('“”"«» ')


def plain(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def mentions_near(account: Account, span: Span) -> Sequence[Mention]:
    """The mentions that may touch a span: they are in order, and none is longer than `_LONGEST_MENTION`."""
    mentions = account.annotations.mentions
    first = bisect.bisect_left(mentions, span.start - _LONGEST_MENTION, key=lambda m: m.start)
    last = bisect.bisect_left(mentions, span.end, key=lambda m: m.start)
    return mentions[first:last]


def mention_at(account: Account, token: int) -> Mention | None:
    """The shortest mention that is headed by a token, else the shortest that covers it."""
    at = account.annotations.tokens[token]
    covering = [m for m in mentions_near(account, at.span) if m.span.holds(at.span)]
    return min(covering, key=lambda m: (m.head != token, m.end - m.start, m.start), default=None)


def starting_in(items: Sequence[Placed], span: Span) -> Sequence[Placed]:
    """Those of some annotations, which stand in order, that begin inside a span."""
    first = bisect.bisect_left(items, span.start, key=lambda x: x.start)
    return items[first : bisect.bisect_left(items, span.end, key=lambda x: x.start)]


def head_of(tokens: Sequence[Token], inside: range) -> int | None:
    """The token of a stretch that hangs on something outside it: the head of a phrase (None for an empty stretch)."""
    roots = (i for i in inside if tokens[i].head == i or tokens[i].head not in inside)
    words = [i for i in roots if tokens[i].pos != "PUNCT"]
    return words[0] if words else None


def phrase_start(tokens: Sequence[Token], head: int) -> int:
    """Where the noun phrase that ends with its head begins: articles, adjectives, names and possessors included."""
    first = head
    while first and _belongs(tokens, first - 1, head):
        first -= 1
    while first < head and tokens[first].pos == "PUNCT":
        first += 1
    return first


def _belongs(tokens: Sequence[Token], i: int, head: int) -> bool:
    token = tokens[i]
    return token.dep == "case" or (token.dep in _PREMODIFIERS and i < token.head <= head)


def clusters(size: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Connected components of `0 … size-1` under the pairs, each sorted, in order of their first member."""
    parent = list(range(size))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    groups: dict[int, list[int]] = {}
    for i in range(size):
        groups.setdefault(root(i), []).append(i)
    return [groups[r] for r in sorted(groups)]


@lru_cache(maxsize=8)
def lexicon(name: str) -> Any:
    """One of the word lists beside the comparisons (`lexicons/NAME.json`)."""
    return json.loads((files("tellings.compare") / f"lexicons/{name}.json").read_text("utf-8"))


@lru_cache(maxsize=8)
def listed(name: str, kind: str) -> frozenset[str]:
    """The words of one list of a lexicon, whose lines hold several words each."""
    return frozenset(" ".join(lexicon(name)[kind]).split())
