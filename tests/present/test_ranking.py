"""What comes first in every form of the report."""

from dataclasses import replace

import pytest

from tellings.present.ranking import likelihood, origins_of, ranked_facts, sureness, told_as
from tellings.records import Answer, BriefLine, Citation, Conflict, Corroboration, Fact


def test_what_the_brief_tells_as_agreed_leads(comparison):
    facts = comparison.links.facts
    last = ranked_facts(replace(comparison, brief=()))[-1][0]
    line = BriefLine(facts[last - 1].statement, "agreed", facts[last - 1].members)
    assert ranked_facts(replace(comparison, brief=(line,)))[0][0] == last


def test_headlines_come_after_whole_sentences(comparison):
    first = ranked_facts(replace(comparison, brief=()))[0][1]
    cut = tuple(replace(f, statement="Ferry sinks") if f.id == first.id else f for f in comparison.links.facts)
    links = replace(comparison.links, facts=cut)
    assert ranked_facts(replace(comparison, brief=(), links=links))[-1][1].id == first.id


@pytest.mark.parametrize(
    ("probability", "words"), [(0.91, "sure (0.91)"), (0.6, "fairly sure (0.60)"), (0.3, "unsure (0.30)")]
)
def test_how_sure(probability, words):
    assert sureness(probability) == words


def test_origins_confirm_nothing_where_the_answers_differ(comparison):
    plain = replace(comparison, brief=(), conflicts=())
    (number, fact, _), *_ = ranked_facts(plain)
    answers = tuple(Answer(m.document, (m,)) for m in (fact.members[0], fact.members[-1]))
    conflict = Conflict("c1", fact.id, "How many?", "number", "contradiction", "", answers, 0.9)
    assert ranked_facts(replace(plain, conflicts=(replace(conflict, named=False),)))[0][0] == number
    assert ranked_facts(replace(plain, conflicts=(replace(conflict, why="precision"),)))[0][0] == number
    assert ranked_facts(replace(plain, conflicts=(conflict,)))[0][0] != number


def test_a_line_is_as_likely_as_what_it_cites():
    members = tuple(Citation(d, 0, 9) for d in "abc")
    fact = Fact("f1", "", "", members, 0.5, "", links=((0.0, 0.9, 0.4), (0.9, 0.0, 0.2), (0.4, 0.2, 0.0)))
    assert [likelihood(fact, line) for line in (None, BriefLine("", "agreed", members[:2]))] == [0.5, 0.9]
    assert likelihood(replace(fact, links=()), BriefLine("", "agreed", members[:2])) == 0.5


def test_only_the_origins_of_the_cited_accounts_count():
    corroboration = Corroboration("f1", 3, (("a", "b"), ("c",), ("d",)), "")
    line = BriefLine("", "agreed", tuple(Citation(d, 0, 9) for d in "abc"))
    assert [origins_of(corroboration, x) for x in (None, line)] == [3, 2]


def test_an_agreed_line_is_of_the_fact_that_has_all_its_members(comparison):
    fact = comparison.links.facts[0]
    line = BriefLine("", "agreed", fact.members[:2])
    assert told_as(replace(comparison, brief=(line,))) == {fact.id: line}
    assert told_as(replace(comparison, brief=(replace(line, kind="disputed"),))) == {}
