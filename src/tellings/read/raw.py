"""One account as it came out of a file: the text and what was said about it, before anything is worked out."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.records import Derived


@dataclass(frozen=True, slots=True)
class Given:
    """What a source says about an account, each with where it was said."""

    title: Derived[str] | None = None
    outlet: Derived[str] | None = None
    author: Derived[str] | None = None
    published: Derived[str] | None = None
    language: Derived[str] | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """One account before its metadata and view are worked out.

    `id` is the id it came with, or else one made of the file's name.  `file` is that name, made distinct in the run;
    `line` counts from 1, 0 for a whole file.
    """

    id: str
    text: str
    where: str
    path: str = ""
    file: str = ""
    line: int = 0
    format: str = "text"
    given: Given = Given()
