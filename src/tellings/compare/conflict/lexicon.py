"""The word lists that conflicts are read and asked with: inflection, denial, and verbs for one and the same act."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """General English word lists.

    `past` and `participle` by lemma.  `acts`, `terms` and `synonyms` by lemma: the groups of verbs for one act, of
    nouns for one thing that differ in colour, and of nouns for one thing that do not.
    """

    past: dict[str, str]
    participle: dict[str, str]
    doubling: frozenset[str]
    plurals: dict[str, str]
    denial: frozenset[str]
    claim_rejecting: frozenset[str]
    claims: frozenset[str]
    reversing: frozenset[str]
    negative: frozenset[str]
    support: frozenset[str]
    speech: frozenset[str]
    persons: frozenset[str]
    agents: frozenset[str]
    acts: dict[str, frozenset[int]]
    terms: dict[str, frozenset[int]]
    ownerless: frozenset[str]
    lasting: frozenset[str]
    undergone: frozenset[str]
    fates: frozenset[str]
    intransitive: frozenset[str]
    titles: frozenset[str]
    synonyms: dict[str, frozenset[int]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists of `lexicons/conflict.json`, parsed once."""
    raw = json.loads((files("tellings.compare") / "lexicons/conflict.json").read_text("utf-8"))
    verbs = [entry.split() for entry in raw["irregular_verbs"].split("|")]
    plurals = (entry.split() for entry in raw["irregular_plurals"].split("|"))
    return Lexicon(
        past={base: past for base, past, _ in verbs},
        participle={base: participle for base, _, participle in verbs},
        doubling=_words(raw["doubling"]),
        plurals={entry[0]: entry[1] for entry in plurals},
        denial=_words(raw["denial_verbs"]),
        claim_rejecting=_words(raw["claim_rejecting_verbs"]),
        claims=_words(raw["claim_nouns"]),
        reversing=_words(raw["reversing_verbs"]),
        negative=_words(raw["negative_words"]),
        support=_words(raw["support_verbs"]),
        speech=_words(raw["speech_verbs"]),
        persons=_words(raw["person_nouns"]),
        agents=_words(raw["person_nouns"]) | _words(raw["agent_nouns"]),
        acts=_groups(raw["acts"]),
        terms=_groups(raw["terms"]),
        ownerless=_words(raw["ownerless_terms"]),
        lasting=_words(raw["lasting"]),
        undergone=_words(raw["undergone_by_people"]),
        fates=_words(raw["fates"]),
        intransitive=_words(raw["intransitive_verbs"]),
        titles=_words(raw["titles"]),
        synonyms=_groups(raw["synonyms"]),
    )


def same_act(one: str, other: str) -> bool:
    """Whether two verb lemmas can name one act ("convene", "call")."""
    groups = lexicon().acts
    return one == other or bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def act_of(one: str, other: str) -> str:
    """What stands for an act that two verb lemmas name: their common group, or else the first of them."""
    groups = lexicon().acts
    shared = sorted(
        groups.get(one, frozenset()) & groups.get(other, frozenset()) or groups.get(min(one, other), frozenset())
    )
    return str(shared[0]) if shared else min(one, other)


def synonyms(one: str, other: str) -> bool:
    """Whether two noun lemmas are plain words for the same thing ("deal", "agreement")."""
    groups = lexicon().synonyms
    return one == other or bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _groups(text: str) -> dict[str, frozenset[int]]:
    out: dict[str, frozenset[int]] = {}
    for number, group in enumerate(text.split("|")):
        for word in group.split():
            out[word] = out.get(word, frozenset()) | {number}
    return out
