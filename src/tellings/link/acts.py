"""Kinds of act: nouns that accounts use for one and the same thing ("meeting", "summit", "talks")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def kinds_of_act() -> Mapping[str, str]:
    """The kind of act that a noun names, by lemma: "summit" → "meeting"."""
    groups = json.loads((files("tellings.link") / "lexicons/acts.json").read_text("utf-8"))
    return {noun: kind for kind, nouns in groups.items() for noun in nouns}
