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
    nouns for one thing that differ in colour, and of nouns for one thing that do not.  `fate_words` says of a word what
    became of those counted; `anyone` are nouns that leave open which persons are counted.
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
    fate_words: dict[str, str]
    anyone: frozenset[str]
    events: frozenset[str]
    once: frozenset[str]
    exclusive: frozenset[str]
    contrasts: dict[str, frozenset[tuple[int, int]]]
    noun_contrasts: dict[str, frozenset[tuple[int, int]]]
    coloured: frozenset[str]
    charges: dict[str, frozenset[str]]
    versions: frozenset[str]
    planning: frozenset[str]
    dismissing: frozenset[str]
    resigning: frozenset[str]
    contesting: frozenset[str]
    turning: frozenset[str]


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
        fate_words={word: fate for fate, words in raw["fate_groups"].items() for word in words.split()},
        anyone=_words(raw["anyone"]),
        events=_words(raw["events"]),
        once=_words(raw["once"]),
        exclusive=_words(raw["exclusive_acts"].replace("|", " ")),
        contrasts=_contrasts(raw["contrasts"]),
        noun_contrasts=_contrasts(raw["noun_contrasts"]),
        coloured=_words(raw["coloured"]),
        versions=_words(raw["versions"]),
        planning=_words(raw["planning"]),
        dismissing=_words(raw["dismissing"]),
        resigning=frozenset(raw["resigning"].split("|")),
        contesting=_words(raw["contesting"]),
        turning=_words(raw["turning"]),
        charges={verb: _words(slots) for verb, slots in raw["charges"].items()},
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


def opposed(one: str, other: str, contrasts: dict[str, frozenset[tuple[int, int]]]) -> bool:
    """Whether two lemmas stand in different parts of one contrast ("slap" / "punch"), and nowhere in the same part."""
    left, right = contrasts.get(one, frozenset()), contrasts.get(other, frozenset())
    return not left & right and any(x == y for x, _ in left for y, _ in right)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _groups(text: str) -> dict[str, frozenset[int]]:
    out: dict[str, frozenset[int]] = {}
    for number, group in enumerate(text.split("|")):
        for word in group.split():
            out[word] = out.get(word, frozenset()) | {number}
    return out


def _contrasts(text: str) -> dict[str, frozenset[tuple[int, int]]]:
    """For each word the (contrast, part) it stands in: contrasts are parted by ";", their parts by "|"."""
    out: dict[str, frozenset[tuple[int, int]]] = {}
    for number, contrast in enumerate(text.split(";")):
        for part, words in enumerate(contrast.split("|")):
            for word in words.split():
                out[word] = out.get(word, frozenset()) | {(number, part)}
    return out
