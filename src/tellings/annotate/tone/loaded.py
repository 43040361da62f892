"""Words in the outlet's own voice that judge or colour, and how far each sentence is slanted.

`judging` gives each word the probability that a careful reader would mark it; the reading model says how likely its
sentence is slanted.  What is made of the former is a chain of pure functions over arrays of one number a word:
`own_voice` (words of quotations are never marked, for they are not the outlet's), `marked`, `spans_of` and `surest`.
Careful readers agree only in part on what is loaded: treat the spans as pointers, best by score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tellings.annotate.model.reader import Reading
from tellings.annotate.model.scores import sigmoid
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.text.quotes import quoted
from tellings.annotate.tone.judging import chances, fitted
from tellings.records import Attribution, Document, Loaded, Sentence, Span, Token, Vectors

_CONTENT = frozenset({"ADJ", "ADV", "NOUN", "VERB"})
_GROWTH = 0.25  # a content word beside a marked one joins it at this share of the threshold; best of 0.15 to 1
_REPORTED = 0.7  # words of reported speech are marked 0.6 times as often; 0.7 was the best of 1, 0.7, 0.5, 0.3 and 0
_MOST = 10  # spans an account, as many as readers were asked to name at most
_HYPHENS = frozenset({"-", "‐", "‑"})
Flags = npt.NDArray[np.bool_]


def find(
    document: Document, parse: Parse, reading: Reading, attributions: Sequence[Attribution]
) -> tuple[tuple[Loaded, ...], tuple[float, ...]]:
    """Loaded words, and for each sentence the probability that its own voice is slanted.

    Args:
        document: Its quotations are left out.
        parse: Its words.
        reading: The model's scores of the same words.
        attributions: Directly quoted content is left out even where its marks were lost; reported speech counts less.

    Returns:
        Spans by start, each with the probability of its surest word, at most ten an account (more for long ones);
        and one probability a sentence.
    """
    if not parse.tokens:
        return (), ()
    own = own_voice(document, parse.tokens, attributions)
    opinion = fitted()
    scores = chances(parse, reading, opinion) * own
    slant = reading.scores["slant"][:, 0]
    return assembled(parse, scores, opinion.threshold), tuple(
        slanted(slant[s.first : s.last], own[s.first : s.last]) for s in parse.sentences
    )


def slanted(scores: Vectors, own: Vectors) -> float:
    """Probability that a sentence is slanted in its own voice, judged by its own words.

    Half of its words make a sentence the outlet's; with fewer the probability falls, to nothing where it only quotes.
    """
    if not own.any():
        return 0.0
    return round(float(sigmoid(scores[own > 0].mean()) * min(1.0, 2 * own.mean())), 3)


def assembled(parse: Parse, scores: Vectors, threshold: float) -> tuple[Loaded, ...]:
    """The loaded words of an account.

    Args:
        parse: Its words.
        scores: (tokens,): each word's probability to be loaded, times how far it is the outlet's own (`own_voice`).
        threshold: From where a word is marked.

    Returns:
        Spans by start, each with the probability of its surest word, at most ten an account (more for long ones).
    """
    return surest(spans_of(parse, marked(parse, scores, threshold), scores), len(parse.tokens))


def own_voice(document: Document, tokens: Sequence[Token], attributions: Sequence[Attribution]) -> Vectors:
    """How far each token is the outlet's own: 0 in quotations, `_REPORTED` in reported speech, else 1; (tokens,)."""
    share = np.ones(len(tokens), np.float32)
    starts = np.array([t.start for t in tokens])
    reported = [s for a in attributions if a.kind != "outlet" and a.source for s in a.content]
    direct = [s for a in attributions if a.quotation == "direct" for s in a.content]
    for spans, value in ((reported, _REPORTED), ((*quoted(document), *direct), 0.0)):
        for first, last in _covered(starts, spans):
            share[first:last] = value
    return share


def _covered(starts: npt.NDArray[np.int_], spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """For each span, the tokens `[first, last)` that begin inside it."""
    edges = np.searchsorted(starts, [(s.start, s.end) for s in spans] or np.zeros((0, 2), int))
    return ((first, last) for first, last in edges.tolist())


def marked(parse: Parse, scores: Vectors, threshold: float) -> Flags:
    """The tokens above the threshold, with content words beside them that come near, and single words between two.

    Of a compound all is marked or nothing, and punctuation only inside.
    """
    tokens, sure, opens = parse.tokens, scores >= threshold, _opens(parse.sentences, len(scores))
    near = scores >= _GROWTH * threshold
    near[near] = [tokens[i].pos in _CONTENT for i in np.flatnonzero(near)]
    keep = sure | (near & _beside(sure, opens))
    gaps = _between(keep, opens) & (scores > 0)
    gaps[gaps] = [tokens[i].pos != "PUNCT" for i in np.flatnonzero(gaps)]
    return _trimmed(tokens, _compounded(tokens, keep | gaps) & (scores > 0))


def _trimmed(tokens: Sequence[Token], keep: Flags) -> Flags:
    """Without punctuation that is not inside what is marked."""
    out = keep.copy()
    out[keep] = [tokens[i].pos != "PUNCT" for i in np.flatnonzero(keep).tolist()]
    out[1:-1] |= keep[1:-1] & out[:-2] & out[2:]
    return out


def _compounded(tokens: Sequence[Token], keep: Flags) -> Flags:
    """Whole compounds for their parts: "far-right" where "right" is marked."""
    hyphens = [i for i in range(1, len(tokens) - 1) if tokens[i].text in _HYPHENS]
    joints = [i for i in hyphens if tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start]
    out = keep.copy()
    for i in (*joints, *reversed(joints)):
        out[i - 1 : i + 2] |= out[i - 1 : i + 2].any()
    return out


def _opens(sentences: Sequence[Sentence], tokens: int) -> Flags:
    """Which tokens open a sentence: nothing is joined over such a one's beginning."""
    out = np.zeros(tokens, np.bool_)
    out[[s.first for s in sentences]] = True
    return out


def _beside(flags: Flags, opens: Flags) -> Flags:
    out = np.zeros_like(flags)
    out[1:] |= flags[:-1] & ~opens[1:]
    out[:-1] |= flags[1:] & ~opens[1:]
    return out


def _between(flags: Flags, opens: Flags) -> Flags:
    out = np.zeros_like(flags)
    out[1:-1] = flags[:-2] & flags[2:] & ~opens[1:-1] & ~opens[2:]
    return out


def spans_of(parse: Parse, keep: Flags, scores: Vectors) -> Iterator[Loaded]:
    """Marked neighbours of one sentence as spans, each with its highest score."""
    follows = np.zeros_like(keep)
    follows[1:] = keep[1:] & keep[:-1] & ~_opens(parse.sentences, len(keep))[1:]
    firsts = np.flatnonzero(keep & ~follows)
    lasts = np.flatnonzero(keep & ~np.append(follows[1:], False))
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        score = float(scores[first : last + 1].max())
        yield Loaded(parse.tokens[first].start, parse.tokens[last].end, round(score, 3))


def surest(spans: Iterable[Loaded], tokens: int) -> tuple[Loaded, ...]:
    """The best spans of an account, in its order: ten, or one for each 200 words if it is long."""
    best = sorted(spans, key=lambda s: (-s.score, s.start))[: max(_MOST, tokens // 200)]
    return tuple(sorted(best, key=lambda s: s.start))
