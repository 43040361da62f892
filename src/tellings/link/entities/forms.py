"""How a text writes out an entity around its bare name: with what stands before it, and what is set beside it.

"Palestinian teen Ahed Tamimi", "his lawyer, John Dowd", "Josh Earnest, the White House press secretary": such forms are
what accounts differ in, so they are kept word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.link.entities.names import is_honorific
from tellings.records import Account, Mention, Token

_BEFORE = frozenset(
    {"compound", "amod", "det", "poss", "nmod", "nummod", "advmod", "case", "npadvmod", "hyph", "quantmod"}
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow".split()
)
_LONGEST = 10  # words of a form
_OF = 2  # words of a place after "of"


def forms(account: Account, mention: Mention) -> Iterator[str]:
    """Forms of one mention by name, as written, without the bare name itself.

    Args:
        account: The account of the mention.
        mention: A mention by name whose `head` is a token.

    Yields:
        Forms on one line: with the words before it (with and without its article), and for people also the description
        that stands beside the name.
    """
    tokens = account.annotations.tokens
    if mention.form != "name" or not 0 <= mention.head < len(tokens):
        return
    first, last = _first(tokens, mention), mention.head
    start = _reach(tokens, first, last)
    if start < first:
        yield _text(account, tokens, start, last)
        if tokens[start].dep == "det" and start + 1 < first:
            yield _text(account, tokens, start + 1, last)
    if mention.type == "PER":
        yield from _titled(account, tokens, first, last)
    end = _of_place(tokens, last)
    if end > last and mention.type == "PER":
        yield _text(account, tokens, start, end)
    if mention.type in ("PER", "ORG"):
        yield from _beside(account, tokens, first, last)


def _first(tokens: Sequence[Token], mention: Mention) -> int:
    """Index of the mention's first token."""
    first = mention.head
    while first > 0 and tokens[first - 1].start >= mention.start:
        first -= 1
    return first


def _reach(tokens: Sequence[Token], first: int, last: int) -> int:
    """How far to the left the words go that belong to the name, at most `_LONGEST`."""
    start = first
    while start > 0 and last - start < _LONGEST and _belongs(tokens, start - 1, last):
        start -= 1
    while start < first and tokens[start].pos in ("PUNCT", "ADV", "CCONJ"):
        start += 1
    return start


def _belongs(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Whether a token hangs, through modifiers only, on the name's head."""
    at = index
    for _ in range(_LONGEST):
        if at == last:
            return True
        token = tokens[at]
        joins = token.dep in _BEFORE or (token.dep == "punct" and token.text in '-–“”"') or token.text in ("'s", "’s")
        if not joins or not index <= token.head <= last:
            return False
        at = token.head
    return False


def _titled(account: Account, tokens: Sequence[Token], first: int, last: int) -> Iterator[str]:
    """Forms with what stands right before a person's name, whatever the tree says, where it tells an office.

    All of it ("Tarn Water Board secretary Ada Holm"), that without the name, and the title alone with the name.
    """
    start = first
    while start > 0 and first - start < _LONGEST and _describes(tokens, start - 1):
        start -= 1
    while start < first and tokens[start].pos in ("PART", "PUNCT"):
        start += 1
    words = lexicon()
    if start < first and any(
        t.lemma.lower() in words.roles or fold(t.text) in words.titles for t in tokens[start:first]
    ):
        yield _text(account, tokens, start, last)
        if first - start > 1:
            yield _text(account, tokens, start, first - 1)
    if first and is_honorific(fold(tokens[first - 1].text)):
        yield _text(account, tokens, first - 1, last)


def _describes(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word may belong to what stands before a name: nothing lies between, and it is no sign and no day."""
    token, behind = tokens[index], tokens[index + 1]
    if behind.start - token.end > 1 or fold(token.text) in _DAYS:
        return False
    return token.pos in ("NOUN", "PROPN", "ADJ", "NUM") or token.text in ("-", "'s", "’s")


def _of_place(tokens: Sequence[Token], last: int) -> int:
    """Index of the last word of "of Israel" behind a name, or the name's own last word."""
    if last + 2 < len(tokens) and tokens[last + 1].text == "of":
        end = last + 2
        while end + 1 < len(tokens) and end - last <= _OF and tokens[end].dep == "compound":
            end += 1
        if fold(tokens[end].text) in lexicon().places or tokens[end].pos == "PROPN":
            return end
    return last


def _beside(account: Account, tokens: Sequence[Token], first: int, last: int) -> Iterator[str]:
    """The description in apposition, on either side of the name."""
    head = tokens[last]
    if head.dep == "appos" and tokens[head.head].pos == "NOUN" and 0 < first - head.head <= _LONGEST:
        noun = head.head
        start = _reach(tokens, noun, noun)
        yield _text(account, tokens, start, last)
        yield _text(account, tokens, start, _clause_end(tokens, noun, first))
    for noun in range(last + 1, min(len(tokens), last + 1 + _LONGEST)):
        if tokens[noun].dep == "appos" and tokens[noun].head == last and tokens[noun].pos == "NOUN":
            start = max(_reach(tokens, noun, noun), last + 1)
            yield _text(account, tokens, start, noun)
            yield _text(account, tokens, start, _clause_end(tokens, noun, min(len(tokens), noun + _LONGEST)))
            return


def _clause_end(tokens: Sequence[Token], noun: int, limit: int) -> int:
    """The last word before the comma, dash or full stop that ends a description."""
    end = noun
    while end + 1 < limit and tokens[end + 1].pos != "PUNCT" and tokens[end + 1].dep not in ("relcl", "mark", "nsubj"):
        end += 1
    return end


def _text(account: Account, tokens: Sequence[Token], start: int, end: int) -> str:
    return " ".join(account.document.text[tokens[start].start : tokens[end].end].split())
