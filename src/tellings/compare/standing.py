"""Whether a sentence can be shown by itself: a whole clause that leans on nothing before it.

Shared by what quotes single sentences (brief, omissions, unique facts).  Every test is on its own, because a headline
may be told of an omission but not stand for an agreement.  The parse can be wrong, so a test asks for little: some
subject, some final mark, some antecedent.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import lru_cache

from tellings.annotate.attributions import quoted
from tellings.compare.reading import lexicon, listed, plain, starting_in
from tellings.link.captions import is_caption
from tellings.records import Account, Sentence, Span, Token

_ONLY_QUOTED = 0.9  # quoted share of a sentence that does not say who speaks
_VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_OWN_CLAUSE = frozenset({"conj", "ccomp", "parataxis", "cop"})
_GOVERNED = frozenset({"xcomp", "advcl"})
_PRESENT = frozenset({"VBZ", "VBP"})
_OPENERS = tuple("“\"«„'‘([")
_FINAL = tuple('.!?”"’»)')
_SHOUTED = 0.25  # share of words in capitals from which a sentence is a row of headlines
_DAY = len("2025-01-01")
_HOPS = 5  # heads that are followed from a time to the verb of its clause


def is_whole(account: Account, index: int) -> bool:
    """Whether a sentence is no fragment: it has a subject and a verb, begins as a sentence does, and ends in a mark."""
    tokens = account.annotations.tokens_of(index)
    words = [t for t in tokens if t.text[:1].isalnum()]
    if not words or (words[0].text[:1].islower() and words[0].pos != "PROPN") or _is_shouted(words):
        return False
    return tokens[-1].text[-1:] in _FINAL and _has_clause(account, index) and not _says_nothing(account, index)


def leans(account: Account, index: int) -> bool:
    """Whether the sense of a sentence lies in another: by its first words, or by a pronoun without its name."""
    tokens = account.annotations.tokens_of(index)
    words = [t for t in tokens if t.text[:1].isalnum()]
    if not words:
        return True
    opening = plain(" ".join(t.text for t in words[:8])).casefold().replace("’", "'")
    if words[0].text.casefold() in listed("brief", "leaning") and not _is_impersonal(words):
        return True
    return bool(_opens_later().match(opening)) or _stands_for_others(words) or _has_loose_pronoun(account, index)


def is_unclaimed(account: Account, index: int) -> bool:
    """Whether a sentence is nothing but quotation, or a piece of one, so that it does not say who speaks."""
    sentence = account.annotations.sentences[index]
    tokens = account.annotations.tokens_of(index)
    first_person = (t for t in tokens if t.pos == "PRON" and t.text.casefold() in listed("brief", "first_person"))
    if any(t.text not in ("US", "i") and not _in_quotation(account, t.span) for t in first_person):
        return True
    sources = (a.source for a in account.annotations.attributions if a.source)
    return sentence.quoted >= _ONLY_QUOTED and not any(sentence.span.holds(s) for s in sources)


def is_pictured(account: Account, index: int) -> bool:
    """Whether a sentence is the caption of a picture: it says so, or tells a past day in the present tense.

    "A crowd takes cover at the gate on Sunday night": reports tell that in the past, headlines without the day.
    """
    sentence = account.annotations.sentences[index]
    if is_caption(account.quote(sentence.span)):
        return True
    root = _root(account, sentence)
    tokens = account.annotations.tokens
    if root is not None and _is_shown(tokens, sentence, root):
        return True
    if root is None or tokens[root].lemma in listed("brief", "stating") or not _is_present(tokens, sentence, root):
        return False
    times = starting_in(account.annotations.times, sentence.span)
    days = (t.span for t in times if sentence.span.holds(t.span) and _is_past(account, t.value))
    return any(_hangs_on(tokens, sentence, day, root) for day in days)


def is_notice(account: Account, index: int) -> bool:
    """Whether a sentence is about the page that it stands on: copyright, cookies, newsletters."""
    return admits(account, index, "notices")


def admits(account: Account, index: int, kind: str) -> bool:
    """Whether a sentence has one of the phrases for what is not known ("unclear"), not said ("silent") or no news."""
    text = plain(account.quote(account.annotations.sentences[index].span)).casefold().replace("’", "'")
    return any(phrase in text for phrase in lexicon("brief")[kind])


# ------------------------------------------------------------------ whole


def _is_shouted(words: Sequence[Token]) -> bool:
    """Whether a sentence is a row of headlines, or of words out of a picture."""
    return sum(len(t.text) > 1 and t.text.isupper() for t in words) >= _SHOUTED * len(words)


def _has_clause(account: Account, index: int) -> bool:
    """Whether some verb that hangs on no noun has a subject."""
    sentence = account.annotations.sentences[index]
    tokens = account.annotations.tokens
    subjects = (i for i in range(sentence.first, sentence.last) if tokens[i].dep in _SUBJECTS)
    return any(_is_main(tokens, sentence, tokens[i].head) for i in subjects)


def _is_main(tokens: Sequence[Token], sentence: Sentence, verb: int) -> bool:
    at = verb
    for _ in range(_HOPS):
        if tokens[at].head == at or not sentence.first <= tokens[at].head < sentence.last:
            return True
        if tokens[at].dep not in _OWN_CLAUSE:
            return False
        at = tokens[at].head
    return False


def _says_nothing(account: Account, index: int) -> bool:
    """Whether a sentence says that somebody spoke, but not what: "Orr, the mayor, said on Tuesday night"."""
    sentence, notes = account.annotations.sentences[index], account.annotations
    root = _root(account, sentence)
    if root is None or notes.tokens[root].lemma not in listed("brief", "saying"):
        return False
    below = {t.dep for t in notes.tokens_of(index) if t.head == root}
    told = any(c.shared(sentence.span) for a in notes.attributions for c in a.content)
    return not told and not below & {"ccomp", "xcomp", "dobj", "obj", "parataxis", "nsubjpass"}


def _root(account: Account, sentence: Sentence) -> int | None:
    tokens = account.annotations.tokens
    inside = range(sentence.first, sentence.last)
    roots = (i for i in inside if tokens[i].head == i or tokens[i].head not in inside)
    return next((i for i in roots if tokens[i].pos in _VERBS), None)


# ------------------------------------------------------------------ leaning


@lru_cache(maxsize=1)
def _opens_later() -> re.Pattern[str]:
    """Openings that count from something told before: "the following month", "a few days later"."""
    return re.compile("|".join(f"(?:{phrase})" for phrase in lexicon("brief")["counting_on"]))


def _stands_for_others(words: Sequence[Token]) -> bool:
    """`All were freed`: a word of quantity that is a subject by itself."""
    first = words[0]
    of = len(words) > 1 and words[1].text.casefold() == "of"
    return first.text.casefold() in listed("brief", "quantity") and first.dep in _SUBJECTS and not of


def _has_loose_pronoun(account: Account, index: int) -> bool:
    """Whether a pronoun outside quotation marks is for somebody whom the sentence does not name."""
    sentence = account.annotations.sentences[index]
    inside = [m for m in starting_in(account.annotations.mentions, sentence.span) if sentence.span.holds(m.span)]
    named = {m.entity for m in inside if m.form != "pronoun"}
    known = [m.span for m in inside if m.form == "pronoun" and m.entity is not None and m.entity in named]
    marked = [m.span for m in inside if m.form == "pronoun"]
    for token in account.annotations.tokens_of(index):
        personal = token.text.casefold() in listed("brief", "persons")
        several = token.text.casefold() in listed("brief", "several") and token.span not in marked
        if personal and not several and token.span not in known and not _in_quotation(account, token.span):
            return True
    return False


def _in_quotation(account: Account, span: Span) -> bool:
    quotes = quoted(account.document)
    before = bisect.bisect_right(quotes, span.start, key=lambda q: q.start) - 1
    return before >= 0 and quotes[before].holds(span)


def _is_impersonal(words: Sequence[Token]) -> bool:
    """`It was not clear whether …` leans on nothing before it."""
    impersonal = any(t.lemma in listed("brief", "knowing") for t in words[2:6])
    return len(words) > 1 and words[0].text.casefold() == "it" and words[1].lemma in {"be", "remain"} and impersonal


# ------------------------------------------------------------------ captions


def _is_present(tokens: Sequence[Token], sentence: Sentence, root: int) -> bool:
    """Whether the verb of a sentence, or the auxiliary of its passive, is in the present tense."""
    if tokens[root].tag in _PRESENT:
        return True
    auxiliaries = (t for t in tokens[sentence.first : sentence.last] if t.head == root and t.dep == "auxpass")
    return any(t.tag in _PRESENT for t in auxiliaries)


def _is_shown(tokens: Sequence[Token], sentence: Sentence, root: int) -> bool:
    """`The ship is seen off the coast`, but not `is seen as a blow`."""
    below = [t for t in tokens[sentence.first : sentence.last] if t.head == root]
    passive = any(t.dep == "auxpass" and t.tag in _PRESENT for t in below)
    taken_for = any(t.lemma == "as" or t.dep in {"xcomp", "ccomp"} for t in below)
    return tokens[root].lemma in listed("brief", "showing") and passive and not taken_for


def _is_past(account: Account, value: str) -> bool:
    """Whether a value is a day, or a part of one, not after that of publication."""
    published = account.document.published.value if account.document.published else ""
    whole = len(value) >= _DAY and value[:4].isdigit()
    return whole and (not published[:4].isdigit() or value[: len(published)] <= published)


def _hangs_on(tokens: Sequence[Token], sentence: Sentence, span: Span, verb: int) -> bool:
    """Whether a time belongs to a verb, or to one that it governs without a subject of its own."""
    at = next((i for i in range(sentence.first, sentence.last) if span.holds(tokens[i].span)), verb)
    for _ in range(_HOPS):
        at = tokens[at].head
        if at == verb or tokens[at].head == at or (tokens[at].pos in _VERBS and tokens[at].dep not in _GOVERNED):
            return at == verb
    return False
