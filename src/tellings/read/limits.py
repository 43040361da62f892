"""The bounds within which anything is read: articles are hostile input, and one bad file must not cost the run."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read.  Beyond one, the input becomes a `Failure` that names the bound.

    Args:
        file_bytes: Size of a text, Markdown, JSON or HTML file, unpacked where it is compressed.
        stream_bytes: Size of a JSONL file, which is read line by line, unpacked where it is compressed.
        line_bytes: Size of one line of a JSONL file.
        code_points: Length of one document.
        documents: Documents in one run; beyond it the run stops with `TooLarge`, since the inputs as a whole are wrong.
        html_seconds: Time for finding the main text of one web page.
        html_elements: Elements of one web page.
        json_depth: Nesting of a JSON value.
    """

    file_bytes: int = 20 * MEGABYTE
    stream_bytes: int = 1000 * MEGABYTE
    line_bytes: int = 20 * MEGABYTE
    code_points: int = 2_000_000
    documents: int = 1_000_000
    html_seconds: float = 10.0
    html_elements: int = 300_000
    json_depth: int = 50
