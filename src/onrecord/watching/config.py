"""The file that says what to watch and how gently (docs/watch.md)."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import msgspec

from onrecord.ledger import DEFAULT_URL
from onrecord.model import UsageError
from onrecord.sources.feeds import KINDS
from onrecord.sources.feeds.entry import whole_address
from onrecord.sources.feeds.page_lists import selected
from onrecord.sources.feeds.robots import SLOWEST
from onrecord.sources.plugin import feed_kinds
from onrecord.sources.settings import read_settings

Minutes = Annotated[float, msgspec.Meta(ge=1, le=525_600)]
Hours = Annotated[float, msgspec.Meta(gt=0, le=87_600)]
Days = Annotated[float, msgspec.Meta(gt=0, le=36_500)]
Megabytes = Annotated[float, msgspec.Meta(gt=0, le=1_000)]

_LONGEST_BACK_OFF = 1.25 * 86_400

JITTER = 0.5
"""Share of the pace that chance adds to it at most."""


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feed, sitemap or page of links."""

    address: str
    kind: str = "auto"
    """One of ``KINDS``, or the name of a plug-in that reads such feeds."""
    select: str | None = None
    """CSS selector of the links on a page."""
    outlet: str | None = None
    """The outlet of its articles; without it, what their pages say."""
    every_minutes: Minutes | None = None
    only: tuple[str, ...] = ()
    """Patterns of addresses (``*`` is anything): what none of them matches is not fetched."""
    skip: tuple[str, ...] = ()

    def wants(self, address: str) -> bool:
        """Tell whether an address that the feed lists is to be fetched."""
        return (not self.only or _matches(address, self.only)) and not _matches(address, self.skip)


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings; what the file leaves out is as here."""

    feed: tuple[Feed, ...]
    contact: str
    """Sent to every server with our name, so that its owner can complain: an address or ``mailto:``."""
    ledger: str = DEFAULT_URL
    state: str | None = None
    """The file with what was seen; by default beside the configuration."""
    ontology: str | None = None
    alerts: str | None = None
    """The file with saved queries, which are looked at after each poll (docs/alerts.md)."""
    every_minutes: Minutes = 15
    pace_seconds: Annotated[float, msgspec.Meta(ge=0, le=86_400)] = 5
    """Between two requests to one host; up to half as much again is added by chance."""
    concurrency: Annotated[int, msgspec.Meta(ge=1, le=64)] = 4
    timeout_seconds: Annotated[float, msgspec.Meta(gt=0, le=600)] = 30
    read_seconds: Annotated[float, msgspec.Meta(ge=1, le=86_400)] = 120
    """For reading one article, by the clock."""
    page_megabytes: Megabytes = 20
    feed_megabytes: Megabytes = 10
    redirects: Annotated[int, msgspec.Meta(ge=0, le=20)] = 5
    recheck_hours: tuple[Hours, ...] = (1, 6, 24, 72)
    """Ages, since it was first seen, at which a page is fetched once more."""
    max_age_days: Days = 30
    """What a feed dates older than this is not fetched."""
    forget_days: Days = 90
    """What no feed has listed for so long leaves the file of what was seen."""
    tries: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 10
    """How often a page is tried that fails in a way that may pass."""
    drop_parameters: tuple[str, ...] = ("utm_*",)
    allow_private: bool = False

    def interval(self, feed: Feed) -> float:
        """Seconds between two polls of a feed."""
        return 60 * (feed.every_minutes or self.every_minutes)

    @property
    def longest_interval(self) -> float:
        """Seconds between two polls of the feed that is polled least."""
        return max((self.interval(feed) for feed in self.feed), default=0.0)

    @property
    def longest_pause(self) -> float:
        """Seconds between two requests to a host that is well: the pace, or what its robots.txt may ask for."""
        return max((1 + JITTER) * self.pace_seconds, SLOWEST)

    @property
    def farthest(self) -> float:
        """Seconds from now beyond which nothing is ever put off, a back-off of a day and a quarter included."""
        return max(self.longest_interval, 3600 * max(self.recheck_hours, default=0.0), _LONGEST_BACK_OFF)


def load_config(path: Path) -> Config:
    """Read a configuration. Raises ``UsageError`` that names the file and what to put right."""
    config = read_settings(path, Config, "docs/watch.md")
    wrong = next(_wrong(config), None)
    if wrong is not None:
        raise UsageError(f"{path}: {wrong}")
    state = path.with_suffix(".state.db") if config.state is None else path.parent / config.state
    own = None if config.ontology is None else str(path.parent / config.ontology)
    alerts = None if config.alerts is None else str(path.parent / config.alerts)
    return msgspec.structs.replace(config, state=str(state), ontology=own, alerts=alerts)


def _wrong(config: Config) -> Iterator[str]:
    if not config.feed:
        yield "names no feed: add a [[feed]] with its address"
    if not config.contact.startswith(("mailto:", "https://", "http://")) or not (
        config.contact.isascii() and config.contact.isprintable()
    ):
        yield f"contact is '{config.contact}': give mailto:you@example.org or an address, so that servers know whom to ask"
    seen: set[str] = set()
    for feed in config.feed:
        if whole_address(feed.address, "") is None:
            yield f"'{feed.address}' is not an http(s) address: correct this feed's address"
        if feed.address in seen:
            yield f"{feed.address} is there twice: remove one"
        seen.add(feed.address)
        if feed.kind not in KINDS and feed.kind not in feed_kinds():
            known = ", ".join((*KINDS, *feed_kinds()))
            yield f"{feed.address} is of kind '{feed.kind}', which there is not: give one of {known}"
        if feed.kind == "page" and feed.select is None:
            yield f"{feed.address} is a page of links: give select, a CSS selector of the links"
        if feed.select is not None:
            yield from _wrong_selector(feed, feed.select)


def _wrong_selector(feed: Feed, selector: str) -> Iterator[str]:
    if feed.kind not in ("auto", "page"):
        yield f"{feed.address} has a selector, which only a page of links can have: remove select, or set kind = 'page'"
    try:
        selected(selector)
    except UsageError as error:
        yield f"{feed.address}: {error}"


def _matches(address: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(address, pattern) for pattern in patterns)
