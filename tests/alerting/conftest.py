"""A desk with saved queries, a ledger of either kind and a clock that stands still until it is told to go on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from onrecord.alerting import Config, Message, Rounds, SavedQuery
from onrecord.ledger import Ledger, Outbox
from onrecord.model import Record
from tests.alerting.servers import Hook, hooked
from tests.ledger import conftest as of_ledger

ledger = of_ledger.ledger
"""A ledger on SQLite and on PostgreSQL."""

SECRET = "DESK_SECRET"
NOON = dt.datetime(2020, 1, 9, 12, tzinfo=dt.UTC)


class Desk:
    """Adds articles and goes round, each time as a program that was started anew."""

    def __init__(self, ledger: Ledger, hook: Hook) -> None:
        self.ledger, self.hook = ledger, hook
        self.now = NOON
        self.log: list[str] = []

    def config(self, *saved: SavedQuery, **settings: Any) -> Config:
        hooks = {
            "hook": {
                "kind": "webhook",
                "address": self.hook.origin + "/in",
                "secret": SECRET,
                "timeout_seconds": 0.3,
            }
        }
        base = Config(alert=saved, target=hooks, name="desk", allow_private=True)
        return msgspec.structs.replace(base, **settings)

    def rounds(self, *saved: SavedQuery, **settings: Any) -> Rounds:
        config = self.config(*saved, **settings)
        return Rounds(config, self.ledger, tell=self.log.append, clock=lambda: self.now)

    def round(self, *saved: SavedQuery, **settings: Any) -> Counter[str]:
        return self.rounds(*saved, **settings).round()

    def add(self, *records: Record) -> None:
        for record in records:
            self.ledger.add(record)

    def pass_time(self, **amount: float) -> None:
        self.now += dt.timedelta(**amount)

    def messages(self) -> list[Message]:
        """What was posted and taken or not, in order."""
        return [msgspec.json.decode(one.body, type=Message) for one in self.hook.posted]

    def made(self) -> list[Message]:
        """What was written into the outbox, in order."""
        found = Outbox(self.ledger).recent(limit=1_000)
        return [msgspec.json.decode(body, type=Message) for body in reversed(found)]


def saved(*on: str, name: str = "watch", **settings: Any) -> SavedQuery:
    """A saved query that goes to the hook."""
    return msgspec.convert({"name": name, "on": on, "to": ["hook"], **settings}, SavedQuery)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hooked() as one:
        yield one


@pytest.fixture
def desk(ledger: Ledger, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv(SECRET, "between the two of us")
    return Desk(ledger, hook)
