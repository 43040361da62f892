"""Comparison → HTML, Markdown, JSON, CSV, terminal."""

from __future__ import annotations

from pathlib import Path

from tellings.errors import ConfigurationError, OutputError
from tellings.records import Comparison

__all__ = ["FORMATS", "check_format", "render", "write"]

FORMATS = (".html", ".md", ".json", ".csv")


def check_format(path: Path) -> None:
    """Refuse a file name whose ending names no format, before any work is done.

    Raises:
        ConfigurationError: the ending is not one of `FORMATS`.
    """
    if path.suffix.lower() not in FORMATS:
        met = path.suffix or "none"
        raise ConfigurationError(f"{path}: cannot tell the format from the ending ({met}); use {', '.join(FORMATS)}")


def render(comparison: Comparison, ending: str) -> str:
    """The comparison in one format.

    Args:
        comparison: What `tellings.compare` returned.
        ending: One of `FORMATS`.

    Returns:
        The whole text of the file, ending in a line break.
    """
    if ending == ".html":
        from tellings.present.html import render_html

        return render_html(comparison)
    if ending == ".md":
        from tellings.present.markdown import to_markdown

        return to_markdown(comparison)
    if ending == ".csv":
        from tellings.present.tables import to_csv

        return to_csv(comparison)
    from tellings.present.contract import comparison_record, dumps

    return dumps(comparison_record(comparison)) + "\n"


def write(comparison: Comparison, path: Path) -> None:
    """Write a report; the ending of the path decides the format.

    Raises:
        ConfigurationError: the ending names no format.
        OutputError: the file cannot be written.
    """
    check_format(path)
    text = render(comparison, path.suffix.lower())
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as e:
        raise OutputError(
            f"{path}: cannot be written: {e.strerror or e} (choose a folder that exists and is yours)"
        ) from e
