"""Pages of a list, fetched as a guest behaves: robots.txt first, and each host at its pace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.model import FetchRefusedError, InputError, NoAnswerError
from onrecord.sources import Limits, RawDocument, open_path
from onrecord.sources.visits import Visits
from tests.watching.site import Reply, Site, served

PAGE = Reply(body=b"<html><body><p>Page.</p></body></html>")


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as opened:
        opened.replies |= {"/a": PAGE, "/b": PAGE, "/private/c": PAGE}
        yield opened


def rules(site: Site, text: str, status: int = 200) -> None:
    site.replies["/robots.txt"] = Reply(status, text.encode(), kind="text/plain")


class Guest:
    """Visits that do not wait; ``slept`` says how long they would have."""

    def __init__(self, **more: bool) -> None:
        self.slept: list[float] = []
        self.visits = Visits(
            Limits(seconds=5), **({"allow_private": True} | more), pace=2.0, sleep=self.slept.append
        )

    def error(self, address: str) -> InputError:
        with pytest.raises(InputError) as caught:
            self.visits.page(address)
        return caught.value


def asked(site: Site) -> list[str]:
    return [one.path for one in site.asked]


def test_what_robots_txt_forbids_is_not_asked_for(site: Site) -> None:
    rules(site, "User-agent: onrecord\nDisallow: /private/\n")
    error = Guest().error(f"{site.origin}/private/c")
    assert error.name == f"{site.origin}/private/c"
    assert "robots.txt does not let" in error.reason
    assert asked(site) == ["/robots.txt"]


def test_robots_txt_is_asked_once_for_all_pages_of_a_host(site: Site) -> None:
    rules(site, "User-agent: *\nDisallow: /private/\n")
    guest = Guest()
    assert [guest.visits.page(f"{site.origin}/{name}").url for name in "ab"] == [
        f"{site.origin}/a", f"{site.origin}/b",
    ]  # fmt: skip
    assert asked(site) == ["/robots.txt", "/a", "/b"]


def test_a_host_without_robots_txt_forbids_nothing(site: Site) -> None:
    assert Guest().visits.page(f"{site.origin}/a").url == f"{site.origin}/a"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_where_robots_txt_cannot_be_had_nothing_is_fetched(site: Site, status: int) -> None:
    rules(site, "", status)
    guest = Guest()
    for name in "ab":
        error = guest.error(f"{site.origin}/{name}")
        assert isinstance(error, NoAnswerError)
        assert "robots.txt of its host cannot be had" in error.reason
    assert asked(site) == ["/robots.txt"]


def test_requests_to_one_host_are_its_pace_apart(site: Site) -> None:
    guest = Guest()
    for name in "ab":
        guest.visits.page(f"{site.origin}/{name}")
    assert [round(seconds) for seconds in guest.slept] == [2, 2]


def test_a_host_may_ask_for_a_slower_pace(site: Site) -> None:
    rules(site, "User-agent: *\nCrawl-delay: 40\n")
    guest = Guest()
    guest.visits.page(f"{site.origin}/a")
    assert [round(seconds) for seconds in guest.slept] == [40]


def test_another_host_is_asked_at_once(site: Site) -> None:
    guest = Guest()
    with served() as other:
        other.replies["/a"] = PAGE
        rules(site, "User-agent: *\nDisallow:\n")
        guest.visits._rules(guest.visits._host(site.origin), site.origin)
        guest.visits._rules(guest.visits._host(other.origin), other.origin)
    assert guest.slept == []


def test_a_redirect_into_what_is_forbidden_is_not_followed(site: Site) -> None:
    rules(site, "User-agent: *\nDisallow: /private/\n")
    site.replies["/a"] = Reply(302, headers={"Location": "/private/c"})
    assert "robots.txt does not let" in Guest().error(f"{site.origin}/a").reason
    assert asked(site) == ["/robots.txt", "/a"]


def test_a_redirect_to_another_host_asks_its_robots_txt(site: Site) -> None:
    with served() as other:
        rules(other, "User-agent: *\nDisallow: /\n")
        site.replies["/a"] = Reply(301, headers={"Location": f"{other.origin}/x"})
        assert "robots.txt does not let" in Guest().error(f"{site.origin}/a").reason
        assert asked(other) == ["/robots.txt"]


def test_redirects_in_a_circle_are_an_error(site: Site) -> None:
    site.replies["/a"] = Reply(302, headers={"Location": "/a"})
    assert "redirects more than 5 times" in Guest().error(f"{site.origin}/a").reason


def test_private_networks_are_refused_before_robots_txt_is_asked(site: Site) -> None:
    assert isinstance(Guest(allow_private=False).error(f"{site.origin}/a"), FetchRefusedError)
    assert asked(site) == []


def test_a_list_keeps_what_is_forbidden_as_an_error_in_its_place(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Visits.__init__, "__kwdefaults__", {"pace": 0.0, "sleep": lambda _seconds: None})
    rules(site, "User-agent: *\nDisallow: /private/\n")
    path = tmp_path / "x.urls"
    path.write_text(f"{site.origin}/a\n{site.origin}/private/c\n{site.origin}/b\n")
    out = list(open_path(str(path), fetch=True, allow_private=True))
    assert [isinstance(one, RawDocument) for one in out] == [True, False, True]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(302, headers={"Location": "/robots.txt"}),
        Reply(body=b"\x1b\x00", headers={"Content-Encoding": "br"}),
        Reply(404),
    ],
)
def test_robots_txt_that_leads_nowhere_or_cannot_be_read_is_none(site: Site, reply: Reply) -> None:
    site.replies["/robots.txt"] = reply
    assert Guest().visits.page(f"{site.origin}/a").url == f"{site.origin}/a"


def test_of_a_huge_robots_txt_the_beginning_counts_and_no_half_line(site: Site) -> None:
    begin = "User-agent: *\nDisallow: /private/\n"
    rules(site, begin + "#" * (500_000 - len(begin) - 12) + "\nDisallow: /a\n" + "# more\n" * 100_000)
    guest = Guest()
    assert guest.visits.page(f"{site.origin}/a").url == f"{site.origin}/a"
    assert "robots.txt does not let" in guest.error(f"{site.origin}/private/c").reason


def test_a_mark_of_order_before_the_first_line_does_not_hide_it(site: Site) -> None:
    rules(site, "\ufeffUser-agent: *\nDisallow: /private/\n")
    assert "robots.txt does not let" in Guest().error(f"{site.origin}/private/c").reason
