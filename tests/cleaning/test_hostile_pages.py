"""Pages made to hurt: an article or an ``InputError``, and no more work than their length asks for."""

from __future__ import annotations

import pytest

from onrecord.cleaning import clean
from onrecord.model import InputError
from onrecord.sources import RawDocument
from tests.cleaning.saved import BODY, PROSE
from tests.effort import calls


def _page(body: str = BODY, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><title>Vote</title>{head}</head><body><article><h1>Vote</h1>{body}</article></body></html>'


def _clean(content: str | bytes) -> str:
    return clean(RawDocument(name="in", id="in", kind="html", content=content)).text


def _described(json: str) -> str:
    return _page(head=f'<script type="application/ld+json">{json}</script>')


_ENTITIES = "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(20))


@pytest.mark.parametrize(
    "content",
    [
        "<div>" * 10_000 + BODY,
        "<font><center>" * 8_000 + BODY,
        "<table><tr><td>" * 2_000 + BODY,
        _page().encode("utf-16"),
        _page().encode("utf-16-le"),
        _page(head='<meta charset="utf-16">').encode(),
        _page(head='<meta charset="no-such-charset">').encode(),
        _described('{"@type":"NewsArticle","headline":"<script>alert(1)</script>"}'),
        _described("[" * 100_000),
        _described('{"@type":"NewsArticle","wordCount":1e999,"datePublished":' + "9" * 4_000 + "}"),
        _described('{"@type":"LiveBlogPosting","liveBlogUpdate":[null,1,{"articleBody":{}}],"correction":[[],{}]}'),
        f'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{_ENTITIES}]>{_page("&u;" + BODY)}',
        _page(f'<div class="{"live " * 200_000}">{BODY}</div>'),
        _page(BODY + "<!-- unclosed " + "-- " * 10_000),
        _page(BODY + '<time datetime="9999-99-99T99:99">99:99</time>' * 50),
    ],
)  # fmt: skip
def test_the_article_is_found(content: str | bytes) -> None:
    assert PROSE[1] in _clean(content)


@pytest.mark.parametrize(
    "content", [b"", bytes(range(256)) * 1_000, b"\x00" * 5_000, b"<!-- " + BODY.encode()]
)
def test_what_holds_no_article_is_named(content: bytes) -> None:
    with pytest.raises(InputError, match=r"^in: "):
        _clean(content)


@pytest.mark.parametrize(
    "unit",
    [
        '<a href="/x">A story about the town</a> ',
        '<li><a href="/x">A story about the town</a></li>',
        '<div class="live-post"><time datetime="2020-01-08T10:00:00Z">10:00</time><p>The council of Northfield met again on Monday.</p></div>',
        "<span>10:00</span>",
        "<figure><figcaption>1 of 2 A boat leaves the harbour (AP Photo/A B)</figcaption></figure>",
        '<meta name="a" content="b">',
        "<div>" ,
    ],
)  # fmt: skip
def test_work_grows_with_the_page_and_not_faster(unit: str) -> None:
    _clean(_page(BODY + unit))  # what is loaded on first use is not the page's work
    small, large = (calls(lambda n=n: _clean(_page(BODY + unit * n))) for n in (500, 2_000))  # type: ignore[misc]
    assert large < 6 * small
