"""What kind of source speaks, and through whom it reaches the reader.

A source is named, described ("the police chief"), an institution, a document, an outlet, or anonymous ("a source",
"analysts").  A relay is an outlet between speaker and reader: "a source told AFP", "AFP reported, citing …".
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.annotate.attributions.links import Range
from tellings.annotate.attributions.tree import Tree
from tellings.annotate.mentions.lexicon import fold, lexicon, listed
from tellings.records import Entity, Mention, Span

_ANONYMOUS = listed(
    "source insider critic analyst expert observer commentator people person those some many other several few one "
    "opponent supporter skeptic sceptic advocate detractor rumour rumor speculation reports somebody someone anyone "
    "everyone nobody pundit individual man woman none most"
)
_VAGUE_ROLES = listed("official diplomat aide adviser advisor insider operative staffer")
_DOCUMENTS = listed(
    "letter report statement document memo memorandum study poll survey indictment complaint filing law lawsuit paper "
    "data email e-mail book transcript tweet post affidavit motion ruling order record bill resolution note release "
    "article story editorial analysis review dossier communique communiqué text message notice figure statistic "
    "headline agreement treaty constitution rule census ad advert advertisement commercial video footage clip slide "
    "database submission brief account opinion accounting audit website data datum research average cover estimate "
    "image photo photograph picture chart graph graphic map diagram title caption sign plaque poster banner logo "
    "slogan version revision schedule manifest guideline statute subpoena injunction regulation announcement "
    "commentary number median transmission recording tape log tracker"
)
_UTTERANCES = listed(
    "remark comment word statement speech claim warning announcement tweet message testimony insistence"
)
_OUTLETS = listed(
    "media newspaper magazine network channel broadcaster press website outlet tabloid daily weekly site paper blog"
)
_OUTLET_WORDS = listed(
    "news times post herald tribune journal gazette magazine daily radio tv television media press broadcasting "
    "register examiner chronicle dispatch courier sentinel telegraph inquirer enquirer picayune advertiser"
)
_TELLING = listed("tell inform brief speak talk confirm say describe write")
_CITING = listed("cite quote")
_OBTAINING = listed("obtain see review view publish quote cite interview")
_OFFICES = listed("leader minister lawmaker senator governor prosecutor judge regulator investigator mayor ambassador")
_HAPPENINGS = listed(
    "summit meeting talk negotiation gathering conference session forum visit trip war conflict attack election vote "
    "event engagement effort focus approach move initiative offensive crisis deal plan proposal strategy "
    "decision policy outreach solidarity diplomacy tension dispute development pressure sanction resolve progress "
    "confusion mood increase similarity haul loss descent idea goal concern offer remainder"
)
_NO_ONE = listed("any no every each whatever")
_NEAR = 600  # code points round a source in which it may be said to be unnamed
_HIDDEN = (
    "condition of anonymity", "not to be named", "not to be identified", "not be named", "not be identified",
    "to be named because", "to be identified because", "to remain anonymous", "spoke anonymously",
    "speaking anonymously",
    "not authorised to speak", "not authorized to speak", "not authorised to discuss", "not authorized to discuss",
    "declined to be named", "declined to be identified", "refused to be named", "withheld his name",
    "withheld her name", "withhold his name", "withhold her name",
)  # fmt: skip
_WHOLE = listed("he she him her")
_BREAKS = frozenset({"ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PRON"})  # behind which another phrase begins
_STOPS = frozenset({",", ";", ":", "—", "–"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution in tokens: the range and head of the cue, the range and head of the source, and the content.

    `source` is None, and `speaker` -1, where no source is told.
    """

    cue: int
    words: Range
    source: Range | None
    speaker: int
    content: tuple[Span, ...]


def speaker_of(tree: Tree, saying: Saying) -> int:
    """The token that stands for the speaker; -1 if there is none.

    For "who" and "which" it is the noun that they refer to, for "her remarks" whose they are.
    """
    speaker = saying.speaker
    if speaker < 0:
        return speaker
    token = tree.tokens[speaker]
    if token.text.lower() in {"who", "which", "that"} and tree.tokens[token.head].dep == "relcl":
        return tree.tokens[token.head].head
    if token.lemma in _UTTERANCES:
        return next((c for c in tree.children[speaker] if tree.tokens[c].dep == "poss"), speaker)
    return speaker


def person_in(cast: Cast, saying: Saying) -> int:
    """The person that a source's words end in ("Velmark Air chief executive Ada Lind"), and who is thus the speaker.

    The parser hangs long titles on the body or on the person, as it falls out.

    Returns:
        The last token of the name, or the speaker as it was.
    """
    known = cast.entity(saying.speaker)
    if saying.source is None or (known is not None and known.type == "PER"):
        return saying.speaker
    tokens, (first, last) = cast.tree.tokens, saying.source
    for i in range(first, last):
        mention = cast.by_token.get(i)
        named = mention is not None and mention.form == "name"
        if not named and (tokens[i].pos in _BREAKS or tokens[i].text in _STOPS):
            return saying.speaker
        ends = i + 1 == last or cast.by_token.get(i + 1) is not mention
        if named and ends and mention is not None and mention.type == "PER":
            behind = tokens[i + 1] if i + 1 < last else None
            if behind is None or behind.text in {",", "("} or behind.pos == "ADP":
                return i
    return saying.speaker


def can_speak(tree: Tree, saying: Saying) -> bool:
    """Whether the source says things, rather than being an event or a deed that "highlights" or "suggests" them."""
    if saying.speaker < 0 or tree.types.get(saying.speaker) == "PER":
        return True
    token = tree.tokens[saying.speaker]
    if token.lemma in _DOCUMENTS and _NO_ONE & set(_text(tree, saying)[:1]):
        return False
    return token.tag != "VBG" and token.lemma not in _HAPPENINGS and token.text.lower() not in _HAPPENINGS


@dataclass(frozen=True, slots=True)
class Cast:
    """The mentions and entities of a document, found by token and by id."""

    tree: Tree
    by_token: dict[int, Mention]
    entities: dict[str, Entity]

    def entity(self, token: int) -> Entity | None:
        """The entity that a token stands for."""
        mention = self.by_token.get(token)
        return self.entities.get(mention.entity) if mention and mention.entity else None


def cast(tree: Tree, mentions: Sequence[Mention], entities: Sequence[Entity]) -> Cast:
    """Index mentions by their tokens; a name's own tokens win over those of a description around it."""
    by_token: dict[int, Mention] = {}
    starts = [t.start for t in tree.tokens]
    for mention in mentions:
        if mention.form == "name":
            for i in range(bisect.bisect_left(starts, mention.start), bisect.bisect_left(starts, mention.end)):
                by_token[i] = mention
    for mention in mentions:
        if mention.form != "name" and mention.head >= 0:
            by_token.setdefault(mention.head, mention)
    return Cast(tree, by_token, {e.id: e for e in entities})


def kind_of(cast: Cast, saying: Saying) -> str:
    """The kind of a saying's source.

    Returns:
        named, described, institution, document, outlet or anonymous; anonymous where no source is told.
    """
    if saying.source is None or saying.speaker < 0:
        return "anonymous"
    token = cast.tree.tokens[saying.speaker]
    mention, entity = cast.by_token.get(saying.speaker), cast.entity(saying.speaker)
    if mention and entity and (mention.form != "nominal" or _named(entity)):
        return _kind_of_entity(entity)
    if token.pos == "PROPN" and _appositive(cast, saying) is None and not _opens(cast, saying, mention):
        return "named"
    named = _appositive(cast, saying)
    return _kind_of_entity(named) if named else _kind_of_noun(cast, saying)


def _opens(cast: Cast, saying: Saying, mention: Mention | None) -> bool:
    """Whether a word that nobody is called by may be a capital only because it opens the sentence ("Investors")."""
    return mention is None and cast.tree.sentence_of(saying.speaker).first == saying.speaker


def _named(entity: Entity) -> bool:
    """Whether an entity has a name, not only descriptions: some word after the first is capitalised."""
    words = entity.name.split()
    return entity.type == "PER" and all(w[:1].isupper() for w in words)


def _kind_of_entity(entity: Entity) -> str:
    if entity.type == "PER":
        return "named" if _named(entity) else "described"
    return "outlet" if is_outlet(entity) else "institution" if entity.type in {"ORG", "LOC"} else "described"


def is_outlet(entity: Entity | None) -> bool:
    """Whether an entity is a news outlet or agency."""
    if entity is None or entity.type not in {"ORG", "MISC"}:
        return False
    known = lexicon().outlets
    keys = [fold(n).removeprefix("the ") for n in entity.names]
    return any(k in known or re.split("[ -]", k)[-1] in _OUTLET_WORDS for k in keys if k)


def _appositive(cast: Cast, saying: Saying) -> Entity | None:
    """The person named in apposition to the source's noun."""
    for child in cast.tree.children[saying.speaker]:
        entity = cast.entity(child)
        if cast.tree.tokens[child].dep == "appos" and entity and entity.type == "PER":
            return entity
    return None


def _kind_of_noun(cast: Cast, saying: Saying) -> str:
    tree, words = cast.tree, lexicon()
    token = tree.tokens[saying.speaker]
    plural = token.tag in {"NNS", "NNPS"}
    lemma, lower = token.lemma.lower(), token.text.lower()
    if token.pos == "PRON":
        return (
            "described" if lower in _WHOLE | listed("i we you who") else "institution" if lower == "it" else "anonymous"
        )
    if lemma in _OUTLETS or lower in _OUTLETS or (lemma == "agency" and "news" in _text(tree, saying)):
        return "outlet"
    if lower == "reports" or lemma in _ANONYMOUS or _is_hidden(cast, saying):
        return "anonymous"
    if lemma in _VAGUE_ROLES and (plural or _indefinite(tree, saying)):
        return "described" if _of_body(cast, saying) else "anonymous"
    if lemma in words.roles and plural:
        return "anonymous" if len(_text(tree, saying)) == 1 and lemma not in _OFFICES else "described"
    if lemma in _DOCUMENTS:
        return "document"
    if lemma in words.group_nouns or lower in words.group_nouns:
        return "institution"
    return "described"


def _is_hidden(cast: Cast, saying: Saying) -> bool:
    """Whether the source's own sentence says that it would not be named."""
    sentence, at = cast.tree.sentence_of(saying.speaker), cast.tree.tokens[saying.speaker].start
    start, end = max(sentence.start, at - _NEAR), min(sentence.end, at + _NEAR)
    return any(phrase in cast.tree.text[start:end].lower() for phrase in _HIDDEN)


def _text(tree: Tree, saying: Saying) -> list[str]:
    first, last = saying.source or (0, 0)
    return [t.text.lower() for t in tree.tokens[first:last]]


def _of_body(cast: Cast, saying: Saying) -> bool:
    """Whether the people are told to be a named body's ("Foreign Ministry officials")."""
    return any((e := cast.entity(c)) and e.type == "ORG" for c in cast.tree.children[saying.speaker])


def _indefinite(tree: Tree, saying: Saying) -> bool:
    return bool({"a", "an", "one", "another", "some"} & set(_text(tree, saying)[:1]))


# ------------------------------------------------------------------ relays


def relay(cast: Cast, saying: Saying) -> tuple[str, ...]:
    """The outlets that one attribution's own words put between speaker and reader, as chain ids, nearest last."""
    return tuple(dict.fromkeys(e.id for e in _relays(cast, saying) if e is not None))


def _relays(cast: Cast, saying: Saying) -> Iterator[Entity | None]:
    tree = cast.tree
    if saying.speaker >= 0:
        yield from _around_source(cast, saying.speaker)
    if tree.tokens[saying.cue].lemma in _TELLING:
        for child in tree.children[saying.cue]:
            if tree.tokens[child].dep in {"dobj", "dative"}:
                yield from _outlets_from(cast, child)
            elif tree.tokens[child].dep == "prep":
                yield from _interviewers(cast, child)
    yield from _obtainers(cast, saying)


def _around_source(cast: Cast, speaker: int) -> Iterator[Entity | None]:
    """Find "the agency's source", "a source cited by AFP"."""
    for child in cast.tree.children[speaker]:
        dep = cast.tree.tokens[child].dep
        if dep == "poss" and cast.tree.tokens[speaker].lemma in _ANONYMOUS:
            yield from _outlets_from(cast, child)
        elif dep == "acl" and cast.tree.tokens[child].lemma in _OBTAINING | _CITING:
            for by in cast.tree.children[child]:
                if cast.tree.tokens[by].dep in {"agent", "prep"}:
                    yield from (e for c in cast.tree.children[by] for e in _outlets_from(cast, c))


def _outlets_from(cast: Cast, token: int) -> Iterator[Entity | None]:
    """The outlet that a token names, with those that "and" joins to it."""
    entity = cast.entity(token)
    if is_outlet(entity):
        yield entity
    for child in cast.tree.children[token]:
        dep, joined = cast.tree.tokens[child].dep, cast.entity(child)
        if dep == "conj" and is_outlet(entity) and joined and joined.type == "ORG":
            yield joined
        elif dep in {"conj", "poss", "appos"}:
            yield from _outlets_from(cast, child)


def _interviewers(cast: Cast, prep: int) -> Iterator[Entity | None]:
    """Find "in an interview with NBC", "to Reuters", "on CNN"."""
    for child in cast.tree.children[prep]:
        yield from _outlets_from(cast, child)
        if cast.tree.tokens[child].lemma in {"interview", "call", "statement", "remark", "comment", "appearance"}:
            for inner in cast.tree.children[child]:
                if cast.tree.tokens[inner].dep == "prep":
                    yield from (e for c in cast.tree.children[inner] for e in _outlets_from(cast, c))


def _obtainers(cast: Cast, saying: Saying) -> Iterator[Entity | None]:
    """Find "in a letter obtained by Reuters", "a copy of which AFP obtained", behind the cue in its sentence."""
    sentence = cast.tree.sentence_of(saying.cue)
    for i in range(saying.cue + 1, sentence.last):
        token = cast.tree.tokens[i]
        if token.lemma in {"obtain", "see", "review"} and token.dep in {"acl", "relcl"}:
            for child in cast.tree.children[i]:
                if cast.tree.tokens[child].dep == "nsubj":
                    yield from _outlets_from(cast, child)
                elif cast.tree.tokens[child].dep == "agent":
                    yield from (e for c in cast.tree.children[child] for e in _outlets_from(cast, c))


def cited(cast: Cast, saying: Saying) -> tuple[Range, int, int] | None:
    """Whom an outlet says it cites ("AFP reported …, citing officials").

    The parser hangs "citing" on whatever verb stands nearest, so it is looked for in the whole sentence.

    Returns:
        The source's range and head token, and the token of "citing".
    """
    tree, sentence = cast.tree, cast.tree.sentence_of(saying.cue)
    for i in range(sentence.first, sentence.last):
        if tree.tokens[i].lemma in _CITING and tree.tokens[i].tag == "VBG" and i != saying.cue:
            for child in tree.children[i]:
                if tree.tokens[child].dep in {"dobj", "pobj"}:
                    return tree.phrase(child), child, i
    return None


def outlets_of(cast: Cast, saying: Saying) -> tuple[str, ...]:
    """The outlets among a saying's sources."""
    if saying.speaker < 0:
        return ()
    return tuple(dict.fromkeys(e.id for e in _outlets_from(cast, saying.speaker) if e))
