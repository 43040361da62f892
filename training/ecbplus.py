"""ECB+ read for cross-document event coreference: documents as prose, and the event mentions that its authors checked.

The address that opens many documents is left out.  Mentions are those of the checked sentences; every action counts,
denied and reported ones too.  A chain is the mention's cross-document instance; a mention that none takes up is a chain
of its own, and so is one of a relation within its document.

Source: Cybulska and Vossen 2014 (CC BY 3.0).
"""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reading.corpora_spans import Tokens, mentions, tokens, write_out

SPLITS = {"train": "train", "dev": "val"}
Record = dict[str, str]


@dataclass(frozen=True, order=True)
class Mention:
    """One event mention of the gold: its document, its first unbroken run of words, and its chain."""

    document: str
    start: int
    end: int
    chain: str


@dataclass(frozen=True)
class Topic:
    """The documents of one topic, which tells two stories, with the mentions of all of them."""

    name: str
    records: tuple[Record, ...]
    mentions: tuple[Mention, ...]
    checked: tuple[tuple[str, int, int], ...]

    def story(self, document: str) -> str:
        """The subtopic of a document: those that were added to ECB tell another event of the same kind."""
        return f"{self.name}/{'plus' if document.endswith('plus') else 'core'}"


def topics(data: Path, split: str) -> list[Topic]:
    """The topics of a part ("train", "dev"), in the order of their numbers; documents nobody checked are left out."""
    checked = _checked(data / "ecbplus/ECBplus_coreference_sentences.csv")
    folders = (data / "ecbplus" / SPLITS[split]).iterdir()
    return [_topic(folder, checked) for folder in sorted(folders, key=lambda f: int(f.name))]


def _checked(path: Path) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for topic, name, number in list(csv.reader(file))[1:]:
            found.setdefault(f"{topic}_{name}", set()).add(int(number))
    return found


def _topic(folder: Path, checked: dict[str, set[int]]) -> Topic:
    records: list[Record] = []
    found: list[Mention] = []
    places: list[tuple[str, int, int]] = []
    for path in sorted(folder.glob("*.xml")):
        if path.stem in checked:
            text, sentences, own = _read(path, checked[path.stem])
            records.append({"id": path.stem, "text": text})
            found += own
            places += [(path.stem, *s) for s in sentences]
    return Topic(folder.name, tuple(records), tuple(sorted(found)), tuple(places))


def _read(path: Path, checked: set[int]) -> tuple[str, list[tuple[int, int]], list[Mention]]:
    root = ET.parse(path).getroot()
    given = _without_address(tokens(root))
    prose = write_out(given.words, given.sentences)
    inside = [prose.sentences[n] for n in sorted(checked) if n in prose.sentences]
    chains = _chains(root)
    found = [
        Mention(path.stem, start, end, chains.get(node.get("m_id", ""), f"{path.stem}#{node.get('m_id')}"))
        for node, (start, end) in mentions(root, given, prose)
        if "ACTION_" in node.tag and any(a <= start and end <= b for a, b in inside)
    ]
    return prose.text, inside, found


def _without_address(given: Tokens) -> Tokens:
    """Blank out a first sentence that is a web address."""
    if given.words[:1] != ["http"]:
        return given
    words = ["" if s == given.sentences[0] else w for w, s in zip(given.words, given.sentences, strict=True)]
    return Tokens(given.numbers, words, given.sentences)


def _chains(root: ET.Element) -> dict[str, str]:
    """Mention id → chain: the instance of a cross-document relation, or the relation itself within a document."""
    return dict(_members(root))


def _members(root: ET.Element) -> Iterator[tuple[str, str]]:
    for relation in root.iterfind("Relations/*"):
        chain = relation.get("note", "") if relation.tag == "CROSS_DOC_COREF" else f"intra{relation.get('r_id')}"
        for source in relation.findall("source"):
            yield source.get("m_id", ""), chain
