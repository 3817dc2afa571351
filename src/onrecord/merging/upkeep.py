"""The stored outcomes of promises, brought up to date when events change: what ``follow_up`` makes of all events together.

What a report says of a promise depends on the two alone (``outcomes.evidence_of``). So of a promise that stays as it is only what
it gets from events that changed is looked at; one that is new or has changed is followed up among the events in its scope
(``scopes.py``). Reports that an event had before it changed are not weighed again where nothing about them is another.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from onrecord.ledger.view import Deed, Drawer, Looked
from onrecord.merging.following import Later, reports_of
from onrecord.merging.outcomes import evidence_of, promise_of
from onrecord.merging.pledges import Pledge, pledge_of
from onrecord.merging.scopes import Scope, is_in, kinds_of, parties_of, scope_of
from onrecord.model import Event, Evidence, Promise

_AT_HAND = 4_000
"""Events kept at once, some 60 MB."""


class Seen:
    """An event as the follow-up sees it; what is not asked for is not worked out."""

    def __init__(self, event: Event) -> None:
        self.event = event

    @cached_property
    def pledge(self) -> Pledge | None:
        """What it promises."""
        return pledge_of(self.event)

    @cached_property
    def scope(self) -> Scope | None:
        """Where that is looked for."""
        return scope_of(self.pledge) if self.pledge is not None else None

    @cached_property
    def laters(self) -> tuple[Later, ...]:
        """What its reports tell."""
        return tuple(reports_of(self.event))


class Memory:
    """Events by the hashes of what they hold, those used last. Numbers of rows are given again after a transaction failed."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, Seen] = OrderedDict()

    def of(self, drawer: Drawer, numbers: Iterable[int]) -> dict[int, Seen]:
        """Return these events."""
        digests = drawer.digests(numbers)
        missing = [number for number, digest in digests.items() if digest not in self._seen]
        found = {n: self._seen[digest] for n, digest in digests.items() if digest in self._seen}
        for digest in digests.values():
            if digest in self._seen:
                self._seen.move_to_end(digest)
        for number, event in drawer.events(missing).items():
            found[number] = self._seen[digests[number]] = Seen(event)
        while len(self._seen) > _AT_HAND:
            self._seen.popitem(last=False)
        return found


def follow_changes(drawer: Drawer, memory: Memory, state: int) -> None:
    """Bring the promises up to date with the events that changed in a state, which is the newest."""
    ended = drawer.ended(state)
    begun = memory.of(drawer, drawer.begun(state))
    shaken = drawer.take_out(ended)
    deeds = {number: _deeds_of(seen.laters) for number, seen in begun.items()}
    looked = {number: _looked(seen.scope) for number, seen in begun.items() if seen.scope is not None}
    drawer.file_deeds(deeds)
    drawer.file_pledges(looked)
    found = {number: _followed(drawer, memory, begun[number], one) for number, one in looked.items()}
    moved = _moved(ended.values(), begun.values())
    fresh = {n: [one for one in seen.laters if one.told.report.id not in moved] for n, seen in begun.items()}
    touched = _touched(drawer, fresh) - begun.keys() - ended.keys()
    found |= _mended(drawer, memory, shaken - begun.keys(), touched, ended.values(), moved, fresh.values())
    pairs = _pairs(drawer, found)
    drawer.keep(state, list(ended), found)
    drawer.rest(pairs, list(found))


def _followed(drawer: Drawer, memory: Memory, seen: Seen, looked: Looked) -> Promise:
    """A promise that is new, by all in its scope."""
    assert seen.pledge is not None
    others = memory.of(drawer, drawer.told(looked)).values()
    laters = (later for other in others if other.event.id != seen.event.id for later in other.laters)
    return promise_of(seen.pledge, _evidence(seen, laters))


def _evidence(seen: Seen, laters: Iterable[Later]) -> Iterator[Evidence]:
    assert seen.pledge is not None
    assert seen.scope is not None
    for later in laters:
        if is_in(seen.scope, later) and (evidence := evidence_of(seen.pledge, later)) is not None:
            yield evidence


def _moved(ended: Iterable[Event], begun: Iterable[Seen]) -> dict[str, str]:
    """Reports of which nothing is another but the id of the event: by their ids, that id."""
    before = {later.told.report.id: later for event in ended for later in reports_of(event)}
    return {
        later.told.report.id: later.event.id
        for seen in begun
        for later in seen.laters
        if (old := before.get(later.told.report.id)) is not None and _same(old, later)
    }


def _same(old: Later, new: Later) -> bool:
    """Whether all is the same that the weighing looks at."""
    return (
        old.told == new.told
        and old.event.when == new.event.when
        and (old.who, old.whom) == (new.who, new.whom)
    )


def _touched(drawer: Drawer, fresh: Mapping[int, Sequence[Later]]) -> set[int]:
    """The promises that may be told of by these reports."""
    return drawer.looking({deed for laters in fresh.values() for deed in _deeds_of(laters)})


def _mended(
    drawer: Drawer, memory: Memory, shaken: Collection[int], touched: Collection[int], ended: Iterable[Event],
    moved: Mapping[str, str], fresh: Iterable[Sequence[Later]],
) -> dict[int, Promise]:  # fmt: skip
    """Promises that stay as they are, with other evidence; those of which none is another are left out.

    ``shaken`` rested on events that have ended; ``touched`` may be told of by reports that are new.
    """
    gone = {event.id for event in ended}
    laters = _by_party(later for some in fresh for later in some)
    seen = memory.of(drawer, {*shaken, *touched})
    more = {number: list(_evidence(one, _met(one, laters))) for number, one in seen.items()}
    found = {}
    for number, old in drawer.promises(n for n in seen if more[n] or n in shaken).items():
        evidence = [
            msgspec.structs.replace(one, event=moved[one.report]) if one.event in gone else one
            for one in old.evidence
            if one.event not in gone or one.report in moved
        ]
        pledge = seen[number].pledge
        assert pledge is not None
        new = promise_of(pledge, [*evidence, *more[number]])
        if new != old:
            found[number] = new
    return found


def _met(seen: Seen, laters: Mapping[str, Sequence[Later]]) -> Collection[Later]:
    """The reports that have a party of a promise."""
    assert seen.scope is not None
    return {id(later): later for party in seen.scope.parties for later in laters.get(party, ())}.values()


def _by_party(laters: Iterable[Later]) -> dict[str, list[Later]]:
    found: dict[str, list[Later]] = {}
    for later in laters:
        for party in parties_of(later):
            found.setdefault(party, []).append(later)
    return found


def _pairs(drawer: Drawer, found: Mapping[int, Promise]) -> list[tuple[int, int]]:
    """On which event each promise rests, by the numbers of their rows."""
    numbers = drawer.numbers({one.event for promise in found.values() for one in promise.evidence})
    return [(numbers[one.event], promise) for promise, made in found.items() for one in made.evidence]


def _deeds_of(laters: Iterable[Later]) -> set[Deed]:
    """What is filed of reports; one without a day of publication comes after no promise."""
    return {
        Deed(_hash(party), later.told.published, kind)
        for later in laters
        if later.told.published
        for party in parties_of(later)
        for kind in kinds_of(later)
    }


def _looked(scope: Scope) -> Looked:
    return Looked({_hash(party) for party in scope.parties}, scope.kinds, scope.first, scope.last)


def _hash(party: str) -> int:
    """A party as a signed number of 64 bits, which takes less room than its name."""
    named = party.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), signed=True)
