"""Summaries of events, kept beside them, so that a list need not read what it does not show.

What a summary holds, ``model/summaries.py`` says. A row says by which form of that module it was made: where there is none of
this form, as after an upgrade, the summary is made of the whole event when it is asked for, and ``fill`` writes it down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from onrecord.ledger.view.asking import standing_of
from onrecord.ledger.view.keeping import unpack_event
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import event_summaries, events, view_states
from onrecord.ledger.view.summary_rows import form, pack_summary, unpack_summary
from onrecord.model import Summary, summary_of

_S, _E = event_summaries.c, events.c
_AT_ONCE = 500


def summaries_of(connection: Connection, numbers: Sequence[int], at: Standpoint) -> dict[int, Summary]:
    """Return the summaries of events that stand in a state, by the numbers of their rows.

    Rows go only when all are made anew, and numbers of states go on: what is gone since is left out.
    """
    found: dict[int, Summary] = {}
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        oldest = select(func.min(view_states.c.number)).scalar_subquery()
        query = select(_S.event, _S.summary).where(_S.event.in_(some), _S.form == form(), oldest <= at.state)
        for number, packed in connection.execute(query):
            if (summary := unpack_summary(packed)) is not None:
                found[number] = summary
        if missing := [number for number in some if number not in found]:
            whole = standing_of(connection, missing, at)
            found.update((number, summary_of(event)) for number, event in whole.items())
    return found


def in_turn(connection: Connection, numbers: Sequence[int], at: Standpoint) -> Iterator[Summary]:
    """Yield the summaries of these events in this order; some at a time are in memory."""
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        found = summaries_of(connection, some, at)
        yield from (found[number] for number in some if number in found)


def wrong(connection: Connection) -> Iterator[str]:
    """Yield the ids of events whose summary, made by this program, is not what the event says."""
    query = select(_E.event, _E.body, _S.summary).join(event_summaries, _S.event == _E.number)
    stored = query.where(_S.form == form()).order_by(_E.number).execution_options(yield_per=_AT_ONCE)
    for name, body, packed in connection.execute(stored):
        if unpack_summary(packed) != summary_of(unpack_event(body)):
            yield name


def missing(connection: Connection) -> int:
    """Return how many events have no summary of this form."""
    kept = select(func.count()).select_from(event_summaries).where(_S.form == form())
    whole = connection.scalar(select(func.count()).select_from(events)) or 0
    return whole - (connection.scalar(kept) or 0)


def fill(connection: Connection, after: int, limit: int) -> int | None:
    """Write down the summaries that are missing among so many events after a row; return the last of these rows.

    ``None``: there are no more.
    """
    query = select(_E.number).where(_E.number > after).order_by(_E.number).limit(limit)
    numbers: Sequence[int] = connection.scalars(query).all()
    if not numbers:
        return None
    there = select(_S.event).where(_S.event.in_(numbers), _S.form == form())
    lacking = sorted({*numbers} - {*connection.scalars(there)})
    if lacking:
        bodies = connection.execute(select(_E.number, _E.body).where(_E.number.in_(lacking)))
        rows = [
            {"event": number, "form": form(), "summary": pack_summary(unpack_event(body))}
            for number, body in bodies
        ]
        connection.execute(delete(event_summaries).where(_S.event.in_(lacking)))
        connection.execute(insert(event_summaries), rows)
    return numbers[-1]
