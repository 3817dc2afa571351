"""Tables as Parquet, opened by Polars; records through Parquet and back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.formats.foreign import read_export
from onrecord.formats.parquet import ARTICLES, EVENTS, article_rows, event_rows, write_parquet
from onrecord.model import InputError, LedgerError, Record
from onrecord.ontology import event_types
from tests.formats.made_up import RECORD, one_event, records


def test_events_open_with_their_days_lists_and_figures(tmp_path: Path) -> None:
    event, lookup = one_event()
    write_parquet(event_rows([event], lookup), EVENTS, tmp_path / "events.parquet")
    frame = pl.read_parquet(tmp_path / "events.parquet")
    assert frame.columns == list(EVENTS)
    row = frame.row(0, named=True)
    assert (str(row["start"]), row["actors"], row["killed_low"], row["reports"]) == (
        "2031-03-04", ["Chad"], 7.0, ["00000000000000aa"],
    )  # fmt: skip


def test_no_rows_are_a_table_without_rows(tmp_path: Path) -> None:
    write_parquet([], EVENTS, tmp_path / "events.parquet")
    assert pl.read_parquet(tmp_path / "events.parquet").shape == (0, len(EVENTS))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(st.lists(records, max_size=3))
def test_records_come_back_equal(tmp_path: Path, found: list[Record]) -> None:
    write_parquet(article_rows(found), ARTICLES, tmp_path / "articles.parquet")
    assert list(read_export(tmp_path, None, event_types())) == found


def test_an_error_of_the_rows_is_raised_as_it_is(tmp_path: Path) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield from article_rows([RECORD])
        raise LedgerError("the server went away")

    with pytest.raises(LedgerError, match="went away"):
        write_parquet(broken(), ARTICLES, tmp_path / "articles.parquet")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file that is always full")
@pytest.mark.parametrize("rows", [1, 3_000])
def test_a_full_disk_is_an_error_of_the_system(rows: int) -> None:
    """Found while a row group is written, or not before the end."""
    many = (row | {"article_id": random.randbytes(500).hex()} for row in article_rows([RECORD] * rows))
    with pytest.raises(OSError, match="No space left"):
        write_parquet(many, ARTICLES, Path("/dev/full"), group=200)


def test_half_a_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "articles.parquet"
    write_parquet(article_rows([RECORD]), ARTICLES, path)
    path.write_bytes(path.read_bytes()[:200])
    (error,) = read_export(path, None, event_types())
    assert isinstance(error, InputError)
    assert str(error) == f"{path}: is no Parquet file, or not all of it is there"


def test_another_table_is_an_error_that_says_which_is_meant(tmp_path: Path) -> None:
    write_parquet([], EVENTS, tmp_path / "events.parquet")
    (error,) = read_export(tmp_path / "events.parquet", None, event_types())
    assert "import the articles.parquet" in str(error)
