"""Comparison → one HTML file that opens from disk, asks nothing of the network, and works with scripts off.

The page carries a content security policy that allows nothing but its own style and script, each by its hash, so that
whatever an article smuggles in cannot run even if an escape were missed.  Templates escape everything by default.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from tellings.present.dates import in_words
from tellings.present.html import fulltext, lineage_svg, matrices, overview, timeline_svg, words
from tellings.present.html.findings import KINDS, Index
from tellings.present.labels import clip, with_names
from tellings.present.ranking import origins_of, ranked_facts, sureness, told_as
from tellings.records import Citation, Comparison

__all__ = ["render_html"]

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_HEADLINE = 140


def render_html(comparison: Comparison) -> str:
    """The whole report as one self-contained page.

    Args:
        comparison: What `tellings.compare` returned; a single account, or one in a language without annotator, gives a
            page whose empty sections say so.

    Returns:
        HTML, ending in a line break; the same comparison gives the same bytes.  Characters that HTML cannot carry
        (control characters, lone surrogates) are shown as U+FFFD.
    """
    page = _environment().get_template("page.html.j2").render(_context(comparison))
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", page)


def _context(comparison: Comparison) -> dict[str, object]:
    index = Index(comparison)
    named = matrices.named(comparison, index)
    rows = {row.entity: row.anchor for row in named}
    inline = fulltext.inline_marks(comparison, rows)
    return {
        "c": comparison,
        "index": index,
        "style": _asset("report.css"),
        "script": _asset("report.js"),
        "policy": _policy(),
        "headline": _headline(comparison),
        "figures": overview.figures(comparison),
        "account_figures": overview.account_figures(comparison),
        "ranked_facts": ranked_facts(comparison),
        "origins": overview.origins(comparison),
        "unlinked": overview.unlinked(comparison),
        "told_as": told_as(comparison),
        "origins_of": origins_of,
        "left_out": overview.left_out(comparison),
        "fact_numbers": overview.numbers(comparison.links.facts),
        "happening_numbers": overview.numbers(comparison.links.happenings),
        "fact_conflicts": overview.conflicts_of_facts(comparison),
        "statements": {f.id: f.statement for f in comparison.links.facts},
        "uniques": overview.uniques(comparison),
        "omissions": overview.omissions(comparison),
        "coverage": matrices.coverage(comparison, index),
        "speakers": matrices.speakers(comparison, index),
        "unnamed": overview.unnamed_shares(comparison),
        "actors": matrices.actors(comparison),
        "used_stances": matrices.used_stances(comparison),
        "citation": lambda document, span: Citation(document, span.start, span.end),
        "named": named,
        "timeline_picture": timeline_svg.picture(comparison, index),
        "lineage_picture": lineage_svg.picture(comparison, index),
        "with_names": lambda text: with_names(text, index.labels),
        "kinds": KINDS,
        "is_gap": fulltext.is_gap,
        "paragraphs": {a.id: fulltext.paragraphs(a, index, inline[a.id]) for a in comparison.accounts},
    }


def _headline(comparison: Comparison) -> str:
    """What the accounts are about: the happening that most of them tell, else the first title there is."""
    told = max(comparison.links.happenings, key=lambda h: len(h.documents), default=None)
    if told:
        return clip(told.what, _HEADLINE)
    titles = (a.document.title.value for a in comparison.accounts if a.document.title)
    return clip(next(titles, "Accounts compared"), _HEADLINE)


def _policy() -> str:
    return (
        f"default-src 'none'; style-src {_hash('report.css')}; script-src {_hash('report.js')}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(name: str) -> str:
    digest = hashlib.sha256(_asset(name).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (files(__name__) / "templates" / name).read_text("utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__name__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(in_words=in_words, clip=clip, told=words.told, times=words.count, sureness=sureness)
    environment.globals.update(words=words)
    return environment
