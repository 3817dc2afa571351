"""Quotations, and those who are quoted, as JSON, JSON lines and CSV; CSV by the same rules as for reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO, TypeVar

import msgspec

from onrecord.formats.cells import line, many, text_cell
from onrecord.formats.writers import FORMATS, write_lines
from onrecord.model import UsageError
from onrecord.quoting import Piece, Quotation, Quoted

QUOTATION_COLUMNS = (
    "quotation_id", "article_id", "title", "outlet", "published", "url", "who", "name", "kind", "country", "sector", "role",
    "as_told", "form", "stance", "cue", "words", "quoted", "channel", "chain", "start", "end", "spans",
)  # fmt: skip
"""The header row of quotations: a row each. ``start`` and ``end`` are the first and last offset of ``words``, ``spans``
all of its pieces as ``start-end``; ``chain`` names the sources outermost first, the last is ``name`` itself."""
QUOTED_COLUMNS = (
    "who", "name", "kind", "id", "country", "sector", "role", "names", "total", "direct", "mixed", "indirect", "articles", "stances",
    "quotation_ids",
)  # fmt: skip
"""The header row of those who are quoted: a row each. ``stances`` are written ``says=3;denies=1``."""

_Item = TypeVar("_Item", Quotation, Quoted)


def write_quotations(quotations: Iterable[Quotation], fmt: str, stream: TextIO) -> None:
    """Write quotations in the order given, each as soon as it is there. Raises ``UsageError`` for an unknown format."""
    write_lines(_lines(quotations, fmt, QUOTATION_COLUMNS, _quotation_row), stream)


def write_quoted(quoted: Iterable[Quoted], fmt: str, stream: TextIO) -> None:
    """Write those who are quoted; formats and errors as with ``write_quotations``."""
    write_lines(_lines(quoted, fmt, QUOTED_COLUMNS, _quoted_row), stream)


def _lines(
    items: Iterable[_Item], fmt: str, columns: Sequence[str], row: Callable[[_Item], Sequence[str]]
) -> Iterator[bytes]:
    if fmt not in FORMATS:
        raise UsageError(f"unknown format '{fmt}': choose one of {', '.join(FORMATS)}")
    if fmt == "csv":
        yield line(columns)
        for item in items:
            yield line(row(item))
        return
    before = b"" if fmt == "jsonl" else b"[\n"
    after = b"\n" if fmt == "jsonl" else b""
    for item in items:
        yield before + msgspec.json.encode(item) + after
        before = before if fmt == "jsonl" else b",\n"
    if fmt == "json":
        yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _quotation_row(quotation: Quotation) -> tuple[str, ...]:
    source, q = quotation.source, quotation
    codes = _codes(source.country, source.sector, source.role) if source else ("",) * 3
    return (
        text_cell(q.id), text_cell(q.article), text_cell(q.title), text_cell(q.outlet), text_cell(q.published), text_cell(q.url),
        text_cell(q.who), text_cell(q.name), q.kind, *codes,
        text_cell(source.text if source else None), q.form, q.stance, text_cell(_joined(q.cue)), text_cell(q.words),
        text_cell(_joined(q.quoted)), text_cell(q.channel.name if q.channel else None),
        many(link.source.name if link.source else None for link in q.chain), str(q.content[0].start),
        str(q.content[-1].end), many(f"{p.start}-{p.end}" for p in q.content),
    )  # fmt: skip


def _quoted_row(quoted: Quoted) -> tuple[str, ...]:
    q = quoted
    return (
        text_cell(q.who), text_cell(q.name), q.kind, text_cell(q.id), *_codes(q.country, q.sector, q.role), many(q.names),
        str(q.total), str(q.direct), str(q.mixed), str(q.indirect), str(q.articles),
        many(f"{stance}={count}" for stance, count in q.stances.items()), many(q.quotations),
    )  # fmt: skip


def _codes(country: str | None, sector: str | None, role: str | None) -> tuple[str, str, str]:
    return text_cell(country), text_cell(sector), text_cell(role)


def _joined(pieces: Iterable[Piece]) -> str:
    return " … ".join(p.text for p in pieces)
