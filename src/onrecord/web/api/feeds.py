"""Every query of events as a feed: RSS 2.0 and Atom (RFC 4287), what was told last first."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

import msgspec
from fastapi import APIRouter, Request, Response

from onrecord.model import Event
from onrecord.views.headline import headline
from onrecord.web.asked import Asked, PageQuery
from onrecord.web.context import Context
from onrecord.web.words import segment, span_words, who_says

_MOST = 50
ET.register_namespace("atom", "http://www.w3.org/2005/Atom")
_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to hold."""
_NAMES = uuid.UUID("5a1fd2f4-2f0f-4c0e-9d0b-4a3f4ba0c3f1")
"""Of our events: the id of an entry must not change with the address of the server."""


class _Entry(NamedTuple):
    """An event in a feed."""

    event: Event
    address: str
    changed: dt.datetime
    """When it came to stand as it does."""


def router(context: Context) -> APIRouter:
    """The addresses of the feeds; they take what the page of events takes."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/events.rss")
    def _rss(request: Request, asked: PageQuery) -> Response:
        made = rss(_entries(context, request, asked), _title(asked), _page(request, asked), str(request.url))
        return Response(made, media_type="application/rss+xml; charset=utf-8")

    @pages.get("/events.atom")
    def _atom(request: Request, asked: PageQuery) -> Response:
        made = atom(_entries(context, request, asked), _title(asked), _page(request, asked), str(request.url))
        return Response(made, media_type="application/atom+xml; charset=utf-8")

    return pages


def rss(entries: Sequence[_Entry], title: str, page: str, own: str) -> bytes:
    """Return events as RSS 2.0; ``page`` is the address of the query as a page, ``own`` that of the feed."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _put(channel, "title", title)
    _put(channel, "link", page)
    _put(channel, "description", "Events, each with who says so")
    ET.SubElement(channel, f"{{{_ATOM}}}link", href=_clean(own), rel="self", type="application/rss+xml")
    for entry in entries:
        item = ET.SubElement(channel, "item")
        _put(item, "title", headline(entry.event))
        _put(item, "link", entry.address)
        _put(item, "guid", _urn(entry.event), isPermaLink="false")
        _put(item, "pubDate", format_datetime(entry.changed, usegmt=True))
        _put(item, "category", entry.event.event_type)
        _put(item, "description", _summary(entry.event))
    return _written(root)


def atom(entries: Sequence[_Entry], title: str, page: str, own: str) -> bytes:
    """Return events as Atom; ``page`` is the address of the query as a page, ``own`` that of the feed."""
    root = ET.Element(f"{{{_ATOM}}}feed")
    _put(root, f"{{{_ATOM}}}title", title)
    _put(root, f"{{{_ATOM}}}id", f"urn:uuid:{uuid.uuid5(_NAMES, title)}")
    ET.SubElement(root, f"{{{_ATOM}}}link", href=_clean(own), rel="self")
    ET.SubElement(root, f"{{{_ATOM}}}link", href=_clean(page), rel="alternate", type="text/html")
    author = ET.SubElement(root, f"{{{_ATOM}}}author")
    _put(author, f"{{{_ATOM}}}name", "On Record")
    newest = max((entry.changed for entry in entries), default=dt.datetime.fromtimestamp(0, dt.UTC))
    _put(root, f"{{{_ATOM}}}updated", newest.isoformat(timespec="seconds"))
    for entry in entries:
        item = ET.SubElement(root, f"{{{_ATOM}}}entry")
        _put(item, f"{{{_ATOM}}}title", headline(entry.event))
        _put(item, f"{{{_ATOM}}}id", _urn(entry.event))
        ET.SubElement(item, f"{{{_ATOM}}}link", href=_clean(entry.address), rel="alternate", type="text/html")
        _put(item, f"{{{_ATOM}}}updated", entry.changed.isoformat(timespec="seconds"))
        ET.SubElement(item, f"{{{_ATOM}}}category", term=_clean(entry.event.event_type))
        _put(item, f"{{{_ATOM}}}summary", _summary(entry.event))
    return _written(root)


def _entries(context: Context, request: Request, asked: Asked) -> list[_Entry]:
    latest = msgspec.structs.replace(asked, sort="published", after="")
    with context.desk.at(asked.moment) as view:
        found = list(view.events(latest.filters, order="published", limit=_MOST))
        times = context.desk.times_of([event.id for event in found], view)
    base = str(request.base_url).rstrip("/")
    return [_Entry(e, f"{base}/events/{segment(e.id)}", _moment(times, e)) for e in found]


def _moment(times: Mapping[str, str], event: Event) -> dt.datetime:
    """When an event changed, by the view; one that was worked out apart from it has the time of its last article."""
    text = times.get(event.id) or max((t.published for t in event.told if t.published), default="")
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:  # nobody says when
        return dt.datetime.fromtimestamp(0, dt.UTC)
    return found.astimezone(dt.UTC) if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _summary(event: Event) -> str:
    standing = ", ".join(event.standing)
    parts = [f"{span_words(event)}. {standing.capitalize()}: {who_says(event)}."]
    parts += [f"“{told.sentence}” ({told.outlet or told.article})" for told in event.told[:1]]
    return " ".join(parts)


def _title(asked: Asked) -> str:
    said = ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value, _ in asked.chips())
    return f"On Record · {said or 'all events'}"


def _page(request: Request, asked: Asked) -> str:
    return str(request.base_url).rstrip("/") + asked.url("/events", view="list")


def _urn(event: Event) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, event.id)}"


def _put(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _written(root: ET.Element) -> bytes:
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
