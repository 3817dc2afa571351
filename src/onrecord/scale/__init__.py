"""Many inputs at once: the same output, in the same order, whatever the number of worker processes."""

from onrecord.scale.workers import Outcome, read_inputs

__all__ = ["Outcome", "read_inputs"]
