"""Old pages lay out their columns with tables, which extraction would read as data."""

from __future__ import annotations

from lxml.html import HtmlElement

_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_LEAST_TEXT = 300
"""Characters of running text in one cell; cells of data are short."""
_PROSE = ("p", "br", "div", "h1", "h2", "h3")


def untable(tree: HtmlElement) -> None:
    """Turn, in place, tables that lay out the page into plain parts."""
    parts: dict[HtmlElement, list[HtmlElement]] = {}
    owner: dict[HtmlElement, HtmlElement] = {}
    for part in tree.iter(*_PARTS):
        above = next(part.iterancestors(*_PARTS), None)
        table = part if part.tag == "table" else owner.get(above) if above is not None else None
        if table is not None:
            owner[part] = table
            parts.setdefault(table, []).append(part)
    for group in parts.values():
        if any(part.tag in ("td", "th") and _is_column(part) for part in group):
            for part in group:
                part.tag = "div"


def _is_column(cell: HtmlElement) -> bool:
    """Tell whether a cell holds paragraphs, and not one value."""
    if next(cell.iter("table"), None) is not None:
        return True
    size = 0
    for text in cell.itertext():
        size += len(text.strip())
        if size >= _LEAST_TEXT:
            return sum(1 for part in cell.iter(*_PROSE) if part is not cell) >= 2
    return False
