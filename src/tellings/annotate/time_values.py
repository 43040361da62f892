"""What a match of the time grammar means: TIMEX3 type and value, worked out from the match and its context.

Source: the value conventions are those of TimeBank's TIMEX3 (Pustejovsky et al. 2003); the direction of weekdays and
months by tense follows HeidelTime's rules for news (Strötgen and Gertz 2010).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tellings.annotate import time_anchor as cal
from tellings.annotate import time_words as words
from tellings.annotate.numbers import cardinal, ordinal
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


# ------------------------------------------------------------------ dates


def numeric(m: Match, _c: Context) -> Value | None:
    """The value of "2015-11-10" and "10/30/89"."""
    if m["iso"]:
        return Value("DATE", m["iso"], "written in full", 0.99)
    first, second, year = int(m["a"]), int(m["b"]), words.year_of(m["y"])
    month, day = (first, second) if first <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    sure = first > 12 or second > 12 or first == second
    return Value(
        "DATE", cal.written(year, month, day), "numeric date" + ("" if sure else ", month first"), 0.9 if sure else 0.6
    )


def full(m: Match, c: Context) -> Value | None:
    """A day and month, with or without the year: "Tuesday, Sept. 2"."""
    month, day = words.month_number(m["month"]), _of_month(m["day"])
    if not 1 <= day <= 31:
        return None
    if m["year"]:
        return Value("DATE", cal.written(words.year_of(m["year"]), month, day), "written in full", 0.99)
    value = cal.nearest(c.anchor, month, day, c.direction)
    return Value("DATE", value, "day and month, nearest year that fits the tense", 0.9, anchored=True)


def _of_month(text: str) -> int:
    return int(re.sub(r"\D", "", text)) if text[0].isdigit() else ordinal(text)


def month_year(m: Match, c: Context) -> Value | None:
    """The value of "march 1996", "June last year"."""
    month = words.month_number(m["month"])
    if m["year"]:
        return Value("DATE", cal.written(words.year_of(m["year"]), month), "month and year", 0.98)
    steps = {"last": -1, "this": 0, "next": 1}[m["which"].lower()]
    year = None if c.anchor.year is None else c.anchor.year + steps
    return Value("DATE", cal.written(year, month), f"month, {m['which'].lower()} year", 0.95, anchored=True)


def month_alone(m: Match, c: Context) -> Value | None:
    """The value of "in September", "last May"."""
    name, lead = m["month"], (m["lead"] or "").strip().lower()
    if not _really_month(m, name, lead):
        return None
    month = words.month_number(name)
    if lead in ("last", "past") and c.anchor.month == month and c.anchor.year:
        return Value(
            "DATE", cal.written(c.anchor.year - 1, month), "month before the account’s date", 0.8, anchored=True
        )
    if lead == "this" and c.anchor.year:
        return Value("DATE", cal.written(c.anchor.year, month), "month of this year", 0.9, anchored=True)
    side = _LEADS.get(lead) or (1 if re.search(r"\b(?:by|until|till) $", m.string[: m.start()][-7:]) else 0)
    value = cal.month(c.anchor, month, side) if side else cal.near_month(c.anchor, month, c.direction)
    return Value(
        "DATE", value, "month nearest to the account’s date", 0.85 if lead or c.direction else 0.75, anchored=True
    )


_LEADS = {"last": -1, "past": -1, "this past": -1, "since": -1, "next": 1, "coming": 1}


def _really_month(m: Match, name: str, lead: str) -> bool:
    """May, March, Jan and the like are also verbs and names: these need a preposition before them."""
    if name.rstrip(".") in ("May", "March", "Mar", "Jan", "Jun", "April", "June", "August", "Dec", "Apr", "Sep"):
        before, after = m.string[: m.start()].rstrip(), m.string[m.end() : m.end() + 2]
        strong = bool(lead) or re.search(
            r"(?:\b(?:in|since|by|until|of|from|to|and|between|through|during|for|till)|,)$", before[-9:]
        )
        return bool(strong) and not re.match(r" [A-Z]", after)
    return True


def season(m: Match, c: Context) -> Value | None:
    """The value of "summer 2014", "last winter"."""
    code = cal.SEASONS[m["season"].lower()]
    if m["year"]:
        return Value("DATE", f"{words.year_of(m['year']):04d}-{code}", "season and year", 0.95)
    which = (m["which"] or "").lower()
    steps = {"last": -1 if _season_ahead(c, code) else 0, "next": 1 if not _season_ahead(c, code) else 0}.get(which, 0)
    return Value(
        "DATE",
        f"{cal.shifted_years(c.anchor, steps)}-{code}",
        "season, counted from the account’s date",
        0.8,
        anchored=True,
    )


def _season_ahead(c: Context, code: str) -> bool:
    """Whether this year's season is not over at the anchor: then "last summer" was the year before."""
    return (c.anchor.month or 12) <= {"SP": 5, "SU": 8, "FA": 11, "WI": 12}[code]


def bare_year(m: Match, _c: Context) -> Value | None:
    """The value of "1998", "'98"."""
    if m["short"]:
        return Value("DATE", str(words.year_of(m["short"])), "two-digit year", 0.85)
    return Value("DATE", m["year"], "year", 0.95 if m["lead"] else 0.85)


_TEN = {
    "ten": 10,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}


def spoken_year(m: Match, _c: Context) -> Value | None:
    """The value of "nineteen ninety-six"."""
    head = 1900 if m["head"].lower() == "nineteen" else 2000
    return Value("DATE", str(head + int(cardinal(m["tail"]) if m["tail"] else 0)), "year in words", 0.9)


def decade(m: Match, _c: Context) -> Value | None:
    """The value of "the late 1970s"."""
    if m["long"]:
        return Value("DATE", m["long"][:3], "decade", 0.95)
    if m["short"]:
        return Value("DATE", "19" + m["short"][0] if m["short"][0] > "2" else "20" + m["short"][0], "decade", 0.85)
    return Value("DATE", f"19{_TEN[m['word'].lower().replace('ies', 'y')] // 10}", "decade in words", 0.85)


def century(m: Match, _c: Context) -> Value | None:
    """The value of "the 20th century"."""
    return Value("DATE", f"{ordinal(m['nth']) - 1:02d}", "century", 0.95)


def weekday(m: Match, c: Context) -> Value | None:
    """The value of "on Sunday", "next Tuesday", "Friday evening", "Tuesdays"."""
    number, which = words.day_number(m["day"]), (m["which"] or "").lower()
    if m["plural"] or m["parts"] or (which in ("every", "each")):
        return Value(
            "SET", f"XXXX-WXX-{number}" + (words.PARTS[m["part"].lower()] if m["part"] else ""), "each weekday", 0.9
        )
    forward = which in ("next", "coming", "this coming") or (
        which not in ("last", "this past", "past") and c.direction > 0
    )
    anchor = c.anchor
    value = cal.weekday(anchor, number, 1 if forward else -1)
    if anchor.date and value == anchor.value and which in ("last", "next"):
        value = cal.shifted_days(anchor, 7 if forward else -7)
    kind, method = "DATE", "weekday, " + ("on or after" if forward else "on or before") + " the account’s date"
    if m["part"]:
        kind, value = "TIME", value + words.PARTS[m["part"].lower()]
    if not anchor.date:
        return Value(kind, value, "weekday, no date to count from", 0.5)
    return Value(kind, value, method, 0.9 if which or c.direction else 0.8, anchored=True)


def near_day(m: Match, c: Context) -> Value | None:
    """The days around the anchor: "yesterday", "the day after tomorrow"."""
    word = re.sub(r"\s+", " ", m["word"].lower())
    steps = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}[
        word
    ]
    value = cal.shifted_days(c.anchor, steps)
    if m["part"]:
        return Value(
            "TIME", value + words.PARTS[m["part"].lower()], "counted from the account’s date", 0.9, anchored=True
        )
    return Value("DATE", value, "counted from the account’s date", 0.9, anchored=True)


def day_part(m: Match, c: Context) -> Value | None:
    """The value of "This morning", "last night", "tonight", "overnight"."""
    text = m.group().lower()
    steps = -1 if "last" in text else 0
    part = words.PARTS[m["part"].lower()] if m["part"] else "TEV" if "evening" in text else "TNI"
    return Value(
        "TIME", cal.shifted_days(c.anchor, steps) + part, "counted from the account’s date", 0.85, anchored=True
    )


def calendar(m: Match, c: Context) -> Value | None:
    """The value of "Last week", "earlier this month", "next year"."""
    which = m["which"].lower()
    steps = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1}.get(which.split()[-1], 0)
    told = which.split()[-1] in ("following", "previous", "same", "that", "preceding", "prior")
    steps = {"following": 1, "preceding": -1, "prior": -1}.get(which.split()[-1], steps)
    if told and c.quarter and m["unit"].lower() == "quarter":
        return Value("DATE", c.quarter, "the quarter named before", 0.7)
    value = _stepped(c.last if told else c.anchor, m["unit"].lower(), steps)
    if (
        which == "the"
        and m["unit"].lower() == "weekend"
        and c.direction <= 0
        and c.anchor.date
        and c.anchor.date.isoweekday() < 6
    ):
        value = cal.shifted_weeks(c.anchor, -1) + "-WE"
    if value is None:
        return None
    return Value(
        "DATE",
        value,
        "from the date named before" if told else "counted from the account’s date",
        0.7 if told else 0.9,
        anchored=True,
    )


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


def told_day(m: Match, c: Context) -> Value | None:
    """The value of "The following day", "a day earlier", "that day": from the date named before."""
    word = m.group().lower()
    steps = (
        1
        if re.search(r"following|next|after|later", word)
        else -1
        if re.search(r"previous|before|earlier|prior", word)
        else 0
    )
    return Value("DATE", cal.shifted_days(c.last, steps), "from the date named before", 0.65, anchored=True)


def ago(m: Match, c: Context) -> Value | None:
    """The value of "Two weeks ago", "three years earlier", "six months from now"."""
    back = m["how"].lower() in ("ago", "earlier", "before", "previously", "prior", "back")
    if m["few"]:
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF", "vague distance", 0.8)
    base = c.anchor if m["how"].lower() in ("ago", "from now", "back") else c.last
    amount, unit = words.number_of(m["n"]) + (0.5 if m["half"] else 0), words.unit_of(m["unit"])
    if c.quarter and unit == "Y" and amount == 1 and back:
        return Value("DATE", f"{int(c.quarter[:4]) - 1}{c.quarter[4:]}", "a year before the quarter named before", 0.7)
    value = _away(base, amount * (-1 if back else 1), unit)
    if value is None:
        return None
    kind = "TIME" if unit.startswith("T") else "DATE"
    told = base is not c.anchor
    return Value(
        kind,
        value,
        "from the date named before" if told else "counted from the account’s date",
        0.65 if told else 0.85,
        anchored=True,
    )


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


def quarter(m: Match, c: Context) -> Value | None:
    """The value of "The third quarter" of a business year; in a match report it is a part of the game."""
    if re.search(
        r"\b(?:game|points?|goals?|touchdowns?|score[ds]?|coach|team|yards?|rebounds?)\b", m.string, re.IGNORECASE
    ):
        return None
    number = ordinal(m["nth"])
    if number > 4:
        return None
    if m["year"]:
        return Value("DATE", f"{words.year_of(m['year']):04d}-Q{number}", "quarter and year", 0.95)
    which = (m["which"] or m["after"] or "").lower()
    if which[:4].isdigit():
        return Value("DATE", f"{which[:4]}-Q{number}", "quarter and year", 0.95)
    if which:
        steps = {"last": -1, "next": 1, "year-ago": -1, "year-earlier": -1}.get(
            which.split()[0].removesuffix("'s").removesuffix("’s"), 0
        )
        return Value(
            "DATE",
            f"{cal.shifted_years(c.anchor, steps)}-Q{number}",
            "quarter, counted from the account’s date",
            0.85,
            anchored=True,
        )
    return Value("DATE", _near_quarter(c, number), "quarter nearest to the account’s date", 0.75, anchored=True)


def _near_quarter(c: Context, number: int) -> str:
    if c.anchor.year is None or c.anchor.month is None:
        return f"XXXX-Q{number}"
    ahead = number > (c.anchor.month - 1) // 3 + 1
    return f"{c.anchor.year - (ahead and c.direction <= 0):04d}-Q{number}"


def same_quarter(m: Match, c: Context) -> Value | None:
    """The value of "the latest period" or "the year-earlier quarter", in a text that has named its quarter."""
    back = bool(re.search(r"year", m.group(), re.IGNORECASE))
    if c.quarter:
        return Value("DATE", f"{int(c.quarter[:4]) - back}{c.quarter[4:]}", "the quarter named before", 0.7)
    return (
        Value("DATE", cal.shifted_years(c.anchor, -1), "counted from the account’s date", 0.6, anchored=True)
        if back
        else None
    )


def holiday(m: Match, c: Context) -> Value | None:
    """The value of "Christmas Eve"."""
    month, day = words.HOLIDAYS[m["name"].lower()]
    if m["year"]:
        return Value("DATE", cal.written(words.year_of(m["year"]), month, day), "holiday and year", 0.9)
    return Value("DATE", cal.nearest(c.anchor, month, day, c.direction), "holiday, nearest year", 0.75, anchored=True)


# ------------------------------------------------------------------ durations, sets, clock times


def duration(m: Match, _c: Context) -> Value | None:
    """The value of "nearly four years", "a two-week", "several months"."""
    unit = words.unit_of(m["unit"])
    if m["few"]:
        return Value("DURATION", words.vague_period(unit), "vague length", 0.8)
    if re.fullmatch(words.YEAR, m["n"]) and not m["unit"].endswith("s"):
        return None
    amount = words.number_of(m["n"]) + (0.5 if m["half"] else 0)
    if m["unit"].lower() in ("fortnight", "fortnights"):
        amount *= 2
    if unit in ("Q", "TS") and (amount <= 1 or m.string[m.end("n") : m.end("n") + 1] == "-"):
        return None
    return Value("DURATION", words.period(amount, unit), "length", 0.9)


def compound_duration(m: Match, _c: Context) -> Value | None:
    """The value of "Two years and six months", "2 hours 24 minutes"."""
    first, second = words.unit_of(m["u1"]), words.unit_of(m["u2"])
    one, two = words.period(words.number_of(m["n1"]), first), words.period(words.number_of(m["n2"]), second)
    joined = one + (two.removeprefix("PT") if one.startswith("PT") else two.removeprefix("P"))
    return Value("DURATION", joined, "length", 0.9)


def half_more(m: Match, _c: Context) -> Value | None:
    """The value of "A year and a half", "an hour and a quarter"."""
    more = 0.5 if m["part"].lower() == "half" else 0.25
    return Value("DURATION", words.period(words.number_of(m["n"]) + more, words.unit_of(m["unit"])), "length", 0.9)


def nth(m: Match, _c: Context) -> Value | None:
    """How long a thing has gone on, counted to the period it is in: "its third year", "a fifth straight day"."""
    return Value(
        "DURATION",
        words.period(ordinal(m["nth"]), words.unit_of(m["unit"])),
        "ordinal: in the period of that number",
        0.7,
    )


def loose_plural(m: Match, _c: Context) -> Value | None:
    """The value of "for weeks", "the past few months"."""
    return Value("DURATION", words.vague_period(words.unit_of(m["unit"])), "vague length", 0.75)


def recent(m: Match, _c: Context) -> Value | None:
    """The value of "recent weeks"."""
    return Value(
        "DURATION" if m["unit"] in ("years", "decades") else "DATE",
        words.vague_period(words.unit_of(m["unit"])) if m["unit"] in ("years", "decades") else "PAST_REF",
        "vague",
        0.7,
    )


_SETS = {
    "daily": "XXXX-XX-XX", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "yearly": "XXXX",
    "annually": "XXXX", "nightly": "XXXX-XX-XXTNI", "hourly": "PT1H", "biweekly": "P2W",
}  # fmt: skip


def set_word(m: Match, _c: Context) -> Value | None:
    """The value of "daily", "annually"."""
    return Value("SET", _SETS[m["word"].lower()], "repeated", 0.8)


def every(m: Match, _c: Context) -> Value | None:
    """The value of "every week", "each July"."""
    amount = words.number_of(m["n"]) if m["n"] else 1.0
    if (m["part"] or "").lower() in words.PARTS:
        return Value("SET", "XXXX-XX-XX" + words.PARTS[m["part"].lower()], "repeated", 0.85)
    if m["month"]:
        return Value("SET", f"XXXX-{words.month_number(m['month']):02d}", "repeated", 0.9)
    if m["season"]:
        return Value("SET", f"XXXX-{cal.SEASONS[m['season'].lower()]}", "repeated", 0.9)
    return Value("SET", words.period(amount * (2 if m["other"] else 1), words.unit_of(m["unit"])), "repeated", 0.85)


def clock(m: Match, _c: Context) -> Value | None:
    """The value of "11pm local time"; its day comes from what stands beside it."""
    hour = _hour(m["clock"])
    return None if hour is None else Value("TIME", f"XXXX-XX-XX{hour}", "clock time", 0.6)


def _hour(text: str) -> str | None:
    """The value of "11:30 p.m." as "T23:30"; None where the digits are no time of day."""
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


def fixed(kind: str, value: str, method: str, confidence: float = 0.95) -> Callable[[Match, Context], Value | None]:
    """A value that is the same for every match."""
    return lambda _m, _c: Value(kind, value, method, confidence)
