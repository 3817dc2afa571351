"""The plain listing of events."""

from __future__ import annotations

import pytest

from onrecord.views import render_events


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2020-01-03", "2020-01-03", "2020-01-03"),
        ("2018-05-01", "2018-05-31", "2018-05"),
        ("2019-12-01", "2019-12-31", "2019-12"),
        ("2018-01-01", "2018-12-31", "2018"),
        ("2020-01-03", "2020-01-05", "2020-01-03/05"),
        ("2020-01-30", "2020-02-01", "2020-01-30/02-01"),
        ("2019-12-31", "2020-01-02", "2019-12-31/2020-01-02"),
        ("2018-01-01", "2019-12-31", "2018-01-01/2019-12-31"),
        ("2020-01-03", None, "2020-01-03"),
        (None, "2020-01-03", "by 2020-01-03"),
        (None, None, "undated"),
    ],
)
def test_days_are_no_more_exact_than_they_are_known(start: str | None, end: str | None, told: str) -> None:
    event = {
        "event_type": "CONSULT", "mode": None, "start": start, "end": end, "actors": ["France"], "recipients": [],
        "standing": ["reported"], "reports": 1, "articles": 1,
    }  # fmt: skip
    first = next(iter(render_events([event], width=80, colour=False)))
    assert first.partition("  CONSULT")[0].strip() == told
