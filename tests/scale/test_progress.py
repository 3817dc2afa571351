"""The progress bar: rate and time left on a terminal, elsewhere nothing."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from onrecord.scale.coding_shard import Reached
from onrecord.scale.progress import Tally, shown_progress
from tests.scale.stand_in import planned
from tests.scale.test_backfill import lines


def _shown(tmp_path: Path, *, terminal: bool) -> str:
    archive = lines(tmp_path / "a.jsonl", "One.", "Two.")
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=120)
    with shown_progress(planned([archive], tmp_path / "out"), console) as tell:
        tell(Reached("a.jsonl", 1, archive.stat().st_size // 2))
    return stream.getvalue()


def test_a_terminal_shows_share_rate_and_time(tmp_path: Path) -> None:
    said = _shown(tmp_path, terminal=True)
    assert "50 %" in said
    assert "1 articles" in said
    assert "/s" in said


def test_elsewhere_nothing_is_shown(tmp_path: Path) -> None:
    assert _shown(tmp_path, terminal=False) == ""


def test_shards_are_added_up_and_told_again_replaced() -> None:
    tally = Tally()
    tally.tell(Reached("a", 1, 10))
    tally.tell(Reached("b", 2, 20))
    assert tally.tell(Reached("a", 3, 30)) == (5, 50)
