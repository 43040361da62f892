"""Slips of the learnt trees, put right where the words themselves say better.

Owners that do not hang on what they own, names torn in two, a verb with two subjects, a preposition left without its
noun, a name called out or joined to a verb that is its subject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "appos"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"det", "amod", "nummod", "compound", "nmod:poss"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_REACH = 6  # words between an owner's 's and what is owned


def mended(upos: Sequence[str], xpos: Sequence[str], rels: list[str], heads: list[int]) -> tuple[list[str], list[int]]:
    """Universal relations and heads of one sentence without those slips; still one tree.

    Args:
        upos: Universal tags.
        xpos: Penn tags.
        rels: Relations.
        heads: For each word its head in the sentence; the root is its own.
    """
    rels, heads = list(rels), list(heads)
    _own(upos, xpos, rels, heads)
    _join(upos, rels, heads)
    _call(upos, xpos, rels, heads)
    _lead(upos, rels, heads)
    _part(upos, rels, heads)
    return rels, heads


def finite(xpos: Sequence[str], rels: Sequence[str], heads: Sequence[int]) -> list[str]:
    """Penn tags in which a participle that has a subject and no helper is the past tense it looks like."""
    tags = list(xpos)
    for word, tag in enumerate(xpos):
        below = [rels[w] for w, head in enumerate(heads) if head == word and w != word] if tag == "VBN" else []
        if "nsubj" in below and not any(rel.startswith(("aux", "cop")) for rel in below):
            tags[word] = "VBD"
    return tags


def _own(upos: Sequence[str], xpos: Sequence[str], rels: list[str], heads: list[int]) -> None:
    """An owner hangs on what it owns, and its preposition with it: "spoke of Oslo's plan"."""
    for word, tag in enumerate(xpos):
        owner = heads[word]
        if tag == "POS" and owner < word and rels[owner] in _ARGUMENTS | {"obl:unmarked", "nmod:unmarked"}:
            owned = next((w for w in range(word + 1, min(len(xpos), word + _REACH)) if upos[w] in _NOUNS), -1)
            if owned > 0 and not _below(heads, owned, owner):
                before = [w for w in range(owner) if heads[w] == owner and rels[w] == "case" and upos[w] == "ADP"]
                if before and heads[owned] == heads[owner]:
                    rels[owned] = rels[owner]
                for preposition in before:
                    heads[preposition] = owned
                heads[owner], rels[owner] = owned, "nmod:poss"


def _join(upos: Sequence[str], rels: list[str], heads: list[int]) -> None:
    """Two proper nouns side by side with one head and one relation are one name."""
    for word in range(len(rels) - 1):
        after = word + 1
        while rels[word] in _ARGUMENTS and after < len(rels) and upos[word] == upos[after] == "PROPN":
            if heads[after] == heads[word] and rels[after] == rels[word]:
                heads[word], rels[word] = after, "compound"
                break
            after += 1


def _call(upos: Sequence[str], xpos: Sequence[str], rels: list[str], heads: list[int]) -> None:
    """A name or noun right before a finite verb without subject is its subject: "Weller smiled", "a gunman shot at"."""
    for word in range(len(rels) - 1):
        verb = word + 1
        named = upos[word] == "PROPN" and rels[word] in {"vocative", "discourse"}
        slipped = (named or (upos[word] in _NOUNS and rels[word] == "compound")) and heads[word] == verb
        if slipped and upos[verb] == "VERB" and xpos[verb] in _FINITE and not _subjects(rels, heads, verb):
            rels[word] = "nsubj"
            for before in range(word):
                if heads[before] == verb and rels[before] in _INSIDE:
                    heads[before] = word


def _lead(upos: Sequence[str], rels: list[str], heads: list[int]) -> None:
    """Of two subjects the one led by a preposition is none: "according to AFP, Weller said"."""
    for word, rel in enumerate(rels):
        verb = heads[word]
        if rel == "case" and word < verb and upos[verb] == "VERB" and len(subjects := _subjects(rels, heads, verb)) > 1:
            led = next((noun for noun in subjects if word < noun < verb), None)
            if led is not None and led < subjects[-1]:
                rels[led], heads[word] = "obl", led


def _part(upos: Sequence[str], rels: list[str], heads: list[int]) -> None:
    """Of two subjects of one verb the first is that of what is said before it: "Ada will come, her office said"."""
    count = Counter(head for word, head in enumerate(heads) if word != head and rels[word].startswith("nsubj"))
    for verb in sorted(v for v, subjects in count.items() if subjects == 2 and upos[v] == "VERB"):
        first, second = _subjects(rels, heads, verb)
        said = [w for w in range(first + 1, second) if heads[w] == verb and rels[w] in {"ccomp", "parataxis"}]
        if len(said) == 1 and not count[said[0]]:
            heads[first] = said[0]


def _subjects(rels: Sequence[str], heads: Sequence[int], verb: int) -> list[int]:
    return [w for w, rel in enumerate(rels) if heads[w] == verb and w != verb and rel.startswith("nsubj")]


def _below(heads: Sequence[int], word: int, above: int) -> bool:
    """Whether a word hangs, over any number of steps, on another."""
    for _ in heads:
        if word == above:
            return True
        word = heads[word]
    return False
