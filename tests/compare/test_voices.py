"""Who speaks, how much, and the same utterance quoted differently."""

from __future__ import annotations

import pytest
from by_hand import NOTHING, account, links, said
from hypothesis import given
from hypothesis import strategies as st

from tellings.compare.conflict.english import plural
from tellings.compare.utterances import Utterance, align
from tellings.compare.voices import find_drift, measure_voices
from tellings.records import Citation

A = account(
    "a",
    "Mira Holt said the bridge was safe. A source told the agency that the cables were old. Holt left.",
    mentions=[("Mira Holt", "e1", "PER")],
    speech=[
        said("Mira Holt", "the bridge was safe", "e1"),
        said("A source", "that the cables were old", None, "anonymous", via=["Norlund News"]),
    ],
)
B = account(
    "b",
    "“It is safe,” Ms Holt said. Two of the sources said the paint was new. Officials said it would close.",
    mentions=[("Ms Holt", "e7", "PER")],
    speech=[
        said("Ms Holt", "“It is safe,”", "e7", quotation="direct"),
        said("Two of the sources", "the paint was new", None, "anonymous"),
        said("Officials", "it would close", None, "anonymous"),
    ],
)
HOLT = links(("p1", "Mira Holt", [(A, "e1"), (B, "e7")]))


def test_one_person_is_one_speaker_in_every_account():
    voices = measure_voices([A, B], HOLT)
    holt = [v for v in voices if v.entity == "p1"]
    assert [(v.document, v.speaker, v.words, v.direct) for v in holt] == [
        ("a", "Mira Holt", 4, 0),
        ("b", "Mira Holt", 3, 1),
    ]


def test_unnamed_sources_are_grouped_by_what_they_are_said_to_be_and_never_merged_with_a_name():
    voices = {(v.document, v.speaker): v for v in measure_voices([A, B], HOLT) if v.kind == "anonymous"}
    assert sorted(voices) == [("a", "unnamed sources"), ("b", "unnamed officials"), ("b", "unnamed sources")]
    assert all(v.entity is None for v in voices.values())
    assert voices["a", "unnamed sources"].via == ("Norlund News",)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Several northern diplomats", "northern diplomats (unnamed)"),
        ("An adviser to Holt", "an adviser to Holt (unnamed)"),
        ("Two officials", "unnamed officials"),
        ("Officials familiar with the talks", "unnamed officials"),
        ("Recent reports", "Recent reports"),
    ],
)
def test_unnamed_sources_are_called_as_the_text_describes_them(source, name):
    told = account("c", f"{source} said it would rain.", speech=[said(source, "it would rain", None, "anonymous")])
    assert [v.speaker for v in measure_voices([told], NOTHING)] == [name]


@pytest.mark.parametrize("source", ["Nobody", "They"])
def test_nobody_is_no_voice(source):
    told = account("c", f"{source} said it would rain.", speech=[said(source, "it would rain", None, "anonymous")])
    assert measure_voices([told], NOTHING) == ()


def test_who_only_aims_or_will_not_say_does_not_speak():
    text = "Mira Holt aims to open the bridge. Mira Holt declined to comment on the plan."
    speech = [
        said("Mira Holt", "to open the bridge", "e1", cue="aims"),
        said("Mira Holt", "to comment on the plan", "e1", cue="declined"),
    ]
    assert measure_voices([account("c", text, mentions=[("Mira Holt", "e1", "PER")], speech=speech)], NOTHING) == ()


def test_a_people_is_called_as_written_and_is_no_entity():
    told = account(
        "c",
        "Israelis said it would rain.",
        mentions=[("Israelis", "e1", "MISC")],
        speech=[said("Israelis", "it", "e1")],
    )
    (voice,) = measure_voices([told], links(("p1", "Israeli", [(told, "e1")])))
    assert (voice.speaker, voice.entity) == ("Israelis", None)


def test_shares_of_an_account_add_up_to_one():
    for name in ("a", "b"):
        assert sum(v.share for v in measure_voices([A, B], HOLT) if v.document == name) == pytest.approx(1, abs=0.001)


def test_every_voice_cites_the_sentences_it_speaks_in():
    by_id = {"a": A, "b": B}
    for voice in measure_voices([A, B], HOLT):
        assert voice.members
        assert all(by_id[m.document].quote(m).endswith(".") for m in voice.members)


def test_the_order_of_accounts_does_not_matter():
    assert measure_voices([A, B], HOLT) == measure_voices([B, A], HOLT)


def test_nobody_speaks_in_an_account_without_attributions():
    assert measure_voices([account("c", "It rained."), account("d", "")], NOTHING) == ()


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("source", "sources"),
        ("diplomat", "diplomats"),
        ("witness", "witnesses"),
        ("person", "people"),
        ("deputy", "deputies"),
    ],
)
def test_plural_of_a_kind_of_source(noun, many):
    assert plural(noun) == many


# ------------------------------------------------------------------ drift


def _quoting(name: str, quote: str):
    text = f"Mira Holt spoke on the pier. {quote} she said."
    return account(
        name, text, mentions=[("Mira Holt", "e1", "PER")], speech=[said("she", quote, "e1", quotation="direct")]
    )


def _drift(*quotes: str):
    accounts = [_quoting(name, quote) for name, quote in zip("abcd", quotes, strict=False)]
    return find_drift(accounts, links(("p1", "Mira Holt", [(a, "e1") for a in accounts])))


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        (
            "“We cannot put timetables before people,”",
            "“We can not ever put timetables before people,”",
            "b has “ever”, which a does not have",
        ),
        (
            "“It is a pause that could become peace,”",
            '"It is a pause that may become peace"',
            "a has “could”, b has “may”",
        ),
        (
            "“We will open the bridge unless the storm returns,”",
            "“We will open the bridge,”",
            "b cuts it short: a also has “unless the storm returns”",
        ),
    ],
)
def test_drift_is_told_in_words(one, other, difference):
    (drift,) = _drift(one, other)
    assert drift.speaker == "Mira Holt"
    assert {m.document for m in drift.members} == {"a", "b"}
    assert drift.difference == difference


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We can't open the old bridge today,”", "“We cannot open the old bridge today,”"),
        ("“The harbour defence is strong enough now,”", "“The harbor defense is strong enough now,”"),
        ("“The F.B.I. lied to the whole town, and it knew,”", "“The FBI lied to the whole town, it knew,”"),
        ("“We will open the bridge in May,”", "“We have never seen such a storm here,”"),
        ("“We will open the bridge tomorrow morning,”", "“We will open the bridge,”"),
        ("“It is what it is, and that is it,”", "“It is not for us to say what it is,”"),
        ("“Safe,”", "“Not safe,”"),
        ("“The number one task is a strong contract for us,”", "“The No. 1 task is a strong contract for us,”"),
        ("“Send no money by e-mail to any stranger,”", "“Send no money by email to any stranger,”"),
        ("“To keep the bridge open, he should be told now,”", "“To keep the bridge open, [Venn] should be told now,”"),
        ("“But I want a bridge that nobody can close,”", "“I want a bridge that nobody can close,”"),
        ("“So no, the child was not under attack there,”", "“The child was not under attack there,”"),
        ("“The gunman rammed his car into the wall in the city,”", "“The gunman rammed his car into a wall,”"),
    ],
)
def test_spelling_other_utterances_and_harmless_cuts_are_no_drift(one, other):
    assert _drift(one, other) == ()


def test_what_an_account_quotes_in_another_place_is_not_cut():
    whole = _quoting("a", "“We will open the bridge unless the storm returns,”")
    text = "“We will open the bridge,” she said. “Unless the storm returns.”"
    parts = ["“We will open the bridge,”", "“Unless the storm returns.”"]
    split = account(
        "b",
        text,
        mentions=[("she", "e1", "PER")],
        speech=[said("she", part, "e1", quotation="direct") for part in parts],
    )
    assert find_drift([whole, split], links(("p1", "Mira Holt", [(whole, "e1"), (split, "e1")]))) == ()


def test_different_speakers_do_not_drift():
    one, other = (
        _quoting("a", "“We will open the old bridge in May,”"),
        _quoting("b", "“We will open the old bridge in June,”"),
    )
    entities = links(("p1", "Mira Holt", [(one, "e1")]), ("p2", "Mira Holt", [(other, "e1")]))
    assert find_drift([one, other], entities) == ()


def test_three_versions_are_one_drift():
    (drift,) = _drift(
        "“We will open the old bridge in May,”",
        "“We will open the old bridge in May,”",
        "“We shall open the old bridge by May,”",
    )
    assert [m.document for m in drift.members] == ["a", "b", "c"]


words = st.lists(
    st.sampled_from(["open", "bridge", "old", "never", "may", "storm", "we", "the"]), min_size=1, max_size=9
)


@given(st.lists(st.tuples(st.sampled_from("abc"), words), max_size=6))
def test_drift_does_not_depend_on_order_and_always_spans_accounts(said_words):
    utterances = [
        Utterance(Citation(document, 100 * n, 100 * n + 50), tuple(w), tuple(enumerate(w)))
        for n, (document, w) in enumerate(said_words)
    ]
    found = list(align(utterances))
    assert found == list(align(utterances[::-1]))
    assert all(len({m.document for m in members}) > 1 and difference and why for members, difference, why in found)
