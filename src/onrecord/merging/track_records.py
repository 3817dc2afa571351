"""What became of what each source has said: how often it was confirmed, denied or taken back later."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model import Account, Event, Said, Summary, TrackRecord, Voice, Word

_SAYING_SO = frozenset(("asserts", "confirms"))


def track_records(events: Iterable[Event | Summary]) -> tuple[TrackRecord, ...]:
    """One row a source, those first that speak of most events.

    An event counts for a source once, by its last word on it. ``confirmed``: the event is confirmed, and others say so on
    the day on which this source first did, or later; ``denied``: somebody denies it on that day or later: who only repeats
    what is confirmed, or was denied before, has nothing of it. ``taken_back``: it said so first and denies it now, or is
    told to have taken it back.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[str, Account | Voice] = {}
    for event in events:
        voices: Sequence[Account | Voice] = event.voices if isinstance(event, Summary) else event.accounts
        now = event.now if isinstance(event, Summary) else event.history[-1] if event.history else None
        is_confirmed = now is not None and now.confirmed_by is not None
        for voice in voices:
            known.setdefault(voice.source, voice)
            counts[voice.source].update(_counted(voices, voice, is_confirmed=is_confirmed))
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


def _counted(voices: Sequence[Account | Voice], voice: Account | Voice, *, is_confirmed: bool) -> list[str]:
    words = [word.word for word in voice.words]
    last, found = words[-1], ["events"]
    if last in _SAYING_SO:
        found.append("says so")
        since = next(_day(word) for word in voice.words if word.word in _SAYING_SO)
        later = [
            word.word
            for other in voices
            if other.source != voice.source and not other.source.startswith("coder ")
            for word in other.words
            if _day(word) >= since
        ]
        if is_confirmed and any(w in _SAYING_SO for w in later):
            found.append("confirmed")
        if "denies" in later:
            found.append("denied")
    elif last == "denies":
        found.append("denies")
    elif last == "doubts":
        found.append("doubts")
    if last == "takes back" or (last == "denies" and any(word in _SAYING_SO for word in words)):
        found.append("taken back")
    return found


def _day(word: Word | Said) -> str:
    return word.published or ""
