"""ACLED's files: comma- or semicolon-separated with a header; older files have fewer columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from onrecord.formats.countries import by_name, by_number, country, named_in
from onrecord.formats.foreign.cells import RowText, participant, record_of, report_id, row_text
from onrecord.formats.foreign.values import coordinates, iso_day, whole
from onrecord.formats.looking_up import foreign
from onrecord.model import Participant, Place, Quantity, Record, Report, TimePrecision, Trigger, When
from onrecord.ontology.crosswalk import from_acled

CODER = "ACLED"
NEEDED = ("event_id_cnty", "event_date", "event_type", "sub_event_type")
_TIMES: Mapping[str, TimePrecision] = {"1": "day", "2": "week", "3": "month"}


def acled_record(cells: Mapping[str, str]) -> Record:
    """Return the record of a row; without a report where its type has no PLOVER type.

    Raises ``ValueError`` that says which cell is wrong.
    """
    row = row_text(cells)
    number = row.of("event_id_cnty")
    if not number:
        raise ValueError("event_id_cnty is empty")
    found = from_acled(row.of("event_type"), row.of("sub_event_type"))
    day = iso_day(row.of("event_date"), "event_date")
    return record_of(
        CODER,
        number,
        row,
        _report(row, number, day, *found) if found else None,
        published=_published(row.of("timestamp")),
    )


def _report(row: RowText, number: str, day: str, kind: str, mode: str | None) -> Report:
    start, end = row.span("sub_event_type")
    place = _place(row)
    return Report(
        id=report_id(CODER, number),
        sentence=(0, len(row.text)),
        trigger=Trigger(start=start, end=end, text=row.text[start:end]),
        event_type=kind,
        mode=mode,
        actors=_somebody(row, "actor1"),
        recipients=_somebody(row, "actor2"),
        place=place,
        when=When(
            start=day,
            end=day,
            precision=_TIMES.get(row.of("time_precision"), "day"),
            basis="text",
            text=row.of("event_date"),
        ),
        quantities=_killed(row),
        score=1.0,
        coder=CODER,
        why=f"row {number} of ACLED: {row.of('event_type')} / {row.of('sub_event_type')} is {kind}",
    )


def _somebody(row: RowText, column: str) -> tuple[Participant, ...]:
    name = row.of(column)
    if not name:
        return ()
    start, end = row.spans[column]
    sectors: Mapping[str, str] = foreign()["acled"]["sectors"]
    sector = next((code for words, code in sectors.items() if name.startswith(words)), None)
    return (participant((row.text[start:end], start, end), country=named_in(name), sector=sector),)


def _place(row: RowText) -> Place | None:
    name = row.of("location") or row.of("admin1") or row.of("country")
    if not name:
        return None
    start, end = row.span("location", "admin1", "country")
    code = by_number(row.of("iso")) or by_name(row.of("country"))
    sharp = bool(row.of("location")) and row.of("geo_precision") in ("1", "")
    lat, lon = coordinates(row.of("latitude"), row.of("longitude"))
    return Place(
        text=row.text[start:end],
        start=start,
        end=end,
        name=name,
        country=code if country(code) else None,
        admin1=row.of("admin1") or None,
        lat=lat if sharp else None,
        lon=lon if sharp else None,
        precision="city" if sharp else "admin1" if row.of("admin1") else "country",
    )


def _killed(row: RowText) -> tuple[Quantity, ...]:
    """The fatalities. A 0 is no figure: by ACLED's codebook it stands for none and for not known."""
    number = whole(row.of("fatalities"), "fatalities")
    if not number:
        return ()
    if number < 0:
        raise ValueError(f"fatalities '{number}' is below zero")
    start, end = row.span("fatalities")
    text = row.text[start:end]
    return (Quantity(of="killed", low=number, high=number, exact=True, text=text, start=start, end=end),)


def _published(timestamp: str) -> str | None:
    seconds = whole(timestamp, "timestamp")
    if seconds is None:
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"timestamp '{timestamp}' is no number of seconds since 1970") from error
