from collections.abc import Callable

import pytest

from onrecord.coding import Coder, standing_of
from onrecord.model import Article, Report
from onrecord.reading import Mentions, Quantities, Reading, load_pipeline, read_layers, sentence_spans

Code = Callable[[str], tuple[Report, ...]]
Stand = Callable[[str], tuple[str, bool]]


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


@pytest.fixture(scope="session")
def stand(read: Callable[[str], Reading]) -> Stand:
    """Modality and negation of the event whose word stands between asterisks: "Iran did not *attack* the base."."""

    def _stand(text: str) -> tuple[str, bool]:
        start = text.index("*")
        reading = read(text.replace("*", ""))
        token = next(t.i for t in reading.doc if t.idx == start)
        (standing,) = standing_of(reading, [token])
        return standing.modality, standing.negated

    return _stand
