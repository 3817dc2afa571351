"""Tables of a ledger: in Arrow for everybody, in pandas and Polars for those who have them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars
import pytest

import onrecord
from onrecord.ledger import Ledger
from onrecord.model import LedgerError, UsageError
from onrecord.opened import OpenLedger
from tests.ledger.made_up import record, report


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenLedger]:
    url = f"sqlite:///{tmp_path_factory.mktemp('opened')}/ledger.db"
    ledger = Ledger.open(url)
    ledger.add(record())
    ledger.add(record(article="a2", published="spring 2020", reports=(report("r2", place=None, actors=()),)))
    ledger.log_failure("broken.html", "is empty")
    ledger.close()
    with onrecord.open(url) as tables:
        yield tables


def test_reports_as_arrow(opened: OpenLedger) -> None:
    table = opened.reports()
    assert (len(table), table.num_rows) == (2, 2)
    frame = polars.DataFrame(table)  # takes any __arrow_c_stream__
    assert frame["actors"].to_list() == [["Rebels"], []]
    assert frame["when_start"].to_list() == [dt.date(2020, 1, 8)] * 2
    assert frame.schema["added"] == polars.Datetime("us", "UTC")
    assert frame.schema["geonames_id"] == polars.Int64


def test_pandas_and_polars_agree(opened: OpenLedger) -> None:
    for table in (
        opened.reports(),
        opened.articles(),
        opened.quantities(),
        opened.attributions(),
        opened.attempts(),
    ):
        rows = table.to_pylist()
        assert table.to_polars().to_dicts() == rows
        frame = table.to_pandas()
        assert list(frame.columns) == table.column_names
        assert len(frame) == len(rows) > 0
    pandas = opened.reports().to_pandas()
    assert str(pandas["geonames_id"].dtype) == "Int64"
    assert str(pandas["added"].dt.tz) == "UTC"


def test_filters_are_keywords(opened: OpenLedger) -> None:
    assert opened.reports(actor="LBY", since="2020-01-08", limit=5).to_pydict()["report_id"] == ["r-a1"]
    assert opened.attributions(source="LBY", article="a2").num_rows == 1
    assert opened.attempts(outcome="failed").to_pydict()["reason"] == ["is empty"]
    with pytest.raises(UsageError, match="no filter is called actors: use actor, article"):
        opened.reports(actors="LBY")


def test_search_marks_what_was_found(opened: OpenLedger) -> None:
    assert "Rebels **shelled** the town" in opened.search("shelling", limit=1).to_pydict()["snippet"][0]


def test_a_date_that_is_none_is_null(opened: OpenLedger) -> None:
    assert opened.articles().to_pydict()["published"] == [dt.date(2020, 1, 9), None]


def test_nothing_is_an_empty_table_with_its_columns(opened: OpenLedger) -> None:
    table = opened.reports(type="AID")
    assert table.num_rows == 0
    assert table.to_polars().schema["actors"] == polars.List(polars.String)
    assert list(table.to_pandas().columns) == table.column_names


def test_records_come_back_whole(opened: OpenLedger) -> None:
    assert next(iter(opened.records())) == record()


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger here"):
        onrecord.open(f"sqlite:///{tmp_path}/none.db")


@pytest.mark.parametrize(("call", "package"), [("to_pandas", "pandas"), ("to_polars", "polars")])
def test_what_is_not_installed_is_named(call: str, package: str) -> None:
    code = (
        f"import sys; sys.modules['{package}'] = None\n"
        "from onrecord.formats.arrow import arrow_table\n"
        f"try: arrow_table([], {{'a': 'text'}}).{call}()\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("UsageError")
    assert f"pip install {package}" in told.stdout


def test_events_as_tables_with_their_reports_figures_and_accounts(opened: OpenLedger) -> None:
    events = opened.events(order="newest").to_pylist()
    assert [e["reports"] for e in events] == [2]
    (row,) = opened.events(who="LBY", place="Marj", limit=1).to_pylist()
    assert (row["actors"], row["country"], row["start"]) == (["Rebels"], "LBY", dt.date(2020, 1, 8))
    reports = opened.event_reports(who="LBY").to_pylist()
    assert {r["event"] for r in reports} == {row["id"]}
    assert {r["report_id"] for r in reports} == {"r-a1", "r2"}
    figures = opened.figures(who="LBY").to_pylist()
    assert {(f["of"], f["low"], f["event"]) for f in figures} == {("killed", 12.0, row["id"])}
    accounts = opened.accounts(who="LBY", limit=1).to_pylist()
    assert {(a["source"], a["word"]) for a in accounts} == {("state LBY", "asserts")}
    assert len(opened.events(as_of="2001-01-01")) == 0
    with pytest.raises(UsageError, match="no filter is called stance"):
        opened.events(stance="denies")


def test_sources_with_their_grades(opened: OpenLedger) -> None:
    sources = polars.DataFrame(opened.sources())
    assert sources["reliability"].to_list() == ["F"] * len(sources)
    assert sources["events"].sum() > 0
    assert len(opened.sources(as_of="2001-01-01")) == 0


def test_coverage_has_a_row_for_each_outlet_and_names_its_gaps(opened: OpenLedger) -> None:
    frame = polars.DataFrame(opened.coverage())
    assert frame["articles"].sum() == 2
    assert frame["failed"].sum() == 1
    assert frame.schema["gaps"] == polars.List(polars.String)
    assert frame.schema["first_read"] == polars.Datetime("us", "UTC")


def test_stats_count_what_is_held(opened: OpenLedger) -> None:
    counts = dict(polars.DataFrame(opened.stats()).iter_rows())
    assert counts["articles"] == 2
    assert polars.DataFrame(opened.stats(as_of="2001-01-01"))["count"].sum() == 0
