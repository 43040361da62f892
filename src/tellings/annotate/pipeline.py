"""Document → Account: one pass of the reading model, then the small assemblers, each building on those before."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np

from tellings.annotate import attributions, events, mentions, quantities, times
from tellings.annotate.mentions import coreference
from tellings.annotate.model import reader
from tellings.annotate.model.reader import Reading
from tellings.annotate.syntax import parsing
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.tone import loaded, sentiment
from tellings.records import Account, Annotations, Document, Sentence, Span

ENGLISH = "en"
_SURE = 0.5  # probability from which a text in another language is not read as English


def annotate(documents: Iterable[Document]) -> Iterator[Account]:
    """Annotate documents one after another.

    Args:
        documents: Consumed lazily, so memory stays flat; one document is drawn ahead, and the model reads it on the
            other cores while the assemblers are at the one before.

    Yields:
        One account a document, in order.  A document whose language is likely not English gets sentences and nothing
        else (`Annotations.attempted` is False).
    """
    reader.prepare()
    for finish in _one_ahead(map(_begin, documents)):
        yield finish()


def _one_ahead(items: Iterator[Callable[[], Account]]) -> Iterator[Callable[[], Account]]:
    """Each item once the next one is drawn; where that fails, the item still comes before the error."""
    held = next(items, None)
    while held is not None:
        try:
            following = next(items, None)
        except Exception:  # whatever it is, it is raised again, behind the account that was ready before it
            yield held
            raise
        yield held
        held = following


def _begin(document: Document) -> Callable[[], Account]:
    foreign = document.language and document.language.value != ENGLISH and document.language.confidence >= _SURE
    if foreign:
        return lambda: Account(document, _unattempted(document))
    reading = reader.begin(document.view.text)
    return lambda: Account(document, _assemble(document, reading()))


def _assemble(document: Document, reading: Reading) -> Annotations:
    parse = parsing.parse(document.view, reading)
    found_mentions, entities = mentions.find(document, parse, antecedents=coreference.antecedents(parse, reading))
    found_times = times.find(document, parse)
    found_attributions = attributions.find(document, parse, reading, found_mentions, entities)
    found_loaded, biased = loaded.find(document, parse, reading, found_attributions)
    return Annotations(
        document=document.id,
        sentences=_with(document, parse.sentences, biased),
        tokens=parse.tokens,
        mentions=found_mentions,
        entities=entities,
        times=found_times,
        quantities=quantities.find(document, parse, found_times),
        events=events.find(document, parse),
        attributions=found_attributions,
        loaded=found_loaded,
        sentiment=sentiment.find(parse, found_mentions, reading),
        embeddings=reader.sentence_vectors(reading, [(s.first, s.last) for s in parse.sentences]),
        words=reader.unit(reading.vectors),
        made_by=reader.MADE_BY,
    )


def _with(document: Document, sentences: tuple[Sentence, ...], biased: tuple[float, ...]) -> tuple[Sentence, ...]:
    spans = attributions.quoted(document)
    starts = [q.start for q in spans]
    return tuple(
        replace(s, biased=b, quoted=_quoted(s, spans, starts) / max(1, s.end - s.start))
        for s, b in zip(sentences, biased, strict=True)
    )


def _quoted(sentence: Sentence, quotes: tuple[Span, ...], starts: list[int]) -> int:
    """How many characters of a sentence stand in quotations, which are in order and apart."""
    first = max(0, bisect.bisect_right(starts, sentence.start) - 1)
    last = bisect.bisect_left(starts, sentence.end)
    return sum(sentence.span.shared(q) for q in quotes[first:last])


def _unattempted(document: Document) -> Annotations:
    parse: Parse = parsing.plain(document.view)
    return Annotations(
        document=document.id,
        sentences=parse.sentences,
        tokens=parse.tokens,
        mentions=(),
        entities=(),
        times=(),
        quantities=(),
        events=(),
        attributions=(),
        loaded=(),
        sentiment=(),
        embeddings=np.zeros((len(parse.sentences), reader.WIDTH), np.float32),
        words=np.zeros((len(parse.tokens), reader.WIDTH), np.float32),
        made_by="tellings-words/1",
        attempted=False,
    )
