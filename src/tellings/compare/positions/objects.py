"""What is demanded, offered or rejected: the words of the object that a word takes, as one run of tokens.

A word takes its object by the complements that the lexicon grants it.  An object is shown to readers as it stands in
the text, so what hangs on loosely is left out, the ends are trimmed of what asks for more, and quotation marks come in
pairs.
"""

from __future__ import annotations

from tellings.compare.positions.trees import Tree, agent_of
from tellings.records import Token

_JOINING = frozenset({"in", "of", "for", "to", "with", "against"})
_LONGEST = 28  # words of an object phrase
_LOOSE = frozenset({"relcl", "advcl", "parataxis", "appos", "punct"})
_QUOTES = frozenset("“”\"«»'‘’`")
_DASHES = frozenset({"—", "–", "--", "―"})
_ASSERTING = frozenset({"insist", "vow", "pledge", "promise", "warn"})
_NEAR_VERB = 3  # words after a verb within which "for" says what is called for
_NIGHTS = frozenset({"night", "morning", "week", "month", "year", "day", "evening", "afternoon"})


def object_phrase(tree: Tree, word: int, complements: frozenset[str]) -> range:
    """The words of the object that a word takes by any of its complements (an empty range: there is none)."""
    if "obj" in complements and agent_of(tree, word) is not None:
        return next((phrase(tree, s) for s in tree.children(word, "nsubjpass")), range(0))
    heads = [i for i in _complements(tree, word, complements) if i > word]
    if not heads:
        return range(0)
    phrases = [p for h in heads if (p := phrase(tree, h, skip=frozenset({"mark"})))]
    if not phrases:
        return range(0)
    return _trim(tree, range(phrases[0].start, _stop(tree, word, max(p.stop for p in phrases))))


def _stop(tree: Tree, word: int, stop: int) -> int:
    """Where an object ends: "two million crowns in aid" is one whether "in aid" hangs on the sum or on the verb."""
    for prep in sorted(tree.children(word, "prep")):
        goals = tree.children(prep, "pobj")
        plain = goals and tree.tokens[goals[0]].pos == "NOUN" and tree.lemma(goals[0]) not in _NIGHTS
        if prep == stop and tree.lemma(prep) in _JOINING and plain:
            stop = max(stop, phrase(tree, prep).stop, phrase(tree, goals[0]).stop)
    return stop


def _complements(tree: Tree, word: int, complements: frozenset[str]) -> list[int]:
    particles = {tree.lemma(p) for p in tree.children(word, "prt")}
    found: list[int] = []
    if "obj" in complements or any(f"{p}-obj" in complements for p in particles):
        found += objects_of(tree, word)
    if "clause" in complements or "to" in complements:
        found += _clauses(tree, word, said="clause" in complements)
    for prep in tree.children(word, "prep"):
        name = tree.lemma(prep)
        if tree.lemma(word) == "call" and name == "for" and prep - word > _NEAR_VERB and not _calls_on(tree, word):
            continue
        if name in complements - {"to"} or f"{name}-prep" in complements:
            found += tree.children(prep, "pobj", "pcomp")
        elif f"{name}-clause" in complements and (acts := tree.children(word, "xcomp", "ccomp", "advcl")):
            found += tree.children(prep, "pobj") + acts
    return sorted(set(found))


def _calls_on(tree: Tree, word: int) -> bool:
    return any(tree.lemma(p) in {"on", "upon"} for p in tree.children(word, "prep"))


def _clauses(tree: Tree, word: int, *, said: bool) -> list[int]:
    """Complement clauses, with the object they are about: `urged Veldoria to open …`; with `that` only where `said`."""
    noun = tree.tokens[word].pos in {"NOUN", "PROPN"}
    kinds = ("xcomp", "ccomp") if said else ("xcomp",)
    clauses = [c for c in tree.children(word, *kinds) if _says_what_to_do(tree, word, c)]
    clauses += tree.children(word, "acl") if noun else []
    return clauses + objects_of(tree, word) if clauses else []


def _says_what_to_do(tree: Tree, word: int, clause: int) -> bool:
    """Whether a clause tells of something wanted or to come, where a mere assertion would be no stance."""
    if tree.lemma(word) not in _ASSERTING or tree.tokens[clause].dep == "xcomp":
        return True
    if tree.tokens[clause].text.casefold() in {"were", "was", "are", "is"}:
        return False
    auxiliaries = {tree.lemma(a) for a in tree.children(clause, "aux", "auxpass")}
    if tree.lemma(word) == "insist":
        bare = tree.tokens[clause].tag == "VB" or (tree.tokens[clause].tag == "VBP" and tree.tokens[word].tag == "VBD")
        return bool(auxiliaries & {"must", "should"}) or (bare and not auxiliaries & {"will", "would", "can", "do"})
    return bool(auxiliaries & {"will", "would", "shall", "to"})


def objects_of(tree: Tree, word: int) -> list[int]:
    """The heads of the direct objects and predicates of a word."""
    return tree.children(word, "dobj", "attr")


# ------------------------------------------------------------------ phrases


def phrase(tree: Tree, head: int, *, skip: frozenset[str] = frozenset()) -> range:
    """The words under a head, as one run: what hangs on loosely, or behind a gap, is left out."""
    kept = {head}
    queue = [c for c in tree.children(head) if tree.tokens[c].dep not in skip]
    while queue:
        i = queue.pop()
        when = tree.tokens[i].dep == "npadvmod" and tree.lemma(i) in _NIGHTS
        loose = tree.tokens[i].dep in _LOOSE and tree.tokens[i].text not in {"-", "’", "'"}
        if not when and (not loose or _restricts(tree, i)):
            kept.add(i)
            queue.extend(tree.children(i))
    start, stop = head, head + 1
    while start - 1 in kept or (start - 2 in kept and _bridge(tree, start - 1)):
        start -= 1
    while stop in kept or (stop + 1 in kept and _bridge(tree, stop)):
        stop += 1
    return _trim(tree, range(start, stop))


def _restricts(tree: Tree, clause: int) -> bool:
    """Whether a relative clause says which thing is meant: "a deal that leaves out the islands" is not any deal."""
    if tree.tokens[clause].dep != "relcl":
        return False
    first, queue = clause, [clause]
    while queue:
        at = queue.pop()
        first = min(first, at)
        queue.extend(tree.children(at))
    return tree.tokens[first - 1].pos not in {"PUNCT", "CCONJ"} and clause - first < _LONGEST


def _bridge(tree: Tree, i: int) -> bool:
    """Whether punctuation inside a phrase holds it together rather than ending it."""
    return tree.tokens[i].pos == "PUNCT" and tree.tokens[i].text in _QUOTES | {"-", ",", "%"}


def _trim(tree: Tree, words_: range) -> range:
    """Without the punctuation, conjunctions and prepositions at either end, and not too long."""
    dash = next((i for i in words_[1:] if tree.tokens[i].text in _DASHES), words_.stop)
    start, stop = words_.start, min(dash, words_.start + _LONGEST)
    while start < stop and (tree.tokens[start].pos in {"PUNCT", "CCONJ", "SCONJ"} or _is_infinitive_to(tree, start)):
        start += 1
    while start < stop and tree.tokens[start].pos == "ADP" and tree.tokens[start].dep == "prep":
        start += 1
    while stop > start and _hangs_over(tree.tokens[stop - 1]):
        stop -= 1
    return _balanced(tree, range(start, stop)) if start < stop else range(0)


def _hangs_over(token: Token) -> bool:
    """Whether a last word asks for another: "the terms of", but not "move on"."""
    return token.pos in {"PUNCT", "CCONJ", "SCONJ", "DET", "PART"} or (token.pos == "ADP" and token.dep != "prt")


def _balanced(tree: Tree, words_: range) -> range:
    """With the other quotation mark, where one of a pair stands just outside."""
    inside = [tree.tokens[i].text for i in words_]
    start, stop = words_.start, words_.stop
    if "“" in inside and "”" not in inside and stop in tree.inside and tree.tokens[stop].text == "”":
        stop += 1
    if "”" in inside and "“" not in inside and start - 1 in tree.inside and tree.tokens[start - 1].text == "“":
        start -= 1
    return range(start, stop)


def _is_infinitive_to(tree: Tree, i: int) -> bool:
    return tree.tokens[i].tag == "TO"
