"""Which pairs of numbers annotators have as two answers, and what the fit makes of them."""

import importlib

import numpy as np
import pytest

from tellings.records import Quantity

pytest.importorskip("sklearn")

ANSWERS = [
    {"answer": "At least 1,200", "members": ["d1:0", "d2:3"]},
    {"answer": "about nine hundred (police)", "members": ["d3:0"]},
]


@pytest.fixture(scope="module")
def counting():
    return importlib.import_module("counting")


def quantity(low, high):
    return Quantity(0, 1, low, high, False, "", "person")


@pytest.mark.parametrize(
    ("sentences", "low", "high", "written", "expected"),
    [
        ({"d1:0"}, 1200, None, "at least 1,200", 0),
        ({"d1:0"}, 1200, 1200, "twelve hundred", 0),  # by its value
        ({"d3:0"}, 900, 900, "nine hundred", 1),  # in words
        ({"d3:1"}, 900, 900, "nine hundred", None),  # another sentence
        ({"d1:0"}, 900, 900, "nine hundred", None),  # the other answer's sentence
        ({"d1:0"}, 12, 12, "12", None),  # part of another number
    ],
)
def test_a_number_is_given_by_the_answer_that_cites_its_sentence(counting, sentences, low, high, written, expected):
    assert counting._giving(ANSWERS, sentences, quantity(low, high), written) == expected


def test_the_report_is_cross_validated_by_cluster(capsys, counting):
    rows = [
        counting.Row(f"c{n % 12}", (float(n % 2),) * len(counting.FEATURES), 0 if n % 2 else None, ())
        for n in range(48)
    ]
    x, y = np.array([r.values for r in rows]), np.array([r.conflict is not None for r in rows])
    counting.report(rows, x, y, np.ones(len(rows)))
    told = capsys.readouterr().out
    assert "tests alone: 24 pairs, 1.00 right, 6 conflicts asked" in told
    assert "from 0.50 on: 24 pairs, 1.00 right" in told
