"""One pass of the sentence encoder: a vector for each sentence, and one for each word in its context.

Source: all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Apache-2.0), exported to int8 ONNX by `training/export_encoder.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tellings.records import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

WIDTH = 384
MADE_BY = "all-minilm-l6-v2-int8/1"
_LONGEST = 256  # pieces a sentence; what lies beyond is not seen (sentences that long are lists)
_BATCH = 32


def encode(sentences: Sequence[str], words: Sequence[Sequence[tuple[int, int]]]) -> tuple[Vectors, Vectors]:
    """Encode sentences and their words.

    Args:
        sentences: The sentences' texts.
        words: For each sentence, the `[start, end)` of its words, in code points of that sentence.

    Returns:
        (sentences, 384) and (all words in order, 384), float32, unit rows; a word beyond reach is a zero row.
    """
    pieces = _tokenizer().encode_batch(list(sentences))
    whole = np.zeros((len(sentences), WIDTH), np.float32)
    by_word: list[Vectors] = [np.zeros((len(w), WIDTH), np.float32) for w in words]
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i].ids))
    for first in range(0, len(order), _BATCH):
        batch = order[first : first + _BATCH]
        states = _run([pieces[i] for i in batch])
        for row, i in enumerate(batch):
            state = states[row, : len(pieces[i].ids)]
            whole[i] = state.mean(axis=0)
            by_word[i] = _pool(state, pieces[i].offsets, words[i])
    stacked = np.concatenate(by_word) if by_word else np.zeros((0, WIDTH), np.float32)
    return _unit(whole), _unit(stacked)


def _run(batch: list[Encoding]) -> Vectors:
    """Last hidden states (sentences, longest, 384) of one padded batch."""
    longest = max(len(e.ids) for e in batch)
    ids = np.zeros((len(batch), longest), np.int64)
    mask = np.zeros((len(batch), longest), np.int64)
    for row, encoding in enumerate(batch):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    states: Vectors = _session().run(None, {"ids": ids, "mask": mask})[0]
    return states


def _pool(states: Vectors, offsets: list[tuple[int, int]], words: Sequence[tuple[int, int]]) -> Vectors:
    """Mean state of the pieces that begin inside each word."""
    out = np.zeros((len(words), WIDTH), np.float32)
    counts = np.zeros((len(words), 1), np.float32)
    word = 0
    for state, (start, end) in zip(states, offsets, strict=True):
        while word < len(words) and words[word][1] <= start:
            word += 1
        if word < len(words) and start < end and words[word][0] <= start:
            out[word] += state
            counts[word] += 1
    return np.divide(out, counts, out=out, where=counts > 0)


def _unit(rows: npt.NDArray[np.float32]) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms == 0, 1, norms)).astype(np.float32)


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str((files("tellings.annotate") / "weights/tokenizer.json").read_text("utf-8"))
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=1)
def _session() -> InferenceSession:
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.log_severity_level = 3
    with as_file(files("tellings.annotate") / "weights/encoder.onnx") as path:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
