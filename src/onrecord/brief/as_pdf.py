"""A brief as PDF, set by Typst: no browser, no system library, nothing fetched."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.brief.content import Brief
from onrecord.charts import Chart
from onrecord.model import UsageError


def as_pdf(brief: Brief) -> bytes:
    """Return the file. Texts reach the typesetter as data, never as markup. Raises ``UsageError`` without the extra."""
    try:
        import typst
    except ModuleNotFoundError as missing:
        raise UsageError("a brief as PDF needs Typst: pip install 'onrecord[report]'") from missing
    with tempfile.TemporaryDirectory(prefix="onrecord-") as name:
        folder = Path(name)
        # the typesetter sees this folder and nothing else of the disk
        (folder / "brief.json").write_text(json.dumps(_data(brief, folder)), encoding="utf-8")
        with (files("onrecord.brief") / "templates" / "brief.typ").open("rb") as template:
            (folder / "brief.typ").write_bytes(template.read())
        made = typst.compile(str(folder / "brief.typ"), root=name, format="pdf")
    return bytes(made)


def _data(brief: Brief, folder: Path) -> dict[str, Any]:
    plain = {
        field.name: _plain(getattr(brief, field.name))
        for field in dataclasses.fields(brief)
        if field.name not in ("charts", "figures")
    }
    charts = [_file(chart, folder, f"chart{n}.svg") for n, chart in enumerate(brief.all_charts)]
    return {**plain, "charts": charts[: len(brief.charts)], "figures": charts[len(brief.charts) :]}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _file(chart: Chart, folder: Path, name: str) -> dict[str, str]:
    chart.svg(folder / name)
    return {"file": name, "title": chart.title, "text": chart.text}
