from collections.abc import Callable

import pytest

from onrecord.coding import Coder
from onrecord.model import Article, Report
from onrecord.reading import Mentions, Quantities, Reading, load_pipeline, read_layers, sentence_spans

Code = Callable[[str], tuple[Report, ...]]


@pytest.fixture(scope="session")
def read() -> Callable[[str], Reading]:
    nlp = load_pipeline()
    layers = (Mentions(), Quantities())

    def _read(text: str) -> Reading:
        doc = nlp(text)
        article = Article(id="test", text=text, published="2020-01-08")
        return read_layers(Reading(article=article, doc=doc, sentences=sentence_spans(doc)), layers)

    return _read


@pytest.fixture(scope="session")
def code(read: Callable[[str], Reading]) -> Code:
    coder = Coder()
    return lambda text: coder.code(read(text))
