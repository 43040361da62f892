"""Event mentions: the verbs and nouns that carry happenings, and whether the sentence denies or hedges them.

Verbs count unless they serve another (auxiliaries, copulas, "have" with a thing).  Nouns count by a general lexicon.
Negation and hedging are read from the word's own dependents and from the verb that governs it ("refused to sign",
"a suspected attack"); what a sentence says further off is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from tellings.annotate.syntax import Parse
from tellings.records import Document, Event, Token

_NOT_EVENTS = frozenset({"be", "have", "do", "get", "include", "contain", "consist", "belong", "cost", "seem", "let"})
_NEGATORS = frozenset({"no", "never", "neither", "nor", "nobody", "none", "nothing"})
_REFUSALS = frozenset({"refuse", "fail", "decline", "deny", "avoid", "prevent", "stop", "cancel", "reject", "oppose"})
_INTENTIONS = frozenset(
    {
        "plan",
        "want",
        "hope",
        "seek",
        "expect",
        "consider",
        "threaten",
        "intend",
        "aim",
        "try",
        "offer",
        "promise",
        "vow",
    }
    | {"wish", "propose", "suspect", "allege", "believe", "fear", "pledge", "prepare", "urge", "demand", "ask", "call"}
)
_MODALS = frozenset({"could", "may", "might", "would", "should", "can", "must", "ought"})
_HEDGES = frozenset(
    {"reportedly", "allegedly", "apparently", "possibly", "likely", "probably", "perhaps", "supposedly", "purportedly"}
    | {"presumably", "maybe", "seemingly", "potentially", "alleged", "suspected", "possible", "potential", "apparent"}
    | {"purported", "reported", "supposed", "planned", "proposed", "presumed", "unconfirmed", "feared", "probable"}
)
_CONDITIONS = frozenset({"if", "unless", "whether"})


def find(document: Document, parse: Parse) -> tuple[Event, ...]:  # noqa: ARG001 - the shape of the flow
    """Every event mention of a document, in order.

    Args:
        document: The document; its offsets are those of the result.
        parse: Its words.
    """
    children = _children(parse.tokens)
    return tuple(_events(parse.tokens, children))


def _events(tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> Iterator[Event]:
    for i, token in enumerate(tokens):
        if _is_event(tokens, children, i):
            below = [tokens[c] for c in children[i]]
            negated = _denied(tokens, children, i)
            yield Event(token.start, token.end, token.lemma, i, negated, _hedged(tokens, token, below))


def _children(tokens: Sequence[Token]) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            out[token.head].append(i)
    return out


def _is_event(tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> bool:
    token = tokens[i]
    if token.pos == "VERB":
        modifies = token.dep in ("amod", "compound", "prep", "punct") and not children[i]
        return token.dep not in ("aux", "auxpass") and token.lemma not in _NOT_EVENTS and not modifies
    return token.pos == "NOUN" and token.lemma in _nouns()


def _denied(tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> bool:
    token, head = tokens[i], tokens[tokens[i].head]
    if any(tokens[c].dep == "neg" for c in children[i]) or _is_none(tokens, children, i):
        return True
    arguments = (c for c in children[i] if tokens[c].dep in ("nsubj", "nsubjpass", "dobj"))
    if any(_is_none(tokens, children, c) for c in arguments):
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
    return any(tokens[c].dep == "det" and tokens[c].lemma == "no" for c in children[i])


def _hedged(tokens: Sequence[Token], token: Token, below: Sequence[Token]) -> bool:
    if any(t.dep == "aux" and t.lemma in _MODALS for t in below):
        return True
    if any({t.lemma, t.text.lower()} & _HEDGES and t.dep in ("advmod", "amod") for t in below):
        return True
    if any(t.dep == "mark" and t.lemma in _CONDITIONS for t in below):
        return True
    head = tokens[token.head]
    return head is not token and token.dep in ("xcomp", "ccomp", "dobj") and head.lemma in _INTENTIONS


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    text = (files("tellings.annotate") / "lexicons/event_nouns.txt").read_text("utf-8")
    return frozenset(w for row in text.splitlines() if not row.startswith("#") for w in row.split())
