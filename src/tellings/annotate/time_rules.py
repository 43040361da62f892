"""The grammar of English time expressions: what is recognised, and the TIMEX3 type and value of each.

A rule is a pattern over a sentence's characters and a function that gives the value from the match and a `Context`.
The patterns consist of bounded parts, so matching is linear.  The longest match wins (see `times`); of two equally long
ones, the earlier rule.

Source: the value conventions are those of TimeBank's TIMEX3 (Pustejovsky et al. 2003), the direction of weekdays and
months by tense follows HeidelTime's rules for news (Strötgen and Gertz 2010); the patterns are our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tellings.annotate import time_anchor as cal
from tellings.annotate.numbers import CARDINAL, ORDINAL, cardinal, ordinal
from tellings.annotate.time_anchor import Anchor

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is worked out from.

    `direction` is -1 where the sentence speaks of the past, 1 of the future, 0 where the tense does not say;
    `last` is the date named before in the text, or the anchor; `quarter` the quarter named before, or "".
    """

    anchor: Anchor
    last: Anchor
    direction: int
    quarter: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """TIMEX3 type and value, how it was found, and how sure that is in itself (0 to 1)."""

    type: str
    value: str
    method: str
    confidence: float = 0.9
    anchored: bool = False  # whether it rests on the anchor


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its matches mean; None from `value` says that a match is no time after all."""

    pattern: re.Pattern[str]
    value: Callable[[Match, Context], Value | None]


# ------------------------------------------------------------------ vocabulary

_MONTHS = {
    m: n + 1
    for n, names in enumerate(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"]
    )
    for m in names.split()
}  # fmt: skip
_DAYS = {
    d: n + 1
    for n, names in enumerate(
        ["monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun"]
    )
    for d in names.split()
}  # fmt: skip
_PARTS = {
    "morning": "TMO", "midday": "TMI", "lunchtime": "TMI", "afternoon": "TAF", "evening": "TEV", "night": "TNI",
    "overnight": "TNI", "dawn": "TMO", "dusk": "TEV", "daybreak": "TMO", "mid-afternoon": "TAF", "mid-morning": "TMO",
}  # fmt: skip
_UNITS = {
    "second": "TS", "minute": "TM", "min": "TM", "hour": "TH", "day": "D", "night": "D", "weekend": "WE", "week": "W",
    "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "season": "S", "decade": "E", "century": "C",
    "centurie": "C", "hr": "TH", "sec": "TS",
}  # fmt: skip
_SOME = {
    "a": 1.0, "an": 1.0, "one": 1.0, "a single": 1.0, "another": 1.0, "a couple of": 2.0, "a couple": 2.0,
    "half a": 0.5, "half an": 0.5, "a half": 0.5, "a quarter of an": 0.25, "a full": 1.0, "a whole": 1.0, "a further": 1.0,
    "an additional": 1.0,
}  # fmt: skip
_HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year’s eve": (12, 31), "new year's day": (1, 1), "new year’s day": (1, 1),
    "valentine's day": (2, 14), "valentine’s day": (2, 14), "halloween": (10, 31), "april fools' day": (4, 1),
    "may day": (5, 1), "d-day": (6, 6), "bastille day": (7, 14), "veterans day": (11, 11), "juneteenth": (6, 19),
}  # fmt: skip

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.(?! [a-z]))"
_PART = r"(?:mid-afternoon|mid-morning|lunchtime|morning|midday|afternoon|evening|night|overnight|dawn|dusk|daybreak)"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|seasons?|decades?|century|centuries)"
_CAL = r"(?:weekend|week|fortnight|month|quarter|year|season|decade|century)"
_WHEN = r"(?:(?:very )?(?:early|earlier|late|later|mid|middle|sometime)(?:-| in | on | of | this | )?)"
_EDGE = r"(?:(?:the )?(?:beginning|start|middle|end|first half|second half|rest|remainder|eve|close|turn|course|height) of )"
_ABOUT = (
    r"(?:(?:at least|at most|up to|as long as|as many as|more than|less than|fewer than|no more than|no less than|nearly|almost"
    r"|about|around|roughly|approximately|some|over|under|just over|just under|well over|close to|only|just|an estimated|another|barely) )"
)
_FEW = r"(?:several|a few|a number of|many|some|a handful of|dozens of|hundreds of|thousands of|countless)"
_N = rf"(?:(?:half an?|a half|a couple of|a couple|a quarter of an|a single|another|a full|a whole|a further|an additional)\b|{CARDINAL}(?! ?(?:[ap]\.?m)\b)|\ban?\b)"
_CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?::[0-5]\d)?)? ?(?:[ap]\.m\.|[ap]\.?m\b)|\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d (?=GMT|UTC|hours|hrs|EST|EDT|local)|\b(?:noon|midnight|midday)\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]) o[’']clock\b)"
)
_ZONE = r"(?:\s?\(?(?:GMT|UTC|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|BST|CET|CEST|MSK|IST|JST|KST|AEST|AEDT|Z|EET|EEST|local time|Eastern(?: [Tt]ime)?|Central(?: [Tt]ime)?|Pacific(?: [Tt]ime)?|Moscow time|Kyiv time|[A-Z][a-z]+ time)\b\)?)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"


def _number(text: str) -> float:
    word = re.sub(r"\s+", " ", text.strip().lower())
    return _SOME[word] if word in _SOME else cardinal(word)


def _unit(text: str) -> str:
    word = text.lower()
    return _UNITS[word] if word in _UNITS else _UNITS[word.removesuffix("s")]


def _month_number(text: str) -> int:
    return _MONTHS[text.lower().rstrip(".")]


def _day_number(text: str) -> int:
    return _DAYS[text.lower().rstrip(".")]


def _year(text: str) -> int:
    """ "1998", "'98" and "98"."""
    digits = int(re.sub(r"\D", "", text))
    return digits if digits >= 100 else digits + (1900 if digits > 40 else 2000)


def _period(amount: float, unit: str) -> str:
    """A TIMEX3 duration: "P3Y", an hour and a half is "PT1H30M"."""
    prefix, letter, amount = _scaled(amount, unit)
    whole, finer = int(amount), _FINER.get(prefix + letter)
    rest = round((amount - whole) * finer[0]) if finer else 0
    if finer is None or not rest:
        return f"{prefix}{amount:.0f}{letter}"
    head = f"{prefix}{whole}{letter}" if whole else prefix
    return f"{head}{finer[1]}{rest}{finer[2]}"


_FINER = {"PY": (12, "", "M"), "PTH": (60, "", "M"), "PD": (24, "T", "H"), "PTM": (60, "", "S"), "PW": (7, "", "D")}
_COARSE = {"E": (10, "Y"), "C": (100, "Y"), "Q": (3, "M"), "S": (1, "X"), "WE": (1, "WE")}


def _scaled(amount: float, unit: str) -> tuple[str, str, float]:
    if unit.startswith("T"):
        return "PT", unit[1], amount
    factor, letter = _COARSE.get(unit, (1, unit))
    return "P", letter, amount * factor


def _vague(unit: str) -> str:
    """A duration of unknown length: "PXY"."""
    return f"PTX{unit[1]}" if unit.startswith("T") else f"PX{ {'C': 'C', 'E': 'E'}.get(unit, _COARSE.get(unit, (1, unit))[1]) }"


def _fixed(kind: str, value: str, method: str, confidence: float = 0.95) -> Callable[[Match, Context], Value | None]:
    return lambda _m, _c: Value(kind, value, method, confidence)


# ------------------------------------------------------------------ dates


def _numeric(m: Match, _c: Context) -> Value | None:
    if m["iso"]:
        return Value("DATE", m["iso"], "written in full", 0.99)
    first, second, year = int(m["a"]), int(m["b"]), _year(m["y"])
    month, day = (first, second) if first <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    sure = first > 12 or second > 12 or first == second
    return Value("DATE", cal.written(year, month, day), "numeric date" + ("" if sure else ", month first"), 0.9 if sure else 0.6)


def _full(m: Match, c: Context) -> Value | None:
    month, day = _month_number(m["month"]), _of_month(m["day"])
    if not 1 <= day <= 31:
        return None
    if m["year"]:
        return Value("DATE", cal.written(_year(m["year"]), month, day), "written in full", 0.99)
    value = cal.nearest(c.anchor, month, day, c.direction)
    return Value("DATE", value, "day and month, nearest year that fits the tense", 0.9, anchored=True)


def _of_month(text: str) -> int:
    return int(re.sub(r"\D", "", text)) if text[0].isdigit() else ordinal(text)


def _month_year(m: Match, c: Context) -> Value | None:
    month = _month_number(m["month"])
    if m["year"]:
        return Value("DATE", cal.written(_year(m["year"]), month), "month and year", 0.98)
    steps = {"last": -1, "this": 0, "next": 1}[m["which"].lower()]
    year = None if c.anchor.year is None else c.anchor.year + steps
    return Value("DATE", cal.written(year, month), f"month, {m['which'].lower()} year", 0.95, anchored=True)


def _month_alone(m: Match, c: Context) -> Value | None:
    name, lead = m["month"], (m["lead"] or "").strip().lower()
    if not _really_month(m, name, lead):
        return None
    month = _month_number(name)
    if lead in ("last", "past") and c.anchor.month == month and c.anchor.year:
        return Value("DATE", cal.written(c.anchor.year - 1, month), "month before the anchor", 0.8, anchored=True)
    if lead == "this" and c.anchor.year:
        return Value("DATE", cal.written(c.anchor.year, month), "month of this year", 0.9, anchored=True)
    side = _LEADS.get(lead) or (1 if re.search(r"\b(?:by|until|till) $", m.string[: m.start()][-7:]) else 0)
    value = cal.month(c.anchor, month, side) if side else cal.near_month(c.anchor, month, c.direction)
    return Value("DATE", value, "month nearest to the anchor", 0.85 if lead or c.direction else 0.75, anchored=True)


_LEADS = {"last": -1, "past": -1, "this past": -1, "since": -1, "next": 1, "coming": 1}


def _really_month(m: Match, name: str, lead: str) -> bool:
    """May, March, Jan and the like are also verbs and names: these need a preposition before them."""
    if name.rstrip(".") in ("May", "March", "Mar", "Jan", "Jun", "April", "June", "August", "Dec", "Apr", "Sep"):
        before, after = m.string[: m.start()].rstrip(), m.string[m.end() : m.end() + 2]
        strong = bool(lead) or re.search(r"(?:\b(?:in|since|by|until|of|from|to|and|between|through|during|for|till)|,)$", before[-9:])
        return bool(strong) and not re.match(r" [A-Z]", after)
    return True


def _season(m: Match, c: Context) -> Value | None:
    code = cal.SEASONS[m["season"].lower()]
    if m["year"]:
        return Value("DATE", f"{_year(m['year']):04d}-{code}", "season and year", 0.95)
    which = (m["which"] or "").lower()
    steps = {"last": -1 if _season_ahead(c, code) else 0, "next": 1 if not _season_ahead(c, code) else 0}.get(which, 0)
    return Value("DATE", f"{cal.shifted_years(c.anchor, steps)}-{code}", "season, from the anchor", 0.8, anchored=True)


def _season_ahead(c: Context, code: str) -> bool:
    """Whether this year's season is not over at the anchor: then "last summer" was the year before."""
    return (c.anchor.month or 12) <= {"SP": 5, "SU": 8, "FA": 11, "WI": 12}[code]


def _bare_year(m: Match, _c: Context) -> Value | None:
    if m["short"]:
        return Value("DATE", str(_year(m["short"])), "two-digit year", 0.85)
    return Value("DATE", m["year"], "year", 0.95 if m["lead"] else 0.85)


_TEN = {"ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


def _spoken_year(m: Match, _c: Context) -> Value | None:
    head = 1900 if m["head"].lower() == "nineteen" else 2000
    return Value("DATE", str(head + int(cardinal(m["tail"]) if m["tail"] else 0)), "year in words", 0.9)


def _decade(m: Match, _c: Context) -> Value | None:
    if m["long"]:
        return Value("DATE", m["long"][:3], "decade", 0.95)
    if m["short"]:
        return Value("DATE", "19" + m["short"][0] if m["short"][0] > "2" else "20" + m["short"][0], "decade", 0.85)
    return Value("DATE", f"19{_TEN[m['word'].lower().replace('ies', 'y')] // 10}", "decade in words", 0.85)


def _century(m: Match, _c: Context) -> Value | None:
    return Value("DATE", f"{ordinal(m['nth']) - 1:02d}", "century", 0.95)


def _weekday(m: Match, c: Context) -> Value | None:
    number, which = _day_number(m["day"]), (m["which"] or "").lower()
    if m["plural"] or m["parts"] or (which in ("every", "each")):
        return Value("SET", f"XXXX-WXX-{number}" + (_PARTS[m["part"].lower()] if m["part"] else ""), "each weekday", 0.9)
    forward = which in ("next", "coming", "this coming") or (which not in ("last", "this past", "past") and c.direction > 0)
    anchor = c.anchor
    value = cal.weekday(anchor, number, 1 if forward else -1)
    if anchor.date and value == anchor.value and which in ("last", "next"):
        value = cal.shifted_days(anchor, 7 if forward else -7)
    kind, method = "DATE", "weekday, " + ("on or after" if forward else "on or before") + " the anchor"
    if m["part"]:
        kind, value = "TIME", value + _PARTS[m["part"].lower()]
    if not anchor.date:
        return Value(kind, value, "weekday, no date to anchor it", 0.5)
    return Value(kind, value, method, 0.9 if which or c.direction else 0.8, anchored=True)


def _near_day(m: Match, c: Context) -> Value | None:
    word = re.sub(r"\s+", " ", m["word"].lower())
    steps = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}[word]
    value = cal.shifted_days(c.anchor, steps)
    if m["part"]:
        return Value("TIME", value + _PARTS[m["part"].lower()], "from the anchor", 0.9, anchored=True)
    return Value("DATE", value, "from the anchor", 0.9, anchored=True)


def _day_part(m: Match, c: Context) -> Value | None:
    """ "This morning", "last night", "tonight", "overnight"."""
    text = m.group().lower()
    steps = -1 if "last" in text else 0
    part = _PARTS[m["part"].lower()] if m["part"] else "TEV" if "evening" in text else "TNI"
    return Value("TIME", cal.shifted_days(c.anchor, steps) + part, "from the anchor", 0.85, anchored=True)


def _calendar(m: Match, c: Context) -> Value | None:
    """ "Last week", "earlier this month", "next year"."""
    which = m["which"].lower()
    steps = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1}.get(which.split()[-1], 0)
    told = which.split()[-1] in ("following", "previous", "same", "that", "preceding", "prior")
    steps = {"following": 1, "preceding": -1, "prior": -1}.get(which.split()[-1], steps)
    if told and c.quarter and m["unit"].lower() == "quarter":
        return Value("DATE", c.quarter, "the quarter named before", 0.7)
    value = _stepped(c.last if told else c.anchor, m["unit"].lower(), steps)
    if which == "the" and m["unit"].lower() == "weekend" and c.direction <= 0 and c.anchor.date and c.anchor.date.isoweekday() < 6:
        value = cal.shifted_weeks(c.anchor, -1) + "-WE"
    if value is None:
        return None
    return Value("DATE", value, "from the date named before" if told else "from the anchor", 0.7 if told else 0.9, anchored=True)


def _stepped(anchor: Anchor, unit: str, steps: int) -> str | None:
    if unit in ("decade", "century"):
        return _long_unit(anchor, unit, steps)
    moves: dict[str, Callable[[Anchor, int], str]] = {
        "day": cal.shifted_days, "week": cal.shifted_weeks, "month": cal.shifted_months,
        "quarter": cal.shifted_quarters, "year": cal.shifted_years, "season": cal.shifted_years,
        "weekend": lambda a, n: cal.shifted_weeks(a, n) + "-WE", "fortnight": lambda a, n: cal.shifted_weeks(a, 2 * n),
    }  # fmt: skip
    return moves[unit](anchor, steps) if unit in moves else None


def _long_unit(anchor: Anchor, unit: str, steps: int) -> str | None:
    if anchor.year is None:
        return "XXX" if unit == "decade" else "XX"
    size = 10 if unit == "decade" else 100
    return str(anchor.year // size + steps)


def _told_day(m: Match, c: Context) -> Value | None:
    """ "The following day", "a day earlier", "that day": from the date named before."""
    word = m.group().lower()
    steps = 1 if re.search(r"following|next|after|later", word) else -1 if re.search(r"previous|before|earlier|prior", word) else 0
    return Value("DATE", cal.shifted_days(c.last, steps), "from the date named before", 0.65, anchored=True)


def _ago(m: Match, c: Context) -> Value | None:
    """ "Two weeks ago", "three years earlier", "six months from now"."""
    back = m["how"].lower() in ("ago", "earlier", "before", "previously", "prior", "back")
    if m["few"]:
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF", "vague distance", 0.8)
    base = c.anchor if m["how"].lower() in ("ago", "from now", "back") else c.last
    amount, unit = _number(m["n"]) + (0.5 if m["half"] else 0), _unit(m["unit"])
    if c.quarter and unit == "Y" and amount == 1 and back:
        return Value("DATE", f"{int(c.quarter[:4]) - 1}{c.quarter[4:]}", "a year before the quarter named before", 0.7)
    value = _away(base, amount * (-1 if back else 1), unit)
    if value is None:
        return None
    kind = "TIME" if unit.startswith("T") else "DATE"
    told = base is not c.anchor
    return Value(kind, value, "from the date named before" if told else "from the anchor", 0.65 if told else 0.85, anchored=True)


def _away(anchor: Anchor, amount: float, unit: str) -> str | None:
    steps = round(amount) if abs(amount) < 4000 else 0
    if not steps and unit != "Y":
        return anchor.value if unit.startswith("T") else None
    if unit == "Y" and amount != int(amount):
        return cal.shifted_months(anchor, round(amount * 12))
    if unit in ("E", "C"):
        return cal.shifted_years(anchor, steps * (10 if unit == "E" else 100))
    moves: dict[str, Callable[[Anchor, int], str]] = {
        "D": cal.shifted_days, "W": cal.shifted_weeks, "M": cal.shifted_months,
        "Q": cal.shifted_quarters, "Y": cal.shifted_years, "S": cal.shifted_years,
    }  # fmt: skip
    return moves[unit](anchor, steps) if unit in moves else anchor.value


def _quarter(m: Match, c: Context) -> Value | None:
    """ "The third quarter" of a business year; in a match report it is a part of the game."""
    if re.search(r"\b(?:game|points?|goals?|touchdowns?|score[ds]?|coach|team|yards?|rebounds?)\b", m.string, re.IGNORECASE):
        return None
    number = ordinal(m["nth"])
    if number > 4:
        return None
    if m["year"]:
        return Value("DATE", f"{_year(m['year']):04d}-Q{number}", "quarter and year", 0.95)
    which = (m["which"] or m["after"] or "").lower()
    if which[:4].isdigit():
        return Value("DATE", f"{which[:4]}-Q{number}", "quarter and year", 0.95)
    if which:
        steps = {"last": -1, "next": 1, "year-ago": -1, "year-earlier": -1}.get(which.split()[0].removesuffix("'s").removesuffix("’s"), 0)
        return Value("DATE", f"{cal.shifted_years(c.anchor, steps)}-Q{number}", "quarter, from the anchor", 0.85, anchored=True)
    return Value("DATE", _near_quarter(c, number), "quarter nearest to the anchor", 0.75, anchored=True)


def _near_quarter(c: Context, number: int) -> str:
    if c.anchor.year is None or c.anchor.month is None:
        return f"XXXX-Q{number}"
    ahead = number > (c.anchor.month - 1) // 3 + 1
    return f"{c.anchor.year - (ahead and c.direction <= 0):04d}-Q{number}"


def _same_quarter(m: Match, c: Context) -> Value | None:
    """ "The quarter", "the latest period", "the year-earlier quarter", in a text that has named its quarter."""
    back = bool(re.search(r"year", m.group(), re.IGNORECASE))
    if c.quarter:
        return Value("DATE", f"{int(c.quarter[:4]) - back}{c.quarter[4:]}", "the quarter named before", 0.7)
    return Value("DATE", cal.shifted_years(c.anchor, -1), "from the anchor", 0.6, anchored=True) if back else None


def _holiday(m: Match, c: Context) -> Value | None:
    month, day = _HOLIDAYS[m["name"].lower()]
    if m["year"]:
        return Value("DATE", cal.written(_year(m["year"]), month, day), "holiday and year", 0.9)
    return Value("DATE", cal.nearest(c.anchor, month, day, c.direction), "holiday, nearest year", 0.75, anchored=True)


# ------------------------------------------------------------------ durations, sets, clock times


def _duration(m: Match, _c: Context) -> Value | None:
    unit = _unit(m["unit"])
    if m["few"]:
        return Value("DURATION", _vague(unit), "vague length", 0.8)
    if re.fullmatch(_YEAR, m["n"]) and not m["unit"].endswith("s"):
        return None
    amount = _number(m["n"]) + (0.5 if m["half"] else 0)
    if m["unit"].lower() in ("fortnight", "fortnights"):
        amount *= 2
    if unit in ("Q", "TS") and (amount <= 1 or m.string[m.end("n") : m.end("n") + 1] == "-"):
        return None
    return Value("DURATION", _period(amount, unit), "length", 0.9)


def _compound_duration(m: Match, _c: Context) -> Value | None:
    """ "Two years and six months", "2 hours 24 minutes"."""
    first, second = _unit(m["u1"]), _unit(m["u2"])
    one, two = _period(_number(m["n1"]), first), _period(_number(m["n2"]), second)
    joined = one + (two.removeprefix("PT") if one.startswith("PT") else two.removeprefix("P"))
    return Value("DURATION", joined, "length", 0.9)


def _half_more(m: Match, _c: Context) -> Value | None:
    """ "A year and a half", "an hour and a quarter"."""
    more = 0.5 if m["part"].lower() == "half" else 0.25
    return Value("DURATION", _period(_number(m["n"]) + more, _unit(m["unit"])), "length", 0.9)


def _nth(m: Match, _c: Context) -> Value | None:
    """ "Its third year", "a fifth straight day": how long a thing has gone on, counted to the period it is in."""
    return Value("DURATION", _period(ordinal(m["nth"]), _unit(m["unit"])), "ordinal: in the period of that number", 0.7)


def _loose_plural(m: Match, _c: Context) -> Value | None:
    return Value("DURATION", _vague(_unit(m["unit"])), "vague length", 0.75)


def _recent(m: Match, _c: Context) -> Value | None:
    return Value("DURATION" if m["unit"] in ("years", "decades") else "DATE", _vague(_unit(m["unit"])) if m["unit"] in ("years", "decades") else "PAST_REF", "vague", 0.7)


_SETS = {
    "daily": "XXXX-XX-XX", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "yearly": "XXXX",
    "annually": "XXXX", "nightly": "XXXX-XX-XXTNI", "hourly": "PT1H", "biweekly": "P2W",
}  # fmt: skip


def _set_word(m: Match, _c: Context) -> Value | None:
    return Value("SET", _SETS[m["word"].lower()], "repeated", 0.8)


def _every(m: Match, _c: Context) -> Value | None:
    amount = _number(m["n"]) if m["n"] else 1.0
    if (m["part"] or "").lower() in _PARTS:
        return Value("SET", "XXXX-XX-XX" + _PARTS[m["part"].lower()], "repeated", 0.85)
    if m["month"]:
        return Value("SET", f"XXXX-{_month_number(m['month']):02d}", "repeated", 0.9)
    if m["season"]:
        return Value("SET", f"XXXX-{cal.SEASONS[m['season'].lower()]}", "repeated", 0.9)
    return Value("SET", _period(amount * (2 if m["other"] else 1), _unit(m["unit"])), "repeated", 0.85)


def _clock(m: Match, _c: Context) -> Value | None:
    hour = _hour(m["clock"])
    return None if hour is None else Value("TIME", f"XXXX-XX-XX{hour}", "clock time", 0.6)


def _hour(text: str) -> str | None:
    """ "11:30 p.m." as "T23:30"; None where the digits are no time of day."""
    word = text.lower().strip()
    if word in ("noon", "midday"):
        return "T12:00"
    if word == "midnight":
        return "T24:00"
    if "clock" in word:
        return f"T{int(cardinal(word.split()[0])):02d}:00"
    digits = re.findall(r"\d+", word)
    hour, minute = (int(digits[0]), digits[1] if len(digits) > 1 else "00")
    if hour > 24:
        hour, minute = divmod(hour, 100)[0], f"{hour % 100:02d}"
    if re.search(r"[ap]\.?m", word):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if re.search(r"p\.?m", word) else 0)
    elif re.fullmatch(r"\d{4}", word):
        hour, minute = int(word[:2]), word[2:]
    second = f":{digits[2]}" if len(digits) > 2 else ""
    return f"T{hour:02d}:{minute}{second}"


# ------------------------------------------------------------------ the grammar


def _rule(pattern: str, value: Callable[[Match, Context], Value | None], *, cased: bool = False) -> Rule:
    return Rule(re.compile(pattern, 0 if cased else re.IGNORECASE), value)


_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_TAIL_YEAR = rf"(?:,? (?P<year>{_YEAR}))"
_THE_DAY = r"(?P<day>[0-3]?\d(?:st|nd|rd|th)?)"

RULES: tuple[Rule, ...] = (
    _rule(rf"(?<![\d/.-])(?:(?P<iso>{_YEAR}-[01]\d-[0-3]\d)|(?P<a>[0-3]?\d)[/](?P<b>[0-3]?\d)[/](?P<y>(?:19|20)?\d\d))(?![\d/-])", _numeric),
    _rule(rf"\b(?i:(?:{_WHEN}|{_EDGE})?(?:{_DAY},? (?:the )?)?(?:\()?)(?P<month>{_MONTH}) {_THE_DAY}(?!\d|:\d|%|[.,]\d{{3}})(?:,? (?P<year>{_YEAR})(?!\d))?", _full, cased=True),
    _rule(rf"\b(?:(?:{_DAY},? )?(?:the )?)(?P<day>[0-3]?\d(?:st|nd|rd|th)?|(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)(?: of)? (?P<month>{_MONTH}){_TAIL_YEAR}?", _full, cased=True),
    _rule(rf"\b(?:{_WHEN}|{_EDGE})?(?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{_YEAR})(?!\d)|,? (?P<which>last|this|next) year)\b", _month_year),
    _rule(rf"\b(?i:(?:{_WHEN}|{_EDGE})?)(?i:(?P<lead>last|next|this past|this|past|since|coming) )?(?P<month>{_MONTH})(?!\w)", _month_alone, cased=True),
    _rule(rf"\b(?:{_WHEN}|{_EDGE})?(?:(?P<which>last|this|next|this past) |the |(?:in|of|since|by|during|until) )?{_SEASON}(?: of| in)?(?: |[ ]?[’'])(?P<year>{_YEAR})\b", _season),
    _rule(rf"\b(?:{_WHEN}|{_EDGE})?(?P<which>last|this|next|this past) {_SEASON}\b(?P<year>(?!))?", _season),
    _rule(rf"(?<![\w$€£.,/–-])(?:(?:{_WHEN}|{_EDGE})?(?P<lead>the year |fiscal year |fiscal |the fiscal year |(?:(?:in|since|by|during|until|from|of|for|to|between|and|before|after) (?=\d)))?)(?P<year>{_YEAR})(?![\w%/]|,\d|\.\d|-(?!era|style|based)\w| (?:people|troops|soldiers|men|women|dollars|euros|pounds|miles|km|votes|square|feet|tons|tonnes|homes|houses|students|employees|workers|jobs|points|meters|metres))(?P<short>(?!))?", _bare_year),
    _rule(r"(?<!\w)[’'](?P<short>[0-9]\d)(?![\w’'])(?P<year>(?!))?(?P<lead>(?!))?", _bare_year),
    _rule(rf"\b(?P<head>nineteen|two thousand(?: and)?) (?P<tail>(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)\b", _spoken_year),
    _rule(rf"\b(?:the )?(?:{_WHEN}|{_EDGE})?(?:the )?(?:(?:early|late|mid)[- ])?(?:(?P<long>(?:1[5-9]|20)\d0)[’']?s|(?<!\w)[’']?(?P<short>[2-9]0)[’']?s|(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b", _decade),
    _rule(rf"\b(?:the )?(?:(?:early|late|mid)[- ])?(?P<nth>{ORDINAL})[- ]century\b", _century),
    _rule(rf"\b(?i:(?:{_WHEN}|{_EDGE})?)(?i:(?P<which>last|next|this past|this coming|this|past|coming|every|each) )?(?P<day>{_DAY})(?P<plural>s\b)?(?: (?i:(?P<part>{_PART}))(?P<parts>s)?\b)?(?!\w)", _weekday, cased=True),
    _rule(rf"\b(?:{_WHEN})?(?P<word>today|yesterday|tomorrow|the day before yesterday|the day after tomorrow)(?: (?P<part>{_PART})\b)?(?! ?['’]s (?:paper|world|youth|society|generation))", _near_day),
    _rule(rf"\b(?P<part>{_PART}) (?P<word>today|yesterday|tomorrow)\b", _near_day),
    _rule(rf"\b(?:{_WHEN}|{_EDGE})?(?:this (?P<part>{_PART})|last (?:night|evening)|tonight|overnight)\b", _day_part),
    _rule(rf"\b(?:{_WHEN}|{_EDGE})?(?P<which>last|this past|this coming|this|next|past|the coming|the current|the upcoming|the(?= weekend)|the previous|the following|the preceding|the same|that same|that|the past|current) (?:fiscal |calendar |financial |school |academic )?(?P<unit>{_CAL})(?!-|\w)(?! ?(?:old|ago)\b)", _calendar),
    _rule(rf"\b{_EDGE}(?P<which>the) (?P<unit>week|month|quarter|year|decade|century)\b", _calendar),
    _rule(r"\bthe year (?P<head>two thousand)(?P<tail>(?!))?\b", _spoken_year),
    _rule(r"\b(?:the following|the next|the previous|that same|the same|that very) day\b|\b(?:a|one) day (?:earlier|later|before|after)\b|\bthe day (?:before|after)\b(?! yesterday| tomorrow)", _told_day),
    _rule(rf"\b(?:{_ABOUT})?(?:(?P<few>several|a few|many|some|countless)|(?P<n>{_N}))[- ]?(?: more)? ?(?P<unit>{_UNIT})(?P<half> and a half)? (?:or so )?(?P<how>ago|earlier|before(?=[.,;]|$)|from now|later|previously)\b(?! than)", _ago),
    _rule(rf"\b(?:{_UNIT}) ago\b|\b(?:long|not long|not that long|ages|generations) ago\b", _fixed("DATE", "PAST_REF", "vague distance", 0.7)),
    _rule(r"\b(?:the )?(?:latest|current|same|comparable|year-ago|year-earlier)? ?(?:quarter|(?:latest|year-ago|year-earlier) period)\b(?!back|[-\w])|\b(?:an? |the )?year-(?:earlier|ago)(?: (?:period|results))?\b", _same_quarter),
    _rule(rf"\b(?:the )?(?P<which>{_YEAR})[- ](?P<nth>first|second|third|fourth)[- ]quarter\b(?P<year>(?!))?(?P<after>(?!))?", _quarter),
    _rule(rf"\b(?:the )?(?:(?P<which>(?:last|this|next) year[’']s|year-ago|year-earlier) )?(?:fiscal )?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter(?:(?: of|,)? (?:fiscal )?(?P<year>{_YEAR})\b| (?:of )?(?P<after>last|this|next) year\b)?", _quarter),
    _rule(rf"\b(?P<name>{'|'.join(sorted(_HOLIDAYS, key=lambda h: (-len(h), h)))})(?:,? (?P<year>{_YEAR}))?\b", _holiday),
    _rule(rf"(?:\b{_ABOUT})?(?:(?P<few>several|a few|many|a number of|a handful of|dozens of|some)|(?:the )?(?:(?:last|past|next|first|previous|coming|final|following|preceding) )?(?P<n>{_N})(?:(?: to | or |[-–]){CARDINAL}| or so)?)(?:(?: more| full| straight| consecutive| additional| long| whole| solid)? ?|-)(?P<unit>{_UNIT})(?P<half> and a half)?(?:-long)?(?![\w-]*[- ]olds?\b| of age)(?!\w)", _duration),
    _rule(rf"\b(?:the )(?:last|past|next|coming) (?:few |several |couple of )(?P<unit>{_UNIT})\b", _loose_plural),
    _rule(rf"(?:\b{_ABOUT})?(?P<n1>{CARDINAL}) (?P<u1>{_UNIT})(?:,| and|, and)? (?P<n2>{CARDINAL}) (?P<u2>{_UNIT})\b", _compound_duration),
    _rule(rf"(?:\b{_ABOUT})?(?P<n>an?|one) (?P<unit>{_UNIT}) and (?:a )(?P<part>half|quarter)\b", _half_more),
    _rule(rf"\b(?:its|their|his|her|our|my|a|an) (?P<nth>{ORDINAL})(?: straight| consecutive| full| successive)? (?P<unit>day|night|week|month|year|decade)\b", _nth),
    _rule(rf"\b(?:the )?(?P<nth>{ORDINAL}) (?:straight|consecutive|successive) (?P<unit>day|night|week|month|year)\b", _nth),
    _rule(r"(?<=\bfor )(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)\b(?! of)|\b(?:over|in|after|of|within) (?:the )?(?P<u2>(?!))?(?P<unit2>(?!))?(?!)", _loose_plural),
    _rule(r"\brecent (?P<unit>days|weeks|months|years|decades)\b", _recent),
    _rule(r"\b(?P<word>daily|weekly|monthly|yearly|annually|nightly|hourly)\b", _set_word),
    _rule(rf"\b(?:every|each) (?:(?P<other>other) |(?P<n>{CARDINAL}) )?(?:(?P<month>{_MONTH})|(?P<season>spring|summer|autumn|fall|winter)|(?P<part>{_PART})|(?P<unit>{_UNIT}))\b", _every),
    _rule(rf"(?<![\w:.])(?P<clock>{_CLOCK}){_ZONE}?", _clock),
    _rule(r"\b(?:right now|now|at the moment|at present|currently|nowadays|at this point|for the time being|these days)\b", _fixed("DATE", "PRESENT_REF", "now", 0.8)),
    _rule(r"\b(?:recently|in the past|the past|formerly|lately|a while ago)\b", _fixed("DATE", "PAST_REF", "vague past", 0.6)),
    _rule(r"\b(?:(?:in )?the (?:near |not-too-distant |foreseeable |immediate )?future)\b", _fixed("DATE", "FUTURE_REF", "vague future", 0.7)),
)  # fmt: skip

#: Words of which a sentence with a time expression holds at least one.
TRIGGER = re.compile(
    r"\d|day|week|month|year|hour|minute|second|decade|centur|quarter|season|spring|summer|autumn|fall|winter|now|recent|past"
    r"|ago|earl|previous|former|future|annual|dai|nightly|night|morning|noon|evening|dawn|dusk|today|tomorrow|moment|present"
    r"|current|januar|februar|march|april|may|june|july|august|septem|octo|novem|decem|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec"
    r"|christmas|halloween|clock|lately|period|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|nineteen|thousand",
    re.IGNORECASE,
)
