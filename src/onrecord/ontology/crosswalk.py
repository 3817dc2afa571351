"""Crosswalks from PLOVER to CAMEO and ACLED and back, as data files.

CAMEO codes are those of the PLOVER project's own conversion table; ACLED's types are paired by us.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.ontology.tables import event_types


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code with the PLOVER event that it converts to."""

    code: str
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    meaning: str


def _rows(name: str) -> Iterator[list[str]]:
    text = (files("onrecord.ontology") / "data" / name).read_text("utf8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=1)
def cameo_codes() -> dict[str, CameoCode]:
    """Return the CAMEO codes that have a PLOVER type, by code."""
    return {
        code: CameoCode(code, kind, mode or None, tuple(c for c in contexts.split(";") if c), meaning)
        for code, kind, mode, contexts, meaning in _rows("cameo.tsv")
    }


def from_cameo(code: str) -> CameoCode | None:
    """Return what a CAMEO code converts to: its own row, else its nearest parent's. ``None`` for root 01 and 02."""
    codes = cameo_codes()
    while code:
        if code in codes:
            return codes[code]
        code = code[:-1]
    return None


def cameo_of(event_type: str) -> list[CameoCode]:
    """Return the CAMEO codes that convert to a type."""
    return [code for code in cameo_codes().values() if code.event_type == event_type]


def acled_pairs(event_type: str) -> list[tuple[str | None, str, str]]:
    """Return mode, ACLED event type and sub-event type of all of ACLED's that pair with a type."""
    return [
        (mode[0] if mode and mode[0] else None, kind, sub)
        for kind, sub, paired, *mode in _rows("acled.tsv")
        if paired == event_type
    ]


def to_cameo(event_type: str, mode: str | None = None) -> str:
    """Return the two-digit CAMEO root of a PLOVER event. Raises ``KeyError`` for an unknown type."""
    roots = event_types()[event_type].cameo
    if event_type == "ASSAULT":
        return "19" if mode in _MILITARY else "18" if mode else "19"
    if event_type == "ACCUSE":
        return "09" if mode == "investigate" else "11"
    return roots[0][:2]


def to_acled(event_type: str, mode: str | None = None) -> tuple[str, str] | None:
    """Return ACLED's event type and sub-event type, or ``None`` where ACLED has none (all that is merely said)."""
    return _acled().get((event_type, mode or "")) or _acled().get((event_type, ""))


@lru_cache(maxsize=256)
def from_acled(kind: str, sub: str) -> tuple[str, str | None] | None:
    """Return the PLOVER type and mode of ACLED's event type and sub-event type, or ``None`` where it pairs with none.

    Where several types pair with one, the first stands; where several modes do, there is no telling which, so ``None``.
    """
    pairs = [
        (event_type, mode[0] if mode and mode[0] else None)
        for k, s, event_type, *mode in _rows("acled.tsv")
        if (k, s) == (kind, sub)
    ]
    if not pairs:
        return None
    modes = {mode for event_type, mode in pairs if event_type == pairs[0][0]}
    return pairs[0][0], modes.pop() if len(modes) == 1 else None


def cameo_code(event_type: str, mode: str | None = None) -> str:
    """Return the CAMEO code that all codes which convert to a type and mode begin with, of two to four digits.

    Of a type alone, and of a mode that CAMEO does not have, that is the root. Raises ``KeyError`` for an unknown type.
    """
    root = to_cameo(event_type, mode)
    codes = [c.code for c in cameo_of(event_type) if mode and c.mode == mode and c.code.startswith(root)]
    while codes and len({code[: len(root) + 1] for code in codes}) == 1 and len(root) < len(codes[0]):
        root = codes[0][: len(root) + 1]
    return root


@lru_cache(maxsize=1)
def _acled() -> dict[tuple[str, str], tuple[str, str]]:
    table: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, sub, event_type, *mode in _rows("acled.tsv"):
        table.setdefault((event_type, mode[0] if mode else ""), (kind, sub))
    return table


_MILITARY = frozenset({"firearms", "heavy-weapons", "aerial", "drone"})
"""Modes of ASSAULT that are CAMEO's conventional military force (root 19); the others are root 18."""
