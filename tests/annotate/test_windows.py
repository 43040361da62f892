"""How a document is cut into what the encoder reads at once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.model.windows import LINE, SENTENCE, breaks, windows
from tellings.annotate.text.words import words

LONGEST = 12


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("", []),
        ("quay", [("quay", LINE)]),
        ("It rained. The quay flooded.", [("It", LINE), ("The", SENTENCE)]),
        ("A headline\nThe story. Its end.", [("A", LINE), ("The", LINE), ("Its", SENTENCE)]),
        ("First.\n\nSecond.", [("First", LINE), ("Second", LINE)]),
        ("Mr. Hale left", [("Mr.", LINE)]),
    ],
)
def test_where_a_window_may_begin(text, begins):
    found = words(text)
    levels = breaks(text, found)
    assert len(levels) == len(found)
    assert [(text[slice(*found[i])], level) for i, level in enumerate(levels) if level] == begins


def cut(lengths, kinds, longest=LONGEST):
    """Windows of parts of so many one-piece words, each part beginning as told."""
    starts = [k for n, kind in zip(lengths, kinds, strict=True) for k in [kind] + [0] * (n - 1)]
    return windows([1] * len(starts), starts, longest)


@pytest.mark.parametrize(
    ("lengths", "kinds", "expected"),
    [
        ([], [], []),
        ([12], [LINE], [(0, 12)]),  # just fits
        ([5, 4, 5], [LINE, SENTENCE, SENTENCE], [(0, 9), (9, 14)]),  # at the last sentence that fits
        ([8, 2, 5], [LINE, LINE, SENTENCE], [(0, 8), (8, 15)]),  # sooner, at a line that comes late
        ([3, 6, 6], [LINE, LINE, SENTENCE], [(0, 9), (9, 15)]),  # but not at one that comes early
        ([30], [LINE], [(0, 12), (12, 24), (24, 30)]),  # nothing begins: after any word
        ([2, 20], [LINE, SENTENCE], [(0, 2), (2, 14), (14, 22)]),
    ],
)
def test_a_window_ends_where_lines_and_sentences_do(lengths, kinds, expected):
    assert cut(lengths, kinds) == expected


def test_pieces_are_counted_and_not_words():
    assert windows([5, 5, 5], [LINE, 0, 0], 10) == [(0, 2), (2, 3)]


laid_out = st.lists(st.tuples(st.integers(1, LONGEST), st.sampled_from([0, 0, 0, SENTENCE, LINE])), max_size=60)


@given(laid_out)
def test_every_word_is_in_one_window_and_no_window_is_too_long(laid):
    sizes, starts = [n for n, _ in laid], [k for _, k in laid]
    found = windows(sizes, starts, LONGEST)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(sizes)))
    assert all(a < b and sum(sizes[a:b]) <= LONGEST for a, b in found)


@given(laid_out)
def test_a_window_breaks_a_sentence_only_where_none_begins_in_it(laid):
    sizes, starts = [n for n, _ in laid], [k for _, k in laid]
    for (first, last), (_, after) in pairwise(windows(sizes, starts, LONGEST)):
        if starts[last] == 0:
            assert SENTENCE not in starts[first + 1 : last]
            assert sum(sizes[first:last]) + sizes[last] > LONGEST
        assert after > last


@given(st.text(alphabet="aB .!?\n“”", max_size=80))
def test_the_first_word_of_every_line_is_a_place_to_begin(text):
    found = words(text)
    levels = breaks(text, found)
    opens = {i for i, (s, _) in enumerate(found) if "\n" in text[found[i - 1][1] if i else 0 : s] or i == 0}
    assert {i for i, level in enumerate(levels) if level == LINE} == opens
