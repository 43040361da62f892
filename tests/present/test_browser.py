"""The page in a real browser: nothing leaves it, nothing hostile runs in it, and everyone can use it."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tellings.present.html import render_html
from tellings.records import Annotations, Comparison, Document, Loaded, Piece, Sentence, Span, Unique

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("TELLINGS_NO_BROWSER") == "1", reason="TELLINGS_NO_BROWSER=1"),
]

NAMES = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAYLOAD = (
    '<script>window.pwned=1</script><img src=x onerror=\'window.pwned=2\'>" onload="window.pwned=3" '
    "x=' onclick='window.pwned=4'></style><script>window.pwned=5</script></title></textarea>"
    '<svg onload=window.pwned=6><a href="javascript:window.pwned=7">x</a></svg>'
    "<iframe src=http://evil.example/></iframe>{{7*7}}{% raw %}[x](javascript:alert(1))"
    '<!-- --> ]]> &lt;b&gt; \u202e\x00 =HYPERLINK("http://evil.example")'
)

CONTRAST = """() => {
  const channels = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const linear = (v) => v <= 10 ? v / 3294.6 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = channels(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c.slice(0, 3);
    }
  };
  const bad = [], seen = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (seen.has(e) || !walk.currentNode.data.trim()) continue;
    if (e.closest('script, svg') || !e.checkVisibility()) continue;
    seen.add(e);
    const [a, b] = [light(channels(getComputedStyle(e).color).slice(0, 3)), light(behind(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return { bad, seen: seen.size };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium; its absence is a failure, for a check that is skipped unseen is no check."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    assert found, f"none of {NAMES} is installed (set TELLINGS_NO_BROWSER=1 to leave these tests out)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(SWITCHES))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def report(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(comparison, tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def hostile(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(poisoned(comparison), tmp_path_factory.mktemp("hostile"))


def written(comparison: Comparison, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_text(render_html(comparison), "utf-8")
    return path


def poisoned(comparison: Comparison) -> Comparison:
    """The comparison with a payload behind every string that it holds, in every text, cited and marked as loaded."""
    lengths = {a.id: len(a.document.text) for a in comparison.accounts}
    poison: Comparison = _poison(comparison)
    accounts = tuple(
        replace(a, document=_reaching(a.document), annotations=_with_payload(a.annotations, lengths[clean.id]))
        for a, clean in zip(poison.accounts, comparison.accounts, strict=True)
    )
    cited = tuple(
        Unique(account.sentence(len(account.annotations.sentences) - 1), 0.5, PAYLOAD) for account in accounts
    )
    return replace(poison, accounts=accounts, unique=(*poison.unique, *cited))


def _poison(value: Any) -> Any:
    if isinstance(value, str):
        return value + PAYLOAD
    if isinstance(value, tuple):
        return tuple(_poison(x) for x in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = {"tokens", "embeddings", "words"} if isinstance(value, Annotations) else set()
        fields = {f.name for f in dataclasses.fields(value)} - kept
        return replace(value, **{name: _poison(getattr(value, name)) for name in fields})
    return value


def _reaching(document: Document) -> Document:
    """The document with a view that reaches to the end of both texts, where the payload stands."""
    long, end = len(document.view.text), len(document.text)
    last = Piece(Span(long - len(PAYLOAD), long), Span(end - len(PAYLOAD), end), verbatim=True)
    return replace(document, view=replace(document.view, pieces=(*document.view.pieces, last)))


def _with_payload(annotations: Annotations, at: int) -> Annotations:
    """One more sentence, the payload at the text's end, with loaded words at both of its ends."""
    end = at + len(PAYLOAD)
    return replace(
        annotations,
        sentences=(*annotations.sentences, Sentence(at, end, 0, 0)),
        embeddings=np.concatenate([annotations.embeddings, np.zeros((1, 384), np.float32)]),
        loaded=(*annotations.loaded, Loaded(at, at + 40, 0.9), Loaded(end - 40, end, 0.9)),
    )


class Watch:
    """Everything that a page asked for, complained of, or opened."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.refused: list[str] = []
        context.on("requestfailed", lambda r: self.refused.append(f"{r.url} {r.failure}"))
        context.on("request", lambda r: self.requests.append(r.url))
        context.on("console", lambda m: self.complaints.append(m.text))
        context.on("weberror", lambda e: self.complaints.append(str(e.error)))
        context.on("dialog", lambda d: (self.complaints.append(d.message), d.dismiss()))


def opened(browser: Browser, path: Path, anchor: str = "", **options: Any) -> tuple[Page, Watch]:
    """A page in a context of its own, with the network cut."""
    context = browser.new_context(offline=True, **options)
    context.set_default_timeout(20_000)
    watch, page = Watch(context), context.new_page()
    page.goto(path.as_uri() + anchor)
    return page, watch


@pytest.mark.parametrize("which", ["report", "hostile"])
def test_no_request_leaves_the_page_and_nothing_complains(browser, which, request):
    path = request.getfixturevalue(which)
    page, watch = opened(browser, path)
    page.mouse.wheel(0, 100_000)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert watch.requests == [path.as_uri()]
    assert watch.complaints == []
    page.context.close()


def test_nothing_hostile_runs_or_becomes_an_element(browser, hostile):
    page, _ = opened(browser, hostile)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    for marker in page.locator(".marks a").all()[:3]:
        marker.click()
    assert page.evaluate("window.pwned") is None
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, textarea, object, embed, base, form").count() == 0
    assert page.locator("a:not([href^='#'])").count() == 0
    attributes = page.evaluate("[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames())")
    assert [a for a in attributes if a.startswith("on") or a == "style"] == []
    assert "{{7*7}}" in page.locator("main").inner_text()
    page.context.close()


def test_the_policy_would_stop_what_an_escape_let_through(browser, report, tmp_path):
    """The second wall: markup put into the page on purpose still does nothing."""
    holed = tmp_path / "holed.html"
    smuggled = "<script>window.pwned=1</script><img src='https://evil.example/x.png' onerror='window.pwned=2'>"
    holed.write_text(report.read_text("utf-8").replace("</main>", f"{smuggled}</main>"), "utf-8")
    page, watch = opened(browser, holed)
    assert page.evaluate("window.pwned") is None
    assert watch.refused == ["https://evil.example/x.png csp"]  # by the policy, before the network is asked
    assert any("Content Security Policy" in c for c in watch.complaints)
    page.context.close()


def test_links_and_highlights_work_with_scripts_off(browser, report):
    page, _ = opened(browser, report, java_script_enabled=False)
    page.locator("#c-1 figcaption a").first.click()
    target = page.locator(":target")
    assert re.match(r"s-[A-E]-\d+", target.get_attribute("id") or "")
    assert target.evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"
    page.locator(":target .marks a.kC").first.click()
    assert page.locator(":target").get_attribute("id") == "c-1"
    marked = page.locator(".text .c").first
    assert marked.evaluate("(e) => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator("#show-c").uncheck()
    assert marked.evaluate("(e) => getComputedStyle(e).backgroundColor") in {"rgba(0, 0, 0, 0)", "rgb(233, 241, 248)"}
    page.context.close()


def test_parts_fold_and_unfold_with_scripts_off(browser, report):
    page, _ = opened(browser, report, java_script_enabled=False)
    fact = page.locator("#f-1")
    assert not fact.locator(".quote").first.is_visible()
    fact.locator("summary").click()
    assert fact.locator(".quote").first.is_visible()
    page.context.close()


@pytest.mark.parametrize("which", ["report", "hostile"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2200])
def test_nothing_is_wider_than_the_window(browser, which, width, request):
    page, _ = opened(browser, request.getfixturevalue(which), viewport={"width": width, "height": 740})
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read_on_what_is_behind_it(browser, report, scheme):
    page, _ = opened(browser, report, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    found = page.evaluate(CONTRAST)
    assert found["seen"] > 200
    assert found["bad"] == []
    page.context.close()


def test_dark_and_light_differ(browser, report):
    colours = set()
    for scheme in ("light", "dark"):
        page, _ = opened(browser, report, color_scheme=scheme)
        colours.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        page.context.close()
    assert len(colours) == 2


def test_the_keyboard_reaches_the_skip_link_first_and_the_focus_shows(browser, report):
    page, _ = opened(browser, report)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the comparison"
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.context.close()


def test_a_screen_reader_finds_landmarks_headings_and_named_pictures(browser, report):
    page, _ = opened(browser, report)
    assert page.locator("main").count() == page.locator("h1").count() == page.locator("nav[aria-label]").count() == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    unnamed = page.evaluate(
        "[...document.querySelectorAll('svg')].filter((s) => !s.closest('[aria-hidden]')"
        " && !(s.getAttribute('role') === 'img' && s.querySelector('title') && s.querySelector('desc'))"
        " && !s.parentElement.closest('svg')).length"
    )
    assert unnamed == 0
    assert page.evaluate("[...document.querySelectorAll('main table')].every((t) => t.caption || t.closest('details'))")
    assert page.evaluate(
        "[...document.querySelectorAll('[aria-labelledby]')].every((e) =>"
        " e.getAttribute('aria-labelledby').split(' ').every((id) => document.getElementById(id)))"
    )
    page.context.close()


def test_print_shows_everything_but_the_controls(browser, report):
    page, _ = opened(browser, report, color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(CONTRAST)["bad"] == []
    for control in ("nav", ".legend", ".back"):
        assert not page.locator(control).first.is_visible()
    assert page.locator("#f-1 .quote").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    page.context.close()


def test_a_link_into_a_folded_part_unfolds_it(browser, comparison, tmp_path):
    fact = comparison.links.facts[0]
    facts = tuple(replace(fact, id=f"f{n}") for n in range(1, 41))
    many = replace(
        comparison, links=replace(comparison.links, facts=facts), corroboration=(), conflicts=(), omissions=()
    )
    page, _ = opened(browser, written(many, tmp_path), "#f-40")
    page.locator("#f-40").wait_for(state="visible")
    page.context.close()


def test_nothing_moves_by_itself(browser, report):
    page, _ = opened(browser, report)
    moving = (
        "(e) => { const s = getComputedStyle(e); return s.animationName !== 'none' || +s.transitionDuration[0] > 0; }"
    )
    assert page.evaluate(f"[...document.querySelectorAll('*')].filter({moving}).length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.context.close()


def test_spans_of_the_poisoned_comparison_still_fit(comparison):
    """The hostile page means something only if the payload stands in texts, names, titles, and cited spans."""
    poison = poisoned(comparison)
    for account in poison.accounts:
        assert account.quote(Span(len(account.document.text) - len(PAYLOAD), len(account.document.text))) == PAYLOAD
        assert PAYLOAD in account.id
    assert len(poison.unique) == len(comparison.unique) + len(comparison.accounts)
