"""What the merging has at hand of the ledger while it works: what it sees of some articles, the rest is fetched when needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from onrecord.ledger.folding import held
from onrecord.ledger.packing import unpack
from onrecord.ledger.view import Filed, FilingCabinet
from onrecord.merging.crew import ALONE, Crew
from onrecord.merging.events import told_by
from onrecord.merging.origins import Runs, runs_of_record
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.merging.upkeep import Memory
from onrecord.model import Record, Told

_AT_HAND = 1_200
"""Articles kept at once, some 150 MB: five weeks of 40 a working day, with which a new one is compared."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Read(NamedTuple):
    """What the merging sees of one article."""

    title: str | None
    told: dict[str, Told]
    """By the ids of its reports as the ledger has them, as the tellings."""
    tellings: dict[str, Telling]


class Shelf:
    """Articles by their readings, those used last."""

    def __init__(self, cabinet: FilingCabinet, crew: Crew = ALONE) -> None:
        self.cabinet, self.crew = cabinet, crew
        self.followed = Memory()
        self._read: OrderedDict[int, Read] = OrderedDict()

    def share(self, function: Callable[[Shelf, _Task], _Result], tasks: Sequence[_Task]) -> Iterable[_Result]:
        """Do tasks, here or by the crew, each with the shelf of who does it; the results come in order."""
        if self.crew.run is not None and tasks:
            return self.crew.run(function, tasks)
        return (function(self, task) for task in tasks)

    def read(self, reading: int) -> Read:
        """Return an article."""
        if reading not in self._read:
            record = self.record(reading)
            self._read[reading] = Read(
                record.title,
                {held(t.report.id): t for t in told_by([record])},
                {held(t.id): t for t in tellings_of(record)},
            )
            if len(self._read) > _AT_HAND:
                self._read.popitem(last=False)
        self._read.move_to_end(reading)
        return self._read[reading]

    def record(self, reading: int) -> Record:
        """Return an article as it was read."""
        return unpack(self.cabinet.packed(reading))

    def runs(self, reading: int) -> Runs:
        """Return the runs of words of an article, which are not kept at hand."""
        return runs_of_record(self.record(reading))

    def told(self, filed: Filed) -> Told:
        """Return a report with its article."""
        return self.read(filed.reading).told[filed.name]

    def telling(self, filed: Filed) -> Telling:
        """Return a report as the comparison sees it."""
        return self.read(filed.reading).tellings[filed.name]

    def name(self, filed: Filed) -> str:
        """Return the id of a report, of which the ledger holds what databases can hold."""
        return self.telling(filed).id if "\ufffd" in filed.name else filed.name
