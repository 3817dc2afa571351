"""A page that lists articles: the links that a CSS selector names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree, html

from onrecord.model import InputError, UsageError
from onrecord.sources.feeds.entry import Found, joined


def linked(text: str, name: str, selector: str) -> Iterator[Found]:
    """Yield the links among the elements that a selector names, or within them. Raises ``InputError`` for no page."""
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise InputError(name, f"is no page that can be read ({error}): check the address") from error
    base = root.find(".//base[@href]")
    for element in selected(selector)(root):
        for link in element.iter("a"):
            address = link.get("href")
            if address:
                yield Found(_on(base, address))


@lru_cache(maxsize=256)
def selected(selector: str) -> etree.XPath:
    """Return a CSS selector as a search. Raises ``UsageError`` for one that is not CSS."""
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise UsageError(
            f"'{selector}' is not a CSS selector ({error}): write it as in a style sheet"
        ) from error


def _on(base: etree._Element | None, address: str) -> str:
    return address if base is None else joined(str(base.get("href")), address)
