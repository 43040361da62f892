"""Export a trained reading model to int8 ONNX: `python training/export_reader.py RUN_DIR OUT_DIR`.

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

HEADS = 12


class Fused(torch.autograd.Function):
    """Unmasked multi-head attention; exported as onnxruntime's fused operator."""

    @staticmethod
    def forward(_: object, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        split = [x.view(1, -1, HEADS, x.shape[2] // HEADS).transpose(1, 2) for x in (q, k, v)]
        return nn.functional.scaled_dot_product_attention(*split).transpose(1, 2).reshape(q.shape)

    @staticmethod
    def symbolic(graph, q, k, v):
        return graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS).setType(q.type())


def layer(self: Layer, x: Tensor) -> Tensor:
    """`Layer.forward` without mask and dropout."""
    mixed = Fused.apply(self.query(x), self.key(x), self.value(x))
    x = self.mix_norm(x + self.mix(mixed))
    return self.out_norm(x + self.down(nn.functional.gelu(self.up(x))))


class Single(nn.Module):
    """The reading model for one window without padding."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model
        self.tables = nn.ParameterList()
        encoder = model.encoder
        self.register_buffer("places", encoder.places.weight + encoder.kinds.weight[0])

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        encoder = self.model.encoder
        x = encoder.norm(encoder.words(ids) + encoder.shapes(shapes) + self.places[: ids.shape[0]])[None]
        mixes = {g: w.softmax(0) for g, w in self.model.mixes.items()}
        states = {g: m[0] * x[0, first] for g, m in mixes.items()}
        for n, one in enumerate(encoder.layers):
            x = layer(one, x)
            words = x[0, first]
            states = {g: s + mixes[g][n + 1] * words for g, s in states.items()}
        scores = torch.cat([self.model.heads[g](states[g]) for g in self.model.tags.widths()], -1)
        pairs = torch.cat([v for name, (g, _) in PAIRS.items() for v in self.model.pairs[name](states[g])], -1)
        return scores, pairs, self.model.vector(x[0])


def labels(tags: Tagset) -> dict:
    """What the outputs mean: heads in order with their widths, label sets, pair heads in order with their sizes."""
    heads = [[h, n] for widths in tags.widths().values() for h, n in widths.items()]
    return {"heads": heads, "pairs": [[n, size] for n, (_, size) in PAIRS.items()], "types": TYPES, **asdict(tags)}


def main(run: Path, out: Path) -> None:
    config, _, folder = pretrained()
    tags = Tagset(**{k: tuple(v) for k, v in json.loads((run / "tags.json").read_text()).items()})
    model = Reader(config, tags, drop=0.0)
    model.load_state_dict(torch.load(run / "model.pt", weights_only=True))
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
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    (out / "labels.json").write_text(json.dumps(labels(tags)))
    print({p.name: p.stat().st_size for p in sorted(out.iterdir())})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
