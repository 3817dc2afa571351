"""``onrecord backfill`` and ``load`` with the real reader."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ledger import Ledger
from onrecord.model import Record, from_json
from tests.scale.test_backfill import ids

_TEXT = "Turkish warplanes bombed a Kurdish village on Tuesday, killing four people, officials said."


def _run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def _archive(path: Path, count: int = 3) -> Path:
    rows = [
        {"id": f"a{n}", "text": f"{_TEXT} Town {n} is near.", "published": "2020-01-08"} for n in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _records(url: str) -> list[Record]:
    ledger = Ledger.open(url, create=False)
    found = sorted(ledger.records(), key=lambda record: record.id)
    ledger.close()
    return found


def test_what_is_loaded_is_what_read_gives(tmp_path: Path) -> None:
    archive, out = _archive(tmp_path / "a.jsonl"), str(tmp_path / "out")
    read = _run("read", str(archive), "--format", "jsonl").stdout
    result = _run("backfill", str(archive), "--output", out)
    assert result.exit_code == 0, result.output
    assert "1 shards coded, 0 done before; 3 articles with" in result.stdout
    expected = [from_json(line) for line in read.splitlines()]
    assert all(record.reports for record in expected)
    for command in (("load", out), ("import", str(tmp_path / "out" / "a.jsonl.parquet"))):
        url = f"sqlite:///{tmp_path}/{command[0]}.db"
        loaded = _run(*command, "--ledger", url)
        assert loaded.exit_code == 0, loaded.output
        assert "3 new" in loaded.stdout
        assert _records(url) == expected
    assert "3 known" in _run("load", out, "--ledger", f"sqlite:///{tmp_path}/load.db").stdout
    assert "0 shards coded, 1 done before" in _run("backfill", str(archive), "--output", out).stdout


def test_what_fails_is_named_counted_and_logged(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "a.jsonl", 1)
    archive.write_text(archive.read_text() + "no json\n" * 27)
    result = _run("backfill", str(archive), str(tmp_path / "none.txt"), "--output", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert f"{archive}:2: is not JSON" in result.stderr
    assert "22 more are quarantined" in result.stderr
    assert "none.txt: does not exist" in result.stderr
    assert "27 quarantined; 1 failed" in result.stdout
    url = f"sqlite:///{tmp_path}/l.db"
    loaded = _run("load", str(tmp_path / "out"), "--ledger", url)
    assert (loaded.exit_code, "1 new, 27 failed" in loaded.stdout) == (1, True)
    assert loaded.stderr.count(": is not JSON") == 20
    assert "7 more were quarantined: `onrecord coverage --failed` lists them" in loaded.stderr
    assert f"{archive}:28" in _run("coverage", "--failed", "--format", "csv", "--ledger", url).stdout


def test_a_damaged_shard_is_named_and_the_others_are_loaded(tmp_path: Path) -> None:
    _run("backfill", str(_archive(tmp_path / "a.jsonl", 1)), str(_archive(tmp_path / "b.jsonl", 1)), "--output", str(tmp_path / "out"))  # fmt: skip
    parquet = tmp_path / "out" / "a.jsonl.parquet"
    parquet.write_bytes(parquet.read_bytes()[:-1] + b"X")
    loaded = _run("load", str(tmp_path / "out"), "--ledger", f"sqlite:///{tmp_path}/l.db")
    assert loaded.exit_code == 1
    assert "is not what its manifest says" in loaded.stderr
    assert "1 new, 1 failed" in loaded.stdout


def test_a_folder_without_shards_is_an_error(tmp_path: Path) -> None:
    result = _run("load", str(tmp_path), "--ledger", f"sqlite:///{tmp_path}/l.db")
    assert (result.exit_code, "holds no manifest" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    "wrong", [("--address", "x:1"), ("--workers", "0"), ("--time-limit", "0"), ("--engine", "spark")]
)
def test_wrong_use_is_2(tmp_path: Path, wrong: tuple[str, str]) -> None:
    archive = _archive(tmp_path / "a.jsonl", 1)
    assert _run("backfill", str(archive), "--output", str(tmp_path / "out"), *wrong).exit_code == 2


_MANY = 200
"""Articles that take some seconds: a busy machine may look at the journal late, and must not find all of them read."""


def test_ctrl_c_and_a_restart_lose_nothing(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "a.jsonl", _MANY)
    # whoever runs tests in the background of a shell hands on that Ctrl-C is not heard
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    call = [
        sys.executable,
        "-c",
        heard + "from onrecord.cli import main; main()",
        "backfill",
        str(archive),
        "--output",
    ]
    process = subprocess.Popen(
        [*call, str(tmp_path / "out")], start_new_session=True, stderr=subprocess.PIPE, text=True
    )
    journal, patience = tmp_path / "out" / "a.jsonl.journal", time.monotonic() + 120
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 3) and time.monotonic() < patience:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "onrecord: stopped; the same command goes on from here\n"
    assert 3 < journal.read_bytes().count(b"\n") <= _MANY
    result = _run(*call[3:], str(tmp_path / "out"))
    assert f"{_MANY} articles" in result.stdout
    assert ids(tmp_path / "out", "a.jsonl") == [f"a{n}" for n in range(_MANY)]
    assert not journal.exists()


def test_a_name_in_an_archive_does_not_drive_the_terminal(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("\x1b[2J\nonrecord: all is well.txt", "")
    for command in (("backfill", "--output", str(tmp_path / "out")), ("read",), ("explain",)):
        result = _run(command[0], str(tmp_path / "pages.zip"), *command[1:])
        assert result.exit_code == 1
        (line,) = result.stderr.splitlines()
        assert "\x1b" not in line
        assert line.endswith("is empty: there is nothing to read in it")


@pytest.mark.parametrize(
    ("command", "step"),
    [("backfill", "onrecord.scale.backfill.plan"), ("load", "onrecord.scale.loading.shard_outcomes")],
)
def test_ctrl_c_in_any_step_is_130(
    command: str, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(step, interrupted)
    more = {"backfill": ("--output", f"{tmp_path}/out"), "load": ("--ledger", f"sqlite:///{tmp_path}/l.db")}
    result = _run(command, str(tmp_path), *more[command])
    assert (result.exit_code, result.stderr) == (
        130,
        "onrecord: stopped; the same command goes on from here\n",
    )


def test_loading_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run("backfill", str(_archive(tmp_path / "a.jsonl", 3)), "--output", str(tmp_path / "out"))
    monkeypatch.setattr("onrecord.scale.progress._EVERY", 0.0)
    loaded = _run("load", str(tmp_path / "out"), "--ledger", f"sqlite:///{tmp_path}/l.db")
    told = [re.sub(r"[0-9.]+/s, .*", "", line) for line in loaded.stderr.splitlines()]
    assert told == [
        "onrecord: 33 %, 1 articles, ",
        "onrecord: 67 %, 2 articles, ",
        "onrecord: 100 %, 3 articles, ",
        "onrecord: 100 %, 3 articles into events, ",
    ]
