"""Records and events for people: tables and listings."""

from onrecord.views.events import render_events
from onrecord.views.explanation import render_explanation
from onrecord.views.quotes import render_quotations
from onrecord.views.table import render_table

__all__ = ["render_events", "render_explanation", "render_quotations", "render_table"]
