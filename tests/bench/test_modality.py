"""The figures on gold event mentions: which are judged, what counts, and that the two parts stay apart."""

from typing import Any

import pytest
from bench.modality import Judged, judged, score, unseen

from onrecord.coding.modality import Standing
from onrecord.model import Article
from onrecord.reading import Mentions, Quantities, Reading, load_pipeline, read_layers, sentence_spans

_TEXT = "Chad will not close the border. Police arrested a man."


@pytest.fixture(scope="module")
def reading() -> Reading:
    doc = load_pipeline()(_TEXT)
    article = Article(id="one", text=_TEXT, published="2020-01-08")
    return read_layers(
        Reading(article=article, doc=doc, sentences=sentence_spans(doc)), (Mentions(), Quantities())
    )


def _mention(word: str, **more: str) -> dict[str, Any]:
    start = _TEXT.index(word)
    return {
        "start": start,
        "end": start + len(word),
        "polarity": "POS",
        "certainty": "CERTAIN",
        "time": "",
    } | more


def test_every_mention_with_polarity_is_judged(reading: Reading) -> None:
    row = {
        "doc_id": "one",
        "event_mentions": [
            _mention("close", polarity="NEG", time="FUTURE"),
            _mention("arrested"),
            _mention("border", polarity=""),
        ],
    }
    close, arrested = judged(row, reading)
    assert close.traits == {"negated": (True, True), "planned": (True, True), "possible": (False, False)}
    assert arrested.traits == {
        "negated": (False, False),
        "planned": (False, False),
        "possible": (False, False),
    }
    assert (close.standing.modality, arrested.standing.modality) == ("planned", "happened")


def test_a_mention_that_ends_in_a_full_stop_is_judged_by_its_verb(reading: Reading) -> None:
    (found,) = judged({"doc_id": "one", "event_mentions": [_mention("border. Police arrested")]}, reading)
    assert reading.doc[found.head].text == "arrested"


def _judged(document: str, negated: tuple[bool, bool]) -> Judged:
    standing = Standing("happened", negated[1], False)
    traits = {"negated": negated, "planned": (False, False), "possible": (False, False)}
    return Judged(document, {}, 0, standing, traits)


def test_figures_of_the_two_parts() -> None:
    seen, hidden = (next(n for n in map(str, range(99)) if unseen(n) == part) for part in (False, True))
    found = [
        _judged(seen, (True, True)),
        _judged(seen, (True, False)),
        _judged(seen, (False, False)),
        _judged(hidden, (False, True)),
    ]
    figures = score(found)
    assert figures["seen part, accuracy"] == pytest.approx(2 / 3)
    assert figures["seen part, negated precision"] == 1.0
    assert figures["seen part, negated recall"] == 0.5
    assert figures["seen part, negated F1"] == pytest.approx(2 / 3)
    assert figures["unseen part, negated F1"] == 0.0
    assert figures["unseen part, planned F1"] == 0.0
