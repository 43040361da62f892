"""Who does what to whom: the clauses of a sentence, read off the dependency tree.

A clause is a verb, or an event noun with an agent ("X's initiative", "the attack by X"), with its subject, its object
and whether it is negated.  Subjects that the grammar leaves out ("plans to convene") are taken from the governing
clause.  Wrong where the parse is wrong: every comparator therefore also asks that the words around agree.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from tellings.compare.conflict.lexicon import lexicon
from tellings.records import Account, Span, Token

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_INNER = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "case", "advmod", "punct"})
_LONGEST_PHRASE = 7
_DEEPEST = 12
_SPEAKING = frozenset(
    {
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "yours",
        "this",
        "that",
        "these",
        "those",
    }
)
_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"'
_QUOTES = {ord(c): None for c in '"“”„«»'}


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate.  All fields but `lemma` and the flags are token indices in the document (None: not expressed)."""

    head: int
    lemma: str
    subject: int | None
    object: int | None
    passive: bool
    negated: bool
    modal: bool
    noun: bool


class Reader:
    """One account with what comparators ask of it: children of tokens, clauses of sentences, names of mentions."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.notes = account.annotations
        self.tokens = account.annotations.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                self.children[token.head].append(index)
        self._clauses: dict[int, tuple[Clause, ...]] = {}
        self._speakers: dict[int, str] = {}
        self._chains = {m.head: m for m in account.annotations.mentions if m.entity}
        named = (m for m in account.annotations.mentions if m.entity and m.form == "name" and m.head >= 0)
        self.named = {self.tokens[m.head].lemma: m.entity for m in named}
        self.places = frozenset(m.head for m in account.annotations.mentions if m.type == "LOC" and m.head >= 0)
        self._names = {e.id: e.name for e in account.annotations.entities}
        self.spoken = frozenset(_spoken(account))

    def clauses(self, sentence: int) -> tuple[Clause, ...]:
        """The clauses of one sentence, in order."""
        if sentence not in self._clauses:
            place = self.notes.sentences[sentence]
            found = (self._clause(i) for i in range(place.first, place.last))
            self._clauses[sentence] = tuple(c for c in found if c)
        return self._clauses[sentence]

    def speaker(self, sentence: int) -> str:
        """Last word of the name of whom most of a sentence is credited to, "" where it is the outlet's own."""
        if sentence not in self._speakers:
            self._speakers[sentence] = self._speaker(self.notes.sentences[sentence].span)
        return self._speakers[sentence]

    def _speaker(self, place: Span) -> str:
        for said in self.notes.attributions:
            if sum(place.shared(c) for c in said.content) * 2 > place.end - place.start:
                name = self._names.get(said.speaker or "", "") or (self.written(said.source) if said.source else "")
                return name.rpartition(" ")[2].lower()
        return ""

    def dated(self, index: int) -> bool:
        """Whether a token stands in a time expression."""
        place = self.tokens[index].span
        at = bisect.bisect_right(self.notes.times, place.start, key=lambda t: t.start) - 1
        return at >= 0 and self.notes.times[at].span.holds(place)

    def first(self, index: int, *deps: str) -> int | None:
        """The first child with one of these relations."""
        return next((c for c in self.children[index] if self.tokens[c].dep in deps), None)

    def chain(self, index: int) -> str | None:
        """Id of the entity chain whose mention the token heads."""
        mention = self._chains.get(index)
        return mention.entity if mention else None

    def type_of(self, index: int) -> str:
        """Type of the mention that the token heads, "" where there is none."""
        mention = self._chains.get(index)
        return mention.type if mention else ""

    def named_at(self, index: int) -> int | None:
        """The head of the mention that a token stands in."""
        place = self.tokens[index].span
        at = bisect.bisect_right(self.notes.mentions, place.start, key=lambda m: m.start) - 1
        mention = self.notes.mentions[at] if at >= 0 else None
        return mention.head if mention and mention.head >= 0 and mention.span.holds(place) else None

    def phrase(self, index: int) -> str:
        """The noun phrase around a token, as written, without clauses that follow; a pronoun's name where known."""
        if self.tokens[index].pos == "PRON":
            return self._meant(index)
        return self.text(*self.bounds(index))

    def name(self, index: int) -> str:
        """The fullest name of whom a token stands for, else the phrase around it."""
        return self._names.get(self.chain(index) or "", "") or self.phrase(index)

    def word(self, index: int) -> str:
        """The lemma of a token; for a pronoun the last word of the name it stands for, "" where nobody knows."""
        if self.tokens[index].pos != "PRON":
            return self.tokens[index].lemma
        return self._meant(index).rpartition(" ")[2]

    def _meant(self, index: int) -> str:
        """The name that a pronoun stands for.

        Inside a quotation it is the speaker who points, and a wrong guess puts words into the wrong mouth: "" there.
        """
        if (
            index in self.spoken
            or self.tokens[index].lemma in _SPEAKING
            or self.tokens[index].text.lower() in _SPEAKING
        ):
            return ""
        return self._names.get(self.chain(index) or "", "")

    def extended(self, index: int, longest: int = 12) -> str:
        """The phrase with what follows it ("the extent of his contacts"), alone where that is too long."""
        first, _ = self.bounds(index)
        below = sorted(self.subtree(index))
        comma = next((i for i in below if i > index and self.tokens[i].text in (",", ";", "—", "–")), below[-1] + 1)
        last = max((i for i in below if i < comma and self.tokens[i].pos != "PUNCT"), default=index)
        text = self.text(first, last + 1) if last < first + longest else self.phrase(index)
        return text.translate(_QUOTES).strip(" -–—")

    def mention_start(self, index: int) -> int | None:
        """Offset where the mention that a token heads begins."""
        mention = self._chains.get(index)
        return mention.start if mention else None

    def bounds(self, index: int) -> tuple[int, int]:
        """Token range `[first, last)` of the phrase that a token heads: what stands before it, and the token."""
        first = index
        for child in sorted((c for c in self.children[index] if c < index), reverse=True):
            if self.tokens[child].dep not in _INNER or index - self._left(child) > _LONGEST_PHRASE:
                break
            first = self._left(child)
        while first < index and self.tokens[first].pos == "PUNCT":
            first += 1
        return first, index + 1

    def text(self, first: int, last: int) -> str:
        """The characters from one token to another, on one line."""
        if first >= last:
            return ""
        return self.written(Span(self.tokens[first].start, self.tokens[last - 1].end))

    def written(self, span: Span) -> str:
        """The words of a span as they read, on one line."""
        return " ".join(self.account.quote(span).split())

    def subtree(self, index: int) -> Iterator[int]:
        """The token and everything below it."""
        todo = [index]
        while todo:
            at = todo.pop()
            yield at
            todo.extend(self.children[at])

    def clause_of(self, index: int) -> int:
        """The verb that a token hangs on, or the top of the sentence."""
        for _ in range(_DEEPEST):
            token = self.tokens[index]
            if token.head == index or token.pos in ("VERB", "AUX"):
                break
            index = token.head
        return index

    def _left(self, index: int) -> int:
        return min(self.subtree(index))

    def _clause(self, index: int) -> Clause | None:
        token = self.tokens[index]
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep not in ("aux", "auxpass")):
            return self._verb(index)
        return self._noun(index) if token.pos == "NOUN" else None

    def _verb(self, index: int) -> Clause:
        token = self.tokens[index]
        passive_subject = self.first(index, *_PASSIVE_SUBJECTS)
        reduced = token.tag == "VBN" and token.dep == "acl"
        passive = passive_subject is not None or reduced
        subject = self._agent(index) if passive else self._subject(index)
        target = passive_subject if passive_subject is not None else self.first(index, "dobj", "attr", "acomp")
        if reduced and passive_subject is None:
            target = token.head
        relative = target is not None and self.tokens[target].tag in ("WP", "WDT")
        if relative and self.tokens[token.head].pos in ("NOUN", "PROPN"):
            target = token.head
        return Clause(
            index, token.lemma, subject, target, passive, self._negated(index), self._modal(index), noun=False
        )

    def _noun(self, index: int) -> Clause | None:
        owner = self.first(index, "poss")
        agent = self._agent(index)
        actor = owner if owner is not None else agent
        if actor is None:
            return None
        return Clause(
            index, self.tokens[index].lemma, actor, self._of(index), False, self._negated(index), False, noun=True
        )

    def _subject(self, start: int) -> int | None:
        index = start
        for _ in range(_DEEPEST):
            token = self.tokens[index]
            found = self.first(index, *_SUBJECTS, *(_PASSIVE_SUBJECTS if index != start else ()))
            if found is not None:
                relative = self.tokens[found].tag in ("WP", "WDT") and token.dep == "relcl"
                return token.head if relative else found
            if token.head == index or token.dep not in ("xcomp", "conj", "advcl", "acl", "dobj"):
                return None
            if token.dep == "acl" and self.tokens[index].tag == "VBG":
                return token.head
            index = token.head
        return None

    def _agent(self, index: int) -> int | None:
        by = next(
            (c for c in self.children[index] if self.tokens[c].dep in ("agent", "prep") and self._is(c, "by")), None
        )
        return self.first(by, "pobj") if by is not None else None

    def _of(self, index: int) -> int | None:
        of = next((c for c in self.children[index] if self._is(c, "of")), None)
        return self.first(of, "pobj") if of is not None else None

    def _is(self, index: int, word: str) -> bool:
        return self.tokens[index].lemma == word

    def _negated(self, index: int) -> bool:
        words = lexicon()
        below = [self.tokens[c] for c in self.children[index]]
        direct = any(t.dep == "neg" or (t.dep in ("det", "advmod") and t.lemma in words.negative) for t in below)
        objects = (c for c in self.children[index] if self.tokens[c].dep in ("dobj", "nsubj", "nsubjpass", "attr"))
        none = any(self._has_no(c) for c in objects)
        return direct or none or self._reversed(self.tokens[index])

    def _has_no(self, index: int) -> bool:
        if self.tokens[index].lemma in ("none", "nobody", "nothing"):
            return True
        return any(self.tokens[c].dep == "det" and self.tokens[c].lemma == "no" for c in self.children[index])

    def _reversed(self, token: Token) -> bool:
        return token.dep == "xcomp" and self.tokens[token.head].lemma in lexicon().reversing

    def _modal(self, index: int) -> bool:
        return any(self.tokens[c].tag == "MD" for c in self.children[index])


def _spoken(account: Account) -> Iterator[int]:
    """Indices of the tokens that stand inside quotation marks; a mark left open ends with its paragraph."""
    text, inside, last = account.document.text, False, 0
    for index, token in enumerate(account.annotations.tokens):
        if inside and "\n" in text[last : token.start]:
            inside = False
        if any(c in token.text for c in _CLOSING):
            inside = False
        elif any(c in token.text for c in _OPENING):
            inside = True
        elif _STRAIGHT in token.text:
            inside = not inside
        elif inside:
            yield index
        last = token.end
