"""Questions in plain words, built from a clause, such as "Who convened the meeting?".

A question that lacks a piece (no subject, a pronoun nobody resolved) is not asked: the builder returns "" and the
caller falls back on a plainer one.
"""

from __future__ import annotations

from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.english import participle, past
from tellings.compare.conflict.lexicon import lexicon

_ARTICLES = ("a", "an", "the", "some", "any", "another", "such")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "all", "both", "most")
_OWN = ("his", "her", "its", "their", "my", "our", "your")
_POINTING = ("this", "that", "these", "those")
_MOMENTS = ("When", "Where", "How long", "How many times")  # not asked of speech: who said what matters, not when
_ADVERBIAL = (*_MOMENTS, "Why", "")  # question words that do not stand for the object
_LONGEST = 60  # code points of a phrase inside a question
_VERB_PHRASE = 9  # tokens
_QUOTES = {ord(c): None for c in '"“”„«»'}
_FRONT = frozenset({"aux", "auxpass", "neg", "prt", "advmod"})


def thing(reader: Reader, index: int | None) -> str:
    """A noun phrase as a question can hold it: "the meeting", "Macron"; "" where it cannot."""
    if index is None:
        return ""
    phrase = _without_quotes(reader.phrase(index))
    words = phrase.split()
    if words and words[0].lower() in _NUMBERS:
        words[0] = words[0].lower()
        phrase = " ".join(words)
    if not words or words[0].lower() in _OWN:
        return ""
    if len(phrase) > _LONGEST or reader.tokens[index].pos not in ("NOUN", "PROPN", "PRON"):
        return ""
    if words[0].lower() in (*_ARTICLES, *_POINTING):
        return " ".join(["the", *words[1:]]) if len(words) > 1 else ""
    return phrase


def definite(phrase: str) -> str:
    """A noun phrase with the article that a question about it wants."""
    first, _, rest = phrase.partition(" ")
    if first.lower() in _ARTICLES:
        return f"the {rest}"
    return phrase if first.lower() in (*_POINTING, *_OWN) else f"the {phrase}"


def decapitalised(phrase: str) -> str:
    """A phrase whose article may have begun a sentence, for use inside one."""
    first, _, rest = phrase.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in ("the", *_ARTICLES, *_POINTING) and rest else phrase


def either(one: str, other: str) -> str:
    """A choice between two nouns, "a car or a truck"."""
    return f"{_with_article(one)} or {_with_article(other)}"


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def _without_quotes(phrase: str) -> str:
    return phrase.translate(_QUOTES).strip(" ,;:-–—")


def who_did(reader: Reader, clause: Clause) -> str:
    """Who did it, to what: "Who convened the meeting?"."""
    if clause.noun:
        return "" if acts(reader, clause.head) else f"Whose {clause.lemma} was it?"
    target = thing(reader, clause.object)
    if not target:
        return ""
    if _future(reader, clause):
        return f"Who is to {clause.lemma} {target}?"
    return f"Who {past(clause.lemma)} {target}?"


def what_did(reader: Reader, clause: Clause) -> str:
    """What somebody did, or what happened to somebody."""
    subject, target = thing(reader, clause.subject), thing(reader, clause.object)
    if clause.passive:
        return f"What happened to {target}?" if target else ""
    if not subject or not acts(reader, clause.subject) or _borrows(reader, clause):
        return ""
    helper, _ = _helper(reader, clause, clause.subject)
    return f"What {helper} {subject} do?"


def _borrows(reader: Reader, clause: Clause) -> bool:
    """Whether a clause's subject is that of the clause that it only goes with, and so perhaps not its own."""
    token = reader.tokens[clause.head]
    return token.dep == "advcl" and clause.subject is not None and reader.tokens[clause.subject].head != clause.head


def acts(reader: Reader, index: int | None) -> bool:
    """Whether a token can stand for somebody who acts: a name, or a noun for persons or a body."""
    if index is None:
        return False
    token = reader.tokens[index]
    named = token.pos == "PROPN" or reader.type_of(index) in ("PER", "ORG", "LOC")
    return named or (token.pos == "NOUN" and token.lemma in lexicon().agents)


def what(reader: Reader, clause: Clause, slot: str, *, person: bool = False) -> str:
    """What, or whom, an object or a prepositional slot holds: "What was he charged with?"."""
    word = "Whom" if person else "What"
    if clause.noun:
        owned = thing(reader, clause.head)
        return f"{word} was {owned} {slot}?" if owned and not owned.islower() else ""
    bare = clause if clause.passive or slot else Clause(
        clause.head, clause.lemma, clause.subject, None, False, clause.negated, clause.modal, noun=False
    )  # fmt: skip
    question = when(reader, bare, word)
    return f"{question[:-1]} {slot}?" if question and slot else question


def when(reader: Reader, clause: Clause, word: str = "When") -> str:
    """When, where, why or how long: the clause turned into a question that begins with `word`."""
    if clause.noun:
        return f"{word} was the {clause.lemma}?"
    target = thing(reader, clause.object)
    particle = _particle(reader, clause)
    if clause.lemma in lexicon().speech and word in _MOMENTS:
        return ""
    if clause.passive:
        _, be = _helper(reader, clause, clause.object)
        return f"{word} {be[0]} {target} {be[1]}{participle(clause.lemma)}{particle}?" if target else ""
    subject = thing(reader, clause.subject)
    if not subject or clause.lemma == "be" or (word in _ADVERBIAL and _unfinished(clause, target)):
        return ""
    helper, _ = _helper(reader, clause, clause.subject)
    return f"{word} {helper} {subject} {clause.lemma}{particle}{' ' + target if target else ''}?"


def _unfinished(clause: Clause, target: str) -> bool:
    """Whether a question with this clause would break off: a verb that wants an object has none."""
    return not target and clause.lemma not in lexicon().intransitive


def whether(reader: Reader, clause: Clause) -> str:
    """The clause as a yes-or-no question."""
    question = when(reader, clause, "")
    return question.strip()[:1].upper() + question.strip()[1:] if question else ""


def done(reader: Reader, clause: Clause) -> str:
    """What was done, as a participle with its particle ("brought in")."""
    return f"{participle(clause.lemma)}{_particle(reader, clause)}"


def verb_phrase(reader: Reader, clause: Clause) -> str:
    """What the clause says was done, as written: the verb with its helpers, and its object."""
    helpers = {c for c in reader.children[clause.head] if reader.tokens[c].dep in _FRONT}
    first = clause.head
    while first - 1 in helpers:
        first -= 1
    last = clause.head + 1
    right = [
        c
        for c in reader.children[clause.head]
        if c > clause.head and reader.tokens[c].dep in ("dobj", "attr", "prt", "acomp")
    ]
    if right:
        last = max(reader.bounds(c)[1] for c in right)
    elif (
        last < len(reader.tokens)
        and last in reader.children[clause.head]
        and reader.tokens[last].dep in ("advmod", "prt")
    ):
        last += 1
    return "" if last - first > _VERB_PHRASE else _without_quotes(reader.text(first, last))


def _particle(reader: Reader, clause: Clause) -> str:
    found = reader.first(clause.head, "prt")
    return f" {reader.tokens[found].lemma}" if found is not None else ""


def _future(reader: Reader, clause: Clause) -> bool:
    token = reader.tokens[clause.head]
    to = any(reader.tokens[c].tag == "TO" for c in reader.children[clause.head])
    return clause.modal or (to and token.dep in ("xcomp", "acl"))


def _helper(reader: Reader, clause: Clause, subject: int | None) -> tuple[str, tuple[str, str]]:
    """The helping verb of an active question, and the (be, been) of a passive one."""
    many = subject is not None and _many(reader, subject)
    modal = next(
        (reader.tokens[c].text.lower() for c in reader.children[clause.head] if reader.tokens[c].tag == "MD"), ""
    )
    if modal and modal.isalpha():
        modal = {"ca": "can", "wo": "will"}.get(modal, modal)
        return modal, (modal, "be ")
    present = reader.tokens[clause.head].tag in ("VBZ", "VBP")
    now = any(reader.tokens[c].text.lower() in ("is", "are") for c in reader.children[clause.head])
    does = ("do" if many else "does") if present else "did"
    be = ("are" if many else "is") if now else ("were" if many else "was")
    return does, (be, "")


def _many(reader: Reader, index: int) -> bool:
    token = reader.tokens[index]
    joined = any(reader.tokens[c].dep == "conj" for c in reader.children[index])
    return token.tag in ("NNS", "NNPS") or joined or token.lemma in ("they", "people", "police")
