"""Third-person pronouns: whom "he", "she", "it" and "they" mean.

The text is read from left to right.  Before each pronoun stand the noun phrases of the last sentences, grouped by what
they refer to; those that disagree in number, gender or kind, or that grammar forbids ("he met him"), fall out, and the
rest are scored: how near, subject or not, the same part in its clause as the pronoun's own, how often named before, on
which side of a quotation mark.  The weights were fitted on English GUM (`training/pronouns.py`).  Plain nouns ("the
ship") compete too, so that "it" does not fall to the nearest company; and nobody at all competes ("it rained").

A quotation has a speaker: inside it "he" is somebody else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from tellings.annotate.mention_lexicon import Lexicon, listed
from tellings.annotate.mention_nominals import Nominal, Party, phrase, root_of
from tellings.annotate.syntax import Parse
from tellings.records import Span, Token

Antecedents = Mapping[int, Sequence[tuple[int, float]]]
"""For a pronoun's token the earlier tokens that may head its antecedent, each with its probability."""

_GENDERS = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(("she", "her", "hers", "herself"), "f")
_CLASSES = (
    dict.fromkeys(_GENDERS, "he")
    | dict.fromkeys(("it", "its", "itself"), "it")
    | dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they")
)
_ENTITIES = {"person": "PER", "some": "PER", "body": "ORG", "place": "LOC"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
_ARGUMENTS = frozenset({"subj", "obj", "pobj", "attr"})
_INNER = frozenset({"compound", "amod", "nmod", "npadvmod", "nummod", "quantmod"})
_WITHIN = frozenset({"poss", "pobj", "prep", "nmod", "compound", "pcomp"})
_REACH = {"he": 10, "it": 4, "they": 6}  # sentences back, its own counted
_MOST = 100  # noun phrases looked at for one pronoun
_ENOUGH = 25  # possible ones weighed
_TRUST = 1.0  # weight of the reading model's own view beside the rules'
_LEAST = 0.01  # probability that the reading model's view is never below


@dataclass(slots=True)
class Referent:
    """What noun phrases refer to: a party, or plain nouns (`heads`); `seen` is how often it was mentioned so far."""

    party: Party | None
    gender: str = ""
    seen: int = 0
    heads: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Noun:
    """A noun phrase or pronoun that may be an antecedent, by its head token; `traits` are what is scored of it."""

    head: int
    sentence: int
    referent: Referent
    kind: str
    number: str
    role: str
    traits: tuple[str, ...]
    worth: dict[str, float] = field(default_factory=dict)


Choose = Callable[[int, str, list[tuple[Noun, list[str]]], list[str]], "Noun | None"]


class Reader:
    """One document read from left to right; `choose` picks the antecedent among those that are possible."""

    def __init__(self, parse: Parse, parties: Sequence[Party], quotes: Sequence[Span], words: Lexicon) -> None:
        self.tokens, self.sentences, self.words = parse.tokens, parse.sentences, words
        self.quote = inside(parse.tokens, quotes)
        self.heads, self.covered = _heads(parse.tokens, parties)
        self.speakers = self._speakers(len(quotes))
        self.known: dict[str, Referent] = {}
        self.at: dict[int, Referent] = {}

    # -------------------------------------------------------------- reading

    def read(self, choose: Choose) -> Iterator[tuple[int, Noun]]:
        """Each resolved pronoun's token with its antecedent, in order."""
        before: list[Noun] = []
        for number, sentence in enumerate(self.sentences):
            ahead = [n for i in range(sentence.first, sentence.last) for n in self._nouns(i, number)]
            if ahead:
                ahead[0].traits = (*ahead[0].traits, "lead")
            ahead.reverse()
            for i in range(sentence.first, sentence.last):
                while ahead and ahead[-1].head <= i:
                    noun = ahead.pop()
                    noun.referent.seen += 1
                    before.append(noun)
                kind = _CLASSES.get(self.tokens[i].text.lower())
                if kind is None or i in self.covered:
                    continue
                found = choose(i, kind, self._options(i, number, kind, before, ahead), self._nobody(i, kind))
                before.append(self._pronoun(i, number, kind, found))
                if found is not None:
                    yield i, found

    def _pronoun(self, i: int, number: int, kind: str, found: Noun | None) -> Noun:
        gender = _GENDERS.get(self.tokens[i].text.lower(), "")
        referent = found.referent if found else Referent(None)
        referent.gender = referent.gender or gender
        referent.seen += 1
        what = found.kind if found else "person" if kind == "he" else "thing"
        many = found.number if found else "pl" if kind == "they" else "sg"
        role = self._role(i)
        self.at[i] = referent
        form = "pronoun" if found else "lost"
        return Noun(i, number, referent, what, many, role, (f"f_{form}", f"r_{role}", f"k_{what}", f"n_{many}"))

    def _options(
        self, i: int, number: int, kind: str, before: list[Noun], ahead: list[Noun]
    ) -> list[tuple[Noun, list[str]]]:
        out: list[tuple[Noun, list[str]]] = []
        ranks: dict[int, int] = {}
        barred = self._barred(i)
        for noun in reversed(before[-_MOST:]):
            if number - noun.sentence >= _REACH[kind] or len(out) == _ENOUGH:
                break
            if self._possible(i, kind, noun, barred):
                rank = ranks.setdefault(id(noun.referent), len(ranks))
                out.append((noun, self._pair(i, noun, number, rank)))
        for noun in reversed(ahead):
            if noun.role == "subj" and self._possible(i, kind, noun, barred) and self._fronted(i, noun.head):
                out.append((noun, ["after", *self._shared(i, noun)]))
                break
        return out

    # -------------------------------------------------------------- what is there

    def _nouns(self, i: int, number: int) -> Iterator[Noun]:
        token = self.tokens[i]
        at = self.heads.get(i)
        if at is not None:
            referent, form = at
            kind, many = self._named(token, referent.party, form)
        elif (
            i in self.covered
            or token.dep in _INNER
            or self._measured(i)
            or (token.pos not in {"NOUN", "PROPN"} and not self._stands_for_noun(i))
        ):
            return
        else:
            kind, many = self._plain(i, token)
            referent, form = self._same(i) or self._referent(i, token), "noun"
        self.at[i] = referent
        role = self._role(i)
        traits = [f"f_{form}", f"r_{role}", f"k_{kind}", f"n_{many}", f"d_{self._definite(i)}", f"{form}_{kind}_{many}"]
        if role == "subj" and self.tokens[token.head].dep == "ROOT":
            traits.append("main")
        yield Noun(i, number, referent, kind, many, role, tuple(traits))
        if token.dep != "conj" and self._joined(i):
            traits[0], traits[3] = "f_group", "n_pl"
            yield Noun(i, number, Referent(None), kind, "pl", role, tuple(traits))

    def _named(self, token: Token, party: Party | None, form: str) -> tuple[str, str]:
        """Kind and number of a party's mention."""
        kind = party.type if party else "PER"
        plural = token.tag in {"NNS", "NNPS"}
        if kind == "PER":
            return "person", "pl" if plural and form == "nominal" else "sg"
        if kind == "LOC":
            return "place", "sg"
        if kind == "ORG":
            people = plural and form == "nominal"
            return ("person", "pl") if people else ("body", "any")
        return ("people", "pl") if token.text.endswith("s") and plural else ("thing", "sg")

    def _plain(self, i: int, token: Token) -> tuple[str, str]:
        """Kind and number of a plain noun; a measure word has those of what it measures ("thousands of fans")."""
        lemma = token.lemma
        if token.text.lower() in _SOME and token.pos not in {"NOUN", "PROPN"}:
            inner = next((t for t in self.tokens[i + 2 : i + 8] if t.head == i + 1 and t.dep == "pobj"), None)
            return self._plain(len(self.tokens), inner)[0] if inner else "some", "pl"
        if lemma in _MEASURES and i + 1 < len(self.tokens) and self.tokens[i + 1].text.lower() == "of":
            inner = next((t for t in self.tokens[i + 2 : i + 8] if t.head == i + 1 and t.dep == "pobj"), None)
            if inner is not None and (inner.tag in {"NNS", "NNPS"} or inner.lemma in _PLURAL):
                return self._plain(len(self.tokens), inner)[0], "pl"
        many = "pl" if token.tag in {"NNS", "NNPS"} or lemma in _PLURAL else "any" if lemma in _ANYONE else "sg"
        if (
            lemma in _ANYONE
            or lemma in self.words.persons
            or lemma in self.words.roles
            or (lemma.endswith(_DOERS) and lemma not in _NO_DOERS)
        ):
            return "person", many
        if lemma in self.words.group_nouns or lemma in _GROUPS:
            return "body", "any" if many == "sg" else "pl"
        return ("place" if lemma in _LANDS else "time" if lemma in _TIMES else "thing"), many

    def _stands_for_noun(self, i: int) -> bool:
        """Whether a word that is no noun heads a noun phrase ("everyone", "those who …", "some of them", "others")."""
        token = self.tokens[i]
        word = token.text.lower()
        if word in _ANYONE:
            return True
        return word in _SOME and (token.dep in _SUBJECTS or token.dep in _OBJECTS or token.dep in {"pobj", "attr"})

    def _measured(self, i: int) -> bool:
        """Whether a noun stands after a measure word that is taken in its place."""
        above = self.tokens[i].head
        return (
            self.tokens[i].dep == "pobj"
            and self.tokens[above].text.lower() == "of"
            and self.tokens[self.tokens[above].head].lemma in _MEASURES
            and (self.tokens[i].tag in {"NNS", "NNPS"} or self.tokens[i].lemma in _PLURAL)
        )

    def _same(self, i: int) -> Referent | None:
        """What a noun in apposition, or one that the text says something is, refers to as well."""
        token = self.tokens[i]
        if token.dep == "appos":
            return self.at.get(token.head)
        if token.dep == "attr" and self.tokens[token.head].lemma == "be":
            near = range(max(0, token.head - 8), token.head)
            at = next((j for j in near if self.tokens[j].dep == "nsubj" and self.tokens[j].head == token.head), -1)
            fits = at in self.at and (self.tokens[at].tag in {"NNS", "NNPS"}) == (token.tag in {"NNS", "NNPS"})
            return self.at[at] if fits else None
        return None

    def _referent(self, i: int, token: Token) -> Referent:
        """A plain noun means what the same noun meant before, where it is definite."""
        key = token.lemma
        old = self.known.get(key)
        if old is None or self._definite(i) not in {"def", "poss"}:
            old = self.known[key] = Referent(None, self.words.gender(key))
        old.heads.append(i)
        return old

    def _role(self, i: int) -> str:
        for _ in range(4):
            if self.tokens[i].dep != "conj" or self.tokens[i].head == i:
                break
            i = self.tokens[i].head
        dep = self.tokens[i].dep
        if dep in _SUBJECTS:
            return "subj"
        return "obj" if dep in _OBJECTS else dep if dep in {"pobj", "poss", "attr", "appos"} else "other"

    def _definite(self, i: int) -> str:
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
        near = self.tokens[i + 1 : i + 12]
        return any(t.head == i and t.dep == "conj" and t.pos in {"NOUN", "PROPN", "PRON"} for t in near) and any(
            t.head == i and t.dep == "cc" and t.lemma in {"and", "&"} for t in near
        )

    def _speakers(self, count: int) -> list[Referent | None]:
        """For each quotation who speaks it: the subject of a verb of saying outside it that stands near."""
        out: list[Referent | None] = [None] * count
        for i, (referent, _) in self.heads.items():
            token = self.tokens[i]
            verb = token.head
            if self.quote[i] < 0 and token.dep == "nsubj" and self.tokens[verb].lemma in _SAYING:
                for j in (min(i, verb) - 2, min(i, verb) - 1, max(i, verb) + 1, max(i, verb) + 2, max(i, verb) + 3):
                    if 0 <= j < len(self.quote) and self.quote[j] >= 0:
                        out[self.quote[j]] = out[self.quote[j]] or referent
        return out

    # -------------------------------------------------------------- what is possible

    def _possible(self, i: int, kind: str, noun: Noun, barred: frozenset[int]) -> bool:
        if kind == "he":
            gender = _GENDERS[self.tokens[i].text.lower()]
            fits = noun.kind == "person" and noun.number == "sg" and noun.referent.gender in {"", gender}
            fits = fits and (self.quote[i] < 0 or self.speakers[self.quote[i]] is not noun.referent)
        elif kind == "it":
            fits = noun.number != "pl" and noun.kind not in {"person", "people"}
        else:
            named = noun.kind == "place" or (noun.kind == "person" and not noun.referent.gender)
            fits = noun.number != "sg" or named
        return fits and noun.head not in barred and not self._mates(i, noun.head)

    def _barred(self, i: int) -> frozenset[int]:
        """The nouns that the pronoun is a part of ("his" in "his mother"), and those it is joined to by "and"."""
        out, at = [], i
        if self.tokens[i].dep == "conj":
            at = self.tokens[i].head
            out.append(at)
        for _ in range(6):
            if self.tokens[at].dep not in _WITHIN or self.tokens[at].head == at:
                break
            at = self.tokens[at].head
            out.append(at)
        return frozenset(out)

    def _mates(self, i: int, other: int) -> bool:
        """Whether both are arguments of one verb, where "he met him" cannot be one person."""
        word = self.tokens[i].text.lower()
        if self.tokens[i].dep == "poss" or word.endswith(("self", "selves")):
            return False
        roles = {self._role(i), self._role(other)}
        return len(roles) > 1 and roles <= _ARGUMENTS and self._verb(i) == self._verb(other)

    def _verb(self, i: int) -> int:
        """What an argument hangs on, past its preposition."""
        above = self.tokens[i].head
        if self.tokens[i].dep in {"pobj", "conj"}:
            return self.tokens[above].head
        return above

    def _fronted(self, i: int, subject: int) -> bool:
        """Whether the pronoun stands in a clause put before that of the subject ("When he left, Holt …")."""
        verb = self.tokens[subject].head
        at = i
        for _ in range(8):
            above = self.tokens[at].head
            if above == verb:
                return self.tokens[at].dep in {"advcl", "prep", "pcomp", "ccomp"}
            if above == at:
                return False
            at = above
        return False

    # -------------------------------------------------------------- what speaks for whom

    def _pair(self, i: int, noun: Noun, number: int, rank: int) -> list[str]:
        apart = i - noun.head
        near = 5 if apart < 5 else 10 if apart < 10 else 20 if apart < 20 else 40 if apart < 40 else 80
        far = f"s{min(number - noun.sentence, 6)}"
        return [
            far,
            f"{far}_{noun.role}",
            f"{far}_{noun.traits[0]}",
            f"o{min(rank, 5)}",
            f"t{near}",
            *self._shared(i, noun),
        ]

    def _shared(self, i: int, noun: Noun) -> list[str]:
        tokens, out = self.tokens, []
        token, head = tokens[i], noun.head
        role = self._role(i)
        seen = noun.referent.seen
        out.append(f"n{1 if seen < 2 else 2 if seen < 4 else 4 if seen < 8 else 8}")
        out.append(f"{role}>{noun.role}")
        if self.tokens[token.head].lemma in _MINDED and role == "subj":
            out.append(f"minded_{noun.kind}")
        here, there = self.quote[i], self.quote[head]
        out.append("q_none" if here < 0 > there else "q_same" if here == there else "q_in" if here >= 0 else "q_out")
        if here >= 0 and self.speakers[here] is noun.referent:
            out.append("q_self")
        if noun.referent.gender:
            out.append("gender")
        verb, other = tokens[i].head if token.dep != "poss" else tokens[token.head].head, tokens[head].head
        if tokens[verb].dep == "prep":
            verb = tokens[verb].head
        if noun.role == "subj":
            if verb == other:
                out.append("own")
            elif tokens[verb].head == other and tokens[verb].dep in {"ccomp", "xcomp", "advcl", "conj", "relcl"}:
                out.append(f"over_{tokens[verb].dep}")
        if role == "subj" == noun.role and tokens[verb].lemma == tokens[other].lemma:
            out.append("verb")
        if tokens[verb].dep == "relcl" and tokens[verb].head == head:
            out.append("rel")
        return out

    def _nobody(self, i: int, kind: str) -> list[str]:
        out = ["nobody", f"nobody_{self._role(i)}"]
        if self.quote[i] >= 0:
            out.append("nobody_quoted")
        if kind == "it":
            out += self._empty(i)
        return out

    def _empty(self, i: int) -> Iterator[str]:
        """Signs that "it" means nothing ("it rained", "it is clear that …")."""
        token = self.tokens[i]
        if token.dep == "expl":
            yield "expl"
        verb = self.tokens[token.head]
        if token.dep in _SUBJECTS:
            if verb.lemma in _WEATHER:
                yield "weather"
            if verb.lemma in _SEEMING:
                yield "seeming"
            below = [t for t in self.tokens[i + 1 : i + 18] if t.head == token.head]
            clause = any(t.dep in {"ccomp", "xcomp", "advcl", "relcl", "acl", "csubj"} for t in below)
            said = next((t.dep for t in below if t.dep in {"acomp", "attr", "oprd"}), "")
            if verb.lemma == "be" or said:
                yield f"be_{said}_{clause}"
            elif clause:
                yield "clause"
            if verb.lemma == "be" and any(
                t.head in range(i + 1, i + 9) and t.dep == "relcl" for t in self.tokens[i + 1 : i + 14]
            ):
                yield "cleft"
        elif verb.lemma in {"make", "find", "take"}:
            yield "dummy"


def pronouns(
    parse: Parse,
    parties: list[Party],
    quotes: Sequence[Span],
    words: Lexicon,
    *,
    antecedents: Antecedents | None = None,
) -> list[Party]:
    """Give each third-person pronoun to the party that it means; the parties gain them.

    A pronoun that means a plain noun for people or a body ("the girls … they") makes that noun a party.  One that
    means a thing, two parties together, or nobody, is left alone.

    Args:
        parse: Tokens and sentences.
        parties: All parties.
        quotes: Quotation spans.
        words: The tables.
        antecedents: The reading model's view, weighed together with the rules'.

    Returns:
        The parties, the new ones last.
    """
    made: list[Party] = []
    reader = Reader(parse, parties, quotes, words)
    for i, noun in reader.read(_Judge(antecedents or {})):
        referent = noun.referent
        if referent.party is None and referent.heads and noun.kind in _ENTITIES:
            referent.party = _party(parse.tokens, referent, noun)
            made.append(referent.party)
        if referent.party is not None:
            referent.party.pronouns.append(i)
            referent.party.gender = referent.party.gender or referent.gender
    return [*parties, *made]


def _party(tokens: Sequence[Token], referent: Referent, noun: Noun) -> Party:
    many = noun.number == "pl"
    found = [Nominal(*phrase(tokens, h), h, many) for h in referent.heads]
    return Party(_ENTITIES[noun.kind], None, found, gender=referent.gender)


class _Judge:
    """Picks the antecedent that scores best, or nobody."""

    def __init__(self, antecedents: Antecedents) -> None:
        self.weights, self.antecedents = _weights(), antecedents

    def __call__(self, i: int, kind: str, options: list[tuple[Noun, list[str]]], nobody: list[str]) -> Noun | None:
        table = self.weights[kind]
        told = self._told(i, options)
        best, most = None, sum([table.get(s, 0.0) for s in nobody])
        for noun, signs in options:
            worth = noun.worth.get(kind)
            if worth is None:
                worth = noun.worth[kind] = sum([table.get(t, 0.0) for t in noun.traits])
            score = worth + sum([table.get(s, 0.0) for s in signs])
            if told:
                score += told[id(noun.referent)]
            if score > most + 1e-9:
                best, most = noun, score
        return best

    def _told(self, i: int, options: list[tuple[Noun, list[str]]]) -> dict[int, float]:
        """What the reading model's view adds for each referent, whose probability is the sum over its mentions."""
        given = dict(self.antecedents.get(i, ()))
        shares: dict[int, float] = {}
        for noun, _ in options if given else ():
            key = id(noun.referent)
            shares[key] = shares.get(key, _LEAST) + given.get(noun.head, 0.0)
        return {key: _TRUST * math.log(share) for key, share in shares.items()}


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(
        (files("tellings.annotate") / "weights/pronouns.json").read_text("utf-8")
    )
    return found


def inside(tokens: Sequence[Token], quotes: Sequence[Span]) -> list[int]:
    """For each token the number of the quotation that it stands in, or -1."""
    out, q = [-1] * len(tokens), 0
    if not quotes:
        return out
    for i, token in enumerate(tokens):
        while q < len(quotes) and quotes[q].end <= token.start:
            q += 1
        if q == len(quotes):
            break
        if quotes[q].start <= token.start:
            out[i] = q
    return out


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
_SAYING = listed(
    "say tell add ask reply write warn note explain claim argue insist declare announce state think believe continue "
    "comment remark recall conclude answer respond admit suggest"
)
_MINDED = _SAYING | listed(
    "want know hope decide agree refuse try like love hate feel fear work speak talk meet live fight vote support plan "
    "oppose intend need ask learn understand demand deny see hear look go come leave return help get give buy pay sell"
)
_WEATHER = listed("rain snow hail thunder freeze drizzle")
_SEEMING = listed("seem appear turn happen follow matter take strike occur emerge transpire")
