"""Events as GeoJSON, by RFC 7946 and with honest points."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from onrecord.formats.geojson import geojson_lines
from onrecord.formats.looking_up import Lookup, each_alone
from onrecord.model import Record
from onrecord.ontology import event_types
from tests.formats.made_up import TOWN, one_event, records

_SCHEMA = {  # of RFC 7946, as far as we use it
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": ["string", "number"]},
                    "properties": {"type": ["object", "null"]},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "properties": {
                                    "type": {"const": "Point"},
                                    "coordinates": {
                                        "type": "array",
                                        "prefixItems": [
                                            {"type": "number", "minimum": -180, "maximum": 180},
                                            {"type": "number", "minimum": -90, "maximum": 90},
                                        ],
                                        "minItems": 2,
                                        "maxItems": 2,
                                    },
                                },
                            },
                        ]
                    },
                },
            },
        },
    },
}


def _features(events: Any, lookup: Lookup) -> list[dict[str, Any]]:
    found = json.loads(b"".join(geojson_lines(events, lookup)))
    Draft202012Validator(_SCHEMA).validate(found)
    return list(found["features"])


def test_an_event_in_a_town_is_a_point_with_its_longitude_first() -> None:
    event, lookup = one_event()
    (feature,) = _features([event], lookup)
    assert feature["geometry"]["coordinates"] == [14.32, 13.53]
    assert (feature["id"], feature["properties"]["precision"]) == (event.id, "city")
    assert feature["properties"]["figures"] == {"killed": [7, 7]}


@pytest.mark.parametrize("precision", ["country", "admin1", "region"])
def test_what_is_larger_than_a_town_has_no_geometry(precision: str) -> None:
    event, lookup = one_event(place=replace(TOWN, precision=precision))
    (feature,) = _features([event], lookup)
    assert (feature["geometry"], feature["properties"]["precision"]) == (None, precision)
    assert feature["properties"]["place"] == "Baga Sola"


def test_no_events_are_an_empty_collection() -> None:
    assert _features([], one_event()[1]) == []


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(records)
def test_any_event_is_valid(record: Record) -> None:
    lookup = Lookup(kinds=event_types(), article=lambda _id: record)
    assert len(_features(each_alone([record]), lookup)) == len(record.reports)
