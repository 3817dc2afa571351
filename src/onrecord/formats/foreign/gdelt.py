"""GDELT 2.0's event files: 61 columns, tab-separated, no header."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.formats.countries import by_fips, country
from onrecord.formats.foreign.cells import Piece, RowText, record_of, report_id, somebody
from onrecord.formats.foreign.values import coordinates, iso_day
from onrecord.formats.looking_up import foreign
from onrecord.model import Participant, Place, PlacePrecision, Record, Report, Trigger, When
from onrecord.ontology.crosswalk import from_cameo

CODER = "GDELT 2.0"
_PRECISIONS: Mapping[str, PlacePrecision] = {
    "1": "country", "2": "admin1", "3": "city", "4": "city", "5": "admin1",
}  # fmt: skip
_BODIES = {"IGO": "IGO", "NGO": "NGO"}
_WITH_REGION = 3
"""Parts of a place's full name of which the last but one is its region."""


def gdelt_record(row: Mapping[str, str]) -> Record:
    """Return the record of a row; without a report where CAMEO's code has no PLOVER type (statements and appeals).

    Raises ``ValueError`` that says which cell is wrong.
    """
    number, code, added, address = row["GlobalEventID"], row["EventCode"], row["DATEADDED"], row["SOURCEURL"]
    if not number.isdecimal():
        raise ValueError(f"GlobalEventID '{number}' is not a number")
    if not code.isdecimal():
        raise ValueError(f"EventCode '{code}' is not a CAMEO code such as 190")
    return record_of(
        CODER,
        number,
        row,
        _told(row, number, iso_day(row["Day"], "Day")),
        published=iso_day(added, "DATEADDED") if added else None,
        url=address if address.startswith(("http://", "https://")) else None,
    )


def cameo_country(code: str) -> str | None:
    """Return ISO alpha-3 of CAMEO's code of a country; ``None`` for regions and what is no country."""
    found = foreign()["gdelt"]["countries"].get(code, code)
    return found if country(found) else None


def _told(row: Mapping[str, str], number: str, day: str) -> tuple[str, Report | None]:
    text = RowText()
    actors = _side(row, "Actor1", text)
    ((trigger, start, end),) = text.put([row["EventCode"]])
    recipients = _side(row, "Actor2", text)
    place = _place(row, text)
    code = from_cameo(trigger)
    if code is None:
        return text.text, None
    return text.text, Report(
        id=report_id(CODER, number),
        sentence=text.all(),
        trigger=Trigger(start=start, end=end, text=trigger),
        event_type=code.event_type,
        mode=code.mode,
        contexts=code.contexts,
        actors=actors,
        recipients=recipients,
        place=place,
        when=When(start=day, end=day, precision="day", basis="text", text=row["Day"]),
        score=1.0,
        coder=CODER,
        why=f"row {number} of GDELT: CAMEO {trigger} is {code.event_type} ({code.meaning})",
    )


def _side(row: Mapping[str, str], actor: str, text: RowText) -> tuple[Participant, ...]:
    name = row[f"{actor}Name"] or row[f"{actor}Code"]
    if not name:
        return ()
    role = row[f"{actor}Type1Code"]
    table = foreign()["gdelt"]
    sectors = {code: sector for sector, code in table["roles"].items()} | table["sectors"]
    code = cameo_country(row[f"{actor}CountryCode"]) or _BODIES.get(role)
    return (somebody(text.put([name])[0], code, sectors.get(role)),)


def _place(row: Mapping[str, str], text: RowText) -> Place | None:
    name, precision = row["ActionGeo_Fullname"], _PRECISIONS.get(row["ActionGeo_Type"])
    if not name or precision is None:
        return None
    parts = [part.strip() for part in name.split(",")]
    piece: Piece = text.put([parts[0]])[0]
    code = row["ActionGeo_CountryCode"]
    at = coordinates(row["ActionGeo_Lat"], row["ActionGeo_Long"])
    lat, lon = at if precision == "city" else (None, None)  # GDELT gives every country and region a point
    return Place(
        text=piece[0],
        start=piece[1],
        end=piece[2],
        name=piece[0],
        country=foreign()["gdelt"]["fips"].get(code) or by_fips(code),
        admin1=parts[-2] if len(parts) >= _WITH_REGION else parts[0] if precision == "admin1" else None,
        lat=lat,
        lon=lon,
        precision=precision,
    )
