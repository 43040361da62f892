"""Document → Account: one parse and one encoder pass, then the small assemblers, each building on those before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from tellings.annotate import attributions, encoder, events, loaded, mentions, quantities, sentiment, times
from tellings.annotate.syntax import Parse, SpacySyntax, Syntax
from tellings.records import Account, Annotations, Document, Sentence, Token, Vectors

ENGLISH = "en"
_SURE = 0.5  # probability from which a text in another language is not read as English


def annotate(documents: Iterable[Document], *, syntax: Syntax | None = None) -> Iterator[Account]:
    """Annotate documents one after another.

    Args:
        documents: Consumed lazily, so memory stays flat.
        syntax: Another source of words, sentences and names than the default.

    Yields:
        One account a document, in order.  A document whose language is likely not English gets sentences and nothing
        else (`Annotations.attempted` is False).
    """
    syntax = syntax or SpacySyntax()
    for document in documents:
        (parse,) = syntax.parse([document.view])
        yield Account(document, _assemble(document, parse, syntax.made_by))


def _assemble(document: Document, parse: Parse, made_by: str) -> Annotations:
    if document.language and document.language.value != ENGLISH and document.language.confidence >= _SURE:
        return _unattempted(document, parse, made_by)
    sentence_vectors, word_vectors = _encode(parse)
    found_mentions, entities = mentions.find(document, parse)
    found_times = times.find(document, parse)
    found_quantities = quantities.find(document, parse, found_times)
    found_events = events.find(document, parse)
    found_attributions = attributions.find(document, parse, found_mentions, entities)
    found_loaded, biased = loaded.find(document, parse, word_vectors, found_attributions)
    return Annotations(
        document=document.id,
        sentences=_with(document, parse.sentences, biased),
        tokens=parse.tokens,
        mentions=found_mentions,
        entities=entities,
        times=found_times,
        quantities=found_quantities,
        events=found_events,
        attributions=found_attributions,
        loaded=found_loaded,
        sentiment=sentiment.find(document, parse, found_mentions, found_attributions, word_vectors),
        embeddings=sentence_vectors,
        words=word_vectors,
        made_by=f"{made_by}+{encoder.MADE_BY}",
    )


def _encode(parse: Parse) -> tuple[Vectors, Vectors]:
    texts, words = [], []
    for s in parse.sentences:
        text, places = _written(parse.tokens[s.first : s.last])
        texts.append(text)
        words.append(places)
    return encoder.encode(texts, words)


def _written(tokens: Sequence[Token]) -> tuple[str, list[tuple[int, int]]]:
    """A sentence as analysis reads it, repaired and without junk, with the places of its words in that text."""
    text, places, end = "", [], 0
    for token in tokens:
        text += " " if text and token.start > end else ""
        places.append((len(text), len(text) + len(token.text)))
        text, end = text + token.text, token.end
    return text, places


def _with(document: Document, sentences: tuple[Sentence, ...], biased: tuple[float, ...]) -> tuple[Sentence, ...]:
    spans = attributions.quoted(document)
    return tuple(
        replace(s, biased=b, quoted=sum(s.span.shared(q) for q in spans) / max(1, s.end - s.start))
        for s, b in zip(sentences, biased, strict=True)
    )


def _unattempted(document: Document, parse: Parse, made_by: str) -> Annotations:
    nothing = np.zeros((len(parse.sentences), encoder.WIDTH), np.float32)
    words = np.zeros((len(parse.tokens), encoder.WIDTH), np.float32)
    return Annotations(
        document.id,
        parse.sentences,
        parse.tokens,
        (),
        (),
        (),
        (),
        (),
        (),
        (),
        (),
        nothing,
        words,
        made_by,
        attempted=False,
    )
