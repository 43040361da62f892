"""What accounts tell of other days than that of the event they share: earlier steps, answers to it, follow-ups.

A day in a text is often that of a picture, of a page, or of the background.  So it counts only where a main verb in the
past or the future takes place on it, outside quotations; and beyond the opening only within two days of the event,
since what lies further off is mostly background (in hand-made gold nine of ten such steps lie that near).  What
accounts tell of one day is one step where their sentences are alike, and several where they are not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tellings.link.captions import is_caption
from tellings.link.happenings.dates import Occasion, Said, as_day
from tellings.link.happenings.days import days_named
from tellings.link.happenings.titles import clause, name_by, same_event, stands_alone
from tellings.records import Account, Citation, Derived, Happening, Token

__all__ = ["further"]

_FIRST = 3  # sentences in which a day belongs to what the account opens with
_NEAR = 2  # days from the event, before or after, in which what an account tells further down is a step of the news
_MOST = 4  # steps shown of one event: the first of every day, the most told, those told first
_ALIKE = 0.5  # cosine from which sentences of one day tell one thing
_ASIDE = frozenset(("relcl",))
_TO_COME = frozenset(("xcomp", "acl"))
_TOLL = re.compile(r"\b(?:death toll|toll (?:rose|has risen|climbed))\b", re.I)  # an update of the event, not another
_NAMELESS = re.compile(r"^\W*(?:he|she|they|it)\b", re.I)  # whose day it is cannot be read off the sentence
_POSTED = re.compile(r"@\w|pic\.twitter|https?://|^\W*(?:correction|update)\b", re.I)  # the stamp of a post or a page
_PRESENT = frozenset(("VBZ", "VBP"))
_SURE = 0.7  # a day counted from another that the text named ("a day later") is less sure than this
_NOTHING = frozenset(("decline", "refuse", "fail"))  # "declined to comment on Monday" tells of nothing
_QUOTES = re.compile(r"[“”\"«»]")


@dataclass(frozen=True, slots=True)
class _Step:
    """A sentence that tells what took place on a day, and whose it is."""

    account: Account
    said: Said

    @property
    def citation(self) -> Citation:
        return self.account.sentence(self.said.sentence)


def further(occasions: Sequence[Occasion], main: Happening) -> list[Happening]:
    """The happenings that accounts of a group tell besides the event that all of them report.

    Args:
        occasions: The accounts of one event, in the order of their ids.
        main: The event.

    Returns:
        At most four, by day; none where the event has no day.
    """
    event = as_day(main.date.value) if main.date else None
    if event is None:
        return []
    by_day: dict[str, list[_Step]] = defaultdict(list)
    for occasion, named in zip(occasions, days_named(occasions), strict=True):
        for said in named:
            step = _Step(occasion.account, said)
            if _is_near(occasion, said, event) and _is_news(step) and not _is_main(step, main):
                by_day[said.value].append(step)
    steps = [(order, group) for _, day in sorted(by_day.items()) for order, group in enumerate(_told_apart(day))]
    shown = [group for _, group in sorted(steps, key=lambda s: (s[0], _rank(s[1])))[:_MOST]]
    found = [_happening(s, event, main.what) for s in sorted(shown, key=lambda s: (s[0].said.value, _rank(s)))]
    return [h for n, h in enumerate(found) if h.what not in {o.what for o in found[:n]}]


def _rank(steps: Sequence[_Step]) -> tuple[int, bool, int, Citation]:
    plain = any(_is_plain(s) for s in steps)
    return -len({s.account.id for s in steps}), not plain, steps[0].said.sentence, steps[0].citation


def _is_plain(step: _Step) -> bool:
    """Whether a sentence can be read by itself: it begins with no quotation and has no pronoun for a name."""
    return stands_alone(step.account, step.said.sentence) and not _QUOTES.match(step.account.quote(step.citation))


def _is_near(occasion: Occasion, said: Said, event: date) -> bool:
    """Whether a day is not that of the event, but near it and not to come, or one that the account opens with."""
    day = as_day(said.value)
    if day is None or day == event:
        return False
    over = occasion.day is None or day <= occasion.day
    return said.sentence < _FIRST or (over and abs((day - event).days) <= _NEAR)


def _is_main(step: _Step, main: Happening) -> bool:
    return same_event(clause(step.account, step.said.sentence)[0], main.what)


def _is_news(step: _Step) -> bool:
    account, said = step.account, step.said
    text = account.quote(step.citation)
    if is_caption(text) or _TOLL.search(text) or _POSTED.search(text) or said.words[:4].isdigit():
        return False
    if said.confidence < _SURE or _quoted(step) or _NAMELESS.match(text):
        return False
    verbs = _verbs(account, said)
    tokens = account.annotations.tokens
    return bool(verbs) and not _intended(tokens, verbs) and all(_takes_place(tokens, v) for v in (verbs[0], verbs[-1]))


def _intended(tokens: Sequence[Token], verbs: Sequence[int]) -> bool:
    """Whether the day is that of something that was only to come: "threatened to strike from Monday"."""
    return any(tokens[v].tag == "VB" and tokens[v].dep in _TO_COME for v in verbs[:-1])


def _quoted(step: _Step) -> bool:
    """Whether a day is named inside somebody's quotation: it is told there, not by the account."""
    before = step.account.document.text[step.citation.start : step.said.start]
    direct = (a for a in step.account.annotations.attributions if a.quotation == "direct")
    inside = any(c.start <= step.said.start < c.end for a in direct for c in a.content)
    return inside or len(_QUOTES.findall(before)) % 2 == 1


def _verbs(account: Account, said: Said) -> list[int]:
    """The verbs above a day, by token index, up to the main one; none where it only says which of several is meant."""
    tokens = account.annotations.tokens
    at = next((i for i, t in enumerate(tokens) if t.start <= said.start < t.end), None)
    found: list[int] = []
    while at is not None:
        if tokens[at].pos in ("VERB", "AUX"):
            found.append(at)
        if tokens[at].dep in _ASIDE:
            return []
        at = tokens[at].head if tokens[at].head != at else None
    return found


def _takes_place(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a verb tells of what came to pass or will: not in the present, as captions do, nor of what had been."""
    under = [t for t in tokens[max(0, verb - 12) : verb] if t.head == verb]
    auxiliaries = [t for t in under if t.dep in ("aux", "auxpass")]
    had = any(t.text.lower() in ("had", "’d", "'d") for t in auxiliaries)
    if any(t.dep == "neg" or t.text.lower() in ("not", "n't", "n’t") for t in under) or tokens[verb].lemma in _NOTHING:
        return False
    finite = auxiliaries[0] if auxiliaries else tokens[verb]
    return not had and (finite.tag not in _PRESENT or finite.lemma == "have")


# ------------------------------------------------------------------ one thing told, or several


def _told_apart(day: Sequence[_Step]) -> Iterator[list[_Step]]:
    """What accounts tell of one day: the most told first; of what one account tells of it, the first alone."""
    heard: set[str] = set()
    for group in sorted(_alike(day), key=_rank):
        if not {s.account.id for s in group} <= heard:
            yield group
        heard |= {s.account.id for s in group}


def _alike(steps: Sequence[_Step]) -> list[list[_Step]]:
    """Sentences of one day, those together that tell one thing; each by the sentences nearest to the first."""
    rest, groups = sorted(steps, key=lambda s: (s.said.sentence, s.citation)), []
    while rest:
        first = rest[0].account.annotations.embeddings[rest[0].said.sentence]
        near = [round(float(np.dot(first, s.account.annotations.embeddings[s.said.sentence])), 4) for s in rest]
        groups.append([s for s, n in zip(rest, near, strict=True) if s is rest[0] or n >= _ALIKE])
        rest = [s for s, n in zip(rest[1:], near[1:], strict=True) if n < _ALIKE]
    return groups


def _happening(steps: Sequence[_Step], event: date, taken: str) -> Happening:
    first = min(steps, key=lambda s: (not _is_plain(s), s.said.sentence, s.citation))
    index = first.said.sentence
    text = name_by(first.account, index, taken=taken) if index < _FIRST else clause(first.account, index)[0]
    said = first.said
    day = Derived(said.value, f"the sentence says “{said.words}”: {said.method}", round(said.confidence, 2))
    told = {s.account.id: s.citation for s in reversed(steps)}
    return Happening("", text, day, None, tuple(sorted(told)), tuple(sorted(told.values())), _why(first, event))


def _why(step: _Step, event: date) -> str:
    """One line: which day, and where it stands to the event."""
    where = "Opens with" if step.said.sentence < _FIRST else "Tells, further down, of"
    side = "before" if step.said.value < event.isoformat() else "after"
    return f"{where} a day {side} the main event: “{step.said.words}”."
