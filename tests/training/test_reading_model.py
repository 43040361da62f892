"""A toy of the reading model is trained from nothing on invented corpora, stopped, gone on with and exported."""

import json
from dataclasses import asdict
from itertools import islice, pairwise

import numpy as np
import pytest
import reading_model
import tiny
import torch
from reading.batches import Window, batches, collate
from reading.examples import Example
from reading.losses import WEIGHTS, losses
from reading.network import Tagset
from reading_model import Run, tagset

PIECES = 300


@pytest.fixture
def run(tmp_path, tags):
    def make(total=6_000, folder="run"):
        (tmp_path / folder).mkdir(exist_ok=True)
        return Run(tmp_path / folder, tags, total, config=tiny.CONFIG, weights=tiny.weights(), threads=1)

    return make


def stream(encoded, seed=reading_model.SEED):
    return batches(encoded, tiny.SHARES, PIECES, seed)


def same(one, other):
    return one.keys() == other.keys() and all(torch.equal(one[k], other[k]) for k in one)


def everything(encoded):
    """One batch that holds every document whole."""
    return collate([Window(doc, 0, len(doc.words)) for docs in encoded.values() for doc in docs])


def measured(run, batch):
    run.model.eval()
    with torch.no_grad():
        found = losses(run.model, batch, run.teacher)
    run.model.train()
    return {name: float(value) for name, value in found.items()}


def test_every_head_learns(run, encoded, monkeypatch):
    monkeypatch.setattr(reading_model, "RATES", {"encoder": 2e-3, "heads": 1e-2})
    learner, whole = run(24_000), everything(encoded)
    before = measured(learner, whole)
    learner.train(stream(encoded))
    after = measured(learner, whole)
    print({k: (round(before[k], 3), round(after[k], 3)) for k in before})
    assert before.keys() == WEIGHTS.keys()
    assert [name for name in before if name != "distil" and after[name] > 0.7 * before[name]] == []


def test_the_log_tells_every_head_and_what_was_seen(run, encoded, tmp_path):
    learner = run(18_000)
    learner.train(stream(encoded))
    rows = [json.loads(line) for line in (tmp_path / "run/log.jsonl").read_text().splitlines()]
    assert rows[0]["step"] == 50
    assert WEIGHTS.keys() < rows[0].keys()
    assert rows[-1]["finished"] == learner.seen == sum(rows[-1]["pieces"].values())
    assert learner.seen >= 18_000
    assert set(rows[-1]["pieces"]) == set(tiny.SHARES)


def test_a_run_goes_on_after_a_stop(run, encoded):
    stopped = run()
    stopped.train(islice(stream(encoded), 8))
    again = run()
    assert not same(again.model.state_dict(), stopped.model.state_dict())
    again.resume()
    assert (again.seen, again.step) == (stopped.seen, 8)
    assert same(again.model.state_dict(), stopped.model.state_dict())
    assert same(again.average, stopped.average)
    states = [r.optimiser.state_dict()["state"] for r in (again, stopped)]
    assert all(same(states[0][n], states[1][n]) for n in states[1])
    again.train(stream(encoded, reading_model.SEED + again.step))
    assert again.step > 8
    assert again.seen >= again.total
    assert not same(again.model.state_dict(), stopped.model.state_dict())


def test_a_run_that_went_on_comes_to_what_one_without_a_stop_does(run, encoded):
    """Beside the order of batches and the dropout nothing is forgotten; here both are told again."""
    shown = list(islice(stream(encoded), 10))
    whole, first = run(folder="whole"), run(folder="parts")
    for learner in (whole, first):
        learner.model.eval()
    for batch, counts in shown:
        whole.update(batch)
        whole.seen += sum(counts.values())
    for batch, counts in shown[:5]:
        first.update(batch)
        first.seen += sum(counts.values())
    first.save()
    second = run(folder="parts")
    second.resume()
    second.model.eval()
    for batch, counts in shown[5:]:
        second.update(batch)
        second.seen += sum(counts.values())
    assert same(second.model.state_dict(), whole.model.state_dict())
    assert same(second.average, whole.average)


def test_a_finished_run_learns_no_more(run, encoded):
    done = run(600)
    done.train(stream(encoded))
    step = done.step
    done.train(stream(encoded))
    assert done.step == step


def test_what_is_saved_is_the_average(run, encoded, tmp_path):
    learner = run()
    learner.train(islice(stream(encoded), 6))
    saved = torch.load(tmp_path / "run/model.pt", weights_only=True)
    assert same(saved, learner.average)
    assert not same(saved, learner.model.state_dict())
    assert sorted(p.name for p in (tmp_path / "run").iterdir()) == ["last.pt", "log.jsonl", "model.pt"]


def test_the_teacher_never_changes(run, encoded):
    learner = run()
    before = {k: v.clone() for k, v in learner.teacher.encoder.state_dict().items()}
    learner.train(islice(stream(encoded), 4))
    assert same(before, learner.teacher.encoder.state_dict())


def test_weights_of_another_encoder_are_refused(tmp_path, tags):
    strange = tiny.weights()
    del strange["norm.bias"]
    with pytest.raises(SystemExit, match="not the weights"):
        Run(tmp_path, tags, 100, config=tiny.CONFIG, weights=strange, threads=1)


# ------------------------------------------------------------------ the command


@pytest.fixture
def command(tmp_path, corpora, tokenizer, monkeypatch):
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    monkeypatch.setattr(reading_model, "pretrained", lambda: (tiny.CONFIG, tiny.weights(), tmp_path))
    monkeypatch.setattr(reading_model, "corpora", lambda _: corpora)
    monkeypatch.setattr(reading_model, "SHARES", tiny.SHARES)
    monkeypatch.setattr(reading_model, "BATCH", PIECES)

    def call(folder, *options):
        reading_model.main([str(tmp_path), str(tmp_path / folder), "--threads", "1", *options])
        return torch.load(tmp_path / folder / "last.pt", weights_only=True)

    return call


def test_the_same_seed_gives_the_same_weights(command):
    one, other = command("one", "--pieces", "3000"), command("other", "--pieces", "3000")
    assert same(one["model"], other["model"])
    assert same(one["average"], other["average"])


def test_the_command_goes_on_where_it_is_told_to(command, tmp_path, tags, monkeypatch):
    seeds = []
    monkeypatch.setattr(reading_model, "batches", lambda *a: seeds.append(a[-1]) or batches(*a))
    first = command("run", "--pieces", "1500")
    more = command("run", "--pieces", "3000", "--resume")
    assert seeds == [reading_model.SEED, reading_model.SEED + first["step"]]  # not the same documents once more
    assert more["step"] > first["step"] > 0
    assert more["seen"] >= 3000 > first["seen"]
    anew = command("run", "--pieces", "1500")
    assert anew["step"] == first["step"]
    assert json.loads((tmp_path / "run/tags.json").read_text()) == {k: list(v) for k, v in asdict(tags).items()}


# ------------------------------------------------------------------ labels and rate


def test_labels_that_are_seen_often_enough_are_learnt(tags):
    assert isinstance(tags, Tagset)
    assert tags.upos == ("DET", "NOUN", "PRON", "PUNCT", "VERB")
    assert tags.rel == ("det", "nsubj", "obj", "punct", "root")
    assert tags.lemma == ("", "-1+", "-1+ed")  # bakers, fed


def test_a_rare_label_is_left_out_and_an_unknown_one_is_none():
    def document(*upos):
        words = tuple((2 * i, 2 * i + 1) for i in range(len(upos)))
        return Example("x", "x", "a " * len(upos), words=words, tags={"upos": upos})

    found = tagset({"x": [document("X", "X", None), document("X", "SYM", "SYM", None)]})
    assert found.upos == ("X",)
    assert found.lemma == ("",)


def test_the_rate_rises_and_then_falls_to_nothing():
    done = np.linspace(0, 1, 101)
    rates = [reading_model.rate(d) for d in done]
    peak = int(np.argmax(rates))
    assert rates[0] == 0
    assert done[peak] == pytest.approx(reading_model.WARM)
    assert rates[peak] == 1
    assert all(a < b for a, b in pairwise(rates[: peak + 1]))
    assert all(a > b for a, b in pairwise(rates[peak:]))
    assert rates[-1] == reading_model.rate(1.3) == pytest.approx(0, abs=1e-9)
