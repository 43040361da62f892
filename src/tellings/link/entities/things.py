"""The things that a story turns on, and that have no name of their own: "the barge", "a small bird", "the memos".

What several accounts of one story call "the barge" is one barge, and so are the ones that some of them bring in with
"a barge".  A noun qualifies when accounts use it mostly with "the" and it is rare enough in news at large to tell
something; "the time" and "the city" never do.  Where just one named body, place or work ends in the noun ("Marlow
Zoo", "the zoo"), the noun means that.

Those whom an event has one of ("a gunman", "a small boy") are brought in the same way and then called "the gunman"; the
first mention is put with the others here, since the chains of an account begin with definite ones.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.annotate.mentions.nominals import phrase
from tellings.link.entities.chains import named_tokens
from tellings.link.entities.names import act_of, is_event_role, role_class
from tellings.link.passages import background
from tellings.records import Account, LinkedEntity, Naming, Token

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset({"a", "an"})
_TELLING = frozenset({"of", "for", "with", "against", "full"})
_PLACES = frozenset("province city county district region town village state country area street road place".split())
_BODIES = frozenset({"police"})  # a body that needs neither name nor article, and of which a story mostly has one
_INSIDE = frozenset({"compound", "amod", "nmod", "npadvmod"})
_LEAST_DEFINITE, _SHARE, _RARE = 3, 0.4, 0.4  # definite mentions; their share of all; rarity of the noun at large
_LONG = 6  # words behind a noun that tell which one is meant ("the barge full of fireworks")

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One mention of a thing: its words as written, with what follows them, and whether it is definite."""

    naming: Naming
    long: str
    definite: bool


def with_things(
    entities: Sequence[LinkedEntity], accounts: Sequence[Account], story: Mapping[str, int]
) -> list[LinkedEntity]:
    """Add the things of a story to its entities.

    Args:
        entities: The entities that have chains; those that a thing turns out to be take up its mentions.
        accounts: Annotated accounts, in any order.
        story: Document → the number of its story (`entities.acts.stories`).

    Returns:
        The entities in their order, then the new ones by their nouns; new ones have no chains and no ids.
    """
    out = list(entities)
    homes = _homes(out)
    for (noun, _, _), phrases in sorted(_telling(accounts, story).items()):
        home = homes.get(noun)
        if home is None:
            out.append(_thing(phrases))
        else:
            out[home] = _extended(out[home], phrases)
    for role, phrases in sorted(_brought_in(accounts).items()):
        if len(homes_of_role := _of_role(out, role)) == 1:
            out[homes_of_role[0]] = _extended(out[homes_of_role[0]], phrases)
    return out


def _brought_in(accounts: Sequence[Account]) -> dict[str, list[_Phrase]]:
    """Role → the phrases of one person that bring somebody in, and that no chain has."""
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for account in sorted(accounts, key=lambda a: a.id):
        tokens, taken = account.annotations.tokens, {m.head for m in account.annotations.mentions}
        for index, token in enumerate(tokens):
            role = role_class(token.lemma.lower())
            if token.tag == "NN" and index not in taken and token.dep not in _INSIDE and is_event_role(role):
                first, last = phrase(tokens, index)
                found[role].append(_phrase(account, first, last, definite=tokens[first].text.lower() in _DEFINITE))
    return found


def _of_role(entities: Sequence[LinkedEntity], role: str) -> list[int]:
    """The places of the people whom some account calls by a role with "the"."""
    return [n for n, e in enumerate(entities) if e.type == "PER" and any(_is_called(m, role) for m in e.mentions)]


def _is_called(naming: Naming, role: str) -> bool:
    words = fold(naming.name).split()
    return naming.form == "nominal" and words[:1] == ["the"] and role_class(words[-1]) == role


def _homes(entities: Sequence[LinkedEntity]) -> dict[str, int]:
    """Noun → the place of the only named entity whose name ends in it."""
    found: dict[str, set[int]] = defaultdict(set)
    for place, entity in enumerate(entities):
        for name in {fold(m.name) for m in entity.mentions if m.form == "name" and entity.type != "PER"}:
            if " " in name:
                found[name.split()[-1]].add(place)
    return {noun: min(places) for noun, places in found.items() if len(places) == 1}


def _telling(accounts: Sequence[Account], story: Mapping[str, int]) -> dict[Key, list[_Phrase]]:
    """The phrases of each noun, grammatical number and story that qualify."""
    found: dict[Key, list[_Phrase]] = defaultdict(list)
    for account in sorted(accounts, key=lambda a: a.id):
        for noun, tag, told in _phrases(account):
            found[noun, tag, story[account.id]].append(told)
    return {key: phrases for key, phrases in found.items() if _qualifies(key[0], phrases)}


def _qualifies(noun: str, phrases: Sequence[_Phrase]) -> bool:
    definite = [p for p in phrases if p.definite]
    several = len({p.naming.document for p in definite}) > 1
    if noun in _BODIES:
        return several
    enough = len(definite) >= max(_LEAST_DEFINITE, _SHARE * len(phrases))
    return several and enough and _rarity(noun) >= _RARE


def _rarity(noun: str) -> float:
    """How rare a word is in news at large, 0 (in every document) to 1 (in none that was counted)."""
    documents, frequency = background()
    return math.log(documents / (1 + frequency.get(noun, 0))) / math.log(documents)


def _phrases(account: Account) -> Iterator[tuple[str, str, _Phrase]]:
    """Each noun that names no person, body or act, with its number and its phrase; possessed ones are left out."""
    tokens, words = account.annotations.tokens, lexicon()
    taken = named_tokens(account) | {m.head for m in account.annotations.mentions}
    for index, token in enumerate(tokens):
        noun = token.lemma.lower()
        body = noun in _BODIES
        person = not body and (noun in words.persons or noun in words.roles or noun in words.group_nouns)
        other = person or noun in _PLACES or act_of(noun)
        if token.pos != "NOUN" or token.dep in _INSIDE or index in taken or other:
            continue
        first, last = phrase(tokens, index)
        opening = tokens[first].text.lower()
        if body:
            yield noun, "", _phrase(account, first, last, definite=True)
        elif opening in _DEFINITE | _INDEFINITE:
            yield noun, token.tag, _phrase(account, first, last, definite=opening in _DEFINITE)


def _phrase(account: Account, first: int, last: int, *, definite: bool) -> _Phrase:
    tokens = account.annotations.tokens
    start, end = tokens[first].start, tokens[last - 1].end
    naming = Naming(account.id, start, end, _text(account, start, end), "nominal", "")
    return _Phrase(naming, _text(account, start, tokens[_long(tokens, last) - 1].end), definite)


def _long(tokens: Sequence[Token], last: int) -> int:
    """Where a phrase ends with what follows it and tells which one is meant, up to a sign or the verb of the clause."""
    end = last
    if last == len(tokens) or not (tokens[last].text in _TELLING or tokens[last].tag in ("VBG", "VBN")):
        return last
    while end < len(tokens) and end - last <= _LONG:
        pos, tag = tokens[end].pos, tokens[end].tag
        if pos in ("PUNCT", "AUX") or (pos == "VERB" and tag not in ("VBG", "VBN")):
            return end
        if pos in ("CCONJ", "SCONJ", "PRON", "PART"):
            return last
        end += 1
    return last


def _text(account: Account, start: int, end: int) -> str:
    return " ".join(account.document.text[start:end].split())


def _thing(phrases: Sequence[_Phrase]) -> LinkedEntity:
    names = _names(phrases)
    kind = "ORG" if phrases[0].naming.name.lower().split()[-1] in _BODIES else "MISC"
    return LinkedEntity("", names[0], kind, names, _namings(phrases), (), "the one thing of its kind told of")


def _extended(entity: LinkedEntity, phrases: Sequence[_Phrase]) -> LinkedEntity:
    mentions = tuple(sorted((*entity.mentions, *_namings(phrases)), key=lambda n: (n.document, n.start, n.end)))
    names = tuple(dict.fromkeys((*entity.names, *_names(phrases))))
    why = ", ".join(w for w in (entity.why, "kind of thing") if w)
    return replace(entity, mentions=mentions, names=names, why=why)


def _namings(phrases: Sequence[_Phrase]) -> tuple[Naming, ...]:
    return tuple(sorted((p.naming for p in phrases), key=lambda n: (n.document, n.start, n.end)))


def _names(phrases: Sequence[_Phrase]) -> tuple[str, ...]:
    """The phrases as written, the most frequent first, with and without article and what follows."""
    counts = Counter(p.naming.name for p in phrases)
    ordered = sorted(counts, key=lambda n: (-counts[n], n))
    longer = sorted({p.long for p in phrases} - counts.keys())
    bare = [n.split(" ", 1)[1] for n in (*ordered, *longer) if " " in n]
    return tuple(dict.fromkeys((*ordered, *longer, *bare)))
