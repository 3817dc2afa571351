"""Which events may change when some reports do: a region, beyond whose border everything stays as it stands.

Groups merge in the order of their mean log odds (``grouping.py``). What happens inside of one event, and between two, depends
on their own pairs alone, as long as no report of the one merges with one of the other. So it is enough to group the
reports that changed, with the whole events in which they stand, together with the events beside them: where no report within
meets one of the events beside, these come out as they stand, and so do all that lie behind them. Where some meet, their
events belong to the region, and those beside them are looked at in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from onrecord.ledger.view import Filed, FilingCabinet
from onrecord.merging.decisions import Ruled
from onrecord.merging.grouping import groups_of


class Region(NamedTuple):
    """Reports whose events may be others now, and how they stand together by likeness alone."""

    about: frozenset[int]
    """All of them, those included that are gone or stand in no event."""
    groups: tuple[tuple[int, ...], ...]
    names: Mapping[int, str]
    """The id of each report of the groups."""
    near: Mapping[int, Mapping[int, float]]
    """Of each report the log odds with others, by their numbers; also with some that are not in the region."""
    filed: Mapping[int, Filed]


class _Border:
    """What is known of the reports within and beside a region; it is asked for once."""

    def __init__(self, cabinet: FilingCabinet, name_of: Callable[[Filed], str], ruled: Ruled) -> None:
        self.cabinet, self._name_of, self._ruled = cabinet, name_of, ruled
        self.filed: dict[int, Filed] = {}
        self.names: dict[int, str] = {}
        self.near: dict[int, dict[int, float]] = {}
        self._seen: set[int] = set()
        self._asked: set[int] = set()

    def whole(self, numbers: Collection[int]) -> set[int]:
        """These reports with the whole events in which they stand, and those that stand with them by decision."""
        every, edge = set(numbers), set(numbers)
        while edge:
            self.look(edge)
            names = [self.names[n] for n in edge if n in self.names]
            partners = {partner for name in names for partner in self._ruled.partners[name]}
            found = self.cabinet.fellows(edge) | set(self.cabinet.filed(names=partners))
            edge = found - every
            every |= edge
        return every

    def look(self, numbers: Collection[int], *, within: bool = True) -> None:
        """Learn what can stand in an event of these reports, and what each of those is like.

        Of reports beside the region what they are like is learned only as far as it is known already.
        """
        filed = self.cabinet.filed(numbers=set(numbers) - self._seen)
        self._seen.update(numbers)
        for number, report in filed.items():
            if (name := self._name_of(report)) not in self._ruled.rejected:
                self.filed[number], self.names[number], self.near[number] = report, name, {}
        asked = [n for n in numbers if n in self.filed and n not in self._asked and (within or n in filed)]
        for one, other, odds in self.cabinet.links(asked):
            if other in self.near:
                self.near[one][other] = self.near[other][one] = odds
            elif within:
                self.near[one][other] = odds
        if within:
            self._asked.update(asked)

    def beside(self, numbers: Collection[int], least: float) -> set[int]:
        """The reports of whole events of which one is likelier than ``least`` to be one event with one of these."""
        found = {
            other
            for number in numbers
            for other, odds in self.near.get(number, {}).items()
            if odds > least and other not in numbers
        }
        found |= self.cabinet.fellows(found) - set(numbers)
        self.look(found, within=False)
        return {number for number in found if number in self.filed}


def region_of(
    cabinet: FilingCabinet,
    touched: Collection[int],
    ruled: Ruled,
    least: float,
    name_of: Callable[[Filed], str],
) -> Region:
    """Return the region of reports that came, went or are judged anew; ``least``: from where on groups merge.

    ``name_of`` gives the id of a report. The view must stand as it did before they came, but for its links.
    """
    border = _Border(cabinet, name_of, ruled)
    about = border.whole(touched)
    known: dict[frozenset[int], list[list[int]]] = {}
    while True:
        within = {number for number in about if number in border.filed}
        around = border.beside(within, least)
        parts = list(_parts(border, within | around, least))
        known = {
            part: known[part] if part in known else _grouped(border, part, ruled, least) for part in parts
        }
        groups = [group for part in parts for group in known[part]]
        met = {n for group in groups if not within.isdisjoint(group) for n in group if n in around}
        if not met:
            break
        about |= border.whole(met)
    kept = tuple(tuple(group) for group in groups if not within.isdisjoint(group))
    names = {number: border.names[number] for number in within}
    filed = {number: border.filed[number] for number in within}
    return Region(frozenset(about), kept, names, border.near, filed)


def _parts(border: _Border, numbers: Collection[int], least: float) -> Iterator[frozenset[int]]:
    """The connected parts of these reports: what stands in one says nothing of another."""
    left = set(numbers)
    while left:
        part, stack = set[int](), [left.pop()]
        while stack:
            part.add(number := stack.pop())
            near = [other for other, odds in border.near[number].items() if odds > least and other in left]
            left.difference_update(near)
            stack += near
        yield frozenset(part)


def _grouped(border: _Border, part: frozenset[int], ruled: Ruled, least: float) -> list[list[int]]:
    """The groups of the reports of a part by likeness, by their numbers."""
    if len(part) == 1:
        return [list(part)]
    order = sorted(part, key=border.names.__getitem__)
    place = {number: n for n, number in enumerate(order)}
    near = [
        {place[other]: odds for other, odds in border.near[number].items() if other in place}
        for number in order
    ]
    at = {border.names[number]: n for n, number in enumerate(order)} if ruled.apart else {}
    apart = [(at[a], at[b]) for a, b in ruled.apart if a in at and b in at]
    return [[order[n] for n in group] for group in groups_of(near, least=least, apart=apart)]
