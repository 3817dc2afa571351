"""Events as GDELT 2.0's 61 columns and their reports as its 16 columns of mentions: tab-separated, no header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from onrecord.formats.cells import number
from onrecord.formats.countries import country
from onrecord.formats.dictionary import export_format
from onrecord.formats.foreign.cells import coded_by
from onrecord.formats.foreign.gdelt import CODER
from onrecord.formats.looking_up import Lookup, foreign, point, published, sides, took_place
from onrecord.model import Event, Participant, Place, Told
from onrecord.ontology.crosswalk import cameo_code
from onrecord.ontology.tables import event_types

_SHORTEST = 3
"""Digits of a CAMEO code: that of a root ends in 0."""
_COOPERATION, _MATERIAL = 8, (6, 14)
"""CAMEO's last root of cooperation; its first roots of material cooperation and of material conflict."""
_BREAKS = dict.fromkeys([*range(0x20), 0x7F, 0x85, 0x2028, 0x2029], " ")
_IS_US = "USA"


def gdelt_event_lines(events: Iterable[Event], lookup: Lookup) -> Iterator[bytes]:
    """Yield a row of 61 cells for each event that ``is_gdelt``. A row that GDELT's own file gave goes out as it came."""
    columns = tuple(export_format("gdelt").columns)
    for event in events:
        if is_gdelt(event):
            yield _line(columns, gdelt_row(event, lookup))


def gdelt_mention_lines(events: Iterable[Event], lookup: Lookup) -> Iterator[bytes]:
    """Yield a row of 16 cells for each report of these events."""
    columns = tuple(export_format("gdelt").mentions)
    for event in events:
        if is_gdelt(event):
            for told in event.told:
                yield _line(columns, _mention(event, told, lookup))


def is_gdelt(event: Event) -> bool:
    """Whether GDELT can hold the event: it took place on a known day and is of a PLOVER type, which CAMEO has."""
    return took_place(event) and event.when.start is not None and event.event_type in event_types()


def gdelt_row(event: Event, lookup: Lookup) -> dict[str, str]:
    """Return the cells of an event by column; the others are empty."""
    first = event.told[0]
    record = lookup.article(first.article)
    given = coded_by(CODER, event, record)
    if given is not None:
        return given
    one, other = sides(event)
    start = first.report.sentence[0]
    return {
        "GlobalEventID": _id(event),
        **_day(event.when.start or ""),
        **_actor("Actor1", one),
        **_actor("Actor2", other),
        "IsRootEvent": "1" if record is not None and "\n" not in record.text[:start] else "0",
        **_code(event),
        "NumMentions": str(len(event.told)),
        "NumSources": str(len({told.outlet for told in event.told if not told.imported})),
        "NumArticles": str(len({told.article for told in event.told})),
        **_place(event.place),
        "DATEADDED": _added(event),
        "SOURCEURL": (record.url if record else None) or first.article,
    }


def _id(event: Event) -> str:
    """A whole number below 2 to the power of 60. An id that is no hexadecimal number is taken by its bytes."""
    digits = event.id[:15]
    return str(int(digits, 16) if re.fullmatch("[0-9a-f]+", digits) else int.from_bytes(digits.encode()[:7]))


def _day(day: str) -> dict[str, str]:
    year, month, of_month = (int(part) for part in day.split("-"))
    return {
        "Day": day.replace("-", ""),
        "MonthYear": day[:7].replace("-", ""),
        "Year": day[:4],
        "FractionDate": f"{year + ((month - 1) * 30 + of_month) / 365:.4f}",
    }


def _actor(name: str, who: Participant | None) -> dict[str, str]:
    if who is None:
        return {}
    table = foreign()["gdelt"]
    by_iso: Mapping[str, str] = {"ROU": "ROM", "TLS": "TMP"}
    code = by_iso.get(who.country or "", who.country or "") if country(who.country) else ""
    role = table["roles"].get(who.sector or "", "") or (who.country if who.country in ("IGO", "NGO") else "")
    return {
        f"{name}Code": f"{code}{role}",
        f"{name}Name": who.name.upper(),
        f"{name}CountryCode": code,
        f"{name}Type1Code": role,
    }


def _code(event: Event) -> dict[str, str]:
    code = cameo_code(event.event_type, event.mode).ljust(_SHORTEST, "0")
    root = int(code[:2])
    conflict = root > _COOPERATION
    return {
        "EventCode": code,
        "EventBaseCode": code[:_SHORTEST],
        "EventRootCode": code[:2],
        "QuadClass": str(1 + 2 * conflict + (root >= _MATERIAL[conflict])),
        "GoldsteinScale": number(foreign()["gdelt"]["goldstein"][code[:2]]),
    }


def _place(place: Place | None) -> dict[str, str]:
    where = country(place.country) if place else None
    if place is None or where is None or place.precision == "region":
        return {}
    at, us = point(place), place.country == _IS_US
    kind = (
        "1"
        if place.precision == "country"
        else ("2" if us else "5")
        if place.precision == "admin1"
        else "3"
        if us
        else "4"
    )
    names = dict.fromkeys(n for n in (place.name, place.admin1, where.name) if n)
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_Fullname": ", ".join(name.replace(",", "") for name in names),
        "ActionGeo_CountryCode": where.fips,
        "ActionGeo_ADM1Code": where.fips if kind == "1" else "",
        "ActionGeo_Lat": number(at[0]) if at else "",
        "ActionGeo_Long": number(at[1]) if at else "",
    }


def _added(event: Event) -> str:
    days = published(event)
    return _moment(days[0]) if days else ""


def _moment(day: str | None) -> str:
    return f"{day[:10].replace('-', '')}000000" if day else ""


def _mention(event: Event, told: Told, lookup: Lookup) -> dict[str, str]:
    record, report = lookup.article(told.article), told.report
    address = record.url if record else None
    people = (report.actors[:1], report.recipients[:1])
    offsets = [str(side[0].start) if side else "-1" for side in people]
    return {
        "GlobalEventID": _id(event),
        "EventTimeDate": _added(event),
        "MentionTimeDate": _moment(told.published),
        "MentionType": "1" if address else "2",
        "MentionSourceName": told.outlet or "",
        "MentionIdentifier": address or told.article,
        "Actor1CharOffset": offsets[0],
        "Actor2CharOffset": offsets[1],
        "ActionCharOffset": str(report.trigger.start),
        "InRawText": "1",
        "Confidence": str(round(report.score * 10) * 10),
        "MentionDocLen": str(len(record.text)) if record else "",
    }


def _line(columns: tuple[str, ...], row: Mapping[str, str]) -> bytes:
    cells = (row.get(column, "").translate(_BREAKS) for column in columns)
    return ("\t".join(cells) + "\n").encode("utf-8", "replace")
