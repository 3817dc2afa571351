"""Cells and rows of CSV, the same for all that is written as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@")
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def truth(value: bool) -> str:
    """Write yes or no."""
    return "true" if value else "false"


def number(value: float | None) -> str:
    """Write a number in the shortest form that reads back the same, whole ones without a point."""
    if value is None or not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _plain(value: str | None) -> str:
    return " ".join(value.translate(_CONTROLS).split()) if value else ""


def text_cell(value: str | None) -> str:
    """Write a text on one line, so that no spreadsheet runs it as a formula."""
    plain = _plain(value)
    return "'" + plain if plain.startswith(_FORMULA) else plain


def many(parts: Iterable[str | None]) -> str:
    """Write several values with ``;`` between, each in its place."""
    cells = [_plain(part).replace(";", ",") for part in parts]
    # one actor without an id is an empty cell, not a cell of separators; two of them keep their places
    joined = ";".join(cells)
    return text_cell(joined) if any(cells) else ""


def line(cells: Iterable[str]) -> bytes:
    """Write a row as UTF-8 with its line end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    # a lone surrogate cannot be written as UTF-8 at all
    return buffer.getvalue().encode("utf-8", "replace")
