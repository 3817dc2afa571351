"""How much one client may ask: a token bucket for each (J. Turner, "New directions in communications", 1986)."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST = 10_000
"""Clients remembered; one that is forgotten begins with a full bucket."""


class Buckets:
    """A bucket a client: each request takes one drop, and ``rate`` drops a second flow in, up to ``burst``."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take a drop and return 0, else return the seconds until there is one."""
        now = self._clock()
        with self._lock:
            drops, at = self._known.pop(client, (self._burst, now))
            drops = min(self._burst, drops + (now - at) * self._rate)
            wait = 0.0 if drops >= 1 else (1 - drops) / self._rate
            self._known[client] = (drops - 1 if drops >= 1 else drops), now
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return wait


def client_of(address: str) -> str:
    """Return under what an address is counted: itself, or of IPv6 the network of 64 bits, which one client has whole."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return str(found)
