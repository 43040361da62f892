"""Content-headed trees → function-headed ones.

The reading model learns Universal Dependencies, where content words head function words.  What reads the trees here
asks the other way round: which preposition hangs on a verb, what is said after "is".  So the tree is turned over:
prepositions head their nouns, copulas their predicates, names end in their heads, and the labels become those of the
CLEAR scheme.  Learning the one and reading the other keeps the model on openly licensed gold data.

Source: Choi and Palmer (2012), "Guidelines for the CLEAR style constituent to dependency conversion", for the labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ROOT = "ROOT"

_SAME = (
    "nsubj csubj nmod appos acl advcl ccomp xcomp aux mark case advmod amod nummod det compound cc conj expl parataxis "
    "punct quantmod pobj prep attr"
)
_LABELS = {label: label for label in _SAME.split()} | {
    "root": ROOT, "nsubj:pass": "nsubjpass", "nsubj:outer": "nsubj", "csubj:pass": "csubjpass", "csubj:outer": "csubj",
    "obj": "dobj", "iobj": "dative", "obl": "npadvmod", "obl:unmarked": "npadvmod", "obl:tmod": "npadvmod",
    "obl:npmod": "npadvmod", "obl:agent": "npadvmod", "nmod:poss": "poss", "nmod:unmarked": "npadvmod",
    "nmod:tmod": "npadvmod", "nmod:npmod": "npadvmod", "nmod:desc": "compound", "acl:relcl": "relcl",
    "advcl:relcl": "advcl", "aux:pass": "auxpass", "cop": "aux", "det:predet": "predet", "compound:prt": "prt",
    "flat": "compound", "cc:preconj": "preconj", "discourse": "intj", "vocative": "npadvmod", "fixed": "advmod",
}  # fmt: skip
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer", "expl"})
# What hangs on the copula rather than on its predicate.
_CLAUSAL = _SUBJECTS | {
    "aux", "aux:pass", "mark", "vocative", "discourse", "parataxis", "dislocated", "punct", "advcl", "obl:agent",
    "advcl:relcl", "cc:preconj",
}  # fmt: skip
_TURNED = frozenset({"cop", "case", "mark"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET", "X"})
_KEPT = frozenset({"conj", "root", "parataxis", "csubj", "dep", "list"})  # a preposition's label is its noun's
_BEFORE_GERUND = frozenset(
    "about after against as at before besides between beyond by despite during for from in into like of off on over "
    "since through to toward towards under upon via with within without".split()
)
# Never conjunctions, so that whatever clause follows is their object.
_ALWAYS_PREPOSITIONS = frozenset(
    "about against at by despite from in into of on over to upon with within without".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan. feb. mar. apr. jun. "
    "jul. aug. sept. sep. oct. nov. dec. jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
_EXTREMES = frozenset("least most all worst best much many little few".split())
_HOURS = frozenset({"a.m.", "p.m.", "am", "pm"})
_SAYING = frozenset(
    "say tell report add note explain warn claim argue announce state write suggest think believe guess hope suppose "
    "insist admit acknowledge recall reply respond ask declare predict know fear understand joke quip".split()
)
# Verbs whose object is the subject of what follows: "let him go", "made it clear".
_RAISING = frozenset(
    "let make allow help want cause expect hear see watch find consider have get hold feel need permit believe "
    "declare deem wish".split()
)
_LINKING = frozenset("become remain be stay turn seem".split())
# Adverbs that say something of the clause, not of the adjective they stand before.
_OF_CLAUSE = frozenset(
    "not never also still always probably usually actually now certainly mainly currently already therefore rarely "
    "yet again obviously simply both all often sometimes generally however perhaps maybe thus then once seldom "
    "previously initially apparently reportedly allegedly clearly surely soon today ever definitely no n't".split()
)
# Fixed expressions whose last word is the preposition or conjunction.
_LAST_HEADS = frozenset({"such", "instead", "rather", "prior", "each", "one", "as", "kind", "sort", "that"})


@dataclass(slots=True)
class _Sentence:
    """A sentence while it is being turned over; all lists are indexed by its words."""

    upos: Sequence[str]
    xpos: Sequence[str]
    lemma: Sequence[str]
    rel: list[str]
    head: list[int]
    children: list[list[int]]
    partner: dict[int, int]  # a conjunction's right-hand conjunct
    absorbed: set[int]  # copulas and prepositions, placed with the word they belong to


def function_headed(
    upos: Sequence[str], xpos: Sequence[str], lemma: Sequence[str], deprel: Sequence[str], heads: Sequence[int]
) -> tuple[list[int], list[str]]:
    """Turn a content-headed tree of one sentence into a function-headed one.

    Args:
        upos: Universal tags.
        xpos: Penn tags.
        lemma: Lemmas, lower case.
        deprel: Universal Dependencies relations, with subtypes.
        heads: For each word its head in the sentence; the root is its own.

    Returns:
        Heads, the root its own, and labels; one tree over the same words.
    """
    sent = _Sentence(upos, xpos, lemma, list(deprel), list(heads), [[] for _ in heads], {}, set())
    for word, head in enumerate(sent.head):
        if head != word:
            sent.children[head].append(word)
    for word, rel in enumerate(sent.rel):
        if rel == "root" or sent.head[word] == word:
            sent.rel[word] = "root" if sent.head[word] == word else "dep"
    _rehead(sent)
    found, labels = _turn(sent)
    _punctuate(found, labels)
    return found, labels


def _punctuate(heads: list[int], labels: list[str]) -> None:
    """Hang each sign between the phrases that it parts: on the lowest word above both, at an edge on the root.

    Otherwise a phrase would end with the comma behind it.
    """
    signs = {word for word, label in enumerate(labels) if label == "punct"} - set(heads)
    words = [word for word in range(len(heads)) if word not in signs]
    root = labels.index(ROOT) if labels else 0
    for before, after in pairwise([-1, *words, len(heads)]):
        if after - before > 1:
            above = _above(heads, before, after) if before >= 0 and after < len(heads) else root
            heads[before + 1 : after] = [above] * (after - before - 1)


def _above(heads: list[int], one: int, other: int) -> int:
    """The lowest word that is, or is above, both of two."""
    path = [one]
    while heads[path[-1]] != path[-1]:
        path.append(heads[path[-1]])
    while other not in path:
        other = heads[other]
    return other


# ------------------------------------------------------------------ other heads, same scheme


def _rehead(sent: _Sentence) -> None:
    """Where the two schemes differ about content words: names, sums, dates, lists, inserted "X said"."""
    lists: dict[int, list[int]] = {}
    for word, rel in enumerate(sent.rel):
        if rel == "conj":
            lists.setdefault(sent.head[word], []).append(word)
    for first, joined in lists.items():
        _chain(sent, first, joined)
    for word in range(len(sent.rel)):
        special = _SPECIAL.get(sent.rel[word])
        if special:
            special(sent, word)


def _chain(sent: _Sentence, first: int, joined: list[int]) -> None:
    """Each conjunct hangs on the one before it, and so does the conjunction between them."""
    before = first
    for word in joined:
        _move(sent, word, before)
        for sign in [c for c in sent.children[word] if sent.rel[c] == "cc" and c < word]:
            sent.partner[sign] = word
            _move(sent, sign, before)
        before = word


def _move(sent: _Sentence, word: int, head: int) -> None:
    sent.children[sent.head[word]].remove(word)
    sent.children[head].append(word)
    sent.head[word] = head


def _swap(sent: _Sentence, word: int, rel: str) -> None:
    """Let a word and its head change places; the head becomes its `rel`."""
    old = sent.head[word]
    above = sent.head[old]
    sent.children[old].remove(word)
    for child in sent.children[old]:
        sent.head[child] = word
    sent.children[word] += [*sent.children[old], old]
    sent.children[old] = []
    if above == old:
        sent.head[word] = word
    else:
        sent.head[word] = above
        sent.children[above][sent.children[above].index(old)] = word
    sent.head[old] = word
    sent.rel[word], sent.rel[old] = sent.rel[old], rel


def _flat(sent: _Sentence, word: int) -> None:
    """A name is headed by its last word, but not by its number: "Route 8"."""
    head = sent.head[word]
    if sent.xpos[word] == "CD":
        sent.rel[word] = "nummod"
    elif word > head and word == max(c for c in sent.children[head] if sent.rel[c].startswith("flat")):
        _swap(sent, word, "compound")


def _sum(sent: _Sentence, word: int) -> None:
    """The sum "$ 5 million" is headed by "million"."""
    head = sent.head[word]
    if sent.upos[head] == "SYM" and sent.lemma[head] != "%" and word > head:
        _swap(sent, word, "quantmod")


def _date(sent: _Sentence, word: int) -> None:
    """The date "May 5" is headed by "May", and "5 pm" by "pm"."""
    head = sent.head[word]
    if sent.xpos[head] == "CD" and (sent.lemma[word] in _MONTHS or sent.lemma[word] in _HOURS):
        _swap(sent, word, "nummod")


def _said(sent: _Sentence, word: int) -> None:
    """In "It rained, he said" the clause is what is said; in "It, he said, rained" the words said are inserted."""
    if sent.lemma[word] not in _SAYING:
        return
    head = sent.head[word]
    around = [c for c in sent.children[head] if sent.rel[c] not in ("punct", "parataxis")] + [head]
    rels = {sent.rel[c] for c in sent.children[word]}
    outside = word > max(around) or word < min(around)
    if outside and "nsubj" in rels and not rels & {"ccomp", "obj", "xcomp"}:
        _raise(sent, word, "ccomp")


def _raise(sent: _Sentence, word: int, rel: str) -> None:
    """Let a word change places with its head, but leave each what hangs on it."""
    old = sent.head[word]
    above = sent.head[old]
    sent.children[old].remove(word)
    sent.head[word] = word if above == old else above
    if above != old:
        sent.children[above][sent.children[above].index(old)] = word
    sent.head[old] = word
    sent.children[word].append(old)
    sent.rel[word], sent.rel[old] = sent.rel[old], rel


def _free_relative(sent: _Sentence, word: int) -> None:
    """In "what he said" and "how it works" the verb heads its pronoun."""
    head = sent.head[word]
    adverb = sent.xpos[head] == "WRB"
    if word < head or not (adverb or sent.xpos[head].startswith("WP")):
        return
    outer = [c for c in sent.children[head] if c < head or sent.rel[c] == "cop"]
    linked = any(sent.rel[c] == "cop" for c in outer)
    own = any(sent.rel[c] in _SUBJECTS for c in sent.children[word])
    _raise(sent, word, "advmod" if adverb else "obj" if own else "nsubj")
    sent.rel[word] = _AS_CLAUSE.get(sent.rel[word], sent.rel[word])
    for child in outer:
        _move(sent, child, word)
        if linked and sent.rel[child] == "nsubj":
            sent.rel[child] = "nsubj:outer"


def _raised_subject(sent: _Sentence, word: int) -> None:
    """In "let him go" the object of the one verb is the subject of the other."""
    head = sent.head[word]
    if sent.lemma[head] not in _RAISING or word < head:
        return
    objects = [c for c in sent.children[head] if sent.rel[c] in ("obj", "iobj") and c < word]
    if objects:
        _move(sent, objects[-1], word)
        sent.rel[objects[-1]], sent.rel[word] = "nsubj", "ccomp"


def _fixed(sent: _Sentence, word: int) -> None:
    """Fixed expressions, after the pattern of their first word and their use."""
    head = sent.head[word]
    parts = [c for c in sent.children[head] if sent.rel[c] == "fixed"]
    use, outer = sent.rel[head], sent.head[head]
    if use == "mark" and sent.lemma[word] == "order" and sent.rel[outer] == "advcl":
        _purpose(sent, word, head, outer)
        return
    if word != parts[-1] and sent.lemma[head] in _LAST_HEADS:
        return
    if sent.lemma[head] in _LAST_HEADS and use not in ("mark",):
        _swap(sent, word, "amod" if sent.lemma[head] == "such" else "det" if use in ("obl", "obj") else "advmod")
    elif use in ("case", "mark"):
        sent.rel[word] = use
        _move(sent, word, outer)
    elif use == "advmod" and sent.lemma[head] in ("more", "less", "up", "fewer"):
        sent.rel[head], sent.rel[word] = "amod", "quantmod"
        _move(sent, word, outer)
    elif use == "advmod" and sent.lemma[head] in ("of", "in"):
        sent.rel[head], sent.rel[word] = "prep", "pobj"


def _purpose(sent: _Sentence, order: int, preposition: int, verb: int) -> None:
    """In "in order to win" the clause hangs on the noun of the preposition."""
    above = sent.head[verb]
    _move(sent, preposition, above)
    _move(sent, verb, order)
    sent.rel[preposition], sent.rel[order], sent.rel[verb] = "prep", "pobj", "acl"


_AS_CLAUSE = {"obj": "ccomp", "nsubj": "csubj", "nsubj:pass": "csubj:pass", "advmod": "advcl", "obl": "advcl"}
_SPECIAL = {
    "flat": _flat, "nummod": _sum, "nmod:unmarked": _date, "compound": _date, "parataxis": _said,
    "acl:relcl": _free_relative, "advcl:relcl": _free_relative, "fixed": _fixed, "xcomp": _raised_subject,
}  # fmt: skip


# ------------------------------------------------------------------ function words above content words


def _turn(sent: _Sentence) -> tuple[list[int], list[str]]:
    size = len(sent.rel)
    cops, cases = _function_words(sent)
    heads, labels = [-1] * size, [""] * size
    for word in range(size):
        if word in sent.absorbed:
            continue
        top = word
        inside = cases.get(word)
        cop = cops.get(word, -1)
        if inside:
            inner = _stack(sent, heads, labels, inside)
            heads[word], labels[word] = inner, _object_label(sent, word)
            top = inside[0]
        if cop >= 0:
            heads[top], labels[top] = cop, "prep" if inside else _predicate_label(sent, word)
            top = cop
        head = sent.head[word]
        if head == word:
            heads[top], labels[top] = top, ROOT
        else:
            heads[top] = _place(sent, word, cops, cases)
            labels[top] = _label(sent, word, inside) if cop < 0 else _verbal(sent, word)
    return heads, labels


def _function_words(sent: _Sentence) -> tuple[dict[int, int], dict[int, list[int]]]:
    """For each predicate its copula, and for each noun or gerund its prepositions."""
    cops: dict[int, int] = {}
    cases: dict[int, list[int]] = {}
    for word, rel in enumerate(sent.rel):
        if rel not in _TURNED:
            continue
        head = sent.head[word]
        if sent.rel[head] in _TURNED:
            continue
        if rel == "cop":
            if head not in cops:
                cops[head] = word
                sent.absorbed.add(word)
        elif _is_preposition(sent, word, head):
            cases.setdefault(head, []).append(word)
            sent.absorbed.add(word)
    return cops, cases


def _is_preposition(sent: _Sentence, word: int, head: int) -> bool:
    """Whether a case or mark is to head its word; not 's, the "at" of "at least" or the "than" of "more than 5"."""
    if sent.rel[word] == "case" and _bounds_number(sent, head):
        return False
    if sent.rel[word] == "case":
        return sent.xpos[word] != "POS" and not (sent.lemma[word] == "at" and sent.lemma[head] in _EXTREMES)
    return _before_gerund(sent, word, head) or (
        sent.lemma[word] in ("than", "as", "like") and any(sent.rel[c] == "case" for c in sent.children[head])
    )


def _bounds_number(sent: _Sentence, head: int) -> bool:
    """Whether a word is a number that counts something: what stands before it bounds it ("up to 32 boats")."""
    first = sent.head[head] if sent.rel[head] == "conj" else head
    return sent.upos[head] == "NUM" and sent.rel[first] == "nummod"


def _before_gerund(sent: _Sentence, word: int, head: int) -> bool:
    """Whether a mark is a preposition: "after being held", "without saying"."""
    if sent.xpos[word] != "IN" or sent.lemma[word] not in _BEFORE_GERUND:
        return False
    if sent.lemma[word] in _ALWAYS_PREPOSITIONS:
        return True
    verbs = [c for c in sent.children[head] if sent.rel[c] in ("cop", "aux", "aux:pass")]
    return sent.xpos[min([head, *verbs])] == "VBG"


def _stack(sent: _Sentence, heads: list[int], labels: list[str], inside: list[int]) -> int:
    """Hang each preposition of a stack on the one before it; the last one is returned."""
    for outer, inner in pairwise(inside):
        heads[inner], labels[inner] = outer, "pcomp" if sent.lemma[outer] in ("because", "due") else "prep"
    return inside[-1]


def _object_label(sent: _Sentence, word: int) -> str:
    return "pcomp" if sent.upos[word] in ("VERB", "AUX", "ADV") else "pobj"


def _predicate_label(sent: _Sentence, word: int) -> str:
    upos = sent.upos[word]
    if upos in ("VERB", "AUX"):
        if any(sent.rel[c] == "nsubj:outer" for c in sent.children[word]):
            return "xcomp" if _infinitive(sent, word) else "ccomp"
        return "acomp"
    if upos == "ADV":
        return "advmod"
    return "acomp" if upos == "ADJ" else "attr"


def _place(sent: _Sentence, word: int, cops: dict[int, int], cases: dict[int, list[int]]) -> int:
    """Which word of its head's function words and content word a word hangs on."""
    head = sent.head[word]
    cop = cops.get(head, -1)
    if sent.rel[word] in ("conj", "cc"):
        other = sent.partner.get(word, word)
        if cop >= 0:
            opening = other == word and sent.rel[word] == "cc"
            return cop if opening or other in cops or _is_clause(sent, other) else head
        if head in cases and other in cases and other not in cops:
            return cases[head][0]
        return head
    if cop >= 0:
        return cop if _on_copula(sent, word, cop, cases) else head
    if head in cases and word < cases[head][0]:
        return cases[head][0]
    return head


def _is_clause(sent: _Sentence, word: int) -> bool:
    return sent.upos[word] in ("VERB", "AUX") or any(sent.rel[c] in _SUBJECTS for c in sent.children[word])


def _on_copula(sent: _Sentence, word: int, cop: int, cases: dict[int, list[int]]) -> bool:
    """Whether what hangs on a predicate belongs to its copula: subjects, auxiliaries, adverbs of the clause."""
    head = sent.head[word]
    rel = sent.rel[word]
    if rel == "advcl" and word in cases and word > head:
        return sent.upos[head] in _NOMINAL
    if rel in _CLAUSAL:
        outer = word < cop or rel in ("nsubj:outer", "csubj:outer", "advcl", "parataxis", "punct")
        return outer or not any(sent.rel[c] == "nsubj:outer" for c in sent.children[head])
    if rel == "advmod":
        nominal = sent.upos[head] in _NOMINAL
        return word < cop or word > head or nominal or sent.lemma[word] in _OF_CLAUSE
    if rel in ("obl", "obl:unmarked"):
        return word < cop or (word > head and sent.upos[head] in _NOMINAL)
    return False


def _label(sent: _Sentence, word: int, inside: list[int] | None) -> str:
    rel = sent.rel[word]
    if inside:
        if rel == "obl:agent" and sent.lemma[inside[0]] == "by":
            return "agent"
        return "prep" if rel not in _KEPT else _LABELS.get(rel, "dep")
    own = _OWN_LABEL.get(rel)
    return own(sent, word) if own else _LABELS.get(rel, "dep")


def _verbal(sent: _Sentence, word: int) -> str:
    """The label of a copula; its predicate's class says nothing of it."""
    return "xcomp" if sent.rel[word] == "xcomp" else _label(sent, word, None)


def _adverb(sent: _Sentence, word: int) -> str:
    return "neg" if sent.lemma[word] in ("not", "never", "n't", "n’t") else "advmod"


def _mark(sent: _Sentence, word: int) -> str:
    return "aux" if sent.xpos[word] == "TO" else "mark"


def _subject(sent: _Sentence, word: int) -> str:
    head = sent.head[word]
    there = any(sent.rel[c] == "expl" and sent.lemma[c] == "there" for c in sent.children[head])
    return "attr" if there and word > head else "nsubj"


def _expletive(sent: _Sentence, word: int) -> str:
    return "nsubj" if sent.lemma[word] == "it" else "expl"


def _clausal_subject(sent: _Sentence, word: int) -> str:
    """In "it is best to go" and "it is clear that …" spaCy has no clausal subject."""
    head = sent.head[word]
    if word > head and any(sent.rel[c] == "expl" for c in sent.children[head]):
        return "xcomp" if _infinitive(sent, word) else "ccomp"
    return "csubj"


def _infinitive(sent: _Sentence, word: int) -> bool:
    return any(sent.rel[c] == "mark" and sent.xpos[c] == "TO" for c in sent.children[word])


def _open_complement(sent: _Sentence, word: int) -> str:
    head = sent.head[word]
    upos, verb = sent.upos[word], sent.lemma[head]
    if upos not in _NOMINAL and upos != "ADJ":
        return "advmod" if upos == "ADV" else "xcomp"
    of_object = any(sent.rel[c] in ("obj", "aux:pass") for c in sent.children[head])
    if upos == "ADJ":
        return "oprd" if of_object or verb in ("seem", "appear") else "ccomp" if verb == "make" else "acomp"
    return "attr" if verb in _LINKING and not of_object else "oprd"


def _indirect(sent: _Sentence, word: int) -> str:
    head = sent.head[word]
    return "dative" if any(sent.rel[c] == "obj" for c in sent.children[head]) else "dobj"


def _oblique(sent: _Sentence, word: int) -> str:
    if sent.lemma[word] in _EXTREMES and any(sent.rel[c] == "case" for c in sent.children[word]):
        return "advmod"
    return "prep" if sent.upos[word] == "ADP" else "npadvmod"


def _bare_noun(sent: _Sentence, word: int) -> str:
    """A noun on a noun without a preposition: a year on its month, a state on its town, a measure."""
    head = sent.head[word]
    if sent.upos[word] == "NUM" or sent.xpos[word] == "CD":
        return "nummod" if sent.lemma[head] in _MONTHS else "appos"
    return "appos" if sent.upos[word] in ("PROPN", "PRON") else "npadvmod"


def _compound(sent: _Sentence, word: int) -> str:
    head = sent.head[word]
    if sent.xpos[word] == "CD" and sent.xpos[head] != "CD":
        return "nummod"
    if sent.upos[head] in ("VERB", "ADJ"):
        return "npadvmod" if sent.xpos[word].startswith("N") else "advmod"
    return "amod" if sent.xpos[word] == "JJ" else "compound"


def _adjective(sent: _Sentence, word: int) -> str:
    return "compound" if sent.xpos[word].startswith("NNP") else "amod"


def _case(sent: _Sentence, word: int) -> str:
    if _bounds_number(sent, sent.head[word]):
        return "quantmod"
    return "case" if sent.xpos[word] == "POS" else "advmod" if sent.rel[sent.head[word]] not in _TURNED else "prep"


_OWN_LABEL = {
    "case": _case,
    "advmod": _adverb, "mark": _mark, "nsubj": _subject, "expl": _expletive, "xcomp": _open_complement,
    "csubj": _clausal_subject, "iobj": _indirect, "obl": _oblique, "nmod:unmarked": _bare_noun,
    "compound": _compound, "amod": _adjective,
}  # fmt: skip
