"""Numbers as English writes them: the pattern that finds one, and its value.

The patterns are made of bounded parts without nested repetition, so matching is linear in the text.
"""

from __future__ import annotations

import re

_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6,
    "crore": 1e7, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12, "score": 20,
}  # fmt: skip
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNDER_100 = rf"(?:(?:{_TENS})(?:[- ](?:{_ONES}))?|{_TEENS}|{_ONES})"
_UNDER_1000 = rf"(?:(?:a|{_UNDER_100})[- ]hundred(?:(?: and)? {_UNDER_100})?|{_UNDER_100})"
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,6})?(?: ?[½¼¾⅓⅔]| \d/\d)?|\.\d{1,6}|[½¼¾⅓⅔]|\d/\d"
_BIG = r"[- ]?(?:hundred|thousand|million|billion|trillion|lakh|crore|mn|mln|bn|tn)\b"

#: A cardinal number in digits or words, without group; case is ignored by whoever compiles it.
CARDINAL = (
    rf"(?:(?<![\w.,/-])(?:{_DIGITS})(?:{_BIG}|[kmb]\b)?(?!,?\d|/)"
    rf"|\b(?:{_UNDER_100} dozen|{_UNDER_1000}(?:(?:[- ](?:hundred|thousand|million|billion|trillion))"
    rf"(?:(?: and)? {_UNDER_1000})?)?|an? (?:hundred|thousand|million|billion|trillion|dozen)|half a dozen"
    rf"|(?:{_UNDER_100}) dozen)\b)"
)
#: An ordinal number: "third", "21st", "twenty-first".
ORDINAL = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{_TENS})[- ])?(?:{'|'.join(_ORDINALS)}))"

_PIECE = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+|[½¼¾⅓⅔]|/|[a-z]+")


def cardinal(text: str) -> float:
    """The value of a match of `CARDINAL`.

    Raises:
        ValueError: the text holds no number.
    """
    pieces = _PIECE.findall(text.lower())
    if pieces[:1] == ["half"]:
        return 0.5 * cardinal(" ".join(pieces[1:]))
    if "/" in pieces:
        return _with_fraction(pieces)
    total, group, seen = 0.0, 0.0, False
    for piece in pieces:
        if piece in _SCALES:
            scale = _SCALES[piece]
            group = (group or 1.0) * scale
            seen = True
            if scale >= _SCALES["thousand"]:
                total, group = total + group, 0.0
        elif (value := _simple(piece)) is not None:
            group, seen = group + value, True
    if not seen:
        raise ValueError(f"no number in {text!r}")
    return round(total + group, 6)


def ordinal(text: str) -> int:
    """The value of a match of `ORDINAL`."""
    word = text.lower()
    if word[0].isdigit():
        return int(re.sub(r"\D", "", word))
    *tens, last = re.split(r"[- ]", word)
    return sum(_SMALL[t] for t in tens) + _ORDINALS[last]


def _simple(piece: str) -> float | None:
    if piece[0].isdigit() or piece[0] == ".":
        return float(piece.replace(",", ""))
    if piece in _FRACTIONS:
        return _FRACTIONS[piece]
    value = _SMALL.get(piece)
    return None if value is None else float(value)


def _with_fraction(pieces: list[str]) -> float:
    """The value of "2 1/2" or "1/2", with a scale after it or not."""
    slash = pieces.index("/")
    below = float(pieces[slash + 1])
    whole = float(pieces[slash - 2].replace(",", "")) if slash >= 2 else 0.0
    value = whole + (float(pieces[slash - 1]) / below if below else 0.0)
    for piece in pieces[slash + 2 :]:
        value *= _SCALES.get(piece, 1.0)
    return round(value, 6)
