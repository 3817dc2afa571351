"""ACLED's files: comma- or semicolon-separated with a header; older files have fewer columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from onrecord.formats.countries import by_name, by_number, country, named_in
from onrecord.formats.foreign.cells import RowText, record_of, report_id, somebody
from onrecord.formats.foreign.values import coordinates, iso_day, whole
from onrecord.formats.looking_up import foreign
from onrecord.model import Participant, Place, Quantity, Record, Report, TimePrecision, Trigger, When
from onrecord.ontology.crosswalk import from_acled

CODER = "ACLED"
NEEDED = ("event_id_cnty", "event_date", "event_type", "sub_event_type")
_TIMES: Mapping[str, TimePrecision] = {"1": "day", "2": "week", "3": "month"}
_SHARP = ("1", "")
"""Geographic precisions with which the coordinates are those of the place; files without that column have none other."""


def acled_record(row: Mapping[str, str]) -> Record:
    """Return the record of a row; without a report where its type has no PLOVER type.

    Raises ``ValueError`` that says which cell is wrong.
    """
    number = row["event_id_cnty"]
    if not number:
        raise ValueError("event_id_cnty is empty")
    if not row["event_type"]:
        raise ValueError("event_type is empty")
    told = _told(row, number, iso_day(row["event_date"], "event_date"))
    return record_of(CODER, number, row, told, published=_published(row.get("timestamp", "")))


def _told(row: Mapping[str, str], number: str, day: str) -> tuple[str, Report | None]:
    kind, sub = row["event_type"], row["sub_event_type"]
    text = RowText()
    if row.get("notes"):
        text.put([row["notes"]])
        text.text += "\n"
    actors = _side(row, "actor1", text)
    ((trigger, start, end),) = text.put([sub or kind])
    recipients = _side(row, "actor2", text)
    place = _place(row, text)
    quantities = _killed(row, text)
    found = from_acled(kind, sub)
    if found is None:
        return text.text, None
    precision = _TIMES.get(row.get("time_precision", ""), "day")
    return text.text, Report(
        id=report_id(CODER, number),
        sentence=text.all(),
        trigger=Trigger(start=start, end=end, text=trigger),
        event_type=found[0],
        mode=found[1],
        actors=actors,
        recipients=recipients,
        place=place,
        when=When(start=day, end=day, precision=precision, basis="text", text=row["event_date"]),
        quantities=quantities,
        score=1.0,
        coder=CODER,
        why=f"row {number} of ACLED: {kind} / {sub} is {found[0]}",
    )


def _side(row: Mapping[str, str], column: str, text: RowText) -> tuple[Participant, ...]:
    name = row.get(column)
    if not name:
        return ()
    sectors: Mapping[str, str] = foreign()["acled"]["sectors"]
    sector = next((code for words, code in sectors.items() if name.startswith(words)), None)
    return (somebody(text.put([name])[0], named_in(name), sector),)


def _place(row: Mapping[str, str], text: RowText) -> Place | None:
    location, region = row.get("location"), row.get("admin1")
    name = location or region or row.get("country")
    if not name:
        return None
    piece = text.put([name])[0]
    code = by_number(row.get("iso", "")) or by_name(row.get("country", ""))
    sharp = bool(location) and row.get("geo_precision", "") in _SHARP
    at = coordinates(row.get("latitude", ""), row.get("longitude", ""))
    lat, lon = at if sharp else (None, None)
    return Place(
        text=piece[0],
        start=piece[1],
        end=piece[2],
        name=name,
        country=code if country(code) else None,
        admin1=region or None,
        lat=lat,
        lon=lon,
        precision="city" if sharp else "admin1" if region else "country",
    )


def _killed(row: Mapping[str, str], text: RowText) -> tuple[Quantity, ...]:
    """The fatalities. A 0 is no figure: by ACLED's codebook it stands for none and for not known."""
    number = whole(row.get("fatalities", ""), "fatalities")
    if not number:
        return ()
    if number < 0:
        raise ValueError(f"fatalities '{number}' is below zero")
    words, start, end = text.put([str(number)], before="fatalities: ")[0]
    return (Quantity(of="killed", low=number, high=number, exact=True, text=words, start=start, end=end),)


def _published(timestamp: str) -> str | None:
    seconds = whole(timestamp, "timestamp")
    if seconds is None:
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"timestamp '{timestamp}' is no number of seconds since 1970") from error
