"""The grammar of English time expressions: what is recognised, each with the function that gives its value.

The longest match wins (see `times`); of two equally long ones, the earlier rule.  The patterns are made of bounded
parts, so matching is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tellings.annotate import time_values as values
from tellings.annotate.numbers import CARDINAL, ORDINAL
from tellings.annotate.time_values import Context, Match, Value
from tellings.annotate.time_words import (
    ABOUT,
    AMOUNT,
    CAL,
    CLOCK,
    DAY,
    EDGE,
    HOLIDAYS,
    MONTH,
    PART,
    UNIT,
    WHEN,
    YEAR,
    ZONE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its matches mean; None from `value` says that a match is no time after all."""

    pattern: re.Pattern[str]
    value: Callable[[Match, Context], Value | None]


def _rule(pattern: str, value: Callable[[Match, Context], Value | None], *, cased: bool = False) -> Rule:
    return Rule(re.compile(pattern, 0 if cased else re.IGNORECASE), value)


_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_TAIL_YEAR = rf"(?:,? (?P<year>{YEAR}))"
_THE_DAY = r"(?P<day>[0-3]?\d(?:st|nd|rd|th)?)"

RULES: tuple[Rule, ...] = (
    _rule(
        rf"(?<![\d/.-])(?:(?P<iso>{YEAR}-[01]\d-[0-3]\d)|(?P<a>[0-3]?\d)[/](?P<b>[0-3]?\d)[/](?P<y>(?:19"
        r"|20)?\d\d))(?![\d/-])",
        values.numeric,
    ),
    _rule(
        rf"\b(?i:(?:{WHEN}|{EDGE})?(?:{DAY},? (?:the )?)?(?:\()?)(?P<month>{MONTH}) {_THE_DAY}(?!\d"
        rf"|:\d|%|[.,]\d{{3}})(?:,? (?P<year>{YEAR})(?!\d))?",
        values.full,
        cased=True,
    ),
    _rule(
        rf"\b(?:(?:{DAY},? )?(?:the )?)(?P<day>[0-3]?\d(?:st|nd|rd|th)?|(?:twenty-|thirty-)?(?:first"
        r"|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth"
        r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)(?:"
        rf" of)? (?P<month>{MONTH}){_TAIL_YEAR}?",
        values.full,
        cased=True,
    ),
    _rule(
        rf"\b(?:{WHEN}|{EDGE})?(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR})(?!\d)|,? (?P<which>last"
        r"|this|next) year)\b",
        values.month_year,
    ),
    _rule(
        rf"\b(?i:(?:{WHEN}|{EDGE})?)(?i:(?P<lead>last|next|this past|this|past|since"
        rf"|coming) )?(?P<month>{MONTH})(?!\w)",
        values.month_alone,
        cased=True,
    ),
    _rule(
        rf"\b(?:{WHEN}|{EDGE})?(?:(?P<which>last|this|next|this past) |the |(?:in|of|since|by|during"
        rf"|until) )?{_SEASON}(?: of| in)?(?: |[ ]?[’'])(?P<year>{YEAR})\b",
        values.season,
    ),
    _rule(rf"\b(?:{WHEN}|{EDGE})?(?P<which>last|this|next|this past) {_SEASON}\b(?P<year>(?!))?", values.season),
    _rule(
        rf"(?<![\w$€£.,/–-])(?:(?:{WHEN}|{EDGE})?(?P<lead>the year |fiscal year |fiscal |the fiscal year"
        r" |(?:(?:in|since|by|during|until|from|of|for|to|between|and|before"
        rf"|after) (?=\d)))?)(?P<year>{YEAR})(?![\w%/]|,\d|\.\d|-(?!era|style|based)\w| (?:people|troops"
        r"|soldiers|men|women|dollars|euros|pounds|miles|km|votes|square|feet|tons|tonnes|homes"
        r"|houses|students|employees|workers|jobs|points|meters|metres))(?P<short>(?!))?",
        values.bare_year,
    ),
    _rule(r"(?<!\w)[’'](?P<short>[0-9]\d)(?![\w’'])(?P<year>(?!))?(?P<lead>(?!))?", values.bare_year),
    _rule(
        r"\b(?P<head>nineteen|two thousand(?: and)?) (?P<tail>(?:ten|twenty|thirty|forty|fifty|sixty"
        r"|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)\b",
        values.spoken_year,
    ),
    _rule(
        rf"\b(?:the )?(?:{WHEN}|{EDGE})?(?:the )?(?:(?:early|late|mid)[- ])?(?:(?P<long>(?:1[5-9]"
        r"|20)\d0)[’']?s|(?<!\w)[’']?(?P<short>[2-9]0)[’']?s|(?P<word>twenties|thirties|forties"
        r"|fifties|sixties|seventies|eighties|nineties))\b",
        values.decade,
    ),
    _rule(rf"\b(?:the )?(?:(?:early|late|mid)[- ])?(?P<nth>{ORDINAL})[- ]century\b", values.century),
    _rule(
        rf"\b(?i:(?:{WHEN}|{EDGE})?)(?i:(?P<which>last|next|this past|this coming|this|past|coming|every"
        rf"|each) )?(?P<day>{DAY})(?P<plural>s\b)?(?: (?i:(?P<part>{PART}))(?P<parts>s)?\b)?(?!\w)",
        values.weekday,
        cased=True,
    ),
    _rule(
        rf"\b(?:{WHEN})?(?P<word>today|yesterday|tomorrow|the day before yesterday|the"
        rf" day after tomorrow)(?: (?P<part>{PART})\b)?(?! ?['’]s (?:paper|world|youth|society"
        r"|generation))",
        values.near_day,
    ),
    _rule(rf"\b(?P<part>{PART}) (?P<word>today|yesterday|tomorrow)\b", values.near_day),
    _rule(
        rf"\b(?:{WHEN}|{EDGE})?(?:this (?P<part>{PART})|last (?:night|evening)|tonight|overnight)\b", values.day_part
    ),
    _rule(
        rf"\b(?:{WHEN}|{EDGE})?(?P<which>last|this past|this coming|this|next|past|the coming"
        r"|the current|the upcoming|the(?= weekend)|the previous|the following|the preceding|the"
        r" same|that same|that|the past|current) (?:fiscal |calendar |financial |school |academic"
        rf" )?(?P<unit>{CAL})(?!-|\w)(?! ?(?:old|ago)\b)",
        values.calendar,
    ),
    _rule(rf"\b{EDGE}(?P<which>the) (?P<unit>week|month|quarter|year|decade|century)\b", values.calendar),
    _rule(r"\bthe year (?P<head>two thousand)(?P<tail>(?!))?\b", values.spoken_year),
    _rule(
        r"\b(?:the following|the next|the previous|that same|the same|that very) day\b|\b(?:a|one) day"
        r" (?:earlier|later|before|after)\b|\bthe day (?:before|after)\b(?! yesterday| tomorrow)",
        values.told_day,
    ),
    _rule(
        rf"\b(?:{ABOUT})?(?:(?P<few>several|a few|many|some|countless)|(?P<n>{AMOUNT}))[- ]?(?:"
        rf" more)? ?(?P<unit>{UNIT})(?P<half> and a half)? (?:or so )?(?P<how>ago|earlier|before(?=[.,;]"
        r"|$)|from now|later|previously)\b(?! than)",
        values.ago,
    ),
    _rule(
        rf"\b(?:{UNIT}) ago\b|\b(?:long|not long|not that long|ages|generations) ago\b",
        values.fixed("DATE", "PAST_REF", "vague distance", 0.7),
    ),
    _rule(
        r"\b(?:the )?(?:latest|current|same|comparable|year-ago|year-earlier)? ?(?:quarter|(?:latest"
        r"|year-ago|year-earlier) period)\b(?!back|[-\w])|\b(?:an? |the )?year-(?:earlier"
        r"|ago)(?: (?:period|results))?\b",
        values.same_quarter,
    ),
    _rule(
        rf"\b(?:the )?(?P<which>{YEAR})[- ](?P<nth>first|second|third"
        r"|fourth)[- ]quarter\b(?P<year>(?!))?(?P<after>(?!))?",
        values.quarter,
    ),
    _rule(
        r"\b(?:the )?(?:(?P<which>(?:last|this|next) year[’']s|year-ago|year-earlier)"
        r" )?(?:fiscal )?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter(?:(?:"
        rf" of|,)? (?:fiscal )?(?P<year>{YEAR})\b| (?:of )?(?P<after>last|this|next) year\b)?",
        values.quarter,
    ),
    _rule(
        rf"\b(?P<name>{'|'.join(sorted(HOLIDAYS, key=lambda h: (-len(h), h)))})(?:,? (?P<year>{YEAR}))?\b",
        values.holiday,
    ),
    _rule(
        rf"(?:\b{ABOUT})?(?:(?P<few>several|a few|many|a number of|a handful of|dozens of|some)|(?:(?:the"
        rf" )?(?:last|past|next|first|previous|coming|final|following|preceding) )?(?P<n>{AMOUNT})"
        rf"(?:(?: to | or |[-–]){CARDINAL}| or so)?)(?:(?: more| full| straight| consecutive| additional|"
        rf" long| whole| solid)? ?|-)(?P<unit>{UNIT})(?P<half> and a half)?(?:-long)?(?![\w-]*[- ]olds?\b"
        r"| of age)(?!\w)",
        values.duration,
    ),
    _rule(rf"\b(?:the )(?:last|past|next|coming) (?:few |several |couple of )(?P<unit>{UNIT})\b", values.loose_plural),
    _rule(
        rf"(?:\b{ABOUT})?(?P<n1>{CARDINAL}) (?P<u1>{UNIT})(?:,| and|, and)? (?P<n2>{CARDINAL})"
        rf" (?P<u2>{UNIT})\b",
        values.compound_duration,
    ),
    _rule(rf"(?:\b{ABOUT})?(?P<n>an?|one) (?P<unit>{UNIT}) and (?:a )(?P<part>half|quarter)\b", values.half_more),
    _rule(
        rf"\b(?:its|their|his|her|our|my|a|an) (?P<nth>{ORDINAL})(?: straight| consecutive"
        r"| full| successive)? (?P<unit>day|night|week|month|year|decade)\b",
        values.nth,
    ),
    _rule(
        rf"\b(?:the )?(?P<nth>{ORDINAL}) (?:straight|consecutive|successive) (?P<unit>day|night|week|month"
        r"|year)\b",
        values.nth,
    ),
    _rule(
        r"(?<=\bfor )(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)\b(?!"
        r" of)|\b(?:over|in|after|of|within) (?:the )?(?P<u2>(?!))?(?P<unit2>(?!))?(?!)",
        values.loose_plural,
    ),
    _rule(r"\brecent (?P<unit>days|weeks|months|years|decades)\b", values.recent),
    _rule(r"\b(?P<word>daily|weekly|monthly|yearly|annually|nightly|hourly)\b", values.set_word),
    _rule(
        rf"\b(?:every|each) (?:(?P<other>other) |(?P<n>{CARDINAL}) )?(?:(?P<month>{MONTH})"
        rf"|(?P<season>spring|summer|autumn|fall|winter)|(?P<part>{PART})|(?P<unit>{UNIT}))\b",
        values.every,
    ),
    _rule(rf"(?<![\w:.])(?P<clock>{CLOCK}){ZONE}?", values.clock),
    _rule(
        r"\b(?:right now|now|at the moment|at present|currently|nowadays|at this point|for the"
        r" time being|these days)\b",
        values.fixed("DATE", "PRESENT_REF", "now", 0.8),
    ),
    _rule(
        r"\b(?:recently|in the past|the past|formerly|lately|a while ago)\b",
        values.fixed("DATE", "PAST_REF", "vague past", 0.6),
    ),
    _rule(
        r"\b(?:(?:in )?the (?:near |not-too-distant |foreseeable |immediate )?future)\b",
        values.fixed("DATE", "FUTURE_REF", "vague future", 0.7),
    ),
)

#: Words of which a sentence with a time expression holds at least one.
TRIGGER = re.compile(
    r"\d|day|week|month|year|hour|minute|second|decade|centur|quarter|season|spring|summer|autumn"
    r"|fall|winter|now|recent|past"
    r"|ago|earl|previous|former|future|annual|dai|nightly|night|morning|noon|evening|dawn|dusk|today"
    r"|tomorrow|moment|present"
    r"|current|januar|februar|march|april|may|june|july|august|septem|octo|novem|decem|jan|feb|mar|apr"
    r"|jun|jul|aug|sep|oct|nov|dec"
    r"|christmas|halloween|clock|lately|period|twenties|thirties|forties|fifties|sixties"
    r"|seventies|eighties|nineties|nineteen|thousand",
    re.IGNORECASE,
)
