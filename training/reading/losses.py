"""What the reading model is trained to do, as one number a batch and one a head."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from reading.batches import UNKNOWN, Batch
from reading.network import PATHS, Encoder, Reader

WEIGHTS = {
    "source": 1.0, "cue": 1.0, "content": 1.2, "entity": 1.0, "time": 0.5, "event": 0.4, "action": 0.3,
    "upos": 0.3, "xpos": 0.5, "lemma": 0.3, "rel": 0.6, "arc": 1.0, "sentence": 0.3,
    "loaded": 0.5, "slanted": 0.4, "slant": 0.4, "sentiment": 0.6, "attribution": 0.6, "coreference": 0.5,
    "distil": 8.0,
}  # fmt: skip
_FLOOR = 64  # labelled words a batch below which a head counts for less: few words make a noisy gradient
_IMPOSSIBLE = -1e4


def losses(model: Reader, batch: Batch, teacher: Encoder | None) -> dict[str, Tensor]:
    """The loss of every head that the batch teaches; with a teacher also "distil"."""
    scores, pairs, vectors = model(batch.ids, batch.mask, batch.shapes, batch.first)
    plain = {name: labels for name, labels in batch.labels.items() if name in scores and name not in PATHS}
    found = {name: _words(scores[name], labels) for name, labels in plain.items()}
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


def _words(scores: Tensor, labels: Tensor) -> Tensor:
    known = labels != UNKNOWN
    if not known.any():
        return scores.sum() * 0
    chosen, gold = scores[known].float(), labels[known]
    if chosen.shape[-1] == 1:
        summed = functional.binary_cross_entropy_with_logits(chosen[:, 0], gold.float(), reduction="sum")
    else:
        summed = functional.cross_entropy(chosen, gold, reduction="sum")
    return summed / (len(gold) + _FLOOR)


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


def distil(vectors: Tensor, batch: Batch, teacher: Encoder) -> Tensor:
    """How far the vectors are from the original encoder's, which reads every sentence by itself.

    Three parts: each piece (cosine), each sentence's mean (cosine), and the similarities between the sentences.
    """
    ids, mask = _alone(batch)
    with torch.no_grad():
        states = teacher(ids, mask)[-1].float()
    pooled = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
    ours = torch.stack([vectors[row, a:b].float().mean(0) for row, a, b in batch.spans])
    mine = torch.cat([vectors[row, a:b].float() for row, a, b in batch.spans])
    theirs = torch.cat([states[n, 1 : 1 + b - a] for n, (_, a, b) in enumerate(batch.spans)])
    whole = 1 - functional.cosine_similarity(ours, pooled, dim=-1)
    piece = 1 - functional.cosine_similarity(mine, theirs, dim=-1)
    one, other = functional.normalize(ours, dim=-1), functional.normalize(pooled, dim=-1)
    relation = (one @ one.T - other @ other.T).pow(2).mean()
    return whole.mean() + 0.5 * piece.mean() + 2.0 * relation


def _alone(batch: Batch) -> tuple[Tensor, Tensor]:
    """Every sentence of the batch as an input of its own, framed."""
    longest = max(b - a for _, a, b in batch.spans) + 2
    ids = torch.zeros(len(batch.spans), longest, dtype=torch.long)
    mask = torch.zeros(len(batch.spans), longest, dtype=torch.long)
    for n, (row, a, b) in enumerate(batch.spans):
        ids[n, 0], ids[n, b - a + 1] = 101, 102
        ids[n, 1 : 1 + b - a] = batch.ids[row, a:b]
        mask[n, : b - a + 2] = 1
    return ids, mask
