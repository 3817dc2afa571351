"""Tables as Parquet files, written some rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from arro3.core import RecordBatch, RecordBatchReader
from arro3.io import write_parquet as _write

from onrecord.formats.arrow import Kind, record_batches, schema_of
from onrecord.formats.looking_up import Lookup, bounds, point, published
from onrecord.model import Event, InputError, Record, to_json
from onrecord.sources.parquet_rows import open_parquet

ARTICLES: Mapping[str, Kind] = {
    "article_id": "text", "title": "text", "outlet": "text", "published": "day", "url": "text", "language": "text",
    "reports": "whole", "record": "text",
}  # fmt: skip
"""``record`` is the whole record as one JSON line of the contract."""
EVENTS: Mapping[str, Kind] = {
    "event_id": "text", "event_type": "text", "mode": "text", "quad": "whole", "score": "number",
    "start": "day", "end": "day", "time_precision": "text", "actors": "texts", "actor_countries": "texts",
    "recipients": "texts", "recipient_countries": "texts", "place": "text", "country": "text", "admin1": "text",
    "latitude": "number", "longitude": "number", "place_precision": "text", "standing": "texts", "confirmed_by": "text",
    "credibility": "whole", "reports": "texts", "articles": "whole", "origins": "whole", "killed_low": "number",
    "killed_high": "number", "injured_low": "number", "injured_high": "number", "first_published": "day",
    "last_published": "day",
}  # fmt: skip
"""``reports`` are the ids of its reports, which join it with the table of reports."""


def write_parquet(
    rows: Iterable[Mapping[str, Any]], columns: Mapping[str, Kind], path: Path, *, group: int | None = None
) -> None:
    """Write rows to a file as they come. Raises what the rows raise, and ``OSError`` where the file cannot be written.

    ``group``: so many rows are a row group of the file, and all that is held in memory at a time.
    """
    failures: list[Exception] = []
    written = _Written()
    batches = record_batches(rows, columns) if group is None else record_batches(rows, columns, group)
    reader = RecordBatchReader.from_batches(schema_of(columns), _watched(batches, failures, written))
    try:
        with path.open("wb") as written.stream:
            _write(reader, cast(BinaryIO, written), compression="zstd(3)", max_row_group_size=group)
            written.check()
    except Exception as error:
        # between us and the file is a library that knows no other errors than its own
        raise (failures[0] if failures else error) from error


class _Written:
    """A file that takes everything and says afterwards that it could not be written: the library that writes into it ends with
    a panic, which no caller expects, where a disk is full."""

    def __init__(self) -> None:
        self.stream: BinaryIO | None = None
        self._error: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write, or keep why not."""
        if self._error is None and self.stream is not None:
            try:
                self.stream.write(data)
            except OSError as error:
                self._error = error
        return len(data)

    def flush(self) -> None:
        """Leave that to the closing of the file."""

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place: the library asks that a file can, and does not use it."""
        assert self.stream is not None
        return self.stream.seek(offset, whence)

    def check(self) -> None:
        """Raise the ``OSError`` that was kept."""
        if self._error is not None:
            raise self._error


def _watched(
    batches: Iterator[RecordBatch], failures: list[Exception], written: _Written
) -> Iterator[RecordBatch]:
    try:
        for batch in batches:
            written.check()
            yield batch
    except Exception as error:
        failures.append(error)
        raise


def read_parquet(path: Path, column: str) -> Iterator[Any]:
    """Yield the values of one column, whose name is in lower case.

    Raises ``KeyError`` where there is no such column, ``OSError`` where the file cannot be opened, and ``InputError``
    where it is damaged, after the values before the damage.
    """
    with path.open("rb") as stream:
        try:
            names, batches = open_parquet(stream, (column,))
            if column not in names:
                raise KeyError(column)
            for rows in batches:
                for (value,) in rows:
                    yield value
        except ValueError as error:
            raise InputError(str(path), f"is damaged ({error}): make it again") from error


def article_rows(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Yield a row of ``ARTICLES`` for each record."""
    for record in records:
        yield {
            "article_id": record.id,
            "title": record.title,
            "outlet": record.outlet,
            "published": record.published,
            "url": record.url,
            "language": record.language,
            "reports": len(record.reports),
            "record": to_json(record).decode(),
        }


def event_rows(events: Iterable[Event], lookup: Lookup) -> Iterator[dict[str, Any]]:
    """Yield a row of ``EVENTS`` for each event."""
    for event in events:
        at, place, days = point(event.place), event.place, published(event)
        killed, injured = bounds(event, "killed"), bounds(event, "injured")
        yield {
            "event_id": event.id,
            "event_type": event.event_type,
            "mode": event.mode,
            "quad": lookup.quad(event),
            "score": lookup.score(event),
            "start": event.when.start,
            "end": event.when.end,
            "time_precision": event.when.precision,
            "actors": [p.name for p in event.actors],
            "actor_countries": [p.country for p in event.actors],
            "recipients": [p.name for p in event.recipients],
            "recipient_countries": [p.country for p in event.recipients],
            "place": place.name if place else None,
            "country": place.country if place else None,
            "admin1": place.admin1 if place else None,
            "latitude": at[0] if at else None,
            "longitude": at[1] if at else None,
            "place_precision": place.precision if place else None,
            "standing": list(event.standing),
            "confirmed_by": event.history[-1].confirmed_by if event.history else None,
            "credibility": event.credibility.grade if event.credibility else None,
            "reports": [told.report.id for told in event.told],
            "articles": len({told.article for told in event.told}),
            "origins": len(event.origins),
            "killed_low": killed[0],
            "killed_high": killed[1],
            "injured_low": injured[0],
            "injured_high": injured[1],
            "first_published": days[0] if days else None,
            "last_published": days[-1] if days else None,
        }
