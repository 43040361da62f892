"""Where a sentence says that somebody demands, offers, rejects, threatens, denies or supports something.

Read off the dependency parse (`trees`) with a lexicon of verbs, nouns and adjectives, each with the complements it
takes its object from (`objects`).  Conditional, possible and merely expected stances are not stances; negation turns
support into rejection and undoes the rest.  What comes out is tokens: who they are is for `find_positions` to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tellings.compare.positions.objects import object_phrase, objects_of, phrase
from tellings.compare.positions.trees import (
    Tree,
    agent_of,
    doubtful,
    has_auxiliary,
    has_no,
    negated,
    never,
    subject_of,
    words,
)

_PARTICLES = frozenset({"out", "off", "up", "down", "back", "away", "over", "home"})
_PERFECT = "have"
_VOWING = frozenset({"vow", "pledge", "promise"})
_SILENCE = frozenset({"comment", "say", "elaborate", "disclose", "discuss", "identify", "name", "answer", "specify"})


@dataclass(frozen=True, slots=True)
class Stand:
    """One stance as the syntax shows it: token indices of who takes it, of the word that says so, and of its object.

    `actor` is None where only the speaker of the sentence can be meant ("Russia must withdraw").
    """

    stance: str
    actor: int | None
    word: int
    what: range


def stands_in(tree: Tree) -> Iterator[Stand]:
    """The stances that one sentence tells of, in the order of their words."""
    if tree.tokens[tree.inside[-1]].text == "?":
        return
    for i in tree.inside:
        token = tree.tokens[i]
        if token.pos in {"VERB", "AUX"}:
            yield from _verbal(tree, i)
        elif token.pos in {"NOUN", "PROPN"} and token.lemma in words().nouns:
            yield from _nominal(tree, i)
        elif token.pos in {"ADJ", "VERB"} and token.lemma in words().adjectives:
            yield from _adjectival(tree, i)


# ------------------------------------------------------------------ verbs


def _verbal(tree: Tree, verb: int) -> Iterator[Stand]:
    if doubtful(tree, verb):
        return
    if has_auxiliary(tree, verb, "must") and not has_auxiliary(tree, verb, _PERFECT):
        yield from _must(tree, verb)
        return
    if negated(tree, verb):
        yield from _unwilling(tree, verb)
        return
    if _has_other_particle(tree, verb) or _is_conditional(tree, verb):
        return
    for stance, complements in words().verbs.get(tree.lemma(verb), ()):
        what = object_phrase(tree, verb, complements)
        actor = subject_of(tree, verb)
        if what and actor is not None and (stand := _judged(tree, Stand(stance, actor, verb, what))):
            yield stand
            return


def _is_conditional(tree: Tree, verb: int) -> bool:
    """`would vote for the plan if …`: what somebody would do."""
    conditions = (m for c in tree.children(verb, "advcl") for m in tree.children(c, "mark"))
    return has_auxiliary(tree, verb, "would") and any(tree.lemma(m) in {"if", "unless"} for m in conditions)


def _has_other_particle(tree: Tree, verb: int) -> bool:
    """Whether a particle makes another verb of it: "call out", "back down"."""
    particles = {tree.lemma(p) for p in tree.children(verb, "prt")}
    after = verb + 1
    if after in tree.inside and tree.tokens[after].head == verb and not tree.children(after, "pobj", "pcomp"):
        particles |= {tree.lemma(after)} & _PARTICLES
    known = {c for _, complements in words().verbs.get(tree.lemma(verb), ()) for c in complements}
    return any(f"{p}-obj" not in known and p not in known for p in particles)


def _judged(tree: Tree, stand: Stand) -> Stand | None:
    """The stance once its object is taken into account.

    Threats must threaten, rejected claims are denials, support that is pledged is support; what everybody condemns, and
    what is offered out of courtesy or goes on as before, is no position.
    """
    lemma, heads = tree.lemma(stand.word), {tree.lemma(i) for i in objects_of(tree, stand.word)}
    lists = words().sets
    lemmas = {tree.lemma(i) for i in stand.what}
    clauses = {tree.lemma(c) for c in tree.children(stand.word, "xcomp", "ccomp")}
    if (lemma in lists["deploring"] and heads & lists["deplored"]) or _is_no_offer(tree, stand, heads, clauses):
        return None
    if stand.stance == "rejects" and tree.lemma(stand.what.start) in lists["opposing"]:
        return None
    if stand.stance == "offers" and heads & lists["backing"]:
        return replace(stand, stance="supports")
    if lemma in _VOWING | {"warn"} and _threatening(tree, stand):
        return replace(stand, stance="threatens")
    refused = lemma == "deny" and (heads & lists["not_denials"] or agent_of(tree, stand.word) is not None)
    if lemma == "warn" or refused:
        return None
    if lemma == "threaten" and not tree.children(stand.word, "xcomp", "ccomp") and not lemmas & lists["hostile_things"]:
        return None
    judging = stand.actor is not None and tree.lemma(stand.actor).casefold() in lists["judging"]
    told = heads & lists["denied_things"] and lemma not in lists["deploring"]
    if stand.stance == "rejects" and told and not judging:
        return replace(stand, stance="denies")
    if lemma in {"decline", "refuse"} and _SILENCE & (clauses | heads):
        return None
    return stand


def _is_no_offer(tree: Tree, stand: Stand, heads: set[str], clauses: set[str]) -> bool:
    """Whether what is offered is a courtesy, more of the same, or (where it is vowed) meant to harm."""
    if stand.stance != "offers":
        return False
    lists = words().sets
    acts = {tree.lemma(i) for i in stand.what if tree.tokens[i].pos == "VERB"} - clauses
    vowed = tree.lemma(stand.word) in _VOWING and bool(acts & lists["hostile"])
    return bool(heads & lists["not_offers"] or clauses & lists["going_on"]) or vowed


def _threatening(tree: Tree, stand: Stand) -> bool:
    """Whether a vow or warning announces harm: a hostile act to come, or hostile consequences."""
    lists = words().sets
    comes = any(tree.tokens[i].text.casefold() in {"will", "would", "’ll", "'ll", "to"} for i in stand.what)
    acts = [i for i in stand.what if tree.lemma(i) in lists["hostile"] and tree.tokens[i].pos == "VERB"]
    if tree.lemma(stand.word) == "pledge":
        return False
    if tree.lemma(stand.word) == "warn":
        things = {tree.lemma(i) for i in stand.what} & lists["hostile_things"]
        return bool(things and (comes or not acts)) or bool(acts and comes)
    clause = {c for c in tree.children(stand.word, "xcomp", "ccomp") if tree.lemma(c) in lists["hostile"]}
    return bool(clause) and tree.lemma(next(iter(sorted(clause)))) not in {"fight", "stop", "pay", "withdraw", "halt"}


def _unwilling(tree: Tree, verb: int) -> Iterator[Stand]:
    """`will not accept X`, `does not support X`, `would never give up X`: rejections by negation."""
    actor, lemma, lists = subject_of(tree, verb), tree.lemma(verb), words().sets
    supports = any(stance == "supports" for stance, _ in words().verbs.get(lemma, ()))
    resolved = any(has_auxiliary(tree, verb, aux) for aux in ("will", "would", "shall", "can")) or never(tree, verb)
    if actor is None or not (supports or resolved):
        return
    if supports or lemma in lists["unwilling_of_thing"]:
        what = object_phrase(tree, verb, frozenset({"obj", "clause", "to"}))
    elif lemma in lists["unwilling_to_act"]:
        what = phrase(tree, verb, skip=frozenset({"nsubj", "aux", "neg", "cc", "conj", "mark"}))
    else:
        return
    if what:
        yield Stand("rejects", actor, verb, what)


def _must(tree: Tree, verb: int) -> Iterator[Stand]:
    """`Russia must withdraw`: a demand of whoever is speaking."""
    subject = next(iter(tree.children(verb, "nsubj", "nsubjpass")), None)
    if subject is None or tree.tokens[subject].pos == "PRON":
        return
    what = phrase(tree, verb, skip=frozenset({"mark", "cc", "conj"}))
    above = tree.tokens[verb].head
    saying = tree.tokens[verb].dep == "ccomp" and not negated(tree, above)
    if what:
        yield Stand("demands", subject_of(tree, above) if saying else None, verb, what)


# ------------------------------------------------------------------ nouns and adjectives


def _nominal(tree: Tree, noun: int) -> Iterator[Stand]:
    """`Moscow’s rejection of …`, `voiced its support for …`."""
    actor = _owner(tree, noun)
    if actor is None or has_no(tree, noun):
        return
    for stance, complements in words().nouns[tree.lemma(noun)]:
        what = object_phrase(tree, noun, complements)
        if what:
            yield Stand(stance, actor, noun, what)
            return


def _owner(tree: Tree, noun: int) -> int | None:
    """Whose stance a noun tells of: its possessor, its `by`, or the subject of the verb that expresses it."""
    token = tree.tokens[noun]
    poss = [p for p in tree.children(noun, "poss") if tree.tokens[p].pos in {"NOUN", "PROPN"}]
    by = [o for p in tree.children(noun, "prep") if tree.lemma(p) == "by" for o in tree.children(p, "pobj")]
    named = poss + by
    if named:
        return named[0]
    expressed = token.dep == "dobj" and tree.lemma(token.head) in words().sets["expressing"]
    if expressed and not negated(tree, token.head) and not doubtful(tree, token.head):
        return subject_of(tree, token.head)
    return None


def _adjectival(tree: Tree, adjective: int) -> Iterator[Stand]:
    """`is ready to …`, `are opposed to …`."""
    token = tree.tokens[adjective]
    copula = token.head
    if any(tree.lemma(m) == "too" for m in tree.children(adjective, "advmod")):
        return
    if token.dep not in {"acomp", "attr"} or tree.lemma(copula) not in {"be", "remain", "stay"}:
        return
    if doubtful(tree, copula):
        return
    actor = subject_of(tree, copula)
    for stance, complements in words().adjectives[token.lemma]:
        what = object_phrase(tree, adjective, complements)
        flipped = {"offers": "rejects"}.get(stance, "") if negated(tree, copula) else stance
        if what and actor is not None and flipped and tree.lemma(what.start) not in words().sets["hostile"] - {"fight"}:
            yield Stand(flipped, actor, adjective, what)
