"""Events and records to the formats of ``onrecord export``: lines as they come, or files in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from onrecord.formats.acled import acled_lines
from onrecord.formats.csv_reports import csv_lines
from onrecord.formats.gdelt import gdelt_event_lines, gdelt_mention_lines
from onrecord.formats.geojson import geojson_lines
from onrecord.formats.graphml import graphml_lines
from onrecord.formats.jsonld import jsonld_lines
from onrecord.formats.looking_up import Lookup
from onrecord.formats.polecat import polecat_lines
from onrecord.model import Event, Record, to_json

EventLines = Callable[[Iterable[Event], Lookup], Iterator[bytes]]


def _events(events: Iterable[Event], _lookup: Lookup) -> Iterator[bytes]:
    for event in events:
        yield msgspec.json.encode(event) + b"\n"


EVENT_FORMATS: dict[str, EventLines] = {
    "events": _events, "geojson": geojson_lines, "graphml": graphml_lines, "polecat": polecat_lines,
    "acled": acled_lines, "jsonld": jsonld_lines,
}  # fmt: skip
"""Formats of one file, made of events."""
GDELT_FILES: dict[str, EventLines] = {
    "events.export.CSV": gdelt_event_lines,
    "events.mentions.CSV": gdelt_mention_lines,
}
"""The files of GDELT's format, by name."""


class Chosen:
    """The reports and articles of the events that a query asks for."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.reports: set[str] = set()
        self.articles: set[str] = set()
        for event in events:
            self.reports.update(told.report.id for told in event.told)
            self.articles.update(told.article for told in event.told)


def record_lines(records: Iterable[Record], chosen: Chosen | None) -> Iterator[bytes]:
    """Yield records as JSON lines, those of the chosen articles alone, each whole."""
    for record in records:
        if chosen is None or record.id in chosen.articles:
            yield to_json(record) + b"\n"


def report_lines(records: Iterable[Record], chosen: Chosen | None) -> Iterator[bytes]:
    """Yield reports as CSV, the chosen ones alone."""
    return csv_lines(cut(records, chosen))


def of_chosen(
    rows: Iterable[dict[str, Any]], column: str, names: set[str] | None
) -> Iterator[dict[str, Any]]:
    """Yield the rows whose cell of a column is one of these names; all without names."""
    return (row for row in rows if names is None or row[column] in names)


def cut(records: Iterable[Record], chosen: Chosen | None) -> Iterator[Record]:
    """Yield records with the chosen reports alone, those of other articles not at all."""
    for record in records:
        if chosen is None:
            yield record
        elif record.id in chosen.articles:
            yield replace(record, reports=tuple(r for r in record.reports if r.id in chosen.reports))
