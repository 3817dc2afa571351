"""Reports and decisions into events, each link explained and reversible."""

from onrecord.merging.stories import group_stories

__all__ = ["group_stories"]
