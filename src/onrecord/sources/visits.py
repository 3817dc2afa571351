"""Pages fetched one after another as a guest behaves: robots.txt is asked first, and each host has its pace.

The rules are those of ``onrecord watch`` (RFC 9309): a robots.txt that is not there forbids nothing, one that cannot be had
forbids all for now, and a redirect to another host asks that host's rules and pace first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from onrecord.model import FetchRefusedError, InputError, NoAnswerError
from onrecord.sources.addresses import Answer, get, page, page_type
from onrecord.sources.asking_robots import ask_robots, robots_text
from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.feeds.robots import Robots

_PACE = 1.0
"""Seconds between two requests to one host, so that a list is no burden to anyone; robots.txt may ask for more."""
_KEPT_HOSTS = 10_000
_HOLDS = 86_400.0
"""Seconds for which rules hold: a day, as the RFC asks."""
_CANNOT_BE_HAD = 600.0
"""The same where they could not be had: a host that does not answer is not asked before each of its pages."""


@dataclass(slots=True)
class _Host:
    """What is known of one host: scheme, name and port."""

    last: float | None = None
    """When it was asked last, by ``time.monotonic``."""
    rules: Robots | None = None
    refusal: InputError | None = None
    """Why the rules could not be had."""
    until: float = 0.0
    """When they are to be asked for again."""


class Visits:
    """The pages of one list. Not for several threads at once."""

    def __init__(
        self,
        limits: Limits,
        *,
        allow_private: bool,
        pace: float = _PACE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``pace`` is in seconds; addresses in private and reserved networks are refused unless ``allow_private``."""
        self._limits = limits
        self._allow_private = allow_private
        self._pace = pace
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    def page(self, address: str, published: str | None = None) -> RawDocument:
        """Fetch a page. Raises ``InputError`` for one that may not, cannot or need not be read, with what to do."""
        try:
            there = address
            for _ in range(self._limits.redirects + 1):
                answer = self._answer(there)
                if answer.moved is None:
                    return _read(answer, address, published)
                there = answer.moved
        except InputError as error:
            raise type(error)(address, error.reason) from error
        reason = f"redirects more than {self._limits.redirects} times: give the address it ends at"
        raise InputError(address, reason)

    def _answer(self, address: str) -> Answer:
        host = self._host(address)
        rules = self._rules(host, address)
        if not rules.allow(address):
            reason = (
                f"robots.txt does not let {address} be fetched: ask the outlet, or leave it out of the list"
            )
            raise InputError(address, reason)
        self._wait(host, rules.pause)

        def follow(there: str) -> bool:
            return self._host(there) is host and rules.allow(there)

        return get(address, self._limits, allow_private=self._allow_private, refuse=page_type, follow=follow)

    def _host(self, address: str) -> _Host:
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise InputError(address, f"is not an address ({error}): correct it") from error
        origin = f"{parts.scheme.lower()}://{parts.netloc.lower()}"
        if origin not in self._hosts and len(self._hosts) >= _KEPT_HOSTS:
            self._hosts.clear()
        return self._hosts.setdefault(origin, _Host())

    def _rules(self, host: _Host, address: str) -> Robots:
        if time.monotonic() >= host.until:
            host.rules, host.refusal = None, None
            self._wait(host, 0.0)
            try:
                host.rules = self._asked_for(urljoin(address, "/robots.txt"))
            except InputError as error:
                host.refusal = error
            host.until = time.monotonic() + (_CANNOT_BE_HAD if host.rules is None else _HOLDS)
        if host.rules is None:
            assert host.refusal is not None
            raise host.refusal
        return host.rules

    def _asked_for(self, address: str) -> Robots:
        why = "robots.txt of its host cannot be had, so nothing there is fetched"
        answer: Answer | InputError
        try:
            answer = ask_robots(address, seconds=self._limits.seconds, allow_private=self._allow_private)
        except FetchRefusedError:
            raise
        except NoAnswerError as error:
            raise NoAnswerError(address, f"{why}: it {error.reason}") from error
        except InputError as error:
            answer = error
        text = robots_text(answer)
        if text is None:
            assert isinstance(answer, Answer)
            reason = f"{why}: the server answers {answer.status} {answer.reason}: try again later"
            raise NoAnswerError(address, reason)
        return Robots(text)

    def _wait(self, host: _Host, asked: float) -> None:
        """Wait until the host was left alone for its pace or for as long as it asks, whichever is longer."""
        if host.last is not None:
            due = host.last + max(self._pace, asked)
            if (left := due - time.monotonic()) > 0:
                self._sleep(left)
        host.last = time.monotonic()


def _read(answer: Answer, address: str, published: str | None) -> RawDocument:
    if answer.status != 200:
        raise InputError(address, f"the server answers {answer.status} {answer.reason}: check the address")
    return page(answer, address, published)
