"""Dictionary forms: irregular ones from a table, regular ones by rule, what is left as an edit that the model names.

A rule alone cannot tell whether "hoped" comes of "hop" or "hope"; a list of common words can, and the encoder's own
vocabulary is one.  The model's edit scripts decide between forms that are both words, and serve clitics and pronouns.

A script says what is done to the end of the word, case ignored, so "worries" and "CARRIES" share one.  Three kinds:
"-3+y" strips three code points and adds "y"; ">be" puts a whole word in place of one that shares no beginning with it;
"," takes the commas out of a number.  The empty script leaves the word as it is.

Source: Straka and Straková (2017), "Tokenizing, POS Tagging, Lemmatizing and Parsing UD 2.0 with UDPipe", section 3.3.
Theirs edits both ends of the word and its case; English needs neither, as our lemmas are lower case.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile

_NONE = "_"  # how the treebank writes the lemma of a word's second half ("al together")


def script(form: str, lemma: str) -> str:
    """What turns a word into its lemma.

    Args:
        form: The word as written.
        lemma: Its dictionary form, in any case; "_" stands for none.

    Returns:
        The script; `apply(script(form, lemma), form)` is the lower-cased lemma wherever that is one word.
    """
    word, goal = form.lower(), lemma.lower()
    if word == goal or goal == _NONE or not goal:
        return ""
    if word.replace(",", "") == goal and goal[0].isdigit():
        return ","
    kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, goal, strict=False)))
    return f"-{len(word) - kept}+{goal[kept:]}" if kept else f">{goal}"


def apply(script: str, form: str) -> str:
    """The lemma a script makes of a word.

    Never fails: a script that does not fit the word, such as one that would strip all of it, leaves it as it is, and
    so does one that is not a script.

    Args:
        script: What `script` returned for this word or another.
        form: The word as written.

    Returns:
        The lemma, in lower case; not empty unless the word is.
    """
    word = form.lower()
    if not script:
        return word
    strip, ending = _parts(script)
    if strip < 0:
        return (ending or word.replace(",", "") or word) if word else word
    return word[: len(word) - strip] + ending if strip < len(word) else word


@lru_cache(maxsize=4096)
def _parts(script: str) -> tuple[int, str]:
    """How many code points go and what is added; -1 and a word where the whole is replaced, or "" for commas."""
    if script[0] == ">":
        return -1, script[1:]
    if script == ",":
        return -1, ""
    strip, plus, ending = script[1:].partition("+")
    if script[0] != "-" or not plus or len(strip) > 3 or not (strip.isascii() and strip.isdigit()):
        return 0, ""
    return int(strip), ending


# ------------------------------------------------------------------ lemmas of words with their tags

_CLASS = {
    "VBD": "V", "VBN": "V", "VBG": "V", "VBZ": "V", "VBP": "V", "VB": "V", "NNS": "N",
    "JJR": "A", "JJS": "A", "RBR": "A", "RBS": "A",
}  # fmt: skip
_ENDINGS = {"VBD": "ed", "VBN": "ed", "VBG": "ing", "JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est"}
_BY_MODEL = frozenset({"PRP", "PRP$", "MD", "POS", "RB", "IN", "TO", "DT", "WP", "WDT", "CD"})
_VOWELS = frozenset("aeiou")
_UNSTRESSED = ("er", "or", "en", "on", "el", "al", "ar", "om", "it", "et")  # "wavering", "visited"
_WHOLE = ("ong", "ing", "oat")  # "prolong-ed", "bloat-ed"
_DOUBLED = frozenset("bdgmnprt")  # consonants that are doubled before an ending and seldom else: "embedd-ed"
_PREFIXES = ("under", "inter", "over", "out", "mis", "dis", "pre", "un", "re", "de")
_PANIC = 5  # letters above which a stem in -ick comes of a word in -ic: "traffick-ed"
_SHORT = 3  # letters of what is hardly a word
_UNDOUBLED = re.compile(r"[^aeiouy]*[aeiou][bdgklmnprt]")  # a stem that had to double its end: "fir-ed" is of "fire"
_TAKES_E = frozenset("cgsuvz")  # stems that end so nearly always lost an e: "forc-ed", "solv-ing", "argu-ed"


def lemma(form: str, tag: str, script: str, known: Container[str]) -> str:
    """The dictionary form of a word.

    Args:
        form: The word as written.
        tag: Its Penn tag.
        script: The edit that the model names for it.
        known: Common words, in lower case.

    Returns:
        In lower case; the word itself where nothing fits.
    """
    word = form.lower()
    fixed = _irregular().get(_CLASS.get(tag, ""), {}).get(word)
    if fixed:
        return fixed
    if tag in _BY_MODEL:
        return apply(script, form)
    options = list(_regular(word, tag))
    if not options:
        return word
    ending = _ENDINGS.get(tag)
    words = [
        o for o in options if _is_word(o, known) and not (ending and word == o + ending and _UNDOUBLED.fullmatch(o))
    ]
    said = apply(script, form)
    if said in words and (len(said) > 2 or len(words) == 1):
        return said
    return words[0] if words else options[0]


def _is_word(word: str, known: Container[str]) -> bool:
    """Whether a word is known, or is known without a prefix: "rewrite", "unprepare"."""
    if word in known:
        return True
    bare = next((word[len(p) :] for p in _PREFIXES if word.startswith(p)), "")
    return len(bare) > _SHORT and bare in known


def _regular(word: str, tag: str) -> Iterator[str]:
    """Forms that a regular word may come of, the likeliest first; none where it is its own lemma."""
    if tag in {"NNS", "VBZ"} and len(word) > 2 and word.endswith("s") and not word.endswith("ss"):
        yield from _without_s(word)
    ending = _ENDINGS.get(tag, "")
    if ending and word.endswith(ending) and len(word) > len(ending) + 1:
        yield from _without(word[: -len(ending)], ending)


def _without_s(word: str) -> Iterator[str]:
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    hissing = word.endswith(("sses", "xes", "zes", "ches", "shes", "oes"))
    yield from (word[:-2], word[:-1]) if hissing else (word[:-1],)
    if word.endswith("ses") and not hissing:
        yield word[:-2]


def _without(stem: str, ending: str) -> Iterator[str]:
    """What a stem without its ending may be: with y for i, with an e, as it is, or with one consonant less."""
    if stem.endswith("i") and ending != "ing":
        yield stem[:-1] + "y"
        yield stem + "e"
    elif stem.endswith("y") and ending == "ing" and len(stem) < 4:
        yield stem[:-1] + "ie"
    if stem.endswith("ick") and len(stem) > _PANIC:
        yield stem[:-1]
    doubled = len(stem) > _SHORT and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    if doubled and stem[-1] in _DOUBLED:
        yield stem[:-1]
    yield from (stem + "e", stem) if _lost_e(stem) else (stem, stem + "e")
    if doubled and stem[-1] not in _DOUBLED:
        yield stem[:-1]


def _lost_e(stem: str) -> bool:
    """Whether a stem looks as if it had lost an e: "hop-ed", "forc-ed", "handl-ed", but "visit-ed", "end-ed"."""
    if len(stem) < 2 or stem[-1] in "wxy" or stem[-2:] in {"ss", "zz"} or stem.endswith(_WHOLE):
        return False
    if len(stem) > 4 and stem.endswith(_UNSTRESSED):
        return False
    if stem.endswith("at") and len(stem) > 4:
        return True
    if stem[-1] in _TAKES_E or (stem[-1] == "l" and stem[-2] not in _VOWELS and stem[-2] not in "lr"):
        return True
    return stem[-1] not in _VOWELS and stem[-2] in _VOWELS and (len(stem) < 3 or stem[-3] not in _VOWELS)


@lru_cache(maxsize=1)
def _irregular() -> dict[str, dict[str, str]]:
    """Class → form → lemma."""
    table: dict[str, dict[str, str]] = {"V": {}, "N": {}, "A": {}}
    for line in (files("tellings.annotate") / "lexicons/irregular.txt").read_text("utf-8").splitlines():
        kind, *rest = line.split()
        if kind in table:
            for form in rest[1:]:
                table[kind].setdefault(form, rest[0])
    return table
