"""On a live page each post has a day of its own."""

from __future__ import annotations

from onrecord.model import Article, Post
from onrecord.reader import default_reader
from onrecord.reading.publication import published_on

_TEXT = "The speaker resigned today.\n\nPolice arrested two protesters."
_ARTICLE = Article(
    id="live",
    text=_TEXT,
    published="2020-01-08",
    language="en",
    posts=(
        Post(start=0, end=27, at="2020-01-09T00:10:00+00:00"),
        Post(start=29, end=len(_TEXT), at="2020-01-07T20:00:00+00:00"),
    ),
)


def test_the_day_of_a_post_and_else_of_the_article() -> None:
    assert str(published_on(_ARTICLE, 5)) == "2020-01-09"
    assert str(published_on(_ARTICLE, 28)) == "2020-01-08"


def test_no_day_where_none_is_known() -> None:
    assert published_on(Article(id="x", text="a", published="soon"), 0) is None


def test_today_is_the_day_of_the_post() -> None:
    (today,) = default_reader().read(_ARTICLE).times
    assert today.value == "2020-01-09"


def test_an_event_without_a_time_is_of_the_day_of_its_post() -> None:
    last = default_reader().read(_ARTICLE).reports[-1]
    assert (last.when.start, last.when.basis) == ("2020-01-07", "publication")
