"""A row of another coder as a text: a line for each cell that is not empty, from which the row can be read back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import Event, Participant, Record, Report, Span

_BREAK, _INDENTED = "\n", "\n\t"
"""A line break within a cell is written with a tab behind it, so that the next line is no cell of its own."""


@dataclass(frozen=True, slots=True)
class RowText:
    """The text of a row, and where each of its cells stands in it."""

    text: str
    spans: Mapping[str, Span]
    cells: Mapping[str, str]

    def of(self, column: str) -> str:
        """The cell of a column; empty where there is none."""
        return self.cells.get(column, "")

    def span(self, *columns: str) -> Span:
        """Where the first of these cells stands that there is; else all of the text."""
        return next((self.spans[c] for c in columns if c in self.spans), (0, len(self.text)))

    def parts(self, column: str, separator: str = ";") -> list[tuple[str, int, int]]:
        """The several values of a cell, each with where it stands."""
        if column not in self.spans:
            return []
        start, end = self.spans[column]
        found = []
        for piece in self.text[start:end].split(separator):
            lead = len(piece) - len(piece.lstrip())
            word = piece.strip()
            if word:
                found.append((word, start + lead, start + lead + len(word)))
            start += len(piece) + len(separator)
        return found


def row_text(cells: Mapping[str, str]) -> RowText:
    """Return the text of a row: ``column: cell`` for each cell that is not empty, in the order of the columns."""
    lines: list[str] = []
    spans: dict[str, Span] = {}
    at = 0
    for column, cell in cells.items():
        if not cell:
            continue
        written = cell.replace(_BREAK, _INDENTED)
        lines.append(f"{column}: {written}")
        at += len(column) + 2
        spans[column] = (at, at + len(written))
        at += len(written) + 1
    return RowText("\n".join(lines), spans, {column: cell for column, cell in cells.items() if cell})


def cells_of(text: str) -> dict[str, str]:
    """Return the cells that ``row_text`` wrote."""
    cells: dict[str, str] = {}
    column = ""
    for line in text.split("\n"):
        if line.startswith("\t") and column:
            cells[column] += "\n" + line[1:]
        else:
            column, _, cells[column] = line.partition(": ")
    return cells


def coded_by(coder: str, event: Event, record: Record | None) -> dict[str, str] | None:
    """Return the row that another coder's file gave, where an event is one report of it and nothing else."""
    if record is None or len(event.told) != 1 or event.told[0].report.coder != coder:
        return None
    return cells_of(record.text)


def record_of(
    coder: str,
    number: str,
    row: RowText,
    report: Report | None,
    *,
    published: str | None,
    url: str | None = None,
) -> Record:
    """Return the record of a row: an article of the coder, whose text is what the row says."""
    return Record(
        id=f"{coder.partition(' ')[0].lower()}:{number}",
        url=url,
        outlet=coder.partition(" ")[0],
        published=published,
        text=row.text,
        reports=(report,) if report else (),
    )


def report_id(coder: str, number: str) -> str:
    """Return the id of the report of a row: the same row gives the same on every machine."""
    return hashlib.sha256(f"{coder}\n{number}".encode("utf-8", "replace")).hexdigest()[:16]


def participant(
    part: tuple[str, int, int], *, country: str | None, sector: str | None, role: str | None = None
) -> Participant:
    """Return somebody whom a cell names."""
    text, start, end = part
    return Participant(text=text, start=start, end=end, name=text, country=country, sector=sector, role=role)
