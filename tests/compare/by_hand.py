"""Accounts for these tests: parsed and encoded for real, annotated by hand, so that a test shows what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.annotate.model import reader
from tellings.annotate.syntax import parsing
from tellings.records import (
    Account,
    Annotations,
    Attribution,
    Citation,
    Document,
    Entity,
    LinkedEntity,
    Links,
    Mention,
    Naming,
    Piece,
    Sentiment,
    Span,
    Time,
    View,
)

NOTHING = Links((), (), (), ())


def place(text: str, phrase: str) -> Span:
    """Where a phrase stands first."""
    start = text.index(phrase)
    return Span(start, start + len(phrase))


def said(source: str, content: str, speaker: str | None, kind: str = "named", **more: object) -> dict[str, object]:
    """An attribution in words: `account` finds the places."""
    return {"source": source, "content": content, "speaker": speaker, "kind": kind, **more}


def account(
    name: str,
    text: str,
    *,
    mentions: Sequence[tuple[str, str, str]] = (),
    speech: Sequence[dict[str, object]] = (),
    times: Sequence[tuple[str, str]] = (),
    tone: Sequence[tuple[str, str, str]] = (),
) -> Account:
    """An account: `mentions` are (phrase, chain, type), `times` (phrase, value), `tone` (phrase, chain, label)."""
    document = Document(name, text, View(text, (Piece(Span(0, len(text)), Span(0, len(text)), True),) if text else ()))
    reading = reader.read(document.view.text)
    parse = parsing.parse(document.view, reading)
    found = tuple(sorted((_mention(text, parse.tokens, *m) for m in mentions), key=lambda m: (m.start, m.end)))
    chains = {chain: (phrase, kind) for phrase, chain, kind in reversed(mentions)}
    return Account(
        document,
        Annotations(
            document=name,
            sentences=parse.sentences,
            tokens=parse.tokens,
            mentions=found,
            entities=tuple(Entity(chain, phrase, kind, (phrase,)) for chain, (phrase, kind) in sorted(chains.items())),
            times=tuple(_time(text, *t) for t in times),
            quantities=(),
            events=(),
            attributions=tuple(_attribution(text, **s) for s in speech),
            loaded=(),
            sentiment=tuple(_sentiment(text, *t) for t in tone),
            embeddings=reader.sentence_vectors(reading, [(s.first, s.last) for s in parse.sentences]),
            words=reader.unit(reading.vectors),
            made_by="by hand",
        ),
    )


def links(*entities: tuple[str, str, Sequence[tuple[Account, str]]], **more: object) -> Links:
    """Links from (id, name, [(account, chain), …])."""
    linked = tuple(_linked(*e) for e in entities)
    return Links(**{"happenings": (), "entities": linked, "facts": (), "lineage": (), **more})


def sentence(of: Account, phrase: str) -> Citation:
    """The sentence of an account that holds a phrase."""
    index = of.annotations.sentence_at(of.document.text.index(phrase))
    assert index is not None
    return of.sentence(index)


def _linked(name: str, full: str, chains: Sequence[tuple[Account, str]]) -> LinkedEntity:
    mentions = tuple(
        Naming(a.id, m.start, m.end, a.quote(m.span), m.form, m.entity)
        for a, chain in chains
        for m in a.annotations.mentions
        if m.entity == chain
    )
    names = tuple(sorted({m.name for m in mentions}))
    return LinkedEntity(name, full, "PER", names, mentions, tuple((a.id, chain) for a, chain in chains))


def _mention(text: str, tokens: Sequence[object], phrase: str, chain: str, kind: str) -> Mention:
    span = place(text, phrase)
    head = max(i for i, t in enumerate(tokens) if span.holds(t.span))
    form = "pronoun" if phrase.casefold() in {"he", "she", "it", "they"} else "name"
    return Mention(span.start, span.end, kind, chain, form, head)


def _time(text: str, phrase: str, value: str) -> Time:
    span = place(text, phrase)
    return Time(span.start, span.end, "DATE", value, "by hand", 0.9)


def _attribution(
    text: str,
    source: str,
    content: str,
    speaker: str | None,
    kind: str,
    via: Sequence[str] = (),
    quotation: str = "indirect",
    cue: str = "",
) -> Attribution:
    return Attribution(
        source=place(text, source) if source else None,
        cue=place(text, cue) if cue else None,
        content=(place(text, content),),
        speaker=speaker,
        kind=kind,
        via=tuple(via),
        quotation=quotation,
    )


def _sentiment(text: str, phrase: str, chain: str, label: str) -> Sentiment:
    span = place(text, phrase)
    return Sentiment(span.start, span.end, chain, label, 0.9)
