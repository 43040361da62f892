"""Plain text into words, as the Universal Dependencies English Web Treebank (EWT) writes them.

Clitics, punctuation, currency and per-cent signs are words of their own; abbreviations keep their dot; numbers, dates,
addresses and handles stay whole; a hyphen is a word except after a bound prefix ("non-human") and in telephone numbers.

The text is cut at white space first and what a stretch is made of is remembered, because news repeats itself: nine
stretches in ten have been met before, so the analysis itself may be careful and is still paid for seldom.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 200  # code points; a longer run of letters is cut, so that scripts without spaces stay bounded

_STRETCH = re.compile(r"\S{1,5000}")
_MEMO_LENGTH = 40  # longer stretches hardly ever come twice

# Combining signs and the scripts that need them inside words; Python's \w leaves them out.
_SIGNS = r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u109f\u200c\u200d"
_LETTER = r"[^\W\d_]"
_INSIDE = rf"[\w{_SIGNS}]"
_PREFIX = (
    "anti|co|counter|cross|e|ex|inter|intra|macro|mega|micro|mid|mini|mis|multi|neo|non|over|post|pre|pro|pseudo|re|"
    "semi|sub|super|trans|tri|ultra|un|under|uni"
)
# Abbreviations that keep their dot; the first with a capital ("ore." ends a sentence), the others without.
_NAMED = (
    "mr|mrs|ms|dr|drs|prof|rev|fr|hon|st|sts|ft|mt|jr|sr|gen|col|lt|cpl|sgt|capt|cmdr|adm|maj|pvt|gov|sen|rep|reps|"
    "sens|pres|supt|det|insp|messrs|mme|mlle|esq|inc|corp|co|ltd|bros|assn|dept|univ|ave|blvd|rd|hwy|jan|feb|mar|apr|"
    "jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|ed|eds|fig|figs|vol|vols|attn|spec|para|sc|"
    "ala|ariz|ark|calif|colo|conn|fla|ind|kan|ky|la|md|mich|minn|neb|nev|okla|ont|ore|pa|penn|que|tenn|tex|va|wis|wyo"
)
_PLAIN = "etc|vs|eg|ie|viz|approx|est|al|ca|cf|pp|ext|yrs|hrs|lbs|oz|inc|corp|ltd|dept|jr|sr|mr|mrs|ms|dr|st"
# Only before a digit: these are words, or units, at the end of a sentence.
_NUMBERED = "no|nos|p|pp|art|ch|sec|c|op|vol|fig"
_ENDINGS = (
    "com|org|net|gov|edu|info|co|tv|io|ly|uk|au|ca|de|fr|ru|ua|cn|eu|int|mil|biz|news|ie|nz|za|jp|"
    "doc|docx|pdf|xls|xlsx|html?|php|jpg|jpeg|png|gif|txt|ppt|zip|exe|mp3|mp4"
)
_DIGITS = r"\d++(?:[.,:/]\d++)*+"
_WORD = re.compile(
    rf"""
    (?P<address>(?:(?:https?|ftp)://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]}}…*]
      |[\w.+\-]{{1,64}}@[\w\-]{{1,64}}(?:\.[\w\-]{{1,64}})+
      |{_LETTER}[\w\-]{{0,62}}(?:\.[\w\-]{{1,63}}){{0,4}}\.(?:{_ENDINGS})(?![\w\-.@])(?:/[\w./?=&%\#\-]*[\w/])?)
    |[@\#](?=[^\W\d])\w{{1,200}}
    |(?:[:;=][\-']?[()\[\]DPp/]|<3)(?!\w)
    |\.{{2,}}|…+|-{{2,}}|[!?]{{2,}}|={{2,}}|\*+|_+|~+|`{{2}}|''|\++|\$\$+|<+|>+|//+|\\+
    |(?:[A-Z]{{1,3}})?[$](?=\d|$)
    |(?P<phone>(?:\d-)?(?:\d{{3}}-)?\d{{3}}-\d{{4}}(?![\w\-]))
    |(?<![\w.])\d{{2,4}}['’]s(?!\w)
    |(?<![\w.])[+]?\.?{_DIGITS}(?:st|nd|rd|th|s)?(?![^\W_])
    |(?<![\w.]){_DIGITS}(?=(?:[a-z]{{1,3}}|[AP]M|[KMBCF])(?!\w))
    |(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?![\w'’]))?
    |Ph\.D\.?|M\.Sc\.|B\.Sc\.
    |[A-Z]{{1,4}}&[A-Z]{{1,4}}(?!\w)
    |(?<!\w)(?:w/(?!\w)|b/c(?!\w)|w/o(?!\w)|c/o(?!\w))
    |(?<!\w)['’](?:\d0s|\d\d|em|til|cause|tis|twas|bout|re|ve|ll|d|s|m|t)(?!\w)
    |(?<![\w.])(?:(?=[A-Z])(?i:{_NAMED})|{_PLAIN})\.(?!\w)
    |(?<![\w\-])(?i:{_PREFIX})-\d+/\d+(?!\w)
    |(?P<word>(?:(?<![\w\-])(?i:{_PREFIX})-)?[^\W_]{_INSIDE}{{0,{LONGEST - 1}}}(?:['’`]{_INSIDE}{{1,40}})*)
    |[\U0001f1e6-\U0001f1ff]{{2}}
    |[\u2600-\u27bf\U0001f000-\U0001faff][\ufe0f\u200d\u2640\u2642\U0001f3fb-\U0001f3ff]*
    |[{_SIGNS}]{{1,{LONGEST}}}
    |\S
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?i)(n['’`]t|['’`](?:s|re|ve|ll|d|m))$")
_WITHOUT_MARK = re.compile(
    r"(?i)(?:(can)(not)|(do|does|did|is|was|were|are|has|have|had|could|would|should|ai|wo)(nt)|(gon|wan)(na)|(got|out)(ta)"
    r"|(i)(m|ve)|(you|they)(re|ve)|(that|there)(s))$"
)
_NEEDS_DIGIT = re.compile(rf"(?i)^[(\[“\"]*(?:{_NUMBERED})\.$")
_NEEDS_NAME = re.compile(r"^[(\[“\"‘'—–]*[A-HJ-Z]\.$|^[A-Z][a-z]*-[A-Z]\.$")
_DIGIT_NEXT = re.compile(r"[ \t\xa0]{1,3}\d")
_NAME_NEXT = re.compile(r"[ \t\xa0]{1,3}[A-Z]")


def words(text: str) -> list[tuple[int, int]]:
    """Cut a text into words.

    Linear in the length of the text.  Every code point that is not white space lies in exactly one word, and no word
    is longer than `LONGEST` code points, addresses apart.

    Args:
        text: Any text, of any language, empty or not.

    Returns:
        Half-open code-point spans (start, end), in order.
    """
    out: list[tuple[int, int]] = []
    for found in _STRETCH.finditer(text):
        stretch, start = found.group(), found.start()
        if stretch[-1] == "." and _keeps_dot(text, stretch, found.end()):
            out.extend((start + a, start + b) for a, b in _dotted(stretch))
            continue
        pieces = _remembered(stretch) if len(stretch) <= _MEMO_LENGTH else _pieces(stretch)
        if len(pieces) == 1:
            out.append((start, found.end()))
        else:
            out.extend([(start + a, start + b) for a, b in pieces])
    return out


def _keeps_dot(text: str, stretch: str, end: int) -> bool:
    """Whether what follows makes the last dot part of the word: "No. 5", "J. Smith"."""
    if len(stretch) > 12:
        return False
    if _NEEDS_DIGIT.match(stretch) and _DIGIT_NEXT.match(text, end):
        return True
    return bool(_NEEDS_NAME.match(stretch) and _NAME_NEXT.match(text, end))


def _dotted(stretch: str) -> list[tuple[int, int]]:
    """The words of a stretch whose last one takes the dot that ends it."""
    body = _pieces(stretch[:-1])
    return [*body[:-1], (body[-1][0], len(stretch))]


def _pieces(stretch: str) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for found in _WORD.finditer(stretch):
        start, end = found.span()
        kind = found.lastgroup
        if end - start > LONGEST and kind != "address":
            out.extend((at, min(at + LONGEST, end)) for at in range(start, end, LONGEST))
            continue
        cut = start + _cut(found.group()) if kind == "word" else start
        if cut > start:
            out.append((start, cut))
        out.append((cut, end))
    return tuple(out)


@lru_cache(maxsize=50_000)
def _remembered(stretch: str) -> tuple[tuple[int, int], ...]:
    return _pieces(stretch)


def _cut(word: str) -> int:
    """Where a clitic begins in a word, or 0."""
    clitic = _CLITIC.search(word) if len(word) > 2 else None
    if clitic:
        return clitic.start()
    joined = _WITHOUT_MARK.match(word) if len(word) < 9 else None
    return joined.end(joined.lastindex - 1) if joined and joined.lastindex else 0
