"""The comparison in a terminal: the answer to "what do these accounts agree and disagree on" on one or two screens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tellings.present.dates import in_words
from tellings.present.labels import AccountLabel, clip, label_accounts, with_names
from tellings.present.names import names_side_by_side
from tellings.present.ranking import likelihood, origins_of, ranked_facts, sureness, told_as
from tellings.records import Citation, Comparison, Conflict

_FACTS, _CONFLICTS, _OTHERS = 8, 6, 6
_WHY = 240  # code points of a reason


def print_summary(comparison: Comparison, console: Console) -> None:
    """Print the summary.

    Args:
        comparison: What `tellings.compare` returned.
        console: Where to; markup in articles is never interpreted, and control characters never reach the terminal.
    """
    console.print(_Summary(comparison).render())


class _Summary:
    """The sections, each as something Rich can lay out."""

    def __init__(self, comparison: Comparison) -> None:
        self.c = comparison
        self.labels: Mapping[str, AccountLabel] = label_accounts(comparison.accounts)
        self.accounts = {a.id: a for a in comparison.accounts}

    def render(self) -> Group:
        sections = (
            ("Accounts", self._accounts()),
            ("In brief", self._brief()),
            ("Happenings", self._happenings()),
            ("They agree", self._facts()),
            ("They differ", self._conflicts()),
            ("Left out", self._omissions()),
            ("Told by one alone", self._unique()),
            ("Who speaks", self._voices()),
            ("Quoted differently", self._drift()),
            ("Who wants what", self._positions()),
            ("Called", self._called()),
            ("Where they come from", self._lineage()),
            ("Not read", self._failures()),
        )
        parts: list[RenderableType] = []
        for title, body in sections:
            if body:
                parts += [Text(f"\n{title}", style="bold"), *(Padding(x, (0, 0, 0, 2)) for x in body)]
        return Group(*parts)

    def _accounts(self) -> list[RenderableType]:
        table = _grid()
        for a in self.c.accounts:
            d, label = a.document, self.labels[a.id]
            dated = in_words(d.published.value) if d.published else "undated"
            title = clip(d.title.value, 70) if d.title else ""
            table.add_row(_bold(label.letter), _plain(label.name), _plain(dated), _plain(title))
        return [table]

    def _brief(self) -> list[RenderableType]:
        table = _grid()
        for b in self.c.brief:
            table.add_row(Text(b.kind, style="cyan"), _plain(b.text), self._letters(b.members))
        return [table] if self.c.brief else []

    def _happenings(self) -> list[RenderableType]:
        table = _grid()
        for h in self.c.links.happenings:
            letters = " ".join(self.labels[d].letter for d in h.documents)
            date = in_words(h.date.value) if h.date else "undated"
            what = clip(h.what, 110) if h.part_of is None else f"↳ {clip(h.what, 108)}"
            table.add_row(_bold(date), _plain(what), _plain(h.place or ""), _plain(letters))
        return [table] if self.c.links.happenings else []

    def _facts(self) -> list[RenderableType]:
        table = _grid()
        told = told_as(self.c)
        for _, f, corroboration in ranked_facts(self.c)[:_FACTS]:
            line = told.get(f.id)
            count = origins_of(corroboration, line) if corroboration else 0
            word = "origin" if count == 1 else "origins"
            sure = f"{sureness(likelihood(f, line))} that they say the same"
            why = f"{sure}; {corroboration.why}" if corroboration else sure
            table.add_row(
                Text(f"{count} {word}", style="cyan"),
                _explained(clip(line.text if line else f.statement, 220), why),
                self._letters(line.members if line else f.members),
            )
        return _with_more([table] if self.c.links.facts else [], len(self.c.links.facts) - _FACTS, "facts")

    def _conflicts(self) -> list[RenderableType]:
        named = [c for c in self.c.conflicts if c.named]
        shown: list[RenderableType] = [self._conflict(c) for c in named[:_CONFLICTS]]
        rest = len(self.c.conflicts) - len(named)
        if rest and not named:
            shown.append(_plain("No question was found to which they give different answers."))
        what = "passage is" if rest == 1 else "passages are"
        told = (
            [Text(f"{rest} {what} told differently: write a report with -o report.html", style="dim")] if rest else []
        )
        return [*_with_more(shown, len(named) - _CONFLICTS, "differences"), *told]

    def _conflict(self, c: Conflict) -> RenderableType:
        table = _grid()
        for a in c.answers:
            table.add_row(Text("•"), Text(clean(clip(a.answer, 90)), style="yellow"), self._quotes(a.members))
        head = Text.assemble((clean(c.question), "bold"), (f"  {c.nature}, {c.why}", "dim"))
        return Group(head, Text(clean(clip(c.explanation, _WHY)), style="dim"), table)

    def _omissions(self) -> list[RenderableType]:
        statements = {f.id: f.statement for f in self.c.links.facts}
        table = _grid()
        for o in self.c.omissions[:_OTHERS]:
            table.add_row(self._letter(o.document), _explained(clip(statements.get(o.fact, ""), 160), o.why))
        return _with_more([table] if self.c.omissions else [], len(self.c.omissions) - _OTHERS, "omissions")

    def _unique(self) -> list[RenderableType]:
        table = _grid()
        first = {u.citation.document: u for u in reversed(self.c.unique)}
        for document in sorted(first)[:_OTHERS]:
            unique = first[document]
            table.add_row(self._letter(document), _explained(clip(self.c.quote(unique.citation), 160), unique.why))
        return _with_more([table] if first else [], len(self.c.unique) - len(table.rows), "points told by one account")

    def _drift(self) -> list[RenderableType]:
        table = _grid()
        for d in self.c.drift[:_OTHERS]:
            difference = clip(with_names(d.difference, self.labels), 200)
            table.add_row(_bold(clip(d.speaker, 40)), _explained(difference, d.why))
        return [table] if table.rows else []

    def _positions(self) -> list[RenderableType]:
        table = _grid()
        for p in self.c.positions[:_OTHERS]:
            stance = Text(p.stance, style="cyan")
            table.add_row(
                _bold(clip(p.actor, 40)), stance, _explained(clip(p.what, 120), p.why), self._letters(p.members)
            )
        return _with_more([table] if table.rows else [], len(self.c.positions) - _OTHERS, "positions")

    def _voices(self) -> list[RenderableType]:
        table = _grid()
        loudest = sorted(self.c.voices, key=lambda v: (-v.words, v.document, v.speaker))[: _OTHERS * 2]
        for v in loudest:
            style = "dim" if v.kind == "anonymous" else ""
            words = f"{v.words} words, {v.share:.0%}"
            table.add_row(
                self._letter(v.document), Text(clean(clip(v.speaker, 60)), style=style), _plain(v.kind), _plain(words)
            )
        return [table] if loudest else []

    def _called(self) -> list[RenderableType]:
        table = _grid()
        for called in [c for c in names_side_by_side(self.c) if c.differs][:_OTHERS]:
            forms = "; ".join(f"“{clip(form, 40)}” {' '.join(users)}" for form, users in called.forms)
            table.add_row(_bold(clip(called.name, 40)), _plain(forms))
        return [table] if table.rows else []

    def _lineage(self) -> list[RenderableType]:
        table = _grid()
        for x in self.c.links.lineage:
            pair = f"{self.labels[x.source]} and {self.labels[x.target]}"
            table.add_row(_plain(pair), Text.assemble((x.relation, "cyan"), f"  {clean(x.why)} {sureness(x.score)}"))
        return [table] if self.c.links.lineage else []

    def _failures(self) -> list[RenderableType]:
        return [_plain(f"{x.where}: {x.what} ({x.remedy})") for x in self.c.failures[:_OTHERS]]

    def _letter(self, document: str) -> Text:
        return _bold(self.labels[document].letter)

    def _letters(self, members: Iterable[Citation]) -> Text:
        return Text(" ".join(sorted({self.labels[c.document].letter for c in members})), style="dim")

    def _quotes(self, members: Iterable[Citation]) -> Text:
        said = (f"{self.labels[c.document].letter}: {clip(self.accounts[c.document].quote(c), 150)}" for c in members)
        return Text(clean("\n".join(list(said)[:3])), style="dim")


def clean(text: str) -> str:
    """Text without control characters, so that no article can steer the terminal."""
    return "".join(c for c in text if c == "\n" or (c.isprintable()))


def _explained(text: str, why: str) -> Text:
    """A finding, and under it in one line why it is one."""
    return Text.assemble(clean(text), (f"\n{clean(clip(why, _WHY))}" if why else "", "dim"))


def _plain(text: str) -> Text:
    return Text(clean(text))


def _bold(text: str) -> Text:
    return Text(clean(text), style="bold")


def _grid() -> Table:
    """A borderless table; Rich gives it as many columns as its rows have cells."""
    return Table.grid(padding=(0, 2))


def _with_more(parts: list[RenderableType], hidden: int, what: str) -> list[RenderableType]:
    return (
        [*parts, Text(f"… and {hidden} more {what}: write a report with -o report.html", style="dim")]
        if hidden > 0
        else parts
    )
