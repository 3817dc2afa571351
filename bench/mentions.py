"""Mentions against re3d: spans, typed and untyped, one to one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

_ACTORS = frozenset({"Organisation"})
_TYPES: dict[str, frozenset[str]] = {
    "person": frozenset({"Person"}),
    "role": frozenset({"Person"}),
    "organization": _ACTORS,
    "government": _ACTORS,
    "armed-group": _ACTORS,
    "group": _ACTORS | {"Person"},  # "civilians" are either in the gold
    "country": frozenset({"Location", "Organisation"}),
    "place": frozenset({"Location"}),
    "facility": frozenset({"Location"}),
    "nationality": frozenset({"Nationality", "Organisation"}),  # "the Turks"
    "product": frozenset({"Weapon", "Vehicle", "MilitaryPlatform"}),
    "document": frozenset({"DocumentReference"}),
}
"""Our kinds in re3d's types; ``event`` and ``other`` have none, so such mentions are left out of the score."""
_SCORED = frozenset().union(*_TYPES.values())
"""re3d's types of times, amounts and coordinates are other layers' work."""


def score(gold_rows: list[Row], records: list[Row]) -> dict[str, float]:
    """Return exact and overlap F1, typed and untyped, and by type, of contract records against re3d's rows."""
    found = {str(r["id"]): r["mentions"] for r in records}
    totals = {name: [0, 0, 0] for name in ("exact", "overlap", "exact, typed", "overlap, typed")}
    for row in gold_rows:
        gold = [(e["start"], e["end"], e["type"]) for e in row["entities"] if e["type"] in _SCORED]
        predicted = [(m["start"], m["end"], m["kind"]) for m in found[str(row["id"])] if m["kind"] in _TYPES]
        for name, counts in totals.items():
            hits = _matched(gold, predicted, exact="exact" in name, typed="typed" in name)
            for n, value in enumerate((hits, len(predicted), len(gold))):
                counts[n] += value
    return {f"{name} F1": _f1(*counts) for name, counts in totals.items()} | {
        "overlap precision": totals["overlap"][0] / max(1, totals["overlap"][1]),
        "overlap recall": totals["overlap"][0] / max(1, totals["overlap"][2]),
    }


def _matched(
    gold: Iterable[tuple[int, int, str]],
    predicted: Iterable[tuple[int, int, str]],
    *,
    exact: bool,
    typed: bool,
) -> int:
    """One-to-one matches, the pairs that share most characters first."""
    theirs, ours = list(gold), list(predicted)
    pairs = [
        (_overlap(g, p), n, k)
        for n, g in enumerate(theirs)
        for k, p in enumerate(ours)
        if (g[:2] == p[:2] if exact else _overlap(g, p) > 0) and (not typed or g[2] in _TYPES[p[2]])
    ]
    used: set[tuple[str, int]] = set()
    hits = 0
    for _, n, k in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if ("gold", n) not in used and ("ours", k) not in used:
            used |= {("gold", n), ("ours", k)}
            hits += 1
    return hits


def _overlap(a: tuple[int, int, str], b: tuple[int, int, str]) -> float:
    """Shared characters over all characters of both."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]))


def _f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0
