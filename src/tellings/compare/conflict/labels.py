"""The same thing under another name, or described in another way.

Words are matched by their contextual states: two different nouns in the same place of two sentences that say the same
are two names of one thing ("intern", "aide").  Names with different appositions, titles or adjectives beside them give
a reader different pictures of one person or thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import lexicon, opposed, synonyms
from tellings.compare.conflict.pairs import Pair, is_content
from tellings.records import Token

_NAME_FROM, _NAME_TO = 0.4, 0.85  # cosines between which two different nouns may name one thing
_SAME = 0.7
_STEM = 4  # letters by which forms of one word are known
_SAME_NOUN = 0.75


def compare_names(pair: Pair) -> Iterator[Difference]:
    """Different common nouns for one thing."""
    for left, right, cosine in pair.aligned:
        one, other = pair.a.tokens[left], pair.b.tokens[right]
        if not (one.pos == other.pos == "NOUN") or not _NAME_FROM <= cosine <= _NAME_TO or one.tag != other.tag:
            continue
        if synonyms(one.lemma, other.lemma) or {one.lemma, other.lemma} <= lexicon().persons:
            continue
        strength = 0.0 if _variants(one, other) else _anchored(pair, left, right)
        if strength:
            answers = pair.a.phrase(left), pair.b.phrase(right)
            yield Difference(
                "name", "characterisation", "framing", f"name:{min(one.lemma, other.lemma)}",
                _which(one, other) if _exclude(pair, one, other) else "", (one.lemma, other.lemma), answers,
                round(0.5 * cosine + 0.5 * strength, 4), pair,
            )  # fmt: skip


def _exclude(pair: Pair, one: Token, other: Token) -> bool:
    """Whether two nouns cannot both be right of one thing ("car", "truck"): most others are only other words for it."""
    return bool(pair.facts) and opposed(one.lemma, other.lemma, lexicon().noun_contrasts)


def _which(one: Token, other: Token) -> str:
    if one.tag == "NNS":
        return f"Were they {one.text.lower()} or {other.text.lower()}?"
    return f"Was it {ask.either(one.text.lower(), other.text.lower())}?"


def _variants(one: Token, other: Token) -> bool:
    """Whether two nouns are forms of one word ("suit", "lawsuit"), or only part of a longer name."""
    return one.dep == "compound" or other.dep == "compound" or one.lemma[:_STEM] == other.lemma[:_STEM]


def _anchored(pair: Pair, left: int, right: int) -> float:
    """How much two nouns share their surroundings: what they depend on, what depends on them."""
    a, b = pair.a, pair.b
    score = 0.0
    if a.tokens[left].head != left and b.tokens[right].head != right:
        score += 0.5 * (_alike(pair, a.tokens[left].head, b.tokens[right].head) >= _SAME)
    modifiers = [x for x in a.children[left] if is_content(a.tokens[x])]
    others = [y for y in b.children[right] if is_content(b.tokens[y])]
    score += 0.5 * any(_alike(pair, x, y) >= _SAME for x in modifiers for y in others)
    return score


def _alike(pair: Pair, left: int, right: int) -> float:
    return 1.0 if pair.a.tokens[left].lemma == pair.b.tokens[right].lemma else pair.cosine(left, right)


def compare_descriptions(pair: Pair) -> Iterator[Difference]:
    """The same noun with another adjective: "a big reason", "the main reason"."""
    if not pair.facts:
        return
    for left, right, cosine in pair.aligned:
        one, other = pair.a.tokens[left], pair.b.tokens[right]
        if one.lemma != other.lemma or one.pos != "NOUN" or cosine < _SAME_NOUN:
            continue
        mine, theirs = _adjectives(pair.a, left), _adjectives(pair.b, right)
        if mine and theirs and not {_plain(w) for w in mine} & {_plain(w) for w in theirs} and one.tag == other.tag:
            yield Difference(
                "description", "characterisation", "framing", f"how:{one.lemma}", "",
                (" ".join(mine), " ".join(theirs)), (pair.a.phrase(left), pair.b.phrase(right)), round(cosine, 4), pair,
            )  # fmt: skip


def _plain(adjective: str) -> str:
    return adjective.replace("-", "")


def _adjectives(reader: Reader, index: int) -> list[str]:
    """Adjectives before a noun, without those made from names, and numbers."""
    tokens = (reader.tokens[c] for c in reader.children[index])
    return [t.lemma for t in tokens if t.dep == "amod" and t.pos == "ADJ" and t.text.islower() and t.tag != "CD"]


def compare_identities(pair: Pair, who: Identity) -> Iterator[Difference]:
    """Who or what somebody is said to be: appositions, titles, "X is a …"."""
    for left, right, cosine in pair.aligned:
        if pair.a.tokens[left].pos != "PROPN" or pair.b.tokens[right].pos != "PROPN" or cosine < _SAME:
            continue
        if not who.same(pair.a, left, pair.b, right) or not who.person(pair.a, left):
            continue
        one, other = _described(pair.a, left), _described(pair.b, right)
        if one and other and not _words(one) & _words(other):
            yield Difference(
                "identity", "characterisation", "precision", f"is:{pair.a.tokens[left].lemma}", "",
                (one.lower(), other.lower()), (one, other), round(cosine, 4), pair,
            )  # fmt: skip


def _words(phrase: str) -> set[str]:
    return {w for w in phrase.lower().split() if len(w) > 3}


def _described(reader: Reader, index: int) -> str:
    """What stands beside a name: an apposition, the words of "is a …", or a title before it; "" if nothing."""
    beside = reader.first(index, "appos")
    token = reader.tokens[index]
    if beside is None and token.dep == "nsubj" and reader.tokens[token.head].lemma == "be":
        beside = reader.first(token.head, "attr")
    if beside is not None and reader.tokens[beside].pos == "NOUN":
        return reader.extended(beside, 10)
    start, (first, _) = reader.mention_start(index), reader.bounds(index)
    if start is None or reader.tokens[first].start >= start:
        return ""
    last = next(i for i in range(first, index + 1) if reader.tokens[i].start >= start)
    title = reader.text(first, last)
    nouns = (reader.tokens[i] for i in range(first, last))
    own = [t for t in nouns if t.pos == "NOUN" and t.text.strip(".").lower() not in lexicon().titles]
    return title if own else ""
