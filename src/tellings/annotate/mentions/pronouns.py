"""Third-person pronouns: whom "he", "she", "it" and "they" mean.

The text is read from left to right.  Of the noun phrases in the last sentences those fall out that disagree in number,
gender or kind, or that grammar forbids ("he met him"); the rest are scored: how near, subject or not, the same part in
its clause as the pronoun's own, how often named before, on which side of a quotation mark.  Nobody at all competes too
("it rained").  The weights were fitted on English GUM (`training/pronouns.py`).  A quotation has a speaker: inside it
"he" is somebody else.
"""

from __future__ import annotations

import bisect
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import attrgetter

from tellings.annotate.mentions.lexicon import Lexicon, listed
from tellings.annotate.mentions.nominals import Nominal, Party, phrase
from tellings.annotate.mentions.nouns import SUBJECTS, Noun, Nouns, Referent, in_any_case
from tellings.annotate.syntax.parsing import Parse
from tellings.records import Span, Token

Antecedents = Mapping[int, Sequence[tuple[int, float]]]
"""For a pronoun's token the earlier tokens that may head its antecedent, each with its probability."""

Option = tuple[Noun, list[str]]
"""A possible antecedent with the signs for and against it."""

Choose = Callable[[int, str, list[Option], list[str]], Noun | None]
"""A pronoun's token, its class, its options and the signs for nobody → the antecedent."""

_GENDERS = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(("she", "her", "hers", "herself"), "f")
_CLASSES = (
    dict.fromkeys(_GENDERS, "he")
    | dict.fromkeys(("it", "its", "itself"), "it")
    | dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they")
)
_FORMS = in_any_case(_CLASSES)
_SELF = in_any_case(("i", "me", "my", "mine", "myself"))
_ENTITIES = {"person": "PER", "some": "PER", "body": "ORG", "place": "LOC"}
_ARGUMENTS = frozenset({"subj", "obj", "pobj", "attr"})
_WITHIN = frozenset({"poss", "pobj", "prep", "nmod", "compound", "pcomp"})
_BELOW = frozenset({"ccomp", "xcomp", "advcl", "conj", "relcl"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "csubj"})
_START = attrgetter("start")
_REACH = {"he": 10, "it": 4, "they": 6}  # sentences back, its own counted
_MOST = 100  # noun phrases looked at for one pronoun
_ENOUGH = 25  # possible ones weighed
_AHEAD = 20  # noun phrases behind the pronoun looked at
_LEAST = 0.05  # added to every probability of the model, so that what it does not see is not ruled out


def pronouns(
    parse: Parse,
    parties: list[Party],
    quotes: Sequence[Span],
    words: Lexicon,
    *,
    antecedents: Antecedents | None = None,
) -> list[Party]:
    """Give each third-person pronoun to the party that it means; the parties gain them.

    A pronoun that means a plain noun for people, a body or a land ("the girls … they") makes that noun a party.  One
    that means a thing, two parties together, or nobody, is left alone.  "I" inside a quotation is who speaks it; "we"
    is left alone, since it seldom is the speaker only.

    Args:
        parse: Tokens and sentences.
        parties: All parties.
        quotes: Quotation spans.
        words: The tables.
        antecedents: The reading model's view, weighed together with the rules'.

    Returns:
        The parties, the new ones last.
    """
    made: list[tuple[Referent, Party]] = []
    reader = Reader(parse, parties, quotes, words)
    for i, noun in reader.read(_Judge(antecedents or {})):
        referent = noun.referent
        if referent.party is None and referent.heads and noun.kind in _ENTITIES:
            referent.party = Party(_ENTITIES[noun.kind], None)
            made.append((referent, referent.party))
        if referent.party is not None:
            referent.party.pronouns.append(i)
            referent.party.gender = referent.party.gender or referent.gender
    for i, referent in reader.speaking():
        if referent.party is not None and referent.party.type == "PER":
            referent.party.pronouns.append(i)
    for referent, party in made:
        party.nominals = [Nominal(*phrase(parse.tokens, head), head, False) for head in referent.heads]
    return [*parties, *(party for _, party in made)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pronoun stands.

    `argues` is what it is an argument of, `free` whether another argument of that may be the same, `verb` the verb of
    its clause, `minded` whether that is one of people, `quote` its quotation or -1.
    """

    role: str
    argues: int
    free: bool
    minded: bool
    quote: int
    verb: int


class Reader:
    """One document read from left to right."""

    def __init__(self, parse: Parse, parties: Sequence[Party], quotes: Sequence[Span], words: Lexicon) -> None:
        self.tokens, self.sentences = parse.tokens, parse.sentences
        self.nouns = Nouns(parse, parties, words)
        self.quote = _inside(parse.tokens, quotes)
        named = {i: referent for i, (referent, _) in self.nouns.heads.items()}
        self.speakers = _speakers(parse.tokens, named, self.quote, len(quotes))

    def read(self, choose: Choose) -> Iterator[tuple[int, Noun]]:
        """Each resolved pronoun's token with its antecedent, in order.

        Args:
            choose: Picks the antecedent among those that are possible.
        """
        before: list[Noun] = []
        for number, sentence in enumerate(self.sentences):
            ahead = self.nouns.of(sentence.first, sentence.last, number)[::-1]
            for i, kind in self._asked(sentence.first, sentence.last):
                _pass(ahead, before, i)
                options = self._options(i, number, kind, before) + self._cataphoric(i, kind, ahead)
                found = choose(i, kind, options, self._nobody(i, kind))
                before.append(self._pronoun(i, number, kind, found))
                if found is not None:
                    yield i, found
            _pass(ahead, before, sentence.last)

    def speaking(self) -> Iterator[tuple[int, Referent]]:
        """Each "I", "me" and "my" inside a quotation with who speaks it, once all has been read."""
        said = self.nouns.at if any(q >= 0 for q in self.quote) else {}
        speakers = _speakers(self.tokens, said, self.quote, len(self.speakers))
        for i, q in enumerate(self.quote):
            speaker = speakers[q] if q >= 0 else None
            if speaker is not None and self.tokens[i].text in _SELF and i not in self.nouns.covered:
                yield i, speaker

    def _asked(self, first: int, last: int) -> list[tuple[int, str]]:
        """The pronouns among the tokens `[first, last)`, each with its class; not those that can mean nothing."""
        found = [i for i, token in enumerate(self.tokens[first:last], first) if token.text in _FORMS]
        asked = [i for i in found if i not in self.nouns.covered and not self._idle(i)]
        return [(i, _CLASSES[self.tokens[i].text.lower()]) for i in asked]

    def _idle(self, i: int) -> bool:
        """Whether the tree or the verb says that "it" only fills the subject's place ("it rained")."""
        token = self.tokens[i]
        if token.text.lower() != "it":
            return False
        return token.dep == "expl" or (token.dep in SUBJECTS and self.tokens[token.head].lemma in _WEATHER)

    def _pronoun(self, i: int, number: int, kind: str, found: Noun | None) -> Noun:
        """The pronoun itself as an antecedent of later ones."""
        referent = found.referent if found else Referent(None)
        referent.gender = referent.gender or _GENDERS.get(self.tokens[i].text.lower(), "")
        referent.seen += 1
        what = found.kind if found else "person" if kind == "he" else "thing"
        many = found.number if found else "pl" if kind == "they" else "sg"
        form, role = "pronoun" if found else "lost", self.nouns.role(i)
        self.nouns.at[i] = referent
        return Noun(i, number, referent, form, what, many, role, (f"f_{form}", f"r_{role}", f"k_{what}", f"n_{many}"))

    # -------------------------------------------------------------- what is possible

    def _options(self, i: int, number: int, kind: str, before: list[Noun]) -> list[Option]:
        out: list[Option] = []
        ranks: dict[Referent, int] = {}
        place, barred, reach = self._place(i), self._barred(i), _REACH[kind]
        for noun in before[: -_MOST - 1 : -1]:
            if number - noun.sentence >= reach or len(out) == _ENOUGH:
                break
            if self._fits(i, kind, noun) and noun.head not in barred and not self._mates(place, noun):
                rank = ranks.setdefault(noun.referent, len(ranks))
                out.append((noun, self._near(i, noun, number, rank) + self._signs(place, noun)))
        return out

    def _cataphoric(self, i: int, kind: str, ahead: list[Noun]) -> list[Option]:
        """The subject that follows, where the pronoun's clause is put before its own ("When he left, Holt …")."""
        for noun in ahead[: -_AHEAD - 1 : -1]:
            if noun.role == "subj" and self._fits(i, kind, noun) and self._fronted(i, noun.head):
                return [(noun, ["after", *self._signs(self._place(i), noun)])]
        return []

    def _fits(self, i: int, kind: str, noun: Noun) -> bool:
        """Whether number, kind and gender agree; the speaker of a quotation is not its "he"."""
        if kind == "it":
            return noun.number != "pl" and noun.kind not in {"person", "people"}
        if kind == "they":
            return noun.number != "sg" or noun.kind == "place" or (noun.kind == "person" and not noun.referent.gender)
        if noun.kind != "person" or noun.number != "sg":
            return False
        agrees = noun.referent.gender in {"", _GENDERS[self.tokens[i].text.lower()]}
        return agrees and (self.quote[i] < 0 or self.speakers[self.quote[i]] is not noun.referent)

    def _barred(self, i: int) -> set[int]:
        """The nouns that the pronoun is a part of ("his" in "his mother"), and the one it is joined to by "and"."""
        out, at = set(), i
        if self.tokens[i].dep == "conj":
            at = self.tokens[i].head
            out.add(at)
        for _ in range(6):
            if self.tokens[at].dep not in _WITHIN:
                break
            at = self.tokens[at].head
            out.add(at)
        return out

    def _mates(self, place: _Place, noun: Noun) -> bool:
        """Whether both are arguments of one verb, where "he met him" cannot be one person."""
        if place.free or place.role == noun.role or noun.role not in _ARGUMENTS:
            return False
        return place.argues == self._verb(noun.head)

    def _verb(self, i: int) -> int:
        """What an argument hangs on, past its preposition."""
        above = self.tokens[i].head
        return self.tokens[above].head if self.tokens[i].dep in {"pobj", "conj"} else above

    def _fronted(self, i: int, subject: int) -> bool:
        """Whether the pronoun stands in a clause that hangs on the subject's verb."""
        verb, at = self.tokens[subject].head, i
        for _ in range(8):
            above = self.tokens[at].head
            if above == verb:
                return self.tokens[at].dep in {"advcl", "prep", "pcomp", "ccomp"}
            if above == at:
                return False
            at = above
        return False

    # -------------------------------------------------------------- what speaks for whom

    def _near(self, i: int, noun: Noun, number: int, rank: int) -> list[str]:
        apart = i - noun.head
        far = f"s{min(number - noun.sentence, 6)}"
        step = 5 if apart < 5 else 10 if apart < 10 else 20 if apart < 20 else 40 if apart < 40 else 80
        return [far, f"{far}_{noun.role}", f"{far}_{noun.form}", f"o{min(rank, 5)}", f"t{step}"]

    def _place(self, i: int) -> _Place:
        """What is scored of the pronoun, whatever the antecedent."""
        token, role = self.tokens[i], self.nouns.role(i)
        verb = self.tokens[token.head].head if role == "poss" else token.head
        if self.tokens[verb].dep == "prep":
            verb = self.tokens[verb].head
        return _Place(
            role,
            self._verb(i),
            token.dep == "poss" or role not in _ARGUMENTS or token.text.lower().endswith(("self", "selves")),
            role == "subj" and self.tokens[token.head].lemma in _MINDED,
            self.quote[i],
            verb,
        )

    def _signs(self, place: _Place, noun: Noun) -> list[str]:
        seen = noun.referent.seen
        out = [f"n{1 if seen < 2 else 2 if seen < 4 else 4 if seen < 8 else 8}", f"{place.role}>{noun.role}"]
        if place.minded:
            out.append(f"minded_{noun.kind}")
        if noun.kind == "person":
            out.append("gender" if noun.referent.gender else f"ungendered_{noun.form}")
        out += self._quoted(place.quote, self.quote[noun.head], noun)
        self._clausal(place, noun, out)
        return out

    def _quoted(self, here: int, there: int, noun: Noun) -> list[str]:
        """On which side of a quotation mark the two stand, and whether the noun is the speaker."""
        if here < 0:
            return ["q_none" if there < 0 else "q_out"]
        side = "q_same" if here == there else "q_in"
        return [side, "q_self"] if self.speakers[here] is noun.referent else [side]

    def _clausal(self, place: _Place, noun: Noun, out: list[str]) -> None:
        """Add how the clauses of the two hang together."""
        verb, other = self.tokens[place.verb], self.tokens[noun.head].head
        if noun.role == "subj":
            if place.verb == other:
                out.append("own")
            elif verb.head == other and verb.dep in _BELOW:
                out.append(f"over_{verb.dep}")
            if place.role == "subj" and verb.lemma == self.tokens[other].lemma:
                out.append("verb")
        if verb.dep == "relcl" and verb.head == noun.head:
            out.append("rel")

    def _nobody(self, i: int, kind: str) -> list[str]:
        """The signs that a pronoun means none of the noun phrases."""
        out = ["nobody", f"nobody_{self.nouns.role(i)}"]
        if self.quote[i] >= 0:
            out.append("nobody_quoted")
        return [*out, *self._empty(i)] if kind == "it" else out

    def _empty(self, i: int) -> Iterator[str]:
        """Signs that "it" means nothing ("it rained", "it is clear that …")."""
        token = self.tokens[i]
        verb = self.tokens[token.head]
        if token.dep not in SUBJECTS:
            if verb.lemma in {"make", "find", "take"}:
                yield "dummy"
            return
        if verb.lemma in _SEEMING:
            yield "seeming"
        after = self.tokens[i + 1 : i + 18]
        below = {t.dep for t in after if t.head == token.head}
        said = next((label for label in ("acomp", "attr", "oprd") if label in below), "")
        clause = not below.isdisjoint(_CLAUSES)
        if verb.lemma == "be" or said:
            yield f"be_{said}_{clause}"
        elif clause:
            yield "clause"
        if verb.lemma == "be" and any(t.dep == "relcl" and i < t.head < i + 9 for t in after[:13]):
            yield "cleft"


def _pass(ahead: list[Noun], before: list[Noun], i: int) -> None:
    """Move the noun phrases up to a token from those ahead to those before."""
    while ahead and ahead[-1].head <= i:
        noun = ahead.pop()
        noun.referent.seen += 1
        before.append(noun)


def _inside(tokens: Sequence[Token], quotes: Sequence[Span]) -> list[int]:
    """For each token the number of the quotation that it stands in, or -1."""
    out = [-1] * len(tokens)
    for number, quote in enumerate(quotes):
        first = bisect.bisect_left(tokens, quote.start, key=_START)
        last = bisect.bisect_left(tokens, quote.end, first, key=_START)
        out[first:last] = [number] * (last - first)
    return out


def _speakers(
    tokens: Sequence[Token], heads: Mapping[int, Referent], quote: Sequence[int], count: int
) -> list[Referent | None]:
    """For each quotation who speaks it: the subject of a verb of saying outside it that stands near."""
    out: list[Referent | None] = [None] * count
    for i, referent in heads.items() if count else ():
        verb = tokens[i].head
        if quote[i] < 0 and tokens[i].dep == "nsubj" and tokens[verb].lemma in _SAYING:
            left, right = min(i, verb), max(i, verb)
            for j in (left - 2, left - 1, right + 1, right + 2, right + 3):
                if 0 <= j < len(quote) and quote[j] >= 0:
                    out[quote[j]] = out[quote[j]] or referent
    return out


class _Judge:
    """Picks the antecedent that scores best, or nobody."""

    def __init__(self, antecedents: Antecedents) -> None:
        self.weights, self.antecedents = _weights(), antecedents

    def __call__(self, i: int, kind: str, options: list[Option], nobody: list[str]) -> Noun | None:
        get = self.weights[kind].get
        *told, silence = view(self.antecedents.get(i, ()), options)
        best, most = None, sum([get(s, 0.0) for s in nobody]) + silence
        for (noun, signs), seen in zip(options, told, strict=True):
            worth = noun.worth.get(kind)
            if worth is None:
                worth = noun.worth[kind] = sum([get(t, 0.0) for t in noun.traits])
            score = worth + sum([get(s, 0.0) for s in signs]) + seen
            if score > most + 1e-9:
                best, most = noun, score
        return best


def view(given: Sequence[tuple[int, float]], options: Sequence[Option]) -> list[float]:
    """What the reading model's view of a pronoun adds to the score of each option, and last to that of nobody.

    A referent has the probability of all its mentions together; what is left is nobody's.

    Args:
        given: Antecedents' tokens with their probabilities; nothing is added where the model says nothing.
        options: The possible antecedents.

    Returns:
        Logarithms, one more than there are options.
    """
    if not given:
        return [0.0] * (len(options) + 1)
    chances, shares = dict(given), dict.fromkeys((noun.referent for noun, _ in options), 0.0)
    for noun, _ in options:
        shares[noun.referent] += chances.get(noun.head, 0.0)
    left = max(0.0, 1 - sum(shares.values()))
    return [math.log(_LEAST + share) for share in (*(shares[noun.referent] for noun, _ in options), left)]


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    path = files("tellings.annotate") / "weights/pronouns.json"
    found: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))
    return found


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
