"""A brief as one HTML page: no script, no request to anywhere, fit to be printed."""

from __future__ import annotations

import base64
from itertools import count

from onrecord.brief.content import Brief
from onrecord.charts import Chart
from onrecord.charts.chart import cell
from onrecord.model import UsageError


def as_html(brief: Brief) -> str:
    """Return the page. Every value is escaped; charts stand as pictures within it, with their words and tables."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as missing:
        raise UsageError("a brief as HTML needs Jinja2: pip install 'onrecord[report]'") from missing
    pages = Environment(
        loader=PackageLoader("onrecord.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    uses = count(1)

    def mark(number: int) -> str:
        """An id for each place that refers to a footnote."""
        return f"r{number}-{next(uses)}"

    return pages.get_template("brief.html").render(brief=brief, svg=_encoded, cell=cell, mark=mark)


def _encoded(chart: Chart) -> str:
    return base64.b64encode(chart.to_svg().encode()).decode()
