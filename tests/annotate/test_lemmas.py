"""Lemmas as edit scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.lemmas import apply, script


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
