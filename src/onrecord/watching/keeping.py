"""Where articles go: read and added to the ledger, or, in a rehearsal, nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from onrecord.ledger import Ledger
from onrecord.merging import catch_up
from onrecord.model import InputError, Record
from onrecord.sources import RawDocument

_AT_MOST_BEHIND = 200
"""Articles that the events may be behind, where there is never nothing to do."""


class Keeper(Protocol):
    """What the loop hands on."""

    def keep(self, page: RawDocument) -> str | InputError:
        """Read and keep one page; return what adding it did."""
        ...

    def failed(self, name: str, reason: str, outlet: str | None, published: str | None) -> None:
        """Keep that an address could not be fetched or read, and why; its outlet and ISO date, where known."""
        ...

    def rest(self) -> float | None:
        """Nothing is waiting: bring up to date what is kept of events.

        Returns the seconds after which it wants to be asked again, even if nothing comes; ``None``: not before something does.
        """
        ...


class LedgerKeeper:
    """Reads each page and adds it to a ledger, with the address as its id and as the input that it came from."""

    def __init__(
        self,
        ledger: Ledger,
        read: Callable[[RawDocument], Record | InputError],
        then: Callable[[], float | None] | None = None,
    ) -> None:
        """``then`` is called whenever the events were brought up to date, and when nothing is waiting; it returns the seconds
        after which it wants to be called again."""
        self._ledger = ledger
        self._read_page = read
        self._then = then
        self._behind = 0

    def keep(self, page: RawDocument) -> str | InputError:
        """Read and add one page, in one transaction."""
        record = self._read_page(page)
        if isinstance(record, InputError):
            return record
        try:
            added = self._ledger.add(record, name=page.name)
        except InputError as error:
            return error
        self._behind += added != "known"
        if self._behind >= _AT_MOST_BEHIND:
            self.rest()
        return added

    def failed(self, name: str, reason: str, outlet: str | None, published: str | None) -> None:
        """Log a failure for `coverage`."""
        self._ledger.log_failure(name, reason, outlet=outlet, published=published)

    def rest(self) -> float | None:
        """Build the events of what was added, and do what comes then."""
        if self._behind:
            catch_up(self._ledger)
            self._behind = 0
        return None if self._then is None else self._then()
