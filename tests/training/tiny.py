"""Invented corpora that together hold every layer and every kind of label, and an encoder of a toy's size."""

from itertools import accumulate

import torch
from reading.examples import Example
from reading.network import Encoder

CONFIG = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "layer_norm_eps": 1e-12,
    "vocab_size": 30522,
    "max_position_embeddings": 256,
    "type_vocab_size": 2,
}
SHARES = {"said": 0.4, "trees": 0.3, "times": 0.1, "tone": 0.2}

WHO = ("Ren Okoro", "Ada Lindqvist", "Tomas Vale", "Ida Marsh")
BODY = ("Coastal Rail", "Harbour Union")
PLACE = ("Northport", "Lakeside")
WHAT = ("the quay had flooded", "no ferry would sail", "the pier was safe")
THING = ("Mistral", "Gannet")


def place(text, part):
    start = text.index(part)
    return start, start + len(part)


def weights(seed=3):
    """Random weights of the encoder, without those that training adds."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        found = Encoder(CONFIG).state_dict()
    return {name: value * 0.3 if value.dim() > 1 else value for name, value in found.items() if "shapes" not in name}


def corpora():
    return {
        "said": [said(n) for n in range(8)],
        "trees": [tree(n) for n in range(8)],
        "times": [dated(n) for n in range(8)],
        "tone": [tone(n) for n in range(8)],
    }


def said(n):
    who, what, body = WHO[n % 4], WHAT[n % 3], BODY[n % 2]
    text = f"{who} of {body} said that {what}.\n{PLACE[n % 2]} waited for the {THING[n % 2]} and it rained again."
    source, cue, content = (place(text, part) for part in (who, "said", what))
    names = ((who, "PER"), (body, "ORG"), (PLACE[n % 2], "LOC"), (THING[n % 2], "MISC"))
    return Example(
        f"said{n}",
        "said",
        text,
        spans={
            "source": ((*source, "SOURCE"),),
            "cue": ((*cue, "CUE"),),
            "content": ((*content, "CONTENT"),),
            "entity": tuple((*place(text, part), kind) for part, kind in names),
        },
        links={"attribution": ((content, cue), (source, cue))},
    )


# word, part of speech, Penn tag, lemma, relation, head in the sentence
SENTENCES = (
    (
        ("The", "DET", "DT", "the", "det", 1),
        ("bakers", "NOUN", "NNS", "baker", "nsubj", 2),
        ("fed", "VERB", "VBD", "feed", "root", 2),
        ("gulls", "NOUN", "NNS", "gull", "obj", 2),
        (".", "PUNCT", ".", ".", "punct", 2),
    ),
    (
        ("They", "PRON", "PRP", "they", "nsubj", 1),
        ("liked", "VERB", "VBD", "like", "root", 1),
        ("it", "PRON", "PRP", "it", "obj", 1),
        (".", "PUNCT", ".", ".", "punct", 1),
    ),
)


def tree(n):
    rows = SENTENCES[n % 2 :] + SENTENCES[: n % 2]
    words = [row[0] for sentence in rows for row in sentence]
    starts = [0, *accumulate(len(w) + 1 for w in words)]
    places = tuple((s, s + len(w)) for s, w in zip(starts, words, strict=False))
    firsts = [0, len(rows[0])]
    flat = [row for sentence in rows for row in sentence]
    heads = [row[5] + first for first, sentence in zip(firsts, rows, strict=True) for row in sentence]
    links = ((places[5], places[1]),) if n % 2 == 0 else ()  # "They" → "bakers"
    return Example(
        f"tree{n}",
        "trees",
        " ".join(words),
        words=places,
        sentences=((places[0][0], places[firsts[1] - 1][1]), (places[firsts[1]][0], places[-1][1])),
        tags={layer: tuple(row[i] for row in flat) for i, layer in enumerate(("upos", "xpos", "lemma", "rel"), 1)},
        heads=tuple(heads),
        links={"coreference": links},
    )


def dated(n):
    text = f"On {('Monday', 'Friday')[n % 2]} at noon it sank for two hours. It sinks every {('year', 'month')[n % 2]}."
    kinds = ("Monday", "Friday")[n % 2], "noon", "two hours", f"every {('year', 'month')[n % 2]}"
    times = zip(kinds, ("DATE", "TIME", "DURATION", "SET"), strict=True)
    return Example(
        f"dated{n}",
        "times",
        text,
        annotated=((0, text.index(" It")),) if n % 3 == 2 else (),
        spans={
            "time": tuple((*place(text, part), kind) for part, kind in times),
            "event": ((*place(text, "sank"), "EVENT"),),
            "action": ((*place(text, "sank"), "ACTION"), (*place(text, "sinks"), "ACTION")),
        },
    )


def tone(n):
    bad = n % 2 == 0
    words = ("reckless", "ruined") if bad else ("gallant", "rescued")
    text = f"The {words[0]} mayor {words[1]} {PLACE[n // 2 % 2]}. The council meets in the hall."
    target = place(text, "mayor")
    return Example(
        f"tone{n}",
        "tone",
        text,
        spans={
            "loaded": ((*place(text, words[0]), "LOADED"),),
            "slanted": ((*place(text, words[1]), "WORD"),),
        },
        judged={
            "slant": ((0, text.index(" The c"), 1.0), (text.index("The c"), len(text), 0.0)),
            "sentiment": ((*target, 0.0 if bad else 2.0), (*place(text, "council"), 1.0)),
        },
    )
