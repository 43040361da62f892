"""What comes first in every form of the report."""

from dataclasses import replace

import pytest

from tellings.present.ranking import origins_of, ranked_facts, sureness, told_as
from tellings.records import BriefLine, Citation, Corroboration


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


def test_only_the_origins_of_the_cited_accounts_count():
    corroboration = Corroboration("f1", 3, (("a", "b"), ("c",), ("d",)), "")
    line = BriefLine("", "agreed", tuple(Citation(d, 0, 9) for d in "abc"))
    assert [origins_of(corroboration, x) for x in (None, line)] == [3, 2]


def test_an_agreed_line_is_of_the_fact_that_has_all_its_members(comparison):
    fact = comparison.links.facts[0]
    line = BriefLine("", "agreed", fact.members[:2])
    assert told_as(replace(comparison, brief=(line,))) == {fact.id: line}
    assert told_as(replace(comparison, brief=(replace(line, kind="disputed"),))) == {}
