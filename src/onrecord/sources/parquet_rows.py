"""Rows of Parquet, read in a process of their own first: damage that ends what reads them ends that one.

arro3 reads Parquet in Rust. Some damage (2 of some 3,000 files that fuzzing made) it answers by a panic that cannot be
caught, and the process ends; other damage asks for any memory or time. So each file is read to its end and thrown away
by this module as a script, which says how far it got. It imports nothing of the project and starts in some 30 ms;
a file of 1 GB took it .7 seconds and 40 MB, little beside what becomes of the articles.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, BinaryIO

Rows = Iterator[tuple[Any, ...]]

_AT_A_TIME = 16
"""Rows: few, because each may be as large as the largest article."""
_BEGUN, _BATCH = b"begun\n", b"."
_LEAST_SECONDS = 60.0
_BYTES_A_SECOND = 1_000_000
"""A file gets a minute, and a second for each megabyte: ten times what a slow disk and a busy machine take."""
_ADDRESSES = 3 << 30
"""Bytes of address space that the trial may take."""
_SHOWN = 200


def open_parquet(stream: BinaryIO, columns: Sequence[str]) -> tuple[list[str], Iterator[Rows]]:
    """Return the names of all columns of a file, and its rows some at a time, of the columns among ``columns`` (lower case) alone.

    Raises ``ValueError`` where it cannot be read, here or after the rows before the damage.
    """
    whole, damage = _tried(stream, columns)
    if damage and not whole:
        raise ValueError(damage)
    with _as_value_errors():
        names, batches = _batches(stream, columns)
    return names, _until(batches, whole, damage)


def _until(batches: Iterator[Rows], whole: int, damage: str) -> Iterator[Rows]:
    with _as_value_errors():
        yield from islice(batches, whole) if damage else batches
    if damage:
        raise ValueError(damage)


@contextmanager
def _as_value_errors() -> Iterator[None]:
    """Make one kind of error of what the library raises, which has no common class, and whose panics are no exceptions at all."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise ValueError(str(error)) from error


def _batches(stream: BinaryIO, columns: Sequence[str]) -> tuple[list[str], Iterator[Rows]]:
    from arro3.io import read_parquet

    batches = read_parquet(stream, batch_size=_AT_A_TIME)
    names = [str(name) for name in batches.schema.names]
    chosen = [name for name in names if name.lower() in columns]
    return names, (
        zip(*(batch.column(name).to_pylist() for name in chosen), strict=True) for batch in batches
    )


def _tried(stream: BinaryIO, columns: Sequence[str]) -> tuple[int, str]:
    """Read a file in another process; return how many batches can be read, and why not all, or an empty reason.

    The stream is at its beginning again. Where no process can be started, all is taken for readable.
    """
    if not sys.executable:
        return 0, ""
    call = [sys.executable, "-S", "-P", __file__, *columns]
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {**os.environ, "PYTHONPATH": paths, "RUST_BACKTRACE": "0"}
    seconds = _LEAST_SECONDS + stream.seek(0, os.SEEK_END) / _BYTES_A_SECOND
    stream.seek(0)
    try:
        with _as_file(stream) as file:
            done = subprocess.run(
                call, stdin=file, capture_output=True, env=environment, timeout=seconds, check=False
            )
    except subprocess.TimeoutExpired as error:
        return (error.stdout or b"").count(_BATCH), f"reading it takes longer than {seconds:.0f} seconds"
    except OSError:
        return 0, ""
    finally:
        stream.seek(0)
    if done.returncode == 0 or not done.stdout.startswith(_BEGUN):
        return 0, ""
    return done.stdout.count(_BATCH), _last_words(done.stderr.decode("utf-8", "replace"), done.returncode)


@contextmanager
def _as_file(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream as a file that another process can read: itself, or a copy."""
    if not isinstance(getattr(stream, "raw", None), io.FileIO):
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            yield copy
        return
    number = stream.fileno()
    # the other process moves the place that both have in the file, of which the stream's buffer knows nothing
    place = os.lseek(number, 0, os.SEEK_CUR)
    try:
        yield stream
    finally:
        os.lseek(number, place, os.SEEK_SET)


def _last_words(said: str, status: int) -> str:
    """Return what the first panic said, which stands in the line after the place where it was, or how the process ended."""
    lines = iter(said.splitlines())
    for line in lines:
        if " panicked at " in line:
            return next(lines, line).strip()[:_SHOWN]
    return (said.strip() or f"what read it ended with {status}")[-_SHOWN:]


def _try(columns: Sequence[str]) -> int:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import arro3.io  # noqa: F401 -- what cannot be had here says nothing of the file

    os.write(1, _BEGUN)
    try:
        with open(0, "rb", closefd=False) as stream:
            stream.seek(0)
            for rows in _batches(stream, columns)[1]:
                for _ in rows:
                    pass
                os.write(1, _BATCH)
    except (
        BaseException
    ) as error:  # the library has no common class of errors, and panics are no exceptions at all
        if not isinstance(error, Exception):
            return 1  # a panic has said already what the matter is
        print(error or type(error).__name__, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(_try(sys.argv[1:]))
