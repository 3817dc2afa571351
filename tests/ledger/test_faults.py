"""What goes wrong around a ledger is told with what to do, and what was stored stays."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from itertools import takewhile
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.ledger import Ledger, opening, store
from onrecord.ledger.opening import open_engine
from onrecord.model import LedgerError
from tests.ledger.adding import add_articles, articles
from tests.ledger.made_up import TEXT, record
from tests.ledger.postgres import Server

_NOBODY = 65534


class TestSqlite:
    def test_a_full_disk_keeps_what_was_stored(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path}/ledger.db"
        ledger = Ledger.open(url)
        ledger.add(record())
        with ledger._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(
            LedgerError, match="the disk is full; free some space, then run the same command again"
        ):
            _ = [ledger.add(record(TEXT * 50, f"long-{number}")) for number in range(20)]
        kept = [r.id for r in ledger.records()]
        assert kept[0] == "a1"
        assert list(ledger.check()) == []
        ledger.close()
        ledger = Ledger.open(url)  # with room again
        assert ledger.add(record(TEXT * 50, f"long-{len(kept) - 1}")) == "new"
        assert [r.id for r in ledger.records()] == [*kept, f"long-{len(kept) - 1}"]
        ledger.close()

    def test_a_file_that_another_program_holds_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "BUSY_SECONDS", 0.2)
        ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.db")
        ledger.add(record())
        with closing(sqlite3.connect(tmp_path / "ledger.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerError, match=r"another program is writing to it; wait until that ends"):
                ledger.add(record(article="a2"))
            assert [r.id for r in ledger.records()] == ["a1"]  # reading goes on meanwhile
            other.rollback()
        assert ledger.add(record(article="a2")) == "new"
        ledger.close()

    def test_a_file_that_is_no_ledger_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "broken.db"
        path.write_bytes(b"this is not a database" * 100)
        with pytest.raises(LedgerError, match=r"broken\.db.*not a ledger, or is damaged"):
            Ledger.open(f"sqlite:///{path}")

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(LedgerError, match="check that its folder is there and writable"):
            Ledger.open(f"sqlite:///{tmp_path}/no/such/ledger.db")

    def test_a_file_that_may_only_be_read_is_read_but_not_written(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.db"
        ledger = Ledger.open(f"sqlite:///{path}")
        ledger.add(record())
        ledger.close()
        ledger = Ledger.open(f"sqlite:///file:{path}?mode=ro&uri=true")
        assert [r.id for r in ledger.records()] == ["a1"]
        assert list(ledger.check()) == []
        with pytest.raises(LedgerError, match="cannot be written; give yourself the right"):
            ledger.add(record(article="a2"))
        ledger.close()

    def test_without_the_right_to_write_a_ledger_is_still_read(self, tmp_path: Path) -> None:
        folder = tmp_path / "of_others"
        folder.mkdir()
        ledger = Ledger.open(f"sqlite:///{folder}/ledger.db")
        ledger.add(record())
        ledger.close()
        (folder / "ledger.db").chmod(0o444)
        folder.chmod(0o555)
        temporary = Path(
            tempfile.gettempdir()
        )  # in it pytest has two folders, and three where processes share the work
        for parent in (tmp_path, *takewhile(lambda above: above != temporary, tmp_path.parents[:3])):
            parent.chmod(0o755)
        told = subprocess.run(
            [sys.executable, "-c", _READ_AND_ADD, f"sqlite:///{folder}/ledger.db"], capture_output=True, text=True, check=False
        )  # fmt: skip
        folder.chmod(0o755)
        assert told.stdout.split("\n")[0] == "['a1']", told.stderr
        assert "cannot be written; give yourself the right" in told.stdout


_READ_AND_ADD = f"""
import os, sqlite3, sys
import alembic.command, sqlalchemy.dialects.sqlite
from onrecord.ledger import Ledger
from onrecord.model import LedgerError
from tests.ledger.made_up import record
if os.geteuid() == 0:
    os.setuid({_NOBODY})
ledger = Ledger.open(sys.argv[1])
print([r.id for r in ledger.records()])
try:
    ledger.add(record(article="a2"))
except LedgerError as error:
    print(error)
"""


class TestBoth:
    def test_two_writers_at_once_store_everything_once(self, url: str) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.ledger.adding"])
        pipes, processes = [], []
        for _ in range(2):
            told, tell = context.Pipe(duplex=False)
            pipes.append(told)
            processes.append(context.Process(target=add_articles, args=(url, 30, 0, tell)))
            processes[-1].start()
            tell.close()
        ends = [_last(pipe.recv) for pipe in pipes]
        for process, pipe in zip(processes, pipes, strict=True):
            process.join()
            pipe.close()
        assert ends == [len(list(articles(30)))] * 2
        ledger = Ledger.open(url)
        assert list(ledger.check()) == []
        assert sum(len(ledger.versions(f"article-{n}")) for n in range(30)) == 30 + 10
        ledger.close()

    def test_a_reader_sees_one_state_while_a_writer_goes_on(self, ledger: Ledger) -> None:
        for number in range(150):
            ledger.add(record(article=f"a{number}"))
        reading = ledger.records()
        next(reading)
        ledger.add(record(article="later"))
        assert len(list(reading)) == 149


def _last(receive: Callable[[], object]) -> int:
    count = 0
    while receive() is not None:
        count += 1
    return count


class TestPostgresql:
    def test_a_server_that_comes_back_is_waited_for(self, server: Server) -> None:
        ledger = Ledger.open(server.new_database())
        ledger.add(record())
        server.stop()
        back = threading.Timer(1.0, server.start)
        back.start()
        try:
            assert ledger.add(record(article="a2")) == "new"
        finally:
            back.join()
        assert [r.id for r in ledger.records()] == ["a1", "a2"]
        ledger.close()

    def test_a_server_that_stays_away_is_told(self, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(store, "WAITS", (0.0,))
        url = server.new_database()
        ledger = Ledger.open(url)
        ledger.add(record())
        server.stop()
        try:
            with pytest.raises(LedgerError, match=r"start (it|the server).* then run the same command again"):
                ledger.add(record(article="a2"))
            with pytest.raises(LedgerError, match="start it or check the address"):
                Ledger.open(url)
        finally:
            server.start()
        assert ledger.add(record(article="a2")) == "new"
        assert list(ledger.check()) == []
        ledger.close()

    def test_a_connection_cut_in_the_middle_stores_the_article_once(self, server: Server) -> None:
        ledger = Ledger.open(server.new_database())
        other = open_engine(ledger._engine.url.render_as_string(hide_password=False))
        with other.connect() as blocker:
            blocker.execute(text("LOCK TABLE readings IN EXCLUSIVE MODE"))
            added: list[str] = []
            adding = threading.Thread(target=lambda: added.append(ledger.add(record())))
            adding.start()
            _cut_waiting(blocker)
            blocker.rollback()
            adding.join()
        other.dispose()
        assert added == ["new"]
        assert len(list(ledger.records())) == 1
        assert list(ledger.check()) == []
        ledger.close()

    def test_a_writer_that_does_not_end_is_told(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ledger = Ledger.open(server.new_database())
        monkeypatch.setattr(opening, "BUSY_SECONDS", 0.2)
        other = open_engine(ledger._engine.url.render_as_string(hide_password=False))
        with other.connect() as holder:
            holder.execute(text(f"SELECT pg_advisory_xact_lock({opening.WRITERS})"))
            with pytest.raises(LedgerError, match="another program holds a lock; wait until it ends"):
                ledger.add(record())
        other.dispose()
        assert ledger.add(record()) == "new"
        ledger.close()

    def test_a_database_that_is_not_there_is_told(self, server: Server) -> None:
        url = server.new_database().replace("/t", "/no_such_", 1)
        with pytest.raises(LedgerError, match="createdb"):
            Ledger.open(url)


def _cut_waiting(connection: object) -> None:
    """End the session that waits for the lock, as a cut of the network would."""
    waiting = text(
        "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted "
        "AND datname = current_database()"
    )
    for _ in range(200):
        if connection.execute(waiting).first():  # type: ignore[attr-defined]
            return
        time.sleep(0.05)
    raise AssertionError("nobody waited")


def test_the_driver_is_named_where_it_is_missing() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from onrecord.ledger import Ledger\n"
        "try: Ledger.open('postgresql://nowhere/ledger')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert told.stdout.startswith("UsageError")
    assert "pip install 'onrecord[postgres]'" in told.stdout
