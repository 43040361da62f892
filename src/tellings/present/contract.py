"""The machine-readable contracts: plain dictionaries for `tellings annotate --json` and `tellings compare --json`.

The keys of the design come first and are always there.  What follows them (`method`, `score`, `explanation` …) says how
a value came about.  `schema/` holds both contracts as JSON Schema, and a test holds the output to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tellings.records import (
    Account,
    Attribution,
    Citation,
    Comparison,
    Conflict,
    Derived,
    Fact,
    Failure,
    Happening,
    Lineage,
    LinkedEntity,
    Moment,
    Omission,
    Position,
    QuoteDrift,
    Span,
    Unique,
    Voice,
    Wording,
)

Record = dict[str, Any]


def dumps(record: Mapping[str, Any]) -> str:
    """One line of JSON, characters as they are."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


@lru_cache(maxsize=3)
def schema(name: str) -> Record:
    """The JSON Schema of a contract.

    Args:
        name: "annotation", "comparison" or "stories".
    """
    loaded: Record = json.loads((files("tellings.present") / f"schema/{name}.json").read_text("utf-8"))
    return loaded


# ------------------------------------------------------------------ annotate


def failure_records(failures: Iterable[Failure]) -> list[dict[str, str]]:
    """What could not be read, as every contract tells it."""
    return [{"where": f.where, "what": f.what, "remedy": f.remedy} for f in failures]


def annotation_record(account: Account) -> Record:
    """The first contract: everything read off one document, spans as offsets into `text`."""
    document, found = account.document, account.annotations
    return {
        "id": document.id,
        "title": _value(document.title),
        "published": _value(document.published),
        "outlet": _value(document.outlet),
        "language": _value(document.language),
        "text": document.text,
        "sentences": [{**_span(s.span), "biased": _share(s.biased)} for s in found.sentences],
        "mentions": [{**_span(m.span), "type": m.type, "entity": m.entity, "form": m.form} for m in found.mentions],
        "times": [{**_span(t.span), "type": t.type, "value": t.value, "method": t.method} for t in found.times],
        "events": [_span(e.span) for e in found.events],
        "attributions": [_attribution(a) for a in found.attributions],
        "loaded": [{**_span(x.span), "score": _share(x.score)} for x in found.loaded],
        "sentiment": [
            {"start": s.start, "end": s.end, "entity": s.entity, "label": s.label, "score": _share(s.score)}
            for s in found.sentiment
        ],
        "entities": [{"id": e.id, "name": e.name, "type": e.type, "names": list(e.names)} for e in found.entities],
        "junk": [{**_span(j.span), "reason": j.reason} for j in document.junk],
        "derived": _derivations(account),
        "attempted": found.attempted,
        "made_by": found.made_by,
    }


def _attribution(a: Attribution) -> Record:
    return {
        "source": _span(a.source) if a.source else None,
        "cue": _span(a.cue) if a.cue else None,
        "content": [_span(c) for c in a.content],
        "speaker": a.speaker,
        "kind": a.kind,
        "via": list(a.via),
        "quotation": a.quotation,
    }


def _derivations(account: Account) -> Record:
    """How each of the document's own values was come by."""
    d = account.document
    values = {
        "title": d.title,
        "outlet": d.outlet,
        "author": d.author,
        "published": d.published,
        "language": d.language,
    }
    out: Record = {k: {"method": v.method, "confidence": _share(v.confidence)} for k, v in values.items() if v}
    if d.dateline:
        line = d.dateline.value
        out["dateline"] = {"place": line.place, "date": line.date, "method": d.dateline.method}
    if d.credits:
        out["credits"] = [{"agency": c.agency, "method": c.method} for c in d.credits]
    return out


# ------------------------------------------------------------------ compare


def comparison_record(comparison: Comparison) -> Record:
    """The second contract: everything found across the accounts, each finding with its citations."""
    links, accounts = comparison.links, comparison.accounts
    origins = {c.fact: (c.origins, c.why) for c in comparison.corroboration}
    ids = _speakers(links.entities)
    return {
        "version": comparison.version,
        "documents": [_document(a) for a in accounts],
        "happenings": [_happening(h) for h in links.happenings],
        "entities": [_entity(e) for e in links.entities],
        "facts": [_fact(f, *origins.get(f.id, (0, ""))) for f in links.facts],
        "conflicts": [_conflict(c) for c in comparison.conflicts],
        "omissions": [_omission(o) for o in comparison.omissions],
        "unique": [_unique(u) for u in comparison.unique],
        "lineage": [_lineage(x) for x in links.lineage],
        "attributions": [r for a in accounts for r in _linked_attributions(a, ids)],
        "loaded": [r for a in accounts for r in _loaded(a)],
        "wording": _wording(comparison.wording),
        "voices": [_voice(v) for v in comparison.voices],
        "positions": [_position(p) for p in comparison.positions],
        "timeline": [_moment(m) for m in comparison.timeline],
        "brief": [{"text": b.text, "members": _citations(b.members), "kind": b.kind} for b in comparison.brief],
        "drift": [_drift(d) for d in comparison.drift],
        "failures": failure_records(comparison.failures),
        "made_by": sorted({a.annotations.made_by for a in accounts}),
    }


def _document(account: Account) -> Record:
    d = account.document
    record = {
        "id": d.id,
        "outlet": _value(d.outlet),
        "published": _value(d.published),
        "title": _value(d.title),
        "language": _value(d.language),
    }
    return {**record, "text": d.text} if d.format == "html" else record


def _happening(h: Happening) -> Record:
    return {
        "id": h.id,
        "what": h.what,
        "date": _value(h.date),
        "place": h.place,
        "documents": list(h.documents),
        "members": _citations(h.members),
        "method": h.date.method if h.date else None,
        "confidence": _share(h.date.confidence) if h.date else None,
        "explanation": h.why,
        "part_of": h.part_of,
    }


def _entity(e: LinkedEntity) -> Record:
    mentions = [_citation(m.citation) for m in e.mentions]
    return {
        "id": e.id,
        "name": e.name,
        "type": e.type,
        "names": list(e.names),
        "mentions": mentions,
        "explanation": e.why,
    }


def _fact(f: Fact, origins: int, why: str) -> Record:
    return {
        "id": f.id,
        "statement": f.statement,
        "holder": f.holder,
        "members": _citations(f.members),
        "origins": origins,
        "happening": f.happening,
        "score": _share(f.score),
        "explanation": f.why,
        "independence": why,
    }


def _conflict(c: Conflict) -> Record:
    return {
        "id": c.id,
        "fact": c.fact,
        "question": c.question,
        "nature": c.nature,
        "why": c.why,
        "answers": [{"answer": a.answer, "members": _citations(a.members)} for a in c.answers],
        "explanation": c.explanation,
        "score": _share(c.score),
        "named": c.named,
    }


def _omission(o: Omission) -> Record:
    return {"fact": o.fact, "document": o.document, "explanation": o.why, "score": _share(o.score)}


def _unique(u: Unique) -> Record:
    return {**_citation(u.citation), "explanation": u.why, "score": _share(u.score)}


def _lineage(x: Lineage) -> Record:
    return {
        "from": x.source,
        "to": x.target,
        "relation": x.relation,
        "evidence": _citations(x.evidence),
        "explanation": x.why,
        "score": _share(x.score),
    }


def _loaded(account: Account) -> Iterable[Record]:
    for x in account.annotations.loaded:
        yield {"document": account.id, **_span(x.span), "score": _share(x.score)}


def _voice(v: Voice) -> Record:
    return {
        "speaker": v.speaker,
        "entity": v.entity,
        "kind": v.kind,
        "document": v.document,
        "words": v.words,
        "share": _share(v.share),
        "direct": v.direct,
        "via": list(v.via),
        "members": _citations(v.members),
    }


def _position(p: Position) -> Record:
    return {
        "actor": p.entity,
        "stance": p.stance,
        "what": p.what,
        "holder": p.holder,
        "members": _citations(p.members),
        "name": p.actor,
        "date": p.date,
        "explanation": p.why,
    }


def _moment(m: Moment) -> Record:
    return {
        "date": m.date,
        "what": m.what,
        "method": m.method,
        "happening": m.happening,
        "members": _citations(m.members),
    }


def _drift(d: QuoteDrift) -> Record:
    return {
        "speaker": d.speaker,
        "difference": d.difference,
        "members": _citations(d.members),
        "explanation": d.why,
    }


Speakers = Mapping[tuple[str, str], str]


def _speakers(entities: Iterable[LinkedEntity]) -> Speakers:
    """Linked entity ids by (document, chain id)."""
    return {chain: e.id for e in entities for chain in e.chains}


def _linked_attributions(account: Account, ids: Speakers) -> Iterable[Record]:
    for a in account.annotations.attributions:
        record = _attribution(a)
        record["speaker"] = ids.get((account.id, a.speaker)) if a.speaker else None
        record["via"] = [ids.get((account.id, v), v) for v in a.via]
        yield {"document": account.id, **record}


def _wording(wording: Wording) -> list[Record]:
    labels = [
        {
            "kind": "label",
            "entity": x.entity,
            "document": x.document,
            "label": x.label,
            "members": _citations(x.members),
        }
        for x in wording.labels
    ]
    words = [
        {
            "kind": "distinctive",
            "document": x.document,
            "word": x.word,
            "z": round(x.z, 3),
            "members": _citations(x.members),
            "why": x.why,
        }
        for x in wording.distinctive
    ]
    tones = [
        {
            "kind": "tone",
            "entity": x.entity,
            "document": x.document,
            "positive": x.positive,
            "neutral": x.neutral,
            "negative": x.negative,
            "members": _citations(x.members),
            "why": x.why,
        }
        for x in wording.tone
    ]
    return [*labels, *words, *tones]


# ------------------------------------------------------------------ small shapes


def _span(span: Span) -> Record:
    return {"start": span.start, "end": span.end}


def _citation(c: Citation) -> Record:
    return {"document": c.document, "start": c.start, "end": c.end}


def _citations(members: Iterable[Citation]) -> list[Record]:
    return [_citation(c) for c in members]


def _value(derived: Derived[str] | None) -> str | None:
    return derived.value if derived else None


def _share(value: float) -> float:
    return round(float(value), 4)
