"""One look at one saved query: what is new since the last one, written down together with how far it went.

No storm when an archive is loaded, by three rules: what articles published longer ago than ``max_age_days`` tell is not told;
more than ``most`` alerts of one look become one digest, which holds the first and counts the others; and a query that is saved
begins with what the ledger holds then.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from onrecord.alerting.before import past_of
from onrecord.alerting.conditions import FINDERS, told_of
from onrecord.alerting.config import Config, SavedQuery
from onrecord.alerting.promised import told_of_promises
from onrecord.alerting.records import Alert, Message, key_of
from onrecord.alerting.surges import baseline_of, surge_on
from onrecord.alerting.wording import Scene, message_of
from onrecord.ledger import Ledger, Outbox
from onrecord.ledger.outbox import Cursor, Noted, Posted
from onrecord.ledger.view import Since, StoredEvents, newest

_KEPT = 1_000
"""Alerts of one look that are written down; more are counted alone."""
_LOOKED_AT = 5_000
"""Events of one look that are looked at one by one, those told last; more are counted alone."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What a look found: the alerts that are new, how many more there are, and the messages made of them."""

    alerts: tuple[Alert, ...] = ()
    left_out: int = 0
    messages: tuple[Message, ...] = ()
    begun: bool = False
    """Whether it is the first look, which tells nothing."""


class Looking:
    """Looks at the saved queries of a configuration."""

    def __init__(self, config: Config, ledger: Ledger) -> None:
        self._config, self._ledger = config, ledger
        self._outbox = Outbox(ledger)

    def look(self, saved: SavedQuery, stored: StoredEvents, now: dt.datetime, *, keep: bool = True) -> Look:
        """Look at a query, its events being those stored; ``keep=False`` writes nothing down.

        Where another program looks at the same query at the same time, one of the two writes down what it found.
        """
        name, at = self.full_name(saved.name), _stamp(now)
        cursor = self._outbox.cursor(name)
        if cursor is None or cursor.query != _query_of(saved):
            after = self._cursor(saved, None, at)
            if keep:
                self._outbox.note(name, cursor, after, now=at)
            return Look(begun=True)
        after = self._cursor(saved, cursor, at)
        if after == cursor:
            return Look()
        found = self._found(saved, cursor, after, stored, at)
        if found is None:
            return Look()
        look = self._composed(saved, *found, at)
        noted = [Noted(a.id, a.event.id if a.event else None, msgspec.json.encode(a)) for a in look.alerts]
        posted = [_posted(message, look.alerts) for message in look.messages]
        if keep and not self._outbox.note(name, cursor, after, noted, posted, self._targets(saved), now=at):
            return Look()
        return look

    def digest(self, saved: SavedQuery, now: dt.datetime) -> Message | None:
        """Make the digest of a query that is due, and write it down."""
        name, at = self.full_name(saved.name), _stamp(now)
        cursor = self._outbox.cursor(name)
        if cursor is None or not saved.digest_minutes:
            return None
        since = dt.datetime.fromisoformat(cursor.digested or cursor.begun)
        # one that a clock which was ahead has dated later than now is over too
        if dt.timedelta() <= now - since < dt.timedelta(minutes=saved.digest_minutes):
            return None
        waiting = self._outbox.undigested(name, _KEPT)
        if not waiting:
            return None
        holds = self._config.digest_holds
        alerts = [msgspec.json.decode(one.body, type=Alert) for one in waiting[:holds]]
        key = key_of("digest", name, *(one.key for one in waiting))
        message = message_of(key, saved.name, at, alerts, digest=True, left_out=len(waiting) - len(alerts))
        posted = Posted(key, msgspec.json.encode(message), tuple(one.key for one in waiting))
        after = cursor._replace(digested=at)
        written = self._outbox.note(name, cursor, after, (), [posted], self._targets(saved), now=at)
        return message if written else None

    def full_name(self, name: str) -> str:
        """Return the name of an alert or a target in the ledger."""
        return f"{self._config.name}/{name}"

    def _targets(self, saved: SavedQuery) -> list[str]:
        return [self.full_name(target) for target in dict.fromkeys(saved.to)]

    def _cursor(self, saved: SavedQuery, before: Cursor | None, at: str) -> Cursor:
        state, readings = newest(self._ledger.reading)
        return Cursor(
            query=_query_of(saved),
            state=state,
            readings=readings,
            day=at[:10],
            digested=before.digested if before else "",
            begun=before.begun if before else at,
        )

    def _found(
        self, saved: SavedQuery, before: Cursor, after: Cursor, stored: StoredEvents, at: str
    ) -> tuple[list[Alert], int] | None:
        """What is told that was not told before, and how much more there is; ``None`` where the view is gone meanwhile."""
        since = Since(self._ledger.reading, saved.filters, before.state, before.readings, after.state)
        scene = Scene(
            space=self._config.name or "", name=saved.name, state=after.state, now=at, pages=self._config.pages,
            least_published=_days_before(at[:10], self._config.max_age_days), url_of=since.url_of,
        )  # fmt: skip
        found: dict[str, Alert] = {}
        more = 0
        for alert in self._told(saved, scene, since, stored, before, after):
            if isinstance(alert, int):
                more += alert
            elif alert.id not in found and len(found) < _KEPT:
                found[alert.id] = alert
            elif alert.id not in found:
                more += 1
        known = self._outbox.known(found)
        if not since.is_whole():
            return None
        return [alert for key, alert in found.items() if key not in known], more

    def _told(
        self, saved: SavedQuery, scene: Scene, since: Since, stored: StoredEvents, before: Cursor, after: Cursor
    ) -> Iterator[Alert | int]:  # fmt: skip
        """Yield what is told, and how many events were not looked at."""
        wanted = frozenset(saved.on)
        if "surge" in wanted:
            yield from self._surges(saved, scene, since)
        if after.state != before.state and wanted & FINDERS.keys():
            chosen = since.chosen(scene.least_published)
            for event in since.whole(chosen[:_LOOKED_AT]):
                yield from told_of(past_of(event, since), wanted, scene, since)
            yield len(chosen[_LOOKED_AT:])
        everything = after.day != before.day
        if everything or after.state != before.state:
            yield from told_of_promises(wanted, scene, since, stored, saved.due_days, everything=everything)

    def _surges(self, saved: SavedQuery, scene: Scene, since: Since) -> Iterator[Alert]:
        """Of today and of yesterday, of which articles still come in."""
        today = scene.now[:10]
        rule = saved.surge_rule
        first = baseline_of(_days_before(today, 1), rule)[0]
        read, counts = since.articles_of(first, today), since.first_told(first, today)
        for day in (_days_before(today, 1), today):
            surge = surge_on(day, counts, read, rule)
            if surge is not None:
                title = f"Surge on {day}: {surge.counted} events, {surge.expected:.1f} expected"
                why = f"More events of this query than usual were first told on {day}."
                yield scene.alert("surge", key_of(day), title, why, None, surge=surge)

    def _composed(self, saved: SavedQuery, alerts: Sequence[Alert], more: int, at: str) -> Look:
        """Make messages: one an alert, one digest where they are many, none where a digest comes later."""
        messages: Iterable[Message] = ()
        if alerts and (more or not saved.digest_minutes):
            if len(alerts) + more > self._config.most:
                held = alerts[: self._config.digest_holds]
                key = key_of("together", *(alert.id for alert in alerts))
                left = len(alerts) - len(held) + more
                messages = [message_of(key, saved.name, at, held, digest=True, left_out=left)]
            else:
                messages = [
                    message_of(key_of("alone", alert.id), saved.name, at, [alert], digest=False)
                    for alert in alerts
                ]
        return Look(alerts=tuple(alerts), left_out=more, messages=tuple(messages))


def _posted(message: Message, alerts: Iterable[Alert]) -> Posted:
    """A digest holds all of a look, also those that it only counts."""
    holds = alerts if message.digest else message.alerts
    return Posted(message.id, msgspec.json.encode(message), tuple(alert.id for alert in holds))


def _query_of(saved: SavedQuery) -> str:
    """Hash of what a query asks: of another one nothing was told yet, and it begins anew."""
    return hashlib.sha256(msgspec.json.encode((saved.filters, sorted(saved.on)))).hexdigest()


def _days_before(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=days)).isoformat()


def _stamp(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).isoformat(timespec="microseconds")
