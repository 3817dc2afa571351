"""One raw document into one article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import msgspec
from lxml.html import HtmlElement

from onrecord.cleaning import paragraphs
from onrecord.cleaning.apart import without_apart
from onrecord.cleaning.breaks import paragraphs_from_breaks
from onrecord.cleaning.draft import Draft, drafted
from onrecord.cleaning.gallery import gallery
from onrecord.cleaning.glue import unglue
from onrecord.cleaning.language import language_of
from onrecord.cleaning.live import LivePage, calls_itself_live, described_posts, ticker
from onrecord.cleaning.live_markup import live_page, named_live
from onrecord.cleaning.metadata import PageFacts, facts_of
from onrecord.cleaning.notes import each_once, notes_on_page
from onrecord.cleaning.page import article_blocks, body_of, evidence_of, parse, prune_links, strip_boxes
from onrecord.cleaning.page_lines import PageLine, page_lines
from onrecord.cleaning.paragraphs import Block, key
from onrecord.cleaning.provenance import provenance_of
from onrecord.cleaning.publication import Publication, printed_times, publication_of
from onrecord.cleaning.recovery import paragraphs_of, recover
from onrecord.cleaning.stated import stated_date
from onrecord.cleaning.tables import untable
from onrecord.cleaning.walls import instead_of_article, walled_page
from onrecord.model import Article, InputError
from onrecord.sources import RawDocument, decode_html

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST = 1_000_000
"""Characters that the parser takes at once: a book."""
_NO_TEXT = "no article text found in it"
_NOTHING = f"{_NO_TEXT}: it may be a script, a sign-in wall or a list of links; save the article as text"
_LINES = 12
"""Paragraphs at either end of a text in which its credit may stand."""


def clean(raw: RawDocument, *, verbatim: bool = False, published: str | None = None) -> Article:
    """Return the article in a raw document.

    ``verbatim`` takes a text exactly as it is, so that every offset points into the input; a page has no such text.
    ``published`` (ISO date) is used where neither input nor page has a date. Raises ``InputError`` where there is no
    article text.
    """
    published = published or raw.default_published
    if raw.kind == "html":
        if verbatim:
            reason = (
                "is a page, and --verbatim takes only text: leave --verbatim out, or give the article as text"
            )
            raise InputError(raw.name, reason)
        return _from_page(raw, published)
    text = raw.content if isinstance(raw.content, str) else raw.content.decode("utf-8", "replace")
    if verbatim:
        return _article(raw, Draft(text=text), PageFacts(), Publication(published=raw.published or published))
    return _from_text(raw, text, published)


def _from_text(raw: RawDocument, text: str, published: str | None) -> Article:
    blocks = paragraphs.split(unglue(paragraphs.normal(text)))
    titles = [raw.title] if raw.title else []
    page = ticker(blocks, live=calls_itself_live([*titles, *(b.text for b in blocks[:2])], raw.url, ()))
    if page is None and raw.title and blocks and key(blocks[0].text) == key(raw.title) and len(blocks) > 1:
        blocks = blocks[1:]
    day = raw.published or stated_date([b.text for b in blocks]) or published
    shown, changed = printed_times(PageLine(b.text, "p", "", False) for b in blocks[:8])
    at = shown.iso() if shown and (day is None or str(shown.day) == day) else None
    dates = Publication(
        published=day, published_at=raw.published_at or at, updated_at=changed.iso() if changed else None
    )
    draft = drafted(page or LivePage(tuple(blocks), ()), dates)
    _refuse_walls(raw, titles, blocks, article=True)
    return _article(raw, _with_credit(draft, (), blocks), PageFacts(), dates)


def _from_page(raw: RawDocument, published: str | None) -> Article:
    html = raw.content if isinstance(raw.content, str) else decode_html(raw.content, raw.name, raw.charset)
    tree = parse(_without_surrogates(html))
    if tree is None:
        raise InputError(raw.name, _NOTHING)
    prune_links(tree)
    held = list(tree.iter())  # else lxml makes an object anew for each element of each walk
    facts = facts_of(tree, raw.url)
    lines = page_lines(tree)
    dates = publication_of(tree, facts, lines)
    live = calls_itself_live(facts.titles[:3], facts.url, facts.described)
    page = live_page(tree, lines, live=live) if live or named_live(lines) else None
    posts = described_posts(facts.described)
    if len(posts) > 2 * (len(page.posts) if page else 1):
        page = LivePage(page.lead if page else (), tuple(posts))
    blocks = [] if page else _blocks(tree, facts, lines)
    del held
    page = page or ticker(blocks, live=live)
    day = raw.published or dates.published or stated_date([b.text for b in blocks]) or published
    dates = msgspec.structs.replace(
        dates, published=day, published_at=raw.published_at or _near(dates.published_at, day)
    )
    draft = drafted(page or LivePage(tuple(blocks), ()), dates)
    if page is None and (pictures := gallery(paragraphs.split(draft.text), lines)) is not None:
        draft = drafted(LivePage(tuple(pictures), ()), dates)
    if page is None:
        _refuse_walls(raw, facts.titles, blocks or lines, article=bool(facts.described and draft.text))
    truncated = draft.truncated or (page is None and walled_page(lines, facts.described, draft.text))
    notes = each_once((*draft.notes, *notes_on_page(lines, facts.described)))
    draft = msgspec.structs.replace(draft, truncated=truncated, notes=notes)
    return _article(raw, _with_credit(draft, facts.authors, blocks), facts, dates)


def _without_surrogates(text: str) -> str:
    """Put a replacement character for each half of a character that no encoding can write."""
    try:
        text.encode()  # ten times quicker than looking at each character, and nearly always fine
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _blocks(tree: HtmlElement, facts: PageFacts, lines: Sequence[PageLine]) -> list[Block]:
    """Return the paragraphs of a page's article, residue included."""
    strip_boxes(tree)
    untable(tree)
    paragraphs_from_breaks(tree)
    evidence = evidence_of(tree)
    there = paragraphs_of(tree)
    blocks = recover(body_of(tree, facts.url), there)
    blocks = without_apart(article_blocks(blocks, evidence, facts), lines, facts.titles)
    return [Block(kind, unglue(paragraphs.normal(text)).strip()) for kind, text in blocks]


def _near(at: str | None, day: str | None) -> str | None:
    """Drop a time that is of another day than the one that counts; a time in UTC may be of the next or last day."""
    if at is None or day is None:
        return None
    try:
        apart = dt.date.fromisoformat(at[:10]) - dt.date.fromisoformat(day)
    except ValueError:  # a caller's own date is taken as it is
        return None
    return at if abs(apart.days) <= 1 else None


def _refuse_walls(
    raw: RawDocument, titles: Iterable[str], shown: Iterable[Block | PageLine], *, article: bool
) -> None:
    reason = instead_of_article(titles, (line.text for line in shown), article=article)
    if reason is not None:
        raise InputError(raw.name, f"{_NO_TEXT}: {reason}")


def _with_credit(draft: Draft, authors: Iterable[str], blocks: Sequence[Block]) -> Draft:
    around = [*blocks[:_LINES], *blocks[_LINES:][-_LINES:]]
    short = [block.text for block in around if len(block.text) < 300]
    found = provenance_of(authors, short, draft.dateline)
    return msgspec.structs.replace(draft, agency=found.agency, credit=found.credit)


def _article(raw: RawDocument, draft: Draft, facts: PageFacts, dates: Publication) -> Article:
    text = draft.text
    if not text.strip():
        raise InputError(raw.name, _NOTHING)
    if len(text) > _LONGEST:
        reason = f"has {len(text):,} characters, too many for one article (at most {_LONGEST:,}): split it"
        raise InputError(raw.name, reason)
    return Article(
        id=_encodable(raw.id) or "",
        text=_without_surrogates(text),
        title=_encodable(raw.title or facts.title),
        url=_encodable(raw.url or facts.url),
        outlet=_encodable(raw.outlet or facts.outlet),
        published=dates.published,
        language=language_of(text, raw.language or facts.language),
        published_at=dates.published_at,
        updated_at=dates.updated_at,
        agency=_encodable(draft.agency),
        credit=_encodable(draft.credit),
        dateline=draft.dateline,
        truncated=draft.truncated,
        notes=draft.notes,
        posts=draft.posts,
    )


def _encodable(text: str | None) -> str | None:
    """Half a character, as a broken escape in JSON leaves it, cannot be written in any encoding."""
    return _SURROGATE.sub("\ufffd", text) if text else None
