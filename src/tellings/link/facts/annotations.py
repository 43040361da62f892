"""What the annotations of two sentences have in common: who, when, how many, what happened, who says so, which event.

Names come from the mention chains, so that "he" and "the minister" count as the man they stand for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tellings.link.passages import Floats, Integers, Passages, shared
from tellings.records import Account, Annotations, Attribution, Citation, Happening, Quantity, Span

_SAID = 0.3  # share of a sentence that reported words must cover for it to be its speaker's
_FORMS = frozenset({"name", "nominal", "pronoun"})
_MONTH = len("2025-09")
Items = list[list[Hashable]]
T = TypeVar("T")


def compare_annotations(
    passages: Passages, left: Integers, right: Integers, happenings: Sequence[Happening]
) -> dict[str, Floats]:
    """Compare what was annotated in the two sentences of each pair.

    Args:
        passages: The sentences.
        left: First sentences of the pairs.
        right: Second sentences.
        happenings: The events that the accounts report.

    Returns:
        Columns by name: for each kind of annotation the summed rarity of what is shared, the lower and the higher share
        of it in the two sentences, and how much the two have; then voice and event.
    """
    columns: dict[str, Floats] = {}
    for name, items in _kinds(passages).items():
        columns |= _overlap(name, items, left, right)
    covered = np.array([c for a in passages.accounts for c in _covered(a.annotations)], np.float32)
    quoted = np.array([passages.sentence(i).quoted for i in range(passages.size)], np.float32)
    columns |= _ends("said", covered, left, right) | _ends("quoted", quoted, left, right)
    return columns | _events(passages, left, right, happenings)


def _kinds(passages: Passages) -> dict[str, Items]:
    """The items of each kind, sentence by sentence."""
    kinds: dict[str, Items] = {"cast": [], "unnamed": [], "speaker": [], "time": [], "month": [], "event": []}
    kinds |= {"value": [], "counted": [], "count": []}
    for account in passages.accounts:
        made = account.annotations
        names = {e.id: _tokens(e.name) for e in made.entities}
        quantities = _by_sentence(made, [(q.start, q) for q in made.quantities])
        times: Items = _by_sentence(made, [(t.start, t.value) for t in made.times])
        kinds["cast"] += _people(made, names, _FORMS)
        kinds["unnamed"] += _people(made, names, _FORMS - {"name"})
        kinds["speaker"] += _speakers(account, names)
        kinds["event"] += _by_sentence(made, [(e.start, e.lemma) for e in made.events])
        kinds["time"] += times
        kinds["month"] += [[str(value)[:_MONTH] for value in values] for values in times]
        for name, of in (("value", _value), ("counted", _counted), ("count", _count)):
            kinds[name] += [[v for q in found if (v := of(q)) is not None] for found in quantities]
    return kinds


def _by_sentence(made: Annotations, items: Iterable[tuple[int, T]]) -> list[list[T]]:
    """Items by the sentence in which they start."""
    out: list[list[T]] = [[] for _ in made.sentences]
    for start, item in items:
        index = made.sentence_at(start)
        if index is not None:
            out[index].append(item)
    return out


def _people(made: Annotations, names: dict[str, list[str]], forms: frozenset[str]) -> Items:
    return _by_sentence(
        made, [(m.start, t) for m in made.mentions if m.entity and m.form in forms for t in names.get(m.entity, ())]
    )


def _tokens(name: str) -> list[str]:
    return [w.strip(".,'’").lower() for w in name.split()]


def _value(quantity: Quantity) -> Hashable | None:
    return (_rounded(quantity.low), _rounded(quantity.high))


def _counted(quantity: Quantity) -> Hashable | None:
    return quantity.of or None


def _count(quantity: Quantity) -> Hashable | None:
    what = quantity.of or quantity.unit
    return (what, _rounded(quantity.low)) if what else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _speakers(account: Account, names: dict[str, list[str]]) -> Items:
    """The names of those to whom most of a sentence, or a good part of it, is given."""
    made = account.annotations
    out: Items = [[] for _ in made.sentences]
    for said in made.attributions:
        speaker = _speaker(account, said, names)
        for index in _sentences_of(made, said.content):
            out[index] += speaker
    return out


def _speaker(account: Account, said: Attribution, names: dict[str, list[str]]) -> list[str]:
    if said.speaker in names:
        return names[said.speaker]
    return _tokens(account.quote(said.source)) if said.source else []


def _sentences_of(made: Annotations, content: Iterable[Span]) -> list[int]:
    return [
        index
        for span in content
        for index in _touched(made, span)
        if made.sentences[index].span.shared(span) > _SAID * (made.sentences[index].end - made.sentences[index].start)
    ]


def _touched(made: Annotations, span: Span) -> range:
    """The sentences from the one in which a span starts to the one in which it ends."""
    first = made.sentence_at(span.start)
    last = made.sentence_at(max(span.start, span.end - 1))
    known = [k for k in (first, last) if k is not None]
    return range(min(known), max(known) + 1) if known else range(0)


def _covered(made: Annotations) -> list[float]:
    """For each sentence, the largest share of it that one stretch of reported words covers."""
    out = [0.0] * len(made.sentences)
    for said in made.attributions:
        for span in said.content:
            for index in _touched(made, span):
                sentence = made.sentences[index].span
                out[index] = max(out[index], sentence.shared(span) / max(1, sentence.end - sentence.start))
    return out


def _overlap(name: str, items: Items, left: Integers, right: Integers) -> dict[str, Floats]:
    frequency = Counter(item for found in items for item in set(found))
    whole = math.log(len(items) + 1)
    common, own = shared(items, lambda item: math.log((len(items) + 1) / frequency[item]) / whole)
    both = common[left, right]
    one, other = both / (own[left] + 1e-6), both / (own[right] + 1e-6)
    columns = {name: both, f"{name}_in_min": np.minimum(one, other), f"{name}_in_max": np.maximum(one, other)}
    return columns | _ends(f"{name}_own", own, left, right)


def _ends(name: str, values: Floats, left: Integers, right: Integers) -> dict[str, Floats]:
    one, other = values[left], values[right]
    return {f"{name}_min": np.minimum(one, other), f"{name}_max": np.maximum(one, other)}


# ------------------------------------------------------------------ which event


def _events(passages: Passages, left: Integers, right: Integers, happenings: Sequence[Happening]) -> dict[str, Floats]:
    """Whether the accounts report one event as news, and whether the sentences tell it, or tell different ones."""
    ids = [a.id for a in passages.accounts]
    report = np.array([[i in h.documents for h in happenings] for i in ids], np.float32)
    together = (report @ report.T > 0).astype(np.float32)
    tells = _telling(passages, happenings)
    same = (tells[left] & tells[right]).any(axis=1)
    one, other = tells[left].any(axis=1), tells[right].any(axis=1)
    columns = {
        "same_news": together[passages.document[left], passages.document[right]],
        "tell_one": same,
        "tell_two": one & other & ~same,
        "tell_both": one & other,
        "tell_either": one | other,
        "events": np.full(len(left), min(5, len(happenings))),
    }
    return {name: np.asarray(column, np.float32) for name, column in columns.items()}


def _telling(passages: Passages, happenings: Sequence[Happening]) -> npt.NDArray[np.bool_]:
    """(sentences, happenings): which sentence tells which event."""
    starts = dict(zip((a.id for a in passages.accounts), passages.starts.tolist(), strict=True))
    made = {a.id: a.annotations for a in passages.accounts}
    out = np.zeros((passages.size, max(1, len(happenings))), bool)
    for column, happening in enumerate(happenings):
        for place in happening.members:
            index = _index(made, place)
            if index is not None:
                out[starts[place.document] + index, column] = True
    return out


def _index(made: dict[str, Annotations], place: Citation) -> int | None:
    return made[place.document].sentence_at(place.start) if place.document in made else None
