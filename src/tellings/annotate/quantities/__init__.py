"""Numbers with their bounds, what they count and what was done to it.

A pattern over each sentence finds the number with its qualifier, currency and unit; the parse says which noun it
counts and which verb governs that noun.  Numbers inside time expressions, in names ("Boeing 737") and in addresses are
left out.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from tellings.annotate.quantities.numbers import CARDINAL, cardinal
from tellings.annotate.syntax.lines import Line, lines
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Document, Quantity, Span, Time, Token

_END = attrgetter("end")
Bounds = tuple[float | None, float | None]

_FLOOR = (
    "at least|no fewer than|no less than|not less than|more than|greater than|over|above|upwards of|a minimum of"
    "|minimum of|in excess of|just over|well over"
)
_CEILING = (
    "at most|up to|as many as|as much as|no more than|not more than|fewer than|less than|under|below|a maximum of"
    "|maximum of|just under"
)
_ABOUT = "nearly|almost|about|around|roughly|some|approximately|an estimated|estimated|close to|approaching|circa|or so"
_CURRENCIES = {
    "us$": "USD", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "nz$": "NZD", "s$": "SGD", "r$": "BRL", "$": "USD",
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₪": "ILS", "₩": "KRW", "₴": "UAH", "rs": "INR",
    "rs.": "INR",
}  # fmt: skip
_VAGUE: dict[str, Bounds] = {
    "dozens": (24.0, 120.0), "scores": (40.0, 200.0), "hundreds": (200.0, 1e3), "thousands": (2e3, 1e4),
    "millions": (2e6, 1e7), "billions": (2e9, 1e10), "trillions": (2e12, 1e13), "tens of thousands": (2e4, 1e5),
    "hundreds of thousands": (2e5, 1e6), "tens of millions": (2e7, 1e8), "hundreds of millions": (2e8, 1e9),
    "several": (3.0, 10.0), "a few": (3.0, 10.0), "a handful": (3.0, 10.0), "a couple": (2.0, 3.0),
    "several dozen": (36.0, 120.0), "a few dozen": (24.0, 60.0), "several hundred": (300.0, 1e3),
    "a few hundred": (200.0, 500.0),
    "several thousand": (3e3, 1e4), "a few thousand": (2e3, 5e3), "several million": (3e6, 1e7),
}  # fmt: skip
_PARTS = {
    "two-thirds": 200 / 3, "two thirds": 200 / 3, "one-third": 100 / 3, "one third": 100 / 3, "a third": 100 / 3,
    "three-quarters": 75.0, "three quarters": 75.0, "a quarter": 25.0, "one-quarter": 25.0, "one quarter": 25.0,
    "a fifth": 20.0, "one-fifth": 20.0, "two-fifths": 40.0, "three-fifths": 60.0, "four-fifths": 80.0,
    "a tenth": 10.0, "one-tenth": 10.0, "half": 50.0, "one-half": 50.0,
}  # fmt: skip
_UNITS = {
    "percent": "percent", "per cent": "percent", "%": "percent", "pct": "percent",
    "percentage point": "percentage point", "percentage points": "percentage point",
    "basis point": "basis point", "basis points": "basis point",
    "dollar": "USD", "dollars": "USD", "us dollars": "USD", "euro": "EUR", "euros": "EUR", "pound sterling": "GBP",
    "yen": "JPY", "rupees": "INR", "rubles": "RUB", "roubles": "RUB", "yuan": "CNY", "won": "KRW", "hryvnia": "UAH",
    "shekels": "ILS", "pesos": "peso", "francs": "franc", "crowns": "crown", "kronor": "SEK",
    "km": "km", "kms": "km", "kilometer": "km", "kilometers": "km", "kilometre": "km", "kilometres": "km",
    "mile": "mile", "miles": "mile", "m": "m", "meter": "m", "meters": "m", "metre": "m", "metres": "m",
    "cm": "cm", "centimeters": "cm", "centimetres": "cm", "mm": "mm", "inch": "inch", "inches": "inch",
    "foot": "ft", "feet": "ft", "ft": "ft", "yard": "yard", "yards": "yard", "acre": "acre", "acres": "acre",
    "hectare": "hectare", "hectares": "hectare", "square miles": "sq mile", "square kilometers": "sq km",
    "square kilometres": "sq km", "square feet": "sq ft", "square meters": "sq m", "square metres": "sq m",
    "kg": "kg", "kilogram": "kg", "kilograms": "kg", "kilo": "kg", "kilos": "kg", "gram": "g", "grams": "g",
    "ton": "ton", "tons": "ton", "tonne": "tonne", "tonnes": "tonne", "metric tons": "tonne", "lb": "lb", "lbs": "lb",
    "ounce": "oz", "ounces": "oz", "barrel": "barrel", "barrels": "barrel", "bpd": "barrel per day",
    "liter": "litre", "liters": "litre", "litre": "litre", "litres": "litre", "gallon": "gallon", "gallons": "gallon",
    "mph": "mph", "kph": "km/h", "km/h": "km/h", "kmh": "km/h", "knots": "knot",
    "mw": "MW", "gw": "GW", "megawatts": "MW", "gigawatts": "GW", "kwh": "kWh", "kilotons": "kiloton",
    "degrees": "degree", "degree": "degree", "°c": "degree C", "°f": "degree F",
}  # fmt: skip


def _either(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


_UNIT, _MONEY = _either(_UNITS), _either(_CURRENCIES)
_WHOLE = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,6})?"
_SCALE = "hundred|thousand|million|billion|trillion|bn|mn"
_NUMBER = re.compile(
    rf"(?<!\w)(?:(?:(?P<floor>{_FLOOR})|(?P<ceiling>{_CEILING})|(?P<about>{_ABOUT})) )?"
    rf"(?:(?P<between>between|from) )?(?:(?P<money>(?<!\w)(?:{_MONEY})) ?)?(?P<low>{CARDINAL})"
    rf"(?:(?P<to> ?[-–—] ?| to | and | or )(?:(?:{_MONEY}) ?)?"
    rf"(?P<high>{CARDINAL}|(?<=[-–—]){_WHOLE}(?: ?(?:{_SCALE}|[kmb])\b)?(?!,?\d|/)))?"
    rf"(?P<age>[- ]years?[- ]old\b|[- ]year[- ]olds\b)?"
    rf"(?:[- ]?(?P<unit>(?:{_UNIT}))(?!\w))?(?P<more> or more\b|-plus\b|\+(?!\d))?",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    rf"(?<![\w-])(?:(?P<vague>{_either(_VAGUE)})(?![\w-])"
    rf"|(?P<part>{_either(_PARTS)})(?= of\b| the\b| its\b| their\b| his\b| her\b| all\b))",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\d|[½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|half|an? (?:third|quarter|fifth|tenth|few|handful|couple)|several"
    r"|(?:hundred|thousand|million|billion|trillion|dozen)s?|tens|scores)\b",
    re.IGNORECASE,
)
_LONGEST_UNIT = 30  # no unit has as many characters, and a word may have a million
_LONGEST_LEAD = 48  # characters that a qualifier, "between" and a currency may take up before a number
_STREET = frozenset({"street", "avenue", "road", "lane", "drive", "boulevard", "highway", "route"})
_TALLIES = frozenset({"toll", "number", "count", "total", "tally", "figure"})
_GAMES = frozenset(
    {"win", "beat", "lose", "draw", "lead", "defeat", "victory", "loss", "tie", "trail", "score", "vote"}
    | {"trounce", "edge", "rout"}
)
_CHANGES = frozenset(
    {"rise", "fall", "drop", "increase", "climb", "jump", "cut", "raise", "reduce", "decline", "gain"}
    | {"lose", "slip", "sink", "soar", "grow", "go", "up", "down", "shrink", "plunge", "tumble", "edge"}
    | {"expand", "widen", "narrow", "boost", "lower", "lift", "bring", "add"}
)
_INNER = frozenset({"quantmod", "compound", "nummod", "advmod", "nmod", "amod", "det", "predet"})
_OLDEST = 110  # years
_STEPS = 25  # how far a walk through the parse may go


@dataclass(frozen=True, slots=True)
class _Found:
    """A number in a line before the parse was asked: its place there, its last number character, its bounds."""

    start: int
    end: int
    last: int
    bounds: Bounds
    vague: bool
    unit: str


def find(document: Document, parse: Parse, times: Iterable[Time]) -> tuple[Quantity, ...]:
    """Every quantity of a document, in order.

    Args:
        document: The document; its offsets are those of the result.
        parse: Its words.
        times: Its time expressions: a number inside one is not a quantity.

    Returns:
        Quantities by start.  `of` is "age" for ages; "" where the sentence does not name what is counted.
    """
    taken = sorted(t.span for t in times)
    return tuple(q for line, _ in lines(document, parse, _HINT.search) for q in _in_line(line, taken))


def _in_line(line: Line, taken: Sequence[Span]) -> Iterator[Quantity]:
    candidates = sorted([*_exact(line), *_loose(line)], key=lambda f: (f.start, -f.end))
    if not candidates:
        return
    tree, done = _Tree.of(line), 0
    for found in candidates:
        span = line.span(found.start, found.end)
        if found.start < done or _meets(taken, span):
            continue
        index = line.token(found.last - 1)
        if _is_name(line, tree, line.token(found.start), index):
            continue
        done = found.end
        unit = "year" if _is_age(line, found, index) else found.unit
        of, verb = ("age", "") if unit == "year" else _counted(tree, index)
        low, high = found.bounds
        yield Quantity(span.start, span.end, low, high, found.vague, unit, of, verb)


def _is_age(line: Line, found: _Found, index: int) -> bool:
    """Whether a bare number behind a name is the age of whom it names: "Ada Lind, 52, …", "Ada Lind (52)"."""
    low, high = found.bounds
    if found.unit or found.vague or low is None or low != high or not 0 < low <= _OLDEST or not low.is_integer():
        return False
    behind = line.text[found.end : found.end + 1]
    closed = behind in (",", ".", ";", ")") or line.text.startswith(" and ", found.end)
    return closed and name_before(line.tokens, index, line.first) is not None


def name_before(tokens: Sequence[Token], index: int, first: int = 0) -> int | None:
    """The last word of the name that a bare number stands behind: "Ada Lind, 52", "Ada Lind (aged 52"; None without.

    Args:
        tokens: The document's.
        index: The number.
        first: Where its line begins.
    """
    words = [i for i in range(max(first, index - 3), index) if tokens[i].lemma not in ("aged", "age")]
    bare = len(words) > 1 and tokens[words[-1]].text in (",", "(")
    return words[-2] if bare and tokens[words[-2]].pos == "PROPN" else None


def _meets(taken: Sequence[Span], span: Span) -> bool:
    """Whether a span shares anything with one of those, which are in order and apart."""
    first = bisect.bisect_right(taken, span.start, key=_END)
    return first < len(taken) and taken[first].start < span.end


# ------------------------------------------------------------------ numbers


def _exact(line: Line) -> Iterator[_Found]:
    place = 0
    while (hint := _HINT.search(line.text, place)) and (
        match := _NUMBER.search(line.text, max(place, hint.start() - _LONGEST_LEAD))
    ):
        found = _read(line, match)
        place = max(found.end, match.end("low"))
        if not _rejected(line, match):
            yield found


def _rejected(line: Line, match: re.Match[str]) -> bool:
    """Pronoun "one", ordinals of lists, phone numbers, scraps of longer codes."""
    before, after = line.text[max(0, match.start() - 8) : match.start()], line.text[match.end() : match.end() + 14]
    before, after = before.lower(), after.lower()
    token = line.tokens[line.token(match.start("low"))]
    if match["low"].lower() == "one" and (token.pos != "NUM" or after.startswith((" of ", "-", " another"))):
        return True
    if re.search(r"(?:no\.|number|#|[@_\w]) ?$", before) and re.search(r"(?:no\. ?|number |#|[@_])$", before):
        return True
    if re.match(r"(?:st|nd|rd|th)\b|[-–]\d{3,4}\b|:\d", after):
        return True
    whole = not match.group().strip("0123456789")
    return whole and match.start() == 0 and after.startswith((".", ")"))


def _read(line: Line, match: re.Match[str]) -> _Found:
    low = cardinal(match["low"])
    bounds: Bounds = (low, low)
    end, last, unit = match.end(), match.end("low"), _unit(match)
    if match["high"]:
        pair = _range(line, match, low)
        if pair is None:
            end = last = match.end("low")
            unit = _CURRENCIES.get((match["money"] or "").lower(), "")
        else:
            bounds, unit = pair, unit if unit or not _is_score(line, match, low) else "score"
            last = match.end("high")
    start = match.start()
    if match["between"] and not match["high"]:
        start = match.start("money") if match["money"] else match.start("low")
    return _Found(start, max(end, last), last, _bounded(match, bounds), bool(match["about"]), unit)


def _unit(match: re.Match[str]) -> str:
    if match["age"]:
        return "year"
    if match["money"]:
        return _CURRENCIES[match["money"].lower()]
    return _UNITS[match["unit"].lower()] if match["unit"] else ""


def _range(line: Line, match: re.Match[str], low: float) -> Bounds | None:
    """The two ends of a range or a score; None when the two numbers have nothing to do with each other."""
    high, joint = cardinal(match["high"]), match["to"].strip()
    scaled = re.search(_SCALE, match["high"], re.IGNORECASE)
    if scaled and high >= 1000 > low and not re.search(r"[a-z]", match["low"], re.IGNORECASE):
        low *= cardinal("1 " + scaled.group())
    if joint == "and" and not match["between"]:
        return None
    if joint == "to" and (low >= high or match["between"] or _is_change(line, match)):
        return None
    if joint == "-" and re.fullmatch(r"\d{3}-\d{4}", match["low"] + "-" + match["high"]):
        return None
    if joint == "or" and not low < high <= 3 * low:
        return None
    if joint not in ("and", "to", "or") and " " in match["to"] and low >= high:
        return None
    return min(low, high), max(low, high)


def _is_change(line: Line, match: re.Match[str]) -> bool:
    """Whether, as in "rose $2 to $20", the second number is where it ended."""
    here = line.token(match.start("low"))
    return any(t.lemma in _CHANGES for t in line.tokens[max(line.first, here - 5) : here])


def _is_score(line: Line, match: re.Match[str], low: float) -> bool:
    if match["to"] not in ("-", "–", "—") or match["unit"]:
        return False
    if low >= cardinal(match["high"]):
        return True
    here = line.token(match.start("low"))
    close = line.tokens[max(line.first, here - 8) : here + 8]
    return any(t.lemma in _GAMES for t in close)


def _bounded(match: re.Match[str], bounds: Bounds) -> Bounds:
    low, high = bounds
    if match["floor"] or match["more"]:
        return low, None if low == high else high
    if match["ceiling"]:
        return None if low == high else low, high
    return bounds


def _loose(line: Line) -> Iterator[_Found]:
    for match in _LOOSE.finditer(line.text):
        if match["vague"]:
            bounds, unit = _VAGUE[match["vague"].lower()], ""
        else:
            share = round(_PARTS[match["part"].lower()], 1)
            bounds, unit = (share, share), "percent"
        yield _Found(match.start(), match.end(), match.end(), bounds, bool(match["vague"]), unit)


def _is_name(line: Line, tree: _Tree, first: int, index: int) -> bool:
    """Whether the number names and does not count: "Boeing 737", "Highway 61", "10 Downing Street"."""
    token, tokens = tree.tokens[index], tree.tokens
    before = tokens[first - 1] if first > line.first else None
    nominal = before is not None and before.pos in ("PROPN", "NOUN")
    if before and nominal and first == index and token.text.isdigit() and token.head == first - 1:
        named = before.pos == "PROPN" or (before.pos == "NOUN" and before.text[:1].isupper())
        return named and token.dep in ("nummod", "appos", "nmod", "npadvmod")
    after = tokens[index + 1 : index + 4]
    return any(t.text[:1].isupper() and t.lemma in _STREET for t in after) and token.text.isdigit()


# ------------------------------------------------------------------ what is counted


@dataclass(frozen=True, slots=True)
class _Tree:
    """A document's tokens, with the children of those of one line; `below[i]` are the children of token `first + i`."""

    tokens: Sequence[Token]
    first: int
    below: Sequence[Sequence[int]]

    @classmethod
    def of(cls, line: Line) -> _Tree:
        below: list[list[int]] = [[] for _ in range(line.first, line.last)]
        for i in range(line.first, line.last):
            head = line.tokens[i].head
            if head != i and line.first <= head < line.last:
                below[head - line.first].append(i)
        return cls(line.tokens, line.first, below)

    def children(self, index: int) -> Sequence[int]:
        """The tokens that hang on one, in order."""
        return self.below[index - self.first]

    def child(self, index: int, deps: Iterable[str]) -> int | None:
        """The first child with one of these relations."""
        wanted = tuple(deps)
        return next((c for c in self.children(index) if self.tokens[c].dep in wanted), None)

    def of_object(self, index: int) -> int | None:
        """The noun after "of"."""
        for child in self.children(index):
            if self.tokens[child].dep == "prep" and self.tokens[child].lemma == "of":
                return self.child(child, ("pobj",))
        return None

    def climb(self, index: int, stop: Callable[[Token], bool]) -> int | None:
        """The nearest ancestor, or the token itself, for which `stop` holds."""
        for _ in range(_STEPS):
            if stop(self.tokens[index]):
                return index
            if self.tokens[index].head == index:
                return None
            index = self.tokens[index].head
        return None


def _counted(tree: _Tree, index: int) -> tuple[str, str]:
    """Lemmas of the counted noun and of its governing verb; "" for what the sentence does not say."""
    noun = _noun(tree, index)
    place = index if noun is None else noun
    verb = _verb(tree, place)
    if noun is None:
        noun = _tally(tree, index)
    return _name(tree, noun), verb


def _noun(tree: _Tree, index: int) -> int | None:
    """The noun that a number stands before, or the one after "of"; units give way to what is measured."""
    for _ in range(_STEPS):
        token = tree.tokens[index]
        if (inner := tree.of_object(index)) is not None and (
            _is_number(token) or token.lemma in _UNITS or token.text in _UNITS
        ):
            return inner
        if token.pos in ("NOUN", "PROPN") and not _is_number(token):
            return None if token.text[:_LONGEST_UNIT].lower() in _UNITS or token.lemma in ("point", "cent") else index
        joined = token.dep == "conj" and tree.tokens[token.head].pos == "NUM"
        if token.head == index or not (joined or token.dep in _INNER):
            return _beside(tree, index)
        index = token.head
    return None


def _beside(tree: _Tree, index: int) -> int | None:
    """The plain noun behind a number, adjectives and "thousands of" between: what it counts where the parse failed."""
    last = tree.first + len(tree.below)
    for after in range(index + 1, min(index + 6, last)):
        token = tree.tokens[after]
        if token.pos == "NOUN" and not _is_number(token):
            return None if token.text[:_LONGEST_UNIT].lower() in _UNITS else after
        if token.pos != "ADJ" and token.text != "of" and not (_is_number(token) and token.pos == "NOUN"):
            return None
    return None


def _is_number(token: Token) -> bool:
    return (
        token.pos in ("NUM", "SYM")
        or token.text[:1].isdigit()
        or token.lemma in ("dozen", "score", "hundred", "thousand", "million", "billion", "trillion", "half", "third")
        or token.lemma in ("thirds", "quarters", "quarter", "handful", "couple", "ten", "several", "few")
    )


def _tally(tree: _Tree, index: int) -> int | None:
    """The subject, where a number stands alone: "the death toll rose to six"."""
    verb = tree.climb(index, lambda t: t.pos in ("VERB", "AUX"))
    if verb is None:
        return None
    subject = tree.child(verb, ("nsubj", "nsubjpass"))
    if subject is None or subject == index or tree.tokens[subject].pos != "NOUN":
        return None
    return (
        subject if tree.tokens[subject].lemma in _TALLIES or tree.tokens[verb].lemma in ("be", "rise", "fall") else None
    )


_PEOPLE = re.compile(r"[A-Z][a-z]+(?:[aeiou]n|i|ot|[rk])s")


def _name(tree: _Tree, noun: int | None) -> str:
    if noun is None:
        return ""
    token = tree.tokens[noun]
    if token.tag.startswith("NNP") and _PEOPLE.fullmatch(token.text):
        return token.text[:-1]  # "three Israelis", "two Americans"
    if token.lemma not in _TALLIES:
        return token.lemma
    inner = tree.of_object(noun)
    compound = tree.child(noun, ("compound",)) if inner is None else inner
    return token.lemma if compound is None else tree.tokens[compound].lemma


def _verb(tree: _Tree, noun: int) -> str:
    """The participle that hangs on the noun ("people killed in"), else the verb above it."""
    for child in tree.children(noun):
        if tree.tokens[child].dep == "acl" and tree.tokens[child].tag == "VBN":
            return tree.tokens[child].lemma
    verb = tree.climb(noun, lambda t: t.pos in ("VERB", "AUX"))
    if verb is None:
        return ""
    if tree.tokens[verb].lemma == "be" and (state := tree.child(verb, ("acomp",))) is not None:
        return tree.tokens[state].lemma
    return tree.tokens[verb].lemma
