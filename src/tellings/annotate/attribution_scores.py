"""How likely a candidate is an attribution: a logistic model over a few dozen kinds of plain evidence.

The evidence is what cue, construction, source and quotation marks show; the weights come from `training/cues.py`
(PolNeAR).  A linear model keeps every decision readable, and costs next to nothing beside the parse.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from tellings.annotate.attribution_candidates import Candidate
from tellings.annotate.attribution_tree import Tree
from tellings.annotate.mention_lexicon import fold, lexicon
from tellings.records import Span

_MOST_QUOTES = 24  # looked at for the quoted share of a content
_BUCKETS = (3, 6, 12, 24, 48)


def probability(evidence: Sequence[str]) -> float:
    """The probability that a candidate with this evidence is an attribution."""
    weights = _weights()
    total = weights["bias"] + sum(weights.get(e, 0.0) for e in evidence)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def evidence(tree: Tree, candidate: Candidate, quotes: Sequence[Span]) -> list[str]:
    """What speaks for or against a candidate, as names of features.

    Args:
        tree: The parse.
        candidate: The candidate.
        quotes: The document's quotation spans.

    Returns:
        Names without repetition, in a fixed order.
    """
    kind = candidate.construction
    plain = [
        *_cue(tree, candidate),
        *_source(tree, candidate),
        *_content(tree, candidate, quotes),
    ]
    lemma = tree.tokens[candidate.cue].lemma
    crossed = [f"{kind}|{e}" for e in plain]
    return list(dict.fromkeys([f"is:{kind}", *plain, *crossed, f"cue:{lemma}", f"{kind}|cue:{lemma}"]))


def _cue(tree: Tree, candidate: Candidate) -> Iterator[str]:
    token = tree.tokens[candidate.cue]
    yield f"tag:{token.tag}"
    yield f"dep:{token.dep}"
    yield from (f"class:{c}" for c in _classes().get(token.lemma, ("other",)))
    for child in tree.children[candidate.cue]:
        if tree.tokens[child].dep in {"neg", "aux", "auxpass", "mark"}:
            yield f"{tree.tokens[child].dep}:{tree.tokens[child].lemma}"
    if candidate.construction == "about":
        prep = tree.tokens[candidate.words[1] - 1].text.lower()
        yield f"prep:{prep}"
        yield f"prep:{token.lemma}+{prep}"


def _source(tree: Tree, candidate: Candidate) -> Iterator[str]:
    if candidate.speaker < 0 or candidate.source is None:
        yield "source:none"
        return
    token, words = tree.tokens[candidate.speaker], lexicon()
    yield f"source:{token.pos}"
    yield f"type:{tree.types.get(candidate.speaker, '')}"
    yield "source:before" if candidate.speaker < candidate.cue else "source:after"
    if token.pos == "PRON":
        yield f"source:{token.text.lower()}"
    elif token.lemma in words.roles or token.lemma in words.group_nouns:
        yield "source:role"
    elif token.pos == "NOUN":
        yield f"source:{token.lemma}"
    if candidate.construction == "colon":
        yield from _line(tree, candidate.source)
    yield f"far:{min(4, abs(candidate.cue - candidate.speaker) // 4)}"
    if tree.tokens[candidate.speaker].head != candidate.cue:
        yield "source:shared"


def _line(tree: Tree, source: tuple[int, int]) -> Iterator[str]:
    """What stands before a colon: how long it is, how capitalised, whether an outlet or a person's name."""
    tokens, words = tree.tokens[source[0] : source[1]], lexicon()
    key = " ".join(fold(t.text) for t in tokens)
    yield f"line:{min(6, len(tokens))}"
    yield "line:outlet" if key.removeprefix("the ") in words.outlets else "line:other"
    yield "line:given" if words.is_given_name(fold(tokens[0].text)) else "line:ungiven"
    yield "line:proper" if all(t.pos == "PROPN" for t in tokens) else "line:improper"
    yield "line:upper" if key.upper() == " ".join(t.text for t in tokens) else "line:lower"
    yield "line:first" if tree.number[source[0]] == 0 else "line:later"


def _content(tree: Tree, candidate: Candidate, quotes: Sequence[Span]) -> Iterator[str]:
    size = sum(c.end - c.start for c in candidate.content)
    near = tree.between(quotes, candidate.content[0].start - 1, candidate.content[-1].end)
    share = sum(c.shared(q) for c in candidate.content for q in near[:_MOST_QUOTES]) / max(1, size)
    yield "quoted:" + ("all" if share > 0.8 else "some" if share > 0 else "none")
    at = tree.tokens[candidate.cue].start
    if any(q.start <= at < q.end for q in tree.around(quotes, at)):
        yield "cue:inside"
    yield f"long:{sum(size / 6 > b for b in _BUCKETS)}"
    yield "content:before" if candidate.content[0].start < at else "content:after"
    first = tree.text[candidate.content[0].start : candidate.content[0].start + 12].split(None, 1)
    yield f"begins:{first[0].lower()}" if first and len(first[0]) < 6 and first[0].isalpha() else "begins:other"
    if len(candidate.content) > 1:
        yield "content:split"


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = json.loads((files("tellings.annotate") / "lexicons/cues.json").read_text("utf-8"))
    lemmas = sorted({lemma for listed in table.values() for lemma in listed})
    return {lemma: tuple(c for c, listed in table.items() if lemma in listed) for lemma in lemmas}


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads((files("tellings.annotate") / "weights/cues.json").read_text("utf-8"))
    return weights
