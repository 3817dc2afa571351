"""The made-up articles of the tests of merging in a ledger, and commands on it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner

from onrecord.cli.main import main
from onrecord.ledger import Ledger
from onrecord.model import Record
from tests.merging.made_up import ARTICLES


def made_up_ledger(folder: Path, records: Iterable[Record] = ARTICLES) -> str:
    """Fill a ledger in a folder and return its address."""
    address = f"sqlite:///{folder / 'ledger.db'}"
    ledger = Ledger.open(address)
    for record in records:
        ledger.add(record)
    ledger.close()
    return address


def run(url: str, *words: str, code: int = 0) -> str:
    """Run a command on the ledger and return what it prints; it must end with this exit status."""
    result = CliRunner().invoke(main, [*words, "--ledger", url])
    assert result.exit_code == code, result.output
    return result.output


def rows(url: str, *words: str) -> list[dict[str, object]]:
    """Return the rows of ``onrecord events``."""
    return [json.loads(line) for line in run(url, "events", "--format", "jsonl", *words).splitlines()]


def name(url: str, report: str) -> str:
    """Return the id of a report's event."""
    return str(json.loads(run(url, "event", report, "--json"))["id"])
