"""Tables with accounts for columns: who carries what, who speaks, who calls whom what, who colours whom how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.present.html.findings import Index, speaker_key
from tellings.present.ranking import ranked_facts
from tellings.records import Citation, Comparison, Label, Position, Tone, Voice

_STANCES = ("demands", "offers", "supports", "rejects", "threatens", "denies")
CARRIED, OMITTED, ABSENT = "carried", "omitted", "absent"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One fact: for each account, in order, whether it carries it, leaves it out, or could not have known."""

    number: int
    statement: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker: for each account, in order, the voice it gives them, or None."""

    number: int
    name: str
    kind: str
    via: tuple[str, ...]
    words: int
    cells: tuple[Voice | None, ...]
    members: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor's positions with their numbers, by stance."""

    name: str
    stances: Mapping[str, Sequence[tuple[int, Position]]]


@dataclass(frozen=True, slots=True)
class Named:
    """One entity: its anchor, name and type, and, for each account, its labels there and its tone, if any."""

    entity: str
    anchor: str
    name: str
    type: str
    labels: tuple[tuple[Label, ...], ...]
    tones: tuple[Tone | None, ...]


def coverage(comparison: Comparison, index: Index) -> list[CoverageRow]:
    """Which account carries which fact, the best corroborated facts first; a cell is (state, link or "", reason)."""
    left_out = {(o.fact, o.document): o.why for o in comparison.omissions}
    rows = []
    for number, fact, _ in ranked_facts(comparison):
        first = {m.document: m for m in sorted(fact.members, reverse=True)}
        cells = tuple(_covered(index, first.get(a), left_out.get((fact.id, a))) for a in index.accounts)
        rows.append(CoverageRow(number, fact.statement, cells))
    return rows


def _covered(index: Index, member: Citation | None, why: str | None) -> tuple[str, str, str]:
    if member:
        return CARRIED, index.anchor_of(member), ""
    return (ABSENT, "", "") if why is None else (OMITTED, "", why)


def speakers(comparison: Comparison, index: Index) -> list[Speaker]:
    """Everyone who speaks, by how many words they are given over all accounts."""
    by_key: dict[str, list[Voice]] = defaultdict(list)
    for voice in comparison.voices:
        by_key[speaker_key(voice.speaker, voice.entity)].append(voice)
    names = {e.id: e.name for e in comparison.links.entities}
    return [_speaker(n, by_key[key], index, names) for key, n in index.speakers.items()]


def _speaker(number: int, voices: Sequence[Voice], index: Index, names: Mapping[str, str]) -> Speaker:
    by_document = {v.document: v for v in reversed(voices)}
    first = voices[0]
    name = names.get(first.entity or "", first.speaker)
    via = tuple(dict.fromkeys(names.get(x, x) for v in voices for x in v.via))
    members = tuple(dict.fromkeys(m for v in voices for m in v.members))
    cells = tuple(by_document.get(a) for a in index.accounts)
    return Speaker(number, name, first.kind, via, sum(v.words for v in voices), cells, members)


def actors(comparison: Comparison) -> list[Actor]:
    """Everyone who takes a position, in the order of the positions; each with what they take, stance by stance."""
    by_key: dict[str, list[tuple[int, Position]]] = defaultdict(list)
    for n, position in enumerate(comparison.positions, 1):
        by_key[speaker_key(position.actor, position.entity)].append((n, position))
    names = {e.id: e.name for e in comparison.links.entities}
    return [_actor(held, names) for held in by_key.values()]


def used_stances(comparison: Comparison) -> list[str]:
    """The stances that somebody takes, in a fixed order."""
    used = {p.stance for p in comparison.positions}
    return [*(s for s in _STANCES if s in used), *sorted(used - set(_STANCES))]


def _actor(held: Sequence[tuple[int, Position]], names: Mapping[str, str]) -> Actor:
    first = held[0][1]
    by_stance: dict[str, list[tuple[int, Position]]] = defaultdict(list)
    for n, position in held:
        by_stance[position.stance].append((n, position))
    return Actor(names.get(first.entity or "", first.actor), by_stance)


def named(comparison: Comparison, index: Index) -> list[Named]:
    """Every entity with labels or a tone: the most different labels first, then those that most accounts name."""
    labels: dict[str, dict[str, list[Label]]] = defaultdict(lambda: defaultdict(list))
    tones: dict[str, dict[str, Tone]] = defaultdict(dict)
    for label in comparison.wording.labels:
        labels[label.entity][label.document].append(label)
    for tone in comparison.wording.tone:
        tones[tone.entity][tone.document] = tone
    entities = {e.id: e for e in comparison.links.entities}
    different = {e: len({x.label for held in by.values() for x in held}) for e, by in labels.items()}
    order = sorted({*labels, *tones}, key=lambda e: (-different.get(e, 0), -len(labels.get(e, ())), e))
    return [
        Named(
            entity=e,
            anchor=f"name-{n}",
            name=entities[e].name if e in entities else e,
            type=entities[e].type if e in entities else "",
            labels=tuple(tuple(labels[e][a]) for a in index.accounts),
            tones=tuple(tones[e].get(a) for a in index.accounts),
        )
        for n, e in enumerate(order, 1)
    ]
