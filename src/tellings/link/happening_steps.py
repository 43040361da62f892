"""What an account opens with on another day than the event it shares with others: an earlier step, or a follow-up.

A day in an opening is often that of a picture, of a page, or of the background.  So it counts only where a main verb
in the past or the future takes place on it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tellings.link.captions import is_caption
from tellings.link.happening_dates import Occasion, Said, as_day
from tellings.link.happening_days import days_of
from tellings.link.happening_titles import clause, name_by, same_event
from tellings.records import Account, Citation, Derived, Happening, Token

__all__ = ["further"]

_FIRST = 3  # sentences in which a day belongs to what the account opens with
_ASIDE = frozenset(("relcl",))
_TOLL = re.compile(r"\b(?:death toll|toll (?:rose|has risen|climbed))\b", re.I)  # an update of the event, not another
_PRESENT = frozenset(("VBZ", "VBP"))


def further(occasions: Sequence[Occasion], main: Happening) -> list[Happening]:
    """The happenings that single accounts of a group open with besides the one that all tell.

    Args:
        occasions: The accounts of one event, in the order of their ids.
        main: The event.

    Returns:
        By day; none where every account opens with that day, since then it is the event's.
    """
    if main.date is None:
        return []
    by_day: dict[str, list[tuple[Account, Said]]] = defaultdict(list)
    for occasion, said in zip(occasions, days_of(occasions), strict=True):
        first = next((s for s in said if s.sentence < _FIRST), None)
        other_day = first and first.value != main.date.value and as_day(first.value)
        if first and other_day and _is_news(occasion, first) and not _is_main(occasion, first, main):
            by_day[first.value].append((occasion.account, first))
    return [_step(day, told, main) for day, told in sorted(by_day.items()) if len(told) < len(occasions)]


def _is_main(occasion: Occasion, said: Said, main: Happening) -> bool:
    return same_event(clause(occasion.account, said.sentence)[0], main.what)


def _is_news(occasion: Occasion, said: Said) -> bool:
    account = occasion.account
    text = account.quote(account.sentence(said.sentence))
    if is_caption(text) or _TOLL.search(text) or said.words[:4].isdigit():
        return False
    verbs = _verbs(account, said)
    return bool(verbs) and all(_takes_place(account.annotations.tokens, v) for v in (verbs[0], verbs[-1]))


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
    auxiliaries = [t for t in tokens[max(0, verb - 12) : verb] if t.head == verb and t.dep in ("aux", "auxpass")]
    had = any(t.text.lower() in ("had", "’d", "'d") for t in auxiliaries)
    finite = auxiliaries[0] if auxiliaries else tokens[verb]
    return not had and (finite.tag not in _PRESENT or finite.lemma == "have")


def _step(day: str, told: Sequence[tuple[Account, Said]], main: Happening) -> Happening:
    account, said = told[0]
    text = name_by(account, said.sentence, taken=main.what)
    members: tuple[Citation, ...] = tuple(a.sentence(s.sentence) for a, s in told)
    date = Derived(day, f"the opening says “{said.words}”", 0.7)
    why = f"Opens with another day than the main event: “{said.words}”."
    return Happening("", text, date, None, tuple(a.id for a, _ in told), members, why)
