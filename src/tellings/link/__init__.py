"""Annotations × n → Links: what the accounts have in common, entity by entity, event by event, fact by fact."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.link.entities import link_entities
from tellings.link.facts import link_facts
from tellings.link.happenings import events_of, find_happenings
from tellings.link.lineage import find_lineage
from tellings.records import Account, Links

__all__ = ["link"]


def link(accounts: Sequence[Account]) -> Links:
    """Link accounts of the same news.

    Args:
        accounts: Sorted by id; the result does not depend on the order all the same.

    Returns:
        Happenings, entities, facts and lineage across the accounts.
    """
    entities = link_entities(accounts)
    happenings = find_happenings(accounts, entities)
    return Links(
        happenings=happenings,
        entities=entities,
        facts=link_facts(accounts, entities, events_of(happenings)),
        lineage=find_lineage(accounts),
    )
