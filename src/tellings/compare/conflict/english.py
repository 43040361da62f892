"""Small English: plurals, past forms, and the phrases that questions and answers are made of."""

from __future__ import annotations

from tellings.compare.conflict.lexicon import lexicon

_VOWELS = "aeiou"
_PLURAL_ALREADY = ("people", "personnel", "police", "staff")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def plural(noun: str) -> str:
    """Plural of a noun lemma; for a compound ("police officer") that of its last word."""
    head, _, last = noun.rpartition(" ")
    return f"{head} {_plural(last)}".strip()


def number_word(count: int) -> str:
    """A count in words, as far as ten."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def past(verb: str) -> str:
    """Simple past of a verb lemma."""
    return lexicon().past.get(verb) or _regular(verb)


def participle(verb: str) -> str:
    """Past participle of a verb lemma."""
    return lexicon().participle.get(verb) or _regular(verb)


def _plural(noun: str) -> str:
    known = lexicon().plurals.get(noun)
    if known or noun.endswith(_PLURAL_ALREADY):
        return known or noun
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    if verb in lexicon().doubling:
        return verb + verb[-1] + "ed"
    if verb.endswith("c"):
        return verb + "ked"
    return verb + "ed"
