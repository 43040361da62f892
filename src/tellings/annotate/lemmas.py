"""Dictionary forms as edit scripts: a model that names one of some 200 edits can write the lemma of any word.

A script says what is done to the end of the word, case ignored, so "worries" and "CARRIES" share one.  Three kinds:
"-3+y" strips three code points and adds "y"; ">be" puts a whole word in place of one that shares no beginning with it;
"," takes the commas out of a number.  The empty script leaves the word as it is.

Source: Straka and Straková (2017), "Tokenizing, POS Tagging, Lemmatizing and Parsing UD 2.0 with UDPipe", section 3.3.
Theirs edits both ends of the word and its case; English needs neither, as our lemmas are lower case.
"""

from __future__ import annotations

from functools import lru_cache
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
