"""What backfill made, on its way into a ledger: the records of all shards, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from onrecord.formats.parquet import read_parquet
from onrecord.model import InputError, Record, from_json
from onrecord.scale.entries import Quarantined
from onrecord.scale.manifests import manifests_in, output_of, read_manifest


def shard_outcomes(folder: Path) -> Iterator[Record | Quarantined | InputError]:
    """Yield the records of each shard under a folder in order, then its quarantined documents.

    A shard whose Parquet is not what its manifest says is named, and none of it is given. Raises ``InputError`` where the
    folder holds no shard.
    """
    found = False
    for path in manifests_in(folder):
        found = True
        try:
            yield from _of_shard(path)
        except InputError as error:
            yield error
    if not found:
        raise InputError(str(folder), "holds no manifest of a shard: give the --output folder of a backfill")


def documents_in(folder: Path) -> int:
    """Return how many records and quarantined documents the shards under a folder say that they have."""
    total = 0
    for path in manifests_in(folder):
        with suppress(InputError):  # it is named when it is loaded
            counts = read_manifest(path).counts
            total += counts.articles + counts.quarantined
    return total


def _of_shard(path: Path) -> Iterator[Record | Quarantined]:
    manifest = read_manifest(path)
    again = "run the same backfill again, which makes the shard anew"
    name = manifest.output.file
    if name in ("", "..") or name != Path(name).name or "\0" in name:
        raise InputError(str(path), f"names no file beside it ({name[:99]!r}): remove it, and {again}")
    parquet = path.with_name(name)
    try:
        whole = output_of(parquet) == manifest.output
    except OSError as error:
        raise InputError(str(parquet), f"cannot be read ({error.strerror or error}): {again}") from error
    if not whole:
        raise InputError(str(parquet), f"is not what its manifest says: remove {path.name}, and {again}")
    for line in read_parquet(parquet, "record"):
        try:
            yield from_json(line)
        except (msgspec.DecodeError, TypeError) as error:  # numbers, say, where records should be
            raise InputError(
                str(parquet), f"breaks the contract ({error}): was it made by a later version?"
            ) from error
    yield from manifest.quarantined
