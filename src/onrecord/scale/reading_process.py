"""A process that reads articles one at a time and may be killed: by us where a text makes a model hang, or by the system.

The models are loaded once, before the first article, and what loading takes counts for no article.
"""

from __future__ import annotations

import math
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from onrecord.model import InputError, OnRecordError, Record, UsageError
from onrecord.reader import ReadOptions, read_document, reader_for
from onrecord.scale.entries import Entry, Quarantined, entry_of
from onrecord.sources import RawDocument

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_SLOW_TRIES = 2
"""Another try in a fresh process, for a machine that slept or was stopped meanwhile is not the article's fault."""
_DEATHS = 3
"""A process may die of what others do on the machine; an article with which three die is taken for the reason."""
_LIFE = 2_500
"""Documents that one process reads: what libraries keep of each (some 40 kB, measured) is given back with it. Loading the
models again is one in a hundred of what reading so many takes."""
_STARTS = 5
_START_SECONDS = 900.0
"""Longest that loading the models may take: the first of all compiles the gazetteer."""
_DIED = (
    f"the process that read it died {_DEATHS} times, probably for want of memory: "
    "split it, or read it on a larger machine"
)


class StoppedError(Exception):
    """The work was stopped from outside while an article was in hand."""


def load_models(options: ReadOptions) -> None:
    """Load what reading needs. Raises ``UsageError`` for a bad ontology file or pipeline."""
    reader_for(options.ontology)


@dataclass(frozen=True, slots=True)
class Means:
    """What a reading process does at its start and for each document: functions that a new process finds by name."""

    read: Callable[[RawDocument, ReadOptions], Record | InputError] = read_document
    prepare: Callable[[ReadOptions], None] = load_models
    answer: Callable[[Record | InputError], Any] = entry_of
    """What is sent back: an ``Entry`` for ``ReadingProcess.read``, the outcome itself (``whole``) for ``record``."""


def whole(outcome: Record | InputError) -> Record | InputError:
    """Return what reading gave, for those who keep it in a ledger."""
    return outcome


class ReadingProcess:
    """One such process, started when first needed, again after each death, and anew after so many documents."""

    def __init__(
        self,
        options: ReadOptions,
        *,
        seconds: float,
        means: Means | None = None,
        life: int = _LIFE,
        setting: str = "--time-limit",
    ) -> None:
        """``seconds``: the longest that reading one article may take, by the clock, and ``setting`` what a user sets it by;
        ``life``: documents of one process."""
        self._setting = setting
        self._options = options
        self._seconds = seconds
        self._means = means or Means()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._stopped = self._late = False
        self._life = life
        self._answered = 0

    @property
    def pid(self) -> int | None:
        """The number of the process that runs now."""
        process = self._process
        return process.pid if process is not None else None

    def read(self, document: RawDocument) -> Entry:
        """Read one document. One that kills or outlasts its process is quarantined with the reason.

        Raises ``StoppedError`` after ``stop``, and ``OnRecordError`` where no process can be started.
        """
        entry: Entry = self._outcome(document)
        return entry

    def record(self, document: RawDocument) -> Record | InputError:
        """The same for a process of which ``Means.answer`` is ``whole``: the record, or why there is none."""
        outcome: Record | InputError | Quarantined = self._outcome(document)
        return InputError(outcome.name, outcome.reason) if isinstance(outcome, Quarantined) else outcome

    def _outcome(self, document: RawDocument) -> Any:
        slow = deaths = 0
        while True:
            answer = self._ask(document)
            if answer is not None:
                self._answered += 1
                if self._answered >= self._life:
                    self._end()
                return answer
            if self._stopped:
                raise StoppedError
            if self._late:
                slow += 1
            else:
                deaths += 1
            self._end()
            if slow >= _SLOW_TRIES:
                reason = (
                    f"took longer than {self._seconds:g} seconds to read: split it, or raise {self._setting}"
                )
                return Quarantined(document.name, reason)
            if deaths >= _DEATHS:
                return Quarantined(document.name, _DIED)

    def stop(self) -> None:
        """End the process now, from any thread; what it had in hand is not answered."""
        self._stopped = True
        process = self._process
        if process is not None:
            with suppress(ValueError):  # it has ended, and was closed meanwhile
                process.kill()

    def close(self) -> None:
        """End the process and wait for its end."""
        self._end()

    def _ask(self, document: RawDocument) -> Any:
        """Return the answer, ``None`` where none came; then ``_late`` tells a slow process from a dead one."""
        self._late = False
        pipe = self._started()
        try:
            pipe.send(document)
            if not pipe.poll(self._seconds):
                self._late = True
                return None
            return _unpacked(pipe.recv())
        except (EOFError, OSError):
            return None

    def _started(self) -> Connection:
        for _ in range(_STARTS):
            if self._stopped:
                raise StoppedError
            if self._pipe is not None:
                return self._pipe
            self._start()
            try:
                if self._pipe is not None and self._pipe.poll(_START_SECONDS):
                    _unpacked(self._pipe.recv())
                    return self._pipe
            except (EOFError, OSError):
                pass
            self._end()
        if self._stopped:
            raise StoppedError
        raise OnRecordError(
            f"the processes that read articles died {_STARTS} times while they loaded the models, "
            "probably for want of memory: give fewer --workers"
        )

    def _start(self) -> None:
        """Start a process; where that fails, there is none afterwards."""
        context = _context()
        ours, theirs = context.Pipe()
        arguments = (theirs, self._options, self._means, self._seconds)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        try:
            with _deaf_to_ctrl_c():
                process.start()
        except (OSError, EOFError):  # the server that makes them died
            ours.close()
            return
        finally:
            theirs.close()
        self._process, self._pipe = process, ours
        if self._stopped:
            process.kill()

    def _end(self) -> None:
        pipe, process = self._pipe, self._process
        self._pipe = self._process = None
        self._answered = 0
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started meanwhile is deaf to it: it reaches the whole group, and the parent says when to end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # there is none on Windows

    resource_tracker.ensure_running()  # at its start it lets the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context() -> SpawnContext | ForkServerContext:
    """Processes that inherit no lock half-held from the parent's threads; made of a server that has imported all there is
    to import, where the system has such a thing, so that starting again after a death is quick."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _unpacked(message: tuple[str, Any]) -> Any:
    kind, value = message
    if kind == "failed":
        raise value
    return value


def _serve(pipe: Connection, options: ReadOptions, means: Means, seconds: float) -> None:
    """Run in the process: answer each document with its entry until the pipe is closed."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; the parent says when to end
    try:
        means.prepare(options)
        pipe.send(("ready", None))
        while True:
            document = pipe.recv()
            _end_after(2 * seconds)
            entry = means.answer(means.read(document, options))
            _end_after(0)
            pipe.send(("read", entry))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except UsageError as error:
        pipe.send(("failed", error))


def _end_after(seconds: float) -> None:
    """Let the system end this process after so long: nobody else would, had the parent been killed meanwhile."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, math.ceil(seconds))
