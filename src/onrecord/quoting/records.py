"""What is listed: a quotation, and somebody with all their quotations. Offsets are as in ``Record``."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model import Attributed, Participant, Stance

Form = Literal["direct", "mixed", "indirect"]
"""In the source's own words, partly so, or in the outlet's words."""

SourceKind = Literal["person", "organization", "document", "unnamed", "unresolved", "none"]
"""``unnamed``: told by a description only. ``unresolved``: a pronoun whose name is not known. ``none``: the text says
that it is said, and not by whom."""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the article's text."""

    text: str
    start: int
    end: int


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """What one source is quoted as saying in one place of one article."""

    id: str
    """The same input gives the same id."""
    article: str
    """Id of the article."""
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    who: str
    """Key of the source: its id, else its name; the same for all its quotations."""
    name: str
    """The fullest name or description of the source in its article; empty where there is none."""
    kind: SourceKind
    source: Participant | None
    """The source as it stands here ("he"), resolved as far as the article and our knowledge go."""
    form: Form
    stance: Stance
    words: str
    """What is said; pieces joined by " … "."""
    content: tuple[Piece, ...]
    quoted: tuple[Piece, ...] = ()
    """What stands in quotation marks, without them."""
    cue: tuple[Piece, ...]
    channel: Participant | None = None
    """Through what it reached the outlet: "on Twitter"."""
    chain: tuple[Attributed, ...]
    """Everybody on whose word it rests, outermost first; the last is the source itself."""


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """A source and how often it is quoted."""

    who: str
    name: str
    kind: SourceKind
    id: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    names: tuple[str, ...] = ()
    """How the articles call it, the most frequent first."""
    total: int
    direct: int
    mixed: int
    indirect: int
    articles: int
    stances: dict[Stance, int]
    quotations: tuple[str, ...]
    """Ids of the quotations in the order in which they were read."""
