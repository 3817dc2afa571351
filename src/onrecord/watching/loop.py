"""The loop: asks what is due, hands pages on, and keeps on the disk what comes next.

Requests run in threads, one at a time to each host; everything else happens here, in the caller's thread, one thing after
another. What is on the disk is always whole: a request whose answer was not handled is simply made again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import msgspec

from onrecord.model import FetchRefusedError, InputError
from onrecord.sources.addresses import Answer, page
from onrecord.sources.asking_robots import robots_text
from onrecord.sources.feeds import Robots
from onrecord.watching.asking import Done, Job, ask, origin_of
from onrecord.watching.clock import Clock, Inbox
from onrecord.watching.config import JITTER, Config, Feed
from onrecord.watching.keeping import Keeper
from onrecord.watching.outcomes import (
    DAY,
    FIRST_PAUSE,
    Failure,
    after_failure,
    after_success,
    back_off,
    failure_of,
    next_check,
    rested,
    resting,
)
from onrecord.watching.polling import Poll, feed_target, poll_of
from onrecord.watching.state import State, Target

Totals = Counter[str]
"""How often what happened: ``polls``, ``new``, ``changed``, ``recoded``, ``known``, ``unchanged``, ``failed``."""


class Watch:
    """A watch on feeds. ``run`` returns when ``stop`` was called, from a signal handler or a thread."""

    def __init__(
        self,
        config: Config,
        state: State,
        keeper: Keeper | None,
        *,
        clock: Clock,
        tell: Callable[[str], None],
        chance: Callable[[], float] = random.random,
        list_page: Callable[[str], None] | None = None,
    ) -> None:
        """``list_page`` hears the addresses of pages instead of their being fetched; then ``keeper`` may be ``None``."""
        self._config = config
        self._state = state
        self._keeper = keeper
        self._clock = clock
        self._tell = tell
        self._chance = chance
        self._list_page = list_page
        self._feeds = {feed.address: feed for feed in config.feed}
        self._inbox: Inbox[Done | None] = Inbox()
        self._busy: set[str] = set()
        self._stopping = False
        self._forgot = self._last = float("-inf")
        self.totals: Totals = Counter()

    def stop(self) -> None:
        """End the watch after the article at hand."""
        self._stopping = True
        self._inbox.put(None)

    def run(self, *, once: bool = False) -> Totals:
        """Watch until stopped; ``once``: until nothing is due. Raises ``LedgerError`` where nothing can be kept."""
        begin = self._clock.now()
        self._state.keep_feeds(self._feeds)
        self._put_times_right(begin)
        for feed in self._config.feed:
            known = self._state.target(feed.address, is_feed=True)
            self._state.put(feed_target(feed, self._config, known, begin))
        feeds_until = begin if once else float("inf")
        with ThreadPoolExecutor(self._config.concurrency) as pool:
            while not self._stopping:
                self._start(pool, feeds_until)
                now = self._clock.now()
                if now < self._last:
                    self._put_times_right(now)
                self._last = now
                full = len(self._busy) == self._config.concurrency
                until = (
                    None if full else self._state.next_time(now, self._busy, feeds_until, patient=not once)
                )
                if not self._busy:
                    if once and until is None:
                        break
                    again = self._pause(now)
                    until = min((one for one in (until, again) if one is not None), default=None)
                done = self._clock.wait(self._inbox, until, busy=bool(self._busy))
                if done is not None and not self._stopping:
                    self._finish(done)
        if once and not self._stopping and self._keeper is not None:
            self._keeper.rest()
        return self.totals

    def _put_times_right(self, now: float) -> None:
        """Do what a clock that was ahead has put off: it may have been put right while we ran, or between two runs."""
        config = self._config
        self._state.put_times_right(
            now, interval=config.longest_interval, pause=config.longest_pause, farthest=config.farthest
        )
        self._forgot = min(self._forgot, now)

    def _pause(self, now: float) -> float | None:
        """Use that nothing is under way: bring the events up to date, and forget once a day what is long gone.

        Returns when the keeper wants to be asked again.
        """
        again = None
        if self._keeper is not None and self._state.next_time(now, (), now, patient=False) is None:
            wanted = self._keeper.rest()
            again = None if wanted is None else self._clock.now() + wanted
        if now - self._forgot >= DAY:
            self._state.forget(now - self._config.forget_days * DAY)
            self._forgot = now
        return again

    def _start(self, pool: ThreadPoolExecutor, feeds_until: float) -> None:
        """Start requests until all threads have one or nothing is ready."""
        while len(self._busy) < self._config.concurrency:
            now = self._clock.now()
            target = self._state.ready(now, self._busy, feeds_until)
            if target is None:
                return
            job = self._job(target, now)
            if job is not None:
                self._busy.add(target.host)
                pool.submit(self._ask, job)

    def _ask(self, job: Job) -> None:
        self._inbox.put(ask(job, self._config))

    def _job(self, target: Target, now: float) -> Job | None:
        """Return what to ask for a target; ``None`` where that was settled without asking."""
        host = self._state.host(target.host)
        if host.robots is None or host.robots_until <= now:
            return Job(task="robots", target=target)
        robots = _rules(host.robots)
        job = Job(task="feed" if target.is_feed else "page", target=target, robots=robots)
        if robots.allow(job.address):
            if self._list_page is None or target.is_feed:
                return job
            self._list_page(target.address)
            self._state.put(msgspec.structs.replace(target, due=None))
            return None
        reason = f"the robots.txt of {target.host} does not let {job.address} be fetched: ask the outlet, or leave it out"
        self._fail(target, Failure(reason=reason, passing=False), now)
        return None

    def _finish(self, done: Done) -> None:
        """Settle what came of a request."""
        job, now = done.job, self._clock.now()
        self._busy.discard(job.target.host)
        failure = failure_of(done.answer, now)
        if job.task == "robots":
            self._learn_robots(job, done.answer, failure, now)
            return
        self._rest(job.target.host, failure, now)
        if failure is not None:
            self._fail(job.target, failure, now)
        elif isinstance(done.answer, Answer):
            self._go_on(job.target, done.answer, now)

    def _rest(self, origin: str, failure: Failure | None, now: float) -> None:
        """Leave a host alone: for its pace, or for longer where it is not well."""
        host = self._state.host(origin)
        if failure is not None and failure.host_rests:
            wait = back_off(host.failures + 1, failure.asked, self._chance())
            self._state.put_host(resting(host, wait, now))
            return
        pace = self._config.pace_seconds * (1 + JITTER * self._chance())
        pause = _rules(host.robots).pause if host.robots else 0.0
        self._state.put_host(rested(host, max(pace, pause), now))

    def _learn_robots(
        self, job: Job, answer: Answer | InputError, failure: Failure | None, now: float
    ) -> None:
        """A robots.txt that is not there forbids nothing; one that cannot be had forbids all for now (RFC 9309)."""
        origin = job.target.host
        text = robots_text(answer)
        if text is not None:
            host = self._state.host(origin)
            self._state.put_host(msgspec.structs.replace(host, robots=text, robots_until=now + DAY))
            self._rest(origin, None, now)
            return
        assert failure is not None  # what is no failure is had
        refused = isinstance(answer, FetchRefusedError)
        if not refused:
            reason = (
                f"the robots.txt of {origin} cannot be had, so nothing there is fetched: {failure.reason}"
            )
            # the host rests, or each of its pages would ask for its robots.txt again
            failure = msgspec.structs.replace(failure, reason=reason, passing=True, host_rests=True)
        self._rest(origin, failure, now)
        self._fail(job.target, failure, now)

    def _go_on(self, target: Target, answer: Answer, now: float) -> None:
        """Handle an answer that is no failure."""
        there = answer.moved
        if answer.status == 304 and not (target.etag or target.modified):
            reason = "the server answers 304, unchanged, to a request that did not say what is known: ask its owner"
            self._fail(target, Failure(reason=reason, passing=False), now)
        elif there is not None:
            self._follow(target, there, now)
        elif target.is_feed:
            self._poll(target, answer, now)
        else:
            self._keep(target, answer, now)

    def _follow(self, target: Target, there: str, now: float) -> None:
        """Note where a redirect leads; its host's robots.txt and pace come first."""
        if target.hops >= self._config.redirects:
            reason = f"redirects more than {self._config.redirects} times: give the address it ends at"
            self._fail(target, Failure(reason=reason, passing=False), now)
            return
        hop = msgspec.structs.replace(target, hop=there, hops=target.hops + 1, host=origin_of(there))
        self._state.put(hop)

    def _poll(self, target: Target, answer: Answer, now: float) -> None:
        feed = self._feeds[target.feed]
        poll = Poll(targets=(), listed=0, new=0, changed=0, left_out=0)
        if answer.status == 200:
            try:
                poll = poll_of(answer, target, feed, self._config, self._state, now)
            except InputError as error:
                self._fail(target, Failure(reason=error.reason, passing=False), now)
                return
        self.totals["polls"] += 1
        own = target.address == target.feed
        # a sitemap of which the index says when it changed is polled when the index says so
        due = now + self._config.interval(feed) if own or target.stamp is None else None
        self._state.put_all((*poll.targets, after_success(target, answer, due, now)))
        told = "not modified" if answer.status == 304 else _told(poll)
        self._tell(f"{target.address}: {told}; {self._state.waiting()} wait")

    def _keep(self, target: Target, answer: Answer, now: float) -> None:
        after = after_success(target, answer, next_check(target, self._config, now), now)
        digest = hashlib.sha256(answer.body).hexdigest()
        if answer.status == 304 or digest == target.digest:
            self.totals["unchanged"] += 1
            self._state.put(after)
            return
        outcome = self._read(target, answer)
        if isinstance(outcome, InputError):
            self._log_failure(target, outcome.reason)
            after = msgspec.structs.replace(after, reason=outcome.reason)
        else:
            self.totals[outcome] += 1
            self._tell(f"{target.address}: {outcome}")
        self._state.put(msgspec.structs.replace(after, digest=digest))

    def _read(self, target: Target, answer: Answer) -> str | InputError:
        assert self._keeper is not None  # a rehearsal fetches no pages
        feed: Feed | None = self._feeds.get(target.feed)
        try:
            document = page(answer, target.address, target.published)
        except InputError as error:
            return error
        outlet = feed.outlet if feed else None
        return self._keeper.keep(msgspec.structs.replace(document, outlet=outlet))

    def _fail(self, target: Target, failure: Failure, now: float) -> None:
        """Note that a target failed. The first time, each new reason and the last time are kept for `coverage`."""
        feed = self._feeds.get(target.feed)
        interval = self._config.interval(feed) if feed else DAY
        wait = back_off(target.failures + 1, failure.asked, self._chance(), first=FIRST_PAUSE)
        after = after_failure(target, failure, self._config, interval, now, wait)
        if failure.reason != target.reason or after.due is None:
            again = "" if after.due is None else f"; again after {_clock_time(after.due)}"
            self._log_failure(target, failure.reason, again)
        self._state.put(after)

    def _log_failure(self, target: Target, reason: str, again: str = "") -> None:
        self.totals["failed"] += 1
        self._tell(f"{target.address}: {reason}{again}")
        if self._keeper is not None:
            feed = self._feeds.get(target.feed)
            self._keeper.failed(target.address, reason, feed.outlet if feed else None, target.published)


def _told(poll: Poll) -> str:
    return f"{poll.listed} listed, {poll.new} new, {poll.changed} changed, {poll.left_out} left out"


def _clock_time(at: float) -> str:
    return dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="seconds")


@lru_cache(maxsize=16)
def _rules(text: str) -> Robots:
    return Robots(text)
