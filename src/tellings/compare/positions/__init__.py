"""What each actor demands, offers, rejects, threatens, denies or supports, by whose account.

`trees`, `objects` and `stances` read the syntax, and know tokens only; here actors are resolved to the linked entities,
each position gets its holder (the outlet's own voice, or whom it credits with the claim), and the same position told by
several accounts becomes one.
Precise rather than many: a stance whose actor is neither an entity nor an institution is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tellings.compare.conflict.english import number_word
from tellings.compare.positions.stances import Stand, stands_in
from tellings.compare.positions.trees import tree_of, words
from tellings.compare.reading import Chains, bare, chains_of, clusters, mention_at, phrase_start, shown
from tellings.compare.voices import ANONYMOUS, is_people, leans, speaker_of
from tellings.records import Account, Attribution, Citation, LinkedEntity, Links, Position, Span, Time, Token, Vectors

__all__ = ["MIXED", "OWN_VOICE", "STANCES", "find_positions"]

OWN_VOICE = "own voice"
MIXED = "mixed"
STANCES = ("demands", "offers", "rejects", "threatens", "denies", "supports")
_ALIKE = 0.5  # shared part of the smaller object's content words
_NEAR = 0.8  # cosine of the objects' mean word vectors
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_BARE = frozenset({"respond", "comment", "reply", "answer", "help", "act", "do", "go", "be"})
_CALLING = frozenset({"call", "describe", "term", "consider", "label", "see", "deem", "dub"})
_SAYING = frozenset({"claim", "say", "argue", "insist", "note", "add", "cite", "call", "tell", "warn", "write"})
_NO_PARTY = frozenset("analyst expert critic source observer commentator report article survey poll study".split())
_NO_PARTY_ALONE = frozenset(
    "insider spokesman spokeswoman spokesperson official person people man woman witness".split()
)
_ANYBODY = frozenset("everybody everyone anybody anyone somebody someone nobody whoever you one".split())
_POINTING = frozenset("the this that these those such any all".split())
_COUNTING = frozenset("several some many few most two three four five dozens various other both".split())
_LONGEST_OF = 7  # words behind an actor's head among which the noun of its "of …" is looked for
_ABBREVIATION = 6  # code points
_REACH = 5  # words before a verb among which its auxiliaries stand
_WITH_VERB = frozenset({"aux", "auxpass", "neg", "prt", "case"})
_MOST_WORDS = 3
_STEM = 4  # letters that two words must at least share to be akin
_MOST = 400  # positions of one actor and stance that are compared with each other


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """One position in one sentence, before it is merged with others."""

    actor: str
    entity: str | None
    stance: str
    what: str
    holder: str
    date: str | None
    member: Citation
    word: str
    lemmas: frozenset[str]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class _Actor:
    name: str
    entity: str | None


def find_positions(accounts: Sequence[Account], links: Links) -> tuple[Position, ...]:
    """Find the positions that the accounts tell of.

    Args:
        accounts: Annotated accounts.
        links: Their links; only the entities are used.

    Returns:
        Positions, those of the actor with most of them first, then in the order of `STANCES`, then by place.
    """
    chains = chains_of(links)
    told = [t for account in accounts for t in _told_by(account, chains)]
    merged = _specific([_merge(group) for group in _groups(told)])
    count: dict[str, int] = {}
    for position in merged:
        count[position.actor] = count.get(position.actor, 0) + len(position.members)
    return tuple(sorted(merged, key=lambda p: (-count[p.actor], p.actor, STANCES.index(p.stance), p.members, p.what)))


def _specific(positions: Sequence[Position]) -> list[Position]:
    """The positions without those on "the claim" or "the report", where the same actor says more with another."""
    telling = {(p.actor, p.stance) for p in positions if not _points_back(p.what)}
    return [p for p in positions if not _points_back(p.what) or (p.actor, p.stance) not in telling]


def _points_back(what: str) -> bool:
    first, *rest = what.casefold().split()
    return first in _POINTING and len(rest) == 1 and rest[0].removesuffix("s") in words().sets["denied_things"]


# ------------------------------------------------------------------ one account


def _told_by(account: Account, chains: Chains) -> Iterator[_Told]:
    tokens = account.annotations.tokens
    for index, sentence in enumerate(account.annotations.sentences):
        if sentence.first < sentence.last:
            for stand in stands_in(tree_of(tokens, range(sentence.first, sentence.last))):
                if told := _told(account, index, stand, chains):
                    yield told


def _told(account: Account, sentence: int, stand: Stand, chains: Chains) -> _Told | None:
    actor = _actor(account, stand, chains)
    if actor is None:
        return None
    what = _without_hedge(account.annotations.tokens, stand.what)
    inside = account.annotations.tokens[what.start : what.stop]
    if not inside or _says_nothing(account, inside) or _dismisses_a_person(account, stand):
        return None
    vector = account.annotations.words[what.start : what.stop].mean(axis=0)
    return _Told(
        actor=actor.name,
        entity=actor.entity,
        stance=stand.stance,
        what=_paired(shown(account, Span(inside[0].start, inside[-1].end))),
        holder=_holder(account, stand, actor, chains),
        date=_date(account, sentence, stand.word),
        member=account.sentence(sentence),
        word=_said(account, stand.word),
        lemmas=frozenset(t.lemma for t in inside if t.pos in _CONTENT),
        vector=vector,
    )


def _said(account: Account, word: int) -> str:
    """The word of a stance with the auxiliaries, negation and particle that belong to it: "will not accept"."""
    tokens = account.annotations.tokens
    near = range(max(0, word - _REACH), min(len(tokens), word + 3))
    own = [i for i in near if i == word or (tokens[i].head == word and tokens[i].dep in _WITH_VERB)]
    return shown(account, Span(tokens[min(own)].start, tokens[max(own)].end))


def _paired(text: str) -> str:
    """A text without the quotation marks of which it holds only one of the pair."""
    if text.count('"') % 2:
        text = text.replace('"', "")
    return text if text.count("“") == text.count("”") else text.replace("“", "").replace("”", "")


def _without_hedge(tokens: Sequence[Token], what: range) -> range:
    """An object without the "what it calls" in front of it."""
    opening = [tokens[i].lemma.casefold() for i in what[:4]]
    if opening[:1] == ["what"] and len(opening) > 2 and opening[2] in _CALLING:
        return what[4 if opening[3:] == ["as"] else 3 :]
    return what


def _says_nothing(account: Account, what: Sequence[Token]) -> bool:
    """Whether an object is a mere pronoun ("denies this", "his head"), a time, or what somebody says on top."""
    if what[0].tag == "PRP$" and len(what) == 2:
        return True
    if what[0].pos == "VERB" and what[0].lemma in _SAYING:
        return True
    if what[0].text.casefold() == "it" and (len(what) == 1 or what[1].tag == "TO"):
        return True
    if len(what) == 1 and what[0].lemma in _BARE:
        return True
    if all(t.pos in {"PRON", "DET", "ADP", "PUNCT"} for t in what):
        return True
    span = Span(what[0].start, what[-1].end)
    return any(t.span.holds(span) for t in account.annotations.times)


def _dismisses_a_person(account: Account, stand: Stand) -> bool:
    """People are dismissed from office; only what they propose is rejected."""
    if account.annotations.tokens[stand.word].lemma != "dismiss":
        return False
    mention = mention_at(account, stand.what.stop - 1)
    return mention is not None and mention.type == "PER"


# ------------------------------------------------------------------ who


def _actor(account: Account, stand: Stand, chains: Chains) -> _Actor | None:
    """The actor as an entity, else as an institution that the text describes, else None."""
    if stand.actor is None:
        return _speaking(account, stand.word, chains)
    token = account.annotations.tokens[stand.actor]
    if token.lemma.casefold() in _ANYBODY:
        return None
    if token.lemma in words().sets["speaking"]:
        return _speaking(account, stand.actor, chains)
    mention = mention_at(account, stand.actor)
    entity = chains.get((account.id, mention.entity)) if mention and mention.entity else None
    if entity and leans(entity.name):
        return _credited(account, stand.actor, chains) or _institution(account, stand.actor, chains)
    if entity and is_people(entity.name):
        return None
    if entity:
        name = _uncounted(bare(entity.name))
        return _Actor(name, entity.id) if _is_party(entity) and not _is_short(name) else None
    if token.pos == "PRON":
        return _credited(account, stand.actor, chains) or _speaking(account, stand.actor, chains)
    if mention and mention.form == "name":
        name = _uncounted(shown(account, mention.span))
        return None if _is_short(name) else _Actor(name, None)
    return _credited(account, stand.actor, chains) or _institution(account, stand.actor, chains)


def _is_short(name: str) -> bool:
    """Whether a name is an abbreviation behind somebody's ("R-Ill.")."""
    return (name.endswith(".") and len(name) <= _ABBREVIATION) or name[:1] in {"’", "'"}


def _uncounted(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in _COUNTING else name


def _is_party(entity: LinkedEntity) -> bool:
    """Whether an entity can take a stand of its own: it has a name, or is more than "analysts" or "a spokesman"."""
    *before, head = entity.name.casefold().split() or [""]
    heads = {head, head.removesuffix("s")}
    nobody = heads & _NO_PARTY or (heads & _NO_PARTY_ALONE and set(before) <= {"the", "a", "an", "some", "his", "her"})
    return not nobody or any(m.form == "name" for m in entity.mentions)


def _speaking(account: Account, token: int, chains: Chains) -> _Actor | None:
    """Whoever is credited with the words in which a token stands: the innermost that has a name."""
    actors = (_as_actor(account, attribution, chains) for attribution in _around(account, token))
    return next((a for a in actors if a), None)


def _credited(account: Account, token: int, chains: Chains) -> _Actor | None:
    """The speaker of the attribution whose source a token belongs to: it knows whom a pronoun means."""
    at = account.annotations.tokens[token].span
    found = (a for a in account.annotations.attributions if a.source and a.source.holds(at))
    attribution = next(found, None)
    return _as_actor(account, attribution, chains) if attribution else None


def _as_actor(account: Account, attribution: Attribution, chains: Chains) -> _Actor | None:
    if attribution.kind == ANONYMOUS or attribution.speaker is None:
        return None
    speaker = speaker_of(account, attribution, chains)
    return _Actor(speaker.name, speaker.entity) if speaker else None


def _institution(account: Account, token: int, chains: Chains) -> _Actor | None:
    """A government, union or the like that has no name of its own: as written, but without judging adjectives."""
    tokens = account.annotations.tokens
    if tokens[token].pos not in {"NOUN", "PROPN"} or tokens[token].lemma not in words().sets["institutions"]:
        return None
    first = phrase_start(tokens, token)
    owner = _possessor(account, first, chains)
    counted = tokens[first].pos == "DET" or tokens[first].lemma.casefold() in _COUNTING
    rest = range(first + 1 if owner or (counted and first < token) else first, token + 1)
    kept = [i for i in rest if not _is_judging(account, i)] + _of_whom(tokens, token)
    name = " ".join(shown(account, run) for run in _runs(account, kept))
    if _is_short(name):
        return None
    return _Actor(f"{owner}’s {name}" if owner else name, None)


def _of_whom(tokens: Sequence[Token], head: int) -> list[int]:
    """The words behind a head that say whose it is: "a group of retailers", "a spokeswoman for the ministry"."""
    after = head + 1
    if tokens[head].lemma not in words().sets["gatherings"] or after >= len(tokens):
        return []
    if tokens[after].head != head or tokens[after].lemma not in {"of", "for", "from"}:
        return []
    goal = next((i for i in range(after + 1, min(len(tokens), after + _LONGEST_OF)) if tokens[i].head == after), after)
    return list(range(after, goal + 1)) if goal > after else []


def _possessor(account: Account, token: int, chains: Chains) -> str:
    """Whom a possessive pronoun stands for: the entity it is resolved to, else whoever is speaking."""
    if account.annotations.tokens[token].tag != "PRP$":
        return ""
    mention = mention_at(account, token)
    entity = chains.get((account.id, mention.entity)) if mention and mention.entity else None
    speaking = _speaking(account, token, chains)
    return bare(entity.name) if entity else speaking.name if speaking else ""


def _is_judging(account: Account, i: int) -> bool:
    """Adjectives that are no part of a name or nationality, and what stands between them."""
    token = account.annotations.tokens[i]
    return (
        token.pos in {"ADJ", "ADV", "PUNCT"} and token.dep in {"amod", "advmod", "punct"} and not mention_at(account, i)
    )


def _runs(account: Account, kept: Sequence[int]) -> list[Span]:
    """Neighbouring tokens as spans, so that "Venn" and "’s" stay together."""
    tokens, runs = account.annotations.tokens, list[Span]()
    for i in kept:
        if runs and runs[-1].end == tokens[i].start:
            runs[-1] = Span(runs[-1].start, tokens[i].end)
        else:
            runs.append(tokens[i].span)
    return runs


# ------------------------------------------------------------------ by whose account, and when


def _around(account: Account, token: int) -> list[Attribution]:
    """The attributions in whose content a token stands, innermost first."""
    at = account.annotations.tokens[token].span
    found = [(s.end - s.start, s, a) for a in account.annotations.attributions for s in a.content if s.holds(at)]
    return [a for _, _, a in sorted(found, key=lambda f: (f[0], f[1]))]


def _holder(account: Account, stand: Stand, actor: _Actor, chains: Chains) -> str:
    """Who says that the actor takes this position: the outlet, or the innermost speaker other than the actor."""
    for attribution in _around(account, stand.word)[:1]:
        speaker = speaker_of(account, attribution, chains)
        if speaker and speaker.name != actor.name and not _cues(account, attribution, stand):
            return speaker.name
    return OWN_VOICE


def _cues(account: Account, attribution: Attribution, stand: Stand) -> bool:
    """Whether the actor belongs to the very words that introduce the content: then the actor is who says so."""
    at = account.annotations.tokens[stand.actor].span if stand.actor is not None else None
    return bool(at and attribution.cue and attribution.cue.holds(at))


def _date(account: Account, sentence: int, word: int) -> str | None:
    """The one dated time of the sentence, where there is just one and it hangs on the word of the stance."""
    s = account.annotations.sentences[sentence].span
    dated = [t for t in account.annotations.times if s.holds(t.span) and _is_day(t)]
    days = sorted({t.value[:10] for t in dated})
    return days[0] if len(days) == 1 and _hangs_on(account, dated[0], word) else None


def _is_day(time: Time) -> bool:
    value = time.value[:10]
    return time.type in {"DATE", "TIME"} and len(value) == len("2025-01-01") and value.replace("-", "").isdigit()


def _hangs_on(account: Account, time: Time, word: int) -> bool:
    tokens = account.annotations.tokens
    inside = [i for i in range(max(0, word - 60), min(len(tokens), word + 60)) if time.span.holds(tokens[i].span)]
    if not inside:
        return False
    at = inside[0]
    for _ in range(4):
        at = tokens[at].head
        if at == word:
            return True
        if tokens[at].pos in {"VERB", "AUX"}:
            return False
    return False


# ------------------------------------------------------------------ the same position in several accounts


def _groups(told: Sequence[_Told]) -> Iterator[list[_Told]]:
    by_cell: dict[tuple[str, str], list[_Told]] = {}
    for t in told:
        by_cell.setdefault((t.entity or t.actor.casefold(), t.stance), []).append(t)
    for cell in sorted(by_cell):
        ordered = sorted(by_cell[cell], key=lambda t: (t.member, t.what))
        for group in clusters(len(ordered), [*_same_words(ordered), *_alike_pairs(ordered)]):
            yield [ordered[i] for i in group]


def _same_words(ordered: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for i, told in enumerate(ordered):
        yield first.setdefault(told.what.casefold(), i), i


def _alike_pairs(ordered: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    pairs = combinations(range(min(len(ordered), _MOST)), 2)
    return ((i, j) for i, j in pairs if _alike(ordered[i], ordered[j]))


def _alike(a: _Told, b: _Told) -> bool:
    shared = sum(any(_akin(x, y) for y in b.lemmas) for x in sorted(a.lemmas))
    smaller = min(len(a.lemmas), len(b.lemmas))
    if smaller and shared / smaller >= (_ALIKE if shared > 1 else 1):
        return True
    norms = float(np.linalg.norm(a.vector) * np.linalg.norm(b.vector))
    return norms > 0 and round(float(a.vector @ b.vector) / norms, 4) >= _NEAR


def _akin(one: str, other: str) -> bool:
    """Whether two words are forms of one: "meet" and "meeting", "Democrats" and "Democratic"."""
    short, long = sorted((one.casefold(), other.casefold()), key=lambda w: (len(w), w))
    stem = max(_STEM, len(short) - 1 if len(short) > _STEM else _STEM)
    return short == long or (len(short) >= _STEM and long.startswith(short[:stem]))


def _merge(group: Sequence[_Told]) -> Position:
    holders = sorted({t.holder for t in group})
    dates = sorted({t.date for t in group if t.date})
    clearest = min(group, key=lambda t: (-min(len(t.lemmas), 6), len(t.what), t.member))
    return Position(
        actor=clearest.actor,
        entity=clearest.entity,
        stance=clearest.stance,
        what=clearest.what,
        holder=holders[0] if len(holders) == 1 else MIXED,
        date=dates[0] if len(dates) == 1 else None,
        members=tuple(sorted({t.member for t in group})),
        why=_why(group),
    )


def _why(group: Sequence[_Told]) -> str:
    """One line: the words that say so, and in how many accounts."""
    words_said = list(dict.fromkeys(t.word for t in sorted(group, key=lambda t: (t.member, t.what))))
    said = ", ".join(f"“{w}”" for w in words_said[:_MOST_WORDS])
    several = len({t.member.document for t in group})
    return f"read off {said}" + (f" in {number_word(several)} accounts" if several > 1 else "")
