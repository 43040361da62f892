"""What every corpus is turned into before training: a text with stand-off layers, each of which may be absent.

Offsets are half-open and count code points of `text`.  A layer that is not a key was not annotated, and teaches
nothing; a layer that is a key was annotated throughout `annotated` (everywhere if that is empty), so what it leaves out
is a negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """One text and what a corpus says of it.

    Attributes:
        id: Unique within the corpus.
        corpus: The corpus ("polnear", "ewt", ...); batches are drawn by it.
        text: Paragraphs are parted by "\\n".
        words: The corpus's own words, where `tags` or `heads` speak of them; else () and our tokeniser's serve.
        sentences: Gold sentences; () where the corpus marks none.
        annotated: The stretches that were annotated with `spans`; () means all of the text.
        spans: Layer → (start, end, label).  Layers: "source", "cue", "content", "entity" (PER ORG LOC MISC),
            "time" (DATE TIME DURATION SET), "event" (EVENT), "loaded" (LOADED), "slanted" (WORD).
        tags: Layer → one label (or None: unknown) a word.  Layers: "upos", "xpos", "lemma" (the lemma itself), "rel".
        heads: For each word the number of its head in `words`; a root is its own head; () without syntax.
        links: Layer → (from, to).  "attribution": a source or content span to its cue; "coreference": a mention's head
            word to the head word of its nearest antecedent.
        judged: Layer → (start, end, value).  "slant": a sentence, 0 or 1; "sentiment": a target, 0 negative, 1 neutral,
            2 positive.
    """

    id: str
    corpus: str
    text: str
    words: tuple[Place, ...] = ()
    sentences: tuple[Place, ...] = ()
    annotated: tuple[Place, ...] = ()
    spans: Mapping[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    tags: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    heads: tuple[int, ...] = ()
    links: Mapping[str, tuple[tuple[Place, Place], ...]] = field(default_factory=dict)
    judged: Mapping[str, tuple[tuple[int, int, float], ...]] = field(default_factory=dict)
