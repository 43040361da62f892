"""The types that GUM gives the entities of its one-word mentions, pronouns among them."""

from __future__ import annotations

import re
from pathlib import Path

_ALONE = re.compile(r"\bEntity=[^|]*?\(\d+-(\w+)-[^()|]*\)")


def entity_types(data: Path) -> dict[str, dict[int, str]]:
    """Document → number of each word that is a mention by itself → "person", "organization", "place", "event", …."""
    out: dict[str, dict[int, str]] = {}
    for line in (data / "ud/gum-train.conllu").read_text("utf-8").splitlines():
        if line.startswith("# newdoc"):
            here = out[line.partition("=")[2].strip()] = {}
            number = -1
        elif line.split("\t")[0].isdigit():
            number += 1
            found = _ALONE.search(line)
            if found:
                here[number] = found[1]
    return out
