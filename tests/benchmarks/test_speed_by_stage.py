"""How the benchmark of annotating keeps its books: each moment counted once, each side in a process of its own."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from by_path import load


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return load("annotate")


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until its one number is changed."""
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    return now


def test_an_outer_stage_stands_still_while_an_inner_one_runs(bench: ModuleType, ticking: list[float]) -> None:
    clock = bench.Clock()

    def inner() -> None:
        ticking[0] += 5

    def outer() -> None:
        ticking[0] += 1
        bench.timed(inner, "inner", clock)()
        ticking[0] += 2

    bench.timed(outer, "outer", clock)()
    assert dict(clock.seconds) == {"outer": 3, "inner": 5}


def test_an_iterator_is_timed_while_it_is_drawn_from(bench: ModuleType, ticking: list[float]) -> None:
    clock = bench.Clock()

    def numbers() -> Iterator[int]:
        for number in range(3):
            ticking[0] += 2
            yield number

    for _ in bench.timed(numbers, "drawn", clock)():
        ticking[0] += 10  # somebody else's time
    assert dict(clock.seconds) == {"drawn": 6}


def test_a_stage_that_fails_is_left(bench: ModuleType, ticking: list[float]) -> None:
    clock = bench.Clock()

    def fails() -> None:
        ticking[0] += 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bench.timed(fails, "fails", clock)()
    ticking[0] += 7
    clock.enter("next")
    assert dict(clock.seconds) == {"fails": 1}


def test_stages_are_found_where_they_were_imported_to_and_put_back(bench: ModuleType) -> None:
    from tellings.annotate import events
    from tellings.annotate.model import reader
    from tellings.annotate.text import words

    plain = words.words, events.find
    clock = bench.Clock()
    with bench.stages_timed(clock) as missing:
        assert reader.words is words.words is not plain[0]
        assert words.words("one two") == [(0, 3), (4, 7)]
        assert "text.words:words" not in missing
    assert (words.words, events.find) == plain
    assert reader.words is plain[0]
    assert clock.seconds["words"] > 0


def test_stages_that_are_not_there_are_named(bench: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "STAGES", {"odd": ("nowhere:find", "events:nothing", "events:find.deeper")})
    with bench.stages_timed(bench.Clock()) as missing:
        assert missing == ["nowhere:find", "events:nothing", "events:find.deeper"]


def test_what_no_stage_covers_is_shown(bench: ModuleType) -> None:
    rows = bench.by_stage({"mentions": 1.0, bench.ENCODER: 2.0}, 4.0, 1000)
    assert rows == {bench.ENCODER: 2000, "mentions": 1000, bench.REST: 1000}


def test_padding_is_told_apart_from_text(bench: ModuleType) -> None:
    work = bench.Work()
    work.add((2, 4), np.array([[1, 1, 1, 1], [1, 1, 0, 0]]))
    work.add((6,), None)
    assert (work.pieces, work.real) == (14, 12)
    one = 2 * (4 * 384 * 384 + 2 * 384 * 1536) * 6
    assert work.operations == pytest.approx(14 * one + 6 * 4 * 384 * (8 * 4 + 6 * 6))
    assert bench.arithmetic(work, 0.0, 10)["GOP/s"] == 0
    assert bench.arithmetic(work, 2.0, 6)["pieces a word"] == 2


def test_rounds_alternate_and_the_first_does_not_count(bench: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    @contextmanager
    def side(name: str, path: Path, texts: int) -> Iterator[Callable[[str], object]]:
        def ask(request: str) -> object:
            asked.append((name, request))
            return (float(len(asked)), 1.0) if request == "read" else {"words": 7}

        yield ask

    monkeypatch.setattr(bench, "side", side)
    monkeypatch.setattr(bench, "has_spacy", lambda: True)
    found = bench.speed(Path("texts"), 3, 2)
    both = [("spaCy small", "read"), ("tellings", "read")]
    assert asked == [*both * 3, ("tellings", "2")]
    assert found["runs"] == {"spaCy small": [(3, 1), (5, 1)], "tellings": [(4, 1), (6, 1)]}
    assert found["words"] == 7


def test_each_side_has_a_process_of_its_own(bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"id": "a", "text": "Ada Lind left Lindby on Monday. She said so herself."}))
    for name, value in {**bench.PINNED, "PYTHONPATH": os.pathsep.join(sys.path)}.items():
        monkeypatch.setenv(name, value)
    with bench.side("tellings", texts, 5) as ask:
        assert min(ask("read")) > 0
        told = ask("1")
    assert (told["texts"], told["words"]) == (1, 10)
    assert told["stages"][bench.ENCODER] > 0
    with bench.side("tellings", tmp_path / "absent.jsonl", 5) as ask, pytest.raises(RuntimeError, match="has ended"):
        ask("read")


def test_every_odd_input_can_be_made_at_any_length(bench: ModuleType) -> None:
    for unit in bench.ODD.values():
        assert len((unit * (1000 // len(unit) + 1))[:1000]) == 1000
