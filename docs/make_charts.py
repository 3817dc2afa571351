"""Draw the pictures of docs/charts.md from the example articles: ``python docs/make_charts.py``."""

from __future__ import annotations

from pathlib import Path

_DOCS = Path(__file__).parent
_ARTICLES = _DOCS.parent / "examples" / "january-2020" / "articles"


def main() -> None:
    """Read the articles, build their events, and draw the figures of the missile attack and a map."""
    from onrecord import read_all
    from onrecord.charts import Plots
    from onrecord.ledger import days_in
    from onrecord.merging import build_events

    records = list(
        read_all(sorted(p for p in _ARTICLES.iterdir() if p.suffix in (".html", ".txt", ".jsonl")))
    )
    events, read = build_events(records), days_in(records)
    plots = Plots(events, read)
    plots.figures().svg(_DOCS / "chart-figures.svg")
    near = [event for event in events if event.place and event.place.country in ("IRQ", "IRN")]
    Plots(near, read).map().svg(_DOCS / "chart-map.svg")


if __name__ == "__main__":
    main()
