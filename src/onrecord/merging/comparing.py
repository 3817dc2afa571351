"""Are the stored events, and what became of promises, what reports and decisions give? All is made once more and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from onrecord.ledger import Damage, Ledger
from onrecord.ledger.view import StoredEvents
from onrecord.merging.events import in_order
from onrecord.merging.version import merging_version
from onrecord.merging.view import events_apart
from onrecord.model import Event, LedgerError


def wrong_events(ledger: Ledger) -> Iterator[Damage]:
    """Yield the stored events that are not what they should be. A view that is merely behind has none."""
    stored = ledger.viewed(merging_version()) if ledger.is_viewed(merging_version()) else None
    if stored is None:
        return
    try:
        with events_apart(ledger, None) as made:
            for name in _unlike(stored.events(), made.events()):
                yield _damage(f"event {name} is not what its reports give")
            kept, anew = _outcomes(stored), _outcomes(made)
            for promise in sorted(key for key in kept.keys() | anew.keys() if kept.get(key) != anew.get(key)):
                yield _damage(f"what became of promise {promise} is not what the events give", "promises")
        for name in stored.wrong_summaries():
            yield _damage(f"the summary of event {name} is not what the event says")
        for wrong in stored.wrong_rows():
            yield _damage(wrong.what, wrong.table)
    except LedgerError as error:
        yield _damage(str(error))


def _outcomes(events: StoredEvents) -> dict[str, bytes]:
    """A hash of each promise with what became of it, by its event."""
    return {
        promise.event: hashlib.blake2b(msgspec.json.encode(promise), digest_size=16).digest()
        for _, promise in events.promises()
    }


def _unlike(stored: Iterator[Event], made: Iterator[Event]) -> Iterator[str]:
    """Ids of events that stand in one only, or otherwise; both in order of time."""
    one, other = next(stored, None), next(made, None)
    while one is not None or other is not None:
        if one == other:
            one, other = next(stored, None), next(made, None)
        elif other is None or (one is not None and in_order(one) <= in_order(other)):
            assert one is not None
            yield one.id
            if other is not None and one.id == other.id:
                other = next(made, None)
            one = next(stored, None)
        else:
            yield other.id
            other = next(made, None)


def _damage(what: str, table: str = "events") -> Damage:
    return Damage(table=table, number=None, article=None, what=what)
