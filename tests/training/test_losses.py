"""What the heads are trained to do, from scores made by hand."""

import math

import numpy as np
import pytest
import tiny
import torch
from reading import losses as teaching
from reading.batches import UNKNOWN, Window, collate
from reading.losses import Teacher, distil, losses
from reading.network import PAIRS, Encoder, Reader
from torch.nn.functional import normalize


@pytest.fixture
def model(tags):
    torch.manual_seed(5)
    found = Reader(tiny.CONFIG, tags, drop=0.0)
    found.encoder.load_state_dict(tiny.weights(), strict=False)
    return found


@pytest.fixture
def teacher():
    found = Encoder(tiny.CONFIG, 0.0)
    found.load_state_dict(tiny.weights(seed=8), strict=False)
    return Teacher(found)


@pytest.fixture
def batch(encoded):
    return collate([Window(doc, 0, len(doc.words)) for docs in encoded.values() for doc in docs[:2]])


class Fixed:
    """A model that always says the same."""

    def __init__(self, scores=None, pairs=None):
        self.said = scores or {}, pairs or {}, torch.zeros(1, 1, 4)

    def __call__(self, *_):
        return self.said


def labelled(encoded, name, values, size=4):
    """A batch of one window of `size` words with the labels of one layer."""
    doc = encoded["tone"][0]
    found = collate([Window(doc, 0, size)])
    found.labels = {name: torch.tensor([values])}
    found.slants = []
    return found


def loss(encoded, name, scores, values):
    batch = labelled(encoded, name, values, len(values))
    return float(losses(Fixed({name: torch.tensor([scores])}), batch, None)[name])


SURE, UNSURE = 20.0, 0.0


def test_a_head_is_charged_for_known_words_alone(encoded):
    right = [SURE, 0.0, 0.0]
    wrong = [0.0, SURE, 0.0]
    assert loss(encoded, "event", [right] * 4, [0, 0, 0, 0]) == pytest.approx(0, abs=1e-6)
    assert loss(encoded, "event", [right, wrong, wrong, wrong], [0, UNKNOWN, UNKNOWN, UNKNOWN]) < 1e-6
    assert loss(encoded, "event", [right, wrong, right, right], [0, 0, 0, 0]) == pytest.approx(SURE / (4 + 64))


def test_few_labels_count_for_less(encoded):
    """The mean over the labelled words, as if 64 more had been right."""
    one = loss(encoded, "event", [[0.0, 0.0, 0.0]] * 4, [0, UNKNOWN, UNKNOWN, UNKNOWN])
    four = loss(encoded, "event", [[0.0, 0.0, 0.0]] * 4, [0, 1, 2, 0])
    assert one == pytest.approx(math.log(3) / 65)
    assert four == pytest.approx(4 * math.log(3) / 68)


def test_a_head_of_one_score_is_a_yes_or_no(encoded):
    assert loss(encoded, "loaded", [[SURE], [-SURE], [SURE], [UNSURE]], [1, 0, UNKNOWN, UNKNOWN]) < 1e-6
    assert loss(encoded, "loaded", [[UNSURE]] * 4, [1, 0, UNKNOWN, UNKNOWN]) == pytest.approx(2 * math.log(2) / 66)
    assert loss(encoded, "loaded", [[-SURE]] * 4, [1, 0, 0, 0]) == pytest.approx(SURE / 68)


def test_unknown_words_alone_cost_nothing_and_teach_nothing(encoded):
    scores = torch.ones(1, 4, 3, requires_grad=True)
    batch = labelled(encoded, "event", [UNKNOWN] * 4)
    found = losses(Fixed({"event": scores}), batch, None)["event"]
    found.backward()
    assert float(found.detach()) == 0
    assert not scores.grad.any()


def test_a_relation_is_scored_by_child_and_head_together(encoded):
    batch = labelled(encoded, "rel", [1, 0], 2)
    batch.labels["arc"] = torch.tensor([[1, UNKNOWN]])
    child = torch.tensor([[[5.0, 0.0], [0.0, 0.0]]])
    above = torch.tensor([[[0.0, 0.0], [0.0, 30.0]]])
    pairs = {"arc": (torch.zeros(1, 2, 3), torch.zeros(1, 2, 3))}
    assert float(losses(Fixed({"rel": child, "rel_head": above}, pairs), batch, None)["rel"]) < 1e-6
    alone = losses(Fixed({"rel": child, "rel_head": above * 0}, pairs), batch, None)["rel"]
    assert float(alone) == pytest.approx(math.log(1 + math.exp(5)) / 65)


def pair_loss(encoded, name, values, *, sentence=None):
    batch = labelled(encoded, name, values)
    if sentence:
        batch.sentence = torch.tensor([sentence])
    return losses(Fixed(pairs={name: (torch.zeros(1, 4, 3), torch.zeros(1, 4, 3))}), batch, None)[name]


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("arc", 2),  # words of the same sentence
        ("attribution", 4),  # words of the window
        ("coreference", 3),  # the word itself and those before it
    ],
)
def test_a_pointer_is_one_of_the_words_that_it_may_point_at(encoded, name, choices):
    found = pair_loss(encoded, name, [UNKNOWN, UNKNOWN, 2, UNKNOWN], sentence=[1, 1, 2, 2])
    assert float(found) == pytest.approx(math.log(choices) / 65, rel=1e-4)


def test_nothing_points_at_padding(encoded):
    short, long = encoded["tone"][0], encoded["trees"][0]
    batch = collate([Window(short, 0, 3), Window(long, 0, 9)])
    batch.labels, batch.slants = {"attribution": torch.full((2, 9), UNKNOWN)}, []
    batch.labels["attribution"][0, 1] = 0
    zeros = torch.zeros(2, 9, 3)
    found = losses(Fixed(pairs={"attribution": (zeros, zeros)}), batch, None)["attribution"]
    assert float(found) == pytest.approx(math.log(3) / 65, rel=1e-4)


def test_a_batch_without_links_costs_nothing(encoded):
    assert float(pair_loss(encoded, "attribution", [UNKNOWN] * 4)) == 0


def test_a_sentence_is_slanted_by_the_mean_of_its_words(encoded):
    batch = labelled(encoded, "event", [UNKNOWN] * 4)
    batch.slants = [(0, 0, 2, 1.0), (0, 2, 4, 0.0)]
    scores = {"event": torch.zeros(1, 4, 3), "slant": torch.tensor([[[3.0], [-3.0], [-50.0], [-50.0]]])}
    assert float(losses(Fixed(scores), batch, None)["slant"]) == pytest.approx(math.log(2) / 6)


# ------------------------------------------------------------------ with the network


def test_a_batch_of_every_layer_teaches_every_head(model, batch, teacher):
    found = losses(model, batch, teacher)
    assert found.keys() == teaching.WEIGHTS.keys()
    assert all(math.isfinite(float(v.detach())) and float(v.detach()) > 0 for v in found.values())
    sum(found.values()).backward()
    assert [name for name, p in model.named_parameters() if p.grad is None] == []


def test_without_a_teacher_nothing_is_distilled(model, batch):
    assert "distil" not in losses(model, batch, None)


def test_what_is_not_annotated_teaches_no_head(model, encoded):
    times = [Window(doc, 0, len(doc.words)) for doc in encoded["times"]]
    assert losses(model, collate(times), None).keys() == {"time", "event", "action"}


# ------------------------------------------------------------------ distilling


def alone(teacher, batch):
    """The vectors that the teacher gives the pieces of every sentence read by itself, in their places of the batch."""
    out = torch.zeros(*batch.ids.shape, tiny.CONFIG["hidden_size"])
    frame = [torch.tensor([i]) for i in (101, 102)]
    for row, a, b in batch.spans:
        ids = torch.cat([frame[0], batch.ids[row, a:b], frame[1]])[None]
        with torch.no_grad():
            out[row, a:b] = teacher.encoder(ids, torch.ones_like(ids))[-1][0, 1:-1]
    return out


def test_the_teacher_reads_every_sentence_by_itself(teacher, batch):
    """Means agree nearly, for the teacher's hold the frames too."""
    vectors = alone(teacher, batch)
    assert float(distil(vectors, batch, teacher)) < 0.05
    turned = vectors[..., torch.randperm(vectors.shape[-1], generator=torch.Generator().manual_seed(1))]
    assert float(distil(turned, batch, teacher)) > 0.7


def test_what_the_teacher_said_is_remembered(teacher, batch, monkeypatch):
    once = teacher.states(batch)
    monkeypatch.setattr(teacher, "encoder", None)
    assert all(torch.equal(one, other) for one, other in zip(teacher.states(batch), once, strict=True))
    assert len(teacher.known) == len(batch.spans)


def test_length_does_not_matter_to_what_is_distilled(teacher, batch):
    vectors = alone(teacher, batch) + torch.rand(1, 1, 32, generator=torch.Generator().manual_seed(2))
    assert float(distil(vectors * 7, batch, teacher)) == pytest.approx(float(distil(vectors, batch, teacher)), rel=1e-4)


def test_sentences_are_kept_as_far_apart_as_the_teacher_has_them(teacher, batch):
    same = normalize(alone(teacher, batch), dim=-1)
    flat = torch.ones_like(same)
    assert float(distil(flat, batch, teacher)) > float(distil(same, batch, teacher))


def test_vectors_come_near_the_teachers(model, batch, teacher):
    optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)
    found = []
    for _ in range(40):
        value = losses(model, batch, teacher)["distil"]
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        found.append(float(value.detach()))
    assert found[-1] < 0.3 * found[0]


def test_every_pair_head_has_a_loss(encoded):
    for name in PAIRS:
        assert float(pair_loss(encoded, name, np.arange(4).tolist())) > 0
