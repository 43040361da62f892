"""Corpora that speak word by word, read from small invented files in their formats."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

from reading import corpora_words as corpora


def row(number, form, rel="dep", head=1, misc="_", lemma="x"):
    return "\t".join([str(number), form, lemma, "NOUN", "NN", "_", str(head), rel, "_", misc])


def block(*rows, document="", paragraph=False):
    opened = [f"# newdoc id = {document}"] if document else []
    return "\n".join([*opened, *(["# newpar"] if paragraph else []), "# text = ignored", *rows]) + "\n\n"


# "We don't sail." "Nor (do) they." and, in a new paragraph, "Gulls"
QUAY = (
    block(
        row(1, "We", "nsubj", 4),
        row("2-3", "don't", "_", "_"),
        row(2, "do", "aux", 4),
        row(3, "n't", "advmod", 4),
        row(4, "sail", "root", 0, "SpaceAfter=No"),
        row(5, ".", "punct", 4, "SpaceAfter=No"),
        document="quay",
        paragraph=True,
    )
    + block(
        row(1, "Nor", "cc", 2),
        row("1.1", "do", "_", "_"),
        row(2, "they", "root", 0, "Entity=(1)|SpaceAfter=No"),
        row(3, ".", "punct", 2),
    )
    + block(row(1, "Gulls", "root", 0, lemma="_"), paragraph=True)
    + block(row(1, "_", "root", 0, lemma="_"), document="mole")
)


def written(folder, path, text):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")


@pytest.fixture
def quay(tmp_path):
    for split in ("train", "dev"):
        written(tmp_path, f"ud/ewt-{split}.conllu", QUAY)
    return corpora.ewt(tmp_path)["train"]


def test_a_document_is_laid_out_as_it_was_written(quay):
    first, second = quay
    assert (first.id, first.text) == ("quay", "We don't sail. Nor they.\nGulls")
    assert (second.id, second.text, second.heads) == ("mole", "_", (0,))


def test_each_word_has_its_own_stretch_even_of_a_contraction(quay):
    words = [quay[0].text[start:end] for start, end in quay[0].words]
    assert words == ["We", "do", "n't", "sail", ".", "Nor", "they", ".", "Gulls"]
    assert quay[0].words[1:3] == ((3, 5), (5, 8))


def test_sentences_heads_and_tags_are_those_of_the_document(quay):
    sentences = [quay[0].text[start:end] for start, end in quay[0].sentences]
    assert sentences == ["We don't sail.", "Nor they.", "Gulls"]
    assert quay[0].heads == (3, 3, 3, 3, 3, 6, 6, 6, 8)
    assert quay[0].tags["rel"][:4] == ("nsubj", "aux", "advmod", "root")
    assert {layer: len(tags) for layer, tags in quay[0].tags.items()} == dict.fromkeys(
        ("upos", "xpos", "lemma", "rel"), 9
    )


def test_a_piece_of_a_torn_word_has_no_lemma_but_an_underscore_has(quay):
    assert quay[0].tags["lemma"][7:] == ("x", None)
    assert quay[1].tags["lemma"] == ("_",)


def test_a_range_that_its_words_do_not_spell_is_refused():
    with pytest.raises(ValueError, match="spell 'dele', not 'del'"):
        list(corpora.sentences(block(row("1-2", "del"), row(1, "de"), row(2, "le"), document="a")))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["_", "_"], []),
        (["(1", "1)", "(1)"], [[(0, 2), (2, 3)]]),
        (["(3(4)", "_", "3)", "(4)"], [[(0, 1), (3, 4)], [(0, 3)]]),
        (["(2", "(2)", "2)"], [[(0, 3), (1, 2)]]),
    ],
)
def test_chains_are_read_from_brackets(marks, expected):
    assert corpora.chains(marks) == expected


def test_a_mention_left_open_is_refused():
    with pytest.raises(ValueError, match="not closed"):
        corpora.chains(["(1", "_"])


# "The pilot of Lund left. She knew him, she said": the pilot … She … she; Lund alone
PILOT = block(
    row(1, "The", "det", 2),
    row(2, "pilot", "nsubj", 5),
    row(3, "of", "case", 4),
    row(4, "Lund", "nmod", 2),
    row(5, "left", "root", 0),
    document="NAME",
) + block(row(1, "She", "nsubj", 2), row(2, "knew", "root", 0), row(3, "she", "nsubj", 4), row(4, "said", "dep", 2))
MARKS = ["(1", "_", "_", "1)", "_", "(1)", "_", "(1)", "_"]


@pytest.fixture
def pilots(tmp_path):
    names = [f"GUM_news_{letter}" for letter in "gfedcba"] + ["GUM_voyage_a"]
    written(tmp_path, "ud/gum-train.conllu", "".join(PILOT.replace("NAME", name) for name in names))
    lines = "".join(f"{number}\tword\t{mark}\n" for number, mark in enumerate(MARKS))
    for name in names:
        written(tmp_path, f"ud/gum_coref/{name}.conll", f"# begin document \n{lines}\n# end document\n")
    return tmp_path


def test_each_later_mention_is_linked_to_the_one_before_by_their_heads(pilots):
    example = corpora.gum(pilots)["train"][0]
    links = [tuple(example.text[start:end] for start, end in link) for link in example.links["coreference"]]
    assert links == [("She", "pilot"), ("she", "She")]


def test_every_sixth_document_of_the_near_genres_is_kept_to_choose_by(pilots):
    splits = {name: [e.id.removeprefix("GUM_") for e in examples] for name, examples in corpora.gum(pilots).items()}
    assert splits["dev"] == ["news_f"]
    assert splits["train"] == ["news_a", "news_b", "news_c", "news_d", "news_e", "news_g", "voyage_a"]


def test_clusters_are_whole_mentions_in_the_text(pilots):
    text = corpora.gum(pilots)["dev"][0].text
    (chain,) = corpora.gum_clusters(pilots)["GUM_news_f"]
    assert [text[start:end] for start, end in chain] == ["The pilot of Lund", "She", "she"]


def test_coreference_of_other_words_is_refused(pilots):
    written(pilots, "ud/gum_coref/GUM_news_a.conll", "0\tword\t_\n")
    with pytest.raises(ValueError, match="GUM_news_a: 1 words with coreference, 9 with syntax"):
        corpora.gum(pilots)


def test_the_head_of_a_mention_can_stand_for_a_thing():
    rows = [row(1, "Those", "det", 4), row(2, "Old", "amod", 3), row(3, "ships", "nsubj", 4), row(4, "sink", head=0)]
    example = corpora.document(list(corpora.sentences(block(*rows))), "gum")
    assert corpora.head_of(example, (0, 3)) == 2
    assert corpora.head_of(example, (0, 4)) == 3
    assert corpora.head_of(example, (0, 1)) == 0


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Port shut - Lund 's mayor .", "LUND 1996-08-30", "It is shut .", "It is ."],
         "Port shut - Lund's mayor.\nLUND 1996-08-30\nIt is shut. It is."),
        (["A .", 'She said , " We do n\'t , " he said ( twice ) .', '" So " .'],
         'A.\nShe said, "We don\'t," he said (twice). "So".'),
        (["A .", '" We wait .', '" We hope , " he said . " We pray .', 'Amen . "'],
         'A.\n"We wait. "We hope," he said. "We pray. Amen."'),
        (["A .", 'He spoke . "', 'We wait , " he said .'], 'A.\nHe spoke. "We wait," he said.'),
        (["A .", "The clerks ' pay , the ' soft ' sum of $ 5 and N / A , ' 96 ."],
         "A.\nThe clerks' pay, the 'soft' sum of $5 and N/A, '96."),
        (["A .", "Rows :", "1. Ada ( Lund ) 5", "2. Bo ( Lund ) 4", "End ?", "No ! )"],
         "A.\nRows:\n1. Ada (Lund) 5\n2. Bo (Lund) 4\nEnd? No!)"),
    ],
)  # fmt: skip
def test_a_story_reads_as_text(lines, expected):
    example = corpora.story("s", [[(word, "O") for word in line.split()] for line in lines])
    assert example.text == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("O O", []),
        ("I-PER I-PER O I-LOC", [(0, 2, "PER"), (3, 4, "LOC")]),
        ("I-ORG I-LOC I-LOC", [(0, 1, "ORG"), (1, 3, "LOC")]),
        ("I-LOC B-LOC I-LOC B-LOC", [(0, 1, "LOC"), (1, 3, "LOC"), (3, 4, "LOC")]),
        ("B-MISC O B-MISC", [(0, 1, "MISC"), (2, 3, "MISC")]),
    ],
)
def test_entities_are_read_from_iob1(labels, expected):
    assert list(corpora.stretches(labels.split())) == expected


def test_stories_are_read_with_their_entities(tmp_path):
    ada = (
        "-DOCSTART- -X- O O\n\nAda NNP I-NP I-PER\nLund NNP I-NP I-PER\n's POS O O\n\nOslo NNP I-NP I-LOC\n. . O O\n\n"
    )
    bo = "-DOCSTART- -X- O O\n\nBo NNP I-NP I-PER\n\n"
    written(tmp_path, "conll2003/eng.train", ada + bo)
    written(tmp_path, "conll2003/eng.testa", bo)
    splits = corpora.conll2003(tmp_path)
    assert [e.id for e in splits["train"]] == ["eng.train-0", "eng.train-1"]
    first = splits["train"][0]
    assert [(first.text[start:end], label) for start, end, label in first.spans["entity"]] == [
        ("Ada Lund", "PER"),
        ("Oslo", "LOC"),
    ]
    assert [first.text[start:end] for start, end in first.sentences] == ["Ada Lund's", "Oslo."]
    assert (first.words, dict(first.tags), splits["dev"][0].text) == ((), {}, "Bo")


WORD = st.sampled_from(["Ada", "ships", '"', "'", ",", ".", "(", ")", "$", "96", "n't", "`so", "/"])


@given(st.lists(st.lists(WORD, min_size=1, max_size=8), min_size=1, max_size=5))
def test_laying_out_a_story_loses_no_word(lines):
    gaps = corpora.spacing(lines)
    words = [word for line in lines for word in line]
    text, places = corpora.laid_out(words, gaps)
    assert [text[start:end] for start, end in places] == words
    assert "".join(text.split()) == "".join(words)
    assert set(gaps) <= {"", " ", "\n"}
