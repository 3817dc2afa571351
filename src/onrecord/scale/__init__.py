"""Many inputs at once: the same output, in the same order, whatever the number of worker processes."""

from onrecord.scale.workers import Outcome, explain_inputs, read_inputs

__all__ = ["Outcome", "explain_inputs", "read_inputs"]
