"""Every place where somebody may be said to have said something: cue, source and content, read off the parse.

Candidates are generous; `attribution_scores` decides which of them hold.  A candidate comes from one construction:

clause      a verb, adjective or noun with a clause ("said that …", "his claim that …", "…, she said")
infinitive  a verb with an infinitive ("vowed to …")
object      a verb with an object ("denied the charges")
about       a verb or noun with a prepositional object ("warned of …", "her call for …")
quote       a cue and the quotations of its sentence, or of the one before ("'Why?' she asked.")
as          "as X put it", the clause round it being the content
according   "according to X", "per X"
colon       "X: …" at the beginning of a line
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tellings.annotate.attribution_tree import Tree
from tellings.annotate.mention_lexicon import listed
from tellings.records import Sentence, Span, Token

Range = tuple[int, int]

_SUBJECTS = listed("nsubj nsubjpass expl csubj")
_SHARING = listed("conj xcomp advcl pcomp prep aux acomp attr")
_WITH_CUE = listed("aux auxpass neg prt advmod")
_CUE_LINKS = listed("as by in")
_ACCORDING = listed("accord according per")
_LONGEST_TITLE = 12
_MOST_QUOTES = 8  # that one candidate runs over
_MOST_TOUCHED = 24  # that are looked at for one candidate
_STRAY = 2  # code points of a quotation that the parser may leave in the next sentence: its closing mark
_DEEPEST = 4  # verbs climbed in search of a subject
_GAP = 6  # code points between a colon and the quotation that it announces


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible attribution.

    `cue` is its token, `words` the token range of the whole cue, `source` a token range with its `speaker` token, or
    None; `content` are spans of the text.
    """

    construction: str
    cue: int
    words: Range
    source: Range | None
    speaker: int
    content: tuple[Span, ...]


def candidates(tree: Tree, quotes: Sequence[Span]) -> list[Candidate]:
    """All candidates of a document, in the order of their cues.

    Args:
        tree: The parse.
        quotes: Quotation spans, in order.

    Returns:
        Several a cue where it can be read several ways.
    """
    found: list[Candidate] = []
    for i, token in enumerate(tree.tokens):
        if token.pos in {"VERB", "AUX"}:
            found.extend(_of_verb(tree, i, quotes))
        elif token.pos in {"NOUN", "ADJ", "PROPN"}:
            found.extend(_of_noun(tree, i))
        if token.lemma in _ACCORDING or (token.text.lower() == "per" and token.pos == "ADP"):
            found.extend(_according(tree, i))
    found.extend(_colons(tree))
    return [extended(tree, c, quotes) for c in found]


# ------------------------------------------------------------------ whole quotations


def extended(tree: Tree, candidate: Candidate, quotes: Sequence[Span]) -> Candidate:
    """A candidate whose content is mostly quoted, with the whole quotations and those that go on behind them.

    The parser sees one sentence at a time; what a speaker says may fill several, before and after the cue.
    """
    if candidate.construction not in {"clause", "quote", "as", "colon", "according"}:
        return candidate
    touched = [
        q for q in _touched(candidate.content, quotes) if not q.start <= tree.tokens[candidate.cue].start < q.end
    ]
    covered = sum(c.shared(q) for c in candidate.content for q in touched)
    if not touched or 10 * covered < 6 * sum(c.end - c.start for c in candidate.content):
        return candidate
    return replace(candidate, content=(*touched, *_going_on(tree, candidate, touched[-1], quotes)))


def _touched(content: Sequence[Span], quotes: Sequence[Span]) -> list[Span]:
    first = bisect.bisect_right(quotes, content[0].start, key=lambda q: q.end)
    last = bisect.bisect_left(quotes, content[-1].end, key=lambda q: q.start)
    return [q for q in quotes[first : min(last, first + _MOST_TOUCHED)] if any(c.shared(q) for c in content)]


def _going_on(tree: Tree, candidate: Candidate, last: Span, quotes: Sequence[Span]) -> Iterator[Span]:
    """Quotations that follow with nothing between: in the paragraph, or where the last one was left open."""
    end = max(last.end, tree.sentence_of(candidate.cue).end)
    index = bisect.bisect_left(quotes, end, key=lambda q: q.start)
    for quote in quotes[index : index + _MOST_QUOTES]:
        if quote.start - end > _GAP or not tree.blank(end, quote.start):
            return
        if tree.paragraphs_between(end, quote.start) and not (tree.left_open(end) or tree.fills_paragraph(quote)):
            return
        yield quote
        end = quote.end


# ------------------------------------------------------------------ verbs


def _of_verb(tree: Tree, verb: int, quotes: Sequence[Span]) -> Iterator[Candidate]:
    source, speaker = _subject(tree, verb)
    words = _cue_words(tree, verb)
    for child in tree.children[verb]:
        dep = tree.tokens[child].dep
        if dep == "ccomp" or (dep == "parataxis" and child < verb):
            yield from _candidate(tree, "clause", verb, words, source, speaker, _clause(tree, child, words, source))
        elif dep == "xcomp" and _infinitive(tree, child):
            yield from _candidate(tree, "infinitive", verb, words, source, speaker, _range(tree, child))
        elif dep == "dobj":
            yield from _candidate(tree, "object", verb, words, source, speaker, _object(tree, verb, child))
        elif dep in {"prep", "agent"} and child > verb:
            yield from _about(tree, verb, words, source, speaker, child)
    if tree.tokens[verb].dep in {"parataxis", "advcl", "ccomp", "intj", "relcl"} or _comma_joined(tree, verb):
        yield from _around(tree, verb, words, source, speaker)
    yield from _quoting(tree, verb, words, source, speaker, quotes)


def _comma_joined(tree: Tree, verb: int) -> bool:
    """Whether a clause with its own subject is joined by a comma alone: "She plans to resign, the agency reported"."""
    token = tree.tokens[verb]
    if token.dep != "conj" or not any(tree.tokens[c].dep in _SUBJECTS for c in tree.children[verb]):
        return False
    return not any(tree.tokens[c].dep == "cc" and token.head < c < verb for c in tree.children[token.head])


def _candidate(
    tree: Tree, construction: str, cue: int, words: Range, source: Range | None, speaker: int, content: list[Range]
) -> Iterator[Candidate]:
    spans = tuple(tree.span(first, last) for first, last in content if first < last and tree.tells(first, last))
    if spans:
        yield Candidate(construction, cue, words, source, speaker, spans)


def _cue_words(tree: Tree, verb: int) -> Range:
    """The verb with the auxiliaries, negation and adverbs that stand right before it, and its particle."""
    first, last = verb, verb + 1
    while first > 0 and tree.tokens[first - 1].head == verb and tree.tokens[first - 1].dep in _WITH_CUE:
        first -= 1
    if last < len(tree.tokens) and tree.tokens[last].dep == "prt" and tree.tokens[last].head == verb:
        last += 1
    return first, last


def _subject(tree: Tree, verb: int, depth: int = 0) -> tuple[Range | None, int]:
    """Who does what a verb says: its subject or agent, else that of the verb it hangs on; a participle's noun."""
    token = tree.tokens[verb]
    passive = any(tree.tokens[c].dep == "auxpass" for c in tree.children[verb])
    for child in tree.children[verb]:
        if passive and tree.tokens[child].dep == "agent":
            return _agent(tree, child)
    for child in tree.children[verb]:
        if tree.tokens[child].dep in _SUBJECTS:
            return (None, -1) if _empty(tree, verb, child) else (tree.phrase(child), child)
    if token.dep in {"acl", "relcl"} and depth == 0 and token.tag in {"VBG", "VBN"}:
        return tree.phrase(token.head, before=verb), token.head
    if _coordinates_with_outer(tree, verb) and depth < _DEEPEST:
        return _subject(tree, tree.tokens[token.head].head, depth + 1)
    if (
        token.dep in {"conj", "xcomp", "advcl", "pcomp", "prep", "aux", "acomp", "attr"}
        and token.head != verb
        and depth < _DEEPEST
    ):
        return _subject(tree, token.head, depth + 1)
    return None, -1


def _coordinates_with_outer(tree: Tree, verb: int) -> bool:
    """Whether a verb that the parser joins to a clause belongs to the verb above it.

    In "Ruvia warned that a strike would hurt and said that …" only the outer verb has the form of "said".
    """
    token = tree.tokens[verb]
    joined = tree.tokens[token.head]
    if token.dep != "conj" or joined.dep != "ccomp" or joined.head == token.head:
        return False
    own = any(tree.tokens[c].dep in {"aux", "auxpass"} for c in tree.children[verb])
    return joined.tag == "VB" and token.tag in {"VBD", "VBN", "VBZ"} and not own


def _empty(tree: Tree, verb: int, subject: int) -> bool:
    """Whether a subject is the "it" or "there" of "it was reported" and "it is clear"."""
    token = tree.tokens[subject]
    plain = token.text.lower() in {"it", "there"}
    return token.dep == "expl" or (plain and (token.dep == "nsubjpass" or tree.tokens[verb].lemma in {"be", "seem"}))


def _agent(tree: Tree, by: int) -> tuple[Range | None, int]:
    for child in tree.children[by]:
        if tree.tokens[child].dep == "pobj":
            return tree.phrase(child), child
    return None, -1


def _range(tree: Tree, head: int) -> list[Range]:
    return [(tree.left[head], tree.right[head] + 1)]


def _clause(tree: Tree, head: int, words: Range, source: Range | None) -> list[Range]:
    """A clause's range; where the cue or the source stands inside it, what lies on either side."""
    first, last = tree.left[head], min([tree.right[head] + 1, *_outer_verbs(tree, head)])
    if first <= words[0] < last:
        inner = [words] + ([source] if source else [])
        return [(first, min(r[0] for r in inner)), (max(r[1] for r in inner), last)]
    return [(first, last)]


def _outer_verbs(tree: Tree, head: int) -> Iterator[int]:
    """Where verbs begin that the parser joins to a clause although they belong to the verb above it, "and" included."""
    for child in tree.children[head]:
        if child > head and _coordinates_with_outer(tree, child):
            first = tree.left[child]
            yield first - 1 if tree.tokens[first - 1].dep == "cc" else first


def _infinitive(tree: Tree, child: int) -> bool:
    return any(tree.tokens[c].dep in {"aux", "mark"} and c < child for c in tree.children[child])


def _object(tree: Tree, verb: int, child: int) -> list[Range]:
    """An object with what is predicated of it ("called the plan a mistake")."""
    last = tree.right[child] + 1
    for other in tree.children[verb]:
        if tree.tokens[other].dep in {"oprd", "acomp"} and other > child:
            last = max(last, tree.right[other] + 1)
    return [(tree.left[child], last)]


def _about(tree: Tree, cue: int, words: Range, source: Range | None, speaker: int, prep: int) -> Iterator[Candidate]:
    """The objects of a preposition; "as saying that …" is a clause with a longer cue."""
    for child in tree.children[prep]:
        dep = tree.tokens[child].dep
        if dep in {"pobj", "pcomp"} and child > prep:
            longer = (words[0], prep + 1) if prep == words[1] else words
            long = dep == "pcomp" and tree.tokens[prep].text.lower() in _CUE_LINKS
            clauses = [c for c in tree.children[child] if tree.tokens[c].dep == "ccomp"] if long else []
            if clauses:
                content = [r for c in clauses for r in _range(tree, c)]
                yield from _candidate(tree, "clause", child, (words[0], child + 1), source, speaker, content)
            else:
                yield from _candidate(tree, "about", cue, longer, source, speaker, _range(tree, child))


def _around(tree: Tree, verb: int, words: Range, source: Range | None, speaker: int) -> Iterator[Candidate]:
    """An inserted "…, X said, …" or "as X said": the clause around it is the content."""
    head, dep = tree.tokens[verb].head, tree.tokens[verb].dep
    as_ = any(tree.tokens[c].text.lower() == "as" for c in tree.children[verb])
    if dep in {"relcl", "ccomp"} or (dep == "advcl" and not as_) or source is None:
        return
    if any(tree.tokens[c].dep == "ccomp" for c in tree.children[verb]):
        return
    outer = (tree.left[head], tree.right[head] + 1)
    inner = (min(tree.left[verb], source[0]), max(tree.right[verb] + 1, source[1]))
    content = [(outer[0], min(inner[0], outer[1])), (max(inner[1], outer[0]), outer[1])]
    yield from _candidate(tree, "as" if as_ else "clause", verb, words, source, speaker, content)


def _quoting(
    tree: Tree, verb: int, words: Range, source: Range | None, speaker: int, quotes: Sequence[Span]
) -> Iterator[Candidate]:
    """A verb outside the quotations of its sentence: the nearest ones are the content."""
    sentence = tree.sentence_of(verb)
    at = tree.tokens[verb].start
    inside = [q for q in _in_reach(tree, quotes, sentence) if not q.start <= at < q.end]
    if not inside and tree.tokens[sentence.last - 1].text == ":":
        inside = list(tree.between(quotes, sentence.end, sentence.end + _GAP)[:1])
    if inside:
        yield Candidate("quote", verb, words, source, speaker, tuple(inside[:_MOST_QUOTES]))


def _in_reach(tree: Tree, quotes: Sequence[Span], sentence: Sentence) -> list[Span]:
    """Quotations that share a sentence, or end right before it: "“Why?” she asked." is two sentences to the parser."""
    first = bisect.bisect_left(quotes, sentence.start - _GAP, key=lambda q: q.end)
    last = bisect.bisect_left(quotes, sentence.end, key=lambda q: q.start)
    found = quotes[first : min(last, first + _MOST_TOUCHED)]
    inside = [q for q in found if q.shared(sentence.span) > _STRAY]
    return [
        q for q in found if q in inside or (q.end <= sentence.start + _STRAY and _waits(tree.text, q, sentence.start))
    ]


def _waits(text: str, quote: Span, end: int) -> bool:
    """Whether a quotation waits for its cue: on the same line, and not closed by a full stop."""
    inner = text[max(quote.start, quote.end - 4) : quote.end].rstrip("”\"»›’'")
    return "\n" not in text[quote.end : end] and inner[-1:] in {",", "?", "!", "…", "—"}


# ------------------------------------------------------------------ nouns, adjectives, "according to", colons


def _of_noun(tree: Tree, noun: int) -> Iterator[Candidate]:
    """A noun or adjective with a clause, an infinitive, or "of", "for" and the like."""
    source, speaker = _holder(tree, noun)
    words = (noun, noun + 1)
    for child in tree.children[noun]:
        if child < noun:
            continue
        dep = tree.tokens[child].dep
        if dep in {"ccomp", "acl"} and _has_mark(tree, child):
            yield from _candidate(tree, "clause", noun, words, source, speaker, _range(tree, child))
        elif dep in {"xcomp", "acl"} and _infinitive(tree, child):
            yield from _candidate(tree, "infinitive", noun, words, source, speaker, _range(tree, child))
        elif dep == "prep" and speaker >= 0:
            yield from _about(tree, noun, words, source, speaker, child)


def _has_mark(tree: Tree, child: int) -> bool:
    return any(tree.tokens[c].dep == "mark" for c in tree.children[child])


def _holder(tree: Tree, noun: int) -> tuple[Range | None, int]:
    """Whose statement a noun is: its possessor; for an object or a predicate, the verb's subject."""
    for child in tree.children[noun]:
        if tree.tokens[child].dep == "poss":
            return tree.phrase(child), child
    token = tree.tokens[noun]
    if token.dep in {"dobj", "attr", "acomp", "oprd"}:
        return _subject(tree, token.head)
    return None, -1


def _according(tree: Tree, index: int) -> Iterator[Candidate]:
    """In "according to X" X is the source, the clause it hangs on the content."""
    tokens = tree.tokens
    to = index + 1 if tokens[index].text.lower() != "per" else index
    if to >= len(tokens) or (to > index and tokens[to].text.lower() != "to"):
        return
    pobj = next((c for c in (*tree.children[to], *tree.children[index]) if tokens[c].dep == "pobj" and c > to), -1)
    if pobj < 0:
        return
    last = tree.right[pobj] + 1
    head = _clause_head(tree, index)
    outer = (tree.left[head], tree.right[head] + 1)
    content = [(outer[0], index), (last, outer[1])]
    source = (to + 1, last)
    yield from _candidate(tree, "according", index, (index, to + 1), source, pobj, content)


def _clause_head(tree: Tree, index: int) -> int:
    """The verb, or sentence root, that a preposition hangs on in the end."""
    head = tree.tokens[index].head
    for _ in range(8):
        if tree.tokens[head].pos in {"VERB", "AUX"} or tree.tokens[head].head == head:
            break
        head = tree.tokens[head].head
    return head


def _colons(tree: Tree) -> Iterator[Candidate]:
    """Find "X: …" where a line begins with a few capitalised words, and what follows runs to the sentence's end."""
    for sentence in tree.sentences:
        for i in range(sentence.first + 1, min(sentence.first + _LONGEST_TITLE, sentence.last - 1)):
            if tree.tokens[i].text == ":" and _titular(tree.tokens[sentence.first : i]):
                yield from _candidate(
                    tree, "colon", i, (i, i + 1), (sentence.first, i), i - 1, [(i + 1, sentence.last)]
                )
                break


def _titular(words: Sequence[Token]) -> bool:
    """Whether the words before a colon read as a name rather than a clause."""
    return words[0].text[:1].isupper() and not any(t.pos in {"VERB", "AUX"} or t.text in ",;.?!" for t in words)
