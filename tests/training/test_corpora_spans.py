"""Corpora of spans, read from small invented files."""

import gzip
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

from reading import corpora_spans as corpora

SHARED = Path(__file__).parents[3] / "shared"


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def put_lines(path, records):
    put(path, "".join(json.dumps(r) + "\n" for r in records))


def shown(example, layer):
    return [(example.text[s:e], label) for s, e, label in sorted(example.spans[layer])]


def linked(example):
    return [(example.text[slice(*a)], example.text[slice(*b)]) for a, b in example.links["attribution"]]


def at(text, *parts):
    return [[text.index(p), text.index(p) + len(p)] for p in parts]


def polnear(tmp_path, text, *attributions):
    record = {"id": "a", "text": text, "attributions": list(attributions)}
    put_lines(tmp_path / "polnear/train.jsonl", [record])
    put_lines(tmp_path / "polnear/dev.jsonl", [])
    splits = corpora.polnear(tmp_path)
    assert splits["dev"] == []
    return splits["train"][0]


def test_polnear_links_sources_and_contents_to_their_cue(tmp_path):
    text = "“It rains. ” It will stop, the baker said."
    said = {
        "source": at(text, "the baker"),
        "cue": at(text, "said"),
        "content": at(text, "It rains. ", "It will stop"),
    }
    example = polnear(tmp_path, text, said)
    assert shown(example, "content") == [("It rains. ” It will stop", "CONTENT")]
    assert linked(example) == [("It rains. ” It will stop", "said"), ("the baker", "said")]


def test_polnear_keeps_pieces_apart_when_words_lie_between(tmp_path):
    text = "The baker has, on Monday, said it rains."
    said = {
        "source": at(text, "The baker "),
        "cue": at(text, " has", "said"),
        "content": at(text, "it rains"),
    }
    example = polnear(tmp_path, text, said)
    assert shown(example, "cue") == [("has", "CUE"), ("said", "CUE")]
    assert linked(example) == [("The baker", "has"), ("it rains", "has")]


def test_polnear_without_cue_links_content_to_source(tmp_path):
    text = "The baker: it rains. Snow."
    with_source = {"source": at(text, "The baker"), "cue": [], "content": at(text, "it rains")}
    alone = {"source": [], "cue": [], "content": at(text, "Snow")}
    assert linked(polnear(tmp_path, text, with_source, alone)) == [("it rains", "The baker")]


def test_polnear_keeps_nested_contents_longest_first(tmp_path):
    text = "The baker said the miller said it rains."
    inner = {"source": at(text, "the miller"), "cue": [[30 - 4, 30]], "content": at(text, "it rains")}
    outer = {"source": at(text, "The baker"), "cue": at(text, "said"), "content": [[15, 39]]}
    found = polnear(tmp_path, text, inner, outer).spans["content"]
    assert [text[s:e] for s, e, _ in found] == ["the miller said it rains", "it rains"]


TIMEML = (
    '<TimeML><DCT><TIMEX3 type="DATE" functionInDocument="CREATION_TIME">1999</TIMEX3></DCT>'
    '<TITLE>Not <EVENT class="STATE">here</EVENT></TITLE><TEXT>\nShe <EVENT class="OCCURRENCE">left</EVENT> '
    '<TIMEX3 type="DATE">on <EVENT class="STATE">Monday</EVENT> </TIMEX3>&amp; for <TIMEX3 type="DURATION">two days'
    "</TIMEX3>.\n</TEXT></TimeML>"
)


def test_timeml_takes_the_text_and_every_fifth_document_of_timebank(tmp_path):
    for name in "abcdef":
        put(tmp_path / f"tempeval3/TimeBank/{name}.tml", TIMEML)
    put(tmp_path / "tempeval3/AQUAINT/z.tml", TIMEML)
    splits = corpora.timeml(tmp_path)
    assert [e.id for e in splits["dev"]] == ["e"]
    assert [e.id for e in splits["train"]] == ["a", "b", "c", "d", "f", "z"]
    example = splits["dev"][0]
    assert example.text == "\nShe left on Monday & for two days.\n"
    assert shown(example, "time") == [("on Monday", "DATE"), ("two days", "DURATION")]
    assert shown(example, "action") == [("left", "ACTION"), ("Monday", "ACTION")]
    assert "event" not in example.spans


def tokens_xml(sentences, marked):
    """Sentences of words, and mentions as (tag, attributes, token numbers from 1)."""
    words = [(i, word) for i, sentence in enumerate(sentences) for word in sentence.split(" ")]
    nodes = "".join(f'<token t_id="{n}" sentence="{i}">{word}</token>' for n, (i, word) in enumerate(words, 1))
    mentions = "".join(
        f"<{tag} {attributes}>" + "".join(f'<token_anchor t_id="{n}"/>' for n in numbers) + f"</{tag}>"
        for tag, attributes, numbers in marked
    )
    return f"<Document>{nodes}<Markables>{mentions}</Markables></Document>"


def test_ecbplus_keeps_the_events_of_checked_sentences(tmp_path):
    sentences = ["A fire", "The fire did n't spread , it set the barn off .", "They left ."]
    marked = [
        ("ACTION_OCCURRENCE", "", [2]),
        ("ACTION_OCCURRENCE", "", [4]),
        ("NEG_ACTION_OCCURRENCE", "", [7]),
        ("ACTION_CAUSATIVE", "", [10, 13]),
        ("LOC_FAC", "", [12]),
        ("ACTION_OCCURRENCE", "", [16]),
        ("ACTION_OCCURRENCE", 'TAG_DESCRIPTOR="no tokens"', []),
    ]
    put(tmp_path / "ecbplus/train/1/1_1ecb.xml", tokens_xml(sentences, marked))
    put(tmp_path / "ecbplus/train/1/1_2ecb.xml", tokens_xml(sentences, marked))
    put(tmp_path / "ecbplus/val/2/2_1ecbplus.xml", tokens_xml(sentences, marked))
    rows = "Topic,File,Sentence Number\n1,1ecb,1\n2,1ecbplus,0\n2,1ecbplus,2\n2,1ecbplus,9\n"
    put(tmp_path / "ecbplus/ECBplus_coreference_sentences.csv", rows)
    splits = corpora.ecbplus(tmp_path)
    assert [e.id for e in splits["train"]] == ["1_1ecb"]
    assert [e.id for e in splits["dev"]] == ["2_1ecbplus"]
    example = splits["train"][0]
    assert example.text == "A fire\nThe fire didn't spread, it set the barn off. They left."
    assert [example.text[s:e] for s, e in example.annotated] == ["The fire didn't spread, it set the barn off."]
    assert len(example.sentences) == 3
    assert shown(example, "event") == [("fire", "EVENT"), ("spread", "EVENT"), ("set", "EVENT")]
    assert shown(splits["dev"][0], "event") == [("fire", "EVENT"), ("left", "EVENT")]


def test_meantime_stops_where_annotation_stops(tmp_path):
    sentences = ["A fire", "May 4 , 2010", "It spread .", "Two .", "Three .", "Four ended .", "Five began ."]
    marked = [
        ("EVENT_MENTION", "", [2]),
        ("TIMEX3", 'type="DATE"', [3, 4, 5, 6]),
        ("TIMEX3", 'type="DATE"', []),
        ("EVENT_MENTION", "", [8]),
        ("EVENT_MENTION", "", [15]),
        ("EVENT_MENTION", "", [18]),
    ]
    folder = tmp_path / "meantime/intra-doc_annotation"
    put(folder / "corpus_gm/1_x.xml", tokens_xml(sentences, marked))
    put(folder / "corpus_apple/2_x.xml", tokens_xml(sentences, marked))
    splits = corpora.meantime(tmp_path)
    assert [e.id for e in splits["dev"]] == ["1_x"]
    assert [e.id for e in splits["train"]] == ["2_x"]
    example = splits["train"][0]
    assert example.text == "A fire\nMay 4, 2010\nIt spread. Two. Three. Four ended."
    assert shown(example, "event") == [("fire", "EVENT"), ("spread", "EVENT"), ("ended", "EVENT")]
    assert shown(example, "time") == [("May 4, 2010", "DATE")]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("It 's here ( now ) !", "It's here (now)!"),
        ("`` Go , '' she said", '"Go," she said'),
        ('He said " go " and left', 'He said "go" and left'),
        ("US$ 5 and $ 6 , or 7 %", "US$5 and $6, or 7%"),
        ("They ’ve gone … “ Why ? ”", "They’ve gone… “Why?”"),
        ("can n't 'sub", "cann't 'sub"),
        ("", ""),
    ],
)
def test_words_are_written_out_as_prose(words, text):
    parts = words.split()
    assert corpora.write_out(parts, [0] * len(parts)).text == text


@given(st.lists(st.tuples(st.sampled_from(["a", ".", '"', "(", "$", "'s", "``", "", "é"]), st.booleans())))
def test_written_words_stand_where_they_are_said_to(parts):
    words = [word for word, _ in parts]
    sentences = [sum(new for _, new in parts[: i + 1]) for i in range(len(parts))]
    prose = corpora.write_out(words, sentences)
    assert [prose.text[s:e] for s, e in prose.words] == [corpora.QUOTES.get(w, w) for w in words]
    assert all(prose.text[s:e].strip() == prose.text[s:e] != "" for s, e in prose.sentences.values())


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The mob broke the law.", ["the", "law"], ["the", "law"]),
        ("The mob hit the mob.", ["mob"], ["mob"]),
        ("A vicious man, a vicious act.", ["vicious"], ["vicious", "vicious"]),
        ("Vicious acts", ["vicious"], ["Vicious"]),
        ("So-called “experts” don’t know", ["so-called", '"experts"', "don't"], ["So-called", "experts", "don’t"]),
        ("A viciously bad act", ["vicious"], []),
        ("Anything", [], []),
        ("Anything", ["?"], []),
    ],
)
def test_listed_words_are_found(text, words, found):
    assert [text[s:e] for s, e in corpora.listed(text, words)] == found


def test_babe_judges_each_sentence_that_was_agreed_on(tmp_path):
    texts = [f"A vicious act number {i}" for i in range(40)]
    labels = ["Biased", "Non-biased", "No agreement", "Biased"] * 10
    records = [
        {"text": t, "label_bias": label, "biased_words": "['vicious']" if label == "Biased" else "[]"}
        for t, label in zip(texts, labels, strict=True)
    ]
    put_lines(tmp_path / "babe.jsonl", records)
    splits = corpora.babe(tmp_path)
    put_lines(tmp_path / "babe.jsonl", records[::-1])
    assert {e.text for e in corpora.babe(tmp_path)["dev"]} == {e.text for e in splits["dev"]}
    everything = splits["train"] + splits["dev"]
    assert len(everything) == 30
    assert 1 <= len(splits["dev"]) <= 15
    for e in everything:
        biased = labels[texts.index(e.text)] == "Biased"
        assert e.judged["slant"] == ((0, len(e.text), float(biased)),)
        assert shown(e, "slanted") == ([("vicious", "WORD")] if biased else [])


def test_newsmtsc_maps_polarity_and_holds_out_whole_articles(tmp_path):
    def record(article, sentence, polarity):
        name = f"site_{article}_1_x_{sentence}"
        target = {"Input.gid": name, "from": 0, "to": 4, "mention": "Ada", "polarity": polarity}
        return {"primary_gid": name, "sentence_normalized": "Ada won.", "targets": [target]}

    records = [record(a, s, p) for a in range(12) for s, p in enumerate((2.0, 4.0, 6.0))]
    put_lines(tmp_path / "newsmtsc/train.jsonl", records)
    splits = corpora.newsmtsc(tmp_path)
    assert [e.judged["sentiment"] for e in splits["dev"]] == [((0, 3, v),) for v in (0.0, 1.0, 2.0)] * 2
    assert len(splits["train"]) == 30
    assert not {e.id.split("_")[1] for e in splits["dev"]} & {e.id.split("_")[1] for e in splits["train"]}


def put_cluster(folder, gold):
    documents = [
        {"id": "d1", "text": "Odd. An odd, shameful act.", "sentences": [[0, 4], [5, 26]]},
        {"id": "d2", "text": "An act.", "sentences": [[0, 7]]},
    ]
    put(folder / "docs.json", json.dumps({"documents": documents}))
    put(folder / "gold.json", json.dumps(gold))


def test_gold_loaded_marks_the_words_inside_their_sentence(tmp_path):
    loaded = [{"sentence": "d1:1", "text": "odd, shameful"}, {"sentence": "d1:0", "text": "absent"}]
    for name in "abcde":
        put_cluster(tmp_path / name, {"loaded": loaded})
    put_cluster(tmp_path / "f", {"facts": []})
    splits = corpora.gold_loaded(tmp_path)
    assert [e.id for e in splits["dev"]] == ["e/d1", "e/d2"]
    assert shown(splits["dev"][0], "loaded") == [("odd, shameful", "LOADED")]
    assert splits["dev"][1].spans == {"loaded": ()}
    assert [e.spans for e in splits["train"][-2:]] == [{}, {}]


def test_articles_come_in_order_without_the_short_ones(tmp_path):
    texts = ["a" * 400, "b" * 399, "c" * 500, "d" * 600]
    with gzip.open(tmp_path / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": t[0], "text": t}) + "\n" for t in texts)
    assert [e.id for e in corpora.articles(tmp_path, 2)] == ["a", "c"]
    assert [e.id for e in corpora.articles(tmp_path, 9)] == ["a", "c", "d"]
    assert all(not e.spans and not e.judged for e in corpora.articles(tmp_path, 9))


READERS = [corpora.polnear, corpora.timeml, corpora.ecbplus, corpora.meantime, corpora.babe, corpora.newsmtsc]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "data").exists(), reason="the development data is not beside this checkout")
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_real_spans_stand_on_text(reader):
    splits = reader(SHARED / "data")
    names = [e.id for examples in splits.values() for e in examples]
    assert len(names) == len(set(names)) > 0
    for e in (e for examples in splits.values() for e in examples):
        places = [s[:2] for spans in (*e.spans.values(), *e.judged.values()) for s in spans]
        places += [p for links in e.links.values() for link in links for p in link]
        for start, end in [*places, *e.sentences, *e.annotated]:
            assert 0 <= start < end <= len(e.text)
            assert e.text[start:end].strip() == e.text[start:end]
