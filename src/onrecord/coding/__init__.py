"""From layers to reports: triggers, participants, modality and the sources that say so."""

from onrecord.coding.coder import Coder
from onrecord.coding.desk import standing_of

__all__ = ["Coder", "standing_of"]
