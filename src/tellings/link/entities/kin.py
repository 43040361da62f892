"""Descriptions by whose somebody is: "her father", "the boy's mother", "Holm's predecessor".

The owner is a name, a description or a pronoun inside the phrase; once the owner is known across accounts, all that are
the mother of one boy are one, and so is the woman named where an account says "his mother, Ada Holm".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tellings.link.entities.chains import Group, Link
from tellings.link.entities.names import role_class
from tellings.records import Mention, Token

_ONE_EACH = frozenset(
    "wife husband mother father girlfriend boyfriend widow widower fiancee fiance partner grandmother grandfather "
    "stepfather stepmother predecessor successor".split()
)  # relations of which there is one at a time
_SEVERAL = frozenset({"son", "daughter", "brother", "sister"})  # one of these need not be the one whom others name
_OWNERS = frozenset({"poss", "nmod", "nmod:poss"})
_NEAR = 4  # words from a relation back to its owner, in front of a name
_LONGEST = 12  # words from an owner to what is owned
Key = tuple[str, int, str]


class Kin:
    """Who belongs to whom, as it becomes known: owners by chain, those they own by owner and relation."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._owner: dict[tuple[str, str], Group] = {x.key: g for g in groups for x in g.links}
        self._numbers: dict[int, int] = {}
        self._mentions: dict[str, dict[int, Mention]] = {}
        self._homes: dict[Key, Group | None] = {}
        for group in groups:
            for link in group.links:
                self._enter(link, group)

    def add(self, link: Link, home: Group) -> None:
        """Take note that a chain belongs to a group."""
        self._owner[link.key] = home
        self._enter(link, home)

    def home(self, link: Link) -> Group | None:
        """The only group known to stand in the same relation to the same owner."""
        key = self.key(link)
        home = self._homes.get(key) if key else None
        several = key is not None and key[2] in _SEVERAL
        return None if several and home is not None and any(x.named for x in home.links) else home

    def key(self, link: Link) -> Key | None:
        """What all descriptions of one relation share; None where a chain's first description tells no relation."""
        return next((k for m in _descriptions(link) if (k := self._key(link, m))), None)

    def is_possessed(self, link: Link) -> bool:
        """Whether a chain is described by whose it is, so that its owner must be settled first."""
        return any(self._owner_of(link, m) is not None for m in _descriptions(link))

    def _enter(self, link: Link, home: Group) -> None:
        titles = [self._title(link, m) for m in link.mentions if m.form == "name" and link.type == "PER"]
        for key in (*titles, *(self._key(link, m) for m in _descriptions(link))):
            if key:
                self._homes[key] = home if self._homes.get(key, home) is home else None

    def _title(self, link: Link, mention: Mention) -> Key | None:
        """The relation that stands right before a name: "her father" Bo Lind, "Lind's wife" Eva."""
        tokens = link.account.annotations.tokens
        noun = mention.head
        while noun >= 0 and tokens[noun].start >= mention.start:
            noun -= 1
        owner = noun - 1
        while owner > max(0, noun - _NEAR) and tokens[owner].pos == "ADJ":
            owner -= 1
        owner -= owner > 0 and tokens[owner].text in ("'s", "’s", "’", "'")
        relation = role_class(tokens[noun].lemma.lower()) if noun > 0 else ""
        found = self._by_head(link).get(owner) if relation in _ONE_EACH and owner >= 0 else None
        return self._of(link, found, relation) if found and _owns(tokens[owner], tokens[owner + 1]) else None

    def _key(self, link: Link, mention: Mention) -> Key | None:
        relation = role_class(link.account.annotations.tokens[mention.head].lemma.lower())
        owner = self._owner_of(link, mention) if relation in _ONE_EACH | _SEVERAL else None
        return self._of(link, owner, relation) if owner else None

    def _of(self, link: Link, owner: Mention, relation: str) -> Key | None:
        group = self._owner.get((link.account.id, owner.entity)) if owner.entity else None
        if group is None:
            return None
        return "kin", self._numbers.setdefault(id(group), len(self._numbers)), relation

    def _owner_of(self, link: Link, mention: Mention) -> Mention | None:
        """The mention inside a description that owns what it describes."""
        made = link.account.annotations
        for index in range(mention.head - 1, max(-1, mention.head - _LONGEST), -1):
            token = made.tokens[index]
            if token.start < mention.start:
                break
            if token.dep in _OWNERS and token.head == mention.head:
                return self._by_head(link).get(index)
        return None

    def _by_head(self, link: Link) -> dict[int, Mention]:
        """The mentions of a chain's account by their heads."""
        known = self._mentions.get(link.account.id)
        if known is None:
            known = {m.head: m for m in link.account.annotations.mentions}
            self._mentions[link.account.id] = known
        return known


def _owns(token: Token, behind: Token) -> bool:
    """Whether a word is a possessive: "her", or a name with its ending."""
    return token.tag == "PRP$" or behind.text in ("'s", "’s", "’", "'")


def _descriptions(link: Link) -> Iterator[Mention]:
    if link.type == "PER":
        yield from (
            m for m in link.mentions if m.form == "nominal" and 0 <= m.head < len(link.account.annotations.tokens)
        )
