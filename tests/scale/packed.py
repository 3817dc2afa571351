"""Compressed files that unpack to very much, made without ever holding it: one block, packed once and written often."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

_BLOCK = 1 << 20


def gzip_of(head: bytes, unit: bytes, size: int, tail: bytes = b"") -> bytes:
    """Return a gzip file of ``head``, about ``size`` bytes of ``unit`` over and over, and ``tail``."""
    deflated, crc, length = deflate_of(head, unit, size, tail)
    return (
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + deflated + struct.pack("<II", crc, length & 0xFFFFFFFF)
    )


def deflate_of(head: bytes, unit: bytes, size: int, tail: bytes = b"") -> tuple[bytes, int, int]:
    """Return the same as a raw deflate stream, with its checksum and its length unpacked."""
    block = unit * (_BLOCK // len(unit))
    times = size // len(block)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    # after a full flush nothing points back, so that the packed block may stand there again and again
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(tail) + packer.flush()
    crc = zlib.crc32(head)
    for _ in range(times):
        crc = zlib.crc32(block, crc)
    return start + again * times + end, zlib.crc32(tail, crc), len(head) + times * len(block) + len(tail)


def peak_reset() -> None:
    """Forget the most memory that this process has held (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """Return the most memory in MB that this process has held since then."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
