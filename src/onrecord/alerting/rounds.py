"""A round: the events brought up to date, each saved query looked at, digests made, and what is due delivered."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator

from onrecord.alerting.config import Config, SavedQuery
from onrecord.alerting.delivering import Delivering
from onrecord.alerting.looking import Look, Looking
from onrecord.alerting.opening import open_targets
from onrecord.ledger import Ledger, Outbox
from onrecord.ledger.view import StoredEvents
from onrecord.merging import catch_up
from onrecord.merging.version import merging_version
from onrecord.model import OnRecordError, UsageError

Clock = Callable[[], dt.datetime]
_NAP = 0.5
"""Seconds after which a pause looks whether it is to end."""


def system_clock() -> dt.datetime:
    """Return the time of the machine."""
    return dt.datetime.now(dt.UTC)


class Rounds:
    """Goes round the saved queries of one configuration. What goes wrong with one is told, and the others go on."""

    def __init__(
        self, config: Config, ledger: Ledger, *, tell: Callable[[str], None], clock: Clock = system_clock
    ) -> None:
        """Raises ``UsageError`` for a target that cannot be opened."""
        self._config, self._ledger, self._tell, self._clock = config, ledger, tell, clock
        self._looking = Looking(config, ledger)
        self._outbox = Outbox(ledger)
        full = self._looking.full_name
        targets = {
            full(name): target for name, target in open_targets(config, self._outbox, full, tell).items()
        }
        self._targets = set(targets)
        self._delivering = Delivering(self._outbox, targets, tries=config.tries, clock=clock, tell=tell)
        self._stopping = False

    def stop(self) -> None:
        """End after the delivery at hand."""
        self._stopping = True

    def round(self) -> Counter[str]:
        """Go round once. Returns how often what happened: ``alerts``, ``messages``, ``sent``, ``failed``, ``given up``."""
        totals: Counter[str] = Counter()
        stored = self._stored()
        for saved in self._config.alert:
            if self._stopping:
                break
            self._look(saved, stored, totals)
        return totals + self._delivering.deliver(lambda: self._stopping)

    def rehearse(self) -> Iterator[tuple[SavedQuery, Look]]:
        """Yield what each query would tell now; nothing is written down and nothing delivered."""
        stored = self._stored()
        for saved in self._config.alert:
            yield saved, self._looking.look(saved, stored, self._clock(), keep=False)

    def go_on(self) -> Counter[str]:
        """Go round until stopped."""
        totals: Counter[str] = Counter()
        while not self._stopping:
            totals += self.round()
            until = time.monotonic() + self._config.every_seconds
            while not self._stopping and time.monotonic() < until:
                time.sleep(min(_NAP, max(0.0, until - time.monotonic())))
        return totals

    def again(self) -> int:
        """Let what was given up be tried again; return how much that is."""
        names = {self._looking.full_name(name) for name in self._config.target} | self._targets
        return self._outbox.again(names, self._clock().astimezone(dt.UTC).isoformat(timespec="microseconds"))

    def _look(self, saved: SavedQuery, stored: StoredEvents, totals: Counter[str]) -> None:
        try:
            look = self._looking.look(saved, stored, self._clock())
            digest = self._looking.digest(saved, self._clock())
        except UsageError as error:
            self._tell(f"alert {saved.name}: {error}")
            totals["failed"] += 1
            return
        except OnRecordError:  # of the ledger, which all of them need
            raise
        except Exception as error:  # one query, or one event of it, must not end a watch of months
            told = "what it did not look at it looks at again; please report it as a bug"
            self._tell(
                f"alert {saved.name}: could not be looked at ({type(error).__name__}: {error}): {told}"
            )
            totals["failed"] += 1
            return
        if look.begun:
            self._tell(f"alert {saved.name}: begins with what the ledger holds now")
        totals["alerts"] += len(look.alerts) + look.left_out
        totals["messages"] += len(look.messages) + (digest is not None)

    def _stored(self) -> StoredEvents:
        catch_up(self._ledger)
        stored = self._ledger.viewed(merging_version())
        if stored is None:  # another version of the program makes the events anew at the same time
            raise OnRecordError(
                f"{self._ledger.url}: its events are being made anew by another version: try again"
            )
        return stored
