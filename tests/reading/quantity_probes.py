"""Our own probes of the quantities layer: short news sentences, with the quantities that a careful reader finds.

``quantity_probes.tsv``: text, and gold as the guideline of ``bench/labels/README.md`` asks for it: the kinds in order of
the text with ``12`` (exact), ``~12`` (about), ``12+`` (the least), ``-12`` (the most) or ``12-20``. Figures that are
overtaken are listed too. Written before the layer was run on them. ``python -m tests.reading.quantity_probes`` prints
the score and the misses.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Article
from onrecord.reading.layers import Reading
from onrecord.reading.quantities import Quantities
from onrecord.reading.syntax import load_pipeline

Told = tuple[str, float | None, float | None, bool]
"""Kind, the least, the most, and whether the number is exact."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A sentence and its quantities."""

    text: str
    gold: tuple[Told, ...]


def probes() -> list[Probe]:
    """Return the probes in the file's order."""
    path = Path(__file__).with_suffix(".tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Probe(row["text"], tuple(_told(part) for part in (row["gold"] or "").split(";") if part.strip()))
            for row in rows
        ]


def _told(part: str) -> Told:
    kind, number = part.split()
    least, dash, most = number.partition("-")
    if dash:
        return kind, float(least) if least else None, float(most), False
    value = float(number.strip("~+"))
    return kind, value, None if number.endswith("+") else value, number[0] != "~" and number[-1] != "+"


def read(probe: Probe) -> tuple[Told, ...]:
    """Return the quantities that the layer finds, in order."""
    reading = Reading(article=Article(id="a", text=probe.text), doc=load_pipeline()(probe.text))
    found = (node.quantity for node in Quantities()(reading)["quantities"])
    return tuple((q.of, q.low, q.high, q.exact) for q in found)


def score() -> tuple[float, list[tuple[Probe, tuple[Told, ...]]]]:
    """Return F1 of kind, bounds and exactness over all probes, and the probes that are read otherwise than the gold."""
    right = total = 0
    wrong = []
    for probe in probes():
        found = read(probe)
        right += sum((Counter(found) & Counter(probe.gold)).values())
        total += len(found) + len(probe.gold)
        if found != probe.gold:
            wrong.append((probe, found))
    return 2 * right / total, wrong


def main() -> None:
    """Print each probe that is read otherwise, and the score."""
    f1, wrong = score()
    for probe, found in wrong:
        print(f"{probe.text}\n   gold  {_short(probe.gold)}\n   found {_short(found)}")
    print(f"F1 {f1:.4f}; {len(probes()) - len(wrong)} of {len(probes())} sentences right")


def _short(told: tuple[Told, ...]) -> str:
    return "; ".join(f"{of} {low}..{high}{'' if exact else ' ~'}" for of, low, high, exact in told)


if __name__ == "__main__":
    main()
