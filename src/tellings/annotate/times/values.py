"""What a match of the time grammar means: TIMEX3 type and value, worked out from the match and its context.

Source: the value conventions are those of TimeBank's TIMEX3 (Pustejovsky et al. 2003); the direction of weekdays and
months by tense follows HeidelTime's rules for news (Strötgen and Gertz 2010).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tellings.annotate.quantities.numbers import cardinal, ordinal
from tellings.annotate.times import anchor as cal
from tellings.annotate.times import vocabulary as words
from tellings.annotate.times.anchor import Anchor

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is worked out from.

    `direction` is -1 where the sentence speaks of the past (-2: surely), 1 of the future, 0 where it does not say;
    `last` is the date named before in the text and `day` the last that is a day, or the anchor; `quarter` is the
    quarter named before, or "".
    """

    anchor: Anchor
    last: Anchor
    day: Anchor
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


def week_of(m: Match, c: Context) -> Value | None:
    """The value of "the week of March 6"."""
    day = full(m, c)
    read = cal.read(day.value) if day else None
    if day is None or read is None or not read.date:
        return None
    return replace(day, value=cal.shifted_weeks(read, 0))


def _of_month(text: str) -> int:
    return int(re.sub(r"\D", "", text)) if text[0].isdigit() else ordinal(text)


def month_year(m: Match, c: Context) -> Value | None:
    """The value of "march 1996", "June last year"."""
    month = words.month_number(m["month"])
    if m["year"] or m["spoken"]:
        year = words.year_of(m["year"]) if m["year"] else words.spoken_year(m["spoken"])
        return Value("DATE", cal.written(year, month), "month and year", 0.98)
    steps = {"last": -1, "this": 0, "next": 1}[m["which"].lower()]
    moved = None if c.anchor.year is None else c.anchor.year + steps
    return Value("DATE", cal.written(moved, month), f"month, {m['which'].lower()} year", 0.95, anchored=True)


def month_alone(m: Match, c: Context) -> Value | None:
    """The value of "in September", "last May"."""
    name, lead = m["month"], (m["lead"] or "").strip().lower()
    if not _really_month(m, name, lead):
        return None
    month = words.month_number(name)
    if lead in ("last", "past") and c.anchor.month == month and c.anchor.year:
        value = cal.written(c.anchor.year - 1, month)
        return Value("DATE", value, "month before the account’s date", 0.8, anchored=True)
    if lead == "this" and c.anchor.year:
        return Value("DATE", cal.written(c.anchor.year, month), "month of this year", 0.9, anchored=True)
    side = _LEADS.get(lead) or (-1 if re.search(r"\bsince \Z", _before(m), re.IGNORECASE) else 0)
    value = cal.month(c.anchor, month, side) if side else cal.near_month(c.anchor, month, c.direction)
    sure = 0.85 if lead or c.direction else 0.75
    return Value("DATE", value, "month nearest to the account’s date", sure, anchored=True)


_SINCE = re.compile(r"\bsince (?:the )?\Z", re.IGNORECASE)
_LEADS = {"last": -1, "past": -1, "this past": -1, "next": 1, "coming": 1, "this coming": 1}
_NAMES = ("May", "March", "Mar", "Jan", "Jun", "April", "June", "August", "Dec", "Apr", "Sep")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|by|until|of|from|to|and|between|through|during|for|till|before|after|early|late|mid|until)[ -]"
    r"|\b(?:an?|the|its|his|her|their|\d(?:st|nd|rd|th)?) |,) ?\Z",
    re.IGNORECASE,
)


def _really_month(m: Match, name: str, lead: str) -> bool:
    """May, March, Jan and the like are also verbs and names: these need something before them, and no name after."""
    if name.rstrip(".").title() not in _NAMES:
        return True
    after = m.string[m.end() : m.end() + 2]
    return bool(lead or _BEFORE_MONTH.search(_before(m))) and not re.match(r" [A-Z]", after)


def season(m: Match, c: Context) -> Value | None:
    """The value of "summer 2014", "last winter"."""
    code, given = cal.SEASONS[m["season"].lower()], m.groupdict()
    if given.get("year"):
        return Value("DATE", f"{words.year_of(m['year']):04d}-{code}", "season and year", 0.95)
    if given.get("spoken"):
        return Value("DATE", f"{words.spoken_year(m['spoken']):04d}-{code}", "season and year", 0.9)
    which, ahead = (m["which"] or "").lower(), _season_ahead(c, code)
    steps = {"last": -1 if ahead else 0, "next": 0 if ahead else 1}.get(which, 0)
    value = f"{cal.shifted_years(c.anchor, steps)}-{code}"
    return Value("DATE", value, "season, counted from the account’s date", 0.8 if which else 0.7, anchored=True)


def _season_ahead(c: Context, code: str) -> bool:
    """Whether this year's season is not over at the anchor: then "last summer" was the year before."""
    return (c.anchor.month or 12) <= {"SP": 5, "SU": 8, "FA": 11, "WI": 12}[code]


def bare_year(m: Match, _c: Context) -> Value | None:
    """The value of "1998", "fiscal 1998"."""
    return Value("DATE", m["year"], "year", 0.95 if m["lead"] or _DATED.search(_before(m)) else 0.85)


_DATED = re.compile(r"\b(?:in|since|by|during|until|from|of|for|to|between|and|before|after) \Z", re.IGNORECASE)


def _before(m: Match, size: int = 12) -> str:
    """The characters before a match."""
    return m.string[max(0, m.start() - size) : m.start()]


def short_year(m: Match, _c: Context) -> Value | None:
    """The value of "'98"."""
    return Value("DATE", str(words.year_of(m["short"])), "two-digit year", 0.85)


_TEN = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


def spoken_year(m: Match, _c: Context) -> Value | None:
    """The value of "nineteen ninety-six"."""
    return Value("DATE", str(words.spoken_year(m["spoken"])), "year in words", 0.9)


def decade(m: Match, _c: Context) -> Value | None:
    """The value of "the late 1970s", "the '80s"."""
    if m["long"]:
        return Value("DATE", m["long"][:3], "decade", 0.95)
    return Value("DATE", ("19" if m["short"][0] > "2" else "20") + m["short"][0], "decade", 0.85)


def decade_in_words(m: Match, _c: Context) -> Value | None:
    """The value of "the nineties"."""
    return Value("DATE", f"19{_TEN[m['word'].lower().replace('ies', 'y')] // 10}", "decade in words", 0.85)


def century(m: Match, _c: Context) -> Value | None:
    """The value of "the 20th century"."""
    return Value("DATE", f"{ordinal(m['nth']) - 1:02d}", "century", 0.95)


def weekday(m: Match, c: Context) -> Value | None:
    """The value of "on Sunday", "next Tuesday", "Friday evening", "Tuesdays"."""
    if _NAMED_DAY.search(_before(m)):
        return None
    number, which = words.day_number(m["day"]), (m["which"] or "").lower()
    part = words.PARTS[m["part"].lower()] if m["part"] else ""
    if m["plural"] or m["parts"] or which in ("every", "each"):
        return Value("SET", f"XXXX-WXX-{number}{part}", "each weekday", 0.9)
    kind = "TIME" if part else "DATE"
    if not c.anchor.date:
        return Value(kind, f"XXXX-WXX-{number}{part}", "weekday, no date to count from", 0.5)
    if which.endswith(("previous", "following")):
        return _told_weekday(c, number, kind, part, 1 if which.endswith("following") else -1)
    forward = which in _NEXT or (which not in _LAST and c.direction > 0)
    value = cal.weekday(c.anchor, number, 1 if forward else -1)
    if not forward and not which and value == cal.shifted_days(c.anchor, -6):
        return _next_day(c, kind, part)
    if value == c.anchor.value and which in ("last", "next"):
        value = cal.shifted_days(c.anchor, 7 if forward else -7)
    method = f"weekday, on or {'after' if forward else 'before'} the account’s date"
    return Value(kind, value + part, method, 0.9 if which or c.direction else 0.8, anchored=True)


def _next_day(c: Context, kind: str, part: str) -> Value:
    """The value of a weekday that is the day after the account's date, or six days before it.

    What is six days old is called "last Friday" or dated; a plain "Friday" is the day to come ("ahead of Friday's
    vote"), or else the account was dated by a clock that ran behind: of 21 in dated accounts of our own, 18 were.
    """
    sure = 0.7 if c.direction == -2 else 0.75
    value = cal.shifted_days(c.anchor, 1)
    return Value(kind, value + part, "weekday, the day after the account’s date", sure, anchored=True)


def _told_weekday(c: Context, number: int, kind: str, part: str, step: int) -> Value:
    """The value of "the previous Friday", "the following Monday": strictly before or after the day named before."""
    value = cal.weekday(c.day, number, step)
    if value == c.day.value:
        value = cal.shifted_days(c.day, 7 * step)
    return Value(kind, value + part, "from the date named before", 0.7, anchored=True)


_NAMED_DAY = re.compile(r"\b(?:Super|Good|Black|Ash|Bloody|Cyber|Giving|Holy|Easter|Shrove|Palm|Maundy) \Z")
_NEXT = ("next", "coming", "this coming")
_LAST = ("last", "this past", "past")


# "Any other rocket flying today", "in use today": not one day
_NOWADAYS = re.compile(r"\bany other(?: \w+){1,3} \Z|\bin (?:use|existence|operation|the world) \Z", re.IGNORECASE)


def near_day(m: Match, c: Context) -> Value | None:
    """The days around the anchor: "yesterday", "the day after tomorrow"."""
    if m.group() == "Today" and re.search(r"[A-Z]\w* \Z", _before(m)):
        return None
    if m.group().lower() == "today" and _NOWADAYS.search(_before(m, 40)):
        return Value("DATE", "PRESENT_REF", "now", 0.7)
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
    which, unit = m["which"].lower(), m["unit"].lower()
    word = which.split()[-1]
    told = word in _TOLD
    if told and c.quarter and unit == "quarter":
        return Value("DATE", c.quarter, "the quarter named before", 0.7)
    if _is_title(m):
        return None
    value = _stepped(_base(c, unit) if told else c.anchor, unit, _STEPS.get(word, 0))
    if which == "the" and unit == "weekend" and c.direction <= 0 and c.anchor.date and c.anchor.date.isoweekday() < 6:
        value = cal.shifted_weeks(c.anchor, -1) + "-WE"
    if value is None:
        return None
    method = "from the date named before" if told else "counted from the account’s date"
    return Value("DATE", value, method, 0.7 if told else 0.9, anchored=True)


_TOLD = ("following", "previous", "same", "that", "preceding", "prior", "before", "earlier")
_STEPS = {
    "last": -1, "latest": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "before": -1, "earlier": -1,
    "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip


def year_before(m: Match, c: Context) -> Value | None:
    """The value of "the same month last year": of the month named before; "the same time last year" is the year."""
    if m["unit"].lower() == "month":
        value = cal.shifted_months(c.last, -12)
        return Value("DATE", value, "a year before the month named before", 0.7, anchored=True)
    return Value("DATE", cal.shifted_years(c.anchor, -1), "counted from the account’s date", 0.7, anchored=True)


def _base(c: Context, unit: str) -> Anchor:
    """What "later" and "the following" count from: days and weeks need a day."""
    return c.day if unit.startswith(("day", "night", "week", "fortnight")) else c.last


def _is_title(m: Match) -> bool:
    """Whether a phrase is written as a name: the programme "This Week"."""
    return m.group()[:1].isupper() and m["unit"][:1].isupper() and m.group().istitle()


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


def year_end(m: Match, c: Context) -> Value | None:
    """The value of "year-end", a day of business; "year's end" is the year, as of "the end of the year"."""
    year = cal.shifted_years(c.anchor, -1 if c.direction < 0 and _SINCE.search(_before(m)) else 0)
    value = f"{year}-12-31" if "-" in m.group() else year
    return Value("DATE", value, "end of the account’s year", 0.7, anchored=True)


def told_day(m: Match, c: Context) -> Value | None:
    """The value of "The following day", "a day earlier", "that day": from the date named before."""
    word = m.group().lower()
    if word.endswith(("before", "after")) and _OF_AN_EVENT.match(m.string, m.end()):
        return None if word.startswith("the") else Value("DURATION", "P1D", "length", 0.8)
    steps = (
        1
        if re.search(r"following|next|after|later", word)
        else -1
        if re.search(r"previous|before|earlier|prior", word)
        else 0
    )
    return Value("DATE", cal.shifted_days(c.day, steps), "from the date named before", 0.65, anchored=True)


_OF_AN_EVENT = re.compile(r" (?!(?:and|but|or|in|at|on|when|as|to|for)\b)\w")  # "the day before the vote"


def told_part(m: Match, c: Context) -> Value | None:
    """The value of "that night", "the following morning", "in the evening": of the date named before."""
    steps = {"following": 1, "next": 1, "previous": -1}.get(m["which"].lower().split(" ")[-1], 0)
    value = cal.shifted_days(c.day, steps) + words.PARTS[m["part"].lower()]
    return Value("TIME", value, "from the date named before", 0.6, anchored=True)


def ago(m: Match, c: Context) -> Value | None:
    """The value of "Two weeks ago", "three years earlier", "six months from now"."""
    back = m["how"].lower() in ("ago", "earlier", "before", "previously", "prior", "back")
    if m["few"] and m["how"].lower() == "later":
        return Value("DURATION", words.vague_period(words.unit_of(m["unit"])), "vague length", 0.7)
    if m["few"]:
        return Value("DATE", "PAST_REF" if back else "FUTURE_REF", "vague distance", 0.8)
    amount, unit = words.number_of(m["n"]) + (0.5 if m["half"] else 0), words.unit_of(m["unit"])
    base = c.anchor if m["how"].lower() in ("ago", "from now", "back") else _base(c, m["unit"].lower())
    if c.quarter and unit == "Y" and amount == 1 and back:
        return Value("DATE", f"{int(c.quarter[:4]) - 1}{c.quarter[4:]}", "a year before the quarter named before", 0.7)
    if unit.startswith("T") and m["how"].lower() not in ("ago", "from now"):
        return Value("DURATION", words.period(amount, unit), "length", 0.8)
    value = _away(base, amount * (-1 if back else 1), unit)
    if value is None:
        return None
    kind = "TIME" if unit.startswith("T") else "DATE"
    told = base is not c.anchor
    method = "from the date named before" if told else "counted from the account’s date"
    return Value(kind, value, method, 0.65 if told else 0.85, anchored=True)


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


_GAME = re.compile(r"\b(?:game|points?|goals?|touchdowns?|score[ds]?|coach|team|yards?|rebounds?)\b", re.IGNORECASE)


def _is_game(m: Match) -> bool:
    return bool(_GAME.search(m.string, max(0, m.start() - 300), m.end() + 300))


def quarter(m: Match, c: Context) -> Value | None:
    """The value of "The third quarter" of a business year; in a match report it is a part of the game."""
    if _is_game(m):
        return None
    given = m.groupdict()
    number = 4 if m["nth"].lower() == "final" else ordinal(m["nth"])
    which = (given.get("year") or m["which"] or given.get("after") or "").lower()
    if which[:4].isdigit():
        return Value("DATE", f"{which[:4]}-Q{number}", "quarter and year", 0.95)
    if not which:
        return Value("DATE", _near_quarter(c, number), "quarter nearest to the account’s date", 0.75, anchored=True)
    steps = {"last": -1, "next": 1, "year-ago": -1, "year-earlier": -1}.get(which.split()[0], 0)
    value = f"{cal.shifted_years(c.anchor, steps)}-Q{number}"
    return Value("DATE", value, "quarter, counted from the account’s date", 0.85, anchored=True)


def half_year(m: Match, c: Context) -> Value | None:
    """The value of "the first half of 1990", "the second half of next year"."""
    half = 1 if m["half"].lower() == "first" else 2
    if m["year"]:
        return Value("DATE", f"{m['year']}-H{half}", "half of a year", 0.95)
    steps = {"last": -1, "next": 1}.get(m["which"].lower(), 0)
    value = f"{cal.shifted_years(c.anchor, steps)}-H{half}"
    return Value("DATE", value, "half of a year, counted from the account’s date", 0.85, anchored=True)


def _near_quarter(c: Context, number: int) -> str:
    if c.anchor.year is None or c.anchor.month is None:
        return f"XXXX-Q{number}"
    ahead = number > (c.anchor.month - 1) // 3 + 1
    return f"{c.anchor.year - (ahead and c.direction <= 0):04d}-Q{number}"


def same_quarter(m: Match, c: Context) -> Value | None:
    """The value of "the latest period", "the year-earlier quarter", "the same period last year".

    A report of business speaks of the quarter that it named, or else of the one that is just over.
    """
    same = (m["same"] or "").lower()
    back = bool(m["ago"] or m["before"] or "year" in same)
    now = cal.shifted_quarters(c.anchor, 0)
    if c.quarter and not (same == "latest" and c.quarter >= now):
        return Value("DATE", f"{int(c.quarter[:4]) - back}{c.quarter[4:]}", "the quarter named before", 0.7)
    if back and "quarter" not in m.group().lower():
        return Value("DATE", cal.shifted_years(c.anchor, -1), "counted from the account’s date", 0.6, anchored=True)
    if (not same and not back and m.group()[:3].lower() != "the") or _is_game(m):
        return None
    steps = (-1 if same == "latest" or c.direction < 0 else 0) - 4 * back
    return Value("DATE", cal.shifted_quarters(c.anchor, steps), "counted from the account’s date", 0.6, anchored=True)


def quarter_of(m: Match, c: Context) -> Value | None:
    """The value of "the 1988 period": the quarter named before, in that year."""
    return Value("DATE", f"{m['year']}{c.quarter[4:]}", "year and the quarter named before", 0.75)


def holiday(m: Match, c: Context) -> Value | None:
    """The value of "Christmas Eve", "Thanksgiving 2003"."""
    name, year = m["name"].lower(), words.year_of(m["year"]) if m["year"] else None
    if name in words.MOVING_HOLIDAYS:
        place = words.MOVING_HOLIDAYS[name]
        value = cal.nth_weekday(year, *place).isoformat() if year else cal.nearest_weekday(c.anchor, place, c.direction)
    else:
        month, day = words.HOLIDAYS[name]
        value = cal.written(year, month, day) if year else cal.nearest(c.anchor, month, day, c.direction)
    if year:
        return Value("DATE", value, "holiday and year", 0.9)
    return Value("DATE", value, "holiday, nearest year", 0.75, anchored=True)


# ------------------------------------------------------------------ durations, sets, clock times


_SOME_DAY = re.compile(r" (?!(?:and|or|after|before|later|earlier|ago|only|in|of)\b)\w")


def duration(m: Match, c: Context) -> Value | None:
    """The value of "nearly four years", "a two-week", "several months"."""
    unit = words.unit_of(m["unit"])
    if m["few"]:
        return Value("DURATION", words.vague_period(unit), "vague length", 0.8)
    if m["n"].lower() in ("a", "an") and _is_rate(m):
        return Value("SET", words.period(1.0, unit), "rate", 0.7)
    if re.fullmatch(words.YEAR, m["n"]) and not m["unit"].endswith("s"):
        return None
    if m.group().lower() == "one day" and _SOME_DAY.match(m.string, m.end()) and not _LENGTH_BEFORE.search(_before(m)):
        return Value("DATE", "FUTURE_REF", "vague future", 0.6) if c.direction > 0 else None
    amount = words.number_of(m["n"]) + (0.5 if m["half"] else 0)
    if m["unit"].lower() in ("fortnight", "fortnights"):
        amount *= 2
    if unit in ("Q", "TS") and (amount <= 1 or m.string[m.end("n") : m.end("n") + 1] == "-"):
        return None
    return Value("DURATION", words.period(amount, unit), "length", 0.9)


_LENGTH_BEFORE = re.compile(
    r"(?:^|[,;:(\"“—–-]|\b(?:for|in|within|over|after|than|about|nearly|almost|least|most|last(?:s|ed|ing)?|t[ao]kes?|took"
    r"|taking|taken|spen[dt]|spends|spending|wait(?:s|ed|ing)?|only|just|of|to|by|until|under|and|or|is|was|be|been|not"
    r"|around|roughly|barely|during|from|on|with|near|through|throughout|into|but|before|as|every|once|need(?:s|ed)?"
    r"|serv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|bought|buy|gave|give|got|had|have|has|quite|such)) ?\Z",
    re.IGNORECASE,
)
_LENGTH_AFTER = re.compile(r" (?:after|before|since|later|into|from|when|long|of|and|or|on|to)\b", re.IGNORECASE)


def _is_rate(m: Match) -> bool:
    """Whether "a year" says how often: "two million a year"; a length follows a preposition, a verb or a pause."""
    if m.end("unit") - m.start("n") < m.end() - m.start():
        return False
    return not _LENGTH_BEFORE.search(_before(m)) and not _LENGTH_AFTER.match(m.string[m.end() : m.end() + 8])


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


def some_and_half(m: Match, _c: Context) -> Value | None:
    """The value of "two and a half years"."""
    amount = words.number_of(m["n"]) + 0.5
    return Value("DURATION", words.period(amount, words.unit_of(m["unit"])), "length", 0.9)


def nth(m: Match, _c: Context) -> Value | None:
    """How long a thing has gone on, counted to the period it is in: "its third year", "a fifth straight day"."""
    length = words.period(ordinal(m["nth"]), words.unit_of(m["unit"]))
    return Value("DURATION", length, "ordinal: in the period of that number", 0.7)


def loose_plural(m: Match, _c: Context) -> Value | None:
    """The value of "for weeks", "the past few months", "the next couple of years"."""
    if "couple" in m.group().lower():
        return Value("DURATION", words.period(2.0, words.unit_of(m["unit"])), "length", 0.8)
    return Value("DURATION", words.vague_period(words.unit_of(m["unit"])), "vague length", 0.75)


_AT_LENGTH = re.compile(
    r"\b(?:for|in|after|within|over|t[ao]kes?|took|follow(?:s|ed|ing)|lasted|spen[dt]|despite|amid) \Z", re.IGNORECASE
)


def bare_plural(m: Match, _c: Context) -> Value | None:
    """The value of "for weeks", "in years"; after other words a bare plural is no time."""
    if not _AT_LENGTH.search(_before(m)):
        return None
    return Value("DURATION", words.vague_period(words.unit_of(m["unit"])), "vague length", 0.75)


def loose_length(m: Match, _c: Context) -> Value | None:
    """The value of "recent weeks", "the coming days", "over the years", "the months that followed", "decades-long"."""
    unit = m["unit"] or m["units"] or m["past"] or m["long"]
    return Value("DURATION", words.vague_period(words.unit_of(unit)), "vague length", 0.7)


def business_year(_m: Match, _c: Context) -> Value | None:
    """A year of a business, named by the day it ends on: "the year ended March 31"."""
    return Value("DURATION", "P1Y", "length", 0.85)


_SETS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "nightly": "P1D", "hourly": "PT1H"}


def set_word(m: Match, _c: Context) -> Value | None:
    """The value of "daily", "monthly"."""
    return Value("SET", _SETS[m["word"].lower()], "repeated", 0.8)


def times_a(m: Match, _c: Context) -> Value | None:
    """The value of "twice a week"."""
    return Value("SET", words.period(1.0, words.unit_of(m["unit"])), "repeated", 0.8)


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


_SHIFTED = re.compile(r" ?[+–-]\d")  # "GMT+8"


def clock(m: Match, _c: Context) -> Value | None:
    """The value of "11pm local time"; its day comes from what stands beside it."""
    hour = _hour(m["clock"])
    if hour is None:
        return None
    universal = re.search(r"\b(?:GMT|UTC)\)?\Z", m.group()) and not _SHIFTED.match(m.string[m.end() : m.end() + 3])
    return Value("TIME", f"XXXX-XX-XX{hour}{'Z' if universal else ''}", "clock time", 0.6)


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
    if re.search(r"[ap]\.?m|in the", word):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if re.search(r"p\.?m|afternoon|evening", word) else 0)
    elif re.fullmatch(r"\d{4}", word):
        hour, minute = int(word[:2]), word[2:]
    second = f":{digits[2]}" if len(digits) > 2 else ""
    return f"T{hour:02d}:{minute}{second}"


def fixed(kind: str, value: str, method: str, confidence: float = 0.95) -> Callable[[Match, Context], Value | None]:
    """A value that is the same for every match."""
    return lambda _m, _c: Value(kind, value, method, confidence)
