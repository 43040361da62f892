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
from tellings.annotate.mentions.lexicon import fold
from tellings.annotate.mentions.lexicon import lexicon as lexicon_of_names
from tellings.compare.reading import Chains, chains_of, lexicon, mentions_near, phrase_start, plain, token_range
from tellings.compare.voices import leans
from tellings.link.acts import kinds_of_act
from tellings.link.passages import background
from tellings.records import (
    Account,
    Citation,
    Distinctive,
    Label,
    LinkedEntity,
    Links,
    Mention,
    Sentiment,
    Span,
    Token,
    Tone,
    Vectors,
    Wording,
)

_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "its", "his", "her", "their", "our"})
_LEADING = _DETERMINERS | {"then", "now", "also", "even"}
_INDEFINITE = frozenset({"a", "an", "any", "no", "another", "every", "each", "some"})
_Z = 1.96
_FEWEST = 3  # times, and in two sentences at least, that a distinctive word must occur
_COLOURED = 0.75  # probability of "positive" or "negative" from where a mention counts as coloured
_COMMON = 0.1  # share of news articles from where a word is anybody's
_SAME_ACT = 0.4  # cosine with the commonest noun's states, below which a noun names another act
_WORDS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


_Places = dict[tuple[str, str], list[Citation]]


@dataclass(frozen=True, slots=True, eq=False)
class _Nominal:
    """A noun phrase whose head noun is in the lexicon: its group ("war"), label, owner, place name and state."""

    group: str
    label: str
    owner: str
    where: str
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
        labels=(*_entity_labels(accounts, links), *_nominal_labels(accounts, links, chains)),
        distinctive=tuple(_distinctive(accounts)),
        tone=tuple(_tone(accounts, chains)),
    )


# ------------------------------------------------------------------ names of entities


def _entity_labels(accounts: Sequence[Account], links: Links) -> Iterator[Label]:
    """Names and descriptions of entities that at least two accounts mention, and not all by one and the same name.

    Whom the accounts call differently comes first; descriptions alone that are the same everywhere ("the passengers")
    are left out.  Nationalities and the like (MISC: "Ukrainian") are adjectives here, not names for anybody.
    """
    known = {account.id for account in accounts}
    alike: list[tuple[LinkedEntity, _Places]] = []
    for entity in links.entities:
        places = _places(entity, known)
        forms = _forms(entity, places)
        several = len(forms) > 1 and len({label.casefold() for _, label in places}) > 1
        if several and entity.type != "MISC" and _is_somebody(entity):
            if len(set(forms.values())) > 1:
                yield from _labels(entity.id, places)
            elif _is_named(entity) and len(frozenset[str]().union(*forms.values())) > 1:
                alike.append((entity, places))
    for entity, places in alike:
        yield from _labels(entity.id, places)


def _is_named(entity: LinkedEntity) -> bool:
    return any(m.form == "name" for m in entity.mentions)


def _places(entity: LinkedEntity, known: set[str]) -> _Places:
    """Where each account gives an entity each name; "President" and "president" are one, as first written."""
    places: _Places = defaultdict(list)
    spelt: dict[tuple[str, str], str] = {}
    for naming in sorted(entity.mentions, key=lambda m: m.citation):
        label = _label(naming.name)
        if naming.form != "pronoun" and naming.document in known and label and not leans(naming.name):
            first = spelt.setdefault((naming.document, label.casefold()), label)
            places[naming.document, first].append(naming.citation)
    return places


def _forms(entity: LinkedEntity, places: _Places) -> dict[str, frozenset[str]]:
    """What each account calls an entity, as far as it matters.

    A person's name in full or in part is one; so are names with and without an ending ("Ltd"), a name and its
    beginning ("Norlund Rail", "Norlund"), and a name and its initials ("UN").
    """
    told = {label: _form(label) for _, label in places}
    names = sorted({form for label, form in told.items() if _is_name(label)}, key=lambda form: (len(form), form))
    plain = {form: _beginning(form, names, entity) for form in names}
    spelt_out = {"".join(word[0] for word in form.split()): plain[form] for form in names if " " in form}
    forms: dict[str, set[str]] = defaultdict(set)
    for document, label in places:
        form = plain.get(told[label], told[label])
        forms[document].add(spelt_out.get(form, form))
    return {document: frozenset(found) for document, found in forms.items()}


def _form(label: str) -> str:
    words = fold(label).replace("-", " ").replace(",", " ").split()
    whole = " ".join([w for w in words if w not in _sets("endings")] or words)
    return lexicon_of_names().places.get(whole, whole)


def _is_name(label: str) -> bool:
    return all(word[:1].isupper() for word in label.split() if len(word) > 3)


def _beginning(form: str, names: Sequence[str], entity: LinkedEntity) -> str:
    """The shortest name that this one begins with; of a person, or else, the surname."""
    short = next(name for name in names if f"{form} ".startswith(f"{name} "))
    return form.rsplit(maxsplit=1)[-1] if entity.type == "PER" and short == form else short


def _is_somebody(entity: LinkedEntity) -> bool:
    """Whether an entity is more than a nationality ("European") or a scrap that one account alone has ("his head")."""
    if all(fold(_label(name)) in lexicon_of_names().peoples for name in entity.names):
        return False
    return not leans(entity.name) and (_is_named(entity) or len({m.document for m in entity.mentions}) > 1)


def _labels(entity: str, places: _Places) -> Iterator[Label]:
    for document, label in sorted(places, key=lambda key: (key[0], -len(places[key]), key[1])):
        yield Label(entity, document, label, tuple(sorted(set(places[document, label]))))


def _label(name: str) -> str:
    """A name as written, without article, possessive ending, and what leads up to it ("then a judge")."""
    words = plain(name).strip('“”"«»').removesuffix("’s").removesuffix("'s").split()
    kept = words
    while len(kept) > 1 and kept[0].casefold() in _LEADING:
        kept = kept[1:]
    return " ".join(kept).strip('“”"«»')


# ------------------------------------------------------------------ nouns for bodies and acts


def _nominal_labels(accounts: Sequence[Account], links: Links, chains: Chains) -> Iterator[Label]:
    by_group: dict[tuple[str, str], list[_Nominal]] = defaultdict(list)
    names = _names(links)
    for account in accounts:
        for nominal in _nominals(account, chains, names):
            by_group[nominal.group, nominal.owner].append(nominal)
    for group, owner in sorted(by_group):
        for when, told in _by_happening(
            by_group[group, owner], links, everywhere=bool(owner) or group in _sets("background")
        ):
            yield from _side_by_side(owner, when, told if owner else _same_act(told))


def _names(links: Links) -> dict[str, str]:
    """Who a name can only mean."""
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in links.entities:
        for name in entity.names:
            owners[_label(name).casefold()].add(entity.name)
    return {name: next(iter(found)) for name, found in owners.items() if len(found) == 1}


def _by_happening(
    nominals: Sequence[_Nominal], links: Links, *, everywhere: bool
) -> Iterator[tuple[str, Sequence[_Nominal]]]:
    """Keep acts of different happenings apart; a war that all of them tell of is compared across all.

    An act that is named after another place ("the Washington summit") is another act.
    """
    if everywhere or not links.happenings:
        yield "", nominals
        return
    for happening in links.happenings:
        place = (happening.place or "").casefold()
        when = happening.date.value if happening.date else "undated"
        here = [n for n in nominals if n.place.document in happening.documents]
        yield when, [n for n in here if not (place and n.where) or n.where in place or place in n.where]


def _side_by_side(owner: str, when: str, same: Sequence[_Nominal]) -> Iterator[Label]:
    """The labels of one thing, if at least two accounts have one and they are not all the same word."""
    places: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for nominal in same:
        places[nominal.place.document, nominal.label].append(nominal.place)
    heads = {label.split()[-1].casefold() for _, label in places}
    if len({document for document, _ in places}) > 1 and len(heads) > 1:
        thing = f"{owner}: {_title(same)}" if owner else f"the {_title(same)}"
        yield from _labels(f"{thing} ({when})" if when else thing, places)


def _title(same: Sequence[_Nominal]) -> str:
    heads = Counter(n.label.split()[-1].casefold() for n in same)
    return min(heads, key=lambda h: (-heads[h], h))


def _same_act(nominals: Sequence[_Nominal]) -> list[_Nominal]:
    """Those whose word states lie near the commonest noun's: what is left names the same act."""
    if not nominals:
        return []
    common = _title(nominals)
    centre = np.sum([n.vector for n in nominals if n.label.split()[-1].casefold() == common], axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    return [n for n in nominals if round(float(n.vector @ centre), 4) >= _SAME_ACT]


def _nominals(account: Account, chains: Chains, names: dict[str, str]) -> Iterator[_Nominal]:
    tokens = account.annotations.tokens
    for i, token in enumerate(tokens):
        kind, group = _group_of(token)
        first = phrase_start(tokens, i) if group else i
        if group and _speaks_of_one(tokens[first : i + 1], kind):
            before = range(first, i)
            owner = _owner(account, before, chains, names) if kind == "actors" else ""
            if owner or kind == "acts":
                place = Citation(account.id, tokens[first].start, token.end)
                label = _without_passing(_label(account.quote(place)))
                label = label[: -len(token.text)] + token.text.lower() if label.endswith(token.text) else label
                yield _Nominal(group, label, owner, _where(account, before), place, account.annotations.words[i])


def _without_passing(label: str) -> str:
    words = label.split()
    kept = [w for w in words[:-1] if w.casefold() not in _sets("passing")]
    return " ".join([*kept, words[-1]])


def _group_of(token: Token) -> tuple[str, str]:
    return _groups().get(token.lemma, ("", "")) if token.pos == "NOUN" else ("", "")


def _speaks_of_one(phrase: Sequence[Token], kind: str) -> bool:
    """Whether a phrase speaks of a certain one: "the war", "Russia’s aggression", not "a war", "future wars", "war"."""
    head = phrase[-1]
    if (
        phrase[0].lemma in _INDEFINITE
        or head.dep == "compound"
        or any({t.lemma, t.text.casefold()} & _sets("another_one") for t in phrase)
    ):
        return False
    if kind == "acts" and head.tag == "NNS" and head.lemma not in _sets("plural_acts"):
        return False
    return any(
        t.lemma in _DETERMINERS - _INDEFINITE or t.dep in {"poss", "amod"} or t.tag == "NNP" for t in phrase[:-1]
    )


def _owner(account: Account, before: range, chains: Chains, names: dict[str, str]) -> str:
    """The entity before the head noun: Zelenskiy in "Zelenskiy’s regime", Ukraine in "the Ukrainian government"."""
    for mention in reversed(_mentions_in(account, before)):
        entity = chains.get((account.id, mention.entity)) if mention.entity else None
        if entity and mention.form != "nominal":
            return entity.name
    capitalised = [
        t.text.casefold() for t in account.annotations.tokens[before.start : before.stop] if t.text[:1].isupper()
    ]
    return next((names[name] for name in reversed(capitalised) if name in names), "")


def _where(account: Account, before: range) -> str:
    """The place that an act is named after, in lower case: Washington in "the Washington summit"."""
    places = [m for m in _mentions_in(account, before) if m.type == "LOC" and m.form == "name"]
    named = [m for m in places if account.annotations.tokens[m.head].pos == "PROPN"]
    return account.quote(named[-1].span).casefold() if named else ""


def _mentions_in(account: Account, inside: range) -> list[Mention]:
    if not inside:
        return []
    tokens = account.annotations.tokens
    span = Span(tokens[inside.start].start, tokens[inside.stop - 1].end)
    return [m for m in mentions_near(account, span) if span.holds(m.span)]


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, str]]:
    actors = lexicon("wording")["actors"]
    acts = {noun: ("acts", group) for noun, group in kinds_of_act().items()}
    return acts | {noun: ("actors", group) for group in actors for noun in actors[group]}


# ------------------------------------------------------------------ distinctive words


def _distinctive(accounts: Sequence[Account]) -> Iterator[Distinctive]:
    """Words that set an account apart from the others taken together.

    Source: Monroe, Colaresi and Quinn (2008), section 3.5.1, log-odds with an informative Dirichlet prior.  Ours
    differs in the prior: all accounts together, scaled down to the length of one, since a handful of articles has no
    background corpus of its own subject.  What anybody may write thrice ("around", "today") is left out.
    """
    names = frozenset(word for account in accounts for word in _words_of_names(account))
    places = {account.id: _vocabulary(account, names) for account in accounts}
    total = Counter[str]()
    for by_word in places.values():
        total.update({word: len(cited) for word, cited in by_word.items()})
    for document in sorted(places):
        counts = {word: len(cited) for word, cited in places[document].items()}
        weight = total.total() / len(places)
        often = [word for word, cited in places[document].items() if len(cited) >= _FEWEST and len(set(cited)) > 1]
        scored = [(word, _log_odds(word, counts, total, weight)) for word in often if not _is_common(word)]
        for word, z in sorted(scored, key=lambda pair: (-pair[1], pair[0])):
            if z >= _Z and len(places) > 1:
                why = _why(counts[word], counts.values(), total[word], total.total(), z)
                yield Distinctive(document, word, z, tuple(sorted(set(places[document][word]))), why)


def _why(here: int, counts: Iterable[int], everywhere: int, words: int, z: float) -> str:
    own = sum(counts)
    told = f"{here} of its {own:,} content words, {everywhere - here} of the others' {words - own:,}"
    return f"{told}; z = {z:.1f}, where {_Z} is 95 % sure for a word picked beforehand"


def _log_odds(word: str, counts: dict[str, int], total: Counter[str], weight: float) -> float:
    """The z-score of a word's log-odds in one account against the rest, under a prior of `weight` words."""
    n, everything = sum(counts.values()), total.total()
    prior = weight * total[word] / everything
    here, there = counts[word] + prior, total[word] - counts[word] + prior
    odds_here = here / (n + weight - here)
    odds_there = there / (everything - n + weight - there)
    return round(float(np.log(odds_here / odds_there) / np.sqrt(1 / here + 1 / there)), 2)


def _is_common(word: str) -> bool:
    """Whether every tenth news article has a word, whatever its subject."""
    documents, frequency = background()
    return frequency.get(word, 0) > _COMMON * documents


def _words_of_names(account: Account) -> Iterator[str]:
    """The words that stand in names, folded."""
    inside = _covered(account, (m.span for m in account.annotations.mentions if m.form == "name"))
    return (fold(account.annotations.tokens[i].text) for i in sorted(inside))


def _vocabulary(account: Account, names: frozenset[str]) -> dict[str, list[Citation]]:
    """The sentences in which an account uses each word in its own voice, once for each use.

    Names are not words, nor is a word with a capital that stands in some account's name (`names`).
    """
    annotations = account.annotations
    named = _covered(account, (m.span for m in annotations.mentions if m.form == "name"))
    spoken = _covered(account, quoted(account.document))
    places: dict[str, list[Citation]] = defaultdict(list)
    for index, sentence in enumerate(annotations.sentences):
        for i in range(sentence.first, sentence.last):
            token = annotations.tokens[i]
            if i not in named and i not in spoken and _is_word(token) and not _is_part_of(names, token):
                places[token.lemma].append(account.sentence(index))
    return places


def _is_part_of(names: frozenset[str], token: Token) -> bool:
    return token.text[:1].isupper() and fold(token.text) in names


def _covered(account: Account, spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(i for span in spans for i in token_range(account, span))


def _is_word(token: Token) -> bool:
    return token.pos in _WORDS and token.lemma.isalpha() and len(token.lemma) > 2 and token.lemma not in _sets("stop")


@lru_cache(maxsize=4)
def _sets(name: str) -> frozenset[str]:
    return frozenset(lexicon("wording")[name])


# ------------------------------------------------------------------ tone


def _tone(accounts: Sequence[Account], chains: Chains) -> Iterator[Tone]:
    """How often each account colours each main actor, and how, for those that are coloured somewhere.

    A main actor is spoken of by two accounts, and more than once by one of them.  A mention counts as coloured from
    `_COLOURED` on, as surely as "neutral" would have to be overruled where two thirds of all mentions are neutral.
    """
    found: dict[tuple[str, str], list[Sentiment]] = defaultdict(list)
    for account in accounts:
        for one in account.annotations.sentiment:
            entity = chains.get((account.id, one.entity))
            if entity and entity.type != "MISC" and _is_somebody(entity):
                found[entity.id, account.id].append(one)
    coloured = {entity for (entity, _), ones in found.items() if any(_colour(one) != "neutral" for one in ones)}
    told = Counter(entity for entity, _ in found)
    often = {entity for (entity, _), ones in found.items() if len(ones) > 1}
    for entity_id, document in sorted(found):
        if entity_id in coloured & often and told[entity_id] > 1:
            yield _tone_of(entity_id, document, found[entity_id, document])


def _tone_of(entity: str, document: str, found: Sequence[Sentiment]) -> Tone:
    n = Counter(_colour(one) for one in found)
    sure = [one.score for one in found if _colour(one) != "neutral"]
    told = f"{len(sure)} of {len(found)} mentions stand in a sentence that colours them"
    why = f"{told}, on average {np.mean(sure):.0%} sure" if sure else told
    members = tuple(sorted(Citation(document, one.start, one.end) for one in found))
    return Tone(entity, document, n["positive"], n["neutral"], n["negative"], members, why)


def _colour(found: Sentiment) -> str:
    return found.label if found.score >= _COLOURED else "neutral"
