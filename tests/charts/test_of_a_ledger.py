"""Events of an open ledger draw themselves."""

from pathlib import Path

import pytest

import onrecord
from onrecord.ledger import Ledger
from tests.merging.made_up import ARTICLES


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/ledger.db"
    ledger = Ledger.open(address)
    for record in ARTICLES:
        ledger.add(record)
    ledger.close()
    return address


def test_the_events_asked_for_are_drawn_with_what_was_read(url: str) -> None:
    with onrecord.open(url) as ledger:
        table = ledger.events(who="ISR")
        chart = table.plot.timeline()
    assert sum(row["events"] for row in chart.rows) == len(table) == 1
    assert "Read: 6 articles" in " ".join(chart.notes)
