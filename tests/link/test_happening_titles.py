"""What a happening is called: whole phrases, and headlines that tell the event."""

import pytest

from tellings.annotate import annotate
from tellings.link.captions import is_caption
from tellings.link.happenings.titles import LONGEST, clause, headline, name_by, name_of, same_event
from tellings.records import Derived, Document, Piece, Span, View

FERRY = (
    "A ferry ran aground off the island of Tarn on Tuesday night and all 84 people on board were rescued by lifeboats."
)
FERRY_TOO = "All 84 passengers were rescued on Tuesday night when a ferry ran aground near the island of Tarn."
DANGLING = frozenset(
    "a an the of in on at by for with from to and or but as that after its his their which who".split()
)


def account(key, text, *, title=None, outlet=None):
    whole = Span(0, len(text))
    document = Document(
        key,
        text,
        View(text, (Piece(whole, whole, True),)),
        language=Derived("en", "field", 1.0),
        title=Derived(title, "field", 1.0) if title else None,
        outlet=Derived(outlet, "field", 1.0) if outlet else None,
    )
    (found,) = annotate([document])
    return found


@pytest.mark.parametrize(
    ("title", "outlet", "expected"),
    [
        ("# Ferry runs aground off Tarn", None, "Ferry runs aground off Tarn"),
        ("**Ferry runs aground off Tarn**", None, "Ferry runs aground off Tarn"),
        ("Ferry runs aground off Tarn | Tarn Gazette", "Tarn Gazette", "Ferry runs aground off Tarn"),
        ("Ferry runs aground off Tarn - BBC News", None, "Ferry runs aground off Tarn"),
        ("Ferry runs aground off Tarn - all saved", None, "Ferry runs aground off Tarn - all saved"),
        ("UPDATE 2-Ferry runs aground off Tarn", None, "Ferry runs aground off Tarn"),
        ("BREAKING: Ferry runs aground off Tarn", None, "Ferry runs aground off Tarn"),
        (None, None, ""),
    ],
)
def test_headlines_are_cleaned(title, outlet, expected):
    assert headline(account("a", FERRY, title=title, outlet=outlet)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "A meeting in Oslo that was meant to win support for the harbour ended in disarray after U.S. envoy Lee Hart "
        "left it early, and the ministers who had stayed until the evening said they would not come back.",
        "The harbour master of Tarn, who has worked on the island for thirty years and was due to retire in spring, "
        "was arrested on Monday in connection with the loss of the ferry in the storm of last November.",
        "Investigators said on Friday that the captain of the ferry had been told by the company to make up time in "
        "the hours before the ship struck the rocks off the northern coast of the island with 84 people on board.",
        "A bomber drove a car packed with explosives into the wall of the consulate in the northern city of Varn late "
        "on Thursday, killing at least two people and wounding more than a hundred others, officials said on Friday.",
    ],
)
def test_long_sentences_are_cut_where_they_are_whole(sentence):
    text, cut = clause(account("a", sentence), 0)
    assert len(text) <= LONGEST
    assert not cut
    assert len(text.split()) >= 5
    assert text.split()[-1].lower().strip(",.") not in DANGLING
    assert not text.endswith(("U.S", "U.S.", "…"))


def test_what_cannot_be_cut_whole_says_so():
    text, cut = clause(account("a", " ".join(["harbour"] * 60)), 0)
    assert cut
    assert text.endswith("…")
    assert len(text) <= LONGEST


def test_a_short_sentence_stays():
    assert clause(account("a", FERRY_TOO), 0) == (FERRY_TOO.rstrip("."), False)


def test_a_headline_that_tells_the_event_names_it():
    accounts = [account("a", FERRY, title="Ferry runs aground off Tarn, all 84 rescued"), account("b", FERRY_TOO)]
    assert name_of(accounts) == "Ferry runs aground off Tarn, all 84 rescued"


@pytest.mark.parametrize(
    "title", ["The week in pictures and numbers", "Who is to blame for the ferry off Tarn?", "Why ferries run aground"]
)
def test_a_headline_that_tells_no_event_does_not(title):
    found = name_of([account("a", FERRY, title=title), account("b", FERRY_TOO)])
    assert found != title
    assert "aground" in found


def test_a_step_has_the_headline_that_is_about_it_unless_it_is_taken():
    one = account("a", FERRY, title="Ferry runs aground off island of Tarn")
    assert name_by(one, 0) == "Ferry runs aground off island of Tarn"
    assert name_by(one, 0, taken="Ferry runs aground off island of Tarn").startswith("A ferry ran aground")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ferry runs aground off island of Tarn", "Ferry ran aground near the island of Tarn", True),
        ("Ferry runs aground off Tarn", "Owner of ferry resigns over report", False),
    ],
)
def test_names_of_one_event(one, other, same):
    assert same_event(one, other) is same


def test_who_reported_an_event_is_no_part_of_its_name():
    assert name_of([account("a", "A ferry ran aground off the island of Tarn on Tuesday, Reuters reported.")]) == (
        "A ferry ran aground off the island of Tarn on Tuesday"
    )


@pytest.mark.parametrize(
    ("sentence", "caption"),
    [
        ("FILE - In this March 3, 2015 file photo, the ferry leaves Tarn.", True),
        ("The ferry at Tarn, pictured last year.", True),
        ("Police said they had a file on the captain.", False),
    ],
)
def test_captions(sentence, caption):
    assert is_caption(sentence) is caption


def test_an_account_of_hardly_more_than_its_headline_is_called_by_it():
    stub = account(
        "a", "Licence for publishing 0108263. Registration number 1303.", title="84 saved as ferry runs aground"
    )
    assert name_of([stub]) == "84 saved as ferry runs aground"


def test_a_name_of_one_accounts_own_news_names_no_event_of_several():
    own = account("a", FERRY, title="Ferry runs aground off Tarn as Oskar Venn resigns")
    common = account("b", FERRY_TOO, title="All 84 rescued as ferry runs aground off Tarn")
    assert name_of([own, common]) == "All 84 rescued as ferry runs aground off Tarn"


@pytest.mark.parametrize("joint", ["But", "And", "However,"])
def test_a_name_begins_with_no_joint(joint):
    assert clause(account("a", f"{joint} the ferry sank on Friday."), 0) == ("The ferry sank on Friday", False)


def test_a_text_without_a_verb_has_a_name_all_the_same():
    assert name_of([account("a", "A ferry off Tarn.")]) == "A ferry off Tarn"
