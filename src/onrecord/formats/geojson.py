"""Events as GeoJSON (RFC 7946): a point for a town or a site, and no geometry for what is larger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from onrecord.formats.looking_up import Lookup, bounds, point
from onrecord.model import Event, Participant


def geojson_lines(events: Iterable[Event], lookup: Lookup) -> Iterator[bytes]:
    """Yield a feature collection, a feature a line."""
    before = b'{"type":"FeatureCollection","features":[\n'
    for event in events:
        yield before + msgspec.json.encode(feature(event, lookup))
        before = b",\n"
    yield b"\n]}\n" if before == b",\n" else before + b"]}\n"


def feature(event: Event, lookup: Lookup) -> dict[str, Any]:
    """Return an event as a feature. Coordinates are longitude, latitude, WGS 84."""
    at, place = point(event.place), event.place
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [at[1], at[0]]} if at else None,
        "properties": {
            "event_type": event.event_type,
            "mode": event.mode,
            "quad": lookup.quad(event),
            "score": lookup.score(event),
            "start": event.when.start,
            "end": event.when.end,
            "time_precision": event.when.precision,
            **_side("actor", event.actors),
            **_side("recipient", event.recipients),
            "place": place.name if place else None,
            "country": place.country if place else None,
            "admin1": place.admin1 if place else None,
            "geonames_id": place.geonames_id if place else None,
            "precision": place.precision if place else None,
            "standing": list(event.standing),
            "credibility": event.credibility.grade if event.credibility else None,
            "reports": len(event.told),
            "articles": len({told.article for told in event.told}),
            "figures": {of: bounds(event, of) for of in dict.fromkeys(f.of for f in event.figures)},
        },
    }


def _side(name: str, people: Sequence[Participant]) -> dict[str, Any]:
    return {
        f"{name}s": [p.name for p in people],
        f"{name}_ids": [p.id for p in people],
        f"{name}_countries": [p.country for p in people],
    }
