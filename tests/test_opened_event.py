"""One event of an opened ledger: what ``onrecord event`` shows, as tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.ledger import Ledger
from onrecord.merging import catch_up
from onrecord.model import UsageError
from onrecord.opened import OpenLedger
from tests.merging.made_up import ARTICLES


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenLedger]:
    url = f"sqlite:///{tmp_path}/ledger.db"
    ledger = Ledger.open(url)
    for record in ARTICLES:
        ledger.add(record)
    catch_up(ledger)
    ledger.close()
    with onrecord.open(url) as tables:
        yield tables


def test_an_event_is_found_by_a_report_and_says_who_says_what(opened: OpenLedger) -> None:
    event = opened.event("a")
    assert event.event.standing == ("reported", "denied", "disputed")
    assert sorted(event.reports.to_pydict()["report_id"]) == ["a", "b", "c"]
    assert {row["source"]: row["word"] for row in event.accounts.to_pylist()} == {
        "state IRN": "asserts", "outlet outlet b": "asserts", "state USA": "denies",
    }  # fmt: skip
    assert event.standing.to_pylist()[-1]["words"] == ["reported", "denied", "disputed"]
    assert event.figures.num_rows == event.decisions.num_rows == 0
    with pytest.raises(UsageError, match="no event nosuch"):
        opened.event("nosuch")


def test_what_people_decided_is_a_table_and_stays_when_it_is_undone(opened: OpenLedger) -> None:
    opened.ledger.decide("merge", "a", "d", because="one attack", decider="ana")
    opened.ledger.decide("merge", "e", "f", because="one trip", decider="ana")
    opened.ledger.decide("undo", "1", None, because="two attacks", decider="ben")
    assert opened.decisions().to_pydict()["undone_by"] == ["ben", None, None]
    assert opened.event("a").decisions.to_pydict()["number"] == [1]
    assert opened.decisions(as_of="2001-01-01").num_rows == 0


def test_an_event_is_shown_as_of_a_time(opened: OpenLedger) -> None:
    with pytest.raises(UsageError, match="no event a"):
        opened.event("a", as_of="2001-01-01")


def test_events_have_the_grade_of_their_sources(opened: OpenLedger) -> None:
    assert set(opened.events().to_pydict()["reliability"]) == {"F"}
    opened.ledger.rate("state IRN", "C", because="a party to it", decider="ana")
    assert opened.events(standing="disputed").to_pydict()["reliability"] == ["C"]
    reliability = opened.event("a").event.reliability
    assert reliability is not None
    assert reliability.grade == "C"


def test_a_whole_ledger_has_no_damage_and_a_changed_event_is_named(opened: OpenLedger) -> None:
    assert opened.check().num_rows == 0
    with opened.ledger._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE events SET reports = 7 WHERE reports = 3")
    assert "events" in opened.check().to_pydict()["table"]
    assert opened.check(events=False).num_rows == 0
