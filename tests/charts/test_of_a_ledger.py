"""Events of an open ledger draw themselves."""

from pathlib import Path

import pytest

import onrecord
from tests.cli.made_up_ledger import made_up_ledger


@pytest.fixture
def url(tmp_path: Path) -> str:
    return made_up_ledger(tmp_path)


def test_the_events_asked_for_are_drawn_with_what_was_read(url: str) -> None:
    with onrecord.open(url) as ledger:
        table = ledger.events(who="ISR")
        chart = table.plot.timeline()
    assert sum(row["events"] for row in chart.rows) == len(table) == 1
    assert "Read: 6 articles" in " ".join(chart.notes)
