"""A match of the grammar as the builders see it: captured words and their values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.reading.timex.lexicon import Lexicon
from onrecord.reading.timex.numbers import UNKNOWN, count_of
from onrecord.reading.timex.scan import Match, Tokens
from onrecord.reading.timex.sense import Sense

_DURATION_UNITS = {
    "TS": ("PT", "S"), "TM": ("PT", "M"), "TH": ("PT", "H"), "D": ("P", "D"), "W": ("P", "W"), "WE": ("P", "WE"),
    "M": ("P", "M"), "Q": ("P", "Q"), "Y": ("P", "Y"),
}  # fmt: skip
COARSE = ("D", "W", "WE", "F", "M", "Q", "Y", "DE", "CE")
"""Units of a day and more."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A match with its captured words, in lower case, and their values."""

    match: Match
    tokens: Tokens
    lexicon: Lexicon

    def has(self, label: str) -> bool:
        """Whether the rule captured this label."""
        return label in self.match.parts

    def words(self, label: str) -> list[str]:
        """Return the captured words."""
        first, last = self.match.parts[label]
        return [w.lower() for w in self.tokens.words[first:last]]

    def all_words(self) -> list[str]:
        """Return every word of the match."""
        return [w.lower() for w in self.tokens.words[self.match.first : self.match.last]]

    def value(self, label: str, *classes: str) -> int | str | None:
        """Return the value of the first captured word that one of the classes knows."""
        if label in self.match.parts:
            for word in self.words(label):
                for name in classes:
                    if word in self.lexicon.values[name]:
                        found: int | str = self.lexicon.values[name][word]
                        return found
        return None

    def number(self, label: str, *classes: str) -> int | None:
        """Return a captured number, ordinal or named value."""
        named = self.value(label, *classes)
        if isinstance(named, int):
            return named
        if label in self.match.parts:
            digits = "".join(c for c in self.words(label)[0] if c.isdigit())
            return int(digits) if digits else None
        return None

    def unit(self) -> str:
        """Return the unit captured as ``u``."""
        return str(self.value("u", "UNIT", "PLURAL") or "D")

    def count(self, label: str = "n") -> float:
        """Return the count captured as ``n``."""
        if label not in self.match.parts:
            return UNKNOWN
        return count_of(self.words(label), self.lexicon.values["NUMW"])


_FINER = {"TH": (60, "M"), "TM": (60, "S"), "D": (24, "H"), "Y": (12, "M")}


def length(count: float, unit: str) -> str:
    """Return the TimeML value of a length: P2W, PT30M, PXD, P2Y6M. Decades and centuries are counted in years."""
    factor, unit = {"DE": (10, "Y"), "CE": (100, "Y"), "F": (2, "W")}.get(unit, (1, unit))
    head, tail = _DURATION_UNITS[unit]
    if count == UNKNOWN:
        return f"{head}X{tail}"
    count *= factor
    whole = int(count)
    if count == whole or unit not in _FINER:
        return f"{head}{count:g}{tail}"
    times, finer = _FINER[unit]
    said = f"{whole}{tail}" if whole else ""
    return f"{head}{said}{'T' if unit == 'D' else ''}{round((count - whole) * times)}{finer}"


Builder = Callable[[Parts], Sense | None]
"""Says what a match means; ``None`` rejects the match."""
