"""How the accounts word it: names for the same actor or act, distinctive words, and the colour given to each actor.

Labels come in three kinds.  Linked entities bring their names and descriptions.  Nouns for a body that belongs to
somebody ("Zelenskiy’s regime", "the Ukrainian government") are laid side by side by owner, and nouns for an act ("the
war", "Russia’s aggression") by the act they can name; both by a lexicon of interchangeable head nouns.  A head noun is
a weak sign, so an act's labels stay together only where the words around them agree (cosine of the encoder's states).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tellings.annotate.attributions import quoted
from tellings.compare.reading import Chains, chains_of, clusters, lexicon, plain, token_range
from tellings.records import (
    Account,
    Citation,
    Distinctive,
    Label,
    Links,
    Mention,
    Span,
    Token,
    Tone,
    Vectors,
    Wording,
)

_PREMODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "case", "det", "nummod", "advmod", "punct"})
_DETERMINERS = frozenset({"the", "this", "that", "its", "his", "her", "their", "our"})
_INDEFINITE = frozenset({"a", "an", "any", "no", "another", "every", "each", "some"})
_PRIOR = 60.0  # pseudo-words of the prior; see `_log_odds`
_Z = 1.96
_FEWEST = 2  # times that a distinctive word must occur
_SAME_ACT = 0.42  # cosine of two labels' word states, below which they name different acts
_WORDS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_MOST_NOMINALS = 300


@dataclass(frozen=True, slots=True, eq=False)
class _Nominal:
    """A noun phrase whose head noun is in the lexicon: its group ("war"), label, owner and state."""

    group: str
    label: str
    owner: str
    place: Citation
    vector: Vectors


def compare_wording(accounts: Sequence[Account], links: Links) -> Wording:
    """Compare how accounts word the same things.

    Args:
        accounts: Annotated accounts.
        links: Their links; only the entities are used.

    Returns:
        Labels by entity, document and falling count; distinctive words by document and falling z; tone by entity and
        document.
    """
    chains = chains_of(links)
    return Wording(
        labels=(*_entity_labels(accounts, links), *_nominal_labels(accounts, chains)),
        distinctive=tuple(_distinctive(accounts)),
        tone=tuple(_tone(accounts, chains)),
    )


# ------------------------------------------------------------------ names of entities


def _entity_labels(accounts: Sequence[Account], links: Links) -> Iterator[Label]:
    """Names and descriptions of every entity that at least two accounts mention."""
    known = {account.id for account in accounts}
    for entity in links.entities:
        places: dict[tuple[str, str], list[Citation]] = defaultdict(list)
        for naming in entity.mentions:
            if naming.form != "pronoun" and naming.document in known:
                places[naming.document, _label(naming.name)].append(naming.citation)
        if len({document for document, _ in places}) > 1:
            yield from _labels(entity.id, places)


def _labels(entity: str, places: dict[tuple[str, str], list[Citation]]) -> Iterator[Label]:
    for document, label in sorted(places, key=lambda key: (key[0], -len(places[key]), key[1])):
        yield Label(entity, document, label, tuple(sorted(set(places[document, label]))))


def _label(name: str) -> str:
    """A name as written, without article and possessive ending."""
    words = plain(name).removesuffix("’s").removesuffix("'s").split()
    return " ".join(words[1:] if len(words) > 1 and words[0].casefold() in _DETERMINERS else words)


# ------------------------------------------------------------------ nouns for bodies and acts


def _nominal_labels(accounts: Sequence[Account], chains: Chains) -> Iterator[Label]:
    found = [n for account in accounts for n in _nominals(account, chains)]
    by_group: dict[tuple[str, str], list[_Nominal]] = defaultdict(list)
    for nominal in found:
        by_group[nominal.group, nominal.owner].append(nominal)
    for key in sorted(by_group):
        for same in _same_things(sorted(by_group[key], key=lambda n: n.place)[:_MOST_NOMINALS]):
            yield from _side_by_side(key[1], same)


def _side_by_side(owner: str, same: Sequence[_Nominal]) -> Iterator[Label]:
    """The labels of one thing, if at least two accounts have one and they are not all the same word."""
    places: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for nominal in same:
        places[nominal.place.document, nominal.label].append(nominal.place)
    heads = Counter(label.split()[-1].casefold() for _, label in places)
    if len({document for document, _ in places}) > 1 and len(heads) > 1:
        yield from _labels(f"{owner}: {_title(same)}" if owner else f"the {_title(same)}", places)


def _title(same: Sequence[_Nominal]) -> str:
    heads = Counter(n.label.split()[-1].casefold() for n in same)
    return min(heads, key=lambda h: (-heads[h], h))


def _same_things(nominals: Sequence[_Nominal]) -> Iterator[list[_Nominal]]:
    """Split what one head noun group holds where the words around the nouns do not agree."""
    if nominals and nominals[0].owner:
        yield list(nominals)
        return
    if not nominals:
        return
    vectors = np.stack([n.vector for n in nominals])
    near = np.argwhere(np.triu(np.round(vectors @ vectors.T, 4) >= _SAME_ACT, k=1))
    for group in clusters(len(nominals), ((int(i), int(j)) for i, j in near)):
        yield [nominals[i] for i in group]


def _nominals(account: Account, chains: Chains) -> Iterator[_Nominal]:
    tokens = account.annotations.tokens
    for i, token in enumerate(tokens):
        kind, group = _group_of(token)
        if group and token.dep != "compound":
            first = _first(tokens, i)
            owner = _owner(account, range(first, i), chains) if kind == "actors" else ""
            if _definite(tokens[first : i + 1]) and (kind == "acts" or owner):
                place = Citation(account.id, tokens[first].start, token.end)
                yield _Nominal(group, _label(account.quote(place)), owner, place, account.annotations.words[i])


def _group_of(token: Token) -> tuple[str, str]:
    return _groups().get(token.lemma, ("", "")) if token.pos == "NOUN" else ("", "")


def _first(tokens: Sequence[Token], head: int) -> int:
    """Where the noun phrase that ends with its head begins."""
    first = head
    while first and tokens[first - 1].dep in _PREMODIFIERS and first - 1 < tokens[first - 1].head <= head:
        first -= 1
    while first < head and tokens[first].pos == "PUNCT":
        first += 1
    return first


def _definite(phrase: Sequence[Token]) -> bool:
    """Whether a phrase speaks of a certain one: "the war", "Russia’s aggression", not "a war" or "war"."""
    if phrase[0].lemma in _INDEFINITE:
        return False
    return any(t.lemma in _DETERMINERS or t.dep in {"poss", "amod"} or t.tag == "NNP" for t in phrase[:-1])


def _owner(account: Account, before: range, chains: Chains) -> str:
    """The entity before the head noun: Zelenskiy in "Zelenskiy’s regime", Ukraine in "the Ukrainian government"."""
    if not before:
        return ""
    tokens = account.annotations.tokens
    start, end = tokens[before.start].start, tokens[before.stop - 1].end
    inside = [m for m in account.annotations.mentions if start <= m.start and m.end <= end and m.form != "nominal"]
    return _entity_name(account, inside[-1], chains) if inside else ""


def _entity_name(account: Account, mention: Mention, chains: Chains) -> str:
    entity = chains.get((account.id, mention.entity)) if mention.entity else None
    return entity.name if entity else ""


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, str]]:
    data = lexicon("wording")
    return {noun: (kind, group) for kind in ("acts", "actors") for group in data[kind] for noun in data[kind][group]}


# ------------------------------------------------------------------ distinctive words


def _distinctive(accounts: Sequence[Account]) -> Iterator[Distinctive]:
    """Words that set an account apart from the others taken together.

    Source: Monroe, Colaresi and Quinn (2008), section 3.5.1, log-odds with an informative Dirichlet prior.  Ours
    differs in the prior: the accounts themselves, scaled down to 60 words, since a handful of articles has no
    background corpus of its own subject.
    """
    places = {account.id: _vocabulary(account) for account in accounts}
    total = Counter[str]()
    for by_word in places.values():
        total.update({word: len(cited) for word, cited in by_word.items()})
    for document in sorted(places):
        counts = {word: len(cited) for word, cited in places[document].items()}
        scored = [(word, _log_odds(word, counts, total)) for word in counts if counts[word] >= _FEWEST]
        for word, z in sorted(scored, key=lambda pair: (-pair[1], pair[0])):
            if z >= _Z and len(places) > 1:
                yield Distinctive(document, word, z, tuple(sorted(set(places[document][word]))))


def _log_odds(word: str, counts: dict[str, int], total: Counter[str]) -> float:
    """The z-score of a word's log-odds in one account against the rest."""
    n, everything = sum(counts.values()), total.total()
    prior = _PRIOR * total[word] / everything
    here, there = counts[word] + prior, total[word] - counts[word] + prior
    odds_here = here / (n + _PRIOR - here)
    odds_there = there / (everything - n + _PRIOR - there)
    return round(float(np.log(odds_here / odds_there) / np.sqrt(1 / here + 1 / there)), 2)


def _vocabulary(account: Account) -> dict[str, list[Citation]]:
    """The sentences in which an account uses each word in its own voice, once for each use; names are not words."""
    annotations = account.annotations
    names = _covered(account, (m.span for m in annotations.mentions if m.form == "name"))
    spoken = _covered(account, quoted(account.document))
    places: dict[str, list[Citation]] = defaultdict(list)
    for index, sentence in enumerate(annotations.sentences):
        for i in range(sentence.first, sentence.last):
            token = annotations.tokens[i]
            if i not in names and i not in spoken and _is_word(token):
                places[token.lemma].append(account.sentence(index))
    return places


def _covered(account: Account, spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(i for span in spans for i in token_range(account, span))


def _is_word(token: Token) -> bool:
    return token.pos in _WORDS and token.lemma.isalpha() and len(token.lemma) > 2 and token.lemma not in _stop()


@lru_cache(maxsize=1)
def _stop() -> frozenset[str]:
    return frozenset(lexicon("wording")["stop"])


# ------------------------------------------------------------------ tone


def _tone(accounts: Sequence[Account], chains: Chains) -> Iterator[Tone]:
    """How often each account colours each entity, and how, for entities that are coloured somewhere."""
    labels: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for account in accounts:
        for found in account.annotations.sentiment:
            if entity := chains.get((account.id, found.entity)):
                labels[entity.id, account.id][found.label] += 1
                places[entity.id, account.id].append(Citation(account.id, found.start, found.end))
    coloured = {entity for (entity, _), n in labels.items() if n["positive"] or n["negative"]}
    for key in sorted(labels):
        if key[0] in coloured:
            n = labels[key]
            yield Tone(*key, n["positive"], n["neutral"], n["negative"], tuple(sorted(places[key])))
