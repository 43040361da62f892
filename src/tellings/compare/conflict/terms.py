"""What the accounts call one and the same thing: "the Smith government", "the Smith regime".

Nouns that can name one thing in different colours are grouped in a word list; two of them speak of one thing when they
have one owner (a possessor, or a name before them).  Only a war is compared without an owner.  Unlike the other
comparators this one looks at all sentences, also within one account, since a label is a choice made throughout a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import lexicon
from tellings.compare.conflict.pairs import Pair, Site

_MOST = 40  # uses of one thing's names that are compared


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a term: where, which word, as written, and whose."""

    site: Site
    lemma: str
    phrase: str
    owner: str


def compare_terms(readers: Sequence[Reader], who: Identity) -> Iterator[Difference]:
    """Different terms for one thing with one owner.

    Args:
        readers: One for each account, in the order of the accounts.
        who: Tells whether two owners are one.
    """
    uses: dict[tuple[int, str], list[_Use]] = {}
    for number, reader in enumerate(readers):
        for group, use in _uses(number, reader, who):
            uses.setdefault((group, use.owner), []).append(use)
    for (group, owner), found in sorted(uses.items()):
        if len({u.lemma for u in found}) > 1:
            yield from _between(f"{group}:{owner}", found[:_MOST], readers)


def _uses(number: int, reader: Reader, who: Identity) -> Iterator[tuple[int, _Use]]:
    words = lexicon()
    for sentence, place in enumerate(reader.notes.sentences):
        for index in range(place.first, place.last):
            token = reader.tokens[index]
            if token.tag != "NN" or token.lemma not in words.terms or token.dep == "compound":
                continue
            owner = _owner(reader, index, who)
            if owner or (token.lemma in words.ownerless and _definite(reader, index)):
                use = _Use(Site(number, sentence), token.lemma, reader.phrase(index), owner)
                yield from ((group, use) for group in sorted(words.terms[token.lemma]))


def _definite(reader: Reader, index: int) -> bool:
    return any(reader.tokens[c].lemma == "the" for c in reader.children[index])


def _owner(reader: Reader, index: int, who: Identity) -> str:
    """Key of the named possessor or modifier of a noun, "" where there is none."""
    for child in reader.children[index]:
        token = reader.tokens[child]
        if token.dep in ("poss", "compound", "nmod") and token.text[:1].isupper():
            return who.key(reader, child)
    return ""


def _between(topic: str, found: Sequence[_Use], readers: Sequence[Reader]) -> Iterator[Difference]:
    commonest = min(sorted({u.lemma for u in found}), key=lambda w: (-sum(u.lemma == w for u in found), w))
    plain = [u for u in found if u.lemma not in lexicon().coloured] or [u for u in found if u.lemma == commonest]
    shown = min((u.phrase for u in plain), key=lambda p: (len(p), p))
    coloured = lexicon().coloured & {u.lemma for u in found}
    question = f"What is {ask.decapitalised(shown)} called?" if coloured else ""
    for one, other in combinations(found, 2):
        if one.lemma == other.lemma or one.site == other.site:
            continue
        left, right = sorted((one, other), key=lambda u: u.site)
        pair = Pair(left.site, right.site, _cosine(readers, left.site, right.site), (), False, readers)
        yield Difference(
            "term", "characterisation", "framing", topic, question,
            (left.lemma, right.lemma), (left.phrase, right.phrase), 1.0, pair,
        )  # fmt: skip


def _cosine(readers: Sequence[Reader], left: Site, right: Site) -> float:
    one = readers[left.account].notes.embeddings[left.sentence]
    return round(float(one @ readers[right.account].notes.embeddings[right.sentence]), 5)
