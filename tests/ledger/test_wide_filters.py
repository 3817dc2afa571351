"""A filter that very many reports pass is asked for another way: the same is found, and nothing is tried in vain."""

from __future__ import annotations

from typing import Any

import pytest
from bench.ledger_speed import QUERIES
from bench.made_news import made_records
from sqlalchemy import select

from onrecord.ledger import Filters, Ledger, filters
from onrecord.ledger.schema import reports

_NAMES = [name for name, _ in QUERIES]


@pytest.fixture(scope="module")
def filled(shared_ledger: Ledger) -> Ledger:
    for record in made_records(60):
        shared_ledger.add(record)
    return shared_ledger


def _found(ledger: Ledger, wanted: dict[str, Any]) -> list[Any]:
    rows = ledger.reports(Filters(**wanted), order="newest", limit=50)
    return [row["report_id"] for row in rows]


def _everything_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "_WIDE", 1)
    monkeypatch.setattr(filters, "_WIDE_TEXT", 1)


@pytest.mark.parametrize(("name", "wanted"), QUERIES, ids=_NAMES)
def test_the_same_is_found_either_way(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch, name: str, wanted: dict[str, Any]
) -> None:
    narrow = _found(filled, wanted)
    _everything_is_wide(monkeypatch)
    assert _found(filled, wanted) == narrow


def test_one_wide_filter_is_gone_through_in_turn_and_two_are_not(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    _everything_is_wide(monkeypatch)
    with filled.reading() as connection:
        assert filters.widest(connection, Filters(actor="USA")) == "actor"
        assert filters.widest(connection, Filters(text="president")) == "text"
        assert filters.widest(connection, Filters(actor="USA", recipient="USA")) is None
        assert filters.widest(connection, Filters(type="ASSAULT")) is None


def test_whether_a_report_passes_is_seen_from_its_own_rows(filled: Ledger) -> None:
    """Else SQLite tries each of the thousands of identities of a country, for each report."""
    if "sqlite" not in filled.url:
        pytest.skip("a matter of SQLite's planner alone")
    conditions = filters.report_conditions(Filters(actor="USA"), None, "sqlite", "actor")
    query = select(reports.c.number).where(*conditions).order_by(reports.c.starts).limit(50)
    with filled.reading() as connection:
        sql = query.compile(connection.engine, compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    assert [step for step in plan if "SEARCH participants USING PRIMARY KEY (report=? AND side=?)" in step]
