"""What became of what each source has said: how often it was confirmed, denied or taken back by the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.model import Account, Event, TrackRecord

_SAYING_SO = frozenset(("asserts", "confirms"))


def track_records(events: Iterable[Event]) -> tuple[TrackRecord, ...]:
    """One row a source, those first that speak of most events.

    An event counts for a source once, by its last word on it. ``confirmed``: others confirm what it says; ``denied``: somebody
    denies it; ``taken_back``: the source said so first and denies it now.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[str, Account] = {}
    for event in events:
        for account in event.accounts:
            known.setdefault(account.source, account)
            counts[account.source].update(_counted(event, account))
    rows = [
        TrackRecord(
            source=source,
            name=known[source].name,
            country=known[source].country,
            events=found["events"],
            says_so=found["says so"],
            confirmed=found["confirmed"],
            denied=found["denied"],
            denies=found["denies"],
            taken_back=found["taken back"],
            doubts=found["doubts"],
        )
        for source, found in counts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.events, row.source)))


def _counted(event: Event, account: Account) -> list[str]:
    words = [word.word for word in account.words]
    last, found = words[-1], ["events"]
    if last in _SAYING_SO:
        found.append("says so")
        others = [a.words[-1].word for a in event.accounts if a.source != account.source]
        if event.history and event.history[-1].confirmed_by and any(w in _SAYING_SO for w in others):
            found.append("confirmed")
        if "denies" in others:
            found.append("denied")
    elif last == "denies":
        found.append("denies")
        if any(word in _SAYING_SO for word in words):
            found.append("taken back")
    elif last == "doubts":
        found.append("doubts")
    return found
