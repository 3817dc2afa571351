"""Filters that few, or very many, events pass are asked for in other ways: the same events are found in the same order."""

from __future__ import annotations

from typing import Any

import pytest
from bench.events_speed import QUERIES
from bench.made_news import made_records
from sqlalchemy import event as sqlalchemy_event

from onrecord.ledger import Ledger
from onrecord.ledger.view import EVENT_ORDERS, EventFilters, width
from onrecord.merging import build_events, catch_up, events_of

_SIDES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("both sides of one country", {"actor": "USA", "recipient": "USA"}),
    ("three filters", {"who": "USA", "type": "ASSAULT", "standing": "reported"}),
    ("a filter and a word", {"who": "USA", "text": "president"}),
    ("told twice, of a type", {"least": 2, "type": "CONSULT"}),
    ("nobody at all", {"who": "USA", "recipient": "nobody of this name"}),
    ("all before a day, of a country", {"until": "2016-06-01", "who": "USA"}),
)
_QUERIES = (*QUERIES, *_SIDES)


@pytest.fixture(scope="module")
def filled(shared_ledger: Ledger) -> Ledger:
    for record in made_records(60):
        shared_ledger.add(record)
    catch_up(shared_ledger)
    return shared_ledger


def _found(ledger: Ledger, wanted: dict[str, Any], order: Any, as_of: str | None = None) -> list[str]:
    with events_of(ledger, as_of=as_of) as stored:
        return [row["id"] for row in stored.rows(EventFilters(**wanted), order=order, limit=50)]


@pytest.mark.parametrize(("name", "wanted"), _QUERIES, ids=[name for name, _ in _QUERIES])
def test_the_same_is_found_however_many_events_are_many(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch, name: str, wanted: dict[str, Any]
) -> None:
    for order in EVENT_ORDERS:
        found = _found(filled, wanted, order)
        for many in (1, 3, 40):
            monkeypatch.setattr(width, "_WIDE", many)
            assert _found(filled, wanted, order) == found
        monkeypatch.undo()


def test_a_country_and_a_standing_find_those_events_that_have_both(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = build_events(filled.records())
    expected = {
        event.id
        for event in every
        if "reported" in event.standing
        and any(p.country == "USA" for told in event.told for p in told.report.actors)
    }
    assert expected
    for many in (1, 40, 5_000):
        monkeypatch.setattr(width, "_WIDE", many)
        with events_of(filled) as stored:
            rows = stored.rows(EventFilters(actor="USA", standing="reported"))
            assert {row["id"] for row in rows} == expected


def test_postgresql_plans_by_how_many_events_pass(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few are fetched at once, else it would walk through a million events in the order asked for; many come bit by bit."""
    if "sqlite" in filled.url:
        pytest.skip("a matter of PostgreSQL's planner alone")
    seen: list[bool] = []

    @sqlalchemy_event.listens_for(filled._engine, "before_cursor_execute")
    def note(_connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        if "ORDER BY events.credibility" in statement:
            seen.append(bool(getattr(cursor, "name", "")))

    try:
        for many in (5_000, 1):
            monkeypatch.setattr(width, "_WIDE", many)
            _found(filled, {"who": "USA"}, "credibility")
    finally:
        sqlalchemy_event.remove(filled._engine, "before_cursor_execute", note)
    assert seen == [False, True]
