"""Hosts of addresses, damaged ones included."""

from __future__ import annotations

import pytest

from onrecord.model.addresses import host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example.org:8080/a?b#c", "news.example.org"),
        ("http://[half", ""),
        ("http://[::1]/x", "::1"),
        ("nothing", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_host_of_an_address(url: str | None, host: str) -> None:
    assert host_of(url) == host
