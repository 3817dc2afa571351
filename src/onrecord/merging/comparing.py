"""Are the stored events those that the reports and decisions give? All are made once more beside them, and compared."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.ledger import Damage, Ledger
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
        for name in stored.wrong_summaries():
            yield _damage(f"the summary of event {name} is not what the event says")
    except LedgerError as error:
        yield _damage(str(error))


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


def _damage(what: str) -> Damage:
    return Damage(table="events", number=None, article=None, what=what)
