"""Feeds of every format into what they list, whoever wrote them."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import InputError, UsageError
from onrecord.sources.feeds import Entry, FeedKind, Listing, listing_of
from onrecord.sources.feeds.page_lists import selected

_AT = "https://news.example/feeds/all"


def read(body: str | bytes, **options: object) -> Listing:
    data = body.encode() if isinstance(body, str) else body
    return listing_of(data, _AT, limit=100_000, **options)  # type: ignore[arg-type]


def addresses(body: str | bytes, **options: object) -> list[str]:
    return [entry.address for entry in read(body, **options).entries]


def test_rss_item_has_link_and_date() -> None:
    body = (
        "<rss version='2.0'><channel><link>https://news.example/</link><item><link><![CDATA[ /a ]]></link>"
        "<pubDate>Tue, 07 Jan 2020 23:30:00 -0500</pubDate></item></channel></rss>"
    )
    stamp = "Tue, 07 Jan 2020 23:30:00 -0500"
    assert read(body).entries == (
        Entry(address="https://news.example/a", stamp=stamp, published="2020-01-07"),
    )


def test_guid_that_is_an_address_stands_in_for_a_link() -> None:
    items = "<item><guid>https://news.example/a</guid></item><item><guid isPermaLink='false'>https://news.example/b</guid></item>"
    assert addresses(f"<rss><channel>{items}<item><guid>17</guid></item></channel></rss>") == [
        "https://news.example/a"
    ]


def test_rdf_is_read_with_dublin_core_dates() -> None:
    body = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        " xmlns='http://purl.org/rss/1.0/'><item><link>/a</link><dc:date>2020-01-08T02:00:00Z</dc:date></item></rdf:RDF>"
    )
    assert read(body).entries[0].published == "2020-01-08"


def test_atom_entry_has_its_page_stamp_and_base() -> None:
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://other.example/x/'><entry>"
        "<link rel='enclosure' href='a.mp3'/><link href='a'/><updated>2020-01-08T10:00:00Z</updated>"
        "<published>2020-01-07T10:00:00Z</published></entry></feed>"
    )
    (entry,) = read(body).entries
    assert (entry.address, entry.stamp) == ("https://other.example/x/a", "2020-01-08T10:00:00Z")
    assert (entry.published, entry.dated) == ("2020-01-07", "2020-01-08")


def test_time_of_change_alone_is_no_date_of_publication() -> None:
    body = "<feed><entry><link href='/a'/><updated>2020-01-08T10:00:00Z</updated></entry></feed>"
    assert read(body).entries[0].published is None


def test_json_feed_leaves_out_what_is_no_item() -> None:
    body = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", "date_published": "2020-01-08T00:00:00Z"}, 7, {"id": "https://news.example/b"}, {"url": 3}]}'
    assert addresses(body) == ["https://news.example/a", "https://news.example/b"]


def test_news_sitemap_has_dates_of_publication() -> None:
    body = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
        "<url><loc>https://news.example/a</loc><lastmod>2020-01-08</lastmod>"
        "<news:news><news:publication_date>2020-01-07T12:00Z</news:publication_date></news:news></url></urlset>"
    )
    (entry,) = read(gzip.compress(body.encode())).entries
    assert (entry.stamp, entry.published) == ("2020-01-08", "2020-01-07")


def test_sitemap_index_gives_those_that_changed_last() -> None:
    maps = "".join(
        f"<sitemap><loc>/{year}.xml</loc><lastmod>{year}-01-01</lastmod></sitemap>"
        for year in range(2020, 1999, -1)
    )
    found = [feed.address for feed in read(f"<sitemapindex>{maps}</sitemapindex>").feeds]
    assert found == [f"https://news.example/{year}.xml" for year in range(2011, 2021)]


def test_page_gives_the_links_that_the_selector_names() -> None:
    body = "<html><head><base href='https://other.example/'></head><body><a href='/x'>X</a><article><h2><a href='/a'>A</a></h2></article></body></html>"
    assert addresses(body, kind="page", selector="article h2") == ["https://other.example/a"]


def test_selector_that_is_not_css_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="not a CSS selector"):
        selected("a[[")


def test_addresses_are_whole_once_and_without_tracking() -> None:
    links = (
        "/a",
        "/a#top",
        "/a?utm_source=x",
        "/a?page=2&utm_medium=y",
        "mailto:x@example.org",
        "http://[bad",
        "javascript:x",
    )
    items = "".join(f"<item><link>{link.replace('&', '&amp;')}</link></item>" for link in links)
    found = addresses(f"<rss><channel>{items}</channel></rss>", drop=("utm_*",))
    assert found == ["https://news.example/a", "https://news.example/a?page=2"]


def test_truncated_feed_gives_what_it_has() -> None:
    assert addresses("<rss><channel><item><link>/a</link></item><item><link>/b")[:1] == [
        "https://news.example/a"
    ]


def test_undeclared_entities_and_stray_signs_are_survived() -> None:
    assert addresses(
        "<rss><channel><item><title>A&nbsp;& B < C</title><link>/a</link></item></channel></rss>"
    )


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/&#xD83D;&#xDE00;", "https://news.example/\U0001f600"),
        ("/&#55357;&#56832;", "https://news.example/\U0001f600"),
        ("/a&#xd800;", "https://news.example/a\ufffd"),
        ("/&#54999;", "https://news.example/\ud6d7"),
    ],
)
def test_halves_of_signs_are_put_together_and_one_alone_is_replaced(written: str, address: str) -> None:
    feed = f"<rss><channel><item><title>&#xD83D;</title><link>{written}</link></item></channel></rss>"
    assert addresses(feed) == [address]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1251"])
def test_feed_is_read_in_its_charset(charset: str) -> None:
    body = f"<?xml version='1.0' encoding='{charset}'?><rss><channel><item><title>Новости дня в мире и в стране</title><link>/новости</link></item></channel></rss>"
    assert addresses(body.encode(charset)) == ["https://news.example/новости"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><rss><channel/></rss>", "entities"),
        ("<!DOCTYPE r [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]><rss/>", "entities"),
        ("plain words", "XML"),
        ("<svg/>", "not RSS or Atom"),
        ("{", "JSON"),
        ('{"items": 3}', "not a JSON Feed"),
        ("[" * 100_000, "XML"),
        ('{"items": ' + "[" * 50_000, "JSON"),
        ("<html><body/></html>", "a page, not a feed"),
        (gzip.compress(b"a" * 200_000, mtime=0), "unpacks to more than 0.1 MB"),
        (gzip.compress(b"<rss/>", mtime=0)[:-9], "cut off"),
        (b"\x1f\x8bnot gzip", "cannot be unpacked"),
    ],
)
def test_what_is_no_feed_or_means_harm_is_an_error_that_names_it(body: str | bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(body)
    assert caught.value.name == _AT


def test_external_files_are_never_loaded(tmp_path: object) -> None:
    body = (
        "<!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss><channel><item><link>/a</link></item></channel></rss>"
    )
    assert addresses(body) == ["https://news.example/a"]


def test_deep_nesting_does_not_end_the_program() -> None:
    body = "<rss><channel>" + "<item>" * 50_000
    assert len(read(body).entries) == 0


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<rss>", b"<feed><entry>", b'{"items": [', b"<urlset><url>"]),
)
def test_any_bytes_give_a_listing_or_an_input_error(tail: bytes, head: bytes) -> None:
    for kind in ("auto", "page"):
        try:
            found = read(head + tail, kind=kind, selector="a" if kind == "page" else None)
        except InputError:
            continue
        assert all(entry.address.startswith(("http://", "https://")) for entry in found.entries)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            '<rss xml:base="http://[x"><channel><item><link>https://example.org/1</link></item></channel></rss>',
            "auto",
        ),
        ('<feed xml:base="http://[x"><entry><link href="https://example.org/1"/></entry></feed>', "auto"),
        ('<html><base href="http://[x"><a href="https://example.org/1">One</a></html>', "page"),
    ],
)
def test_a_base_that_is_no_address_is_passed_over(body: str, kind: FeedKind) -> None:
    (entry,) = listing_of(body.encode(), "https://example.org/feed", limit=10_000, kind=kind).entries
    assert entry.address == "https://example.org/1"
