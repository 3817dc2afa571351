"""Servers that are well and write odd things, and hosts whose robots.txt cannot be had."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.sources.feeds import Listing, listing_of
from tests.watching.conftest import Desk
from tests.watching.site import NOON, Asked, Reply, Site, article, rss
from tests.watching.test_watch import XML, feed


def test_etag_that_cannot_be_sent_back_does_not_cost_the_feed(site: Site, desk: Desk) -> None:
    head = b'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: "z\xc3\xbcrich"\r\nLast-Modified: mi\xe9, 08 ene 2020\r\n\r\n'
    site.replies |= {"/feed": Reply(raw=head + rss("/a")), "/a": Reply(body=article())}
    desk.run(site.origin + "/feed", hours=1, recheck_hours=())
    assert (site.paths().count("/feed"), desk.kept.failures) == (4, [])


def test_etag_of_a_page_in_length_is_not_sent_back(site: Site, desk: Desk) -> None:
    feed(site, "/a")
    site.replies["/feed"] = Reply(body=rss("/a"), kind=XML, headers={"ETag": f'"{"x" * 5_000}"'})
    desk.run(site.origin + "/feed", hours=1)
    assert all("if-none-match" not in one.headers for one in site.asked)


def test_server_that_takes_no_conditions_is_asked_without(site: Site, desk: Desk) -> None:
    def strict(asked: Asked) -> Reply:
        if "if-none-match" in asked.headers:
            return Reply(412)
        return Reply(body=rss("/a", f"/b{len(site.asked)}"), kind=XML, headers={"ETag": '"1"'})

    feed(site, "/a")
    site.replies["/feed"] = strict
    desk.run(site.origin + "/feed", hours=2, recheck_hours=())
    asked = [one for one in site.asked if one.path == "/feed"]
    assert ["if-none-match" in one.headers for one in asked[:4]] == [False, True, False, True]


def test_304_with_a_body_is_not_modified(site: Site, desk: Desk) -> None:
    def conditional(asked: Asked) -> Reply:
        if "if-none-match" in asked.headers:
            return Reply(raw=b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello")
        return Reply(body=rss("/a"), kind=XML, headers={"ETag": '"1"'})

    feed(site, "/a")
    site.replies["/feed"] = conditional
    desk.run(site.origin + "/feed", hours=1)
    assert any("not modified" in line for line in desk.log)
    assert desk.kept.failures == []


def test_host_without_its_robots_txt_is_asked_for_it_once_not_for_each_page(
    site: Site, other: Site, desk: Desk
) -> None:
    site.replies["/feed"] = Reply(body=rss(*(f"{other.origin}/{n}" for n in range(30))), kind=XML)
    other.replies |= {f"/{n}": Reply(body=article()) for n in range(30)}
    other.replies["/robots.txt"] = Reply(500)
    desk.run(site.origin + "/feed")
    assert [one.path for one in other.asked] == ["/robots.txt"]
    assert len(desk.kept.failures) == 1
    other.replies["/robots.txt"] = Reply(404)
    desk.run(site.origin + "/feed", hours=2, recheck_hours=())
    assert len(desk.kept.pages) == 30


def test_robots_txt_that_leads_nowhere_forbids_nothing(site: Site, desk: Desk) -> None:
    address = feed(site, "/a")
    site.replies["/robots.txt"] = Reply(302, headers={"Location": "/robots.txt"})
    desk.run(address)
    assert desk.names() == ["a"]


def test_huge_robots_txt_is_read_to_where_it_counts(site: Site, desk: Desk) -> None:
    rules = b"User-agent: *\nDisallow: /private\n" + b"# and so on\n" * 500_000
    site.replies["/robots.txt"] = Reply(body=rules, kind="text/plain")
    desk.run(feed(site, "/a", "/private"))
    assert desk.names() == ["a"]


def test_date_in_the_future_is_no_date(site: Site, desk: Desk) -> None:
    items = (
        "/a|Fri, 01 Jan 2100 10:00:00 GMT",
        "/b|Thu, 09 Jan 2020 01:00:00 +1400",
        "/c|1970-01-01T00:00:00Z",
    )
    desk.run(feed(site, *items))
    days = {page.name[-1]: page.default_published for page in desk.kept.pages}
    assert days == {"a": None, "b": "2020-01-09", "c": None}


def test_sitemaps_that_an_index_no_longer_has_among_its_last_are_asked_no_more(
    site: Site, desk: Desk
) -> None:
    polls = iter(range(1_000))

    def index(_asked: Asked) -> Reply:
        first = next(polls)
        listed = "".join(f"<sitemap><loc>/s{n}.xml</loc></sitemap>" for n in range(first, first + 12))
        return Reply(body=f"<sitemapindex>{listed}</sitemapindex>".encode(), kind="application/xml")

    site.replies |= {f"/s{n}.xml": Reply(body=b"<urlset/>", kind="application/xml") for n in range(50)}
    site.replies["/index.xml"] = index
    desk.run(site.origin + "/index.xml", hours=24, every_minutes=60, pace_seconds=0)
    asked = site.paths()
    assert max(asked.count(f"/s{n}.xml") for n in range(50)) <= 11


def test_page_that_two_feeds_date_in_two_ways_is_not_fetched_at_every_poll(site: Site, desk: Desk) -> None:
    first = feed(site, "/a|Tue, 07 Jan 2020 10:00:00 GMT")
    second = feed(site, "/a|2020-01-07T10:00:00Z", path="/second")
    desk.run(first, second, hours=24, recheck_hours=())
    assert site.paths().count("/a") == 1
    feed(site, "/a|2020-01-09T09:00:00Z", path="/second")
    site.replies["/a"] = Reply(body=article("Changed."))
    assert desk.run(first, second, hours=24, recheck_hours=())["changed"] == 1
    assert site.paths().count("/a") == 2


def test_interval_that_was_shortened_counts_at_once(site: Site, desk: Desk) -> None:
    address = feed(site, "/a")
    desk.run(address, every_minutes=1440, recheck_hours=())
    feed(site, "/b", "/a")
    desk.clock.time += 1_800
    desk.run(address, every_minutes=15, recheck_hours=())
    assert desk.names() == ["a", "b"]


def test_clock_that_is_put_right_while_the_watch_runs_does_not_stop_it(site: Site, desk: Desk) -> None:
    polls: list[float] = []

    def listing(_asked: Asked) -> Reply:
        polls.append(desk.clock.time)
        if len(polls) == 2:
            desk.clock.time += 365 * 86_400
        if len(polls) == 4:
            desk.clock.time = NOON + 7_200
        if len(polls) == 10 and desk.watch is not None:
            desk.watch.stop()
        return Reply(body=rss("/a", f"/b{len(polls)}"), kind=XML)

    feed(site, "/a", *(f"/b{n}" for n in range(1, 60)))
    site.replies["/feed"] = listing
    desk.run(site.origin + "/feed", hours=24 * 500, recheck_hours=(), pace_seconds=0)
    assert polls[9] - NOON < 4 * 3_600  # every quarter of an hour again
    assert {f"b{n}" for n in range(1, 10)} <= set(desk.names())


def test_feed_that_breaks_the_program_is_a_failure_and_the_others_go_on(
    site: Site, other: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(body: bytes, address: str, **more: Any) -> Listing:
        if address.startswith(site.origin):
            raise KeyError("a bug")
        return listing_of(body, address, **more)

    monkeypatch.setattr("onrecord.watching.polling.listing_of", broken)
    desk.run(feed(site, "/a"), feed(other, "/b"))
    assert desk.names() == ["b"]
    assert "could not be read (KeyError" in desk.kept.failures[0][1]
