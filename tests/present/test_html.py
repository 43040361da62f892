"""The page as text: whole, escaped, linked both ways, the same every time."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.present import html as html_package
from tellings.present.dates import days, in_words
from tellings.present.html import fulltext, lineage_svg, matrices, overview, render_html, timeline_svg, words
from tellings.present.html.findings import Finding, Index
from tellings.present.ranking import ranked_facts
from tellings.records import (
    Account,
    Annotations,
    Citation,
    Comparison,
    Corroboration,
    Derived,
    Document,
    Fact,
    Failure,
    Happening,
    Lineage,
    Links,
    Piece,
    Repair,
    Sentence,
    Span,
    View,
    Wording,
)

VOID = {"meta", "input", "br", "img", "link", "line", "rect", "circle", "path", "polygon"}


class Page(HTMLParser):
    """What the tests ask of a page: ids, links, attributes, and the words of each account."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, tuple[str, ...]]] = []  # target, ids of the elements around the link
        self.attributes: list[tuple[str, str, str]] = []
        self.raw: dict[str, str] = {"style": "", "script": ""}
        self.text: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_attributes = {name: value or "" for name, value in attrs}
        self.attributes.extend((tag, name, value) for name, value in given_attributes.items())
        if "id" in given_attributes:
            self.ids.append(given_attributes["id"])
        if tag not in VOID:
            self._open.append((tag, given_attributes))
        if tag == "a" and given_attributes.get("href", "").startswith("#"):
            around = tuple(a["id"] for _, a in self._open if "id" in a)
            self.links.append((given_attributes["href"][1:], around))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            met, _ = self._open.pop()
            assert met == tag, f"<{met}> closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] in self.raw:
            self.raw[self._open[-1][0]] += data
        classes = [a.get("class", "") for _, a in self._open]
        if "text" in classes and "marks" not in classes and "junk-label" not in classes:
            account = next(a["id"] for _, a in self._open if a.get("id", "").startswith("account-"))
            self.text[account] = self.text.get(account, "") + data


def letters(text: str) -> str:
    return "".join(text.split())


def bare(name: str, text: str, *, language: str = "en", attempted: bool = True) -> Account:
    """An account with one sentence a line and nothing found in it."""
    view = View(text, (Piece(Span(0, len(text)), Span(0, len(text)), True),) if text else ())
    sentences = tuple(Sentence(m.start(), m.end(), 0, 0) for m in re.finditer(r"\S[^\n]*", text))
    nothing = np.zeros((len(sentences), 384), np.float32)
    found = Annotations(
        name, sentences, (), (), (), (), (), (), (), (), (), nothing, nothing[:0], "test/1", attempted=attempted
    )
    return Account(Document(name, text, view, language=Derived(language, "given", 1.0)), found)


def nothing_found(*accounts: Account, failures: tuple[Failure, ...] = ()) -> Comparison:
    none = Links((), (), (), ())
    return Comparison("1.0", accounts, none, (), (), (), (), (), (), (), Wording((), (), ()), (), (), failures=failures)


def facts_only(accounts: tuple[Account, ...], facts: int) -> Comparison:
    """A comparison in which every account states every fact in its first sentences."""
    members = [
        tuple(Citation(a.id, (s := a.annotations.sentences[n]).start, s.end) for a in accounts) for n in range(facts)
    ]
    linked = tuple(Fact(f"f{n}", f"Fact {n}", "own voice", m, 0.9, "same words") for n, m in enumerate(members))
    return replace(nothing_found(*accounts), links=Links((), (), linked, ()))


@pytest.fixture(scope="module")
def page(comparison: Comparison) -> str:
    return render_html(comparison)


# ------------------------------------------------------------------ the page as a whole


def test_elements_nest_and_every_link_has_one_target(page):
    parsed = Page(page)
    assert [i for i, n in Counter(parsed.ids).items() if n > 1] == []
    assert {target for target, _ in parsed.links} <= set(parsed.ids)


def test_two_renderings_are_byte_identical(comparison, page):
    assert render_html(comparison) == page


def test_the_policy_allows_only_the_page_s_own_style_and_script(page):
    parsed = Page(page)
    (policy,) = [v for t, n, v in parsed.attributes if t == "meta" and n == "content" and "default-src" in v]
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(parsed.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_in_the_page_points_outside(page):
    for tag, name, value in Page(page).attributes:
        assert name not in {"src", "srcset", "action", "data", "style"}, (tag, name, value)
        assert not name.startswith("on"), (tag, name, value)
        if name == "href":
            assert value.startswith("#")


def test_only_the_page_s_own_style_and_script_are_not_escaped():
    templates = sorted((Path(html_package.__file__).parent / "templates").glob("*.j2"))
    unescaped = [m for t in templates for m in re.findall(r"\{\{[^}]*\bsafe\b[^}]*\}\}", t.read_text("utf-8"))]
    assert unescaped == ["{{ style|safe }}", "{{ script|safe }}"]
    assert not any("autoescape" in t.read_text("utf-8") for t in templates)


def test_an_address_is_shown_but_is_no_link(page):
    assert "https://times.example/ferry" in page


def test_every_word_of_every_account_is_there(comparison, page):
    shown = Page(page).text
    for letter, account in zip("ABCDE", comparison.accounts, strict=True):
        assert letters(shown[f"account-{letter}"]) == letters(account.document.text)


def test_findings_and_sentences_link_both_ways(comparison, page):
    links = {(target, around) for target, arounds in Page(page).links for around in arounds}
    index = Index(comparison)
    kinds = set()
    for finding in index.findings:
        for member in finding.members:
            sentence = index.anchor_of(member)
            assert (sentence, finding.anchor) in links, f"{finding.label} does not lead to {sentence}"
            assert (finding.anchor, sentence) in links, f"{sentence} does not lead to {finding.label}"
            kinds.add(finding.kind)
    assert kinds == set("HFCUVQPLTB")


def test_loaded_and_distinctive_words_lead_to_their_lists(page):
    links = Page(page).links
    assert any(target == "loaded" and around[-1].startswith("s-E-") for target, around in links)
    assert any(target == "distinctive" and around[-1].startswith("s-A-") for target, around in links)


def test_what_could_not_be_read_is_told(page):
    assert "1 input could not be read" in page
    assert "drafts/empty.txt" in page


def test_a_value_says_how_it_was_derived_and_how_surely(page):
    assert "4 March, year unknown" in page
    assert "dateline, year unknown, confidence 0.70" in page


def test_junk_is_labelled_and_a_repair_is_told(page):
    assert "not part of the account: page furniture" in page
    assert "(mojibake)" in page


def test_the_page_says_what_it_is_not_sure_of_and_never_who_is_right(page):
    visible = re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", " ", page, flags=re.S)
    for verdict in ("correct", "wrong about", "false", "lie", "truthful", "misleading"):
        assert verdict not in visible.lower().split()


def test_five_accounts_stay_small(page):
    assert len(page.encode()) < 400_000


# ------------------------------------------------------------------ little, much, and strange


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fire.",
        "x" * 100_000,
        "Une phrase.\n\nUne autre.",
        "مرحبا \u202eabc\u200b\n\n\nשלום",
        "a\x00b\x1b[31m\ud800c",
    ],
)
def test_any_single_account_gives_a_page_that_says_so(text):
    page = render_html(nothing_found(bare("only", text)))
    page.encode("utf-8")
    parsed = Page(page)
    assert {target for target, _ in parsed.links} <= set(parsed.ids)
    assert "there is only one account" in page
    assert "1 account compared" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", page)


def test_no_account_at_all_gives_a_page():
    page = render_html(nothing_found(failures=(Failure("a.bin", "not text", "leave it out"),)))
    assert "no accounts compared" in page
    assert "a.bin" in page


def test_an_account_that_was_not_analysed_says_so():
    page = render_html(nothing_found(bare("b", "Ein Satz.", language="de", attempted=False), bare("c", "One.")))
    assert "1 account could not be analysed" in page
    assert page.count("no annotator for this account's language (de)") == 1
    assert 'lang="de"' in page


def test_every_empty_section_says_none_found():
    page = render_html(nothing_found(bare("a", "One."), bare("b", "Two.")))
    sections = re.findall(r'<section id="(\w+)"(.*?)(?=<section id=|</main>)', page, flags=re.S)
    empty = {name for name, body in sections if 'class="nothing"' in body}
    assert empty == {
        "glance", "brief", "happenings", "agreement", "conflicts", "alone", "voices", "positions", "wording",
        "origins", "timeline",
    }  # fmt: skip


def test_forty_accounts_fold_what_is_too_much():
    text = "\n".join(f"Sentence number {n} of this account is here." for n in range(60))
    accounts = tuple(bare(f"account-{n:02}", text) for n in range(40))
    page = render_html(facts_only(accounts, 60))
    parsed = Page(page)
    assert "AN" in page  # the fortieth letter
    assert "45 more shared facts" in page
    assert {target for target, _ in parsed.links} <= set(parsed.ids)
    assert len(page.encode()) < 8_000_000


def test_a_fact_that_many_sentences_state_folds_them():
    accounts = tuple(bare(f"a{n:02}", "Same words here.") for n in range(30))
    assert "18 more sentences" in render_html(facts_only(accounts, 1))


def test_markup_in_an_account_is_text():
    evil = '</style><script>alert(1)</script>"onload="x" {{7*7}} <blink>&amp;'
    page = render_html(nothing_found(bare(evil, evil)))
    assert page.count("<script>") == 1
    assert "<blink>" not in page
    assert "{{7*7}}" in page
    assert "&lt;blink&gt;&amp;amp;" in page


# ------------------------------------------------------------------ the text of an account


marks = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("fcuvwndjr")), max_size=12)


@given(st.text(st.sampled_from("ab \n.«"), max_size=60), marks)
def test_cutting_a_text_loses_and_moves_nothing(text, cuts):
    account = bare("a", text)
    index = Index(nothing_found(account))
    inline = [fulltext.Mark(min(a, b), max(a, b), style) for a, b, style in cuts]
    lines = [line for paragraph in fulltext.paragraphs(account, index, inline) for line in paragraph]
    assert "".join(x.text for line in lines for x in line.stretches) == text
    at = 0
    for line in lines:
        for stretch in line.stretches:
            end = at + len(stretch.text)
            covering = {m.style for m in inline if m.start <= at and end <= m.end}
            assert set(stretch.style.split()) == covering
            at = end


def test_overlapping_marks_share_the_stretch_between_them():
    account = bare("a", "abcdef")
    index = Index(nothing_found(account))
    inline = [fulltext.Mark(0, 4, "f"), fulltext.Mark(2, 6, "c")]
    ((line,),) = fulltext.paragraphs(account, index, inline)
    assert [(x.text, x.style) for x in line.stretches] == [("ab", "f"), ("cd", "c f"), ("ef", "c")]


def test_a_stretch_is_one_link_at_most_loaded_words_first():
    account = bare("a", "regime")
    index = Index(nothing_found(account))
    inline = [fulltext.Mark(0, 6, "n", "#name-1"), fulltext.Mark(0, 6, "w", "#loaded")]
    ((line,),) = fulltext.paragraphs(account, index, inline)
    assert [x.href for x in line.stretches] == ["#loaded"]


def test_blank_lines_part_paragraphs():
    account = bare("a", "One.\n\n \nTwo.\nThree.")
    found = fulltext.paragraphs(account, Index(nothing_found(account)), [])
    kept = ["".join(x.text for line in p for x in line.stretches) for p in found if not fulltext.is_gap(p)]
    assert kept == ["One.", "Two.\nThree."]


# ------------------------------------------------------------------ findings


def test_a_quote_shows_the_sentence_around_a_part():
    account = bare("a", "The regime fell on Monday.\nNext.")
    quote = Index(nothing_found(account)).quote(Citation("a", 4, 10))
    assert (quote.before, quote.cited, quote.after) == ("The ", "regime", " fell on Monday.")
    assert (quote.anchor, quote.place) == ("s-A-1", "§1")


def test_a_quote_is_mended_where_the_text_was_broken():
    account = bare("a", "The shipâ€™s log. More.")
    pieces = (
        Piece(Span(0, 8), Span(0, 8), True),
        Piece(Span(8, 9), Span(8, 11), False),
        Piece(Span(9, 21), Span(11, 23), True),
    )
    repairs = (Repair(Span(8, 11), "’", "mojibake"),)
    document = replace(account.document, view=View("The ship’s log. More.", pieces), repairs=repairs)
    comparison = nothing_found(replace(account, document=document))
    quote = Index(comparison).quote(Citation("a", 4, 12))
    assert (quote.before, quote.cited, quote.after) == ("The ", "ship’s", " log. More.")
    page = render_html(comparison)
    assert "“â€™” read as “’” " in page  # the full text keeps what came in, and says how it was read
    assert 'title="read as “’” (mojibake)">â€™</span>' in page


@pytest.mark.parametrize(
    ("place", "cited", "where"),
    [
        (Citation("a", 0, 4), "One.", "§1"),
        (Citation("a", 0, 9), "One.\nTwo.", "§1"),  # across sentences: as it is
        (Citation("a", 4, 9), "\nTwo.", "§2"),  # begins between sentences
        (Citation("a", 4, 5), "\n", "text"),  # touches none
    ],
)
def test_a_quote_names_its_place(place, cited, where):
    quote = Index(nothing_found(bare("a", "One.\nTwo."))).quote(place)
    assert (quote.cited, quote.place) == (cited, where)


def test_a_sentence_cited_twice_is_one_place():
    cited = [Citation("a", 0, 2), Citation("a", 5, 8), Citation("a", 0, 4)]
    places = Index(nothing_found(bare("a", "One.\nTwo."))).places(cited)
    assert places == [("s-A-1", "A\N{NO-BREAK SPACE}§1"), ("s-A-2", "A\N{NO-BREAK SPACE}§2")]


def test_a_finding_s_label_is_its_kind_and_number():
    finding = Finding("C", 3, ())
    assert (finding.label, finding.anchor) == ("C3", "c-3")


def test_speakers_are_numbered_by_words_and_merged_by_entity(comparison):
    found = matrices.speakers(comparison, Index(comparison))
    assert [(s.number, s.name, s.words) for s in found][:2] == [(1, "the government", 20), (2, "Ilse Varga", 18)]
    assert [v.document if v else None for v in found[1].cells] == ["courier", None, None, "times", None]


def test_coverage_tells_carried_from_omitted_from_unknown(comparison):
    rows = {r.number: [state for state, _, _ in r.cells] for r in matrices.coverage(comparison, Index(comparison))}
    assert rows[3] == ["omitted", "absent", "carried", "carried", "absent"]


def test_facts_with_most_independent_origins_come_first(comparison):
    assert [n for n, _, _ in ranked_facts(replace(comparison, conflicts=()))] == [1, 2, 4, 6, 3, 5]


def test_a_shared_fact_tells_on_what_its_accounts_differ(comparison, page):
    assert overview.conflicts_of_facts(comparison) == {"f1": [3], "f2": [1], "f3": [], "f4": [2], "f5": [], "f6": []}
    assert ("c-3", ("f-1",)) in {(target, around[-1:]) for target, around in Page(page).links}
    unnamed = tuple(replace(c, named=False) for c in comparison.conflicts)
    assert not any(overview.conflicts_of_facts(replace(comparison, conflicts=unnamed)).values())


def test_figures(comparison):
    assert overview.figures(comparison) == overview.Figures(5, 2, 6, 4, 3, 3)
    courier = overview.account_figures(comparison)[0]
    assert (courier.facts, courier.conflicts, courier.unique, courier.omissions) == (3, 3, 1, 1)
    assert courier.unnamed == pytest.approx(10 / 15)


def test_positions_are_gathered_by_party_and_stance(comparison):
    union = matrices.actors(comparison)[0]
    assert union.name == "dockers' union"
    assert {stance: [n for n, _ in held] for stance, held in union.stances.items()} == {
        "demands": [1],
        "threatens": [2],
    }


# ------------------------------------------------------------------ pictures


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2025-09-04", "4 September 2025"),
        ("2025-09", "September 2025"),
        ("2025", "2025"),
        ("2025-09-04T10:00", "4 September 2025"),
        ("XXXX-09-04", "4 September, year unknown"),
        ("2025-12~", "about December 2025"),
        ("2025-12-01/2025-12-07", "1 December 2025 to 7 December 2025"),
        ("2025-13-01", "2025-13-01"),
        ("last week", "last week"),
        ("", ""),
    ],
)
def test_a_date_in_words(edtf, said):
    assert in_words(edtf) == said


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2025-09-04", "2025-09-04", "2025-09-04"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-12-01/2025-12-07", "2025-12-01", "2025-12-07"),
    ],
)
def test_the_days_of_a_date(edtf, first, last):
    found = days(edtf)
    assert found is not None
    assert tuple(map(str, found)) == (first, last)


@pytest.mark.parametrize("edtf", ["XXXX-09-04", "2025-02-30", "soon", "", "2025-12-07/2025-12-01", "0000"])
def test_no_days_are_guessed(edtf):
    assert days(edtf) is None


def told(*dates: str | None) -> Comparison:
    account = bare("a", "One.")
    happenings = tuple(
        Happening(f"h{n}", f"Thing {n}", Derived(d, "said", 1.0) if d else None, None, ("a",), (), "")
        for n, d in enumerate(dates)
    )
    return replace(nothing_found(account), links=Links(happenings, (), (), ()))


def drawn(comparison: Comparison) -> timeline_svg.Picture:
    picture = timeline_svg.picture(comparison, Index(comparison))
    assert picture is not None
    return picture


def test_a_step_refers_to_its_event():
    comparison = told("2025-01-01", "2025-01-02")
    event, other = comparison.links.happenings
    links = replace(comparison.links, happenings=(event, replace(other, part_of=event.id)))
    assert "a step of" in render_html(replace(comparison, links=links))
    assert "a step of" not in render_html(comparison)


def test_happenings_stand_in_proportion_to_their_days():
    rows = drawn(told("2025-01-01", "2025-01-11", "2025-01-06", "XXXX-01-06", None)).rows
    assert [r.left for r in rows] == [7.0, 93.0, 50.0, None, None]
    assert [r.when for r in rows][3:] == ["6 January, year unknown", "day unknown"]


def test_a_single_day_stands_in_the_middle():
    assert drawn(told("2025-01-01")).rows[0].left == 50.0


def test_ticks_stay_few_however_long_the_time():
    for last in ("2025-01-03", "2025-02-20", "2026-06-01", "2099-01-01", "9999-01-01"):
        ticks = drawn(told("2025-01-01", last)).ticks
        assert 1 <= len(ticks) <= 6
        assert all(0 <= x <= 100 for x, _ in ticks)


def test_badges_of_one_day_are_stacked(comparison):
    badges = {b.letter: (b.x, b.y) for b in drawn(comparison).badges}
    assert badges["A"][0] == badges["D"][0]
    assert badges["A"][1] < badges["D"][1]
    assert drawn(comparison).undated == ("B", "E")


def test_nothing_to_draw_is_no_picture():
    alone = nothing_found(bare("a", "One."))
    assert timeline_svg.picture(alone, Index(alone)) is None
    assert timeline_svg.picture(told(None), Index(told(None))) is None
    assert lineage_svg.picture(alone, Index(alone)) is None


def linked(count: int, *pairs: tuple[int, int]) -> lineage_svg.Picture:
    accounts = tuple(bare(f"a{n:02}", "One.") for n in range(count))
    lineage = tuple(Lineage(f"a{s:02}", f"a{t:02}", "copy", (), 0.9, "") for s, t in pairs)
    comparison = replace(nothing_found(*accounts), links=Links((), (), (), lineage))
    picture = lineage_svg.picture(comparison, Index(comparison))
    assert picture is not None
    return picture


def test_linked_accounts_stand_beside_each_other():
    assert [n.letter for n in linked(5, (0, 3), (3, 4)).nodes] == ["A", "D", "E", "B", "C"]


def test_with_many_accounts_only_linked_ones_are_drawn():
    picture = linked(40, (0, 39))
    assert [n.letter for n in picture.nodes] == ["A", "AN"]
    assert len(picture.alone) == 38


def test_two_links_of_one_pair_do_not_cover_each_other():
    first, second = linked(3, (0, 1), (1, 0)).arcs
    assert first.path != second.path
    assert first.y != second.y


def test_only_a_direction_that_means_something_has_an_arrow(comparison):
    picture = lineage_svg.picture(comparison, Index(comparison))
    assert picture is not None
    assert [(a.relation, bool(a.head)) for a in picture.arcs] == [("copy", True), ("cites", False)]


@pytest.mark.parametrize(("number", "said"), [(0, "no cats"), (1, "1 cat"), (2, "2 cats")])
def test_counts_in_words(number, said):
    assert words.count(number, "cat") == said


def test_origins_are_grouped_in_the_page(comparison, page):
    assert "4 independent origins" in page
    assert Corroboration("f3", 1, (("meridian", "times"),), "a copy is not a second origin") in comparison.corroboration
    assert "a copy is not a second origin" in page


def test_accounts_that_share_text_come_before_those_that_share_a_source(comparison):
    found = overview.origins(comparison)
    assert [o.carried for o in found] == sorted((o.carried for o in found), reverse=True)
    tied = {d for o in found for d in o.documents}
    assert tied | set(overview.unlinked(comparison)) == {a.id for a in comparison.accounts}
    assert sorted(n for o in found for n in o.links) == list(range(1, len(comparison.links.lineage) + 1))


def test_the_first_screen_answers_four_questions(page):
    first = page[page.index('id="glance"') : page.index('id="brief"')]
    for question in ("agree on?", "differ?", "leaves out what?", "independent are they?"):
        assert question in first


def test_each_account_is_first_told_the_weightiest_that_it_leaves_out(comparison):
    found = overview.left_out(comparison)
    assert [o.document for o in found] == list(dict.fromkeys(o.document for o in found))
    assert [o.score for o in found] == sorted((o.score for o in found), reverse=True)
