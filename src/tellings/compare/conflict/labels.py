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
from tellings.compare.conflict.pairs import Pair, is_content

_NAME_FROM, _NAME_TO = 0.3, 0.85  # cosines between which two different nouns may name one thing
_SAME = 0.7
_PHRASE = 14  # tokens of a phrase shown as an answer
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
    """The same noun or verb with other modifiers: "a big reason", "the main reason"."""
    for left, right, _ in pair.aligned:
        one, other = pair.a.tokens[left], pair.b.tokens[right]
        if one.lemma != other.lemma or one.pos not in ("NOUN", "VERB"):
            continue
        mine, theirs = _modifiers(pair.a, left), _modifiers(pair.b, right)
        if mine and theirs and not {pair.a.tokens[i].lemma for i in mine} & {pair.b.tokens[i].lemma for i in theirs}:
            yield _description(pair, (left, right), (mine, theirs))


def _modifiers(reader: Reader, index: int) -> list[int]:
    wanted = ("amod", "compound") if reader.tokens[index].pos == "NOUN" else ("advmod",)
    found = [c for c in reader.children[index] if reader.tokens[c].dep in wanted]
    return [
        c
        for c in found
        if reader.tokens[c].pos in ("ADJ", "ADV", "NOUN") and reader.tokens[c].lemma not in ("also", "not")
    ]


def _description(pair: Pair, heads: tuple[int, int], modifiers: tuple[list[int], list[int]]) -> Difference:
    head = pair.a.tokens[heads[0]]
    noun = head.pos == "NOUN"
    words = [" ".join(r.tokens[i].text for i in m) for r, m in zip((pair.a, pair.b), modifiers, strict=True)]
    shown = (pair.a.phrase(heads[0]), pair.b.phrase(heads[1])) if noun else (words[0], words[1])
    question = f"How is the {head.lemma} described?" if noun else f"In what way is “{head.text}” meant?"
    return Difference(
        "description", "characterisation", "framing", f"how:{head.lemma}", question,
        (words[0].lower(), words[1].lower()), shown, round(pair.cosine(*heads), 4), pair,
    )  # fmt: skip


def compare_wholes(pair: Pair) -> Iterator[Difference]:
    """Two sentences on one fact whose words differ: shown by the phrases that set them apart."""
    if not pair.facts and pair.similarity < _PLAIN:
        return
    left = _own(pair.a, pair.left_words, [float(x) for x in pair.grid.max(axis=1)] if pair.grid.size else [])
    right = _own(pair.b, pair.right_words, [float(x) for x in pair.grid.max(axis=0)] if pair.grid.size else [])
    if not left or not right or left.lower() == right.lower():
        return
    topic = _topic(pair)
    if topic:
        yield Difference(
            "whole", "characterisation", "precision", "whole", f"What exactly is said of {topic}?",
            (f"{pair.left}", f"{pair.right}"), (left, right), pair.similarity, pair,
        )  # fmt: skip


def _own(reader: Reader, words: Sequence[int], best: Sequence[float]) -> str:
    """The stretch of a sentence with most words that the other sentence lacks."""
    if not best:
        return ""
    lacking = [w for w, cosine in zip(words, best, strict=True) if cosine < _SAME - 0.1]
    if not lacking:
        return ""
    first = max(lacking, key=lambda w: (sum(w <= x < w + _PHRASE for x in lacking), -w))
    last = max(x for x in lacking if first <= x < first + _PHRASE)
    start = min([first, *(c for c in reader.children[first] if first - 3 <= c < first)])
    return reader.text(start, last + 1)


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
