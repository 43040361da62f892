"""Several accounts of the same news, laid side by side, every line traced to its sentence.

import tellings

comparison = tellings.compare(tellings.read("articles/"))
for conflict in comparison.conflicts:
    print(conflict.question, [a.answer for a in conflict.answers])
pandas.DataFrame(tellings.table(comparison))          # or any other data-frame library
tellings.write(comparison, "report.html")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tellings import annotate as _annotate
from tellings import compare as _compare
from tellings import present as _present
from tellings import read as _read
from tellings.present.contract import annotation_record, comparison_record
from tellings.present.stories import stories_record
from tellings.present.tables import table
from tellings.read import Limits, Reading
from tellings.records import Account, Comparison, Story

__all__ = [
    "Account",
    "Comparison",
    "Limits",
    "Reading",
    "Story",
    "annotate",
    "annotation_record",
    "compare",
    "comparison_record",
    "read",
    "read_records",
    "stories",
    "stories_record",
    "table",
    "write",
]


def __getattr__(name: str) -> str:
    """`__version__`, looked up when asked for: the look-up is slower than the rest of the import."""
    if name == "__version__":
        from importlib.metadata import version

        return version("tellings")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def read(*inputs: str | Path, limits: Limits | None = None) -> Reading:
    """Read files, folders and globs ("-" is standard input).

    Args:
        inputs: Paths of `.txt`, `.md`, `.html`, `.json` and `.jsonl` files, of folders, and glob patterns.
        limits: Bounds on size, count and time.

    Returns:
        The documents, sorted by id, and a failure for each input that could not be read.

    Raises:
        NothingToRead: no input holds a document.
    """
    return _read.read(inputs, limits=limits or Limits())


def read_records(records: Iterable[Mapping[str, Any]]) -> Reading:
    """Take documents that are already in memory, with the field names of the JSONL format (`text`, `title`, …).

    Args:
        records: One mapping a document.

    Returns:
        As `read`.
    """
    documents = sorted(_read.documents_from_records(records), key=lambda d: d.id)
    return Reading(tuple(documents), ())


def annotate(reading: Reading) -> list[Account]:
    """Read attributions, mentions, times, events and loaded words off each document.

    Args:
        reading: What `read` returned.

    Returns:
        One account a document, in the same order.
    """
    return list(_annotate.annotate(reading.documents))


def compare(reading: Reading) -> Comparison:
    """Compare accounts of the same news.

    Args:
        reading: What `read` returned; its failures are carried along into the comparison.

    Returns:
        Typed, frozen records; every finding cites its sentences.
    """
    return _compare.compare(_annotate.annotate(reading.documents), failures=reading.failures)


def stories(reading: Reading) -> tuple[Story, ...]:
    """Group articles by the news they cover; near-linear in their number, and without annotating them.

    Args:
        reading: What `read` returned; the order of its documents plays no part.

    Returns:
        Every document in one story; stories with most documents first.
    """
    from tellings.link.stories import find_stories  # here, so that `import tellings` stays quick

    return find_stories(reading.documents)


def write(comparison: Comparison, path: str | Path) -> None:
    """Write a report; the ending (`.html`, `.md`, `.json`, `.csv`) decides the format.

    Raises:
        ConfigurationError: the ending names no format.
        OutputError: the file cannot be written.
    """
    _present.write(comparison, Path(path))
