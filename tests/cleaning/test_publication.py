"""Times of publication and change, with their zones."""

from __future__ import annotations

import datetime as dt

import pytest

from onrecord.cleaning.stamps import clock_of, printed_stamp, read_stamp
from tests.cleaning.saved import BODY, PROSE, cleaned, from_body, from_text


def _described(published: str, modified: str | None = None) -> str:
    changed = f', "dateModified": "{modified}"' if modified else ""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{published}"{changed}}}</script>'


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2020-01-08T22:10:00-05:00", "2020-01-08T22:10:00-05:00"),
        ("20200108T2210Z", "2020-01-08T22:10:00+00:00"),
        ("Wed, 08 Jan 2020 22:10:00 -0500", "2020-01-08T22:10:00-05:00"),
        ("2020-01-08 22:10:00 +0330", "2020-01-08T22:10:00+03:30"),
        ("2020-01-08T22:10", "2020-01-08T22:10:00"),
        ("2020-01-08", None),
    ],
)
def test_machine_readable_times(value: str, iso: str | None) -> None:
    stamp = read_stamp(value)
    assert stamp is not None
    assert stamp.iso() == iso


@pytest.mark.parametrize("value", ["", "x", "2020-13-40T00:00", "2020-01-08T99:00", "9" * 500])
def test_what_is_no_time_gives_none(value: str) -> None:
    assert read_stamp(value) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Updated 3:14 PM EST, Wed January 8, 2020", "2020-01-08T15:14:00-05:00"),
        ("July 8, 2020 9:15 a.m. ET", "2020-07-08T09:15:00-04:00"),
        ("January 8, 2020 9:15 a.m. ET", "2020-01-08T09:15:00-05:00"),
        ("Published 8 July 2020 at 14.32 BST", "2020-07-08T14:32:00+01:00"),
        ("8 Jan 2020 14:32 GMT+5:30", "2020-01-08T14:32:00+05:30"),
        ("8 Jan 2020 14:32 IST", "2020-01-08T14:32:00"),  # India, Ireland or Israel
        ("8 Jan 2020 0830 GMT", "2020-01-08T08:30:00+00:00"),
    ],
)
def test_printed_times(text: str, iso: str) -> None:
    stamp = printed_stamp(text)
    assert stamp is not None
    assert stamp.iso() == iso


def test_a_zone_that_two_parts_of_the_world_share_goes_by_the_country_of_the_page() -> None:
    stamp = printed_stamp("8 Jan 2020 14:32 CST", "news.example.cn")
    assert stamp is not None
    assert stamp.offset == dt.timedelta(hours=8)


@pytest.mark.parametrize(
    "text", ["14:32", "2.32pm", "14:32 GMT", "2:32 p.m. ET", "1432 GMT", "[14:32]", "14h32"]
)
def test_a_time_of_day_alone(text: str) -> None:
    stamp = clock_of(text)
    assert stamp is not None
    assert stamp.clock == dt.time(14, 32)


@pytest.mark.parametrize("text", ["14:32 said", "25:10", "9.5", "14:32 Uhr", "2020", "$2.50"])
def test_other_words_are_no_time_of_day(text: str) -> None:
    assert clock_of(text) is None


def test_times_of_the_description() -> None:
    article = from_body(BODY, _described("2020-01-08T22:10:00-05:00", "2020-01-09T08:00:00-05:00"))
    assert (article.published, article.published_at) == ("2020-01-08", "2020-01-08T22:10:00-05:00")
    assert article.updated_at == "2020-01-09T08:00:00-05:00"


def test_a_change_at_the_time_of_publication_is_none() -> None:
    assert from_body(BODY, _described("2020-01-08T22:10:00-05:00", "2020-01-09T03:10:20Z")).updated_at is None


def test_a_day_without_a_time_gives_no_time() -> None:
    assert from_body(BODY, _described("2020-01-08")).published_at is None


def test_the_day_is_the_outlets_own_where_the_page_prints_it_beside_a_time_in_utc() -> None:
    line = '<p class="date">January 8, 2020 at 10:10 p.m. EST</p>'
    article = from_body(line + BODY, _described("2020-01-09T03:10:00Z"))
    assert (article.published, article.published_at) == ("2020-01-08", "2020-01-08T22:10:00-05:00")


def test_the_day_is_the_outlets_own_where_the_address_has_it() -> None:
    article = from_body(BODY, _described("2020-01-09T03:10:00Z"), url="https://x.example/2020/01/08/harbour")
    assert (article.published, article.published_at) == ("2020-01-08", "2020-01-09T03:10:00+00:00")


def test_an_address_of_another_day_counts_for_nothing() -> None:
    article = from_body(BODY, _described("2020-01-09T15:10:00Z"), url="https://x.example/2020/01/08/harbour")
    assert article.published == "2020-01-09"


def test_a_time_printed_without_a_day_is_of_the_day_of_publication() -> None:
    article = from_body("<p>Posted at 0830 GMT</p>" + BODY, _described("2020-01-08"))
    assert article.published_at == "2020-01-08T08:30:00+00:00"


def test_publication_and_change_in_one_printed_line() -> None:
    article = cleaned("layouts/tabloid.html")
    assert (article.published_at, article.updated_at) == (
        "2024-11-03T10:05:00+00:00",
        "2024-11-03T12:30:00+00:00",
    )


def test_the_day_of_the_week_tells_the_order_of_two_numbers() -> None:
    assert cleaned("layouts/drupal.html").published_at == "2015-03-10T14:22:00"


def test_a_printed_day_counts_where_the_page_has_no_other() -> None:
    assert cleaned("layouts/regional-tables.html").published == "2008-03-07"


def test_lines_of_a_plain_text() -> None:
    article = from_text(f"Published 8 January 2020 14:32 GMT\n\n{PROSE[0]}\n\n{PROSE[1]}")
    assert (article.published, article.published_at) == ("2020-01-08", "2020-01-08T14:32:00+00:00")


def test_the_time_that_the_input_gives_counts_first() -> None:
    article = from_text(PROSE[0], published="2020-01-08", published_at="2020-01-08T10:00:00+01:00")
    assert article.published_at == "2020-01-08T10:00:00+01:00"
