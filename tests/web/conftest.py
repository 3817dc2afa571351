"""A ledger of one article with hostile text, and an empty one, as pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Ledger
from onrecord.model import Participant, Record, Report, Trigger, When
from onrecord.web import create_app

TEXT = "Rebels shelled the <script>alert(1)</script> town."
RECORD = Record(
    id="a/1 b",
    title="<b>Shelling</b>",
    published="2020-01-08",
    language="en",
    text=TEXT,
    reports=(
        Report(
            id="r1",
            sentence=(0, len(TEXT)),
            trigger=Trigger(start=7, end=14, text="shelled"),
            event_type="ASSAULT",
            actors=(Participant(text="Rebels", start=0, end=6, name="Rebels"),),
            when=When(start="2020-01-08", end="2020-01-08", precision="day", basis="publication"),
            score=0.9,
            coder="rules/1",
            why="shell: ASSAULT",
        ),
    ),
)


def _opened(path: Path, *records: Record) -> Iterator[TestClient]:
    ledger = Ledger.open(f"sqlite:///{path}/ledger.db")
    for record in records:
        ledger.add(record)
    with TestClient(create_app(ledger), base_url="http://localhost") as opened:
        yield opened
    ledger.close()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    yield from _opened(tmp_path, RECORD)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    yield from _opened(tmp_path)
