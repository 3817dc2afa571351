"""How charts look: colours that the colour-blind can tell apart, in light and dark, and the type of every chart.

The hues are those of Okabe and Ito (2008, "Color universal design"); on dark ground the dark ones are lightened so that
each keeps a contrast of 3:1 (WCAG 1.4.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

STANDINGS = (
    "retracted", "disputed", "denied", "not fulfilled", "fulfilled", "confirmed", "reported", "claimed", "planned",
)  # fmt: skip
"""The words of a standing, the one that tells most first: a chart that has room for one shows the first that holds."""
QUADS = ("material conflict", "verbal conflict", "verbal cooperation", "material cooperation")
NO_QUAD = "other"
"""What a user's own type is in whose class the chart does not know."""
_FONT = "Liberation Sans, Helvetica, Arial, sans-serif"
_SMALL, _PLAIN = 11, 12


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one ground."""

    name: str
    ground: str
    ink: str
    faint: str
    """Of notes and axes; 4.5:1 on the ground."""
    line: str
    """Of grids."""
    unread: str
    """Of days that nobody read."""
    land: str
    shore: str
    quads: Mapping[str, str]
    standings: Mapping[str, str]
    many: tuple[str, ...]
    """For sources: as many hues as can be told apart."""

    def config(self) -> dict[str, Any]:
        """Return the Vega-Lite configuration."""
        return {
            "background": self.ground,
            "font": _FONT,
            "padding": 12,
            "view": {"stroke": None},
            "title": {
                "color": self.ink, "subtitleColor": self.faint, "fontSize": 15, "subtitleFontSize": _SMALL,
                "anchor": "start", "frame": "bounds", "subtitlePadding": 6, "offset": 14, "subtitleLineHeight": 15,
            },
            "axis": {
                "labelColor": self.faint, "titleColor": self.faint, "gridColor": self.line, "domainColor": self.faint,
                "tickColor": self.faint, "labelFontSize": _SMALL, "titleFontSize": _SMALL, "titleFontWeight": "normal",
            },
            "legend": {
                "labelColor": self.ink, "titleColor": self.faint, "labelFontSize": _SMALL, "titleFontSize": _SMALL,
                "titleFontWeight": "normal", "symbolStrokeColor": self.faint,
            },
            "header": {
                "labelColor": self.ink, "titleColor": self.ink, "labelFontSize": _PLAIN, "labelAnchor": "start",
                "labelFontWeight": "bold",
            },
            "text": {"color": self.ink, "fontSize": _SMALL},
            "concat": {"spacing": 12},
        }  # fmt: skip


LIGHT = Look(
    name="light", ground="#ffffff", ink="#1c2127", faint="#5b636d", line="#e3e6ea", unread="#8b929b",
    land="#f1efe9", shore="#b9b4a8",
    quads={
        "material conflict": "#c44e00", "verbal conflict": "#e69f00", "verbal cooperation": "#56b4e9",
        "material cooperation": "#0072b2", "other": "#8b929b",
    },
    standings={
        "confirmed": "#0072b2", "reported": "#56b4e9", "claimed": "#9aa3ad", "denied": "#c44e00",
        "disputed": "#cc79a7", "planned": "#009e73", "retracted": "#2b2f36", "fulfilled": "#00573f",
        "not fulfilled": "#7f3300", "none": "#d5d9de",
    },
    many=("#0072b2", "#c44e00", "#009e73", "#b25a8d", "#a87400", "#2f8fc4", "#5b636d", "#1c2127"),
)  # fmt: skip
DARK = Look(
    name="dark", ground="#14181d", ink="#e6e9ed", faint="#a3acb7", line="#2b323a", unread="#6d7783",
    land="#232a31", shore="#4d5863",
    quads={
        "material conflict": "#f0702a", "verbal conflict": "#f0b53f", "verbal cooperation": "#9ad1f5",
        "material cooperation": "#3b9bdc", "other": "#8b95a1",
    },
    standings={
        "confirmed": "#3b9bdc", "reported": "#9ad1f5", "claimed": "#8b95a1", "denied": "#f0702a",
        "disputed": "#df9cc1", "planned": "#2fc79c", "retracted": "#e6e9ed", "fulfilled": "#7fe3c6",
        "not fulfilled": "#c4703a", "none": "#39424c",
    },
    many=("#3b9bdc", "#f0702a", "#2fc79c", "#df9cc1", "#f0b53f", "#9ad1f5", "#a3acb7", "#e6e9ed"),
)  # fmt: skip


def standing_shown(words: tuple[str, ...]) -> str:
    """Return the word of a standing that tells most; ``none`` where nothing counts."""
    return next((word for word in STANDINGS if word in words), words[0] if words else "none")
