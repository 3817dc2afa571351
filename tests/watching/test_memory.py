"""What a watch holds in memory does not grow with what it has seen."""

from __future__ import annotations

import gc
import tracemalloc
from itertools import count

from onrecord.watching import Feed
from tests.watching.conftest import Desk
from tests.watching.site import Asked, Reply, Site, article, rss

_EACH = 4
"""New articles of each poll."""


class _Silent(list[str]):
    def append(self, _line: str) -> None:
        """Keep nothing: the log of a test is no part of the watch."""


def test_memory_does_not_grow_with_the_articles_seen(site: Site, desk: Desk) -> None:
    polls = count(1)
    held: dict[int, int] = {}

    def listing(_asked: Asked) -> Reply:
        site.asked.clear()
        poll = next(polls)
        if poll in (20, 60):
            gc.collect()
            held[poll] = tracemalloc.get_traced_memory()[0]
        items = [f"/{'a' * 800}/{poll}/{n}" for n in range(_EACH)]
        site.replies |= dict.fromkeys(items, Reply(body=article()))
        for old in list(site.replies)[: -2 * _EACH]:
            if old != "/feed":
                del site.replies[old]
        return Reply(body=rss(*items), kind="application/rss+xml")

    site.replies["/feed"] = listing
    desk.log = _Silent()
    desk.kept.keep = lambda _page: "new"  # type: ignore[method-assign,assignment]
    tracemalloc.start()
    try:
        desk.run(Feed(address=site.origin + "/feed"), hours=16, recheck_hours=(), pace_seconds=0)
    finally:
        tracemalloc.stop()
    assert set(held) == {20, 60}
    # 160 addresses of more than 800 characters lie between, 128 kB of text alone
    assert held[60] - held[20] < 64_000
