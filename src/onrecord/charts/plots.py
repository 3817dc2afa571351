"""The charts of a set of events, as notebooks ask for them: ``events.plot.timeline()``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.charts.chart import Chart
from onrecord.charts.dyad import dyad
from onrecord.charts.figures import figures
from onrecord.charts.maps import map_of
from onrecord.charts.network import By as NetworkBy
from onrecord.charts.network import network
from onrecord.charts.standing import standing, standings
from onrecord.charts.timeline import By, timeline
from onrecord.ledger import DayRead
from onrecord.model import Event, UsageError


@dataclass(frozen=True)
class Plots:
    """Charts of some events; ``read`` is what was read of each day (``Ledger.days``), so that gaps are seen.

    ``since``, ``until`` (ISO dates) and ``width`` (pixels) go to every chart that has them.
    """

    events: Sequence[Event] = field(repr=False)
    read: Sequence[DayRead] = field(default=(), repr=False)

    def timeline(self, by: By = "class", **options: Any) -> Chart:
        """Draw how many events lie on each day, by class, type or standing."""
        return timeline(self.events, self.read, by=by, **options)

    def figures(self, event: str | None = None, **options: Any) -> Chart:
        """Draw the figures of an event over time: of the one with this id, else of the one with most figures."""
        return figures(self._event(event, "figures"), self.read, **options)

    def standing(self, event: str | None = None, **options: Any) -> Chart:
        """Draw what one event amounted to over time; without an id, a line for each of those told most often."""
        if event is None and len(self.events) != 1:
            return standings(self.events, self.read, **options)
        return standing(self._event(event, "told"), self.read, **options)

    def dyad(self, first: str, second: str, **options: Any) -> Chart:
        """Draw what two actors did to each other, from conflict to cooperation."""
        return dyad(self.events, first, second, self.read, **options)

    def map(self, **options: Any) -> Chart:
        """Draw where the events happened."""
        return map_of(self.events, self.read, **options)

    def network(self, by: NetworkBy = "actor", **options: Any) -> Chart:
        """Draw who acts on whom."""
        return network(self.events, self.read, by=by, **options)

    def _event(self, name: str | None, most: str) -> Event:
        if name is None:
            if not self.events:
                raise UsageError("there is no event here: nothing can be drawn")
            return max(self.events, key=lambda e: (len(getattr(e, most)), e.id))
        found = [e for e in self.events if name and e.id.startswith(name)]
        if len(found) != 1:
            raise UsageError(
                f"{len(found)} events here have an id that begins with {name}: give one that one has"
            )
        return found[0]
