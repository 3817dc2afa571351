"""A chart: a Vega-Lite specification with its words, its table and its pictures."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from onrecord.charts.look import DARK, LIGHT, Look
from onrecord.model import UsageError

Row = Mapping[str, Any]
_NEEDS = "charts need altair and vl-convert-python: pip install 'onrecord[charts]'"
_NAME = re.compile(r'(id="|url\(#)(clip|gradient_)(\d+)')
_PATH, _LONG = re.compile(r' (?:d|transform|[xy][12]?)="[^"]*"'), re.compile(r"-?\d+\.\d{3,}(?!\d|e)")
_WIDE = 124
"""Characters of a line of notes where a chart is 720 pixels wide."""
_BOLD = 100
"""Characters of a line of the title there."""


@dataclass(frozen=True)
class Chart:
    """One chart. The same events give the same bytes; nothing is fetched while it is drawn."""

    title: str
    notes: tuple[str, ...]
    """What it rests on and what is left out, each a sentence or two; they stand under the title."""
    text: str
    """What it shows, in words: the alternative for those who do not see it."""
    rows: tuple[Row, ...]
    """What is drawn, as a table."""
    draw: Callable[[Look], Any] = field(repr=False)
    width: int = 720
    look: Look = field(default=LIGHT, repr=False)
    shapes: Mapping[str, Sequence[Any]] = field(default_factory=dict, repr=False)
    """GeoJSON features by the name under which the drawing refers to them: too many to check one by one."""

    @property
    def spec(self) -> dict[str, Any]:
        """The Vega-Lite specification, checked against its schema."""
        needed("altair")
        spec: dict[str, Any] = self.draw(self.look).to_dict(format="vega-lite")
        heading = {"text": self._title(), "subtitle": wrapped(self.notes, round(_WIDE * self.width / 720))}
        own = {"config": self.look.config(), "description": self.text, "title": heading}
        # Altair has put the rows of the layers among the datasets already
        data = {**spec.get("datasets", {}), **{name: list(found) for name, found in self.shapes.items()}}
        return {**spec, **own, **({"datasets": data} if data else {})}

    def _title(self) -> str | list[str]:
        """The title in lines that are no wider than the chart."""
        most = round(_BOLD * self.width / 720)
        return self.title if len(self.title) <= most else wrapped([self.title], most)

    def dark(self) -> Chart:
        """Return it on dark ground."""
        return replace(self, look=DARK)

    def to_svg(self) -> str:
        """Return it as SVG, without a browser and without the network."""
        drawn = str(needed("vl_convert").vegalite_to_svg(json.dumps(self.spec), allowed_base_urls=[]))
        # a hundredth of a pixel is enough, and the file half as long
        return _own_names(_PATH.sub(lambda path: _LONG.sub(lambda n: f"{float(n[0]):.2f}", path[0]), drawn))

    def to_png(self, scale: float = 2) -> bytes:
        """Return it as PNG, ``scale`` pixels to each of its own."""
        drawn = needed("vl_convert").vegalite_to_png(json.dumps(self.spec), scale=scale, allowed_base_urls=[])
        return bytes(drawn)

    def svg(self, path: str | Path) -> Path:
        """Write it as SVG and return where."""
        Path(path).write_text(self.to_svg(), encoding="utf-8")
        return Path(path)

    def png(self, path: str | Path, scale: float = 2) -> Path:
        """Write it as PNG and return where."""
        Path(path).write_bytes(self.to_png(scale))
        return Path(path)

    def table_html(self) -> str:
        """Return what is drawn as an HTML table, every cell escaped."""
        heads = list(self.rows[0]) if self.rows else []
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in heads)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell(row[name]))}</td>" for name in heads) + "</tr>"
            for row in self.rows
        )
        return f"<table><caption>{html.escape(self.title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _repr_html_(self) -> str:
        label = html.escape(self.text, quote=True)
        return f'<figure role="img" aria-label="{label}">{self.to_svg()}</figure>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """Give a notebook the specification, a picture for viewers without Vega-Lite, and the words."""
        del include, exclude
        return {
            "application/vnd.vegalite.v6+json": self.spec,
            "image/svg+xml": self.to_svg(),
            "text/html": self._repr_html_(),
            "text/plain": f"{self.title}\n{self.text}",
        }


def _own_names(svg: str) -> str:
    """Rename what the parts of a picture refer to: Vega counts on from picture to picture, and two may share a page."""
    numbers: dict[str, int] = {}
    plain = _NAME.sub(lambda m: f"{m[1]}{m[2]}{numbers.setdefault(m[2] + m[3], len(numbers))}", svg)
    own = hashlib.sha256(plain.encode()).hexdigest()[:8]
    return _NAME.sub(lambda m: f"{m[1]}{m[2]}{own}-{m[3]}", plain)


def cell(value: Any) -> str:
    """Return a value of a table as text; what is absent is empty."""
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def needed(module: str) -> Any:
    """Import a package of the extra. Raises ``UsageError`` that says how to install it."""
    import importlib

    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        raise UsageError(_NEEDS) from missing


def wrapped(notes: Sequence[str], width: int) -> list[str]:
    """Break notes into lines."""
    import textwrap

    return [line for note in notes for line in textwrap.wrap(note, width)]
