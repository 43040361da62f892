"""One sentence as a tree, the word lists it is read with, and the small questions that are asked of its parse.

Who does what a verb says, whether it is negated, whether it is only possible or expected: questions that come up for
verbs, nouns and adjectives alike, so they stand apart from what is made of the answers.  Tokens are known by their
index in the document throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tellings.compare.reading import lexicon
from tellings.records import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_DENYING = frozenset({"deny", "refute", "dispute", "doubt", "skeptical", "sceptical", "unlikely", "accusation"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The tokens of a document and, for one sentence, which tokens hang on which."""

    tokens: Sequence[Token]
    inside: range
    below: dict[int, list[int]]

    def children(self, i: int, *deps: str) -> list[int]:
        """Tokens that hang on `i`, by any of the relations (by any at all where none is given)."""
        return [c for c in self.below.get(i, ()) if not deps or self.tokens[c].dep in deps]

    def lemma(self, i: int) -> str:
        """The dictionary form of a token."""
        return self.tokens[i].lemma


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of `lexicons/positions.json`: lemma → (stance, complements), and plain sets by name."""

    verbs: dict[str, tuple[tuple[str, frozenset[str]], ...]]
    nouns: dict[str, tuple[tuple[str, frozenset[str]], ...]]
    adjectives: dict[str, tuple[tuple[str, frozenset[str]], ...]]
    sets: dict[str, frozenset[str]]


def tree_of(tokens: Sequence[Token], inside: range) -> Tree:
    """Turn the heads of one sentence's tokens round."""
    below: dict[int, list[int]] = {}
    for i in inside:
        if tokens[i].head != i and tokens[i].head in inside:
            below.setdefault(tokens[i].head, []).append(i)
    return Tree(tokens, inside, below)


@lru_cache(maxsize=1)
def words() -> Lexicon:
    """The lexicon, read once."""
    data = lexicon("positions")
    plain = {name: frozenset(value) for name, value in data.items() if isinstance(value, list)}
    return Lexicon(_entries(data["verbs"]), _entries(data["nouns"]), _entries(data["adjectives"]), plain)


def _entries(by_stance: dict[str, dict[str, str]]) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    out: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for stance, lemmas in by_stance.items():
        for lemma, complements in lemmas.items():
            out[lemma] = (*out.get(lemma, ()), (stance, frozenset(complements.split())))
    return out


# ------------------------------------------------------------------ who does it


def subject_of(tree: Tree, verb: int, depth: int = 4) -> int | None:
    """Who does what the verb says: its subject, its agent, or the subject of the verb it hangs on."""
    if (agent := agent_of(tree, verb)) is not None:
        return agent
    if tree.children(verb, "nsubjpass"):
        return None
    if own := tree.children(verb, *_SUBJECTS):
        return _antecedent(tree, verb, own[0])
    token = tree.tokens[verb]
    if token.dep in {"relcl", "acl"} and token.tag == "VBG" and tree.tokens[token.head].pos in {"NOUN", "PROPN"}:
        return token.head
    if (
        token.dep == "conj"
        and _leaves_a_quotation(tree, token.head, verb)
        and tree.tokens[token.head].head != token.head
    ):
        return subject_of(tree, tree.tokens[token.head].head, depth - 1) if depth else None
    shared = token.dep in {"conj", "advcl"} or (token.dep == "xcomp" and _carries_on(tree, token.head))
    if shared and depth and token.head != verb and tree.tokens[token.head].pos in {"VERB", "AUX"}:
        return None if tree.children(token.head, "nsubjpass") else subject_of(tree, token.head, depth - 1)
    return None


def _leaves_a_quotation(tree: Tree, head: int, verb: int) -> bool:
    """`said she had “done her best” and promised …`: a verb joined to words in a quotation belongs to the speaker."""
    between = [tree.tokens[i].text for i in range(head, verb)]
    return "”" in between and "“" not in between


def _carries_on(tree: Tree, verb: int) -> bool:
    return tree.lemma(verb) in words().sets["carrying_on"]


def agent_of(tree: Tree, verb: int) -> int | None:
    """Who does what a passive verb says: the `by` of it, if it has one."""
    objects = (o for by in tree.children(verb, "agent") for o in tree.children(by, "pobj"))
    return next(objects, None)


def _antecedent(tree: Tree, verb: int, subject: int) -> int:
    relative = tree.tokens[verb].dep == "relcl" and tree.tokens[subject].tag in {"WP", "WDT"}
    return tree.tokens[verb].head if relative else subject


# ------------------------------------------------------------------ whether it holds


def doubtful(tree: Tree, verb: int) -> bool:
    """Possible, conditional, expected or ordered stances are not taken yet."""
    token, lists = tree.tokens[verb], words().sets
    if any(tree.lemma(a) in lists["doubtful_auxiliaries"] for a in tree.children(verb, "aux")):
        return True
    if any(tree.lemma(m) in {"if", "whether", "unless"} for m in tree.children(verb, "mark")):
        return True
    if _denied(tree, verb):
        return True
    return token.dep == "xcomp" and tree.tokens[token.head].pos in {"VERB", "ADJ"} and not _carries_on(tree, token.head)


def _denied(tree: Tree, verb: int) -> bool:
    """Whether somebody denies what the verb says: `denied reports that he had threatened …`."""
    at = verb
    for _ in range(6):
        joined, at = tree.tokens[at].dep == "conj", tree.tokens[at].head
        if tree.lemma(at) in _DENYING and at != verb:
            return not joined
    return False


def has_auxiliary(tree: Tree, verb: int, lemma: str) -> bool:
    """Whether a verb has some auxiliary, by its dictionary form or as written."""
    return any(tree.lemma(a) == lemma or tree.tokens[a].text.casefold() == lemma for a in tree.children(verb, "aux"))


def never(tree: Tree, verb: int) -> bool:
    """Whether a verb has a `never`."""
    return any(tree.lemma(n) == "never" for n in tree.children(verb, "neg", "advmod"))


def negated(tree: Tree, verb: int) -> bool:
    """Whether a verb is negated: by `not`, by `never`, or by a subject that is nobody."""
    subjects = tree.children(verb, *_SUBJECTS)
    no_one = any(tree.lemma(s) in {"nobody", "none", "no"} or has_no(tree, s) for s in subjects)
    return bool(tree.children(verb, "neg")) or never(tree, verb) or no_one


def has_no(tree: Tree, noun: int) -> bool:
    """Whether a noun has a `no` in front of it."""
    return any(tree.lemma(d) == "no" for d in tree.children(noun, "det", "neg"))
