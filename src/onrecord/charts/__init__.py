"""Charts of events, for pages, notebooks and reports: Vega-Lite specifications, drawn without a browser or the network."""

from onrecord.charts.chart import Chart
from onrecord.charts.coverage import coverage
from onrecord.charts.dyad import dyad, score_of
from onrecord.charts.figures import figures
from onrecord.charts.maps import map_of
from onrecord.charts.network import network
from onrecord.charts.plots import Plots
from onrecord.charts.standing import standing, standings
from onrecord.charts.timeline import By, timeline, timeline_of_many

__all__ = [
    "By", "Chart", "Plots", "coverage", "dyad", "figures", "map_of", "network", "score_of", "standing", "standings", "timeline",
    "timeline_of_many",
]  # fmt: skip
