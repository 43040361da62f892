"""Stories: what is grouped and what is kept apart, in any order, whatever the articles are made of."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.link.stories import find_stories
from tellings.link.stories.candidates import KEPT, candidates
from tellings.link.stories.grouping import COHERENT, FOUNDING, LEAST, group
from tellings.link.stories.pairs import FEATURES, features, fitted, probabilities
from tellings.link.stories.shelf import shelve
from tellings.link.stories.sketch import WORDS, sketch, term
from tellings.read import documents_from_records

FERRY = (
    "The ferry Marigold ran aground off the island of Tarn on Tuesday night with 84 people on board. Lifeboats from "
    "Eastholm brought all passengers to the harbour before dawn, the coastguard said. Captain Odile Brandt is heard."
)
FERRY_TOO = (
    "All 84 passengers of the Marigold are safe after the ferry hit rocks near Tarn. Lifeboats from Eastholm took them "
    "off the ship on Tuesday night. Police want to hear captain Odile Brandt about the cause."
)
BUDGET = (
    "Finance minister Pavel Rusk presented the budget of Karsenia to parliament in Velmark on Tuesday. The deficit "
    "falls to 3.1 percent, and a levy on sugar pays for new clinics. The opposition called it a tax on the poor."
)
BUDGET_TOO = (
    "A sugar levy will pay for clinics in Karsenia. Pavel Rusk, the finance minister, told parliament in Velmark that "
    "the budget deficit shrinks to 3.1 percent. Opposition speakers said the levy burdens the poor."
)
CHESS = "Ilse Montag won the chess title in Orlu, beating Bram Teller in the ninth game with a queen sacrifice."


def record(key, text, title=None, day="2024-03-06", outlet=None):
    return {"id": key, "text": text, "title": title, "published": day, "outlet": outlet}


NEWS = [
    record("a", FERRY, "Ferry runs aground off Tarn", "2024-03-06", "Lamp"),
    record("b", FERRY_TOO, "All safe after ferry Marigold hits rocks", "2024-03-07", "Echo"),
    record("c", BUDGET, "Karsenia's budget brings a sugar levy", "2024-03-06", "Lamp"),
    record("d", BUDGET_TOO, "Sugar levy to pay for clinics", None, "Echo"),
    record("e", CHESS, "Montag takes chess title", "2024-03-06", "Echo"),
]


def sketches(records):
    return [sketch(d) for d in documents_from_records(records)]


def grouped(records):
    return [set(s.documents) for s in find_stories(documents_from_records(records))]


def test_each_news_is_a_story():
    assert grouped(NEWS) == [{"a", "b"}, {"c", "d"}, {"e"}]


def test_a_story_tells_what_and_when_and_why():
    ferry, budget, chess = find_stories(documents_from_records(NEWS))
    assert (ferry.id, ferry.documents, ferry.outlets) == ("s1", ("a", "b"), ("Echo", "Lamp"))
    assert (ferry.first, ferry.last) == ("2024-03-06", "2024-03-07")
    assert ferry.title in {"Ferry runs aground off Tarn", "All safe after ferry Marigold hits rocks"}
    assert "marigold" in ferry.why
    assert budget.documents == ("c", "d")  # an undated article comes last
    assert chess.score == 1
    assert LEAST < ferry.score <= 1


@settings(max_examples=20, deadline=None)
@given(st.permutations(NEWS))
def test_order_plays_no_part(records):
    assert find_stories(documents_from_records(records)) == find_stories(documents_from_records(NEWS))


def test_no_articles_no_stories():
    assert find_stories([]) == ()


@pytest.mark.parametrize(
    "text",
    ["x", "?!", "a" * 50_000, "word " * 5_000, "海边的渡轮搁浅了。" * 400, "\u202e\u200d \ufeff.", "1 2 3", "’s's.'s"],
)
def test_odd_texts_stand_alone(text):
    found = grouped([*NEWS, record("odd", text)])
    assert {"odd"} in found
    assert len(found) == 4


def test_many_copies_are_one_story():
    copies = [record(f"copy{n:03}", FERRY, f"Ferry runs aground off Tarn {n}") for n in range(120)]
    assert [len(s) for s in grouped([*copies, *NEWS[2:]])] == [120, 2, 1]


def test_another_languages_names_still_count():
    french = (
        "Le ferry Marigold s'est échoué près de Tarn. La capitaine Odile Brandt est interrogée, 84 passagers saufs."
    )
    assert {"a", "b", "f"} in grouped([*NEWS, record("f", french, "Tarn: le ferry Marigold échoué")])


def test_a_digest_does_not_chain_what_it_mentions():
    digest = record("z", " ".join(t.split(". ")[0] + "." for t in (FERRY, BUDGET, CHESS)), "The day in three minutes")
    found = grouped([*NEWS, digest])
    assert not any({"a", "c"} <= s for s in found)
    assert any({"a", "b"} <= s for s in found)
    assert any({"c", "d"} <= s for s in found)


STANDING = "Sign up for the evening letter of the Lamp and never miss our finest reporting again."


def test_what_an_outlet_prints_everywhere_does_not_count():
    stubs = [
        record(f"stub{n}", STANDING, title, outlet="Lamp") for n, title in enumerate(("Storm nears coast", "Rates cut"))
    ]
    assert {"stub0"} in grouped([*NEWS, *stubs])
    others = [replace(s, outlet="") for s in sketches(stubs)]
    told = shelve(others).views["body"]
    assert len(told.terms) > len(shelve(sketches(stubs)).views["body"].terms)


def test_a_columns_title_does_not_count():
    column = [
        record(f"col{n}", t, "Good morning, Eastholm", outlet="Lamp") for n, t in enumerate((FERRY, BUDGET, CHESS))
    ]
    heads = shelve(sketches(column))
    assert "morning" not in heads.terms
    assert "morning" in shelve(sketches(column[:1])).terms


@pytest.mark.parametrize(
    ("word", "form"),
    [("Ferries", "ferry"), ("ships", "ship"), ("witnesses", "witness"), ("Tarn's", "tarn"), ("class", "class"),
     ("U.S.", "u.s"), ("84", "84"), ("bus", "bus"), ("—", ""), ("x" * 41, "")],
)  # fmt: skip
def test_terms(word, form):
    assert term(word) == form


@given(st.text(max_size=300), st.text(max_size=80))
def test_a_sketch_is_bounded_and_whole(text, title):
    (document,) = documents_from_records([{"id": "x", "text": "Fire. " + text, "title": title}])
    s = sketch(document)
    assert sum(map(len, s.sentences)) <= WORDS
    assert s.head
    assert all(t == term(t) or t for sentence in s.sentences for t in sentence)
    assert set(s.names) <= {t for sentence in s.sentences for t in sentence}


@pytest.mark.parametrize(
    ("published", "known"), [("2024-03-06", True), ("2024-03", False), ("XXXX-03-06", False), (None, False)]
)
def test_only_full_dates_count(published, known):
    (document,) = documents_from_records([record("x", FERRY)])
    given_date = replace(document.published, value=published) if published else None
    assert (sketch(replace(document, published=given_date)).day is not None) is known


def test_signals_are_symmetric_and_in_range():
    shelf = shelve(sketches(NEWS))
    left, right = np.triu_indices(len(NEWS), 1)
    found = features(shelf, left, right)
    order = np.argsort(right, kind="stable")
    assert found[order] == pytest.approx(features(shelf, right[order], left[order]), abs=1e-5)
    shares = found[:, [FEATURES.index(name) for name in ("body", "names", "told", "foretold")]]
    assert shares.min() >= 0
    assert shares.max() <= 1 + 1e-5


def test_nearness_in_time_says_more_among_many():
    shelf = shelve(sketches(NEWS))
    rivals = features(shelf, np.array([0, 0]), np.array([1, 3]))[:, FEATURES.index("rivals")]
    assert rivals[0] < rivals[1]  # "d" has no date: all articles are as near


def test_the_like_are_likelier():
    shelf = shelve(sketches(NEWS))
    same, other = probabilities(shelf, np.array([0, 0]), np.array([1, 2]), fitted())
    assert same > 0.5 > other


def test_candidates_are_sorted_unique_and_few():
    many = [record(f"n{n:03}", f"{FERRY} Reader {n} writes.", day=f"2024-03-{n % 28 + 1:02}") for n in range(100)]
    left, right = candidates(shelve(sketches(many)))
    pairs = list(zip(left.tolist(), right.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert all(a < b for a, b in pairs)
    assert len(pairs) <= KEPT * len(many)
    assert set(left.tolist()) | set(right.tolist()) == set(range(100))


def no_others(pairs):
    return [0.0] * len(pairs)


def group_of(count, pairs, judge=no_others):
    left, right, probability = (np.array(x) for x in zip(*pairs, strict=True))
    return [g.members for g in group(count, left, right, probability, judge)]


def test_a_bridge_joins_the_likelier_side_only():
    chain = [(0, 1, 0.9), (1, 2, 0.4), (2, 3, 0.9)]
    assert group_of(4, chain) == [(0, 1), (2, 3)]


def test_two_coherent_groups_that_fit_each_other_less_stay_apart():
    across = COHERENT * 0.9
    inside = [(0, 1, 0.95), (2, 3, 0.95)]
    between = [(a, b, across) for a in (0, 1) for b in (2, 3)]
    assert across > LEAST
    assert group_of(4, inside + between) == [(0, 1), (2, 3)]
    assert group_of(4, inside + [(a, b, 0.6) for a, b, _ in between]) == [(0, 1, 2, 3)]


def test_a_story_needs_better_ground_to_begin_than_to_grow():
    doubtful = (LEAST + FOUNDING) / 2
    assert group_of(2, [(0, 1, doubtful)]) == [(0,), (1,)]
    assert group_of(3, [(0, 1, 0.9), (1, 2, doubtful), (0, 2, doubtful)]) == [(0, 1, 2)]


def test_pairs_that_were_no_candidates_are_judged_when_a_join_hangs_on_them():
    chain = [(n, n + 1, 0.9) for n in range(11)]
    assert group_of(12, chain, lambda pairs: [0.9] * len(pairs)) == [tuple(range(12))]
    assert len(group_of(12, chain)) > 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1)), min_size=1, max_size=30))
def test_every_article_is_in_one_group(given_pairs):
    pairs = {(min(a, b), max(a, b)): round(p, 3) for a, b, p in given_pairs if a != b} or {(0, 1): 0.5}
    rows = [(a, b, p) for (a, b), p in sorted(pairs.items())]
    found = group_of(10, rows)
    assert sorted(m for g in found for m in g) == list(range(10))
    assert found == group_of(10, rows[::-1])
