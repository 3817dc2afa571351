"""Whether a ledger is ready to be shown: what takes long at the start goes on beside the answering, and pages say how far it is.

After that, also beside the answering, the summaries of events are written down where they are missing, as after an upgrade.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.ledger import Ledger
from onrecord.merging import catch_up
from onrecord.merging.version import merging_version
from onrecord.model import LedgerError
from onrecord.web.present import SOON

_BEHIND = 200
"""Articles that are worked out while the first who asks waits: some seconds."""
_PATIENCE = 1.0
"""Seconds that an answer waits before it says that the ledger is not ready."""
_AGAIN = 2
"""Seconds after which to ask again."""
_ALWAYS = ("/static/", "/sign-in", "/sign-out", "/codebook")
"""What can be shown without any event."""
_LOADING = "its events are being loaded"

Refuse = Callable[[Request, int, str], Response]


class Readiness:
    """What is being made ready, in a thread of its own; ``prepare`` does what comes after the events are up to date."""

    def __init__(self, ledger: Ledger, prepare: Callable[[], object]) -> None:
        self._ledger, self._prepare = ledger, prepare
        self._done = threading.Event()
        self._done.set()  # until something is begun
        self._articles = 0
        self._words = _LOADING

    def begin(self) -> None:
        """Begin where there is much to do. A small ledger is ready at once: who asks first makes it so."""
        try:
            seen, self._articles, events = self._ledger.how_far(merging_version())
        except LedgerError:
            return  # who asks is told what is wrong
        if self._articles - seen <= _BEHIND and events <= SOON:
            return
        if seen < self._articles:
            self._tell(seen)
        self._done.clear()
        threading.Thread(target=self._make_ready, daemon=True).start()

    @property
    def is_ready(self) -> bool:
        """Whether pages can be shown."""
        return self._done.is_set()

    @property
    def words(self) -> str:
        """What is being done, and how far it is."""
        return self._words

    def _make_ready(self) -> None:
        try:
            catch_up(self._ledger, self._tell)
            self._words = _LOADING
            self._prepare()
        except LedgerError:
            return  # who asks next meets it too, and is told
        finally:
            self._done.set()
        with suppress(LedgerError):  # one that may only be read is served without
            self._ledger.keep_summaries()

    def _tell(self, seen: int) -> None:
        self._words = (
            f"its events are being worked out: {seen:,} of {self._articles:,} readings of articles so far"
        )


class Waiting:
    """ASGI middleware: while the ledger is not ready, an answer says so and when to ask again, with status 503."""

    def __init__(self, app: ASGIApp, *, readiness: Readiness, refuse: Refuse) -> None:
        self._app, self._readiness, self._refuse = app, readiness, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through once the ledger is ready."""
        ready = self._readiness
        if scope["type"] == "http" and not ready.is_ready and not scope["path"].startswith(_ALWAYS):
            with anyio.move_on_after(_PATIENCE):
                while not ready.is_ready:
                    await anyio.sleep(0.05)
            if not ready.is_ready:
                answer = self._refuse(
                    Request(scope, receive), 503, f"The ledger is not ready yet: {ready.words}."
                )
                answer.headers["Retry-After"] = answer.headers["Refresh"] = str(_AGAIN)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)
