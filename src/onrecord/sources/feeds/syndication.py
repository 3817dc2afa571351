"""RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from onrecord.model import InputError
from onrecord.sources.feeds.entry import Found, joined
from onrecord.sources.feeds.xml import children, local, texts

ROOTS = ("rss", "rdf", "feed")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def syndicated(root: etree._Element, name: str) -> Iterator[Found]:
    """Yield the items of an RSS document or the entries of an Atom one."""
    if local(root) not in ROOTS:
        raise InputError(name, f"is a document of <{local(root)}>, not RSS or Atom: check the address")
    for element in root.iter(tag=etree.Element):
        kind = local(element)
        if kind == "item":
            yield _item(element)
        elif kind == "entry":
            yield _entry(element)


def _item(element: etree._Element) -> Found:
    """An item: its link, else a guid that is an address; its date in RSS or Dublin Core words."""
    said = texts(element)
    link = said.get("link") or _guid(element) or _alternate(element)
    return Found(link, said.get("updated") or said.get("modified"), said.get("pubdate") or said.get("date"))


def _entry(element: etree._Element) -> Found:
    said = texts(element)
    published = said.get("published") or said.get("issued")
    return Found(_alternate(element), said.get("updated") or said.get("modified"), published)


def _guid(element: etree._Element) -> str | None:
    for child in children(element):
        if local(child) == "guid" and child.get("isPermaLink", "true") == "true":
            text = (child.text or "").strip()
            return text if text.startswith(("http://", "https://")) else None
    return None


def _alternate(element: etree._Element) -> str | None:
    """The link to the page itself: others lead to comments, sounds and the feed."""
    for child in children(element):
        if local(child) == "link" and child.get("rel", "alternate") == "alternate" and child.get("href"):
            return _based(child, str(child.get("href")))
    return None


def _based(element: etree._Element, link: str) -> str:
    """Apply every ``xml:base`` above a link; the feed's address comes last, where the link is made whole."""
    above: etree._Element | None = element
    while above is not None:
        base = above.get(_BASE)
        if base:
            link = joined(base, link)
        above = above.getparent()
    return link
