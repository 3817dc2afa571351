"""Pages as trees: articles within boilerplate, nested well and badly, with lying headers."""

from __future__ import annotations

import json
from random import Random

from tests.fuzz.hostile import as_bytes, flood, odd_word, sentence, text
from tests.fuzz.mutation import LARGEST

_BLOCKS = (
    "p", "div", "article", "section", "main", "span", "ul", "li", "table", "tr", "td", "blockquote", "h1", "h2", "b", "a", "figure", "br", "hr",
    "figcaption", "pre", "aside", "nav", "header", "footer", "time", "svg", "math", "noscript", "template", "iframe", "form", "select", "dl", "dt",
    "textarea", "title", "body", "html", "frameset", "plaintext", "script", "style", "font", "center", "q", "cite", "ruby", "details", "object",
)  # fmt: skip
_NAMES = (
    "class",
    "id",
    "datetime",
    "href",
    "itemprop",
    "itemtype",
    "content",
    "lang",
    "data-x",
    "style",
    "rel",
    "property",
    "name",
    "hidden",
)
_VALUES = (
    "live-post", "article-body", "byline", "caption", "paywall", "gallery", "timestamp", "articleBody", "datePublished", "https://schema.org/NewsArticle",
    "2020-01-08T10:00:00Z", "9999-99-99", "de", "http://[", "javascript:0", "display:none", "comment", "related", "og:title", "subscribe",
)  # fmt: skip
_CHARSETS = (
    "utf-8",
    "iso-8859-1",
    "utf-16",
    "windows-1251",
    "no-such",
    "utf-7",
    "x-user-defined",
    "shift_jis",
    "idna",
    "rot13",
    "hex",
    "",
)
_KEYS = (
    "headline",
    "datePublished",
    "dateModified",
    "articleBody",
    "author",
    "publisher",
    "liveBlogUpdate",
    "isAccessibleForFree",
    "@graph",
    "@type",
)


def page(chance: Random) -> bytes:
    """Return a page: a head that may lie and a tree of any shape."""
    body = "".join(_node(chance, 0) for _ in range(chance.randint(1, 6)))
    if chance.random() < 0.7:
        prose = "".join(f"<p>{text(chance, 3)}</p>" for _ in range(chance.randint(1, 8)))
        body = f"{body}<article><h1>{sentence(chance)}</h1>{prose}</article>"
    html = f"<html{_attributes(chance)}><head>{_head(chance)}</head><body>{body}</body></html>"
    if chance.random() < 0.1:
        opening = f"<{chance.choice(_BLOCKS)}{_attributes(chance)}>"
        html = opening * min(chance.choice((50, 500, 3_000)), LARGEST // len(opening) + 1) + html
    return as_bytes(chance.choice(("", "<!DOCTYPE html>", "<?xml version='1.0'?>", "\ufeff")) + html, chance)


def _head(chance: Random) -> str:
    found = [f"<title>{sentence(chance)}</title>"]
    if chance.random() < 0.4:
        found.append(f'<meta charset="{chance.choice(_CHARSETS)}">')
    if chance.random() < 0.4:
        found.append(f'<script type="application/ld+json">{_described(chance)}</script>')
    for _ in range(chance.randint(0, 4)):
        found.append(f"<meta{_attributes(chance)}>")
    return "".join(found)


def _described(chance: Random) -> str:
    """A description in JSON-LD: with every kind of value where another is meant, sometimes broken."""
    data = json.dumps(_value(chance, 0))
    return data[: chance.randint(0, len(data))] if chance.random() < 0.2 else data


def _value(chance: Random, depth: int) -> object:
    kind = chance.randint(0, 9)
    if depth > 4 or kind < 3:
        return chance.choice(
            (
                None,
                True,
                0,
                -1,
                1e308,
                "NewsArticle",
                "LiveBlogPosting",
                odd_word(chance),
                chance.choice(_VALUES),
                text(chance, 2),
            )
        )
    if kind < 5:
        return [_value(chance, depth + 1) for _ in range(chance.randint(0, 4))]
    return {chance.choice(_KEYS): _value(chance, depth + 1) for _ in range(chance.randint(0, 6))} | {
        "@type": "NewsArticle"
    }


def _node(chance: Random, depth: int) -> str:
    if depth > 6 or chance.random() < 0.3:
        return _leaf(chance)
    name = chance.choice(_BLOCKS)
    inside = "".join(_node(chance, depth + 1) for _ in range(chance.randint(0, 4)))
    end = chance.choice((f"</{name}>",) * 6 + ("", f"</{chance.choice(_BLOCKS)}>", f"</{name}", "/>"))
    return f"<{name}{_attributes(chance)}>{inside}{end}"


def _leaf(chance: Random) -> str:
    return chance.choice((
        lambda: sentence(chance), lambda: text(chance, 3), lambda: odd_word(chance), lambda: "&nbsp;&#x1F600;&#0;&bogus;&#xFFFFFFFF;&lt;p&gt;",
        lambda: "<!-- " + sentence(chance), lambda: "<![CDATA[x]]>", lambda: f"<time{_attributes(chance)}>10:00</time>", lambda: "<br><br>",
        lambda: flood(chance)[:2_000], lambda: "(Reporting by A. B.; Editing by C. D.)", lambda: "Updated 10:61 GMT, 31 Feb. 2020",
    ))()  # fmt: skip


def _attributes(chance: Random) -> str:
    found = ""
    for _ in range(chance.choice((0, 0, 1, 1, 2, 4))):
        value = chance.choice((*_VALUES, odd_word(chance), "x " * chance.choice((1, 1, 1, 20_000))))
        found += f' {chance.choice(_NAMES)}={chance.choice(chr(34) + chr(39))}{value}"'
    return found
