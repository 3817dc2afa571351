"""Messages as an Atom feed (RFC 4287): a file that is written anew each time, whole or not at all."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from onrecord.alerting.records import Message
from onrecord.alerting.targets import DeliveryError, Feed

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to hold."""
_NAMES = uuid.UUID("1d6a3f0e-6a7c-4b8e-9f51-0d4c6b2e7a90")
"""Of our messages: the id of an entry must not change with the place of the file."""
_NEVER = "1970-01-01T00:00:00+00:00"


class FeedTarget:
    """Writes the messages made last for a target into a file."""

    def __init__(self, settings: Feed, recent: Callable[[int], Sequence[bytes]], name: str) -> None:
        """``recent`` returns as many messages as asked for, as JSON, the newest first."""
        self._settings, self._recent, self._name = settings, recent, name

    def deliver(self, message: Message) -> None:
        """Write the file with this message and those before it."""
        kept = [msgspec.json.decode(body, type=Message) for body in self._recent(self._settings.most)]
        if message.id not in {one.id for one in kept}:
            kept.append(message)
        path = Path(self._settings.path)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            beside.write_bytes(atom_of(kept, self._name))
            os.replace(beside, path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise DeliveryError(f"{path}: cannot be written ({error.strerror or error})") from error


def atom_of(messages: Sequence[Message], name: str, own: str | None = None) -> bytes:
    """Return messages as Atom, the newest first; ``own`` is the address of the feed."""
    root = ET.Element("feed", xmlns=_ATOM)
    _put(root, "title", f"On Record · alerts · {name}")
    _put(root, "id", f"urn:uuid:{uuid.uuid5(_NAMES, 'feed ' + name)}")
    if own is not None:
        ET.SubElement(root, "link", href=_clean(own), rel="self")
    _put(ET.SubElement(root, "author"), "name", "On Record")
    _put(root, "updated", max((message.made for message in messages), default=_NEVER))
    for message in messages:
        entry = ET.SubElement(root, "entry")
        _put(entry, "title", message.title)
        _put(entry, "id", f"urn:uuid:{uuid.uuid5(_NAMES, message.id)}")
        _put(entry, "updated", message.made)
        for link in dict.fromkeys(alert.link for alert in message.alerts if alert.link):
            ET.SubElement(entry, "link", href=_clean(link), rel="alternate", type="text/html")
            break  # an entry has one page
        ET.SubElement(entry, "category", term=_clean(message.alert))
        _put(entry, "content", message.text, type="text")
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _put(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
