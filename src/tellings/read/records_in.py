"""JSON values and JSONL lines → raw accounts, with the field names that people already have."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from tellings.errors import InputError, MalformedRecord, NothingToRead, TooLarge
from tellings.read.limits import MEGABYTE, Limits
from tellings.read.raw import Given, Raw
from tellings.read.sources import Source
from tellings.records import Derived

TEXT = ("text", "maintext", "content", "content_original", "body")
ID = ("id", "_id", "uid")
FIELDS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "source_domain", "domain", "sitename"),
    "author": ("author", "authors", "byline"),
    "published": ("published", "date", "date_publish", "publish_date", "published_at"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
}
_LISTS = ("documents", "articles")
_SURROGATE = re.compile("[\ud800-\udfff]")


def lines(stream: IO[bytes], source: Source, limits: Limits) -> Iterator[Raw | InputError]:
    """Accounts of a JSONL stream, read line by line so that memory stays flat.

    Args:
        stream: Bytes; UTF-8, one JSON object a line.
        source: Where they come from.
        limits: The bounds.

    Yields:
        An account or an error for each line that is not blank.
    """
    number = read = met = 0
    while line := stream.readline(limits.line_bytes + 1):
        number, read = number + 1, read + len(line)
        where = f"{source.path}:{number}"
        if read > limits.stream_bytes:
            what = f"holds more than {limits.stream_bytes / MEGABYTE:g} MB, the bound for a stream of records"
            raise TooLarge(what, where=where, remedy="split it; what came before was read")
        if len(line) > limits.line_bytes:
            met += 1
            read += _skip(stream, limits.stream_bytes - read)
            yield TooLarge(
                f"the line is longer than {limits.line_bytes / MEGABYTE:g} MB", where=where, remedy="split it"
            )
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            met += 1
            yield _line(line, number, source, limits)
    if not met:
        raise NothingToRead("the file holds no record", where=source.path, remedy="leave it out")


def _skip(stream: IO[bytes], room: int) -> int:
    """Read on to the end of a line that is too long; returns the bytes passed over."""
    passed = 0
    while passed <= room and (part := stream.readline(MEGABYTE)):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed


def _line(line: bytes, number: int, source: Source, limits: Limits) -> Raw | InputError:
    where = f"{source.path}:{number}"
    try:
        value = parse(line.decode("utf-8-sig" if number == 1 else "utf-8"), where=where, limits=limits)
        return record(value, source, number, limits)
    except UnicodeDecodeError as error:
        return MalformedRecord(f"byte {error.start} is not UTF-8", where=where, remedy="save the file as UTF-8")
    except InputError as error:
        return error


def values(text: str, source: Source, limits: Limits) -> Iterator[Raw | InputError]:
    """Accounts of a JSON file: one object, an array, or an object with a list of "documents" or "articles".

    Args:
        text: The file's text.
        source: Where it comes from.
        limits: The bounds.

    Yields:
        An account or an error for each record.

    Raises:
        MalformedRecord: the file is not JSON.
    """
    value = parse(text.removeprefix("\ufeff"), where=source.path, limits=limits)
    items = _items(value)
    if items is None:
        yield _caught(value, source, 0, limits)
        return
    if not items:
        raise NothingToRead("the file holds no record", where=source.path, remedy="leave it out")
    for number, item in enumerate(items, 1):
        yield _caught(item, source, number, limits)


def _items(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return next((value[k] for k in _LISTS if isinstance(value.get(k), list)), None)
    return None


def _caught(value: Any, source: Source, number: int, limits: Limits) -> Raw | InputError:
    try:
        return record(value, source, number, limits)
    except InputError as error:
        return error


def parse(text: str, *, where: str, limits: Limits) -> Any:
    """Parse JSON within a bound on nesting.

    Raises:
        MalformedRecord: the text is not JSON, or is nested too deep.
    """
    deepest = _depth(text, limits.json_depth)
    if deepest > limits.json_depth:
        what = f"the JSON is nested deeper than {limits.json_depth} levels"
        raise MalformedRecord(what, where=where, remedy="give flat records: id, text, title, outlet, published, url")
    try:
        return json.loads(text)
    except ValueError as error:
        what = f"not JSON ({error}); expected one object with a text"
        raise MalformedRecord(what, where=where, remedy="write each record whole, on one line") from error


def is_object(line: bytes) -> bool:
    """Whether a line is one JSON object: then its file is JSONL."""
    if len(line) > 50 * MEGABYTE or line.count(b"{") + line.count(b"[") > 10_000:
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _depth(text: str, bound: int) -> int:
    """How deep brackets nest at most; counts those inside strings too, unless the plain count passes the bound."""
    if text.count("{") + text.count("[") <= bound:
        return 0
    depth = deepest = 0
    for found in re.finditer(r'"(?:[^"\\]++|\\.)*+"|[\[{]|[\]}]', text, re.DOTALL):
        if found[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif found[0] in "]}":
            depth -= 1
    return deepest


def record(value: Any, source: Source, number: int, limits: Limits) -> Raw:
    """One JSON value as a raw account.

    Raises:
        MalformedRecord: it is not an object, or its text is not a string.
        NothingToRead: it has no text.
        TooLarge: the text is too long.
    """
    where = f"{source.path}:{number}" if number else source.path
    if not isinstance(value, Mapping):
        what = f"met a JSON {_kind(value)}, expected an object with a text"
        raise MalformedRecord(what, where=where, remedy='write {"id": …, "text": …}')
    text = bounded(_text(value, where), where, limits)
    shape = "jsonl" if number else "json"
    own = _id(value, source, number)
    return Raw(own, text, where, source.path, source.name, number, shape, given(value))


def _kind(value: Any) -> str:
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", type(None): "null"}
    return names.get(type(value), type(value).__name__)


def _text(value: Mapping[str, Any], where: str) -> str:
    met = [k for k in TEXT if value.get(k)]
    for key in met:
        if isinstance(value[key], str):
            return str(value[key])
    if met:
        what = f"`{met[0]}` is a JSON {_kind(value[met[0]])}, expected a string"
        raise MalformedRecord(what, where=where, remedy="give the text as one string")
    if any(k in value for k in TEXT):
        raise NothingToRead("the text is empty", where=where, remedy="leave the record out")
    has = ", ".join(sorted(map(str, value))[:8]) or "no field"
    raise MalformedRecord(
        f"no text: met {has}; expected one of {', '.join(TEXT[:4])}", where=where, remedy="rename the field"
    )


def bounded(text: str, where: str, limits: Limits) -> str:
    """The text itself, if it is text and within the bound.

    Raises:
        TooLarge: it has too many code points.
        NothingToRead: it is blank.
        MalformedRecord: it holds lone surrogates, which no encoding can write.
    """
    if len(text) > limits.code_points:
        what = f"{len(text):,} characters, more than the bound of {limits.code_points:,} for one document"
        raise TooLarge(what, where=where, remedy="split it into its articles")
    if not text.strip("\ufeff\u200b\u200c\u200d\u2060 \t\r\n\x0b\x0c\x85\xa0"):
        raise NothingToRead("the text is blank", where=where, remedy="leave it out")
    if _SURROGATE.search(text):
        raise MalformedRecord(
            "the text holds half a character (a lone surrogate)", where=where, remedy="write it as UTF-8"
        )
    return text


def _id(value: Mapping[str, Any], source: Source, number: int) -> str:
    for key in ID:
        if (own := _plain(value.get(key))) is not None:
            return own
    return f"{source.name}#{number}" if number else source.name


def given(value: Mapping[str, Any]) -> Given:
    """What a record's fields say about it."""
    found = {name: _field(value, keys) for name, keys in FIELDS.items()}
    url = found.pop("url")
    return Given(**found, url=url.value if url else None)


def _field(value: Mapping[str, Any], keys: tuple[str, ...]) -> Derived[str] | None:
    for key in keys:
        if (plain := _plain(value.get(key))) is not None:
            return Derived(plain, f"field `{key}`", 1.0)
    return None


def _plain(value: Any) -> str | None:
    """A field's value as one line of text: strings, numbers, lists of strings, and objects with a name."""
    if isinstance(value, list):
        return ", ".join(p for v in value[:20] if not isinstance(v, list) and (p := _plain(v))) or None
    if isinstance(value, Mapping):
        return next(
            (
                p
                for k in ("name", "title", "uri", "domain")
                if isinstance(value.get(k), str) and (p := _plain(value[k]))
            ),
            None,
        )
    if isinstance(value, bool) or value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    line = " ".join(_SURROGATE.sub("\ufffd", str(value)[:2000]).split())
    return line or None
