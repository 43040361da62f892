"""At most ten sentences, each word for word from an account."""

from __future__ import annotations

from dataclasses import replace

from by_hand import NOTHING, account, sentence

from tellings.compare.brief import LONGEST, write_brief
from tellings.records import Answer, Conflict, Corroboration, Fact, Happening, Links, Unique

A = account(
    "a",
    "The ferry hit the breakwater of the harbour on Tuesday evening. Four people died in the accident, the coastguard"
    " said. It was not immediately clear why the alarm had stayed silent. The captain is fifty-two years old and"
    " lives in the town of Tarrow.",
)
B = account(
    "b",
    "On Tuesday evening the ferry struck the breakwater of the harbour. Seven people have died in the accident,"
    " officials said. The company declined to comment on the speed of the ship. He said:\n\nNo.",
)


def _fact(name, *members, happening=None):
    return Fact(name, "", "own voice", members, 0.9, "", happening)


STRUCK = _fact("f1", sentence(A, "hit the"), sentence(B, "struck"))
DEAD = _fact("f2", sentence(A, "Four"), sentence(B, "Seven"))
LINKS = Links((), (), (STRUCK, DEAD), ())
ORIGINS = (Corroboration("f1", 2, (("a",), ("b",)), ""), Corroboration("f2", 2, (("a",), ("b",)), ""))
DISPUTE = Conflict(
    "c1", "f2", "How many people died?", "number", "update", "",
    (Answer("4", (sentence(A, "Four"),)), Answer("7", (sentence(B, "Seven"),))), 0.9,
)  # fmt: skip
ALONE = Unique(sentence(A, "captain"), 0.8, "")


def _brief(accounts=(A, B), links=LINKS, corroboration=ORIGINS, conflicts=(DISPUTE,), unique=(ALONE,)):
    return write_brief(accounts, links, corroboration, conflicts, unique)


def test_each_kind_is_told_in_order_by_sentences_of_the_accounts():
    assert [(line.kind, line.text[:12]) for line in _brief()] == [
        ("agreed", "The ferry hi"),
        ("disputed", "Four people "),
        ("disputed", "Seven people"),
        ("single-source", "The captain "),
        ("unknown", "It was not i"),
        ("unknown", "The company "),
    ]


def test_every_line_is_its_first_member_word_for_word():
    by_id = {"a": A, "b": B}
    for line in _brief():
        assert line.text == " ".join(by_id[line.members[0].document].quote(line.members[0]).split())


def test_an_agreed_line_cites_all_who_agree():
    assert {m.document for m in _brief()[0].members} == {"a", "b"}


def test_a_line_cites_those_only_who_surely_state_the_same():
    c = account("c", "A ferry hit the breakwater of the harbour on a Tuesday evening in May.")
    members = (*STRUCK.members, sentence(c, "A ferry"))
    unsure = replace(STRUCK, members=members, links=((0.0, 0.9, 0.5), (0.9, 0.0, 0.5), (0.5, 0.5, 0.0)))
    corroboration = (Corroboration("f1", 3, (("a",), ("b",), ("c",)), ""),)
    line = _brief((A, B, c), Links((), (), (unsure,), ()), corroboration)[0]
    assert (line.kind, [m.document for m in line.members]) == ("agreed", ["a", "b"])


def test_a_fact_in_dispute_is_not_agreed():
    assert not [line for line in _brief() if line.kind == "agreed" and "died" in line.text]


def test_one_origin_is_no_agreement():
    one = (Corroboration("f1", 1, (("a", "b"),), "copy"),)
    assert [line.kind for line in _brief(corroboration=one, conflicts=(), unique=())] == ["unknown", "unknown"]


def test_a_dispute_keeps_the_sentence_that_opens_an_event():
    event = Happening("h1", "four died", None, None, ("a",), (sentence(A, "Four"),), "")
    lines = _brief(links=Links((event,), (), (DEAD,), ()), corroboration=ORIGINS[1:], unique=())
    assert [(line.kind, line.text[:5]) for line in lines][:2] == [("disputed", "Four "), ("disputed", "Seven")]
    assert sum(line.text.startswith("Four") for line in lines) == 1


def test_both_sides_or_none():
    silent = Conflict(
        "c1",
        "f2",
        "?",
        "number",
        "update",
        "",
        (Answer("4", (sentence(A, "Four"),)), Answer("-", (sentence(B, "No."),))),
        0.9,
    )
    assert not [line for line in _brief(conflicts=(silent,)) if line.kind == "disputed"]


def test_a_happening_that_one_account_alone_tells_is_told_by_its_opening():
    alone = Happening("h1", "", None, None, ("a",), (sentence(A, "hit the"), sentence(A, "captain")), "")
    (line,) = write_brief([A], Links((alone,), (), (), ()), (), (), ())[:1]
    assert (line.kind, line.members) == ("single-source", (sentence(A, "hit the"),))


def test_a_framing_is_no_dispute():
    framing = Conflict("c1", "f2", "?", "characterisation", "framing", "", DISPUTE.answers, 0.9)
    assert not [line for line in _brief(conflicts=(framing,)) if line.kind == "disputed"]


def test_near_duplicates_are_told_once():
    twice = Links((), (), (STRUCK, _fact("f3", sentence(B, "struck"), sentence(A, "hit the"))), ())
    origins = (*ORIGINS, Corroboration("f3", 2, (("a",), ("b",)), ""))
    assert sum(line.kind == "agreed" for line in _brief(links=twice, corroboration=origins)) == 1


def test_an_agreed_line_has_no_figure_that_it_alone_has():
    a = account("a", "The ferry with 214 people on board hit the breakwater of the harbour on Tuesday.")
    b = account("b", "Late on Tuesday the ferry struck the long breakwater of the old harbour in heavy rain.")
    fact = _fact("f1", a.sentence(0), b.sentence(0))
    (line,) = _brief((a, b), Links((), (), (fact,), ()), ORIGINS[:1], (), ())
    assert line.members[0].document == "b"


def test_every_happening_is_told_before_the_rest():
    texts = [
        "The ferry hit the breakwater of the harbour on Tuesday evening.",
        "Two helicopters searched the dark water through the whole night.",
        "The minister resigned after the memo appeared in the newspaper.",
    ]
    a, b, c = (account(name, " ".join(texts)) for name in "abc")
    facts = [_fact(f"f{i}", *(x.sentence(i) for x in (a, b, c)), happening="h2" if i == 2 else "h1") for i in range(3)]
    origins = [Corroboration(f.id, 2 if f.id == "f2" else 3, (("a",), ("b",), ("c",)), "") for f in facts]
    happenings = tuple(Happening(h, h, None, None, ("a",), (), "") for h in ("h1", "h2"))
    brief = write_brief([a, b, c], Links(happenings, (), tuple(facts), ()), origins, (), ())
    assert [line.text for line in brief if line.kind == "agreed"] == [texts[0], texts[2], texts[1]]


def test_a_fact_on_both_sides_of_a_conflict_is_not_agreed():
    linked = Links((), (), (_fact("f2", sentence(A, "Four"), sentence(B, "Seven"), sentence(B, "struck")),), ())
    assert [line.kind for line in _brief(links=linked, unique=())][:1] == ["disputed"]


def test_two_sides_that_read_alike_show_no_dispute():
    a = account("a", "The captain of the ferry absolutely denied that the alarm had stayed silent.")
    b = account("b", "The ferry’s captain absolutely denied that the alarm had stayed silent.")
    sides = (Answer("yes", (a.sentence(0),)), Answer("no", (b.sentence(0),)))
    for nature, lines in (("action", 0), ("number", 2)):
        alike = Conflict("c1", None, "?", nature, "contradiction", "", sides, 0.9)
        assert len(write_brief([a, b], NOTHING, (), (alike,), ())) == lines


def test_captions_tell_nothing():
    a = account("a", "File - In this photo of 4 May the ferry leaves the harbour of Tarrow in heavy rain.")
    assert write_brief([a], NOTHING, (), (), [Unique(a.sentence(0), 0.5, "")]) == ()


def test_a_quotation_that_does_not_say_whose_it_is_tells_nothing():
    a = account("a", "“We will never leave the harbour of Tarrow in such heavy rain again.”")
    all_quoted = replace(a.annotations, sentences=tuple(replace(s, quoted=1.0) for s in a.annotations.sentences))
    unique = [Unique(a.sentence(0), 0.5, "")]
    assert [len(write_brief([x], NOTHING, (), (), unique)) for x in (a, replace(a, annotations=all_quoted))] == [1, 0]


def test_counts_and_dates_are_disputed_before_deeds():
    deed = Conflict("c0", None, "?", "action", "contradiction", "", DISPUTE.answers[::-1], 0.99)
    text = [line.text[:4] for line in _brief(conflicts=(deed, DISPUTE), unique=()) if line.kind == "disputed"]
    assert text == ["Four", "Seve"]


def test_accounts_take_turns_with_what_they_alone_have():
    a = account("a", "Anna of the town sold a red boat. Boris of the old town wrote a long novel about the war.")
    b = account("b", "Clara lost the chess match of the year in the town hall. Dan painted the church of the village.")
    unique = [Unique(x.sentence(i), 0.5, "") for x in (a, b) for i in range(2)]
    assert [line.members[0].document for line in write_brief([a, b], NOTHING, (), (), unique)] == ["a", "b", "a"]


def test_a_quotation_of_a_mere_pronoun_does_not_stand_alone():
    a = account("a", "“We will never leave the harbour of Tarrow in such heavy rain,” he said on Tuesday.")
    assert write_brief([a], NOTHING, (), (), [Unique(a.sentence(0), 0.5, "")]) == ()


def test_an_agreed_line_is_near_to_what_another_account_says():
    a = account("a", "The ferry hit the breakwater of the harbour on Tuesday evening.")
    b = account("b", "The price of wheat rose again as farmers waited for rain in spring.")
    far = Links((), (), (_fact("f1", a.sentence(0), b.sentence(0)),), ())
    assert write_brief([a, b], far, ORIGINS[:1], (), ()) == ()


def test_never_more_than_ten():
    names = ["Anna", "Boris", "Clara", "Dan", "Erik", "Freya", "Gustav", "Hanna", "Ivan", "Julia", "Karl", "Lena"]
    acts = ["sold a red boat", "painted the church", "wrote a novel", "lost an old dog", "won the chess match", "sang"]
    text = " ".join(f"{n} of the town {acts[i % 6]} in the {i + 3}th week of the year." for i, n in enumerate(names))
    a, b, c = account("a", text), account("b", text), account("c", text.replace("town", "valley"))
    facts = tuple(_fact(f"f{i}", a.sentence(i), b.sentence(i)) for i in range(6))
    origins = [Corroboration(f.id, 2, (("a",), ("b",)), "") for f in facts]
    unique = [Unique(c.sentence(i), 0.5, "") for i in range(len(names))]
    sides = [(Answer("3", (a.sentence(i),)), Answer("5", (a.sentence(i + 2),))) for i in (7, 8)]
    disputes = [Conflict(f"c{i}", None, "?", "number", "update", "", both, 0.9) for i, both in enumerate(sides)]
    brief = write_brief([a, b, c], Links((), (), facts, ()), origins, disputes, unique)
    assert (len(brief), {line.kind for line in brief}) == (LONGEST, {"agreed", "disputed", "single-source"})


def test_what_one_account_has_never_fills_the_brief():
    a = account("a", "Anna sold a boat in the week of the storm. Boris painted the church of the village in May.")
    lines = write_brief([a], NOTHING, (), (), [Unique(a.sentence(i), 0.5, "") for i in (0, 1)] * 5)
    assert [line.kind for line in lines] == ["single-source", "single-source"]


def test_nothing_comes_of_nothing():
    assert write_brief([account("a", "")], NOTHING, (), (), ()) == ()


def test_the_order_of_accounts_does_not_matter():
    assert _brief((A, B)) == _brief((B, A))


def test_only_members_that_say_so_are_cited_as_agreeing():
    c = account("c", "The price of wheat rose again as farmers waited for rain in spring.")
    fact = _fact("f1", sentence(A, "hit the"), sentence(B, "struck"), c.sentence(0))
    origins = (Corroboration("f1", 3, (("a",), ("b",), ("c",)), ""),)
    (line,) = write_brief((A, B, c), Links((), (), (fact,), ()), origins, (), ())[:1]
    assert (line.kind, {m.document for m in line.members}) == ("agreed", {"a", "b"})


def test_those_who_agree_must_be_of_several_origins():
    origins = (Corroboration("f1", 2, (("a", "b"), ("c",)), ""),)
    fact = _fact("f1", sentence(A, "hit the"), sentence(B, "struck"))
    assert not [x for x in write_brief((A, B), Links((), (), (fact,), ()), origins, (), ()) if x.kind == "agreed"]


def test_what_one_account_adds_is_not_agreed():
    more = "The ferry hit the breakwater because the drunken captain had quarrelled with his jealous wife over money."
    a, b = account("a", more), account("b", "On Tuesday the ferry hit the breakwater of the harbour.")
    (line,) = _brief((a, b), Links((), (), (_fact("f1", a.sentence(0), b.sentence(0)),), ()), ORIGINS[:1], (), ())
    assert line.members[0].document == "b"


def test_an_agreed_line_is_told_by_whom_describes_least():
    bare = account("z", "The minister ruled out a public inquiry into the accident on Tuesday, the office said.")
    hapless = account(
        "p", "The hapless minister ruled out a public inquiry into the accident on Tuesday, sources said."
    )
    stubborn = account("q", "The minister stubbornly ruled out a public inquiry into the accident on Tuesday.")
    for others, first in (((hapless, stubborn, bare), "z"), ((hapless, stubborn), "q")):
        fact = _fact("f1", *(sentence(a, "ruled out") for a in others))
        origins = (Corroboration("f1", len(others), tuple((a.id,) for a in others), ""),)
        lines = _brief(others, Links((), (), (fact,), ()), origins, (), ())
        assert [line.members[0].document for line in lines if line.kind == "agreed"] == [first]


def test_who_agrees_only_in_part_does_not_make_a_line_of_what_they_dispute():
    """The fact's other members agree, but one that is cited is a side of a dispute."""
    more = account("c", "The ferry hit the breakwater of the harbour on Tuesday evening, the harbour office said.")
    fact = _fact("f1", sentence(A, "hit the"), more.sentence(0))
    origins = (Corroboration("f1", 2, (("a",), ("c",)), ""),)
    sides = (Answer("hit", (sentence(A, "hit the"),)), Answer("missed", (sentence(B, "Seven"),)))
    dispute = Conflict("c1", None, "Did it?", "action", "contradiction", "", sides, 0.9)
    links = Links((), (), (fact,), ())
    kinds = [x.kind for x in write_brief((A, B, more), links, origins, (dispute,), ())]
    assert "agreed" not in kinds
    assert write_brief((A, B, more), links, origins, (), ())[0].kind == "agreed"
