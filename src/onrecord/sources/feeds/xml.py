"""XML from a stranger: no entity is resolved, nothing is loaded, depth and size are bounded.

A library for feeds (feedparser) was tried. What is not well-formed it reads with a second parser that takes 14 seconds a
megabyte where somebody means harm; lxml, which repairs such XML as well, is done at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from onrecord.model import InputError
from onrecord.sources.encoding import decode_html

_DECLARES = "<!ENTITY"
_SURROGATE = re.compile(r"&#(?:x0{0,4}(d[89a-f][0-9a-f]{2})|0{0,4}(5\d{4}));", re.IGNORECASE)
"""A reference to half a sign, as programs write signs that stand behind U+FFFF: lxml lets it pass, and cannot give it back."""


def parse_xml(body: bytes, name: str, charset: str | None) -> etree._Element:
    """Return the root of an XML document, repaired where it is not well-formed. Raises ``InputError`` where it has none."""
    text = decode_html(body, name, charset)
    if _DECLARES in text:
        raise InputError(name, "declares entities, which no feed needs and which can be a trap: not read")
    text = _with_whole_signs(text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(name, f"is not XML that can be read ({error}): check the address") from error
    if root is None:
        raise InputError(name, "has no XML in it: check the address")
    return root


def _with_whole_signs(text: str) -> str:
    """Put the sign that it means in the place of a pair of halves, and U+FFFD in that of one alone."""
    halved, number = _SURROGATE.subn(_half, text)
    return halved.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if number else text


def _half(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if 0xD800 <= code <= 0xDFFF else found[0]


def local(element: etree._Element) -> str:
    """Return the name of an element, lower case, without its namespace, which feeds often write wrong."""
    # not lxml's ``QName``, which refuses names that its repairing parser lets pass
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def texts(element: etree._Element) -> dict[str, str]:
    """Return the texts of an element's children by their local names, the first of each that is not empty."""
    found: dict[str, str] = {}
    for child in children(element):
        text = (child.text or "").strip()
        if text:
            found.setdefault(local(child), text)
    return found


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements within an element."""
    yield from element.iterchildren(tag=etree.Element)
