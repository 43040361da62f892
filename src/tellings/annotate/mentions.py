"""Who and what a document mentions, gathered into chains.

The order of the work: names with their types (`mention_names`), names joined into chains (`mention_chains`), then the
descriptions (`mention_nominals`) and the pronouns (`mention_pronouns`) that mean one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tellings.annotate.attribution_quotes import quoted
from tellings.annotate.mention_chains import Chain, chains
from tellings.annotate.mention_lexicon import lexicon
from tellings.annotate.mention_names import line_breaks, names
from tellings.annotate.mention_nominals import Nominal, Party, join, nominals, text_of
from tellings.annotate.mention_pronouns import Antecedents, pronouns
from tellings.annotate.syntax import Parse
from tellings.records import Document, Entity, Mention, Token


def find(
    document: Document, parse: Parse, *, sure: Sequence[float] = (), antecedents: Antecedents | None = None
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Find the mentions of people, bodies, places and the rest, and their chains.

    Args:
        document: Its text gives the names as written.
        parse: Its tokens, sentences and the tagger's names.
        sure: For each of `parse.names` the probability of its type; () where the tagger tells none.
        antecedents: For pronouns' tokens the reading model's view of their antecedents.

    Returns:
        Mentions in the order of the text, and entities "e1", "e2", … in the order of their first mentions.  Mentions
        of names do not overlap; a nominal may hold a name ("Zelenskiy's government").  Types are PER, ORG, LOC, MISC.
    """
    found = pronouns(parse, parties(document, parse, sure=sure), quoted(document), lexicon(), antecedents=antecedents)
    found.sort(key=lambda p: p.first)
    numbered = [(f"e{n}", party) for n, party in enumerate(found, 1)]
    mentions = sorted(m for key, party in numbered for m in _mentions(parse.tokens, key, party))
    return tuple(m for _, _, m in mentions), tuple(_entity(document, parse.tokens, key, p) for key, p in numbered)


def parties(document: Document, parse: Parse, *, sure: Sequence[float] = ()) -> list[Party]:
    """The chains of names and descriptions, before any pronoun is given to one.

    Args:
        document: Its text gives the names as written.
        parse: Its tokens, sentences and the tagger's names.
        sure: For each of those names the probability of its type.
    """
    words, breaks = lexicon(), line_breaks(document.text, parse.tokens)
    found = names(document, parse, breaks, sure=sure)
    taken = {i for n in found for i in range(n.titled, n.last)}
    named = [_party(parse.tokens, chain) for chain in chains(parse, found)]
    return join(parse, named, nominals(parse, taken, words, breaks), words)


def _party(tokens: tuple[Token, ...], chain: Chain) -> Party:
    roles = (text_of(tokens, n.titled, n.first) for n in chain.names if n.titled < n.first)
    return Party(chain.type, chain, roles=[r.rstrip(" -") for r in roles], gender=chain.gender)


def _mentions(tokens: tuple[Token, ...], key: str, party: Party) -> Iterator[tuple[int, int, Mention]]:
    """A party's mentions, each with the offsets that order it (the longer first)."""
    for name in party.chain.names if party.chain else ():
        yield _mention(tokens, name.first, name.last, party.type, key, "name", name.last - 1)
    for nominal in party.nominals:
        yield _mention(tokens, nominal.first, nominal.last, party.type, key, "nominal", nominal.head)
    for i in party.pronouns:
        yield _mention(tokens, i, i + 1, party.type, key, "pronoun", i)


def _mention(
    tokens: tuple[Token, ...], first: int, last: int, kind: str, key: str, form: str, head: int
) -> tuple[int, int, Mention]:
    start, end = tokens[first].start, tokens[last - 1].end
    return start, -end, Mention(start, end, kind, key, form, head)


def _entity(document: Document, tokens: tuple[Token, ...], key: str, party: Party) -> Entity:
    written = list(_written(document, tokens, party))
    name = party.chain.fullest.text if party.chain else max(written, key=len)
    return Entity(key, name, party.type, tuple(dict.fromkeys(written)), tuple(dict.fromkeys(party.roles)))


def _written(document: Document, tokens: tuple[Token, ...], party: Party) -> Iterator[str]:
    """A party's names as the text has them, with and without title or article; its nominals where it has no name."""
    for name in party.chain.names if party.chain else ():
        yield name.text
        if party.type != "PER" and name.first and tokens[name.first - 1].text.lower() == "the":
            yield f"{tokens[name.first - 1].text} {name.text}"
        if name.titled < name.first:
            yield " ".join(document.text[tokens[name.titled].start : tokens[name.last - 1].end].split())
    if party.chain is None:
        for nominal in party.nominals:
            yield _phrase(document, tokens, nominal)


def _phrase(document: Document, tokens: tuple[Token, ...], nominal: Nominal) -> str:
    return " ".join(document.text[tokens[nominal.first].start : tokens[nominal.last - 1].end].split())
