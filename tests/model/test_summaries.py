"""What a line of a list says of an event."""

from __future__ import annotations

import msgspec

from onrecord.merging import build_events
from onrecord.model import Summary, summary_of
from tests.merging.made_up import ARTICLES, article


def test_a_summary_counts_what_it_leaves_out() -> None:
    (event,) = build_events(
        [
            article("a", "2020-01-08", published="2020-01-09"),
            article("b", "2020-01-08", published="2020-01-12"),
        ]
    )
    summary = summary_of(event)
    assert (summary.reports, summary.articles, summary.origins) == (2, 2, len(event.origins))
    assert (summary.first_published, summary.last_published) == ("2020-01-09", "2020-01-12")
    assert [voice.source for voice in summary.voices] == [account.source for account in event.accounts]
    assert summary.now is not None
    assert summary.now.words == event.standing


def test_a_summary_is_the_same_after_it_was_written_down() -> None:
    for event in build_events(ARTICLES):
        summary = summary_of(event)
        assert msgspec.json.decode(msgspec.json.encode(summary), type=Summary) == summary
