"""Findings with their numbers and anchors: what lets every highlight point at its finding and every finding back.

A finding's label is a letter for its kind and its place in the comparison's own order ("F3" is the third fact), so that
it stays the same wherever the report shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tellings.present.labels import AccountLabel, label_accounts
from tellings.records import Account, Citation, Comparison, Span

KINDS: Mapping[str, str] = {
    "H": "happening",
    "F": "shared by several accounts",
    "C": "answered differently",
    "U": "told here only",
    "V": "speaker",
    "Q": "quoted differently",
    "P": "position",
    "L": "shared origin",
    "T": "time line",
    "B": "in the brief",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as the report points at it: its kind (a key of `KINDS`), number, and the places it cites."""

    kind: str
    number: int
    members: tuple[Citation, ...]

    @property
    def label(self) -> str:
        """What a marker shows ("F3")."""
        return f"{self.kind}{self.number}"

    @property
    def anchor(self) -> str:
        """The id of the finding's element in the page."""
        return f"{self.kind.lower()}-{self.number}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A cited place as it is shown: the sentence around it in three parts, and where it stands.

    `anchor` is the element to jump to, `place` what the link says ("§12": the account's twelfth sentence).
    """

    document: str
    before: str
    cited: str
    after: str
    anchor: str
    place: str


class Index:
    """Accounts by id, their labels, and all findings by document."""

    def __init__(self, comparison: Comparison) -> None:
        self.accounts: Mapping[str, Account] = {a.id: a for a in comparison.accounts}
        self.labels: Mapping[str, AccountLabel] = label_accounts(comparison.accounts)
        self.speakers = speaker_numbers(comparison)
        self.findings = tuple(_findings(comparison, self.speakers))
        self._by_document: dict[str, list[tuple[Citation, Finding]]] = defaultdict(list)
        for finding in self.findings:
            for member in sorted(set(finding.members)):
                self._by_document[member.document].append((member, finding))

    def within(self, document: str) -> list[tuple[Citation, Finding]]:
        """The cited places of one document, each with the finding that cites it."""
        return self._by_document[document]

    def sentence_of(self, place: Citation) -> int | None:
        """Index of the sentence that a cited place begins in, or else the first that begins inside it."""
        annotations = self.accounts[place.document].annotations
        found = annotations.sentence_at(place.start)
        if found is not None:
            return found
        return next((i for i, s in enumerate(annotations.sentences) if place.start <= s.start < place.end), None)

    def anchor_of(self, place: Citation) -> str:
        """The id of the element that shows a cited place."""
        index = self.sentence_of(place)
        letter = self.labels[place.document].letter
        return f"account-{letter}" if index is None else sentence_anchor(letter, index)

    def quote(self, place: Citation) -> Quote:
        """A cited place with the rest of its sentence where it is only a part of one; all as it reads, repaired."""
        index = self.sentence_of(place)
        before, cited, after = self._parts(place, index)
        where = "text" if index is None else f"§{index + 1}"
        return Quote(place.document, before, cited, after, self.anchor_of(place), where)

    def places(self, members: Iterable[Citation]) -> list[tuple[str, str]]:
        """Anchor and name ("A §12", no-break space between) of each sentence that is cited, each once, in order."""
        names: dict[str, str] = {}
        for place in members:
            index = self.sentence_of(place)
            where = "text" if index is None else f"§{index + 1}"
            names.setdefault(self.anchor_of(place), f"{self.labels[place.document].letter}\N{NO-BREAK SPACE}{where}")
        return list(names.items())

    def _parts(self, place: Citation, index: int | None) -> tuple[str, str, str]:
        account = self.accounts[place.document]
        cited = account.quote(place)
        if index is None:
            return "", cited, ""
        sentence = account.annotations.sentences[index].span
        if not sentence.holds(place.span) or 5 * (place.end - place.start) >= 4 * (sentence.end - sentence.start):
            return "", cited, ""
        before, after = Span(sentence.start, place.start), Span(place.end, sentence.end)
        return account.quote(before), cited, account.quote(after)


def sentence_anchor(letter: str, index: int) -> str:
    """The id of a sentence's element: account letter and number counted from one."""
    return f"s-{letter}-{index + 1}"


def speaker_key(speaker: str, entity: str | None) -> str:
    """What makes two voices of different accounts one speaker: the linked entity, else the name as written."""
    return f"entity {entity}" if entity else f"name {' '.join(speaker.split()).casefold()}"


def speaker_numbers(comparison: Comparison) -> Mapping[str, int]:
    """Speakers, by key, numbered by how many words they are given over all accounts, most first."""
    words: dict[str, int] = defaultdict(int)
    for voice in comparison.voices:
        words[speaker_key(voice.speaker, voice.entity)] += voice.words
    return {key: n for n, key in enumerate(sorted(words, key=lambda k: (-words[k], k)), 1)}


def _findings(comparison: Comparison, speakers: Mapping[str, int]) -> Iterator[Finding]:
    c = comparison
    yield from _numbered("H", (h.members for h in c.links.happenings))
    yield from _numbered("F", (f.members for f in c.links.facts))
    yield from _numbered("C", ([m for a in x.answers for m in a.members] for x in c.conflicts))
    yield from _numbered("U", ([u.citation] for u in c.unique))
    for v in c.voices:
        yield Finding("V", speakers[speaker_key(v.speaker, v.entity)], v.members)
    yield from _numbered("Q", (d.members for d in c.drift))
    yield from _numbered("P", (p.members for p in c.positions))
    yield from _numbered("L", (x.evidence for x in c.links.lineage))
    yield from _numbered("T", (m.members for m in c.timeline))
    yield from _numbered("B", (b.members for b in c.brief))


def _numbered(kind: str, cited: Iterable[Iterable[Citation]]) -> Iterator[Finding]:
    return (Finding(kind, n, tuple(members)) for n, members in enumerate(cited, 1))
