"""Slips of learnt trees, put right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.syntax.repairs import finite, mended


def test_an_owner_hangs_on_what_it_owns() -> None:
    # spoke of Veldoria 's opposition
    upos, xpos = ["VERB", "ADP", "PROPN", "PART", "NOUN"], ["VBD", "IN", "NNP", "POS", "NN"]
    rels, heads = mended(upos, xpos, ["root", "case", "obl", "case", "obl"], [0, 4, 0, 2, 0])
    assert (rels[2], heads[2]) == ("nmod:poss", 4)


def test_a_name_is_not_torn_in_two() -> None:
    # Mayor Tom Ellis spoke
    upos, xpos = ["PROPN", "PROPN", "PROPN", "VERB"], ["NNP", "NNP", "NNP", "VBD"]
    rels, heads = mended(upos, xpos, ["nsubj", "compound", "nsubj", "root"], [3, 2, 3, 3])
    assert (rels[0], heads[0]) == ("compound", 2)


TAGS = st.sampled_from([("NOUN", "NN"), ("PROPN", "NNP"), ("PART", "POS"), ("VERB", "VBD"), ("ADP", "IN")])
RELS = st.sampled_from(["nsubj", "obl", "obj", "case", "nmod", "compound", "appos"])


@given(st.lists(st.tuples(TAGS, RELS, st.integers(0, 50)), min_size=1, max_size=9))
def test_a_tree_stays_a_tree(words: list[tuple[tuple[str, str], str, int]]) -> None:
    heads = [0 if i == 0 else n % i for i, (_, _, n) in enumerate(words)]
    rels = ["root", *(rel for _, rel, _ in words[1:])]
    _, found = mended([t[0] for t, _, _ in words], [t[1] for t, _, _ in words], rels, heads)
    for word in range(len(found)):
        seen = {word}
        while found[word] != word:
            word = found[word]
            assert word not in seen
            seen.add(word)
        assert word == 0


def test_a_preposition_before_an_owner_is_that_of_what_is_owned() -> None:
    # spoke of Veldoria 's opposition
    upos, xpos = ["VERB", "ADP", "PROPN", "PART", "NOUN"], ["VBD", "IN", "NNP", "POS", "NN"]
    rels, heads = mended(upos, xpos, ["root", "case", "obl", "case", "obl:unmarked"], [0, 2, 0, 2, 0])
    assert (rels, heads) == (["root", "case", "nmod:poss", "case", "obl"], [0, 4, 4, 2, 0])


def test_a_name_before_a_verb_without_a_subject_is_its_subject() -> None:
    rels, _ = mended(["PROPN", "VERB"], ["NNP", "VBD"], ["vocative", "root"], [1, 1])
    assert rels == ["nsubj", "root"]
    rels, _ = mended(["PROPN", "VERB"], ["NNP", "VB"], ["vocative", "root"], [1, 1])
    assert rels == ["vocative", "root"]


def test_a_noun_joined_to_a_finite_verb_is_its_subject() -> None:
    # a gunman shot
    upos, xpos = ["DET", "NOUN", "VERB"], ["DT", "NN", "VBD"]
    assert mended(upos, xpos, ["det", "compound", "root"], [2, 2, 2]) == (["det", "nsubj", "root"], [1, 2, 2])
    assert mended(["NOUN", "NOUN"], ["NN", "NN"], ["compound", "root"], [1, 1])[0] == ["compound", "root"]


def test_of_two_subjects_the_one_led_by_a_preposition_is_none() -> None:
    # to Reuters , Lind said
    upos, xpos = ["ADP", "PROPN", "PUNCT", "PROPN", "VERB"], ["IN", "NNP", ",", "NNP", "VBD"]
    rels, heads = mended(upos, xpos, ["case", "nsubj", "punct", "nsubj", "root"], [4, 4, 1, 4, 4])
    assert (rels, heads) == (["case", "obl", "punct", "nsubj", "root"], [1, 4, 1, 4, 4])


def test_the_first_of_two_subjects_is_that_of_what_is_said() -> None:
    # Ada comes , Bo said
    upos, xpos = ["PROPN", "VERB", "PUNCT", "PROPN", "VERB"], ["NNP", "VBZ", ",", "NNP", "VBD"]
    said = ["nsubj", "ccomp", "punct", "nsubj", "root"]
    assert mended(upos, xpos, said, [4, 4, 4, 4, 4])[1] == [1, 4, 4, 4, 4]
    assert mended(upos, xpos, [*said[:1], "advcl", *said[2:]], [4, 4, 4, 4, 4])[1] == [4, 4, 4, 4, 4]


def test_a_participle_with_a_subject_and_no_helper_is_the_past() -> None:
    assert finite(["NNS", "RB", "VBN"], ["nsubj", "advmod", "root"], [2, 2, 2]) == ["NNS", "RB", "VBD"]
    assert finite(["NNS", "VBP", "VBN"], ["nsubj", "aux", "root"], [2, 2, 2]) == ["NNS", "VBP", "VBN"]
    assert finite(["VBN", "NNS"], ["amod", "root"], [1, 1]) == ["VBN", "NNS"]
