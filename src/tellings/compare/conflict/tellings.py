"""The same fact, told differently: clauses about one thing that share words and differ in others.

Sentences of one fact often differ in no value and no name, and still leave different pictures ("an explosion sparked
the fire", "the barge caught fire and caused an explosion").  Here whole clauses are compared: of the clauses of two
sentences those are chosen that have most in common and yet have words without a counterpart (contextual states).
An answer is a whole clause, subject and all, so that it can be read by itself; the question names the thing.
This is the plainest of the comparators, and what it finds is shown after everything that can be named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from tellings.compare.conflict import ask
from tellings.compare.conflict.clauses import Clause, Reader
from tellings.compare.conflict.difference import Difference
from tellings.compare.conflict.lexicon import lexicon
from tellings.compare.conflict.pairs import Pair, Site, is_content
from tellings.compare.conflict.topics import topic_of

KIND, WHOLE = "telling", "sentence"
_NEAR = 0.55  # similarity from which two sentences outside a common fact are taken to tell of one thing
_SHORTEST, _LONGEST = 2, 18  # tokens of a clause
_COUNTERPART = 0.6  # cosine from which a word has one
_AGREED = 0.75  # share of words with a counterpart from which two clauses say the same
_TWINS = 0.95  # similarity of two sentences that are one
_MOST_SITES, _MOST_ANSWERS = 8, 4
_NEEDED = frozenset({"dobj", "attr", "acomp", "oprd", "ccomp", "xcomp", "prt", "dative", "neg", "agent"})
_LEFT_OUT = frozenset({"conj", "cc", "punct", "parataxis", "advcl"})
_HELPERS = frozenset({"aux", "auxpass", "neg", "advmod"})
_LOOSE_ENDS = frozenset({"CCONJ", "SCONJ", "PUNCT", "DET"})
_MARKS = ("—", "–", ":", ";", "…", " - ", "--", "(", ")", "[", "@", "/")
_RELATIVE = frozenset({"who", "which", "that", "what", "whose"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_QUOTES = {ord(c): None for c in '"“”„«»'}


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause as it can be shown: its head, its words as written, and its content tokens."""

    site: Site
    head: int
    phrase: str
    words: tuple[int, ...]
    negated: bool


def compare_tellings(pairs: Sequence[Pair]) -> Iterator[Difference]:
    """Clauses on a shared fact that are put differently.

    Args:
        pairs: All pairs that are compared; those inside a fact, of one happening, are looked at.
    """
    by_fact: dict[tuple[int, int], list[Pair]] = {}
    for number, pair in enumerate(pairs):
        if pair.apart or pair.similarity >= _TWINS:
            continue
        for fact in pair.facts:
            by_fact.setdefault((0, fact), []).append(pair)
        if not pair.facts and pair.similarity >= _NEAR:
            by_fact[1, number] = [pair]
    told: dict[Site, tuple[_Told, ...]] = {}
    for number, (_, inside) in enumerate(sorted(by_fact.items())):
        found = list(_fact(inside, told, f"{KIND}:{number:06d}"))
        yield from found or _sentences(inside, f"{WHOLE}:{number:06d}")


def _sentences(pairs: Sequence[Pair], topic: str) -> Iterator[Difference]:
    """Where no clauses can be set against each other: the sentences as they are, one of each account."""
    chosen: dict[int, Site] = {}
    for pair in sorted(pairs, key=lambda p: (-p.similarity, p.left, p.right)):
        for site in (pair.left, pair.right):
            chosen.setdefault(site.account, site)
    for pair in pairs:
        if {pair.left, pair.right} <= set(chosen.values()):
            phrases = cut(pair.a, pair.left), cut(pair.b, pair.right)
            yield Difference(
                WHOLE, "characterisation", "framing", topic, "", (phrases[0].lower(), phrases[1].lower()), phrases,
                pair.similarity, pair,
            )  # fmt: skip


def cut(reader: Reader, site: Site) -> str:
    """A sentence as far as there is room for it."""
    place = reader.notes.sentences[site.sentence]
    words = reader.text(place.first, place.last).rstrip(".").split()
    return " ".join(words[:_LONGEST]) + (" …" if len(words) > _LONGEST else "")


def _fact(pairs: Sequence[Pair], told: dict[Site, tuple[_Told, ...]], topic: str) -> Iterator[Difference]:
    """The best pair of clauses of a fact, and beside them what its other sentences say of the same thing."""
    for pair in pairs:
        for reader, site in ((pair.a, pair.left), (pair.b, pair.right)):
            if site not in told:
                told[site] = tuple(tellings(reader, site))
    ranked = [(*_best(pair, told), pair) for pair in pairs]
    score, left, right, closest = max(ranked, key=lambda r: round(r[0], 4))
    if left is None or right is None or score <= 0:
        return
    thing = _topic(closest, left, right)
    if thing:
        for pair, one, other in _opposed(pairs, _beside(pairs, told, (left, right))):
            yield Difference(
                KIND, _nature(pair, one[1], other[1]),
                "contradiction" if one[1].negated != other[1].negated else "framing", topic,
                f"How do the accounts tell of {thing}?", (one[0], other[0]), (one[1].phrase, other[1].phrase),
                round(0.5 * score + 0.5 * pair.similarity, 4), pair,
            )  # fmt: skip


def _best(pair: Pair, told: dict[Site, tuple[_Told, ...]]) -> tuple[float, _Told | None, _Told | None]:
    """The two clauses that have most in common, and differ."""
    scored = [
        (_contrast(pair, one, other), -i, -j, one, other)
        for (i, one), (j, other) in product(enumerate(told[pair.left]), enumerate(told[pair.right]))
    ]
    if not scored:
        return 0.0, None, None
    score, _, _, one, other = max(scored, key=lambda s: (round(s[0], 4), s[1], s[2]))
    return score, one, other


def _contrast(pair: Pair, one: _Told, other: _Told) -> float:
    """What two clauses share, 0 where they share no thing or do not differ."""
    left, right = _matches(pair, one.words, other.words), _matches(pair, other.words, one.words, turned=True)
    share = (len(left) + len(right)) / (len(one.words) + len(other.words))
    if not left or not right or (share >= _AGREED and one.negated == other.negated):
        return 0.0
    return share * min(1.0, (len(one.words) + len(other.words)) / 8)


def _matches(pair: Pair, words: Sequence[int], others: Sequence[int], *, turned: bool = False) -> list[int]:
    """The words of a clause that have a counterpart in the other."""
    one, other = (pair.b, pair.a) if turned else (pair.a, pair.b)
    if not others:
        return []
    grid = one.notes.words[list(words)] @ other.notes.words[list(others)].T
    lemmas = {other.tokens[i].lemma for i in others}
    best = grid.max(axis=1)
    return [w for w, c in zip(words, best, strict=True) if float(c) >= _COUNTERPART or one.tokens[w].lemma in lemmas]


def _beside(pairs: Sequence[Pair], told: dict[Site, tuple[_Told, ...]], seed: tuple[_Told, _Told]) -> dict[Site, _Told]:
    """For the other sentences of the fact the clause nearest to the two chosen; each account is heard once first."""
    chosen = {t.site: t for t in seed}
    first = set(chosen)
    sides = [side for p in pairs for side in ((p, p.left, p.right, False), (p, p.right, p.left, True))]
    for again in (False, True):
        for pair, known, fresh, turned in sides:
            heard = fresh.account in {s.account for s in chosen}
            if known not in first or fresh in chosen or heard != again or len(chosen) >= _MOST_SITES:
                continue
            options = [(_near(pair, chosen[known], t, turned=turned), -n, t) for n, t in enumerate(told[fresh])]
            best = max(options, key=lambda o: (round(o[0], 4), o[1]), default=None)
            if best and best[0] > 0:
                chosen[fresh] = best[2]
    return chosen


def _near(pair: Pair, known: _Told, fresh: _Told, *, turned: bool) -> float:
    one, other = (fresh, known) if turned else (known, fresh)
    left = _matches(pair, one.words, other.words)
    return len(left) / max(len(one.words), len(other.words))


def _opposed(
    pairs: Sequence[Pair], chosen: dict[Site, _Told]
) -> Iterator[tuple[Pair, tuple[str, _Told], tuple[str, _Told]]]:
    """Pairs of chosen clauses with their keys, at most four keys; those that agree have one key."""
    between = {(p.left, p.right): p for p in pairs}
    keys: dict[Site, str] = {}
    for site, telling in chosen.items():
        same = (s for s in keys if _agree(between.get((min(s, site), max(s, site))), chosen))
        found = next(same, None)
        if found is not None or len(set(keys.values())) < _MOST_ANSWERS:
            keys[site] = keys[found] if found is not None else telling.phrase.lower()
    for x, y in combinations(sorted(keys), 2):
        pair = between.get((x, y))
        if pair is not None and keys[x] != keys[y]:
            yield pair, (keys[x], chosen[x]), (keys[y], chosen[y])


def _agree(pair: Pair | None, chosen: dict[Site, _Told]) -> bool:
    if pair is None:
        return False
    one, other = chosen[pair.left], chosen[pair.right]
    shared = len(_matches(pair, one.words, other.words)) + len(_matches(pair, other.words, one.words, turned=True))
    return shared >= _AGREED * (len(one.words) + len(other.words)) and one.negated == other.negated


def _nature(pair: Pair, one: _Told, other: _Told) -> str:
    if one.negated != other.negated:
        return "existence"
    return "characterisation" if pair.cosine(one.head, other.head) >= _COUNTERPART else "action"


def _topic(pair: Pair, one: _Told, other: _Told) -> str:
    """The thing that both clauses are about: the shared noun that stands first and can be named."""
    lemmas = {pair.b.tokens[i].lemma for i in other.words}
    shared = [i for i in _matches(pair, one.words, other.words) if pair.a.tokens[i].pos in ("NOUN", "PROPN")]
    same = [i for i in shared if pair.a.tokens[i].lemma in lemmas] or shared
    whole = (i for i in same if pair.a.tokens[i].dep != "compound" and not pair.a.dated(i))
    free = [i for i in whole if not _counted(pair.a, i)]
    found = (ask.decapitalised(ask.thing(pair.a, i)) for i in free)
    names = list(dict.fromkeys(n for n in found if n))
    apart = [n for n in names if not any(n != m and n.lower() in m.lower() for m in names)]
    return " and ".join(apart[:2]) or topic_of(pair, most=1)


def _counted(reader: Reader, index: int) -> bool:
    return any(reader.tokens[c].dep == "nummod" for c in reader.children[index])


# ------------------------------------------------------------------ clauses


def tellings(reader: Reader, site: Site) -> Iterator[_Told]:
    """The clauses of a sentence that can be read by themselves."""
    for clause in reader.clauses(site.sentence):
        if clause.noun or clause.lemma in lexicon().speech or not _finite(reader, clause) or _denied(reader, clause):
            continue
        shown = _shown(reader, clause)
        if shown:
            phrase, inside = shown
            words = tuple(i for i in inside if is_content(reader.tokens[i]))
            if len(words) >= _SHORTEST:
                yield _Told(site, clause.head, phrase, words, clause.negated)
    short = _sentence(reader, site)
    if short is not None:
        yield short


def _denied(reader: Reader, clause: Clause) -> bool:
    """Whether a clause is what somebody denies: shown by itself it would say the opposite."""
    governor = reader.tokens[reader.tokens[clause.head].head]
    words = lexicon()
    return reader.tokens[clause.head].dep == "ccomp" and governor.lemma in words.denial | words.claim_rejecting


def _finite(reader: Reader, clause: Clause) -> bool:
    """Whether a clause states something: its verb, or a helper of it, is finite."""
    words = [clause.head, *(c for c in reader.children[clause.head] if reader.tokens[c].dep in ("aux", "auxpass"))]
    return any(reader.tokens[w].tag in _FINITE for w in words)


def _sentence(reader: Reader, site: Site) -> _Told | None:
    """A sentence that is short enough to be shown whole, and reports nobody's words."""
    place = reader.notes.sentences[site.sentence]
    inside = range(place.first, place.last)
    phrase = reader.text(place.first, place.last).translate(_QUOTES).strip(" .,!")
    words = tuple(i for i in inside if is_content(reader.tokens[i]))
    if len(inside) > _LONGEST or len(words) < _SHORTEST or any(m in phrase for m in _MARKS):
        return None
    head = next((i for i in inside if reader.tokens[i].head == i), place.first)
    clauses = reader.clauses(site.sentence)
    if any(c.lemma in lexicon().speech for c in clauses):
        return None
    negated = any(c.negated for c in clauses)
    return _Told(site, head, ask.decapitalised(phrase), words, negated)


def _shown(reader: Reader, clause: Clause) -> tuple[str, list[int]] | None:
    """Subject, verb and what follows, in whole phrases; None where that is too long or would not read."""
    subject = clause.object if clause.passive else clause.subject
    if subject is None or reader.tokens[subject].head == subject:
        return None
    name = reader.phrase(subject) or reader.tokens[subject].text
    before = list(range(*reader.bounds(subject)))
    verb = _deed(reader, clause, _LONGEST - len(before))
    if verb is None or not name or reader.tokens[subject].lemma in _RELATIVE:
        return None
    first, last = verb
    joint = " " if before[-1] < first <= before[-1] + 1 else " … "
    written = reader.tokens[subject].pos != "PRON" and before[-1] + 1 == first
    phrase = reader.text(before[0], last) if written else f"{name}{joint}{reader.text(first, last)}"
    phrase = phrase.translate(_QUOTES).strip(" ,")
    inside = [*before, *range(first, last)]
    return None if any(m in phrase.replace(" … ", " ") for m in _MARKS) else (ask.decapitalised(phrase), inside)


def _deed(reader: Reader, clause: Clause, room: int) -> tuple[int, int] | None:
    """Token range of the verb, its helpers and the phrases after it, as many as there is room for."""
    helpers = {c for c in reader.children[clause.head] if reader.tokens[c].dep in _HELPERS}
    first = clause.head
    while first - 1 in helpers:
        first -= 1
    last = clause.head + 1
    for child in sorted(c for c in reader.children[clause.head] if c > clause.head):
        below = sorted(reader.subtree(child))
        dep = reader.tokens[child].dep
        whole = below[0] == last and below[-1] - below[0] + 1 == len(below) and below[-1] + 1 - first <= room
        if dep in _LEFT_OUT or not whole:
            return None if dep in _NEEDED else (first, last)
        last = below[-1] + 1
    while reader.tokens[last - 1].pos in _LOOSE_ENDS:
        last -= 1
    return first, last
