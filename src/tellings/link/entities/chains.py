"""The in-document chains of all accounts, read for joining, and the groups they are gathered into."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from tellings.annotate.mentions.chains import is_junior
from tellings.annotate.mentions.lexicon import fold, lexicon
from tellings.link.entities.names import body_key, words_of
from tellings.records import Account, Entity, Mention

_LOCATIVE = frozenset(
    {"in", "at", "near", "from", "to", "through", "around", "outside", "inside", "across", "toward", "towards"}
)
_WHO_ACT = frozenset({"official", "authority", "government", "source", "leader", "minister", "ministry", "diplomat"})


@dataclass(frozen=True, slots=True)
class Link:
    """One chain of one account with its mentions.  `words` is its name as people's names are compared."""

    account: Account
    entity: Entity
    type: str
    mentions: tuple[Mention, ...]
    words: tuple[str, ...]
    gender: str

    @property
    def key(self) -> tuple[str, str]:
        """The document and the chain's id in it."""
        return self.account.id, self.entity.id

    @property
    def named(self) -> bool:
        """Whether any mention is a name."""
        return any(m.form == "name" for m in self.mentions)

    @property
    def names(self) -> list[str]:
        """The bare names of the chain, one for each mention by name."""
        return [_one_line(self.account.quote(m.span)) for m in self.mentions if m.form == "name"]

    @property
    def nominals(self) -> list[str]:
        """The descriptions of the chain, one for each such mention."""
        return [_one_line(self.account.quote(m.span)) for m in self.mentions if m.form == "nominal"]


@dataclass(slots=True)
class Group:
    """Chains that are one entity, while they are gathered; `why` collects the signals."""

    links: list[Link] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The type that most mentions have; names before descriptions."""
        votes: Counter[str] = Counter()
        for link in self.links:
            votes[link.type] += len(link.mentions) * (10 if link.named else 1)
        return min(votes, key=lambda t: (-votes[t], t))

    @property
    def size(self) -> int:
        """How many mentions the group has."""
        return sum(len(link.mentions) for link in self.links)

    def absorb(self, other: Group, why: str) -> None:
        """Take over another group's chains."""
        self.links += other.links
        self.why += [*other.why, why]
        other.links = []


def read(accounts: Sequence[Account]) -> list[Link]:
    """All chains, with one type for one name: the type that most mentions of that name have anywhere."""
    found = [link for account in sorted(accounts, key=lambda a: a.id) for link in _of(account)]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for link in found:
        if link.named:
            votes[fold(link.entity.name)][link.type] += len(link.mentions)
    types = {name: min(v, key=lambda t: (-v[t], t)) for name, v in votes.items()}
    found = _fathers_apart(found)
    return [replace(link, type=types.get(fold(link.entity.name), link.type)) if link.named else link for link in found]


def _fathers_apart(links: Sequence[Link]) -> list[Link]:
    """Mark the chains of a "Jr" whose namesake without it some account names too: "holm jr" is another surname."""
    named = [(x.account.id, x.words[0], x.words[-1], _is_junior(x)) for x in links if _is_full(x)]
    with_it, without = ({n[:3] for n in named if n[3] is kind} for kind in (True, False))
    apart = {(first, last) for _, first, last in with_it & without}

    def marked(link: Link) -> Link:
        junior = _is_full(link) and (link.words[0], link.words[-1]) in apart and _is_junior(link)
        return replace(link, words=(*link.words[:-1], f"{link.words[-1]} jr")) if junior else link

    return [marked(x) for x in links]


def _is_full(link: Link) -> bool:
    return link.type == "PER" and link.named and len(link.words) > 1


def _is_junior(link: Link) -> bool:
    return is_junior(tuple(fold(link.entity.name).replace(",", " ").split()))


def retyped(links: Sequence[Link]) -> list[Link]:
    """Take a bare word for a body where it begins or ends a body's name, and no person is called so.

    Args:
        links: Chains with names.
    """
    full = [x.words for x in links if x.type == "PER" and len(x.words) > 1]
    people = {w for words in full for w in (words[0], words[-1])}
    bodies = [body_key(x.entity.name) for x in links if x.type == "ORG" and " " in x.entity.name]
    bodily = {w for key in bodies if key for w in (key[0], key[-1])} - lexicon().peoples.keys()
    return [replace(x, type="ORG", gender="") if _is_body(x, people, bodily) else x for x in links]


def _is_body(link: Link, people: set[str], bodily: set[str]) -> bool:
    if link.type != "PER" or len(link.words) != 1 or link.gender or link.entity.roles:
        return False
    return link.words[0] in bodily and link.words[0] not in people and not lexicon().is_given_name(link.words[0])


def gathered(links: Iterable[Link], key: Callable[[Link], Hashable]) -> dict[Hashable, Group]:
    """Groups of chains with equal keys, in the order of their first chain."""
    groups: dict[Hashable, Group] = {}
    for link in links:
        group = groups.setdefault(key(link), Group())
        if group.links:
            group.why.append("same name")
        group.links.append(link)
    return groups


def by_size(groups: Iterable[Group]) -> list[Group]:
    """Groups that still hold chains, the most mentioned first; ties by name, so that order never depends on input."""
    return sorted((g for g in groups if g.links), key=lambda g: (-g.size, fold(g.links[0].entity.name), g.links[0].key))


def locative_share(group: Group) -> float:
    """Share of a group's mentions by name that mean the place ("in Kyiv"; not "officials in Kyiv"), 0 to 1."""
    named = ((link.account, m) for link in group.links for m in link.mentions if m.form == "name")
    found = [stands_in_place(account, m) and not _speaks(account, m) for account, m in named]
    return sum(found) / max(1, len(found))


def stands_in_place(account: Account, mention: Mention) -> bool:
    """Whether a mention is what a preposition of place governs ("in Kyiv")."""
    tokens = account.annotations.tokens
    if not 0 <= mention.head < len(tokens):
        return False
    head = tokens[mention.head]
    above = tokens[head.head]
    return head.dep == "pobj" and above.text.lower() in _LOCATIVE


def _speaks(account: Account, mention: Mention) -> bool:
    """Whether a place after a preposition is where those sit who act for it ("government sources in Seoul")."""
    tokens = account.annotations.tokens
    above = tokens[tokens[mention.head].head]
    return tokens[above.head].lemma.lower() in _WHO_ACT


def named_tokens(account: Account) -> frozenset[int]:
    """The tokens inside names."""
    marks = iter(sorted((m.start, m.end) for m in account.annotations.mentions if m.form == "name"))
    found, mark = set(), next(marks, None)
    for index, token in enumerate(account.annotations.tokens):
        while mark is not None and mark[1] <= token.start:
            mark = next(marks, None)
        if mark is not None and mark[0] <= token.start:
            found.add(index)
    return frozenset(found)


def _of(account: Account) -> Iterable[Link]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in account.annotations.mentions:
        if mention.entity is not None:
            mentions[mention.entity].append(mention)
    for entity in account.annotations.entities:
        if mentions[entity.id]:
            words = words_of(entity.name)
            yield Link(account, entity, entity.type, tuple(mentions[entity.id]), words, _gender(entity, words))


def _gender(entity: Entity, words: tuple[str, ...]) -> str:
    """m, f or empty: what titles tell, else the given name."""
    if entity.type != "PER":
        return ""
    titled = (fold(w) for name in (*entity.names, *entity.roles) for w in name.split() if w[:1].isalpha())
    words_that_tell = (w for w in titled if w in lexicon().titles or w in lexicon().roles or w in _TITLES)
    told = sorted({lexicon().gender(w) for w in words_that_tell} - {""})
    if len(told) == 1:
        return told[0]
    return lexicon().gender(words[0]) if len(words) > 1 else ""


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady"})


def _one_line(text: str) -> str:
    return " ".join(text.split())
