"""Names in a parse: where they begin and end.

The tagger's names are the start.  Where it is not sure, their edges are mended (possessives, determiners, titles,
hyphens, line breaks); names that it missed are added from the tables and from the document itself.  Of which type each
is, is voted on (`voting`).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from tellings.annotate.mentions.lexicon import Lexicon, fold, lexicon, listed
from tellings.annotate.mentions.voting import CERTAIN, COMMON, COMPANIES, PARTIES, POSSESSIVES, Name, typed
from tellings.annotate.syntax.parsing import Named, Parse
from tellings.records import Document, Token

PROPER = frozenset({"NNP", "NNPS"})  # tags of a word inside a name, whatever part of speech it is elsewhere
_PARTICLES = listed("von der den de del della di da du la le van ter bin bint ibn al el abu ul y dos das san st")
_LEADING = frozenset({"ADP", "DET", "ADV", "CCONJ", "SCONJ", "PRON", "VERB", "AUX", "PART", "PUNCT", "SYM", "INTJ"})
_CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today tomorrow yesterday spring summer autumn winter christmas easter "
    "photo image getty images advertisement"
)
_ADDRESS = re.compile(r"@|://|www\.")
_HOST = re.compile(r"\w\.(?:com|org|net|co|gov|ly|be)\b")
_SURE = 0.6  # probability from which the tagger's edges stand
_LETTER = re.compile(r"[^\W\d_]")
_WRAPPED = 50  # code points; a shorter line was ended on purpose
_LONGEST = 7  # words in a gazetteer name


def names(document: Document, parse: Parse, breaks: frozenset[int]) -> tuple[Name, ...]:
    """The names of a document in order, with their types.

    Args:
        document: Its text gives the names as written.
        parse: Tokens, and the model's names.
        breaks: Tokens that begin a line; no name runs over them.

    Returns:
        Names that do not overlap.
    """
    words = lexicon()
    begun = frozenset(n.first for n in parse.names)
    spans = [s for named in parse.names for s in _mended(parse.tokens, named, breaks, begun)]
    spans = _without_overlaps([*spans, *_from_gazetteer(parse.tokens, words), *_filed_from(document, parse.tokens)])
    spans = _without_overlaps([*spans, *_trades(parse.tokens)])
    spans = sorted([*spans, *_addressed(parse.tokens, {i for first, last, *_ in spans for i in range(first, last)})])
    spans = _without_overlaps([*spans, *_repeated(parse.tokens, spans)])
    found = [_name(document, parse.tokens, s, words) for s in spans]
    common = frozenset(t.text for t in parse.tokens if t.text.islower())
    return typed(parse.tokens, [n for n in found if n and _is_name(parse.tokens, n, words, common)], words)


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


def _mended(tokens: tuple[Token, ...], named: Named, breaks: frozenset[int], begun: frozenset[int]) -> Iterator[_Told]:
    """One of the tagger's names with its edges put right; it becomes two where a possessive or a line ends inside.

    Args:
        tokens: The document's tokens.
        named: What the tagger says, and how surely.
        breaks: Tokens that begin a line.
        begun: First tokens of all the tagger's names; no name grows over one.
    """
    sure, kind = named.probability >= _SURE, named.type
    for start, end in _parts(tokens, named, breaks):
        if kind != "PER" and not sure and _headline(tokens, start, end):
            continue
        if kind != "PER" and not sure and _adjectival(tokens, start, end):
            yield start, end - 2, "", 1.0
            continue
        first, last = _trimmed(tokens, start, end, personal=kind == "PER", sure=sure)
        if first < last and kind != "PER" and last not in begun and _heads_a_body(tokens, last):
            yield first, last + 1, "ORG", _BODY
        elif first < last:
            yield *_grown(tokens, first, last, kind, begun), kind, named.probability


def _parts(tokens: tuple[Token, ...], named: Named, breaks: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Cut at a possessive and at "/" where the tagger is not sure that the name goes on, and at the end of a line."""
    start, last, sure = named.first, named.last, named.probability >= _SURE
    half = (start + last) // 2
    if last - start > 3 and _joined(tokens, start, half) == _joined(tokens, half, last):
        yield start, half  # a caption said twice
        start = half
    if last - start > 2 and tokens[start].text in PARTIES and tokens[start + 1].text == "-":
        start += 2
    for i in range(start, last):
        inner = start < i < last - 1
        if (inner and not sure and tokens[i].text in POSSESSIVES and _cuts(tokens, start, i, last)) or (
            inner and not sure and tokens[i].text == "/"
        ):
            yield start, i
            start = i + 1
        elif i > start and (i in breaks or tokens[i].start - tokens[i - 1].end > 2):
            yield start, i
            start = i
        elif inner and _two_places(tokens, start, i, last):
            yield start, i
            start = i + 1
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
    saint = fold(tokens[first].text).rstrip(".") in ("st", "saint") and mark + 2 == last
    own = _of_trade(tokens, mark) or (saint and fold(tokens[mark + 1].text) in _HOUSES)
    return owner not in _POSSESSIVE_NAMES and not own


def _of_trade(tokens: tuple[Token, ...], mark: int) -> bool:
    """Whether a possessive stands in the name of a body of people of one trade: "Farmers' Party"."""
    if not 0 < mark < len(tokens) - 1 or tokens[mark].text not in ("'", "’") or not _is_capital(tokens[mark + 1]):
        return False
    words, owner, house = lexicon(), fold(tokens[mark - 1].text), fold(tokens[mark + 1].text)
    many = owner.endswith("s") and tokens[mark - 1].end == tokens[mark].start and _is_capital(tokens[mark - 1])
    return many and owner not in words.peoples and (house in words.organisation_words or house in _HOUSES)


def _trades(tokens: tuple[Token, ...]) -> Iterator[_Told]:
    """Bodies of people of one trade, which a tagger passes over more often than it joins them wrongly."""
    for i, token in enumerate(tokens):
        if token.text in ("'", "’") and _of_trade(tokens, i):
            yield i - 1, i + 2, "", 1.0


def _headline(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the tagger took a stretch of a headline or an exclamation for a name: it holds a verb or an adverb."""
    return last - first > 2 and any(t.pos in {"VERB", "ADV"} and t.tag not in PROPER for t in tokens[first:last])


def _adjectival(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a name is the first part of an adjective ("Oslo-based"): the name alone is what is mentioned."""
    if last - first < 3 or tokens[last - 2].text != "-":
        return False
    return tokens[last - 1].text.endswith("ed") or tokens[last - 1].text in _PARTICIPLES


_PARTICIPLES = listed("born bound held run made built style wide area")


def _two_places(tokens: tuple[Token, ...], first: int, hyphen: int, last: int) -> bool:
    """Whether a hyphen joins the names of two places ("Russia-Ukraine")."""
    if tokens[hyphen].text not in {"-", "–"}:
        return False
    places = lexicon().places
    return _joined(tokens, first, hyphen) in places and _joined(tokens, hyphen + 1, last) in places


def _trimmed(tokens: tuple[Token, ...], first: int, last: int, *, personal: bool, sure: bool) -> tuple[int, int]:
    """Drop determiners and other small words in front, possessives and punctuation behind, and titles in front."""
    words = lexicon()
    while last > first and _trails(tokens, first, last):
        last -= 1
    while personal and last > first and any(c.isdigit() for c in tokens[last - 1].text):
        last -= 1
    while first < last and not _fixed(tokens, first, last, words):
        small = tokens[first].pos in _LEADING and tokens[first].tag not in PROPER and not (sure and last - first > 1)
        if not small and not _is_title(tokens, first, last, words, personal=personal):
            break
        first += 1
    if last - first > 1 and fold(tokens[last - 1].text) in words.peoples and tokens[first].text.islower():
        return (first if _fixed(tokens, first, last, words) else last - 1), last
    return first, last


def _trails(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a name's last word is none of it; a bracket that closes one inside is."""
    token = tokens[last - 1]
    if token.text == ")" and any(t.text == "(" for t in tokens[first : last - 2]):
        return False
    return token.text in POSSESSIVES or token.pos in {"PUNCT", "SYM", "ADP"}


def _fixed(tokens: tuple[Token, ...], first: int, last: int, words: Lexicon) -> bool:
    """Whether the words are in the tables just as they stand ("The Hague", "The Economist")."""
    key = fold(" ".join(t.text for t in tokens[first:last]))
    return key in words.places or key in words.organisations or key in words.outlets or key in words.peoples


_SURE_TITLES = listed("president mr mrs ms dr sen rep gov prof senator congressman congresswoman")


def _is_title(tokens: tuple[Token, ...], index: int, last: int, words: Lexicon, *, personal: bool) -> bool:
    """Whether a name's first word is a title and not part of it ("General Motors" keeps its own)."""
    return last - index > 1 and fold(tokens[index].text) in (words.titles if personal else _SURE_TITLES)


def _grown(tokens: tuple[Token, ...], first: int, last: int, kind: str, begun: frozenset[int]) -> tuple[int, int]:
    """Take in the rest of a hyphened name ("Mazar-i-Sharif") and of a name with a particle ("von der" + "Leyen")."""
    while last + 1 < len(tokens) and _hyphened(tokens, last) and not _pair(tokens, last):
        tail = _tail(tokens, last + 1)
        if not tail or not begun.isdisjoint(range(last, tail)):
            break
        last = tail
    if last in begun:
        return first, last
    if kind in {"PER", "ORG"} and _continues(tokens, last) and fold(tokens[last - 1].text) in _PARTICLES:
        last += 1
    if kind == "PER" and last - first == 1:
        return _full(tokens, first, last)
    return first, last


def _continues(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a capitalised word follows with nothing but a space between."""
    return index < len(tokens) and _is_capital(tokens[index]) and tokens[index].start - tokens[index - 1].end == 1


_BODY = 0.9  # how sure a name is a body's that ends in a word for one
_TRADES = listed("lines line shipping ferries railways railway rail steel oil energy power gas water foods electronics")


def _heads_a_body(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the word behind a name is the body that is named after it: "Calder Strait" + "Lines"."""
    if not _continues(tokens, index) or tokens[index - 1].dep != "compound" or tokens[index - 1].head != index:
        return False
    word = fold(tokens[index].text)
    return word in lexicon().organisation_words or word in COMPANIES or word in _TRADES


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


def _filed_from(document: Document, tokens: tuple[Token, ...]) -> Iterator[_Told]:
    """The place of the dateline, which stands in capitals and so escapes a tagger."""
    if document.dateline is None:
        return
    place = fold(document.dateline.value.place.split(",")[0])
    first = last = bisect.bisect_left(tokens, document.dateline.value.span.start, key=lambda t: t.start)
    while last < len(tokens) and len(_joined(tokens, first, last)) < len(place):
        last += 1
    if last > first and _joined(tokens, first, last) == place:
        yield first, last, "LOC", document.dateline.confidence


def _addressed(tokens: tuple[Token, ...], taken: set[int]) -> Iterator[_Told]:
    """Capitalised words behind a title in capitals that a tagger passed over: a person's name."""
    for i, token in enumerate(tokens[:-1]):
        if not token.text[:1].isupper() or fold(token.text) not in _SURE_TITLES:
            continue
        last = i + 1
        while last < i + 4 and _continues(tokens, last) and _personal(tokens[last]):
            last += 1
        if last > i + 1 and taken.isdisjoint(range(i, last)):
            yield i + 1, last, "", 1.0


def _personal(token: Token) -> bool:
    """Whether a word may be part of a person's name: no title, no weekday."""
    key = fold(token.text)
    return token.tag in PROPER and key not in lexicon().titles and key not in _CALENDAR


def _listed(tokens: tuple[Token, ...], index: int, words: Lexicon) -> int:
    """How many tokens from `index` on are a name in the tables; 0 if none."""
    for size in range(min(_LONGEST, len(tokens) - index), 0, -1):
        if size > 1 and not tokens[index + size - 1].text[:1].isupper():
            continue
        key = _joined(tokens, index, index + size)
        if size == 1 and not (_safe_alone(key, words) and (len(key) > 3 or tokens[index].text.isupper())):
            continue
        if key in words.places or key in words.organisations or key in words.outlets or key in words.peoples:
            return size
    return 0


def _safe_alone(key: str, words: Lexicon) -> bool:
    """Whether one word from the tables is a name wherever it stands: not a common word, nor a given name."""
    return not words.is_given_name(key) and key not in COMMON


def _joined(tokens: tuple[Token, ...], first: int, last: int) -> str:
    """The tokens folded, with spaces only where the text has them."""
    text = tokens[first].text if first < last else ""
    for i in range(first + 1, last):
        text += f" {tokens[i].text}" if tokens[i].start > tokens[i - 1].end else tokens[i].text
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
        if token.pos in {"PROPN", "NOUN", "ADJ", "X", "INTJ"} and key in known and len(key) > 2:
            yield i, i + 1, *known[key]


def _in_calendar(tokens: tuple[Token, ...], name: Name) -> bool:
    """Whether a name is a month or a day, and not a person called so ("Mrs. May", "April Holm")."""
    if name.words[0] not in _CALENDAR:
        return False
    if name.told != "PER" or name.titled < name.first:
        return name.titled == name.first
    beside = [fold(tokens[i].text) for i in (name.first - 1, name.last) if 0 <= i < len(tokens)]
    return any(w in _BESIDE_DATES or w[:1].isdigit() for w in beside)


_BESIDE_DATES = listed(
    "in on by since until till last next this early late mid during through of from every before after"
)


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
    if not _LETTER.search(name.text) or not any(c.isupper() for c in name.text) or _in_calendar(tokens, name):
        return False
    role = name.last - name.first == 1 and tokens[name.first].pos == "NOUN" and name.key in words.roles
    if name.told and name.sure >= (CERTAIN if role else _SURE):
        return not _ADDRESS.search(name.text)
    if _ADDRESS.search(name.text) or _HOST.search(name.text) or name.key in words.titles:
        return False
    single = tokens[name.first]
    known = (words.places, words.peoples, words.organisations, words.outlets)
    tabled = any(name.key in table for table in known)
    if name.last - name.first == 1 and not tabled and (single.text.lower() in common or name.key in words.roles):
        return False
    return name.last - name.first > 1 or tabled or single.pos in {"PROPN", "X"} or single.lemma != single.text.lower()


def titled(tokens: tuple[Token, ...], first: int, last: int, words: Lexicon) -> int:
    """The token where a name's title or description begins ("French President" Emmanuel Macron); `first` if none.

    A title or role that stands right before the name is the name's, whatever the tree says: trees differ in whether
    "lawyer John Dowd" hangs on the lawyer or on Dowd.  Further left the tree is asked, past lower-case words only the
    text.

    Args:
        tokens: The document's tokens.
        first: The name's first token.
        last: The token behind it.
        words: The tables.
    """
    edge = index = first
    while index > 0 and first - index < _LONGEST_TITLE and _before(tokens, index - 1, last):
        index -= 1
        if fold(tokens[index].text) in words.titles or tokens[index].lemma in words.roles:
            edge = index
    if first > 2 and tokens[first - 2].text == "of" and _is_capital(tokens[first - 1]):
        edge = first - 3 if fold(tokens[first - 3].text) in words.titles else edge  # "Secretary of State"
    if edge == first:
        return first
    while edge > 0 and first - edge < _LONGEST_TITLE and _before(tokens, edge - 1, last):
        edge -= 1
    while edge < first and (tokens[edge].text in _NO_TITLES or _adverb(tokens, edge)):
        edge += 1
    return edge


_NO_TITLES = POSSESSIVES | {"-", ",", '"', "“"}
_ONCE = listed("then now former late acting retired incoming outgoing ex interim")
_LONGEST_TITLE = 12  # words
_PREMODIFIERS = frozenset(
    {"compound", "amod", "nmod", "poss", "case", "nummod", "punct", "npadvmod", "flat", "prep", "advmod", "dep"}
)


def _before(tokens: tuple[Token, ...], index: int, last: int) -> bool:
    """Whether a token belongs to the noun phrase whose words behind it run up to a name's end, `last`."""
    token, behind = tokens[index], tokens[index + 1]
    if behind.start - token.end > 1 or token.text in ",;:.()" or fold(token.text) in _CALENDAR:
        return False
    if token.text in POSSESSIVES:
        return index > 0 and tokens[index - 1].pos in {"PROPN", "NOUN"}
    if token.tag == "PRP$" or behind.text in POSSESSIVES:
        return tokens[index + 1].pos not in {"VERB", "AUX"}
    if "-" in (token.text, behind.text):
        return token.end == behind.start
    if token.text.lower() in _ONCE:
        return True
    if token.pos in {"VERB", "AUX", "DET", "PRON", "CCONJ", "ADP", "PUNCT"} and token.tag not in PROPER:
        return False
    return _linked(tokens, index, last) or (token.pos in {"ADJ", "NOUN", "PROPN", "NUM"} and _titles(tokens, index))


def _adverb(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a word is an adverb of its own, not the "then" of "then-president"."""
    return tokens[index].pos == "ADV" and tokens[index + 1].text != "-" and tokens[index].lemma not in {"then", "now"}


def _linked(tokens: tuple[Token, ...], index: int, last: int) -> bool:
    return tokens[index].dep in _PREMODIFIERS and index < tokens[index].head < last


def _titles(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a word is a title or role, or stands before a role in lower case ("defence ministry" spokesman)."""
    words, token, behind = lexicon(), tokens[index], tokens[index + 1]
    if token.tag not in {"NNS", "NNPS"} and (fold(token.text) in words.titles or token.lemma in words.roles):
        return True
    described = token.pos == "ADJ" and behind.pos == "NOUN"
    return behind.text.islower() and (described or behind.lemma in words.roles)
