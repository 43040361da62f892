"""Whether two words of different accounts stand for one person, body or place."""

from __future__ import annotations

from tellings.compare.conflict.clauses import Reader
from tellings.records import Links


class Identity:
    """Looks up linked entities; where there is none, compares words."""

    def __init__(self, links: Links) -> None:
        self._entity = {chain: e.id for e in links.entities for chain in e.chains}

    def of(self, reader: Reader, index: int) -> str | None:
        """Id of the linked entity that a token's mention belongs to."""
        chain = reader.chain(index) or reader.named.get(reader.tokens[index].lemma)
        return self._entity.get((reader.account.id, chain)) if chain else None

    def person(self, reader: Reader, index: int) -> bool:
        """Whether the token's mention is a person's."""
        return reader.type_of(index) == "PER"

    def key(self, reader: Reader, index: int) -> str:
        """What stands for the entity in an answer's key: its id, or else its lemma."""
        return self.of(reader, index) or reader.tokens[index].lemma

    def same(self, one: Reader, left: int, other: Reader, right: int) -> bool:
        """Whether two tokens stand for one entity."""
        known, too = self.of(one, left), self.of(other, right)
        if known and too:
            return known == too
        return one.tokens[left].lemma == other.tokens[right].lemma
