"""Rows as Arrow tables, which pandas, Polars, DuckDB and others take without copying."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from arro3.core import Array, DataType, Field, RecordBatch, Schema, Table, list_array

from onrecord.model import UsageError

if TYPE_CHECKING:
    import pandas
    import polars

Kind = Literal["text", "whole", "number", "truth", "day", "time", "texts"]
"""What a column holds: UTF-8, 64-bit integers, 64-bit floats, booleans, dates, times in UTC, or lists of UTF-8."""

_BATCH = 5000
_EPOCH = dt.date(1970, 1, 1)
_MOMENT = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TIME = DataType.timestamp("us", tz="UTC")
_TYPES: Mapping[Kind, DataType] = {
    "text": DataType.utf8(), "whole": DataType.int64(), "number": DataType.float64(), "truth": DataType.bool(),
    "day": DataType.date32(), "time": _TIME, "texts": DataType.list(Field("item", DataType.utf8())),
}  # fmt: skip


class ArrowTable:
    """A table that any program takes which speaks the Arrow PyCapsule interface (``__arrow_c_stream__``)."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in order."""
        return self._table.column_names

    @property
    def num_rows(self) -> int:
        """How many rows there are."""
        return self._table.num_rows

    def __len__(self) -> int:
        return self._table.num_rows

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._table.__arrow_c_schema__()

    def __repr__(self) -> str:
        return f"<{self.num_rows} rows of {', '.join(self.column_names)}>"

    def to_pydict(self) -> dict[str, list[Any]]:
        """Return the columns as lists of Python's own values."""
        return {name: list(self._table.column(name).to_pylist()) for name in self.column_names}

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        columns = self.to_pydict()
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a pandas data frame. Raises ``UsageError`` where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError("to_pandas needs pandas: pip install pandas") from error
        frame = pd.DataFrame(self.to_pydict(), columns=self.column_names)
        for name in self.column_names:
            kind = str(self._table.schema.field(name).type)
            if kind == str(_TIME):
                frame[name] = pd.to_datetime(frame[name], utc=True)
            elif kind == str(_TYPES["whole"]):
                frame[name] = frame[name].astype("Int64")  # pandas' own integers know no null
        return frame

    def to_polars(self) -> polars.DataFrame:
        """Return a Polars data frame, without copying. Raises ``UsageError`` where Polars is not installed."""
        try:
            import polars as pl
        except ImportError as error:
            raise UsageError("to_polars needs Polars: pip install polars") from error
        return pl.DataFrame(self._table)


def arrow_table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, Kind]) -> ArrowTable:
    """Return rows as a table with these columns. A day or time that is none in ISO 8601 becomes null."""
    return ArrowTable(Table.from_batches(list(record_batches(rows, columns)), schema=schema_of(columns)))


def schema_of(columns: Mapping[str, Kind]) -> Schema:
    """Return the Arrow schema of these columns."""
    return Schema([Field(name, _TYPES[kind]) for name, kind in columns.items()])


def record_batches(
    rows: Iterable[Mapping[str, Any]], columns: Mapping[str, Kind], size: int = _BATCH
) -> Iterator[RecordBatch]:
    """Yield rows in batches of ``size``, each as soon as its rows are there: what one batch holds is all that is in memory."""
    schema = schema_of(columns)
    source: Iterator[Mapping[str, Any]] = iter(rows)
    while some := list(islice(source, size)):
        arrays = [_array([row[name] for row in some], kind) for name, kind in columns.items()]
        yield RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: Sequence[Any], kind: Kind) -> Array:
    if kind == "texts":
        offsets = [0]
        for value in values:
            offsets.append(offsets[-1] + len(value))
        flat = [_text(part) for value in values for part in value]
        return list_array(
            Array(offsets, DataType.int32()), Array(flat, DataType.utf8()), type=_TYPES["texts"]
        )
    if kind == "day":
        return Array([_day(value) for value in values], DataType.int32()).cast(DataType.date32())
    if kind == "time":
        return Array([_time(value) for value in values], DataType.int64()).cast(_TIME)
    if kind == "text":
        return Array([_text(value) for value in values], DataType.utf8())
    return Array(list(values), _TYPES[kind])


def _text(value: str | None) -> str | None:
    return None if value is None else value.encode("utf-8", "replace").decode()


def _day(value: str | None) -> int | None:
    try:
        return None if value is None else (dt.date.fromisoformat(value) - _EPOCH).days
    except ValueError:
        return None


def _time(value: str | None) -> int | None:
    try:
        return (
            None
            if value is None
            else (dt.datetime.fromisoformat(value) - _MOMENT) // dt.timedelta(microseconds=1)
        )
    except (ValueError, TypeError):
        return None
