"""Whom an account credits for what it reports: outlets and agencies named beside a citing cue.

A lexicon of known outlets is joined by the shapes that outlet names take ("… Times-News", "WLWT", "… Ilbo"), so that
a local paper counts as much as a famous one.  A name without a cue near it ("Fox News host") credits nobody.  A name
that is also a common word ("Time", "People") is taken only with a cue that leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tellings.annotate.mentions.lexicon import fold
from tellings.records import Account, Document, Span

_LONGEST = 2_000  # code points of a sentence that are searched
_NEAR = 45  # code points between a name and its cue
_SUFFIX = (
    "Times|Post|Journal|Tribune|Herald|Gazette|Chronicle|Globe|Register|Inquirer|Enquirer|Observer|Examiner|Dispatch|"
    "Daily|Ilbo|Shimbun|Zeitung|Magazine|Weekly|Telegraph|Mirror|Bee|Courier|Sentinel|Times-News|Post-Gazette|"
    "Star-Tribune|Plain Dealer|News Agency|Press Agency|News|Radio|Television"
)
_SHAPED = re.compile(
    rf"\b(?:[A-Z][\w’'-]{{1,20}} ){{1,3}}(?:{_SUFFIX})\b(?! (?:Office|Corp|Group|Inc))|\b[WK][A-Z]{{3}}(?:-TV)?\b"
)
_BEFORE = re.compile(
    r"\b(?:told|tells|telling|according to|reported (?:by|in|on)|report(?:s|ed|ing)? (?:by|in|from|for|"
    r"on)|cit(?:ed by|ing|es|ed)|"
    r"quot(?:ed by|ed in|ing|es)|interview (?:with|on|for|to|published|in)|speaking (?:to|on|with)|spoke (?:to|with)|"
    r"publish(?:ed)? (?:by|in)|written (?:in|for)|wrote (?:in|for)|first (?:reported|published)|"
    r"information from|copyright|"
    r"source|courtesy|via|appear(?:ed|ing|ance) on|editorial in|article in|story in|op-ed in|column in|obtained by|"
    r"posted by|carried by|broadcast (?:by|on)|confirmed to|said (?:on|in|to)|reports|as|by|in|on|from)\b[\s:,]*"
    r"(?:(?:an?|the|its|a report (?:in|by|from)|state|news agenc(?:y|ies)|newspaper|broadcaster|website|"
    r"tv)\s+)*\W{0,3}$",
    re.I,
)
_SURE_BEFORE = re.compile(
    r"\b(?:told|tells|according to|citing|reported by|interview with|cited by|quoted by)\s+(?:the )?$", re.I
)
_AFTER = re.compile(
    r"^[\s,’'\")”]*(?:s\b)?\s*(?:\w+ ){0,3}?(?:reports?|reported|reporting|said|says|quoted|quotes|wrote|"
    r"writes|cited|cites|published|"
    r"broke|broadcast|aired|revealed|disclosed|noted|notes|interview|story|article|poll|contributed|"
    r"editorial|has learned|"
    r"obtained|described|claimed|claims|alleged|journalist|reporter|correspondent|columnist|newspaper)\b",
    re.I,
)
_RELEASED = re.compile(
    r"\b(?:statement|news release|press release|released?|reports?|interview|letter|filing|indictment|blog|complaint|"
    r"court papers|court records|memo|documents?|spokes(?:man|woman|person)|news conference|e-?mail|post|"
    r"posted|address|"
    r"lawsuit|study|told reporters)\b",
    re.I,
)
_SPOKEN = re.compile(
    r"\b(?:told|tells|telling|said (?:on|in|to)|spoke (?:to|with|on)|speaking (?:to|on|with)|interview (?:with|on))\s+"
    r"(?:the )?$",
    re.I,
)
_BEFORE_IT, _AFTER_IT = 4, 1  # words shown before and after a credit
_LEADS = (
    "The ", "the ", "A ", "In ", "On ", "By ", "From ", "And ", "But ", "For ", "Monday ", "Tuesday ",
    "Wednesday ", "Thursday ", "Friday ", "Saturday ", "Sunday ", "Last ", "Meanwhile ",
)  # fmt: skip
_COMMON = frozenset((
    "Time", "People", "Fortune", "Deadline", "Salon", "Slate", "Reason", "Vice", "Wired", "Variety", "Sky",
    "Dawn", "Independent", "Observer", "Express", "Guardian", "Insider", "Economist", "AA", "RIA", "PA",
    "Tolo", "The Post", "The Times", "The Journal", "Welt", "Nation", "DW", "FT", "CNA", "ANI", "Globo",
    "Folha",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credited:
    """One place where an account says it has something from an outlet: the outlet's name, sentence index, kind."""

    outlet: str
    sentence: int
    span: Span
    agency: bool


def credited(account: Account) -> tuple[Credited, ...]:
    """Every outlet or agency that an account credits, in the order of the text.

    Args:
        account: Any account; the outlet's own name counts too where it stands beside a cue ("told CNN", in a CNN
        story).

    Returns:
        One entry for each credit; document-level credits from the reader come first, at sentence 0 where they have no
        span.
    """
    notes = account.annotations
    known = tuple(_from_reader(account))
    found = (c for i, s in enumerate(notes.sentences) for c in _in_sentence(account.document.text, s.span, i))
    return known + tuple(found)


def spoken_to(account: Account, credit: Credited) -> str:
    """Who is quoted as speaking to the outlet ("Low told WKRT"): the folded last name; empty where nobody is.

    Two people who spoke to one broadcaster, perhaps in two programmes, give two utterances and no common upstream.
    """
    notes = account.annotations
    sentence = notes.sentences[credit.sentence].span if notes.sentences else Span(0, 0)
    if not _SPOKEN.search(account.document.text[max(sentence.start, credit.span.start - _NEAR) : credit.span.start]):
        return ""
    names = {e.id: e.name for e in notes.entities}
    told = [
        a.speaker
        for a in notes.attributions
        if a.speaker and a.source and sentence.start <= a.source.start < credit.span.start and a.kind == "named"
    ]
    return fold(names.get(told[-1] or "", "")).split(" ")[-1] if told else ""


def words_around(account: Account, credit: Credited) -> str:
    """The few words in which a credit stands ("a source told WKRT"), for people; empty where it is not in the text."""
    notes = account.annotations
    if not credit.span.end or not notes.sentences:
        return ""
    sentence = notes.sentences[credit.sentence]
    tokens = notes.tokens_of(credit.sentence)
    inside = [i for i, t in enumerate(tokens) if t.start < credit.span.end and credit.span.start < t.end]
    if not inside or not sentence.start <= credit.span.start < sentence.end:
        return ""
    first, last = max(0, inside[0] - _BEFORE_IT), min(len(tokens) - 1, inside[-1] + _AFTER_IT)
    return " ".join(account.quote(Span(tokens[first].start, tokens[last].end)).split()).strip(' .,;:“”"()')


def released(account: Account, sentence: int) -> bool:
    """Whether a sentence or a neighbour speaks of words given out to all: a statement, report, interview, filing.

    Shared words beside such a cue point to one upstream; without it they are as often a speech that both attended.
    """
    sentences = account.annotations.sentences
    first, last = sentences[max(0, sentence - 1)], sentences[min(len(sentences) - 1, sentence + 1)]
    end = min(last.end, first.start + 3 * _LONGEST)
    return bool(_RELEASED.search(account.document.text, first.start, end))


def outlet_of(document: Document) -> str | None:
    """The normalised name of the outlet that published a document, or None where it is not known."""
    given = document.outlet.value if document.outlet else None
    return normalise(given) if given else None


@lru_cache(maxsize=4096)
def normalise(name: str) -> str:
    """An outlet's one name: "www.nytimes.com", "NYT" and "New York Times - News" are all "The New York Times"."""
    bare = name.strip().removeprefix("www.")
    table = _aliases()
    if bare in table:
        return table[bare]
    host = bare.lower()
    domains = [a for a in table if "." in a and (host == a or host.endswith("." + a))]
    if domains:
        return table[max(domains, key=len)]
    inside = [a for a in _known().findall(bare) if len(a) > 3]
    return table[max(inside, key=lambda a: (len(a), a))] if inside else bare


def _from_reader(account: Account) -> Iterator[Credited]:
    for credit in account.document.credits:
        index = account.annotations.sentence_at(credit.span.start) if credit.span else 0
        name = normalise(credit.agency)
        yield Credited(name, index or 0, credit.span or Span(0, 0), name in _agencies())


def _in_sentence(text: str, sentence: Span, index: int) -> Iterator[Credited]:
    body = text[sentence.start : min(sentence.end, sentence.start + _LONGEST)]
    taken: list[tuple[int, int]] = []
    for pattern in (_known(), _SHAPED):
        for found in pattern.finditer(body):
            start, end = found.span()
            if any(start < b and a < end for a, b in taken):
                continue
            if _is_credit(body, start, end):
                taken.append((start, end))
                name = normalise(_trimmed(found.group()))
                yield Credited(name, index, Span(sentence.start + start, sentence.start + end), name in _agencies())


def _trimmed(name: str) -> str:
    """A shaped name without the word that only began its sentence."""
    for lead in _LEADS:
        name = name.removeprefix(lead)
    return name


def _is_credit(body: str, start: int, end: int) -> bool:
    before, after = body[max(0, start - _NEAR) : start], body[end : end + _NEAR]
    if body[start - 1 : start] == "(" and body[end : end + 1] == ")":
        return True
    if body[start:end] in _COMMON:
        return bool(_SURE_BEFORE.search(before) or re.match(r"(?: magazine)? reported\b", after))
    return bool(_BEFORE.search(before) or _AFTER.match(after))


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, ...], ...]:
    lines = (files("tellings.link") / "lexicons/outlets.tsv").read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {alias: row[0] for row in _rows() for alias in (row[0], *row[2:])}


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(row[0] for row in _rows() if row[1] == "agency")


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    names = sorted((a for a in _aliases() if not re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", a)), key=lambda a: (-len(a), a))
    return re.compile(rf"(?<![\w.])(?:{'|'.join(re.escape(n) for n in names)})(?!\w)")
