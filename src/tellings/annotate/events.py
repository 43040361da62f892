"""Event mentions: the verbs and nouns that carry happenings, and whether the sentence denies or hedges them.

Verbs count unless they serve another (auxiliaries, copulas, "have" with a thing).  Nouns count by a general lexicon.
Negation and hedging are read from the word's own dependents and from the verb that governs it ("refused to sign",
"a suspected attack"); what a sentence says further off is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from tellings.annotate.syntax.parsing import Parse
from tellings.records import Document, Event, Token

_NOT_EVENTS = frozenset({"be", "have", "do", "get", "include", "contain", "consist", "belong", "cost", "seem", "let"})
_NEGATORS = frozenset({"no", "never", "neither", "nor", "nobody", "none", "nothing"})
_REFUSALS = frozenset({"refuse", "fail", "decline", "deny", "avoid", "prevent", "stop", "cancel", "reject", "oppose"})
_INTENTIONS = frozenset(
    {"plan", "want", "hope", "seek", "expect", "consider", "threaten", "intend", "aim", "try", "offer", "promise"}
    | {"wish", "propose", "suspect", "allege", "believe", "fear", "pledge", "prepare", "urge", "demand", "ask", "call"}
    | {"vow"}
)
_MODALS = frozenset({"could", "may", "might", "would", "should", "can", "must", "ought"})
_HEDGES = frozenset(
    {"reportedly", "allegedly", "apparently", "possibly", "likely", "probably", "perhaps", "supposedly", "purportedly"}
    | {"presumably", "maybe", "seemingly", "potentially", "alleged", "suspected", "possible", "potential", "apparent"}
    | {"purported", "reported", "supposed", "planned", "proposed", "presumed", "unconfirmed", "feared", "probable"}
)
_CONDITIONS = frozenset({"if", "unless", "whether"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_MODIFIERS = frozenset({"amod", "compound", "prep", "punct"})  # "the winning team", "following the vote"


def find(document: Document, parse: Parse) -> tuple[Event, ...]:  # noqa: ARG001 - the shape of the flow
    """Every event mention of a document, in order.

    Args:
        document: The document; its offsets are those of the result.
        parse: Its words.
    """
    children = _children(parse.tokens)
    return told(parse.tokens, children, _carriers(parse.tokens, children))


def told(
    tokens: Sequence[Token], children: Sequence[Sequence[int]], carriers: Iterable[tuple[int, int]]
) -> tuple[Event, ...]:
    """The events that words carry, with what their sentences make of them.

    Args:
        tokens: A document's words.
        children: For each token the tokens that it governs, in order.
        carriers: Token ranges `[first, last)` that carry an event each ("took place"), in order.
    """
    return tuple(_event(tokens, children, first, last) for first, last in carriers)


def _event(tokens: Sequence[Token], children: Sequence[Sequence[int]], first: int, last: int) -> Event:
    """An event of one word or several: its syntax is that of the word that governs the others."""
    i = first if last == first + 1 else _governor(tokens, first, last)
    token, below = tokens[i], [tokens[c] for c in children[i]]
    negated, hedged = _denied(tokens, children, i), _hedged(tokens, token, below)
    return Event(tokens[first].start, tokens[last - 1].end, token.lemma, i, negated, hedged)


def _governor(tokens: Sequence[Token], first: int, last: int) -> int:
    """The first word of a range whose head lies outside it; in a tree there always is one."""
    return next(i for i in range(first, last) if tokens[i].head == i or not first <= tokens[i].head < last)


def _carriers(tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    nouns = _nouns()
    for i, token in enumerate(tokens):
        if token.pos == "VERB":
            if _is_deed(token, children[i]):
                yield i, i + 1
        elif token.pos == "NOUN" and token.lemma in nouns:
            yield i, i + 1


def _children(tokens: Sequence[Token]) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            out[token.head].append(i)
    return out


def _is_deed(verb: Token, below: Sequence[int]) -> bool:
    modifies = not below and verb.dep in _MODIFIERS
    return verb.dep not in ("aux", "auxpass") and verb.lemma not in _NOT_EVENTS and not modifies


def _denied(tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> bool:
    token, head = tokens[i], tokens[tokens[i].head]
    if _is_none(tokens, children, i):
        return True
    for c in children[i]:
        dep = tokens[c].dep
        if dep == "neg" or (dep in _ARGUMENTS and _is_none(tokens, children, c)):
            return True
    if head is token:
        return False
    if token.dep in ("xcomp", "dobj", "pcomp", "ccomp") and head.lemma in _REFUSALS:
        return True
    return token.dep in ("pcomp", "pobj") and head.lemma == "without"


def _is_none(tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> bool:
    """Whether a word says that there was none: "nobody (died)", "no attack (was reported)"."""
    if tokens[i].lemma in _NEGATORS:
        return True
    return any(tokens[c].lemma == "no" and tokens[c].dep == "det" for c in children[i])


def _hedged(tokens: Sequence[Token], token: Token, below: Sequence[Token]) -> bool:
    if any(_hedges(t) for t in below):
        return True
    head = tokens[token.head]
    return head is not token and token.dep in ("xcomp", "ccomp", "dobj") and head.lemma in _INTENTIONS


def _hedges(word: Token) -> bool:
    """Whether a word below an event says that it may not be so."""
    match word.dep:
        case "aux":
            return word.lemma in _MODALS
        case "mark":
            return word.lemma in _CONDITIONS
        case "advmod" | "amod":
            return word.lemma in _HEDGES or word.text.lower() in _HEDGES
    return False


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    text = (files("tellings.annotate") / "lexicons/event_nouns.txt").read_text("utf-8")
    return frozenset(w for row in text.splitlines() if not row.startswith("#") for w in row.split())
