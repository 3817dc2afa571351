"""The events of a region in full. Of reports that stood in an event before, what is known is taken and not worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.ledger.folding import held
from onrecord.ledger.view import Filed, Kept, kept
from onrecord.merging.copies import roots_of
from onrecord.merging.decisions import Ruled
from onrecord.merging.events import event_of, in_turn
from onrecord.merging.grouping import UNLIKE, united
from onrecord.merging.reasons import joins_of, unsaid, worded
from onrecord.merging.regions import Region
from onrecord.merging.shelf import Shelf
from onrecord.merging.weighing import load_weights

_REPORTS = 200
"""Reports of the events that are written up in one task, about."""


class Draft(NamedTuple):
    """What an event is made of."""

    filed: Mapping[str, Filed]
    """Its reports, by their ids."""
    near: Mapping[str, Mapping[str, float]]
    """The log odds of each with others of them, where they are over ``UNLIKE``."""
    partners: Mapping[str, frozenset[str]]
    """Those of each that stand with it by decision."""
    known: Mapping[str, str]
    """Why those stood in an event that stood in one before."""
    before: tuple[str, ...]
    """The ids of the events in which they stood."""
    origin: Mapping[int, str]
    """Of its articles."""


def written_up(shelf: Shelf, region: Region, ruled: Ruled) -> list[Kept]:
    """Return the events of a region as the view keeps them."""
    tasks, size = list[list[Draft]]([[]]), 0
    for draft in _drafts(shelf, region, ruled):
        if size >= _REPORTS:
            tasks.append([])
            size = 0
        tasks[-1].append(draft)
        size += len(draft.filed)
    return [one for made in shelf.share(drawn_up, tasks) for one in made]


def _drafts(shelf: Shelf, region: Region, ruled: Ruled) -> Iterator[Draft]:
    number_of = {name: number for number, name in region.names.items()}
    origin = roots_of(shelf, {filed.article for filed in region.filed.values()})
    stood = shelf.cabinet.standing(region.filed)
    natural = ([region.names[n] for n in group] for group in region.groups)
    for group in united(natural, ruled.together):
        numbers = [number_of[name] for name in group]
        inside = set(numbers)
        filed = {name: region.filed[number] for name, number in zip(group, numbers, strict=True)}
        yield Draft(
            filed,
            {
                region.names[n]: {
                    region.names[o]: odds
                    for o, odds in region.near[n].items()
                    if o in inside and odds > UNLIKE
                }
                for n in numbers
            },
            {name: ruled.partners[name] for name in group if name in ruled.partners},
            {region.names[n]: stood[n][1] for n in numbers if n in stood},
            tuple(sorted({stood[n][0] for n in numbers if n in stood})),
            {one.article: origin[one.article] for one in filed.values()},
        )


def drawn_up(shelf: Shelf, drafts: Sequence[Draft]) -> list[Kept]:
    """Write up events."""
    return [_drawn_up(shelf, draft) for draft in drafts]


def _drawn_up(shelf: Shelf, draft: Draft) -> Kept:
    old = {
        held(told.report.id): told
        for event in shelf.cabinet.events_named(draft.before)
        for told in event.told
    }
    turn = in_turn(
        # a view that somebody has damaged may lack the event
        old.get(filed.name) or shelf.told(filed) if name in draft.known else shelf.told(filed)
        for name, filed in draft.filed.items()
    )
    names = [told.report.id for told in turn]
    joins = joins_of(names, draft.near.__getitem__, draft.partners)
    asked = {name for pair in unsaid(names, joins, draft.known) for name in pair}
    tellings = {name: shelf.telling(draft.filed[name]) for name in asked}
    why = worded(names, joins, draft.known, tellings, load_weights())
    origin = {told.article: draft.origin[draft.filed[told.report.id].article] for told in turn}
    return kept(event_of(turn, why, origin), [draft.filed[name].number for name in names])
