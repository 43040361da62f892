"""All findings, in the order in which they rest on one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tellings.compare.agreement import corroborate
from tellings.compare.brief import write_brief
from tellings.compare.conflict import find_conflicts
from tellings.compare.omission import find_omissions
from tellings.compare.positions import find_positions
from tellings.compare.timeline import build_timeline
from tellings.compare.unique import find_unique
from tellings.compare.voices import find_drift, measure_voices
from tellings.compare.wording import compare_wording
from tellings.link import link
from tellings.records import Account, Comparison, Failure

CONTRACT = "1.0"


def compare_accounts(accounts: Iterable[Account], failures: Sequence[Failure]) -> Comparison:
    """Link the accounts, and find everything that `Comparison` holds; arguments and result are those of `compare`."""
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
