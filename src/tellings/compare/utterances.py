"""The same utterance in different words: quotations aligned token by token.

Two quotations of one speaker are taken for one utterance when most of their words, in order, agree, and most of their
content words do too (function words alone make any two English sentences half alike).  Spelling, case, quotation marks
and contractions are not differences.  A quotation that is cut short counts only where what is missing may change what
was said: a negation, a condition, a limitation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from rapidfuzz.distance import Indel

from tellings.compare.reading import clusters, listed, sentences_under
from tellings.records import Account, Citation, Span

_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{2,2000})[”“»\"]")
_BRACKETS = re.compile(r"\[[^\]\n]{1,80}\]")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'][^\W_]+)*|%")
_CONTRACTED = {
    "cannot": ("can", "not"), "can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"),
    "i'm": ("i", "am"), "it's": ("it", "is"), "that's": ("that", "is"), "let's": ("let", "us"),
    "gen": ("general",), "sen": ("senator",), "gov": ("governor",), "rep": ("representative",),
}  # fmt: skip
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
_SPELLINGS = (
    (re.compile(r"is(e[ds]?|ing|ation)$"), r"iz\1"),
    (re.compile(r"(?<=..)our"), "or"),
    (re.compile(r"ence$"), "ense"),
)
_FILLERS = frozenset({"a", "an", "the", "that", "and", "so", "well"})
_LIKE = 0.55  # share of words in the same order; below it, two quotations are two utterances
_CONTENT_LIKE = 0.5
_SHORTEST = 4  # words; shorter fragments are quoted too freely to compare
_MOST = 400  # utterances a speaker; beyond that, only the longest are compared
_SHOWN = 3

_EDITED = "[]"  # stands for a word in brackets, which is an editor's
_LONGEST_EDIT = 6
_QUOTED_ELSEWHERE = 0.8  # share of missing words that an account quotes in another place
_OPENERS = frozenset(
    {"but", "however", "so", "no", "yes", "well", "and", "though", "now", "look", "i", "think", "that"}
)
_DIGITS = dict(enumerate("zero one two three four five six seven eight nine ten".split()))

_Written = Sequence[tuple[int, str]]
_Opcode = tuple[str, int, int, int, int]
_Said = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One quoted sentence: where it is, its words as compared, and for each of them number and form as written."""

    place: Citation
    words: tuple[str, ...]
    written: tuple[tuple[int, str], ...]

    @property
    def content(self) -> tuple[str, ...]:
        """The words that are not function words."""
        return tuple(w for w in self.words if w not in listed("voices", "function"))


def utterances_in(account: Account, content: Sequence[Span]) -> list[Utterance]:
    """The quoted sentences inside an attribution's content spans."""
    return [u for span in content for place in _quoted_in(account, span) if (u := _utterance(account, place))]


def align(utterances: Sequence[Utterance]) -> Iterator[tuple[tuple[Citation, ...], str, str]]:
    """Group one speaker's utterances, and tell how the versions of each differ.

    Args:
        utterances: Utterances of one speaker, in any order.

    Yields:
        The places of one utterance that has different versions in different documents, the differences in words, and
        why it is one utterance.
    """
    longest = sorted(set(utterances), key=lambda u: (-len(u.words), u.place))[:_MOST]
    ordered = sorted(longest, key=lambda u: u.place)
    said = _said(ordered)
    pairs = [(i, j) for i, j in combinations(range(len(ordered)), 2) if _same_utterance(ordered[i], ordered[j])]
    for group in clusters(len(ordered), pairs):
        versions = [ordered[i] for i in group]
        if difference := _differences(versions, said):
            yield tuple(sorted(u.place for u in versions)), difference, _why(versions)


def _why(versions: Sequence[Utterance]) -> str:
    """One line: how much of the wording the two least alike of several accounts share."""
    pairs = ((a, b) for a, b in combinations(versions, 2) if a.place.document != b.place.document)
    alike = min(round(Indel.normalized_similarity(a.words, b.words), 4) for a, b in pairs)
    return f"the same speaker, and at least {round(100 * alike)} % of the words in the same order"


def _said(utterances: Sequence[Utterance]) -> _Said:
    """All the words that each document quotes."""
    words: dict[str, set[str]] = {}
    for utterance in utterances:
        words.setdefault(utterance.place.document, set()).update(utterance.words)
    return {document: frozenset(found) for document, found in words.items()}


# ------------------------------------------------------------------ what is quoted


def _quoted_in(account: Account, span: Span) -> Iterator[Span]:
    """Quoted sentences in a content span, which may or may not include its quotation marks."""
    left = max(0, span.start - 1)
    text = account.document.text[left : span.end + 1]
    for quoted in _QUOTED.finditer(text):
        inside = Span(left + quoted.start(1), left + quoted.end(1))
        for index in sentences_under(account, [inside]):
            s = account.annotations.sentences[index]
            yield Span(max(s.start, inside.start), min(s.end, inside.end))


def _utterance(account: Account, place: Span) -> Utterance | None:
    text = place.of(account.document.text)
    found = [(w.start(), w.end()) for w in _WORD.finditer(text)]
    if not found:
        return None
    written = [text[a:b] for a, b in found]
    edited = [(b.start(), b.end()) for b in _BRACKETS.finditer(text)]
    pairs = []
    for n, (word, (a, _)) in enumerate(zip(written, found, strict=True)):
        norms = (_EDITED,) if any(x <= a < y for x, y in edited) else _in_words(word, written[n + 1 : n + 2])
        pairs += [(norm, (n, word)) for norm in norms]
    where = Citation(account.id, place.start + found[0][0], place.start + found[-1][1])
    return Utterance(where, tuple(n for n, _ in pairs), tuple(w for _, w in pairs))


def _in_words(word: str, following: Sequence[str]) -> tuple[str, ...]:
    """A word as it is compared; "No. 1" is "number one"."""
    if word in {"No", "no", "#"} and following and following[0].isdigit():
        return ("number",)
    return (_DIGITS[int(word)],) if word.isdecimal() and len(word) < 3 and int(word) in _DIGITS else _normal(word)


def _normal(word: str) -> tuple[str, ...]:
    """A word as it is compared: case, apostrophes, contractions and British or American spelling do not count."""
    low = word.casefold().replace("’", "'").replace(".", "")
    if low in _CONTRACTED:
        return _CONTRACTED[low]
    for ending, full in _ENDINGS.items():
        if low.endswith(ending) and low != ending:
            return low.removesuffix(ending), full
    for pattern, spelling in _SPELLINGS:
        low = pattern.sub(spelling, low)
    return (low,)


# ------------------------------------------------------------------ what is the same, and what differs


def _same_utterance(a: Utterance, b: Utterance) -> bool:
    if a.place.document == b.place.document or min(len(a.words), len(b.words)) < _SHORTEST:
        return False
    if len(set(a.content) & set(b.content)) < 2:
        return False
    if _cut_short(a.words, b.words) or _cut_short(b.words, a.words):
        return True
    like = Indel.normalized_similarity(a.words, b.words)
    return like >= _LIKE and Indel.normalized_similarity(a.content, b.content) >= _CONTENT_LIKE


def _cut_short(short: Sequence[str], long: Sequence[str]) -> bool:
    n = len(short)
    return n < len(long) and any(tuple(long[i : i + n]) == tuple(short) for i in range(len(long) - n + 1))


def _differences(versions: Sequence[Utterance], said: _Said) -> str:
    """How versions differ from the one most accounts have, or "" where no difference matters.

    An account that has the same version as well, elsewhere in its text, does not differ.
    """
    counts = Counter(u.words for u in versions)
    base = min(versions, key=lambda u: (-counts[u.words], -len(u.words), u.place))
    told: list[str] = []
    for document in sorted({u.place.document for u in versions} - {base.place.document}):
        own = sorted((u for u in versions if u.place.document == document), key=lambda u: (-len(u.words), u.place))
        whole = [u for u in own if not _cut_short(u.words, own[0].words) and not _cut_short(u.words, base.words)] or own
        each = [_differs(_nearest(u, versions, base.place.document), u, said) for u in whole]
        fewest: list[str] = min(each, key=len)
        told.extend(fewest)
    return "; ".join(dict.fromkeys(told))


def _nearest(other: Utterance, versions: Sequence[Utterance], document: str) -> Utterance:
    """The version of one document that comes closest to another's."""
    own = [u for u in versions if u.place.document == document]
    return min(own, key=lambda u: (-round(Indel.normalized_similarity(u.words, other.words), 4), u.place))


def _differs(base: Utterance, other: Utterance, said: _Said) -> list[str]:
    if _cut_short(other.words, base.words):
        return _cut(other, base, said)
    if _cut_short(base.words, other.words):
        return _cut(base, other, said)
    if sorted(base.words) == sorted(other.words):
        return []
    matcher = SequenceMatcher(None, base.words, other.words, autojunk=False)
    found = [c for c in matcher.get_opcodes() if c[0] != "equal"]
    changes = [c for c in found if not (_is_spelling(base, other, c) or _is_edge(base, other, c, said))]
    told = [_change(base, other, base.written[i1:i2], other.written[j1:j2]) for _, i1, i2, j1, j2 in changes[:_SHOWN]]
    more = len(changes) - _SHOWN
    return told + ([f"and {more} more difference{'s' if more > 1 else ''}"] if more > 0 else [])


def _is_spelling(base: Utterance, other: Utterance, change: _Opcode) -> bool:
    """Whether a change is one of fillers, of spelling ("e-mail"), or an editor's word in brackets."""
    _, i1, i2, j1, j2 = change
    old, new = base.words[i1:i2], other.words[j1:j2]
    if _EDITED in old or _EDITED in new:
        return max(len(old), len(new)) <= _LONGEST_EDIT
    return {*old, *new} <= _FILLERS or "".join(old) == "".join(new)


def _is_edge(base: Utterance, other: Utterance, change: _Opcode, said: _Said) -> bool:
    """Whether a change only says where a quotation begins or ends, and hides nothing that matters."""
    _, i1, i2, j1, j2 = change
    if (i1 < i2 and j1 < j2) or not ((i1 == 0 and j1 == 0) or (i2 == len(base.words) and j2 == len(other.words))):
        return False
    missing, lacks = (base.words[i1:i2], other) if i1 < i2 else (other.words[j1:j2], base)
    return not _matters(missing, lacks, said)


def _matters(missing: Sequence[str], lacks: Utterance, said: _Said) -> bool:
    """Whether words that a version lacks may change what was said, and its account does not quote them elsewhere."""
    material = set(missing) & listed("voices", "material")
    if not material or set(missing) <= _OPENERS:
        return False
    content = [w for w in missing if w not in listed("voices", "function")] or list(missing)
    known = said.get(lacks.place.document, frozenset())
    return sum(w in known for w in content) < _QUOTED_ELSEWHERE * len(content)


def _cut(short: Utterance, long: Utterance, said: _Said) -> list[str]:
    """What a shorter quotation leaves out, if that can change what was said."""
    first = next(i for i in range(len(long.words)) if long.words[i : i + len(short.words)] == short.words)
    last = first + len(short.words)
    parts = ((long.words[:first], long.written[:first]), (long.words[last:], long.written[last:]))
    shown = " and ".join(f"“{_run(written)}”" for words, written in parts if _matters(words, short, said))
    return [f"{short.place.document} cuts it short: {long.place.document} also has {shown}"] if shown else []


def _change(base: Utterance, other: Utterance, old: _Written, new: _Written) -> str:
    a, b = base.place.document, other.place.document
    if not old:
        return f"{b} has “{_run(new)}”, which {a} does not have"
    if not new:
        return f"{a} has “{_run(old)}”, which {b} does not have"
    return f"{a} has “{_run(old)}”, {b} has “{_run(new)}”"


def _run(written: _Written) -> str:
    """Words as written; a contraction, which is compared as two words, is shown once."""
    return " ".join(dict(written).values())
