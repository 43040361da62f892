"""The noun phrases of a text as possible antecedents: what each refers to, of which kind and number it is.

Every noun counts, not only those that name or describe an entity: "the ship" must be there to be chosen, so that "it"
does not fall to the nearest company.  A plain noun refers to what the same noun referred to before where it is
definite; one in apposition, or after "is", to what it says something of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tellings.annotate.mentions.lexicon import Lexicon, listed
from tellings.annotate.mentions.nominals import Party, root_of
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
_INNER = frozenset({"compound", "amod", "nmod", "npadvmod", "nummod", "quantmod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_JOINED = frozenset({"NOUN", "PROPN", "PRON"})
_PLURALS = frozenset({"NNS", "NNPS"})
_ROLES = (
    dict.fromkeys(SUBJECTS, "subj")
    | dict.fromkeys(_OBJECTS, "obj")
    | {label: label for label in ("pobj", "poss", "attr", "appos")}
)


def in_any_case(words: Iterable[str]) -> frozenset[str]:
    """Lower-case words with the ways of writing them that sentences and headlines ask for."""
    return frozenset(form for word in words for form in (word, word.capitalize(), word.upper()))


@dataclass(slots=True, eq=False)
class Referent:
    """What noun phrases refer to: a party, or plain nouns (`heads`); `seen` is how often it was mentioned so far."""

    party: Party | None
    gender: str = ""
    seen: int = 0
    heads: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Noun:
    """A noun phrase or pronoun that may be an antecedent, by its head token.

    `form` is name, nominal, noun, group ("A and B"), pronoun, or lost (a pronoun that nobody could be found for).
    `kind` is person, body, place, people, time, some or thing; `number` sg, pl or any.  `traits` are what is scored of
    it, `worth` the scores by class of pronoun, as far as they were asked for.
    """

    head: int
    sentence: int
    referent: Referent
    form: str
    kind: str
    number: str
    role: str
    traits: tuple[str, ...]
    worth: dict[str, float] = field(default_factory=dict)


class Nouns:
    """The noun phrases of one document, asked for from left to right; `at` keeps what each head token refers to."""

    def __init__(self, parse: Parse, parties: Sequence[Party], words: Lexicon) -> None:
        self.tokens, self.words = parse.tokens, words
        self.heads, self.covered = _heads(parse.tokens, parties)
        self.at: dict[int, Referent] = {}
        self._known: dict[str, Referent] = {}

    def of(self, first: int, last: int, sentence: int) -> list[Noun]:
        """The noun phrases whose heads are the tokens `[first, last)`, in order; the first of them leads."""
        tokens = self.tokens[first:last]
        joined = {t.head for t in tokens if t.dep == "conj" and t.pos in _JOINED}
        found: list[Noun] = []
        for i, token in enumerate(tokens, first):
            if (token.pos in _NOUNS or token.text in _STAND_INS or i in self.heads) and self._may(i, token):
                found += self._nouns(i, sentence, joined=i in joined)
        if found:
            found[0].traits = (*found[0].traits, "lead")
        return found

    def role(self, i: int) -> str:
        """What a token is in its clause: subj, obj, pobj, poss, attr, appos or other; as its first conjunct."""
        tokens = self.tokens
        for _ in range(4):
            if tokens[i].dep != "conj" or tokens[i].head == i:
                break
            i = tokens[i].head
        return _ROLES.get(tokens[i].dep, "other")

    def _may(self, i: int, token: Token) -> bool:
        """Whether a token heads a noun phrase; not a measure word's own noun ("thousands of fans" is one)."""
        if i in self.heads:
            return True
        if token.pos not in _NOUNS:
            anyone = token.text.lower() in _ANYONE
            return anyone or _ROLES.get(token.dep) in {"subj", "obj", "pobj", "attr"}
        return i not in self.covered and token.dep not in _INNER and not self._measured(token)

    def _measured(self, token: Token) -> bool:
        above = self.tokens[token.head]
        return (
            token.dep == "pobj"
            and above.text.lower() == "of"
            and self.tokens[above.head].lemma in _MEASURES
            and (token.tag in _PLURALS or token.lemma in _PLURAL)
        )

    def _nouns(self, i: int, sentence: int, *, joined: bool) -> Iterator[Noun]:
        """The noun phrase of a head, and the group that it begins where "and" joins another to it."""
        token, article = self.tokens[i], self._article(i)
        if i in self.heads:
            referent, form = self.heads[i]
            kind, many = _named(token, referent.party, form)
        else:
            kind, many = self._plain(i, token)
            referent, form = self._same(token) or self._referent(i, token, article), "noun"
        self.at[i] = referent
        role = self.role(i)
        main = ("main",) if role == "subj" and self.tokens[token.head].dep == "ROOT" else ()
        traits = (f"r_{role}", f"k_{kind}", f"d_{article}", f"{form}_{kind}_{many}", *main)
        yield Noun(i, sentence, referent, form, kind, many, role, (f"f_{form}", f"n_{many}", *traits))
        if joined and token.dep != "conj" and self._joined(i):
            yield Noun(i, sentence, Referent(None), "group", kind, "pl", role, ("f_group", "n_pl", *traits))

    def _plain(self, i: int, token: Token) -> tuple[str, str]:
        """Kind and number of a plain noun; a measure word has those of what it measures."""
        lemma = token.lemma
        measured = self._inner(i) if lemma in _MEASURES or lemma in _SOME else None
        if measured is not None:
            return self._kind(measured.lemma), "pl"
        if token.pos not in _NOUNS and lemma in _SOME:
            return "some", "pl"
        kind = self._kind(lemma)
        if token.tag in _PLURALS or lemma in _PLURAL:
            return kind, "pl"
        return kind, "any" if lemma in _ANYONE or kind == "body" else "sg"

    def _kind(self, lemma: str) -> str:
        words = self.words
        if lemma in _ANYONE or lemma in words.persons or lemma in words.roles:
            return "person"
        if lemma.endswith(_DOERS) and lemma not in _NO_DOERS:
            return "person"
        if lemma in words.group_nouns or lemma in _GROUPS:
            return "body"
        return "place" if lemma in _LANDS else "time" if lemma in _TIMES else "thing"

    def _inner(self, i: int) -> Token | None:
        """The plural noun after "of"."""
        after = self.tokens[i + 1 : i + 8]
        if not after or after[0].text.lower() != "of":
            return None
        noun = next((t for t in after if t.head == i + 1 and t.dep == "pobj"), None)
        return noun if noun and (noun.tag in _PLURALS or noun.lemma in _PLURAL) else None

    def _same(self, token: Token) -> Referent | None:
        """What a noun in apposition, or one that the text says something is, refers to as well."""
        if token.dep == "appos":
            return self.at.get(token.head)
        if token.dep != "attr" or self.tokens[token.head].lemma != "be":
            return None
        near = range(max(0, token.head - 8), token.head)
        at = next((j for j in near if self.tokens[j].dep == "nsubj" and self.tokens[j].head == token.head), -1)
        alike = at >= 0 and (self.tokens[at].tag in _PLURALS) == (token.tag in _PLURALS)
        return self.at.get(at) if alike else None

    def _referent(self, i: int, token: Token, article: str) -> Referent:
        """A plain noun means what the same noun meant before, where it is definite."""
        old = self._known.get(token.lemma)
        if old is None or article not in {"def", "poss"}:
            old = self._known[token.lemma] = Referent(None, self.words.gender(token.lemma))
        old.heads.append(i)
        return old

    def _article(self, i: int) -> str:
        """How a noun phrase begins: poss, def, indef or bare."""
        for j in range(i - 1, max(-1, i - 6), -1):
            token = self.tokens[j]
            if token.head == i and token.dep == "poss":
                return "poss"
            if token.head == i and token.dep == "det":
                return "def" if token.text.lower() in _DEFINITE else "indef"
            if not i - 6 < token.head <= i:
                break
        return "bare"

    def _joined(self, i: int) -> bool:
        """Whether "and" joins another noun to this one."""
        near = [t for t in self.tokens[i + 1 : i + 12] if t.head == i]
        return any(t.dep == "conj" and t.pos in _JOINED for t in near) and any(
            t.dep == "cc" and t.lemma in {"and", "&"} for t in near
        )


def _named(token: Token, party: Party | None, form: str) -> tuple[str, str]:
    """Kind and number of a party's mention."""
    kind, plural = party.type if party else "", token.tag in _PLURALS
    if kind == "PER":
        return "person", "pl" if plural and form == "nominal" else "sg"
    if kind == "LOC":
        return "place", "sg"
    if kind == "ORG":
        return ("person", "pl") if plural and form == "nominal" else ("body", "any")
    return ("people", "pl") if plural and token.text.endswith("s") else ("thing", "sg")


def _heads(tokens: Sequence[Token], parties: Sequence[Party]) -> tuple[dict[int, tuple[Referent, str]], set[int]]:
    """For the head token of each party's mentions what it refers to and its form; and all tokens of names."""
    out: dict[int, tuple[Referent, str]] = {}
    covered: set[int] = set()
    for party in parties:
        referent = Referent(party, party.gender)
        for nominal in party.nominals:
            out.setdefault(nominal.head, (referent, "nominal"))
        for name in party.chain.names if party.chain else ():
            covered.update(range(name.titled, name.last))
            out[root_of(tokens, name.first, name.last)] = (referent, "name")
    return out, covered


_DEFINITE = listed("the this that these those")
_PLURAL = listed("people police staff crew youth everyone cattle folk media public couple majority many others both")
_TIMES = listed(
    "day week month year hour minute second morning afternoon evening night weekend decade century time moment monday "
    "tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december today yesterday tomorrow percent per cent dollar"
)
_ANYONE = listed("someone somebody anyone anybody everyone everybody nobody whoever")
_SOME = listed("those many some most few several others all both")
_STAND_INS = in_any_case(_ANYONE | _SOME)
_MEASURES = listed(
    "mob bunch army wave stream flood pack cluster team class list network thousand hundred dozen million number "
    "majority lot pair couple group handful series many most some all few several rest half part type kind sort one "
    "any each both variety range plenty percent third quarter crowd set"
)
_DOERS = (
    "ist", "ian", "man", "woman", "eer", "goer", "maker", "holder", "worker", "keeper", "grapher", "seeker", "player",
    "fighter", "leader", "member", "owner", "driver", "taker", "giver", "bearer", "writer", "monger", "dweller",
)  # fmt: skip
_NO_DOERS = listed("list gist mist fist wrist twist waist median obsidian deer career checklist playlist")
_GROUPS = listed(
    "business team family class band gang jury industry club squad tribe community regime nation side dynasty couple "
    "troupe crew unit group duo trio lab laboratory startup retailer developer supplier brand franchise orchestra"
)
_LANDS = listed(
    "country nation city town village state region province island continent county district kingdom republic capital "
    "motherland homeland neighbourhood neighborhood colony territory"
)
