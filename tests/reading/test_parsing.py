"""The pipeline begins anew before what it keeps takes much room, and reads as before."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.model import Article
from onrecord.reader import Reader
from onrecord.reading import Parser, load_pipeline

_TEXTS = (
    "Rebels of the Tavoro front shelled Maduni on Tuesday, killing 3 people, the ministry said.",
    "President Kesola Ribane denied that his army had attacked the village of Sopane.",
    "The Ledusi party will protest in Varoba on Friday, its leader Bonila Dasu said.",
)


@pytest.fixture(autouse=True)
def _a_pipeline_of_its_own() -> None:
    load_pipeline.cache_clear()


def test_a_pipeline_that_keeps_too_many_words_is_loaded_again() -> None:
    parser = Parser(words=5)
    first = parser.pipeline
    parser(_TEXTS[0])
    assert parser.pipeline is first
    parser(_TEXTS[1])
    assert parser.pipeline is not first
    assert parser.pipeline is load_pipeline()
    assert "Tavoro" not in parser.pipeline.vocab.strings


def test_few_words_load_nothing_again() -> None:
    parser = Parser()
    first = parser.pipeline
    for text in _TEXTS:
        parser(text)
    assert parser.pipeline is first


def test_two_parsers_share_the_pipeline_that_one_of_them_loaded_again() -> None:
    one, other = Parser(words=5), Parser(words=5)
    one(_TEXTS[0])
    one(_TEXTS[1])
    other(_TEXTS[2])
    assert other.pipeline is one.pipeline


def test_what_is_read_is_the_same() -> None:
    articles = [Article(id=f"{n}", text=text, published="2020-01-08") for n, text in enumerate(_TEXTS * 2)]
    seldom = [msgspec.json.encode(Reader().read(article)) for article in articles]
    often = Reader(parser=Parser(words=0))
    assert [msgspec.json.encode(often.read(article)) for article in articles] == seldom
