"""The two invented stories, held to what `examples/expected.json` says a good comparison of them finds."""

import json
from dataclasses import fields, is_dataclass
from itertools import permutations
from pathlib import Path

import pytest

import tellings as api
from tellings.records import Citation, Comparison

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = json.loads((EXAMPLES / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def story(request) -> tuple[Comparison, dict]:
    return api.compare(api.read(EXAMPLES / request.param)), EXPECTED[request.param]


def _id(comparison: Comparison, stem: str) -> str:
    return next(a.id for a in comparison.accounts if a.id.split(".")[0] == stem)


def _text(comparison: Comparison, citation: Citation) -> str:
    return " ".join(comparison.quote(citation).split())


def _tells(comparison: Comparison, members, document: str, phrase: str) -> bool:
    """Whether a finding cites a document at a place that has, or lies in, a phrase."""
    name = _id(comparison, document)
    here = [_text(comparison, m) for m in members if m.document == name]
    return any(phrase in text or text in phrase for text in here)


def _strings(thing):
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, (tuple, list)):
        for x in thing:
            yield from _strings(x)
    elif is_dataclass(thing):
        for f in fields(thing):
            if f.name not in {"accounts", "evidence"}:
                yield from _strings(getattr(thing, f.name))


def _cited(comparison, thing):
    if isinstance(thing, Citation):
        yield _text(comparison, thing)
    elif isinstance(thing, (tuple, list)):
        for x in thing:
            yield from _cited(comparison, x)
    elif is_dataclass(thing):
        for f in fields(thing):
            if f.name != "accounts":
                yield from _cited(comparison, getattr(thing, f.name))


def test_every_account_is_read(story):
    comparison, expected = story
    assert len(comparison.accounts) == expected["documents"]
    assert not comparison.failures


def test_happenings_are_kept_apart(story):
    comparison, expected = story
    told = {a.id: {h.id for h in comparison.links.happenings if a.id in h.documents} for a in comparison.accounts}
    assert all(told.values())
    for one, other in expected["apart"]:
        assert not told[_id(comparison, one)] & told[_id(comparison, other)], (one, other)


def test_names_of_one_person_are_one_entity(story):
    comparison, expected = story
    entities = comparison.links.entities
    for names in expected["same_entity"]:
        assert any(all(any(n in m for m in e.names) for n in names) for e in entities), names
    for names in expected["different_entities"]:
        assert not any(all(n in e.names for n in names) for e in entities), names


def _found(comparison, answers) -> bool:
    def gives(conflict_answer, phrases) -> bool:
        return any(_tells(comparison, conflict_answer.members, d, p) for d, p in phrases)

    return any(
        gives(one, a) and gives(other, b)
        for conflict in comparison.conflicts
        for one, other in permutations(conflict.answers, 2)
        for a, b in permutations(answers, 2)
    )


def test_conflicts_are_found(story):
    comparison, expected = story
    missed = {c["question"] for c in expected["conflicts"] if not _found(comparison, c["answers"])}
    assert missed <= {c["question"] for c in expected["conflicts"] if c.get("hard")}


def test_accounts_of_one_origin_are_linked(story):
    comparison, expected = story
    pairs = {frozenset((x.source, x.target)) for x in comparison.links.lineage}
    for pair in expected["lineage"]:
        assert frozenset(_id(comparison, d) for d in pair) in pairs, pair


def test_unnamed_sources_are_marked(story):
    comparison, expected = story
    for document, phrase in expected["anonymous"]:
        unnamed = [v for v in comparison.voices if v.kind == "anonymous"]
        assert any(_tells(comparison, v.members, document, phrase) for v in unnamed), (document, phrase)


def test_relays_are_named(story):
    comparison, expected = story
    for document, agency in expected["via"]:
        assert any(agency in v.via for v in comparison.voices if v.document == _id(comparison, document)), document


def test_an_utterance_quoted_in_two_ways_is_found(story):
    comparison, expected = story
    assert any(all(_tells(comparison, d.members, *place) for place in expected["drift"]) for d in comparison.drift)


def test_loaded_words_are_found(story):
    comparison, expected = story
    for document, phrase in expected["loaded"]:
        account = comparison.account(_id(comparison, document))
        words = [account.quote(x.span) for x in account.annotations.loaded]
        assert any(phrase in w or w in phrase for w in words), (document, phrase, words)


def test_positions_are_found(story):
    comparison, expected = story
    for actor, stance, what in expected["positions"]:
        found = [p for p in comparison.positions if p.stance == stance and actor in p.actor and what in p.what]
        assert found, (actor, stance, what)


def test_names_are_laid_side_by_side(story):
    comparison, expected = story
    labels = {label.label for label in comparison.wording.labels}
    for phrase in expected["labels"]:
        assert any(phrase in label for label in labels), phrase


def test_the_brief_is_short_and_word_for_word(story):
    comparison, _ = story
    assert 4 <= len(comparison.brief) <= 10
    assert all(line.text == _text(comparison, line.members[0]) for line in comparison.brief)


def test_junk_is_in_no_finding(story):
    comparison, expected = story
    everything = [*_strings(comparison), *_cited(comparison, comparison)]
    for phrase in expected["junk"]:
        assert not [t for t in everything if phrase.casefold() in t.casefold()], phrase
