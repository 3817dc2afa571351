"""A row of another coder as an article: a short text of what it says, and all its cells beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from onrecord.model import Event, Participant, Record, Report, Span

Piece = tuple[str, int, int]
"""Words of a text, with their first offset and the one behind their last."""

_BREAK, _INDENTED = "\n", "\n\t"
"""A line break within a cell is written with a tab behind it, so that the next line is no cell of its own."""
_BETWEEN, _ALSO = " · ", "; "


class RowText:
    """The text of a row as it is put together: who, what, to whom and where, as the cells say it."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, words: Iterable[str], before: str = "") -> list[Piece]:
        """Add the words of one cell, and return where they stand. ``before`` is what names them."""
        found: list[Piece] = []
        for word in words:
            self.text += _ALSO if found else _BETWEEN if self.text and not self.text.endswith("\n") else ""
            self.text += before
            found.append((word, len(self.text), len(self.text) + len(word)))
            self.text += word
        return found

    def all(self) -> Span:
        """The span of the whole text."""
        return 0, len(self.text)


def parts_of(cell: str) -> list[str]:
    """Return the several values of a cell."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def lines_of(cells: Mapping[str, str]) -> str:
    """Return a line ``column: cell`` for each cell that is not empty, in the order of the columns."""
    return "\n".join(f"{column}: {cell.replace(_BREAK, _INDENTED)}" for column, cell in cells.items() if cell)


def cells_of(lines: str) -> dict[str, str]:
    """Return the cells that ``lines_of`` wrote."""
    cells: dict[str, str] = {}
    column = ""
    for line in lines.split("\n"):
        if line.startswith("\t") and column:
            cells[column] += "\n" + line[1:]
        else:
            column, _, cells[column] = line.partition(": ")
    return cells


def coded_by(coder: str, event: Event, record: Record | None) -> dict[str, str] | None:
    """Return the row that another coder's file gave, where an event is one report of it and nothing else."""
    if record is None or record.row is None or len(event.told) != 1 or event.told[0].report.coder != coder:
        return None
    return cells_of(record.row)


def record_of(
    coder: str,
    number: str,
    cells: Mapping[str, str],
    told: tuple[str, Report | None],
    *,
    published: str | None,
    url: str | None = None,
) -> Record:
    """Return the record of a row: an article of the coder with its text and its report."""
    outlet = coder.partition(" ")[0]
    text, report = told
    return Record(
        id=f"{outlet.lower()}:{number}",
        url=url,
        outlet=outlet,
        published=published,
        text=text,
        reports=(report,) if report else (),
        row=lines_of(cells),
    )


def report_id(coder: str, number: str) -> str:
    """Return the id of the report of a row: the same row gives the same on every machine."""
    return hashlib.sha256(f"{coder}\n{number}".encode("utf-8", "replace")).hexdigest()[:16]


def somebody(piece: Piece, country: str | None, sector: str | None, role: str | None = None) -> Participant:
    """Return whom a cell names."""
    text, start, end = piece
    return Participant(text=text, start=start, end=end, name=text, country=country, sector=sector, role=role)


def lined_up(values: Sequence[str | None], names: Sequence[str]) -> list[str | None]:
    """Return a value for each name; a list that does not line up with the names says nothing of any."""
    return list(values) if len(values) == len(names) else [None] * len(names)
