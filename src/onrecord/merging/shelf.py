"""What the merging has at hand of the ledger while it works: some articles as read, the rest is fetched when needed."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from onrecord.ledger.folding import held
from onrecord.ledger.view import Filed, FilingCabinet
from onrecord.merging.events import told_by
from onrecord.merging.origins import Runs, runs_of_record
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.model import Record, Told

_AT_HAND = 1000
"""Articles kept at once: some 60 MB."""


class Read(NamedTuple):
    """One article as read, with what the merging sees of it."""

    record: Record
    told: dict[str, Told]
    """By the ids of its reports as the ledger has them, as the tellings."""
    tellings: dict[str, Telling]


class Shelf:
    """Articles by their readings, those used last."""

    def __init__(self, cabinet: FilingCabinet) -> None:
        self.cabinet = cabinet
        self._read: OrderedDict[int, Read] = OrderedDict()

    def read(self, reading: int) -> Read:
        """Return an article."""
        if reading not in self._read:
            record = self.cabinet.record(reading)
            self._read[reading] = Read(
                record,
                {held(t.report.id): t for t in told_by([record])},
                {held(t.id): t for t in tellings_of(record)},
            )
            if len(self._read) > _AT_HAND:
                self._read.popitem(last=False)
        self._read.move_to_end(reading)
        return self._read[reading]

    def told(self, filed: Filed) -> Told:
        """Return a report with its article."""
        return self.read(filed.reading).told[filed.name]

    def telling(self, filed: Filed) -> Telling:
        """Return a report as the comparison sees it."""
        return self.read(filed.reading).tellings[filed.name]

    def runs(self, reading: int) -> Runs:
        """Return the runs of words of an article."""
        return runs_of_record(self.read(reading).record)
