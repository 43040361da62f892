"""Lemmas as edit scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.syntax.lemmas import apply, lemma, script


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [
        ("cat", "cat", ""),
        ("London", "London", ""),
        ("back", "_", ""),
        ("cats", "cat", "-1+"),
        ("CARRIES", "carry", "-3+y"),
        ("running", "run", "-4+"),
        ("'s", "be", ">be"),
        ("Was", "be", ">be"),
        ("me", "I", ">i"),
        ("n't", "not", "-2+ot"),
        ("12,500", "12500", ","),
        ("ca", "can", "-0+n"),
    ],
)
def test_a_script_says_what_is_done_to_the_end(form: str, lemma: str, expected: str) -> None:
    assert script(form, lemma) == expected
    assert apply(expected, form) == (form if lemma == "_" else lemma).lower()


@pytest.mark.parametrize(
    ("edit", "form", "expected"),
    [
        ("-3+y", "parties", "party"),
        ("-3+y", "as", "as"),
        ("-2+", "is", "is"),
        (">be", "", ""),
        (",", ",", ","),
        ("nonsense", "Word", "word"),
        ("-x+y", "Word", "word"),
        ("-²+y", "Word", "word"),
        ("-1", "Word", "word"),
    ],
)
def test_a_script_that_does_not_fit_leaves_the_word(edit: str, form: str, expected: str) -> None:
    assert apply(edit, form) == expected


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_applying_gives_back_the_lemma(form: str, lemma: str) -> None:
    expected = form.lower() if lemma == "_" else lemma.lower()
    assert apply(script(form, lemma), form) == expected


@given(st.text(max_size=8), st.text(max_size=8))
def test_applying_never_fails_and_never_empties(edit: str, form: str) -> None:
    assert bool(apply(edit, form)) == bool(form)


COMMON = frozenset("di die arrive hop hope visit end force handle case house bus church study tie call plan".split())


@pytest.mark.parametrize(
    ("form", "tag", "expected"),
    [
        ("arrived", "VBD", "arrive"),
        ("hoped", "VBD", "hope"),
        ("hopped", "VBD", "hop"),
        ("Visited", "VBN", "visit"),
        ("ended", "VBD", "end"),
        ("forcing", "VBG", "force"),
        ("handled", "VBN", "handle"),
        ("planning", "VBG", "plan"),
        ("sank", "VBD", "sink"),
        ("fled", "VBD", "flee"),
        ("died", "VBD", "die"),
        ("cases", "NNS", "case"),
        ("churches", "NNS", "church"),
        ("studies", "NNS", "study"),
        ("women", "NNS", "woman"),
        ("people", "NNS", "people"),
        ("tying", "VBG", "tie"),
        ("Rossings", "NNPS", "rossings"),
        ("worst", "JJS", "bad"),
        ("wavering", "VBG", "waver"),
        ("glass", "NN", "glass"),
        ("s", "NNS", "s"),
        ("ed", "VBD", "ed"),
        ("", "NNS", ""),
    ],
)
def test_the_lemma_of_a_word_with_its_tag(form: str, tag: str, expected: str) -> None:
    assert lemma(form, tag, "", COMMON) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("convened", "convene"), ("postponing", "postpone"), ("compelled", "compel"), ("equipped", "equip"),
        ("embedding", "embed"), ("acquitted", "acquit"), ("plummeted", "plummet"), ("pivoted", "pivot"),
        ("prolonged", "prolong"), ("bloated", "bloat"), ("trafficked", "traffic"), ("galvanised", "galvanise"),
        ("misguided", "misguide"), ("rewriting", "rewrite"),
    ],
)  # fmt: skip
def test_words_outside_the_vocabulary_follow_the_rules_of_spelling(form: str, expected: str) -> None:
    known = {"guide", "write"}
    assert lemma(form, "VBG" if form.endswith("ing") else "VBD", "", known) == expected


def test_the_model_decides_between_two_words() -> None:
    assert lemma("bathed", "VBD", "-1+", frozenset({"bath", "bathe"})) == "bathe"
    assert lemma("bathed", "VBD", "-2+", frozenset({"bath", "bathe"})) == "bath"


def test_a_stem_that_would_have_doubled_its_end_is_not_the_lemma() -> None:
    assert lemma("fired", "VBD", "-2+", frozenset({"fir", "fire"})) == "fire"


@given(st.text(max_size=12), st.sampled_from(["NNS", "VBZ", "VBD", "VBN", "VBG", "JJR", "JJS", "NN", "PRP"]))
def test_a_lemma_is_never_empty(form: str, tag: str) -> None:
    assert lemma(form, tag, "", COMMON) or not form
