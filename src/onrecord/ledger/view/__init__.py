"""The stored view of events: derived from readings and decisions, kept so that no query need build them anew.

What an event is, ``merging`` says; this room only keeps it. The view says up to which reading and decision it goes and
which version of the merging made it: one that is behind, or of another version, is known to be so.
"""

from onrecord.ledger.view.asking import EventFilters, EventLeaf, EventPage
from onrecord.ledger.view.changes import FACETS, Change, Facet
from onrecord.ledger.view.counted import CountedEvents, HeldColumns
from onrecord.ledger.view.cursors import EVENT_ORDERS, EventOrder
from onrecord.ledger.view.drawer import Deed, Drawer, Looked
from onrecord.ledger.view.filing import FilingCabinet
from onrecord.ledger.view.keeping import kept
from onrecord.ledger.view.records import Filed, Kept, State
from onrecord.ledger.view.register import EVERY_PROMISE, Numbered, PromiseFilters
from onrecord.ledger.view.since import Since, newest
from onrecord.ledger.view.tallies import Party, SpanCount
from onrecord.ledger.view.view import EVERY_EVENT, StoredEvents

__all__ = [
    "EVENT_ORDERS",
    "EVERY_EVENT",
    "EVERY_PROMISE",
    "FACETS",
    "Change",
    "CountedEvents",
    "Deed",
    "Drawer",
    "EventFilters",
    "EventLeaf",
    "EventOrder",
    "EventPage",
    "Facet",
    "Filed",
    "FilingCabinet",
    "HeldColumns",
    "Kept",
    "Looked",
    "Numbered",
    "Party",
    "PromiseFilters",
    "Since",
    "SpanCount",
    "State",
    "StoredEvents",
    "kept",
    "newest",
]  # fmt: skip
