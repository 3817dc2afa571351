"""Sitemaps and indexes of sitemaps (sitemaps.org), with the dates of news sitemaps."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from onrecord.sources.feeds.entry import Found
from onrecord.sources.feeds.xml import children, local, texts

ROOTS = ("urlset", "sitemapindex")
_MOST_FEEDS = 10


def pages_of(root: etree._Element) -> Iterator[Found]:
    """Yield the pages of a sitemap."""
    for element in root.iter(tag=etree.Element):
        if local(element) != "url":
            continue
        said = texts(element)
        news = next((texts(child) for child in children(element) if local(child) == "news"), {})
        yield Found(said.get("loc"), said.get("lastmod"), news.get("publication_date"))


def sitemaps_of(root: etree._Element) -> list[Found]:
    """Return the ten sitemaps of an index that changed last; where it gives no dates, the last ten.

    An index of years has hundreds, and a watch needs what is new.
    """
    found = []
    for element in root.iter(tag=etree.Element):
        if local(element) == "sitemap":
            said = texts(element)
            found.append(Found(said.get("loc"), said.get("lastmod")))
    return sorted(found, key=lambda one: one.stamp or "")[-_MOST_FEEDS:]
