"""Examples → arrays → windows → padded batches.  Labels that are not known are `UNKNOWN` and teach nothing."""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from reading.examples import Example, Place
from reading.network import SPANS, TYPES, Tagset
from tokenizers import Tokenizer
from torch import Tensor

from tellings.annotate.model.shapes import SPECIAL, shapes
from tellings.annotate.model.windows import breaks, windows
from tellings.annotate.syntax import lemmas
from tellings.annotate.text.words import words

UNKNOWN = -100
LENGTHS = ((0, 0.08), (64, 0.10), (128, 0.37), (192, 0.45))  # pieces a window (0: one sentence), and how often
PIECES_A_WORD = 24
Array = np.ndarray


@dataclass
class Encoded:
    """One example as arrays over its words; `pieces` are ragged, word by word."""

    example: Example
    words: Sequence[Place]
    pieces: list[list[int]]
    shapes: list[int]
    starts: list[int]
    sentence: Array
    labels: dict[str, Array] = field(default_factory=dict)
    slants: list[tuple[int, int, float]] = field(default_factory=list)


def pieces_of(file: Path) -> Tokenizer:
    """The tokenizer of a published `tokenizer.json`, neither cutting texts nor filling them up."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(example: Example, tokenizer: Tokenizer, tags: Tagset) -> Encoded:
    """Turn one example into arrays."""
    found = list(example.words) or words(example.text)
    texts = [example.text[s:e] for s, e in found]
    pieces = [e.ids[:PIECES_A_WORD] or [100] for e in tokenizer.encode_batch(texts, add_special_tokens=False)]
    starts = breaks(example.text, found)
    if example.sentences:
        begins = {s for s, _ in example.sentences}
        starts = [max(b, 1) if s in begins else 0 for b, (s, _) in zip(starts, found, strict=True)]
    sentence = np.cumsum([b > 0 for b in starts])
    out = Encoded(example, found, pieces, shapes(example.text, found), starts, sentence)
    out.labels = _labels(out, tags, texts)
    out.slants = [(*_inside(found, (s, e)), v) for s, e, v in example.judged.get("slant", ())]
    return out


def _labels(doc: Encoded, tags: Tagset, texts: list[str]) -> dict[str, Array]:
    example = doc.example
    labels = {layer: _bio(doc, layer) for layer in example.spans if layer in SPANS}
    labels |= {layer: _marked(doc, layer) for layer in ("loaded", "slanted") if layer in example.spans}
    for layer in ("upos", "xpos", "rel"):
        if layer in example.tags:
            index = {t: i for i, t in enumerate(getattr(tags, layer))}
            labels[layer] = np.array([index.get(t, UNKNOWN) if t else UNKNOWN for t in example.tags[layer]])
    if "lemma" in example.tags:
        labels["lemma"] = _scripts(example.tags["lemma"], texts, tags)
    if example.heads:
        labels["arc"] = np.array(example.heads)
        labels["sentence"] = np.array([int(b > 0) for b in doc.starts])  # other corpora's line ends are less careful
    if "attribution" in example.links:
        labels["attribution"] = _cues(doc)
    if "coreference" in example.links:
        labels["coreference"] = _antecedents(doc)
    if "sentiment" in example.judged:
        labels["sentiment"] = np.full(len(doc.words), UNKNOWN)
        for s, e, value in example.judged["sentiment"]:
            first, last = _inside(doc.words, (s, e))
            labels["sentiment"][first:last] = int(value)
    return labels


def _scripts(gold: Sequence[str | None], texts: list[str], tags: Tagset) -> Array:
    index = {t: i for i, t in enumerate(tags.lemma)}
    scripts = [index.get(lemmas.script(t, g), UNKNOWN) if g else UNKNOWN for t, g in zip(texts, gold, strict=True)]
    return np.array(scripts)


def _inside(places: Sequence[Place], span: Place) -> tuple[int, int]:
    """Words `[first, last)` that touch a span."""
    first = bisect.bisect_right(places, span[0], key=lambda p: p[1])
    last = max(first, bisect.bisect_left(places, span[1], key=lambda p: p[0]))
    return first, last


def _outside(doc: Encoded) -> Array:
    """0 where the span layers were annotated, else UNKNOWN."""
    if not doc.example.annotated:
        return np.zeros(len(doc.words), int)
    out = np.full(len(doc.words), UNKNOWN)
    for span in doc.example.annotated:
        first, last = _inside(doc.words, span)
        out[first:last] = 0
    return out


def _bio(doc: Encoded, layer: str) -> Array:
    out = _outside(doc)
    free = np.ones(len(doc.words), bool)
    for s, e, label in sorted(doc.example.spans[layer], key=lambda x: (x[0] - x[1], x[0])):
        first, last = _inside(doc.words, (s, e))
        kind = TYPES[layer].index(label) if layer in TYPES else 0
        if first < last and free[first:last].all():
            out[first:last] = 2 + 2 * kind
            out[first] = 1 + 2 * kind
            free[first:last] = False
    return out


def _marked(doc: Encoded, layer: str) -> Array:
    out = _outside(doc)
    for s, e, _ in doc.example.spans[layer]:
        first, last = _inside(doc.words, (s, e))
        out[first:last] = 1
    return out


def _cues(doc: Encoded) -> Array:
    """Who belongs to whom: contents and sources point at their cue's first word, a cue at its source's, or at itself.

    Where several spans overlap, the shortest one speaks.
    """
    out = np.full(len(doc.words), UNKNOWN)
    sources = {(s, e) for s, e, _ in doc.example.spans["source"]}
    for s, e, _ in doc.example.spans["cue"]:
        first, last = _inside(doc.words, (s, e))
        out[first:last] = first
    links = sorted(doc.example.links["attribution"], key=lambda x: x[0][0] - x[0][1])
    for span, cue in (x for x in links if x[0] in sources):
        first, last = _inside(doc.words, cue)
        out[first:last] = _inside(doc.words, span)[0]
    for span, cue in links:
        first, last = _inside(doc.words, span)
        to, end = _inside(doc.words, cue)
        if to < end:
            out[first:last] = to
    return out


def _antecedents(doc: Encoded) -> Array:
    """For each linked word its antecedent; other nouns and pronouns point at themselves."""
    nominal = np.array([t in {"NOUN", "PROPN", "PRON"} for t in doc.example.tags["upos"]])
    out = np.where(nominal, np.arange(len(doc.words)), UNKNOWN)
    for span, to in doc.example.links["coreference"]:
        out[_inside(doc.words, span)[0]] = _inside(doc.words, to)[0]
    return out


@dataclass(frozen=True)
class Window:
    """Words `[first, last)` of one encoded example."""

    doc: Encoded
    first: int
    last: int

    @property
    def size(self) -> int:
        return sum(len(p) for p in self.doc.pieces[self.first : self.last]) + 2


def cut(doc: Encoded, rng: random.Random) -> list[Window]:
    """Windows of one example, of a length drawn anew each time, beginning at a sentence drawn anew."""
    longest = rng.choices([n for n, _ in LENGTHS], [w for _, w in LENGTHS])[0]
    sizes = [len(p) for p in doc.pieces]
    if longest == 0:
        at = [i for i, b in enumerate(doc.starts) if b or i == 0] + [len(doc.words)]
        ranges = [r for a, b in pairwise(at) for r in _halved(a, b, sizes, 192)]
    else:
        shift = rng.choice([0, 0, *[i for i, b in enumerate(doc.starts[:120]) if b]])
        ranges = windows(sizes[:shift], doc.starts[:shift], longest)
        ranges += [(a + shift, b + shift) for a, b in windows(sizes[shift:], doc.starts[shift:], longest)]
    return [Window(doc, a, b) for a, b in ranges]


def _halved(first: int, last: int, sizes: list[int], longest: int) -> list[tuple[int, int]]:
    if sum(sizes[first:last]) <= longest or last - first < 2:
        return [(first, last)]
    middle = (first + last) // 2
    return _halved(first, middle, sizes, longest) + _halved(middle, last, sizes, longest)


@dataclass
class Batch:
    """Padded tensors; `labels` hold UNKNOWN where nothing is known, word numbers are those of the window."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    first: Tensor
    present: Tensor
    sentence: Tensor
    labels: dict[str, Tensor]
    slants: list[tuple[int, int, int, float]]
    spans: list[tuple[int, int, int]]  # row, first piece, last piece of every sentence, or of what the window has of it
    keys: list[tuple[int, int, int]]  # which those are: example, first word, last word


def collate(chosen: Sequence[Window]) -> Batch:
    """Pad windows into one batch; a link that leaves its window is unknown."""
    longest, most = max(w.size for w in chosen), max(w.last - w.first for w in chosen)
    shape = (len(chosen), longest)
    ids, mask, kinds = np.zeros(shape, int), np.zeros(shape, int), np.full(shape, SPECIAL)
    first = np.zeros((len(chosen), most), int)
    present, sentence = np.zeros((len(chosen), most), bool), np.full((len(chosen), most), -1)
    labels = {k: np.full((len(chosen), most), UNKNOWN) for w in chosen for k in w.doc.labels}
    slants, spans, keys = [], [], []
    for row, w in enumerate(chosen):
        n = w.last - w.first
        pieces = w.doc.pieces[w.first : w.last]
        sizes = [len(p) for p in pieces]
        at = 1 + np.cumsum([0, *sizes])
        ids[row, : at[-1] + 1] = [101, *(i for p in pieces for i in p), 102]
        mask[row, : at[-1] + 1] = 1
        kinds[row, 1 : at[-1]] = np.repeat(w.doc.shapes[w.first : w.last], sizes)
        first[row, :n], present[row, :n] = at[:-1], True
        sentence[row, :n] = w.doc.sentence[w.first : w.last]
        for name, whole in w.doc.labels.items():
            labels[name][row, :n] = _local(name, whole[w.first : w.last], w)
        slants += [(row, a - w.first, b - w.first, v) for a, b, v in w.doc.slants if w.first <= a < b <= w.last]
        spans += [(row, at[a], at[b]) for a, b in _sentences(w)]
        keys += [(id(w.doc), w.first + a, w.first + b) for a, b in _sentences(w)]
    tensors = {k: torch.from_numpy(v) for k, v in labels.items()}
    plain = [torch.from_numpy(a) for a in (ids, mask, kinds, first, present, sentence)]
    return Batch(*plain, tensors, slants, spans, keys)


def _local(name: str, values: Array, w: Window) -> Array:
    if name not in {"arc", "attribution", "coreference"}:
        return values
    inside = (values >= w.first) & (values < w.last)
    return np.where(inside, values - w.first, UNKNOWN)


def _sentences(w: Window) -> Iterator[tuple[int, int]]:
    starts = [i for i in range(w.first, w.last) if w.doc.starts[i] or i == w.first] + [w.last]
    for a, b in pairwise(starts):
        yield a - w.first, b - w.first


def batches(
    corpora: dict[str, list[Encoded]], shares: dict[str, float], pieces: int, seed: int
) -> Iterator[tuple[Batch, dict[str, int]]]:
    """Endless batches of about `pieces` pieces, windows of like length together, corpora drawn by their shares."""
    rng = random.Random(seed)
    streams = {name: _windows(docs, random.Random(f"{seed}{name}")) for name, docs in corpora.items() if docs}
    names = sorted(streams)
    while True:
        pool: list[tuple[int, int, str, Window]] = []
        drawn = dict.fromkeys(names, 0)
        total = 0
        while total < pieces * 24:
            name = min(names, key=lambda n: drawn[n] / shares[n])
            window = next(streams[name])
            drawn[name] += window.size
            total += window.size
            pool.append((window.size, len(pool), name, window))
        pool.sort()
        groups = list(_packed(pool, pieces))
        rng.shuffle(groups)
        for group in groups:
            counts = dict.fromkeys(names, 0)
            for size, _, name, _ in group:
                counts[name] += size
            yield collate([g[3] for g in group]), counts


def _packed(pool: list[tuple[int, int, str, Window]], pieces: int) -> Iterator[list[tuple[int, int, str, Window]]]:
    group: list[tuple[int, int, str, Window]] = []
    for item in pool:
        if group and item[0] * (len(group) + 1) > pieces:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _windows(docs: list[Encoded], rng: random.Random) -> Iterator[Window]:
    """Every window of every document, again and again, in an order drawn anew each time."""
    while True:
        order = [w for doc in docs for w in cut(doc, rng)]
        rng.shuffle(order)
        yield from order
