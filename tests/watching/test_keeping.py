"""What a watch puts into the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from onrecord.ledger import Ledger
from onrecord.model import Record
from onrecord.sources import RawDocument
from onrecord.watching import Feed, LedgerKeeper
from tests.ledger.made_up import record
from tests.watching.conftest import Desk
from tests.watching.site import Reply, Site, article, rss


def _read(page: RawDocument) -> Record:
    """Stand in for the reader: the page's bytes are the text."""
    text = page.content.decode() if isinstance(page.content, bytes) else page.content
    made = record()
    return msgspec.structs.replace(
        made, id=page.id, url=page.url, text=text, reports=(), attributions=(), toponyms=(), times=(), mentions=()
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path}/news.db")
    yield opened
    opened.close()


def test_changed_article_becomes_a_further_version(site: Site, desk: Desk, ledger: Ledger) -> None:
    desk.kept = LedgerKeeper(ledger, _read)  # type: ignore[assignment]
    texts = iter(["One.", "One.", "Two.", "Two.", "Two."])
    site.replies |= {
        "/feed": Reply(body=rss("/a"), kind="application/rss+xml"),
        "/a": lambda _asked: Reply(body=article(next(texts))),
    }
    totals = desk.run(site.origin + "/feed", hours=100, every_minutes=600)
    assert [("One." in v["text"], "Two." in v["text"]) for v in ledger.versions(f"{site.origin}/a")] == [
        (True, False),
        (False, True),
    ]
    assert (totals["new"], totals["changed"], totals["unchanged"]) == (1, 1, 3)


def test_failures_are_in_coverage_with_their_reason(site: Site, desk: Desk, ledger: Ledger) -> None:
    desk.kept = LedgerKeeper(ledger, _read)  # type: ignore[assignment]
    site.replies |= {"/feed": Reply(body=rss("/a"), kind="application/rss+xml")}
    desk.run(Feed(address=site.origin + "/feed", outlet="The Example"), site.origin + "/none")
    failed = {row["input"]: row["reason"] for row in ledger.attempts(outcome="failed")}
    assert set(failed) == {f"{site.origin}/a", f"{site.origin}/none"}
    assert all("404" in reason for reason in failed.values())
    assert {one.outlet: one.failed for one in ledger.coverage()} == {"The Example": 1, None: 1}


def test_losing_the_state_loses_nothing_that_was_kept(site: Site, desk: Desk, ledger: Ledger) -> None:
    desk.kept = LedgerKeeper(ledger, _read)  # type: ignore[assignment]
    site.replies |= {
        "/feed": Reply(body=rss("/a"), kind="application/rss+xml"),
        "/a": Reply(body=article()),
    }
    desk.run(site.origin + "/feed")
    Path(desk.path).unlink()
    assert desk.run(site.origin + "/feed")["known"] == 1
    assert len(list(ledger.articles())) == 1
