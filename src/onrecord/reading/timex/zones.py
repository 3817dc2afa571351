"""Zones of clock times: what the text names, and on which day the second of two clocks stands ("11 p.m. (04:00 GMT)")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from onrecord.reading.layers import TimeNode
from onrecord.reading.timex.parts import Parts

_MOMENT = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d)(?::(\d\d))?$")
_EAST, _WEST = 14.5, -12.5
"""Hours that clocks may be ahead of and behind UTC, with half an hour to spare."""


def zone_in(p: Parts) -> str | None:
    """Return the zone of a clock time as an ISO 8601 offset, ``local``, or ``None`` where none or no known one is told."""
    words = p.all_words()
    if words[-2:] == ["local", "time"]:
        return "local"
    zones = p.lexicon.values["TZ"]
    return next((str(zones[w]) or None for w in reversed(words) if w in zones), None)


def on_their_days(nodes: Sequence[TimeNode], text: str) -> list[TimeNode]:
    """Return the nodes with each UTC clock in brackets on the day that the clock before it makes it.

    Both tell one moment, and no place is more than 14 hours ahead of UTC or 12 behind: 11 p.m. (04:00 GMT) is 0400 on the
    next day, 3 a.m. (2000 GMT) is 2000 on the day before.
    """
    out: list[TimeNode] = []
    for node in nodes:
        before = out[-1] if out else None
        bracket = before is not None and text[before.timex.end : node.timex.start].strip() in ("(", "/", "[")
        out.append(_moved(before, node) if before is not None and bracket else node)
    return out


def _moved(before: TimeNode, node: TimeNode) -> TimeNode:
    here, there = _MOMENT.match(before.timex.value), _MOMENT.match(node.timex.value)
    if here is None or there is None or node.timex.zone != "Z" or before.timex.zone == "Z":
        return node
    ahead = _hours(here) - _hours(there)
    shift = 1 if ahead > _EAST else -1 if ahead < _WEST else 0
    day = dt.date.fromisoformat(here[1])
    try:
        day += dt.timedelta(days=shift)
    except OverflowError:
        return node
    value = day.isoformat() + node.timex.value[node.timex.value.index("T") :]
    return replace(node, timex=msgspec.structs.replace(node.timex, value=value), start=day, end=day)


def _hours(moment: re.Match[str]) -> float:
    return int(moment[2]) + int(moment[3] or 0) / 60
