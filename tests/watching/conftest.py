"""Sites to watch, and a watch on them that keeps what it is given in lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.model import InputError
from onrecord.sources import RawDocument
from onrecord.watching import Config, Feed, State, Totals, Watch
from tests.watching.site import FakeClock, Site, served


class Kept:
    """A keeper that reads nothing."""

    def __init__(self) -> None:
        self.pages: list[RawDocument] = []
        self.failures: list[tuple[str, str]] = []
        self.rests = 0
        self.again: float | None = None
        self.on_keep: Callable[[], None] = lambda: None

    def keep(self, page: RawDocument) -> str | InputError:
        self.pages.append(page)
        self.on_keep()
        return "new" if [p.name for p in self.pages].count(page.name) == 1 else "changed"

    def failed(self, name: str, reason: str, outlet: str | None, published: str | None) -> None:
        self.failures.append((name, reason))

    def rest(self) -> float | None:
        self.rests += 1
        return self.again


class Desk:
    """Runs watches on one state file, one after another, as a program that is started again does."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "watch.state.db")
        self.kept = Kept()
        self.clock = FakeClock()
        self.log: list[str] = []
        self.watch: Watch | None = None

    def config(self, *feeds: str | Feed, **settings: Any) -> Config:
        made = tuple(Feed(address=feed) if isinstance(feed, str) else feed for feed in feeds)
        base = Config(feed=made, contact="mailto:desk@example.org", allow_private=True, timeout_seconds=20)
        return msgspec.structs.replace(base, **settings)

    def run(self, *feeds: str | Feed, hours: float | None = None, **settings: Any) -> Totals:
        """Watch once, or for some hours of the fake clock."""
        state = State.open(self.path)
        try:
            self.watch = Watch(
                self.config(*feeds, **settings), state, self.kept, clock=self.clock, tell=self.log.append,
                chance=lambda: 0.5,
            )  # fmt: skip
            self.clock.at_end = self.watch.stop
            self.clock.end = float("inf") if hours is None else self.clock.time + 3600 * hours
            return self.watch.run(once=hours is None)
        finally:
            state.close()

    def names(self) -> list[str]:
        return [page.name.partition("://")[2].partition("/")[2] for page in self.kept.pages]


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as one:
        yield one


@pytest.fixture
def other() -> Iterator[Site]:
    with served() as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
