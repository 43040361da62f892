"""The words of time expressions: the patterns for months, days, units and clock times, and what each means.

The patterns are made of bounded parts, so that whatever is built of them matches in linear time.
"""

from __future__ import annotations

import re

from tellings.annotate.quantities.numbers import CARDINAL, cardinal

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
        ["monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
         "sunday sun"]
    )
    for d in names.split()
}  # fmt: skip
PARTS = {
    "morning": "TMO", "midday": "TMI", "lunchtime": "TMI", "afternoon": "TAF", "evening": "TEV", "night": "TNI",
    "overnight": "TNI", "dawn": "TMO", "dusk": "TEV", "daybreak": "TMO", "mid-afternoon": "TAF", "mid-morning": "TMO",
    "mid afternoon": "TAF", "mid morning": "TMO", "nightfall": "TEV",
}  # fmt: skip
_UNITS = {
    "second": "TS", "minute": "TM", "min": "TM", "hour": "TH", "day": "D", "night": "D", "weekend": "WE", "week": "W",
    "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "season": "S", "decade": "E", "century": "C",
    "centurie": "C", "hr": "TH", "sec": "TS",
}  # fmt: skip
_SOME = {
    "a": 1.0, "an": 1.0, "one": 1.0, "a single": 1.0, "another": 1.0, "a couple of": 2.0, "a couple": 2.0,
    "half a": 0.5, "half an": 0.5, "a half": 0.5, "a quarter of an": 0.25, "a full": 1.0, "a whole": 1.0,
    "a further": 1.0,
    "an additional": 1.0,
}  # fmt: skip
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year’s eve": (12, 31), "new year's day": (1, 1), "new year’s day": (1, 1),
    "valentine's day": (2, 14), "valentine’s day": (2, 14), "halloween": (10, 31), "april fools' day": (4, 1),
    "may day": (5, 1), "d-day": (6, 6), "bastille day": (7, 14), "veterans day": (11, 11), "juneteenth": (6, 19),
    "independence day": (7, 4), "fourth of july": (7, 4), "armistice day": (11, 11),
    "st. patrick's day": (3, 17), "st. patrick’s day": (3, 17),
}  # fmt: skip
#: Month, ISO day of the week, and which one of the month it is (-1 the last).
MOVING_HOLIDAYS = {
    "thanksgiving": (11, 4, 4), "thanksgiving day": (11, 4, 4), "labor day": (9, 1, 1), "memorial day": (5, 1, -1),
    "columbus day": (10, 1, 2), "presidents day": (2, 1, 3), "presidents' day": (2, 1, 3),
    "presidents’ day": (2, 1, 3),
}  # fmt: skip

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|AUG|SEPT|OCT|NOV|DEC)\b\.?)"
)
DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    r"|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.(?! [a-z]))"
)
PART = r"(?:mid-afternoon|mid-morning|lunchtime|morning|midday|afternoon|evening|night|overnight|dawn|dusk|daybreak)"
UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weekends?|weeks?|fortnights?"
    r"|months?|quarters?|years?|seasons?|decades?|century|centuries)"
)
CAL = r"(?:weekend|week|fortnight|month|quarter|year|season|decade|century)"
WHEN = r"(?:(?:very )?(?:early|earlier|late|later|mid|middle|sometime)(?:-| in | on | of | this | )?)"
EDGE = (
    r"(?:(?:the )?(?:beginning|start|middle|end|first half|second half|rest|remainder|eve"
    r"|close|turn|course|height) of )"
)
ABOUT = (
    r"(?:(?:at least|at most|up to|as long as|as many as|more than|less than|fewer than|no"
    r" more than|no less than|nearly|almost"
    r"|about|around|roughly|approximately|some|over|under|just over|just under|well over|close to|only"
    r"|just|an estimated|another|barely) )"
)
AMOUNT = (
    r"(?:(?:half an?|a half|a couple of|a couple|a quarter of an|a single|another|a full|a whole"
    rf"|a further|an additional)\b|{CARDINAL}(?! ?(?:[ap]\.?m)\b)|\ban?\b)"
)
CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?::[0-5]\d)?)? ?(?:[ap]\.m\.|[ap]\.?m\b)|\b(?:[01]?\d"
    r"|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
    r"|\b(?:1[0-2]|[1-9])(?::[0-5]\d)? in the (?:morning|afternoon|evening)\b"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d (?=GMT|UTC|hours|hrs|EST|EDT|local)|\b(?:noon|midnight|midday)\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9]) o[’']clock\b)"
)
ZONE = (
    r"(?:\s?\(?(?:GMT|UTC|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|BST|CET|CEST|MSK|IST|JST|KST"
    r"|AEST|AEDT|Z|EET|EEST|local time|Eastern(?: [Tt]ime)?|Central(?: [Tt]ime)?|Pacific(?: [Tt]ime)?"
    r"|Moscow time|Kyiv time|[A-Z][a-z]+ time)\b\)?)"
)
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
SPOKEN_YEAR = (
    r"(?:(?:eighteen|nineteen|twenty) (?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|oh-(?:one|two|three|four|five|six|seven|eight|nine)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?)"
    r"|two thousand(?: and)? (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty))\b"
)


def number_of(text: str) -> float:
    """The value of a match of `AMOUNT`."""
    word = re.sub(r"\s+", " ", text.strip().lower())
    return _SOME[word] if word in _SOME else cardinal(word)


def unit_of(text: str) -> str:
    """The TIMEX3 letter of a unit, with T before those of the clock."""
    word = text.lower()
    return _UNITS[word] if word in _UNITS else _UNITS[word.removesuffix("s")]


def month_number(text: str) -> int:
    """1 for January … 12 for December."""
    return _MONTHS[text.lower().rstrip(".")]


def day_number(text: str) -> int:
    """1 for Monday … 7 for Sunday."""
    return _DAYS[text.lower().rstrip(".")]


def year_of(text: str) -> int:
    """The value of "1998", "'98" and "98"."""
    digits = int(re.sub(r"\D", "", text))
    return digits if digits >= 100 else digits + (1900 if digits > 40 else 2000)


def spoken_year(text: str) -> int:
    """The value of a match of `SPOKEN_YEAR`, or of "two thousand"."""
    words = text.lower().replace("oh-", "").split(maxsplit=1)
    if words[0] == "two":
        return int(cardinal(text))
    return 100 * int(cardinal(words[0])) + int(cardinal(words[1]))


def period(amount: float, unit: str) -> str:
    """A TIMEX3 duration: "P3Y", an hour and a half is "PT1H30M"."""
    prefix, letter, amount = _scaled(amount, unit)
    whole, finer = int(amount), _FINER.get(prefix + letter)
    rest = round((amount - whole) * finer[0]) if finer else 0
    if finer is None or not rest:
        return f"{prefix}{amount:.0f}{letter}"
    head = f"{prefix}{whole}{letter}" if whole else prefix
    return f"{head}{finer[1]}{rest}{finer[2]}"


_FINER = {"PY": (12, "", "M"), "PTH": (60, "", "M"), "PD": (24, "T", "H"), "PTM": (60, "", "S"), "PW": (7, "", "D")}
_COARSE = {"E": (10, "Y"), "C": (100, "Y"), "S": (1, "X"), "WE": (1, "WE")}


def _scaled(amount: float, unit: str) -> tuple[str, str, float]:
    if unit.startswith("T"):
        return "PT", unit[1], amount
    factor, letter = _COARSE.get(unit, (1, unit))
    return "P", letter, amount * factor


def vague_period(unit: str) -> str:
    """A duration of unknown length: "PXY"."""
    if unit.startswith("T"):
        return f"PTX{unit[1]}"
    return f"PX{unit if unit == 'C' else _COARSE.get(unit, (1, unit))[1]}"
