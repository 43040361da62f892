"""Who and what a document mentions, gathered into chains.

The order of the work: names (`names`) and their types (`voting`), names joined into chains (`chains`), then the
descriptions (`nominals`) and the pronouns (`pronouns`) that mean one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tellings.annotate.mentions.chains import Chain, chains
from tellings.annotate.mentions.lexicon import lexicon
from tellings.annotate.mentions.names import line_breaks, names
from tellings.annotate.mentions.nominals import Nominal, Party, join, nominals, text_of
from tellings.annotate.mentions.pronouns import Antecedents, pronouns
from tellings.annotate.mentions.voting import Name
from tellings.annotate.syntax.parsing import Parse
from tellings.annotate.text.quotes import quoted
from tellings.records import Document, Entity, Mention, Token

_KINDS_OF_PLACE = frozenset(
    "province city district region county governorate prefecture oblast island town village municipality".split()
)
_KINDS_OF_SITE = frozenset("prison jail airport base camp crossing checkpoint port plant stadium".split())


def find(
    document: Document, parse: Parse, *, antecedents: Antecedents | None = None
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Find the mentions of people, bodies, places and the rest, and their chains.

    Args:
        document: Its text gives the names as written.
        parse: Its tokens, sentences and the model's names.
        antecedents: For pronouns' tokens the reading model's view of their antecedents.

    Returns:
        Mentions in the order of the text, and entities "e1", "e2", … in the order of their first mentions.  Mentions
        of names do not overlap; a nominal may hold a name ("Zelenskiy's government").  Types are PER, ORG, LOC, MISC.
    """
    found = pronouns(parse, parties(document, parse), quoted(document), lexicon(), antecedents=antecedents)
    found.sort(key=lambda p: p.first)
    numbered = [(f"e{n}", party) for n, party in enumerate(found, 1)]
    mentions = sorted(m for key, party in numbered for m in _mentions(parse.tokens, key, party))
    return tuple(m for _, _, m in mentions), tuple(_entity(document, parse.tokens, key, p) for key, p in numbered)


def parties(document: Document, parse: Parse) -> list[Party]:
    """The chains of names and descriptions, before any pronoun is given to one.

    Args:
        document: Its text gives the names as written.
        parse: Its tokens, sentences and the model's names.
    """
    words, breaks = lexicon(), line_breaks(document.text, parse.tokens)
    found = names(document, parse, breaks)
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
    name = party.chain.fullest.text if party.chain else max(_bodies(document, tokens, party) or written, key=len)
    return Entity(key, name, party.type, tuple(dict.fromkeys(written)), tuple(dict.fromkeys(party.roles)))


def _bodies(document: Document, tokens: tuple[Token, ...], party: Party) -> list[str]:
    """A nameless body's descriptions that end in their noun and say which it is: "the German consulate"."""
    told = [n for n in party.nominals if n.last == n.head + 1 and n.head > n.first + 1]
    return [_phrase(document, tokens, n) for n in told] if party.type == "ORG" else []


def _written(document: Document, tokens: tuple[Token, ...], party: Party) -> Iterator[str]:
    """A party's names as the text has them, with and without title or article; its nominals where it has no name."""
    for name in party.chain.names if party.chain else ():
        yield name.text
        if party.type == "LOC":
            yield from (_between(document, tokens, first, last) for first, last in _described(tokens, name))
        if party.type != "PER" and name.first and tokens[name.first - 1].text.lower() == "the":
            yield f"{tokens[name.first - 1].text} {name.text}"
        if name.titled < name.first:
            yield _between(document, tokens, name.titled, name.last)
    if party.chain is None:
        for nominal in party.nominals:
            yield _phrase(document, tokens, nominal)
    else:
        behind = {n.titled: n.last for n in party.chain.names}
        for nominal in party.nominals:
            comma = nominal.last < len(tokens) and tokens[nominal.last].text == ","
            if nominal.last + comma in behind:  # "his lawyer, Gila Levin"
                yield _between(document, tokens, nominal.first, behind[nominal.last + comma])


def _described(tokens: tuple[Token, ...], name: Name) -> Iterator[tuple[int, int]]:
    """A place together with the word for its kind: "Kunduz province", "Ofer military prison", "the city of Kunduz"."""
    end = name.last
    while end < len(tokens) and end - name.last < 2 and tokens[end].pos == "ADJ" and tokens[end].text.islower():
        end += 1
    if end < len(tokens) and tokens[end].text.lower() in _KINDS_OF_PLACE | _KINDS_OF_SITE:
        yield name.first, end + 1
    kind = name.first - 2
    if (
        kind >= 0
        and tokens[kind + 1].text == "of"
        and tokens[kind].text.lower() in _KINDS_OF_PLACE | {"port", "capital"}
    ):
        first = kind
        while first > 0 and tokens[first - 1].pos == "ADJ":
            first -= 1
        yield first, name.last
        if first > 0 and tokens[first - 1].text.lower() == "the":
            yield first - 1, name.last


def _phrase(document: Document, tokens: tuple[Token, ...], nominal: Nominal) -> str:
    return _between(document, tokens, nominal.first, nominal.last)


def _between(document: Document, tokens: tuple[Token, ...], first: int, last: int) -> str:
    """The text from one token up to another, on one line."""
    return " ".join(document.text[tokens[first].start : tokens[last - 1].end].split())
