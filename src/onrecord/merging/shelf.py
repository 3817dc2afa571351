"""What the merging has at hand of the ledger while it works: what it sees of some articles, the rest is fetched when needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from onrecord.ledger.folding import held
from onrecord.ledger.packing import unpack
from onrecord.ledger.view import Filed, FilingCabinet
from onrecord.merging.crew import ALONE, Crew
from onrecord.merging.events import told_by
from onrecord.merging.origins import Runs, runs_of_record
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.merging.tellings_packed import unpacked_tellings
from onrecord.merging.upkeep import Memory
from onrecord.model import Record, Told

_AT_HAND = 1_200
"""Articles kept at once, some 100 MB: five weeks of 40 a working day, with which a new one is compared."""
_READ = 250
"""Articles of which the reports are kept whole: those of one step, which are written up."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Shelf:
    """Articles by their readings, those used last."""

    def __init__(self, cabinet: FilingCabinet, crew: Crew = ALONE) -> None:
        self.cabinet, self.crew = cabinet, crew
        self.followed = Memory()
        self._tellings: OrderedDict[int, dict[str, Telling]] = OrderedDict()
        self._told: OrderedDict[int, dict[str, Told]] = OrderedDict()

    def share(self, function: Callable[[Shelf, _Task], _Result], tasks: Sequence[_Task]) -> Iterable[_Result]:
        """Do tasks, here or by the crew, each with the shelf of who does it; the results come in order."""
        if self.crew.run is not None and tasks:
            return self.crew.run(function, tasks)
        return (function(self, task) for task in tasks)

    def at_hand(self, readings: Iterable[int]) -> None:
        """Have what the comparison sees of these articles at hand, as far as there is room."""
        missing = [reading for reading in dict.fromkeys(readings) if reading not in self._tellings]
        for reading, packed in self.cabinet.sights(missing[:_AT_HAND]).items():
            self._put(reading, unpacked_tellings(packed))

    def tellings(self, reading: int) -> dict[str, Telling]:
        """Return the reports of an article as the comparison sees them, by their ids as the ledger has them."""
        if reading not in self._tellings:
            packed = self.cabinet.sights([reading]).get(reading)
            self._put(
                reading, tellings_of(self.record(reading)) if packed is None else unpacked_tellings(packed)
            )
        self._tellings.move_to_end(reading)
        return self._tellings[reading]

    def _put(self, reading: int, tellings: Iterable[Telling]) -> None:
        self._tellings[reading] = {held(telling.id): telling for telling in tellings}
        if len(self._tellings) > _AT_HAND:
            self._tellings.popitem(last=False)

    def record(self, reading: int) -> Record:
        """Return an article as it was read."""
        return unpack(self.cabinet.packed(reading))

    def runs(self, reading: int) -> Runs:
        """Return the runs of words of an article, which are not kept at hand."""
        return runs_of_record(self.record(reading))

    def told(self, filed: Filed) -> Told:
        """Return a report with its article."""
        if filed.reading not in self._told:
            record = self.record(filed.reading)
            self._told[filed.reading] = {held(t.report.id): t for t in told_by([record])}
            if len(self._told) > _READ:
                self._told.popitem(last=False)
        return self._told[filed.reading][filed.name]

    def telling(self, filed: Filed) -> Telling:
        """Return a report as the comparison sees it."""
        return self.tellings(filed.reading)[filed.name]

    def name(self, filed: Filed) -> str:
        """Return the id of a report, of which the ledger holds what databases can hold."""
        return self.telling(filed).id if "\ufffd" in filed.name else filed.name
