"""Links → Comparison: agreement, conflict, omission, voices, positions, wording, time line, brief.

The finders are imported when they are first needed: `import tellings` for annotating alone stays quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tellings.records import Account, Comparison, Failure

__all__ = ["CONTRACT", "compare"]

CONTRACT = "1.0"


def compare(accounts: Iterable[Account], *, failures: Sequence[Failure] = ()) -> Comparison:
    """Compare accounts of the same news.

    Args:
        accounts: Annotated accounts, in any order: the result is the same.
        failures: What could not be read, carried along so that the reader of the report learns of it.

    Returns:
        Every finding, each citing its sentences.
    """
    from tellings.compare.agreement import corroborate
    from tellings.compare.brief import write_brief
    from tellings.compare.conflict import find_conflicts
    from tellings.compare.omission import find_omissions, find_unique
    from tellings.compare.positions import find_positions
    from tellings.compare.timeline import build_timeline
    from tellings.compare.voices import find_drift, measure_voices
    from tellings.compare.wording import compare_wording
    from tellings.link import link

    ordered = tuple(sorted(accounts, key=lambda a: a.id))
    links = link(ordered)
    corroboration = corroborate(ordered, links)
    conflicts = find_conflicts(ordered, links)
    unique = find_unique(ordered, links, conflicts)
    return Comparison(
        version=CONTRACT,
        accounts=ordered,
        links=links,
        corroboration=corroboration,
        conflicts=conflicts,
        omissions=find_omissions(ordered, links, corroboration),
        unique=unique,
        voices=measure_voices(ordered, links),
        drift=find_drift(ordered, links),
        positions=find_positions(ordered, links),
        wording=compare_wording(ordered, links),
        timeline=build_timeline(ordered, links),
        brief=write_brief(ordered, links, corroboration, conflicts, unique),
        failures=tuple(failures),
    )
