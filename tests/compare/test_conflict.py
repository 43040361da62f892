"""Conflicts: each comparator on invented sentences, values, questions, and the whole way."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import by_hand
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate import annotate, quantities, times
from tellings.annotate.model import reader
from tellings.annotate.syntax import parsing
from tellings.compare.conflict import ask, candidates, counts, find_conflicts, select
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.english import participle, past, plural
from tellings.compare.conflict.grouping import Candidate
from tellings.compare.conflict.pairs import Site, candidate_pairs
from tellings.compare.conflict.telling import explain
from tellings.compare.conflict.tellings import tellings
from tellings.compare.conflict.values import Range, relation, stretch
from tellings.read import documents_from_texts
from tellings.records import Account, Answer, Citation, Derived, Fact, Happening, Links, Time


def told(name: str, text: str, published: str = "", places: Mapping[str, str] = MappingProxyType({})) -> Account:
    """An account with its real parse, quantities and times; `places` are names to mark, with their type."""
    marked = [(phrase, phrase, kind) for phrase, kind in places.items() if phrase in text]
    account = by_hand.account(name, text, mentions=marked)
    document = account.document
    if published:
        document = replace(document, published=Derived(published, "given", 1.0))
    parse = parsing.parse(document.view, reader.read(document.view.text))
    found_times = times.find(document, parse)
    found = quantities.find(document, parse, found_times)
    return Account(document, replace(account.annotations, times=found_times, quantities=found))


def one_fact(accounts: Sequence[Account], happenings: tuple[Happening, ...] = ()) -> Links:
    """Links that put every sentence of every account into one fact."""
    members = tuple(a.sentence(i) for a in accounts for i in range(len(a.annotations.sentences)))
    fact = Fact("f1", "A thing happened.", "own voice", members, 0.9, "by hand")
    return Links(happenings, (), (fact,), ())


def found(texts: Sequence[str], kind: str) -> list[Candidate]:
    """The candidates of one kind between one-sentence accounts of one fact."""
    accounts = [told(f"d{n}", text) for n, text in enumerate(texts, 1)]
    links = one_fact(accounts)
    return [c for c in candidates(candidate_pairs(accounts, links), links) if c.kind == kind]


CASES = [
    (
        "number",
        ["The ferry fire killed six people on Monday.", "At least two people were killed in the ferry fire."],
        {"six", "At least two"},
    ),
    (
        "number",
        ["The firm will pay $4 million in fines.", "The firm will pay $7 million in fines."],
        {"$4 million", "$7 million"},
    ),
    (
        "actor",
        ["The harbour meeting was called by Governor Anna Brandt.", "Mayor Tom Ellis convened the harbour meeting."],
        {"Governor Anna Brandt", "Mayor Tom Ellis"},
    ),
    (
        "action",
        ["Police slapped the protester outside.", "Police punched the protester outside."],
        {"slapped", "punched"},
    ),
    (
        "existence",
        ["The minister did not visit the flooded village.", "The minister visited the flooded village."],
        {"yes", "no"},
    ),
    (
        "time",
        ["The bridge collapsed on 3 May 2021.", "The bridge collapsed on 5 May 2021."],
        {"3 May 2021", "5 May 2021"},
    ),
    (
        "object",
        ["The court charged the captain with negligence.", "The court charged the captain with smuggling."],
        {"negligence", "smuggling"},
    ),
    (
        "term",
        ["The Valderan regime arrested ten students.", "Ten students were arrested, the Valderan government said."],
        {"The Valderan regime", "the Valderan government"},
    ),
]


@pytest.mark.parametrize(("kind", "texts", "expected"), CASES, ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)])
def test_comparator_finds_both_answers(kind: str, texts: list[str], expected: set[str]) -> None:
    (conflict,) = found(texts, kind)
    assert len(conflict.answers) == 2
    shown = " | ".join(answer for answer, _ in conflict.answers).lower()
    if kind != "existence":
        assert all(part.lower() in shown for part in expected)
    assert {s.account for _, sites in conflict.answers for s in sites} == {0, 1}
    assert conflict.question.endswith("?")


SAME = [
    ("number", ["Six people died in the fire.", "The fire killed six people."]),
    ("number", ["The blast killed six people.", "The blast wounded twenty people."]),
    ("number", ["A 17-year-old gorilla dragged the visitor.", "The gorilla dragged a three-year-old boy."]),
    ("time", ["The bridge collapsed on 3 May 2021.", "On 3 May 2021 the bridge collapsed."]),
    ("actor", ["Mayor Tom Ellis convened the meeting.", "The meeting was convened by Mayor Tom Ellis."]),
    ("existence", ["The minister visited the village.", "The minister visited the village on foot."]),
    ("term", ["The Valderan government fell.", "The Kordian regime fell."]),
]


@pytest.mark.parametrize(("kind", "texts"), SAME, ids=[f"{c[0]}-{n}" for n, c in enumerate(SAME)])
def test_comparator_leaves_agreement_alone(kind: str, texts: list[str]) -> None:
    assert found(texts, kind) == []


def test_denial_is_held_against_the_claim() -> None:
    texts = ["The mine polluted the river with lead for years.", "The company denied that the mine polluted the river."]
    (conflict,) = found(texts, "denial")
    assert conflict.why == "denial"
    assert conflict.question == "Is it true that the mine polluted the river?"


def test_lengths_are_read_at_each_accounts_time() -> None:
    early = told("d1", "The war, now in its third year, goes on.", "2025-09-04")
    late = told("d2", "Envoys met nearly four years into the war.", "2026-01-06")
    same = told("d3", "Envoys met nearly three years into the war.", "2025-08-20")
    links = Links((), (), (), ())

    def lengths(*accounts: Account) -> list[Candidate]:
        pairs = candidate_pairs(accounts, links) or candidate_pairs(accounts, one_fact(accounts))
        return [c for c in candidates(pairs, links) if c.kind == "length"]

    (conflict,) = lengths(early, late)
    assert conflict.question == "How long has the war lasted?"
    assert lengths(early, same) == []


def test_accounts_of_different_happenings_are_not_opposed() -> None:
    accounts = [told("d1", "The blast killed six people."), told("d2", "The blast killed two people.")]
    apart = tuple(Happening(f"h{n}", "blast", None, None, (a.id,), (), "") for n, a in enumerate(accounts))
    assert [c.kind for c in _candidates(accounts, one_fact(accounts, apart))] == []
    assert "number" in [c.kind for c in _candidates(accounts, one_fact(accounts))]


def _candidates(accounts: Sequence[Account], links: Links) -> tuple[Candidate, ...]:
    return candidates(candidate_pairs(accounts, links), links)


def test_the_whole_way_and_any_order() -> None:
    accounts = [
        told("d1", "The ferry fire killed two people, police said.", "2024-05-01"),
        told("d2", "The ferry fire killed two people.", "2024-05-01"),
        told("d3", "The ferry fire killed six people, police said.", "2024-05-02"),
    ]
    conflicts = find_conflicts(accounts, one_fact(accounts))
    (tolls,) = [c for c in conflicts if c.nature == "number"]
    assert tolls.question == "How many people were killed in the ferry fire?"
    assert [a.answer for a in tolls.answers] == ["two", "six"]
    assert [len(a.members) for a in tolls.answers] == [2, 1]
    assert tolls.why == "update"
    assert "supersede" in tolls.explanation
    assert [c.score for c in conflicts] == sorted((c.score for c in conflicts), reverse=True)
    for c in conflicts:
        assert 0 <= c.score <= 1
        assert len(c.answers) >= 2


@pytest.mark.parametrize("texts", [[], [""], ["Word"], ["", "Word."], ["x" * 5_000, "."]])
def test_next_to_nothing_gives_nothing(texts: list[str]) -> None:
    accounts = [told(f"d{n}", text) for n, text in enumerate(texts)]
    assert find_conflicts(accounts, one_fact(accounts)) == ()


# ------------------------------------------------------------------ what is no conflict


SILLY = [
    ("name", ["The two sides signed a deal on fishing.", "The two sides signed an agreement on fishing."]),
    ("name", ["Officials closed the flooded tunnel.", "Authorities closed the flooded tunnel."]),
    ("identity", ["Gen. Anna Brandt left the harbour.", "General Anna Brandt left the harbour."]),
    (
        "time",
        ["The mayor said on Monday that the bridge is safe.", "The mayor said on Tuesday that the bridge is safe."],
    ),
    ("object", ["The tanker sold oil to the island.", "The tanker sold oil products to the island."]),
    ("object", ["The crew escaped from the flames unhurt.", "The crew escaped from the fire unhurt."]),
    ("action", ["The company quit the market.", "The company left the market."]),
    ("number", ["The Velmark raid killed six people.", "The Karsen raid killed two people."]),
]


@pytest.mark.parametrize(("kind", "texts"), SILLY, ids=[f"{c[0]}-{n}" for n, c in enumerate(SILLY)])
def test_plain_words_for_one_thing_are_no_conflict(kind: str, texts: list[str]) -> None:
    places = {"Velmark": "LOC", "Karsen": "LOC"}
    accounts = [told(f"d{n}", text, places=places) for n, text in enumerate(texts, 1)]
    assert [c.question for c in _candidates(accounts, one_fact(accounts)) if c.kind == kind] == []


def test_words_that_differ_in_kind_are_asked_for_plainly() -> None:
    texts = [
        "The attacker rammed the outer wall with a stolen car.",
        "The attacker rammed the outer wall with a stolen truck.",
    ]
    questions = {c.question for c in found(texts, "name")}
    assert questions <= {"Was it a car or a truck?"}
    assert questions


def test_case_and_white_space_make_no_answer() -> None:
    assert found(["The ferry sank last week.", "Last week the ferry sank."], "time") == []


@pytest.mark.parametrize(
    ("early", "late", "why"),
    [("At least two", "At least six", "update"), ("Two", "Six", "update"), ("Dozens of", "Fifty", "precision")],
)
def test_tolls_rise(early: str, late: str, why: str) -> None:
    accounts = [
        told("d1", f"{early} people were killed in the ferry fire.", "2024-05-02"),
        told("d2", f"{late} people were killed in the ferry fire.", "2024-05-03"),
    ]
    (conflict,) = [c for c in _candidates(accounts, one_fact(accounts)) if c.kind == "number"]
    assert (conflict.why, conflict.question) == (why, "How many people were killed in the ferry fire?")


def test_nobody_is_held_against_himself() -> None:
    accounts = [
        told("d1", "The Valderan regime fell. The Valderan government had ruled for years."),
        told("d2", "Rain fell on the coast."),
    ]
    assert [c for c in _candidates(accounts, one_fact(accounts)) if c.kind == "term"] == []


def test_an_account_with_several_values_gives_none() -> None:
    accounts = [
        told("d1", "The firm will pay $4 million in fines. The firm will pay $9 million in fines."),
        told("d2", "The firm will pay $7 million in fines."),
    ]
    assert [c for c in _candidates(accounts, one_fact(accounts)) if c.kind == "number"] == []


def test_a_question_names_its_thing_in_small_letters() -> None:
    texts = ["The war goes on.", "The invasion goes on.", "The war goes on and on."]
    (conflict,) = found(texts, "term")
    assert conflict.question == "What is the war called?"
    assert conflict.named


@pytest.mark.parametrize(
    ("text", "lemma"),
    [("The rebels called.", "call"), ("The images showed.", "show"), ("The mayor said on Monday.", "say")],
)
def test_no_question_breaks_off(text: str, lemma: str) -> None:
    assert ask.when(*_clause(text, lemma)) == ""


def test_only_those_who_act_are_asked_what_they_did() -> None:
    assert ask.what_did(*_clause("The images show a tanker.", "show")) == ""
    assert ask.what_did(*_clause("The minister showed a letter.", "show")) == "What did the minister do?"


# ------------------------------------------------------------------ what is asked for by name


NAMED = [
    (["The blast injured 40 people.", "The blast injured 90 people."], "How many people were injured in the blast?"),
    (["The fire left four people dead.", "The fire killed nine people."], "How many people were killed in the fire?"),
    (["The 48-page report names nobody.", "Nobody is named in the 52-page report."], "How many pages is the report?"),
    (["The singer posted four photos.", "The singer posted three photos."], "How many photos did the singer post?"),
    (["Shares of the bank fell 2 percent.", "Shares of the bank fell 7 percent."], "By how much did Shares fall?"),
    (["The 3-year-old boy fell in.", "The four-year-old boy fell in."], "How old is the boy?"),
    (["The court charged the captain with fraud.", "The court charged the captain with arson."],
     "What did the court charge the captain with?"),
    (["The pact was ratified in May 2019.", "The pact was ratified in June 2017."], "When was the pact ratified?"),
    (["An exchange of 40 prisoners was agreed.", "The draft provides for an exchange of 90 prisoners."],
     "How many prisoners does the exchange involve?"),
    (["Police punched the man.", "Police kicked the man."], "What did police do?"),
    (["The governor is expected to sign the bill.", "The governor signed the bill."],
     "Did the governor sign the bill already?"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "question"), NAMED, ids=[q for _, q in NAMED])
def test_what_is_asked_for_by_name(texts: list[str], question: str) -> None:
    asked = [c.question for c in all_found(texts) if c.named]
    assert [q.casefold() for q in asked] == [question.casefold()]


UNNAMED = [
    ["The blast killed six people.", "Six soldiers died in the blast, and the blast killed two children."],
    ["More than 80 people were taken to hospital.", "At least six people died."],
    ["Ninety people were hurt, including ten children.", "Among the ninety hurt were three children."],
    ["The blast killed six people on 3 May 2021.", "The blast killed nine people on 4 July 2017."],
    ["Another 20 officers joined the search.", "Some 90 officers joined the search."],
    ["The ticket costs $40 a month.", "The ticket costs $400."],
    ["It lifts more than a loaded 737 aircraft.", "It is as heavy as 18 aircraft."],
    ["The firm made its initial $103 million offer.", "The firm made its final $121 million offer."],
    ["Two of the boats were old.", "Nine boats were old."],
    ["The 17-year-old gorilla grabbed the boy.", "The gorilla grabbed the 3-year-old boy."],
    ["The tunnel is 43,350 metres long.", "The tunnel is 43,000 metres long."],
    ["About 30 people were hurt.", "At least 30 people were hurt."],
    ["The storm hit the coast.", "The storm slammed the coast."],
    ["The vessel transferred oil.", "The vessel transferred oil products."],
    ["Officials detained the family.", "The government detained the family."],
    ["The mayor left for a trip.", "The mayor left for a speech."],
    ["The crew returned to Velmark.", "The crew returned to the airport."],
    ["They used the money to buy boats.", "They used the money to pay their debts."],
    ["The club had not won the cup since 1908.", "The club won the cup."],
    ["The war goes on.", "The conflict goes on."],
    ["Were those contacts secret?", "Were those conversations secret?"],
    ["The mayor will speak on Friday.", "The mayor spoke on Friday."],
]


@pytest.mark.parametrize("texts", UNNAMED, ids=[t[0] for t in UNNAMED])
def test_what_is_not_worth_a_question(texts: list[str]) -> None:
    assert [c.question for c in all_found(texts) if c.named] == []


def all_found(texts: Sequence[str]) -> tuple[Candidate, ...]:
    accounts = [told(f"d{n}", text) for n, text in enumerate(texts, 1)]
    return _candidates(accounts, one_fact(accounts))


def test_a_pronoun_inside_a_quotation_points_at_nobody() -> None:
    text = "Anna Brandt praised Tom Ellis. “He lied to me,” she said. He left."
    reader = Reader(by_hand.account("d1", text, mentions=[("Anna Brandt", "e1", "PER"), ("Tom Ellis", "e2", "PER")]))
    spoken = {reader.tokens[i].text for i in reader.spoken}
    assert spoken == {"He", "lied", "to", "me", ","}


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    reader = Reader(told("d1", "“He lied, she said.\n\nThe mayor left."))
    assert {reader.tokens[i].text for i in reader.spoken} == {"He", "lied", ",", "she", "said", "."}


def test_an_answer_reads_as_repaired() -> None:
    (document,) = documents_from_texts(["The firm\u00e2\u0080\u0099s ferry sank off the coast on Monday."])
    (account,) = annotate([document])
    reader = Reader(account)
    assert reader.text(0, len(reader.tokens)) == "The firm’s ferry sank off the coast on Monday."


PEOPLE = {"Anna Brandt": "PER"}


@pytest.mark.parametrize(
    ("one", "other", "answers"),
    [
        (
            "The board sacked Anna Brandt on Monday.",
            "Anna Brandt resigned on Monday.",
            ["sacked Anna Brandt", "resigned"],
        ),
        ("The board ousted Anna Brandt.", "Anna Brandt stepped down.", ["ousted Anna Brandt", "stepped down"]),
        ("The board sacked Anna Brandt.", "Anna Brandt was dismissed.", None),
        ("The board may sack Anna Brandt.", "Anna Brandt resigned.", None),
    ],
)
def test_to_be_dismissed_is_not_to_resign(one: str, other: str, answers: list[str] | None) -> None:
    accounts = [told(f"d{n}", text, places=PEOPLE) for n, text in enumerate((one, other), 1)]
    shown = [c for c in _candidates(accounts, one_fact(accounts)) if c.question.startswith("Did Anna Brandt step down")]
    assert [[a for a, _ in c.answers] for c in shown] == ([answers] if answers else [])


@pytest.mark.parametrize(("one", "other"), [(48.0, 47.0), (5687.75, 5587.75), (270.0, 263.0)])
def test_exact_figures_that_differ(one: float, other: float) -> None:
    assert not counts.same_rounded(one, other)


@pytest.mark.parametrize(("one", "other"), [(43350.0, 43000.0), (140660.0, 141000.0)])
def test_a_rounded_figure_is_the_same(one: float, other: float) -> None:
    assert counts.same_rounded(one, other)
    assert counts.same_rounded(other, one)


def test_the_gravest_stands_first() -> None:
    texts = [
        "The blast killed six people. The 48-page report was published.",
        "The blast killed nine people. The 52-page report was published.",
    ]
    accounts = [told(f"d{n}", text) for n, text in enumerate(texts, 1)]
    members = [tuple(a.sentence(i) for a in accounts) for i in range(2)]
    facts = tuple(Fact(f"f{n}", "", "own voice", m, 0.9, "by hand") for n, m in enumerate(members))
    named = [c.question for c in find_conflicts(accounts, Links((), (), facts, ())) if c.named]
    assert named == ["How many people were killed in the blast?", "How many pages is the report?"]


def test_what_no_clause_tells_apart_is_shown_in_whole_sentences() -> None:
    long = "the harbour bridge, pride of its town, of traders, sailors, visitors, of old and young, of rich and poor"
    (conflict,) = found([f"Fears for {long}.", f"Hope for {long}."], "sentence")
    assert {phrase.split()[0] for phrase, _ in conflict.answers} == {"Fears", "Hope"}
    assert all(phrase.endswith(" …") for phrase, _ in conflict.answers)
    assert not conflict.named


# ------------------------------------------------------------------ told differently


def test_a_fact_told_differently_is_shown_in_whole_clauses() -> None:
    texts = [
        "The players never leaked it to reporters, the coach said.",
        "The coach said the players kept the matter a secret for weeks.",
    ]
    (conflict,) = found(texts, "telling")
    assert conflict.question == "How do the accounts tell of the players?"
    assert {phrase for phrase, _ in conflict.answers} == {
        "the players never leaked it to reporters",
        "the players kept the matter a secret for weeks",
    }


def test_what_is_denied_is_not_shown_as_told() -> None:
    account = told("d1", "The company denied that it had received a written warning about the rudder.")
    assert [
        t.phrase for t in tellings(Reader(account), Site(0, 0)) if "warning" in t.phrase and "denied" not in t.phrase
    ] == []


def test_what_is_told_alike_is_no_telling() -> None:
    assert found(["The ferry sank off the coast on Monday."] * 2, "telling") == []


PARTS = [
    "The ferry", "sank", "off the coast", "and", "burnt", "which", "(", "the crew", "said", ",", "had left", "port",
    "“", "--",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=14))
@settings(max_examples=40, deadline=None)
def test_a_telling_never_begins_or_ends_inside_a_phrase(parts: list[str]) -> None:
    account = told("d1", " ".join([*parts, "."]))
    reader = Reader(account)
    for sentence in range(len(account.annotations.sentences)):
        for telling in tellings(reader, Site(0, sentence)):
            assert not set(telling.phrase) & set("()“”")
            assert telling.phrase == telling.phrase.strip(" ,")
            assert telling.phrase
            assert len(telling.words) >= 2


def test_tellings_stand_below_all_that_can_be_named() -> None:
    def candidate(kind: str, question: str, number: int) -> Candidate:
        sites = ((Site(0, number),), (Site(1, number),))
        return Candidate(
            kind, "action", "framing", question, number, (("a", sites[0]), ("b", sites[1])), (), kind != "telling"
        )

    offered = [candidate("telling", "How?", 0), candidate("number", "How many?", 1), candidate("name", "Was it?", 2)]
    chosen = select(offered, [0.9, 0.5, 0.5], 0.2)
    assert [c.kind for c, _ in chosen] == ["number", "name", "telling"]
    again = candidate("telling", "How else?", 0)
    assert len(select([*offered, again], [0.9, 0.5, 0.5, 0.8], 0.2)) == 3


def test_what_many_accounts_answer_stands_before_what_two_do() -> None:
    def asked(question: str, first: int, accounts: int) -> Candidate:
        one, *others = (((Site(n, first),)) for n in range(accounts))
        sites = (("2", one), ("6", tuple(s for of in others for s in of)))
        return Candidate("number", "number", "update", question, first, sites, (), True)

    narrow, wide = asked("How many in the raid?", 1, 2), asked("How many in the fire?", 2, 6)
    assert [c.question for c, _ in select([narrow, wide], [0.8, 0.7], 0.2)] == [wide.question, narrow.question]


# ------------------------------------------------------------------ English


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("person", "people"), ("ship", "ships"), ("city", "cities"), ("day", "days"), ("bus", "buses"),
        ("wish", "wishes"),
        ("police officer", "police officers"), ("child", "children"), ("aircraft", "aircraft"),
    ],
)  # fmt: skip
def test_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected


@pytest.mark.parametrize(
    ("verb", "simple", "perfect"),
    [
        ("kill", "killed", "killed"), ("die", "died", "died"), ("carry", "carried", "carried"),
        ("stop", "stopped", "stopped"),
        ("take", "took", "taken"), ("convene", "convened", "convened"), ("play", "played", "played"),
    ],
)  # fmt: skip
def test_past_forms(verb: str, simple: str, perfect: str) -> None:
    assert (past(verb), participle(verb)) == (simple, perfect)


def _clause(text: str, lemma: str) -> tuple[Reader, Clause]:
    reader = Reader(told("d1", text))
    return reader, next(c for c in reader.clauses(0) if c.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "question"),
    [
        ("The mayor opened a bridge.", "open", "When did the mayor open the bridge?"),
        ("The bridge was opened by the mayor.", "open", "When was the bridge opened?"),
        ("The mayor will open the bridge.", "open", "When will the mayor open the bridge?"),
        ("The mayors open the bridge.", "open", "When do the mayors open the bridge?"),
    ],
)
def test_when(text: str, lemma: str, question: str) -> None:
    assert ask.when(*_clause(text, lemma)) == question


@pytest.mark.parametrize(
    ("text", "lemma", "question"),
    [
        ("The mayor opened a bridge.", "open", "Who opened the bridge?"),
        ("The mayor plans to open the bridge.", "open", "Who is to open the bridge?"),
    ],
)
def test_who(text: str, lemma: str, question: str) -> None:
    assert ask.who_did(*_clause(text, lemma)) == question


def test_no_question_is_asked_with_a_piece_missing() -> None:
    assert ask.when(*_clause("Opening the bridge took years.", "open")) == ""


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "target", "passive"),
    [
        ("The mayor opened the bridge.", "open", "The mayor", "the bridge", False),
        ("The bridge was opened by the mayor.", "open", "the mayor", "The bridge", True),
        ("The mayor plans to open the bridge.", "open", "The mayor", "the bridge", False),
    ],
)
def test_clauses(text: str, lemma: str, subject: str, target: str, passive: bool) -> None:
    reader, clause = _clause(text, lemma)
    assert clause.subject is not None
    assert clause.object is not None
    assert (reader.phrase(clause.subject), reader.phrase(clause.object)) == (subject, target)
    assert clause.passive is passive


# ------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Range(5, 5), Range(5, 5), "equal"),
        (Range(5, float("inf")), Range(7, 7), "holds"),
        (Range(24, 120), Range(50, 50), "holds"),
        (Range(2, 2), Range(6, 6), "exclude"),
        (Range(1, 5), Range(4, 9), "overlap"),
    ],
)
def test_relation(one: Range, other: Range, expected: str) -> None:
    assert relation(one, other) == relation(other, one) == expected


@given(*[st.floats(-1e9, 1e9)] * 4)
def test_relation_is_symmetric(a: float, b: float, c: float, d: float) -> None:
    one, other = Range(min(a, b), max(a, b)), Range(min(c, d), max(c, d))
    assert relation(one, other) == relation(other, one)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [("2024", "2024-05"), ("2024-05", "2024-05-03"), ("2024-05-03", "2024-05-03T14:00"), ("2024-W18", "2024-05-03"),
     ("2024-05-03TNI", "2024-05-03T23:00")],
)  # fmt: skip
def test_a_longer_stretch_holds_the_shorter(wide: str, narrow: str) -> None:
    one, other = stretch(Time(0, 1, "DATE", wide, "")), stretch(Time(0, 1, "DATE", narrow, ""))
    assert one is not None
    assert other is not None
    assert relation(one, other) == "holds"


@pytest.mark.parametrize("value", ["", "XXXX-05-03", "PAST_REF", "2024-13", "2024-02-31", "P0D"])
def test_what_cannot_be_placed(value: str) -> None:
    assert stretch(Time(0, 1, "DURATION" if value.startswith("P0") else "DATE", value, "")) is None


def test_explanation_counts_accounts() -> None:
    answers = [
        Answer("two", (Citation("d1", 0, 1), Citation("d2", 0, 1), Citation("d2", 3, 4))),
        Answer("six", (Citation("d3", 0, 1),)),
    ]
    assert explain("contradiction", answers) == "two accounts say “two”, one says “six”; they cannot all be true"


def test_candidates_do_not_depend_on_chance() -> None:
    texts = ["The fire killed two people.", "The fire killed six people.", "The fire killed nine people."]
    accounts = [told(f"d{n}", t) for n, t in enumerate(texts)]
    first, second = (_candidates(accounts, one_fact(accounts)) for _ in range(2))
    assert [c.answers for c in first] == [c.answers for c in second]
    assert all(
        x.account != y.account
        for c in first
        for x, y in itertools.combinations([s for _, ss in c.answers for s in ss], 2)
    )


@pytest.mark.parametrize(("topic", "answers", "shown"), [
    (":body:dead", ("two", "four"), 1), (":body:dead", ("three", "four"), 2), (":body:hurt", ("two", "four"), 2),
])  # fmt: skip
def test_one_count_is_asked_for_once(topic: str, answers: tuple[str, str], shown: int) -> None:
    accounts = [told("d1", "The ferry fire killed two people."), told("d2", "The ferry fire killed six people.")]
    (count,) = [c for c in _candidates(accounts, one_fact(accounts)) if c.nature == "number" and c.named]
    sites = (Site(0, 1),), (Site(1, 1),)
    again = replace(
        count,
        question="How many bodies were found?",
        answers=tuple(zip(answers, sites, strict=True)),
        differences=tuple(replace(d, topic=topic) for d in count.differences),
    )
    assert len(select([count, again], [0.9, 0.8], 0.5)) == shown


def test_a_toll_that_rose_to_a_figure_is_held_against_a_count() -> None:
    accounts = [
        told("d1", "The ferry fire at Velmark killed two people, police said.", "2024-05-01"),
        told("d2", "The death toll from the ferry fire at Velmark rose to six, police said.", "2024-05-02"),
    ]
    (toll,) = [c for c in find_conflicts(accounts, one_fact(accounts)) if c.nature == "number" and c.named]
    assert {a.answer for a in toll.answers} == {"two", "six"}


@pytest.mark.parametrize(
    ("first", "second", "why"), [("Eleven", "Nine", "update"), ("Nine", "Eleven", "contradiction")]
)
def test_the_missing_grow_fewer(first: str, second: str, why: str) -> None:
    accounts = [
        told("d1", f"{first} passengers of the ferry are missing, police said.", "2024-05-01"),
        told("d2", f"{second} people are still missing.", "2024-05-02"),
    ]
    (count,) = [c for c in find_conflicts(accounts, one_fact(accounts)) if c.nature == "number" and c.named]
    assert count.why == why


def test_an_act_without_a_doer_of_its_own_is_asked_for_by_itself() -> None:
    accounts = [
        told("d1", "The court at Velmark charged the girl for punching a soldier on Monday."),
        told("d2", "The court at Velmark charged the girl for slapping a soldier on Monday."),
    ]
    asked = [c.question for c in find_conflicts(accounts, one_fact(accounts)) if c.named and c.nature == "action"]
    assert asked == ["Was it punching or slapping?"]


def test_one_figure_said_in_two_ways_is_one_answer() -> None:
    accounts = [
        told("d1", "The ferry fire killed at least four people. The ferry fire killed four people, police said."),
        told("d2", "The ferry fire killed six people."),
    ]
    (toll,) = [c for c in find_conflicts(accounts, one_fact(accounts)) if c.nature == "number" and c.named]
    assert [len(a.members) for a in toll.answers] == [2, 1]
    assert toll.answers[1].answer == "six"


def test_two_counts_of_the_same_two_sentences_are_two_questions() -> None:
    accounts = [
        told("d1", "The ferry fire killed two people and injured nine, police said."),
        told("d2", "The ferry fire killed six people and injured twelve, police said."),
    ]
    asked = {c.question for c in find_conflicts(accounts, one_fact(accounts)) if c.named and c.nature == "number"}
    assert asked == {
        "How many people were killed in the ferry fire?",
        "How many people were injured in the ferry fire?",
    }
