"""Parquet read in a process of its own first: damage is named, and what stands before it is read."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

from onrecord.formats.parquet import read_parquet
from onrecord.model import InputError
from onrecord.sources import RawDocument, open_inputs, parquet_rows
from onrecord.sources.parquet_rows import open_parquet

_ENDS_THE_PROCESS = sorted((Path(__file__).parents[1] / "fuzz" / "corpus" / "parquet").iterdir())
"""Damaged files with which arro3 panics where nothing can catch it."""
_ROWS = 160


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of 160 rows in ten parts."""
    texts = [f"Man {number} left." for number in range(_ROWS)]
    table = Table.from_pydict({"text": Array(texts, DataType.utf8()), "Other": Array(texts, DataType.utf8())})
    write_parquet(table, str(tmp_path / "a.parquet"), max_row_group_size=16, compression="uncompressed")
    return tmp_path / "a.parquet"


def _damaged(path: Path) -> Path:
    """Overwrite what says how long the values of row 100 and after are."""
    data = path.read_bytes()
    at = data.index(b"Man 100 left.")
    path.write_bytes(data[: at - 40] + b"\xff" * 40 + data[at:])
    return path


def _texts(stream: BinaryIO) -> list[str]:
    return [text for rows in open_parquet(stream, ("text",))[1] for (text,) in rows]


def test_all_columns_are_named_and_the_chosen_ones_read(path: Path) -> None:
    with path.open("rb") as stream:
        names, batches = open_parquet(stream, ("other",))
        rows = [row for batch in batches for row in batch]
    assert names == ["text", "Other"]
    assert rows == [(f"Man {number} left.",) for number in range(_ROWS)]


def test_a_stream_that_is_no_file_is_read_too(path: Path) -> None:
    held = io.BufferedReader(io.BytesIO(path.read_bytes()))  # as members of archives come
    assert len(_texts(held)) == _ROWS
    assert len(_texts(io.BytesIO(path.read_bytes()))) == _ROWS


@pytest.mark.parametrize("damaged", _ENDS_THE_PROCESS, ids=lambda path: path.name)
def test_a_file_that_ends_what_reads_it_is_named_and_the_next_one_is_read(
    damaged: Path, tmp_path: Path
) -> None:
    (bad := tmp_path / "a.parquet").write_bytes(damaged.read_bytes())
    (good := tmp_path / "b.txt").write_text("A man left.")
    first, second = open_inputs([str(bad), str(good)])
    assert isinstance(first, InputError)
    assert first.name == str(bad)
    assert first.reason.startswith("cannot be read as Parquet (")
    assert isinstance(second, RawDocument)


def test_the_rows_before_the_damage_are_read(path: Path) -> None:
    *before, error = open_inputs([str(_damaged(path))])
    assert [one.content for one in before if isinstance(one, RawDocument)] == [
        f"Man {number} left." for number in range(96)
    ]
    assert isinstance(error, InputError)
    assert "cannot be read as Parquet after row 96 (" in error.reason


def test_values_before_the_damage_are_given_and_then_its_error(path: Path) -> None:
    values = read_parquet(_damaged(path), "text")
    assert [next(values) for _ in range(96)][-1] == "Man 95 left."
    with pytest.raises(InputError, match=r"a\.parquet: is damaged \("):
        next(values)


def test_damage_is_told_once_and_not_by_the_library_too(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-60] + b"\xff" * 40 + data[-20:])
    (error,) = open_inputs([str(path)])
    assert isinstance(error, InputError)
    assert "panicked" not in str(error) + capfd.readouterr().err


def test_a_file_that_keeps_its_reader_busy_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_rows, "_LEAST_SECONDS", 0.0)
    (error,) = open_inputs([str(path)])
    assert isinstance(error, InputError)
    assert "reading it takes longer than 0 seconds" in error.reason


@pytest.mark.parametrize("python", ["", "/nowhere/python", "/bin/false"])
def test_without_another_process_a_file_is_read_all_the_same(
    path: Path, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    assert len(list(open_inputs([str(path)]))) == _ROWS
    *before, error = open_inputs([str(_damaged(path))])
    assert len(before) == 96
    assert isinstance(error, InputError)
