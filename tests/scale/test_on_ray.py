"""Ray as the engine. Needs the extra ``ray``; without it, only that is said."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest

from onrecord.model import UsageError
from onrecord.scale.engines import LocalEngine
from onrecord.scale.on_ray import RayEngine
from tests.scale.stand_in import QUICK, SLOW, coded, files_of, planned
from tests.scale.test_backfill import lines

_RAY = find_spec("ray") is not None
needs_ray = pytest.mark.skipif(not _RAY, reason="Ray is not installed")
pytestmark = pytest.mark.filterwarnings("default")  # Ray's own


@pytest.mark.skipif(_RAY, reason="Ray is installed")
def test_without_ray_the_extra_is_named() -> None:
    with pytest.raises(UsageError, match=r"onrecord\[ray\]"):
        RayEngine(1, seconds=1)


def _archives(folder: Path) -> list[Path]:
    texts = [f"Text {n}." for n in range(60)]
    return [lines(folder / f"{n}.jsonl", *texts, "FAIL", "AUF DEUTSCH") for n in range(4)]


@needs_ray
def test_ray_gives_the_bytes_of_local_processes_also_where_workers_are_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_worker_niceness", "0")  # else they starve on a machine that does other work
    archives = _archives(tmp_path)
    coded(planned(archives, tmp_path / "local"), LocalEngine(1, seconds=60, means=QUICK))
    over, killed = threading.Event(), 0

    def kill_an_actor() -> None:
        nonlocal killed
        while not over.wait(0.5):
            for pid in [] if killed else _actors():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
                break

    killer = threading.Thread(target=kill_an_actor)
    killer.start()
    try:
        coded(planned(archives, tmp_path / "ray"), RayEngine(2, seconds=60, means=SLOW))
    finally:
        over.set()
        killer.join()
    assert killed == 1
    assert files_of(tmp_path / "ray") == files_of(tmp_path / "local")


def _actors() -> list[int]:
    """Ray's processes that code a shard at this moment."""
    listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return [int(row.split()[0]) for row in listed.splitlines() if "ray::ShardActor.code" in row]


@needs_ray
def test_an_address_where_no_cluster_is_is_wrong_use(tmp_path: Path) -> None:
    work = planned([lines(tmp_path / "a.jsonl", "One.")], tmp_path / "out")
    with pytest.raises(UsageError, match="--address"):
        coded(work, RayEngine(1, seconds=5, address="127.0.0.1:1", means=QUICK))
