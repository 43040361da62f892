"""What outlets of different slant call the same actor: NewsWCL50, CoNLL F1 beside the same-head-lemma baseline.

    python benchmarks/labels.py SHARED_DIR

The setting: six events, five outlets each; one event at a time, so the story is given; gold mentions, singletons
counted and, in the last column, left out on both sides; labels of single actors (ACTOR), of all entities (ACTOR,
ACTOR-I, COUNTRY, GROUP, OBJECT), and all labels.  Each gold mention gets the linked entity of the package's own mention
that fits it best: the one with the same head word, the name that it stands before as a title, or a name inside it.
Mentions that fit none are left alone, or, in a row of its own, joined by lemma as the baseline does.  The gold is
looser than identity ("the C.I.A. director" is the United States), and it knows no pronouns.

Source: Hamborg, Zhukova and Gipp 2019 (CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "training"), str(ROOT / "benchmarks")]
from chains import clusters, conll, scores  # noqa: E402
from reading.corpora_spans import trimmed, write_out  # noqa: E402

from tellings.annotate import annotate  # noqa: E402
from tellings.link.entities import link_entities  # noqa: E402
from tellings.read import documents_from_records  # noqa: E402
from tellings.records import Account, Citation, Mention, Span  # noqa: E402

KINDS = frozenset({"ACTOR", "ACTOR-I", "COUNTRY", "GROUP", "OBJECT"})
CHOICES = {"people": frozenset({"ACTOR"}), "entities": KINDS, "all": frozenset[str]()}
_FORMS = ("name", "nominal", "pronoun")
_TITLES = frozenset({"compound", "nmod", "appos"})
Gold = dict[Citation, str]
Found = dict[Citation, Hashable]


@dataclass(frozen=True)
class Article:
    """One article of the corpus: its event, its text, and its labelled stretches."""

    event: str
    id: str
    text: str
    labelled: tuple[tuple[int, int, str], ...]


def articles(path: Path) -> Iterator[Article]:
    """The articles of the CoNLL file, in its order."""
    rows: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#begin") and rows:
            yield article(rows)
            rows = []
        cells = line.split("\t")
        if len(cells) > 4:
            rows.append(cells)
    yield article(rows)


def article(rows: Sequence[Sequence[str]]) -> Article:
    """One article from its rows: key, sentence, word number, word, labels that open and close there."""
    words = ["" if r[3].strip() in ("", "\\n") else r[3] for r in rows]
    text, places = written(words, [int(r[1]) for r in rows])
    spans = ((places[a][0], places[b][1], label) for a, b, label in runs([r[4] for r in rows]))
    kept = ((*place, label) for a, b, label in spans if (place := trimmed(text, a, b)))
    event, _, name = rows[0][0].split("/")
    return Article(event, name, text, tuple(kept))


def written(words: Sequence[str], sentences: Sequence[int]) -> tuple[str, list[tuple[int, int]]]:
    """The words as prose, and where each stands; the corpus cuts at hyphens, which are closed again."""
    whole: list[str] = []
    at: list[tuple[int, int]] = []  # for each word the one it is part of, and where it begins in that
    for i, word in enumerate(words):
        closed = i > 0 and sentences[i] == sentences[i - 1] and word and "-" in (word, words[i - 1]) and whole[-1]
        if not closed:
            whole.append("")
        at.append((len(whole) - 1, len(whole[-1])))
        whole[-1] += word
    firsts = {group: i for i, (group, start) in reversed(list(enumerate(at))) if start == 0}
    prose = write_out(whole, [sentences[firsts[g]] for g in range(len(whole))])
    begins = [prose.words[group][0] + start for group, start in at]
    return prose.text, [(b, b + len(w)) for b, w in zip(begins, words, strict=True)]


def runs(cells: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Labelled runs of rows, both ends included; a label that never closes, or closes unopened, is passed over."""
    begun: dict[str, list[int]] = defaultdict(list)
    for row, cell in enumerate(cells):
        for part in (p.strip() for p in cell.split("|")):
            label = part.strip("()")
            if part.startswith("("):
                begun[label].append(row)
            if part.endswith(")") and begun[label]:
                yield begun[label].pop(), row, label


def kind(label: str) -> str:
    """The kind of what a label stands for: its last part."""
    return label.rsplit("_", 1)[-1]


# ------------------------------------------------------------------ the package's chains on gold mentions


def by_lemma(accounts: Mapping[str, Account], gold: Gold) -> Found:
    """The baseline: the head word's lemma."""
    return {place: ("lemma", _head(accounts[place.document], place)) for place in gold}


def by_links(accounts: Mapping[str, Account], gold: Gold, *, back_off: bool) -> Found:
    """The linked entity of the mention that fits; else the place itself, or its lemma."""
    entities = link_entities(list(accounts.values()))
    at = {(m.document, m.start, m.end): e.id for e in entities for m in e.mentions}
    lemmas = by_lemma(accounts, gold)
    out: Found = {}
    for place in gold:
        fitting = fitted(accounts[place.document], place)
        known = next((at[k] for m in fitting if (k := (place.document, m.start, m.end)) in at), None)
        out[place] = ("entity", known) if known else lemmas[place] if back_off else place
    return out


def fitted(account: Account, place: Citation) -> list[Mention]:
    """The package's mentions that fit a stretch, best first.

    They have the same head, or are the name that the head stands before as a title, or are names inside; the longest
    first.
    """
    tokens, mentions = account.annotations.tokens, account.annotations.mentions
    head = _head_index(account, place)
    titled = tokens[head].head if head >= 0 and tokens[head].dep in _TITLES else -1
    same = [m for m in mentions if m.head == head]
    behind = [m for m in mentions if m.head == titled and m.form == "name"]
    names = [m for m in mentions if m.form == "name" and place.span.holds(m.span)]
    order = sorted(same, key=lambda m: (_FORMS.index(m.form), m.start - m.end))
    return [*order, *behind, *sorted(names, key=lambda m: (m.start - m.end, m.start))]


def _head_index(account: Account, place: Citation) -> int:
    """The word of a stretch that the others hang on; -1 where it has none."""
    tokens = account.annotations.tokens
    inside = _inside(account, place.span)
    outer = [i for i in inside if tokens[i].head == i or tokens[i].head not in inside]
    return outer[0] if outer else -1


def _inside(account: Account, span: Span) -> range:
    sentence = account.annotations.sentence_at(span.start)
    if sentence is None:
        return range(0)
    bounds = account.annotations.sentences[sentence]
    touched = [i for i in range(bounds.first, bounds.last) if span.shared(account.annotations.tokens[i].span)]
    return range(touched[0], touched[-1] + 1) if touched else range(0)


def _head(account: Account, place: Citation) -> str:
    index = _head_index(account, place)
    return account.annotations.tokens[index].lemma.lower() if index >= 0 else str(place)


# ------------------------------------------------------------------ figures


SYSTEMS = {
    "same head lemma": by_lemma,
    "tellings, the rest alone": lambda a, g: by_links(a, g, back_off=False),
    "tellings, the rest by lemma": lambda a, g: by_links(a, g, back_off=True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    options = parser.parse_args()
    given = list(articles(options.shared / "data/newswcl50/NewsWCL50.conll"))
    read = annotate(documents_from_records([{"id": a.id, "text": a.text} for a in given]))
    table(given, {a.id: a for a in read})


def table(given: Sequence[Article], accounts: Mapping[str, Account]) -> None:
    """Print a line for each choice of labels, each system, and singletons counted and left out."""
    measures = f"{'MUC':>7}{'B3':>7}{'CEAF-e':>8}{'CoNLL':>7}  no singletons"
    print(f"{'labels':10}{'mentions':>9}{'chains':>8}  {'system':28}{measures}")
    for name, kinds in CHOICES.items():
        spans = ((a.id, *s) for a in given for s in a.labelled)
        gold = {Citation(d, s, e): label for d, s, e, label in spans if not kinds or kind(label) in kinds}
        for system, assign in SYSTEMS.items():
            found = assigned(given, accounts, gold, assign)
            f = scores(clusters(gold), clusters(found))
            larger = conll(scores(clusters(gold, singletons=False), clusters(found, singletons=False)))
            row = f"{f['MUC'].f1:7.3f}{f['B3'].f1:7.3f}{f['CEAF-e'].f1:8.3f}{conll(f):7.3f}{larger:15.3f}"
            print(f"{name:10}{len(gold):9}{len(set(gold.values())):8}  {system:28}{row}")


def assigned(given: Sequence[Article], accounts: Mapping[str, Account], gold: Gold, assign) -> Found:
    """Chains of all events, each event read by itself."""
    out: Found = {}
    for event in sorted({a.event for a in given}):
        told = {a.id: accounts[a.id] for a in given if a.event == event}
        own = {p: label for p, label in gold.items() if p.document in told}
        out |= {p: (event, chain) for p, chain in assign(told, own).items()}
    return out


if __name__ == "__main__":
    main()
