"""Feeds polled politely, their articles read and kept: the loop behind ``onrecord watch``."""

from onrecord.watching.clock import Clock, SystemClock
from onrecord.watching.config import Config, Feed, load_config
from onrecord.watching.keeping import Keeper, LedgerKeeper
from onrecord.watching.loop import Totals, Watch
from onrecord.watching.state import State

__all__ = [
    "Clock",
    "Config",
    "Feed",
    "Keeper",
    "LedgerKeeper",
    "State",
    "SystemClock",
    "Totals",
    "Watch",
    "load_config",
]
