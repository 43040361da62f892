"""Short names for accounts."""

import pytest

from tellings.present.labels import AccountLabel, _letter, clip, shorten, with_names


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


def test_ids_become_labels_outside_quotations():
    labels = {"a": AccountLabel("A", "Courier"), "a.txt": AccountLabel("B", "Times")}
    shown = with_names("a has “a boat”, a.txt has “a a”; gala has none", labels)
    assert shown == "A Courier has “a boat”, B Times has “a a”; gala has none"
    assert with_names("a has none", {}) == "a has none"
