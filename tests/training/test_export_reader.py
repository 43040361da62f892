"""The exported file gives the numbers of the model it was made of, and the package reads them as they are meant."""

import gzip
import json
from dataclasses import asdict
from pathlib import Path

import export_reader
import numpy as np
import onnxruntime as ort
import pytest
import tiny
import torch
from reading.batches import Window, collate
from reading.network import PAIRS, Reader

from tellings.annotate.model import reader

# torch's older exporter, the only one that takes operators of other makers, warns that it will go one day.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

TEXT = "“The quay was unsafe,” said Ren Okoro.\nNobody repaired the harbourmaster's dinghy. "


@pytest.fixture(scope="module")
def model(tags):
    torch.manual_seed(11)
    found = Reader(tiny.CONFIG, tags).eval()
    found.encoder.load_state_dict(tiny.weights(), strict=False)
    with torch.no_grad():
        found.encoder.shapes.weight.normal_()
        for name, weight in found.named_parameters():  # none as it begins, or a part left out would not show
            if not name.startswith("encoder."):
                weight.add_(torch.randn_like(weight) * 0.2)
    return found


@pytest.fixture(scope="module")
def exported(model, encoded, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported")
    export_reader.export(model, folder, seen(encoded))
    return folder


def seen(encoded):
    return [collate([Window(docs[0], 0, len(docs[0].words))]) for docs in encoded.values()]


def outputs(path, inputs):
    return ort.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, inputs)


def shown(text):
    places = reader.words(text)
    return reader._input(list(reader._pieces([text[s:e] for s, e in places])), reader.shapes(text, places))


def wanted(model, inputs):
    """What the model in torch says of one window: scores, pairs, vectors."""
    ids, kinds, first = (torch.from_numpy(inputs[k])[None] for k in ("ids", "shapes", "first"))
    with torch.no_grad():
        scores, pairs, vectors = model(ids, torch.ones_like(ids), kinds, first)
    both = [part for name in PAIRS for part in pairs[name]]
    return [torch.cat(parts, -1)[0].numpy() for parts in (list(scores.values()), both, [vectors])]


@pytest.mark.parametrize("text", ["quay", TEXT, TEXT * 6])
def test_the_float_file_says_what_torch_says(model, exported, text):
    found = outputs(exported / "reader.fp32.onnx", shown(text))
    for one, other in zip(found, wanted(model, shown(text)), strict=True):
        assert one.shape == other.shape
        assert np.abs(one - other).max() < 1e-3


def test_the_small_file_says_nearly_the_same(model, exported):
    found = outputs(exported / "reader.onnx", shown(TEXT))
    for one, other in zip(found, wanted(model, shown(TEXT)), strict=True):
        assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.98
    assert (exported / "reader.onnx").stat().st_size < (exported / "reader.fp32.onnx").stat().st_size / 3


def test_loud_units_are_lowered_and_the_result_is_the_same():
    """A unit that speaks 50 times louder costs the others their fine steps, unless it is lowered first."""
    torch.manual_seed(2)
    plain = torch.nn.Linear(64, 8)
    loud = torch.where(torch.arange(64) == 5, 50.0, 1.0)
    evened = export_reader.Evened([plain], loud)
    x = torch.randn(20, 64) * loud
    assert torch.allclose(evened(x), plain(x), atol=1e-4)
    assert (x * evened.lowered).abs().max() < x.abs().max() / 10
    assert evened.lowered[torch.arange(64) != 5].tolist() == [1.0] * 63


def test_peaks_are_what_the_units_reach(model, encoded):
    first = export_reader.peaks(model, seen(encoded))
    batch = seen(encoded)[0]
    with torch.no_grad():
        states = model.encoder(batch.ids, batch.mask, batch.shapes)
    assert len(first) == tiny.CONFIG["num_hidden_layers"]
    assert (first[1]["query"] >= states[1][0].abs().amax(0) - 1e-5).all()
    assert first[0]["down"].shape == (tiny.CONFIG["intermediate_size"],)


def test_the_labels_lie_beside_it(exported, tags):
    table = json.loads((exported / "labels.json").read_text())
    assert [h for h, _ in table["heads"][:3]] == list(reader.TAGGED)
    assert sum(n for _, n in table["heads"]) == outputs(exported / "reader.onnx", shown(TEXT))[0].shape[1]
    assert table["lemma"] == list(tags.lemma)
    assert [name for name, _ in table["pairs"]] == list(PAIRS)


# ------------------------------------------------------------------ as the package reads it


@pytest.fixture
def packaged(exported, tmp_path, monkeypatch):
    """The package with the small model for its own."""
    own = Path(reader.__file__).parents[1] / "weights/tokenizer.json"
    weights = tmp_path / "weights"
    weights.mkdir()
    for source, name in (
        (exported / "labels.json", "labels.json"),
        (exported / "reader.fp32.onnx", "reader.onnx"),
        (own, "tokenizer.json"),
    ):
        (weights / name).write_bytes(source.read_bytes())
    monkeypatch.setattr(reader, "files", lambda _: tmp_path)
    monkeypatch.setattr(reader, "WIDTH", tiny.CONFIG["hidden_size"])
    cached = (reader.labels, reader._session, reader._tokenizer)
    for one in cached:
        one.cache_clear()
    yield
    for one in cached:
        one.cache_clear()


def test_the_package_reads_every_document_as_it_was_trained(packaged, model, encoded):
    """Pieces, shapes and windows are made twice, in training and in the package: they must agree."""
    for doc in (docs[0] for docs in encoded.values()):
        batch = collate([Window(doc, 0, len(doc.words))])
        with torch.no_grad():
            scores, pairs, vectors = model(batch.ids, batch.mask, batch.shapes, batch.first)
        found = reader.read_words(doc.example.text, list(doc.words))
        for head, values in found.scores.items():
            assert values == pytest.approx(scores[head][0].numpy(), abs=1e-3), head
        for head in reader.TAGGED:
            assert found.tags[head].tolist() == scores[head][0].argmax(-1).tolist()
        for name, both in found.pairs.items():
            for one, other in zip(both, pairs[name], strict=True):
                assert one == pytest.approx(other[0].numpy(), abs=1e-3)
        sums = np.add.reduceat(vectors[0, :-1].numpy(), batch.first[0].numpy(), axis=0)
        assert found.vectors == pytest.approx(sums, abs=1e-3)


def test_the_command_writes_everything_that_the_package_needs(model, tags, tokenizer, tmp_path, monkeypatch):
    run, out = tmp_path / "run", tmp_path / "out"
    run.mkdir()
    (run / "tags.json").write_text(json.dumps(asdict(tags)))
    torch.save(model.state_dict(), run / "model.pt")
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "data").mkdir()
    record = json.dumps({"id": "a", "text": TEXT * 20}).encode()
    (tmp_path / "data/articles.jsonl.gz").write_bytes(gzip.compress(record))
    monkeypatch.setattr(export_reader, "pretrained", lambda: (tiny.CONFIG, tiny.weights(), tmp_path))
    export_reader.main([str(tmp_path), str(run), str(out)])
    assert sorted(p.name for p in out.iterdir()) == ["labels.json", "reader.fp32.onnx", "reader.onnx", "tokenizer.json"]
    found = outputs(out / "reader.fp32.onnx", shown(TEXT))
    assert np.abs(found[0] - wanted(model, shown(TEXT))[0]).max() < 1e-3
