"""How a listing looks: width, colours, and the signs that stand in for colours."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Literal

from rich.console import Console
from rich.text import Text

from onrecord.ontology import EventKind
from onrecord.views.plain import neutral, to_ascii

Role = Literal["actor", "trigger", "recipient", "source", "cue"]

_MINIMUM = 32
_STYLES = {
    # mid-tones of the 256-colour palette: at least 3:1 against black and against white
    "actor": "bold color(32)",
    "recipient": "bold color(134)",
    "source": "italic color(30)",
    "cue": "italic color(30)",
    "verbal-cooperation": "color(64)",
    "material-cooperation": "color(29)",
    "verbal-conflict": "color(172)",
    "material-conflict": "color(167)",
    "dim": "color(244)",
    "title": "bold",
    "plain": "",
    "not": "bold reverse",
}
_MARKS: dict[Role, tuple[str, str]] = {
    "actor": ("[", "]"),
    "trigger": ("*", "*"),
    "recipient": ("{", "}"),
    "source": ("<", ">"),
    "cue": ("", ""),
}


@dataclass(frozen=True)
class Look:
    """One listing's width, colours and alphabet, decided once."""

    width: int
    colour: bool
    ascii_only: bool
    console: Console
    kinds: Mapping[str, EventKind] = field(default_factory=dict)
    """Event types of the ontology in force, for the words and colours of a user's own."""

    @classmethod
    def of(
        cls,
        width: int | None,
        colour: bool | None,
        ascii_only: bool | None = None,
        kinds: Mapping[str, EventKind] | None = None,
    ) -> Look:
        """Decide what is left open by the terminal: its size, ``NO_COLOR``, ``FORCE_COLOR``, its encoding."""
        if width is None:
            width = shutil.get_terminal_size((80, 24)).columns
        if colour is None:
            colour = _wants_colour()
        if ascii_only is None:
            ascii_only = not (sys.stdout.encoding or "utf-8").lower().startswith(("utf", "cp65001"))
        width = max(width, _MINIMUM)
        system = _colour_system() if colour else None
        console = Console(
            file=StringIO(), width=width, force_terminal=colour, color_system=system, markup=False, emoji=False,
            highlight=False, legacy_windows=False, no_color=not colour,
        )  # fmt: skip
        return cls(width=width, colour=colour, ascii_only=ascii_only, console=console, kinds=kinds or {})

    def clean(self, text: str) -> str:
        """Return a stranger's text as one harmless line in the listing's alphabet."""
        return to_ascii(neutral(text)) if self.ascii_only else neutral(text)

    def text(self, text: str, style: str = "plain") -> Text:
        """Return our own or a stranger's text in one of the styles, never read as markup."""
        shown = to_ascii(text) if self.ascii_only else text
        # a span, not the base style, which would go on to whatever is added after
        return Text().append(shown, style=_STYLES[style] if self.colour else "")

    def marked(self, text: str, role: Role, quad: str) -> Text:
        """Return a piece of a sentence that plays a part in the report: in colour, else between signs."""
        if self.colour:
            style = f"bold underline {_STYLES[quad]}" if role == "trigger" else _STYLES[role]
            return Text().append(text, style=style)
        before, after = _MARKS[role]
        return Text(f"{before}{text}{after}")

    def wrap(self, text: Text, width: int) -> list[Text]:
        """Break a text into lines of at most ``width`` columns; words longer than a line are folded."""
        return list(text.wrap(self.console, max(width, 1), overflow="fold")) if text else []

    def line(self, text: Text) -> str:
        """Return one line ready to print, with escape sequences where colour is on, without the line end."""
        text.rstrip()
        if not self.colour:
            return text.plain
        with self.console.capture() as captured:
            self.console.print(text, end="", soft_wrap=True)
        return captured.get()


def _wants_colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _colour_system() -> Literal["standard", "256"]:
    """A terminal that says it has eight colours gets eight; what says nothing gets 256, as all modern ones have."""
    few = os.environ.get("TERM", "") in ("linux", "ansi", "vt100", "xterm-mono") and not os.environ.get(
        "COLORTERM"
    )
    return "standard" if few else "256"
