"""Layers in, reports out: what was done, by whom, to whom, and who says so."""

from onrecord.coding.coder import Coder, standing_of

__all__ = ["Coder", "standing_of"]
