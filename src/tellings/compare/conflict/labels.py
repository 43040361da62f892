"""The same thing under another name, and the same sentence with another substance.

Words are matched by their contextual states: two different nouns in the same place of two sentences that say the same
("regime", "government") are two names of one thing.  The last comparator is the plainest: two members of a fact whose
words differ so much that the reader of one learns something else than the reader of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.pairs import Pair, is_content
from tellings.compare.conflict.topics import topic_of
from tellings.records import Token

_NAME_FROM, _NAME_TO = 0.3, 0.85  # cosines between which two different nouns may name one thing
_SAME = 0.7
_PHRASE = 14  # tokens of a phrase shown as an answer
_SAME_NOUN = 0.75
_LACKING = 0.55  # cosine below which a word has no counterpart
_SUBSTANCE = 3  # words that a phrase must have of its own
_TWINS = 0.95
_MOSTLY = 0.6  # share of a phrase's words that must lack one
_PLAIN = 0.5  # similarity from which two sentences outside a fact are compared as wholes


def compare_names(pair: Pair) -> Iterator[Difference]:
    """Different common nouns for one thing."""
    for left, right, cosine in pair.aligned:
        one, other = pair.a.tokens[left], pair.b.tokens[right]
        if not (one.pos == other.pos == "NOUN") or one.lemma == other.lemma or not _NAME_FROM <= cosine <= _NAME_TO:
            continue
        strength = 0.0 if _variants(one, other) else _anchored(pair, left, right)
        if strength:
            answers = pair.a.phrase(left), pair.b.phrase(right)
            yield Difference(
                "name", "characterisation", "framing", f"name:{min(one.lemma, other.lemma)}",
                f"Is it “{one.text}” or “{other.text}”?", (one.lemma, other.lemma), answers,
                round(0.5 * cosine + 0.5 * strength, 4), pair,
            )  # fmt: skip


def _variants(one: Token, other: Token) -> bool:
    """Whether two nouns are forms of one word ("suit", "lawsuit"), or only part of a longer name."""
    return one.dep == "compound" or other.dep == "compound" or one.lemma in other.lemma or other.lemma in one.lemma


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
    if not pair.facts and pair.similarity < _PLAIN:
        return
    for left, right, cosine in pair.aligned:
        one, other = pair.a.tokens[left], pair.b.tokens[right]
        if one.lemma != other.lemma or one.pos != "NOUN" or cosine < _SAME_NOUN:
            continue
        mine, theirs = _adjectives(pair.a, left), _adjectives(pair.b, right)
        if mine and theirs and not set(mine) & set(theirs):
            yield Difference(
                "description", "characterisation", "framing", f"how:{one.lemma}", f"How is the {one.lemma} described?",
                (" ".join(mine), " ".join(theirs)), (pair.a.phrase(left), pair.b.phrase(right)), round(cosine, 4), pair,
            )  # fmt: skip


def _adjectives(reader: Reader, index: int) -> list[str]:
    """Adjectives before a noun, without those made from names, and numbers."""
    tokens = (reader.tokens[c] for c in reader.children[index])
    return [t.lemma for t in tokens if t.dep == "amod" and t.pos == "ADJ" and t.text.islower() and t.tag != "CD"]


def compare_identities(pair: Pair, who: Identity) -> Iterator[Difference]:
    """Who or what somebody is said to be: appositions, titles, "X is a …"."""
    for left, right, cosine in pair.aligned:
        if pair.a.tokens[left].pos != "PROPN" or pair.b.tokens[right].pos != "PROPN" or cosine < _SAME:
            continue
        if not who.same(pair.a, left, pair.b, right):
            continue
        one, other = _described(pair.a, left), _described(pair.b, right)
        if one and other and not _words(one) & _words(other):
            name = max(ask.thing(pair.a, left), ask.thing(pair.b, right), key=lambda n: (-len(n), n))
            word = "Who" if who.person(pair.a, left) or who.person(pair.b, right) else "What"
            yield Difference(
                "identity", "characterisation", "precision", f"is:{pair.a.tokens[left].lemma}", f"{word} is {name}?",
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
    return (
        title
        if any(reader.tokens[i].pos in ("NOUN", "PROPN") and len(reader.tokens[i].text) > 3 for i in range(first, last))
        else ""
    )


def compare_wholes(pair: Pair) -> Iterator[Difference]:
    """Two members of a fact, each with a phrase of substance that the other lacks."""
    if not pair.facts or not pair.grid.size or pair.similarity > _TWINS:
        return
    left = _own(pair.a, pair.left_words, [float(x) for x in pair.grid.max(axis=1)])
    right = _own(pair.b, pair.right_words, [float(x) for x in pair.grid.max(axis=0)])
    topic = topic_of(pair)
    if left and right and topic and left.lower() != right.lower():
        yield Difference(
            "whole", "characterisation", "precision", "whole", f"What exactly is said of {topic}?",
            (f"{pair.left}", f"{pair.right}"), (left, right), pair.similarity, pair,
        )  # fmt: skip


def _own(reader: Reader, words: Sequence[int], best: Sequence[float]) -> str:
    """The clause or phrase of a sentence with most words that the other sentence lacks; "" below three of them."""
    lacking = {w for w, cosine in zip(words, best, strict=True) if cosine < _LACKING}
    ranked = []
    for word in words:
        phrase = _stretch(reader, word)
        inside = [i for i in words if phrase[0] <= i < phrase[1]]
        own = sum(i in lacking for i in inside)
        if own >= _SUBSTANCE and own >= _MOSTLY * len(inside):
            ranked.append((own, reader.tokens[word].pos == "VERB", -len(inside), -word))
    return reader.text(*_stretch(reader, -max(ranked)[3])) if ranked else ""


def _stretch(reader: Reader, index: int) -> tuple[int, int]:
    """Token range of a word with what hangs on it: a verb with its objects, a noun with its modifiers; bounded."""
    if reader.tokens[index].pos in ("NOUN", "PROPN"):
        first, last = reader.bounds(index)[0], max(reader.subtree(index)) + 1
    else:
        below = [i for i in reader.subtree(index) if i > index - 4]
        first, last = min(below), max(below) + 1
    last = min(last, first + _PHRASE)
    while last > first + 1 and reader.tokens[last - 1].pos in ("PUNCT", "ADP", "DET", "CCONJ", "PART", "SCONJ", "AUX"):
        last -= 1
    while first < last - 1 and reader.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ"):
        first += 1
    return first, last
