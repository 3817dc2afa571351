"""One event as a line of a list."""

from __future__ import annotations

import msgspec

from onrecord.merging import build_events
from onrecord.model import summary_of
from onrecord.web.line import line_of, lines_of
from tests.merging.made_up import ARTICLES


def test_a_line_leads_to_the_event_at_the_time_asked_for() -> None:
    event = summary_of(build_events(ARTICLES)[0])
    assert f'<a href="/events/{event.id}">' in line_of(event)
    assert f'<a href="/events/{event.id}?as_of=2020-01-09T12%3A00">' in line_of(event, "2020-01-09T12:00")
    assert str(lines_of([event, event])).count("<li ") == 2


def test_what_is_not_ours_is_escaped() -> None:
    event = msgspec.structs.replace(summary_of(build_events(ARTICLES)[0]), id='"><script>', mode="<i>")
    assert "<script>" not in line_of(event)
    assert "<i>" not in line_of(event)
