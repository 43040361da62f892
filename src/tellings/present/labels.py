"""Short names for accounts, the same in every form of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tellings.records import Account, Document

_LONGEST = 28
_QUOTED = re.compile(r"(“[^”]*”)")


@dataclass(frozen=True, slots=True)
class AccountLabel:
    """How a report calls an account: a `letter` ("A", "B", … "AA"), and a `name` (outlet, else a shortened id)."""

    letter: str
    name: str

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


def label_accounts(accounts: Sequence[Account]) -> Mapping[str, AccountLabel]:
    """Labels by document id, in the order of the accounts.

    Two accounts of one outlet are told apart by their ids.
    """
    outlets = Counter(_outlet(a.document) for a in accounts)
    return {a.id: AccountLabel(_letter(n), _name(a.document, outlets)) for n, a in enumerate(accounts)}


def with_names(text: str, labels: Mapping[str, AccountLabel]) -> str:
    """A finding's own words with the ids of accounts as their labels; what stands in “ ” is left as it is."""
    ids = "|".join(re.escape(i) for i in sorted(labels, key=lambda i: (-len(i), i)))
    pattern = re.compile(rf"(?<![\w.-])(?:{ids})(?![\w-])")
    parts = _QUOTED.split(text)
    own = (pattern.sub(lambda found: str(labels[found[0]]), part) if ids else part for part in parts[::2])
    return "".join(a + b for a, b in zip_longest(own, parts[1::2], fillvalue=""))


def _name(document: Document, outlets: Mapping[str, int]) -> str:
    outlet = _outlet(document)
    if not outlet:
        return shorten(document.id)
    return outlet if outlets[outlet] == 1 else f"{outlet} ({shorten(document.id)})"


def _outlet(document: Document) -> str:
    return document.outlet.value if document.outlet else ""


def _letter(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    head, last = divmod(number, 26)
    return (_letter(head - 1) if head else "") + chr(ord("A") + last)


def shorten(text: str, longest: int = _LONGEST) -> str:
    """A long id with its middle cut out."""
    if len(text) <= longest:
        return text
    keep = (longest - 1) // 2
    return f"{text[:keep]}…{text[-keep:]}"


def clip(text: str, longest: int) -> str:
    """White space normalised, cut at a word's end where too long."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[: longest + 1].rsplit(" ", 1)[0][:longest].rstrip(" ,;:–—-") + " …"
