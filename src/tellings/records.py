"""The frozen records that flow through `read → annotate → link → compare → present`.

Offsets are half-open `[start, end)` and count Unicode code points of `Document.text`, the text as it came in, which
nothing ever alters.  Annotations stand off; links and findings cite annotations through `Citation`.  A finding
without members does not exist.
"""

from __future__ import annotations

import bisect
from collections.abc import Collection
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
Vectors = npt.NDArray[np.float32]

# ------------------------------------------------------------------ places in text


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def shared(self, other: Span) -> int:
        """How many code points two spans of the same document have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A span together with the id of its document: what every finding is made of."""

    document: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place without the document."""
        return Span(self.start, self.end)


# ------------------------------------------------------------------ read


@dataclass(frozen=True, slots=True)
class Derived(Generic[T]):
    """A value that was worked out rather than given: how, and how surely.

    `method` is a phrase for people ("field `date`", "dateline, year unknown").  `confidence` is in [0, 1].
    """

    value: T
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a `View`: where it stands in the view, and in the text it came from.

    A verbatim piece has equal lengths on both sides; any other piece maps as a whole.
    """

    view: Span
    text: Span
    verbatim: bool


@dataclass(frozen=True, slots=True)
class View:
    """A document's text as analysis reads it: repaired, without junk, with a map back to the original.

    `pieces` are in order, without gaps in the view.  Junk leaves a blank line where it was cut out.
    """

    text: str
    pieces: tuple[Piece, ...]

    def original(self, start: int, end: int) -> Span:
        """The span of the original text that the view's `[start, end)` came from.

        Raises:
            ValueError: the span is empty or lies outside the view.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"view span [{start}, {end}) does not fit {len(self.text)} code points")
        first, last = self._piece(start), self._piece(end - 1)
        left = first.text.start + (start - first.view.start if first.verbatim else 0)
        right = last.text.start + (end - last.view.start) if last.verbatim else last.text.end
        return Span(left, max(left, right))

    def reading(self, span: Span) -> str:
        """What the view makes of a span of the original text: repaired, and without the junk inside it.

        A span that the view leaves out wholly reads as "".
        """
        first = max(0, bisect.bisect_right(self.pieces, span.start, key=lambda p: p.text.start) - 1)
        parts = []
        for piece in self.pieces[first:]:
            if piece.text.start >= span.end:
                break
            parts.append(self._part(piece, span))
        return "".join(parts)

    def _part(self, piece: Piece, span: Span) -> str:
        left, right = max(span.start, piece.text.start), min(span.end, piece.text.end)
        if left >= right:
            return ""
        if not piece.verbatim:
            return piece.view.of(self.text)
        shift = piece.view.start - piece.text.start
        return self.text[left + shift : right + shift]

    def _piece(self, offset: int) -> Piece:
        return self.pieces[bisect.bisect_right(self.pieces, offset, key=lambda p: p.view.start) - 1]


@dataclass(frozen=True, slots=True)
class Repair:
    """A place where the view differs from the text, and why ("mojibake", "hyphenation", "glued date")."""

    span: Span
    replacement: str
    reason: str


@dataclass(frozen=True, slots=True)
class Junk:
    """A stretch that is not part of the account ("gallery caption", "share bar"): shown greyed, never analysed."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """`PARIS, September 1 —`: where and when an account says it was filed.  `date` is EDTF ("XXXX-09-01") or None."""

    place: str
    date: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet's own word that it carries another's text ("(AP)", "Reuters contributed").

    `agency` is the normalised name ("AP"); `span` is None when the credit came from metadata.
    """

    agency: str
    span: Span | None
    method: str


@dataclass(frozen=True, slots=True)
class Document:
    """One account, as read.

    `published` is EDTF: "2025-09-01", "2025-09", or "XXXX-09-01" where the year is not known.
    """

    id: str
    text: str
    view: View
    path: str = ""
    format: str = "text"
    url: str | None = None
    title: Derived[str] | None = None
    outlet: Derived[str] | None = None
    author: Derived[str] | None = None
    published: Derived[str] | None = None
    language: Derived[str] | None = None
    dateline: Derived[Dateline] | None = None
    credits: tuple[Credit, ...] = ()
    repairs: tuple[Repair, ...] = ()
    junk: tuple[Junk, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a part of one, that was not processed: the run went on without it."""

    where: str
    what: str
    remedy: str


# ------------------------------------------------------------------ annotate


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its syntax.  `head` is the index, in the document, of the governing token (itself for a root)."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int

    @property
    def span(self) -> Span:
        """The token's place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: tokens `[first, last)`, and the probability that its own voice is slanted.

    `quoted` is the share of its characters that stand inside quotation marks, 0 to 1.
    """

    start: int
    end: int
    first: int
    last: int
    biased: float = 0.0
    quoted: float = 0.0

    @property
    def span(self) -> Span:
        """The sentence's place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names or describes an entity.  `type` is PER, ORG, LOC or MISC; `form` is name, nominal or pronoun.

    `entity` is the id of the chain in `Annotations.entities` (None: not resolved).  `head` is a token index.
    """

    start: int
    end: int
    type: str
    entity: str | None
    form: str = "name"
    head: int = -1

    @property
    def span(self) -> Span:
        """The mention's place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """One chain of mentions in one document: `name` is its fullest name, `names` all its names as written.

    `roles` are the descriptions that stand beside the name ("French President"), without it.
    """

    id: str
    name: str
    type: str
    names: tuple[str, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 `type` (DATE, TIME, DURATION, SET) and `value`, with how it was anchored."""

    start: int
    end: int
    type: str
    value: str
    method: str
    confidence: float = 1.0

    @property
    def span(self) -> Span:
        """The expression's place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: "at least five people" is low 5, high None, of "people".

    `low` and `high` are bounds (None: open); `vague` marks "dozens", "some 30"; `unit` is "", "percent", "USD", …
    `of` is the lemma of the counted noun, `verb` the lemma of the governing verb ("kill").
    """

    start: int
    end: int
    low: float | None
    high: float | None
    vague: bool
    unit: str
    of: str
    verb: str = ""

    @property
    def span(self) -> Span:
        """The expression's place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Event:
    """An event mention: the word that carries it, with its lemma; `negated` and `hedged` as the syntax shows."""

    start: int
    end: int
    lemma: str
    token: int
    negated: bool = False
    hedged: bool = False

    @property
    def span(self) -> Span:
        """The event word's place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to have said something: source + cue + content.

    `speaker` is a chain id; `kind` is named, described, institution, document, outlet or anonymous; `via` are the chain
    ids, or names where there is no chain, of those who relay it, nearest to the reader last; `quotation` is direct,
    indirect or mixed.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    speaker: str | None
    kind: str
    via: tuple[str, ...]
    quotation: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """Words in the outlet's own voice that judge or colour, with the probability that they do."""

    start: int
    end: int
    score: float

    @property
    def span(self) -> Span:
        """The words' place."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentiment:
    """How a sentence colours an entity: positive, neutral or negative.  The span is the entity's mention."""

    start: int
    end: int
    entity: str
    label: str
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Annotations:
    """Everything read off one document.

    `embeddings` is float32 (sentences, 384), unit rows.  `words` is float32 (tokens, 384): the encoder's state for each
    token, unit rows (zero rows where the encoder saw nothing).  `made_by` names component and version.
    `attempted` is False when the language has no annotator: then there are sentences, and nothing else was tried.
    """

    document: str
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    events: tuple[Event, ...]
    attributions: tuple[Attribution, ...]
    loaded: tuple[Loaded, ...]
    sentiment: tuple[Sentiment, ...]
    embeddings: Vectors
    words: Vectors
    made_by: str
    attempted: bool = True

    def sentence_at(self, offset: int) -> int | None:
        """Index of the sentence that covers a text offset, or None between sentences."""
        index = bisect.bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def tokens_of(self, sentence: int) -> tuple[Token, ...]:
        """The tokens of one sentence."""
        s = self.sentences[sentence]
        return self.tokens[s.first : s.last]


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """A document together with its annotations: the unit that `link` and `compare` work on."""

    document: Document
    annotations: Annotations

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id

    def sentence(self, index: int) -> Citation:
        """Citation of a whole sentence."""
        s = self.annotations.sentences[index]
        return Citation(self.id, s.start, s.end)

    def quote(self, place: Span | Citation) -> str:
        """The words at a place of this document as they read: repaired, and without junk in their midst."""
        return self.document.view.reading(Span(place.start, place.end))


# ------------------------------------------------------------------ link


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that cover the same news; an article that shares its news with no other is a story of its own.

    `title` is that of its most typical article.  `documents` are ids in the order of publication.  `first` and `last`
    are ISO days of publication, None where no article has a full date.  `score` is the mean probability that two of
    its articles belong together, and `why` the words that they share.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    first: str | None
    last: str | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One real-world event that accounts report as news.

    `date` is EDTF with its derivation.  `members` are the sentences that tell it; `why` says what sets it apart.
    `part_of` is the id of the event that it is a step of (what led to it, an answer, a follow-up), or None.
    """

    id: str
    what: str
    date: Derived[str] | None
    place: str | None
    documents: tuple[str, ...]
    members: tuple[Citation, ...]
    why: str
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention of a linked entity: the name as written, in its document; `entity` is the chain it came from."""

    document: str
    start: int
    end: int
    name: str
    form: str
    entity: str

    @property
    def citation(self) -> Citation:
        """The mention's place."""
        return Citation(self.document, self.start, self.end)


@dataclass(frozen=True, slots=True)
class LinkedEntity:
    """One person, organisation, place or thing across all accounts.

    `chains` are the (document, chain id) pairs that were merged; `why` names the signals.
    """

    id: str
    name: str
    type: str
    names: tuple[str, ...]
    mentions: tuple[Naming, ...]
    chains: tuple[tuple[str, str], ...]
    why: str = ""


_LIKELY = 0.5  # probability from which a sentence counts as stating what another does


@dataclass(frozen=True, slots=True)
class Fact:
    """Sentences of at least two accounts that state the same specific fact.

    `statement` is the clearest member, `members[clearest]`, as written.  `holder` is whom the members credit ("own
    voice", a name, or "mixed").  `score` is the mean calibrated probability with which two of its sentences, of
    different accounts and in different words, state the same; `links` has that probability for each two members
    (members, members), 0 within an account, and is empty where only the mean is known.
    """

    id: str
    statement: str
    holder: str
    members: tuple[Citation, ...]
    score: float
    why: str
    happening: str | None = None
    clearest: int = 0
    links: tuple[tuple[float, ...], ...] = ()

    @property
    def likely(self) -> tuple[Citation, ...]:
        """The statement's own sentence and those of other accounts that more likely than not state the same."""
        own = self.members[self.clearest]
        others = (m for m in self.members if m.document != own.document and self.states(own, m) >= _LIKELY)
        return (own, *others)

    def states(self, one: Citation, other: Citation) -> float:
        """How likely two members, of different accounts, state the same.

        Raises:
            ValueError: One of them is no member.
        """
        first, second = self.members.index(one), self.members.index(other)
        return self.links[first][second] if self.links else self.score


@dataclass(frozen=True, slots=True)
class Lineage:
    """Two accounts that are not independent.  `relation` is copy, rewrite, shared-wire or cites.

    `source` is the account that came first, or gives more; order carries no meaning for shared-wire and cites.
    """

    source: str
    target: str
    relation: str
    evidence: tuple[Citation, ...]
    score: float
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """What holds across accounts."""

    happenings: tuple[Happening, ...]
    entities: tuple[LinkedEntity, ...]
    facts: tuple[Fact, ...]
    lineage: tuple[Lineage, ...]


# ------------------------------------------------------------------ compare


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How many independent origins stand behind a fact: `groups` are the accounts that share one origin."""

    fact: str
    origins: int
    groups: tuple[tuple[str, ...], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a conflict's question, in a few words, with the sentences that give it."""

    answer: str
    members: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that the accounts answer differently.

    `nature` is number, time, place, actor, action, cause, characterisation or existence.  `why` is contradiction,
    update, precision, denial or framing.  `explanation` is one line for people.  `score` ranks, highest first.
    `named` is False where sentences on one fact differ in a way that no comparator can name: they are only shown beside
    each other.
    """

    id: str
    fact: str | None
    question: str
    nature: str
    why: str
    explanation: str
    answers: tuple[Answer, ...]
    score: float
    named: bool = True

    @property
    def is_hard(self) -> bool:
        """Whether the answers cannot all be true as they stand: more than exactness or wording is at issue."""
        return self.why in ("contradiction", "denial", "update")

    def divides(self, members: Collection[Citation]) -> bool:
        """Whether some of these sentences give one answer, and others another."""
        return sum(any(m in members for m in answer.members) for answer in self.answers) > 1


@dataclass(frozen=True, slots=True)
class Omission:
    """A fact that several other accounts carry, and that this one could have known when it was published."""

    fact: str
    document: str
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class Unique:
    """A sentence whose content no other account has."""

    citation: Citation
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker in one account.  `words` are the words given to them, `share` their part of all attributed words."""

    speaker: str
    entity: str | None
    kind: str
    document: str
    words: int
    share: float
    direct: int
    via: tuple[str, ...]
    members: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class QuoteDrift:
    """The same utterance quoted differently.  `difference` shows what changed, `why` why it is one, both in words."""

    speaker: str
    members: tuple[Citation, ...]
    difference: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor demands, offers, rejects, threatens, denies or supports, by whose account.

    `why` names the words that say so.
    """

    actor: str
    entity: str | None
    stance: str
    what: str
    holder: str
    date: str | None
    members: tuple[Citation, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What one account calls one entity or act, with every place where it does."""

    entity: str
    document: str
    label: str
    members: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Distinctive:
    """A word that sets one account apart: z-score of its log-odds against the others; `why` says it in a line."""

    document: str
    word: str
    z: float
    members: tuple[Citation, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tone:
    """How one account colours one entity: mention counts by label; `why` says in a line how sure that is."""

    entity: str
    document: str
    positive: int
    neutral: int
    negative: int
    members: tuple[Citation, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """How the accounts word it."""

    labels: tuple[Label, ...]
    distinctive: tuple[Distinctive, ...]
    tone: tuple[Tone, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the time line: an EDTF `date`, what is told of it, and by whom."""

    date: str
    what: str
    method: str
    members: tuple[Citation, ...]
    happening: str | None = None


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One sentence of the brief, word for word from an account: agreed, disputed, single-source or unknown."""

    text: str
    kind: str
    members: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Everything that `present` shows.  Accounts are sorted by id; every tuple has a fixed, explained order."""

    version: str
    accounts: tuple[Account, ...]
    links: Links
    corroboration: tuple[Corroboration, ...]
    conflicts: tuple[Conflict, ...]
    omissions: tuple[Omission, ...]
    unique: tuple[Unique, ...]
    voices: tuple[Voice, ...]
    drift: tuple[QuoteDrift, ...]
    positions: tuple[Position, ...]
    wording: Wording
    timeline: tuple[Moment, ...]
    brief: tuple[BriefLine, ...]
    failures: tuple[Failure, ...] = ()

    def account(self, document: str) -> Account:
        """The account with a document id.

        Raises:
            KeyError: no account has it.
        """
        for account in self.accounts:
            if account.id == document:
                return account
        raise KeyError(document)

    def quote(self, place: Citation) -> str:
        """The words that a citation points at, as they read."""
        return self.account(place.document).quote(place)
