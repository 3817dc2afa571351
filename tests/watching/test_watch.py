"""Feeds polled and their pages fetched: what is asked how often, and what is kept."""

from __future__ import annotations

import pytest

from onrecord.model import LedgerError
from onrecord.watching import Feed, State
from tests.watching.conftest import Desk
from tests.watching.site import NOON, Asked, Reply, Site, article, rss

XML = "application/rss+xml"


def feed(site: Site, *items: str, path: str = "/feed") -> str:
    site.replies[path] = Reply(body=rss(*items), kind=XML)
    for item in items:
        site.replies.setdefault(item.partition("|")[0], Reply(body=article(item)))
    return site.origin + path


def test_new_articles_are_fetched_once_each_with_their_address_as_id(site: Site, desk: Desk) -> None:
    address = feed(site, "/a", "/b")
    totals = desk.run(address)
    desk.run(address)
    assert (desk.names(), totals["new"]) == (["a", "b"], 2)
    assert [page.id for page in desk.kept.pages] == [f"{site.origin}/a", f"{site.origin}/b"]


def test_we_say_who_we_are_and_whom_to_ask(site: Site, desk: Desk) -> None:
    desk.run(feed(site, "/a"))
    assert {one.headers["user-agent"].partition("/")[0] for one in site.asked} == {"onrecord"}
    assert all("(+mailto:desk@example.org)" in one.headers["user-agent"] for one in site.asked)


def test_outlet_and_date_of_the_feed_come_with_the_page(site: Site, desk: Desk) -> None:
    address = feed(site, "/a|Tue, 07 Jan 2020 10:00:00 GMT")
    desk.run(Feed(address=address, outlet="The Example"))
    (page,) = desk.kept.pages
    assert (page.outlet, page.default_published, page.published) == ("The Example", "2020-01-07", None)


def test_feed_that_repeats_and_reorders_fetches_nothing_twice(site: Site, desk: Desk) -> None:
    address = feed(site, "/a", "/b", "/c")
    desk.run(address, recheck_hours=())
    feed(site, "/c", "/a", "/d", "/c", "/b", "/a#comments", "/a?utm_source=feed")
    desk.clock.time += 3600
    desk.run(address, recheck_hours=())
    assert desk.names() == ["a", "b", "c", "d"]


def test_polls_are_conditional_and_unchanged_feeds_cost_nothing(site: Site, desk: Desk) -> None:
    body = rss("/a")

    def conditional(asked: Asked) -> Reply:
        known = asked.headers.get("if-none-match") == '"1"'
        modified = {"ETag": '"1"', "Last-Modified": "Fri, 01 Jan 2100 00:00:00 GMT"}
        return Reply(304 if known else 200, b"" if known else body, XML, modified)

    site.replies |= {"/feed": conditional, "/a": Reply(body=article())}
    desk.run(site.origin + "/feed", hours=1, recheck_hours=())
    polls = [one.headers for one in site.asked if one.path == "/feed"]
    assert len(polls) == 4
    # a time in the future is given back word for word: whose clock is wrong does not matter
    assert {one.get("if-modified-since") for one in polls[1:]} == {"Fri, 01 Jan 2100 00:00:00 GMT"}
    assert any("not modified" in line for line in desk.log)


def test_changed_settings_of_a_feed_ask_for_all_of_it_again(site: Site, desk: Desk) -> None:
    site.replies["/feed"] = Reply(body=rss("/a"), kind=XML, headers={"ETag": '"1"'})
    address = site.origin + "/feed"
    desk.run(address)
    desk.run(Feed(address=address, skip=("*/x",)))
    assert "if-none-match" not in site.asked[-1].headers


def test_page_is_looked_at_again_at_the_ages_set_and_kept_where_it_changed(site: Site, desk: Desk) -> None:
    address = feed(site, "/a")
    texts = iter(["One.", "One.", "Two.", "Two.", "Two."])
    site.replies["/a"] = lambda _asked: Reply(body=article(next(texts)))
    totals = desk.run(address, hours=100, every_minutes=600)
    assert site.paths().count("/a") == 5
    assert (totals["new"], totals["changed"]) == (1, 1)


def test_new_stamp_in_the_feed_fetches_the_page_again(site: Site, desk: Desk) -> None:
    address = feed(site, "/a|Tue, 07 Jan 2020 10:00:00 GMT")
    desk.run(address, recheck_hours=())
    site.replies["/a"] = Reply(body=article("Changed."))
    feed(site, "/a|Wed, 08 Jan 2020 11:00:00 GMT")
    desk.clock.time += 3600
    assert desk.run(address, recheck_hours=())["changed"] == 1


def test_feed_that_stamps_anew_at_every_poll_does_not_fetch_at_every_poll(site: Site, desk: Desk) -> None:
    stamps = iter(range(10_000))
    site.replies["/a"] = Reply(body=article())
    site.replies["/feed"] = lambda _asked: Reply(
        body=rss(f"/a|Tue, 07 Jan 2020 10:00:00 GMT {next(stamps)}"), kind=XML
    )
    desk.run(site.origin + "/feed", hours=30, recheck_hours=(), every_minutes=30)
    assert site.paths().count("/feed") > 50
    assert site.paths().count("/a") < 20


def test_old_articles_and_those_not_wanted_are_left_out(site: Site, desk: Desk) -> None:
    items = ("/world/a", "/world/live/b", "/sport/c", "/world/d|Mon, 07 Jan 2019 10:00:00 GMT")
    address = feed(site, *items)
    desk.run(Feed(address=address, only=("*/world/*",), skip=("*/live/*",)))
    assert desk.names() == ["world/a"]
    assert "3 left out" in desk.log[0]


def test_one_host_is_asked_one_at_a_time_at_its_pace(site: Site, desk: Desk) -> None:
    address = feed(site, "/a", "/b")
    desk.run(address, pace_seconds=8)
    assert desk.clock.waits == [
        10.0,
        10.0,
        10.0,
    ]  # 8 and a quarter by chance; after robots.txt, the feed and a page


def test_crawl_delay_of_a_host_is_kept(site: Site, desk: Desk) -> None:
    site.replies["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 42\n", kind="text/plain")
    desk.run(feed(site, "/a"), pace_seconds=1)
    assert desk.clock.waits == [42.0, 42.0]


def test_what_robots_txt_forbids_is_not_fetched_and_said(site: Site, desk: Desk) -> None:
    robots = b"User-agent: *\nDisallow: /private/\nAllow: /private/open\n"
    site.replies["/robots.txt"] = Reply(body=robots, kind="text/plain")
    desk.run(feed(site, "/private/a", "/private/open", "/b"))
    assert sorted(desk.names()) == ["b", "private/open"]
    ((name, reason),) = desk.kept.failures
    assert (name, "robots.txt" in reason) == (f"{site.origin}/private/a", True)


def test_robots_txt_is_asked_for_once_a_day(site: Site, desk: Desk) -> None:
    desk.run(feed(site, "/a"), hours=47, every_minutes=600)
    assert [one.path for one in site.asked].count("/robots.txt") == 2


def test_no_page_is_fetched_where_robots_txt_cannot_be_had(site: Site, desk: Desk) -> None:
    address = feed(site, "/a")
    site.replies["/robots.txt"] = Reply(500)
    desk.run(address)
    assert site.paths() == []
    assert "nothing there is fetched" in desk.kept.failures[0][1]


def test_pages_of_another_host_go_by_that_hosts_robots_txt(site: Site, other: Site, desk: Desk) -> None:
    other.replies |= {
        "/a": Reply(body=article()),
        "/robots.txt": Reply(body=b"User-agent: onrecord\nDisallow: /secret", kind="text/plain"),
    }
    site.replies["/feed"] = Reply(body=rss(f"{other.origin}/a", f"{other.origin}/secret"), kind=XML)
    desk.run(site.origin + "/feed")
    assert (desk.names(), other.paths()) == (["a"], ["/a"])


def test_redirect_to_another_host_asks_its_robots_txt_first(site: Site, other: Site, desk: Desk) -> None:
    site.replies |= {
        "/feed": Reply(body=rss("/a", "/b"), kind=XML),
        "/a": Reply(302, headers={"Location": f"{other.origin}/open"}),
        "/b": Reply(302, headers={"Location": f"{other.origin}/closed"}),
    }
    other.replies |= {
        "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /closed", kind="text/plain"),
        "/open": Reply(body=article()),
    }
    desk.run(site.origin + "/feed")
    (page,) = desk.kept.pages
    assert (page.id, page.url) == (f"{site.origin}/a", f"{other.origin}/open")
    assert "/closed" not in other.paths()


def test_sitemap_index_leads_to_its_sitemaps(site: Site, desk: Desk) -> None:
    index = f"<sitemapindex><sitemap><loc>{site.origin}/one.xml</loc></sitemap></sitemapindex>"
    urls = f"<urlset><url><loc>{site.origin}/a</loc></url></urlset>"
    site.replies |= {
        "/index.xml": Reply(body=index.encode(), kind="application/xml"),
        "/one.xml": Reply(body=urls.encode(), kind="application/xml"),
        "/a": Reply(body=article()),
    }
    desk.run(site.origin + "/index.xml")
    assert desk.names() == ["a"]


def test_page_of_links_is_a_feed(site: Site, desk: Desk) -> None:
    page = b"<html><body><nav><a href='/about'>About</a></nav><h2><a href='a'>One</a></h2></body></html>"
    site.replies |= {"/news/": Reply(body=page), "/news/a": Reply(body=article())}
    desk.run(Feed(address=f"{site.origin}/news/", kind="page", select="h2 a"))
    assert desk.names() == ["news/a"]


def test_stop_finishes_the_article_at_hand_and_the_next_run_goes_on(site: Site, desk: Desk) -> None:
    address = feed(site, "/a", "/b", "/c")
    desk.kept.on_keep = lambda: desk.watch.stop() if desk.watch else None
    desk.run(address, hours=10)
    assert desk.names() == ["a"]
    desk.kept.on_keep = lambda: None
    desk.run(address)
    assert desk.names() == ["a", "b", "c"]


def test_crash_while_an_article_is_read_fetches_it_again(site: Site, desk: Desk) -> None:
    def crash() -> None:
        raise LedgerError("the disk is full")

    address = feed(site, "/a", "/b")
    desk.kept.on_keep = crash
    with pytest.raises(LedgerError, match="disk is full"):
        desk.run(address)
    desk.kept.on_keep = lambda: None
    desk.run(address)
    assert desk.names() == ["a", "a", "b"]


def test_feed_taken_out_of_the_configuration_is_asked_no_more(site: Site, other: Site, desk: Desk) -> None:
    first, second = feed(site, "/a"), feed(other, "/b")
    desk.run(first, second)
    asked = len(site.asked)
    desk.clock.time = NOON + 90_000
    desk.run(second)
    assert len(site.asked) == asked


def test_what_no_feed_lists_any_more_is_forgotten(site: Site, desk: Desk) -> None:
    address = feed(site, "/a")
    desk.run(address)
    feed(site, "/b")
    desk.run(address, hours=24 * 95, every_minutes=60 * 24 * 10)
    state = State.open(desk.path)
    held = [state.target(site.origin + path, is_feed=False) for path in ("/a", "/b")]
    state.close()
    assert [target is not None for target in held] == [False, True]


def test_events_are_brought_up_to_date_when_nothing_is_due(site: Site, desk: Desk) -> None:
    desk.run(feed(site, "/a"))
    assert desk.kept.rests == 1


def test_keeper_that_wants_to_be_asked_again_is_though_no_feed_is_due(site: Site, desk: Desk) -> None:
    desk.kept.again = 60
    desk.run(feed(site), hours=1, every_minutes=600)
    assert 58 <= desk.kept.rests <= 62


@pytest.mark.parametrize("count", [1, 3])
def test_hosts_are_asked_at_the_same_time_up_to_the_bound(
    count: int, site: Site, other: Site, desk: Desk
) -> None:
    addresses = [feed(site, "/a"), feed(other, "/b")]
    desk.run(*addresses, concurrency=count)
    assert sorted(desk.names()) == ["a", "b"]
