"""Paragraphs into the text of an article, with what leaves the text kept as data: notes, times of posts, the wall."""

from __future__ import annotations

import msgspec

from onrecord.cleaning import paragraphs
from onrecord.cleaning.live import LivePage, dated
from onrecord.cleaning.notes import take_notes
from onrecord.cleaning.paragraphs import SEPARATOR
from onrecord.cleaning.provenance import dateline_of
from onrecord.cleaning.publication import Publication
from onrecord.cleaning.residue import drop_residue
from onrecord.cleaning.walls import cut_at_wall
from onrecord.model import Dateline, Note, Post


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An article's text and what was found in and around it."""

    text: str
    notes: tuple[Note, ...] = ()
    posts: tuple[Post, ...] = ()
    truncated: bool = False
    dateline: Dateline | None = None
    agency: str | None = None
    credit: str | None = None


def drafted(page: LivePage, dates: Publication) -> Draft:
    """Return the text of a page's paragraphs; those of an article without posts are its lead."""
    lead, notes = take_notes(page.lead)
    truncated = False
    if not page.posts:
        lead, truncated = cut_at_wall(lead)
    text = paragraphs.join(drop_residue(lead))
    posts: list[Post] = []
    stamps = dated(page.posts, dates.published, (dates.updated_at or "")[:10] or None)
    for post, stamp in zip(page.posts, stamps, strict=True):
        kept, more = take_notes(post.blocks)
        notes += more
        told = paragraphs.join(drop_residue(kept))
        if not told:
            continue
        start = len(text) + len(SEPARATOR) if text else 0
        text = f"{text}{SEPARATOR}{told}" if text else told
        at = stamp.iso() if stamp else None
        posts.append(Post(start=start, end=len(text), at=at, stated=post.stated))
    return Draft(
        text=text,
        notes=tuple(notes),
        posts=tuple(posts),
        truncated=truncated,
        dateline=_dateline(text, dates.published),
    )


def _dateline(text: str, published: str | None) -> Dateline | None:
    """Return the dateline that opens the text, or its second paragraph after a headline."""
    start = 0
    for paragraph in text.split(SEPARATOR, 2)[:2]:
        if found := dateline_of(paragraph, published):
            return msgspec.structs.replace(found, start=start + found.start, end=start + found.end)
        start += len(paragraph) + len(SEPARATOR)
    return None
