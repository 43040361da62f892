"""The comparison as Markdown: the report's order, for notes, tickets and pull requests.

Every character of an article that Markdown could act on is escaped, so that a hostile article stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from tellings.present.dates import in_words
from tellings.present.labels import AccountLabel, clip, label_accounts, with_names
from tellings.present.names import names_side_by_side
from tellings.present.ranking import ranked_facts, sureness
from tellings.records import Citation, Comparison, Conflict, Fact

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])")
_BARE_LINK = re.compile(r"(?i)\b(https?|ftp|javascript|data|mailto|www)([:.])")
_LONGEST = 320


def to_markdown(comparison: Comparison) -> str:
    """The whole comparison as one Markdown text.

    Args:
        comparison: What `tellings.compare` returned.

    Returns:
        CommonMark with tables, ending in a line break.
    """
    return "\n".join(_Page(comparison).lines()) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is: one line, no markup, no link that a viewer would make clickable."""
    flat = " ".join(text.split())
    flat = _ACTIVE.sub(r"\\\1", flat)
    flat = _BARE_LINK.sub(r"\1\\\2", flat)
    return re.sub(r"^([-=>]|\d+\.)", r"\\\1", flat)


class _Page:
    """The sections of the page, in the reader's order."""

    def __init__(self, comparison: Comparison) -> None:
        self.c = comparison
        self.labels: Mapping[str, AccountLabel] = label_accounts(comparison.accounts)
        self.names = {e.id: e.name for e in comparison.links.entities}
        self.accounts = {a.id: a for a in comparison.accounts}

    def lines(self) -> Iterator[str]:
        yield f"# {len(self.c.accounts)} accounts compared"
        yield from self._accounts()
        for title, body in (
            ("In brief", self._brief()),
            ("Happenings", self._happenings()),
            ("What they agree on", self._facts()),
            ("Where they differ", self._conflicts(named=True)),
            ("Told differently", self._conflicts(named=False)),
            ("What each leaves out", self._omissions()),
            ("What each alone says", self._unique()),
            ("Who speaks", self._voices()),
            ("The same words, quoted differently", self._drift()),
            ("What each party wants or rejects", self._positions()),
            ("Names and words", self._wording()),
            ("Where the accounts come from", self._lineage()),
            ("Time line", self._timeline()),
            ("Not read", self._failures()),
        ):
            yield from _section(title, list(body))

    def _accounts(self) -> Iterator[str]:
        yield ""
        yield "| | account | published | language | title |"
        yield "|---|---|---|---|---|"
        for a in self.c.accounts:
            d, label = a.document, self.labels[a.id]
            published = f"{in_words(d.published.value)} ({d.published.method})" if d.published else "unknown"
            language = d.language.value if d.language else "unknown"
            title = clip(d.title.value, 90) if d.title else ""
            cells = (label.letter, label.name, published, language, title)
            yield "| " + " | ".join(escape(x) for x in cells) + " |"

    def _brief(self) -> Iterator[str]:
        for b in self.c.brief:
            yield f"- **{b.kind}**: {escape(b.text)} {self._letters(b.members)}"

    def _happenings(self) -> Iterator[str]:
        names = {h.id: h.what for h in self.c.links.happenings}
        for h in self.c.links.happenings:
            date = f"{in_words(h.date.value)} ({h.date.method})" if h.date else "undated"
            place = f", {h.place}" if h.place else ""
            letters = " ".join(self.labels[d].letter for d in h.documents)
            event = f" A step of “{escape(names[h.part_of])}”." if h.part_of in names else ""
            yield f"- **{escape(h.what)}**: {escape(date + place)}. Told by {letters}.{event} {escape(h.why)}"

    def _facts(self) -> Iterator[str]:
        for _, f, c in ranked_facts(self.c):
            origins = "origin" if c and c.origins == 1 else "origins"
            yield from self._fact(f, f"{c.origins} independent {origins}: {c.why}" if c else "")

    def _fact(self, f: Fact, independence: str) -> Iterator[str]:
        yield f"- **{escape(f.statement)}** ({escape(f.holder)}; {escape(independence)})"
        yield f"  - Why these are one: {escape(f.why)}; {escape(sureness(f.score))}"
        yield from self._quotes(f.members)

    def _conflicts(self, *, named: bool) -> Iterator[str]:
        for c in self.c.conflicts:
            if c.named is named:
                yield from self._conflict(c)

    def _conflict(self, c: Conflict) -> Iterator[str]:
        yield f"### {escape(c.question)}"
        yield ""
        yield f"{c.nature}, {c.why}: {escape(c.explanation)}"
        yield ""
        for a in c.answers:
            yield f"- **{escape(a.answer)}**"
            yield from self._quotes(a.members)
        yield ""

    def _omissions(self) -> Iterator[str]:
        statements = {f.id: f.statement for f in self.c.links.facts}
        for o in self.c.omissions:
            yield f"- {self.labels[o.document]}: {escape(statements.get(o.fact, ''))} ({escape(o.why)})"

    def _unique(self) -> Iterator[str]:
        for u in self.c.unique:
            yield f"- {self.labels[u.citation.document]}: {self._quote(u.citation)} ({escape(u.why)})"

    def _voices(self) -> Iterator[str]:
        if self.c.voices:
            yield "| speaker | account | kind | words | share | direct | through |"
            yield "|---|---|---|---|---|---|---|"
        for v in self.c.voices:
            via = ", ".join(self.names.get(x, x) for x in v.via)
            cells = (v.speaker, str(self.labels[v.document]), v.kind, v.words, f"{v.share:.0%}", v.direct, via)
            yield "| " + " | ".join(escape(str(x)) for x in cells) + " |"

    def _drift(self) -> Iterator[str]:
        for d in self.c.drift:
            why = f" ({escape(d.why)})" if d.why else ""
            yield f"- **{escape(d.speaker)}**: {escape(with_names(d.difference, self.labels))}{why}"
            yield from self._quotes(d.members)

    def _positions(self) -> Iterator[str]:
        for p in self.c.positions:
            held = f" (by {escape(p.holder)}; {escape(p.why)})" if p.holder else ""
            yield f"- **{escape(p.actor)}** {p.stance}: {escape(p.what)}{held} {self._letters(p.members)}"

    def _wording(self) -> Iterator[str]:
        for called in names_side_by_side(self.c):
            forms = "; ".join(f"“{escape(form)}” ({' '.join(users)})" for form, users in called.forms)
            yield f"- **{escape(called.name)}**: {forms}"
        for a in self.c.accounts:
            if words := [escape(clip(a.quote(x.span), 80)) for x in a.annotations.loaded]:
                yield f"- Loaded words in {self.labels[a.id]}: " + "; ".join(f"“{w}”" for w in words)
        for w in self.c.wording.distinctive:
            yield f"- Distinctive of {self.labels[w.document].letter}: “{escape(w.word)}” (z = {w.z:.1f})"

    def _lineage(self) -> Iterator[str]:
        for x in self.c.links.lineage:
            pair = f"{self.labels[x.source]} and {self.labels[x.target]}"
            yield f"- {pair}: **{x.relation}**. {escape(x.why)} {escape(sureness(x.score))}"

    def _timeline(self) -> Iterator[str]:
        for m in self.c.timeline:
            yield f"- **{escape(in_words(m.date))}**: {escape(clip(m.what, 200))} {self._letters(m.members)}"

    def _failures(self) -> Iterator[str]:
        for x in self.c.failures:
            yield f"- {escape(x.where)}: {escape(x.what)} ({escape(x.remedy)})"

    def _letters(self, members: Iterable[Citation]) -> str:
        return "(" + " ".join(sorted({self.labels[c.document].letter for c in members})) + ")"

    def _quotes(self, members: Iterable[Citation]) -> Iterator[str]:
        for c in members:
            yield f"  - {self.labels[c.document]}: {self._quote(c)}"

    def _quote(self, c: Citation) -> str:
        return f"“{escape(clip(self.accounts[c.document].quote(c), _LONGEST))}”"


def _section(title: str, body: list[str]) -> Iterator[str]:
    if body or title != "Not read":
        yield from ("", f"## {title}", "", *(body or ["None found."]))
