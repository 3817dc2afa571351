"""The journal of a shard in work: one line a document, kept aside until the shard is done.

It is why a stop at any moment costs no more than the document in hand: the next run takes up after the last whole line.
Each line says which document of the shard it is of. On a cluster a machine that was taken for lost may go on writing beside
the one that took over, and the second line about a document is passed over: both say the same.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.model import InputError
from onrecord.scale.entries import Entry

_VERSION = "2"
_DIGITS = 19
_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


class Journal:
    """Lines on disk: a head, then numbers from 0 with an entry each. ``key`` says of what input, coder and options they are; those of another key are thrown away."""

    def __init__(self, path: Path, key: dict[str, str]) -> None:
        self._path = path
        self._head = _encoder.encode({"journal": _VERSION, **key}) + b"\n"
        self.count = 0
        """How many documents it holds, of this process' or of another's."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            self._cut(path)
        # without a buffer each line is one write to the end of the file, whoever else writes there
        self._stream = path.open("ab", buffering=0)
        if self._stream.tell() == 0:
            self._stream.write(self._head)

    def _cut(self, path: Path) -> None:
        """Keep what is whole: a kill in the middle of a line, or a machine that went down, leaves a torn end."""
        with path.open("r+b") as stream:
            whole = 0
            if stream.readline() == self._head:
                whole = stream.tell()
                while (line := stream.readline()) and (found := _decoded(line)) and found[0] <= self.count:
                    whole, self.count = stream.tell(), max(self.count, found[0] + 1)
            stream.truncate(whole)

    def add(self, entry: Entry) -> None:
        """Write an entry; when this returns, the death of this process loses it no more."""
        line = b"%d %s\n" % (self.count, _encoder.encode(entry))
        try:
            while line:
                line = line[self._stream.write(line) :]
            self.count += 1
        except OSError as error:
            reason = (
                f"cannot be written ({error.strerror or error}): make room and run the same command again"
            )
            raise InputError(str(self._path), reason) from error

    def entries(self) -> Iterator[Entry]:
        """Yield all entries in the order of the shard's documents, one for each."""
        wanted = 0
        with self._path.open("rb") as stream:
            stream.readline()
            for line in stream:
                found = _decoded(line)
                if found is None or found[0] > wanted:
                    raise InputError(
                        str(self._path), "was changed while it was in use: run one backfill at a time"
                    )
                if found[0] == wanted:
                    yield found[1]
                    wanted += 1

    def close(self) -> None:
        """Close the file, which stays."""
        with contextlib.suppress(OSError):
            self._stream.close()

    def remove(self) -> None:
        """Delete the file: the shard is done."""
        self.close()
        self._path.unlink(missing_ok=True)


def _decoded(line: bytes) -> tuple[int, Entry] | None:
    """Return the number of a line and its entry, ``None`` for one that is not whole."""
    number, _, entry = line.partition(b" ")
    if not (line.endswith(b"\n") and number.isdigit() and len(number) < _DIGITS):
        return None
    try:
        return int(number), _decoder.decode(entry)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
