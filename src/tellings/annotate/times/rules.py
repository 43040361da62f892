"""The grammar of English time expressions: what is recognised, each with the function that gives its value.

A rule names the kinds of word that its matches cannot do without, and is tried only on sentences that have them (most
sentences have none, so most cost one look at their words).  A rule matches the core of an expression; what may stand
before it ("the end of", "nearly") is added afterwards, in one place.

The longest match wins (see `times`); of two equally long ones, the earlier rule.  The patterns are made of bounded
parts, so matching is linear.  They read characters, not tokens: how a tokeniser cuts "mid-May" or "3-4" is all one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntFlag, auto
from functools import cache, lru_cache

from tellings.annotate.quantities.numbers import CARDINAL, ORDINAL
from tellings.annotate.times import values
from tellings.annotate.times.values import Context, Match, Value
from tellings.annotate.times.vocabulary import (
    ABOUT,
    AMOUNT,
    CAL,
    CLOCK,
    DAY,
    EDGE,
    HOLIDAYS,
    MONTH,
    MOVING_HOLIDAYS,
    PART,
    SPOKEN_YEAR,
    UNIT,
    WHEN,
    YEAR,
    ZONE,
)


class Kind(IntFlag):
    """The kinds of word that time expressions are made of."""

    DIGIT = auto()
    MONTH = auto()
    DAY = auto()
    UNIT = auto()
    UNITS = auto()  # two different ones
    MANY = auto()  # "months", "years"
    HALF = auto()
    TIMES = auto()  # "twice", "times"
    ORDINAL = auto()
    SEASON = auto()
    PART = auto()
    NEAR = auto()  # "yesterday"
    NOW = auto()
    PAST = auto()
    FUTURE = auto()
    WHILE = auto()
    SET = auto()  # "daily"
    FEAST = auto()
    NOON = auto()
    DECADE = auto()  # "the nineties"
    CENTURY = auto()
    QUARTER = auto()
    TENS = auto()  # "nineteen", "thousand"
    EVERY = auto()
    AGO = auto()  # "ago", "earlier", "later"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, as it is written, the kinds of word it needs, and what its matches mean.

    None from `value` says that a match is no time after all; `lead` is what may stand before one and belongs to it.
    """

    needs: int
    written: str
    cased: bool
    value: Callable[[Match, Context], Value | None]
    lead: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern itself, made when a text first needs it: all of them take a tenth of `import tellings`."""
        return _compiled(self.written, self.cased)


@cache
def _compiled(pattern: str, cased: bool) -> re.Pattern[str]:
    return re.compile(pattern, 0 if cased else re.IGNORECASE)


_EDGED = re.compile(rf"\b(?:{WHEN}|{EDGE})\Z", re.IGNORECASE)
_AMOUNTED = re.compile(rf"\b{ABOUT}\Z", re.IGNORECASE)
LONGEST_LEAD = 40  # characters that `Rule.lead` may take up


def _rule(
    needs: Kind,
    pattern: str,
    value: Callable[[Match, Context], Value | None],
    lead: re.Pattern[str] | None = _EDGED,
    *,
    cased: bool = False,
) -> Rule:
    return Rule(int(needs), pattern, cased, value, lead)


def _after(*words: str) -> str:
    """A pattern for the place after one of these words."""
    return "(?:" + "|".join(rf"(?<=\b{w} )" for w in words) + ")"


_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_COUNTED = (
    r"people|troops|soldiers|men|women|dollars|euros|pounds|miles|km|votes|square|feet|tons|tonnes|homes"
    r"|houses|students|employees|workers|jobs|points|meters|metres"
)
_FEASTS = "|".join(re.escape(h) for h in sorted((*HOLIDAYS, *MOVING_HOLIDAYS), key=lambda h: (-len(h), h)))
_NTH_DAY = (
    r"(?P<day>[0-3]?\d(?:st|nd|rd|th)?|(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth"
    r"|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    r"|twentieth|thirtieth)"
)
_SPELLED_DAY = _NTH_DAY.replace(r"[0-3]?\d(?:st|nd|rd|th)?|", "")
_HALF = r"(?P<half>first|second|last|latter) half of (?:the year )?"
_SAME = r"(?:latest|current|same|comparable|corresponding|year-ago|year-earlier|prior|previous|preceding)"
_YEAR_BEFORE = r"(?:,? (?:of )?(?:last year|a year (?:ago|earlier|before)|the (?:last|previous|prior|preceding) year))"

_DATES = (
    _rule(
        Kind.DIGIT,
        rf"(?<![\d/.-])(?:(?P<iso>{YEAR}-[01]\d-[0-3]\d)|(?P<a>[0-3]?\d)[/](?P<b>[0-3]?\d)[/](?P<y>(?:19|20)?\d\d))"
        r"(?![\d/-])",
        values.numeric,
    ),
    _rule(
        Kind.MONTH | Kind.DIGIT,
        rf"\b(?:{DAY},? (?:the )?)?(?P<month>{MONTH}) (?P<day>[0-3]?\d(?:st|nd|rd|th)?)(?!\d|:\d|%|[.,]\d{{3}})"
        rf"(?:,? (?P<year>{YEAR})(?!\d))?",
        values.full,
        cased=True,
    ),
    _rule(
        Kind.MONTH,
        rf"\b(?:(?:{DAY},? )?(?:[Tt]he )?){_NTH_DAY}(?: of)? (?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?",
        values.full,
        cased=True,
    ),
    _rule(
        Kind.MONTH | Kind.ORDINAL,
        rf"\b(?:{DAY},? )?(?P<month>{MONTH}) (?:the )?{_SPELLED_DAY}(?:,? (?P<year>{YEAR}))?\b(?! [a-z])",
        values.full,
    ),
    _rule(
        Kind.MONTH | Kind.DIGIT,
        rf"\bthe week of (?P<month>{MONTH}) (?P<day>[0-3]?\d)(?:,? (?P<year>{YEAR}))?(?!\w)",
        values.week_of,
    ),
    _rule(
        Kind.MONTH,
        rf"\b(?P<month>{MONTH})(?:,? (?:of )?(?:(?P<year>{YEAR})(?!\d)|(?P<spoken>{SPOKEN_YEAR}))"
        r"|,? (?:of )?(?P<which>last|this|next) year)\b",
        values.month_year,
    ),
    _rule(
        Kind.MONTH,
        rf"\b(?i:(?P<lead>last|next|this past|this coming|this|past|coming) )?(?P<month>{MONTH})(?!\w)",
        values.month_alone,
        cased=True,
    ),
    _rule(
        Kind.SEASON,
        rf"\b(?:(?P<which>last|this|next|this past) |the )?{_SEASON}(?: of| in)?"
        rf"(?: (?P<year>{YEAR})| (?P<spoken>{SPOKEN_YEAR}))\b",
        values.season,
    ),
    _rule(Kind.SEASON, rf"\b(?P<which>last|this|next|this past|this coming) {_SEASON}\b", values.season),
    _rule(
        Kind.SEASON,
        _after("in", "by", "of", "into", "until", "since", "during", "through", "over", "throughout")
        + rf"the (?P<which>(?!))?(?:(?:early|late|mid)[- ])?{_SEASON}\b(?! of\b|[- ](?:olympi|game))",
        values.season,
    ),
    _rule(
        Kind.DIGIT,
        r"(?:(?<![\w$€£.,/–-])|(?<=\b(?:1[5-9]|20)\d\d[–-])|(?<=\b[Mm]id-)|(?<=\b[Ll]ate-)|(?<=\b[Ee]arly-))"
        r"(?P<lead>the year |fiscal year |fiscal |the fiscal year )?"
        rf"(?P<year>{YEAR})(?![\w%/]|,\d|\.\d|-(?!era|style|based|{YEAR}\b|\d\d\b)\w| (?:{_COUNTED}))",
        values.bare_year,
    ),
    _rule(Kind.DIGIT, r"(?<!\w)[’'](?P<short>[0-9]\d)(?![\w’'])", values.short_year),
    _rule(Kind.TENS, rf"\b(?:the year )?(?P<spoken>{SPOKEN_YEAR})\b", values.spoken_year),
    _rule(Kind.TENS, r"\bthe year (?P<spoken>two thousand)\b", values.spoken_year),
    _rule(
        Kind.DIGIT,
        r"(?<!\w)(?:(?:the |mid[- ])(?:(?:early|late|mid)[- ])?)?(?:(?P<long>(?:1[5-9]|20)\d0)|[’']?(?P<short>[2-9]0))"
        r"[’']?s\b",
        values.decade,
    ),
    _rule(
        Kind.DECADE,
        r"(?<!\w)(?:(?:the |mid[- ])(?:(?:early|late|mid)[- ])?)?(?P<word>twenties|thirties|forties|fifties|sixties"
        r"|seventies|eighties|nineties)\b",
        values.decade_in_words,
    ),
    _rule(Kind.CENTURY, rf"\b(?:the )?(?:(?:early|late|mid)[- ])?(?P<nth>{ORDINAL})[- ]century\b", values.century),
)

_NEAR = (
    _rule(
        Kind.DAY,
        r"\b(?i:(?P<which>last|next|this past|this coming|this|past|coming|every|each|the previous|the following)"
        r" )?"
        rf"(?P<day>{DAY})(?P<plural>s\b)?(?: (?i:(?P<part>{PART}))(?P<parts>s)?\b)?(?!\w)",
        values.weekday,
        cased=True,
    ),
    _rule(
        Kind.NEAR,
        r"\b(?P<word>today|yesterday|tomorrow|the day before yesterday|the day after tomorrow)"
        rf"(?: (?P<part>{PART})\b)?(?! ?['’]s (?:paper|world|youth|society|generation))",
        values.near_day,
    ),
    _rule(Kind.NEAR | Kind.PART, rf"\b(?P<part>{PART}) (?P<word>today|yesterday|tomorrow)\b", values.near_day),
    _rule(
        Kind.PART,
        r"\b(?P<which>(?<=in )the|that|the same|that same|the following|the next|the previous)"
        r" (?P<part>morning|afternoon|evening|night)\b(?! of\b)",
        values.told_part,
    ),
    _rule(
        Kind.PART,
        r"(?<=\b[BbAa][yt] )(?P<part>mid[- ](?:afternoon|morning)|dawn|dusk|daybreak|nightfall)\b(?P<which>)(?! of\b)",
        values.told_part,
    ),
    _rule(Kind.PART, rf"\b(?:this (?P<part>{PART})|last (?:night|evening)|tonight|overnight)\b", values.day_part),
    _rule(
        Kind.UNIT,
        r"\b(?P<which>last|this past|this coming|this|next|past|the coming|the current|the upcoming|the(?= weekend)"
        r"|the latest|the previous|the following|the preceding|the prior|the same|that same|that|the past|current)"
        rf" (?:fiscal |calendar |financial |school |academic )?(?P<unit>{CAL})(?!-|\w)(?! ?(?:old|ago)\b)",
        values.calendar,
    ),
    _rule(Kind.UNIT, r"(?<=[ -]of )(?P<which>the) (?P<unit>week|month|quarter|year|decade|century)\b", values.calendar),
    _rule(
        Kind.UNIT,
        r"\b(?P<which>the) (?:fiscal |calendar |financial |school |academic )?(?P<unit>year|month|week)\b"
        rf"(?![-’']| (?:{YEAR}|ended|ending|ago|before|after|earlier|later|when|that|of|two|in which|since|\d))",
        values.calendar,
    ),
    _rule(Kind.UNIT, r"\bthe (?P<unit>year|month|week) (?P<which>before|earlier)\b(?! [a-z])", values.calendar),
    _rule(Kind.UNIT, r"\b(?:the )?(?P<which>full|whole|entire) (?P<unit>year)\b(?!-)", values.calendar),
    _rule(Kind.UNIT, r"\b(?:the )?year(?:-|['’]s | )end\b", values.year_end),
    _rule(
        Kind.UNIT,
        r"\b(?:the following|the next|the previous|that same|the same|that very) day\b"
        r"|(?<=(?:ier|ter) in )the day\b|(?<=(?:arly|late) in )the day\b|\b(?:a|one) day"
        r" (?:earlier|later|before|after)\b|\bthe day (?:before|after)\b(?! yesterday| tomorrow)",
        values.told_day,
    ),
    _rule(
        Kind.UNIT | Kind.AGO,
        rf"(?<!\w)(?:(?P<few>several|a few|many|some|countless)|(?P<n>{AMOUNT}))[- ]?(?: more)? ?(?P<unit>{UNIT})"
        r"(?P<half> and a half)? (?:or (?:so|more) )?(?P<how>ago|earlier|before(?=[.,;]|$)|from now|later|previously)"
        r"\b(?! than)",
        values.ago,
        _AMOUNTED,
    ),
    _rule(
        Kind.AGO,
        rf"\b(?:{UNIT}|long|not long|not that long|ages|generations) ago\b",
        values.fixed("DATE", "PAST_REF", "vague distance", 0.7),
    ),
    _rule(
        Kind.QUARTER,
        rf"\b(?:the )?(?:(?P<same>{_SAME}|{_SAME} year-(?:ago|earlier)) )?(?:(?:fiscal )?quarter|"
        + "|".join(rf"(?<={w} )period" for w in ("latest", "same", "comparable", "corresponding", "ago", "earlier"))
        + rf")\b(?!back|[-\w])(?P<before>{_YEAR_BEFORE})?|\b(?:an? |the )?(?P<ago>year-(?:earlier|ago)"
        r"(?: (?:period|results|quarter))?|last year['’]s (?:period|quarter))\b",
        values.same_quarter,
    ),
    _rule(
        Kind.UNIT,
        rf"\bthe (?:same|comparable|corresponding) (?P<unit>day|week|month|time|season){_YEAR_BEFORE}\b",
        values.year_before,
    ),
    _rule(Kind.QUARTER | Kind.DIGIT, rf"\bthe (?P<year>{YEAR}) (?:quarter|period)\b", values.quarter_of),
    _rule(
        Kind.HALF | Kind.DIGIT, rf"\b(?:the )?{_HALF}(?:fiscal )?(?P<year>{YEAR})\b(?P<which>(?!))?", values.half_year
    ),
    _rule(
        Kind.HALF | Kind.UNIT,
        rf"\b(?:the )?{_HALF}(?P<which>this|last|next|the) year\b(?P<year>(?!))?",
        values.half_year,
    ),
    _rule(
        Kind.QUARTER,
        rf"\b(?:the )?(?P<which>{YEAR})[- ](?P<nth>first|second|third|fourth)[- ]quarter\b",
        values.quarter,
    ),
    _rule(
        Kind.QUARTER,
        r"\b(?:the )?(?P<which>(?:(?:last|this|next) year[’']s|year-ago|year-earlier) )?(?:fiscal )?"
        rf"(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ]quarter\b"
        rf"(?:(?: of|,)? (?:fiscal )?(?P<year>{YEAR})\b| (?:of )?(?P<after>last|this|next) year\b)?",
        values.quarter,
    ),
    _rule(Kind.FEAST, rf"\b(?P<name>{_FEASTS})(?:,? (?P<year>{YEAR}))?\b", values.holiday),
)

_LENGTHS = (
    _rule(
        Kind.UNIT,
        r"(?<!\w)(?!an? \w{4,7}s-)"
        r"(?:(?P<few>several|a few|many|a number of|a handful of|dozens of|some)|(?:(?:the )?"
        rf"(?:last|past|next|first|previous|coming|final|following|preceding|same|year-earlier|year-ago) )?"
        rf"(?P<n>{AMOUNT})(?:(?: to | or |[-–]| - ){CARDINAL}| or so)?)"
        r"(?:(?: more| full| straight| consecutive| additional| long| whole| solid)? ?|-)"
        rf"(?P<unit>{UNIT})(?P<half> and a half)?(?:-long)?(?![\w-]*[- ]olds?\b| of age)(?!\w)",
        values.duration,
        _AMOUNTED,
    ),
    _rule(
        Kind.UNIT,
        r"\bthe (?:last|past|next|coming) (?:few |several |couple of )(?P<unit>" + UNIT + r")\b",
        values.loose_plural,
    ),
    _rule(
        Kind.UNITS,
        rf"\b(?P<n1>{CARDINAL}) (?P<u1>{UNIT})(?:,| and|, and)? (?P<n2>{CARDINAL}) (?P<u2>{UNIT})\b",
        values.compound_duration,
        _AMOUNTED,
    ),
    _rule(
        Kind.UNIT | Kind.HALF,
        rf"\b(?P<n>an?|one) (?P<unit>{UNIT}) and (?:a )(?P<part>half|quarter)\b",
        values.half_more,
        _AMOUNTED,
    ),
    _rule(
        Kind.UNIT | Kind.HALF,
        rf"\b(?P<n>{CARDINAL}) and a half (?P<unit>hours?|days?|weeks?|months?|years?|decades?)\b",
        values.some_and_half,
        _AMOUNTED,
    ),
    _rule(
        Kind.UNIT | Kind.ORDINAL,
        rf"\b(?:its|their|his|her|our|my|a|an) (?P<nth>{ORDINAL})(?: straight| consecutive| full| successive)?"
        r" (?P<unit>day|night|week|month|year|decade)\b",
        values.nth,
        None,
    ),
    _rule(
        Kind.UNIT | Kind.ORDINAL,
        rf"\b(?:the )?(?P<nth>{ORDINAL}) (?:straight|consecutive|successive) (?P<unit>day|night|week|month|year)\b",
        values.nth,
        None,
    ),
    _rule(
        Kind.MANY,
        r"(?<= )(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b"
        r"(?! (?:ago|earlier|later|before|after)\b)",
        values.bare_plural,
        None,
    ),
    _rule(
        Kind.MANY,
        r"\b(?:recent|(?:the )?coming) (?P<unit>days|weeks|months|quarters|years|decades)\b"
        r"|\bthe (?P<units>days|weeks|months|years|decades) (?:ahead|to come|that followed|since)\b"
        r"|(?<=\bover )the (?P<past>years|decades|centuries)\b"
        r"|\b(?P<long>days|weeks|months|years|decades)-(?:long|old)\b",
        values.loose_length,
        None,
    ),
    _rule(
        Kind.UNIT,
        r"\bthe (?:fiscal )?(?P<unit>year)(?= end(?:ed|ing|s)\b)",
        values.business_year,
        None,
    ),
)

_SETS = (
    _rule(
        Kind.SET,
        r"(?<!\w-)\b(?P<word>daily|weekly|monthly|yearly|nightly|hourly)\b",  # "Daily" is a newspaper
        values.set_word,
        None,
        cased=True,
    ),
    _rule(
        Kind.EVERY,
        rf"\b(?:every|each) (?:(?P<other>other) |(?P<n>{CARDINAL}) )?(?:(?P<month>{MONTH})"
        rf"|(?P<season>spring|summer|autumn|fall|winter)|(?P<part>{PART})|(?P<unit>{UNIT}))\b",
        values.every,
        None,
    ),
    _rule(
        Kind.UNIT | Kind.TIMES,
        rf"\b(?:once|twice|(?:{CARDINAL}|several|a few) times) (?:an?|each|every|per) (?P<unit>day|week|month|year)\b",
        values.times_a,
        None,
    ),
)

_CLOCKS = (
    _rule(Kind.DIGIT, rf"(?<![\w:.])(?P<clock>{CLOCK}){ZONE}?", values.clock),
    _rule(Kind.NOON, rf"\b(?P<clock>{CLOCK}){ZONE}?", values.clock),
)

_REFERENCES = (
    _rule(
        Kind.NOW,
        r"\b(?:right now|(?<!then-)now(?!-)|at the moment|at present|currently|nowadays|at this point|these days"
        r"|for the time being|(?<!then )(?<!then-)current(?!(?: \w+)? (?:year|month|quarter|week)))\b",
        values.fixed("DATE", "PRESENT_REF", "now", 0.8),
        None,
    ),
    _rule(
        Kind.PAST,
        r"\b(?:(?:more |just |most )?recently"
        r"|the past(?! of\b| \w+s? (?:years?|months?|weeks?|days?)| (?:few|two|three|four|five|\d))"
        r"|lately|recent(?! (?:days|weeks|months|quarters|years|decades)\b)|a while ago|(?<=at )the time(?! of\b))"
        r"\b(?![-\w])",
        values.fixed("DATE", "PAST_REF", "vague past", 0.6),
        None,
    ),
    _rule(
        Kind.FUTURE,
        r"\bthe (?:(?:near|not-too-distant|foreseeable|immediate) )?future\b(?! of\b)"
        r"|\bthe (?:short|long|near) term\b"
        r"|\ba later (?:date|time)\b"
        r"|\bas soon as possible\b|\b(?:very )?soon\b(?! (?:after|as|before))(?<!as soon)(?<!how soon)(?<!too soon)",
        values.fixed("DATE", "FUTURE_REF", "vague future", 0.7),
        None,
    ),
    _rule(
        Kind.WHILE,
        _after("for", "in", "after", "over", "within", "quite")
        + r"(?:a|some) (?:(?:very |fairly |relatively )?(?:long|short|brief|lengthy|limited|little) )?"
        r"(?:while|period|time)\b(?! of\b| when\b)",
        values.fixed("DURATION", "PXX", "vague length", 0.6),
        None,
    ),
)

RULES: tuple[Rule, ...] = (*_DATES, *_NEAR, *_LENGTHS, *_SETS, *_CLOCKS, *_REFERENCES)


# ------------------------------------------------------------------ which rules a sentence is worth

_WORDS = {
    Kind.DIGIT: "0 1 2 3 4 5 6 7 8 9",
    Kind.MONTH: "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec",
    Kind.DAY: "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays"
    " fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun",
    Kind.UNIT: "second sec minute min hour hr day night weekend week fortnight month quarter year season decade"
    " seconds secs minutes mins hours hrs days nights weekends weeks fortnights months quarters years seasons decades"
    " century centuries",
    Kind.MANY: "minutes hours days weeks months quarters years decades centuries",
    Kind.HALF: "half quarter",
    Kind.TIMES: "once twice times",
    Kind.ORDINAL: "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth st nd rd th",
    Kind.SEASON: "spring summer autumn fall winter",
    Kind.PART: "morning midday lunchtime afternoon evening night nightfall overnight dawn dusk daybreak tonight"
    " mornings afternoons evenings nights",
    Kind.NEAR: "today yesterday tomorrow",
    Kind.NOW: "now moment present current currently nowadays point days being",
    Kind.PAST: "recent recently past lately ago time",
    Kind.FUTURE: "future soon coming next term run later possible",
    Kind.WHILE: "while time period",
    Kind.SET: "daily weekly monthly yearly nightly hourly",
    Kind.FEAST: " ".join(sorted({re.split("[^a-z]", name)[0] for name in (*HOLIDAYS, *MOVING_HOLIDAYS)})),
    Kind.NOON: "noon midnight midday clock",
    Kind.DECADE: "twenties thirties forties fifties sixties seventies eighties nineties",
    Kind.CENTURY: "century",
    Kind.QUARTER: "quarter period year",
    Kind.TENS: "nineteen eighteen twenty thousand",
    Kind.EVERY: "every each",
    Kind.AGO: "ago earlier before later previously from",
}
_KINDS = {
    word: sum(int(kind) for kind, words in _WORDS.items() if word in words.split())
    for word in sorted({w for words in _WORDS.values() for w in words.split()})
}
_WORD = re.compile(r"[a-z]+|\d")
_UNIT_WORDS = frozenset(_WORDS[Kind.UNIT].split())


def worth_trying(text: str) -> tuple[Rule, ...]:
    """The rules that a text may match, by the kinds of word in it; mostly none."""
    found, words = 0, set(_WORD.findall(text.lower()))
    for word in words:
        if word in _KINDS:
            found |= _KINDS[word]
    if not found:
        return ()
    return _with(found | (Kind.UNITS.value if len(words & _UNIT_WORDS) > 1 else 0))


@lru_cache(maxsize=4096)
def _with(found: int) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if found & rule.needs == rule.needs)
