"""A ledger of every released schema opens as one of today, with all that it held."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, create_engine, insert, inspect, select, text

from onrecord.ledger import Ledger, fulltext, opening
from onrecord.ledger.migrations.versions import r0002_derived, r0003_events
from onrecord.ledger.opening import open_engine
from onrecord.ledger.schema import REVISION, identities, metadata, participants, reports
from onrecord.merging import build_events, events_of
from onrecord.model import LedgerError
from tests.ledger.made_up import record

_RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
_T0 = dt.datetime(2020, 1, 9, 12, tzinfo=dt.UTC)


def _old(url: str, dump: Path, folder: Path) -> None:
    """Make a ledger of an older schema: from the dump, for PostgreSQL by way of SQLite."""
    path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else folder / "released.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    connection.close()
    if not url.startswith("sqlite"):
        _copy(create_engine(f"sqlite:///{path}"), open_engine(url))


def _copy(source: Engine, target: Engine) -> None:
    """Copy all tables but the full-text index, which each database has in its own way."""
    tables = MetaData()
    tables.reflect(source, only=lambda name, _: not name.startswith(("search", "event_search")))
    for table in tables.sorted_tables:
        for column in table.c:
            column.type = column.type.as_generic()
    tables.create_all(target)
    with source.connect() as old, target.begin() as new:
        for table in tables.sorted_tables:
            if rows := [dict(row) for row in old.execute(select(table)).mappings()]:
                new.execute(insert(table), rows)
            if "number" in table.c:
                sequence = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'number'), max(number)) FROM {table.name}"
                new.execute(text(sequence))
        if "versions" in tables.tables:
            r0002_derived._make_search(new)
            for number, title, body in new.execute(text("SELECT number, title, text FROM versions")).all():
                fulltext.add(new, number, title, body)
        if "view_states" in tables.tables:
            r0003_events._make_search(new)
    source.dispose()
    target.dispose()


@pytest.mark.parametrize("dump", _RELEASED, ids=lambda p: p.stem)
class TestEveryReleasedSchema:
    def test_finds_everything(self, url: str, dump: Path, tmp_path: Path) -> None:
        _old(url, dump, tmp_path)
        ledger = Ledger.open(url)
        records = list(ledger.records())
        assert [r.id[:2] for r in records] == ["01", "02", "03", "04"]
        assert records[0].title == "U.S. drone strike kills Iranian general at Baghdad airport (updated)"
        assert records[1].reports[0].coder == "newer/2"
        assert [len(ledger.versions(r.id)) for r in records] == [2, 1, 1, 1]
        assert [(d.kind, d.decider) for d in ledger.decisions()] == [("merge", "ana"), ("undo", "ben")]
        assert [len(list(ledger.records(as_of=_T0 + dt.timedelta(hours=h)))) for h in (-1, 0, 3)] == [0, 1, 4]
        ledger.close()

    def test_knows_what_it_holds_and_takes_more(self, url: str, dump: Path, tmp_path: Path) -> None:
        _old(url, dump, tmp_path)
        ledger = Ledger.open(url)
        for known in list(ledger.records()):
            assert ledger.add(known) == "known"
        assert ledger.add(record()) == "new"
        assert ledger.add(record("Rebels shelled the town of Marj again.")) == "changed"
        ledger.decide("merge", "a", "b", because="test", decider="test")
        assert ledger.decisions()[-1].number == 3
        ledger.close()

    def test_reports_of_all_readings_can_be_filtered(self, url: str, dump: Path, tmp_path: Path) -> None:
        _old(url, dump, tmp_path)
        Ledger.open(url).close()
        engine = open_engine(url)
        with engine.connect() as connection:
            assert len(connection.execute(select(reports.c.number)).all()) == 10 + 10 + 9 + 9 + 6 + 10
            pentagon = select(participants).join(identities).where(identities.c.name.like("%Soleimani%"))
            assert connection.execute(pentagon).first() is not None
        engine.dispose()

    def test_a_migration_that_fails_leaves_all_as_it_was(
        self, url: str, dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _old(url, dump, tmp_path)

        def fail(_connection: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(opening, "_fill", fail)
        with pytest.raises(KeyboardInterrupt):
            Ledger.open(url)
        monkeypatch.undo()
        engine = open_engine(url)
        assert ("versions" in inspect(engine).get_table_names()) == (dump.stem > "0001")
        assert ("events" in inspect(engine).get_table_names()) == (dump.stem > "0002")
        assert ("reliabilities" in inspect(engine).get_table_names()) == (dump.stem > "0003")
        assert ("alert_cursors" in inspect(engine).get_table_names()) == (dump.stem > "0004")
        assert ("event_summaries" in inspect(engine).get_table_names()) == (dump.stem > "0005")
        assert "promises" not in inspect(engine).get_table_names()
        engine.dispose()
        ledger = Ledger.open(url)
        assert len(list(ledger.records())) == 4
        ledger.close()

    def test_its_events_are_those_of_its_records(self, url: str, dump: Path, tmp_path: Path) -> None:
        _old(url, dump, tmp_path)
        ledger = Ledger.open(url)
        with events_of(ledger) as stored:
            assert tuple(stored.events()) == build_events(ledger.records(), ledger.decisions())
        ledger.close()

    def test_says_that_it_migrates_and_only_once(self, url: str, dump: Path, tmp_path: Path) -> None:
        _old(url, dump, tmp_path)
        heard: list[str] = []
        Ledger.open(url, tell=heard.append).close()
        Ledger.open(url, tell=heard.append).close()
        (said,) = heard
        assert f"to {REVISION}" in said


def test_migrations_end_in_the_schema_of_the_program(url: str) -> None:
    Ledger.open(url).close()
    engine = open_engine(url)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    search = [difference for difference in found if "search" in str(difference)]
    assert [difference for difference in found if difference not in search] == []


def test_the_newest_revision_is_the_programs() -> None:
    script = ScriptDirectory(str(Path(opening.__file__).parent / "migrations"))
    assert script.get_heads() == [REVISION]


def test_a_dump_of_each_revision_before_the_newest_is_kept() -> None:
    script = ScriptDirectory(str(Path(opening.__file__).parent / "migrations"))
    revisions = sorted(one.revision for one in script.walk_revisions())
    assert [p.stem for p in _RELEASED] == revisions[:-1]


def test_a_newer_ledger_is_refused_with_what_to_do(url: str) -> None:
    Ledger.open(url).close()
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LedgerError, match=r"newer On Record \(schema 9999.*pip install --upgrade onrecord"):
        Ledger.open(url)


def test_a_ledger_that_is_not_there_is_not_made_for_reading(url: str) -> None:
    with pytest.raises(LedgerError, match="there is no ledger here"):
        Ledger.open(url, create=False)
    if url.startswith("sqlite"):
        assert not Path(url.removeprefix("sqlite:///")).exists()
