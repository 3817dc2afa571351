"""Events as rows of a table and as features of a map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.model import Event, Summary, summary_of
from onrecord.views.headline import headline, quad_of

COLUMNS = (
    "id", "headline", "event_type", "mode", "start", "end", "time_precision", "actors", "recipients", "place", "country", "lat",
    "lon", "place_precision", "standing", "confirmed_by", "credibility", "reports", "articles", "origins",
    "first_published", "last_published",
)  # fmt: skip


def event_row(found: Event | Summary) -> dict[str, Any]:
    """An event as a row with ``COLUMNS``."""
    event = found if isinstance(found, Summary) else summary_of(found)
    place = event.place
    return {
        "id": event.id,
        "headline": headline(event),
        "event_type": event.event_type,
        "mode": event.mode,
        "start": event.when.start,
        "end": event.when.end,
        "time_precision": event.when.precision,
        "actors": [p.name for p in event.actors],
        "recipients": [p.name for p in event.recipients],
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "standing": list(event.standing),
        "confirmed_by": event.now.confirmed_by if event.now else None,
        "credibility": event.credibility.grade if event.credibility else None,
        "reports": event.reports,
        "articles": event.articles,
        "origins": event.origins,
        "first_published": event.first_published,
        "last_published": event.last_published,
    }


def features(events: Iterable[Event | Summary]) -> dict[str, Any]:
    """Events as GeoJSON (RFC 7946). What has no coordinates has no geometry, and is not left out."""
    return {"type": "FeatureCollection", "features": [_feature(event) for event in events]}


def _feature(event: Event | Summary) -> dict[str, Any]:
    row = event_row(event)
    spot = (row.pop("lon"), row.pop("lat"))
    at = None if None in spot else {"type": "Point", "coordinates": spot}
    return {"type": "Feature", "id": event.id, "geometry": at, "properties": row | {"quad": quad_of(event)}}
