"""What a happening is called: a headline that an account gives it, or the main clause of a sentence that opens one.

A name is read by itself, so it must be whole: sentences are cut only where the syntax allows it.  It must tell the
event, which shows in its words standing in the openings of the accounts; and it should take no side, so loaded words,
quotations, questions and pronouns count against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.link.captions import is_caption
from tellings.link.lineage.upstream import normalise
from tellings.records import Account, Span, Token

__all__ = ["clause", "headline", "is_caption", "name_by", "name_of", "same_event", "stands_alone"]

LONGEST = 120  # code points
_SHORTEST = 4  # words
_LEDE = 3  # sentences offered as a name
_STUB = 20  # tokens below which an account is little more than its headline, which then is the name
_OPENING = 5  # sentences whose words a name is held against
_STEM = 5  # letters by which words are compared
_TOKENS = 120  # of a sentence; a longer one is cut at a word
_TELLS = 0.35  # share of a headline's words that openings must have, for it to be the name before any sentence is
_SAME = 0.6  # share of the shorter name's words that the other has, for both to be about one event
_ABOUT = 0.5  # share of a headline's words that a sentence must have, for the headline to be about it
_LOADED, _FLAW, _CUT, _LATER = 0.1, 0.15, 0.6, 0.25  # what each loaded word, flaw, cut, later sentence takes off
_ALONE = 0.15  # what each word of a name takes off that no other account opens with
_OWN = 0.35  # what a headline is worth more than a sentence
_MARKUP = re.compile(r"^[#*_>\s]+|[*_\s]+$")
_LABEL = re.compile(
    r"^(?:(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED)\b[ \d\-–—:]*|"
    r"(?:BREAKING(?: NEWS)?|EXCLUSIVE|WATCH|VIDEO|LIVE|READ|OPINION|ANALYSIS|JUST IN|UPDATED?)\s?[:|–—-]\s*)+",
    re.I,
)
_SITE = re.compile(r"\s+(?:\||-|–|—|·|•|»|::)\s+(?P<site>[^|·•»]{2,45})$")
_DATELINE = re.compile(r"^[A-Z][A-Za-z .,’'-]{2,40}(?:\([^)]{2,30}\) ?)?(?:—|–|--| - ) ?(?=[A-Z“\"])")
_JOINT = re.compile(r"(?:But|And|Yet|So|However,|Still,|Meanwhile,) (?=\w)")
_QUOTED = re.compile(r"[“”\"«»]|(?<!\w)[‘'](?=\w)")
_PERSON = re.compile(
    r"^(?:he|she|it|they|this|that|these|those|his|her|their|its|here|there)\b|\b(?:I|we|you|my|our|your|me|us)\b", re.I
)
_NO_EVENT = re.compile(r"\?|^(?:who|what|why|how|where|when|here)\b|: (?:an?|the)\b", re.I)
_SUBORDINATE = frozenset("as while when after before since because if although though that until".split())
_REPORTED = re.compile(r", (?:[^,]{2,60}\b(?:reported|reports)|according to [^,]{2,60})$")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_OPTIONAL = frozenset("prep advcl relcl acl appos advmod npadvmod conj cc punct parataxis dep mark intj meta".split())
_ASIDES = frozenset(("relcl", "appos", "parataxis", "meta"))
_DANGLING = frozenset("ADP DET CCONJ SCONJ PART AUX PUNCT".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SAYING = frozenset("say tell report announce add state note confirm declare claim warn write reveal".split())


@dataclass(frozen=True, slots=True)
class _Offer:
    """A possible name, with what speaks for and against it."""

    text: str
    account: str
    headline: bool = False
    cut: bool = False
    order: int = 0


def name_of(accounts: Sequence[Account]) -> str:
    """The best name that accounts of one event offer for it.

    Args:
        accounts: At least one, each with a sentence; in a fixed order.

    Returns:
        A headline or a clause of at most 120 code points; one that had to be cut off ends in "…".
    """
    if len(accounts) == 1 and len(accounts[0].annotations.tokens) < _STUB and (title := headline(accounts[0])):
        return title if len(title) <= LONGEST else _cut_off(title)
    openings = {a.id: _opening(a) for a in accounts}
    loaded = frozenset(s for a in accounts for x in a.annotations.loaded for s in _stems(a.quote(x.span)))
    named = {a.id: frozenset(s for e in a.annotations.entities for s in _stems(e.name)) for a in accounts}
    offers = [o for a in accounts for o in _offers(a) if o.text]
    worth = {o: _worth(o, openings, loaded) - _ALONE * _names_alone(o, openings, named) for o in offers}
    best = min(offers, key=lambda o: (-round(worth[o], 4), o.text), default=None)
    return best.text if best else clause(accounts[0], 0)[0]


def name_by(account: Account, index: int, *, taken: str = "") -> str:
    """The name that one account gives what one of its sentences tells: its headline, if about it or better than a cut.

    Args:
        account: Any account.
        index: The sentence.
        taken: A name that another happening has already.
    """
    title = headline(account)
    stems, told = _stems(title), _stems(account.quote(account.sentence(index)))
    text, cut = clause(account, index)
    fits = bool(stems) and title != taken and len(title) <= LONGEST
    return title if fits and (cut or len(stems & told) >= _ABOUT * len(stems)) else text


def same_event(one: str, other: str) -> bool:
    """Whether two names are about one event, as most of their words are the same."""
    a, b = _stems(one), _stems(other)
    return len(a & b) >= _SAME * max(1, min(len(a), len(b)))


def stands_alone(account: Account, index: int) -> bool:
    """Whether a sentence can name an event as it is: whole, without a pronoun whose name stands elsewhere."""
    text, cut = clause(account, index)
    return not cut and len(text.split()) >= _SHORTEST and not _PERSON.search(text)


def headline(account: Account) -> str:
    """The account's own title without markup, labels ("UPDATE 1") and the name of the site; empty without one."""
    title = account.document.title
    if title is None:
        return ""
    text = _LABEL.sub("", _MARKUP.sub("", " ".join(title.value.split())))
    found = _SITE.search(text)
    if found and len(text[: found.start()].split()) >= _SHORTEST and _is_site(found["site"], account):
        text = text[: found.start()]
    return text.strip(" .")


def clause(account: Account, index: int) -> tuple[str, bool]:
    """A sentence, or as much of it as is whole, on one line without its dateline; and whether it had to be cut off.

    Args:
        account: Any account.
        index: The sentence.
    """
    whole = _tidy(account.quote(account.annotations.sentences[index].span))
    if len(whole) <= LONGEST:
        return whole, False
    tokens = account.annotations.tokens_of(index)
    if 1 < len(tokens) <= _TOKENS:
        first = account.annotations.sentences[index].first
        for kept in (list(range(len(tokens))), _without_asides(tokens, first)):
            if text := _longest_whole(account, tokens, first, kept):
                return text, False
    return _cut_off(whole), True


# ------------------------------------------------------------------ weighing


def _offers(account: Account) -> Iterator[_Offer]:
    title = headline(account)
    if title and len(title) <= LONGEST and len(title.split()) >= _SHORTEST:
        yield _Offer(title, account.id, headline=True)
    for index in range(min(_LEDE, len(account.annotations.sentences))):
        told = any(t.tag in _FINITE for t in account.annotations.tokens_of(index))
        if told and not is_caption(account.quote(account.sentence(index))):
            text, cut = clause(account, index)
            yield _Offer(_REPORTED.sub("", text), account.id, cut=cut, order=index)


def _worth(offer: _Offer, openings: Mapping[str, frozenset[str]], loaded: frozenset[str]) -> float:
    """How well a name tells what the openings tell (those of the other accounts, if there are any), less its flaws."""
    stems = _stems(offer.text)
    if not stems:
        return -9.0
    others = [o for key, o in openings.items() if key != offer.account] or [*openings.values()]
    told = sum(len(stems & o) / len(stems) for o in others) / len(others)
    flaws = (bool(_QUOTED.search(offer.text)), "?" in offer.text, offer.text.isupper(), len(stems) < _SHORTEST)
    value = told + 0.2 * min(len(stems), 8) / 8 - _LOADED * min(2, len(stems & loaded)) - _LATER * offer.order
    value -= _FLAW * (sum(flaws) + 2 * bool(_PERSON.search(offer.text))) + _CUT * offer.cut
    if not offer.headline or told < _TELLS or _NO_EVENT.search(offer.text):
        return value
    return value + (_OWN / 2 if ": " in offer.text else _OWN)


def _names_alone(offer: _Offer, openings: Mapping[str, frozenset[str]], named: Mapping[str, frozenset[str]]) -> int:
    """How many words of names a name has that no other account opens with: it may be of one account's own news."""
    others = frozenset[str]().union(*(o for key, o in openings.items() if key != offer.account))
    return len((_stems(offer.text) & named[offer.account]) - others) if others else 0


def _opening(account: Account) -> frozenset[str]:
    """Stems of what an account opens with, its title aside, so that no title speaks for itself."""
    title = _stems(headline(account))
    sentences = account.annotations.sentences[: _OPENING + 1]
    texts = [account.quote(s.span) for s in sentences]
    return frozenset(s for text in texts if len(texts) == 1 or _stems(text) != title for s in _stems(text))


def _stems(text: str) -> frozenset[str]:
    words = (w.removesuffix("'s").removesuffix("’s").lower() for w in _WORD.findall(text))
    return frozenset(w[:_STEM] for w in words if len(w) > 3 or w.isdigit())


def _is_site(name: str, account: Account) -> bool:
    outlet = account.document.outlet.value if account.document.outlet else ""
    letters, own = (re.sub(r"\W|^the|\.\w{2,4}$", "", x.lower()) for x in (name, outlet))
    known = bool(own) and (letters in own or own in letters)
    return known or normalise(name) != name or bool(re.fullmatch(r"[\w-]+\.[a-z]{2,6}", name.strip()))


# ------------------------------------------------------------------ cutting


def _tidy(text: str) -> str:
    plain = _DATELINE.sub("", _MARKUP.sub("", " ".join(text.split()))).rstrip(" .,;:–—")
    joined = _JOINT.match(plain)
    return plain[joined.end()].upper() + plain[joined.end() + 1 :] if joined else plain


def _without_asides(tokens: Sequence[Token], first: int) -> list[int]:
    """Tokens that are in no relative clause, apposition or parenthesis, nor a comma beside one."""
    aside = [_inside_aside(tokens, first, i) for i in range(len(tokens))]
    return [
        i
        for i, gone in enumerate(aside)
        if not gone and not (tokens[i].text in (",", "(", ")", "–", "—", "--") and any(aside[max(0, i - 1) : i + 2]))
    ]


def _inside_aside(tokens: Sequence[Token], first: int, index: int) -> bool:
    at = index
    for _ in range(len(tokens)):
        if tokens[at].dep in _ASIDES:
            return True
        head = tokens[at].head - first
        if head == at or not 0 <= head < len(tokens):
            return False
        at = head
    return False


def _longest_whole(account: Account, tokens: Sequence[Token], first: int, kept: list[int]) -> str:
    """The longest beginning that fits and lacks nothing that it governs; empty where there is none."""
    inside_of = set(kept)
    root = _root(tokens, first, inside_of)
    for size in range(len(kept), _SHORTEST, -1):
        text = _said(account, tokens, kept[:size])
        if len(text) <= LONGEST and _is_whole(tokens, first, kept[:size], inside_of, root):
            return text
    return ""


def _root(tokens: Sequence[Token], first: int, kept: set[int]) -> int | None:
    """The verb of the sentence; where it only says who said it, that of what is said, if this stands first."""
    roots = [i for i in sorted(kept) if tokens[i].head - first == i or tokens[i].dep == "ROOT"]
    if not roots:
        return None
    root = roots[0]
    said = [i for i in sorted(kept) if i < root and tokens[i].dep == "ccomp" and tokens[i].head - first == root]
    return said[0] if said and tokens[root].lemma in _SAYING else root


def _is_whole(tokens: Sequence[Token], first: int, part: list[int], kept: set[int], root: int | None) -> bool:
    inside, last = set(part), tokens[part[-1]]
    if root not in inside or (last.pos in _DANGLING and last.text not in "”\"')%"):
        return False
    if last.dep in ("amod", "compound", "nummod", "poss", "det", "case", "cc", "mark", "aux", "auxpass", "nmod"):
        return False
    for i in sorted(kept):
        head = tokens[i].head - first
        if i in inside and i != root and head not in inside and tokens[i].dep != "punct":
            return False
        if i not in inside and head in inside and (tokens[i].dep not in _OPTIONAL or tokens[i].lemma == "of"):
            return False
        if i not in inside and tokens[i].dep == "conj" and _breaks(tokens, first, part, i):
            return False
    return _balanced(tokens[i].text for i in part)


def _breaks(tokens: Sequence[Token], first: int, part: list[int], conjunct: int) -> bool:
    """Whether leaving a conjunct out breaks the part: it keeps the "and", or the conjunct is a clause misread.

    Without an "and" or a comma before it, a second verb is hardly a conjunct ("front as the States test …"), so a cut
    must come before the word that opens its clause.
    """
    head = tokens[conjunct].head - first
    joints = [i for i in range(head + 1, conjunct) if tokens[i].dep == "cc" and tokens[i].head - first == head]
    if any(i in part for i in joints):
        return True
    if joints or any(t.text in (",", ";") for t in tokens[head + 1 : conjunct]):
        return False
    opening = [i for i in range(head + 1, conjunct) if tokens[i].text.lower() in _SUBORDINATE]
    return not opening or part[-1] >= opening[-1]


def _balanced(words: Iterator[str]) -> bool:
    text = "".join(words)
    pairs = (("(", ")"), ("“", "”"), ("[", "]"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0


def _said(account: Account, tokens: Sequence[Token], part: Sequence[int]) -> str:
    """The words of a part, run by run as they read."""
    runs: list[list[int]] = []
    for i in part:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    texts = (account.quote(Span(tokens[r[0]].start, tokens[r[-1]].end)) for r in runs)
    return re.sub(r" (?=[,.;:’”)])", "", _tidy(" ".join(texts)))


def _cut_off(text: str) -> str:
    """A text cut at a word, with the mark that it is."""
    return text[: max(text.rfind(" ", 0, LONGEST), 40)][: LONGEST - 1].rstrip(" ,;:–—") + "…"
