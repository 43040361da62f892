"""Descriptions and pronouns: "the French president", "Zelenskiy's government", "he".

A description is joined to a chain when the text says that they are one: by apposition, by "is", by a role that stands
elsewhere before the name, or, for a body, by its last word.  Else it is a chain of its own.  A pronoun is joined only
where one person is the plain choice; inside quotations it is left alone, since there "he" is rarely the speaker.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tellings.annotate.mentions.chains import Chain
from tellings.annotate.mentions.lexicon import Lexicon, fold, listed
from tellings.annotate.mentions.names import PROPER
from tellings.annotate.mentions.voting import BARE_OUTLETS, FIGHTERS, KINDS_OF_BODY, POSSESSIVES, Name
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Token


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase `[first, last)` that describes a person or a body; `head` is its noun."""

    first: int
    last: int
    head: int
    collective: bool


@dataclass(slots=True)
class Party:
    """A chain with all that stands for it: its names, its nominals and pronouns, and its roles as written."""

    type: str
    chain: Chain | None
    nominals: list[Nominal] = field(default_factory=list)
    pronouns: list[int] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    gender: str = ""

    @property
    def first(self) -> int:
        """The first token of its first mention."""
        places = [n.first for n in self.nominals] + self.pronouns
        return min(places + [n.first for n in self.chain.names] if self.chain else places)


_Edges = tuple[dict[int, tuple[Party, int]], dict[int, Party]]
_DEFINITE = listed("the this that")
_BREAKING = frozenset(',;:()“”"«»')  # signs that no noun phrase runs over
_PREMODIFIERS = frozenset(
    {"compound", "amod", "nmod", "poss", "case", "nummod", "det", "npadvmod", "advmod", "punct", "predet"}
)
_EMPTY = listed("news same local latter former")
_ANYBODY = listed("man woman boy girl friend resident")
_RIVALS = 40  # mentions of one noun that are looked through on either side
_LONGEST_PHRASE = 14
_FAR_MORE = 2  # times as often as the nearest party that fits


def nominals(parse: Parse, taken: set[int], words: Lexicon, breaks: frozenset[int]) -> list[Nominal]:
    """Noun phrases headed by a role or by a word for a body.

    Args:
        parse: The tokens.
        taken: Tokens of names and of the titles before them.
        words: The tables.
        breaks: Tokens that begin a line; no phrase runs over them.

    Returns:
        In order; a phrase's head is never inside a name.
    """
    tokens = parse.tokens
    found = []
    for i, token in enumerate(tokens):
        if i in taken or token.pos not in {"NOUN", "PROPN"} or token.dep in {"compound", "amod", "nmod"}:
            continue
        collective = _collective(tokens, i, words)
        if collective is None:
            continue
        first, last = phrase(tokens, i, breaks)
        if not _bare(tokens, first, i):
            found.append(Nominal(first, last, i, collective))
    return found


def _collective(tokens: Sequence[Token], index: int, words: Lexicon) -> bool | None:
    """Whether a noun stands for a body or several people (True) or for one person (False); None for neither."""
    token = tokens[index]
    word = token.lemma if token.pos == "NOUN" else fold(token.text)
    plural = token.tag in {"NNS", "NNPS"}
    if word in words.roles or _hyphened_role(tokens, index, words):
        before = tokens[index - 1].lemma if index else ""
        vague = (plural and word in _ANYBODY) or (word == "general" and before in words.group_nouns)
        return None if vague else plural
    return True if word in words.group_nouns or token.text.lower() in words.group_nouns else None


def _bare(tokens: Sequence[Token], first: int, head: int) -> bool:
    """Whether a noun stands alone ("for president"), and nothing says of whom it is told."""
    return first == head and tokens[head].tag == "NN" and tokens[head].dep not in {"appos", "attr", "nsubj"}


def _hyphened_role(tokens: Sequence[Token], index: int, words: Lexicon) -> bool:
    """Compounds such as "prime minister" are found by their last word; "son-in-law" by all of its parts."""
    if index < 2 or tokens[index - 1].text != "-":
        return False
    return fold("".join(t.text for t in tokens[max(0, index - 4) : index + 1])) in words.roles


def phrase(tokens: Sequence[Token], head: int, breaks: frozenset[int] = frozenset()) -> tuple[int, int]:
    """The noun phrase `[first, last)` of a noun: premodifiers that lie side by side, and a short "of …" behind.

    Args:
        tokens: The document's tokens.
        head: The noun.
        breaks: Tokens that begin a line; no phrase runs over them.
    """
    return _left_edge(tokens, head, breaks), _right_edge(tokens, head)


def _left_edge(tokens: Sequence[Token], head: int, breaks: frozenset[int]) -> int:
    edge = head
    while edge > 0 and edge not in breaks and head - edge < _LONGEST_PHRASE and _premodifies(tokens, edge - 1, head):
        edge -= 1
    while edge < head and (
        tokens[edge].dep == "punct" or tokens[edge].text in POSSESSIVES or tokens[edge].text in '“"«'
    ):
        edge += 1
    return edge


def _premodifies(tokens: Sequence[Token], index: int, head: int) -> bool:
    token = tokens[index]
    if token.text == "-" and index > 0 and tokens[index - 1].end == token.start:
        return True
    verbal = token.pos in {"VERB", "AUX", "CCONJ"} and token.dep != "amod" and token.tag not in PROPER
    if token.text in _BREAKING or verbal:
        return False
    return token.dep in _PREMODIFIERS and (index < token.head <= head or token.dep == "case")


def _right_edge(tokens: Sequence[Token], head: int) -> int:
    """Past a short "of …", "for …" or "to …" that hangs on the noun."""
    after = head + 1
    if after >= len(tokens) or tokens[after].dep != "prep" or tokens[after].head != head:
        return after
    if tokens[after].text.lower() not in {"of", "for"}:
        return after
    end = after + 1
    while end < len(tokens) and end - after < 9 and after <= tokens[end].head < end + 6 and tokens[end].head != head:
        if tokens[end].pos in {"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"}:
            break
        end += 1
    return end if end > after + 1 and tokens[end - 1].pos in {"PROPN", "NOUN"} else after


# ------------------------------------------------------------------ joining


def join(parse: Parse, parties: list[Party], found: list[Nominal], words: Lexicon) -> list[Party]:
    """Give each nominal to the chain that it describes, or to one of its own.

    Args:
        parse: The tokens.
        parties: The chains of names; they gain nominals and roles.
        found: The nominals, in order.
        words: The tables.

    Returns:
        All parties, those of nominals alone included.
    """
    heads = {root_of(parse.tokens, n.first, n.last): p for p in parties if p.chain for n in p.chain.names}
    edges = _edges(parties)
    rest = []
    for nominal in found:
        party = _stated(parse.tokens, nominal, heads) or _beside(parse.tokens, nominal, edges)
        if party and party.type == ("ORG" if nominal.collective else "PER"):
            party.nominals.append(nominal)
            party.roles.append(text_of(parse.tokens, nominal.first, nominal.last))
            party.gender = party.gender or words.gender(parse.tokens[nominal.head].lemma)
        else:
            rest.append(nominal)
    index = _Index(parse.tokens, parties, words)
    for nominal in rest:
        home = index.home(nominal)
        if home is not None or index.stands_alone(nominal):
            index.add(nominal, home)
    return index.parties


def _edges(parties: Sequence[Party]) -> _Edges:
    """The named parties by the first token of each of their names, its title counted in, and by the one behind it.

    With the first stands also the one behind.
    """
    named = [(name, party) for party in parties if party.chain for name in party.chain.names]
    return {name.titled: (party, name.last) for name, party in named}, {name.last: party for name, party in named}


def _beside(tokens: Sequence[Token], nominal: Nominal, edges: _Edges) -> Party | None:
    """The named party that a nominal stands beside on the page: "his lawyer, Gila Levin," and "Levin, his lawyer,".

    Trees fail here often, commas seldom.  A body's name may also stand close, on either side ("the newspaper Haaretz",
    "the Haaretz newspaper").
    """
    begins, ends = edges
    before, after = nominal.first - 1, nominal.last
    if nominal.collective and after in begins and tokens[after].start - tokens[after - 1].end == 1:
        return begins[after][0]
    if nominal.head in ends and _names_its_own(tokens, nominal, begins):
        return ends[nominal.head]
    if tokens[nominal.head].tag in {"NNS", "NNPS"}:
        return None
    if _is_comma(tokens, after) and after + 1 in begins:
        party, end = begins[after + 1]
        return party if _closes(tokens, end) else None
    if _is_comma(tokens, before) and before in ends and _closes(tokens, after):
        return ends[before]
    return None


def _names_its_own(tokens: Sequence[Token], nominal: Nominal, begins: dict[int, tuple[Party, int]]) -> bool:
    """Whether the name before a noun is that of the noun: "the Haaretz newspaper", "Taliban fighters"."""
    first = nominal.first + (tokens[nominal.first].dep == "det")
    return tokens[nominal.head].lemma in KINDS_OF_BODY or (
        first in begins and tokens[nominal.head].text.lower() in FIGHTERS
    )


def _is_comma(tokens: Sequence[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].text == ","


def _closes(tokens: Sequence[Token], index: int) -> bool:
    """Whether an apposition ends before a token: at punctuation, and no list goes on."""
    if index >= len(tokens):
        return True
    listing = index + 1 < len(tokens) and tokens[index + 1].lemma in {"and", "or"}
    return tokens[index].text in {",", ".", ";", ")", "—", "–"} and not listing


def root_of(tokens: Sequence[Token], first: int, last: int) -> int:
    """The token of a span that the rest of it hangs on."""
    return next((i for i in range(last - 1, first - 1, -1) if not first <= tokens[i].head < last), last - 1)


def _stated(tokens: Sequence[Token], nominal: Nominal, heads: dict[int, Party]) -> Party | None:
    """The named party that a nominal stands in apposition to, or that the text says it is."""
    token = tokens[nominal.head]
    if token.dep == "appos" and token.head in heads:
        return heads[token.head]
    for i in range(nominal.last, min(nominal.last + 6, len(tokens))):
        if tokens[i].dep == "appos" and tokens[i].head == nominal.head:
            return heads.get(i)
    if token.dep == "attr" and tokens[token.head].lemma == "be":
        return _subject(tokens, token.head, heads)
    return None


def _subject(tokens: Sequence[Token], verb: int, heads: dict[int, Party]) -> Party | None:
    near = range(max(0, verb - 12), verb)
    return next((heads[i] for i in near if i in heads and tokens[i].dep == "nsubj" and tokens[i].head == verb), None)


def text_of(tokens: Sequence[Token], first: int, last: int) -> str:
    """The tokens as they stand, with single spaces where the text has any."""
    return "".join(
        (" " if i > first and tokens[i].start > tokens[i - 1].end else "") + tokens[i].text for i in range(first, last)
    )


class _Index:
    """Parties by the nouns that describe them, for nominals that name nobody ("the ministry")."""

    def __init__(self, tokens: Sequence[Token], parties: list[Party], words: Lexicon) -> None:
        self.tokens, self.words = tokens, words
        self.by_noun: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.by_text: dict[str, int] = {}
        self.parties: list[Party] = []
        self.described: list[set[str]] = []
        for party in sorted(parties, key=lambda p: p.first):
            self._add_named(party)
        for places in self.by_noun.values():
            places.sort()

    def _add_named(self, party: Party) -> None:
        number = self._enter(party)
        for name in party.chain.names if party.chain else ():
            self.by_text.setdefault(name.key, number)
            for noun in self._nouns(party, name):
                self.by_noun[noun].append((name.first, number))
            self.described[number].update(fold(t.text) for t in self.tokens[name.titled : name.first])
            if party.type == "ORG":
                self.described[number].update(name.words)
        for role in party.roles:
            self.described[number].update(fold(role).split())
            if party.type == "PER":
                words = fold(role).replace("-", " ").split(" of ")[0].split(" for ")[0].split()
                for before, word in zip(["", *words], words, strict=False):
                    self.by_noun[_ranked(before, word)].append((party.first, number))

    def _enter(self, party: Party) -> int:
        self.parties.append(party)
        self.described.append(set())
        return len(self.parties) - 1

    def _nouns(self, party: Party, name: Name) -> Iterator[str]:
        if party.type == "ORG":
            yield from self._body_nouns(name.words)
        elif party.type == "PER":
            yield from (self._noun(i) for i in range(name.titled, name.first))

    def _body_nouns(self, name: tuple[str, ...]) -> Iterator[str]:
        yield name[-1]
        if " ".join(name) in self.words.outlets:
            yield from sorted(BARE_OUTLETS | {"agency"} if " ".join(name) in _AGENCIES else BARE_OUTLETS)

    def _noun(self, index: int) -> str:
        """A describing noun's lemma, with a rank before it: a vice president is no president."""
        return _ranked(self.tokens[index - 1].text if index else "", self.tokens[index].lemma)

    def add(self, nominal: Nominal, number: int | None) -> int:
        """Give a nominal to a party, or to a new one; its noun describes that party from here on.

        Returns:
            The party's number.
        """
        if number is None:
            party = Party("ORG" if nominal.collective else "PER", None)
            party.gender = self.words.gender(self.tokens[nominal.head].lemma)
            number = self._enter(party)
        self.parties[number].nominals.append(nominal)
        self.by_text.setdefault(self._key(nominal), number)
        bisect.insort(self.by_noun[self._noun(nominal.head)], (nominal.first, number))
        self.described[number].update(fold(t.text) for t in self.tokens[nominal.first : nominal.last])
        return number

    def home(self, nominal: Nominal) -> int | None:
        """The party that a nominal means: the same words, else, if it is definite, the same noun, nearest before."""
        kind = "ORG" if nominal.collective else "PER"
        same = self.by_text.get(self._key(nominal)) if self._tells_more(nominal) else None
        if same is not None and self.parties[same].type == kind:
            return same
        if not self._definite(nominal) or self.tokens[nominal.head].tag in {"NNS", "NNPS"}:
            return None
        places = self.by_noun.get(self._noun(nominal.head), [])
        here = bisect.bisect_left(places, (nominal.first, -1))
        near = [*reversed(places[max(0, here - _RIVALS) : here]), *places[here : here + _RIVALS]]
        fitting = [n for n in dict.fromkeys(n for _, n in near) if self.parties[n].type == kind]
        return self._plainest(nominal, [n for n in fitting if self._fits(nominal, n)])

    def _plainest(self, nominal: Nominal, fitting: list[int]) -> int | None:
        """The nearest of the parties that fit; for a bare "the president" one that is named far more often.

        A text about a president names others in passing, each with his country.
        """
        if not fitting or self._tells_more(nominal):
            return fitting[0] if fitting else None
        most = max(fitting, key=lambda n: (self._named(n), -fitting.index(n)))
        return most if self._named(most) >= _FAR_MORE * max(1, self._named(fitting[0])) else fitting[0]

    def _named(self, number: int) -> int:
        chain = self.parties[number].chain
        return len(chain.names) if chain else 0

    def _tells_more(self, nominal: Nominal) -> bool:
        """Whether a nominal has a modifier that tells one from another ("the French president")."""
        first = self.tokens[nominal.first]
        return nominal.head > nominal.first + 1 or first.pos not in {"DET", "PRON"}

    def stands_alone(self, nominal: Nominal) -> bool:
        """Whether a nominal without a home is worth a chain: it names somebody inside, or is definite."""
        inside = self.tokens[nominal.first : nominal.last]
        named = any(t.pos == "PROPN" or fold(t.text) in self.words.peoples for t in inside)
        return named or (self._definite(nominal) and self.tokens[nominal.head].tag in {"NN", "NNP"})

    def _definite(self, nominal: Nominal) -> bool:
        first = self.tokens[nominal.first]
        return first.text.lower() in _DEFINITE or any(
            t.dep == "poss" for t in self.tokens[nominal.first : nominal.head]
        )

    def _key(self, nominal: Nominal) -> str:
        first = nominal.first + (self.tokens[nominal.first].dep == "det")
        return fold(text_of(self.tokens, first, nominal.last))

    def _fits(self, nominal: Nominal, number: int) -> bool:
        """Whether a nominal's own modifiers do not speak against a party: another country, another name."""
        inside, party = self.tokens[nominal.first : nominal.head], self.parties[number]
        if any(t.dep == "poss" and (t.pos != "PRON" or party.type == "PER") for t in inside):
            return False
        described = self.described[number]
        told = {c for t in inside if (c := self._country(t.text))}
        if told:
            return bool(told & {self._country(w) for w in described})
        return all(self._adds_nothing(t, party) or fold(t.text) in described for t in inside)

    def _adds_nothing(self, token: Token, party: Party) -> bool:
        """Whether a modifier tells no other party: small words, and for a body any plain adjective."""
        if token.pos in {"DET", "PUNCT", "PRON"} or token.lemma in _EMPTY:
            return True
        return party.type == "ORG" and token.dep in {"amod", "advmod"} and token.text.islower()

    def _country(self, word: str) -> str:
        folded = fold(word)
        return self.words.peoples.get(folded) or (self.words.places.get(folded, ""))


_RANKS = listed("vice deputy")


def _ranked(before: str, noun: str) -> str:
    return f"{before.lower()} {noun}" if before.lower() in _RANKS else noun


_AGENCIES = listed("afp agence france-presse ap associated press reuters tass interfax xinhua dpa upi kyodo yonhap")
