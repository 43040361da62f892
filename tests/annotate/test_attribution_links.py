"""Sources and contents put with their cues, from scores made by hand."""

from itertools import pairwise

import numpy as np
import pytest

from tellings.annotate.attributions.links import ROLES, Said, said
from tellings.annotate.model.reader import Reading


def reading(size, spans, links=(), *, edges=()):
    """The scores of a text of `size` words.

    Args:
        size: Words.
        spans: Role → word ranges.
        links: (word, the word that it points at).
        edges: Where windows begin, the first apart.
    """
    cuts = [0, *edges, size]
    scores = {role: _scores(size, spans.get(role, ())) for role in ROLES}
    query = np.zeros((size, size), np.float32)
    for word, to in links:
        query[word, to] += 1
    return Reading(
        words=[(2 * i, 2 * i + 1) for i in range(size)],
        starts=[0] * size,
        windows=list(pairwise(cuts)),
        tags={},
        scores=scores,
        pairs={"attribution": (query, np.eye(size, dtype=np.float32))},
        vectors=np.zeros((size, 384), np.float32),
        sizes=np.ones(size, np.int64),
    )


def _scores(size, ranges):
    labels = np.zeros(size, int)
    for first, last in ranges:
        labels[first:last] = 2
        labels[first] = 1
    return np.eye(3, dtype=np.float32)[labels] * 10


def points(span, to):
    return [(word, to) for word in range(*span)]


# words: 0–1 a source, 2 its cue, 3–6 its content
SPANS = {"source": [(0, 2)], "cue": [(2, 3)], "content": [(3, 7)]}


def test_source_cue_and_content_come_together():
    links = [*points((3, 7), 2), (2, 0)]
    assert said(reading(8, SPANS, links)) == [Said((0, 2), (2, 3), ((3, 7),))]


def test_a_text_without_cues_tells_nothing():
    assert said(reading(0, {})) == []
    assert said(reading(8, {"source": [(0, 2)], "content": [(3, 7)]})) == []


def test_a_cue_without_content_is_left_out():
    assert said(reading(8, {"source": [(0, 2)], "cue": [(2, 3)]}, [(2, 0)])) == []


@pytest.mark.parametrize(
    ("links", "source"),
    [
        ([(2, 0)], (0, 2)),  # the cue points at it
        ([(2, 2)], None),  # the cue says that it has none, and no source claims it
        ([(2, 2), *points((0, 2), 2)], (0, 2)),  # the cue says so, but the source claims it
    ],
)
def test_a_source_is_found_from_either_end(links, source):
    spans = {**SPANS, "cue": [(2, 3), (7, 8)]}
    away = points((0, 2), 7) if source is None else []  # of two cues the source takes the other
    found = said(reading(9, spans, [*points((3, 7), 2), *links, *away, (7, 7)]))
    assert found == [Said(source, (2, 3), ((3, 7),))]


def test_contents_go_to_the_cue_that_most_of_their_words_point_at():
    spans = {"cue": [(0, 1), (9, 10)], "content": [(1, 4), (5, 8)]}
    links = [(0, 0), (9, 9), (1, 0), (2, 9), (3, 9), *points((5, 8), 9)]
    assert said(reading(10, spans, links)) == [Said(None, (9, 10), ((1, 4), (5, 8)))]


def test_two_speakers_are_kept_apart_and_told_in_the_order_of_their_cues():
    spans = {"source": [(0, 1), (5, 6)], "cue": [(1, 2), (6, 7)], "content": [(2, 5), (7, 9)]}
    links = [(1, 0), (6, 5), *points((2, 5), 1), *points((7, 9), 6)]
    assert said(reading(9, spans, links)) == [
        Said((0, 1), (1, 2), ((2, 5),)),
        Said((5, 6), (6, 7), ((7, 9),)),
    ]


def test_one_source_may_speak_twice():
    spans = {"source": [(0, 1)], "cue": [(1, 2), (5, 6)], "content": [(2, 4), (6, 8)]}
    links = [(1, 0), (5, 0), *points((2, 4), 1), *points((6, 8), 5)]
    assert [one.source for one in said(reading(8, spans, links))] == [(0, 1), (0, 1)]


def test_a_source_that_a_cue_points_at_is_not_asked_for_another():
    spans = {"source": [(0, 1)], "cue": [(1, 2), (5, 6)], "content": [(2, 4), (6, 8)]}
    links = [(1, 0), (5, 5), (0, 5), *points((2, 4), 1), *points((6, 8), 5)]
    assert [one.source for one in said(reading(8, spans, links))] == [(0, 1), None]


def test_a_source_does_not_take_the_place_of_one_that_the_cue_points_at():
    spans = {"source": [(0, 1), (1, 2)], "cue": [(2, 3)], "content": [(3, 5)]}
    links = [(2, 0), (1, 2), *points((3, 5), 2)]
    assert [one.source for one in said(reading(5, spans, links))] == [(0, 1)]


def test_a_cue_of_the_own_window_is_preferred_to_one_beyond_its_edge():
    """Scores of two words mean nothing unless they were read together."""
    spans = {"cue": [(0, 1), (5, 6)], "content": [(6, 8)]}
    assert [s.cue for s in said(reading(8, spans, points((6, 8), 0), edges=[4]))] == [(5, 6)]


def test_a_content_of_a_window_without_cues_goes_to_the_window_beside_it():
    spans = {"cue": [(0, 1)], "content": [(4, 6), (9, 10)]}
    assert said(reading(12, spans, edges=[3, 8])) == [Said(None, (0, 1), ((4, 6),))]


def test_a_cue_finds_no_source_beyond_the_edge_by_itself():
    spans = {"source": [(0, 1)], "cue": [(2, 3), (6, 7)], "content": [(3, 4), (7, 9)]}
    links = [(6, 0), *points((0, 1), 2), (2, 2)]
    found = said(reading(9, spans, links, edges=[5]))
    assert [one.source for one in found] == [(0, 1), None]


def test_a_content_that_goes_on_over_an_edge_stays_whole():
    edge = reading(8, SPANS, [*points((3, 7), 2), (2, 0)], edges=[5])
    assert said(edge) == [Said((0, 2), (2, 3), ((3, 7),))]


def doubtful(role, word, links):
    """As SPANS, but a role's span is one word that its own layer leaves out by a little."""
    rest = {r: s for r, s in SPANS.items() if r != role}
    made = reading(8, rest, links)
    made.scores[role][word] = [4, 0, 0]
    return made


@pytest.mark.parametrize(
    ("votes", "found"),
    [(6, [Said((0, 2), (2, 3), ((3, 7),))]), (1, [])],  # surely, and as one word among several
)
def test_a_cue_that_was_left_out_is_found_where_a_content_surely_points_at_it(votes, found):
    links = [*points((3, 7), 2), *points((0, 2), 2)] * votes
    assert said(doubtful("cue", 2, links)) == found


@pytest.mark.parametrize(("votes", "source"), [(6, (1, 2)), (1, None)])
def test_a_source_that_was_left_out_is_found_where_a_cue_surely_points_at_it(votes, source):
    links = [*points((3, 7), 2), *[(2, 1)] * votes]
    assert said(doubtful("source", 1, links)) == [Said(source, (2, 3), ((3, 7),))]


def test_a_word_that_its_layer_surely_leaves_out_is_not_found():
    made = doubtful("cue", 2, points((3, 7), 2) * 6)
    made.scores["cue"][2] = [10, 0, 0]
    assert said(made) == []


@pytest.mark.parametrize(("lends", "second"), [(True, ((4, 8),)), (False, None)])
def test_a_content_has_a_second_speaker_only_where_the_first_cue_lends_it(lends, second):
    """Words: 0 "according to", 1 its source, 2 another source, 3 "said", 4–7 what both tell."""
    spans = {"source": [(1, 2), (2, 3)], "cue": [(0, 1), (3, 4)], "content": [(4, 8)]}
    links = [(0, 1), (3, 2), *points((4, 8), 0)]
    found = said(reading(8, spans, links), lambda cue: lends and cue == (0, 1))
    assert found[0] == Said((1, 2), (0, 1), ((4, 8),))
    assert [one.content for one in found[1:]] == ([second] if second else [])
