"""`onrecord add` on a disk that is really full: it says what to do, loses nothing, and goes on once there is room."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ledger import Ledger
from tests.ledger.adding import articles
from tests.ledger.small_disk import mounted

_ARTICLES = 30


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 MB of which a file takes up 14.5, or a skip that says why."""
    try:
        with mounted(tmp_path / "disk", 16) as folder:
            (folder / "ballast").write_bytes(bytes(29 << 19))
            yield folder
    except PermissionError as error:
        pytest.skip(str(error))


@pytest.fixture(autouse=True)
def _read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read are records made up for tests: reading is tested elsewhere, and takes seconds."""
    monkeypatch.setattr("onrecord.scale.read_inputs", lambda *_given, **_options: articles(_ARTICLES))


def _add(folder: Path) -> Result:
    return CliRunner().invoke(main, ["add", "articles.jsonl", "--ledger", f"sqlite:///{folder}/ledger.db"])


def _held(folder: Path) -> list[str]:
    ledger = Ledger.open(f"sqlite:///{folder}/ledger.db", create=False)
    names = [record.id for record in ledger.records()]
    assert list(ledger.check()) == []
    ledger.close()
    return names


def test_it_says_what_to_do_and_ends_with_status_3(disk: Path) -> None:
    ended = _add(disk)
    assert ended.exit_code == 3, ended.output
    assert "ledger.db: the ledger cannot be used" in ended.stderr
    assert "the disk is full; free some space, then run the same command again" in ended.stderr


def test_what_was_stored_before_is_whole_and_can_be_read_on_the_full_disk(disk: Path) -> None:
    assert _add(disk).exit_code == 3
    _fill_up(disk)
    held = _held(disk)
    assert held == [f"article-{n}" for n in range(len(held))]
    assert 3 < len(held) < _ARTICLES


def test_the_same_command_goes_on_once_there_is_room(disk: Path) -> None:
    assert _add(disk).exit_code == 3
    before = _held(disk)
    (disk / "ballast").unlink()
    ended = _add(disk)
    assert ended.exit_code == 0, ended.output
    assert "known" in ended.stdout
    assert _held(disk) == [f"article-{n}" for n in range(_ARTICLES)]
    assert before


def test_a_ledger_that_cannot_even_be_made_is_told(disk: Path) -> None:
    _fill_up(disk)
    ended = _add(disk)
    assert ended.exit_code == 3, ended.output
    assert "free some space" in ended.stderr
    for file in ("ballast", "last"):
        (disk / file).unlink()
    assert _add(disk).exit_code == 0


def _fill_up(folder: Path) -> None:
    """Leave not one block."""
    room = os.statvfs(folder)
    (folder / "last").write_bytes(bytes(room.f_bavail * room.f_bsize))
    with pytest.raises(OSError, match="No space left"):
        (folder / "more").write_bytes(bytes(4096))
    (folder / "more").unlink()
