"""``onrecord search``, ``coverage``, ``stats`` and ``check``."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ledger import Ledger
from tests.ledger.made_up import record

_COMMANDS = (["search", "shelled"], ["coverage"], ["coverage", "--attempts"], ["stats"], ["check"])


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    opened = Ledger.open(f"sqlite:///{path}")
    opened.add(record())
    opened.add(record(article="a2", published="2020-01-12"))
    opened.log_failure("broken.html", "is empty")
    opened.close()
    return path


def _run(path: Path, *args: str) -> Result:
    return CliRunner().invoke(main, [*args, "--ledger", f"sqlite:///{path}"])


def test_search(ledger: Path) -> None:
    told = _run(ledger, "search", "governor", "shelling")
    assert told.exit_code == 0
    assert "The Coast · Town shelled" in told.stdout
    assert "Rebels *shelled* the town" in told.stdout
    assert "No article with all of these words" in _run(ledger, "search", "unheard").stdout


def test_coverage(ledger: Path) -> None:
    told = _run(ledger, "coverage").stdout
    assert "nothing of 2020-01-10 to 2020-01-11" in told
    assert "The Coast" in told
    assert "failed broken.html: is empty" in _run(ledger, "coverage", "--failed").stdout
    assert len(_run(ledger, "coverage", "--outlet", "The Coast").stdout.splitlines()) == 2
    rows = list(csv.DictReader(io.StringIO(_run(ledger, "coverage", "--format", "csv").stdout)))
    assert [(r["outlet"], r["new"], r["gaps"]) for r in rows] == [
        ("The Coast", "2", "2020-01-10/2020-01-11"),
        ("", "0", ""),
    ]


def test_stats(ledger: Path) -> None:
    told = _run(ledger, "stats").stdout
    assert "2  articles" in told
    assert "2  reports ASSAULT" in told
    assert "0  reports" in _run(ledger, "stats", "--as-of", "2019-01-01").stdout


def test_check(ledger: Path) -> None:
    told = _run(ledger, "check")
    assert (told.exit_code, told.stdout.strip()) == (0, f"sqlite:///{ledger}: whole")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE versions SET title = 'Another' WHERE number = 2")
        connection.commit()
    told = _run(ledger, "check")
    assert told.exit_code == 3
    assert "versions 2 (article a2): title, address, outlet, date or text" in told.stdout
    assert "put back a copy" in told.stderr


@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_formats(ledger: Path, command: list[str], tmp_path: Path) -> None:
    rows = json.loads(_run(ledger, *command, "--format", "json").stdout)
    lines = _run(ledger, *command, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    out = tmp_path / "out.csv"
    assert _run(ledger, *command, "--output", str(out)).exit_code == 0
    with out.open(encoding="utf-8") as stream:
        assert len(list(csv.DictReader(stream))) == len(rows)


@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_no_ledger_is_exit_3_and_none_is_made(tmp_path: Path, command: list[str]) -> None:
    told = _run(tmp_path / "none.db", *command)
    assert told.exit_code == 3
    assert "there is no ledger here" in told.stderr
    assert not (tmp_path / "none.db").exists()


def test_what_fails_to_be_added_is_logged(ledger: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    told = _run(ledger, "add", str(empty))
    assert told.exit_code == 1
    assert "empty.txt" in _run(ledger, "coverage", "--failed").stdout
