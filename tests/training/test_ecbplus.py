"""ECB+ as event coreference reads it: checked sentences, chains, and no web addresses."""

from pathlib import Path

import ecbplus
import pytest

SHARED = Path(__file__).parents[3] / "shared"

DOCUMENT = """<Document>
<token t_id="1" sentence="0">http</token><token t_id="2" sentence="0">:</token>
<token t_id="3" sentence="0">x</token>
<token t_id="4" sentence="1">A</token><token t_id="5" sentence="1">ferry</token>
<token t_id="6" sentence="1">sank</token>
<token t_id="7" sentence="1">.</token>
<token t_id="8" sentence="2">It</token><token t_id="9" sentence="2">burned</token>
<token t_id="10" sentence="2">.</token>
<token t_id="11" sentence="3">The</token><token t_id="12" sentence="3">sinking</token>
<token t_id="13" sentence="3">shocked</token><token t_id="14" sentence="3">Oslo</token>
<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="6"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="2"><token_anchor t_id="9"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="3"><token_anchor t_id="12"/></ACTION_OCCURRENCE>
<ACTION_STATE m_id="4"><token_anchor t_id="13"/></ACTION_STATE>
<LOC_GEO m_id="5"><token_anchor t_id="14"/></LOC_GEO>
<ACTION_OCCURRENCE m_id="6" TAG_DESCRIPTOR="sinking"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="7" note="ACT1"><source m_id="1"/><source m_id="3"/><target m_id="6"/></CROSS_DOC_COREF>
</Relations></Document>"""


@pytest.fixture
def data(tmp_path):
    for name in ("2_1ecb", "2_1ecbplus", "2_2ecb"):
        path = tmp_path / f"ecbplus/val/2/{name}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DOCUMENT, "utf-8")
    rows = "Topic,File,Sentence Number\n2,1ecb,1\n2,1ecb,3\n2,1ecbplus,2\n"
    (tmp_path / "ecbplus/ECBplus_coreference_sentences.csv").write_text(rows, "utf-8")
    return tmp_path


def test_only_checked_sentences_count_and_chains_run_over_documents(data):
    (topic,) = ecbplus.topics(data, "dev")
    text = {r["id"]: r["text"] for r in topic.records}
    assert text["2_1ecb"].strip() == "A ferry sank. It burned. The sinking shocked Oslo"
    assert [(m.document, text[m.document][m.start : m.end], m.chain) for m in topic.mentions] == [
        ("2_1ecb", "sank", "ACT1"),
        ("2_1ecb", "sinking", "ACT1"),
        ("2_1ecb", "shocked", "2_1ecb#4"),
        ("2_1ecbplus", "burned", "2_1ecbplus#2"),
    ]
    assert [topic.story(name) for name in text] == ["2/core", "2/plus"]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "data").exists(), reason="the development data is not beside this checkout")
def test_real_mentions_stand_on_words():
    for topic in ecbplus.topics(SHARED / "data", "dev"):
        text = {r["id"]: r["text"] for r in topic.records}
        assert topic.mentions
        for m in topic.mentions:
            assert text[m.document][m.start : m.end].strip() == text[m.document][m.start : m.end] != ""
