"""One time limit for all of a conversation with a server.

Libraries bound each step alone. A server that gives a byte before each step's time is up (of its headers, of interim answers, of
a chunk's extension, of a line of SMTP) would hold us for days. Here the connection is cut when the time is up, whatever it is at.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Self

_SHORTEST = 0.1
_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


class Deadline:
    """Cuts what it watches when so many seconds have passed since it was made. Used as a context, which ends the watching."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds
        self._socket: Callable[[], socket.socket | None] = lambda: None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._timer.cancel()

    @property
    def left(self) -> float:
        """Seconds that are left, for the limit of one step; never so few that no step could be made."""
        return max(_SHORTEST, self._at - time.monotonic())

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._at

    def watch(self, connection: Callable[[], socket.socket | None]) -> None:
        """Cut this connection when the time is up; ``connection`` is asked then, for TLS puts another object in its place."""
        self._socket = connection
        if self.passed:
            self._cut()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Hear of a client's new connections: httpx's extension ``trace``."""
        if event in _CONNECTED:
            made = info["return_value"].get_extra_info("socket")
            self.watch(lambda: made)

    def _cut(self) -> None:
        connection = self._socket()
        if connection is not None:
            with suppress(OSError):
                # not the method of an SSL socket, which would forget its state under the thread that reads
                socket.socket.shutdown(connection, socket.SHUT_RDWR)
