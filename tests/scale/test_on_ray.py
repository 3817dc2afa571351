"""Ray as the engine. Needs the extra ``ray``; without it, only that is said."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from onrecord.model import UsageError
from onrecord.scale.engines import LocalEngine
from onrecord.scale.on_ray import RayEngine
from tests.scale.stand_in import QUICK, SLOW, coded, files_of, manifest, planned
from tests.scale.test_backfill import lines

_RAY = find_spec("ray") is not None
_KILLS = 2
"""Of actors and of reading processes: with a third the same shard or document might be given up, on a busy machine."""
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
def test_ray_gives_the_bytes_of_local_processes_also_where_its_processes_are_killed_at_random(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_worker_niceness", "0")  # else they starve on a machine that does other work
    archives = _archives(tmp_path)
    coded(planned(archives, tmp_path / "local"), LocalEngine(1, seconds=60, means=QUICK))
    over, chance = threading.Event(), random.Random(9)
    killed = {"actors": 0, "readers": 0}

    def kill_at_random() -> None:
        while not over.wait(0.1 + 0.3 * chance.random()):
            actors = _actors()
            found = {"actors": actors, "readers": [reader for pid in actors for reader in _readers_of(pid)]}
            kind = chance.choice([kind for kind in found if killed[kind] < _KILLS] or ["none"])
            for pid in chance.sample(found.get(kind, []), min(1, len(found.get(kind, [])))):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed[kind] += 1

    killer = threading.Thread(target=kill_at_random)
    killer.start()
    try:
        coded(planned(archives, tmp_path / "ray"), RayEngine(2, seconds=60, means=SLOW))
    finally:
        over.set()
        killer.join()
    assert killed["actors"] >= 1
    assert killed["readers"] >= 1
    assert files_of(tmp_path / "ray") == files_of(tmp_path / "local")


@needs_ray
def test_a_cluster_that_loses_a_machine_gives_the_bytes_of_local_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ray.cluster_utils import Cluster  # machines that are processes of this one

    monkeypatch.setenv("RAY_worker_niceness", "0")
    archives = _archives(tmp_path)
    coded(planned(archives, tmp_path / "local"), LocalEngine(1, seconds=60, means=QUICK))
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    lost = cluster.add_node(num_cpus=1)
    gone = threading.Event()

    def lose_a_machine() -> None:
        while len(_actors()) < 2 and not gone.wait(0.1):
            pass
        cluster.remove_node(lost, allow_graceful=False)
        gone.set()

    loser = threading.Thread(target=lose_a_machine)
    loser.start()
    try:
        coded(
            planned(archives, tmp_path / "ray"),
            RayEngine(2, seconds=60, address=cluster.address, means=SLOW),
        )
        assert gone.is_set()
    finally:
        gone.set()
        loser.join()
        cluster.shutdown()
    assert files_of(tmp_path / "ray") == files_of(tmp_path / "local")


@needs_ray
def test_inputs_named_from_here_are_found_by_a_cluster_that_was_started_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_worker_niceness", "0")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        lines(tmp_path / "a.jsonl", "One.", "Two.")
        monkeypatch.chdir(tmp_path)
        found = coded(
            planned([Path("a.jsonl")], tmp_path / "out"),
            RayEngine(1, seconds=60, address=cluster.address, means=QUICK),
        )
    finally:
        cluster.shutdown()
    assert manifest(found).counts.articles == 2


def _processes() -> list[tuple[int, int, str]]:
    """Number, parent and command of all that run."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = (row.split(maxsplit=2) for row in listed.stdout.splitlines())
    return [(int(row[0]), int(row[1]), row[2] if len(row) > 2 else "") for row in rows]


def _actors() -> list[int]:
    """Ray's processes that code a shard at this moment."""
    return [pid for pid, _, command in _processes() if "ray::ShardActor.code" in command]


def _readers_of(actor: int) -> list[int]:
    """The reading processes of an actor: children of the server that makes them, which is a child of the actor."""
    rows = _processes()
    servers = {pid for pid, parent, _ in rows if parent == actor}
    return [pid for pid, parent, _ in rows if parent in servers]


@needs_ray
def test_an_address_where_no_cluster_is_is_wrong_use_at_once(tmp_path: Path) -> None:
    work = planned([lines(tmp_path / "a.jsonl", "One.")], tmp_path / "out")
    began = time.monotonic()
    with pytest.raises(UsageError, match="--address"):
        coded(work, RayEngine(1, seconds=5, address="127.0.0.1:1", means=QUICK))
    assert time.monotonic() - began < 60  # Ray by itself tries for minutes


@needs_ray
def test_words_that_are_no_address_are_wrong_use(tmp_path: Path) -> None:
    work = planned([lines(tmp_path / "a.jsonl", "One.")], tmp_path / "out")
    with pytest.raises(UsageError, match="--address"):
        coded(work, RayEngine(1, seconds=5, address="ray.example:port", means=QUICK))
