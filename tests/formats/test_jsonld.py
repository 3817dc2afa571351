"""Events as JSON-LD, expanded by pyld without the network."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from pyld import jsonld

from onrecord.formats.jsonld import jsonld_lines
from onrecord.formats.looking_up import Lookup, each_alone
from onrecord.model import Record
from onrecord.ontology import event_types
from tests.formats.made_up import RECORD, TOWN, one_event, records

_SCHEMA, _OA, _PROV = "https://schema.org/", "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#"


def _expanded(events: Any, lookup: Lookup) -> dict[str, dict[str, Any]]:
    def refuse(url: str, _options: Any) -> Any:
        raise AssertionError(f"fetches {url}")

    document = json.loads(b"".join(jsonld_lines(events, lookup)))
    nodes = jsonld.expand(document, {"documentLoader": refuse})
    return {node["@id"]: node for node in nodes}


def _value(node: dict[str, Any], name: str) -> Any:
    (found,) = node[name]
    return found.get("@value", found.get("@id", found))


def test_an_event_is_derived_from_its_reports() -> None:
    event, lookup = one_event()
    nodes = _expanded([event], lookup)
    node = nodes[f"urn:onrecord:event:{event.id}"]
    assert node["@type"] == [f"{_SCHEMA}Event", f"{_PROV}Entity"]
    assert _value(node, f"{_SCHEMA}startDate") == "2031-03-04"
    assert _value(node, f"{_PROV}wasDerivedFrom") == "urn:onrecord:report:00000000000000aa"
    place = _value(node, f"{_SCHEMA}location")
    assert _value(_value(place, f"{_SCHEMA}geo"), f"{_SCHEMA}latitude") == 13.53


def test_the_selectors_of_a_report_find_its_sentence_in_the_article() -> None:
    nodes = _expanded(*_one())
    target = _value(nodes["urn:onrecord:report:00000000000000aa"], f"{_OA}hasTarget")
    assert _value(target, f"{_OA}hasSource") == "urn:onrecord:article:made-up-1"
    position, quoted = target[f"{_OA}hasSelector"]
    start, end = _value(position, f"{_OA}start"), _value(position, f"{_OA}end")
    exact = _value(quoted, f"{_OA}exact")
    assert RECORD.text[start:end] == exact
    assert RECORD.text.endswith(exact + _value(quoted, f"{_OA}suffix"))
    assert (
        RECORD.text.index(_value(quoted, f"{_OA}prefix") + exact) + len(_value(quoted, f"{_OA}prefix"))
        == start
    )


def test_who_says_so_is_a_claim() -> None:
    claim = _expanded(*_one())["urn:onrecord:claim:00000000000000aa"]
    assert _value(_value(claim, f"{_SCHEMA}author"), f"{_SCHEMA}name") == "Army of Chad"
    assert _value(claim, f"{_SCHEMA}appearance") == "urn:onrecord:article:made-up-1"


def test_an_article_has_its_address_and_publisher() -> None:
    article = _expanded(*_one())["urn:onrecord:article:made-up-1"]
    assert _value(article, f"{_SCHEMA}url") == "https://made-up.example/strike"
    assert _value(_value(article, f"{_SCHEMA}publisher"), f"{_SCHEMA}name") == "Made-up Post"


def test_a_country_has_no_point() -> None:
    from msgspec.structs import replace

    event, lookup = one_event(place=replace(TOWN, precision="country"))
    place = _value(_expanded([event], lookup)[f"urn:onrecord:event:{event.id}"], f"{_SCHEMA}location")
    assert f"{_SCHEMA}geo" not in place


def test_no_word_of_ours_is_dropped_by_expansion() -> None:
    event, lookup = one_event()
    document = json.loads(b"".join(jsonld_lines([event], lookup)))

    def names(node: Any) -> set[str]:
        if isinstance(node, dict):
            return set(node) | {n for value in node.values() for n in names(value)}
        return {n for value in node for n in names(value)} if isinstance(node, list) else set()

    assert names(document["@graph"]) <= set(document["@context"])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(records)
def test_any_event_expands(record: Record) -> None:
    nodes = _expanded(each_alone([record]), Lookup(kinds=event_types(), article=lambda _id: record))
    assert sum(f"{_SCHEMA}Event" in node["@type"] for node in nodes.values()) == len(record.reports)


def _one() -> tuple[Any, Lookup]:
    event, lookup = one_event()
    return [event], lookup
