"""Archives of millions: shards in, one Parquet and one manifest a shard out, what is done left alone on the next run."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from onrecord.model import InputError, UsageError
from onrecord.reader import ReadOptions
from onrecord.scale.coding_shard import Reached, Task, coder_in_force, finished, made_before
from onrecord.scale.engines import Engine, ShardOutcome
from onrecord.scale.manifests import ENDING, Manifest, made_of
from onrecord.scale.shards import PAGES_A_SHARD, Shard, shards_of
from onrecord.sources import Limits
from onrecord.sources.files import NOT_FETCHED, PACKED, kind_of, shown


@dataclass(slots=True)
class Plan:
    """What a run has before it."""

    tasks: list[Task] = field(default_factory=list)
    done: list[Manifest] = field(default_factory=list)
    """Shards that an earlier run finished."""
    failed: list[InputError] = field(default_factory=list)
    """Inputs that are not there, and those that would take the place of others."""

    @property
    def bytes(self) -> int:
        """How much there is to read."""
        return sum(task.shard.bytes for task in self.tasks)


def plan(
    inputs: Sequence[str],
    output: Path,
    options: ReadOptions,
    *,
    fetch: bool = False,
    limits: Limits | None = None,
    pages: int = PAGES_A_SHARD,
    coder: str | None = None,
) -> Plan:
    """Say what is to be done: the shards of the inputs, without those that are done. Reads no article.

    ``coder``: what codes, where the caller has a reader of its own. Raises ``UsageError`` where the output cannot be made.
    """
    found = Plan()
    coder = coder or coder_in_force(options)
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{output}: no folder can be made there ({error.strerror}); give another --output"
        ) from error
    if any(os.path.isdir(item) and os.path.samefile(item, output) for item in inputs):
        raise UsageError(f"{output}: is an input too; give another --output, which may be a folder in it")
    shards = list(shards_of(inputs, pages=pages, without=output))
    for shard in shards:
        if not isinstance(shard, Shard):
            found.failed.append(shard)
            continue
        if reason := _why_not_read(shard, fetch):
            found.failed.append(InputError(shown(shard.files[0]), reason))
            continue
        task = Task(shard, output.absolute(), options, coder, limits or Limits(), fetch)
        known = finished(task)
        if known is not None:
            found.done.append(known)
        elif (other := _other_input(task, shards)) is not None:
            found.failed.append(other)
        else:
            found.tasks.append(task)
    return found


def _why_not_read(shard: Shard, fetch: bool) -> str | None:
    """Say what hinders that a shard is coded at all; it would have a manifest otherwise, and be done for ever."""
    kind = kind_of(shard.files[0])
    if kind == "packed":
        return PACKED
    return NOT_FETCHED if kind == "addresses" and not fetch else None


def _other_input(task: Task, shards: Sequence[Shard | InputError]) -> InputError | None:
    """Say so where the shard of that name was made of files that are none of this run's: what they gave would be lost."""
    known = made_before(task)
    if known is None:
        return None
    before = {os.path.abspath(path) for path in known.input.files}
    others = (path for shard in shards if isinstance(shard, Shard) for path in shard.files)
    if any(os.path.abspath(shown(path)) in before for path in chain(task.shard.files, others)):
        return None
    try:
        if known.input.sha256 == made_of(task.shard.files).sha256:
            return None
    except InputError as error:
        return error
    return InputError(
        shown(task.shard.files[0]),
        f"would take the place of {known.input.files[0]} in {task.shard.name}: give an --output of its own, which may "
        f"be a folder in this one; or remove {task.path(ENDING).name} where that is what you want",
    )


def backfill(
    work: Plan, engine: Engine, tell: Callable[[Reached], None]
) -> Generator[ShardOutcome, None, None]:
    """Code what is to be done and yield each shard's manifest, or why it has none, as soon as it is there.

    Raises ``UsageError`` where another process is at work in the same folder.
    """
    if not work.tasks:
        return
    with _alone(work.tasks[0].output):
        yield from engine.run(work.tasks, tell)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the system lets it go when the process ends, however it ends."""
    path = folder / ".lock"
    try:
        held = path.open("a")
    except OSError as error:
        reason = f"nothing can be written into it ({error.strerror}): give another --output"
        raise UsageError(f"{folder}: {reason}") from error
    with held as stream:
        try:
            import fcntl
        except ImportError:  # pragma: no cover - Windows has no such lock; there it is for the user to see to
            yield
            return
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            reason = "another backfill is at work in it: wait for its end, or give another --output"
            raise UsageError(f"{folder}: {reason}") from error
        yield
