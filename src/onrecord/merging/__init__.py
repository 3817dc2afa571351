"""Reports and decisions into events, each link explained and reversible."""

from onrecord.merging.comparing import wrong_events
from onrecord.merging.events import build_events, told_by
from onrecord.merging.outcomes import follow_up, followed, register, with_outcomes
from onrecord.merging.standing import history, standing
from onrecord.merging.stored import catch_up, rebuild
from onrecord.merging.stories import group_stories
from onrecord.merging.track_records import track_records
from onrecord.merging.view import events_of

__all__ = [
    "build_events",
    "catch_up",
    "events_of",
    "follow_up",
    "followed",
    "group_stories",
    "history",
    "rebuild",
    "register",
    "standing",
    "told_by",
    "track_records",
    "with_outcomes",
    "wrong_events",
]
