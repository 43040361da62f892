"""Trees from scores, and content-headed trees turned over."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.annotate.syntax.arborescence import tree, untangled
from tellings.annotate.syntax.surface import function_headed


def parsed(rows: str) -> list[tuple[str, str]]:
    """ "form/UPOS/XPOS/lemma/relation/head" for each word, heads as forms, to (label, head's form) for each word."""
    fields = [row.split("/") for row in rows.split()]
    forms = [f[0] for f in fields]
    heads = [forms.index(f[5]) for f in fields]
    columns = [[f[i] for f in fields] for i in (1, 2, 3, 4)]
    found, labels = function_headed(*columns, heads)
    return [(label, forms[head]) for label, head in zip(labels, found, strict=True)]


CASES = {
    "a preposition heads its noun": (
        "He/PRON/PRP/he/nsubj/sat sat/VERB/VBD/sit/root/sat in/ADP/IN/in/case/court court/NOUN/NN/court/obl/sat",
        "nsubj:sat ROOT:sat prep:sat pobj:in",
    ),
    "chained prepositions": (
        "sat/VERB/VBD/sit/root/sat out/ADP/IN/out/case/town of/ADP/IN/of/case/town town/NOUN/NN/town/obl/sat",
        "ROOT:sat prep:sat prep:out pobj:of",
    ),
    "a fixed preposition": (
        "left/VERB/VBD/leave/root/left because/ADP/IN/because/case/rain of/ADP/IN/of/fixed/because "
        "rain/NOUN/NN/rain/obl/left",
        "ROOT:left prep:left pcomp:because pobj:of",
    ),
    "such as": (
        "towns/NOUN/NNS/town/root/towns such/ADJ/JJ/such/case/Hale as/ADP/IN/as/fixed/such "
        "Hale/PROPN/NNP/hale/nmod/towns",
        "ROOT:towns amod:as prep:towns pobj:as",
    ),
    "the agent of a passive": (
        "It/PRON/PRP/it/nsubj:pass/built was/AUX/VBD/be/aux:pass/built built/VERB/VBN/build/root/built "
        "by/ADP/IN/by/case/her her/PRON/PRP/she/obl:agent/built",
        "nsubjpass:built auxpass:built ROOT:built agent:built pobj:by",
    ),
    "a gerund after a preposition": (
        "left/VERB/VBD/leave/root/left without/ADP/IN/without/mark/saying saying/VERB/VBG/say/advcl/left "
        "why/ADV/WRB/why/obj/saying",
        "ROOT:left prep:left pcomp:without dobj:saying",
    ),
    "a conjunction stays a mark": (
        "left/VERB/VBD/leave/root/left after/SCONJ/IN/after/mark/spoke he/PRON/PRP/he/nsubj/spoke "
        "spoke/VERB/VBD/speak/advcl/left",
        "ROOT:left mark:spoke nsubj:spoke advcl:left",
    ),
    "a copula and its adjective": (
        "He/PRON/PRP/he/nsubj/ill has/AUX/VBZ/have/aux/ill not/PART/RB/not/advmod/ill been/AUX/VBN/be/cop/ill "
        "very/ADV/RB/very/advmod/ill ill/ADJ/JJ/ill/root/ill today/NOUN/NN/today/obl:unmarked/ill",
        "nsubj:been aux:been neg:been ROOT:been advmod:ill acomp:been npadvmod:ill",
    ),
    "a copula and its noun": (
        "She/PRON/PRP/she/nsubj/mayor is/AUX/VBZ/be/cop/mayor the/DET/DT/the/det/mayor mayor/NOUN/NN/mayor/root/mayor",
        "nsubj:is ROOT:is det:mayor attr:is",
    ),
    "a copula and a preposition": (
        "She/PRON/PRP/she/nsubj/Rome is/AUX/VBZ/be/cop/Rome in/ADP/IN/in/case/Rome Rome/PROPN/NNP/rome/root/Rome",
        "nsubj:is ROOT:is prep:is pobj:in",
    ),
    "a clause after a copula": (
        "Point/NOUN/NN/point/nsubj:outer/won is/AUX/VBZ/be/cop/won that/SCONJ/IN/that/mark/won "
        "they/PRON/PRP/they/nsubj/won won/VERB/VBD/win/root/won",
        "nsubj:is ROOT:is mark:won nsubj:won ccomp:is",
    ),
    "conjuncts in a chain": (
        "tea/NOUN/NN/tea/root/tea milk/NOUN/NN/milk/conj/tea and/CCONJ/CC/and/cc/jam jam/NOUN/NN/jam/conj/tea",
        "ROOT:tea conj:tea cc:milk conj:milk",
    ),
    "joined prepositions": (
        "sat/VERB/VBD/sit/root/sat in/ADP/IN/in/case/Rome Rome/PROPN/NNP/rome/obl/sat and/CCONJ/CC/and/cc/Bonn "
        "near/ADP/IN/near/case/Bonn Bonn/PROPN/NNP/bonn/conj/Rome",
        "ROOT:sat prep:sat pobj:in cc:in conj:in pobj:near",
    ),
    "joined clauses with copulas": (
        "He/PRON/PRP/he/nsubj/ill is/AUX/VBZ/be/cop/ill ill/ADJ/JJ/ill/root/ill but/CCONJ/CC/but/cc/works "
        "works/VERB/VBZ/work/conj/ill",
        "nsubj:is ROOT:is acomp:is cc:is conj:is",
    ),
    "a name": (
        "Ann/PROPN/NNP/ann/nsubj/left B./PROPN/NNP/b./flat/Ann Hale/PROPN/NNP/hale/flat/Ann "
        "left/VERB/VBD/leave/root/left",
        "compound:Hale compound:Hale nsubj:left ROOT:left",
    ),
    "a numbered name": (
        "Route/PROPN/NNP/route/root/Route 8/NUM/CD/8/flat/Route",
        "ROOT:Route nummod:Route",
    ),
    "a possessor": (
        "Hale/PROPN/NNP/hale/nmod:poss/plan 's/PART/POS/'s/case/Hale plan/NOUN/NN/plan/root/plan",
        "poss:plan case:Hale ROOT:plan",
    ),
    "a sum": (
        "paid/VERB/VBD/pay/root/paid $/SYM/$/$/obj/paid 5/NUM/CD/5/compound/million million/NUM/CD/million/nummod/$",
        "ROOT:paid quantmod:million compound:million dobj:paid",
    ),
    "a date": (
        "left/VERB/VBD/leave/root/left on/ADP/IN/on/case/5 May/PROPN/NNP/may/nmod:unmarked/5 5/NUM/CD/5/obl/left "
        "1999/NUM/CD/1999/nmod:unmarked/5",
        "ROOT:left prep:left pobj:on nummod:May nummod:May",
    ),
    "what is said": (
        "Rain/NOUN/NN/rain/nsubj/fell fell/VERB/VBD/fall/root/fell he/PRON/PRP/he/nsubj/said "
        "said/VERB/VBD/say/parataxis/fell",
        "nsubj:fell ccomp:said nsubj:said ROOT:said",
    ),
    "what is said, in two parts": (
        "Rain/NOUN/NN/rain/nsubj/fell ,/PUNCT/,/,/punct/said he/PRON/PRP/he/nsubj/said "
        "said/VERB/VBD/say/parataxis/fell ;/PUNCT/,/;/punct/said fell/VERB/VBD/fall/root/fell",
        "nsubj:fell punct:fell nsubj:said parataxis:fell punct:fell ROOT:fell",
    ),
    "signs between phrases": (
        "After/ADP/IN/after/case/rain rain/NOUN/NN/rain/obl/left ,/PUNCT/,/,/punct/rain Hale/PROPN/NNP/hale/nsubj/left "
        "(/PUNCT/(/(/punct/mayor mayor/NOUN/NN/mayor/appos/Hale )/PUNCT/)/)/punct/mayor "
        "left/VERB/VBD/leave/root/left ./PUNCT/././punct/rain",
        "prep:left pobj:After punct:left nsubj:left punct:Hale appos:Hale punct:left ROOT:left punct:left",
    ),
    "an infinitive with a copula": (
        "got/VERB/VBD/get/root/got to/PART/TO/to/mark/ill be/AUX/VB/be/cop/ill ill/ADJ/JJ/ill/xcomp/got",
        "ROOT:got aux:be xcomp:got acomp:be",
    ),
    "a clause that says what something is": (
        "That/PRON/DT/that/nsubj/what is/AUX/VBZ/be/cop/what what/PRON/WP/what/root/what I/PRON/PRP/i/nsubj/mean "
        "mean/VERB/VBP/mean/acl:relcl/what",
        "nsubj:is ROOT:is dobj:mean nsubj:mean ccomp:is",
    ),
    "at least": (
        "lost/VERB/VBD/lose/root/lost at/ADP/IN/at/case/least least/ADJ/JJS/least/obl/ten ten/NUM/CD/10/obj/lost",
        "ROOT:lost advmod:least advmod:ten dobj:lost",
    ),
    "a stranded preposition": (
        "asked/VERB/VBN/ask/root/asked for/ADP/IN/for/obl/asked",
        "ROOT:asked prep:asked",
    ),
    "an object alone and beside another": (
        "told/VERB/VBD/tell/root/told her/PRON/PRP/she/iobj/told and/CCONJ/CC/and/cc/gave "
        "gave/VERB/VBD/give/conj/told him/PRON/PRP/he/iobj/gave tea/NOUN/NN/tea/obj/gave",
        "ROOT:told dobj:told cc:told conj:told dative:gave dobj:gave",
    ),
    "a free relative": (
        "know/VERB/VBP/know/root/know of/ADP/IN/of/case/what what/PRON/WP/what/obl/know he/PRON/PRP/he/nsubj/did "
        "did/VERB/VBD/do/acl:relcl/what",
        "ROOT:know prep:know dobj:did nsubj:did pcomp:of",
    ),
    "a raised subject": (
        "let/VERB/VB/let/root/let him/PRON/PRP/he/obj/let go/VERB/VB/go/xcomp/let",
        "ROOT:let nsubj:go ccomp:let",
    ),
    "an object's predicate": (
        "call/VERB/VB/call/root/call him/PRON/PRP/he/obj/call liar/NOUN/NN/liar/xcomp/call",
        "ROOT:call dobj:call oprd:call",
    ),
    "extraposition": (
        "It/PRON/PRP/it/expl/best is/AUX/VBZ/be/cop/best best/ADJ/JJS/good/root/best to/PART/TO/to/mark/go "
        "go/VERB/VB/go/csubj/best",
        "nsubj:is ROOT:is acomp:is aux:go xcomp:is",
    ),
    "in order to": (
        "paid/VERB/VBD/pay/root/paid in/ADP/IN/in/mark/go order/NOUN/NN/order/fixed/in to/PART/TO/to/mark/go "
        "go/VERB/VB/go/advcl/paid",
        "ROOT:paid prep:paid pobj:in aux:go acl:order",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_function_words_head_content_words(name: str) -> None:
    rows, expected = CASES[name]
    assert " ".join(f"{label}:{head}" for label, head in parsed(rows)) == expected


RELATIONS = st.sampled_from(
    "root nsubj obj obl nmod case cop mark aux conj cc flat fixed punct advmod acl:relcl advcl xcomp parataxis nummod "
    "compound nmod:unmarked nsubj:outer obl:agent expl csubj dep".split()
)
TAGS = st.sampled_from("NOUN/NN PROPN/NNP VERB/VBG VERB/VBD ADJ/JJ ADP/IN NUM/CD SYM/$ PRON/WP PART/TO ADV/WRB".split())
LEMMAS = st.sampled_from("say what in order such as because of let may $ at least more than be not it by".split())


def leads_to_one_root(heads: list[int]) -> bool:
    def top(word: int) -> int:
        for _ in heads:
            word = heads[word]
        return word

    roots = [w for w, h in enumerate(heads) if w == h]
    return len(roots) == 1 and all(top(w) == roots[0] for w in range(len(heads)))


@given(st.data())
def test_any_tree_stays_a_tree(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 12))
    order = data.draw(st.permutations(range(size)))
    heads = [0] * size
    for place, word in enumerate(order):
        heads[word] = word if not place else order[data.draw(st.integers(0, place - 1))]
    tags = [data.draw(TAGS).split("/") for _ in order]
    lemmas, rels = [data.draw(LEMMAS) for _ in order], [data.draw(RELATIONS) for _ in order]
    found, labels = function_headed([t[0] for t in tags], [t[1] for t in tags], lemmas, rels, heads)
    assert leads_to_one_root(found)
    assert [w for w, label in enumerate(labels) if label == "ROOT"] == [w for w, h in enumerate(found) if w == h]


def test_no_words_have_no_tree() -> None:
    assert tree(np.zeros((0, 0), np.float32)) == []
    assert function_headed([], [], [], [], []) == ([], [])


def test_the_best_heads_are_taken_where_they_make_a_tree() -> None:
    scores = np.array([[0, 5, 0], [0, 9, 0], [0, 0, 0.0]], np.float32)
    scores[2] = [7, 1, 2]
    assert tree(scores) == [1, 1, 0]


def best_by_trial(scores: np.ndarray) -> float:
    size = len(scores)
    every = itertools.product(range(size), repeat=size)
    return max(sum(scores[w, h] for w, h in enumerate(heads)) for heads in every if leads_to_one_root(list(heads)))


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_best_tree_is_found(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    heads = tree(scores)
    assert leads_to_one_root(heads)
    assert sum(scores[w, h] for w, h in enumerate(heads)) == pytest.approx(best_by_trial(scores), abs=1e-4)


def test_equal_scores_give_a_tree() -> None:
    assert leads_to_one_root(tree(np.zeros((150, 150), np.float32)))


# ------------------------------------------------------------------ arcs that cross


def scores_of(heads: list[int], *, second: dict[int, int], lead: float = 1.0) -> np.ndarray:
    """Every word is for its head, and next for its second choice."""
    scores = np.full((len(heads), len(heads)), -9.0, np.float32)
    for word, head in enumerate(heads):
        scores[word, head] = lead
        scores[word, second.get(word, head)] = max(lead - 0.5, scores[word, second.get(word, head)])
    return scores


def test_of_two_arcs_that_cross_the_surer_stays():
    heads = [2, 1, 1, 1, 1]  # word 0 hangs on word 2, over the root
    assert tree(scores_of(heads, second={0: 1})) == heads
    assert untangled(scores_of(heads, second={0: 1})) == [1, 1, 1, 1, 1]


def test_what_does_not_cross_is_left_alone():
    heads = [1, 1, 4, 4, 1, 4]
    assert untangled(scores_of(heads, second={2: 1, 3: 5})) == heads


@given(st.integers(1, 9), st.integers(0, 10_000))
def test_an_untangled_tree_is_a_tree(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    found = untangled(scores)
    assert sum(word == head for word, head in enumerate(found)) == 1
    for start in range(size):
        word = start
        for _ in range(size):
            word = found[word]
        assert found[word] == word


def test_the_arc_that_can_be_given_up_at_less_cost_goes():
    """The next best head of word 2 would cross as well; word 1 has word 0."""
    scores = scores_of([2, 3, 4, 2, 4], second={})
    scores[1, 0], scores[2, 2] = 0.1, 0.5
    assert untangled(scores) == [2, 0, 4, 2, 4]
