"""Title, outlet, author, dateline, credits, dates and language, each with how it was found."""

from __future__ import annotations

import pytest

from tellings.read import documents_from_records, documents_from_texts
from tellings.read.agencies import agency_of
from tellings.read.dates import parse_date
from tellings.records import Document

BODY = "The harbour was closed on Friday after a crane fell, the port authority said.\nNobody was hurt."


def one(text: str, **fields: object) -> Document:
    (document,) = documents_from_records([{"id": "d", "text": text, **fields}])
    return document


@pytest.mark.parametrize(
    ("head", "place", "when", "agency"),
    [
        ("PARIS, September 1 — ", "Paris", "XXXX-09-01", None),
        ("KUNDUZ, Afghanistan — ", "Kunduz, Afghanistan", None, None),
        ("WASHINGTON (AP) — ", "Washington", None, "AP"),
        ("MOSCOW, September 4, 2025 -- ", "Moscow", "2025-09-04", None),
        ("ST. OLAF, West Norland, Jan 1 (Reuters) - ", "St. Olaf, West Norland", "XXXX-01-01", "Reuters"),
        ("Oldport (AFP) - ", "Oldport", None, "AFP"),
        ("NEW OLDPORT (AP) - ", "New Oldport", None, "AP"),
        ("Oldport (CNN) ", "Oldport", None, "CNN"),
        ("OLDPORT, March 4, 2021 \u00e2\u20ac\u201d ", "Oldport", "2021-03-04", None),
        ("LONDON/BERLIN, 3 May (Reuters) – ", "London/Berlin", "XXXX-05-03", "Reuters"),
    ],
)
def test_datelines(head: str, place: str, when: str | None, agency: str | None) -> None:
    document = one(f"Crane falls\n\n{head}{BODY}")
    assert document.dateline is not None
    assert (document.dateline.value.place, document.dateline.value.date) == (place, when)
    assert [c.agency for c in document.credits] == ([agency] if agency else [])
    assert document.view.text.startswith("Crane falls\n\nThe harbour")
    assert document.dateline.value.span.of(document.text) == head.strip()


@pytest.mark.parametrize(
    "head", ["BREAKING — ", "AT least two, he said - ", "Mr Low (62) - ", "UPDATE: ", "WOW — ", "(Reuters photo) "]
)
def test_not_datelines(head: str) -> None:
    document = one(head + BODY)
    assert document.dateline is None
    assert document.credits == ()


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("The Associated Press contributed to this report.", ["AP"]),
        ("Bell reporters and Agence France-Presse contributed to this article", ["AFP"]),
        ("Additional reporting by agencies", ["agencies"]),
        ("Copyright 2018 The Associated Press. All rights reserved.", ["AP"]),
        ("(Reporting by Ann Low; Editing by Bo Hill)", ["Reuters"]),
        ("This article is based in part on wire service reports.", ["agencies"]),
        ("Reuters", ["Reuters"]),
        ("Source: AFP", ["AFP"]),
        ("A spokesman told AFP that Reuters had contributed nothing.", []),
        ("Image copyright Reuters Image caption The crane", []),
        ("The crane on the quay (Ann Low/AFP)", []),
    ],
)
def test_credits(line: str, agencies: list[str]) -> None:
    assert [c.agency for c in one(f"{BODY}\n{line}").credits] == agencies


def test_credit_from_the_address_says_so() -> None:
    (credit,) = one(BODY, url="https://www.example.org/aponline/2020/01/02/crane.html").credits
    assert (credit.agency, credit.span, credit.method) == ("AP", None, "address has `/aponline/`")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018-02-06T05:13:15", "2018-02-06"),
        ("2018-02-06", "2018-02-06"),
        ("2018-02", "2018-02"),
        ("20180206", "2018-02-06"),
        ("February 6, 2018", "2018-02-06"),
        ("Tue, 06 Feb 2018 05:13:15 GMT", "2018-02-06"),
        ("6 Feb. 2018", "2018-02-06"),
        ("6th February 2018", "2018-02-06"),
        ("13/02/2018", "2018-02-13"),
        ("02/13/2018", "2018-02-13"),
        ("6.2.2018", "2018-02-06"),
        ("1517893995", "2018-02-06"),
        ("1517893995000", "2018-02-06"),
        ("Feb 2018", "2018-02"),
        ("2999-01-01", None),
        ("9999-12-31", None),
        ("2045-03-01", "2045-03-01"),
        ("0012-01-01", None),
        ("2018-13-40", None),
        ("yesterday", None),
        ("", None),
        ("99999999999999", None),
    ],
)
def test_dates(text: str, value: str | None) -> None:
    found = parse_date(text)
    assert (found[0] if found else None) == value


def test_ambiguous_date_is_unsure() -> None:
    found = parse_date("03/04/2018")
    assert found is not None
    assert found[1] <= 0.5


@pytest.mark.parametrize(
    ("text", "fields", "value", "method"),
    [
        (BODY, {"date_publish": "2018-02-06 05:13:15"}, "2018-02-06", "field `date_publish`"),
        (f" date 2021-03-04 {BODY}", {}, "2021-03-04", "date at the head of the text"),
        (f"Crane falls\nPublished: 4 March 2021\n{BODY}", {}, "2021-03-04", "date line in the text"),
        (f"Crane falls\nBy Ann Low, Bell\ndate 2021-03-04 {BODY}", {}, "2021-03-04", "date at the head of the text"),
        (f"Crane falls\n4 March 2021\n{BODY}", {}, "2021-03-04", "date line in the text"),
        (f"# Crane falls\n\n*By Ann Low, Bell, 4 March 2021*\n\n{BODY}", {}, "2021-03-04", "date in the byline"),
        (BODY, {"url": "https://example.org/2016/11/10/crane"}, "2016-11-10", "date in the address"),
        (BODY, {"url": "https://example.org/2016/nov/10/crane"}, "2016-11-10", "date in the address"),
        (f"OLDPORT, March 4 — {BODY}", {}, "XXXX-03-04", "dateline, year unknown"),
    ],
)
def test_published(text: str, fields: dict[str, str], value: str, method: str) -> None:
    published = one(text, **fields).published
    assert published is not None
    assert (published.value, published.method) == (value, method)


def test_absurd_date_is_no_date() -> None:
    assert one(BODY, date="2999-01-01").published is None


@pytest.mark.parametrize(
    ("text", "fields", "title"),
    [
        (BODY, {"title": "Crane falls"}, "Crane falls"),
        (f"# Crane falls\n\n{BODY}", {}, "Crane falls"),
        (f"Crane falls in Oldport\n\n{BODY}", {}, "Crane falls in Oldport"),
        (f"Advertisement\nCrane falls in Oldport\n\n{BODY}", {}, "Crane falls in Oldport"),
        (BODY, {}, None),
    ],
)
def test_title(text: str, fields: dict[str, str], title: str | None) -> None:
    found = one(text, **fields).title
    assert (found.value if found else None) == title


@pytest.mark.parametrize(
    ("fields", "outlet"),
    [
        ({"outlet": "The Oldport Bell"}, "The Oldport Bell"),
        ({"source_domain": "www.example.org"}, "example.org"),
        ({"source": {"name": "Bell"}}, "Bell"),
        ({"url": "https://www.example.org/a"}, "example.org"),
        ({"outlet": "notes_01.txt"}, None),
        ({}, None),
    ],
)
def test_outlet(fields: dict[str, object], outlet: str | None) -> None:
    found = one(BODY, **fields).outlet
    assert (found.value if found else None) == outlet


@pytest.mark.parametrize(
    "text",
    [
        f"Crane falls\n4 March 2021\nWednesday, March 5, 2021\n{BODY}",  # a chronology
        f"Crane falls\nThe fifth of March\n{BODY}",
        f"Crane falls\nMarch 2021\n{BODY}",
    ],
)
def test_lines_that_date_parts_of_a_text_are_not_its_date(text: str) -> None:
    document = one(text)
    assert document.published is None
    assert "March" in document.view.text


def test_a_line_that_is_a_date_is_no_part_of_the_account() -> None:
    assert "2021" not in one(f"Crane falls\nThursday, 4 March 2021 17:20 GMT\n{BODY}").view.text


@pytest.mark.parametrize("line", ["By Ann Low", "*By Ann Low, Oldport Bell, 15 May 2021*", "_By Ann Low_"])
def test_byline_is_the_author_and_no_part_of_the_account(line: str) -> None:
    document = one(f"{line}\n{BODY}")
    assert document.author is not None
    assert document.author.value.startswith("Ann Low")
    assert "Ann Low" not in document.view.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Der Hafen wurde am Freitag geschlossen, nachdem ein Kran umgestürzt war.", "de"),
        ("Ok.", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    found = one(text).language
    assert (found.value if found else None) == language


@pytest.mark.parametrize(
    ("name", "agency"), [("the associated press", "AP"), ("AFP", "AFP"), ("pa", None), ("Bell", None)]
)
def test_agency_names(name: str, agency: str | None) -> None:
    assert agency_of(name) == agency


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The minister said on Monday that the ferry was not safe and will stay in the harbour.",
            "en",
        ),
        (
            "Le ministre a déclaré lundi que le ferry n’était pas sûr et qu’il resterait au port.",
            "fr",
        ),
        (
            "De minister zei maandag dat de veerboot niet veilig was en in de haven blijft liggen.",
            "nl",
        ),
        ("Der Minister sagte am Montag, die Fähre sei nicht sicher und bleibe eine Woche lang im Hafen liegen.", "de"),
    ],
)
def test_language_is_told_with_or_without_the_identifier(text, code):
    (document,) = documents_from_texts([text])
    assert document.language is not None
    assert document.language.value == code
