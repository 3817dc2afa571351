"""Points in time as pages state them, with their zones: ISO 8601, RFC 5322, and what English pages print.

What is not stated stays open: a day without a clock, a clock without a zone. Abbreviations that several zones share
give no offset ("IST"); "ET" and the like follow the daylight saving time of the day.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from onrecord.cleaning.stated import date_in

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ]\s?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d{1,9})?\s?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?(?![\d:])",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d:.$€£])(?:(?P<h12>\d{1,2})(?:[:.](?P<m12>\d{2})(?:[:.]\d{2})?)?\s?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<h24>\d{1,2})[:.h](?P<m24>\d{2})(?:[:.]\d{2})?(?![\d./:])"
    r"|(?P<h4>[0-2]\d)(?P<m4>[0-5]\d)(?=\s?(?:GMT|UTC|hours|hrs|h\b|Z\b|[A-Z]{3,4}\b)))",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"(?:\s?(?:hours|hrs|h)\b)?\s?[(\[]?(?:(?:GMT|UTC)?(?P<sign>[+\u2212-])(?P<hh>\d{1,2})(?::?(?P<mm>\d{2}))?(?!\d)"
    r"|(?P<name>[A-Z][a-z]{6,7}(?: Time)?|[A-Z]{1,4})\b)"
)
_AROUND = " ()[]:.,-–—|•·"
_LONGEST_CLOCK = 30
_WIDEST = dt.timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A point in time as far as it is stated."""

    day: dt.date | None
    clock: dt.time | None = None
    offset: dt.timedelta | None = None
    zone: str | None = None
    """Name of a zone whose offset depends on the day."""

    def iso(self) -> str | None:
        """Return ISO 8601 with the offset if stated; ``None`` where day or clock is missing."""
        if self.day is None or self.clock is None:
            return None
        zone = dt.timezone(self.offset) if self.offset is not None else None
        return dt.datetime.combine(self.day, self.clock, zone).isoformat(timespec="seconds")

    def instant(self) -> dt.datetime | None:
        """Return the moment in UTC, where everything is stated."""
        if self.day is None or self.clock is None or self.offset is None:
            return None
        try:
            stated = dt.datetime.combine(self.day, self.clock, dt.timezone(self.offset))
            return stated.astimezone(dt.UTC)
        except OverflowError:
            return None

    def on(self, day: dt.date) -> Stamp:
        """Return the same with a day, if it has none."""
        if self.day is not None:
            return self
        offset = _named(self.zone, day, "") if self.zone else self.offset
        return replace(self, day=day, offset=offset)


def read_stamp(value: str) -> Stamp | None:
    """Read a machine-readable date, with a time and a zone if it has them."""
    value = value.strip()[:80]
    found = _ISO.match(value)
    try:
        if found is None:
            parsed = email.utils.parsedate_to_datetime(value)
            return Stamp(parsed.date(), parsed.time(), parsed.utcoffset())
        year, month, day, hour, minute, second, zone = found.groups()
        clock = dt.time(int(hour), int(minute), min(int(second or 0), 59)) if hour else None
        return Stamp(dt.date(int(year), int(month), int(day)), clock, _offset(zone) if zone else None)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _offset(zone: str) -> dt.timedelta | None:
    if zone.upper() in ("Z", "UTC", "GMT"):
        return dt.timedelta(0)
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    offset = dt.timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] in "-\u2212" else 1)
    return offset if abs(offset) <= _WIDEST and minutes < 60 else None


def printed_stamp(text: str, host: str = "", day: dt.date | None = None) -> Stamp | None:
    """Read a date and time as printed: "3:14 PM EST, Wed January 8, 2020", "0830 GMT". ``None`` where there is no time.

    ``host`` tells zones apart that share a name; ``day`` is meant where the words have none.
    """
    for found in _CLOCK.finditer(text, 0, 160):
        clock = _clock(found)
        if clock is not None:
            written = date_in(text[:160])
            stated = dt.date.fromisoformat(written) if written else day
            return Stamp(stated, clock, _printed_offset(text, found.end(), stated, host))
    return None


def clock_of(text: str) -> Stamp | None:
    """Read a text that is nothing but a time of day: "14:32", "2.32pm GMT". Its day is open."""
    text = text.strip(_AROUND)
    found = _CLOCK.match(text) if len(text) <= _LONGEST_CLOCK else None
    clock = _clock(found) if found else None
    if found is None or clock is None:
        return None
    zone = _ZONE.match(text, found.end())
    if text[zone.end() if zone else found.end() :].strip(_AROUND):
        return None
    offset = _printed_offset(text, found.end(), None, "")
    return Stamp(None, clock, offset, zone["name"] if zone and offset is None else None)


def _clock(found: re.Match[str]) -> dt.time | None:
    groups = found.groupdict()
    hour = int(groups["h12"] or groups["h24"] or groups["h4"])
    minute = int(groups["m12"] or groups["m24"] or groups["m4"] or 0)
    if groups["half"]:
        if hour > 12:  # 0.20am is British
            return None
        hour = hour % 12 + (12 if groups["half"] in "pP" else 0)
    try:
        return dt.time(hour, minute)
    except ValueError:
        return None


def _printed_offset(text: str, at: int, day: dt.date | None, host: str) -> dt.timedelta | None:
    found = _ZONE.match(text, at)
    if found is None:
        return None
    if found["sign"]:
        return _offset(f"{found['sign']}{int(found['hh']):02d}{found['mm'] or '00'}")
    return _named(found["name"], day, host)


@lru_cache(maxsize=1)
def _zones() -> dict[str, Any]:
    path = resources.files("onrecord.cleaning") / "data" / "zones.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _named(name: str, day: dt.date | None, host: str) -> dt.timedelta | None:
    zones = _zones()
    country = host.rpartition(".")[2]
    written = zones["elsewhere"].get(name, {}).get(country) or zones["fixed"].get(name)
    if written:
        return _offset(written)
    if (winter := zones["united_states"].get(name)) and day is not None:
        return _offset(winter) + dt.timedelta(hours=_is_us_summer(day))  # type: ignore[operator]
    return None


def _is_us_summer(day: dt.date) -> bool:
    """Daylight saving time of the United States: since 2007 March to November, from 1987 April to October."""
    if day.year >= 2007:
        return _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)
    return _sunday(day.year, 4, 1) <= day < _sunday(day.year, 11, 1) - dt.timedelta(days=7)


def _sunday(year: int, month: int, number: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))
