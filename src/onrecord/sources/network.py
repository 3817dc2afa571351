"""Which network addresses may be fetched. A name is resolved once, and what was checked is what is connected to."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

import httpx2

from onrecord.model import FetchRefusedError, InputError, NoAnswerError

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64: the last 32 bits are an IPv4 address
_CLOUD = frozenset({ipaddress.ip_address("168.63.129.16")})  # a public number, but Azure's machine metadata


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart and checked: connect to one of ``numbers``, speak to ``host``."""

    scheme: str
    host: str
    port: int
    numbers: tuple[str, ...]
    """IP addresses of the host, in the order in which they are to be tried."""
    path: str
    """Path and query, as sent."""

    @property
    def host_header(self) -> str:
        """The host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"http": 80, "https": 443}[self.scheme] else f"{host}:{self.port}"

    def at(self, number: str) -> str:
        """Return the address with a number in the place of the name."""
        return f"{self.scheme}://{f'[{number}]' if ':' in number else number}:{self.port}{self.path}"


def check_address(url: str, *, allow_private: bool) -> Target:
    """Resolve and check one address. Raises ``FetchRefusedError``, or ``InputError`` for a name that is unknown."""
    try:
        parts = httpx2.URL(url.strip())
        host = parts.raw_host.decode("ascii")
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise FetchRefusedError(url, f"is not an address that can be read ({error}): correct it") from error
    if parts.scheme not in ("http", "https"):
        raise FetchRefusedError(url, "is not an http or https address: only those are fetched")
    if not host:
        raise FetchRefusedError(url, "has no host in it: correct the address")
    if parts.userinfo:
        raise FetchRefusedError(
            url, "has a user name or password in it: fetch the page yourself and give the file"
        )
    port = parts.port or (443 if parts.scheme == "https" else 80)
    numbers = _checked(host, port, url, allow_private, "give --allow-private if you trust it")
    path = parts.raw_path.decode("ascii")
    return Target(scheme=parts.scheme, host=host, port=port, numbers=numbers, path=path)


def check_host(host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """Resolve and check the host of a server that is no web server; return the numbers to connect to, the first to try first.

    Raises ``FetchRefusedError``, or ``InputError`` for a name that is unknown.
    """
    return _checked(
        host, port, host, allow_private, "set allow_private = true in the configuration if you trust it"
    )


def _checked(host: str, port: int, name: str, allow_private: bool, allow: str) -> tuple[str, ...]:
    """Return the numbers of a host, all of them being public unless private ones are allowed."""
    numbers = _resolve(host, port, name)
    for number in numbers:
        if not allow_private and not is_public(number):
            reason = f"leads to {number}, an address in a private, local or reserved network: {allow}"
            raise FetchRefusedError(name, reason)
    return tuple(map(str, dict.fromkeys(numbers)))


def is_public(number: _IP) -> bool:
    """Tell whether an IP address is on the public internet, also where it is wrapped in an IPv6 one."""
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if inner is None and number in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return number.is_global and not number.is_multicast and not number.is_reserved and number not in _CLOUD


def _resolve(host: str, port: int, url: str) -> list[_IP]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswerError(
            url, f"its host '{host}' cannot be found: check the address and the network"
        ) from error
    numbers = [ipaddress.ip_address(str(entry[4][0]).split("%", 1)[0]) for entry in found]
    if not numbers:
        raise InputError(url, f"its host '{host}' has no address: check it")
    return numbers
