"""What stands inside an article's text and is no part of the account: captions, buttons, forms, adverts, link lists.

Crawlers leave them in.  Three kinds of rule, all linear in the length of the text: whole lines that are nothing else,
phrases inside a line, and runs of lines (galleries, lists of links at the end).  A lost lede is far worse than a
surviving share bar, so every rule asks for the form of the junk, not for its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tellings.records import Junk, Span

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its place without surrounding space, and its characters."""

    span: Span
    text: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    for match in re.finditer(r"[^\n\r\x85\u2028\u2029]+", text):
        if plain := match[0].strip():
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Line(Span(start, start + len(plain)), plain))
    return found


def find_junk(text: str) -> tuple[Junk, ...]:
    """Mark junk.

    Args:
        text: The document's text.

    Returns:
        Stretches in order, none overlapping another.  Nothing is marked where all would be: without an account
        around it, nothing is foreign to it.
    """
    lines = lines_of(text)
    found = _merged([*_whole_lines(lines), *_phrases(lines), *_galleries(lines), *_tail(lines)])
    left = sum(len(line.text) for line in lines) - sum(j.span.end - j.span.start for j in found)
    return found if left > 0 else ()


def _merged(found: Iterable[Junk]) -> tuple[Junk, ...]:
    kept: list[Junk] = []
    for junk in sorted(found, key=lambda j: (j.span.start, -j.span.end, j.reason)):
        if kept and junk.span.start < kept[-1].span.end:
            if junk.span.end > kept[-1].span.end:
                kept[-1] = Junk(Span(kept[-1].span.start, junk.span.end), kept[-1].reason)
        else:
            kept.append(junk)
    return tuple(kept)


# ------------------------------------------------------------------ whole lines

_AGENCY = (
    r"(?:The )?(?:Associated Press|AP|Reuters|AFP|Agence France[- ]Presse|Bloomberg(?: News)?|agencies|wire services)"
)
_LINES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form, _I), reason)
    for reason, forms in {
        "advertisement": (
            r"advertise?ments?:?(?: advertisements?)*(?: continue reading the main story)?",
            r"ads?|sponsored(?: content)?|promoted(?: stories| content)?|paid (?:post|content)|partner content|story continues? below(?: advertisement)?",
            r"(?:story|article|content)? ?continue[sd]? (?:reading )?below(?: (?:the )?ad(?:vertisement)?)?|continue reading(?: the main story)?|continue reading below",
            r"(?:scroll|keep scrolling) down (?:for|to) .{1,40}|loading\.{0,3}",
        ),
        "share bar": (
            r"(?:share|tweet|post|email|e-mail|print|pin|pin it|whatsapp|facebook|twitter|linkedin|reddit|google\+?|pinterest|pocket|telegram|flipboard|copy link|link copied|save|comments?|comment|close|sms|messenger|tumblr|share this(?: article| story| page| with)?:?|this article|article|share on .{1,15}|share via .{1,15}|x|\d{1,5}|[|/·•,:]| )+",
            r"(?:read or )?share this (?:story|article)(?::? ?https?://\S+)?\.?|share all sharing options(?: for:.{0,200})?",
            r"listen to (?:this )?article \d.{0,60}",
        ),
        "newsletter sign-up": (
            r"(?:\W{0,3})(?:sign[- ]?up|subscribe|register)(?: now| here| today)?[^.!?\n]{0,30}(?:newsletters?|e-?mails?|updates|alerts?|briefing|inbox)\b.{0,250}",
            r".{0,80}\bmanage newsletters|newsletter sign-?up.{0,800}|.{0,120}please verify you're not a robot.{0,500}",
            r".{0,160}\b(?:delivered|straight|right|sent) (?:daily |directly |right )?(?:to|in) your inbox\b.{0,160}",
            r"(?:thank you|thanks) for (?:subscribing|signing up)\b.{0,120}|please (?:re-?enter|try again|enter a valid .{0,40})\.?|invalid e-?mail address\.?.{0,200}",
            r".{0,100}\bsign up (?:here|now)\b\W{0,3}.{0,40}|by signing up,? you (?:agree|will|may).{0,300}|this site is protected by recaptcha.{0,200}",
            r"get (?:the|our|all the|breaking|news|more|today's).{0,120}\b(?:newsletters?|inbox|e-?mail)\b.{0,200}",
        ),
        "form message": (
            r"(?:your )?e-?mail(?: address)?|enter your (?:e-?mail|name).{0,60}|submit|sign (?:in|up)|log ?in|subscribe(?: now)?|you have (?:successfully )?(?:subscribed|signed up).{0,100}|you must (?:be logged in|select).{0,120}|.{0,20}required fields?.{0,40}",
        ),
        "cookie notice": (r".{0,120}\b(?:we use|uses?|our use of|accept(?: all)?) cookies\b.{0,300}|cookie (?:policy|settings|preferences)",),
        "comment section": (
            r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)s?.{0,40}|(?:view|show|read|see|hide|load)(?: all| more)?(?: \d{1,6})? comments?(?: \(\d+\))?|\d{1,6} comments?|comments? \(\d{1,6}\)|comments (?:are closed|have been closed|section).{0,80}|join the (?:conversation|discussion)\.?|have your say\.?",
        ),
        "heading of a link list": (
            r"(?:trending(?: now| stories)?|most (?:popular|read|viewed|shared)(?: stories)?|popular(?: now| stories)?|related(?: articles?| stories| coverage| content| links| topics?| news)?|recommended(?: for you| stories| reading| articles)?|more (?:on this|from .{1,40}|stories(?: like this)?|news|coverage)|you (?:may|might) (?:also )?like|(?:also|see also|read also|read more|read next|up next|further reading|don't miss|editors?['’]s? picks?|top stories|latest news|what to read next|what others are reading))(?: ?\.\.\.|…)?:?",
        ),
        "pointer to other coverage": (
            r"(?:read (?:more|also|next|the full .{1,30})|related(?: (?:article|story|coverage|content|video))?|see also|also (?:read|see)|more (?:on this|here)|watch(?: (?:now|live|more|also))?|full coverage|don't miss|recommended|must read|click here|click to read)\s?[:>»|].{0,250}",
            r"(?:click|tap) (?:here|to|for|through).{0,120}|\(? ?(?:photos?|also on [^:]{1,30}|full [^:)]{1,40}|see also|related|more|read|watch|video|slideshow|gallery|poll)\s?:[^)]{1,200}\)|slideshow \(\d+ images?\)",
            r"(?:-|\W)? ?(?:follow|like|find|join) (?:us|me|@\w+|.{1,60}) on (?:facebook|twitter|instagram|youtube|flipboard|linkedin|x)\b.{0,120}|follow @\w+.{0,60}|(?:follow|like) .{1,60}:? @\w{2,20}\.?",
            r"(?:-|\W)? ?check out .{1,100}(?:map|calculator|podcast|page|site|channel)\b.{0,80}|subscribe to our .{1,80}|.{0,30}listen (?:to|on) .{0,60}(?:podcasts?|spotify|stitcher)\b.{0,100}|subscribe (?:on|to) .{0,30}podcasts?.{0,100}",
            r"(?:visit|read) .{1,40}['’]s homepage for more stories\.?|(?:download|get) the .{1,30} app\b.{0,100}|watch the latest video at .{1,60}",
        ),
        "appeal to readers": (
            r"we pay for (?:your )?(?:stories|videos).{0,250}|do you have a (?:story|tip).{0,250}|(?:got|have|send) a (?:news )?tip\b.{0,200}|(?:send|write) (?:us )?(?:letters|tips|your).{0,30} to:? ?\S+@\S+.{0,60}|contact (?:us|the (?:author|writer|reporter|newsroom)s?) at .{0,80}",
            r"(?:support|fund|help support) .{0,40}journalism\b.{0,400}|.{0,60}(?:become a member|make a (?:donation|contribution)|donate today|chip in)\b.{0,200}|.{0,80}subscribe (?:now|today) for\b.{0,100}",
        ),
        "copyright line": (
            r"\W{0,3}(?:copyright|©|\(c\)) ?(?:©|\(c\))?\W?.{0,60}\d{4}.{0,300}|©.{0,200}|.{0,160}\ball rights reserved\b.{0,200}|this material may not be published.{0,200}|click here for reprint permission\.?",
            r"content created by .{0,60} is available without charge.{0,300}|for licensing opportunities .{0,200}",
        ),
        "credit line": (
            rf"\W{{0,3}}(?:{_AGENCY}|[^.\n]{{3,150}}) contributed (?:reporting )?to this (?:report|story|article|piece)\.?",
            rf"\W{{0,3}}(?:additional|further|with) reporting (?:by|from) .{{3,150}}|contributing: .{{3,120}}|\W{{0,3}}[^.\n]{{3,120}} contributed(?: reporting)?(?: from [A-Z][\w ,]{{2,40}})?\.",
            r"\((?:additional )?reporting by .{3,400}\)|\W{0,3}(?:this (?:article|story|report) is )?based (?:in part )?on wire (?:service )?reports\.?|(?:—|--|-) ?with (?:assistance|files|reporting|help) (?:by|from) .{3,200}",
            rf"(?:source|via):? {_AGENCY}|{_AGENCY}",
        ),
        "time stamp": (
            r"\W{0,2}(?:first |last |originally )?(?:published|posted|updated?|modified)(?: (?:on|at))?:? .{0,4}\d.{0,50}|this (?:article|story|post) (?:is more than .{3,20} old|has been updated\.?|was (?:last |originally )?(?:updated|published) .{3,60})",
        ),
        "caption label": (r"(?:photo|photos|video|image|pictured?|gallery|graphic|map|audio|enlarge this image|toggle caption|hide caption|media caption|image caption)s?:?",),
    }.items()
    for form in forms
)  # fmt: skip
_LONGEST_LINE = 1500


def _whole_lines(lines: list[Line]) -> Iterator[Junk]:
    for line in lines:
        if len(line.text) <= _LONGEST_LINE and (reason := line_reason(line.text)):
            yield Junk(line.span, reason)


def line_reason(text: str) -> str | None:
    """Why a whole line is junk, or None."""
    return next((reason for form, reason in _LINES if form.fullmatch(text)), None)


# ------------------------------------------------------------------ phrases inside lines

_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"advertisement continue reading the main story", _I), "advertisement"),
    (re.compile(r"(?:media playback is (?:unsupported|not supported) on (?:your|this) device|image copyright [\w./ '-]{2,40}? image caption|media caption|image caption|enlarge this image toggle caption)", _I), "caption label"),
    (re.compile(r"newsletter sign up continue reading the main story.{0,600}?view all new york times newsletters\.", _I), "newsletter sign-up"),
    (re.compile(r"read or share this story: ?https?://\S{4,60}", _I), "share bar"),
    (re.compile(r"copyright \d{4} [^.\n]{3,60}\. all rights reserved\.(?: this material may not be published, broadcast, rewritten or redistributed\.?)?", _I), "copyright line"),
)  # fmt: skip


def _phrases(lines: list[Line]) -> Iterator[Junk]:
    for line in lines:
        for form, reason in _PHRASES:
            for found in form.finditer(line.text):
                yield Junk(Span(line.span.start + found.start(), line.span.start + found.end()), reason)


# ------------------------------------------------------------------ galleries

_ITEM = re.compile(r"(\d{1,3}) ?(?:/|of) ?(\d{1,3})\b")
_SHOW_ALL = re.compile(r"\d{1,3} show all\b.{0,150}", _I)


def _galleries(lines: list[Line]) -> Iterator[Junk]:
    """Runs of "3/16 …" lines, with the heading and the "16 show all" line before them."""
    items = [i for i, line in enumerate(lines) if _item(line)]
    numbered = {i for i in items if i - 1 in items or i + 1 in items or _SHOW_ALL.match(lines[max(0, i - 1)].text)}
    for i in sorted(numbered):
        yield Junk(lines[i].span, "gallery caption")
    for i, line in enumerate(lines):
        if found := _SHOW_ALL.fullmatch(line.text):
            yield Junk(line.span, "gallery heading")
            title = found[0].split("show all", 1)[-1].strip().lower()
            if i and title and lines[i - 1].text.lower() == title:
                yield Junk(lines[i - 1].span, "gallery heading")


def _item(line: Line) -> bool:
    found = _ITEM.match(line.text)
    return bool(found and 1 <= int(found[1]) <= int(found[2]) and int(found[2]) > 1)


# ------------------------------------------------------------------ the end

_LIST_HEADS = re.compile(
    r"(?:read more|related|more (?:from|on) .{1,40}|most (?:popular|read|viewed)|trending(?: now)?|you (?:may|might) (?:also )?like|see also|read next|recommended)(?: (?:articles?|stories|coverage|content))?:?",
    _I,
)


def _tail(lines: list[Line]) -> Iterator[Junk]:
    """A heading such as "Read more:" in the last third, followed to the end by nothing but short lines without a full stop."""
    for i in range(len(lines) - 1, max(-1, len(lines) - 25), -1):
        line = lines[i]
        if _LIST_HEADS.fullmatch(line.text) and all(_link_like(x.text) for x in lines[i + 1 :]):
            yield from (Junk(x.span, "list of links") for x in lines[i + 1 :])
            return


def _link_like(text: str) -> bool:
    return len(text) < 160 and not text.endswith((".", "”", '"')) or line_reason(text) is not None
