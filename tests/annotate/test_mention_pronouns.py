"""Pronouns on small invented sentences with trees written by hand, so that no parser decides what is tested."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.annotate import mentions
from tellings.annotate.mentions.pronouns import Antecedents
from tellings.annotate.syntax.parsing import Named, Parse
from tellings.records import Document, Piece, Sentence, Span, Token, View

# word, part of speech, tag, relation, head (counted from 1 in its sentence), lemma where it is another word
HOLT_LEFT = "Holt PROPN NNP nsubj 2|left VERB VBD ROOT 2 leave|. PUNCT . punct 2"
LIND_MET = (
    "Anna PROPN NNP compound 2|Lind PROPN NNP nsubj 3|met VERB VBD ROOT 3 meet|Peter PROPN NNP compound 5|"
    "Holt PROPN NNP dobj 3|. PUNCT . punct 3"
)
BANK_FAILED = "The DET DT det 2|bank NOUN NN nsubj 3|failed VERB VBD ROOT 3 fail|. PUNCT . punct 3"
SHIPS_LEFT = "The DET DT det 2|ships NOUN NNS nsubj 3 ship|left VERB VBD ROOT 3 leave|. PUNCT . punct 3"
GIRLS_LEFT = "The DET DT det 2|girls NOUN NNS nsubj 3 girl|left VERB VBD ROOT 3 leave|. PUNCT . punct 3"
IT_RAINED = "It PRON PRP nsubj 2|rained VERB VBD ROOT 2 rain|. PUNCT . punct 2"
LIND_SAID = (
    "Lind PROPN NNP nsubj 2|said VERB VBD ROOT 2 say|: PUNCT : punct 2|“ PUNCT `` punct 6|He PRON PRP nsubj 6|"
    "lied VERB VBD ccomp 2 lie|. PUNCT . punct 2|” PUNCT '' punct 2"
)


def pronoun(word: str, verb: str = "won win") -> str:
    """A sentence whose subject is a pronoun."""
    form, lemma = verb.split()
    return f"{word} PRON PRP nsubj 2|{form} VERB VBD ROOT 2 {lemma}|. PUNCT . punct 2"


def parsed(*sentences: str, names: dict[str, str] | None = None) -> tuple[Document, Parse]:
    """Text and parse; `names` gives the tagger's type of one-word names and of two-word names written with "_"."""
    tokens: list[Token] = []
    spans, at = [], 0
    for sentence in sentences:
        first = len(tokens)
        for row in sentence.split("|"):
            word, pos, tag, dep, head, *lemma = row.split()
            low = lemma[0] if lemma else word.lower()
            tokens.append(Token(at, at + len(word), word, low, pos, tag, dep, first + int(head) - 1))
            at += len(word) + 1
        spans.append(Sentence(tokens[first].start, at - 1, first, len(tokens)))
    text = " ".join(t.text for t in tokens)
    whole = Span(0, len(text))
    found = [_named(tokens, i, name, kind) for name, kind in (names or {}).items() for i in _places(tokens, name)]
    found.sort(key=lambda n: n.first)
    return Document("d", text, View(text, (Piece(whole, whole, True),))), Parse(
        tuple(tokens), tuple(spans), tuple(found)
    )


def _places(tokens: list[Token], name: str) -> list[int]:
    words = name.split("_")
    return [i for i in range(len(tokens)) if [t.text for t in tokens[i : i + len(words)]] == words]


def _named(tokens: list[Token], first: int, name: str, kind: str) -> Named:
    last = first + len(name.split("_"))
    return Named(Span(tokens[first].start, tokens[last - 1].end), kind, first, last)


def chains(
    *sentences: str, names: dict[str, str] | None = None, antecedents: Antecedents | None = None
) -> list[list[str]]:
    """The chains that hold a pronoun, as written."""
    document, parse = parsed(*sentences, names=names)
    found, entities = mentions.find(document, parse, antecedents=antecedents)
    groups = [[m for m in found if m.entity == e.id] for e in entities]
    return [[m.span.of(document.text) for m in group] for group in groups if any(m.form == "pronoun" for m in group)]


PEOPLE = {"Anna_Lind": "PER", "Peter_Holt": "PER", "Holt": "PER", "Lind": "PER"}


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ((LIND_MET, pronoun("She")), [["Anna Lind", "She"]]),
        ((LIND_MET, pronoun("He")), [["Peter Holt", "He"]]),
        ((HOLT_LEFT, pronoun("He"), pronoun("He", "lost lose")), [["Holt", "He", "He"]]),
        ((BANK_FAILED, pronoun("It", "closed close")), [["The bank", "It"]]),
        ((GIRLS_LEFT, pronoun("They")), [["The girls", "They"]]),
    ],
)
def test_a_pronoun_joins_what_agrees_with_it(sentences: tuple[str, ...], expected: list[list[str]]) -> None:
    assert chains(*sentences, names=PEOPLE) == expected


@pytest.mark.parametrize(
    "sentences",
    [
        (SHIPS_LEFT, pronoun("They", "sank sink")),  # a plain noun that is no entity
        (BANK_FAILED, IT_RAINED),
        (GIRLS_LEFT, pronoun("It")),
        (SHIPS_LEFT, pronoun("He")),
        (LIND_SAID,),  # the speaker is not the "he" of what is said
    ],
)
def test_a_pronoun_that_means_no_entity_is_left_alone(sentences: tuple[str, ...]) -> None:
    assert chains(*sentences, names=PEOPLE) == []


def test_subject_and_object_of_a_verb_are_two() -> None:
    met = "He PRON PRP nsubj 2|met VERB VBD ROOT 2 meet|Holt PROPN NNP dobj 2|. PUNCT . punct 2"
    assert chains(met, names=PEOPLE) == []


def test_a_pronoun_in_a_fronted_clause_means_the_subject_behind() -> None:
    fronted = (
        "When SCONJ WRB advmod 3|he PRON PRP nsubj 3|won VERB VBD advcl 6 win|, PUNCT , punct 6|Holt PROPN NNP nsubj 6|"
        "smiled VERB VBD ROOT 6 smile|. PUNCT . punct 6"
    )
    assert chains(fronted, names=PEOPLE) == [["he", "Holt"]]


def test_i_inside_a_quotation_is_its_speaker() -> None:
    quotation = (
        "“ PUNCT `` punct 3|I PRON PRP nsubj 3|lied VERB VBD ccomp 7 lie|, PUNCT , punct 7|” PUNCT '' punct 7|"
        "he PRON PRP nsubj 7|said VERB VBD ROOT 7 say|. PUNCT . punct 7"
    )
    assert chains(HOLT_LEFT, quotation, names=PEOPLE) == [["Holt", "I", "he"]]
    outside = "I PRON PRP nsubj 2|lied VERB VBD ROOT 2 lie|. PUNCT . punct 2"
    assert chains(HOLT_LEFT, outside, names=PEOPLE) == []


def test_his_own_brother_is_not_he() -> None:
    brother = (
        "Holt PROPN NNP nsubj 2|called VERB VBD ROOT 2 call|his PRON PRP$ poss 4|brother NOUN NN dobj 2|"
        ". PUNCT . punct 2"
    )
    assert chains(brother, names=PEOPLE) == [["Holt", "his"]]


def test_the_reading_models_view_outweighs_the_rules_where_it_is_sure() -> None:
    two = (
        "Holt PROPN NNP nsubj 2|met VERB VBD ROOT 2 meet|Berger PROPN NNP dobj 2|. PUNCT . punct 2",
        pronoun("He"),
    )
    names = {"Holt": "PER", "Berger": "PER"}
    assert chains(*two, names=names) == [["Holt", "He"]]
    assert chains(*two, names=names, antecedents={4: [(2, 0.97), (0, 0.03)]}) == [["Berger", "He"]]


def test_a_type_counts_by_its_probability() -> None:
    document, parse = parsed(
        "Brenner PROPN NNP nsubj 2|bought VERB VBD ROOT 2 buy|Brenner PROPN NNP dobj 2|. PUNCT . punct 2",
        names={"Brenner": "ORG"},
    )

    def read(*sure: float) -> set[str]:
        told = zip(parse.names, ("PER", "ORG"), sure, strict=True)
        names = tuple(Named(n.span, kind, n.first, n.last, p) for n, kind, p in told)
        return {m.type for m in mentions.find(document, Parse(parse.tokens, parse.sentences, names))[0]}

    assert read(0.9, 0.2) == {"PER"}
    assert read(0.2, 0.9) == {"ORG"}


ROWS = [HOLT_LEFT, LIND_MET, BANK_FAILED, SHIPS_LEFT, GIRLS_LEFT, IT_RAINED, LIND_SAID]
ROWS += [pronoun(word) for word in ("He", "She", "It", "They")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(ROWS), max_size=12))
def test_each_pronoun_is_in_one_chain_at_most_and_never_alone(sentences: list[str]) -> None:
    document, parse = parsed(*sentences, names=PEOPLE)
    found, _ = mentions.find(document, parse)
    asked = [m for m in found if m.form == "pronoun"]
    assert len({m.start for m in asked}) == len(asked)
    assert all(any(o.entity == m.entity and o.form != "pronoun" for o in found) for m in asked)
