"""No storm when an archive is loaded, and digests."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from onrecord.model import Record
from tests.alerting.conftest import Desk, saved
from tests.merging.made_up import article


def _events(count: int, published: str, first: int = 1900) -> Iterator[Record]:
    """Articles of events that are one by one: each of another year and other people."""
    for year in range(first, first + 2 * count, 2):
        yield article(
            f"n{year}", f"{year}-03-01", f"Band {year} attacked a village", actor=f"A{year}", recipient=f"R{year}", word="attacked",
            published=published,
        )  # fmt: skip


def test_an_archive_of_old_articles_is_not_told(desk: Desk) -> None:
    every = saved("new", "standing", "figure", "actor", "recipient", "place", "due", "outcome", "surge")
    desk.round(every)
    desk.add(*_events(30, "2019-11-05"))
    assert desk.round(every) == {}
    assert desk.made() == []


def test_many_at_once_are_one_digest_that_counts_what_it_does_not_hold(desk: Desk) -> None:
    query = saved("new")
    desk.round(query)
    desk.add(*_events(30, "2020-01-09"))
    totals = desk.round(query, most=20, digest_holds=10)
    (message,) = desk.messages()
    assert (message.digest, len(message.alerts), message.left_out, totals["alerts"]) == (True, 10, 20, 30)
    assert message.title == "watch: 30 alerts"
    assert message.text.startswith("watch: 30 alerts together.\n20 of them are not shown here")
    desk.pass_time(days=40)
    assert desk.round(query) == {}


def test_what_is_old_in_an_event_that_is_told_still_changes_nothing(desk: Desk) -> None:
    desk.add(article("a", "2020-01-08"))
    query = saved("standing")
    desk.round(query)
    denial = article("b", "2020-01-08", published="2020-01-05", stance="denies")
    desk.add(denial)
    assert desk.round(query) == {}


def test_up_to_the_most_each_is_a_message_of_its_own(desk: Desk) -> None:
    query = saved("new")
    desk.round(query)
    desk.add(*_events(3, "2020-01-09"))
    desk.round(query, most=3)
    assert [(m.digest, len(m.alerts)) for m in desk.messages()] == [(False, 1)] * 3


def test_a_digest_comes_once_in_its_time_with_all_that_came_meanwhile(desk: Desk) -> None:
    query = saved("new", digest_minutes=60)
    desk.round(query)
    for first in (1900, 1920):
        desk.add(*_events(2, "2020-01-09", first))
        desk.pass_time(minutes=20)
        assert desk.round(query) == {"alerts": 2}
    desk.pass_time(minutes=20)
    desk.add(*_events(1, "2020-01-09", 1940))
    assert desk.round(query) == {"alerts": 1, "messages": 1, "sent": 1}
    (message,) = desk.messages()
    assert (message.digest, len(message.alerts), message.left_out) == (True, 5, 0)
    desk.pass_time(minutes=90)
    assert desk.round(query) == {}


def test_a_digest_of_more_than_it_holds_counts_the_others_and_tells_none_twice(desk: Desk) -> None:
    query = saved("new", digest_minutes=60)
    desk.round(query)
    desk.add(*_events(5, "2020-01-09"))
    desk.pass_time(minutes=60)
    desk.round(query, digest_holds=2)
    (message,) = desk.messages()
    assert (len(message.alerts), message.left_out) == (2, 3)
    desk.pass_time(minutes=60)
    assert desk.round(query) == {}


def test_a_look_that_finds_too_much_for_a_digest_later_makes_one_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.alerting.looking._LOOKED_AT", 4)
    query = saved("new", digest_minutes=60)
    desk.round(query)
    desk.add(*_events(30, "2020-01-09"))
    totals = desk.round(query, digest_holds=2)
    (message,) = desk.messages()
    assert (totals["alerts"], len(message.alerts), message.left_out) == (30, 2, 28)
    desk.pass_time(minutes=60)
    assert desk.round(query) == {}


def test_a_query_that_was_changed_begins_anew(desk: Desk) -> None:
    desk.round(saved("new"))
    desk.add(*_events(2, "2020-01-09"))
    changed = msgspec.structs.replace(saved("new"), query={"actor": "A1900"})
    assert desk.round(changed) == {}
    assert "begins with what the ledger holds now" in desk.log[-1]
