"""Damage to bytes: what disks, networks, converters and hostile writers do."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

LARGEST = 400_000
"""Bytes of an input: larger ones say nothing new and take long."""
_TOKENS = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\x8b", b"\xe2\x80\xae",
    b"\r", b"\n\n", b"\t", b"\x1a", b"\x1f\x8b\x08", b"PK\x03\x04", b"PAR1", b"WARC/1.0\r\n", b'"', b"'", b'""', b"\\", b"\\u0000",
    b"\\ud800", b"&#0;", b"&#x110000;", b"&#xd800;", b"&amp;amp;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</div>",
    b"<", b">", b"{", b"}", b"[", b"]", b"null", b"true", b"-1", b"0", b"1e999", b"NaN", b"9" * 40, b"9" * 5_000, b"2020-13-45",
    b"0000-00-00", b"9999-12-31T23:59:60Z", b"://", b"http://[", b"http://[::1", b"%00", b"%", b",", b";",
)  # fmt: skip
"""Pieces that break parsers: ends of strings and of lines, marks of file types, numbers out of range."""


def damaged(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Return bytes with one to six pieces changed; ``others`` are inputs from which pieces may be taken."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(_WAYS)(data, others, chance)[:LARGEST]
    return data


def _place(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice((1, 1, 4, 30, 300, 5_000)))


def _flip(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _end(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _repeat(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    start, end = _place(data, chance)
    times = min(chance.choice((2, 3, 20, 500)), LARGEST // max(1, end - start))
    return data[:start] + data[start:end] * times + data[end:]


def _insert(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    start, _ = _place(data, chance)
    return data[:start] + chance.choice(_TOKENS) + data[start:]


def _replace(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.choice(_TOKENS) + data[end:]


def _splice(data: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    other = chance.choice(others) if others else data
    start, end = _place(other, chance)
    at, _ = _place(data, chance)
    return data[:at] + other[start:end] + data[at:]


def _noise(data: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


_WAYS = (_flip, _cut, _end, _repeat, _insert, _replace, _splice, _noise)


def smaller(data: bytes) -> list[bytes]:
    """Return ways to cut an input down, the boldest first: without a half, a quarter and so on, wherever it stands."""
    found: list[bytes] = []
    size = len(data) // 2
    while size and len(found) < 200:
        found += [data[:at] + data[at + size :] for at in range(0, len(data), size)]
        size //= 2
    return found[:300]
