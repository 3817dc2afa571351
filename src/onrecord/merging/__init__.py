"""Reports and decisions into events, each link explained and reversible."""

from onrecord.merging.events import build_events, told_by
from onrecord.merging.outcomes import follow_up, register, with_outcomes
from onrecord.merging.standing import history, standing
from onrecord.merging.stories import group_stories
from onrecord.merging.track_records import track_records

__all__ = [
    "build_events",
    "follow_up",
    "group_stories",
    "history",
    "register",
    "standing",
    "told_by",
    "track_records",
    "with_outcomes",
]
