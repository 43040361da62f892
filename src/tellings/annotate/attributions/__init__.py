"""Who is said to have said what: source + cue + content, with the kind of source and the outlets that relay it.

The reading model finds sources, cues and contents and points from one to the other (`links`); here they
become places in the text, and quotations that go on without a cue stay their speaker's.  The parse and the mentions
then tell the kind of source and who relays it (`kinds`).
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from tellings.annotate.attributions.kinds import (
    Cast,
    Saying,
    can_speak,
    cast,
    cited,
    is_outlet,
    kind_of,
    outlets_of,
    person_in,
    relay,
    speaker_of,
)
from tellings.annotate.attributions.links import Range, Said, said
from tellings.annotate.attributions.tree import Tree, tree_of
from tellings.annotate.mentions.lexicon import listed
from tellings.annotate.model.reader import Reading
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.text.quotes import quoted
from tellings.records import Attribution, Document, Entity, Mention, Span

__all__ = ["find", "quoted"]

_ACCORDING = listed("accord according per")
_LENDING = _ACCORDING | listed("report quote cite")
_SAYING = listed("say tell add warn claim announce state confirm declare insist admit")
_INDENT = 1  # code points before a sentence's opening mark
_NESTED = 12  # outlets' reports that are looked through for one that holds another attribution


def find(
    document: Document, parse: Parse, reading: Reading, mentions: tuple[Mention, ...], entities: tuple[Entity, ...]
) -> tuple[Attribution, ...]:
    """Find the attributions of a document.

    Args:
        document: Its text holds the quotation marks.
        parse: Tokens and sentences.
        reading: The model's scores for the same tokens.
        mentions: Gives sources their chains.
        entities: The chains.

    Returns:
        Attributions in the order of their first characters.  `speaker` and `via` are chain ids.
    """
    found = said(reading, lambda cue: any(parse.tokens[i].lemma in _LENDING for i in range(*cue)))
    if not found:
        return ()
    quotes = quoted(document)
    tree = tree_of(document.text, parse, mentions)
    people = cast(tree, mentions, entities)
    sayings = [s for s in (_saying(tree, one) for one in found) if can_speak(tree, s) and not _only_cites(people, s)]
    sayings += [inner for s in sayings if (inner := _reported(people, s))]
    whole = _through(_continued(tree, [_attribution(people, s, quotes) for s in sayings], quotes))
    return tuple(sorted(whole, key=lambda a: (_begins(a), a.content)))


def _reported(people: Cast, saying: Saying) -> Saying | None:
    """The speaker inside an outlet's report ("according to AFP, X said …"): X tells the same content, through it."""
    tree = people.tree
    if tree.tokens[saying.cue].lemma not in _ACCORDING or not is_outlet(people.entity(saying.speaker)):
        return None
    for verb in range(saying.words[1], tree.sentence_of(saying.cue).last):
        if tree.tokens[verb].lemma in _SAYING and tree.tokens[verb].end <= saying.content[0].start:
            source = _subject(tree, verb)
            return source and Saying(verb, (verb, verb + 1), source, _head(tree, source), saying.content)
    return None


def _saying(tree: Tree, one: Said) -> Saying:
    """Word ranges with their heads, and contents as places in the text."""
    content = tuple(tree.span(*c) for c in one.content)
    cue = _head(tree, one.cue)
    source = one.source or _subject(tree, cue)
    return Saying(cue, one.cue, source, _head(tree, source) if source else -1, content)


def _subject(tree: Tree, cue: int) -> Range | None:
    """The subject of a cue whose source the model did not name."""
    found = next((c for c in tree.children[cue] if tree.tokens[c].dep == "nsubj"), None)
    return None if found is None else tree.phrase(found, before=cue if found < cue else None)


def _head(tree: Tree, words: Range) -> int:
    """The word of a range that is governed from outside it; of several the first that is no punctuation."""
    tokens = tree.tokens
    outer = [i for i in range(*words) if not words[0] <= tokens[i].head < words[1] or tokens[i].head == i]
    return next((i for i in outer if tokens[i].pos != "PUNCT"), words[0])


def _begins(attribution: Attribution) -> int:
    return min(s.start for s in (attribution.source, attribution.cue, *attribution.content) if s)


# ------------------------------------------------------------------ telling


def _attribution(people: Cast, saying: Saying, quotes: Sequence[Span]) -> Attribution:
    told = replace(saying, speaker=speaker_of(people.tree, saying))
    saying = replace(told, speaker=person_in(people, told))
    via = relay(people, saying)
    behind = cited(people, saying) if is_outlet(people.entity(saying.speaker)) else None
    if behind:
        via = tuple(dict.fromkeys((*via, *outlets_of(people, saying))))
        content = _before(saying.content, people.tree.tokens[behind[2]].start)
        saying = replace(saying, source=behind[0], speaker=behind[1], content=content)
    entity = people.entity(saying.speaker)
    tree = people.tree
    return Attribution(
        source=tree.span(*saying.source) if saying.source else None,
        cue=Span(tree.tokens[saying.words[0]].start, tree.tokens[saying.words[1] - 1].end),
        content=saying.content,
        speaker=entity.id if entity else None,
        kind=kind_of(people, saying),
        via=tuple(v for v in via if entity is None or v != entity.id),
        quotation=_quotation(saying.content, tree.between(quotes, saying.content[0].start - 2, saying.content[-1].end)),
    )


def _before(content: Sequence[Span], end: int) -> tuple[Span, ...]:
    """Contents cut before "…, citing"; one that begins behind it stays whole."""
    return tuple(Span(c.start, end - 2) if c.start < end - 2 < c.end else c for c in content)


def _only_cites(people: Cast, saying: Saying) -> bool:
    """Whether a cue is the "citing …" of an outlet's report: the report itself tells it, with the relay."""
    return people.tree.tokens[saying.cue].lemma == "cite" and is_outlet(people.entity(saying.speaker))


def _quotation(content: Sequence[Span], quotes: Sequence[Span]) -> str:
    """Direct where nearly all of the content is quoted, indirect where none is, else mixed."""
    covered = sum(c.shared(q) for c in content for q in quotes)
    size = sum(c.end - c.start for c in content)
    return "indirect" if not covered else "direct" if 10 * covered >= 9 * size else "mixed"


def _continued(tree: Tree, found: list[Attribution], quotes: Sequence[Span]) -> list[Attribution]:
    """The attributions, and those of sentences that are one quotation and follow a speaker's statement.

    "Ren said that it was over. “We are tired.”" has no cue for the second sentence: it stays Ren's to the end of the
    paragraph.
    """
    by_sentence: dict[int, Attribution] = {}
    for attribution in found:
        cue = tree.token_at(attribution.cue.start) if attribution.cue and attribution.source else None
        if cue is not None and tree.tokens[cue].head == cue:
            by_sentence[tree.number[cue]] = attribution
    taken = sorted(s for a in found for s in a.content)
    out = list(found)
    for number in range(1, len(tree.sentences)):
        before, quote = by_sentence.get(number - 1), _filling(tree, number, quotes)
        if before and quote and number not in by_sentence and not _is_taken(quote, taken):
            by_sentence[number] = replace(before, cue=None, content=(quote,), quotation="direct")
            out.append(by_sentence[number])
    return out


def _filling(tree: Tree, number: int, quotes: Sequence[Span]) -> Span | None:
    """The part of a quotation that fills a sentence, in the paragraph of the sentence before."""
    sentence, before = tree.sentences[number], tree.sentences[number - 1]
    if tree.paragraphs_between(before.end, sentence.start):
        return None
    for quote in tree.around(quotes, sentence.start + _INDENT):
        if 10 * quote.shared(sentence.span) >= 9 * (sentence.end - sentence.start):
            return Span(max(quote.start, sentence.start), min(quote.end, sentence.end))
    return None


def _is_taken(quote: Span, taken: Sequence[Span]) -> bool:
    near = bisect.bisect_left(taken, quote.end, key=lambda s: s.start)
    return any(s.shared(quote) for s in taken[max(0, near - _NESTED) : near])


def _through(found: list[Attribution]) -> list[Attribution]:
    """Attributions inside what an outlet reports are relayed by that outlet."""
    outer = sorted((a for a in found if a.kind == "outlet" and a.speaker), key=_begins)
    starts = [_begins(a) for a in outer]
    return [replace(a, via=_with_outer(a, _near(a, outer, starts))) for a in found]


def _near(inner: Attribution, outer: Sequence[Attribution], starts: Sequence[int]) -> Sequence[Attribution]:
    """The outlets' attributions that begin last before another one, or at it."""
    last = bisect.bisect_right(starts, max(s.end for s in inner.content))
    return outer[max(0, last - _NESTED) : last]


def _with_outer(inner: Attribution, outer: Sequence[Attribution]) -> tuple[str, ...]:
    """Its own relays, then the outlets whose content holds its cue or is the same ("according to AFP, X said …")."""
    cue = inner.cue
    if cue is None:
        return inner.via
    others = (o for o in outer if o is not inner)
    around = (o.speaker for o in others if any(c.holds(cue) for c in o.content) or set(o.content) == set(inner.content))
    return tuple(dict.fromkeys([*inner.via, *(s for s in around if s and s != inner.speaker)]))
