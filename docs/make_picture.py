"""Draw the README's picture from real output: ``python docs/make_picture.py [ARTICLE ...]`` writes docs/table.svg."""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

_DOCS = Path(__file__).parent
_ARTICLE = _DOCS.parent / "examples" / "january-2020" / "articles" / "08-nato-call.html"
_DARK = TerminalTheme(
    (17, 20, 26), (222, 226, 232),
    [(40, 44, 52), (224, 108, 117), (152, 195, 121), (229, 192, 123),
     (97, 175, 239), (198, 120, 221), (86, 182, 194), (171, 178, 191)],
)  # fmt: skip
_LIGHT = TerminalTheme(
    (255, 255, 255), (32, 36, 42),
    [(40, 44, 52), (190, 60, 70), (60, 130, 60), (160, 110, 20),
     (30, 100, 190), (140, 60, 170), (20, 120, 130), (90, 96, 106)],
)  # fmt: skip
# rich's own template loads its font from the network; this one takes what the reader's machine has
_SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" xml:space="preserve">
<style>
.{unique_id}-matrix {{ font-family: "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; white-space: pre; }}
.{unique_id}-title {{ font-family: system-ui, sans-serif; font-size: 15px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def draw(lines: Iterable[str], width: int, title: str, *, light: bool = False) -> str:
    """Return an SVG picture of terminal lines with escape sequences, in a dark or light window."""
    console = Console(
        file=io.StringIO(), record=True, width=width, force_terminal=True, color_system="truecolor"
    )
    for line in lines:
        console.print(Text.from_ansi(line), soft_wrap=True)
    theme = _LIGHT if light else _DARK
    return console.export_svg(title=title, theme=theme, code_format=_SVG, unique_id="onrecord")


def whole_rows(lines: list[str], most: int) -> list[str]:
    """Return at most so many lines, cut after a row and not within one."""
    if len(lines) <= most:
        return lines
    return lines[: max(i for i in range(most) if not lines[i])]


def main() -> None:
    """Read the articles, list them as ``onrecord read`` does, and write the picture."""
    from onrecord import read_all
    from onrecord.views import render_table

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="*", type=Path, default=[_ARTICLE])
    parser.add_argument("--width", type=int, default=92)
    parser.add_argument("--lines", type=int, default=46, help="lines to show at most")
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--output", type=Path, default=_DOCS / "table.svg")
    options = parser.parse_args()
    listing = islice(
        render_table(read_all(options.articles), width=options.width, colour=True), options.lines
    )
    title = "onrecord read " + " ".join(p.name for p in options.articles)
    options.output.write_text(draw(listing, options.width, title, light=options.light), encoding="utf-8")


if __name__ == "__main__":
    main()
