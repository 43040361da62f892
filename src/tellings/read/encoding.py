"""Bytes → characters: which encoding, how it was found, and what is not text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tellings.errors import UnreadableInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # not NUL: UTF-16 without a mark is full of it
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEW = 0.02  # share of control characters beyond which data is not text
_META = re.compile(rb"<meta[^>]{0,200}charset=[\"' ]{0,3}([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_SPARSE = 0.05  # share of bytes above ASCII: English has about 1 %, Polish 7 %, Russian 80 %
_SAMPLE = 200_000  # bytes; enough to tell an encoding, and charset-normalizer is not fast


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters and the encoding they were read in; `method` says how it was found."""

    text: str
    encoding: str
    method: str


def decode(data: bytes, *, where: str, html: bool = False) -> Decoded:
    """Decode bytes to text.

    A byte order mark decides; then UTF-8, which hardly anything else is by chance; then what an HTML page says of
    itself; then charset-normalizer's guess.  The mark stays in the text, as U+FEFF: offsets count what came in.

    Args:
        data: The bytes.
        where: Names the input in errors.
        html: Whether to look for the charset in `<meta>`.

    Raises:
        UnreadableInput: the bytes are not text.
    """
    _refuse_binary(data, where)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, encoding, where), encoding, "byte order mark")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return (_declared(data) if html else None) or _guessed(data, where)
    return _guessed(data, where) if _controlled(text) else Decoded(text, "utf-8", "valid UTF-8")


def _controlled(text: str) -> bool:
    """Whether there are more control characters than text has: binary data, or UTF-16 without a mark."""
    sample = text[:_SAMPLE]
    return len(_CONTROL_CHARACTER.findall(sample)) > len(sample) * _FEW


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, kind in _BINARY:
        if data.startswith(magic):
            raise UnreadableInput(f"met {kind}, expected text", where=where, remedy="save it as plain text or HTML")


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"says it is {encoding.upper()} but byte {error.start} is not"
        raise UnreadableInput(what, where=where, remedy="save it again as UTF-8") from error


def _declared(data: bytes) -> Decoded | None:
    """The charset that an HTML page names, where the page really decodes with it (web pages' latin-1 is cp1252)."""
    found = _META.search(data[:4096])
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    try:
        encoding = codecs.lookup("cp1252" if name in {"iso-8859-1", "latin-1", "ascii", "us-ascii"} else name).name
        return Decoded(data.decode(encoding), encoding, "declared in the page")
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(data: bytes, where: str) -> Decoded:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) * _FEW:
        raise _not_text(where)
    best = from_bytes(sample).best()
    if best is None:
        raise _not_text(where)
    encoding = _western(best.encoding, sample)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(where) from error
    if _controlled(text):
        raise _not_text(where)
    return Decoded(text, encoding, "guessed from the bytes")


def _western(encoding: str, sample: bytes) -> str:
    """Prefer cp1252 where hardly any byte is above ASCII: then a rarer code page is guessed on too little."""
    high = sum(byte > 0x7F for byte in sample)
    if encoding.startswith("utf") or high > len(sample) * _SPARSE:
        return encoding
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return encoding
    return "cp1252"


def _not_text(where: str) -> UnreadableInput:
    return UnreadableInput("met binary data, expected text", where=where, remedy="save it as UTF-8 text")
