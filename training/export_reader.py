"""Export a trained reading model to int8 ONNX: `python training/export_reader.py RUN_DIR OUT_DIR`.

With `--original` for RUN_DIR it exports the model before training, whose vectors are the published encoder's.
Writes OUT_DIR/reader.onnx, its float twin reader.fp32.onnx (to measure what int8 loses), tokenizer.json and
labels.json.  One window at a time and no padding, so there is no mask, and attention runs as one fused operator.

Inputs: ids (pieces,), shapes (pieces,), first (words,).  Outputs: scores (words, all heads' labels, in the order of
labels.json), pairs (words, queries and keys of all pair heads), vectors (pieces, 384).
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from reading.network import PAIRS, TYPES, Layer, Reader, Tagset, pretrained
from torch import Tensor, nn


class Fused(torch.autograd.Function):
    """Unmasked multi-head attention; exported as onnxruntime's fused operator."""

    @staticmethod
    def forward(_: object, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        split = [x.view(1, -1, heads, x.shape[2] // heads).transpose(1, 2) for x in (q, k, v)]
        return nn.functional.scaled_dot_product_attention(*split).transpose(1, 2).reshape(q.shape)

    @staticmethod
    def symbolic(graph, q, k, v, heads: int):
        return graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


def layer(self: Layer, x: Tensor) -> Tensor:
    """`Layer.forward` without mask and dropout."""
    mixed = Fused.apply(self.query(x), self.key(x), self.value(x), self.heads)
    x = self.mix_norm(x + self.mix(mixed))
    return self.out_norm(x + self.down(nn.functional.gelu(self.up(x))))


class Single(nn.Module):
    """The reading model for one window without padding."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model
        encoder = model.encoder
        self.register_buffer("places", encoder.places.weight + encoder.kinds.weight[0])

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        encoder = self.model.encoder
        x = encoder.norm(encoder.words(ids) + encoder.shapes(shapes) + self.places[: ids.shape[0]])[None]
        states = [x]
        for one in encoder.layers:
            states.append(layer(one, states[-1]))
        words = [s[0, first] for s in states]
        groups = {g: _mixed(w.softmax(0), words) for g, w in self.model.mixes.items()}
        scores = torch.cat([self.model.heads[g](groups[g]) for g in self.model.tags.widths()], -1)
        pairs = torch.cat([v for name, (g, _) in PAIRS.items() for v in self.model.pairs[name](groups[g])], -1)
        return scores, pairs, self.model.vectors(states)[0]


def _mixed(shares: Tensor, states: list[Tensor]) -> Tensor:
    return sum((w * s for w, s in zip(shares[1:].unbind(), states[1:], strict=True)), start=shares[0] * states[0])


def labels(model: Reader) -> dict:
    """What the outputs mean: heads with widths, label sets, pair heads with sizes, and the scores of label paths."""
    heads = [[h, n] for widths in model.tags.widths().values() for h, n in widths.items()]
    paths = {h: [[round(x, 4) for x in row] for row in table.tolist()] for h, table in model.paths.items()}
    pairs = [[n, size] for n, (_, size) in PAIRS.items()]
    return {"heads": heads, "pairs": pairs, "types": TYPES, "paths": paths, **asdict(model.tags)}


def export(model: Reader, out: Path) -> None:
    """Write a model to OUT_DIR: reader.onnx, reader.fp32.onnx and labels.json."""
    out.mkdir(parents=True, exist_ok=True)
    full = out / "reader.fp32.onnx"
    ids, first = torch.ones(9, dtype=torch.long), torch.arange(1, 6)
    torch.onnx.export(
        Single(model).eval(),
        (ids, ids, first),
        str(full),
        input_names=["ids", "shapes", "first"],
        output_names=["scores", "pairs", "vectors"],
        dynamic_axes={
            "ids": {0: "pieces"},
            "shapes": {0: "pieces"},
            "first": {0: "words"},
            "scores": {0: "words"},
            "pairs": {0: "words"},
            "vectors": {0: "pieces"},
        },
        opset_version=17,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )
    quantize_dynamic(full, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    onnx.load(str(out / "reader.onnx"))
    (out / "labels.json").write_text(json.dumps(labels(model)))


def main(arguments: list[str]) -> None:
    config, weights, folder = pretrained()
    out = Path(arguments[1])
    if arguments[0] == "--original":
        model = Reader(config, Tagset(("X",), ("X",), ("",), ("root",)), drop=0.0)
        model.encoder.load_state_dict(weights, strict=False)
    else:
        run = Path(arguments[0])
        tags = Tagset(**{k: tuple(v) for k, v in json.loads((run / "tags.json").read_text()).items()})
        model = Reader(config, tags, drop=0.0)
        model.load_state_dict(torch.load(run / "model.pt", weights_only=True))
    export(model, out)
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    print({p.name: p.stat().st_size for p in sorted(out.iterdir())})


if __name__ == "__main__":
    main(sys.argv[1:])
