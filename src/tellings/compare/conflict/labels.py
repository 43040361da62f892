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

_NAME_FROM, _NAME_TO = 0.3, 0.85  # cosines between which two different nouns may name one thing
_SAME = 0.7
_PHRASE = 14  # tokens of a phrase shown as an answer
_SAME_NOUN = 0.75
_LACKING = 0.55  # cosine below which a word has no counterpart
_MOSTLY = 0.6  # share of a phrase's words that must lack one
_PLAIN = 0.5  # similarity from which two sentences outside a fact are compared as wholes


def compare_names(pair: Pair) -> Iterator[Difference]:
    """Different common nouns for one thing."""
    for left, right, cosine in pair.aligned:
        one, other = pair.a.tokens[left], pair.b.tokens[right]
        if not (one.pos == other.pos == "NOUN") or one.lemma == other.lemma or not _NAME_FROM <= cosine <= _NAME_TO:
            continue
        strength = _anchored(pair, left, right)
        if strength:
            answers = pair.a.phrase(left), pair.b.phrase(right)
            yield Difference(
                "name", "characterisation", "framing", f"name:{min(one.lemma, other.lemma)}",
                f"Is it “{one.text}” or “{other.text}”?", (one.lemma, other.lemma), answers,
                round(0.5 * cosine + 0.5 * strength, 4), pair,
            )  # fmt: skip


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
    """Two sentences on one fact whose words differ: shown by the phrases that set them apart."""
    if (not pair.facts and pair.similarity < _PLAIN) or not pair.grid.size:
        return
    left = _own(pair.a, pair.left_words, [float(x) for x in pair.grid.max(axis=1)])
    right = _own(pair.b, pair.right_words, [float(x) for x in pair.grid.max(axis=0)])
    topic = _topic(pair)
    if left and right and topic and left.lower() != right.lower():
        yield Difference(
            "whole", "characterisation", "precision", "whole",
            f"What exactly is said of {topic}?", (f"{pair.left}", f"{pair.right}"), (left, right), pair.similarity, pair,
        )  # fmt: skip


def _own(reader: Reader, words: Sequence[int], best: Sequence[float]) -> str:
    """The largest part of a sentence whose words the other sentence mostly lacks."""
    lacking = {w for w, cosine in zip(words, best, strict=True) if cosine < _LACKING}
    known = set(words)
    parts = []
    for word in sorted(lacking):
        below = [i for i in reader.subtree(word) if i in known]
        own = sum(i in lacking for i in below)
        if own >= _MOSTLY * len(below):
            parts.append((min(own, _PHRASE // 2), -len(below), -word))
    if not parts:
        return ""
    return (
        reader.extended(-max(parts)[2], _PHRASE)
        if reader.tokens[-max(parts)[2]].pos in ("NOUN", "PROPN")
        else _around(reader, -max(parts)[2])
    )


def _around(reader: Reader, index: int) -> str:
    """A verb or adjective with what hangs on it, from its first dependent to at most a phrase's length."""
    below = [i for i in sorted(reader.subtree(index)) if index - 4 <= i < index - 4 + _PHRASE]
    while below and reader.tokens[below[0]].pos in ("PUNCT", "CCONJ"):
        below = below[1:]
    while below and reader.tokens[below[-1]].pos in ("PUNCT", "ADP", "DET", "CCONJ", "PART"):
        below = below[:-1]
    return reader.text(below[0], below[-1] + 1) if below else ""


def _topic(pair: Pair) -> str:
    """What both sentences are about: the shared noun nearest to the top of the left one, and the next."""
    shared = [
        (left, right)
        for left, right, cosine in pair.aligned
        if pair.a.tokens[left].pos in ("NOUN", "PROPN") and pair.b.tokens[right].pos in ("NOUN", "PROPN")
        and (cosine >= _SAME or pair.a.tokens[left].lemma == pair.b.tokens[right].lemma)
    ]  # fmt: skip
    ordered = sorted(shared, key=lambda p: (_depth(pair.a, p[0]), p[0]))
    names: list[str] = []
    for left, right in ordered:
        name = min((n for n in (ask.thing(pair.a, left), ask.thing(pair.b, right)) if n), key=len, default="")
        if name and not any(name.lower() in n.lower() or n.lower() in name.lower() for n in names):
            names.append(name)
    return " and ".join(names[:2])


def _depth(reader: Reader, index: int) -> int:
    for depth in range(12):
        if reader.tokens[index].head == index:
            return depth
        index = reader.tokens[index].head
    return 12
