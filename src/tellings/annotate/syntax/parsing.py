"""The model's scores → words with their syntax, sentences and names.

The model speaks Universal Dependencies.  The rules that read the parse want the word that governs on the surface, so
the tree is turned function-headed on the way (`surface`).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tellings.annotate.model.reader import Reading, labels, vocabulary
from tellings.annotate.model.scores import sigmoid, softmax
from tellings.annotate.model.spans import best_path, spans
from tellings.annotate.syntax import lemmas
from tellings.annotate.syntax.arborescence import untangled
from tellings.annotate.syntax.repairs import finite, mended
from tellings.annotate.syntax.surface import function_headed
from tellings.annotate.text.sentences import datelines, sentences
from tellings.annotate.text.words import words
from tellings.records import Sentence, Span, Token, View

Range = tuple[int, int]
_LONGEST_DATELINE = 40  # words
_BARRED = np.float32(1e3)  # far more than any arc scores


@dataclass(frozen=True, slots=True)
class Named:
    """A name: its place in the original text, `type` (PER ORG LOC MISC), its tokens, and how sure the model is."""

    span: Span
    type: str
    first: int
    last: int
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Parse:
    """Words, sentences and names of one document; all offsets are those of the original text."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Named, ...]


def parse(view: View, reading: Reading) -> Parse:
    """Assemble words, sentences and names.

    Args:
        view: What was read.
        reading: The model's scores for it.

    Returns:
        One token for each word of the reading, with the same number.
    """
    starts = sigmoid(reading.scores["sentence"][:, 0])
    bounds = sentences(view.text, reading.words, starts)
    places = _places(view, reading.words)
    known = labels().sets
    upos, xpos = ([known[h][i] for i in reading.tags[h].tolist()] for h in ("upos", "xpos"))
    texts = [view.text[s:e] for s, e in reading.words]
    scripts = [known["lemma"][i] for i in reading.tags["lemma"].tolist()]
    lemma = [_lemma(*word) for word in zip(texts, xpos, scripts, strict=True)]
    tokens: list[Token] = []
    behind = {last for _, last in datelines(view.text, reading.words)}
    for first, last in _apart(bounds, behind):
        part = slice(first, last)
        heads, rels = _universal(reading, first, last, np.array([tag == "PUNCT" for tag in upos[part]]))
        rels, heads = mended(upos[part], xpos[part], rels, heads)
        xpos[part] = finite(xpos[part], rels, heads)
        heads, rels = function_headed(upos[part], xpos[part], lemma[part], rels, heads)
        tokens.extend(
            Token(*places[i], texts[i], lemma[i], upos[i], xpos[i], rel, first + head)
            for i, head, rel in zip(range(first, last), heads, rels, strict=True)
        )
    found = tuple(Sentence(places[a][0], places[b - 1][1], a, b) for a, b in bounds)
    return Parse(tuple(tokens), found, tuple(_names(reading, places)))


@lru_cache(maxsize=50_000)
def _lemma(text: str, tag: str, script: str) -> str:
    return lemmas.lemma(text, tag, script, vocabulary())


def plain(view: View) -> Parse:
    """Words and sentences of a text that the model cannot read: no syntax, no names."""
    found = words(view.text)
    places = _places(view, found)
    tokens = tuple(
        Token(*p, view.text[s:e], "", "X", "", "ROOT", i)
        for i, ((s, e), p) in enumerate(zip(found, places, strict=True))
    )
    bounds = sentences(view.text, found)
    return Parse(tokens, tuple(Sentence(places[a][0], places[b - 1][1], a, b) for a, b in bounds), ())


def _apart(bounds: Sequence[Range], behind: Container[int]) -> Iterator[Range]:
    """Sentences, of which a dateline is cut off: it has a tree of its own, or it would be the subject of the next."""
    for first, last in bounds:
        cut = next((at for at in range(first + 1, min(last, first + _LONGEST_DATELINE)) if at in behind), first)
        if cut > first:
            yield first, cut
        yield cut, last


def _universal(reading: Reading, first: int, last: int, marks: npt.NDArray[np.bool_]) -> tuple[list[int], list[str]]:
    """Heads, counted in the sentence, and Universal relations of the words `[first, last)`.

    Nothing hangs on a punctuation mark (`marks`), and none is the root, where there is a word.
    """
    query, key = reading.pairs["arc"]
    arcs = query[first:last] @ key[first:last].T
    if not marks.all():
        arcs[:, marks] -= _BARRED
    heads = untangled(arcs)
    scores = reading.scores["rel"][first:last] + reading.scores["rel_head"][first:last][heads]
    names = labels().sets["rel"]
    scores[:, names.index("root")] = -np.inf
    best = scores.argmax(axis=1)
    return list(heads), ["root" if head == i else names[r] for i, (head, r) in enumerate(zip(heads, best, strict=True))]


def _names(reading: Reading, places: Sequence[Range]) -> list[Named]:
    scores = reading.scores["entity"]
    types = labels().types["entity"]
    shares = softmax(scores)
    found = []
    for first, last, kind in spans(best_path(scores, reading.windows, labels().paths.get("entity"))):
        sure = float(shares[first:last, 1 + 2 * kind : 3 + 2 * kind].sum(axis=1).mean())
        found.append(Named(Span(places[first][0], places[last - 1][1]), types[kind], first, last, round(sure, 4)))
    return found


def _places(view: View, found: Sequence[Range]) -> list[Range]:
    """Where words of the view stand in the original text; both are in order, so one walk over the pieces will do."""
    out: list[Range] = []
    at, pieces = 0, view.pieces
    for start, end in found:
        while pieces[at].view.end <= start:
            at += 1
        piece = pieces[at]
        if piece.verbatim and end <= piece.view.end:
            shift = piece.text.start - piece.view.start
            out.append((start + shift, end + shift))
        else:
            span = view.original(start, end)
            out.append((span.start, span.end))
    return out
