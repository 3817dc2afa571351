"""What a shard may hold that would end the work on it: each is quarantined with its reason, and the rest is read."""

from __future__ import annotations

import gzip
import os
import struct
import zlib
from pathlib import Path

import pytest

from onrecord.scale.engines import LocalEngine
from onrecord.scale.manifests import Manifest
from onrecord.scale.reading_process import Means
from tests.scale.packed import deflate_of, gzip_of, peak, peak_reset
from tests.scale.stand_in import QUICK, coded, fail_in_the_model, manifest, planned, prepare_nothing, spin
from tests.scale.test_backfill import ids, lines
from tests.sources.test_archives import A, B, C

GIGABYTE = 1_000_000_000
_PAGE = b"<p>The council met on Monday and voted.</p>"
_MOST_MB = 150
"""What the main process may take more for a gigabyte than for nothing: a document up to the limit, and its copies."""


def done(archive: Path, *, means: Means = QUICK, seconds: float = 60) -> Manifest:
    engine = LocalEngine(1, seconds=seconds, means=means)
    return manifest(coded(planned([archive], archive.parent / "out"), engine))


def reasons(made: Manifest) -> list[str]:
    return [one.reason for one in made.quarantined]


def huge_record() -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    block = (1 << 20) // len(_PAGE) * len(_PAGE)
    length = len(http) + GIGABYTE // block * block
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/huge\r\nContent-Length: {length}\r\n\r\n"
    return gzip_of(head.encode() + http, _PAGE, GIGABYTE, b"\r\n\r\n")


def huge_zip() -> bytes:
    """A ZIP whose first member is a page of a gigabyte and whose second is a text."""
    packed, crc, length = deflate_of(b"<html>", _PAGE, GIGABYTE)
    small = b"One."
    first, second = b"huge.html", b"small.txt"

    def local(name: bytes, how: int, crc: int, size: int, length: int) -> bytes:
        return (
            struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, how, 0, 33, crc, size, length, len(name), 0) + name
        )

    def central(name: bytes, how: int, crc: int, size: int, length: int, at: int) -> bytes:
        fields = (0x02014B50, 20, 20, 0, how, 0, 33, crc, size, length, len(name), 0, 0, 0, 0, 0, at)
        return struct.pack("<IHHHHHHIIIHHHHHII", *fields) + name

    crc_small = zlib.crc32(small)
    one = local(first, 8, crc, len(packed), length) + packed
    two = local(second, 0, crc_small, len(small), len(small)) + small
    directory = central(first, 8, crc, len(packed), length, 0) + central(
        second, 0, crc_small, len(small), len(small), len(one)
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, len(directory), len(one) + len(two), 0)
    return one + two + directory + end


HUGE = {
    "crawl.warc.gz": lambda: gzip.compress(A) + huge_record() + gzip.compress(C),
    "lines.jsonl.gz": lambda: gzip_of(
        b'{"id": "a", "text": "One."}\n{"text": "', b"word ", GIGABYTE, b'"}\n{"id": "b", "text": "Two."}\n'
    ),
    "rows.csv.gz": lambda: gzip_of(b'id,text\na,One.\nx,"', b"word ", GIGABYTE, b'"\nb,Two.\n'),
    "pages.zip": huge_zip,
}


@pytest.mark.skipif(not os.path.exists("/proc/self/clear_refs"), reason="needs Linux's /proc")
@pytest.mark.parametrize("name", HUGE)
def test_a_page_of_a_gigabyte_is_quarantined_and_never_held(tmp_path: Path, name: str) -> None:
    archive = tmp_path / name
    archive.write_bytes(HUGE[name]())
    peak_reset()
    before = peak()
    made = done(archive)
    assert peak() - before < _MOST_MB
    assert ["larger than 20 MB" in reason for reason in reasons(made)] == [True]
    assert made.counts.articles == (1 if name == "pages.zip" else 2)


@pytest.mark.parametrize("where", range(0, 400, 40))
def test_damage_anywhere_in_a_record_costs_that_record_alone(tmp_path: Path, where: int) -> None:
    middle = bytearray(gzip.compress(B))
    at = 20 + where * (len(middle) - 40) // 400
    middle[at : at + 12] = b"\xff" * 12
    archive = tmp_path / "crawl.warc.gz"
    archive.write_bytes(gzip.compress(A) + bytes(middle) + gzip.compress(C))
    made = done(archive)
    assert {"https://example.org/a", "https://example.org/c"} <= set(ids(tmp_path / "out", "crawl.warc.gz"))
    assert made.counts.documents == made.counts.articles + made.counts.quarantined


def test_an_archive_that_was_cut_off_gives_what_is_whole_and_names_the_rest(tmp_path: Path) -> None:
    archive = tmp_path / "crawl.warc.gz"
    archive.write_bytes((gzip.compress(A) + gzip.compress(B))[:-30])
    made = done(archive)
    assert ids(tmp_path / "out", "crawl.warc.gz")[0] == "https://example.org/a"
    assert made.counts.quarantined == 1


def test_a_text_with_which_a_model_fails_is_quarantined_with_its_error(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", "The council met.", "BREAK the model.", "It voted.")
    made = done(archive, means=Means(read=fail_in_the_model, prepare=prepare_nothing))
    assert ids(tmp_path / "out", "a.jsonl") == ["a-0", "a-2"]
    assert reasons(made) == [
        "could not be read (RuntimeError: the tensors do not fit); please report it as a bug"
    ]


def test_a_text_that_keeps_a_model_busy_where_no_signal_is_heard_is_quarantined(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", "One.", "SPIN", "Two.")
    made = done(archive, means=Means(read=spin, prepare=prepare_nothing), seconds=1)
    assert ids(tmp_path / "out", "a.jsonl") == ["a-0", "a-2"]
    assert ["took longer than 1 seconds" in reason for reason in reasons(made)] == [True]
