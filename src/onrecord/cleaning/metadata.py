"""What a page says about itself: title, date, outlet, address, language. Absent is ``None``, never a guess."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import msgspec
from lxml.html import HtmlElement

from onrecord.model.addresses import host_of
from onrecord.sources.documents import iso_date

_ARTICLE = re.compile(r"article|newsposting|blogposting|reportage", re.IGNORECASE)
_TITLE_KEYS = (
    "og:title",
    "twitter:title",
    "dc.title",
    "headline",
    "parsely-title",
    "sailthru.title",
    "title",
)
DATE_KEYS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publish-date", "publishdate",
    "publication_date", "cxenseparse:recs:publishtime", "article.published", "date",
)  # fmt: skip
_SITE_KEYS = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "twitter:site",
)
_SEPARATORS = re.compile(r"\s+[|–—•·»:-]+\s+|\s*[|»]\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ADDRESS = re.compile(
    rf"/((?:19|20)\d\d)[/-](\d{{1,2}}|(?:{'|'.join(_MONTHS)})[a-z]*)[/-](\d{{1,2}})(?=[/_-]|$)", re.I
)
_EARLIEST = 1990


class PageFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What one page says about itself."""

    title: str | None = None
    titles: tuple[str, ...] = ()
    """Every wording of the headline: for social networks, search and the page's own heading."""
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    meta: dict[str, str] = {}
    """Its metadata by name, lower case."""
    described: tuple[dict[str, Any], ...] = ()
    """The objects in schema.org's terms (JSON-LD) that describe an article."""


def facts_of(tree: HtmlElement, url: str | None) -> PageFacts:
    """Return what a page says about itself; ``url`` is where it came from, if known."""
    meta = _meta(tree)
    described = list(_json_ld(tree))
    url = url or _canonical(tree, meta)
    outlet = _outlet(meta, described, url)
    titles = _titles(tree, meta, described, outlet)
    return PageFacts(
        title=titles[0] if titles else None,
        titles=tuple(titles),
        published=_published(meta, described, url),
        outlet=outlet,
        url=url,
        language=_language(tree, meta),
        authors=tuple(_authors(meta, described)),
        meta=meta,
        described=tuple(described),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = (element.get("content") or "").strip()
        if key and value:
            found.setdefault(key.strip().lower(), value[:2000])
    return found


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects that describe an article, in JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip()
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(data) if _ARTICLE.search(str(node.get("@type", ""))))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    for _ in range(500):  # a page's graph is small; a hostile one is not followed
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting = node[:200] + waiting
        elif isinstance(node, dict):
            yield node
            waiting += [
                v
                for k, v in node.items()
                if k in ("@graph", "mainEntity", "itemListElement", "mainEntityOfPage")
            ]


def _titles(
    tree: HtmlElement, meta: dict[str, str], described: list[dict[str, Any]], outlet: str | None
) -> list[str]:
    found = [node.get("headline") for node in described[:3]]
    found += [meta.get(key) for key in _TITLE_KEYS]
    headings = [_text(h) for h in list(tree.iter("h1"))[:4]]
    window = next((_text(t) for t in tree.iter("title")), None)
    own = [h for h in headings if h and window and _same_start(h, window)]
    ranked = [*own, meta.get("og:title"), *found, window, *headings]
    out: list[str] = []
    for title in ranked:
        if isinstance(title, str) and (cleaned := _without_site(_line(title), outlet)) and cleaned not in out:
            out.append(cleaned)
    return out


def _same_start(heading: str, window: str) -> bool:
    return len(heading) > 15 and _line(window).lower().startswith(_line(heading).lower()[:40])


def _without_site(title: str, outlet: str | None) -> str:
    """Cut the outlet's name off a window title: "Headline | Outlet"."""
    parts = [part for part in _SEPARATORS.split(title) if part]
    if len(parts) < 2:
        return title
    last = parts[-1]
    if (outlet and _key(last) in (_key(outlet), _key(f"the {outlet}"))) or (
        "|" in title and len(last.split()) <= 4
    ):
        cut = title[: title.rindex(last)]
        return re.sub(r"(?<![\s|–—•·»:-])[\s|–—•·»:-]+$", "", cut)
    return title


def _key(text: str) -> str:
    return re.sub(r"[\W_]+|\.com$|\.org$", "", text.lower())


def _published(meta: dict[str, str], described: list[dict[str, Any]], url: str | None) -> str | None:
    """Return the day of first publication as the page describes it: JSON-LD, metadata, then the address."""
    stated = [node.get("datePublished") or node.get("dateCreated") for node in described]
    stated += [meta.get(key) for key in DATE_KEYS]
    for value in stated:
        day = iso_date(value) if isinstance(value, str) else None
        if day is not None and _plausible(day):
            return day
    return day_in_address(url)


def guessed_day(tree: HtmlElement, url: str | None) -> str | None:
    """Return the day that htmldate finds in the markup of a page that does not describe itself."""
    import htmldate

    try:
        day = htmldate.find_date(
            tree, extensive_search=False, original_date=True, url=url, min_date=f"{_EARLIEST}-01-01"
        )
    except Exception:  # a parser that stumbles over one page leaves the page without a date
        return None
    return day if isinstance(day, str) and _plausible(day) else None


def day_in_address(url: str | None) -> str | None:
    """Return the day in an address such as ``/2020/01/08/`` or ``/2020/jan/08/``."""
    found = _ADDRESS.search(url or "")
    if found is None:
        return None
    year, month, day = found.groups()
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        stated = dt.date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None
    return stated if _plausible(stated) else None


def _plausible(day: str) -> bool:
    return f"{_EARLIEST}-01-01" <= day <= (dt.date.today() + dt.timedelta(days=1)).isoformat()


def _outlet(meta: dict[str, str], described: list[dict[str, Any]], url: str | None) -> str | None:
    """Return the outlet's name as the page gives it, best one that resembles its domain, else the domain."""
    named: list[Any] = [meta.get("og:site_name")]
    for node in described:
        publisher = node.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        named.append(publisher.get("name") if isinstance(publisher, dict) else publisher)
    named += [meta.get(key) for key in _SITE_KEYS]
    names = [
        first
        for name in named
        if isinstance(name, str)
        and (first := _line(name).split(" | ")[0])
        and not re.match(r"https?:|@", first)
    ]
    host = host_of(url).removeprefix("www.")
    domain = re.sub(r"\W", "", host)
    alike = (name for name in names if domain and (_key(name) in domain or domain.startswith(_key(name)[:5])))
    return next(alike, None) or (names[0] if names else host or None)


def _authors(meta: dict[str, str], described: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the names of authors and of the agency that the page's description gives."""
    for node in described[:3]:
        for key in ("author", "creator", "sourceOrganization", "provider", "copyrightHolder", "isBasedOn"):
            values = node.get(key)
            for value in (values if isinstance(values, list) else [values])[:10]:
                name = value.get("name") if isinstance(value, dict) else value
                if isinstance(name, str) and name.strip():
                    yield _line(name)[:200]
    for key in (
        "author",
        "article:author",
        "byl",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "syndication-source",
    ):
        if (name := meta.get(key)) and not name.startswith("http"):
            yield _line(name)[:200]


def _canonical(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
    for address in (*links, meta.get("og:url")):
        if address and re.match(r"https?://[^/\s]+", address.strip()):
            return str(address).strip()
    return None


def _language(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    root = tree if tree.tag == "html" else next(tree.iter("html"), None)
    declared = (root.get("lang") or root.get("xml:lang")) if root is not None else None
    return declared or meta.get("content-language") or meta.get("og:locale") or None


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext())


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(text)).strip()
