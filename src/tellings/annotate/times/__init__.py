"""Time expressions: where they stand, and which day, span or repetition they mean.

The grammar (`rules`) proposes; here the longest of the overlapping matches is kept, the tense of the governing
verb says whether "Tuesday" lies behind or ahead, and clock times take their day from the date beside them.  What the
document does not say (an unknown year, an undated account) stays unknown in the value, and lowers the confidence.

Source: see `values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tellings.annotate.syntax.lines import Line, lines
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.times.anchor import Anchor, anchor_of
from tellings.annotate.times.anchor import read as read_date
from tellings.annotate.times.rules import LONGEST_LEAD, Rule, worth_trying
from tellings.annotate.times.values import Context, Value
from tellings.records import Document, Time

_STEPS = 25  # how far up the parse the governing verb is looked for
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_OPEN = frozenset({"may", "might", "must", "should", "can", "would"})  # "could" is as often past
_AHEAD = frozenset(
    {"plan", "expect", "schedule", "intend", "hope", "due", "set", "slate", "postpone", "aim", "likely", "bind"}
)
_BOUND = frozenset({"agree", "vow", "promise", "decide", "pledge", "prepare", "want", "need", "be", "have"})
_PRESENT = ("VBZ", "VBP")
_PLANNING = ("VBN", "VBZ", "VBP", "JJ")
_COMING = re.compile(
    r"\b(?:payable|effective|due|scheduled for|no later than|record) (?:on |in |by |from )?\Z", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\b(?:through|until|till|by) (?:the |(?:noon|midnight|[\d:]{1,5} ?[ap]\.?m\.?)(?: [A-Z]{2,4})?(?: on)? )?\Z",
    re.IGNORECASE,
)
_OWNED = re.compile(r"['’]s? (?!\W)")
_ABOUT_DONE = re.compile(r"\b(?:against|around|despite|following|over|since) \Z", re.IGNORECASE)
_EXTENDING = frozenset(
    {"postpone", "extend", "delay", "defer", "adjourn", "suspend", "give", "deadline", "wait", "put", "push"}
)
_SINCE = re.compile(r"\bsince (?:last |the )?\Z", re.IGNORECASE)
_GAP = re.compile(r",? ?(?:on|at)? ?")


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    order: int
    rule: Rule
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the text has named so far: the last date and the last day, or the anchor, and the last quarter, or ""."""

    date: Anchor
    day: Anchor
    quarter: str


def find(document: Document, parse: Parse) -> tuple[Time, ...]:
    """Every time expression of a document, in order.

    Args:
        document: Its publication date and dateline anchor what is relative; its offsets are those of the result.
        parse: Its words.

    Returns:
        Times by start.  Where nothing dates the document, weekdays stay "XXXX-WXX-2" and days "XXXX-XX-XX".
    """
    anchor = anchor_of(document)
    told = _Told(anchor, anchor, "")
    out: list[Time] = []
    for line, rules in lines(document, parse, worth_trying):
        found, told = _in_line(line, rules, anchor, told)
        out.extend(found)
    return tuple(out)


def _in_line(line: Line, rules: Sequence[Rule], anchor: Anchor, told: _Told) -> tuple[list[Time], _Told]:
    valued: list[tuple[int, int, Value]] = []
    done = 0
    for c in _longest(_candidates(line.text, rules), len(line.text)):
        direction = _direction(line, c.start, c.end)
        value = c.rule.value(c.match, Context(anchor, told.date, told.day, direction, told.quarter))
        if value is not None:
            valued.append((_led(line.text, c, done), c.end, value))
            told, done = _named(value, told, anchor), c.end
    return [_time(line, v, anchor) for v in _with_days(line.text, valued, anchor)], told


def _candidates(text: str, rules: Sequence[Rule]) -> Iterator[_Candidate]:
    for order, rule in enumerate(rules):
        for match in rule.pattern.finditer(text):
            yield _Candidate(match.start(), match.end(), order, rule, match)


def _longest(candidates: Iterator[_Candidate], length: int) -> list[_Candidate]:
    """The longest of overlapping candidates, then the earlier rule; in the order of the text."""
    kept: list[_Candidate] = []
    taken = bytearray(length)
    for c in sorted(candidates, key=lambda c: (c.start - c.end, c.order, c.start)):
        if taken.find(1, c.start, c.end) < 0:
            taken[c.start : c.end] = b"\x01" * (c.end - c.start)
            kept.append(c)
    return sorted(kept, key=lambda c: c.start)


def _led(text: str, c: _Candidate, done: int) -> int:
    """Where an expression starts, with the words before it that belong to it ("the end of", "nearly")."""
    first = max(done, c.start - LONGEST_LEAD)
    lead = c.rule.lead.search(text[first : c.start]) if c.rule.lead else None
    return first + lead.start() if lead else c.start


def _named(value: Value, told: _Told, anchor: Anchor) -> _Told:
    """The date that a later "the following day" counts from, and the quarter of "a year earlier".

    "The nine months" ends what is said of a quarter.
    """
    if value.value in ("P9M", "P6M"):
        return replace(told, quarter="")
    if value.type not in ("DATE", "TIME"):
        return told
    if re.fullmatch(r"\d{4}-Q\d", value.value):
        return told if "before" in value.method else replace(told, quarter=value.value)
    read = read_date(value.value)
    if read is None or value.method.startswith("from the date"):
        return told
    sure = min(value.confidence, anchor.confidence if value.anchored else 1.0)
    named = replace(read, confidence=sure)
    return replace(told, date=named, day=named if named.day else told.day)


# ------------------------------------------------------------------ tense


def _direction(line: Line, start: int, end: int) -> int:
    """-1 where an expression looks back (-2: surely), 1 where it looks ahead, 0 where the sentence does not say.

    What stands right before it ("since", "effective") says it, or else the tense of the verb above it.
    """
    before = line.text[max(0, start - 20) : start]
    if _SINCE.search(before):
        return -1
    if _COMING.search(before):
        return 1
    tense = _governed(line, line.token(start), line.token(end - 1))
    if tense <= 0 and (limit := _LIMIT.search(before)):
        return 1 if tense == 0 or _put_off(line, start - len(before) + limit.start()) else tense
    if tense > 0 and _OWNED.match(line.text, end) and _ABOUT_DONE.search(before):
        return 0  # "will appeal against Wednesday's ruling"
    return tense


def _put_off(line: Line, limit: int) -> bool:
    """Whether "until" follows a word that moves an end ahead, be it told in the past: "postponed it until Friday"."""
    here = line.token(limit)
    return any(t.lemma in _EXTENDING for t in line.tokens[max(line.first, here - 8) : here])


def _governed(line: Line, first: int, last: int) -> int:
    """The tense of the nearest verb above some tokens that has one; a past tense right above them counts double."""
    tokens, index, close = line.tokens, last, True
    for _ in range(_STEPS):
        token = tokens[index]
        if token.pos in ("VERB", "AUX") or token.lemma in _AHEAD:
            tense = _tense(line, index)
            if tense is not None:
                return tense * 2 if close and tense < 0 else tense
            close = False
        elif token.pos != "ADP" and not first <= index <= last:
            close = False
        if token.head == index:
            return 0
        index = token.head
    return 0


def _tense(line: Line, verb: int) -> int | None:
    """-1 past, 1 future, 0 a present that settles nothing; None where the verb above has to say."""
    token = line.tokens[verb]
    around = range(max(line.first, verb - 8), min(line.last, verb + 2))
    helpers = [t for i in around if (t := line.tokens[i]).head == verb and i != verb and t.dep in ("aux", "auxpass")]
    lemmas = {t.lemma for t in helpers}
    if lemmas & _FUTURE or (token.lemma == "go" and token.tag == "VBG") or _is_ahead(line, verb):
        return 1
    if "to" in lemmas:
        return _infinitive(line, verb)
    if lemmas & _OPEN:
        return -1 if "have" in lemmas else 1
    if token.tag == "VBD" or any(t.tag == "VBD" for t in helpers):
        return -1
    if any(t.tag in _PRESENT and t.lemma == "have" for t in helpers):
        return 0  # "has extended the offer through January"
    if token.tag == "VBN" and not helpers:
        return -1
    return None


def _is_ahead(line: Line, verb: int) -> bool:
    """Whether a word speaks of plans: "is scheduled for", "expects"; "set" only in "set to" and "set for"."""
    token = line.tokens[verb]
    if token.lemma not in _AHEAD or token.tag not in _PLANNING or _was(line, verb):
        return False
    follows = line.tokens[verb + 1].lemma if verb + 1 < line.last else ""
    return token.lemma != "set" or follows in ("to", "for")


def _was(line: Line, index: int) -> bool:
    """Whether a word stands under "had been": "it had been due to expire on Friday"."""
    near = line.tokens[max(line.first, index - 3) : index]
    return any(t.lemma == "have" and t.tag == "VBD" for t in near)


def _infinitive(line: Line, verb: int) -> int | None:
    """What lies ahead of a plan or a promise ("to meet on Friday") is future; else the verb above says."""
    above = line.tokens[verb].head
    head = line.tokens[above]
    if head.lemma in _AHEAD:
        return -1 if _was(line, above) else 1
    if head.lemma in _BOUND and (head.tag in _PRESENT or head.lemma not in ("be", "have")):
        return 1
    return None


# ------------------------------------------------------------------ clock times and their days


def _with_days(text: str, valued: list[tuple[int, int, Value]], anchor: Anchor) -> list[tuple[int, int, Value]]:
    """Clock times joined with the date that stands beside them, or dated by the only day of the sentence."""
    out: list[tuple[int, int, Value]] = []
    for item in valued:
        if out and (joined := _joined(text, out[-1], item)):
            out[-1] = joined
        else:
            out.append(item)
    days = sorted({v.value[:10] for _, _, v in out if v.type in ("DATE", "TIME") and read_date(v.value[:10])})
    days = [d for d in days if len(d) == 10]
    return [(s, e, _dated(v, days, anchor)) for s, e, v in out]


def _joined(text: str, one: tuple[int, int, Value], two: tuple[int, int, Value]) -> tuple[int, int, Value] | None:
    if not _GAP.fullmatch(text[one[1] : two[0]]):
        return None
    for clock, day in ((one[2], two[2]), (two[2], one[2])):
        if _undated(clock) and re.fullmatch(r"(?:\d{4}|XXXX)-(?:\d\d|XX|WXX)-(?:\d\d|XX|\d)(?:T[A-Z]{2})?", day.value):
            base = day.value.split("T")[0]
            value = replace(day, type="TIME", value=base + clock.value.removeprefix("XXXX-XX-XX"))
            return one[0], two[1], replace(value, method=f"clock time; {day.method}")
    return None


def _undated(value: Value) -> bool:
    return value.type == "TIME" and value.value.startswith("XXXX-XX-XXT") and value.method == "clock time"


def _dated(value: Value, days: Sequence[str], anchor: Anchor) -> Value:
    if not _undated(value):
        return value
    hour = value.value.removeprefix("XXXX-XX-XX")
    if len(days) == 1:
        return replace(value, value=days[0] + hour, method="clock time, day of the same sentence", confidence=0.7)
    if anchor.day is not None:
        return replace(value, value=anchor.value + hour, method="clock time, day of the account’s date", confidence=0.5)
    return value


def _time(line: Line, item: tuple[int, int, Value], anchor: Anchor) -> Time:
    start, end, value = item
    span = line.span(start, end)
    confidence = value.confidence * (anchor.confidence if value.anchored else 1.0)
    method = f"{value.method} ({anchor.method})" if value.anchored else value.method
    return Time(span.start, span.end, value.type, value.value, method, round(confidence, 3))
