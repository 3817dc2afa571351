"""One request to a server: a robots.txt, a feed or a page. Runs in a thread and touches nothing that is shared."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urljoin, urlsplit

import msgspec

from onrecord import __version__
from onrecord.model import InputError
from onrecord.sources import Limits
from onrecord.sources.addresses import Answer, get, page_type
from onrecord.sources.asking_robots import ask_robots
from onrecord.sources.feeds import Robots, feed_type
from onrecord.watching.config import Config
from onrecord.watching.state import Target

Task = Literal["robots", "feed", "page"]

_ACCEPT = {
    "robots": "text/plain",
    "feed": "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5",
    "page": "text/html,application/xhtml+xml,text/plain;q=0.9",
}
_MEGABYTE = 1_000_000
_LONGEST_MARK = 1_000
"""Characters of an ETag that is sent back; servers refuse requests with long headers."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask, for which target."""

    task: Task
    target: Target
    robots: Robots | None = None
    """The rules of the host; ``None`` while they are being asked for."""

    @property
    def address(self) -> str:
        """What is asked for."""
        if self.task == "robots":
            return urljoin(self.target.host, "/robots.txt")
        return self.target.hop or self.target.address


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a job."""

    job: Job
    answer: Answer | InputError


def origin_of(address: str) -> str:
    """Return scheme, host and port, as robots.txt and pace go by them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def ask(job: Job, config: Config) -> Done:
    """Ask once. What goes wrong is in the answer's place."""
    try:
        return Done(job=job, answer=_asked(job, config))
    except InputError as error:
        return Done(job=job, answer=type(error)(job.target.address, error.reason))
    except Exception as error:  # a server must not be able to end a watch of months
        reason = f"could not be fetched ({type(error).__name__}: {error}); please report it as a bug"
        return Done(job=job, answer=InputError(job.target.address, reason))


def _asked(job: Job, config: Config) -> Answer:
    if job.task == "robots":
        return ask_robots(
            job.address, seconds=config.timeout_seconds, allow_private=config.allow_private, headers=_headers(job, config)
        )  # fmt: skip
    size = config.page_megabytes if job.task == "page" else config.feed_megabytes
    limits = Limits(
        document_bytes=int(size * _MEGABYTE),
        seconds=config.timeout_seconds,
        redirects=config.redirects,
    )

    robots = job.robots
    assert robots is not None

    def follow(there: str) -> bool:
        """Another host, or what the host's robots.txt forbids, goes back to be looked at anew."""
        return origin_of(there) == job.target.host and robots.allow(there)

    return get(
        job.address,
        limits,
        allow_private=config.allow_private,
        refuse=page_type if job.task == "page" else feed_type,
        headers=_headers(job, config),
        follow=follow,
    )


def _headers(job: Job, config: Config) -> dict[str, str]:
    headers = {
        "User-Agent": f"onrecord/{__version__} (+{config.contact})",
        "Accept": _ACCEPT[job.task],
    }
    if job.task != "robots":
        given = {"If-None-Match": job.target.etag, "If-Modified-Since": job.target.modified}
        headers |= {name: value for name, value in given.items() if value and _can_be_sent(value)}
    return headers


def _can_be_sent(value: str) -> bool:
    """Whether what a server gave can be given back as it is: some write the month with an accent, or a page as its ETag."""
    return value.isascii() and value.isprintable() and len(value) <= _LONGEST_MARK
