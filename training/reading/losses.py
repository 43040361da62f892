"""What the reading model is trained to do, as one number a batch and one a head."""

from __future__ import annotations

import torch
from reading.batches import UNKNOWN, Batch
from reading.network import PATHS, Encoder, Reader
from torch import Tensor
from torch.nn import functional

WEIGHTS = {
    "source": 1.0, "cue": 1.0, "content": 1.2, "entity": 1.0, "time": 0.5, "event": 0.4, "action": 0.3,
    "upos": 0.3, "xpos": 0.5, "lemma": 0.3, "rel": 0.6, "arc": 1.0, "sentence": 0.3,
    "loaded": 0.5, "slanted": 0.4, "slant": 0.4, "sentiment": 0.8, "attribution": 0.6, "coreference": 0.5,
    "distil": 8.0,
}  # fmt: skip
_FLOOR = 64  # labelled words a batch below which a head counts for less: few words make a noisy gradient
_FEW = {"sentiment": 16}  # heads whose corpora label a word or two a sentence
_TOGETHER = 16  # sentences that the teacher reads at once
_IMPOSSIBLE = -1e4


def losses(model: Reader, batch: Batch, teacher: Teacher | None) -> dict[str, Tensor]:
    """The loss of every head that the batch teaches; with a teacher also "distil"."""
    scores, pairs, vectors = model(batch.ids, batch.mask, batch.shapes, batch.first)
    plain = {name: labels for name, labels in batch.labels.items() if name in scores and name not in PATHS}
    found = {name: _words(scores[name], labels, _FEW.get(name, _FLOOR)) for name, labels in plain.items()}
    found |= {name: _path(model, name, scores[name], batch) for name in PATHS if name in batch.labels}
    if "rel" in batch.labels:
        found["rel"] = _relations(scores, batch)
    if "arc" in batch.labels:
        found["arc"] = _pairs(*pairs["arc"], batch.labels["arc"], _same_sentence(batch))
    if "attribution" in batch.labels:
        found["attribution"] = _pairs(*pairs["attribution"], batch.labels["attribution"], _present(batch))
    if "coreference" in batch.labels:
        found["coreference"] = _pairs(*pairs["coreference"], batch.labels["coreference"], _earlier(batch))
    if batch.slants:
        found["slant"] = _slant(scores["slant"], batch)
    if teacher is not None and batch.spans:
        found["distil"] = distil(vectors, batch, teacher)
    return found


def _words(scores: Tensor, labels: Tensor, floor: int = _FLOOR) -> Tensor:
    known = labels != UNKNOWN
    if not known.any():
        return scores.sum() * 0
    chosen, gold = scores[known].float(), labels[known]
    if chosen.shape[-1] == 1:
        summed = functional.binary_cross_entropy_with_logits(chosen[:, 0], gold.float(), reduction="sum")
    else:
        summed = functional.cross_entropy(chosen, gold, reduction="sum")
    return summed / (len(gold) + floor)


def _path(model: Reader, name: str, scores: Tensor, batch: Batch) -> Tensor:
    """Negative log-likelihood of whole label paths, a word; only rows that are labelled throughout."""
    labels = batch.labels[name]
    rows = ((labels != UNKNOWN) | ~batch.present).all(1)
    if not rows.any():
        return scores.sum() * 0
    scores, labels, present = scores[rows].float(), labels[rows].clamp(min=0), batch.present[rows]
    step = model.paths[name].float() + illegal(scores.shape[2])
    whole = _paths_sum(scores, present, step)
    return (whole - _path_score(scores, labels, present, step)).sum() / (present.sum() + _FLOOR)


def illegal(labels: int) -> Tensor:
    """Very little where a label goes on with what did not begin, else 0; (labels + 1, labels), last row: the start."""
    out = torch.zeros(labels + 1, labels)
    for inside in range(2, labels, 2):
        out[:labels, inside] = _IMPOSSIBLE
        out[[inside - 1, inside], inside] = 0
    return out


def _paths_sum(scores: Tensor, present: Tensor, step: Tensor) -> Tensor:
    """Log of the summed weights of all paths; (rows,)."""
    total = step[-1] + scores[:, 0]
    for at in range(1, scores.shape[1]):
        through = torch.logsumexp(total[:, :, None] + step[None, :-1], 1) + scores[:, at]
        total = torch.where(present[:, at, None], through, total)
    return torch.logsumexp(total, 1)


def _path_score(scores: Tensor, labels: Tensor, present: Tensor, step: Tensor) -> Tensor:
    """Log weight of the gold paths; (rows,)."""
    words = scores.gather(2, labels[:, :, None])[:, :, 0] * present
    steps = step[labels[:, :-1], labels[:, 1:]] * present[:, 1:]
    return words.sum(1) + steps.sum(1) + step[-1][labels[:, 0]]


def _relations(scores: dict[str, Tensor], batch: Batch) -> Tensor:
    """A relation is scored by the child and by its gold head together."""
    heads = batch.labels["arc"].clamp(min=0)
    above = scores["rel_head"].gather(1, heads[:, :, None].expand(-1, -1, scores["rel_head"].shape[2]))
    labels = torch.where(batch.labels["arc"] == UNKNOWN, UNKNOWN, batch.labels["rel"])
    return _words(scores["rel"] + above, labels)


def _pairs(query: Tensor, key: Tensor, labels: Tensor, allowed: Tensor) -> Tensor:
    """Cross-entropy of the partner's place among the allowed ones; only rows with labels are computed."""
    rows = (labels != UNKNOWN).any(1)
    if not rows.any():
        return query.sum() * 0
    scores = (query[rows] @ key[rows].transpose(1, 2)).float().masked_fill(~allowed[rows], _IMPOSSIBLE)
    return _words(scores, labels[rows])


def _present(batch: Batch) -> Tensor:
    return batch.present[:, None, :].expand(-1, batch.present.shape[1], -1)


def _same_sentence(batch: Batch) -> Tensor:
    return (batch.sentence[:, :, None] == batch.sentence[:, None, :]) & _present(batch)


def _earlier(batch: Batch) -> Tensor:
    """A word may point at itself or at a word before it."""
    return _present(batch).tril()


def _slant(scores: Tensor, batch: Batch) -> Tensor:
    means = torch.stack([scores[row, a:b, 0].float().mean() for row, a, b, _ in batch.slants])
    gold = torch.tensor([v for *_, v in batch.slants])
    return functional.binary_cross_entropy_with_logits(means, gold, reduction="sum") / (len(gold) + 4)


class Teacher:
    """The original encoder, which reads every sentence by itself; what it said of a sentence is remembered."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder.eval()
        self.known: dict[tuple[int, int, int], tuple[Tensor, Tensor]] = {}

    def states(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Its last states: the mean of every sentence of the batch (sentences, width), and every piece's, in order."""
        new = [n for n, key in enumerate(batch.keys) if key not in self.known]
        new.sort(key=lambda n: batch.spans[n][2] - batch.spans[n][1])  # like lengths together: little padding
        for first in range(0, len(new), _TOGETHER):
            part = new[first : first + _TOGETHER]
            ids, mask = _alone(batch, part)
            with torch.no_grad():
                states = self.encoder(ids, mask)[-1].float()
            means = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            for n, mean, pieces in zip(part, means, states, strict=True):
                _, start, end = batch.spans[n]
                self.known[batch.keys[n]] = mean, pieces[1 : 1 + end - start].bfloat16()
        means, pieces = zip(*(self.known[key] for key in batch.keys), strict=True)
        return torch.stack(means), torch.cat(pieces).float()


def distil(vectors: Tensor, batch: Batch, teacher: Teacher) -> Tensor:
    """How far the vectors are from the original encoder's, which reads every sentence by itself.

    Three parts: each sentence's mean (cosine), each piece (cosine), and the similarities between the sentences.
    """
    pooled, theirs = teacher.states(batch)
    ours = torch.stack([vectors[row, a:b].float().mean(0) for row, a, b in batch.spans])
    mine = torch.cat([vectors[row, a:b].float() for row, a, b in batch.spans])
    whole = 1 - functional.cosine_similarity(ours, pooled, dim=-1)
    piece = 1 - functional.cosine_similarity(mine, theirs, dim=-1)
    one, other = functional.normalize(ours, dim=-1), functional.normalize(pooled, dim=-1)
    relation = (one @ one.T - other @ other.T).pow(2).mean()
    return whole.mean() + 0.3 * piece.mean() + 4.0 * relation


def _alone(batch: Batch, chosen: list[int]) -> tuple[Tensor, Tensor]:
    """The chosen sentences of the batch, each an input of its own, framed."""
    spans = [batch.spans[n] for n in chosen]
    longest = max(b - a for _, a, b in spans) + 2
    ids = torch.zeros(len(spans), longest, dtype=torch.long)
    mask = torch.zeros(len(spans), longest, dtype=torch.long)
    for n, (row, a, b) in enumerate(spans):
        ids[n, 0], ids[n, b - a + 1] = 101, 102
        ids[n, 1 : 1 + b - a] = batch.ids[row, a:b]
        mask[n, : b - a + 2] = 1
    return ids, mask
