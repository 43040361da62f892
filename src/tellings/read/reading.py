"""Inputs → documents: the verbs of this folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tellings.errors import InputError, NothingToRead, TooLarge
from tellings.read import records_in
from tellings.read.documents import build
from tellings.read.formats import raws
from tellings.read.limits import Limits
from tellings.read.raw import Raw
from tellings.read.sources import Source, find_sources
from tellings.records import Document, Failure

DEFAULT = Limits()
_MEMORY = Source("", "record", "json")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: documents sorted by id, and what could not be read, sorted by place."""

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...]


def read(inputs: str | Path | Sequence[str | Path], *, limits: Limits = DEFAULT) -> Reading:
    """Read every account in files, folders, patterns or standard input.

    One bad input beside good ones becomes a `Failure`.  The result does not depend on the order of the inputs.

    Args:
        inputs: Files, folders (read with all below), glob patterns, or "-"; one or several.
        limits: The bounds.

    Raises:
        NothingToRead: not one account could be read; names the first reasons.
        TooLarge: there are more documents than `limits.documents`.
    """
    met = list(iter_documents(inputs, limits=limits))
    documents = sorted((d for d in met if isinstance(d, Document)), key=lambda d: d.id)
    failures = sorted((f for f in met if isinstance(f, Failure)), key=lambda f: (f.where, f.what))
    if not documents:
        raise _nothing(failures)
    return Reading(tuple(documents), tuple(failures))


def iter_documents(
    inputs: str | Path | Sequence[str | Path], *, limits: Limits = DEFAULT
) -> Iterator[Document | Failure]:
    """Read one account after another, so that memory stays flat; as `read`, but in the order of the files.

    Args:
        inputs: As for `read`.
        limits: The bounds.

    Yields:
        Documents, with a failure in the place of each that cannot be read.

    Raises:
        TooLarge: there are more documents than `limits.documents`.
    """
    sources, failures = find_sources([inputs] if isinstance(inputs, str | Path) else inputs)
    yield from failures
    yield from _built((r for source in sources for r in raws(source, limits)), limits)


def documents_from_records(records: Iterable[Mapping[str, Any]], *, limits: Limits = DEFAULT) -> list[Document]:
    """Documents from mappings with the field names of the JSONL format, in their order.

    Args:
        records: Mappings with at least a text; those without an id are numbered from 1.
        limits: The bounds.

    Raises:
        InputError: a record has no text, or is too long.
    """
    given = (records_in.record(r, _MEMORY, n, limits) for n, r in enumerate(records, 1))
    return [d for d in _built(given, limits) if isinstance(d, Document)]


def documents_from_texts(texts: Iterable[str], *, limits: Limits = DEFAULT) -> list[Document]:
    """Documents from plain texts, numbered from 1 ("text#1").

    Raises:
        InputError: a text is blank, or too long.
    """
    given = (_text(text, n, limits) for n, text in enumerate(texts, 1))
    return [d for d in _built(given, limits) if isinstance(d, Document)]


def _text(text: str, number: int, limits: Limits) -> Raw:
    where = f"text#{number}"
    return Raw(where, records_in.bounded(text, where, limits), where, file="text", line=number)


def _built(met: Iterable[Raw | InputError], limits: Limits) -> Iterator[Document | Failure]:
    taken: set[str] = set()
    for item in met:
        if isinstance(item, InputError):
            yield Failure(item.where, item.what, item.remedy)
            continue
        if len(taken) == limits.documents:
            raise TooLarge(f"more than {limits.documents:,} documents", where=item.where, remedy="give fewer inputs")
        yield build(item, id=_distinct(item, taken))


def _distinct(raw: Raw, taken: set[str]) -> str:
    """The id it came with, or where that is taken, with the file (and line) it came from."""
    options = (raw.id, f"{raw.file}#{raw.id}", f"{raw.file}#{raw.line}")
    number = 2
    chosen = next((o for o in options if o not in taken), None)
    while chosen is None:
        chosen = f"{raw.id}~{number}" if f"{raw.id}~{number}" not in taken else None
        number += 1
    taken.add(chosen)
    return chosen


def _nothing(failures: Sequence[Failure]) -> NothingToRead:
    if len(failures) == 1:
        (one,) = failures
        return NothingToRead(one.what, where=one.where, remedy=one.remedy)
    first = "; ".join(f"{f.where}: {f.what}" for f in failures[:3])
    more = f"; and {len(failures) - 3} more" if len(failures) > 3 else ""
    return NothingToRead(
        f"nothing could be read. {first}{more}" if first else "no input was given",
        remedy="give a file, a folder, a pattern or -",
    )
