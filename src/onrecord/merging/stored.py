"""The stored view of events, brought up to date: only what the new readings and decisions touch is worked out anew.

What a report can change is a region of events that are alike (``regions.py``); the same events come of it as of all reports
together. Each step is one transaction: one that is killed leaves a view that is known to be behind, and the next one goes on
from there. What a step has to look at, compare and write up can be shared among several processes (``crew.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from weakref import WeakKeyDictionary

from onrecord.ledger import Ledger
from onrecord.ledger.view import Drawer, FilingCabinet, State
from onrecord.merging.copies import recopied
from onrecord.merging.crew import ALONE, Crew
from onrecord.merging.decisions import Ruled, in_force
from onrecord.merging.events import LEAST
from onrecord.merging.refiling import refiled
from onrecord.merging.regions import region_of
from onrecord.merging.shelf import Shelf
from onrecord.merging.upkeep import follow_changes
from onrecord.merging.version import merging_version
from onrecord.merging.writing_up import written_up
from onrecord.model import Decision

AT_ONCE = 50
"""Articles of one step: other writers wait for its transaction, seconds at most."""

_shelves: WeakKeyDictionary[Ledger, Shelf] = WeakKeyDictionary()
"""What is at hand of each open ledger: who adds articles one by one need not look at their neighbours each time."""


def catch_up(
    ledger: Ledger,
    tell: Callable[[int], None] | None = None,
    *,
    crew: Crew = ALONE,
    at_once: int | None = None,
) -> None:
    """Bring the view of a ledger up to date; ``tell`` hears after each step how many readings it has.

    ``crew`` does the work of a step; ``at_once``: articles of a step (``AT_ONCE``). Neither changes what comes of it. Raises
    ``LedgerError`` where the ledger cannot be written.
    """

    def step(cabinet: FilingCabinet) -> State | None:
        shelf = _shelves.setdefault(ledger, Shelf(cabinet))
        shelf.cabinet, shelf.crew = cabinet, crew
        return _step(shelf, at_once or AT_ONCE)

    while not ledger.is_viewed(merging_version()):
        state = ledger.update_view(step)
        if state is not None and tell is not None:
            tell(state.readings)


def rebuild(
    ledger: Ledger,
    tell: Callable[[int], None] | None = None,
    *,
    crew: Crew = ALONE,
    at_once: int | None = None,
) -> None:
    """Make the view anew from all readings and decisions; as ``catch_up``."""
    ledger.update_view(_forget)
    catch_up(ledger, tell, crew=crew, at_once=at_once)


def _forget(cabinet: FilingCabinet) -> None:
    state = cabinet.state()
    cabinet.clear()
    if state is not None:  # numbers of states go on, so that a reader's cursor is never that of another state
        cabinet.advance(State(state.number + 1, "", 0, 0))


def _step(shelf: Shelf, at_once: int) -> State | None:
    cabinet, version = shelf.cabinet, merging_version()
    if cabinet.is_current(version):
        return None  # somebody else has done it meanwhile
    state = cabinet.state() or State(0, version, 0, 0)
    if state.version != version:
        cabinet.clear()
        state = State(state.number, version, 0, 0)
    readings, log = cabinet.readings_after(state.readings, at_once), cabinet.decisions()
    upto = readings[-1][0] if readings else state.readings
    last = max((decision.number for decision in log), default=0)
    after = State(state.number + 1, version, upto, last)
    ruled = in_force(log)
    seeds = _changed_by_people([d for d in log if d.number <= state.decisions], ruled)
    changed = refiled(shelf, {article for _, article in readings}, upto)
    seeds |= changed.names | {partner for name in changed.names for partner in ruled.partners[name]}
    copied = recopied(shelf, changed.articles)
    touched = {filed.number for filed in cabinet.filed(names=seeds, articles=copied).values()}
    _work_out(shelf, after, touched | changed.numbers, ruled)
    follow_changes(Drawer(cabinet.connection), shelf.followed, after.number)
    cabinet.advance(after)
    return after


def _changed_by_people(before: Iterable[Decision], ruled: Ruled) -> set[str]:
    """Reports of pairs that stand together or apart now and did not before or the other way round; those called wrong likewise."""
    was = in_force(list(before))
    pairs = set(was.together) ^ set(ruled.together) | set(was.apart) ^ set(ruled.apart)
    names = {name for pair in pairs for name in pair} | (was.rejected ^ ruled.rejected)
    return names | {partner for name in names for partner in ruled.partners[name]}


def _work_out(shelf: Shelf, state: State, touched: Collection[int], ruled: Ruled) -> None:
    """Work out the events that these reports may change."""
    region = region_of(shelf.cabinet, touched, ruled, LEAST, shelf.name)
    shelf.cabinet.keep(state, region.about, written_up(shelf, region, ruled))
