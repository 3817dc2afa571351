"""Our own probes of the places layer: short texts, each with one name and what a careful reader takes it for.

``place_probes.tsv``: name, country (alpha-3; ``-``: no country has it, or with no precision either, it is no place),
admin1 (a word of the region's name), precision (empty: any; ``-``: any but not empty), outlet, url, text.
Written before the layer was run on them. ``python -m tests.reading.place_probes`` prints the score and the misses.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.model import Article, Place
from onrecord.reading.layers import Reading
from onrecord.reading.mentions import Mentions
from onrecord.reading.places import Places
from onrecord.reading.syntax import load_pipeline, sentence_spans


@dataclass(frozen=True, slots=True)
class Probe:
    """A text, a name in it, and what the name stands for."""

    name: str
    country: str
    admin1: str
    precision: str
    outlet: str
    url: str
    text: str

    @property
    def is_place(self) -> bool:
        """Whether the name is a place at all."""
        return self.country != "-" or self.precision != ""


def probes() -> list[Probe]:
    """Return the probes in the file's order."""
    path = Path(__file__).with_suffix(".tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        return [Probe(**row) for row in csv.DictReader(lines, delimiter="\t")]


def read(probe: Probe) -> tuple[Place, ...]:
    """Return the places of the probe's text."""
    doc = load_pipeline()(probe.text)
    article = Article(id="a", text=probe.text, url=probe.url or None, outlet=probe.outlet or None)
    reading = Reading(article=article, doc=doc, sentences=sentence_spans(doc))
    for layer in (Mentions(), Places()):
        reading = replace(reading, **layer(reading))
    return reading.places


def mistake(probe: Probe) -> str | None:
    """Return what is wrong with each mention of the name, or ``None``: all are as they should be."""
    found = [p for p in read(probe) if re.search(rf"\b{re.escape(probe.name)}\b", p.text)]
    if not probe.is_place:
        return f"a place: {found[0].name}, {found[0].country}" if found else None
    if not found:
        return "missed"
    for place in found:
        if (place.country or "-") != probe.country:
            return f"country {place.country}"
        if probe.admin1 and probe.admin1 not in (place.admin1 or ""):
            return f"region {place.admin1}"
        if probe.precision not in ("", "-", place.precision):
            return f"precision {place.precision}"
    return None


def main() -> None:
    """Print the score, and each miss with what is wrong."""
    wrong = [(p, why) for p in probes() if (why := mistake(p))]
    for probe, why in wrong:
        print(f"{probe.name:16} {why:32} {probe.text[:90]}")
    total = len(probes())
    print(f"{total - len(wrong)} of {total} right ({(total - len(wrong)) / total:.3f})")


if __name__ == "__main__":
    main()
