"""Servers that misbehave: each failure is kept with its reason, and the rest goes on."""

from __future__ import annotations

import gzip
import socket
from pathlib import Path

import pytest

from onrecord.model import InputError, LedgerError
from onrecord.watching import State, Watch
from tests.watching.conftest import Desk
from tests.watching.site import NOON, Asked, Reply, Site, article, rss
from tests.watching.test_watch import XML, feed

_BOMB = gzip.compress(b"<p>" + b"a" * 3_000_000)
_CUT = gzip.compress(article("What was said on Tuesday." * 400))[:60]
PACKED = {"Content-Encoding": "gzip"}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(404), "404"),
        (Reply(304), "304"),
        (Reply(body=b"\x89PNG", kind="image/png"), "image/png"),
        (Reply(body=b""), "empty"),
        (Reply(302, headers={"Location": "/bad"}), "more than 5 times"),
        (Reply(302, headers={"Location": "file:///etc/passwd"}), "only those are fetched"),
        (Reply(302, headers={"Location": "http://["}), "Invalid"),
        (Reply(body=b"<p>" + b"a" * 2_000_000), "larger than 1 MB"),
        (Reply(body=_BOMB, headers=PACKED), "larger than 1 MB"),
        (Reply(body=b"not gzip", headers=PACKED), "could not be fetched"),
        (Reply(body=b"a", headers={"Content-Encoding": "br"}), "was not asked for"),
    ],
)
def test_page_that_cannot_be_had_is_given_up_with_its_reason(
    reply: Reply, reason: str, site: Site, desk: Desk
) -> None:
    site.replies["/bad"] = reply
    totals = desk.run(feed(site, "/bad", "/good"), page_megabytes=1)
    ((name, told),) = desk.kept.failures
    assert (name, desk.names(), totals["failed"]) == (f"{site.origin}/bad", ["good"], 1)
    assert reason in told
    asked = len(site.paths())
    desk.clock.time += 600
    desk.run(feed(site, "/bad", "/good"))
    assert len(site.paths()) == asked  # neither the page nor, before its time, the feed


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=_CUT, headers=PACKED),
        Reply(body=b"<p>Half", headers={"Content-Length": "4000"}),
        Reply(raw=b""),
        Reply(
            raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nab"
        ),
        Reply(raw=b"no http at all\r\n\r\n"),
        Reply(500),
    ],
)
def test_page_that_comes_broken_is_tried_again_until_it_comes_whole(
    reply: Reply, site: Site, desk: Desk
) -> None:
    replies = iter([reply, reply, Reply(body=article())])
    site.replies["/a"] = lambda _asked: next(replies)
    site.replies["/feed"] = Reply(body=rss("/a"), kind=XML)
    desk.run(site.origin + "/feed", hours=2, recheck_hours=())
    assert (desk.names(), site.paths().count("/a"), len(desk.kept.failures)) == (["a"], 3, 1)


def test_page_that_never_works_is_tried_so_often_and_no_more(site: Site, desk: Desk) -> None:
    site.replies["/a"] = Reply(502)
    site.replies["/feed"] = Reply(body=rss("/a"), kind=XML)
    desk.run(site.origin + "/feed", hours=48, tries=3, every_minutes=600)
    assert site.paths().count("/a") == 3
    assert [name for name, _ in desk.kept.failures] == [f"{site.origin}/a"] * 2  # the first time and the last


def test_slow_server_is_left_at_the_time_limit(site: Site, desk: Desk) -> None:
    def slow(_asked: Asked) -> Reply:
        site.released.wait(30)
        return Reply(body=article())

    site.replies |= {"/slow": slow, "/feed": Reply(body=rss("/slow"), kind=XML)}
    desk.run(site.origin + "/feed", timeout_seconds=0.3)
    assert "longer than 0.3 seconds" in desk.kept.failures[0][1]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "7200"},
        # the server's clock is years ahead of ours: what it asks is still two hours
        {"Date": "Fri, 01 Jan 2100 00:00:00 GMT", "Retry-After": "Fri, 01 Jan 2100 02:00:00 GMT"},
    ],
)
def test_server_that_asks_to_be_left_alone_is(
    status: int, headers: dict[str, str], site: Site, desk: Desk
) -> None:
    times: list[float] = []

    def busy(_asked: Asked) -> Reply:
        times.append(desk.clock.time - NOON)
        return Reply(status, headers=headers) if len(times) == 1 else Reply(body=article())

    site.replies |= {"/a": busy, "/feed": Reply(body=rss("/a", "/b"), kind=XML), "/b": Reply(body=article())}
    desk.run(site.origin + "/feed", hours=1.9, recheck_hours=())
    assert (len(times), desk.names(), site.paths()) == (1, [], ["/feed", "/a"])
    desk.run(site.origin + "/feed", hours=3, recheck_hours=())
    assert len(times) == 2
    assert sorted(desk.names()) == ["a", "b"]


def test_host_that_goes_on_failing_is_asked_less_and_less(site: Site, desk: Desk) -> None:
    site.replies["/feed"] = Reply(503)
    desk.run(site.origin + "/feed", hours=24 * 4)
    assert 10 < len(site.paths()) < 30
    assert len(desk.kept.failures) == 1


def test_one_run_does_not_wait_for_a_host_that_rests(site: Site, other: Site, desk: Desk) -> None:
    site.replies |= {"/feed": Reply(body=rss("/a", "/b"), kind=XML), "/a": Reply(429), "/b": Reply(429)}
    desk.run(site.origin + "/feed", feed(other, "/c"))
    assert (desk.names(), desk.clock.time - NOON < 60) == (["c"], True)


def test_refused_connection_is_a_failure_of_the_feed(desk: Desk, site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    dead = f"http://127.0.0.1:{port}/feed"
    desk.run(dead, feed(site, "/a"))
    assert desk.names() == ["a"]
    assert [name for name, _ in desk.kept.failures] == [dead]


def test_private_addresses_are_refused_unless_allowed(site: Site, desk: Desk) -> None:
    desk.run(feed(site, "/a"), allow_private=False)
    assert site.asked == []
    assert "--allow-private" in desk.kept.failures[0][1]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(body=article()), "a page, not a feed"),
        (Reply(body=b"\x89PNG", kind="image/png"), "image/png"),
        (Reply(body=b"not a feed", kind=XML), "XML"),
        (Reply(body=gzip.compress(b"a" * 3_000_000), kind="application/gzip"), "unpacks to more than 1 MB"),
        (Reply(body=b"<!DOCTYPE a [<!ENTITY b 'c'>]><rss><channel/></rss>", kind=XML), "entities"),
        (Reply(410), "410"),
    ],
)
def test_feed_that_is_none_is_said_once_and_asked_again_later(
    reply: Reply, reason: str, site: Site, desk: Desk
) -> None:
    site.replies["/feed"] = reply
    desk.run(site.origin + "/feed", hours=3, feed_megabytes=1)
    ((_, told),) = desk.kept.failures
    assert reason in told
    assert len(site.paths()) > 1


def test_feed_in_another_charset_than_it_says_is_read(site: Site, desk: Desk) -> None:
    body = rss("/zürich").replace(b"<?xml version='1.0'?>", b"<?xml version='1.0' encoding='us-ascii'?>")
    site.replies["/feed"] = Reply(body=body, kind="text/xml; charset=iso-8859-15")
    site.replies["/z%C3%BCrich"] = Reply(body=article())
    desk.run(site.origin + "/feed")
    assert len(desk.kept.pages) == 1


def test_redirects_around_two_hosts_end(site: Site, other: Site, desk: Desk) -> None:
    site.replies |= {
        "/feed": Reply(body=rss("/a"), kind=XML),
        "/a": Reply(302, headers={"Location": f"{other.origin}/a"}),
    }
    other.replies["/a"] = Reply(302, headers={"Location": f"{site.origin}/a"})
    desk.run(site.origin + "/feed", pace_seconds=0)
    assert "redirects more than 5 times" in desk.kept.failures[0][1]


def test_clock_that_is_set_back_loses_nothing(site: Site, desk: Desk) -> None:
    address = feed(site, "/a")
    desk.run(address, recheck_hours=())
    feed(site, "/b", "/a")
    desk.clock.time = NOON - 86_400
    desk.run(address, hours=30, recheck_hours=(), every_minutes=600)
    assert desk.names() == ["a", "b"]


def test_clock_that_was_years_ahead_does_not_stop_the_watch(site: Site, desk: Desk) -> None:
    address = feed(site, "/a")
    desk.clock.time = NOON + 10 * 365 * 86_400
    desk.run(address, recheck_hours=())
    feed(site, "/b", "/a")
    desk.clock.time = NOON
    desk.run(address, hours=60, recheck_hours=(), every_minutes=600)
    assert desk.names() == ["a", "b"]


def test_page_that_breaks_the_reader_is_kept_as_failed_and_not_read_again(site: Site, desk: Desk) -> None:
    genuine = desk.kept.keep
    desk.kept.keep = lambda page: (genuine(page), InputError(page.name, "no article in it"))[1]  # type: ignore[method-assign]
    desk.run(feed(site, "/a"), hours=80, every_minutes=600)
    assert (desk.names(), len(desk.kept.failures)) == (["a"], 1)


def test_state_file_is_for_one_watch_alone(desk: Desk) -> None:
    state = State.open(desk.path)
    try:
        with pytest.raises(LedgerError, match="another watch"):
            State.open(desk.path)
    finally:
        state.close()


def test_file_that_is_no_state_is_an_error_that_names_it(desk: Desk) -> None:
    Path(desk.path).write_bytes(b"no database" * 100)
    with pytest.raises(LedgerError, match=r"watch\.state\.db"):
        State.open(desk.path)


def test_state_that_can_no_longer_be_written_is_an_error_that_says_what_to_do(site: Site, desk: Desk) -> None:
    address = feed(site, *(f"/{n}" for n in range(300)))
    state = State.open(desk.path)
    state._db.execute("PRAGMA max_page_count = 8")  # as a disk that is full
    try:
        watch = Watch(desk.config(address), state, desk.kept, clock=desk.clock, tell=desk.log.append)
        with pytest.raises(LedgerError, match=r"watch\.state\.db: .*the disk is full; free some space"):
            watch.run(once=True)
    finally:
        state.close()
    assert desk.run(address)["new"] == 300
