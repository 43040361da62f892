"""Paths, folders, globs and standard input → the files to read, each once, in an order that the call cannot change."""

from __future__ import annotations

import glob
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tellings.records import Failure

STDIN = "-"
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
}
_KNOWN = ".txt .md .html .htm .jsonl .ndjson .json, each also as .gz"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.  `name` is the shortest end of its path that no other source shares."""

    path: str
    name: str
    format: str
    packed: bool = False


def find_sources(inputs: Iterable[str | Path]) -> tuple[tuple[Source, ...], tuple[Failure, ...]]:
    """Resolve inputs to files.

    A folder gives the files of known kinds in it and below it; hidden files and folders are skipped.  A file that is
    named outright is read whatever its ending (as text where the ending is unknown).

    Args:
        inputs: Files, folders, glob patterns, or "-" for standard input.

    Returns:
        The sources, sorted by path, each file once; and a failure for each input that leads to no file.
    """
    found: dict[str, str] = {}
    failures: list[Failure] = []
    for given in sorted({str(i) for i in inputs}):
        paths = _resolve(given)
        if isinstance(paths, Failure):
            failures.append(paths)
            continue
        for path in paths:
            found.setdefault(path if path == STDIN else os.path.realpath(path), path)
    shown = sorted(found.values())
    names = _short_names(shown)
    return tuple(_source(path, names[path]) for path in shown), tuple(failures)


def _resolve(given: str) -> list[str] | Failure:
    if given == STDIN:
        return [STDIN]
    try:
        return _existing(given)
    except (OSError, ValueError) as error:
        return Failure(given or '""', f"cannot be looked up: {error}", "give a file, a folder, a pattern or -")


def _existing(given: str) -> list[str] | Failure:
    path = Path(given)
    if given and path.is_dir():
        files = sorted(_below(path))
        return files or Failure(given, "the folder holds no file of a known kind", f"known kinds: {_KNOWN}")
    if given and path.exists():
        return [given]
    matches = [m for m in sorted(glob.glob(given, recursive=True)) if Path(m).is_file()]
    return matches or Failure(given or '""', "no such file or folder", "check the path, or quote the pattern")


def _below(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in files:
            if not file.startswith(".") and _suffix(file) in FORMATS:
                yield os.path.join(root, file)


def _suffix(path: str) -> str:
    lower = path.lower().removesuffix(".gz")
    return os.path.splitext(lower)[1]


def _source(path: str, name: str) -> Source:
    kind = "sniff" if path == STDIN else FORMATS.get(_suffix(path), "sniff")
    return Source(path, name, kind, packed=path.lower().endswith(".gz"))


def _short_names(paths: Sequence[str]) -> dict[str, str]:
    """For each path its file name, lengthened by folders until no two are the same."""
    names = {p: "stdin" if p == STDIN else Path(p).name for p in paths}
    depth = 1
    while clashes := _clashes(names):
        depth += 1
        for path in (c for c in clashes if c != STDIN):
            names[path] = "/".join(Path(os.path.abspath(path)).parts[-depth:])
    return names


def _clashes(names: dict[str, str]) -> list[str]:
    holders: dict[str, list[str]] = defaultdict(list)
    for path, name in names.items():
        holders[name].append(path)
    return [p for group in holders.values() if len(group) > 1 for p in group]
