"""When what happened, as far as the accounts say: dated moments, with every sentence that tells each of them.

A moment is a day (or month, or year) and what a sentence tells of it.  Sentences of one date are one moment where they
state one fact, or where their embeddings are near; the happenings bring their own.  A time that could not be anchored
is left out, because a wrong place on a time line misleads more than a gap.  So are the lesser moments of a long time
line: what several accounts tell, and date to the day, comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta
from itertools import combinations

import numpy as np

from tellings.compare.reading import clusters, head_of, mentions_near, shown, token_range
from tellings.link.captions import is_caption
from tellings.records import Account, Citation, Happening, Links, Moment, Span, Time, Token

UNDATED = "XXXX"
_SURE = 0.6  # least confidence in a time's anchor: a bare clock time (0.5) is of any day
_NEAR = 0.72  # cosine of two sentences of one date that tell the same
_NEAR_OF_ONE_FACT = 0.5  # the same, where both state one fact
_FEWEST = 5  # words; less is a label, not a telling
_LONG = 32  # tokens of a sentence from which only the clause of the date is told
_MOST_MOMENTS = 25
_MOST = 600  # dated tellings that are compared with each other
_CLAUSE_HEADS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "acl"})
_OF_NOUN = frozenset({"relcl", "acl"})
_NAMING = frozenset({"nummod", "compound", "amod", "nmod"})  # "the 2016 election", "the November report"
_LENGTH_OF_DAY = len("2025-01-01")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH_OR_YEAR = re.compile(r"\d{4}(-\d\d)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_SEASON = {"SP": "21", "SU": "22", "FA": "23", "WI": "24", "Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36"}


@dataclass(frozen=True, slots=True)
class _Telling:
    """One dated sentence (or the dated clause of a sentence that has several dates)."""

    date: str
    what: Span
    account: int
    sentence: int
    method: str
    confidence: float


def build_timeline(accounts: Sequence[Account], links: Links) -> tuple[Moment, ...]:
    """Put what the accounts date in order.

    Args:
        accounts: Annotated accounts.
        links: Their links; facts say which sentences tell the same, happenings are moments themselves.

    Returns:
        At most 25 moments by EDTF date, and every happening; a year or month stands before its days, happenings without
        a date ("XXXX") stand last.
    """
    tellings = [t for number, account in enumerate(accounts) for t in _tellings(number, account)]
    told = [_moment(accounts, links, group) for group in _groups(accounts, links, tellings)]
    others = sorted((m for m in told if not _is_told(m, links)), key=_weight)
    moments = [*(_of_happening(h) for h in links.happenings), *others[: max(0, _MOST_MOMENTS - len(links.happenings))]]
    return tuple(sorted(moments, key=lambda m: (_order(m.date), m.happening is None, m.members, m.what)))


def _weight(moment: Moment) -> tuple[int, int, tuple[Citation, ...], str]:
    """Sort key: what most accounts tell first, then what is dated more exactly, then what they tell earlier."""
    early = tuple(sorted(moment.members, key=lambda c: (c.start, c)))
    return -len({m.document for m in moment.members}), -min(len(moment.date), _LENGTH_OF_DAY), early, moment.what


def edtf(value: str) -> str | None:
    """A TIMEX3 value as an EDTF date, or None where it does not say when.

    Clock times are cut off; weeks and weekends become intervals, seasons and quarters EDTF's own numbers for them.
    """
    if found := _DAY.match(value):
        return found.group()
    if found := _WEEK.fullmatch(value):
        return _week(int(found[1]), int(found[2]), weekend=bool(found[3]))
    if len(value) == len("2025-SP") and value[5:] in _SEASON and value[:4].isdigit():
        return f"{value[:5]}{_SEASON[value[5:]]}"
    return value if _MONTH_OR_YEAR.fullmatch(value) else None


def _week(year: int, week: int, *, weekend: bool) -> str | None:
    if not 1 <= year <= 9998 or not 1 <= week <= 52:
        return None
    monday = day.fromisocalendar(year, week, 1)
    first = monday + timedelta(days=5 if weekend else 0)
    return f"{first}/{monday + timedelta(days=6)}"


def _order(date: str) -> tuple[bool, str]:
    """Sort key: known dates by their first day, coarse before fine; unknown years last."""
    return date.startswith("XXXX"), date.split("/", maxsplit=1)[0]


# ------------------------------------------------------------------ what is dated


def _tellings(number: int, account: Account) -> Iterator[_Telling]:
    annotations = account.annotations
    by_sentence: dict[int, list[tuple[str, Time]]] = {}
    for time in annotations.times:
        sentence = annotations.sentence_at(time.start)
        date = edtf(time.value) if time.type in {"DATE", "TIME"} and time.confidence >= _SURE else None
        if date and sentence is not None and not _is_no_time(account, time):
            by_sentence.setdefault(sentence, []).append((date, time))
    for sentence, dated in sorted(by_sentence.items()):
        if _tells(account, sentence):
            yield from _of_sentence(number, account, sentence, dated)


def _of_sentence(number: int, account: Account, sentence: int, dated: list[tuple[str, Time]]) -> Iterator[_Telling]:
    s = account.annotations.sentences[sentence]
    cut = len({date for date, _ in dated}) > 1 or s.last - s.first > _LONG
    dates: set[str] = set()
    told: set[Span] = set()
    for date, time in sorted(dated, key=lambda d: (-len(d[0]), d[1].start)):
        what = _clause(account, sentence, time) if cut else s.span
        if date not in dates and what not in told:
            yield _Telling(date, what, number, sentence, time.method, time.confidence)
            dates.add(date)
            told.add(what)


def _tells(account: Account, sentence: int) -> bool:
    """Whether a sentence is long enough and has a verb or event: a bare byline or table row tells nothing."""
    tokens = account.annotations.tokens_of(sentence)
    words = sum(any(c.isalpha() for c in t.text) for t in tokens)
    if is_caption(account.quote(account.annotations.sentences[sentence].span)):
        return False
    return words >= _FEWEST and any(t.pos == "VERB" for t in tokens)


def _is_no_time(account: Account, time: Time) -> bool:
    """Times that date nothing: those of the dateline, in names ("Port Today"), and in kinds ("the 2016 election")."""
    tokens = account.annotations.tokens
    head = head_of(tokens, token_range(account, time.span))
    if head is not None and tokens[head].dep in _NAMING and len(edtf(time.value) or "") < _LENGTH_OF_DAY:
        return True
    dateline = account.document.dateline
    if dateline is not None and dateline.value.span.shared(time.span):
        return True
    names = (m for m in mentions_near(account, time.span) if m.form == "name")
    return any(m.span.holds(time.span) and m.span != time.span for m in names)


def _clause(account: Account, sentence: int, time: Time) -> Span:
    """The clause of a sentence that a time belongs to, or the whole sentence where none can be cut out.

    A clause without a subject of its own is told with the verb it hangs on ("it wanted to open the bridge on Friday"),
    or with the noun it says something of ("the war that began in May").
    """
    annotations = account.annotations
    s, tokens = annotations.sentences[sentence], annotations.tokens
    inside = token_range(account, time.span)
    if not inside:
        return s.span
    head = inside[0]
    while tokens[head].head != head and not _heads_clause(tokens, head):
        head = tokens[head].head
    under = [i for i in range(s.first, s.last) if _is_under(account, i, head)]
    if tokens[head].dep in _OF_NOUN and under:
        noun = tokens[head].head
        under = [i for i in range(s.first, under[-1] + 1) if _is_under(account, i, noun)]
    elif not any(_is_subject(tokens[i], head) for i in under):
        under = []
    whole = len(under) >= _FEWEST and under == list(range(under[0], under[-1] + 1))
    return Span(tokens[under[0]].start, tokens[under[-1]].end) if whole else _phrase(account, sentence, inside)


def _heads_clause(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].pos in {"VERB", "AUX"} and tokens[i].dep in _CLAUSE_HEADS


def _is_subject(token: Token, verb: int) -> bool:
    """Whether a token is a verb's subject and says who: "that" and "which" only point back."""
    return token.head == verb and token.dep in {"nsubj", "nsubjpass"} and token.tag not in {"WDT", "WP"}


def _phrase(account: Account, sentence: int, time: range) -> Span:
    """The noun phrase that a time belongs to, up to the time ("the talks in Osterholm on May 4"), else the sentence."""
    s, tokens = account.annotations.sentences[sentence], account.annotations.tokens
    noun = tokens[time[0]].head
    while tokens[noun].head != noun and tokens[noun].pos not in {"VERB", "AUX"}:
        under = [i for i in range(s.first, time[-1] + 1) if _is_under(account, i, noun)]
        run = bool(under) and under == list(range(under[0], time[-1] + 1))
        if tokens[noun].pos == "NOUN" and run and len(under) >= _FEWEST:
            return Span(tokens[under[0]].start, tokens[under[-1]].end)
        noun = tokens[noun].head
    return s.span


def _is_under(account: Account, token: int, head: int) -> bool:
    tokens = account.annotations.tokens
    for _ in range(40):
        if token == head:
            return True
        if tokens[token].head == token:
            return False
        token = tokens[token].head
    return False


# ------------------------------------------------------------------ the same moment in several accounts


def _groups(accounts: Sequence[Account], links: Links, tellings: Sequence[_Telling]) -> Iterator[list[_Telling]]:
    by_date: dict[str, list[_Telling]] = {}
    for telling in tellings:
        by_date.setdefault(telling.date, []).append(telling)
    facts = _facts_of(accounts, links)
    for date in sorted(by_date):
        same = sorted(by_date[date], key=lambda t: (accounts[t.account].id, t.what))[:_MOST]
        every = combinations(range(len(same)), 2)
        pairs = ((i, j) for i, j in every if _tell_the_same(accounts, facts, same[i], same[j]))
        yield from ([same[i] for i in group] for group in clusters(len(same), pairs))


def _facts_of(accounts: Sequence[Account], links: Links) -> dict[tuple[int, int], frozenset[str]]:
    """The facts that each (account, sentence) states."""
    number = {account.id: n for n, account in enumerate(accounts)}
    found: dict[tuple[int, int], set[str]] = {}
    for fact in links.facts:
        for member in fact.members:
            n = number[member.document]
            sentence = accounts[n].annotations.sentence_at(member.start)
            if sentence is not None:
                found.setdefault((n, sentence), set()).add(fact.id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _tell_the_same(
    accounts: Sequence[Account], facts: dict[tuple[int, int], frozenset[str]], a: _Telling, b: _Telling
) -> bool:
    if a.account == b.account:
        return False
    none: frozenset[str] = frozenset()
    shared = facts.get((a.account, a.sentence), none) & facts.get((b.account, b.sentence), none)
    left = accounts[a.account].annotations.embeddings[a.sentence]
    right = accounts[b.account].annotations.embeddings[b.sentence]
    return round(float(np.dot(left, right)), 4) >= (_NEAR_OF_ONE_FACT if shared else _NEAR)


def _moment(accounts: Sequence[Account], links: Links, group: Sequence[_Telling]) -> Moment:
    clearest = min(group, key=lambda t: (_drawbacks(accounts[t.account], t), accounts[t.account].id, t.what))
    members = tuple(sorted({accounts[t.account].sentence(t.sentence) for t in group}))
    return Moment(
        date=clearest.date,
        what=shown(accounts[clearest.account], clearest.what),
        method=clearest.method,
        members=members,
        happening=_happening_of(links, clearest.date, members),
    )


def _drawbacks(account: Account, telling: _Telling) -> tuple[bool, bool, bool, int, float]:
    """What makes a sentence tell a moment worse: slant, quotation, an opening pronoun; then how late it comes."""
    sentence = account.annotations.sentences[telling.sentence]
    leaning = account.annotations.tokens[sentence.first].pos == "PRON"
    return sentence.biased >= 0.5, sentence.quoted >= 0.5, leaning, telling.sentence, -telling.confidence


def _happening_of(links: Links, date: str, members: Sequence[Citation]) -> str | None:
    """The happening that a moment is part of: the same date, and a sentence that tells it."""
    for happening in links.happenings:
        if happening.date and happening.date.value == date and set(happening.members) & set(members):
            return happening.id
    return None


def _is_told(moment: Moment, links: Links) -> bool:
    """Whether a happening's own moment already cites everything that this one does."""
    happening = next((h for h in links.happenings if h.id == moment.happening), None)
    return happening is not None and set(moment.members) <= set(happening.members)


def _of_happening(happening: Happening) -> Moment:
    date = happening.date
    return Moment(
        date=date.value if date else UNDATED,
        what=happening.what,
        method=date.method if date else "no account says when",
        members=happening.members,
        happening=happening.id,
    )
