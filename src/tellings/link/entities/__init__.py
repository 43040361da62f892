"""One person, body, place or act across all accounts: in-document chains joined by names, roles and descriptions.

The order of the work: people (`people`), bodies and places (`bodies`), everything else by equal names, then the
descriptions without a name (`nominals`).  Joining is by rules with general tables, not by a score over all
pairs: a wrong join ("Lavrov", "Lavrova") misleads every later step, and a rule can say why it joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.link.entities.acts import find_acts, stories
from tellings.link.entities.bodies import country_of, join_bodies, join_places, join_works, place_key
from tellings.link.entities.chains import Group, Link, read, retyped
from tellings.link.entities.forms import forms
from tellings.link.entities.names import seat_of
from tellings.link.entities.nominals import join_nominals
from tellings.link.entities.people import join_people
from tellings.link.entities.things import with_things
from tellings.records import Account, LinkedEntity, Naming

__all__ = ["link_entities"]


def link_entities(accounts: Sequence[Account]) -> tuple[LinkedEntity, ...]:
    """Join the in-document chains of all accounts.

    Args:
        accounts: Annotated accounts, in any order.

    Returns:
        Entities "e1", "e2", …, the most mentioned first, ties by name; words for peoples alone ("Russian") last.
        Every chain is in exactly one.  `names` are all names as written, with titles and descriptions, the most
        frequent first.
    """
    links = read(accounts)
    named = retyped([x for x in links if x.named])
    people = join_people([x for x in named if x.type == "PER"])
    places = join_places([x for x in named if _is_place(x)])
    bodies = join_bodies([x for x in named if x.type == "ORG" and not _is_place(x)])
    rest = join_works([x for x in named if x.type not in ("PER", "ORG") and not _is_place(x)])
    groups = join_nominals([*people, *places, *bodies, *rest], [x for x in links if not x.named])
    story = stories(accounts)
    found = [*with_things([_entity(g) for g in groups if g.links], accounts, story), *find_acts(accounts, story)]
    entities = sorted(found, key=lambda e: (_is_people(e), -len(e.mentions), fold(e.name), e.chains, e.names))
    return tuple(_numbered(n, e) for n, e in enumerate(entities, 1))


def _is_people(entity: LinkedEntity) -> bool:
    """Whether an entity is no more than the adjective of a country or the word for its people."""
    return entity.type == "MISC" and all(fold(n).removeprefix("the ") in lexicon().peoples for n in entity.names)


def _is_place(link: Link) -> bool:
    return link.type == "LOC" or (link.type == "ORG" and bool(seat_of(fold(link.entity.name).removeprefix("the "))))


def _entity(group: Group) -> LinkedEntity:
    mentions = sorted((n for x in group.links for n in _namings(x)), key=lambda n: (n.document, n.start, n.end))
    names = Counter(_written(group.links))
    ordered = sorted(names, key=lambda n: (-names[n], n))
    chains = tuple(sorted(x.key for x in group.links))
    return LinkedEntity("", _best(group), group.type, tuple(ordered), tuple(mentions), chains, _why(group))


def _numbered(number: int, entity: LinkedEntity) -> LinkedEntity:
    return LinkedEntity(
        f"e{number}", entity.name, entity.type, entity.names, entity.mentions, entity.chains, entity.why
    )


def _namings(link: Link) -> Iterable[Naming]:
    for m in link.mentions:
        yield Naming(
            link.account.id, m.start, m.end, " ".join(link.account.quote(m.span).split()), m.form, link.entity.id
        )


def _written(links: Iterable[Link]) -> Iterable[str]:
    """Every name as written: bare, with its title, with its article; and the descriptions."""
    for link in links:
        yield from link.names
        yield from (n for n in link.entity.names if n not in link.names)
        yield from link.nominals
        yield from (n[4:] for n in link.nominals if n[:4].lower() == "the ")
        yield from _with_article(link)
        yield from (f for m in link.mentions for f in forms(link.account, m))


def _with_article(link: Link) -> Iterable[str]:
    text = link.account.document.text
    for m in link.mentions:
        before = text[max(0, m.start - 4) : m.start]
        if m.form == "name" and before.lower() == "the " and (m.start < 5 or not text[m.start - 5].isalnum()):
            yield before + " ".join(text[m.start : m.end].split())


def _best(group: Group) -> str:
    """The fullest name among the frequent ones; a country's own name before its capital's."""
    names = Counter(n for x in group.links for n in x.names)
    if not names:
        names = Counter(n for x in group.links for n in (x.nominals or [x.entity.name]))
    if group.type == "PER":
        names = Counter({n: c for n, c in names.items() if " " in n}) or names
    if group.type == "LOC":
        names = Counter({n: c for n, c in names.items() if not country_of(place_key(n))}) or names
    return min(names, key=lambda n: (-names[n], -len(n), n))


def _why(group: Group) -> str:
    counts = Counter(group.why)
    return ", ".join(sorted(counts, key=lambda w: (-counts[w], w)))
