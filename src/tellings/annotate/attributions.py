"""Who is said to have said what: source + cue + content, with the kind of source and the outlets that relay it.

The order of the work: quotation marks (`attribution_quotes`), every candidate that the parse and the marks offer
(`attribution_candidates`), how likely each is (`attribution_scores`), the choice among rivals (here), then the kind of
source and its relays (`attribution_kinds`).
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tellings.annotate.attribution_candidates import Candidate, candidates
from tellings.annotate.attribution_kinds import (
    Cast,
    can_speak,
    cast,
    cited,
    is_outlet,
    kind_of,
    outlets_of,
    relay,
    speaker_of,
)
from tellings.annotate.attribution_quotes import quoted
from tellings.annotate.attribution_scores import evidence, probability
from tellings.annotate.attribution_tree import Tree, tree_of
from tellings.annotate.syntax import Parse
from tellings.records import Attribution, Document, Entity, Mention, Span

__all__ = ["find", "quoted"]

# The least probability; 0.3 gives the best relation F1 on PolNeAR's dev part.  Deeds that PolNeAR counts as attitudes
# ("endorsed", "push for") must be surer: a reader would not call most of them an attribution.
LEAST = 0.3
_SURER = {"object": 0.1, "infinitive": 0.1, "about": 0.15, "quote": 0.15, "colon": 0.15}
_INDENT = 1  # code points before a sentence's opening mark
_NESTED = 12  # outlets' reports that are looked through for one that holds another attribution


def find(
    document: Document, parse: Parse, mentions: tuple[Mention, ...], entities: tuple[Entity, ...]
) -> tuple[Attribution, ...]:
    """Find the attributions of a document.

    Args:
        document: Its text holds the quotation marks.
        parse: Tokens and sentences.
        mentions: Gives sources their chains.
        entities: The chains.

    Returns:
        Attributions in the order of their first characters.  `speaker` and `via` are chain ids.
    """
    quotes = quoted(document)
    tree = tree_of(document.text, parse, mentions)
    people = cast(tree, mentions, entities)
    chosen = [c for c in choose(tree, candidates(tree, quotes), quotes) if not _only_cites(people, c)]
    found = _through(_continued(tree, [_attribution(people, c, quotes) for c in chosen], quotes))
    return tuple(sorted(found, key=lambda a: (_begins(a), a.content)))


def _begins(attribution: Attribution) -> int:
    return min(s.start for s in (attribution.source, attribution.cue, *attribution.content) if s)


# ------------------------------------------------------------------ choosing


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    probability: float


def choose(tree: Tree, found: Sequence[Candidate], quotes: Sequence[Span], *, least: float = LEAST) -> list[Candidate]:
    """The candidates that are likely enough, of sources that can speak: one a cue, and one a content.

    Args:
        tree: The parse.
        found: All candidates.
        quotes: Quotation spans.
        least: The probability below which a candidate is dropped.

    Returns:
        In the order of their cues.
    """
    speaking = (c for c in found if can_speak(tree, c))
    scored = [_Scored(c, round(probability(evidence(tree, c, quotes)), 6)) for c in speaking]
    enough = (s for s in scored if s.probability >= least + _SURER.get(s.candidate.construction, 0.0))
    likely = sorted(enough, key=lambda s: (-s.probability, s.candidate.cue))
    cues: set[int] = set()
    kept: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in (s.candidate for s in likely):
        sentence = tree.number[candidate.cue]
        if candidate.cue not in cues and not any(_same_content(candidate, k) for k in kept[sentence]):
            cues.add(candidate.cue)
            kept[sentence].append(candidate)
    return sorted((c for group in kept.values() for c in group if not _covered(c, group)), key=lambda c: c.cue)


def _covered(candidate: Candidate, group: Sequence[Candidate]) -> bool:
    """Whether quotations that no clause ties to their cue already stand in the contents of other cues."""
    others = [s for c in group if c.construction != "quote" for s in c.content]
    shared = sum(a.shared(b) for a in candidate.content for b in others)
    return candidate.construction == "quote" and 2 * shared >= sum(s.end - s.start for s in candidate.content)


def _same_content(one: Candidate, other: Candidate) -> bool:
    shared = sum(a.shared(b) for a in one.content for b in other.content)
    longer = max(sum(s.end - s.start for s in c.content) for c in (one, other))
    return 10 * shared >= 8 * longer


# ------------------------------------------------------------------ telling


def _attribution(people: Cast, candidate: Candidate, quotes: Sequence[Span]) -> Attribution:
    candidate = replace(candidate, speaker=speaker_of(people.tree, candidate))
    via = relay(people, candidate)
    behind = cited(people, candidate) if is_outlet(people.entity(candidate.speaker)) else None
    if behind:
        via = tuple(dict.fromkeys((*via, *outlets_of(people, candidate))))
        content = _before(candidate.content, people.tree.tokens[behind[2]].start)
        candidate = replace(candidate, source=behind[0], speaker=behind[1], content=content)
    entity = people.entity(candidate.speaker)
    tree = people.tree
    return Attribution(
        source=tree.span(*candidate.source) if candidate.source else None,
        cue=Span(tree.tokens[candidate.words[0]].start, tree.tokens[candidate.words[1] - 1].end),
        content=candidate.content,
        speaker=entity.id if entity else None,
        kind=kind_of(people, candidate),
        via=tuple(v for v in via if entity is None or v != entity.id),
        quotation=_quotation(
            candidate.content, tree.between(quotes, candidate.content[0].start - 2, candidate.content[-1].end)
        ),
    )


def _before(content: Sequence[Span], end: int) -> tuple[Span, ...]:
    """Contents cut before "…, citing"; one that begins behind it stays whole."""
    return tuple(Span(c.start, end - 2) if c.start < end - 2 < c.end else c for c in content)


def _only_cites(people: Cast, candidate: Candidate) -> bool:
    """Whether a cue is the "citing …" of an outlet's report: the report itself tells it, with the relay."""
    return (
        candidate.construction == "object"
        and people.tree.tokens[candidate.cue].lemma == "cite"
        and is_outlet(people.entity(candidate.speaker))
    )


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
    """Its own relays, then the outlets whose content holds its cue."""
    cue = inner.cue
    if cue is None:
        return inner.via
    around = (o.speaker for o in outer if o is not inner and any(c.holds(cue) for c in o.content))
    return tuple(dict.fromkeys([*inner.via, *(s for s in around if s and s != inner.speaker)]))
