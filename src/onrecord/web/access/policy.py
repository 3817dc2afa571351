"""How a server is open: to the one user of this machine, or to everybody with a token."""

from __future__ import annotations

import getpass
import ipaddress
from collections.abc import Collection
from dataclasses import dataclass, field

from onrecord.web.access.callers import Caller
from onrecord.web.access.tokens import TokenFile

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_BURST_SECONDS = 5
"""A page asks for its pictures and styles at once: so many seconds' worth may come in a moment."""
_LEAST_BURST = 20


@dataclass(frozen=True)
class Access:
    """Who may call. Without ``tokens`` it is the user of this machine alone, under one of the names of loopback.

    ``hosts``: further names of this server in a request's ``Host``. On loopback others are refused: a page elsewhere
    whose name is turned to 127.0.0.1 (DNS rebinding) could else read everything here. ``rate``: requests a second of
    one client (``None``: no limit).
    """

    tokens: TokenFile | None = None
    hosts: Collection[str] = field(default_factory=frozenset)
    rate: float | None = None
    user: str | None = None

    @property
    def is_public(self) -> bool:
        """Whether a token is needed."""
        return self.tokens is not None

    @property
    def local_caller(self) -> Caller:
        """The user of this machine."""
        return Caller(self.user or login_name(), "admin")

    @property
    def burst(self) -> float:
        """How many requests may come in a moment."""
        return max(_LEAST_BURST, (self.rate or 0) * _BURST_SECONDS)

    def answers_to(self, host: str) -> bool:
        """Whether a request's ``Host`` is one of this server's names; a public one without names answers to any."""
        name = host.rpartition(":")[0] if _has_port(host) else host
        if name.lower() in {known.lower() for known in self.hosts}:
            return True
        return not self.hosts if self.is_public else name.lower() in LOOPBACK


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def login_name() -> str:
    """The login of whoever runs the program; a container may have none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "the user of this machine"


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and not host.endswith("]") and host.count(":") != 0
