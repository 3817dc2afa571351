"""The measure of what a watch holds."""

from __future__ import annotations

import pytest
from bench.watch_memory import run


def test_it_tells_memory_and_state_as_the_articles_come(capsys: pytest.CaptureFixture[str]) -> None:
    run(40)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert lines[-1].split()[0] == "40"
    assert all("MB in memory" in line and "MB of state" in line for line in lines)
