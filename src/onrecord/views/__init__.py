"""Records and events for people: tables."""

from onrecord.views.events import render_events
from onrecord.views.explanation import render_explanation
from onrecord.views.table import render_table

__all__ = ["render_events", "render_explanation", "render_table"]
