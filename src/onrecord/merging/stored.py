"""The stored view of events, brought up to date: only what the new readings and decisions touch is worked out anew.

What stands in one part of the reports, linked by likeness, by hand or by a common event, says nothing of another part, so
that the parts that are touched give the same events as all reports together (``grouping.py``). Each step is one
transaction: one that is killed leaves a view that is known to be behind, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from onrecord.ledger import Ledger
from onrecord.ledger.view import FilingCabinet, Kept, State
from onrecord.merging.copies import recopied, roots_of
from onrecord.merging.decisions import Ruled, in_force
from onrecord.merging.events import LEAST, assembled
from onrecord.merging.refiling import refiled
from onrecord.merging.shelf import Shelf
from onrecord.merging.version import merging_version
from onrecord.model import Decision

_AT_ONCE = 50
"""Articles of one step: other writers wait for its transaction, seconds at most."""


def catch_up(ledger: Ledger, tell: Callable[[int], None] | None = None) -> None:
    """Bring the view of a ledger up to date; ``tell`` hears after each step how many readings it has.

    Raises ``LedgerError`` where the ledger cannot be written.
    """
    shelf: list[Shelf] = []  # a later step finds the articles of the one before at hand

    def step(cabinet: FilingCabinet) -> State | None:
        if not shelf:
            shelf.append(Shelf(cabinet))
        shelf[0].cabinet = cabinet
        return _step(shelf[0])

    while not ledger.is_viewed(merging_version()):
        state = ledger.update_view(step)
        if state is not None and tell is not None:
            tell(state.readings)


def rebuild(ledger: Ledger, tell: Callable[[int], None] | None = None) -> None:
    """Make the view anew from all readings and decisions."""
    ledger.update_view(_forget)
    catch_up(ledger, tell)


def _forget(cabinet: FilingCabinet) -> None:
    state = cabinet.state()
    cabinet.clear()
    if state is not None:  # numbers of states go on, so that a reader's cursor is never that of another state
        cabinet.advance(State(state.number + 1, "", 0, 0))


def _step(shelf: Shelf) -> State | None:
    cabinet, version = shelf.cabinet, merging_version()
    if cabinet.is_current(version):
        return None  # somebody else has done it meanwhile
    state = cabinet.state() or State(0, version, 0, 0)
    if state.version != version:
        cabinet.clear()
        state = State(state.number, version, 0, 0)
    readings, log = cabinet.readings_after(state.readings, _AT_ONCE), cabinet.decisions()
    upto = readings[-1][0] if readings else state.readings
    last = max((decision.number for decision in log), default=0)
    after = State(state.number + 1, version, upto, last)
    ruled = in_force(log)
    seeds = _changed_by_people([d for d in log if d.number <= state.decisions], ruled)
    changed, articles = refiled(shelf, {article for _, article in readings}, upto)
    seeds |= changed.names | {partner for name in changed.names for partner in ruled.partners[name]}
    touched = {
        filed.number for filed in cabinet.filed(names=seeds, articles=recopied(shelf, articles)).values()
    }
    _work_out(shelf, after, touched | changed.numbers, ruled)
    cabinet.advance(after)
    return after


def _changed_by_people(before: Iterable[Decision], ruled: Ruled) -> set[str]:
    """Reports of pairs that stand together or apart now and did not before, or did before and do not now."""
    was = in_force(list(before))
    pairs = set(was.together) ^ set(ruled.together) | set(was.apart) ^ set(ruled.apart)
    return {name for pair in pairs for name in pair}


def _work_out(shelf: Shelf, state: State, touched: Collection[int], ruled: Ruled) -> None:
    """Work out the parts in which these reports stand, or stood."""
    cabinet = shelf.cabinet
    about = _closed(cabinet, set(touched), ruled)
    filed = cabinet.filed(numbers=about)
    tellings = {number: shelf.telling(f) for number, f in filed.items()}
    numbers = {telling.id: number for number, telling in tellings.items()}
    odds = {
        (min(a, b), max(a, b)): value
        for one, other, value in cabinet.links(filed)
        if other in filed
        for a, b in [(tellings[one].id, tellings[other].id)]
    }
    found = assembled(
        {name: shelf.told(filed[number]) for name, number in numbers.items()},
        {telling.id: telling for telling in tellings.values()},
        odds,
        ruled,
        roots_of(shelf, {f.article for f in filed.values()}),
    )
    cabinet.keep(state, about, [Kept(e, tuple(numbers[t.report.id] for t in e.told)) for e in found])


def _closed(cabinet: FilingCabinet, about: set[int], ruled: Ruled) -> set[int]:
    """The reports with all that are linked to them: by likeness, by hand, or by the event in which they stood."""
    edge = set(about)
    while edge:
        names = {f.name for f in cabinet.filed(numbers=edge).values()}
        partners = {partner for name in names for partner in ruled.partners[name]}
        near = cabinet.linked(edge, LEAST) | cabinet.fellows(edge) | set(cabinet.filed(names=partners))
        edge = near - about
        about |= edge
    return about
