"""Whether it happened at all, is denied, or is still to come: clauses held against each other."""

from __future__ import annotations

from collections.abc import Iterator

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.english import participle, past
from tellings.compare.conflict.identity import Identity
from tellings.compare.conflict.lexicon import lexicon, same_act
from tellings.compare.conflict.pairs import Pair, Site
from tellings.compare.conflict.same import clause_pairs, infinitive, read_pairs, same_clause, same_parties

_MATCH = 0.6
_NEAR = 0.45  # cosine from which what is denied has a counterpart in the other sentence
_DENIED = 0.5  # share of a denial's words that the other sentence must have
_SURELY_DENIED = 0.6  # the same share from which the denial is held against the other sentence by name
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_SHORTEST, _LONGEST = 2, 14  # words of a claim that says what is claimed; tokens of an answer


def compare_existence(pair: Pair, who: Identity) -> Iterator[Difference]:
    """One side says that it happened, the other that it did not."""
    for one, other in clause_pairs(pair):
        if one.negated == other.negated or one.noun or other.noun or one.lemma in lexicon().support:
            continue
        reader, said = (pair.a, one) if not one.negated else (pair.b, other)
        if infinitive(pair.a, one) or infinitive(pair.b, other):
            continue
        strength = same_clause(pair, one, other)
        question = ask.whether(reader, said)
        if strength and question:
            plain = bool(pair.facts) and one.lemma == other.lemma and _tense(pair.a, one) == _tense(pair.b, other)
            sure = plain and None not in (one.object, other.object) and same_parties(pair, one, other, who)
            yield _existence(pair, (one, other), question if sure else "", strength)


def _tense(reader: Reader, clause: Clause) -> tuple[str, bool, bool]:
    """Finite tag, perfect, modal: what has not been need not contradict what is."""
    helpers = [c for c in reader.children[clause.head] if reader.tokens[c].dep in ("aux", "auxpass")]
    finite = next((reader.tokens[i].tag for i in (*helpers, clause.head) if reader.tokens[i].tag in _FINITE), "")
    perfect = any(reader.tokens[c].lemma == "have" for c in helpers)
    return ("VBP" if finite == "VBZ" else finite), perfect, clause.modal


def _existence(pair: Pair, clauses: tuple[Clause, Clause], question: str, strength: float) -> Difference:
    one, other = clauses
    quoted = max(_quoted(pair.a, pair.left), _quoted(pair.b, pair.right)) > 0.2
    return Difference(
        "existence", "existence", "denial" if quoted else "contradiction", f"whether:{one.lemma}", question,
        ("no", "yes") if one.negated else ("yes", "no"),
        (ask.verb_phrase(pair.a, one), ask.verb_phrase(pair.b, other)), strength, pair,
    )  # fmt: skip


def _quoted(reader: Reader, site: Site) -> float:
    return reader.notes.sentences[site.sentence].quoted


def compare_denials(pair: Pair) -> Iterator[Difference]:
    """One sentence reports that somebody denies what the other tells."""
    left, right = denial(pair.a, pair.left), denial(pair.b, pair.right)
    if (left is None) == (right is None):
        return
    on_left = left is not None
    reader, clause = (pair.a, left) if on_left else (pair.b, right)
    other, site = (pair.b, pair.right) if on_left else (pair.a, pair.left)
    if clause is None:
        return
    matched = _matched(pair, reader, clause, on_left=on_left)
    if matched < _DENIED:
        return
    said, denied = f"yes: {_shortened(other, site)}", _denied(reader, clause)
    keys, answers = (("denied", "said"), (denied, said)) if on_left else (("said", "denied"), (said, denied))
    named = matched >= _SURELY_DENIED and bool(pair.facts) and not _conditional(reader, clause)
    question = whether_denied(reader, clause) if named and _asserts(pair, reader, clause, on_left=on_left) else ""
    yield Difference(
        "denial", "existence", "denial", f"denied:{reader.account.id}:{clause.head}", question, keys, answers,
        round(0.5 * matched + 0.5 * pair.similarity, 4), pair,
    )  # fmt: skip


def denial(reader: Reader, site: Site) -> Clause | None:
    """The clause of a sentence that denies something."""
    return next((c for c in reader.clauses(site.sentence) if not c.noun and not c.negated and _denies(reader, c)), None)


def _denies(reader: Reader, clause: Clause) -> bool:
    words = lexicon()
    claims = clause.object is not None and reader.tokens[clause.object].lemma in words.claims
    return clause.lemma in words.denial or (clause.lemma in words.claim_rejecting and claims)


def _matched(pair: Pair, reader: Reader, clause: Clause, *, on_left: bool) -> float:
    """Share of the content words of what is denied that have a match in the other sentence."""
    below = set(reader.subtree(clause.head)) - {clause.head, clause.subject}
    words = pair.left_words if on_left else pair.right_words
    best = pair.grid.max(axis=1 if on_left else 0) if pair.grid.size else ()
    matches = [float(cosine) >= _MATCH for word, cosine in zip(words, best, strict=False) if word in below]
    return sum(matches) / len(matches) if len(matches) > 1 else 0.0


def _conditional(reader: Reader, clause: Clause) -> bool:
    return clause.modal or any(
        reader.tokens[c].lemma in ("if", "whether", "unless") for c in reader.children[clause.head]
    )


def _asserts(pair: Pair, reader: Reader, clause: Clause, *, on_left: bool) -> bool:
    """Whether the other sentence has the very act that is denied, or the claim that it was done."""
    inner = reader.first(clause.head, "ccomp", "xcomp")
    core = inner if inner is not None else clause.object
    if core is None or core not in (words := pair.left_words if on_left else pair.right_words):
        return False
    best = pair.grid.max(axis=1 if on_left else 0)
    other, site = (pair.b, pair.right) if on_left else (pair.a, pair.left)
    told = any(same_act(reader.tokens[core].lemma, c.lemma) for c in other.clauses(site.sentence))
    near = told or float(best[words.index(core)]) >= _NEAR
    target = reader.first(core, "dobj")
    acted = target is not None and reader.tokens[target].pos in ("NOUN", "PROPN")
    asked = acted or reader.first(core, "xcomp", "ccomp") is not None
    return near and (asked or reader.tokens[core].lemma not in lexicon().speech)


def whether_denied(reader: Reader, clause: Clause) -> str:
    """What is denied, as a question, whole: "Is it true that the mayor knew of the leak?"; "" where it cannot be.

    What is denied is a clause ("denied that he knew", "denied knowing"), or claims ("denied the allegations").
    """
    inner = reader.first(clause.head, "ccomp", "xcomp")
    if inner is not None:
        return _is_it_true(reader, inner)
    target = clause.object
    if target is None or clause.passive or reader.tokens[target].lemma not in lexicon().claims:
        return ""
    words = reader.extended(target, _LONGEST)
    many = reader.tokens[target].tag == "NNS"
    said = ask.definite(words)
    return f"{'Are' if many else 'Is'} {said} true?" if len(words.split()) > _SHORTEST else ""


def _is_it_true(reader: Reader, inner: int) -> str:
    found = next((c for c in _clauses_near(reader, inner) if c.head == inner and not c.noun), None)
    below = sorted(reader.subtree(inner))
    subject = found.object if found and found.passive else found.subject if found else None
    name = ask.thing(reader, subject) if subject is not None else ""
    if found is None or not name or len(below) > _LONGEST + 4 or below[-1] - below[0] + 1 != len(below):
        return ""
    if reader.tokens[inner].tag == "VBG":
        return f"Is it true that {name} {past(found.lemma)} {reader.text(inner + 1, below[-1] + 1)}".rstrip(" .,") + "?"
    first = reader.bounds(subject or 0)[1]
    if subject not in below or first > inner:
        return ""
    return f"Is it true that {name} {reader.text(first, below[-1] + 1)}".rstrip(" .,") + "?"


def _clauses_near(reader: Reader, index: int) -> tuple[Clause, ...]:
    sentence = reader.notes.sentence_at(reader.tokens[index].start)
    return reader.clauses(sentence) if sentence is not None else ()


def _denied(reader: Reader, clause: Clause) -> str:
    subject = ask.thing(reader, clause.subject)
    return f"no: {subject} {past(clause.lemma)} it" if subject else f"no: {participle(clause.lemma)}"


def _shortened(reader: Reader, site: Site) -> str:
    place = reader.notes.sentences[site.sentence]
    words = reader.text(place.first, place.last).rstrip(".").split()
    return " ".join(words[:_LONGEST]) + (" …" if len(words) > _LONGEST else "")


def compare_stages(pair: Pair, who: Identity) -> Iterator[Difference]:
    """What is still to come in one account has happened in the other: "is expected to plead" / "pleaded"."""
    if not pair.facts:
        return
    for (one, left), (other, right) in read_pairs(pair, _stage):
        stages = left, right
        if left == right or one.lemma != other.lemma or one.passive != other.passive:
            continue
        if one.lemma in lexicon().support | lexicon().speech or not _same_whole(pair, one, other, who):
            continue
        done = (pair.a, one) if stages[0] == "done" else (pair.b, other)
        question = ask.whether(*done)
        if question:
            yield Difference(
                "stage", "existence", "update", f"stage:{one.lemma}", f"{question[:-1]} already?",
                stages, (_staged(pair.a, one), _staged(pair.b, other)), 1.0, pair,
            )  # fmt: skip


def _stage(reader: Reader, clause: Clause) -> str:
    """Reads "done" for what is told as past, "ahead" for what is to come, "" for all else."""
    if clause.noun or clause.negated:
        return ""
    token = reader.tokens[clause.head]
    helpers = {
        reader.tokens[c].lemma for c in reader.children[clause.head] if reader.tokens[c].dep in ("aux", "auxpass")
    }
    if helpers & {"will", "shall"} or (
        infinitive(reader, clause) and reader.tokens[token.head].lemma in lexicon().planning
    ):
        return "ahead"
    finite = _tense(reader, clause)[0]
    past_tense = finite == "VBD" or (finite in ("VBP", "VBZ") and "have" in helpers)
    return "done" if past_tense and not clause.modal and not _conditional(reader, clause) else ""


def _same_whole(pair: Pair, one: Clause, other: Clause, who: Identity) -> bool:
    """Whether both clauses name the same parties, each of them: what another did, or did to another, is another act."""
    both = [(one.subject, other.subject), (one.object, other.object)]
    wanted = both[1:] if one.passive else both
    if one.object is None or any((x is None) != (y is None) for x, y in wanted):
        return False
    return same_parties(pair, one, other, who)


def _staged(reader: Reader, clause: Clause) -> str:
    governor = reader.tokens[reader.tokens[clause.head].head]
    words = ask.verb_phrase(reader, clause)
    return f"{governor.text} to {clause.lemma}" if infinitive(reader, clause) else words
