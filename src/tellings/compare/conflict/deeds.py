"""Who did it, what was done, where, why, and whether at all: clauses held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.counts import same_clause, same_token
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import lexicon, same_act
from tellings.compare.conflict.pairs import Pair, Site

_RELATED = 0.22  # cosine from which two different verbs with the same arguments may tell one act
_CAUSES = frozenset({"because", "since", "after", "over", "for", "amid", "due", "following", "as"})
_MARKS = frozenset({"because", "after", "as", "since"})
_LONGEST = 14  # tokens of an answer


def compare_actors(pair: Pair, who: Identity) -> Iterator[Difference]:
    """One act, two agents: "Who convened the meeting?"."""
    for one, other in _clause_pairs(pair):
        if one.subject is None or other.subject is None or one.negated != other.negated:
            continue
        strength = _same_deed(pair, one, other)
        if strength and _named(pair.a, one.subject) and _named(pair.b, other.subject):
            if not who.same(pair.a, one.subject, pair.b, other.subject) and not _inside(
                pair, one.subject, other.subject
            ):
                yield from _actor(pair, (one, other), strength, who)


def _actor(pair: Pair, clauses: tuple[Clause, Clause], strength: float, who: Identity) -> Iterator[Difference]:
    one, other = clauses
    verb, noun = (one, other) if not one.noun else (other, one)
    reader = pair.a if verb is one else pair.b
    question = ask.who_did(reader, verb) or ask.who_did(pair.b if reader is pair.a else pair.a, noun)
    answers = pair.a.phrase(one.subject or 0), pair.b.phrase(other.subject or 0)
    if not question or not all(answers):
        return
    yield Difference(
        "actor", "actor", "contradiction", f"who:{min(one.lemma, other.lemma)}", question,
        (who.key(pair.a, one.subject or 0), who.key(pair.b, other.subject or 0)), answers, strength, pair,
    )  # fmt: skip


def _same_deed(pair: Pair, one: Clause, other: Clause) -> float:
    """Same act by verb and object alone; an initiative that somebody owns counts as its calling."""
    if one.lemma in lexicon().support or other.lemma in lexicon().support or one.lemma in lexicon().speech:
        return 0.0
    if not same_act(one.lemma, other.lemma) and pair.cosine(one.head, other.head) < 0.55:
        return 0.0
    target = same_token(pair, one.object, other.object)
    return target if target is not None and target >= 0.55 else 0.0


def _named(reader: Reader, index: int) -> bool:
    token = reader.tokens[index]
    return token.pos in ("NOUN", "PROPN") and token.tag not in ("WP", "WDT")


def _inside(pair: Pair, one: int, other: int) -> bool:
    left, right = pair.a.phrase(one).lower(), pair.b.phrase(other).lower()
    return not left or not right or left in right or right in left


def _clause_pairs(pair: Pair) -> Iterator[tuple[Clause, Clause]]:
    yield from product(pair.a.clauses(pair.left.sentence), pair.b.clauses(pair.right.sentence))


# ------------------------------------------------------------------ whether


def compare_existence(pair: Pair) -> Iterator[Difference]:
    """One side says that it happened, the other that it did not."""
    for one, other in _clause_pairs(pair):
        if one.negated == other.negated or one.noun or other.noun:
            continue
        strength = same_clause(pair, one, other)
        if strength:
            yield _existence(pair, one, other, strength)


def compare_denials(pair: Pair) -> Iterator[Difference]:
    """One sentence reports that somebody denies what the other tells."""
    if pair.similarity < 0.45:
        return
    left, right = denial(pair.a, pair.left), denial(pair.b, pair.right)
    if (left is None) == (right is None):
        return
    side, clause = (0, left) if left else (1, right)
    assert clause is not None
    reader = (pair.a, pair.b)[side]
    other, site = ((pair.b, pair.right), (pair.a, pair.left))[side]
    denied, said = _denied(reader, clause), _shortened(other, site)
    answers = (denied, said) if side == 0 else (said, denied)
    keys = ("denied", "said") if side == 0 else ("said", "denied")
    yield Difference(
        "denial", "existence", "denial", "denied", f"Is it so: {said}?", keys, answers, pair.similarity, pair
    )


def denial(reader: Reader, site: Site) -> Clause | None:
    """The clause of a sentence that denies something."""
    return next((c for c in reader.clauses(site.sentence) if c.lemma in lexicon().denial and not c.negated), None)


def _denied(reader: Reader, clause: Clause) -> str:
    subject = ask.thing(reader, clause.subject)
    return f"no, {subject} denies it".replace("no,  denies", "denied") if subject else "denied"


def _shortened(reader: Reader, site: Site) -> str:
    place = reader.notes.sentences[site.sentence]
    words = reader.text(place.first, place.last).rstrip(".").split()
    return " ".join(words[:_LONGEST]) + (" …" if len(words) > _LONGEST else "")


def _existence(pair: Pair, one: Clause, other: Clause, strength: float) -> Difference:
    reader, said = (pair.a, one) if not one.negated else (pair.b, other)
    question = ask.whether(reader, said) or f"Is it so: “{ask.verb_phrase(reader, said)}”?"
    quoted = max(_quoted(pair.a, pair.left), _quoted(pair.b, pair.right)) > 0.2
    return Difference(
        "existence", "existence", "denial" if quoted else "contradiction", f"whether:{said.lemma}", question,
        ("no", "yes") if one.negated else ("yes", "no"),
        (ask.verb_phrase(pair.a, one), ask.verb_phrase(pair.b, other)), strength, pair,
    )  # fmt: skip


def _quoted(reader: Reader, site: Site) -> float:
    return reader.notes.sentences[site.sentence].quoted


# ------------------------------------------------------------------ what was done


def compare_actions(pair: Pair, who: Identity) -> Iterator[Difference]:
    """The same doer, or the same one done to, and another verb: "slapped" / "punched"."""
    for one, other in _clause_pairs(pair):
        if one.noun or other.noun or one.passive != other.passive or one.lemma == other.lemma:
            continue
        if {one.lemma, other.lemma} & (lexicon().support | lexicon().speech):
            continue
        verb = pair.cosine(one.head, other.head)
        strength = _same_parties(pair, one, other, who)
        if verb >= _RELATED and strength >= 0.5:
            yield from _action(pair, one, other, round(0.5 * verb + 0.5 * strength, 4))


def _same_parties(pair: Pair, one: Clause, other: Clause, who: Identity) -> float:
    """Share of the arguments that agree; 0 unless at least one does."""
    scores = []
    for x, y in ((one.subject, other.subject), (one.object, other.object)):
        if x is None or y is None:
            continue
        close = who.same(pair.a, x, pair.b, y) or (same_token(pair, x, y) or 0.0) >= 0.6
        scores.append(1.0 if close else 0.0)
    return sum(scores) / 2 if scores else 0.0


def _action(pair: Pair, one: Clause, other: Clause, strength: float) -> Iterator[Difference]:
    question = ask.what_did(pair.a, one) or ask.what_did(pair.b, other)
    answers = ask.verb_phrase(pair.a, one), ask.verb_phrase(pair.b, other)
    if not question or answers[0].lower() == answers[1].lower():
        return
    why = "precision" if same_act(one.lemma, other.lemma) else "framing"
    yield Difference(
        "action", "action", why, f"what:{question.lower()}", question, (one.lemma, other.lemma), answers, strength, pair
    )


# ------------------------------------------------------------------ where


def compare_places(pair: Pair, who: Identity) -> Iterator[Difference]:
    """The same act, another place."""
    for one, other in _clause_pairs(pair):
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
    question = ask.when(pair.a, clauses[0], "Where") or ask.when(pair.b, clauses[1], "Where") or "Where was this?"
    answers = pair.a.phrase(at[0]), pair.b.phrase(at[1])
    return Difference(
        "place", "place", "precision", f"where:{clauses[0].lemma}", question,
        (answers[0].lower(), answers[1].lower()), answers, strength, pair,
    )  # fmt: skip


# ------------------------------------------------------------------ why


def compare_causes(pair: Pair) -> Iterator[Difference]:
    """The same act, another reason."""
    for one, other in _clause_pairs(pair):
        if one.noun or other.noun:
            continue
        left, right = _cause(pair.a, one), _cause(pair.b, other)
        if not left or not right or left.lower() == right.lower():
            continue
        strength = same_clause(pair, one, other)
        if strength:
            question = ask.when(pair.a, one, "Why") or ask.when(pair.b, other, "Why") or "Why?"
            yield Difference(
                "cause", "cause", "framing", f"why:{one.lemma}", question, (left.lower(), right.lower()),
                (left, right), strength, pair,
            )  # fmt: skip


def _cause(reader: Reader, clause: Clause) -> str:
    """The words that give the reason of a clause, "" where there are none."""
    for child in reader.children[clause.head]:
        token = reader.tokens[child]
        if child < clause.head:
            continue
        marked = token.dep == "advcl" and any(reader.tokens[c].lemma in _MARKS for c in reader.children[child])
        purpose = token.dep == "advcl" and any(reader.tokens[c].tag == "TO" for c in reader.children[child])
        if marked or purpose or (token.dep == "prep" and token.lemma in _CAUSES):
            below = sorted(reader.subtree(child))
            return reader.text(below[0], min(below[-1] + 1, below[0] + _LONGEST))
    return ""
