"""Inputs into shards: the files that are coded together, and that are done or not done together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from onrecord.model import InputError, UsageError
from onrecord.sources.files import kind_of, reason_of, shown, walk

_LOOSE = frozenset(("text", "html", "json", "xml"))
"""Kinds of which a file holds an article or few: so many of them make a shard."""
PAGES_A_SHARD = 500


class Shard(msgspec.Struct, frozen=True):
    """A unit of work: what it is called under the output folder, and its files in order."""

    name: str
    files: tuple[str, ...]
    bytes: int


def shards_of(
    inputs: Sequence[str], *, pages: int = PAGES_A_SHARD, without: str | os.PathLike[str] | None = None
) -> Iterator[Shard | InputError]:
    """Yield the shards of all inputs: archives first, each by itself, then loose pages in groups of ``pages``.

    A folder keeps its shape in the names of its shards. An input that is not there is an error in its place. The folder
    ``without`` may lie in an input and is passed over. Raises ``UsageError`` where two archives would get one name.
    """
    loose: list[str] = []
    taken: dict[str, str] = {}
    for name, path in _files(inputs, without):
        if isinstance(path, InputError):
            yield path
        elif kind_of(path) in _LOOSE or kind_of(path) is None:
            loose.append(path)
        elif name in taken:
            raise UsageError(
                f"{shown(path)} and {shown(taken[name])} would both be written as {name}.parquet: "
                "give the folder that holds both, or run them into two output folders"
            )
        else:
            taken[name] = path
            yield Shard(name, (path,), _size(path))
    rest = iter(loose)
    number = 0
    while group := tuple(islice(rest, pages)):
        number += 1
        yield Shard(f"pages-{number:05}", group, sum(map(_size, group)))


def _files(
    inputs: Sequence[str], without: str | os.PathLike[str] | None
) -> Iterator[tuple[str, str | InputError]]:
    """The name under the output folder and the path of each file."""
    for item in inputs:
        if "://" in item or item == "-":
            reason = (
                "is no file: backfill takes files and folders; put addresses into a .urls file, one a line"
            )
            yield "", InputError(item, reason)
        elif os.path.isdir(item):
            found = False
            for path in walk(item, archives=True, without=without):
                found = True
                yield ("" if isinstance(path, InputError) else shown(os.path.relpath(path, item))), path
            if not found:
                yield "", InputError(shown(item), "holds no file that can be read")
        elif os.path.exists(item) and not os.path.isfile(item):
            reason = "is no file that can be read again after a stop: write what comes out of it into a file"
            yield "", InputError(shown(item), reason)
        elif os.path.exists(item):
            yield shown(os.path.basename(item)), item
        else:
            yield "", InputError(shown(item), reason_of(FileNotFoundError(), link=os.path.islink(item)))


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
