"""Training code lies outside the package; a small model and invented corpora are shared by its tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))


@pytest.fixture(scope="session")
def tokenizer():
    from reading.batches import pieces_of

    return pieces_of(Path(__file__).parents[2] / "src/tellings/annotate/weights/tokenizer.json")


@pytest.fixture(scope="session")
def corpora():
    import tiny

    return tiny.corpora()


@pytest.fixture(scope="session")
def tags(corpora):
    import reading_model

    return reading_model.tagset(corpora)


@pytest.fixture(scope="session")
def encoded(corpora, tokenizer, tags):
    from reading.batches import encode

    return {name: [encode(e, tokenizer, tags) for e in examples] for name, examples in corpora.items()}
