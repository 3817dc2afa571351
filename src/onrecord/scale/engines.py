"""Engines: where shards are coded. Each gives the same outcomes; in which order is theirs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable
from typing import Protocol

from onrecord.model import OnRecordError, UsageError
from onrecord.scale.coding_shard import Failure, Reached, Task, code_shard
from onrecord.scale.manifests import Manifest
from onrecord.scale.reading_process import Means, ReadingProcess, StoppedError

ShardOutcome = Manifest | Failure


class Engine(Protocol):
    """What codes shards."""

    def run(
        self, tasks: Iterable[Task], tell: Callable[[Reached], None]
    ) -> Generator[ShardOutcome, None, None]:
        """Yield the outcome of each task, all of the same options, as soon as it is there. Closing the iterator stops the work at once.

        ``tell`` may be called from any thread. Raises ``UsageError`` where every shard would fail alike.
        """
        ...


class LocalEngine:
    """Processes of this machine. One thread a worker opens documents and writes; its process reads them."""

    def __init__(self, workers: int, *, seconds: float, means: Means | None = None) -> None:
        """``seconds``: the longest that one article may take."""
        if workers < 1:
            raise UsageError(f"--workers must be 1 or more, not {workers}")
        self._workers = workers
        self._seconds = seconds
        self._means = means
        self._readers: list[ReadingProcess] = []

    @property
    def pids(self) -> list[int]:
        """The numbers of the reading processes that run now."""
        return [pid for reader in self._readers if (pid := reader.pid) is not None]

    def run(
        self, tasks: Iterable[Task], tell: Callable[[Reached], None]
    ) -> Generator[ShardOutcome, None, None]:
        """See ``Engine``."""
        todo = list(tasks)
        waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
        done: queue.SimpleQueue[ShardOutcome | BaseException] = queue.SimpleQueue()
        for task in todo:
            waiting.put(task)
        threads = []
        for _ in range(min(self._workers, len(todo))):
            reader = ReadingProcess(todo[0].options, seconds=self._seconds, means=self._means)
            self._readers.append(reader)
            threads.append(threading.Thread(target=_work, args=(reader, waiting, done, tell), daemon=True))
        try:
            for thread in threads:
                thread.start()
            for _ in todo:
                outcome = done.get()
                if isinstance(outcome, BaseException):
                    raise outcome
                yield outcome
        finally:
            for reader in self._readers:
                reader.stop()
            for thread in threads:
                thread.join()
            self._readers.clear()


def _work(
    reader: ReadingProcess,
    waiting: queue.SimpleQueue[Task],
    done: queue.SimpleQueue[ShardOutcome | BaseException],
    tell: Callable[[Reached], None],
) -> None:
    """Code shards until there are none or the work is stopped."""
    try:
        while True:
            task = waiting.get_nowait()
            try:
                done.put(code_shard(task, reader, tell))
            except UsageError:
                raise
            except OnRecordError as error:
                done.put(Failure(task.shard.name, error))
    except (queue.Empty, StoppedError):
        pass
    except BaseException as error:  # a thread that ended without a word would be waited for in vain
        done.put(error)
    finally:
        reader.close()
