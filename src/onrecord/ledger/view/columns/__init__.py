"""The open events as columns of numbers, so that counts of any query are true and take some milliseconds.

A database counts what passes several filters by going through it row by row, which takes seconds at a million reports. Held
as columns, an event is some 130 bytes, and all that a page counts is arithmetic over them. The columns are those of one state
of the view and are loaded anew for the next; they are a copy, and can be thrown away at any time.
"""

from onrecord.ledger.view.columns.choosing import Chosen, Reading, numbers_after, numbers_of, position_of
from onrecord.ledger.view.columns.counting import counts_in, parties_in, places_in, spans_in
from onrecord.ledger.view.columns.loading import load_columns, load_reports
from onrecord.ledger.view.columns.numbers import Masks, Numbers
from onrecord.ledger.view.columns.table import EventColumns

__all__ = [
    "Chosen",
    "EventColumns",
    "Masks",
    "Numbers",
    "Reading",
    "counts_in",
    "load_columns",
    "load_reports",
    "numbers_after",
    "numbers_of",
    "parties_in",
    "places_in",
    "position_of",
    "spans_in",
]
