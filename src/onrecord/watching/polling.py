"""What a feed listed, into pages to fetch and feeds to poll."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

import msgspec

from onrecord.model import InputError
from onrecord.sources.addresses import Answer
from onrecord.sources.feeds import KINDS, Entry, Listing, listing_of
from onrecord.sources.plugin import listed_by
from onrecord.watching.asking import origin_of
from onrecord.watching.config import Config, Feed
from onrecord.watching.state import State, Target, listed
from onrecord.watching.state import changed as stamped_anew


class Poll(msgspec.Struct, frozen=True, kw_only=True):
    """What one poll found."""

    targets: tuple[Target, ...]
    """Everything listed, as it is to be kept."""
    listed: int
    new: int
    changed: int
    """Pages whose stamp is another than last time."""
    left_out: int
    """Too old, or not wanted by ``only`` and ``skip``."""


def poll_of(answer: Answer, target: Target, feed: Feed, config: Config, state: State, now: float) -> Poll:
    """Return what a feed's answer lists. Raises ``InputError`` for what is no feed."""
    return _compared(_listing(answer, feed, config), target, feed, config, state, now)


def _listing(answer: Answer, feed: Feed, config: Config) -> Listing:
    try:
        if feed.kind not in KINDS:
            return listed_by(feed.kind, answer.body, answer.url, config.drop_parameters)
        return listing_of(
            answer.body,
            answer.url,
            limit=int(config.feed_megabytes * 1_000_000),
            kind=feed.kind,
            charset=answer.charset,
            selector=feed.select,
            drop=config.drop_parameters,
        )
    except InputError:
        raise
    except Exception as error:  # a feed must not be able to end a watch of months
        reason = f"could not be read ({type(error).__name__}: {error}); please report it as a bug"
        raise InputError(answer.url, reason) from error


def feed_target(feed: Feed, config: Config, known: Target | None, now: float) -> Target:
    """Return a configured feed as it is at the start: due at once where it is new or its settings changed.

    One that is polled more often than it was is due as if it always had been.
    """
    settings = hashlib.sha256(msgspec.json.encode((feed, config.drop_parameters))).hexdigest()
    if known is not None and known.digest == settings:
        if known.failures or known.due is None or known.fetched is None:
            return known
        return msgspec.structs.replace(known, due=min(known.due, known.fetched + config.interval(feed)))
    fresh = known or Target(
        address=feed.address, is_feed=True, feed=feed.address, host=origin_of(feed.address), first_seen=now, listed=now
    )  # fmt: skip
    return msgspec.structs.replace(fresh, due=now, digest=settings, etag=None, modified=None)


def _compared(listing: Listing, target: Target, feed: Feed, config: Config, state: State, now: float) -> Poll:
    new = changed = left_out = 0
    latest = _day(now, 1)  # it may be tomorrow there
    targets: list[Target] = []
    for entry in listing.entries:
        known = state.target(entry.address, is_feed=False)
        if not feed.wants(entry.address) or (known is None and _is_old(entry, config, now)):
            left_out += 1
            continue
        after = listed(
            _dated_by(entry, latest), known, feed=feed.address, host=origin_of(entry.address), now=now
        )
        new += known is None
        changed += known is not None and stamped_anew(known, after)
        targets.append(after)
    if target.address == feed.address:  # an index within an index is not followed
        further = tuple(_further(listing.feeds, target, state, now))
        state.poll_only(target.feed, {target.address, *(one.address for one in further)})
        targets.extend(further)
    return Poll(
        targets=tuple(targets), listed=len(listing.entries), new=new, changed=changed, left_out=left_out
    )


def _further(feeds: tuple[Entry, ...], index: Target, state: State, now: float) -> Iterator[Target]:
    """Yield the sitemaps of an index, due with it where they are new or the index says that they changed."""
    for entry in feeds:
        if entry.address == index.address:
            continue
        known = state.target(entry.address, is_feed=True)
        one = listed(entry, known, feed=index.feed, host=origin_of(entry.address), now=now)
        due = index.due if one.due is not None and one.due <= now else one.due
        yield msgspec.structs.replace(one, is_feed=True, due=due)


def _dated_by(entry: Entry, latest: str) -> Entry:
    """Return an entry without a date after ``latest``: nothing is published after it is fetched."""
    if entry.published is None or entry.published <= latest:
        return entry
    return msgspec.structs.replace(entry, published=None)


def _is_old(entry: Entry, config: Config, now: float) -> bool:
    if entry.dated is None:
        return False
    return entry.dated < _day(now, -config.max_age_days)


def _day(now: float, days: float) -> str:
    """Return the ISO date so many days from now."""
    return (dt.datetime.fromtimestamp(now, dt.UTC).date() + dt.timedelta(days=days)).isoformat()
