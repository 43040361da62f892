"""Where a sentence says that somebody demands, offers, rejects, threatens, denies or supports something.

Read off the dependency parse with a lexicon of verbs, nouns and adjectives, each with the complements it takes its
object from.  Conditional, possible and merely expected stances are not stances; negation turns support into rejection
and undoes the rest.  What comes out is tokens: who they are is for `positions` to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tellings.compare.reading import lexicon
from tellings.records import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_JOINING = frozenset({"in", "of", "for", "to", "with", "against"})
_LONGEST = 28  # words of an object phrase
_LOOSE = frozenset({"relcl", "advcl", "parataxis", "appos", "punct"})
_QUOTES = frozenset("“”\"«»'‘’`")
_DASHES = frozenset({"—", "–", "--", "―"})
_PARTICLES = frozenset({"out", "off", "up", "down", "back", "away", "over", "home"})
_PERFECT = "have"
_ASSERTING = frozenset({"insist", "vow", "pledge", "promise", "warn"})
_DENYING = frozenset({"deny", "refute", "dispute", "doubt", "skeptical", "sceptical", "unlikely", "accusation"})
_VOWING = frozenset({"vow", "pledge", "promise"})
_NEAR_VERB = 3  # words after a verb within which "for" says what is called for
_NIGHTS = frozenset({"night", "morning", "week", "month", "year", "day", "evening", "afternoon"})
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


# ------------------------------------------------------------------ verbs


def _verbal(tree: Tree, verb: int) -> Iterator[Stand]:
    if _doubtful(tree, verb):
        return
    if _has_auxiliary(tree, verb, "must") and not _has_auxiliary(tree, verb, _PERFECT):
        yield from _must(tree, verb)
        return
    if _negated(tree, verb):
        yield from _unwilling(tree, verb)
        return
    if _has_other_particle(tree, verb) or _is_conditional(tree, verb):
        return
    for stance, complements in words().verbs.get(tree.lemma(verb), ()):
        what = _object(tree, verb, complements)
        actor = _subject(tree, verb)
        if what and actor is not None and (stand := _judged(tree, Stand(stance, actor, verb, what))):
            yield stand
            return


def _is_conditional(tree: Tree, verb: int) -> bool:
    """`would vote for the plan if …`: what somebody would do."""
    conditions = (m for c in tree.children(verb, "advcl") for m in tree.children(c, "mark"))
    return _has_auxiliary(tree, verb, "would") and any(tree.lemma(m) in {"if", "unless"} for m in conditions)


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
    lemma, heads = tree.lemma(stand.word), {tree.lemma(i) for i in _objects_of(tree, stand.word)}
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
    refused = lemma == "deny" and (heads & lists["not_denials"] or _agent(tree, stand.word) is not None)
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
    actor, lemma, lists = _subject(tree, verb), tree.lemma(verb), words().sets
    supports = any(stance == "supports" for stance, _ in words().verbs.get(lemma, ()))
    resolved = any(_has_auxiliary(tree, verb, aux) for aux in ("will", "would", "shall", "can")) or _never(tree, verb)
    if actor is None or not (supports or resolved):
        return
    if supports or lemma in lists["unwilling_of_thing"]:
        what = _object(tree, verb, frozenset({"obj", "clause", "to"}))
    elif lemma in lists["unwilling_to_act"]:
        what = _phrase(tree, verb, skip=frozenset({"nsubj", "aux", "neg", "cc", "conj", "mark"}))
    else:
        return
    if what:
        yield Stand("rejects", actor, verb, what)


def _must(tree: Tree, verb: int) -> Iterator[Stand]:
    """`Russia must withdraw`: a demand of whoever is speaking."""
    subject = next(iter(tree.children(verb, "nsubj", "nsubjpass")), None)
    if subject is None or tree.tokens[subject].pos == "PRON":
        return
    what = _phrase(tree, verb, skip=frozenset({"mark", "cc", "conj"}))
    above = tree.tokens[verb].head
    saying = tree.tokens[verb].dep == "ccomp" and not _negated(tree, above)
    if what:
        yield Stand("demands", _subject(tree, above) if saying else None, verb, what)


def _subject(tree: Tree, verb: int, depth: int = 4) -> int | None:
    """Who does what the verb says: its subject, its agent, or the subject of the verb it hangs on."""
    if (agent := _agent(tree, verb)) is not None:
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
        return _subject(tree, tree.tokens[token.head].head, depth - 1) if depth else None
    shared = token.dep in {"conj", "advcl"} or (token.dep == "xcomp" and _carries_on(tree, token.head))
    if shared and depth and token.head != verb and tree.tokens[token.head].pos in {"VERB", "AUX"}:
        return None if tree.children(token.head, "nsubjpass") else _subject(tree, token.head, depth - 1)
    return None


def _leaves_a_quotation(tree: Tree, head: int, verb: int) -> bool:
    """`said she had “done her best” and promised …`: a verb joined to words in a quotation belongs to the speaker."""
    between = [tree.tokens[i].text for i in range(head, verb)]
    return "”" in between and "“" not in between


def _carries_on(tree: Tree, verb: int) -> bool:
    return tree.lemma(verb) in words().sets["carrying_on"]


def _agent(tree: Tree, verb: int) -> int | None:
    objects = (o for by in tree.children(verb, "agent") for o in tree.children(by, "pobj"))
    return next(objects, None)


def _antecedent(tree: Tree, verb: int, subject: int) -> int:
    relative = tree.tokens[verb].dep == "relcl" and tree.tokens[subject].tag in {"WP", "WDT"}
    return tree.tokens[verb].head if relative else subject


def _doubtful(tree: Tree, verb: int) -> bool:
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


def _has_auxiliary(tree: Tree, verb: int, lemma: str) -> bool:
    return any(tree.lemma(a) == lemma or tree.tokens[a].text.casefold() == lemma for a in tree.children(verb, "aux"))


def _never(tree: Tree, verb: int) -> bool:
    return any(tree.lemma(n) == "never" for n in tree.children(verb, "neg", "advmod"))


def _negated(tree: Tree, verb: int) -> bool:
    subjects = tree.children(verb, *_SUBJECTS)
    no_one = any(tree.lemma(s) in {"nobody", "none", "no"} or _has_no(tree, s) for s in subjects)
    return bool(tree.children(verb, "neg")) or _never(tree, verb) or no_one


def _has_no(tree: Tree, noun: int) -> bool:
    return any(tree.lemma(d) == "no" for d in tree.children(noun, "det", "neg"))


# ------------------------------------------------------------------ nouns and adjectives


def _nominal(tree: Tree, noun: int) -> Iterator[Stand]:
    """`Moscow’s rejection of …`, `voiced its support for …`."""
    actor = _owner(tree, noun)
    if actor is None or _has_no(tree, noun):
        return
    for stance, complements in words().nouns[tree.lemma(noun)]:
        what = _object(tree, noun, complements)
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
    if expressed and not _negated(tree, token.head) and not _doubtful(tree, token.head):
        return _subject(tree, token.head)
    return None


def _adjectival(tree: Tree, adjective: int) -> Iterator[Stand]:
    """`is ready to …`, `are opposed to …`."""
    token = tree.tokens[adjective]
    copula = token.head
    if any(tree.lemma(m) == "too" for m in tree.children(adjective, "advmod")):
        return
    if token.dep not in {"acomp", "attr"} or tree.lemma(copula) not in {"be", "remain", "stay"}:
        return
    if _doubtful(tree, copula):
        return
    actor = _subject(tree, copula)
    for stance, complements in words().adjectives[token.lemma]:
        what = _object(tree, adjective, complements)
        flipped = {"offers": "rejects"}.get(stance, "") if _negated(tree, copula) else stance
        if what and actor is not None and flipped and tree.lemma(what.start) not in words().sets["hostile"] - {"fight"}:
            yield Stand(flipped, actor, adjective, what)


# ------------------------------------------------------------------ objects


def _object(tree: Tree, word: int, complements: frozenset[str]) -> range:
    """The words of the object that a word takes by any of its complements (an empty range: there is none)."""
    if "obj" in complements and _agent(tree, word) is not None:
        return next((_phrase(tree, s) for s in tree.children(word, "nsubjpass")), range(0))
    heads = [i for i in _complements(tree, word, complements) if i > word]
    if not heads:
        return range(0)
    phrases = [p for h in heads if (p := _phrase(tree, h, skip=frozenset({"mark"})))]
    if not phrases:
        return range(0)
    return _trim(tree, range(phrases[0].start, _stop(tree, word, max(p.stop for p in phrases))))


def _stop(tree: Tree, word: int, stop: int) -> int:
    """Where an object ends: "two million crowns in aid" is one whether "in aid" hangs on the sum or on the verb."""
    for prep in sorted(tree.children(word, "prep")):
        goals = tree.children(prep, "pobj")
        plain = goals and tree.tokens[goals[0]].pos == "NOUN" and tree.lemma(goals[0]) not in _NIGHTS
        if prep == stop and tree.lemma(prep) in _JOINING and plain:
            stop = max(stop, _phrase(tree, prep).stop, _phrase(tree, goals[0]).stop)
    return stop


def _complements(tree: Tree, word: int, complements: frozenset[str]) -> list[int]:
    particles = {tree.lemma(p) for p in tree.children(word, "prt")}
    found: list[int] = []
    if "obj" in complements or any(f"{p}-obj" in complements for p in particles):
        found += _objects_of(tree, word)
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
    return clauses + _objects_of(tree, word) if clauses else []


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


def _objects_of(tree: Tree, word: int) -> list[int]:
    return tree.children(word, "dobj", "attr")


def _phrase(tree: Tree, head: int, *, skip: frozenset[str] = frozenset()) -> range:
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
