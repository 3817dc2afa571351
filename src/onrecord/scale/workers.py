"""Local processes. The parent opens the inputs; workers clean and read; results come back in input order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from onrecord.coding.tracing import Trace
from onrecord.model import InputError, Record, UsageError
from onrecord.reader import ReadOptions, explain_document, read_document
from onrecord.sources import RawDocument, open_inputs

Outcome = Record | InputError
"""What became of one article: its record, or why there is none."""

_WAITING_PER_WORKER = 4
"""Documents in flight per worker: enough to keep it busy, few enough for constant memory."""


def read_inputs(inputs: Sequence[str], options: ReadOptions, *, workers: int = 1) -> Iterator[Outcome]:
    """Read every article in ``inputs``, lazily and in order. Errors are values: the rest goes on."""
    if workers < 1:
        raise UsageError(f"--workers must be 1 or more, not {workers}")
    documents = open_inputs(inputs, published=options.published, allow_private=options.allow_private)
    if workers == 1:
        for document in documents:
            yield document if isinstance(document, InputError) else read_document(document, options)
    else:
        yield from _in_processes(documents, options, workers)


def explain_inputs(
    inputs: Sequence[str], options: ReadOptions, *, dropped: bool = False
) -> Iterator[tuple[Trace, ...] | InputError]:
    """Say of every article in ``inputs`` how its reports came about, lazily and in order; errors as in ``read_inputs``."""
    documents = open_inputs(inputs, published=options.published, allow_private=options.allow_private)
    for document in documents:
        if isinstance(document, InputError):
            yield document
        else:
            yield explain_document(document, options, dropped=dropped)


def _in_processes(
    documents: Iterable[RawDocument | InputError], options: ReadOptions, workers: int
) -> Iterator[Outcome]:
    waiting: deque[tuple[RawDocument | InputError, Future[Outcome] | None]] = deque()
    pool = _new_pool(workers)
    try:
        for document in documents:
            if isinstance(document, InputError):
                waiting.append((document, None))
            else:
                try:
                    future = pool.submit(read_document, document, options)
                except (
                    BrokenProcessPool
                ):  # a worker died between two submissions; the waiting ones are read alone
                    pool = _new_pool(workers)
                    future = pool.submit(read_document, document, options)
                waiting.append((document, future))
            while len(waiting) >= workers * _WAITING_PER_WORKER:
                yield _finish(*waiting.popleft(), options)
        while waiting:
            yield _finish(*waiting.popleft(), options)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _new_pool(workers: int) -> ProcessPoolExecutor:
    # spawn: the same on every system, and no lock of the parent's threads is inherited half-held
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _finish(
    document: RawDocument | InputError, future: Future[Outcome] | None, options: ReadOptions
) -> Outcome:
    if isinstance(document, InputError) or future is None:
        return document if isinstance(document, InputError) else read_document(document, options)
    try:
        return future.result()
    except BrokenProcessPool:
        return _read_alone(document, options)


def _read_alone(document: RawDocument, options: ReadOptions) -> Outcome:
    """A worker died with this document in flight. Alone in a process of its own, only the guilty one dies again."""
    with _new_pool(1) as pool:
        try:
            return pool.submit(read_document, document, options).result()
        except BrokenProcessPool:
            reason = "the process that read it died, probably for want of memory; split it, or read it on a larger machine"
            return InputError(document.name, reason)
