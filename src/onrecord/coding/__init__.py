"""Layers in, reports out: what was done, by whom, to whom, and who says so."""

from onrecord.coding.coder import Coder

__all__ = ["Coder"]
