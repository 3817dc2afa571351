"""Ray as the engine: actors on this machine or on a running cluster. Needs the extra ``onrecord[ray]``.

An actor keeps one reading process with the models loaded, as a local worker does, and codes whole shards. Input files and
output folder must be reachable under the same path from every machine.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from onrecord.model import OnRecordError, UsageError
from onrecord.reader import ReadOptions
from onrecord.scale.coding_shard import Failure, Reached, Task, code_shard
from onrecord.scale.engines import ShardOutcome
from onrecord.scale.reading_process import Means, ReadingProcess

_TRIES = 3
"""How often a shard is given out whose actor dies: the machine may have gone, and the journal keeps what was done."""
_UNUSABLE = (
    "Ray cannot be used at {} ({}): check --address, and where the cluster asks for a token (Ray says so when it is "
    "started) set RAY_AUTH_MODE=token and put its token in ~/.ray/auth_token"
)
_ANSWER = 10.0
"""Seconds in which a cluster must take a connection."""


class ShardActor:
    """Runs in Ray: codes shards one after the other."""

    def __init__(self, options: ReadOptions, seconds: float, means: Means | None, folder: str) -> None:
        """``folder``: where inputs that are named from there are found, on every machine."""
        with suppress(OSError):  # where there is no such folder, inputs with whole paths are still found
            os.chdir(folder)
        self._reader = ReadingProcess(options, seconds=seconds, means=means)

    def code(self, task: Task) -> ShardOutcome:
        """Code a shard; what is wrong with it is a value. Raises ``UsageError`` where every shard would fail alike."""
        try:
            return code_shard(task, self._reader, _say_nothing)
        except UsageError:
            raise
        except OnRecordError as error:
            return Failure(task.shard.name, error)


class RayEngine:
    """Actors of Ray; see ``Engine``. ``tell`` hears of whole shards only."""

    def __init__(
        self, workers: int, *, seconds: float, address: str | None = None, means: Means | None = None
    ) -> None:
        """``address``: of a running cluster; without it, Ray runs on this machine. Raises ``UsageError`` without Ray."""
        try:
            import ray
        except ImportError as error:
            raise UsageError(
                f"--engine ray needs the ray extra: pip install 'onrecord[ray]' ({error})"
            ) from error
        self._ray = ray
        self._workers = workers
        self._seconds = seconds
        self._address = address
        self._means = means

    def run(
        self, tasks: Iterable[Task], tell: Callable[[Reached], None]
    ) -> Generator[ShardOutcome, None, None]:
        """See ``Engine``."""
        todo = list(tasks)
        if not todo:
            return
        self._open()
        try:
            yield from self._run(todo, tell)
        finally:
            self._ray.shutdown()

    def _open(self) -> None:
        try:
            if self._address is None:
                self._ray.init(
                    address="local",  # else it joins whatever cluster somebody else runs here
                    num_cpus=self._workers,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level="error",
                )
            else:
                _knock(self._address)
                self._ray.init(address=self._address, log_to_driver=False, logging_level="error")
        except (OSError, RuntimeError, ValueError) as error:
            raise UsageError(_UNUSABLE.format(self._address or "this machine", error)) from error

    def _run(self, todo: list[Task], tell: Callable[[Reached], None]) -> Generator[ShardOutcome, None, None]:
        ray = self._ray
        remote = ray.remote(num_cpus=1)(ShardActor)
        waiting = [(task, 1) for task in reversed(todo)]
        busy: dict[Any, tuple[Any, Task, int]] = {}
        idle = [self._actor(remote, todo[0]) for _ in range(min(self._workers, len(todo)))]
        while waiting or busy:
            while waiting and idle:
                task, tries = waiting.pop()
                actor = idle.pop()
                busy[actor.code.remote(task)] = (actor, task, tries)
            while idle:  # for its place in the cluster another may wait, whose machine has gone
                ray.kill(idle.pop())
            (ready, *_), _ = ray.wait(list(busy), num_returns=1)
            actor, task, tries = busy.pop(ready)
            try:
                outcome = ray.get(ready)
            except ray.exceptions.RayActorError as error:
                idle.append(self._actor(remote, task))
                if tries < _TRIES:
                    waiting.append((task, tries + 1))
                else:
                    yield Failure(
                        task.shard.name,
                        OnRecordError(f"{task.shard.name}: its actor died {tries} times ({error})"),
                    )
                continue
            except ray.exceptions.RayTaskError as error:
                raise error.as_instanceof_cause() from error
            idle.append(actor)
            if not isinstance(outcome, Failure):
                tell(Reached(task.shard.name, outcome.counts.documents, task.shard.bytes))
            yield outcome

    def _actor(self, remote: Any, task: Task) -> Any:
        return remote.remote(task.options, self._seconds, self._means, os.getcwd())


def _knock(address: str) -> None:
    """Connect to a cluster's address once, since Ray goes on trying for many minutes where nobody answers.

    Raises ``OSError`` where nobody does. What is no address with a port, such as "auto", is left to Ray.
    """
    parts = urlsplit(address if "://" in address else f"//{address}")
    if parts.hostname and parts.port:
        socket.create_connection((parts.hostname, parts.port), timeout=_ANSWER).close()


def _say_nothing(_reached: Reached) -> None:
    pass
