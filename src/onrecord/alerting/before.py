"""How an event stood when its query was last looked at, so that what is new about it can be told.

What counts is what articles tell now and did not tell then: a sentence that is new, or was changed. Events are known again by their
reports (``ledger/view/since.py``). Where an article was changed, its reports have other ids: then a report that is gone and one
that has come, of one type, tell one event where their sentences or their words for the deed are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.ledger.view import Since
from onrecord.merging.standing import history
from onrecord.model import Event, Told


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """An event with what was known of it."""

    event: Event
    before: Event | None
    """The event that it was; of several that are one now the one with most of its reports. ``None``: nothing was known."""
    found: bool
    """Whether the query found it before."""
    fresh: tuple[Told, ...]
    """What was not told of it before, the latest published first."""


def past_of(event: Event, since: Since) -> Past:
    """Return an event with what was known of it."""
    return _by_state(event, since) if since.remembers else _by_articles(event, since)


def _by_state(event: Event, since: Since) -> Past:
    names = {told.report.id for told in event.told}
    stood = since.stood(names, {told.article for told in event.told})
    told_before = [told for old in stood for told in old.told]
    again = {_likeness(told) for told in told_before}
    # not by ids: in an article that was changed a sentence may say another figure in the same place
    fresh = [told for told in event.told if _likeness(told) not in again]
    shared = {
        old.id: sum(
            told.report.id in names or _likeness(told) in map(_likeness, event.told) for told in old.told
        )
        for old in stood
    }
    if not any(shared.values()):  # the articles were changed throughout
        shared = {old.id: sum(_word(told) in map(_word, event.told) for told in old.told) for old in stood}
    parents = [old for old in stood if shared[old.id]]
    before = max(parents, key=lambda old: (shared[old.id], old.id), default=None)
    found = bool(parents) and since.found_before([old.id for old in parents])
    return Past(event=event, before=before, found=found, fresh=_latest(fresh))


def _by_articles(event: Event, since: Since) -> Past:
    """The same where the older state is forgotten: an article that had been read by then was known as it stands now."""
    known = since.known_articles({told.article for told in event.told})
    old = tuple(told for told in event.told if told.article in known)
    fresh = [told for told in event.told if told.article not in known]
    if not old:
        return Past(event=event, before=None, found=False, fresh=_latest(fresh))
    names = {told.report.id for told in old}
    statuses = history(old)
    before = msgspec.structs.replace(
        event,
        told=old,
        history=statuses,
        standing=statuses[-1].words,
        figures=tuple(figure for figure in event.figures if figure.report in names),
    )
    return Past(event=event, before=before, found=True, fresh=_latest(fresh))


def _likeness(told: Told) -> tuple[str, str, str]:
    return told.article, told.report.event_type, told.sentence


def _word(told: Told) -> tuple[str, str, str]:
    return told.article, told.report.event_type, told.report.trigger.text.casefold()


def _latest(fresh: Iterable[Told]) -> tuple[Told, ...]:
    found: Sequence[Told] = sorted(
        fresh, key=lambda t: (t.published or "", t.report.score, t.report.id), reverse=True
    )
    return tuple(found)
