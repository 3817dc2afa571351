"""Reading processes and whole backfills killed at random: the same bytes in the end."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import threading
import time
from pathlib import Path

from onrecord.scale.backfill import backfill
from onrecord.scale.coding_shard import Task
from onrecord.scale.engines import LocalEngine, ShardOutcome
from onrecord.scale.manifests import Manifest
from tests.scale.stand_in import QUICK, SLOW, coded, files_of, planned
from tests.scale.test_backfill import lines

_KILLS = 6


def _archives(folder: Path) -> list[Path]:
    texts = [f"Text {n}." for n in range(40)]
    return [lines(folder / f"{n}.jsonl", *texts, "FAIL") for n in range(3)]


def test_reading_processes_killed_at_random_change_no_byte(tmp_path: Path) -> None:
    archives = _archives(tmp_path)
    coded(planned(archives, tmp_path / "whole"), LocalEngine(1, seconds=60, means=QUICK))
    engine, chance = LocalEngine(2, seconds=60, means=SLOW), random.Random(3)
    over, moved = threading.Event(), set[str]()
    killed = 0

    def kill_at_random() -> None:
        nonlocal killed
        while not over.wait(0.02 + 0.05 * chance.random()) and killed < _KILLS:
            # only where each has read something since: else, on a busy machine, one document dies three times
            pids = engine.pids
            if pids and len(moved) >= len(pids):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(pids), signal.SIGKILL)
                    killed += 1
                moved.clear()

    killer = threading.Thread(target=kill_at_random)
    killer.start()
    try:
        list(
            backfill(planned(archives, tmp_path / "killed"), engine, lambda reached: moved.add(reached.shard))
        )
    finally:
        over.set()
        killer.join()
    assert killed >= 3
    assert files_of(tmp_path / "killed") == files_of(tmp_path / "whole")


def _backfill_slowly(archives: list[Path], output: Path) -> None:
    coded(planned(archives, output), LocalEngine(1, seconds=60, means=SLOW))


def test_backfills_killed_at_random_and_started_again_lose_nothing(tmp_path: Path) -> None:
    archives, chance, kills = _archives(tmp_path), random.Random(5), 0
    coded(planned(archives, tmp_path / "whole"), LocalEngine(1, seconds=60, means=QUICK))
    context = multiprocessing.get_context("spawn")
    for _ in range(40):
        process = context.Process(target=_backfill_slowly, args=(archives, tmp_path / "killed"))
        process.start()
        before = _journalled(tmp_path / "killed")
        patience = time.monotonic() + 60
        while (
            process.is_alive() and _journalled(tmp_path / "killed") == before and time.monotonic() < patience
        ):
            time.sleep(0.01)
        time.sleep(0.1 + 0.6 * chance.random())
        process.kill()
        process.join()
        finished = process.exitcode == 0
        process.close()
        if finished:
            break
        kills += 1
    assert kills >= 2
    assert files_of(tmp_path / "killed") == files_of(tmp_path / "whole")


def _journalled(output: Path) -> tuple[int, int]:
    """How many shards are done, and how much is written of the one in work."""
    sizes = []
    for path in output.glob("*.journal"):
        with contextlib.suppress(FileNotFoundError):
            sizes.append(path.stat().st_size)
    return len(list(output.glob("*.manifest.json"))), sum(sizes)


def test_two_machines_at_one_shard_leave_the_bytes_of_one(tmp_path: Path) -> None:
    """On a cluster one may be taken for lost, and be at work still, when another takes its shard over."""
    archives, chance = _archives(tmp_path)[:1], random.Random(7)
    coded(planned(archives, tmp_path / "whole"), LocalEngine(1, seconds=60, means=QUICK))
    for wait in (0.0, 0.05 + 0.2 * chance.random(), 0.3 + 0.2 * chance.random()):
        output = tmp_path / f"{wait}"
        tasks = planned(archives, output).tasks
        outcomes: list[ShardOutcome] = []

        def work(tasks: list[Task] = tasks, outcomes: list[ShardOutcome] = outcomes) -> None:
            outcomes += LocalEngine(1, seconds=60, means=SLOW).run(tasks, lambda _reached: None)

        machines = [threading.Thread(target=work) for _ in range(2)]
        for machine in machines:
            machine.start()
            time.sleep(wait)
        for machine in machines:
            machine.join()
        assert [type(outcome) for outcome in outcomes] == [Manifest, Manifest]
        assert files_of(output) == files_of(tmp_path / "whole")
