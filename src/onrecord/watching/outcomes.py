"""What an answer means for a target: when it is asked next, and whether it failed for good."""

from __future__ import annotations

import datetime as dt

import msgspec

from onrecord.model import InputError, NoAnswerError
from onrecord.sources.addresses import Answer
from onrecord.sources.feeds import retry_after
from onrecord.watching.asking import origin_of
from onrecord.watching.config import Config
from onrecord.watching.state import Host, Target

DAY = 86_400.0
FIRST_PAUSE = 300.0
"""Seconds before a page is tried again."""
_FIRST_WAIT = 60.0
_LONGEST_WAIT = 6 * 3600.0
_TOO_MUCH = (429, 503)
_PASSING = (408, 425, 429, 500, 502, 503, 504)


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why something failed, and what to do about it."""

    reason: str
    passing: bool
    """Whether it may work at another time."""
    host_rests: bool = False
    """Whether all of the host is left alone for a while."""
    asked: float | None = None
    """Seconds that the server asks to wait."""


def failure_of(answer: Answer | InputError, now: float) -> Failure | None:
    """Return how a request failed; ``None`` for an answer to go on with: 200, 304 and a redirect."""
    if isinstance(answer, NoAnswerError):
        return Failure(reason=answer.reason, passing=True, host_rests=True)
    if isinstance(answer, InputError):
        return Failure(reason=answer.reason, passing=False)
    if answer.status in (200, 304) or answer.moved is not None:
        return None
    asked = retry_after(answer.headers, dt.datetime.fromtimestamp(now, dt.UTC))
    return Failure(
        reason=f"the server answers {answer.status} {answer.reason}".rstrip(),
        passing=answer.status in _PASSING,
        host_rests=answer.status in _TOO_MUCH,
        asked=asked if answer.status in _PASSING else None,
    )


def back_off(failures: int, asked: float | None, chance: float, *, first: float = _FIRST_WAIT) -> float:
    """Return the seconds to wait after so many failures: what the server asks, else ``first``, doubled each time.

    At most six hours of our own, a day if asked; up to a quarter is added by ``chance`` (0 to 1), so that many that failed
    together do not come back together.
    """
    own = min(first * 2.0 ** min(failures - 1, 20), _LONGEST_WAIT)
    return min(max(own, asked or 0.0), DAY) * (1 + chance / 4)


def after_failure(
    target: Target, failure: Failure, config: Config, interval: float, now: float, wait: float
) -> Target:
    """Return a target that failed. A feed is polled again for ever; a page, as often as ``tries`` says."""
    failures = target.failures + 1
    if target.is_feed:
        due: float | None = now + max(interval, wait if failure.passing else min(interval * failures, DAY))
    else:
        due = now + wait if failure.passing and failures < config.tries else None
    return msgspec.structs.replace(
        target,
        failures=failures,
        reason=failure.reason,
        due=due,
        hop=None,
        hops=0,
        host=origin_of(target.address),
        # the request may have failed because it was conditional: some servers answer 412 for ever
        etag=target.etag if failure.passing else None,
        modified=target.modified if failure.passing else None,
    )


def after_success(target: Target, answer: Answer, due: float | None, now: float) -> Target:
    """Return a target that answered, with what makes the next request conditional."""
    unchanged = answer.status == 304
    elsewhere = target.hop is not None  # what another host said of its own page means nothing to the first
    return msgspec.structs.replace(
        target, failures=0, reason=None, due=due, fetched=now, hop=None, hops=0, host=origin_of(target.address),
        etag=None if elsewhere else answer.headers.get("etag", target.etag if unchanged else None),
        modified=None if elsewhere else answer.headers.get("last-modified", target.modified if unchanged else None),
    )  # fmt: skip


def next_check(target: Target, config: Config, now: float) -> float | None:
    """Return when a page is fetched once more: at the next of the ages that the configuration names."""
    ages = sorted(target.first_seen + 3600 * hours for hours in config.recheck_hours)
    return next((at for at in ages if at > now), None)


def rested(host: Host, pause: float, now: float) -> Host:
    """Return a host that answered: asked again after its pace."""
    return msgspec.structs.replace(host, failures=0, not_before=now + pause)


def resting(host: Host, wait: float, now: float) -> Host:
    """Return a host that is left alone for a while."""
    return msgspec.structs.replace(host, failures=host.failures + 1, not_before=now + wait)
