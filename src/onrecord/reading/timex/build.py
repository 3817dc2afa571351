"""From a match of the grammar to what it says: one function a kind of rule."""

from __future__ import annotations

from onrecord.reading.timex.dates import DATES
from onrecord.reading.timex.distances import DISTANCES
from onrecord.reading.timex.lengths import LENGTHS
from onrecord.reading.timex.parts import Builder

BUILDERS: dict[str, Builder] = {**DATES, **DISTANCES, **LENGTHS}
"""Kind of rule in the grammar to its function. Kinds without one only keep others from matching."""
