"""Write the tables of docs/exports.md anew from what the formats say of themselves: ``python docs/make_exports.py``."""

from __future__ import annotations

from pathlib import Path

from onrecord.formats.dictionary import explained, export_formats

PAGE = Path(__file__).parent / "exports.md"
BEGIN, END = "<!-- formats:begin -->", "<!-- formats:end -->"


def page(text: str) -> str:
    """Return the page with the tables of today."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    tables = "\n\n".join("\n".join(explained(name)) for name in export_formats())
    return f"{before}{BEGIN}\n{tables}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
