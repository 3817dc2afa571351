"""The journal of a shard in work: one line a document, kept aside until the shard is done.

It is why a stop at any moment costs no more than the document in hand: the next run takes up after the last whole line.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from onrecord.model import InputError
from onrecord.scale.entries import Entry

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


class Journal:
    """Lines on disk. ``key`` says of what input, coder and options they are; those of another key are thrown away."""

    def __init__(self, path: Path, key: dict[str, str]) -> None:
        self._path = path
        self._head = _encoder.encode(key) + b"\n"
        self.count = 0
        """How many documents it holds."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            self._cut(path)
        self._stream: BinaryIO = path.open("ab")
        if self._stream.tell() == 0:
            self._stream.write(self._head)
            self._stream.flush()

    def _cut(self, path: Path) -> None:
        """Keep what is whole: a kill in the middle of a line, or a machine that went down, leaves a torn end."""
        with path.open("r+b") as stream:
            whole = 0
            if stream.readline() == self._head:
                whole = stream.tell()
                while (line := stream.readline()) and line.endswith(b"\n") and _decoded(line) is not None:
                    whole, self.count = stream.tell(), self.count + 1
            stream.truncate(whole)

    def add(self, entry: Entry) -> None:
        """Write an entry; when this returns, the death of this process loses it no more."""
        try:
            self._stream.write(_encoder.encode(entry) + b"\n")
            self._stream.flush()
            self.count += 1
        except OSError as error:
            reason = (
                f"cannot be written ({error.strerror or error}): make room and run the same command again"
            )
            raise InputError(str(self._path), reason) from error

    def entries(self) -> Iterator[Entry]:
        """Yield all entries in the order of the shard's documents."""
        with self._path.open("rb") as stream:
            stream.readline()
            for line in stream:
                entry = _decoded(line)
                if entry is None:
                    raise InputError(
                        str(self._path), "was changed while it was in use: run one backfill at a time"
                    )
                yield entry

    def close(self) -> None:
        """Close the file, which stays."""
        with contextlib.suppress(OSError):
            self._stream.close()

    def remove(self) -> None:
        """Delete the file: the shard is done."""
        self.close()
        self._path.unlink(missing_ok=True)


def _decoded(line: bytes) -> Entry | None:
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
