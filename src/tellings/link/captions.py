"""Sentences that are the caption or the credit of a picture.

The reader keeps captions that tell the story, since accounts say things in them that stand nowhere else.  They make
poor headlines, statements and lines of a brief, though: "File - In this … photo" is about the picture.
"""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"(?i)^\W{0,3}(?:file\s?[-–—:]|file photo|photo(?:graph)?s?\s?[-–—:]|image:|caption|watch:|video:)"
    r"|\bfile (?:photo|picture|image|pic)\b|\bpictured\b"
    r"|in this (?:\w+[ .,]+){0,6}?(?:photo|image|picture|frame|video|file)\b"
    r"|(?:this|a) (?:(?:file|handout|undated|combination|satellite) ){1,2}(?:photo|image|picture|video)\b"
    r"|\((?:(?:ap )?photo\b|image:|getty|reuters/)|getty images|\bap photo\b|handout via|/afp\b|\bcaption id\b"
)


def is_caption(sentence: str) -> bool:
    """Whether a sentence says that it describes a picture."""
    return bool(_CAPTION.search(" ".join(sentence.split())))
