"""The events as they stand now, with their columns at hand."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

from onrecord.ledger import Ledger
from onrecord.ledger.view import CountedEvents, HeldColumns, StoredEvents
from onrecord.ledger.view.columns import load_columns
from onrecord.model import LedgerError

SOON = 20_000
"""Events up to which columns are loaded while somebody waits; that takes half a second."""
_SPARED = 4
"""Times as long as loading took pass before the next: a ledger that grows all the time is not read all the time."""


class Present:
    """The newest state of which there are columns.

    Of a large ledger new columns are loaded beside the answering, and pages show the state before until they are there, some
    seconds later; all that one page shows is of one state.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._held: HeldColumns | None = None
        self._lock = threading.Lock()
        self._not_before = 0.0

    def of(self, found: StoredEvents) -> StoredEvents:
        """Return the events with columns; those found themselves where they are of another ledger, made for the time being."""
        if not found.is_of(self._ledger.reading):
            return found
        held = self._held
        if held is None or (held.columns.state != found.state and not _may_wait(held, found)):
            with self._lock:
                held = self._held
                if held is None or held.columns.state < found.state:
                    held = self._load()
                    if len(held.columns.number) > SOON:
                        threading.Thread(target=self._load_reports, args=(held,), daemon=True).start()
        elif held.columns.state < found.state:
            self._load_beside()
        return CountedEvents(self._ledger.reading, held, newest=held.columns.state == found.state)

    def _load_beside(self) -> None:
        if time.monotonic() < self._not_before or not self._lock.acquire(blocking=False):
            return

        def load() -> None:
            try:
                self._load_reports(self._load())
            except LedgerError:
                return  # who asks next meets it too, and is told
            finally:
                self._lock.release()

        threading.Thread(target=load, daemon=True).start()

    def _load_reports(self, held: HeldColumns) -> None:
        with suppress(LedgerError), self._ledger.reading() as connection:
            held.load_reports(connection)

    def _load(self) -> HeldColumns:
        start = time.monotonic()
        with self._ledger.reading() as connection:
            self._held = HeldColumns(load_columns(connection))
        self._not_before = time.monotonic() + _SPARED * (time.monotonic() - start)
        return self._held


def _may_wait(held: HeldColumns, found: StoredEvents) -> bool:
    """Whether the state before can still be shown: there are many events, and they were not all made anew."""
    return len(held.columns.number) > SOON and found.knows(held.columns.state)
