"""The register of promises is asked by who, what, when and how it stands."""

from __future__ import annotations

import pytest

from onrecord.merging import follow_up
from onrecord.merging.registering import Asked, asked_for
from tests.merging.promised import deed, events_of, later, promise

_FOUND = follow_up(
    events_of(
        promise("p", "2020-03-02", deed(due="2020-03-31")),
        promise("q", "2020-05-04", deed("CONSULT", None, "hold talks in Muscat"), sentence="Iran agreed to hold talks in Muscat"),
        later("d", "2020-03-20"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "days"),
    [(Asked(), ["2020-03-02", "2020-05-04"]),
     (Asked(actor="IRN"), ["2020-03-02", "2020-05-04"]),
     (Asked(actor="syr"), []),
     (Asked(to="SYR"), ["2020-03-02", "2020-05-04"]),
     (Asked(event_type="consult"), ["2020-05-04"]),
     (Asked(kind="threatened"), []),
     (Asked(state="fulfilled"), ["2020-03-02"]),
     (Asked(state="overdue"), []),
     (Asked(since="2020-04-01"), ["2020-05-04"]),
     (Asked(until="2020-04-01"), ["2020-03-02"]),
     (Asked(due="2020-04-01"), ["2020-03-02"]),
     (Asked(text="Talks muscat"), ["2020-05-04"])],
)  # fmt: skip
def test_what_is_asked_for_is_found(asked: Asked, days: list[str]) -> None:
    assert [p.made for p in asked_for(_FOUND, asked)] == days
