"""Which reports are looked at to say what became of a promise: by who takes part, what is told, and when it was published.

A report is filed under each party on each side, with its type; who promises meets those filed under the parties and types that
the promise can be about. The same for a set of events at hand (``outcomes.py``) as for the stored ones (``upkeep.py``).
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from onrecord.merging.following import Later, breaks, calls_off, opposites_of, types_of
from onrecord.merging.pledges import Party, Pledge

PEACE = frozenset(("ceasefire",))
"""Modes of RETREAT that promise not to fight."""
_OFF = "called off"
"""A kind beside the types: reports whose word says that something will not be done after all."""
_FOLLOWED = dt.timedelta(days=400)
"""How long after a promise, or after its last day, reports are looked at."""
_ALWAYS = "9999-12-31"


class Scope(NamedTuple):
    """What can tell what became of a promise."""

    parties: frozenset[str]
    kinds: frozenset[str] | None
    """``None``: of any type, for the promise hangs on a condition."""
    first: str
    """First and last day of publication, ISO."""
    last: str


def scope_of(pledge: Pledge) -> Scope:
    """Return the scope of a promise."""
    parties = _keys(pledge.who) | {f"to {key}" for key in _keys(pledge.whom)}
    kinds = {*types_of(pledge), *opposites_of(pledge), "REJECT", _OFF}
    if pledge.modes & PEACE:
        kinds.add("ASSAULT")
    if pledge.condition is not None:
        return Scope(frozenset(parties | _keys(pledge.whom)), None, pledge.made, _last(pledge))
    return Scope(frozenset(parties), frozenset(kinds), pledge.made, _last(pledge))


def parties_of(later: Later) -> frozenset[str]:
    """Return the parties under which a report is filed."""
    return frozenset(_keys(later.who) | {f"to {key}" for key in _keys(later.whom)})


def kinds_of(later: Later) -> tuple[str, ...]:
    """Return the kinds under which it is filed."""
    kind = later.told.report.event_type
    return (kind, _OFF) if calls_off(later.told) or breaks(later.told) else (kind,)


def is_in(scope: Scope, later: Later) -> bool:
    """Whether a report, of another event than the promise, is in its scope."""
    return (
        scope.first <= (later.told.published or "") <= scope.last
        and (scope.kinds is None or not scope.kinds.isdisjoint(kinds_of(later)))
        and not scope.parties.isdisjoint(parties_of(later))
    )


def _keys(party: Party) -> set[str]:
    return {*party.keys, *(f"state {country}" for country in party.countries)}


def _last(pledge: Pledge) -> str:
    try:
        return (dt.date.fromisoformat((pledge.due or pledge.made)[:10]) + _FOLLOWED).isoformat()
    except (ValueError, OverflowError):  # a day that is none, or after which no calendar goes on
        return _ALWAYS
