"""Who gets to speak in each account, how much, and the same utterance quoted differently.

Speakers are unified across accounts through the linked entities.  Unnamed sources are counted under the kind of person
they are said to be ("unnamed officials"), never under a name, even where they speak for one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tellings.annotate.mentions.lexicon import fold
from tellings.annotate.mentions.lexicon import lexicon as names
from tellings.compare.conflict.english import plural
from tellings.compare.reading import (
    Chains,
    bare,
    chains_of,
    cite_sentences,
    head_of,
    listed,
    mention_at,
    phrase_start,
    shown,
    token_range,
    tokens_in,
)
from tellings.compare.utterances import Utterance, align, utterances_in
from tellings.records import Account, Attribution, Citation, Links, QuoteDrift, Span, Token, Voice

ANONYMOUS = "anonymous"
INDIRECT = "indirect"
_COUNTING = frozenset(
    {"one", "some", "many", "several", "most", "both", "two", "three", "four", "none", "other", "number"}
)
_LEADING = _COUNTING | {
    "a",
    "an",
    "the",
    "of",
    "these",
    "those",
    "such",
    "few",
    "five",
    "six",
    "dozens",
    "dozen",
    "key",
}
_NAMELESS = frozenset({"unnamed", "undisclosed", "anonymous", "unidentified"})
_LINKING = frozenset({"in", "of", "at", "for", "to", "the", "a", "an", "from", "with", "by", "on", "and"})
_SOURCES = frozenset({"source", "person", "insider", "individual", "somebody", "someone"})
_NOBODY = frozenset({"nobody", "no", "none", "anyone", "anybody", "everyone", "everybody", "whoever"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "we", "i", "you", "one", "this", "these"})
_OFFICE = frozenset({"official", "source", "diplomat", "aide", "insider"})  # by itself, no more than somebody
_SLIPS = re.compile(r"^\d{1,2}(?=[A-Z])|,\s*[A-Z]{1,2}$")  # a footnote's number before a name, a party behind it
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){1,3}|[A-Z][a-z]{1,4}\.")  # a state's, as in "R-S.C."
_LONGEST_NAME = 8  # words behind the head of a description


@dataclass(frozen=True, slots=True)
class Speaker:
    """To whom an attribution is credited: `key` is the same in every account, `name` is for people."""

    key: str
    name: str
    entity: str | None


_Given = tuple[Speaker, Attribution]


def measure_voices(accounts: Sequence[Account], links: Links) -> tuple[Voice, ...]:
    """Measure who speaks in each account.

    Words are counted once for each speaker they are given to, so what X says that Y said counts for both; shares are of
    that total, and add up to one in each account.

    Args:
        accounts: Annotated accounts.
        links: Their links; only the entities are used.

    Returns:
        One voice for each speaker and account, the most heard speaker (over all accounts) first, then by document.
    """
    chains = chains_of(links)
    voices = [v for account in accounts for v in _voices_of(account, chains)]
    total = Counter[str]()
    for voice in voices:
        total[voice.speaker] += voice.words
    return tuple(sorted(voices, key=lambda v: (-total[v.speaker], v.speaker, v.document, v.kind)))


def speaker_of(account: Account, attribution: Attribution, chains: Chains) -> Speaker | None:
    """The speaker of an attribution as known across accounts, or None where the text names none."""
    if attribution.kind == ANONYMOUS:
        return _unnamed(account, attribution, chains)
    entity = chains.get((account.id, attribution.speaker)) if attribution.speaker else None
    if entity and not leans(entity.name) and not is_people(entity.name):
        name = _SLIPS.sub("", bare(entity.name))
        if _is_nobody(name):
            return _nobody(name)
        return None if _ABBREVIATION.fullmatch(name) else Speaker(entity.id, name, entity.id)
    return _described(account, attribution, chains)


def leans(name: str) -> bool:
    """Whether a name is a description whose sense hangs on another ("his office")."""
    return name.partition(" ")[0].casefold() in _POSSESSIVES


def is_people(name: str) -> bool:
    """Whether a name is only a nationality or the like ("Norlunder"), which many share."""
    return fold(bare(name)) in names().peoples


def via_names(account: Account, attribution: Attribution, chains: Chains) -> tuple[str, ...]:
    """Names of those who relay an attribution, nearest to the reader last."""
    return tuple(_relay(account, link, chains) for link in attribution.via)


def find_drift(accounts: Sequence[Account], links: Links) -> tuple[QuoteDrift, ...]:
    """Find utterances that accounts quote differently.

    Quotations of one speaker are compared sentence by sentence; how, and what counts as the same utterance, is in
    `utterances`.

    Args:
        accounts: Annotated accounts.
        links: Their links; only the entities are used.

    Returns:
        One drift for each utterance with at least two versions, each citing the quoted sentences, sorted by place.
    """
    chains = chains_of(links)
    called: dict[str, str] = {}
    said: dict[str, list[Utterance]] = defaultdict(list)
    for account in accounts:
        for attribution in account.annotations.attributions:
            speaker = speaker_of(account, attribution, chains)
            if speaker and attribution.kind != ANONYMOUS and attribution.quotation != INDIRECT:
                called[speaker.key] = speaker.name
                said[speaker.key].extend(utterances_in(account, attribution.content))
    drifts = (
        QuoteDrift(called[key], members, difference, why)
        for key, utterances in said.items()
        for members, difference, why in align(utterances)
    )
    return tuple(sorted(drifts, key=lambda d: (d.members, d.speaker)))


# ------------------------------------------------------------------ voices of one account


def _voices_of(account: Account, chains: Chains) -> list[Voice]:
    by_speaker: dict[str, list[_Given]] = defaultdict(list)
    for attribution in filter(partial(_speaks, account), account.annotations.attributions):
        if speaker := speaker_of(account, attribution, chains):
            by_speaker[speaker.key].append((speaker, attribution))
    by_speaker = _united(by_speaker)
    total = sum(_words(account, a) for given in by_speaker.values() for _, a in given)
    return [_voice(account, given[0][0], [a for _, a in given], total, chains) for given in by_speaker.values()]


def _united(by_speaker: Mapping[str, list[_Given]]) -> dict[str, list[_Given]]:
    """Speakers of one account, with those that share a name with a linked entity counted as that entity.

    So is "the court", where just one linked speaker of the account is a court.
    """
    linked = {key: given[0][0].name.casefold() for key, given in by_speaker.items() if given[0][0].entity}
    bodies = {key: name.split(" ")[-1] for key, name in linked.items() if by_speaker[key][0][1].kind == "institution"}
    heads = Counter(bodies.values())
    known = {head: key for key, head in bodies.items() if heads[head] == 1}
    known |= {name: key for key, name in linked.items()}
    united: dict[str, list[_Given]] = defaultdict(list)
    for key in sorted(by_speaker, key=lambda k: (by_speaker[k][0][0].entity is None, k)):
        united[known.get(by_speaker[key][0][0].name.casefold(), key)].extend(by_speaker[key])
    return united


def _speaks(account: Account, attribution: Attribution) -> bool:
    """Whether an attribution lets its source speak: not where it aims, waits, or will not say."""
    if attribution.cue is None or attribution.quotation != INDIRECT:
        return True
    cue = tokens_in(account, attribution.cue)
    if any(t.dep == "neg" for t in cue) or cue[0].tag == "TO":
        return False
    lemmas = {t.lemma for t in cue}
    told = {t.lemma for t in tokens_in(account, attribution.content[0])}
    silent = bool(lemmas & listed("voices", "unwilling") and told & listed("voices", "telling"))
    return not silent and not lemmas & listed("voices", "deeds")


def _voice(account: Account, speaker: Speaker, given: list[Attribution], total: int, chains: Chains) -> Voice:
    kinds = Counter(a.kind for a in given)
    words = sum(_words(account, a) for a in given)
    return Voice(
        speaker=speaker.name,
        entity=speaker.entity,
        kind=ANONYMOUS if speaker.key.startswith("unnamed ") else min(kinds, key=lambda kind: (-kinds[kind], kind)),
        document=account.id,
        words=words,
        share=round(words / max(1, total), 4),
        direct=sum(a.quotation != INDIRECT for a in given),
        via=tuple(sorted({name for a in given for name in via_names(account, a, chains)})),
        members=_members(account, given),
    )


def _members(account: Account, given: Iterable[Attribution]) -> tuple[Citation, ...]:
    spans = [s for a in given for s in (*a.content, a.source, a.cue) if s is not None]
    return cite_sentences(account, spans)


def _words(account: Account, attribution: Attribution) -> int:
    inside = {i for span in attribution.content for i in token_range(account, span)}
    return sum(any(c.isalnum() for c in account.annotations.tokens[i].text) for i in inside)


# ------------------------------------------------------------------ names of speakers


def _unnamed(account: Account, attribution: Attribution, chains: Chains) -> Speaker | None:
    """An unnamed source: by its noun where that is all there is to it ("unnamed officials"), else as described.

    "Nobody", "anyone" and pronouns that lead nowhere are no sources.
    """
    source = attribution.source
    if source is None:
        return _known_as("unnamed sources")
    noun = _head_noun(account, source)
    if _is_pronoun(account, source):
        described = _uncounted(_chain_name(account, attribution.speaker))
    else:
        described = _owned(account, _description(account, source), source, chains) if noun else ""
    last = described.split(" ")[-1].casefold() if described else ""
    if last in {"reports", "rumours", "rumors"}:
        return _known_as(described)
    if noun and described.partition(" ")[0] in _LINKING - {"a", "an", "the"}:
        return _known_as(f"unnamed {plural(noun)}")
    if noun in _SOURCES or _uncounted(described).casefold() in {noun, plural(noun)} - {""}:
        return _known_as(f"unnamed {plural(noun)}")
    return _known_as(f"{described} (unnamed)") if described else None


def _known_as(name: str) -> Speaker:
    return Speaker(name.casefold(), name, None)


def _is_pronoun(account: Account, source: Span) -> bool:
    inside = token_range(account, source)
    return len(inside) == 1 and account.annotations.tokens[inside.start].pos == "PRON"


def _head_noun(account: Account, source: Span) -> str:
    """The noun that says what kind of person a source is: "officials" in "one of two officials"; "" for a pronoun."""
    inside = token_range(account, source)
    tokens = account.annotations.tokens
    head = head_of(tokens, inside)
    if head is not None and tokens[head].lemma.casefold() in _COUNTING:
        return next((tokens[i].lemma for i in inside if tokens[i].pos == "NOUN"), "source")
    if head is None or tokens[head].pos == "PRON" or tokens[inside.start].lemma.casefold() in _NOBODY:
        return ""
    return tokens[head].lemma if tokens[head].pos == "NOUN" else ""


def _description(account: Account, source: Span) -> str:
    """An unnamed source as written, less how many they are: "European diplomats" for "several European diplomats"."""
    span = _noun_phrase(account, source)
    if span is None:
        return ""
    name = shown(account, span)
    several = head_of(account.annotations.tokens, token_range(account, span))
    plain = several is not None and account.annotations.tokens[several].tag == "NN"
    name = " ".join(w for w in name.split(" ") if w.casefold() not in _NAMELESS)
    articled = name.partition(" ")[0].casefold() in {"a", "an"}
    return f"{name[0].lower()}{name[1:]}" if plain and articled else _uncounted(name)


def _uncounted(name: str) -> str:
    """A description without the words in front that say how many ("two of the", "some")."""
    words = name.split(" ")
    while len(words) > 1 and words[0].casefold() in _LEADING | _NAMELESS:
        words = words[1:]
    while len(words) > 1 and words[-1].casefold() in _LINKING:
        words = words[:-1]
    return " ".join(words)


def _owned(account: Account, name: str, source: Span, chains: Chains) -> str:
    """A description with the possessive pronoun in front of it resolved, where that is known."""
    first, _, rest = name.partition(" ")
    owner = _possessor(account, source, chains) if first.casefold() in _POSSESSIVES else ""
    return f"{owner}’s {rest}" if owner else name


def _described(account: Account, attribution: Attribution, chains: Chains) -> Speaker | None:
    """A speaker that is only described: the description, with a possessive pronoun resolved ("Venn’s spokesman").

    Where the pronoun cannot be resolved, the description holds for its own account only; a bare pronoun is nobody.
    """
    span = _noun_phrase(account, attribution.source)
    named = _chain_name(account, attribution.speaker)
    written = shown(account, span) if span else ""
    name = _uncounted(written if is_people(named) else named or written)
    first, _, rest = name.strip("“”\"' ").partition(" ")
    if first.casefold() in _PRONOUNS:
        return None
    if first.casefold() in _POSSESSIVES:
        owner = _possessor(account, span, chains)
        own = f"{owner}’s {rest}" if owner else f"{name[:1].lower()}{name[1:]}"
        return Speaker(own.casefold() if owner else f"{account.id}: {own}", own, None)
    kept = _SLIPS.sub("", bare(name))
    if not kept or _ABBREVIATION.fullmatch(kept):
        return None
    return _nobody(kept) if _is_nobody(kept) else _known_as(kept)


def _is_nobody(name: str) -> bool:
    """Whether a description is no more than "official" or "aides"."""
    return name.casefold().removesuffix("s") in _OFFICE


def _nobody(name: str) -> Speaker:
    return _known_as(f"unnamed {plural(name.casefold().removesuffix('s'))}")


def _possessor(account: Account, span: Span | None, chains: Chains) -> str:
    mention = mention_at(account, token_range(account, span).start) if span else None
    entity = chains.get((account.id, mention.entity)) if mention and mention.entity else None
    return entity.name if entity and mention and mention.form == "pronoun" else ""


def _chain_name(account: Account, chain: str | None) -> str:
    return next((e.name for e in account.annotations.entities if chain and e.id == chain), "")


def _noun_phrase(account: Account, source: Span | None) -> Span | None:
    """The noun phrase of a source with its "of …", without clauses and appositions."""
    if source is None:
        return None
    tokens, inside = account.annotations.tokens, token_range(account, source)
    head = head_of(tokens, inside)
    if head is not None and tokens[head].pos in {"VERB", "AUX"}:
        head = next((i for i in inside if tokens[i].head == head and tokens[i].dep in {"nsubj", "nsubjpass"}), None)
    if head is None:
        return None
    last = head
    while last + 1 in inside and last - head < _LONGEST_NAME and _goes_on(tokens, last + 1, head):
        last += 1
    return Span(tokens[max(inside.start, phrase_start(tokens, head))].start, tokens[last].end)


def _goes_on(tokens: Sequence[Token], i: int, head: int) -> bool:
    """Whether a token belongs to the `of` phrase behind a head."""
    at = i
    while (
        at != head and tokens[at].head != at and tokens[at].dep not in {"relcl", "acl", "appos", "punct", "cc", "conj"}
    ):
        if tokens[at].dep == "prep" and tokens[at].lemma not in {"of", "for", "at", "in", "to"}:
            return False
        if tokens[at].dep == "amod" and tokens[at].head == head and at > head:
            return False
        at = tokens[at].head
    return at == head


def _relay(account: Account, link: str, chains: Chains) -> str:
    entity = chains.get((account.id, link))
    return entity.name if entity else _chain_name(account, link) or link
