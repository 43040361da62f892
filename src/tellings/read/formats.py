"""One source → the raw accounts in it: text, Markdown, JSON, JSONL and HTML, each within bounds.

A bad file, or a bad line of a good file, comes out as an error beside the good accounts; nothing is raised.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from typing import IO

from tellings.errors import InputError, NothingToRead, TooLarge, UnreadableInput
from tellings.read import records_in
from tellings.read.encoding import decode
from tellings.read.limits import MEGABYTE, Limits
from tellings.read.raw import Given, Raw
from tellings.read.sources import STDIN, Source
from tellings.read.web import extract

_HTML = re.compile(
    r"[\ufeff\s]{0,200}(?:<\?xml[^>]{0,200}>\s{0,50})?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_JSON = re.compile(r"[\ufeff\s]{0,200}[\[{]")
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)


def raws(source: Source, limits: Limits) -> Iterator[Raw | InputError]:
    """Every account in a source.

    Args:
        source: The file, or standard input.
        limits: The bounds.

    Yields:
        Accounts in the order of the file, with an error in the place of each that cannot be read.
    """
    try:
        with _open(source) as stream:
            yield from _accounts(source, stream, limits)
    except InputError as error:
        yield error
    except _BROKEN as error:
        yield UnreadableInput(f"the compressed data is broken: {error}", where=source.path, remedy="pack it again")
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        yield UnreadableInput(what, where=source.path, remedy="check that it exists and that you may read it")


def _open(source: Source) -> contextlib.AbstractContextManager[IO[bytes]]:
    if source.path == STDIN:
        return contextlib.nullcontext(sys.stdin.buffer)
    return gzip.open(source.path, "rb") if source.packed else open(source.path, "rb")  # type: ignore[return-value]


def _accounts(source: Source, stream: IO[bytes], limits: Limits) -> Iterator[Raw | InputError]:
    if source.format == "jsonl":
        yield from records_in.lines(stream, source, limits)
        return
    data = _whole(stream, source, limits)
    kind = source.format if source.format != "sniff" else _sniff(data)
    if kind == "jsonl":
        yield from records_in.lines(io.BytesIO(data), source, limits)
    elif kind == "json":
        decoded = decode(data, where=source.path)
        yield from records_in.values(decoded.text, source, limits)
    else:
        yield _one(data, kind, source, limits)


def _whole(stream: IO[bytes], source: Source, limits: Limits) -> bytes:
    """All bytes of a source, never more than one past the bound (so a gzip bomb unpacks no further)."""
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        what = f"holds more than {limits.file_bytes / MEGABYTE:g} MB, the bound for one file"
        raise TooLarge(what, where=source.path, remedy="split it, or give many articles as .jsonl")
    if not data.strip():
        raise NothingToRead("the file is empty", where=source.path, remedy="leave it out")
    return data


def _sniff(data: bytes) -> str:
    """What a source without a telling name holds."""
    head = data[:4096].decode("utf-8", errors="replace")
    if _HTML.match(head):
        return "html"
    if _JSON.match(head):
        first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
        return "jsonl" if records_in.is_object(first) else "json"
    return "text"


def _one(data: bytes, kind: str, source: Source, limits: Limits) -> Raw:
    decoded = decode(data, where=source.path, html=kind == "html")
    if kind == "html" or (kind == "text" and _HTML.match(decoded.text)):
        text, given = extract(decoded.text, where=source.path, limits=limits)
        shape = "html"
    else:
        text, given, shape = decoded.text, Given(), kind
    if decoded.encoding != "utf-8":
        shape += f" ({decoded.encoding}, {decoded.method})"
    text = records_in.bounded(text, source.path, limits)
    return Raw(source.name, text, source.path, source.path, source.name, format=shape, given=given)
