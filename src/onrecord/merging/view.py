"""The events of a ledger for those who ask: from the stored view, brought up to date first.

Where the view has no answer, because nobody looked at the time asked for, or because the ledger may only be read and is
behind, the articles and decisions of that time are added to a ledger of their own in a temporary folder, and that is asked.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.ledger import Ledger
from onrecord.ledger.view import StoredEvents
from onrecord.merging.stored import catch_up
from onrecord.merging.version import merging_version
from onrecord.model import ReadOnlyLedgerError

AsOf = dt.datetime | str | None


@contextmanager
def events_of(ledger: Ledger, *, as_of: AsOf = None) -> Iterator[StoredEvents]:
    """Open the events of a ledger as known at ``as_of``, else as they stand now: those that ``build_events`` makes."""
    found = _stored(ledger, as_of)
    if found is not None:
        yield found
    else:
        with events_apart(ledger, as_of) as made:
            yield made


def _stored(ledger: Ledger, as_of: AsOf) -> StoredEvents | None:
    version = merging_version()
    found = ledger.viewed_now(version) if as_of is None else ledger.viewed(version, as_of=as_of)
    if found is not None:
        return found
    try:
        catch_up(ledger)
    except ReadOnlyLedgerError:
        return None
    return ledger.viewed(version, as_of=as_of)


@contextmanager
def events_apart(ledger: Ledger, as_of: AsOf) -> Iterator[StoredEvents]:
    """Open the events of a time that the view did not keep."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        past = Ledger.open(f"sqlite:///{folder}/as-of.db")
        try:
            past.copy_from(ledger, as_of=as_of)
            catch_up(past)
            found = past.viewed(merging_version())
            assert found is not None
            yield found
        finally:
            past.close()
