"""What hosts ask of robots: what to leave alone, and for how long."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.feeds import Robots, retry_after

_NOW = dt.datetime(2020, 1, 8, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/open", "/a/open/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", True),
        ("<html>not a robots.txt</html>", "/a", True),
    ],
)
def test_rules_of_a_host_are_kept(rules: str, path: str, allowed: bool) -> None:
    assert Robots(rules).allow(f"https://news.example{path}") is allowed


@pytest.mark.parametrize(("asked", "pause"), [("10", 10.0), ("1e9", 300.0), ("never", 0.0)])
def test_pause_that_a_host_asks_for_is_kept_within_reason(asked: str, pause: float) -> None:
    assert Robots(f"User-agent: *\nCrawl-delay: {asked}\n").pause == pause


@given(st.text(max_size=200))
def test_any_text_is_a_robots_txt(text: str) -> None:
    rules = Robots("User-agent: *\n" + text)
    assert rules.pause >= 0
    assert rules.allow("https://news.example/a") in (True, False)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "Wed, 08 Jan 2020 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Wed, 08 Jan 2020 11:00:00 GMT"}, 0.0),
        (
            {"retry-after": "Sun, 01 Jan 2040 00:02:00 GMT", "date": "Sun, 01 Jan 2040 00:00:00 GMT"},
            120.0,
        ),
    ],
)
def test_wait_that_a_server_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, _NOW) == seconds
