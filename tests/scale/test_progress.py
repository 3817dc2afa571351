"""How far long work is: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.scale.coding_shard import Reached
from onrecord.scale.progress import Lines, Tally, shown, shown_progress
from tests.scale.stand_in import coded, planned
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


def test_elsewhere_short_work_says_nothing(tmp_path: Path) -> None:
    assert _shown(tmp_path, terminal=False) == ""


@pytest.mark.parametrize("width", [60, 80])
def test_the_bar_of_a_narrow_terminal_stays_in_one_line(width: int) -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=width, color_system=None)
    with shown(10**12, console) as show:
        show(10**11, 123_456)
    plain = re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", stream.getvalue())
    assert all(len(line) <= width for line in re.split("[\r\n]", plain))
    assert "10 %" in plain
    assert plain.count("\n") == 1


def test_elsewhere_a_line_every_five_minutes_says_what_is_left() -> None:
    stream, now = io.StringIO(), [0.0]
    told = Lines(1_000, Console(file=stream, width=40), clock=lambda: now[0])
    for seconds, done, articles in (
        (0, 400, 0),
        (299, 450, 50),
        (300, 500, 60),
        (500, 600, 90),
        (600, 800, 120),
    ):
        now[0] = seconds
        told.show(done, articles)
    assert stream.getvalue() == (
        "onrecord: 50 %, 60 articles, 0.2/s, 0:25:00 left\nonrecord: 80 %, 120 articles, 0.2/s, 0:05:00 left\n"
    )


def test_a_shard_that_is_done_counts_whole(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", "One.", "Two.")
    work = planned([archive], tmp_path / "out")
    told: list[Reached] = []
    coded(work, tell=told.append)
    assert told[-1] == Reached("a.jsonl", 2, archive.stat().st_size)


def test_shards_are_added_up_and_told_again_replaced() -> None:
    tally = Tally()
    tally.tell(Reached("a", 1, 10))
    tally.tell(Reached("b", 2, 20))
    assert tally.tell(Reached("a", 3, 30)) == (5, 50)
