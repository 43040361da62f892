"""Who did it, what was done, to whom, where and why: clauses held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import act_of, lexicon, opposed, same_act, synonyms
from tellings.compare.conflict.pairs import Pair
from tellings.compare.conflict.same import (
    clause_pairs,
    infinitive,
    read_pairs,
    same_clause,
    same_parties,
    same_thing,
    same_token,
)

_RELATED = 0.4  # cosine from which two different verbs with a common argument may tell one act
_DISTANT = 0.3  # the same with both arguments in common
_NEAR_OBJECT = 0.45  # cosine from which two objects are taken for one thing, more or less exactly named
_MATCH = 0.6
_PREPOSITIONS = ("with", "of", "for", "into", "about", "against", "on", "over", "to")
_CAUSES = frozenset({"because", "due"})
_MEANT = frozenset({"to", "in", "so"})  # what somebody is after may be many things at once
_MARKS = frozenset({"because", "since"})
_STEM = 5  # letters by which forms of one word are known
_LONGEST = 14  # tokens of an answer
_TOLD = 4  # words of a reason that says something


def compare_actors(pair: Pair, who: Identity) -> Iterator[Difference]:
    """One act, two agents: "Who convened the meeting?"."""
    for one, other in clause_pairs(pair):
        if one.subject is None or other.subject is None or one.negated != other.negated:
            continue
        strength = _same_deed(pair, one, other)
        if strength and ask.acts(pair.a, one.subject) and ask.acts(pair.b, other.subject):
            yield from _actor(pair, (one, other), strength, who)


def _actor(pair: Pair, clauses: tuple[Clause, Clause], strength: float, who: Identity) -> Iterator[Difference]:
    one, other = clauses
    left, right = one.subject or 0, other.subject or 0
    alike = pair.a.tokens[left].lemma == pair.b.tokens[right].lemma
    if alike or who.same(pair.a, left, pair.b, right) or _inside(pair, left, right):
        return
    verb = other if one.noun else one
    reader = pair.a if verb is one else pair.b
    question = ask.who_did(reader, verb)
    answers = pair.a.name(one.subject or 0), pair.b.name(other.subject or 0)
    if not question or not all(answers):
        return
    persons = who.person(pair.a, one.subject or 0) and who.person(pair.b, other.subject or 0)
    written = pair.a.tokens[one.subject or 0].pos == pair.b.tokens[other.subject or 0].pos == "PROPN"
    exact = persons and written and same_act(one.lemma, other.lemma) and strength >= 1.0
    yield Difference(
        "person" if exact else "actor", "actor", "contradiction" if written else "precision",
        f"who:{act_of(one.lemma, other.lemma)}", question if written and _rivals(pair, clauses, who) else "",
        (who.key(pair.a, one.subject or 0), who.key(pair.b, other.subject or 0)), answers, strength, pair,
    )  # fmt: skip


def _rivals(pair: Pair, clauses: tuple[Clause, Clause], who: Identity) -> bool:
    """Whether only one of two agents can have done it: an act with one author, done once, by agents of one kind.

    A spokesman acts for his office and an army for its state, so that agents of different types are no rivals.
    """
    one, other = clauses
    if one.object is None or other.object is None or not same_thing(pair, one.object, other.object, who):
        return False
    types = {pair.a.type_of(one.subject or 0), pair.b.type_of(other.subject or 0)}
    act = {one.lemma, other.lemma} & lexicon().exclusive
    definite = _only_one(pair.a, one.object) and _only_one(pair.b, other.object)
    return bool(act) and len(types) == 1 and types <= {"PER", "ORG"} and definite


def _only_one(reader: Reader, index: int) -> bool:
    """Whether a noun is in the singular, or a name."""
    return reader.tokens[index].tag in ("NN", "NNP", "NNPS") or reader.tokens[index].lemma in ("talk", "negotiation")


def _same_deed(pair: Pair, one: Clause, other: Clause) -> float:
    """Same act by verb and object alone; an initiative that somebody owns counts as its calling."""
    if one.lemma in lexicon().support or other.lemma in lexicon().support:
        return 0.0
    if _says_of(pair.a, one) or _says_of(pair.b, other):
        return 0.0
    spoken = {one.lemma, other.lemma} & lexicon().speech
    if {one.lemma, other.lemma} <= lexicon().speech:
        return 0.0
    if not same_act(one.lemma, other.lemma) and (spoken or pair.cosine(one.head, other.head) < 0.55):
        return 0.0
    if same_act(one.lemma, other.lemma) and _one_thing(pair, one.object, other.object):
        return 1.0
    target = same_token(pair, one.object, other.object)
    return target if target is not None and target >= 0.55 else 0.0


def _one_thing(pair: Pair, one: int | None, other: int | None) -> bool:
    """Whether two objects are named by plain words for one thing ("meeting", "talks")."""
    if one is None or other is None:
        return False
    return synonyms(pair.a.tokens[one].lemma.lower(), pair.b.tokens[other].lemma.lower())


def _says_of(reader: Reader, clause: Clause) -> bool:
    """Whether a verb of speech names what it is about and what is said of it ("called the speech a mistake")."""
    if clause.lemma not in lexicon().speech:
        return False
    if reader.first(clause.head, "oprd", "ccomp", "xcomp", "attr", "acomp") is not None:
        return True
    named = reader.first(clause.object, "appos") if clause.object is not None else None
    article = reader.first(named, "det") if named is not None else None
    return article is not None and reader.tokens[article].lemma in ("a", "an")


def _inside(pair: Pair, one: int, other: int) -> bool:
    left, right = pair.a.phrase(one).lower(), pair.b.phrase(other).lower()
    return not left or not right or left in right or right in left


def compare_predicates(pair: Pair, who: Identity) -> Iterator[Difference]:
    """What somebody or something is said to be: "the remarks were a joke" / "an insult"."""
    for one, other in clause_pairs(pair):
        if one.lemma != "be" or other.lemma != "be" or None in (one.subject, other.subject, one.object, other.object):
            continue
        x, y, left, right = one.subject or 0, other.subject or 0, one.object or 0, other.object or 0
        same = who.same(pair.a, x, pair.b, y) or (same_token(pair, x, y) or 0.0) >= _MATCH
        subject = ask.thing(pair.a, x) or ask.thing(pair.b, y)
        answers = pair.a.extended(left, 10), pair.b.extended(right, 10)
        lemmas = pair.a.tokens[left].lemma, pair.b.tokens[right].lemma
        if same and subject and lemmas[0] != lemmas[1] and all(answers):
            yield Difference(
                "predicate", "characterisation", "framing", f"is:{pair.a.tokens[x].lemma}",
                "",
                lemmas, answers, round(max(0.0, pair.cosine(left, right)), 4), pair,
            )  # fmt: skip


# ------------------------------------------------------------------ what was done


def compare_actions(pair: Pair, who: Identity) -> Iterator[Difference]:
    """The same doer, or the same one done to, and another verb: "slapped" / "punched"."""
    lemmas = [{c.lemma for c in r.clauses(s.sentence)} for r, s in ((pair.a, pair.left), (pair.b, pair.right))]
    for one, other in clause_pairs(pair):
        if one.noun or other.noun or one.lemma in lemmas[1] or other.lemma in lemmas[0] or one.negated != other.negated:
            continue
        if one.passive != other.passive or same_act(one.lemma, other.lemma):
            continue
        if {one.lemma, other.lemma} & (lexicon().support | lexicon().speech):
            continue
        verb = pair.cosine(one.head, other.head)
        parties = _same_parties(pair, one, other, who)
        mutual = pair.partner.get(one.head, (-1, 0.0))[0] == other.head
        near = verb >= (_DISTANT if pair.facts else _RELATED) and mutual
        if (parties >= 1.0 and verb >= _DISTANT) or (parties >= 0.5 and near):
            yield from _action(pair, one, other, round(0.5 * verb + 0.5 * parties, 4), who)


def _same_parties(pair: Pair, one: Clause, other: Clause, who: Identity) -> float:
    """How far doer and done-to agree: 1 both, 0.5 one of them."""
    score = 0.0
    for x, y in ((one.subject, other.subject), (one.object, other.object)):
        if x is not None and y is not None:
            score += 0.5 * (who.same(pair.a, x, pair.b, y) or (same_token(pair, x, y) or 0.0) >= 0.65)
    return score


def _action(pair: Pair, one: Clause, other: Clause, strength: float, who: Identity) -> Iterator[Difference]:
    question = ask.what_did(pair.a, one) or ask.what_did(pair.b, other) or _which(pair, one, other)
    answers = ask.verb_phrase(pair.a, one), ask.verb_phrase(pair.b, other)
    if not question or not all(answers) or answers[0].lower() == answers[1].lower():
        return
    topic = f"what:{min(one.lemma, other.lemma)}:{max(one.lemma, other.lemma)}"
    exclude = opposed(one.lemma, other.lemma, lexicon().contrasts) and bool(pair.facts)
    asked = question if exclude and same_parties(pair, one, other, who) else ""
    yield Difference("action", "action", "framing", topic, asked, (one.lemma, other.lemma), answers, strength, pair)


def _which(pair: Pair, one: Clause, other: Clause) -> str:
    """The question where neither clause has a doer of its own: "Was it punching or slapping?"."""
    heads = pair.a.tokens[one.head], pair.b.tokens[other.head]
    return f"Was it {heads[0].text.lower()} or {heads[1].text.lower()}?" if all(t.tag == "VBG" for t in heads) else ""


def compare_departures(pair: Pair, who: Identity) -> Iterator[Difference]:
    """Who went of his own will in one account, and was made to go in the other: "resigned" / "was fired"."""
    for (one, left), (other, right) in read_pairs(pair, _leaver):
        if left[1] == right[1] or not same_thing(pair, left[0], right[0], who):
            continue
        name = pair.a.name(left[0]) or pair.b.name(right[0])
        if name and who.person(pair.a, left[0]) and pair.a.tokens[left[0]].pos != "NOUN":
            answers = tuple("was made to go" if forced else "left" for _, forced in (left, right))
            yield Difference(
                "action", "action", "contradiction", f"left:{name}", f"Did {name} step down, or was it a dismissal?",
                (answers[0], answers[1]), (_leaving(pair.a, one), _leaving(pair.b, other)), 1.0, pair,
            )  # fmt: skip


def _leaver(reader: Reader, clause: Clause) -> tuple[int, bool] | None:
    """Who leaves a post by a clause, and whether he is made to; None where none does."""
    made = reader.tokens[reader.tokens[clause.head].head].lemma == "have"
    if clause.negated or clause.modal or clause.noun or (infinitive(reader, clause) and not made):
        return None
    particle = reader.first(clause.head, "prt", "advmod")
    phrase = f"{clause.lemma} {reader.tokens[particle].lemma}" if particle is not None else clause.lemma
    if clause.lemma in lexicon().dismissing and clause.object is not None:
        return clause.object, True
    going = {phrase, clause.lemma} & lexicon().resigning
    return (clause.subject, False) if going and clause.subject is not None and not clause.passive else None


def _leaving(reader: Reader, clause: Clause) -> str:
    words = ask.verb_phrase(reader, clause)
    return f"was {words}" if words == reader.tokens[clause.head].text and clause.passive else words


# ------------------------------------------------------------------ to whom, of what


def compare_objects(pair: Pair, who: Identity) -> Iterator[Difference]:
    """The same act done to another thing ("charged with fraud" / "with theft")."""
    for one, other in clause_pairs(pair):
        if one.lemma != other.lemma or one.noun != other.noun or one.passive != other.passive:
            continue
        if one.negated != other.negated or (one.lemma in lexicon().support | lexicon().speech and not one.noun):
            continue
        strength = same_clause(pair, one, other)
        if strength:
            for slot in ("", *_PREPOSITIONS):
                yield from _object(pair, (one, other), slot, strength, who)


def _object(
    pair: Pair, clauses: tuple[Clause, Clause], slot: str, strength: float, who: Identity
) -> Iterator[Difference]:
    one, other = (_filler(r, c, slot) for r, c in zip((pair.a, pair.b), clauses, strict=True))
    if one is None or other is None or who.same(pair.a, one, pair.b, other):
        return
    if not {pair.a.tokens[one].pos, pair.b.tokens[other].pos} <= {"NOUN", "PROPN", "VERB"}:
        return
    if (
        _one_thing(pair, one, other)
        or _named_once(pair, one, other)
        or _measured(pair.a, one)
        or _measured(pair.b, other)
    ):
        return
    answers = pair.a.extended(one), pair.b.extended(other)
    person = who.person(pair.a, one) or who.person(pair.b, other)
    question = ask.what(pair.a, clauses[0], slot, person=person) or ask.what(pair.b, clauses[1], slot, person=person)
    if question and all(answers) and not _more_exactly(*answers):
        why = "framing" if pair.cosine(one, other) < _NEAR_OBJECT else "precision"
        yield Difference(
            "object", "characterisation", why, f"object:{clauses[0].lemma}:{slot}",
            question if _charged(pair, clauses, slot, who) else "",
            (pair.a.tokens[one].lemma, pair.b.tokens[other].lemma), answers, strength, pair,
        )  # fmt: skip


def _charged(pair: Pair, clauses: tuple[Clause, Clause], slot: str, who: Identity) -> bool:
    """Whether it is what one and the same is charged with: of most other acts, two objects can both be right."""
    one, other = clauses
    if not pair.facts or slot not in lexicon().charges.get(one.lemma, frozenset()):
        return False
    accused = (one.object, other.object) if slot else (one.subject, other.subject)
    return None not in accused and same_thing(pair, accused[0] or 0, accused[1] or 0, who)


def _more_exactly(one: str, other: str) -> bool:
    """Whether every word of one phrase is in the other: the same thing, only named more fully."""
    left, right = ({w[:_STEM] for w in p.lower().split() if len(w) > 2} for p in (one, other))
    return left <= right or right <= left


def _filler(reader: Reader, clause: Clause, slot: str) -> int | None:
    if not slot:
        return clause.object if not clause.passive and not clause.noun else None
    for child in reader.children[clause.head]:
        if reader.tokens[child].dep == "prep" and reader.tokens[child].lemma == slot:
            return reader.first(child, "pobj", "pcomp")
    return None


def _named_once(pair: Pair, one: int, other: int) -> bool:
    """Whether one side names a person and the other uses a common noun: mostly the same one ("his counterpart")."""
    types = pair.a.type_of(one), pair.b.type_of(other)
    return "PER" in types and {pair.a.tokens[one].pos, pair.b.tokens[other].pos} == {"NOUN", "PROPN"}


def _measured(reader: Reader, index: int) -> bool:
    """Whether a filler is a time or comes with a number: these are compared by value."""
    first, last = reader.bounds(index)
    spans = [reader.tokens[i].span for i in range(first, last)]
    known = [*(t.span for t in reader.notes.times), *(q.span for q in reader.notes.quantities)]
    return any(k.holds(s) for k in known for s in spans)


# ------------------------------------------------------------------ where


def compare_places(pair: Pair, who: Identity) -> Iterator[Difference]:
    """The same act, another place."""
    for one, other in clause_pairs(pair):
        strength = same_clause(pair, one, other)
        if not strength:
            continue
        for x, y in product(_places(pair.a, one), _places(pair.b, other)):
            if not who.same(pair.a, x, pair.b, y) and pair.a.tokens[x].lemma != pair.b.tokens[y].lemma:
                yield _place(pair, (one, other), (x, y), strength)


def _places(reader: Reader, clause: Clause) -> list[int]:
    """Tokens of the places that the clause names: objects of in, at, near, off, on."""
    preps = [
        c for c in reader.children[clause.head] if reader.tokens[c].lemma in ("in", "at", "near", "off", "from", "to")
    ]
    objects = [o for p in preps if (o := reader.first(p, "pobj")) is not None]
    return [o for o in objects if o in reader.places]


def _place(pair: Pair, clauses: tuple[Clause, Clause], at: tuple[int, int], strength: float) -> Difference:
    answers = pair.a.phrase(at[0]), pair.b.phrase(at[1])
    return Difference(
        "place", "place", "precision", f"where:{clauses[0].lemma}", "",
        (answers[0].lower(), answers[1].lower()), answers, strength, pair,
    )  # fmt: skip


# ------------------------------------------------------------------ why


def compare_causes(pair: Pair, who: Identity) -> Iterator[Difference]:
    """The same act, another reason."""
    for (one, left), (other, right) in read_pairs(pair, _cause):
        if _overlap(left, right) >= _MATCH:
            continue
        strength = same_clause(pair, one, other)
        question = (ask.when(pair.a, one, "Why") or ask.when(pair.b, other, "Why")) if strength else ""
        if question:
            plain = bool(pair.facts) and not _MEANT & {left.split()[0].lower(), right.split()[0].lower()}
            told = min(len(left.split()), len(right.split())) >= _TOLD
            sure = plain and told and same_parties(pair, one, other, who)
            yield Difference(
                "cause", "cause", "framing", f"why:{one.lemma}", question if sure else "",
                (left.lower(), right.lower()), (left, right), strength, pair,
            )  # fmt: skip


def _overlap(one: str, other: str) -> float:
    """Share of the longer words of the shorter phrase that the other has, too."""
    sides = [{w.strip(".,;").lower() for w in p.split() if len(w) > 3} for p in (one, other)]
    return len(sides[0] & sides[1]) / max(1, min(len(s) for s in sides))


def _cause(reader: Reader, clause: Clause) -> str:
    """The words that give the reason of a verb's clause, "" where there are none."""
    for child in () if clause.noun else reader.children[clause.head]:
        if child > clause.head and _gives_reason(reader, child):
            below = sorted(reader.subtree(child))
            last = min(below[-1] + 1, below[0] + _LONGEST)
            return reader.text(below[0], last) + (" …" if last <= below[-1] else "")
    return ""


def _gives_reason(reader: Reader, child: int) -> bool:
    token = reader.tokens[child]
    if token.dep == "advcl":
        return any(reader.tokens[c].lemma in _MARKS or reader.tokens[c].tag == "TO" for c in reader.children[child])
    doing = reader.first(child, "pcomp") is not None
    return token.dep == "prep" and (token.lemma in _CAUSES or (token.lemma in ("for", "after") and doing))
