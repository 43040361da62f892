"""How text is cut into words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.text.words import LONGEST, words

CASES = [
    "The mayor |'s aides do |n't know",
    "It |’s over and they |’ll wo |n’t can |not gon |na",
    "Workers |' pay and O'Neill",
    "Mr. Hale of the U.S. left at 6:40 p.m. on Jan. 3",
    "J. Doe wore No. 5 |, no |.",
    "( |1,000.5 |, 3.5 |% |, $ |5 |, US$ |5 |m |, 3 |- |4 |) |!",
    "well |- |known non-human co-founder so |- |called e-mail",
    "call 555-123-4567 on 08/16/2000 about 9/11",
    "see https://example.org/a-b?c=d |, www.example.org |. ask a.b@example.org or @hale #news",
    "wait |... |no |— |yes |-- |no |…",
    "the 1980s |, 1980's |, 21st |, 10 |am |, 7:30 |PM and '90s",
    "“ |No |, |” |she said |. |‘ |Yes |’",
    "and |/ |or AT&T P&L w/ this post-9/11 time",
    "what |?! |yes |!!!",
    "They sold the ore |. Then they wed |. Gov. Hale of Ore. left Inc. etc.",
    "You and I |. Hale at 9 a.m. EST |.",
    "example.com said [ |so |]",
    "Ярослав |, café naïve |.",
    "नमस्ते दुनिया |।",
    "🙂 |🙂 |🇫🇷 |👍🏽",
]


@pytest.mark.parametrize("case", CASES)
def test_words_are_those_of_the_treebank(case: str) -> None:
    text = case.replace(" |", "|").replace("|", "")
    marked = case.replace(" |", "|").replace("|", " ").split()
    assert [text[a:b] for a, b in words(text)] == marked


def test_a_number_abbreviation_needs_its_number() -> None:
    assert [b - a for a, b in words("No. 5")] == [3, 1]
    assert [b - a for a, b in words("No. Five")] == [2, 1, 4]


def test_an_initial_needs_a_name_after_it() -> None:
    assert [b - a for a, b in words("Plan B.")] == [4, 1, 1]
    assert [b - a for a, b in words("(J. Doe)")] == [1, 2, 3, 1]


@given(st.text(st.sampled_from("aB'’.-, \n\t1@/:$%n’t字é\u0301🙂…\u00a0"), max_size=80))
def test_every_visible_code_point_is_in_one_word(text: str) -> None:
    found = words(text)
    assert "".join(text[a:b] for a, b in found) == "".join(text.split())
    assert all(a < b for a, b in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))


@pytest.mark.parametrize("piece", ["字", "a", "a'", "a.", "1,", "a-", "@a", "n't", "http://", "💥", ".", "\u0301"])
def test_a_long_stretch_is_cut_into_bounded_words(piece: str) -> None:
    found = words(piece * 20_000)
    assert found[0][0] == 0
    assert found[-1][1] == 20_000 * len(piece)
    if piece != "http://":
        assert max(b - a for a, b in found) <= LONGEST
