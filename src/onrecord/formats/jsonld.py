"""Events as linked data (JSON-LD 1.1), with the evidence for each.

An event is a schema.org Event and a W3C PROV entity derived from its reports. A report is a W3C Web Annotation of its
sentence, which two selectors find in the article: by position, and by quote where the text has changed. Who says so is a
schema.org Claim. The context is in the file, so that nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import msgspec

from onrecord.formats.looking_up import Lookup, point
from onrecord.model import Event, Participant, Place, Quantity, Record, Report, Told

_AROUND = 32
"""Characters of the text before and after a quoted sentence."""

Node = dict[str, Any]


def jsonld_lines(events: Iterable[Event], lookup: Lookup) -> Iterator[bytes]:
    """Yield one document, a node a line. Beyond the node at hand only the ids of articles and coders are held."""
    yield b'{"@context":' + msgspec.json.encode(_context()) + b',"@graph":[\n'
    before, known = b"", set[str]()
    for event in events:
        for node in _nodes(event, lookup):
            if node["id"] in known:
                continue
            if node["type"] in ("NewsArticle", "SoftwareAgent"):
                known.add(node["id"])
            yield before + msgspec.json.encode(node)
            before = b",\n"
    yield b"\n]}\n"


@lru_cache(maxsize=1)
def _context() -> Node:
    text = (files("onrecord.formats") / "data" / "context.json").read_bytes()
    found: Node = msgspec.json.decode(text)
    return found


def _nodes(event: Event, lookup: Lookup) -> Iterator[Node]:
    yield _event(event, lookup)
    for told in event.told:
        record, report = lookup.article(told.article), told.report
        yield _article(told, record)
        yield {"id": _name("coder", report.coder), "type": "SoftwareAgent", "name": report.coder}
        yield _annotation(event, told, record)
        if report.attribution:
            yield _claim(told)


def _event(event: Event, lookup: Lookup) -> Node:
    return _without_absent({
        "id": _name("event", event.id),
        "type": ["Event", "Entity"],
        "eventType": event.event_type,
        "mode": event.mode,
        "startDate": event.when.start,
        "endDate": event.when.end,
        "timePrecision": event.when.precision,
        "location": _place(event.place),
        "actor": _parties(event.actors),
        "recipient": _parties(event.recipients),
        "score": lookup.score(event),
        "standing": list(event.standing),
        "credibility": event.credibility.grade if event.credibility else None,
        "wasDerivedFrom": [_name("report", told.report.id) for told in event.told],
    })  # fmt: skip


def _article(told: Told, record: Record | None) -> Node:
    return _without_absent({
        "id": _name("article", told.article),
        "type": "NewsArticle",
        "headline": record.title if record else None,
        "url": _iri(record.url) if record and record.url else None,
        "datePublished": told.published,
        "publisher": {"type": "Organization", "name": told.outlet} if told.outlet else None,
        "inLanguage": record.language if record else None,
    })  # fmt: skip


def _annotation(event: Event, told: Told, record: Record | None) -> Node:
    report = told.report
    return _without_absent({
        "id": _name("report", report.id),
        "type": ["Annotation", "Entity"],
        "motivation": "classifying",
        "hasBody": _name("event", event.id),
        "hasTarget": {"hasSource": _name("article", told.article), "selector": _selectors(told, record)},
        "wasDerivedFrom": _name("article", told.article),
        "wasAttributedTo": _name("coder", report.coder),
        "eventType": report.event_type,
        "mode": report.mode,
        "context": list(report.contexts),
        "modality": report.modality,
        "negated": report.negated,
        "score": report.score,
        "why": report.why,
        "figure": [_figure(q) for q in report.quantities],
    })  # fmt: skip


def _selectors(told: Told, record: Record | None) -> list[Node]:
    start, end = told.report.sentence
    found = {"type": "TextQuoteSelector", "exact": told.sentence}
    if record is not None:
        found |= {
            "prefix": record.text[max(0, start - _AROUND) : start],
            "suffix": record.text[end : end + _AROUND],
        }
    return [{"type": "TextPositionSelector", "start": start, "end": end}, found]


def _claim(told: Told) -> Node:
    report: Report = told.report
    innermost = report.attribution[-1]
    return _without_absent({
        "id": _name("claim", report.id),
        "type": "Claim",
        "text": told.sentence,
        "author": _party(innermost.source) if innermost.source else None,
        "stance": innermost.stance,
        "appearance": _name("article", told.article),
        "wasDerivedFrom": _name("report", report.id),
    })  # fmt: skip


def _parties(people: Sequence[Participant]) -> list[Node]:
    return [_party(p) for p in people]


def _party(who: Participant) -> Node:
    return _without_absent(
        {"type": "Party", "name": who.name, "key": who.id, "country": who.country, "sector": who.sector}
    )


def _place(place: Place | None) -> Node | None:
    if place is None:
        return None
    at = point(place)
    return _without_absent({
        "type": "Place",
        "name": place.name,
        "addressCountry": place.country,
        "precision": place.precision,
        "geo": {"type": "GeoCoordinates", "latitude": at[0], "longitude": at[1]} if at else None,
        "sameAs": f"https://sws.geonames.org/{place.geonames_id}/" if place.geonames_id else None,
    })  # fmt: skip


def _figure(quantity: Quantity) -> Node:
    return _without_absent({"of": quantity.of, "low": quantity.low, "high": quantity.high})


def _name(what: str, name: str) -> str:
    return f"urn:onrecord:{what}:{quote(name, safe='', errors='replace')}"


def _iri(address: str) -> str:
    """An address without the characters that no IRI may have."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~", errors="replace")


def _without_absent(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None and value != []}
