"""What a host lets robots fetch (RFC 9309)."""

from __future__ import annotations

from protego import Protego

TOKEN = "onrecord"
"""Our name in robots.txt."""
LONGEST = 500_000
"""Bytes of a robots.txt that count, as the RFC asks."""
SLOWEST = 300.0
"""Seconds between two requests that a host may ask for."""


class Robots:
    """The rules of one host. No rules, or rules that cannot be read, forbid nothing."""

    def __init__(self, text: str) -> None:
        # the mark of order, which editors put before the first line, would hide the group that begins there
        self._rules = Protego.parse(text[:LONGEST].removeprefix("\ufeff"))

    def allow(self, address: str) -> bool:
        """Tell whether an address of the host may be fetched."""
        return self._rules.can_fetch(address, TOKEN)

    @property
    def pause(self) -> float:
        """Seconds between requests that the host asks for (``Crawl-delay``), five minutes at most; 0 for none."""
        asked = self._rules.crawl_delay(TOKEN)
        return min(max(asked or 0.0, 0.0), SLOWEST)
