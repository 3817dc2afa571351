"""PLOVER's tables: types with quad class, scores, modes, contexts and sectors (PLOVER codebook, facts only)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

Quad = Literal[1, 2, 3, 4]

QUAD_NAMES: Mapping[Quad, str] = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


@dataclass(frozen=True, slots=True)
class EventKind:
    """One of PLOVER's event types, or one of a user's."""

    name: str
    quad: Quad
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    quad_name: str
    score: float
    """Conflict-cooperation score, -10 to 10."""
    cameo: tuple[str, ...]
    recipient: Literal["required", "optional", "one-sided"]
    covers: str
    modes: Mapping[str, float]
    """Scores by mode."""
    verb: str = ""
    """What a table says for it, of a user's own type: "evacuate", or "sink/sank/sunk" with its parts."""
    preposition: str = ""
    """What stands before the recipient then."""
    own: bool = False
    """Whether a user's ontology file adds it."""


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.ontology") / "data" / "types.toml").read_text("utf8"))


@lru_cache(maxsize=1)
def event_types() -> dict[str, EventKind]:
    """Return the 16 types by name."""
    return {
        name: EventKind(
            name=name,
            quad=t["quad"],
            quad_name=t["quad_name"],
            score=t["score"],
            cameo=tuple(t["cameo"]),
            recipient=t["recipient"],
            covers=t["covers"],
            modes=t.get("modes", {}),
        )
        for name, t in _tables()["types"].items()
    }


def contexts() -> tuple[str, ...]:
    """Return the names of the contexts."""
    return tuple(_tables()["contexts"])


def sectors() -> dict[str, str]:
    """Return the sector codes with what they stand for."""
    return dict(_tables()["sectors"])


def score_of(event_type: str, mode: str | None = None) -> float:
    """Return the conflict-cooperation score of a type, or of its mode where it has one. Raises ``KeyError``."""
    kind = event_types()[event_type]
    return kind.score if mode is None else kind.modes[mode]
