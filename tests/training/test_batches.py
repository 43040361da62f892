"""From invented examples to arrays, windows and padded batches."""

import random
from collections import Counter
from itertools import islice

import numpy as np
import pytest
import tiny
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import batches as batching
from reading.batches import UNKNOWN, Encoded, Window, batches, collate, cut, encode
from reading.examples import Example

from tellings.annotate.model.shapes import SPECIAL

PIECES = 200
O, B, I = range(3)  # noqa: E741 (as the labels are called everywhere)


@pytest.fixture
def made(tokenizer, tags):
    def make(text, **layers):
        return encode(Example("x", "x", text, **layers), tokenizer, tags)

    return make


def span(text, part, label=""):
    return (*tiny.place(text, part), label)


# ------------------------------------------------------------------ labels


def test_spans_become_begin_inside_and_outside(made):
    text = "Ren Okoro said that it rained"
    doc = made(text, spans={"source": (span(text, "Ren Okoro"),), "cue": (span(text, "said"),)})
    assert doc.labels["source"].tolist() == [B, I, O, O, O, O]
    assert doc.labels["cue"].tolist() == [O, O, B, O, O, O]


def test_a_type_has_its_own_pair_of_labels(made):
    text = "Ada in Lake Town"
    doc = made(text, spans={"entity": (span(text, "Ada", "PER"), span(text, "Lake Town", "LOC"))})
    assert doc.labels["entity"].tolist() == [1, 0, 5, 6]


def test_of_spans_that_overlap_the_longer_is_taken(made):
    text = "one two three four"
    spans = (span(text, "two"), span(text, "two three"), span(text, "four"))
    assert made(text, spans={"content": spans}).labels["content"].tolist() == [O, B, I, B]


def test_what_is_not_annotated_is_unknown(made):
    text = "one two three four"
    doc = made(text, annotated=((4, 13),), spans={"event": (span(text, "two"),), "loaded": (span(text, "three"),)})
    assert doc.labels["event"].tolist() == [UNKNOWN, B, O, UNKNOWN]
    assert doc.labels["loaded"].tolist() == [UNKNOWN, 0, 1, UNKNOWN]
    assert set(doc.labels) == {"event", "loaded"}


def test_tags_are_numbered_and_strange_ones_unknown(made, tags):
    words = ((0, 4), (5, 8), (9, 10))
    doc = made("Cats fed x", words=words, tags={"upos": ("NOUN", "NOPE", None), "lemma": ("cat", "feed", None)})
    assert doc.labels["upos"].tolist() == [tags.upos.index("NOUN"), UNKNOWN, UNKNOWN]
    assert [tags.lemma[i] for i in doc.labels["lemma"][:2]] == ["-1+", "-1+ed"]
    assert doc.labels["lemma"][2] == UNKNOWN


def test_only_trees_tell_where_sentences_begin(made):
    words = ((0, 2), (3, 7), (8, 12))
    tree = made("It sank they left", words=(*words, (13, 17)), sentences=((0, 7), (8, 17)), heads=(1, 1, 3, 3))
    assert tree.labels["sentence"].tolist() == [1, 0, 1, 0]
    assert tree.labels["arc"].tolist() == [1, 1, 3, 3]
    assert "sentence" not in made("It sank.\nThey left.", spans={"event": ()}).labels


def test_content_and_source_point_at_the_cue_and_the_cue_at_its_source(made):
    text = "Ren said it rained . Well , he added , it poured"
    source, cue, content = ((*span(text, part)[:2],) for part in ("Ren", "said", "it rained"))
    lonely, more = (span(text, part)[:2] for part in ("added", "it poured"))
    doc = made(
        text,
        spans={
            "source": ((*source, ""),),
            "cue": ((*cue, ""), (*lonely, "")),
            "content": ((*content, ""), (*more, "")),
        },
        links={"attribution": ((source, cue), (content, cue), (more, lonely))},
    )
    none = UNKNOWN
    assert doc.labels["attribution"].tolist() == [1, 0, 1, 1, none, none, none, none, 8, none, 8, 8]


def test_the_inner_of_two_contents_keeps_its_own_cue(made):
    text = "AFP says Ren said it rained"
    outer, inner = span(text, "Ren said it rained")[:2], span(text, "it rained")[:2]
    cues = [span(text, part)[:2] for part in ("says", "said")]
    doc = made(
        text,
        spans={"source": (), "cue": tuple((*c, "") for c in cues), "content": ((*outer, ""), (*inner, ""))},
        links={"attribution": ((inner, cues[1]), (outer, cues[0]))},
    )
    assert doc.labels["attribution"].tolist() == [UNKNOWN, 1, 1, 1, 3, 3]


def test_a_mention_points_at_its_antecedent_and_other_nouns_at_themselves(made):
    words = ((0, 3), (4, 8), (9, 11))
    tags = {"upos": ("NOUN", "VERB", "PRON")}
    doc = made("men fish he", words=words, tags=tags, links={"coreference": (((9, 11), (0, 3)),)})
    assert doc.labels["coreference"].tolist() == [0, UNKNOWN, 0]


def test_targets_and_judged_sentences(made):
    text = "The mayor fell. It rained."
    judged = {"sentiment": ((*tiny.place(text, "mayor"), 2.0),), "slant": ((0, 15, 1.0),)}
    doc = made(text, judged=judged)
    assert doc.labels["sentiment"].tolist() == [UNKNOWN, 2] + [UNKNOWN] * 5
    assert doc.slants == [(0, 4, 1.0)]


# ------------------------------------------------------------------ windows


def document(sizes, starts):
    """A document that is only pieces: word 7 has the pieces 1007, 1007, …"""
    pieces = [[1000 + i] * n for i, n in enumerate(sizes)]
    count = len(sizes)
    labels = {"arc": np.arange(count), "upos": np.arange(count)}
    example = Example("x", "x", "")
    words = [(i, i + 1) for i in range(count)]
    return Encoded(example, words, pieces, [3] * count, starts, np.cumsum([s > 0 for s in starts]), labels)


laid_out = st.lists(
    st.tuples(st.integers(1, batching.PIECES_A_WORD), st.sampled_from([0, 0, 0, 0, 1, 2])), min_size=1, max_size=120
)


@settings(deadline=None)
@given(laid_out, st.integers(0, 50))
def test_every_word_is_in_one_window_whatever_length_is_drawn(laid, seed):
    doc = document([n for n, _ in laid], [s for _, s in laid])
    found = cut(doc, random.Random(seed))
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(laid)))
    assert all(w.size <= 192 + 2 and w.first < w.last for w in found)


def test_lengths_are_drawn_anew_each_time():
    doc = document([1] * 400, [1, 0, 0, 0, 0, 0, 0, 0] * 50)
    rng = random.Random(1)
    found = {tuple((w.first, w.last) for w in cut(doc, rng)) for _ in range(40)}
    longest = {max(b - a for a, b in cuts) for cuts in found}
    assert longest == {8, 64, 128, 192}
    assert len(found) > 10


def test_a_text_without_words_has_no_window():
    assert [cut(document([], []), random.Random(seed)) for seed in range(8)] == [[]] * 8


# ------------------------------------------------------------------ padding


def test_windows_are_padded_into_one_batch():
    doc = document([1, 2, 1, 1, 3], [2, 0, 1, 0, 0])
    batch = collate([Window(doc, 0, 2), Window(doc, 2, 5)])
    assert batch.ids.tolist() == [[101, 1000, 1001, 1001, 102, 0, 0], [101, 1002, 1003, 1004, 1004, 1004, 102]]
    assert batch.mask.tolist() == [[1, 1, 1, 1, 1, 0, 0], [1] * 7]
    assert batch.shapes.tolist() == [[SPECIAL, 3, 3, 3, *[SPECIAL] * 3], [SPECIAL, *[3] * 5, SPECIAL]]
    assert batch.first.tolist() == [[1, 2, 0], [1, 2, 3]]
    assert batch.present.tolist() == [[True, True, False], [True] * 3]
    assert batch.sentence.tolist() == [[1, 1, -1], [2, 2, 2]]
    assert batch.labels["upos"].tolist() == [[0, 1, UNKNOWN], [2, 3, 4]]
    assert batch.spans == [(0, 1, 4), (1, 1, 6)]


def test_a_link_is_counted_in_its_window_and_unknown_if_it_leaves_it():
    doc = document([1] * 5, [2, 0, 0, 0, 0])
    doc.labels["arc"] = np.array([1, 3, 4, 0, UNKNOWN])
    batch = collate([Window(doc, 0, 2), Window(doc, 2, 5)])
    assert batch.labels["arc"].tolist() == [[1, UNKNOWN, UNKNOWN], [2, UNKNOWN, UNKNOWN]]


def test_a_layer_that_a_document_lacks_is_unknown_there():
    one, other = document([1, 1], [2, 0]), document([1, 1], [2, 0])
    other.labels = {"event": np.array([B, I])}
    batch = collate([Window(one, 0, 2), Window(other, 0, 2)])
    assert batch.labels["event"].tolist() == [[UNKNOWN] * 2, [B, I]]
    assert batch.labels["upos"].tolist() == [[0, 1], [UNKNOWN] * 2]


def test_only_sentences_that_are_whole_are_judged():
    doc = document([1] * 4, [2, 0, 1, 0])
    doc.slants = [(0, 2, 1.0), (2, 4, 0.0), (1, 3, 1.0)]
    assert collate([Window(doc, 0, 2), Window(doc, 2, 4)]).slants == [(0, 0, 2, 1.0), (1, 0, 2, 0.0)]


# ------------------------------------------------------------------ the stream


def stream(encoded, seed=1, pieces=PIECES, shares=tiny.SHARES):
    return batches(encoded, shares, pieces, seed)


def shown(batch):
    return batch.ids.tolist()


def test_corpora_are_drawn_by_their_shares_however_big_they_are(encoded):
    lopsided = {**encoded, "said": encoded["said"][:1]}
    seen: Counter[str] = Counter()
    for _, counts in islice(stream(lopsided), 400):
        seen.update(counts)
    total = sum(seen.values())
    assert {k: n / total for k, n in seen.items()} == pytest.approx(tiny.SHARES, abs=0.02)


def test_shares_need_not_sum_to_one(encoded):
    seen: Counter[str] = Counter()
    for _, counts in islice(stream(encoded, shares={"said": 6, "trees": 1, "times": 1, "tone": 2}), 400):
        seen.update(counts)
    assert seen["said"] / sum(seen.values()) == pytest.approx(0.6, abs=0.03)


@pytest.mark.parametrize("pieces", [30, 200, 1000])
def test_a_batch_holds_no_more_than_it_may_with_its_padding(encoded, pieces):
    for batch, counts in islice(stream(encoded, pieces=pieces), 60):
        rows, length = batch.ids.shape
        assert rows * length <= pieces or rows == 1
        assert sum(counts.values()) == int(batch.mask.sum())


def test_little_is_wasted_on_padding(encoded):
    found = [(int(b.mask.sum()), b.ids.numel()) for b, _ in islice(stream(encoded), 200)]
    assert sum(n for n, _ in found) > 0.9 * sum(n for _, n in found)


def test_every_document_comes_again_and_again(encoded):
    firsts = Counter(row[1] for batch, _ in islice(stream(encoded), 200) for row in shown(batch))
    begins = {doc.pieces[0][0] for docs in encoded.values() for doc in docs}
    assert all(firsts[piece] > 1 for piece in begins)


def test_documents_come_in_another_order_each_time():
    docs = [document([1], [2]) for _ in range(20)]
    numbers = {id(doc): n for n, doc in enumerate(docs)}
    drawn = [numbers[id(w.doc)] for w in islice(batching._windows(docs, random.Random(1)), 60)]
    rounds = [drawn[n : n + 20] for n in (0, 20, 40)]
    assert [sorted(r) for r in rounds] == [list(range(20))] * 3
    assert rounds[0] != rounds[1] != rounds[2]


def test_the_same_seed_gives_the_same_batches_and_another_one_others(encoded):
    one, same, other = ([shown(b) for b, _ in islice(stream(encoded, seed), 20)] for seed in (1, 1, 2))
    assert one == same
    assert one != other
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 5


def test_a_corpus_without_documents_is_left_out(encoded):
    _, counts = next(stream({**encoded, "none": []}))
    assert set(counts) == set(tiny.SHARES)
