"""Export a trained reading model to int8 ONNX: `python training/export_reader.py SHARED_DIR RUN_DIR OUT_DIR`.

With `--original` for RUN_DIR it exports the model before training, whose vectors are the published encoder's.
Writes OUT_DIR/reader.onnx, its float twin reader.fp32.onnx (to measure what int8 loses), tokenizer.json and
labels.json.  One window at a time and no padding, so there is no mask, and attention is written as plain products:
for windows this short they run faster than onnxruntime's fused operator.

A few units of the network speak ten times louder than the rest and would leave them only coarse steps in int8.  They
are lowered before each product and their weights raised by as much, by what they reach on raw articles of the data
folder (the idea is that of Xiao et al. 2023, SmoothQuant); this halves what int8 changes.

Inputs: ids (pieces,), shapes (pieces,), first (words,).  Outputs: scores (words, all heads' labels, in the order of
labels.json), pairs (words, queries and keys of all pair heads), vectors (pieces, 384).
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from reading.batches import Batch, Window, collate, encode, pieces_of
from reading.corpora_spans import articles
from reading.network import PAIRS, TYPES, Layer, Reader, Tagset, pretrained
from torch import Tensor, nn

SEEN = 40  # articles whose loudest units are looked at
LOUD = 0.98  # quantile of the units' peaks above which they are lowered
_WORDS = 100  # of each article


class Evened(nn.Module):
    """Linear maps of one input as one product, its loudest units lowered before and raised again by the weights."""

    def __init__(self, maps: Iterable[nn.Linear], peaks: Tensor) -> None:
        super().__init__()
        weight, bias = (torch.cat([getattr(m, name) for m in maps]).detach() for name in ("weight", "bias"))
        raised = (peaks / peaks.quantile(LOUD)).clamp(min=1.0)
        self.register_buffer("lowered", 1 / raised)
        self.map = nn.Linear(weight.shape[1], weight.shape[0])
        self.map.weight, self.map.bias = nn.Parameter(weight * raised), nn.Parameter(bias)

    def forward(self, x: Tensor) -> Tensor:
        return self.map(x * self.lowered)


class Joined(nn.Module):
    """`Layer` without mask and dropout, its three maps into attention as one."""

    def __init__(self, layer: Layer, peaks: dict[str, Tensor]) -> None:
        super().__init__()
        self.layer = layer
        self.maps = Evened([layer.query, layer.key, layer.value], peaks["query"])
        self.size = layer.query.in_features // layer.heads
        with torch.no_grad():  # the scale of the scores is the queries' own
            for part in (self.maps.map.weight, self.maps.map.bias):
                part[: layer.query.out_features] *= self.size**-0.5
        self.up, self.down = (Evened([getattr(layer, name)], peaks[name]) for name in ("up", "down"))

    def forward(self, x: Tensor) -> Tensor:
        of = self.layer
        query, key, value = self.maps(x).view(-1, 3, of.heads, self.size).permute(1, 2, 0, 3).split(1)
        mixed = torch.softmax(query @ key.transpose(-1, -2), -1) @ value
        x = of.mix_norm(x + of.mix(mixed.transpose(1, 2).reshape(1, -1, of.mix.in_features)))
        return of.out_norm(x + self.down(nn.functional.gelu(self.up(x))))


def peaks(model: Reader, seen: Iterable[Batch]) -> list[dict[str, Tensor]]:
    """The greatest absolute value of every unit before the products of each layer, over batches without padding."""
    layers = model.encoder.layers
    found = [
        {name: torch.ones(getattr(layer, name).in_features) for name in ("query", "up", "down")} for layer in layers
    ]

    def watch(at: int, name: str):
        def hook(_: nn.Module, inputs: tuple[Tensor]) -> None:
            found[at][name] = torch.maximum(found[at][name], inputs[0].abs().flatten(0, -2).amax(0))

        return getattr(layers[at], name).register_forward_pre_hook(hook)

    hooks = [watch(at, name) for at in range(len(layers)) for name in found[at]]
    with torch.no_grad():
        for batch in seen:
            model.encoder(batch.ids, batch.mask, batch.shapes)
    for hook in hooks:
        hook.remove()
    return found


class Single(nn.Module):
    """The reading model for one window without padding."""

    def __init__(self, model: Reader, seen: Iterable[Batch]) -> None:
        super().__init__()
        self.model = model
        encoder = model.encoder
        self.layers = nn.ModuleList(map(Joined, encoder.layers, peaks(model, seen)))
        self.register_buffer("places", encoder.places.weight + encoder.kinds.weight[0])
        mixes = [m.softmax(0) for m in (*model.mixes.values(), model.back.mix)]
        self.register_buffer("mixes", torch.stack(mixes).detach())

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        encoder = self.model.encoder
        x = encoder.norm(encoder.words(ids) + encoder.shapes(shapes) + self.places[: ids.shape[0]])[None]
        states = [x]
        for one in self.layers:
            states.append(one(states[-1]))
        # All mixes of the layers are one small product, far cheaper than as many sums.
        mixed = (self.mixes @ torch.cat(states).flatten(1)).unflatten(1, (-1, x.shape[2]))
        groups = dict(zip(self.model.mixes, mixed[:-1, first].unbind(), strict=True))
        scores = torch.cat([self.model.heads[g](groups[g]) for g in self.model.tags.widths()], -1)
        pairs = torch.cat([v for name, (g, _) in PAIRS.items() for v in self.model.pairs[name](groups[g])], -1)
        return scores, pairs, self.model.back.turned(mixed[-1], self.model.vector)


def labels(model: Reader) -> dict:
    """What the outputs mean: heads with widths, label sets, pair heads with sizes, and the scores of label paths."""
    heads = [[h, n] for widths in model.tags.widths().values() for h, n in widths.items()]
    paths = {h: [[round(x, 4) for x in row] for row in table.tolist()] for h, table in model.paths.items()}
    pairs = [[n, size] for n, (_, size) in PAIRS.items()]
    return {"heads": heads, "pairs": pairs, "types": TYPES, "paths": paths, **asdict(model.tags)}


def export(model: Reader, out: Path, seen: Iterable[Batch] = ()) -> None:
    """Write a model to OUT_DIR: reader.onnx, reader.fp32.onnx and labels.json.

    Args:
        model: In evaluation mode.
        out: Made where it is not there.
        seen: Batches of one window each that show how loud its units are; without any they are left alone.
    """
    out.mkdir(parents=True, exist_ok=True)
    full = out / "reader.fp32.onnx"
    ids, first = torch.ones(9, dtype=torch.long), torch.arange(1, 6)
    torch.onnx.export(
        Single(model, seen).eval(),
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
    )
    quantize_dynamic(full, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True)
    onnx.load(str(out / "reader.onnx"))
    (out / "labels.json").write_text(json.dumps(labels(model)))


def main(arguments: list[str]) -> None:
    shared, source, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    config, weights, folder = pretrained()
    tags = Tagset(("X",), ("X",), ("",), ("root",))
    if source != "--original":
        tags = Tagset(**{k: tuple(v) for k, v in json.loads((Path(source) / "tags.json").read_text()).items()})
    model = Reader(config, tags, drop=0.0).eval()
    if source == "--original":
        model.encoder.load_state_dict(weights, strict=False)
    else:
        model.load_state_dict(torch.load(Path(source) / "model.pt", weights_only=True))
    tokenizer = pieces_of(folder / "tokenizer.json")
    docs = [encode(e, tokenizer, tags) for e in articles(shared / "data", SEEN)]
    export(model, out, [collate([Window(doc, 0, min(_WORDS, len(doc.words)))]) for doc in docs])
    shutil.copy(folder / "tokenizer.json", out / "tokenizer.json")
    print({p.name: p.stat().st_size for p in sorted(out.iterdir())})


if __name__ == "__main__":
    main(sys.argv[1:])
