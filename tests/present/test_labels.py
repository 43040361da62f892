"""Short names for accounts."""

import pytest

from tellings.present.labels import _letter, clip, shorten


@pytest.mark.parametrize(("number", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_letters(number, letter):
    assert _letter(number) == letter


def test_shorten_keeps_both_ends():
    short = shorten("abcdefghijklmnopqrstuvwxyz0123456789.txt")
    assert len(short) <= 28
    assert short.startswith("abc")
    assert short.endswith(".txt")


@pytest.mark.parametrize(
    ("text", "longest", "out"),
    [("two  words", 20, "two words"), ("cut at a word", 10, "cut at a …"), ("unbroken" * 4, 10, "unbrokenun …")],
)
def test_clip(text, longest, out):
    assert clip(text, longest) == out
