"""One raw document into one article."""

from __future__ import annotations

import re

import msgspec

from onrecord.cleaning import paragraphs
from onrecord.cleaning.breaks import paragraphs_from_breaks
from onrecord.cleaning.glue import unglue
from onrecord.cleaning.language import language_of
from onrecord.cleaning.metadata import PageFacts, facts_of
from onrecord.cleaning.page import article_blocks, body_of, evidence_of, parse, strip_boxes
from onrecord.cleaning.paragraphs import Block, key
from onrecord.cleaning.recovery import paragraphs_of, recover
from onrecord.cleaning.residue import drop_residue
from onrecord.cleaning.stated import stated_date
from onrecord.model import Article, InputError
from onrecord.sources import RawDocument, decode_html

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST = 1_000_000
"""Characters that the parser takes at once: a book."""
_NOTHING = "no article text found in it: it may be a script, a sign-in wall or a list of links; save the article as text"


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
        return _article(raw, text, PageFacts(), published)
    blocks = paragraphs.split(unglue(paragraphs.normal(text)))
    return _article(
        raw, _clean_text(blocks, raw), PageFacts(published=stated_date([b.text for b in blocks])), published
    )


def _clean_text(blocks: list[Block], raw: RawDocument) -> str:
    if raw.title and blocks and key(blocks[0].text) == key(raw.title) and len(blocks) > 1:
        blocks = blocks[1:]
    return paragraphs.join(drop_residue(blocks))


def _from_page(raw: RawDocument, published: str | None) -> Article:
    html = raw.content if isinstance(raw.content, str) else decode_html(raw.content, raw.name, raw.charset)
    tree = parse(_SURROGATE.sub("\ufffd", html))
    if tree is None:
        raise InputError(raw.name, _NOTHING)
    facts = facts_of(tree, raw.url)
    strip_boxes(tree)
    paragraphs_from_breaks(tree)
    evidence = evidence_of(tree)
    paragraphs_there = paragraphs_of(tree)
    blocks = recover(body_of(tree, facts.url), paragraphs_there)
    blocks = article_blocks(blocks, evidence, facts)
    unglued = [Block(kind, unglue(paragraphs.normal(text)).strip()) for kind, text in blocks]
    text = paragraphs.join(drop_residue(unglued))
    if facts.published is None:
        facts = msgspec.structs.replace(facts, published=stated_date([b.text for b in unglued]))
    return _article(raw, text, facts, published)


def _article(raw: RawDocument, text: str, facts: PageFacts, published: str | None) -> Article:
    if not text.strip():
        raise InputError(raw.name, _NOTHING)
    if len(text) > _LONGEST:
        reason = f"has {len(text):,} characters, too many for one article (at most {_LONGEST:,}): split it"
        raise InputError(raw.name, reason)
    return Article(
        id=_encodable(raw.id) or "",
        text=_SURROGATE.sub("\ufffd", text),
        title=_encodable(raw.title or facts.title),
        url=_encodable(raw.url or facts.url),
        outlet=_encodable(raw.outlet or facts.outlet),
        published=raw.published or facts.published or published,
        language=language_of(text, raw.language or facts.language),
    )


def _encodable(text: str | None) -> str | None:
    """Half a character, as a broken escape in JSON leaves it, cannot be written in any encoding."""
    return _SURROGATE.sub("\ufffd", text) if text else None
