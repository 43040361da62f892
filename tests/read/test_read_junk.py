"""Junk is told by its form; prose that merely speaks of the same things stays."""

from __future__ import annotations

import pytest

from tellings.read.junk import find_junk, line_reason

BODY = "The harbour was closed on Friday after a crane fell, the port authority said."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Advertisement Continue reading the main story",
        "Story continues below advertisement",
        "Leave a comment",
        "Trending",
        "Share Tweet Post Email",
        "Share | Tweet | Email",
        "Read more: Crane falls again",
        "Related: Who owns the cranes?",
        "SEE ALSO: The cranes of Oldport",
        "12 Comments",
        "Please re-enter.",
        "Invalid email address.",
        "Thank you for subscribing",
        "Copyright 2020 The Oldport Bell. All rights reserved.",
        "© 2020 Oldport Media",
        "The Associated Press contributed to this report.",
        "Additional reporting by agencies",
        "(Reporting by Ann Low; Editing by Bo Hill)",
        "Updated at 3:15 p.m. ET",
        "Follow us on Twitter.",
        "Follow @oldportbell",
        "We pay for your stories! Call us on 0000",
        "Photo",
        "Image caption",
        "Ann Low/Getty Images",
        "(Photo: Ann Low, The Bell)",
        "We use cookies to improve your visit. Learn more.",
        "* * *",
        "CLICK HERE FOR THE FULL LIST",
        "https://example.org/a/b",
        "Sign up for our daily newsletter",
        "The views expressed by contributors are their own and not the views of the Bell.",
        "Slideshow (3 images)",
        "Photo gallery: the ten tallest cranes of Norland. (Photos: Bell)",
        "Who owns the cranes of Oldport? Read more",
        "Send letters to: letters@example.org.",
        "Got a tip? Email tips@example.org",
        "Sign up for the harbour club today.",
        "Get our daily briefing in your inbox",
        "For more on ships and cranes, subscribe to the Bell's newsletters",
        "Interested in cranes? Add cranes as an interest to stay up to date.",
        "Message us on WhatsApp with your views",
        "Join our Telegram channel for breaking news.",
        "Get the news on WhatsApp",
        "Text CRANE to 12345 for alerts",
        "WhatsApp: +44 0000 000000",
        "Download the Oldport Bell app for alerts.",
        "Available on the App Store and Google Play",
        "Please include a contact number if you are willing to speak to us.",
        "Share your story: were you at the harbour?",
        "Did the mayor do enough? Vote Now in our poll",
        "Reprinted with permission of the Bell.",
        "For reprints and permissions, write to the Bell.",
        "Republished by permission from The Lantern.",
        "This article was republished from The Lantern under a licence.",
        "No part of this publication may be used in any form.",
        "Copyright 2020 The Oldport Bell. All rights reserved. Nothing may be used without leave of the Bell." * 3,
        "Thank you for supporting our journalism.",
        "( QUIZ: How well do you know the harbour?)",
        "To see the full list, click here.",
        "RELATED STORIES FROM THE OLDPORT BELL",
    ],
)
def test_lines_that_are_junk(line: str) -> None:
    (junk,) = find_junk(f"{BODY}\n{line}\n{BODY}")
    assert junk.span.of(f"{BODY}\n{line}\n{BODY}") == line


@pytest.mark.parametrize(
    "line",
    [
        "Trending upward since May, prices rose by a tenth.",
        "The advertisement was withdrawn on Monday.",
        "Share prices fell.",
        "He told Reuters that the crane had been old.",
        "A source told AFP about the plan.",
        "Readers sent letters to the council.",
        "The comments were closed to the public.",
        "She said: “Read more books.”",
        "1/3 of the quay was lost.",
        "It happened in 2012.",
        "More than a hundred people came.",
        "Photo finishes are rare in rowing.",
        "The company sold oil via a firm in Malta, the report said.",
        "Watch sales rose in Geneva.",
        "He contributed to this year's fund.",
        "The cookie factory uses sugar from the islands.",
        "“I will sign up for the army,” he said.",
        "Donations fell, he said.",
        "The copyright case of 1998 was about a song.",
        "The council wants to subscribe to the treaty.",
        "Bargaining chip in the talks.",
        "The post was updated by 300 workers.",
        "Email addresses of 3,000 people were stolen.",
        "WhatsApp was down for an hour on Friday.",
        "He used the app to call a taxi.",
        "The app store sold his game for a year.",
        "Permission was given to reprint the book.",
        "Is the harbour safe? Voters will say.",
        "They had signed up for the army.",
        "Text messages were sent to 12345 people.",
        "Join the union or leave, the owner said.",
    ],
)
def test_lines_that_are_not(line: str) -> None:
    assert find_junk(f"{BODY}\n{line}\n{BODY}") == ()


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("Image copyright Bell Pictures Image caption The crane lay on the quay", " The crane lay on the quay"),
        ("The crane lay on the quay (Ann Low/Reuters)", "The crane lay on the quay "),
        ("Mayor Ann Low Ann Mary LowTen things to know Cranes everywhere MORE said it.", "Mayor Ann Low  said it."),
        ("Hide caption The crane lay there. Previous Next Ann Low/Pool", " The crane lay there."),
        (
            "Bo Hill teaches history. This article is republished from The Lantern under a licence.",
            "Bo Hill teaches history. ",
        ),
        ("Bo Hill is a columnist. © 2016 The Bell Group, LLC.", "Bo Hill is a columnist. "),
        ("The crane fell. ATTENTION EDITORS - THIS IMAGE WAS PROVIDED BY A THIRD PARTY", "The crane fell. "),
        ("The crane fell on Friday night. Sign up here for our newsletter.", "The crane fell on Friday night. "),
        ("Media playback is unsupported on your device Media caption The crane", " The crane"),
    ],
)
def test_labels_go_and_what_they_label_stays(line: str, left: str) -> None:
    at, out = 0, ""
    for junk in find_junk(line):
        out, at = out + line[at : junk.span.start], junk.span.end
    assert out + line[at:] == left


def test_gallery_about_something_else_goes_whole() -> None:
    captions = [
        "A baker in his shop at dawn",
        "Children skating on the frozen lake",
        "An orchestra tuning before supper",
    ]
    text = "\n".join(
        [
            BODY,
            "The year in pictures",
            "3 show all The year in pictures",
            *(f"{n}/3 {c}" for n, c in enumerate(captions, 1)),
            BODY,
        ]
    )
    assert "".join(j.span.of(text) for j in find_junk(text)).count("/3 ") == 3
    assert "baker" in " ".join(j.span.of(text) for j in find_junk(text) if j.reason == "gallery caption")
    assert "The year in pictures" in [j.span.of(text) for j in find_junk(text)]


@pytest.mark.parametrize("between", [" ", "\n"])
def test_gallery_of_the_story_loses_only_its_labels(between: str) -> None:
    captions = ["Why the crane fell on Friday, said the port authority", "It was closed: the harbour"]
    items = between.join(f"Photos: The fall {c} Hide Caption {n} of 2" for n, c in enumerate(captions, 1))
    text = f"{BODY}\n{items}\n{BODY}"
    marked = " ".join(j.span.of(text) for j in find_junk(text))
    assert "Photos: The fall" in marked
    assert "Hide Caption 2 of 2" in marked
    assert "crane fell" not in marked


CREDITED = (
    "A damaged quay near Oldport, Norland Reuters Cranes lie across the yard of the port. REUTERS "
    "People look at the fallen crane Getty Images Ships wait outside. AP"
)


@pytest.mark.parametrize(
    "rest", ["", " Ad Up Next Close Cops look for a cat This is the cat... 20 View Slideshow Back Continue"]
)
def test_a_line_of_captions_that_end_in_agencies_goes_whole(rest: str) -> None:
    text = f"{BODY}\n{CREDITED}{rest}\n{BODY}"
    assert "".join(j.span.of(text) for j in find_junk(text)).replace(" ", "") == f"{CREDITED}{rest}".replace(" ", "")


@pytest.mark.parametrize(
    "line",
    [
        "The port told Reuters. It told AP. “We close,” a worker told AFP. Nobody else was reached by phone.",
        "A damaged quay near Oldport Reuters Cranes lie across the yard. REUTERS",
        " ".join(["The crane fell on Friday, and many people who live near the port of Oldport came to see it."] * 9)
        + " Nobody told Reuters Two. Nobody told AP Three. Nobody told AFP Four.",
    ],
)  # fmt: skip
def test_a_line_that_names_agencies_is_no_gallery(line: str) -> None:
    text = f"{BODY}\n{line}\n{BODY}"
    assert find_junk(text) == ()


def test_links_at_the_end() -> None:
    text = f"{BODY}\nRead more:\nWho owns the cranes\nTen harbours to see"
    assert [j.span.of(text) for j in find_junk(text)] == text.split("\n")[1:]


def test_links_in_the_middle_go_with_their_heading_and_the_text_goes_on() -> None:
    text = f"{BODY}\nRelated stories\nWho owns the cranes of Oldport\nTen harbours to see this year\n{BODY}"
    assert [j.span.of(text) for j in find_junk(text)] == text.split("\n")[1:4]


@pytest.mark.parametrize(
    "line", ["What can be done for the harbour now?", "ANN LOW: I saw the crane fall", BODY, "Why"]
)
def test_what_follows_a_heading_and_is_no_headline_stays(line: str) -> None:
    text = f"{BODY}\nYou might also like:\n{line}\n{BODY}"
    assert [j.span.of(text) for j in find_junk(text)] == ["You might also like:"]


def test_prose_after_a_heading_stays() -> None:
    assert [j.span.start for j in find_junk(f"{BODY}\nRead more:\n{BODY}")] == [len(BODY) + 1]


@pytest.mark.parametrize("text", ["Trending", "Advertisement\nAdvertisement", "Read more:\nOne"])
def test_nothing_is_junk_where_all_would_be(text: str) -> None:
    assert find_junk(text) == ()


def test_work_is_linear_in_hostile_text() -> None:
    for text in (
        "x" * 1_000_000,
        "share " * 100_000,
        "AaB MORE " * 20_000,
        "A " * 200_000,
        "Photos: Hide Caption 1 of 2 " * 5_000,
    ):
        find_junk(text)
    assert line_reason("x" * 1_000_000) is None
