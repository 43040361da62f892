"""One pass of the reading model: for every word of a document the scores of all heads, and its vector.

The words are cut into windows, each window is one call without padding, and windows run side by side on the cores
there are, while the caller does something else if it likes (`begin`).  What the scores mean is told by `labels.json`;
the assemblers turn them into annotations.

Source: all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Apache-2.0), fine-tuned by `training/reading_model.py` and exported
to int8 ONNX by `training/export_reader.py`; see `docs/model.md`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tellings.annotate.model.shapes import SPECIAL, shapes
from tellings.annotate.model.windows import breaks, windows
from tellings.annotate.text.words import words
from tellings.records import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WIDTH = 384
MADE_BY = "tellings-reader/1"
TAGGED = ("upos", "xpos", "lemma")  # the first heads; of these only the best label is kept
LONGEST = 190  # pieces a window, its two frames apart
_PIECES_A_WORD = 24  # what lies beyond in a word is not seen
_REMEMBERED = 100_000  # words
_CHUNK = 2000  # words tokenised at once
_MOST_THREADS = 4
_OPENS, _CLOSES, _UNSEEN = 101, 102, 100
_LOADING = Lock()  # the first windows run side by side, and would each load the model

Places = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the model says of one text.

    Attributes:
        words: `[start, end)` of every word, in code points of the text.
        starts: For each word 2 where a paragraph begins, 1 where a sentence may, else 0 (by rule).
        windows: Word ranges `[first, last)` that were read together.
        tags: "upos", "xpos" and "lemma" → int16 (words,), numbers of the best labels.
        scores: Every other head → float32 (words, labels), unnormalised; heads and labels as in `labels`.
        pairs: Pair head → (queries, keys), each float32 (words, size): their inner product scores a pair of words of
            one window.
        vectors: float32 (words, 384), sums over the pieces of each word, near those of the original encoder.
        sizes: Pieces of each word.
    """

    words: Places
    starts: Sequence[int]
    windows: Places
    tags: Mapping[str, npt.NDArray[np.int16]]
    scores: Mapping[str, Vectors]
    pairs: Mapping[str, tuple[Vectors, Vectors]]
    vectors: Vectors
    sizes: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labels:
    """What the model's outputs mean."""

    heads: tuple[tuple[str, int], ...]
    pairs: tuple[tuple[str, int], ...]
    types: Mapping[str, tuple[str, ...]]
    paths: Mapping[str, Vectors]  # (labels + 1, labels): a label after a label; last row: at a window's first word
    sets: Mapping[str, tuple[str, ...]]  # "upos", "xpos", "lemma", "rel"


def read(text: str) -> Reading:
    """Run the model over one text.

    Args:
        text: As analysis reads it; may be empty.

    Returns:
        Arrays over its words, none for an empty text.
    """
    return read_words(text, words(text))


def read_words(text: str, places: Places) -> Reading:
    """Run the model over a text whose words are given; see `read`."""
    return _begin(text, places)()


def begin(text: str) -> Callable[[], Reading]:
    """Start the model on one text.

    Returns:
        What waits for it and gives what `read` gives.  Where there is one core only, nothing runs before it is called.
    """
    return _begin(text, words(text))


def prepare() -> None:
    """Load the model on another core, where there is one, while the first documents are still being read."""
    if threads() > 1:
        _pool().submit(_loaded)


def _loaded() -> InferenceSession:
    with _LOADING:
        return _session()


def _begin(text: str, places: Places) -> Callable[[], Reading]:
    pieces = _pieces([text[s:e] for s, e in places])
    sizes = [len(p) for p in pieces]
    kinds, starts = shapes(text, places), breaks(text, places)
    cut = windows(sizes, starts, LONGEST)
    inputs = [_input(pieces[a:b], kinds[a:b]) for a, b in cut]
    outputs = _pool().map(_run, inputs) if threads() > 1 else map(_run, inputs)
    return lambda: _reading(places, starts, cut, np.array(sizes, np.int64), list(outputs))


def _pieces(texts: Sequence[str]) -> list[list[int]]:
    """Piece numbers of each word; words come again and again, so what they are made of is remembered."""
    known = _known_pieces()
    if len(known) > _REMEMBERED:
        known.clear()
    new = sorted({t for t in texts if t not in known})
    for first in range(0, len(new), _CHUNK):
        part = new[first : first + _CHUNK]
        for text, encoding in zip(part, _tokenizer().encode_batch(part, add_special_tokens=False), strict=True):
            known[text] = encoding.ids[:_PIECES_A_WORD] or [_UNSEEN]
    return [known[t] for t in texts]


@lru_cache(maxsize=1)
def _known_pieces() -> dict[str, list[int]]:
    return {}


def _input(pieces: Sequence[list[int]], kinds: Sequence[int]) -> dict[str, npt.NDArray[np.int64]]:
    sizes = [len(p) for p in pieces]
    ids = [_OPENS, *(i for p in pieces for i in p), _CLOSES]
    shape = np.full(len(ids), SPECIAL, np.int64)
    shape[1:-1] = np.repeat(kinds, sizes)
    first = np.cumsum([1, *sizes[:-1]])
    return {"ids": np.array(ids, np.int64), "shapes": shape, "first": first}


def _run(inputs: dict[str, npt.NDArray[np.int64]]) -> tuple[Any, ...]:
    """One window: best tags (words, 3), scores of the other heads, pairs, and vectors summed by word."""
    scores, pairs, vectors = _loaded().run(None, inputs)
    known = labels()
    ends = np.cumsum([n for _, n in known.heads])
    tagged = len(TAGGED)
    tags = [part.argmax(axis=1) for part in np.split(scores[:, : ends[tagged - 1]], ends[: tagged - 1], axis=1)]
    summed = _summed(vectors[:-1], inputs["first"])
    return np.stack(tags, axis=1).astype(np.int16), scores[:, ends[tagged - 1] :].copy(), pairs, summed


def _summed(rows: Vectors, first: npt.NDArray[np.int64]) -> Vectors:
    """Sums of rows from each first row to the next; most have one, and `np.add.reduceat` is five times as slow."""
    sizes = np.diff(first, append=len(rows))
    many = np.flatnonzero(sizes > 1)
    behind = rows[first[many] + 1]
    for n in range(2, int(sizes.max(initial=0))):
        more = np.flatnonzero(sizes[many] > n)
        behind[more] += rows[first[many[more]] + n]
    summed: Vectors = rows[first]
    summed[many] += behind
    return summed


def _reading(
    places: Places, starts: Sequence[int], cut: Places, sizes: npt.NDArray[np.int64], outputs: Sequence[Any]
) -> Reading:
    known = labels()
    rest = known.heads[len(TAGGED) :]
    halves = [size for _, size in known.pairs for _ in range(2)]
    shapes_of = [(len(TAGGED), np.int16), (sum(n for _, n in rest), np.float32), (sum(halves), np.float32)]
    tags, scores, pairs, vectors = (
        np.concatenate([o[n] for o in outputs]) if outputs else np.zeros((0, width), kind)
        for n, (width, kind) in enumerate([*shapes_of, (WIDTH, np.float32)])
    )
    parts = np.split(pairs, np.cumsum(halves)[:-1], axis=1)
    by_head = np.split(scores, np.cumsum([n for _, n in rest])[:-1], axis=1)
    return Reading(
        words=places,
        starts=starts,
        windows=cut,
        tags={head: tags[:, n] for n, head in enumerate(TAGGED)},
        scores={head: part for (head, _), part in zip(rest, by_head, strict=True)},
        pairs={name: (parts[2 * n], parts[2 * n + 1]) for n, (name, _) in enumerate(known.pairs)},
        vectors=vectors,
        sizes=sizes,
    )


def sentence_vectors(reading: Reading, sentences: Places) -> Vectors:
    """Mean vector of each sentence's pieces, float32 (sentences, 384), unit rows."""
    if not sentences:
        return np.zeros((0, WIDTH), np.float32)
    ends = np.cumsum(np.append(0, reading.sizes))
    sizes = np.array([max(1, ends[b] - ends[a]) for a, b in sentences])
    return unit(np.stack([np.add.reduce(reading.vectors[a:b]) for a, b in sentences]) / sizes[:, None])


def unit(rows: Vectors) -> Vectors:
    """Rows scaled to length one; zero rows stay."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms == 0, 1, norms)).astype(np.float32, copy=False)


@lru_cache(maxsize=1)
def labels() -> Labels:
    """What the outputs of the model in the package mean."""
    table = json.loads((files("tellings.annotate") / "weights/labels.json").read_text("utf-8"))
    return Labels(
        tuple((h, n) for h, n in table["heads"]),
        tuple((h, n) for h, n in table["pairs"]),
        {k: tuple(v) for k, v in table["types"].items()},
        {k: np.array(v, np.float32) for k, v in table["paths"].items()},
        {k: tuple(table[k]) for k in ("upos", "xpos", "lemma", "rel")},
    )


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """The whole words of the encoder's vocabulary, in lower case."""
    return frozenset(piece for piece in _tokenizer().get_vocab() if piece.isalpha())


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str((files("tellings.annotate") / "weights/tokenizer.json").read_text("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=1)
def _session() -> InferenceSession:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    # Joining sums with the norms after them costs a seventh of the speed: the joined operator is slow on processors.
    slow = ["SkipLayerNormFusion"]
    with as_file(files("tellings.annotate") / "weights/reader.onnx") as path:
        providers = ["CPUExecutionProvider"]
        return ort.InferenceSession(str(path), options, providers=providers, disabled_optimizers=slow)


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(min(_MOST_THREADS, threads()), thread_name_prefix="tellings-reader")


def threads() -> int:
    """Cores that this process may use: those it is bound to, or fewer where OMP_NUM_THREADS says so."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    limit = os.environ.get("OMP_NUM_THREADS", "")
    return max(1, min(bound, int(limit))) if limit.isdecimal() else bound
