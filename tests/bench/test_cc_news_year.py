"""A year of CC-NEWS: the arithmetic, and pages of the size that is asked for."""

from __future__ import annotations

import pytest
from bench.cc_news_year import Assumed, Costs, pages, year_of

from onrecord.cleaning import clean
from onrecord.sources import RawDocument

COSTS = Costs(loading=10.0, cleaning=0.1, reading=0.5, words=500, kilobytes=100)


def test_only_english_articles_are_read_and_each_processor_loads_once() -> None:
    assumed = Assumed(articles=36_000, english=0.5, machines=1, processors=2, slower=2.0, price=0.1)
    year = year_of(COSTS, assumed)
    assert year.cpu_hours == pytest.approx((36_000 * (0.1 + 0.25) * 2 + 2 * 10) / 3600)
    assert year.days == pytest.approx(year.cpu_hours / 2 / 24)
    assert year.price == pytest.approx(year.cpu_hours * 0.1)


def test_pages_have_the_words_and_the_size_that_are_asked_for() -> None:
    (page,) = pages(1, 300, 80)
    assert len(page) == pytest.approx(80_000, rel=0.05)
    article = clean(RawDocument(name="p", id="p", kind="html", content=page))
    assert 250 <= len(article.text.split()) <= 420
    assert "section of the paper" not in article.text
