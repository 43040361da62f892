"""Corpora that mark stretches of text, or judge them, read into `Example`s: one function a corpus.

Each takes the data folder and gives split → examples; `articles` alone gives an iterator, as its texts carry no layer.
Nothing is corrected: what a corpus leaves out of the text that it annotated is a negative.  Within a layer the spans
stand longest first, without repetition, and none begins or ends on white space, so that a reader that can hold only
one span a word keeps the outermost.

Corpora that give tokens alone (ECB+, MEANTIME) are written out as plain prose by rule; the paragraphs are lost, and
only a sentence without closing punctuation (a headline, a date line) is taken for a paragraph of its own.
"""

from __future__ import annotations

import ast
import csv
import gzip
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from reading.examples import Example, Place

Splits = dict[str, list[Example]]
Labelled = tuple[int, int, str]
Link = tuple[Place, Place]

ROLES = ("source", "cue", "content")
MEANTIME_LAST = 5  # the headline, the date line and the first four sentences were annotated in full
SHORT = 3  # letters; a listed word this short is slanted only where it stands, not wherever it recurs
TITLE = 4  # words of the shortest title that is taken
ARTICLE = 400  # characters; shorter texts are captions, notices and failed extractions


# Shared


def ordered(spans: Iterable[Labelled]) -> tuple[Labelled, ...]:
    """Longest first, then from left to right, each once."""
    return tuple(sorted(set(spans), key=lambda s: (s[0] - s[1], s)))


def trimmed(text: str, start: int, end: int) -> Place | None:
    """The stretch without white space at its edges; None where nothing is left."""
    stretch = text[start:end]
    inner = stretch.strip()
    at = start + len(stretch) - len(stretch.lstrip())
    return (at, at + len(inner)) if inner else None


def labelled(text: str, found: Iterable[Labelled]) -> tuple[Labelled, ...]:
    """Trimmed, ordered spans."""
    return ordered((*place, label) for start, end, label in found if (place := trimmed(text, start, end)))


def fifth(number: int) -> bool:
    """Whether the item of this number, counted from 0, is held out as every fifth."""
    return number % 5 == 4


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


# PolNeAR


def polnear(data: Path) -> Splits:
    """Who said what: sources, cues, contents, and links from source and content to the cue.

    Attributions may nest or share a source; overlapping spans of one role are all kept.
    """
    return {split: [_attributed(r) for r in lines(data / f"polnear/{split}.jsonl")] for split in ("train", "dev")}


def _attributed(record: dict[str, Any]) -> Example:
    text = record["text"]
    said = [{role: _pieces(text, a.get(role) or ()) for role in ROLES} for a in record["attributions"]]
    spans = {role: ordered((*p, role.upper()) for a in said for p in a[role]) for role in ROLES}
    links = tuple(sorted({link for a in said for link in _links(a)}))
    return Example(record["id"], "polnear", text, spans=spans, links={"attribution": links})


def _pieces(text: str, places: Iterable[Sequence[int]]) -> list[Place]:
    """One role of one attribution: pieces joined where no letter or digit lies between."""
    joined: list[list[int]] = []
    for start, end in sorted(map(tuple, places)):
        if joined and not any(map(str.isalnum, text[joined[-1][1] : start])):
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return [place for start, end in joined if (place := trimmed(text, start, end))]


def _links(said: dict[str, list[Place]]) -> list[Link]:
    if said["cue"]:
        return [(piece, said["cue"][0]) for piece in said["source"] + said["content"]]
    return [(piece, said["source"][0]) for piece in said["content"] if said["source"]]


# TimeBank and AQUAINT


def timeml(data: Path) -> Splits:
    """Time expressions ("time") and TimeML events ("action"; wider than ECB+'s, hence another layer).

    The text is that of TEXT, as `benchmarks/times.py` takes it; the creation time stands outside it.
    """
    bank = [_timed(path) for path in sorted((data / "tempeval3/TimeBank").glob("*.tml"))]
    more = [_timed(path) for path in sorted((data / "tempeval3/AQUAINT").glob("*.tml"))]
    return {
        "train": [e for i, e in enumerate(bank) if not fifth(i)] + more,
        "dev": [e for i, e in enumerate(bank) if fifth(i)],
    }


def _timed(path: Path) -> Example:
    body = ET.parse(path).getroot().find("TEXT")
    if body is None:
        raise ValueError(f"{path.name} has no TEXT")
    text = "".join(body.itertext())
    found = list(_marked(body, 0))
    times = labelled(text, ((s, e, node.get("type", "")) for node, s, e in found if node.tag == "TIMEX3"))
    actions = labelled(text, ((s, e, "ACTION") for node, s, e in found if node.tag == "EVENT"))
    return Example(path.stem, "timeml", text, spans={"time": times, "action": actions})


def _marked(node: ET.Element, start: int) -> Iterator[tuple[ET.Element, int, int]]:
    """Every element below `node` with its place in the text that `node` holds, which begins at `start`."""
    at = start + len(node.text or "")
    for child in node:
        yield from _marked(child, at)
        end = at + len("".join(child.itertext()))
        yield child, at, end
        at = end + len(child.tail or "")


# ECB+ and MEANTIME: tokens written out


@dataclass(frozen=True)
class Tokens:
    """The tokens of one file: numbers by their XML id, words, and the sentence each stands in."""

    numbers: dict[str, int]
    words: list[str]
    sentences: list[int]


@dataclass(frozen=True)
class Prose:
    """Tokens written out: where each word and each sentence (by the corpus's number) stands."""

    text: str
    words: list[Place]
    sentences: dict[int, Place]


CLOSING = re.compile(r"""[.,;:?!)\]}%”…]+|''|'|’|n['’]t|['’](s|re|ve|m|ll|d)""", re.IGNORECASE)
OPENING = re.compile(r"""[(\[{£€“‘]|[A-Z]{0,3}\$|``|`""")
ENDED = re.compile(r"""[.?!…]['"”’)\]]*$""")
QUOTES = {"``": '"', "''": '"', "`": "'"}


def tokens(root: ET.Element) -> Tokens:
    """The tokens of an ECB+ or MEANTIME document."""
    nodes = list(root.iter("token"))
    numbers = {node.get("t_id", ""): i for i, node in enumerate(nodes)}
    return Tokens(numbers, [(n.text or "").strip() for n in nodes], [int(n.get("sentence", "0")) for n in nodes])


def write_out(words: Sequence[str], sentences: Sequence[int]) -> Prose:
    """Words as prose: closing marks and clitics stand close to the left, opening marks and currencies to the right."""
    text = ""
    places: list[Place] = []
    within: dict[int, Place] = {}
    close, quotes = True, 0
    for i, word in enumerate(words):
        if i and sentences[i] != sentences[i - 1]:
            text += " " if ENDED.search(text) else "\n"
            close, quotes = True, 0
        if not word:
            places.append((len(text), len(text)))
            continue
        quotes += word == '"'
        closing = CLOSING.fullmatch(word) is not None or (word == '"' and quotes % 2 == 0)
        text += "" if close or closing else " "
        start = len(text)
        text += QUOTES.get(word, word)
        places.append((start, len(text)))
        within[sentences[i]] = (within.get(sentences[i], (start, 0))[0], len(text))
        close = OPENING.fullmatch(word) is not None or (word == '"' and quotes % 2 == 1)
    return Prose(text, places, within)


def mention(node: ET.Element, given: Tokens, prose: Prose) -> Place | None:
    """Where a mention stands: its first unbroken run of words; None where it has no words."""
    anchors = (given.numbers.get(a.get("t_id", "")) for a in node.findall("token_anchor"))
    numbers = sorted({n for n in anchors if n is not None})
    run = [n for i, n in enumerate(numbers) if n == numbers[0] + i]
    return trimmed(prose.text, prose.words[run[0]][0], prose.words[run[-1]][1]) if run else None


def mentions(root: ET.Element, given: Tokens, prose: Prose) -> Iterator[tuple[ET.Element, Place]]:
    """The mentions that are anchored in the text."""
    for node in root.iterfind("Markables/*"):
        if (place := mention(node, given, prose)) is not None:
            yield node, place


def ecbplus(data: Path) -> Splits:
    """Events of ECB+ (all actions, denied ones too), in the sentences that its authors checked; the rest is context.

    Documents without a checked sentence are left out.
    """
    with (data / "ecbplus/ECBplus_coreference_sentences.csv").open(encoding="utf-8-sig", newline="") as file:
        checked: dict[str, set[int]] = {}
        for topic, name, number in list(csv.reader(file))[1:]:
            checked.setdefault(f"{topic}_{name}", set()).add(int(number))
    return {
        split: [
            _happening(path, checked[path.stem])
            for path in sorted((data / "ecbplus" / folder).glob("*/*.xml"))
            if path.stem in checked
        ]
        for split, folder in (("train", "train"), ("dev", "val"))
    }


def _happening(path: Path, checked: set[int]) -> Example:
    root = ET.parse(path).getroot()
    given = tokens(root)
    prose = write_out(given.words, given.sentences)
    marked = [prose.sentences[n] for n in sorted(checked) if n in prose.sentences]
    events = ordered((*p, "EVENT") for node, p in mentions(root, given, prose) if "ACTION_" in node.tag)
    inside = tuple(e for e in events if any(s <= e[0] and e[1] <= t for s, t in marked))
    places = tuple(prose.sentences.values())
    return Example(path.stem, "ecbplus", prose.text, (), places, tuple(marked), {"event": inside})


def meantime(data: Path) -> Splits:
    """Events and times of the part of each MEANTIME article that was annotated in full; the rest is cut off."""
    folder = data / "meantime/intra-doc_annotation"
    split: Splits = {"train": [], "dev": []}
    for path in sorted(folder.glob("*/*.xml")):
        split["dev" if path.parent.name == "corpus_gm" else "train"].append(_opening(path))
    return split


def _opening(path: Path) -> Example:
    root = ET.parse(path).getroot()
    given = tokens(root)
    size = sum(n <= MEANTIME_LAST for n in given.sentences)
    prose = write_out(given.words[:size], given.sentences[:size])
    kept = Tokens({i: n for i, n in given.numbers.items() if n < size}, given.words[:size], given.sentences[:size])
    found = list(mentions(root, kept, prose))
    events = ordered((*p, "EVENT") for node, p in found if node.tag == "EVENT_MENTION")
    times = ordered((*p, node.get("type", "")) for node, p in found if node.tag == "TIMEX3")
    spans = {"event": events, "time": times}
    return Example(path.stem, "meantime", prose.text, (), tuple(prose.sentences.values()), spans=spans)


# BABE


def babe(data: Path) -> Splits:
    """Sentences that experts call biased or not, and the words that they call so; a fifth held out by a hash."""
    split: Splits = {"train": [], "dev": []}
    for record in lines(data / "babe.jsonl"):
        if record["label_bias"] in ("Biased", "Non-biased"):
            digest = hashlib.sha256(record["text"].encode()).hexdigest()
            split["dev" if fifth(int(digest, 16)) else "train"].append(_slanted(record, digest[:16]))
    return split


def _slanted(record: dict[str, Any], name: str) -> Example:
    text = record["text"].strip()
    found = listed(text, ast.literal_eval(record["biased_words"]))
    judged = ((0, len(text), float(record["label_bias"] == "Biased")),)
    spans = {"slanted": ordered((*place, "WORD") for place in found)}
    return Example(name, "babe", text, spans=spans, judged={"slant": judged})


def listed(text: str, words: Sequence[str]) -> list[Place]:
    """Where listed words stand in the text, a place a word.

    The list gives no places: words that follow each other in it are looked for together first, so that the "the" of a
    listed phrase is the one inside that phrase.  A word that has to be looked for alone counts wherever it stands, if
    it is long enough to mean something; words that are not found are left out.
    """
    plain = text.replace("’", "'")
    bare = [w for word in words for w in re.findall(r"\w(?:.*\w)?", word.replace("’", "'"), re.DOTALL)]
    found: list[Place] = []
    i = 0
    while i < len(bare):
        size, hits = next(_runs(plain, bare[i:]), (1, []))
        alone = size == 1 and len(bare[i]) <= SHORT
        found += [hit.span(g) for hit in hits[: 1 if alone else None] for g in range(1, size + 1)]
        i += size
    return found


def _runs(text: str, words: Sequence[str]) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """The beginnings of the list that stand in the text word after word, longest first."""
    for size in range(len(words), 0, -1):
        pattern = r"(?<!\w)" + r"\W+".join(f"({re.escape(word)})" for word in words[:size]) + r"(?!\w)"
        if hits := list(re.finditer(pattern, text, re.IGNORECASE)):
            yield size, hits


# NewsMTSC


def newsmtsc(data: Path) -> Splits:
    """How a sentence colours a target; a sixth of the articles held out, the same as in `training/sentiment.py`."""
    records = list(lines(data / "newsmtsc/train.jsonl"))
    names = sorted({_article(r) for r in records})
    np.random.default_rng(0).shuffle(names)
    held = set(names[: len(names) // 6])
    return {
        "train": [_coloured(r) for r in records if _article(r) not in held],
        "dev": [_coloured(r) for r in records if _article(r) in held],
    }


def _article(record: dict[str, Any]) -> str:
    return "_".join(record["primary_gid"].split("_")[:3])


def _coloured(record: dict[str, Any]) -> Example:
    text = record["sentence_normalized"]
    judged = [(trimmed(text, t["from"], t["to"]), _polarity(t["polarity"])) for t in record["targets"]]
    places = tuple((*place, value) for place, value in judged if place is not None)
    return Example(record["primary_gid"], "newsmtsc", text, judged={"sentiment": places})


def _polarity(value: float) -> float:
    return 0.0 if value < 3.5 else 2.0 if value > 4.5 else 1.0


# Our own gold and raw articles


def gold_loaded(folder: Path) -> Splits:
    """Loaded words in each account of the annotated clusters; every fifth cluster is held out.

    Every account of a cluster was read for them, so that one without any is all negative.  At most ten were marked an
    account, only clear ones: the negatives of long, coloured accounts are less sure than the positives.
    """
    clusters = sorted(path.parent for path in folder.glob("*/gold.json"))
    return {
        "train": [e for i, path in enumerate(clusters) if not fifth(i) for e in _accounts(path)],
        "dev": [e for i, path in enumerate(clusters) if fifth(i) for e in _accounts(path)],
    }


def _accounts(cluster: Path) -> list[Example]:
    documents = json.loads((cluster / "docs.json").read_text("utf-8"))["documents"]
    loaded = json.loads((cluster / "gold.json").read_text("utf-8")).get("loaded")
    return [_loaded(f"{cluster.name}/{d['id']}", d, loaded) for d in documents]


def _loaded(name: str, document: dict[str, Any], loaded: list[dict[str, str]] | None) -> Example:
    """One account; without the layer where the cluster was not read for loaded words."""
    text = document["text"]
    if loaded is None:
        return Example(name, "gold_loaded", text)
    own = [item for item in loaded if item["sentence"].split(":")[0] == document["id"]]
    places = (place for item in own if (place := _quoted(document, item)))
    return Example(name, "gold_loaded", text, spans={"loaded": ordered((*p, "LOADED") for p in places)})


def _quoted(document: dict[str, Any], item: dict[str, str]) -> Place | None:
    """Where the marked words stand; None where the sentence does not hold them as written."""
    start, end = document["sentences"][int(item["sentence"].split(":")[1])]
    at = document["text"].find(item["text"], start, end)
    return trimmed(document["text"], at, at + len(item["text"])) if at >= 0 else None


def articles(data: Path, limit: int) -> Iterator[Example]:
    """At most `limit` raw articles in the order of the file, for distillation; too short ones are passed over."""
    texts = ((r["id"], r["text"]) for r in lines(data / "articles.jsonl.gz"))
    long = (Example(name, "articles", text) for name, text in texts if len(text) >= ARTICLE)
    yield from islice(long, limit)


def titles(data: Path, limit: int) -> Iterator[Example]:
    """At most `limit` titles of raw articles, for distillation of what is short."""
    found = ((r["id"], r.get("title") or "") for r in lines(data / "articles.jsonl.gz"))
    whole = (Example(name, "titles", title) for name, title in found if len(title.split()) >= TITLE)
    yield from islice(whole, limit)
