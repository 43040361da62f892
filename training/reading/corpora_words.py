"""Corpora that speak word by word, as `Example`s: UD English EWT, UD English GUM with its coreference, CoNLL-2003.

All three give words, not text, so each reader lays the words out again as running text and keeps where each one stands:
what is learnt must come from text as it is met in articles, not from words with a blank on either side.  UD says where
the blanks were; for CoNLL-2003 they are put back by the rules of English typography.

UD writes a contraction as a token over a range of words (don't = do + n't).  In these corpora the words of a range
always spell its token, so each word has its own stretch of it; a range that does not is refused, not guessed at.
Words of UD that are not in the text (8.1) are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path

from reading.examples import Example, Place

HELD_BACK = frozenset({"news", "interview", "speech"})  # the genres of GUM that are nearest to what is read
EVERY = 6  # one document in so many of these is kept to choose by
LAYERS = ("upos", "xpos", "lemma", "rel")
GRAMMATICAL = frozenset("punct det advmod case mark cc".split())
CLITICS = frozenset("'s 'm 're 've 'll 'd n't".split())
CLOSING = frozenset(", . ; : ? ! ) ] % ... /".split())
OPENING = frozenset("( [ $ /".split())
CLOSERS = frozenset("\" ' )".split())
ENDS = frozenset(". ? ! ...".split())


@dataclass(frozen=True)
class Row:
    """A word of UD: what follows it in the text ("" or " "), its four tags, its head in its sentence (-1: none)."""

    form: str
    after: str
    tags: tuple[str | None, ...]
    head: int


@dataclass(frozen=True)
class Sentence:
    """A sentence of UD: its rows, the document it opens ("": it goes on with one), whether it opens a paragraph."""

    rows: tuple[Row, ...]
    document: str
    paragraph: bool


def ewt(data: Path) -> dict[str, list[Example]]:
    """UD English EWT, one example a document: words, sentences, tags and heads."""
    return {split: _documents(data / f"ud/ewt-{split}.conllu", "ewt") for split in ("train", "dev")}


def gum(data: Path) -> dict[str, list[Example]]:
    """UD English GUM, one example a document, with coreference of mentions' heads as links.

    "dev" is every sixth document, by name, of the news, interviews and speeches.
    """
    examples = sorted(_documents(data / "ud/gum-train.conllu", "gum"), key=lambda e: e.id)
    near = [e.id for e in examples if e.id.split("_")[1] in HELD_BACK]
    dev = frozenset(near[EVERY - 1 :: EVERY])
    linked = [replace(e, links={"coreference": coreference(e, _chains(data, e))}) for e in examples]
    return {"train": [e for e in linked if e.id not in dev], "dev": [e for e in linked if e.id in dev]}


def gum_clusters(data: Path) -> dict[str, list[list[Place]]]:
    """Document of GUM → its chains of two mentions or more, each mention as code points of the example's text."""
    examples = _documents(data / "ud/gum-train.conllu", "gum")
    return {e.id: [[_stretch(e.words, m) for m in chain] for chain in _chains(data, e)] for e in examples}


def conll2003(data: Path) -> dict[str, list[Example]]:
    """CoNLL-2003 English, one example a story: sentences and the entities PER, ORG, LOC, MISC.

    Its words and tags are not given: a tagger wrote the tags, and the words follow another tokenisation.
    """
    files = {"train": "eng.train", "dev": "eng.testa"}
    return {split: list(_stories(data / "conll2003" / name)) for split, name in files.items()}


# --- Universal Dependencies


def _documents(path: Path, corpus: str) -> list[Example]:
    documents: list[list[Sentence]] = []
    for sentence in sentences(path.read_text("utf-8")):
        if sentence.document:
            documents.append([])
        documents[-1].append(sentence)
    return [document(group, corpus) for group in documents]


def sentences(conllu: str) -> Iterator[Sentence]:
    """The sentences of a file in CoNLL-U, in order."""
    for block in conllu.split("\n\n"):
        lines = block.splitlines()
        fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if fields:
            opened = [line.partition("=")[2].strip() for line in lines if line.startswith("# newdoc")]
            paragraph = any(line.startswith("# newpar") for line in lines)
            yield Sentence(tuple(_rows(fields)), opened[0] if opened else "", paragraph)


def _rows(fields: Sequence[Sequence[str]]) -> Iterator[Row]:
    words = [f for f in fields if f[0].isdigit()]
    after = _gaps(words, [f for f in fields if "-" in f[0]])
    for (_, form, lemma, upos, xpos, _, head, rel, *_), gap in zip(words, after, strict=True):
        known = None if lemma == "_" != form else lemma  # the pieces of a word torn apart have no lemma
        yield Row(form, gap, (upos, xpos, known, rel), int(head) - 1)


def _gaps(words: Sequence[Sequence[str]], ranges: Iterable[Sequence[str]]) -> list[str]:
    after = [_after(f) for f in words]
    for token in ranges:
        first, last = map(int, token[0].split("-"))
        spelt = "".join(f[1] for f in words[first - 1 : last])
        if spelt != token[1]:
            raise ValueError(f"the words of a range spell {spelt!r}, not {token[1]!r}")
        after[first - 1 : last] = [""] * (last - first) + [_after(token)]
    return after


def _after(fields: Sequence[str]) -> str:
    return "" if "SpaceAfter=No" in fields[9].split("|") else " "


def document(group: Sequence[Sentence], corpus: str) -> Example:
    """One example of the sentences of a document, parted by a blank, or by a line's end before a new paragraph."""
    rows = [row for sentence in group for row in sentence.rows]
    forms, gaps = [r.form for r in rows], [r.after for r in rows]
    heads: list[int] = []
    ends: list[int] = []
    for sentence in group:
        first = len(heads)
        heads += [first + (place if row.head < 0 else row.head) for place, row in enumerate(sentence.rows)]
        ends.append(len(heads))
    for end, following in zip(ends, group[1:], strict=False):
        gaps[end - 1] = "\n" if following.paragraph else " "
    text, places = laid_out(forms, gaps)
    return Example(
        id=group[0].document,
        corpus=corpus,
        text=text,
        words=places,
        sentences=_between(places, ends),
        tags={layer: tuple(r.tags[i] for r in rows) for i, layer in enumerate(LAYERS)},
        heads=tuple(heads),
    )


def laid_out(forms: Sequence[str], gaps: Sequence[str]) -> tuple[str, tuple[Place, ...]]:
    """Text of words, each followed by its gap (but the last), and where each word stands in it."""
    places, at = [], 0
    for form, gap in zip(forms, gaps, strict=True):
        places.append((at, at + len(form)))
        at += len(form) + len(gap)
    return "".join(f + g for f, g in zip(forms, [*gaps[:-1], ""], strict=True)), tuple(places)


def _between(places: Sequence[Place], ends: Sequence[int]) -> tuple[Place, ...]:
    """Sentences as code points, of the word number that each ends before."""
    return tuple((places[first][0], places[end - 1][1]) for first, end in pairwise([0, *ends]))


# --- coreference


def _chains(data: Path, example: Example) -> list[list[Place]]:
    lines = (data / f"ud/gum_coref/{example.id}.conll").read_text("utf-8").splitlines()
    marks = [line.split("\t")[2] for line in lines if line and not line.startswith("#")]
    if len(marks) != len(example.words):
        raise ValueError(f"{example.id}: {len(marks)} words with coreference, {len(example.words)} with syntax")
    return chains(marks)


def chains(marks: Iterable[str]) -> list[list[Place]]:
    """Chains of what stands in the last column of CoNLL-2012, "(3(4)" or "3)": mentions as half-open word numbers."""
    opened: dict[str, list[int]] = defaultdict(list)
    found: dict[str, list[Place]] = defaultdict(list)
    for number, mark in enumerate(marks):
        for opens, name, closes in re.findall(r"(\(?)(\d+)(\)?)", mark):
            if opens:
                opened[name].append(number)
            if closes:
                found[name].append((opened[name].pop(), number + 1))
    if any(opened.values()):
        raise ValueError("a mention is not closed")
    return sorted(sorted(mentions) for mentions in found.values())


def coreference(example: Example, found: Iterable[Sequence[Place]]) -> tuple[tuple[Place, Place], ...]:
    """The head word of each mention but a chain's first → the head word of the mention before it, by their heads."""
    links: list[tuple[Place, Place]] = []
    for chain in found:
        heads = sorted({head_of(example, mention) for mention in chain})
        links += [(example.words[later], example.words[earlier]) for earlier, later in pairwise(heads)]
    return tuple(sorted(links))


def head_of(example: Example, mention: Place) -> int:
    """The word of a mention that hangs from outside it: the first that can stand for a thing, where several do."""
    inside = range(*mention)
    top = [w for w in inside if example.heads[w] == w or example.heads[w] not in inside]
    return min(top, key=lambda w: (example.tags["rel"][w] in GRAMMATICAL, w))


def _stretch(words: Sequence[Place], mention: Place) -> Place:
    return words[mention[0]][0], words[mention[1] - 1][1]


# --- CoNLL-2003


def _stories(path: Path) -> Iterator[Example]:
    for number, part in enumerate(path.read_text("utf-8").split("-DOCSTART- -X- O O\n")[1:]):
        blocks = [b.splitlines() for b in part.strip().split("\n\n")]
        yield story(f"{path.name}-{number}", [[_word_and_label(line) for line in block] for block in blocks])


def _word_and_label(line: str) -> tuple[str, str]:
    word, _, _, label = line.split(" ")
    return word, label


def story(name: str, lines: Sequence[Sequence[tuple[str, str]]]) -> Example:
    """One example of sentences of (word, IOB1 label)."""
    forms = [[word for word, _ in line] for line in lines]
    text, places = laid_out([word for line in forms for word in line], spacing(forms))
    bounds = list(pairwise(accumulate((len(line) for line in lines), initial=0)))
    entities = [
        (places[first + start][0], places[first + end - 1][1], label)
        for (first, _), line in zip(bounds, lines, strict=True)
        for start, end, label in stretches([label for _, label in line])
    ]
    return Example(
        id=name,
        corpus="conll2003",
        text=text,
        sentences=tuple((places[first][0], places[end - 1][1]) for first, end in bounds),
        spans={"entity": tuple(entities)},
    )


def stretches(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Entities of a sentence in IOB1: B- begins one, and so does I- after O or after another type."""
    start = 0
    for end, (label, following) in enumerate(pairwise([*labels, "O"]), 1):
        if following[:2] != "I-" or following[2:] != label[2:]:
            if label != "O":
                yield start, end, label[2:]
            start = end


def spacing(lines: Sequence[Sequence[str]]) -> list[str]:
    """What follows each word: nothing or a blank in a sentence, and a blank or a line's end behind it.

    A line ends behind the headline and behind what is no whole sentence: a dateline, a row of a table, "Results:".
    """
    gaps: list[str] = []
    for number, (line, sides) in enumerate(zip(lines, _sides(lines), strict=True)):
        gaps += ["" if holds or held else " " for (_, holds), (held, _) in pairwise(sides)]
        gaps.append("" if sides[-1][1] else " " if number and _whole(line) else "\n")
    return gaps


def _whole(line: Sequence[str]) -> bool:
    last = line[-2] if line[-1] in CLOSERS and len(line) > 1 else line[-1]
    return last in ENDS


def _sides(lines: Iterable[Sequence[str]]) -> Iterator[list[tuple[bool, bool]]]:
    """For each word of each sentence: does it stand close to the word before it, to the word behind it?"""
    quoted = False
    for line in lines:
        sides = []
        for place, word in enumerate(line):
            if word == '"':
                quoted = not _ends_speech(line, place, quoted)
                sides.append((not quoted, quoted))
            else:
                sides.append((word.lower() in CLITICS or word in CLOSING, word in OPENING or word.endswith("$")))
        yield _apostrophes(line, sides)


def _ends_speech(line: Sequence[str], place: int, quoted: bool) -> bool:
    """Whether a straight quotation mark closes: by turns, unless its place tells."""
    if place == 0 and len(line) > 1:
        return False  # each paragraph of a long speech opens, only the last is closed
    before, behind = line[place - 1], line[place + 1 : place + 2]
    return quoted or (before == "," and any(word.islower() for word in behind))


def _apostrophes(line: Sequence[str], sides: list[tuple[bool, bool]]) -> list[tuple[bool, bool]]:
    """The sides again, with those of each lone ': one that closes, one of the owner, or one that opens."""
    opened = False
    out = []
    for place, (word, side) in enumerate(zip(line, sides, strict=True)):
        opened = opened or word.startswith("`")
        if word != "'":
            out.append(side)
            continue
        behind = line[place + 1 : place + 2]
        closes = opened or not behind or (place > 0 and line[place - 1][-1] in "sS")
        opened = not closes and not behind[0].isdigit()  # '96
        out.append((closes, not closes))
    return out
