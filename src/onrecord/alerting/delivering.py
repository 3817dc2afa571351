"""Messages to their targets: at least once, in order of waiting, again with growing pauses where a target does not take them.

A delivery is claimed before it is tried and marked after it was made. Killed in between, it is tried again once the claim has
run out, under the same idempotency key.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping

import msgspec

from onrecord.alerting.records import Message
from onrecord.alerting.targets import AlertTarget, DeliveryError, PartlyDeliveredError, part_of
from onrecord.ledger import Outbox
from onrecord.ledger.outbox import Waiting

FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)
LONGEST_ASKED = dt.timedelta(days=1)
"""A target may ask to wait, as long as this at most."""
CLAIM = dt.timedelta(minutes=15)
"""How long a delivery is kept from others: more than any attempt takes."""
FARTHEST = LONGEST_ASKED + CLAIM
"""Nothing is put off for longer."""
_AT_ONCE = 100


def pause_after(attempts: int, asked: float | None = None) -> dt.timedelta:
    """Return how long to wait after so many attempts; ``asked``: seconds for which the target asks."""
    own = min(FIRST_PAUSE * (1 << min(attempts - 1, 20)), LONGEST_PAUSE)
    return own if asked is None else max(own, min(dt.timedelta(seconds=asked), LONGEST_ASKED))


class Delivering:
    """Delivers to targets, by their names in the ledger."""

    def __init__(
        self,
        outbox: Outbox,
        targets: Mapping[str, AlertTarget],
        *,
        tries: int,
        clock: Callable[[], dt.datetime],
        tell: Callable[[str], None],
    ) -> None:
        self._outbox, self._targets, self._tries, self._clock, self._tell = (
            outbox,
            targets,
            tries,
            clock,
            tell,
        )

    def deliver(self, stopping: Callable[[], bool] = lambda: False) -> Counter[str]:
        """Deliver what is due. Returns how often what happened: ``sent``, ``failed``, ``given up``."""
        totals: Counter[str] = Counter()
        for name, target in self._targets.items():
            while not stopping() and (waiting := self._due(name)):
                if not all(self._one(delivery, target, totals) for delivery in waiting if not stopping()):
                    break  # a target that does not answer would keep us for each of them
        return totals

    def _due(self, name: str) -> list[Waiting]:
        now = self._clock()
        return self._outbox.due(name, _stamp(now), _AT_ONCE, latest=_stamp(now + FARTHEST))

    def _one(self, delivery: Waiting, target: AlertTarget, totals: Counter[str]) -> bool:
        """Try one delivery; false where the target had better be left alone."""
        now = self._clock()
        if not self._outbox.claim(delivery, _stamp(now), _stamp(now + CLAIM), latest=_stamp(now + FARTHEST)):
            return True  # another program has it
        try:
            target.deliver(msgspec.json.decode(delivery.body, type=Message))
        except PartlyDeliveredError as error:
            return self._partly(delivery, error, totals)
        except DeliveryError as error:
            return self._failed(delivery, error, totals)
        except Exception as error:  # a plug-in of a stranger must not end a watch of months
            return self._failed(delivery, DeliveryError(f"{type(error).__name__}: {error}"), totals)
        self._outbox.sent(delivery, self._now())
        totals["sent"] += 1
        return True

    def _partly(self, delivery: Waiting, error: PartlyDeliveredError, totals: Counter[str]) -> bool:
        """Who has the message does not get it again; the others are tried again, each alone."""
        again = _stamp(self._clock() + pause_after(1))
        left = [part_of(delivery.target, one) for one in error.left]
        self._outbox.sent_but_for(delivery, left, self._now(), error.reason, again)
        totals["sent"] += 1
        totals["failed"] += 1
        self._tell(f"{delivery.target}: {error.reason}; tried again after {again[:16]}")
        return True

    def _failed(self, delivery: Waiting, error: DeliveryError, totals: Counter[str]) -> bool:
        attempts = delivery.attempts + 1
        totals["failed"] += 1
        if not error.passing or attempts >= self._tries:
            self._outbox.failed(delivery, error.reason, None)
            totals["given up"] += 1
            self._tell(f"{delivery.target}: message {delivery.key} is given up: {error.reason}")
            return not error.passing
        again = _stamp(self._clock() + pause_after(attempts, error.after))
        self._outbox.failed(delivery, error.reason, again)
        self._outbox.put_off(delivery.target, again)
        self._tell(f"{delivery.target}: {error.reason}; again after {again[:16]}")
        return False

    def _now(self) -> str:
        return _stamp(self._clock())


def _stamp(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).isoformat(timespec="microseconds")
