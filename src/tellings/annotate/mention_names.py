"""Names in a parse: where they begin and end, and of which type they are.

The tagger's names are the start.  Their edges are mended (possessives, determiners, titles, hyphens, line breaks),
names that it missed are added from the gazetteer and from the document itself, and each name's type is voted on:
the gazetteer, titles, given names and telling words count more than the tagger, and all mentions of one name vote
together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tellings.annotate.mention_lexicon import Lexicon, fold, lexicon, listed
from tellings.annotate.syntax import Named, Parse
from tellings.records import Document, Token

POSSESSIVES = frozenset({"'s", "’s", "'", "’", "`s"})
PROPER = frozenset({"NNP", "NNPS"})  # tags of a word inside a name, whatever part of speech it is elsewhere
_PARTICLES = listed("von der den de del della di da du la le van ter bin bint ibn al el abu ul y dos das san st")
_LEADING = frozenset({"ADP", "DET", "ADV", "CCONJ", "SCONJ", "PRON", "VERB", "AUX", "PART", "PUNCT", "SYM", "INTJ"})
_CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today tomorrow yesterday spring summer autumn winter christmas easter "
    "photo image getty images advertisement"
)
_ADDRESS = re.compile(r"@|://|www\.|\w\.(?:com|org|net|co|gov|ly|be)\b")
_LETTER = re.compile(r"[^\W\d_]")
_WRAPPED = 50  # code points; a shorter line was ended on purpose
_LONGEST = 5  # words in a gazetteer name


@dataclass(frozen=True, slots=True)
class Name:
    """One name in the text: its tokens `[first, last)`, its text as written, its folded words, and those joined.

    `told` is the type that the tagger tells ("" where it passed over the name), `sure` the probability of that.
    `titled` is the token where the name begins when the title and description before it are counted in.
    """

    first: int
    last: int
    text: str
    words: tuple[str, ...]
    told: str
    titled: int
    key: str
    sure: float = 1.0
    type: str = ""


def names(document: Document, parse: Parse, breaks: frozenset[int], *, sure: Sequence[float] = ()) -> tuple[Name, ...]:
    """The names of a document in order, with their types.

    Args:
        document: Its text gives the names as written.
        parse: Tokens, and the tagger's names, of which only the coarse types are read.
        breaks: Tokens that begin a line; no name runs over them.
        sure: For each of the tagger's names the probability of its type; () where it tells none.

    Returns:
        Names that do not overlap.
    """
    words = lexicon()
    told = zip(parse.names, sure or [1.0] * len(parse.names), strict=True)
    spans = [s for named, p in told for s in _mended(parse.tokens, named, p, words, breaks)]
    spans = _without_overlaps([*spans, *_from_gazetteer(parse.tokens, words)])
    spans = _without_overlaps([*spans, *_repeated(parse.tokens, spans)])
    found = [_name(document, parse.tokens, s, words) for s in spans]
    common = frozenset(t.text for t in parse.tokens if t.text.islower())
    return _typed(parse.tokens, [n for n in found if n and _is_name(parse.tokens, n, words, common)], words)


_Told = tuple[int, int, str, float]  # first, last, the tagger's type or "", its probability


def line_breaks(text: str, tokens: tuple[Token, ...]) -> frozenset[int]:
    """Tokens that begin a line after one too short to have been wrapped: no phrase runs over such a break."""
    breaks, end = set(), 0
    for i, token in enumerate(tokens):
        start = token.start
        if start > end and "\n" in text[end:start] and i:
            begin = text.rfind("\n", max(0, end - _WRAPPED), end) + 1 or end - _WRAPPED
            if end - begin < _WRAPPED:
                breaks.add(i)
        end = token.end
    return frozenset(breaks)


def _mended(
    tokens: tuple[Token, ...], named: Named, sure: float, words: Lexicon, breaks: frozenset[int]
) -> Iterator[_Told]:
    """One of the tagger's names with its edges put right; a name with a possessive inside becomes two."""
    personal = named.type == "PER"
    for part in _parts(tokens, named.first, named.last, breaks):
        if not personal and _headline(tokens, *part):
            continue
        first, last = _trimmed(tokens, *part, words, personal=personal)
        if first < last:
            yield *_grown(tokens, first, last, named.type), named.type, sure


def _parts(tokens: tuple[Token, ...], first: int, last: int, breaks: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Cut at a possessive, at a line break, and between a demonym or place and another, hyphened name."""
    start = first
    for i in range(first, last):
        inner = start < i < last - 1
        if (inner and tokens[i].text in POSSESSIVES and _cuts(tokens, start, i, last)) or (
            inner and tokens[i].text == "/"
        ):
            yield start, i
            start = i + 1
        elif i > start and (i in breaks or tokens[i].start - tokens[i - 1].end > 2):
            yield start, i
            start = i
    yield start, last


_POSSESSIVE_NAMES = listed("people women men children mcdonald levi lloyd sotheby macy kohl domino moody author")


_HOUSES = listed(
    "hospital infirmary league union guild federation association alliance club college school academy university "
    "institute church cathedral chapel abbey square park palace castle hall court harbour bay"
)


def _cuts(tokens: tuple[Token, ...], first: int, mark: int, last: int) -> bool:
    """Whether what stands before a possessive is a name of its own.

    Not in "McDonald's" or "People's Republic", nor in what is named after a saint or a trade ("St Brannoc's Hospital",
    "the Seafarers' League").
    """
    owner = fold(tokens[mark - 1].text)
    house = mark + 2 == last and fold(tokens[mark + 1].text) in _HOUSES
    trade = owner.endswith("s") and tokens[mark].text in ("'", "’") and owner not in lexicon().peoples
    saint = fold(tokens[first].text).rstrip(".") in ("st", "saint")
    return owner not in _POSSESSIVE_NAMES and not (house and (trade or saint))


def _headline(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the tagger took a stretch of a headline or an exclamation for a name: it holds a verb or an adverb."""
    return last - first > 2 and any(t.pos in {"VERB", "ADV"} and t.tag not in PROPER for t in tokens[first:last])


def _trimmed(tokens: tuple[Token, ...], first: int, last: int, words: Lexicon, *, personal: bool) -> tuple[int, int]:
    """Drop determiners and other small words in front, possessives and punctuation behind, and titles in front."""
    while last > first and (tokens[last - 1].text in POSSESSIVES or tokens[last - 1].pos in {"PUNCT", "SYM", "ADP"}):
        last -= 1
    while personal and last > first and any(c.isdigit() for c in tokens[last - 1].text):
        last -= 1
    while first < last and not _fixed(tokens, first, last, words):
        small = tokens[first].pos in _LEADING and tokens[first].tag not in PROPER
        if not small and not _is_title(tokens, first, last, words, personal=personal):
            break
        first += 1
    if last - first > 1 and fold(tokens[last - 1].text) in words.peoples and tokens[first].pos == "ADJ":
        return (first if _fixed(tokens, first, last, words) else last - 1), last
    return first, last


def _fixed(tokens: tuple[Token, ...], first: int, last: int, words: Lexicon) -> bool:
    """Whether the words are in the tables just as they stand ("The Hague", "The Economist")."""
    key = fold(" ".join(t.text for t in tokens[first:last]))
    return key in words.places or key in words.organisations or key in words.outlets or key in words.peoples


_SURE_TITLES = listed("president mr mrs ms dr sen rep gov prof senator congressman congresswoman")


def _is_title(tokens: tuple[Token, ...], index: int, last: int, words: Lexicon, *, personal: bool) -> bool:
    """Whether a name's first word is a title and not part of it ("General Motors" keeps its own)."""
    return last - index > 1 and fold(tokens[index].text) in (words.titles if personal else _SURE_TITLES)


def _grown(tokens: tuple[Token, ...], first: int, last: int, kind: str) -> tuple[int, int]:
    """Take in the rest of a hyphened name ("Mazar-i-Sharif") and of a name with a particle ("von der" + "Leyen")."""
    while last + 1 < len(tokens) and _hyphened(tokens, last) and _tail(tokens, last + 1) and not _pair(tokens, last):
        last = _tail(tokens, last + 1)
    if kind in {"PER", "ORG"} and _continues(tokens, last) and fold(tokens[last - 1].text) in _PARTICLES:
        last += 1
    if kind == "PER" and last - first == 1:
        return _full(tokens, first, last)
    return first, last


def _continues(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a capitalised word follows with nothing but a space between."""
    return index < len(tokens) and _is_capital(tokens[index]) and tokens[index].start - tokens[index - 1].end == 1


def _full(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int]:
    """One word of a person's name with the given name before it, or the surname behind it, that the tagger left out."""
    words = lexicon()
    key = fold(tokens[first].text)
    if words.is_given_name(key) and _continues(tokens, last) and tokens[last].pos == "PROPN":
        return (first, last + 1) if fold(tokens[last].text) not in words.titles else (first, last)
    before = tokens[first - 1] if first else tokens[first]
    own = before.pos == "PROPN" and before.dep == "compound" and before.head == first and _continues(tokens, first)
    named = own and _is_capital(before) and not before.text.isupper() and not _common_before(before, words)
    return (first - 1, last) if named else (first, last)


def _common_before(token: Token, words: Lexicon) -> bool:
    """Whether a word before a surname is a title, role, place or people rather than a given name."""
    key = fold(token.text)
    tables = (words.titles, words.roles, words.places, words.peoples, words.organisations, words.outlets)
    return key in words.group_nouns or any(key in table for table in tables) or key in words.organisation_words


def _pair(tokens: tuple[Token, ...], hyphen: int) -> bool:
    """Whether a hyphen is followed by the name of a place or people of its own ("Russia-Ukraine"): they stay two."""
    words, right = lexicon(), fold(tokens[hyphen + 1].text)
    return right in words.places or right in words.peoples


def _hyphened(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the token is a hyphen with no space on either side."""
    return (
        tokens[index].text in {"-", "‑"}
        and tokens[index - 1].end == tokens[index].start
        and tokens[index].end == tokens[index + 1].start
    )


def _tail(tokens: tuple[Token, ...], index: int) -> int:
    """Where a hyphened continuation ends: at a capitalised part, past one short lower-case link; 0 if there is none."""
    if _is_capital(tokens[index]):
        return index + 1
    if len(tokens[index].text) <= 3 and index + 2 < len(tokens) and _hyphened(tokens, index + 1):
        return index + 3 if _is_capital(tokens[index + 2]) else 0
    return 0


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _from_gazetteer(tokens: tuple[Token, ...], words: Lexicon) -> Iterator[_Told]:
    """Names in the tables that stand in the text capitalised, longest first."""
    behind = 0
    for index in [i for i, token in enumerate(tokens) if token.text[0].isupper()]:
        size = _listed(tokens, index, words) if index >= behind else 0
        if size:
            behind = index + size
            yield index, behind, "", 1.0


def _listed(tokens: tuple[Token, ...], index: int, words: Lexicon) -> int:
    """How many tokens from `index` on are a name in the tables; 0 if none."""
    for size in range(min(_LONGEST, len(tokens) - index), 0, -1):
        if size > 1 and not _is_capital(tokens[index + size - 1]):
            continue
        key = _joined(tokens, index, index + size)
        if size == 1 and not _safe_alone(key, words):
            continue
        if key in words.places or key in words.organisations or key in words.outlets or key in words.peoples:
            return size
    return 0


def _safe_alone(key: str, words: Lexicon) -> bool:
    """Whether one word from the tables is a name wherever it stands: not a common word, nor a given name."""
    return not words.is_given_name(key) and key not in _COMMON


_COMMON = listed(
    "male nice post time times mirror observer mail independent guardian sun hill fox slate salon vox dawn "
    "parliament senate treasury fed ice duma sec us pa rt ap ft turkey chad georgia jordan victoria florence darwin "
    "orthodox conservative labour democratic republican republic telegraph economist intercept sputnik queens buffalo "
    "kent essex phoenix salvador medina mobile reading bath pole dane swede finn lao scot brit turk male polish "
    "emirates pacific atlantic arctic western fars mehr hoy rio cali nice perth porto taiwan's"
)


def _joined(tokens: tuple[Token, ...], first: int, last: int) -> str:
    """The tokens folded, with spaces only where the text has them."""
    text = "".join(
        (" " if i > first and tokens[i].start > tokens[i - 1].end else "") + tokens[i].text for i in range(first, last)
    )
    return fold(text)


def _without_overlaps(spans: list[_Told]) -> list[_Told]:
    """Of overlapping names keep the longer, then the one that was found first."""
    kept: list[_Told] = []
    taken: set[int] = set()
    for _, (first, last, kind, sure) in sorted(enumerate(spans), key=lambda s: (s[1][0] - s[1][1], s[0])):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            kept.append((first, last, kind, sure))
    return sorted(kept)


def _repeated(tokens: tuple[Token, ...], spans: list[_Told]) -> Iterator[_Told]:
    """Capitalised words that the tagger passed over although it names them, or a person's surname, elsewhere."""
    known = {_joined(tokens, first, last): (kind, sure) for first, last, kind, sure in spans if last - first == 1}
    people = ((last, sure) for first, last, kind, sure in spans if kind == "PER" and last - first > 1)
    known |= {fold(tokens[last - 1].text): ("PER", sure) for last, sure in people}
    for i, token in enumerate(tokens):
        if not token.text[0].isupper():
            continue
        key = fold(token.text)
        if token.pos in {"PROPN", "NOUN", "ADJ", "X"} and key in known and len(key) > 2:
            yield i, i + 1, *known[key]


def _name(document: Document, tokens: tuple[Token, ...], span: _Told, words: Lexicon) -> Name | None:
    first, last, told, sure = span
    text = " ".join(document.text[tokens[first].start : tokens[last - 1].end].split())
    folded = tuple(fold(text).split())
    if folded[:1] == ("the",) and fold(text) not in words.places:
        folded = folded[1:]
    return (
        Name(first, last, text, folded, told, titled(tokens, first, last, words), " ".join(folded), sure)
        if folded
        else None
    )


def _is_name(tokens: tuple[Token, ...], name: Name, words: Lexicon, common: frozenset[str]) -> bool:
    """Whether a candidate is a name at all: letters, a capital, no address, no weekday, no word of the language."""
    if not _LETTER.search(name.text) or _ADDRESS.search(name.text):
        return False
    if not any(c.isupper() for c in name.text) or name.words[0] in _CALENDAR or name.key in words.titles:
        return False
    single = tokens[name.first]
    known = (words.places, words.peoples, words.organisations, words.outlets)
    tabled = any(name.key in table for table in known)
    if name.last - name.first == 1 and not tabled and (single.text.lower() in common or name.key in words.roles):
        return False
    return name.last - name.first > 1 or tabled or single.pos in {"PROPN", "X"} or single.lemma != single.text.lower()


def titled(tokens: tuple[Token, ...], first: int, last: int, words: Lexicon) -> int:
    """The token where a name's title or description begins ("French President" Emmanuel Macron); `first` if none.

    Walks left over words that the parser hangs on the name, and keeps what it passed only up to a title or role.
    """
    edge = index = first
    while index > 0 and first - index < 12 and _hangs(tokens, index - 1, index, last):
        index -= 1
        if fold(tokens[index].text) in words.titles or tokens[index].lemma in words.roles:
            edge = index
    if first > 2 and tokens[first - 2].text == "of" and fold(tokens[first - 3].text) in words.titles:
        edge = first - 3  # "Secretary of State"
    if edge == first:
        return first
    while edge > 0 and first - edge < 12 and _describes(tokens, edge - 1, last):
        edge -= 1
    while edge < first and tokens[edge].text in POSSESSIVES | {"-", ",", '"', "“"}:
        edge += 1
    return edge


_PREMODIFIERS = frozenset(
    {"compound", "amod", "nmod", "poss", "case", "nummod", "punct", "npadvmod", "flat", "prep", "advmod", "dep"}
)


def _hangs(tokens: tuple[Token, ...], index: int, right: int, last: int) -> bool:
    """Whether a token to the left of a name is part of its noun phrase."""
    token = tokens[index]
    if (
        tokens[right].start - token.end > 1
        or (token.pos in {"VERB", "AUX", "DET", "PRON", "CCONJ", "ADP"} and token.tag not in PROPER)
        or token.text in ",;:.()"
    ):
        return False
    return token.dep in _PREMODIFIERS and index < token.head < last


def _describes(tokens: tuple[Token, ...], index: int, last: int) -> bool:
    if tokens[index].text in POSSESSIVES:
        return index > 0 and tokens[index].dep == "case"
    if tokens[index].dep == "poss" and tokens[index].pos in {"PROPN", "PRON", "NOUN"}:
        return index < tokens[index].head < last
    return _hangs(tokens, index, index + 1, last)


# ------------------------------------------------------------------ types

_ORDER = ("PER", "ORG", "LOC", "MISC")
_KIN = listed("wife husband father mother son daughter brother sister lawyer aide spokesman spokeswoman")
_HELD = listed("regime leadership government administration presidency refusal insistence remarks tweet intransigence")
_SPEAKING = listed("say tell add ask reply wish want hope think believe know meet marry resign")


def _typed(tokens: tuple[Token, ...], found: list[Name], words: Lexicon) -> tuple[Name, ...]:
    """Each name with the type that all its mentions, and the full names it shortens, vote for."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(_ORDER, 0.0))
    for key, group in _by_key(found).items():
        for name in group:
            for kind, weight in _context(tokens, name, words):
                votes[key][kind] += weight / len(group)
        for kind, weight in _form(group[0], words):
            votes[key][kind] += weight
    decided = {key: _winner(v) for key, v in votes.items()}
    surnames = _surnames(found, decided)
    return tuple(replace(n, type="PER" if _shortens(n, surnames, words) else decided[n.key]) for n in found)


def _by_key(found: Iterable[Name]) -> dict[str, list[Name]]:
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in found:
        groups[name.key].append(name)
    return groups


def _winner(votes: dict[str, float]) -> str:
    return max(_ORDER, key=lambda kind: (round(votes[kind], 6), -_ORDER.index(kind)))


def _surnames(found: list[Name], decided: dict[str, str]) -> frozenset[str]:
    """Last words of the people's full names, and given names that begin one."""
    full = [n.words for n in found if len(n.words) > 1 and decided[n.key] == "PER"]
    given = [w[0] for w in full if len(w[0]) > 3]
    return frozenset([w[-1] for w in full] + given + [" ".join(w[-2:]) for w in full if len(w) > 2])


def _shortens(name: Name, surnames: frozenset[str], words: Lexicon) -> bool:
    """Whether a name is a person's surname: not where it is a place that the tagger, too, calls a place."""
    place = name.key in words.places or name.key in words.organisations or name.key in words.peoples
    return name.key in surnames and (not place or (name.told == "PER" and name.titled < name.first))


def _context(tokens: tuple[Token, ...], name: Name, words: Lexicon) -> Iterator[tuple[str, float]]:
    """What one mention's surroundings say: the tagger's type, a title in front, kin or speech behind."""
    if name.told:
        # a tagger that is never unsure calls any unknown single word an organisation: measured wrong more often than
        # right
        unsure = name.sure == 1.0 and name.told == "ORG" and len(name.words) == 1 and not name.text.isupper()
        yield name.told, 0.8 if unsure else 1.5 * name.sure
    if name.titled < name.first and _person_title(tokens, name, words):
        yield "PER", 5.0
    yield from _place_context(tokens, name, words)
    after = tokens[name.last : name.last + 3]
    head = tokens[tokens[name.last - 1].head]
    if len(after) > 1 and after[0].text in POSSESSIVES and after[1].lemma in _KIN | _HELD:
        yield "PER", 1.5
    if tokens[name.last - 1].dep == "appos" and head.lemma in words.roles:
        yield "PER", 3.0
    if tokens[name.last - 1].dep == "conj" and fold(head.text) in words.outlets:
        yield "ORG", 2.0
    if after and after[0].text == "," and len(after) > 1 and after[1].tag in {"CD", "WP"}:
        yield "PER", 1.0
    if tokens[name.last - 1].dep == "nsubj" and head.lemma in _SPEAKING:
        yield "PER", 0.6


def _place_context(tokens: tuple[Token, ...], name: Name, words: Lexicon) -> Iterator[tuple[str, float]]:
    """Find "the village of X" and "in X"."""
    if name.first < 2:
        return
    two, one = tokens[name.first - 2], tokens[name.first - 1]
    if one.text == "of" and two.lemma in words.place_words | _SETTLEMENTS:
        yield "LOC", 4.0
    elif one.text.lower() == "in" and name.told != "ORG":
        yield "LOC", 1.6


_SETTLEMENTS = listed("city town village province region state island country capital suburb hamlet port")


def _person_title(tokens: tuple[Token, ...], name: Name, words: Lexicon) -> bool:
    before = tokens[name.first - 1]
    if name.told == "ORG" and ("of" in name.words or name.words[-1] in words.organisation_words):
        return False
    return fold(before.text) in words.titles or before.lemma in words.roles


def _form(name: Name, words: Lexicon) -> Iterator[tuple[str, float]]:
    """What the words of a name say: the tables, telling last words, a given name in front."""
    yield "MISC", 0.1  # where nothing else speaks
    yield from _tables(name, words)
    last, many = name.words[-1], len(name.words) > 1
    if many and (last in words.organisation_words or name.words[0] in words.organisation_words):
        yield "ORG", 2.5
    if "of" in name.words:
        yield "ORG", 0.8
    if many and (last in words.place_words or name.words[0] in {"mount", "lake", "cape", "fort", "port", "gulf"}):
        yield "LOC", 2.5
    if many and words.is_given_name(name.words[0]) and name.key not in words.places and len(name.words) < 5:
        yield "PER", 2.5
    if not many and words.is_given_name(name.key) and name.key not in words.places:
        yield "PER", 1.2
    if not many and len(name.text) > 1 and name.text.isupper() and len(name.text) <= 5:
        yield "ORG", 0.6


def _tables(name: Name, words: Lexicon) -> Iterator[tuple[str, float]]:
    doubtful = 0.4 if len(name.words) == 1 and (words.is_given_name(name.key) or name.key in _COMMON) else 1.0
    if name.key in words.places:
        yield "LOC", 4.0 * doubtful
    if name.key in words.organisations or name.key in words.outlets or f"the {name.key}" in words.outlets:
        yield "ORG", 4.0 * doubtful
    if name.key in words.peoples or (name.key.endswith("s") and name.key[:-1] in words.peoples):
        yield "MISC", 4.0
