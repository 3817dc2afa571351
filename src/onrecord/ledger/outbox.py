"""How far each saved query was looked at, what it has told, and what is still to be delivered to whom.

This is the state of a work, not knowledge: unlike all other tables of a ledger its rows change. What is told and how far the
query was looked at are written in one transaction, and deliveries are marked after they were made, so that a stop at any
moment neither loses an alert nor forgets for long that one was sent.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    and_,
    func,
    insert,
    or_,
    select,
    update,
)

from onrecord.ledger.folding import held
from onrecord.ledger.schema import metadata, number, word

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

DeliveryState = Literal["waiting", "sent", "given up"]

alert_cursors = Table(
    "alert_cursors",
    metadata,
    Column("alert", word, primary_key=True, doc="name of the configuration and of the alert in it"),
    Column("query", String(64), nullable=False, doc="SHA-256 of what it asks: another query begins anew"),
    Column("state", Integer, nullable=False, doc="of the view of events, up to which it was looked at"),
    Column("readings", BigInteger, nullable=False, doc="the last reading that this state knows"),
    Column("day", String(10), nullable=False, doc="on which what depends on the date was looked at last"),
    Column("digested", String(32), nullable=False, doc="when the last digest was made; empty: never"),
    Column("begun", String(32), nullable=False),
)
"""How far each saved query was looked at."""

alert_messages = Table(
    "alert_messages",
    metadata,
    Column("number", number, primary_key=True),
    Column("alert", word, nullable=False),
    Column("key", String(64), nullable=False, doc="the idempotency key"),
    Column("body", LargeBinary, nullable=False, doc="what is delivered, zlib-compressed JSON"),
    Column("made", String(32), nullable=False),
    UniqueConstraint("key"),
)
"""What is delivered: one alert, or a digest of several."""

alerts = Table(
    "alerts",
    metadata,
    Column("number", number, primary_key=True),
    Column("alert", word, nullable=False),
    Column("key", String(64), nullable=False, doc="hash of what is told: it is told once"),
    Column("event", word),
    Column("body", LargeBinary, nullable=False, doc="the alert, zlib-compressed JSON"),
    Column("made", String(32), nullable=False),
    Column("message", ForeignKey("alert_messages.number"), doc="none: it waits for the next digest"),
    UniqueConstraint("key"),
    Index("alerts_by_alert", "alert", "message", "number"),
)
"""What saved queries have told."""

alert_deliveries = Table(
    "alert_deliveries",
    metadata,
    Column("message", ForeignKey("alert_messages.number"), primary_key=True),
    Column(
        "target",
        word,
        primary_key=True,
        doc="name of the configuration and of the target in it, and of one recipient whom it was refused for",
    ),
    Column("state", String(10), nullable=False, doc="waiting, sent or given up"),
    Column("attempts", Integer, nullable=False),
    Column("due", String(32), nullable=False, doc="when to try next; when it was sent"),
    Column("reason", word, doc="why the last attempt failed"),
    Index("alert_deliveries_by_target", "target", "state", "due", "message"),
)
"""Each message for each target, until it is sent or given up."""

_KEYS = 500


class Cursor(NamedTuple):
    """How far a saved query was looked at; the columns of ``alert_cursors`` after its name."""

    query: str
    state: int
    readings: int
    day: str
    digested: str
    begun: str


class Noted(NamedTuple):
    """Something told: its key, the event that it is about, and the whole as JSON."""

    key: str
    event: str | None
    body: bytes


class Posted(NamedTuple):
    """A message: its idempotency key, the whole as JSON, and the keys of the alerts that it holds."""

    key: str
    body: bytes
    holds: tuple[str, ...]


class Waiting(NamedTuple):
    """A delivery that is due."""

    message: int
    target: str
    key: str
    body: bytes
    attempts: int


class Outbox:
    """The outbox of a ledger. Times are UTC as the ledger writes them."""

    def __init__(self, ledger: Ledger) -> None:
        self._reading = ledger.reading
        self._ledger = ledger

    def cursor(self, alert: str) -> Cursor | None:
        """Return how far a saved query was looked at; ``None`` for one that is new."""
        with self._reading() as connection:
            return _cursor(connection, alert)

    def known(self, keys: Collection[str]) -> set[str]:
        """Return those of the keys under which something was told before."""
        with self._reading() as connection:
            return {
                key
                for some in _some(sorted(keys))
                for key in connection.scalars(select(alerts.c.key).where(alerts.c.key.in_(some)))
            }

    def note(
        self,
        alert: str,
        before: Cursor | None,
        after: Cursor,
        noted: Sequence[Noted] = (),
        posted: Sequence[Posted] = (),
        targets: Sequence[str] = (),
        *,
        now: str,
    ) -> bool:
        """Write in one transaction what was told, what is to be delivered and how far the query was looked at.

        False, with nothing written, where somebody else has looked at it since ``before`` was read.
        """

        def write(connection: Connection) -> bool:
            if _cursor(connection, alert) != before:
                return False
            _put_cursor(connection, alert, after, is_new=before is None)
            rows = [
                {
                    "alert": held(alert),
                    "key": n.key,
                    "event": n.event,
                    "body": zlib.compress(n.body),
                    "made": now,
                }
                for n in noted
            ]
            if rows:
                connection.execute(insert(alerts), rows)
            for message in posted:
                _post(connection, alert, message, targets, now)
            return True

        return self._ledger.in_turn(write, alert)

    def undigested(self, alert: str, limit: int) -> list[Noted]:
        """Return what waits for the next digest, the first of it."""
        waits = and_(alerts.c.alert == held(alert), alerts.c.message.is_(None))
        with self._reading() as connection:
            query = select(alerts).where(waits).order_by(alerts.c.number).limit(limit)
            return [
                Noted(row["key"], row["event"], zlib.decompress(row["body"]))
                for row in connection.execute(query).mappings()
            ]

    def due(self, target: str, now: str, limit: int, *, latest: str) -> list[Waiting]:
        """Return the deliveries to a target that are to be tried now, those that wait longest first.

        Only a clock that was ahead can have put one off beyond ``latest``: it is due.
        """
        d, m = alert_deliveries.c, alert_messages.c
        query = (
            select(d.message, d.target, m.key, m.body, d.attempts)
            .join(alert_messages, m.number == d.message)
            .where(d.target == held(target), d.state == "waiting", or_(d.due <= now, d.due > latest))
            .order_by(d.due, d.message)
            .limit(limit)
        )
        with self._reading() as connection:
            return [
                Waiting(row.message, row.target, row.key, zlib.decompress(row.body), row.attempts)
                for row in connection.execute(query)
            ]

    def claim(self, delivery: Waiting, now: str, until: str, *, latest: str) -> bool:
        """Count an attempt and keep others from the delivery until a time; false where somebody else has it."""
        d = alert_deliveries.c
        return self._mark(
            delivery,
            and_(d.state == "waiting", or_(d.due <= now, d.due > latest)),
            attempts=delivery.attempts + 1,
            due=until,
        )

    def sent(self, delivery: Waiting, now: str) -> None:
        """Mark a delivery as made."""
        self._mark(delivery, alert_deliveries.c.state != "sent", state="sent", due=now, reason=None)

    def sent_but_for(self, delivery: Waiting, left: Sequence[str], now: str, reason: str, again: str) -> None:
        """Mark a delivery as made, and let the message wait for the parts of its target that have it not."""
        d = alert_deliveries.c
        change = (
            update(alert_deliveries)
            .where(d.message == delivery.message, d.target == delivery.target)
            .values(state="sent", due=now, reason=held(reason))
        )

        def write(connection: Connection) -> None:
            connection.execute(change)
            same = {"message": delivery.message, "state": "waiting", "attempts": 1, "due": again, "reason": held(reason)}  # fmt: skip
            of_message = select(d.target).where(d.message == delivery.message)
            there = set(connection.scalars(of_message))  # of a message that came twice
            rows = [same | {"target": held(part)} for part in left if held(part) not in there]
            if rows:
                connection.execute(insert(alert_deliveries), rows)

        self._ledger.in_turn(write, delivery.target)

    def failed(self, delivery: Waiting, reason: str, again: str | None) -> None:
        """Mark an attempt as failed: try again at a time, or never."""
        state: DeliveryState = "waiting" if again else "given up"
        changes = {"state": state, "reason": held(reason)} | ({"due": again} if again else {})
        self._mark(delivery, alert_deliveries.c.state == "waiting", **changes)

    def put_off(self, target: str, until: str) -> None:
        """Let all that waits for a target wait at least until a time."""
        d = alert_deliveries.c
        change = (
            update(alert_deliveries)
            .where(d.target == held(target), d.state == "waiting", d.due < until)
            .values(due=until)
        )
        self._ledger.in_turn(lambda connection: connection.execute(change), target)

    def again(self, targets: Collection[str], now: str) -> int:
        """Let what was given up for these targets be tried again; return how much that is."""
        d = alert_deliveries.c
        change = (
            update(alert_deliveries)
            .where(d.target.in_(list(map(held, targets))), d.state == "given up")
            .values(state="waiting", attempts=0, due=now)
        )
        return int(self._ledger.in_turn(lambda connection: connection.execute(change), "alerts").rowcount)

    def counts(self, targets: Collection[str]) -> dict[tuple[str, str], int]:
        """Return how many deliveries of these targets are in which state: by target and state."""
        d = alert_deliveries.c
        query = (
            select(d.target, d.state, func.count())
            .where(d.target.in_(list(map(held, targets))))
            .group_by(d.target, d.state)
        )
        with self._reading() as connection:
            return {(target, state): count for target, state, count in connection.execute(query)}

    def recent(self, *, target: str | None = None, alert: str | None = None, limit: int) -> list[bytes]:
        """Return the messages made last, for a target or of a saved query or all, the newest first.

        ``alert`` is its name, with that of its configuration before it or without: "desk/strikes", "strikes".
        """
        m, d = alert_messages.c, alert_deliveries.c
        query = select(m.body).order_by(m.number.desc()).limit(limit)
        if target is not None:
            query = query.join(alert_deliveries, d.message == m.number).where(d.target == held(target))
        if alert is not None:
            name = held(alert)
            query = query.where(
                m.alert == name if "/" in name else m.alert.endswith("/" + name, autoescape=True)
            )
        with self._reading() as connection:
            return [zlib.decompress(body) for body in connection.scalars(query)]

    def _mark(self, delivery: Waiting, where: Any, **changes: Any) -> bool:
        d = alert_deliveries.c
        change = (
            update(alert_deliveries)
            .where(d.message == delivery.message, d.target == delivery.target, where)
            .values(**changes)
        )
        return bool(self._ledger.in_turn(lambda connection: connection.execute(change), "alerts").rowcount)


def _cursor(connection: Connection, alert: str) -> Cursor | None:
    c = alert_cursors.c
    row = connection.execute(
        select(*(c[name] for name in Cursor._fields)).where(c.alert == held(alert))
    ).first()
    return None if row is None else Cursor(*row)


def _put_cursor(connection: Connection, alert: str, cursor: Cursor, *, is_new: bool) -> None:
    if is_new:
        connection.execute(insert(alert_cursors), {"alert": held(alert), **cursor._asdict()})
    else:
        connection.execute(
            update(alert_cursors).where(alert_cursors.c.alert == held(alert)).values(**cursor._asdict())
        )


def _post(connection: Connection, alert: str, message: Posted, targets: Sequence[str], now: str) -> None:
    row = {"alert": held(alert), "key": message.key, "body": zlib.compress(message.body), "made": now}
    made = connection.execute(insert(alert_messages).values(**row)).inserted_primary_key
    assert made is not None
    for some in _some(message.holds):
        connection.execute(update(alerts).where(alerts.c.key.in_(some)).values(message=made[0]))
    rows = [
        {"message": made[0], "target": held(target), "state": "waiting", "attempts": 0, "due": now}
        for target in targets
    ]
    if rows:
        connection.execute(insert(alert_deliveries), rows)


def _some(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(keys), _KEYS):
        yield keys[first : first + _KEYS]
